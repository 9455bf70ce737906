"""Tests of one field, of the lead or of an activity, and of scores against numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, assert_never

from leadpact.lower.lowering import Lowering, in_units, same_scale
from leadpact.plan.numbers import Const, Input, InputNumber, Now, Number
from leadpact.plan.tests import Always, AtLeast, Compare, Flag, InSet, IsKnown, Negated, Op, Test, TextMatches, all_of
from leadpact_dsl import model
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.source import Span
from leadpact_dsl.text import fold, words

_OPS: Final[dict[model.OrderKind, Op]] = {
    "is": "==",
    "is not": "!=",
    "is more than": ">",
    "is at least": ">=",
    "is less than": "<",
    "is at most": "<=",
}


def field_test(low: Lowering, asked: Input, field: model.Field, test: model.Test, span: Span) -> Test:
    match test:
        case model.IsKnown(known):
            return IsKnown(asked, known)
        case model.Equals(value, negated):
            return _is_one_of(low, asked, field, [value], negated, span)
        case model.OneOf(values, lists, negated):
            items = [item for name in lists for item in low.policy.lists[name].items]
            return _is_one_of(low, asked, field, [*values, *items], negated, span)
        case model.Order() | model.Between():
            return number_test(low, InputNumber(asked), test)
        case model.TextMatch(kind, values, lists):
            items = [item for name in lists for item in low.policy.lists[name].items]
            return _text_match(asked, kind, (*values, *items))
        case model.TimeSpanTest(start, end):
            ends: list[Test] = []
            if start is not None:
                ends.append(Compare(">=", InputNumber(asked), Const(start)))
            if end is not None:
                ends.append(Compare("<", InputNumber(asked), Const(end)))
            return all_of(*ends) if ends else IsKnown(asked, True)
        case model.Recent(kind, duration):
            return _recent(InputNumber(asked), kind, duration)
        case _:
            assert_never(test)


def number_test(low: Lowering, number: Number, test: model.Order | model.Between) -> Test:
    match test:
        case model.Order(op, amount):
            return Compare(_OPS[op], *same_scale(number, low.amount(amount)))
        case model.Between():
            return all_of(
                Compare(">=", *same_scale(number, low.amount(test.low))),
                Compare("<=", *same_scale(number, low.amount(test.high))),
            )
        case _:
            assert_never(test)


def choices_named(field: model.Field, wanted: Iterable[str]) -> tuple[str, ...]:
    """The choices of a field that are, folded, any of these names."""
    folded = {fold(name) for name in wanted}
    return tuple(sorted(choice.name for choice in field.choices if fold(choice.name) in folded))


def _is_one_of(
    low: Lowering, asked: Input, field: model.Field, values: list[model.Scalar], negated: bool, span: Span
) -> Test:
    match asked.type:
        case "text":
            return InSet(asked, tuple(sorted({fold(_text(value)) for value in values})), negated)
        case "choice":
            return InSet(asked, choices_named(field, map(_text, values)), negated)
        case "flag":
            flags = tuple(Flag(asked, value is not negated) for value in values)
            return flags[0] if len(flags) == 1 else AtLeast(1, flags)
        case "number" | "instant":
            found = tuple(Compare("==", *same_scale(InputNumber(asked), _number(low, value, span))) for value in values)
            any_of: Test = found[0] if len(found) == 1 else AtLeast(1, found)
            return all_of(IsKnown(asked, True), Negated(any_of)) if negated else any_of
        case _:
            assert_never(asked.type)


def _number(low: Lowering, value: model.Scalar, span: Span) -> Number:
    match value:
        case dt.date():
            return Const(low.day(value, span))
        case int():
            return Const(value)
        case Decimal():
            return Const(*in_units(value))
        case _:
            raise InternalError(f"A number or a date was expected, not {value!r}.")


def _text(value: model.Scalar) -> str:
    if isinstance(value, str):
        return value
    raise InternalError(f"A text was expected, not {value!r}.")


def _text_match(asked: Input, kind: model.MatchKind, wanted: Iterable[str]) -> Test:
    if kind == "has the word":
        items = {" ".join(words(text)) for text in wanted} - {""}
    else:
        items = {fold(text) for text in wanted}
    return TextMatches(asked, kind, tuple(sorted(items))) if items else Always(False)


def _recent(at: Number, kind: str, duration: int) -> Test:
    match kind:
        case "in the last":
            return all_of(Compare(">", at, Now(-duration)), Compare("<=", at, Now()))
        case "in the next":
            return all_of(Compare(">", at, Now()), Compare("<=", at, Now(duration)))
        case _:
            return Compare("<", at, Now(-duration))
