"""Rules and rows that no lead is ever paid by (LP903), and those of `first of` that others come before (LP904)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from leadpact.review.deep import marking
from leadpact.review.deep.parts import all_of, fails, row_hit
from leadpact.review.deep.question import Further, Never, Question
from leadpact.solver.asks import Ask, Holds, Pays
from leadpact_dsl.diagnostics import Diagnostic, error, warning
from leadpact_dsl.model import EachTable, FirstOf, Group, IfRule, Policy, Row, Rule, Score, Table
from leadpact_dsl.phrases.words import quoted
from leadpact_dsl.source import Span


class Paid(NamedTuple):
    """A rule, the score it is in, the groups around it from the outside in, and the earlier ones of its `first of`."""

    score: Score
    rule: Rule
    groups: tuple[Group, ...]
    earlier: tuple[IfRule, ...] = ()


def questions(policy: Policy) -> Iterator[Question]:
    for score in policy.scores.values():
        for rule in score.rules:
            for paid in _paid(Paid(score, rule, ())):
                yield from _about(policy, paid)


def _paid(paid: Paid) -> Iterator[Paid]:
    match paid.rule:
        case Group():
            for inner in paid.rule.rules:
                yield from _paid(paid._replace(rule=inner, groups=(*paid.groups, paid.rule)))
        case FirstOf():
            for place, first in enumerate(paid.rule.rules):
                yield paid._replace(rule=first, earlier=paid.rule.rules[:place])
        case _:
            yield paid


def _about(policy: Policy, paid: Paid) -> Iterator[Question]:
    score, rule = paid.score, paid.rule
    name = _seen_as(score)
    around = _around(policy, paid)
    match rule:
        case IfRule():
            own = (*all_of(policy, rule.condition, name), Pays(0, rule.id))
        case _:
            own = (Pays(0, rule.id),)
    if paid.earlier and isinstance(rule, IfRule):
        asks = (*all_of(policy, rule.condition, name), *(fails(one.condition, name) for one in paid.earlier))
        late = partial(_comes_too_late, policy, paid)
        yield Never("LP904", rule.span, asks, late, means=Pays(0, rule.id))
    yield Never("LP903", rule.span, (*own, *around), partial(_never_pays, policy, paid), means=Pays(0, rule.id))
    if isinstance(rule, Table | EachTable):
        for row in rule.rows:
            hit = row_hit(policy, rule, row) if row.points else None
            if hit is not None:
                yield Never(
                    "LP903",
                    row.span,
                    (Holds(0, hit, name if isinstance(rule, EachTable) else None), Pays(0, rule.id), *around),
                    partial(_never_paid_row, policy, paid, row),
                )


def _around(policy: Policy, paid: Paid) -> tuple[Ask, ...]:
    """What else it takes for points to count: open gates, and nothing that sets the score to zero."""
    return (*(ask for group in paid.groups for ask in _gate(policy, paid, group)), *_zeros(paid))


def _gate(policy: Policy, paid: Paid, group: Group) -> tuple[Ask, ...]:
    return all_of(policy, group.only_if, _seen_as(paid.score))


def _zeros(paid: Paid) -> tuple[Ask, ...]:
    return tuple(fails(zero.condition, _seen_as(paid.score)) for zero in paid.score.zero_if)


def _seen_as(score: Score) -> str | None:
    """The score as whose clause a condition is seen; where it counts everything, that is no matter."""
    return score.name if score.follows else None


def _comes_too_late(policy: Policy, paid: Paid, core: tuple[Ask, ...], further: Further) -> Diagnostic:
    return error(
        "LP904",
        paid.rule.span,
        "This rule never pays: only the first that holds does, and between them the rules above take every lead that "
        "fits here.",
        note="never reached",
        labels=marking.labels(policy, core, besides=paid.rule.span),
        help="Put the stricter rule first, or leave this one out.",
    )


def _never_pays(policy: Policy, paid: Paid, core: tuple[Ask, ...], further: Further) -> Diagnostic:
    return _finding(policy, paid, "rule", paid.rule.span, core)


def _never_paid_row(policy: Policy, paid: Paid, row: Row, core: tuple[Ask, ...], further: Further) -> Diagnostic:
    return _finding(policy, paid, "row", row.span, core)


def _finding(policy: Policy, paid: Paid, what: str, span: Span, core: tuple[Ask, ...]) -> Diagnostic:
    zeros = [ask for ask in _zeros(paid) if ask in core]
    gates = {ask: group for group in paid.groups for ask in _gate(policy, paid, group) if ask in core}
    if zeros:
        why = "the score is set to zero for every lead that fits here"
    elif gates:
        why = f"{quoted(list(gates.values())[-1].label)} does not count for the leads that fit here"
    else:
        why = "what it asks for never holds together"
    said = dict.fromkeys(zeros, "sets the score to zero then") | dict.fromkeys(gates, "asked of the whole group")
    return warning(
        "LP903",
        span,
        f"No lead is ever paid by this {what} of {quoted(paid.score.label)}: {why}.",
        note="never pays",
        labels=marking.labels(policy, core, besides=span, words="asked by the rule", said=said),
        help=f"Change what keeps it from paying, or take the {what} out.",
    )
