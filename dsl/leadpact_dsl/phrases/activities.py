"""What leads and teams did: activities as clauses, from their labels, which tell it in the past tense."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import assert_never

from leadpact_dsl.model import (
    Combined,
    Condition,
    Field,
    FieldTest,
    Happened,
    InLast,
    LongAgo,
    Not,
    Policy,
    Selection,
    SinceDay,
    SinceField,
    SinceLatest,
    Window,
)
from leadpact_dsl.phrases import fields, times
from leadpact_dsl.phrases.vocabulary import PARTICIPLES
from leadpact_dsl.phrases.words import counted, listed, quoted, within
from leadpact_dsl.phrases.words import times as times_said

Say = Callable[[Condition], str]

_NEGATIVE = re.compile(r"\w+ not\b")
_JOINT = re.compile(r"\b(and|or)\b")
_SHORT = re.compile(r"was \w+")
_AUXILIARY = re.compile(r"(was|is|has|had) ")


def recorded(policy: Policy, activities: Sequence[str]) -> str:
    """`“was accepted by sales” is recorded for it`: what marks a stage, told apart from what a score or grade says."""
    said = [quoted(within(policy.activities[name].label)) for name in activities]
    return f"{listed(said, 'or')} is recorded for it"


def did(policy: Policy, activities: Sequence[str], subject: str = "the lead", adverb: str = "") -> str:
    """`the lead asked for a demo or sent a form`, `it was last called`; the adverb stands where English wants it."""
    return f"{subject} {verbs(policy, activities, adverb)}"


def verbs(policy: Policy, activities: Sequence[str], adverb: str = "", word: str = "or") -> str:
    """The same without a subject: `was called or emailed`."""
    said = [within(policy.activities[name].label) for name in activities]
    if all(text.startswith("was ") for text in said):
        return " ".join(filter(None, ("was", adverb, _listed([text.removeprefix("was ") for text in said], word))))
    return _listed([_with_adverb(text, adverb) for text in said], word)


def _listed(said: Sequence[str], word: str) -> str:
    """With a comma before each `or` where one of the labels holds such a word itself."""
    if any(_JOINT.search(text) for text in said):
        return f", {word} ".join(said)
    return listed(said, word)


def has_not(policy: Policy, activities: Sequence[str]) -> str:
    """`has not attended a webinar`, `has not been called or emailed`; with `never` where a verb is not known."""
    said = [_has_not(within(policy.activities[name].label)) for name in activities]
    for shared in ("has not been ", "has not ", "never "):
        if all(text.startswith(shared) for text in said):
            return shared + listed([text.removeprefix(shared) for text in said], "or")
    return listed(said, "and")


def _has_not(label: str) -> str:
    verb, _, rest = label.partition(" ")
    if verb == "was":
        return f"has not been {rest}"
    if verb in ("is", "has", "had"):
        return f"{verb} not {rest}"
    if verb.endswith("ed") or verb in PARTICIPLES:
        return f"has not {' '.join(filter(None, (PARTICIPLES.get(verb, verb), rest)))}"
    return f"never {label}"


def selected(policy: Policy, selection: Selection, say: Say, during: Window | None = None) -> str:
    """The verbs of a selection with its window: `attended a webinar in the last 90 days`.

    Of several, the window is said so that it goes with each: `asked for a demo or sent a form, either of them in the
    last 14 days`. A `where` is said only of those activities that it concerns: `asked for a demo, or sent a form where
    the form is not Newsletter`.
    """
    kinds = selection.activities
    each = "" if _is_short(policy, kinds) else f", {'either' if len(kinds) == 2 else 'any'} of them"
    return _selected(policy, selection, say, during, partial(verbs, policy), each)


def _selected(
    policy: Policy,
    selection: Selection,
    say: Say,
    during: Window | None,
    said: Callable[[Sequence[str]], str],
    each: str = "",
    count: str = "",
) -> str:
    """`said` words the kinds; behind several of them `each`, or else the `count`, says what their window goes with."""
    parts = _concerned(policy, selection)
    told = ", or ".join(_where(said(kinds), where, say) for kinds, where in parts) if len(parts) > 1 else ""
    shared = None
    if not told:
        ((kinds, shared),) = parts
        told = said(kinds)
    if count:
        told += f"{',' if each else ''}{count}"
    elif shared is not None or during is not None:
        told += each
    if during is None:
        return _where(told, shared, say)
    when = window(policy, during)
    if shared is not None and isinstance(during, SinceLatest | SinceField):
        # "since it was last called where ..." would say something of the call.
        return f"{_where(told, shared, say)}, {'all' if count else 'and'} this {when}"
    return _where(f"{told} {when}", shared, say)


def _where(text: str, where: Condition | None, say: Say) -> str:
    return f"{text} where {say(where)}" if where is not None else text


def _is_short(policy: Policy, kinds: Sequence[str]) -> bool:
    """`called or emailed`: one activity, or several so short that what follows clearly goes with all of them."""
    return len(kinds) == 1 or all(_SHORT.fullmatch(within(policy.activities[kind].label)) for kind in kinds)


def window(policy: Policy, which: Window) -> str:
    """`in the last 90 days`, `more than 30 days ago`, `since it last unsubscribed`."""
    match which:
        case InLast(duration):
            return f"in the last {times.bare(duration)}"
        case LongAgo(duration):
            return f"more than {times.duration(duration)} ago"
        case SinceLatest(activity):
            return f"since {did(policy, [activity], 'it', 'last')}"
        case SinceField(field):
            return f"since {fields.happened(field) or fields.called(field)}"
        case SinceDay(day, _):
            return f"since {times.day(day)}"
        case _:
            assert_never(which)


def happened(policy: Policy, test: Happened, say: Say) -> str:
    """`the lead attended a webinar at least 3 times in the last 90 days`.

    That nothing happened since something else holds only if that took place, which is said with it: `the lead was
    called and, since the last time, has not sent a form`.
    """
    if isinstance(test.window, SinceLatest) and (test.absent or _at_most(test)):
        first = did(policy, [test.window.activity])
        rest = happened(policy, replace(test, window=None), say)
        then = rest.removeprefix("the lead ") if rest.startswith("the lead ") else rest.replace("the lead", "it", 1)
        return f"{first} and, since the last time, {then}"
    different = f", each {fields.bare(test.different)} counted once" if test.different is not None else ""
    if test.absent and test.count is None and not isinstance(test.window, LongAgo):
        return none_found(policy, test, say, known=True)
    if test.selection.own:
        return _own(policy, test) + _known(test)
    if isinstance(test.window, LongAgo):
        said = _long_ago(policy, test.selection, say, test.window)
        said = f"the lead {said}" + (f", having done so {_count(test)}" if test.count else "") + different
    else:
        said = _counted(policy, test, say) + _known(test) + different
    return f"it is not so that {said}" if test.absent else said


def none_found(policy: Policy, test: Happened, say: Say, known: bool = False) -> str:
    """`the lead has not attended a webinar since it was last called`: of what was asked for, nothing was found.

    With `known`, that the instant from which it is counted must be known is said as well.
    """
    must = _known(replace(test, absent=True)) if known else ""
    different = f", each {fields.bare(test.different)} counted once" if test.different is not None else ""
    if test.selection.own:
        when = f" {window(policy, test.window)}" if test.window is not None else ""
        return f"the lead has no activity of its own{when}{must}"
    if _is_negative(policy, test.selection.activities):
        said = selected(policy, test.selection, say, test.window)
        return f"it never happened that the lead {said}{must}{different}"
    return f"the lead {_has_none(policy, test.selection, say, test.window, must)}{different}"


def never_began(policy: Policy, since: SinceLatest | SinceField) -> str:
    """Why nothing can be said since something: `the lead has not been called`, `“Trial started” is unknown`."""
    match since:
        case SinceLatest(activity):
            return f"the lead {has_not(policy, [activity])}"
        case SinceField(field):
            return f"{fields.called(field) if fields.happened(field) is None else quoted(field.label)} is unknown"


def last(policy: Policy, test: Happened, say: Say) -> str:
    """`the lead was last called where the outcome is No answer`; `the lead was last active`."""
    if test.selection.own:
        return "the lead was last active"
    return f"the lead {_long_ago(policy, test.selection, say, None)}"


def _long_ago(policy: Policy, selection: Selection, say: Say, during: LongAgo | None) -> str:
    """`was last called more than 30 days ago`; of several, the latest of them decides."""
    if during is None or _is_short(policy, selection.activities):
        return _selected(policy, selection, say, during, partial(verbs, policy, adverb="last"))
    return _selected(policy, selection, say, during, partial(verbs, policy), ", the latest of them")


def _has_none(policy: Policy, selection: Selection, say: Say, during: Window | None, must: str) -> str:
    """`has not been called in the last 30 days`; `has, in the last 30 days, neither asked for a demo nor sent …`."""
    kinds = selection.activities
    when = window(policy, during) + must if during is not None else ""
    each = [(_participle(policy, kind), where) for part, where in _concerned(policy, selection) for kind in part]
    if _is_short(policy, kinds):
        if selection.where is None or not isinstance(during, SinceLatest | SinceField):
            return _selected(policy, selection, say, during, partial(has_not, policy)) + must
        verb, not_, rest = _where(has_not(policy, kinds), selection.where, say).partition(" not ")
        return f"{verb}, {when},{not_}{rest}" if not_ else f"{verb}, {when}"
    if all(participle for participle, _ in each):
        neither = "neither " + " nor ".join(_where(participle, where, say) for participle, where in each)
        return f"has, {when}, {neither}" if when else f"has {neither}"
    said = _selected(policy, selection, say, None, partial(has_not, policy))
    return f"{said}, all this {when}" if when else said


def _participle(policy: Policy, kind: str) -> str:
    """`been called`, `asked for a demo`: what `has` and `has neither` go on with; empty where a verb is not known."""
    said = _has_not(within(policy.activities[kind].label))
    return said.removeprefix("has not ") if said.startswith("has not ") else ""


def _known(test: Happened) -> str:
    """What must be known before anything can be said to have stayed away, or come seldom, since a field's instant."""
    if isinstance(test.window, SinceField) and test.window.field.can_be_unknown and (test.absent or _at_most(test)):
        return " (and that time is known)"
    return ""


def _at_most(test: Happened) -> bool:
    return test.count is not None and test.count.kind == "at most"


def _counted(policy: Policy, test: Happened, say: Say) -> str:
    kinds = test.selection.activities
    if test.count is None:
        return f"the lead {selected(policy, test.selection, say, test.window)}"
    if _is_negative(policy, kinds):
        # "could not be reached at least twice" would say that it was reached once.
        return f"{_count(test)} the lead {selected(policy, test.selection, say, test.window)}"
    count = f" {_count(test)}{' in all' if len(kinds) > 1 else ''}"
    each = "" if _is_short(policy, kinds) else ","
    return "the lead " + _selected(policy, test.selection, say, test.window, partial(verbs, policy), each, count)


def _is_negative(policy: Policy, kinds: Sequence[str]) -> bool:
    """`could not be reached`: what already says not."""
    return any(_NEGATIVE.match(within(policy.activities[kind].label)) for kind in kinds)


def _own(policy: Policy, test: Happened) -> str:
    """`activity` of any kind, which always means the lead's own."""
    if isinstance(test.window, LongAgo):
        last = f"the lead's latest own activity was {window(policy, test.window)}"
        return f"it is not so that {last}" if test.absent else last
    when = f" {window(policy, test.window)}" if test.window is not None else ""
    if test.count is None:
        return f"the lead has activity of its own{when}"
    return f"the lead has {test.count.kind} {counted(test.count.times, 'activity', 'activities')} of its own{when}"


def _count(test: Happened) -> str:
    assert test.count is not None
    return f"{test.count.kind} {times_said(test.count.times)}"


def _with_adverb(label: str, adverb: str) -> str:
    if not adverb:
        return label
    if found := _AUXILIARY.match(label):
        return f"{found.group(1)} {adverb} {label[found.end() :]}"
    return f"{adverb} {label}"


def _concerned(policy: Policy, selection: Selection) -> list[tuple[list[str], Condition | None]]:
    """The activities, together where the same `where` is left for them once what does not concern them is dropped."""
    parts: list[tuple[list[str], Condition | None]] = []
    for name in selection.activities:
        known = policy.activities[name].fields
        where = None if selection.where is None else _left(selection.where, frozenset(known))
        for kinds, other in parts:
            if where == other:
                kinds.append(name)
                break
        else:
            parts.append(([name], where))
    return parts


def _left(where: Condition, known: frozenset[str]) -> Condition | None:
    """What a `where` asks of an activity with these fields: a test of any other field passes. None: nothing is left."""
    match where:
        case FieldTest() | Not(item=FieldTest()):
            tested = where.field if isinstance(where, FieldTest) else _field_of(where)
            return where if tested.name in known else None
        case Combined():
            items = [_left(item, known) for item in where.items]
            left = tuple(item for item in items if item is not None)
            passed = len(items) - len(left)
            if (where.kind == "any" and passed) or not left or (where.kind == "at least" and passed >= where.at_least):
                return None
            if len(left) == 1 and where.kind != "at least":
                return left[0]
            return Combined(where.span, where.kind, where.at_least - passed, left, where.inline)
        case _:
            return where


def _field_of(negated: Not) -> Field:
    assert isinstance(negated.item, FieldTest)
    return negated.item.field


def too_many(count: int, most: int) -> str:
    """Why a lead is refused that has more activities than can be counted."""
    return f"The lead has {count:,} activities; at most {most:,} can be counted."
