"""What leads and teams did: activities as clauses, from their labels, which tell it in the past tense."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
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
from leadpact_dsl.phrases.words import counted, listed, within
from leadpact_dsl.phrases.words import times as times_said

Say = Callable[[Condition], str]

_NEGATIVE = re.compile(r"\w+ not\b")
_AUXILIARY = re.compile(r"(was|is|has|had) ")


def did(policy: Policy, activities: Sequence[str], subject: str = "the lead", adverb: str = "") -> str:
    """`the lead asked for a demo or sent a form`, `it was last called`; the adverb stands where English wants it."""
    return f"{subject} {verbs(policy, activities, adverb)}"


def verbs(policy: Policy, activities: Sequence[str], adverb: str = "", word: str = "or") -> str:
    """The same without a subject: `was called or emailed`."""
    said = [within(policy.activities[name].label) for name in activities]
    if all(text.startswith("was ") for text in said):
        return " ".join(filter(None, ("was", adverb, listed([text.removeprefix("was ") for text in said], word))))
    return listed([_with_adverb(text, adverb) for text in said], word)


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

    A `where` is said only of those activities that it concerns: `asked for a demo, or sent a form where the form is
    not Newsletter`.
    """
    return _selected(policy, selection, say, during, lambda kinds: verbs(policy, kinds))


def _selected(
    policy: Policy,
    selection: Selection,
    say: Say,
    during: Window | None,
    said: Callable[[Sequence[str]], str],
    after: str = "",
) -> str:
    """`said` words the kinds, `after` stands right behind them, before the window."""
    when = after + (f" {window(policy, during)}" if during is not None else "")
    parts = _concerned(policy, selection)
    if len(parts) == 1:
        ((kinds, where),) = parts
        if where is not None and isinstance(during, SinceLatest | SinceField):
            # "since it was last called where …" would say something of the call.
            return f"{said(kinds)}{after} where {say(where)}, {window(policy, during)}"
        return said(kinds) + when + (f" where {say(where)}" if where is not None else "")
    each = [said(kinds) + (f" where {say(where)}" if where is not None else "") for kinds, where in parts]
    return f"{', or '.join(each)},{when}" if when else ", or ".join(each)


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
    """`the lead attended a webinar at least 3 times in the last 90 days`."""
    if test.selection.own:
        return _own(policy, test)
    different = f", each {fields.bare(test.different)} counted once" if test.different is not None else ""
    if test.absent and test.count is None and not isinstance(test.window, LongAgo):
        if _is_negative(policy, test.selection.activities):
            return f"it never happened that the lead {selected(policy, test.selection, say, test.window)}{different}"
        return f"the lead {_has_none(policy, test.selection, say, test.window)}{different}"
    if isinstance(test.window, LongAgo):
        last = _selected(policy, test.selection, say, test.window, lambda kinds: verbs(policy, kinds, "last"))
        said = f"the lead {last}" + (f", having done so {_count(test)}" if test.count else "") + different
    else:
        said = _counted(policy, test, say) + different
    return f"it is not so that {said}" if test.absent else said


def last(policy: Policy, test: Happened, say: Say) -> str:
    """`the lead was last called where the outcome is No answer`; `the lead was last active`."""
    if test.selection.own:
        return "the lead was last active"
    verbs_last = partial(verbs, policy, adverb="last")
    return f"the lead {_selected(policy, test.selection, say, None, verbs_last)}"


def _has_none(policy: Policy, selection: Selection, say: Say, during: Window | None) -> str:
    """`has not been called in the last 30 days`; `has neither asked for a demo nor sent a form where …`."""
    said = _selected(policy, selection, say, during, partial(has_not, policy))
    # Of a negation, "or" means neither; where the parts stand apart, English says so.
    first, *rest = said.split(", or has not ")
    return f"has neither {first.removeprefix('has not ')} nor {' nor '.join(rest)}" if rest else said


def _counted(policy: Policy, test: Happened, say: Say) -> str:
    kinds = test.selection.activities
    if test.count is None:
        return f"the lead {selected(policy, test.selection, say, test.window)}"
    if _is_negative(policy, kinds):
        # "could not be reached at least twice" would say that it was reached once.
        return f"{_count(test)} the lead {selected(policy, test.selection, say, test.window)}"
    count = f" {_count(test)}{' in all' if len(kinds) > 1 else ''}"
    return "the lead " + _selected(policy, test.selection, say, test.window, lambda of: verbs(policy, of), count)


def _is_negative(policy: Policy, kinds: Sequence[str]) -> bool:
    """`could not be reached`: what already says not."""
    return any(_NEGATIVE.match(within(policy.activities[kind].label)) for kind in kinds)


def _own(policy: Policy, test: Happened) -> str:
    """`activity` of any kind, which always means the lead's own."""
    if isinstance(test.window, LongAgo):
        last = f"the lead’s latest own activity was {window(policy, test.window)}"
        return f"it is not so that {last}" if test.absent else last
    when = f" {window(policy, test.window)}" if test.window is not None else ""
    if test.absent:
        return f"the lead has no activity of its own{when}"
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
