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
    """A condition would have to hold, or hold no more; `truth` is how it stands now."""

    truth: Truth
    to: bool


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
"""A set of changes: two bits for each, of which one is set. The second is that of its opposite, where it has one."""

NONE: Changes = 0
"""Nothing needs to change."""


class Ledger:
    """The changes met so far, by number, so that sets of them can be joined and counted fast."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, int], int] = {}
        self._known: list[Change] = []
        self._first_bits = 0

    def becomes(self, truth: Truth, to: bool) -> Changes:
        """The set of this one change."""
        return 1 << (2 * self._number(truth, 0, Becomes(truth, True)) + (0 if to else 1))

    def one(self, change: Change) -> Changes:
        """The set of this one change, which has no opposite."""
        return self.repeated(change, 1)

    def repeated(self, change: Change, times: int) -> Changes:
        """A change that is needed so many times is as many changes."""
        numbers = (self._number(change, time, change) for time in range(times))
        return sum(1 << (2 * number) for number in numbers)

    def join(self, sets: Iterable[Changes | None]) -> Changes | None:
        """All of them together; None where one is impossible, or two are each other's opposite."""
        joined = NONE
        for changes in sets:
            if changes is None:
                return None
            joined |= changes
        return None if joined & (joined >> 1) & self._first_bits else joined

    def listed(self, found: Changes) -> tuple[Change, ...]:
        """The changes of a set in the order in which they were met; what is needed several times stands once."""
        times: Counter[Change] = Counter()
        for number, change in enumerate(self._known):
            bits = (found >> (2 * number)) & 3
            if bits:
                times[Becomes(change.truth, bits == 1) if isinstance(change, Becomes) else change] += 1
        return tuple(_so_often(change, count) for change, count in times.items())

    def _number(self, key: object, time: int, change: Change) -> int:
        if (key, time) not in self._numbers:
            self._numbers[key, time] = len(self._known)
            self._known.append(change)
            self._first_bits |= 1 << (2 * self._numbers[key, time])
        return self._numbers[key, time]


def size(changes: Changes) -> int:
    """How many changes a set has."""
    return changes.bit_count()


def smallest(ways: Iterable[Changes | None]) -> Changes | None:
    """The smallest of several sets, the first of equals."""
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
