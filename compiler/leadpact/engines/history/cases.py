"""Single leads out of the staged tables, as records: for the reference evaluation, which explains them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, assert_never

from leadpact.engines.duckdb.statements import table
from leadpact.engines.history.groups import Views
from leadpact.plan import Plan
from leadpact.plan.numbers import PLACES
from leadpact.records.leads import reading_of
from leadpact.targets.sql.columns import lead_columns, own_columns
from leadpact_dsl.model import ActivityRecord, Field, LeadRecord, Policy, Scalar
from leadpact_dsl.zones import Zone

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Case:
    """A lead as one policy sees it, and the instant (ms) that it is decided as of."""

    record: LeadRecord
    activities: tuple[ActivityRecord, ...]
    as_of: int


def cases(views: Views, plan: Plan, leads: Sequence[int], as_of: int | None) -> dict[int, Case]:
    """The leads of these numbers in the staged tables, by number; `as_of` None: each has its own."""
    policy = plan.policy
    zone = reading_of(policy).zone
    views.show_these(leads)
    log = _activities(views.con, policy, plan, zone)
    columns = lead_columns(plan)
    found = {}
    for row in _rows(views.con, "leads"):
        values = _values(policy.lead.fields, {name: columns[name] for name in policy.lead.fields}, row, zone)
        at = row["as_of"] if as_of is None else as_of
        found[row["lead"]] = Case(LeadRecord(row["id"], values), tuple(log.get(row["lead"], ())), at)
    return found


def _activities(
    con: duckdb.DuckDBPyConnection, policy: Policy, plan: Plan, zone: Zone
) -> dict[int, list[ActivityRecord]]:
    columns = own_columns(plan)
    found: dict[int, list[ActivityRecord]] = {}
    for row in _rows(con, "activities"):
        kind = row["activity"]
        fields = policy.activities[kind].fields
        values = _values(fields, {name: columns[kind, name] for name in fields}, row, zone)
        found.setdefault(row["lead"], []).append(ActivityRecord(kind, row["at"], values))
    return found


def _rows(con: duckdb.DuckDBPyConnection, view: str) -> list[dict[str, Any]]:
    """Those that are shown; of activities in the order of the log."""
    order = ' ORDER BY "lead", "position"' if view == "activities" else ""
    rows: list[dict[str, Any]] = table(con, f'SELECT * FROM "{view}"{order}').to_pylist()
    return rows


def _values(
    fields: Mapping[str, Field], columns: Mapping[str, str], row: Mapping[str, Any], zone: Zone
) -> dict[str, Scalar]:
    return {
        name: _value(field, row[columns[name]], zone)
        for name, field in fields.items()
        if row[columns[name]] is not None
    }


def _value(field: Field, unit: Any, zone: Zone) -> Scalar:
    """A value from the units of the staged tables."""
    match field.kind:
        case "text" | "one of":
            return str(unit)
        case "yes or no":
            return bool(unit)
        case "whole number" | "time":
            return int(unit)
        case "number" | "money":
            return Decimal(unit).scaleb(-PLACES[field.kind])
        case "date":
            return zone.local(int(unit)).date()
        case _:
            assert_never(field.kind)
