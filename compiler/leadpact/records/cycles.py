"""The second table of a run: every cycle of every clock, of all leads that were decided.

The columns, in this order: `lead_id`, `clock`, `started_at`; `response`, the one that applied, and its `calendar` where
business time was promised; `state`, `due`, `ended_at` and `ended_by` (an activity, `recycled` or `started afresh`);
`used_minutes`, whole minutes of the kind that was promised; `tries`, how many of how many and by when; `actions`, each
instruction with its instant and whether it has come due. Rows stand in the order of the leads, of one lead in the
policy's order of clocks, and of one clock in order of time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from leadpact.records.writers import Cell, Column
from leadpact_dsl.decision import CycleResult, Decision

CycleRow: TypeAlias = "tuple[Cell, ...]"

COLUMNS = (
    Column("lead_id", "text"),
    Column("clock", "text"),
    Column("started_at", "time"),
    Column("response", "text"),
    Column("calendar", "text"),
    Column("state", "text"),
    Column("due", "time"),
    Column("ended_at", "time"),
    Column("ended_by", "text"),
    Column("used_minutes", "whole number"),
    Column("tries", "tries"),
    Column("actions", "actions"),
)

MS_OF_A_MINUTE = 60_000


def cycle_rows(decision: Decision) -> Iterator[CycleRow]:
    """The cycles of one lead as cells."""
    return (_row(decision.lead, cycle) for cycle in decision.cycles)


def _row(lead: str, cycle: CycleResult) -> CycleRow:
    return (
        lead,
        cycle.clock,
        cycle.started_at,
        cycle.response,
        cycle.calendar,
        str(cycle.state),
        cycle.due,
        cycle.ended_at,
        cycle.ended_by,
        cycle.used // MS_OF_A_MINUTE,
        tuple((tries.made, tries.clause.times, tries.by) for tries in cycle.tries),
        tuple((action.clause.kind, action.clause.target, action.at, action.fallen) for action in cycle.actions),
    )
