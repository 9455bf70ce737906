"""What one policy says of a stretch of leads, an entry a lead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from leadpact.engines.clocks.arrays import NONE, AsOf, Flags, Ints, Small
from leadpact.engines.duckdb.clocks import Worked, work_clocks
from leadpact.engines.duckdb.runner import crowded
from leadpact.engines.duckdb.statements import DuckDbTables, Statements
from leadpact.engines.history.groups import Views, lead_column
from leadpact.plan import Plan
from leadpact.targets.sql.columns import lead_columns

NO_CYCLE = -2
"""In `SideBlock.responses`: the clock never ran for this lead."""


@dataclass(frozen=True, eq=False)
class SideBlock:
    """One policy's decisions on the leads of a block. All arrays have an entry for each lead of the block, in order.

    `refused` are the leads that the policy cannot decide, by number, each with the reference's sentence.
    """

    plan: Plan
    count: int
    refused: tuple[tuple[int, str], ...]
    rows: pa.Table
    row_of: Ints
    """Where each lead's row stands in `rows`; NONE where it has none."""
    staged_at: Ints
    """The number in the staged tables of each lead; NONE where the policy cannot read it."""
    worked: Worked | None
    views: Views

    @cached_property
    def decided(self) -> Flags:
        """Whether the policy could read the lead, and decide on it."""
        found: Flags = self.row_of != NONE
        return found

    def column(self, name: str) -> pa.Array:
        """A column of the decisions (see `leadpact.engines.Block`); null where nothing was decided.

        Of lines there are `line <i>` and `row <i>` where they were asked for.
        """
        return _spread(self.rows.column(name), self.row_of)

    def field(self, name: str) -> pa.Array:
        """The values of a field of the lead, in the units of a plan, without the default for unknown ones."""
        there = self.staged_at[self.staged_at != NONE]
        first, after = (int(there[0]), int(there[-1]) + 1) if len(there) else (0, 0)
        values = lead_column(self.views.con, self.views.lead[lead_columns(self.plan)[name]], first, after)
        return _spread(values, np.where(self.staged_at == NONE, NONE, self.staged_at - first))

    def responses(self, clock: str) -> Small:
        """The response of the latest cycle of a clock: its place among `plan.clocks[…].responses`.

        NONE where none applied to that cycle, NO_CYCLE where the clock never ran.
        """
        found = np.full(self.count, NO_CYCLE, dtype=np.int16)
        if self.worked is None:
            return found
        cycles, times = self.worked.cycles, self.worked.times
        place = next(at for at, one in enumerate(self.plan.clocks) if one.clause.name == clock)
        rows = np.flatnonzero(cycles.clock == place)
        # They are in the order of their starts: of several the last one stays.
        by_lead = np.full(int(cycles.lead.max()) + 1 if len(cycles) else 0, NO_CYCLE, dtype=np.int16)
        by_lead[cycles.lead[rows]] = times.response[rows]
        there = np.flatnonzero(self.decided)
        if not len(there):
            return found
        first = int(self.staged_at[self.staged_at != NONE][0])
        number = self.staged_at[there] - first
        known = number < len(by_lead)
        found[there[known]] = by_lead[number[known]]
        return found


def decide(
    views: Views, plan: Plan, statements: Statements, staged_at: Ints, as_of: AsOf | None, number: int
) -> SideBlock:
    """Decides on the leads of these numbers in the staged tables, which rise by one but for gaps of NONE.

    `as_of` None: each lead has its own, staged beside it. The first lead of the block has the number `number`.
    """
    count = len(staged_at)
    position = np.flatnonzero(staged_at != NONE)
    here = staged_at[position]
    first, after = (int(here[0]), int(here[-1]) + 1) if len(here) else (0, 0)
    views.show(first, after)
    if as_of is None:
        as_of = lead_column(views.con, "as_of", first, after).to_numpy()
    tables = DuckDbTables(views.con)
    worked = None
    refused: dict[int, str] = {}
    if statements.events is not None:
        worked = work_clocks(tables, plan, statements, first, after - first, as_of)
        refused |= dict(worked.refused)
    # The reference counts activities before it looks at anything else.
    refused |= crowded(views.con)
    rows = tables.ask(statements.decisions, statements.as_of)
    row_of_lead = np.full(after - first, NONE, dtype=np.int64)
    row_of_lead[rows.column("lead").to_numpy() - first] = np.arange(rows.num_rows)
    row_of_lead[np.array([lead - first for lead in refused], dtype=np.int64)] = NONE
    row_of = np.full(count, NONE, dtype=np.int64)
    row_of[position] = row_of_lead[here - first]
    place = {int(lead): int(at) + number for lead, at in zip(here, position, strict=True)} if refused else {}
    told = tuple(sorted((place[lead], reason) for lead, reason in refused.items()))
    return SideBlock(plan, count, told, rows, row_of, staged_at, worked, views)


def _spread(values: pa.ChunkedArray | pa.Array, at: Ints) -> pa.Array:
    found = values.take(pa.array(at, mask=at == NONE))
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
