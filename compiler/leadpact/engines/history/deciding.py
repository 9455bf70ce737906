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
from leadpact.engines.history.sharing import Shared
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


@dataclass(frozen=True, eq=False)
class Together:
    """Policies that look at the same tables: `sides` are their places among all, `shared` their decisions."""

    views: Views
    sides: tuple[int, ...]
    shared: Shared


class Stretch:
    """The leads of these numbers in the staged tables, which rise by one but for gaps of NONE, shown in the views.

    `as_of` None: each lead has its own, staged beside it. The first lead of the block has the number `number`.
    """

    def __init__(self, together: Together, staged_at: Ints, as_of: int | None, number: int) -> None:
        self._views, self._staged_at, self._number = together.views, staged_at, number
        self._position = np.flatnonzero(staged_at != NONE)
        here = staged_at[self._position]
        self._first, self._after = (int(here[0]), int(here[-1]) + 1) if len(here) else (0, 0)
        together.views.show(self._first, self._after)
        con = together.views.con
        self._as_of: AsOf = lead_column(con, "as_of", self._first, self._after).to_numpy() if as_of is None else as_of
        for name, query in together.shared.tables:
            given = {"as_of": as_of} if "$as_of" in query else {}
            con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", given)
        # The reference counts activities before it looks at anything else.
        self._crowded = crowded(con)
        self._worked: list[tuple[Plan, Statements, Worked]] = []

    def decide(self, plan: Plan, statements: Statements) -> SideBlock:
        """What one of the policies says."""
        first, count = self._first, len(self._staged_at)
        tables = DuckDbTables(self._views.con)
        worked = self._work(tables, plan, statements)
        refused = (dict(worked.refused) if worked is not None else {}) | self._crowded
        rows = tables.ask(statements.decisions, statements.as_of)
        row_of_lead = np.full(self._after - first, NONE, dtype=np.int64)
        row_of_lead[rows.column("lead").to_numpy() - first] = np.arange(rows.num_rows)
        row_of_lead[np.array([lead - first for lead in refused], dtype=np.int64)] = NONE
        here = self._staged_at[self._position]
        row_of = np.full(count, NONE, dtype=np.int64)
        row_of[self._position] = row_of_lead[here - first]
        # A lead that stands between them in the tables belongs to another block only where it is not asked for.
        place = dict(zip(here.tolist(), (self._position + self._number).tolist(), strict=True)) if refused else {}
        told = tuple(sorted((place[lead], reason) for lead, reason in refused.items() if lead in place))
        return SideBlock(plan, count, told, rows, row_of, self._staged_at, worked, self._views)

    def _work(self, tables: DuckDbTables, plan: Plan, statements: Statements) -> Worked | None:
        """The cycles of clocks. Policies that promise the same, asked the same, have the same."""
        if statements.events is None:
            return None
        for known, asked, worked in self._worked:
            if _same_clocks(known, asked, plan, statements):
                return worked
        count = self._after - self._first
        worked = work_clocks(tables, plan, statements, self._first, count, self._as_of)
        self._worked.append((plan, statements, worked))
        return worked

    def drop(self, together: Together) -> None:
        """Lets go of what was worked out for all."""
        for name, _ in together.shared.tables:
            together.views.con.execute(f"DROP TABLE {name}")


def _same_clocks(one: Plan, asked: Statements, other: Plan, statements: Statements) -> bool:
    return (
        (asked.events, asked.responses, asked.calendars)
        == (statements.events, statements.responses, statements.calendars)
        and one.clocks == other.clocks
        and one.recycle == other.recycle
        and one.policy.calendars == other.policy.calendars
        and list(one.policy.activities) == list(other.policy.activities)
    )


def _spread(values: pa.ChunkedArray | pa.Array, at: Ints) -> pa.Array:
    found = values.take(pa.array(at, mask=at == NONE))
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
