"""Conditions as clauses: `the job title has one of the words VP, Chief or Head`.

`condition` says one in a line; what is nested gets numbers, so that it reads only one way. `outline` says the same in
levels, for lists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import assert_never

from leadpact_dsl.model import (
    Between,
    Combined,
    Condition,
    DefineTest,
    Equals,
    Field,
    FieldTest,
    GradeTest,
    Happened,
    IsKnown,
    Not,
    OneOf,
    Order,
    Policy,
    Quantity,
    Recent,
    Scalar,
    ScoreTest,
    StageTest,
    Test,
    TextMatch,
    TimeSpanTest,
)
from leadpact_dsl.phrases import activities, amounts, fields, times
from leadpact_dsl.phrases.ranks import grade_test, level_of, stage_name, stage_test
from leadpact_dsl.phrases.words import listed, listed_clauses, names, quoted, values

__all__ = [
    "Outline",
    "SayQuantity",
    "about_lead",
    "condition",
    "define_test",
    "field_test",
    "heading",
    "holding",
    "in_line",
    "level_of",
    "number_test",
    "outline",
    "predicate",
    "stage_name",
]

# How quantities are said: with their dates in an agreement, as they stand at an instant in an explanation.
SayQuantity = Callable[[Policy, Quantity], str]

# What is longer in one sentence reads better as a list.
_LONG = 200

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


@dataclass(frozen=True)
class Outline:
    """A text with what belongs below it, level by level."""

    text: str
    items: tuple[Outline, ...] = ()


def condition(policy: Policy, what: Condition, say: SayQuantity = amounts.quantity, level: int = 0) -> str:
    """A condition as a clause that can follow `if` or `when`. Numbers of nested parts begin at `level`."""
    return in_line(outline(policy, what, say), level)


def outline(policy: Policy, what: Condition, say: SayQuantity = amounts.quantity, before: str = "") -> Outline:
    """The same in levels, behind the words `before`. What fits in a line has nothing below it."""
    before = f"{before} " if before else ""
    if not isinstance(what, Combined):
        return Outline(before + _atom(policy, what, say))
    if _is_flat(what):
        joint = "and" if what.kind == "all" else "or"
        said = listed_clauses(_one_subject(policy, _telling(what), say), joint)
        if what.inline or len(said) <= _LONG:
            return Outline(before + said)
    return Outline(before + heading(what), tuple(outline(policy, item, say) for item in what.items))


def about_lead(policy: Policy, what: Condition, before: str) -> Outline:
    """The outline behind a beginning that has named the lead: `The lead earns 5 points if it used a feature`."""
    found = outline(policy, what)
    text = f"it {found.text.removeprefix('the lead ')}" if found.text.startswith("the lead ") else found.text
    return Outline(f"{before} {text}", found.items)


def holding(policy: Policy, what: Condition, before: str, after: str = "") -> Outline:
    """The outline of what must hold for things in the plural: `Leads for which this holds when the clock starts: …`."""
    found = outline(policy, what)
    after = f" {after}" if after else ""
    if found.items:
        return Outline(f"{before} {found.text}{after}", found.items)
    return Outline(f"{before} this holds{after}: {found.text}")


def in_line(what: Outline, level: int = 0) -> str:
    """An outline in one line: `all of these hold: (1) …; (2) at least one of these holds: (a) …; (b) …`."""
    items = [f"({_mark(n, level)}) {in_line(item, level + 1)}" for n, item in enumerate(what.items, 1)]
    return f"{what.text}: {'; '.join(items)}" if items else what.text


def heading(combined: Combined) -> str:
    """`all of these hold`, `at least 2 of these hold`: what stands above the parts."""
    match combined.kind:
        case "all":
            return "all of these hold"
        case "any":
            return "at least one of these holds"
        case "at least" if combined.at_least > 1:
            return f"at least {combined.at_least} of these hold"
        case "at least":
            return "at least one of these holds"


def define_test(policy: Policy, name: str, holds: bool = True) -> str:
    """`the lead meets “Decision maker”`."""
    return f"the lead {'meets' if holds else 'does not meet'} {quoted(policy.defines[name].label)}"


def _is_flat(combined: Combined) -> bool:
    """Two or three plain parts joined by `and` or `or` read well in a line."""
    plain = not any(isinstance(item, Combined) for item in combined.items)
    return plain and combined.kind != "at least" and (combined.inline or len(combined.items) <= 3)


def _telling(what: Combined) -> tuple[Condition, ...]:
    """The parts without those that say only that something is known of which another says when it happened."""
    told = {item.field.name for item in what.items if isinstance(item, FieldTest) and _tells_when(item)}

    def needless(item: Condition) -> bool:
        return isinstance(item, FieldTest) and item.test == IsKnown(True) and item.field.name in told

    return tuple(item for item in what.items if what.kind != "all" or not needless(item))


def _tells_when(test: FieldTest) -> bool:
    return isinstance(test.test, Recent | TimeSpanTest) and fields.happened(test.field) is not None


def _one_subject(policy: Policy, items: tuple[Condition, ...], say: SayQuantity) -> list[str]:
    """The clauses of plain parts. Of neighbours about one field or score, only the first names it: `is 5 or 7`."""
    said: list[str] = []
    before: tuple[str | None, bool] = (None, False)
    for item in items:
        clause, subject = _atom(policy, item, say), _subject(policy, item)
        short = clause.removeprefix(f"{subject} ")
        # "is known and no" would be no English.
        bare_is = short.startswith("is ") and not (isinstance(item, FieldTest) and isinstance(item.test, IsKnown))
        if subject is None or subject != before[0] or short == clause:
            said.append(clause)
        else:
            said.append(short.removeprefix("is ") if before[1] and short.startswith("is ") else short)
        before = (subject if short != clause else None, bare_is)
    return said


def _subject(policy: Policy, what: Condition) -> str | None:
    match what:
        case FieldTest(field=field) | Not(item=FieldTest(field=field)):
            return fields.called(field)
        case ScoreTest(score=score):
            return policy.scores[score].label
        case _:
            return None


def _atom(policy: Policy, what: Condition, say: SayQuantity) -> str:
    match what:
        case FieldTest():
            return field_test(policy, what, say)
        case ScoreTest():
            return f"{policy.scores[what.score].label} {number_test(policy, what.test, say)}"
        case GradeTest():
            return f"{policy.grades[what.grade].label} {grade_test(policy, what)}"
        case StageTest():
            return f"the lead is {stage_test(policy, what)}"
        case DefineTest():
            return define_test(policy, what.define)
        case Not(item=item):
            return _negated(policy, item, say)
        case Happened():
            return activities.happened(policy, what, lambda where: condition(policy, where, say, level=2))
        case Combined():
            return condition(policy, what, say)
        case _:
            assert_never(what)


def field_test(policy: Policy, what: FieldTest, say: SayQuantity = amounts.quantity) -> str:
    field, test = what.field, what.test
    match test:
        case Equals(value=bool() as wanted):
            return fields.statement(field, wanted != test.negated)
        case Equals(value=dt.date() as day, negated=False) if event := fields.happened(field):
            return f"{event} on {times.day(day)}"
        case Recent() | TimeSpanTest() if event := fields.happened(field):
            return f"{event} {_moment(policy, field, test, after_is=False)}"
        case _:
            return f"{fields.called(field)} {predicate(policy, field, test, say)}"


def predicate(policy: Policy, field: Field, test: Test, say: SayQuantity = amounts.quantity) -> str:
    """What is said of the field: `is at least 50`, `has one of the words VP, Chief or Head`."""
    match test:
        case Equals(value, negated):
            return f"is {'not ' if negated else ''}{_values(policy, field, (value,), 'or')}"
        case OneOf(found, lists, negated):
            return _one_of(policy, field, found, lists, negated)
        case Order() | Between():
            return number_test(policy, test, say)
        case IsKnown(known):
            return "is known" if known else "is unknown"
        case TextMatch():
            return _text_match(policy, test)
        case TimeSpanTest() | Recent():
            return _moment(policy, field, test, after_is=True)
        case _:
            assert_never(test)


def number_test(policy: Policy, test: Order | Between, say: SayQuantity = amounts.quantity) -> str:
    """`is at least 50`, `is between 50 and 5,000`."""
    match test:
        case Order(op, amount):
            return f"{op} {say(policy, amount)}"
        case Between(low, high):
            return f"is between {say(policy, low)} and {say(policy, high)}"


def _negated(policy: Policy, item: DefineTest | FieldTest, say: SayQuantity) -> str:
    match item:
        case DefineTest(define=name):
            return define_test(policy, name, holds=False)
        case FieldTest(test=Equals(negated=negated) | OneOf(negated=negated) as test):
            return field_test(policy, replace(item, test=replace(test, negated=not negated)), say)
        case FieldTest(test=IsKnown(known)):
            return field_test(policy, replace(item, test=IsKnown(not known)), say)
        case FieldTest():
            return f"it is not so that {field_test(policy, item, say)}"


def _mark(number: int, level: int) -> str:
    """1, 2, 3; a, b, c; i, ii, iii: one kind of number for each level, so that levels are not mixed up."""
    match level % 3:
        case 1 if number <= 26:
            return chr(ord("a") + number - 1)
        case 2 if number <= len(_ROMAN):
            return _ROMAN[number - 1]
        case _:
            return str(number)


def _one_of(policy: Policy, field: Field, found: tuple[Scalar, ...], lists: tuple[str, ...], negated: bool) -> str:
    parts = [_values(policy, field, found, "nor" if negated and not lists else "or")] if found else []
    parts += [f"on the list {quoted(policy.lists[name].label)}" for name in lists]
    if negated:
        joined = parts[0] if len(found) > 1 and not lists else " nor ".join(parts)
        return f"is neither {joined}" if len(found) + len(lists) > 1 else f"is not {joined}"
    return f"is {' or '.join(parts)}"


def _text_match(policy: Policy, test: TextMatch) -> str:
    texts = values(test.values, "or") if test.values else ""
    lists = [f"{quoted(policy.lists[name].label)}" for name in test.lists]
    on_lists = f"an entry of the list {listed(lists, 'or')}" if lists else ""
    several = len(test.values) + len(lists) > 1 or bool(lists)
    match test.kind:
        case "has the word":
            if not several:
                return f"has the word {texts}"
            if not lists:
                return f"has one of the words {texts}"
            words = f"{texts} or " if texts else ""
            return f"has one of the words {words}on the list {listed(lists, 'or')}"
        case kind:
            return f"{kind} {' or '.join(filter(None, (texts, on_lists)))}"


def _moment(policy: Policy, field: Field, test: Recent | TimeSpanTest, *, after_is: bool) -> str:
    verb = "is " if after_is else ""
    match test:
        case Recent(kind="more than ago", duration=duration):
            return f"{verb}more than {times.duration(duration)} ago"
        case Recent(kind=kind, duration=duration):
            return f"{verb}{kind} {times.bare(duration)}"
        case TimeSpanTest(written=written, kind=kind):
            said = [_written(policy, item) for item in written]
            if len(said) == 2:
                return f"{verb}between {said[0]} and {said[1]}"
            return f"{verb}{'' if after_is else 'on '}{said[0]}" if kind == "between" else f"{verb}{kind} {said[0]}"


def _written(policy: Policy, item: dt.date | int) -> str:
    return times.instant(item, policy.agreement.timezone) if isinstance(item, int) else times.day(item)


def _values(policy: Policy, field: Field, found: tuple[Scalar, ...], word: str) -> str:
    if field.kind == "text":
        return values([str(value) for value in found], word)
    said = [fields.value(policy, field, value) for value in found]
    return names(said, word) if field.kind == "one of" else listed(said, word)
