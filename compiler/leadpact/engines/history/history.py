"""A history of leads under several policies: read once, decided block by block, all sides on the same leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from leadpact.engines.clocks.arrays import NONE, Flags, Ints
from leadpact.engines.duckdb.statements import Statements, table
from leadpact.engines.history.asked import Asked
from leadpact.engines.history.cases import Case, cases
from leadpact.engines.history.deciding import SideBlock, Stretch, Together
from leadpact.engines.history.groups import Group, Views
from leadpact.engines.history.outcomes import Judge, Outcomes, Won
from leadpact.engines.history.replaying import Replayed, replay
from leadpact.plan import Plan
from leadpact.records.bulk import LogCounts
from leadpact.records.bulk.sql import listing
from leadpact.records.bulk.staging_log import LOG
from leadpact.records.inputs import Inputs
from leadpact.records.rejects import Kind, Rejected
from leadpact.targets.sql.scores import LineColumn
from leadpact_dsl.model import Policy

if TYPE_CHECKING:
    import duckdb

LEADS_AT_ONCE = 250_000


@dataclass
class Side:
    """One policy's part: `group` says which staged tables it looks at, by its own `views`.

    Of the rows of leads `rejected` could not be read (`first` are some of them), or are refused by the policy, which is
    known of all once every block has been. `left_out` are activities that another side declares and this one does not.
    """

    name: str
    policy: Policy
    plan: Plan
    inputs: Inputs
    statements: Statements
    group: int
    views: Views
    rejected: Counter[Kind]
    first: list[Rejected]
    log: LogCounts | None
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def lines(self) -> tuple[LineColumn, ...]:
        return self.statements.lines


@dataclass(frozen=True, eq=False)
class Block:
    """Some leads in the order of their file; the first has the number `first`. Arrays have an entry for each.

    `won` is None where no outcome was asked for; `columns` are the further ones asked for, as text.
    """

    first: int
    ids: pa.Array
    sides: tuple[SideBlock, ...]
    won: Won | None
    columns: dict[str, pa.Array]
    _seen: Callable[[], Ints]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def decided(self) -> Flags:
        """The leads that all sides decided."""
        found: Flags = np.logical_and.reduce([side.decided for side in self.sides])
        return found

    @cached_property
    def seen(self) -> Ints:
        """When the lead last did something by itself (ms), else when anything was last recorded of it; else NONE."""
        return self._seen()


@dataclass(frozen=True, eq=False)
class Replay:
    """Decisions at earlier instants on `leads` (by number), which are every `every`-th."""

    leads: Ints
    every: int
    instants: Ints
    sides: tuple[Replayed, ...]


@dataclass
class History:
    """Leads that at least one side can read, by number in the order of their files, out of `read` rows.

    `apart` says that the sides could not read the files as one, so that each has read them for itself.
    """

    asked: Asked
    sides: tuple[Side, ...]
    groups: tuple[Group, ...]
    together: tuple[Together, ...]
    read: int
    leads: int
    judge: Judge | None
    advance: Callable[[float], None]

    @property
    def apart(self) -> bool:
        return len(self.groups) > 1

    @property
    def outcome(self) -> Outcomes | None:
        """What was found in the outcome column, in all leads that every side decided; whole after the last block."""
        return None if self.judge is None else self.judge.found

    @cached_property
    def place(self) -> Ints:
        """Of all leads, where their rows stand."""
        return np.unique(np.concatenate([group.place for group in self.groups]))

    def blocks(self, at_once: int = LEADS_AT_ONCE) -> Iterator[Block]:
        """All leads, in order; once."""
        for first in range(0, self.leads, at_once):
            after = min(first + at_once, self.leads)
            yield self._block(first, after)
            self.advance(after / self.leads)

    def cases(self, leads: Sequence[int]) -> list[dict[int, Case]]:
        """The leads of these numbers as each side sees them, by number; those that it cannot read are left out."""
        wanted = np.array(sorted(set(leads)), dtype=np.int64)
        found: list[dict[int, Case]] = []
        for side in self.sides:
            group = self.groups[side.group]
            place = self.place[wanted]
            at = np.searchsorted(group.place, place)
            numbers = {
                int(number): int(lead)
                for lead, number, its in zip(wanted, at, place, strict=True)
                if number < len(group.place) and group.place[number] == its
            }
            here = cases(side.views, side.plan, list(numbers), self.asked.as_of)
            found.append({numbers[number]: case for number, case in here.items()})
        return found

    def replay(self, most: int, instants: Ints, came_in: Sequence[str | None]) -> Replay:
        """What each side says at these instants, ascending and none after the decisions' own, of `most` leads at most.

        Of more leads it is every second, every third, and so on. `came_in` names for each side the field that says when
        a lead came in.
        """
        every = max(1, -(-self.leads // most))
        wanted = np.arange(0, self.leads, every, dtype=np.int64)
        staged_at = [self._staged_at(group, 0, self.leads)[wanted] for group in self.groups]
        # Numbers in a group are those of all leads where every lead is in it.
        step = every if len(self.groups) == 1 else 1
        found: dict[int, Replayed] = {}
        for together in self.together:
            plans = [(self.sides[place].plan, came_in[place]) for place in together.sides]
            group = self.sides[together.sides[0]].group
            found |= zip(together.sides, replay(together.views, plans, staged_at[group], step, instants), strict=True)
        return Replay(wanted, every, instants, tuple(found[place] for place in range(len(self.sides))))

    def _block(self, first: int, after: int) -> Block:
        asked = self.asked
        staged_at = [self._staged_at(group, first, after) for group in self.groups]
        decided: dict[int, SideBlock] = {}
        for together in self.together:
            group = self.sides[together.sides[0]].group
            stretch = Stretch(together, staged_at[group], asked.as_of, first)
            for place in together.sides:
                side = self.sides[place]
                decided[place] = stretch.decide(side.plan, side.statements)
                side.rejected["refused by the policy"] += len(decided[place].refused)
            stretch.drop(together)
        sides = [decided[place] for place in range(len(self.sides))]
        ids = self._carried(staged_at, lambda group, low, high: group.ids(low, high))
        columns = [
            self._carried(staged_at, lambda group, low, high, at=at: group.extra(at, low, high))  # type: ignore[misc]
            for at in range(len(asked.columns) + (asked.outcome is not None))
        ]
        won = None
        if self.judge is not None:
            won = self.judge.won(columns[-1], np.logical_and.reduce([side.decided for side in sides]))
        named = dict(zip(asked.columns, columns, strict=False))
        return Block(first, ids, tuple(sides), won, named, lambda: self._seen(staged_at))

    def _staged_at(self, group: Group, first: int, after: int) -> Ints:
        """The number in a group of each of these leads; NONE where it has none."""
        wanted = self.place[first:after]
        found = np.searchsorted(group.place, wanted)
        there = found < len(group.place)
        there[there] = group.place[found[there]] == wanted[there]
        return np.where(there, found, NONE)

    def _carried(self, staged_at: Sequence[Ints], column: Callable[[Group, int, int], pa.ChunkedArray]) -> pa.Array:
        """A column of the files, from the first group that has read the lead."""
        whole: pa.Array | None = None
        for group, numbers in zip(self.groups, staged_at, strict=True):
            low, high = _bounds(numbers)
            values = column(group, low, high).combine_chunks()
            values = values.take(pa.array(numbers - low, mask=numbers == NONE)) if len(self.groups) > 1 else values
            whole = values if whole is None else pa.compute.coalesce(whole, values)
        assert whole is not None
        return whole

    def _seen(self, staged_at: Sequence[Ints]) -> Ints:
        found = np.full(len(staged_at[0]), NONE, dtype=np.int64)
        for place, (group, numbers) in enumerate(zip(self.groups, staged_at, strict=True)):
            members = [side.policy for side in self.sides if side.group == place]
            by_itself = {kind for one in members for kind, activity in one.activities.items() if activity.by is None}
            low, high = _bounds(numbers)
            latest = _latest(group.con, low, high, sorted(by_itself))
            there = numbers != NONE
            found[there] = np.maximum(found[there], latest[numbers[there] - low])
        return found


def _bounds(numbers: Ints) -> tuple[int, int]:
    there = numbers[numbers != NONE]
    return (int(there[0]), int(there[-1]) + 1) if len(there) else (0, 0)


def _latest(con: duckdb.DuckDBPyConnection, first: int, after: int, by_itself: Sequence[str]) -> Ints:
    """By lead from `first` on, the latest of these activities, else of all; NONE without any."""
    own = f"activity IN ({listing(by_itself or ('',))})"
    query = (
        f'SELECT lead, coalesce(max("at") FILTER (WHERE {own}), max("at")) AS latest FROM {LOG} '
        f"WHERE lead >= $first AND lead < $after GROUP BY lead"
    )
    rows = table(con, query, {"first": first, "after": after})
    found = np.full(after - first, NONE, dtype=np.int64)
    found[rows.column("lead").to_numpy() - first] = rows.column("latest").to_numpy()
    return found
