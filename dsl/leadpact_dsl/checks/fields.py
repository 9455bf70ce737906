"""What follows from what between two tests of the same field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import assert_never

from leadpact_dsl.checks.spreads import BEGIN, END, Cut, Run, Spread, apart, inside, spread_of
from leadpact_dsl.model import (
    Between,
    Equals,
    FieldTest,
    IsKnown,
    OneOf,
    Order,
    Policy,
    Recent,
    Scalar,
    Test,
    TextMatch,
    TimeSpanTest,
)
from leadpact_dsl.text import fold, matches
from leadpact_dsl.zones import zone


def same_field(one: FieldTest, other: FieldTest) -> bool:
    return (one.field.owner, one.field.name) == (other.field.owner, other.field.name)


def implies(policy: Policy, one: FieldTest, other: FieldTest, instant: int) -> bool:
    """Whether the other surely holds wherever the one does, as dated values stand at an instant."""
    if not same_field(one, other):
        return False
    match one.test, other.test:
        case first, second if first == second:
            return True
        case first, IsKnown(known=True):
            return not isinstance(first, IsKnown)
        case ((TextMatch() as first), (TextMatch() as second)):
            return all(_any_follows(policy, first.kind, text, second) for text in texts(policy, first))
        case ((Recent() as first), (Recent() as second)):
            shorter = first.duration <= second.duration
            return first.kind == second.kind and (shorter if first.kind != "more than ago" else not shorter)
        case first, second:
            return _compared(policy, one, other, instant, all, inside)


def disjoint(policy: Policy, one: FieldTest, other: FieldTest, instant: int) -> bool:
    """Whether surely no value passes both."""
    if not same_field(one, other):
        return False
    match one.test, other.test:
        case (IsKnown(known=False), second):
            return not isinstance(second, IsKnown) or second.known
        case (first, IsKnown(known=False)):
            return not isinstance(first, IsKnown) or first.known
        case ((Recent() as first), (Recent() as second)):
            return _never_both(first, second) or _never_both(second, first)
        case _:
            return _compared(policy, one, other, instant, _none, apart)


def texts(policy: Policy, test: OneOf | TextMatch) -> tuple[str, ...]:
    """The texts of a test, the entries of its lists included."""
    written = [value for value in test.values if isinstance(value, str)]
    return (*written, *(item for name in test.lists for item in policy.lists[name].items))


def values(policy: Policy, field_test: FieldTest) -> tuple[Scalar, ...] | None:
    """All values that pass, where they can be counted up; of texts, the folded forms."""
    test, field = field_test.test, field_test.field
    match test:
        case Equals():
            named: tuple[Scalar, ...] = (_folded(test.value),)
        case OneOf():
            named = (*(_folded(value) for value in test.values), *(_folded(text) for text in texts(policy, test)))
        case _:
            return None
    if not test.negated:
        return named
    match field.kind:
        case "one of":
            return tuple(name for name in (fold(choice.name) for choice in field.choices) if name not in named)
        case "yes or no":
            return tuple(value for value in (True, False) if value not in named)
        case _:
            return None


def _compared(
    policy: Policy,
    one: FieldTest,
    other: FieldTest,
    instant: int,
    quantified: Callable[[list[bool]], bool],
    compare: Callable[[Spread, Spread], bool],
) -> bool:
    """Value by value where the one names its values, else as sets of numbers or instants."""
    named = values(policy, one)
    if named is not None:
        listed = _listed(policy, other.test)
        passed = [_passes(policy, value, other, listed) for value in named]
        return None not in passed and quantified([bool(found) for found in passed])
    if quantified is _none and values(policy, other) is not None:
        return _compared(policy, other, one, instant, quantified, compare)
    first, second = _spread(policy, one.test, instant), _spread(policy, other.test, instant)
    if first is not None and second is not None:
        return compare(first, second)
    return _both_exclude(policy, one, other) if quantified is all else False


def _none(found: list[bool]) -> bool:
    return not any(found)


def _both_exclude(policy: Policy, one: FieldTest, other: FieldTest) -> bool:
    """`is none of A, B, C` is stricter than `is none of A, B`."""
    match one.test, other.test:
        case ((Equals(negated=True) | OneOf(negated=True)), (Equals(negated=True) | OneOf(negated=True))):
            return _listed(policy, other.test) <= _listed(policy, one.test)
        case _:
            return False


def _listed(policy: Policy, test: Test) -> frozenset[Scalar]:
    match test:
        case Equals():
            return frozenset((_folded(test.value),))
        case OneOf():
            return frozenset((*map(_folded, test.values), *map(_folded, texts(policy, test))))
        case _:
            return frozenset()


def _passes(policy: Policy, value: Scalar, other: FieldTest, listed: frozenset[Scalar]) -> bool | None:
    """Whether a value passes a test, which lists these values; None where that cannot be said here."""
    match other.test:
        case Equals() as test:
            return (value == _folded(test.value)) != test.negated
        case OneOf() as test:
            return (value in listed) != test.negated
        case TextMatch() as test:
            return isinstance(value, str) and any(matches(test.kind, value, text) for text in texts(policy, test))
        case IsKnown() as test:
            return test.known
        case TimeSpanTest() as test:
            return _in_time(policy, value, test)
        case Order() | Between() | Recent():
            return None
        case _:
            assert_never(other.test)


def _in_time(policy: Policy, value: Scalar, test: TimeSpanTest) -> bool | None:
    """A date counts as the start of its day."""
    known = zone(policy.agreement.timezone)
    if not isinstance(value, dt.date) or known is None:
        return None
    instant = known.start_of_day(value)
    return (test.start is None or test.start <= instant) and (test.end is None or instant < test.end)


def _spread(policy: Policy, test: Test, instant: int) -> Spread | None:
    match test:
        case Order() | Between():
            return spread_of(policy, test, instant)
        case TimeSpanTest():
            start = BEGIN if test.start is None else Cut(Decimal(test.start), False)
            end = END if test.end is None else Cut(Decimal(test.end), False)
            return (Run(start, end),) if start < end else ()
        case _:
            return None


def _any_follows(policy: Policy, kind: str, text: str, other: TextMatch) -> bool:
    """Whether a text that matches in this way surely matches the other test too."""
    text = fold(text)
    for wanted in (fold(found) for found in texts(policy, other)):
        match kind, other.kind:
            case ("starts with", "starts with") if text.startswith(wanted):
                return True
            case ("ends with", "ends with") if text.endswith(wanted):
                return True
            case ("has the word", "has the word") if text == wanted:
                return True
            case ("has the word", "contains") if " " in text:
                continue  # it is found in “vice-president” too
            case (_, "contains") if wanted in text:
                return True
            case _:
                continue
    return False


def _never_both(one: Recent, other: Recent) -> bool:
    match one.kind, other.kind:
        case "in the next", ("in the last" | "more than ago"):
            return True
        case "in the last", "more than ago":
            return one.duration <= other.duration
        case _:
            return False


def _folded(value: Scalar) -> Scalar:
    return fold(value) if isinstance(value, str) else value
