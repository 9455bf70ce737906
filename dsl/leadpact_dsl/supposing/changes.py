"""Changes: the single things that would have to be otherwise, and sets of them, of which the smallest is looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias, assert_never

from leadpact_dsl.decision import Truth
from leadpact_dsl.model import Adds, EachRule, EachTable, IdleRule, IfRule, Row, Table


@dataclass(frozen=True)
class Becomes:
    """A condition would have to turn out the other way; `truth` is how it stands now."""

    truth: Truth

    @property
    def to(self) -> bool:
        """What it would have to be."""
        return not self.truth.holds


@dataclass(frozen=True)
class Happens:
    """Activities of a rule would have to happen now, so many times: of the row (by a table), or any that it counts.

    For an `if` rule the activity that it rests on happens once more, so that nothing has faded; for points lost
    `without activity`, any activity of the lead's own.
    """

    rule: EachRule | EachTable | IfRule | IdleRule
    row: Row | None
    times: int = 1


@dataclass(frozen=True)
class NeverHappened:
    """The activities that a rule counted, so many, would have to have stayed away."""

    rule: EachRule | EachTable
    times: int = 1


@dataclass(frozen=True)
class OtherRow:
    """The lead's field would have to fall into this row of a table."""

    rule: Table
    row: Row


@dataclass(frozen=True)
class OtherValue:
    """The field that a rule adds would have to be worth these points, or more (`at least`), or less."""

    rule: Adds
    bound: Literal["at least", "at most"]
    points: Decimal


Change: TypeAlias = "Becomes | Happens | NeverHappened | OtherRow | OtherValue"

Changes: TypeAlias = int
"""A set of changes, a bit for each."""

NONE: Changes = 0
"""Nothing needs to change."""


class Ledger:
    """The changes met so far, by number, so that sets of them can be joined and counted fast."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Change, int], int] = {}
        self._known: list[Change] = []

    def one(self, change: Change) -> Changes:
        """The set of this one change."""
        return self.repeated(change, 1)

    def repeated(self, change: Change, times: int) -> Changes:
        """A change that is needed so many times is as many changes."""
        return sum(1 << self._number(change, time) for time in range(times))

    def listed(self, found: Changes) -> tuple[Change, ...]:
        """The changes of a set in the order in which they were met; what is needed several times stands once."""
        times = Counter(change for number, change in enumerate(self._known) if found >> number & 1)
        return tuple(_so_often(change, count) for change, count in times.items())

    def _number(self, change: Change, time: int) -> int:
        if (change, time) not in self._numbers:
            self._numbers[change, time] = len(self._known)
            self._known.append(change)
        return self._numbers[change, time]


def size(changes: Changes) -> int:
    """How many changes a set has."""
    return changes.bit_count()


def join(sets: Iterable[Changes | None]) -> Changes | None:
    """All of them together; None where one of them is impossible."""
    joined = NONE
    for changes in sets:
        if changes is None:
            return None
        joined |= changes
    return joined


def smallest(ways: Iterable[Changes | None]) -> Changes | None:
    """The smallest of several sets, the first of equals; None where all are impossible."""
    return min((way for way in ways if way is not None), key=size, default=None)


def _so_often(change: Change, times: int) -> Change:
    match change:
        case Happens(rule, row):
            return Happens(rule, row, times)
        case NeverHappened(rule):
            return NeverHappened(rule, times)
        case Becomes() | OtherRow() | OtherValue():
            return change
        case _:
            assert_never(change)
