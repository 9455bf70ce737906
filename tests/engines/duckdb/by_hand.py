"""Staged tables put in by hand, from records as the row by row readers give them, without the bulk readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

import duckdb
import pyarrow as pa

from leadpact.engines.duckdb.runner import DuckDbEngine
from leadpact.engines.duckdb.statements import statements_of
from leadpact.engines.reference import Case
from leadpact.plan import Plan
from leadpact.plan.numbers import Input
from leadpact.records.leads import reading_of
from leadpact.targets.sql.columns import lead_columns, own_columns
from leadpact_dsl.model import Scalar
from leadpact_dsl.zones import Zone

_TYPES = {"text": pa.string(), "choice": pa.string(), "flag": pa.bool_(), "number": pa.int64(), "instant": pa.int64()}


@dataclass(frozen=True)
class Stretch:
    first: int
    after: int


@dataclass(frozen=True)
class HandStaged:
    """As much of a `Staged` as the engine asks for."""

    con: duckdb.DuckDBPyConnection
    leads: int

    def blocks(self, most: int) -> Iterator[Stretch]:
        for first in range(0, self.leads, most):
            yield Stretch(first, min(self.leads, first + most))

    def show(self, block: Stretch | None) -> None:
        for name in ("leads", "activities"):
            self.con.execute(f"DROP VIEW IF EXISTS temp.{name}")
            if block is not None:
                bounds = f"lead >= {block.first} AND lead < {block.after}"
                self.con.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM memory.main.{name} WHERE {bounds}")


def engine(
    con: duckdb.DuckDBPyConnection, plan: Plan, cases: Sequence[Case], as_of: int | None, at_once: int
) -> DuckDbEngine:
    """Over these cases; with `as_of` None each has its own."""
    zone = reading_of(plan.policy).zone
    _put(con, "leads", _leads(plan, cases, zone, own=as_of is None))
    _put(con, "activities", _activities(plan, cases, as_of, zone))
    same = [
        {"lead": lead, "earlier_lead": 0, "earlier_id": case.same_as}
        for lead, case in enumerate(cases)
        if case.same_as is not None
    ]
    schema = pa.schema([("lead", pa.int64()), ("earlier_lead", pa.int64()), ("earlier_id", pa.string())])
    _put(con, "same", pa.Table.from_pylist(same, schema))
    staged = cast(Any, HandStaged(con, len(cases)))
    return DuckDbEngine(con, plan, statements_of(plan, as_of), staged, at_once, of_a_block=at_once // 2)


def _put(con: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    con.register("incoming", rows)
    con.execute(f"CREATE OR REPLACE TABLE memory.main.{name} AS FROM incoming")
    con.unregister("incoming")


def _leads(plan: Plan, cases: Sequence[Case], zone: Zone, *, own: bool) -> pa.Table:
    names = lead_columns(plan)
    fields = [("lead", pa.int64()), ("id", pa.string()), *((names[one.name], _TYPES[one.type]) for one in plan.lead)]
    rows: list[dict[str, Any]] = []
    for number, case in enumerate(cases):
        values = {names[one.name]: _units(one, case.lead.values.get(one.name), zone) for one in plan.lead}
        rows.append({"lead": number, "id": case.lead.id, "as_of": case.as_of, **values})
    return pa.Table.from_pylist(rows, pa.schema([*fields, *([("as_of", pa.int64())] if own else [])]))


def _activities(plan: Plan, cases: Sequence[Case], as_of: int | None, zone: Zone) -> pa.Table:
    names = own_columns(plan)
    types = {names[kind, one.name]: _TYPES[one.type] for kind, inputs in plan.activities.items() for one in inputs}
    rows: list[dict[str, Any]] = []
    for number, case in enumerate(cases):
        until = case.as_of if as_of is None else as_of
        assert until is not None
        for position, record in enumerate(case.activities):
            if record.at > until:
                continue
            values = {
                names[record.activity, one.name]: _units(one, record.values.get(one.name), zone)
                for one in plan.activities[record.activity]
            }
            rows.append({"lead": number, "activity": record.activity, "at": record.at, "position": position, **values})
    fixed = [("lead", pa.int64()), ("activity", pa.string()), ("at", pa.int64()), ("position", pa.int64())]
    return pa.Table.from_pylist(rows, pa.schema([*fixed, *types.items()]))


def _units(asked: Input, value: Scalar | None, zone: Zone) -> str | int | bool | None:
    match value:
        case None | str() | bool():
            return value
        case dt.date():
            return zone.start_of_day(value)
        case _:
            return int(Decimal(value).scaleb(asked.scale))
