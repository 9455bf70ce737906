"""The same files through both readers, in one form that can be compared."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.records import bulk
from leadpact.records.inputs import Inputs, open_inputs
from leadpact.records.leads import ReadLead
from leadpact.records.log import ActivityLog, read_log
from leadpact.records.rejects import Kind, Rejected
from leadpact.records.sameness import Sameness
from leadpact.targets.sql.columns import lead_columns, own_columns
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Field, Policy, Scalar
from leadpact_dsl.zones import Zone

Activity = tuple[str, int, dict[str, Any]]


@dataclass
class Read:
    """What a reader makes of the files. Values are in units, those that are unknown are left out."""

    leads: list[tuple[str, dict[str, Any], int | None]] = field(default_factory=list)
    activities: list[list[Activity]] = field(default_factory=list)
    lead_rejects: list[Rejected] = field(default_factory=list)
    log_rejects: list[Rejected] = field(default_factory=list)
    read: int = 0
    rejected: list[tuple[Kind, int]] = field(default_factory=list)
    log: tuple[int, int, int] = (0, 0, 0)
    undeclared: list[tuple[str, int]] = field(default_factory=list)
    left: tuple[int, int] = (0, 0)
    same: list[str | None] = field(default_factory=list)
    first_pair: tuple[str, str] | None = None
    places: list[tuple[str, int]] = field(default_factory=list)


def row_by_row(
    policy: Policy, leads: Path, log: Path | None, as_of: int | str, encoding: str | None = None
) -> Read | list[str]:
    column = as_of if isinstance(as_of, str) else None
    inputs = open_inputs(policy, leads, log, encoding, column)
    if isinstance(inputs, list):
        return [said(one) for one in inputs]
    found = Read()
    read: ActivityLog | Diagnostic = ActivityLog()
    if inputs.activities is not None:
        instant = as_of if isinstance(as_of, int) else None
        read = read_log(inputs.activities, instant, found.log_rejects.append, lambda _: None)
    if isinstance(read, Diagnostic):
        return [said(read)]
    sameness = Sameness(policy.lead)
    rejected: Counter[Kind] = Counter()
    for row in inputs.leads.rows():
        match row:
            case Diagnostic():
                return [said(row)]
            case Rejected():
                found.lead_rejects.append(row)
                rejected[row.kind] += 1
                if row.lead is not None and row.kind != "lead given twice":
                    read.take(row.lead)
            case ReadLead():
                fields = policy.lead.fields
                zone = inputs.leads.reading.zone
                values = {name: units(fields[name], value, zone) for name, value in row.record.values.items()}
                found.leads.append((row.record.id, values, row.as_of))
                found.places.append((row.part, row.number))
                found.same.append(sameness.see(row.record))
                found.activities.append(
                    [
                        (one.activity, one.at, {name: units(policy.activities[one.activity].fields[name], value, zone)
                                                for name, value in one.values.items()})
                        for one in read.take(row.record.id, row.as_of)
                    ]
                )  # fmt: skip
    found.read = len(found.leads) + len(found.lead_rejects)
    found.rejected = list(rejected.items())
    found.log = (read.read, read.rejected, read.later)
    found.undeclared = list(read.undeclared.items())
    found.left = read.left()
    found.first_pair = sameness.first_pair
    return found


def in_bulk(
    policy: Policy,
    leads: Path,
    log: Path | None,
    as_of: int | str,
    encoding: str | None = None,
    *,
    threads: int = 2,
    inputs: Inputs | None = None,
) -> Read | list[str]:
    plan = lower(policy, "sha256:0")
    assert isinstance(plan, Plan)
    column = as_of if isinstance(as_of, str) else None
    opened = inputs or bulk.open_inputs(policy, leads, log, encoding, column)
    if isinstance(opened, list):
        return [said(one) for one in opened]
    found = Read()
    config = {"threads": threads, "preserve_insertion_order": False}
    with duckdb.connect(config=config) as con:
        instant = as_of if isinstance(as_of, int) else None
        shares: list[float] = []
        staged = bulk.stage(con, policy, plan, opened, instant, found.log_rejects.append, shares.append)
        if isinstance(staged, Diagnostic):
            return [said(staged)]
        assert shares == sorted(shares)
        assert shares[-1] == 1.0
        _fill(con, policy, plan, staged, found, own_as_of=column is not None)
    return found


def _fill(
    con: duckdb.DuckDBPyConnection, policy: Policy, plan: Any, staged: bulk.Staged, found: Read, *, own_as_of: bool
) -> None:
    names = lead_columns(plan)
    columns = ", ".join(f'"{names[field]}"' for field in policy.lead.fields)
    when = "as_of" if own_as_of else "NULL"
    rows = con.execute(
        f'SELECT lead, id, {when}, "#place"{", " + columns if columns else ""} FROM leads ORDER BY lead'
    ).fetchall()
    assert [row[0] for row in rows] == list(range(len(rows))) == list(range(staged.leads))
    for lead, name, at, place, *values in rows:
        found.leads.append((name, known(policy.lead.fields, values), at))
        refused = staged.refused(place, name, "no")
        found.places.append((refused.part, refused.number))
        assert staged.place_of(lead) == place
    own = own_columns(plan)
    wanted = list(dict.fromkeys(own.values()))
    told = "".join(f', "{column}"' for column in wanted)
    log = con.execute(f'SELECT lead, activity, "at", position{told} FROM activities ORDER BY lead, position').fetchall()
    found.activities = [[] for _ in rows]
    assert len(log) == staged.activities
    for lead, kind, at, _, *cells in log:
        by_column = dict(zip(wanted, cells, strict=True))
        fields = policy.activities[kind].fields
        mine = {own[kind, name]: by_column.pop(own[kind, name]) for name in fields}
        assert not any(value is not None for value in by_column.values())
        values = known(fields, [mine[own[kind, name]] for name in fields])
        found.activities[lead].append((kind, at, values))
    rejects = list(staged.lead_rejects())
    assert [place for place, _ in rejects] == sorted(place for place, _ in rejects)
    found.lead_rejects = [one for _, one in rejects]
    found.read = staged.read
    found.rejected = list(Counter(one.kind for _, one in rejects).items())
    found.log = (staged.log.read, staged.log.rejected, staged.log.later)
    found.undeclared = list(staged.log.undeclared.items())
    found.left = staged.log.left
    same = dict(con.execute("SELECT lead, earlier_id FROM same").fetchall())
    found.same = [same.get(lead) for lead in range(len(rows))]
    assert staged.same.count == len(same)
    found.first_pair = staged.same.first_pair
    for first, after in ((block.first, block.after) for block in staged.blocks(3)):
        staged.show(bulk.Block(first, after))
        assert con.execute("SELECT count(*), min(lead), max(lead) FROM leads").fetchone() == (
            after - first,
            first,
            after - 1,
        )
    left = [table for (table,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
    assert sorted(left) == ["leadpact_activities", "leadpact_leads", "leadpact_leads_refused", "same"]


def agree(
    policy: Policy, leads: Path, log: Path | None, as_of: int | str, encoding: str | None = None
) -> Read | list[str]:
    """What both readers make of the files, which is the same."""
    slow = row_by_row(policy, leads, log, as_of, encoding)
    fast = in_bulk(policy, leads, log, as_of, encoding)
    if isinstance(slow, list) or isinstance(fast, list):
        assert fast == slow
        return slow
    for name in vars(slow):
        assert getattr(fast, name) == getattr(slow, name), name
    return slow


def known(fields: Any, values: list[Any]) -> dict[str, Any]:
    return {name: value for name, value in zip(fields, values, strict=True) if value is not None}


def units(field: Field, value: Scalar, zone: Zone) -> Any:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, dt.date):
        return zone.start_of_day(value)
    if field.kind in ("number", "money"):
        assert isinstance(value, Decimal)
        return int(value * (10_000 if field.kind == "number" else 100))
    return value


def said(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.code} {diagnostic.message} {diagnostic.help}"
