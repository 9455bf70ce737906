"""What a policy asks for: every value, word and length of time in its conditions, by the field or activity they are of.

Where they decide that a lead is out (`disqualify`, `zero if`) they are kept apart as rare: else most would be out.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias, assert_never

from leadpact_dsl.checks import walk
from leadpact_dsl.model import (
    Adds,
    AnswerWithin,
    Band,
    Between,
    Condition,
    DefineTest,
    EachRule,
    EachTable,
    Equals,
    Field,
    FieldTest,
    Fixed,
    Happened,
    IdleRule,
    IfRule,
    InLast,
    IsKnown,
    LongAgo,
    MatchKind,
    OneOf,
    Order,
    OtherwiseKey,
    Policy,
    Quantity,
    Recent,
    RowKey,
    Scalar,
    Selection,
    SinceDay,
    SinceField,
    SinceLatest,
    Table,
    TextMatch,
    TimeSpanTest,
    UnknownKey,
    ValuesKey,
    Window,
)

Key: TypeAlias = tuple[Literal["lead", "activity"], str]
"""A field of the lead or of activities by its name: kinds that share a field's name share what is asked of it."""


@dataclass(frozen=True)
class Word:
    """A text that a field must hold in some place."""

    kind: MatchKind
    text: str


Asked: TypeAlias = "Scalar | Word"


@dataclass
class Hints:
    """`asked` and `rare` are values by field, `told` those of the examples; `maybe` are fields asked whether they are
    known. `ages` are lengths of time (ms) by time field, and by kind of activity the ages at which one counts less or
    no more; `kind_starts` are instants from which a kind counts; `times` is how often a kind is asked for at most."""

    asked: dict[Key, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    rare: dict[Key, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    told: dict[Key, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    ages: dict[Key, list[int]] = field(default_factory=lambda: defaultdict(list))
    kind_ages: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    kind_starts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    times: dict[str, int] = field(default_factory=dict)
    maybe: set[Key] = field(default_factory=set)


def key_of(found: Field) -> Key:
    return ("lead" if found.owner == "lead" else "activity", found.name)


def hints_of(policy: Policy) -> Hints:
    """Everything that the policy asks for, each once, in the order written."""
    hints = Hints()
    rare = {id(part) for condition in _excluding(policy) for part in _opened(policy, condition)}
    for placed in walk.all_parts(policy):
        _from_condition(policy, placed.condition, hints, rare=id(placed.condition) in rare)
    for score in policy.scores.values():
        for rule, fading in walk.paid(score):
            _from_rule(policy, rule, hints)
            if fading is not None and isinstance(rule, EachRule | EachTable):
                _age(policy, rule.counting.selection, fading.every, hints)
    for clock in policy.clocks.values():
        if clock.calendar is not None and clock.calendar.field is not None:
            for row, _ in clock.calendar.rows:
                _from_row(key_of(clock.calendar.field), row, hints)
    for example in policy.examples:
        for name, value in example.lead.values.items():
            hints.told["lead", name].append(value)
        for activity in example.activities:
            for name, value in activity.values.items():
                hints.told["activity", name].append(value)
    for found in (hints.asked, hints.rare, hints.told):
        for key, values in found.items():
            found[key] = list(dict.fromkeys(values))
    return hints


def answer_lengths(policy: Policy, clock: str) -> list[int]:
    """The lengths (ms) within which the responses of a clock promise an answer."""
    answers = [response.answer for response in policy.responses.values() if response.clock == clock]
    return [answer.duration.ms for answer in answers if isinstance(answer, AnswerWithin)]


def _excluding(policy: Policy) -> Iterator[Condition]:
    yield from (rule.when for rule in policy.disqualify.values())
    yield from (zero.condition for score in policy.scores.values() for zero in score.zero_if)


def _opened(policy: Policy, condition: Condition) -> Iterator[Condition]:
    """All parts of a condition, those of the definitions that it names included."""
    for part in walk.parts(condition):
        yield part
        if isinstance(part, DefineTest):
            yield from _opened(policy, policy.defines[part.define].when)


def _from_condition(policy: Policy, condition: Condition, hints: Hints, *, rare: bool) -> None:
    match condition:
        case FieldTest(field=tested, test=test):
            key = key_of(tested)
            into = hints.rare if rare else hints.asked
            match test:
                case Equals(value=value):
                    into[key].append(value)
                case OneOf(values=values, lists=lists):
                    into[key].extend((*values, *_entries(policy, lists)))
                case Order(amount=amount):
                    into[key].extend(_amounts(policy, amount))
                case Between(low=low, high=high):
                    into[key].extend((*_amounts(policy, low), *_amounts(policy, high)))
                case TextMatch(kind=how, values=texts, lists=lists):
                    into[key].extend(Word(how, text) for text in (*texts, *_entries(policy, lists)))
                case TimeSpanTest(start=start, end=end):
                    into[key].extend(instant for instant in (start, end) if instant is not None)
                case Recent(duration=duration):
                    hints.ages[key].append(duration)
                case IsKnown():
                    hints.maybe.add(key)
                case _:
                    assert_never(test)
        case Happened(selection=selection, window=window, count=count):
            _window(policy, selection, window, hints)
            for kind in _kinds(policy, selection):
                hints.times[kind] = max(hints.times.get(kind, 1), count.times if count is not None else 1)
        case _:
            pass


def _from_rule(policy: Policy, rule: walk.PaidRule, hints: Hints) -> None:
    match rule:
        case Table(by=Field() as by):
            for row in rule.rows:
                _from_row(key_of(by), row.key, hints)
        case EachTable():
            for row in rule.rows:
                _from_row(key_of(rule.field), row.key, hints)
            _window(policy, rule.counting.selection, rule.counting.window, hints)
        case EachRule():
            _window(policy, rule.counting.selection, rule.counting.window, hints)
        case Adds():
            hints.asked[key_of(rule.field)].extend((rule.low, rule.high))
        case IfRule() | IdleRule() | Table():
            pass
        case _:
            assert_never(rule)


def _from_row(key: Key, row: RowKey, hints: Hints) -> None:
    match row:
        case Band(low=low, high=high):
            hints.asked[key].extend(bound for bound in (low, high) if bound is not None)
        case ValuesKey(values=values):
            hints.asked[key].extend(values)
        case UnknownKey() | OtherwiseKey():
            pass
        case _:
            assert_never(row)


def _window(policy: Policy, selection: Selection, window: Window | None, hints: Hints) -> None:
    match window:
        case InLast(duration=duration) | LongAgo(duration=duration):
            _age(policy, selection, duration, hints)
        case SinceDay(start=start):
            for kind in _kinds(policy, selection):
                hints.kind_starts[kind].append(start)
        case SinceLatest() | SinceField() | None:
            pass
        case _:
            assert_never(window)


def _age(policy: Policy, selection: Selection, age: int, hints: Hints) -> None:
    for kind in _kinds(policy, selection):
        if age not in hints.kind_ages[kind]:
            hints.kind_ages[kind].append(age)


def _kinds(policy: Policy, selection: Selection) -> Iterable[str]:
    if selection.own:
        return [name for name, activity in policy.activities.items() if activity.by is None]
    return selection.activities


def _amounts(policy: Policy, amount: Quantity) -> tuple[Decimal, ...]:
    return (amount.value,) if isinstance(amount, Fixed) else policy.values[amount.name].amounts


def _entries(policy: Policy, lists: Iterable[str]) -> Iterator[str]:
    return (item for name in lists for item in policy.lists[name].items)


def numbers(asked: Iterable[Asked]) -> list[Decimal]:
    """The amounts among what is asked for, in order of size."""
    return sorted(
        {Decimal(value) for value in asked if isinstance(value, Decimal | int) and not isinstance(value, bool)}
    )


def days(asked: Iterable[Asked]) -> list[dt.date]:
    return [value for value in asked if isinstance(value, dt.date)]
