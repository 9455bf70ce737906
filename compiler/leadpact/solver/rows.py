"""Tables as tests: a row is a question of its own, so that tables need no other machinery than conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leadpact.plan.numbers import Const, Input, InputNumber, Number, Times
from leadpact.plan.points import Band, GradeText, Items, Rows
from leadpact.plan.tests import Always, AtLeast, Compare, Flag, GradeIn, InSet, IsKnown, Test


@dataclass(frozen=True)
class RowTests:
    """The first test that holds pays its points; none of a known value `otherwise`, an unknown value `unknown`.

    Points are at the scale of the table.
    """

    known: Test
    rows: tuple[tuple[Test, int], ...]
    otherwise: int
    unknown: int

    @property
    def points(self) -> tuple[int, ...]:
        """All that it can pay."""
        return tuple(dict.fromkeys((*(points for _, points in self.rows), self.otherwise, self.unknown)))


def row_tests(rows: Rows) -> RowTests:
    return RowTests(
        _known(rows.by),
        tuple((_test(rows.by, row.key), row.points) for row in rows.rows),
        rows.otherwise.points if rows.otherwise else 0,
        rows.unknown.points if rows.unknown else 0,
    )


def _known(by: Number | Input | GradeText) -> Test:
    match by:
        case Input():
            return IsKnown(by, True)
        case InputNumber(asked):
            return IsKnown(asked, True)
        case Times(inner):
            return _known(inner)
        case _:
            return Always(True)


def _test(by: Number | Input | GradeText, key: Band | Items) -> Test:
    match by, key:
        case GradeText(grade), Items(items):
            return GradeIn(grade, tuple(str(item) for item in items))
        case Input(type="flag"), Items(items):
            return _any_of([Flag(by, item is True) for item in items])
        case Input(), Items(items):
            return InSet(by, tuple(sorted({str(item) for item in items})), False)
        case Input() | GradeText(), _:
            raise TypeError("bands are of numbers")
        case number, Items(items):
            return _any_of([Compare("==", number, Const(int(item), number.scale)) for item in items])
        case number, Band():
            return _all_of(list(_band(number, key)))


def _band(number: Number, key: Band) -> Iterator[Test]:
    if key.low is not None:
        yield Compare(">=", number, Const(key.low, number.scale))
    if key.high is not None:
        yield Compare("<=" if key.high_in else "<", number, Const(key.high, number.scale))


def _any_of(tests: list[Test]) -> Test:
    return tests[0] if len(tests) == 1 else AtLeast(1, tuple(tests))


def _all_of(tests: list[Test]) -> Test:
    return tests[0] if len(tests) == 1 else AtLeast(len(tests), tuple(tests)) if tests else Always(True)
