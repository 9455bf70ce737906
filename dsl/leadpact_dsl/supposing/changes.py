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
    """The changes met so far, by number, so that sets of them can be joined and counted fast.

    Rules and rows are told apart by identity; conditions by what they say, as one fact may be asked for in many places.
    """

    def __init__(self) -> None:
        self._numbers: dict[object, list[int]] = {}
        self._masks: dict[object, Changes] = {}
        self._known: list[Change] = []
        self._truths: dict[int, tuple[Truth, int]] = {}
        self._facts: dict[object, int] = {}

    def one(self, change: Change) -> Changes:
        """The set of this one change."""
        return self.repeated(change, 1)

    def repeated(self, change: Change, times: int) -> Changes:
        """A change that is needed so many times is as many changes."""
        key = self._key(change)
        numbers = self._numbers.setdefault(key, [])
        while len(numbers) < times:
            self._masks[key] = self._masks.get(key, NONE) | 1 << len(self._known)
            numbers.append(len(self._known))
            self._known.append(change)
        return sum(1 << number for number in numbers[:times])

    def times(self, changes: Changes, change: Change) -> int:
        """How often a change is in a set."""
        return size(changes & self._masks.get(self._key(change), NONE))

    def listed(self, found: Changes) -> tuple[Change, ...]:
        """The changes of a set in the order in which they were met; what is needed several times stands once."""
        times = Counter(change for number, change in enumerate(self._known) if found >> number & 1)
        return tuple(_so_often(change, count) for change, count in times.items())

    def single(self) -> list[Changes]:
        """Every change that was met, each alone."""
        return [1 << number for number in range(len(self._known))]

    def _key(self, change: Change) -> object:
        match change:
            case Becomes(truth):
                return "becomes", self._fact(truth)
            case Happens(rule, row):
                return "happens", id(rule), id(row)
            case NeverHappened(rule):
                return "never", id(rule)
            case OtherRow(rule, row):
                return "row", id(rule), id(row)
            case OtherValue(rule, bound):
                return "value", id(rule), bound
            case _:
                assert_never(change)

    def _fact(self, truth: Truth) -> int:
        """The number of what a condition asks. Comparing conditions is slow, so each is compared once."""
        if id(truth) not in self._truths:
            fact = truth.condition, truth.holds, truth.count, truth.latest
            # The truth is kept beside its number, lest another take its identity.
            self._truths[id(truth)] = truth, self._facts.setdefault(fact, len(self._facts))
        return self._truths[id(truth)][1]


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
