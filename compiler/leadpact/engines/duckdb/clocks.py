"""The cycles of some leads: activities out of the database, cycles into it as frames, and what was promised back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leadpact.engines import clocks as keeping
from leadpact.engines.clocks import table as clock_table
from leadpact.engines.clocks.arrays import AsOf, Ints
from leadpact.engines.duckdb.statements import Statements, Tables
from leadpact.plan import Plan


@dataclass(frozen=True)
class Kept:
    """`cycles` by the schema of `leadpact.engines.clocks.table`, of leads that are not refused, in order; `refused` are
    the others, by number, each with the reason."""

    cycles: pa.RecordBatch
    refused: tuple[tuple[int, str], ...]


@dataclass(frozen=True, eq=False)
class Worked:
    """Cycles and their times, of leads counted from 0, and the leads that are refused, by their own numbers."""

    cycles: keeping.Cycles
    times: keeping.Timed
    refused: tuple[tuple[int, str], ...]


def keep_clocks(tables: Tables, plan: Plan, statements: Statements, first: int, count: int, as_of: AsOf) -> Kept:
    """The cycles of the leads that the tables show: `count` of them from number `first` on.

    `as_of` is one instant, or those of these leads.
    """
    worked = work_clocks(tables, plan, statements, first, count, as_of)
    return Kept(_numbered(clock_table.table(plan, worked.cycles, worked.times), first), worked.refused)


def work_clocks(tables: Tables, plan: Plan, statements: Statements, first: int, count: int, as_of: AsOf) -> Worked:
    """As `keep_clocks`, but as arrays."""
    assert statements.events is not None
    # Leads are counted from 0 here, so that what is kept by lead is no longer than the block.
    events = _events(tables.ask(statements.events, statements.as_of), first)
    found = keeping.cycles(plan, events, as_of)
    frames = keeping.frames_of(plan, found)
    response = keeping.responses(plan, found, frames, _answers(tables, plan, statements, frames, first))
    times = keeping.timed(plan, found, response, _calendars(tables, statements, first, count), events, as_of)
    refusals = keeping.refusals(found, times)
    refused = tuple((int(lead) + first, refusals.reason(plan, place)) for place, lead in enumerate(refusals.lead))
    return Worked(found, times, refused)


def _events(rows: pa.Table, first: int) -> keeping.Events:
    return keeping.Events(
        lead=_ints(rows.column("lead")) - first,
        at=_ints(rows.column("at")),
        kind=_ints(rows.column("kind")).astype(np.int16),
        returned=rows.column("returned").to_numpy().astype(np.bool_),
    )


def _answers(
    tables: Tables, plan: Plan, statements: Statements, frames: keeping.Frames, first: int
) -> Mapping[str, Ints]:
    """Of each clock that asks, its response in each frame."""
    if statements.responses is None:
        return {}
    rows = None
    if len(frames):
        # Their own instants are those of the frames, whatever the leads are decided as of.
        asked = pa.table({"frame": np.arange(len(frames)), "lead": frames.lead + first, "as_of": frames.at})
        with tables.frames(asked):
            rows = tables.ask(statements.responses, None)
    found: dict[str, Ints] = {}
    for clock in plan.clocks:
        answer = np.full(len(frames), keeping.NONE, dtype=np.int64)
        if rows is not None:
            answer[_ints(rows.column("frame"))] = _ints(rows.column(f"response {clock.clause.name}"))
        found[clock.clause.name] = answer
    return found


def _calendars(tables: Tables, statements: Statements, first: int, count: int) -> Mapping[str, Ints]:
    """Of each response that chooses by a field, the calendar of each lead."""
    if statements.calendars is None:
        return {}
    rows = tables.ask(statements.calendars, statements.as_of)
    lead = _ints(rows.column("lead")) - first
    found: dict[str, Ints] = {}
    for name in rows.column_names:
        if name.startswith("calendar "):
            calendar = np.full(count, keeping.NONE, dtype=np.int64)
            calendar[lead] = _ints(rows.column(name))
            found[name.removeprefix("calendar ")] = calendar
    return found


def _numbered(cycles: pa.Table, first: int) -> pa.RecordBatch:
    """With the leads' own numbers, as one batch."""
    lead = pc.add(cycles.column("lead"), first)
    whole = cycles.set_column(0, cycles.schema.field("lead"), lead).combine_chunks().to_batches()
    return whole[0] if whole else pa.RecordBatch.from_pylist([], clock_table.schema())


def _ints(column: pa.ChunkedArray) -> Ints:
    """Whole numbers; what is missing is NONE."""
    found: Ints = pc.fill_null(column, keeping.NONE).to_numpy().astype(np.int64)
    return found
