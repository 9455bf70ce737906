"""What a plan's test says of one value, or of the own fields of one activity: worked out here, without the solver."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import TypeAlias

from leadpact.plan.numbers import Const, Dial, Input, InputNumber, Now, Number, Times
from leadpact.plan.tests import (
    Always,
    AtLeast,
    Compare,
    Flag,
    InSet,
    IsKnown,
    Negated,
    Op,
    Test,
    TextMatches,
)
from leadpact.solver.rows import RowTests
from leadpact_dsl.text import fold, words

Value: TypeAlias = "str | int | bool | None"
"""As a plan has it: texts as written, choices by name, numbers and instants in units. None: unknown."""

ValueOf: TypeAlias = Callable[[Input], Value]


class NotStatic(Exception):
    """A test of something else than fields, constants and the instant."""


def compared(op: Op, left: int, right: int) -> bool:
    match op:
        case "==":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right


def text_passes(test: InSet | TextMatches, text: str) -> bool:
    """`negated` is not looked at."""
    folded = fold(text)
    if isinstance(test, InSet):
        place = bisect_left(test.items, folded)
        return place < len(test.items) and test.items[place] == folded
    match test.kind:
        case "contains":
            return any(item in folded for item in test.items)
        case "starts with":
            return folded.startswith(test.items)
        case "ends with":
            return folded.endswith(test.items)
        case "has the word":
            spread = f" {' '.join(words(text))} "
            return any(f" {item} " in spread for item in test.items)


class Static:
    """Tests at one instant: `amounts` are the dials as they then stand, by name, in units of their scale."""

    def __init__(self, now: int, amounts: Mapping[str, int]) -> None:
        self.now = now
        self._amounts = amounts

    def holds(self, test: Test, value_of: ValueOf) -> bool:
        match test:
            case Always(always):
                return always
            case IsKnown(asked, known):
                return (value_of(asked) is not None) is known
            case Flag(asked, wanted):
                return value_of(asked) is wanted
            case InSet(asked, items, negated):
                value = value_of(asked)
                if not isinstance(value, str):
                    return False
                return (text_passes(test, value) if asked.type == "text" else value in items) is not negated
            case TextMatches(input=asked):
                value = value_of(asked)
                return isinstance(value, str) and text_passes(test, value)
            case Compare(op, left, right):
                first, second = self.number(left, value_of), self.number(right, value_of)
                return first is not None and second is not None and compared(op, first, second)
            case Negated(inner):
                return not self.holds(inner, value_of)
            case AtLeast(count, tests):
                return sum(self.holds(one, value_of) for one in tests) >= count
            case _:
                raise NotStatic

    def number(self, number: Number, value_of: ValueOf) -> int | None:
        match number:
            case Const(constant):
                return constant
            case Dial(name):
                return self._amounts[name]
            case InputNumber(asked):
                value = value_of(asked)
                return value if isinstance(value, int) else None
            case Now(shift):
                return self.now + shift
            case Times(inner, factor):
                found = self.number(inner, value_of)
                return None if found is None else found * factor
            case _:
                raise NotStatic

    def points(self, rows: RowTests, value_of: ValueOf) -> int:
        """What a table by a field pays."""
        if not self.holds(rows.known, value_of):
            return rows.unknown
        return next((points for test, points in rows.rows if self.holds(test, value_of)), rows.otherwise)
