"""What is said twice: rules of a score (LP326), definitions (LP350), entries of a list (LP353)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import assert_never

from leadpact_dsl.checks import canonical, places, walk
from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, warning
from leadpact_dsl.model import (
    Adds,
    Clause,
    Define,
    EachRule,
    EachTable,
    FirstOf,
    Group,
    IdleRule,
    IfRule,
    ItemList,
    Policy,
    Rule,
    Score,
    Table,
)
from leadpact_dsl.phrases.words import quoted
from leadpact_dsl.source import Span
from leadpact_dsl.text import fold


def rules(policy: Policy) -> Iterator[Diagnostic]:
    """Two rules of one score that pay for the same thing."""
    for score in policy.scores.values():
        seen: dict[Hashable, Clause] = {}
        for gates, rule in _beside_each_other(policy, score):
            pays_for = (gates, _said(policy, rule))
            if pays_for in seen:
                yield warning(
                    "LP326",
                    rule.span,
                    "Another rule of this score pays for the same thing, so a lead gets both.",
                    labels=[Label(seen[pays_for].span, "the other rule")],
                    help="Write one rule with the points that are meant.",
                )
            seen.setdefault(pays_for, rule)
        zeros: dict[Hashable, Clause] = {}
        for zero in score.zero_if:
            said = canonical.condition(policy, zero.condition)
            if said in zeros:
                yield warning(
                    "LP326",
                    zero.span,
                    "Another line already sets this score to zero for the same reason.",
                    labels=[Label(zeros[said].span, "the other line")],
                    help="Keep one of them.",
                    fix=places.drop(zero.span, "without the line"),
                )
            zeros.setdefault(said, zero)


def _beside_each_other(policy: Policy, score: Score) -> Iterator[tuple[Hashable, walk.PaidRule]]:
    """The rules of which a lead can get several, each with the gates of its groups: not those of a `first of`.

    Behind different gates the same rule may stand twice: that is how some leads get more points for it.
    """
    yield from _rules_of(policy, score.rules, ())


def _rules_of(
    policy: Policy, rules: Iterable[Rule], gates: tuple[Hashable, ...]
) -> Iterator[tuple[Hashable, walk.PaidRule]]:
    for rule in rules:
        match rule:
            case Group():
                gate = () if rule.only_if is None else (canonical.condition(policy, rule.only_if),)
                yield from _rules_of(policy, rule.rules, (*gates, *gate))
            case FirstOf():
                pass
            case _:
                yield gates, rule


def _said(policy: Policy, rule: walk.PaidRule) -> Hashable:
    match rule:
        case IfRule():
            return ("if", canonical.condition(policy, rule.condition), rule.fading)
        case EachRule():
            return ("each", canonical.counting(policy, rule.counting))
        case IdleRule():
            return ("idle", rule.every, None if rule.since is None else rule.since.name)
        case Table():
            return ("by", rule.by.name)
        case EachTable():
            return ("by each", rule.field.name, canonical.counting(policy, rule.counting))
        case Adds():
            return ("adds", rule.field.name)
        case _:
            assert_never(rule)


def defines(policy: Policy) -> Iterator[Diagnostic]:
    """Two definitions of the same thing."""
    seen: dict[Hashable, Define] = {}
    for define in policy.defines.values():
        said = canonical.condition(policy, define.when)
        if said in seen:
            yield warning(
                "LP350",
                define.span,
                f"{quoted(define.label)} means the same as {quoted(seen[said].label)}.",
                labels=[Label(seen[said].span, "defined here")],
                help="Keep one of the two, or say in what they differ.",
            )
        seen.setdefault(said, define)


def entries(policy: Policy) -> Iterator[Diagnostic]:
    """Entries that stand twice, as texts are compared."""
    for found in policy.lists.values():
        seen: dict[str, str] = {}
        for place, item in enumerate(found.items):
            if fold(item) in seen:
                yield _twice(found, place, item, seen[fold(item)])
            seen.setdefault(fold(item), item)


def _twice(found: ItemList, place: int, item: str, first: str) -> Diagnostic:
    mark = _entry(found, place) if found.file is None else None
    same = "" if item == first else f", as {quoted(first)}: capitals and blanks around a text do not count"
    where = "" if found.file is None else f" (in {found.file})"
    return warning(
        "LP353",
        found.span if mark is None else mark,
        f"{quoted(item)} stands twice in the list {quoted(found.label)}{where}{same}.",
        help="Take one of them out.",
        fix=None if mark is None else _without(mark),
    )


def _entry(found: ItemList, place: int) -> Span | None:
    """The entry of that place among the quoted texts behind the list's colon."""
    whole = places.block(found.span)
    texts = list(places.quoted_texts(Span(whole.file, found.span.start, whole.end)))
    offset = len(texts) - len(found.items) - (1 if found.because is not None else 0)
    return texts[offset + place] if 0 <= offset + place < len(texts) else None


def _without(mark: Span) -> Fix:
    """The entry and the comma before it taken out."""
    text = mark.file.text
    start = mark.start
    while start > 0 and text[start - 1] in " \n":
        start -= 1
    if start > 0 and text[start - 1] == ",":
        return Fix(Span(mark.file, start - 1, mark.end), "", "without the second one")
    return Fix(mark, "", "without the second one")
