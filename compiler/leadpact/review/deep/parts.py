"""Conditions taken apart, so that a proof can name the lines it rests on; rows of tables as conditions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from leadpact.solver.asks import Ask, Holds, No
from leadpact_dsl.checks.walk import opened
from leadpact_dsl.model import (
    Band,
    Combined,
    Condition,
    DefineTest,
    EachTable,
    Field,
    FieldTest,
    Fixed,
    GradeName,
    GradeTest,
    Happened,
    IsKnown,
    OneOf,
    Order,
    OtherwiseKey,
    Policy,
    Row,
    ScoreName,
    ScoreTest,
    Selection,
    Table,
    UnknownKey,
    ValuesKey,
)
from leadpact_dsl.source import Span

_DEEPEST = 12
"""Definitions in each other that are opened: what lies deeper is asked as a whole."""


def all_of(policy: Policy, condition: Condition | None, score: str | None = None) -> tuple[Ask, ...]:
    """A condition as asks that together mean the same: the lines of `all of`, and of definitions made of such lines.

    None is no condition: no asks. `score` is the one in which the condition stands.
    """
    return () if condition is None else tuple(dict.fromkeys(_parts(policy, condition, score, 0)))


def _parts(policy: Policy, condition: Condition, score: str | None, depth: int) -> Iterator[Ask]:
    match condition:
        case Combined(kind="all"):
            for item in condition.items:
                yield from _parts(policy, item, score, depth)
        case DefineTest() if depth < _DEEPEST and isinstance(when := opened(policy, condition), Combined | DefineTest):
            if isinstance(when, Combined) and when.kind != "all":
                yield Holds(0, condition, score)
            else:  # a definition means the same wherever it is named: over all activities
                yield from _parts(policy, when, None, depth + 1)
        case _:
            yield Holds(0, condition, score)


def none_of(policy: Policy, condition: Condition, score: str | None = None, depth: int = 0) -> tuple[Ask, ...]:
    """The opposite of a condition as asks that together mean it: of `any of`, that none of its lines holds."""
    match condition:
        case Combined(kind="any"):
            return tuple(ask for item in condition.items for ask in none_of(policy, item, score, depth))
        case DefineTest() if depth < _DEEPEST and isinstance(when := opened(policy, condition), Combined):
            return none_of(policy, when, None, depth + 1) if when.kind == "any" else (fails(condition, score),)
        case _:
            return (fails(condition, score),)


def fails(condition: Condition, score: str | None = None) -> Ask:
    return No(Holds(0, condition, score))


def known(field: Field, span: Span) -> Ask:
    """The lead's field is known."""
    return Holds(0, FieldTest(span, field, IsKnown(True)))


def row_hit(policy: Policy, table: Table | EachTable, row: Row) -> Condition | None:
    """The condition under which a row of a table pays; None for the rest (`otherwise`, `unknown`), which must be there.

    Of a table by activities: that there is any such activity, of those that the table looks at.
    """
    if isinstance(row.key, OtherwiseKey | UnknownKey):
        return None
    match table:
        case EachTable():
            own = _field_test(table.field, row)
            if own is None:
                return None
            selection = table.counting.selection
            where = own if selection.where is None else Combined(row.span, "all", 0, (selection.where, own), True)
            asked = Selection(selection.activities, selection.own, where)
            return Happened(row.span, asked, False, None, None, table.counting.window)
        case Table():
            return _table_row(table.by, row)
        case _:
            assert_never(table)


def _table_row(by: Field | ScoreName | GradeName, row: Row) -> Condition | None:
    match by:
        case Field():
            return _field_test(by, row)
        case ScoreName(name):
            return _score_test(name, row)
        case GradeName(name):
            names = row.key.values if isinstance(row.key, ValuesKey) else ()
            return GradeTest(row.span, name, "is one of", tuple(str(value) for value in names))
        case _:
            assert_never(by)


def _field_test(field: Field, row: Row) -> Condition | None:
    match row.key:
        case ValuesKey(values, lists):
            return FieldTest(row.span, field, OneOf(values, lists, False))
        case Band() as band:
            tests = tuple(FieldTest(row.span, field, order) for order in _orders(band))
            return _joined(row.span, tests)
        case _:
            return None


def _score_test(score: str, row: Row) -> Condition | None:
    match row.key:
        case ValuesKey(values):
            numbers = [Order("is", Fixed(value)) for value in values if isinstance(value, Decimal)]
            tests = tuple(ScoreTest(row.span, score, order) for order in numbers)
            return Combined(row.span, "any", 0, tests, True) if len(tests) > 1 else _joined(row.span, tests)
        case Band() as band:
            return _joined(row.span, tuple(ScoreTest(row.span, score, order) for order in _orders(band)))
        case _:
            return None


def _orders(band: Band) -> Iterator[Order]:
    if band.low is not None:
        yield Order("is at least", Fixed(band.low))
    if band.high is not None:
        yield Order("is at most" if band.high_in else "is less than", Fixed(band.high))


def _joined(span: Span, tests: tuple[Condition, ...]) -> Condition | None:
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else Combined(span, "all", 0, tests, True)
