"""How far a score goes: which rules never pay one lead together, and which of them pay every lead."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from leadpact.review.deep.question import Further
from leadpact.solver.asks import Ask, No, Pays
from leadpact_dsl.checks import walk
from leadpact_dsl.checks.bounds import Reach
from leadpact_dsl.checks.dates import states
from leadpact_dsl.model import Policy, Score

_MOST_RULES = 12
"""Rules that are tried: those that pay most."""


def never_paid_together(policy: Policy, score: str, further: Further) -> tuple[Ask, ...]:
    """Rules of a score, or of the scores that it is made of, that never pay one lead all at once."""
    return further.impossible(*_paid(policy, score)) or ()


def one_always_paid(policy: Policy, score: str, further: Further) -> tuple[Ask, ...]:
    """Rules of which one at least pays every lead, as asks that none of them does."""
    return further.impossible(*(No(ask) for ask in _paid(policy, score))) or ()


def _paid(policy: Policy, score: str) -> tuple[Ask, ...]:
    earning = sorted(_earning(policy, policy.scores[score], frozenset()), key=lambda rule: -rule[1])
    return tuple(Pays(0, clause) for clause, _ in earning[:_MOST_RULES])


def _earning(policy: Policy, score: Score, seen: frozenset[str]) -> Iterator[tuple[str, Decimal]]:
    """The rules that only ever add points, each with the most that it adds."""
    if score.name in seen:
        return
    reach = Reach(policy, states(policy)[-1].instant)
    for paid in walk.paid(score):
        found = reach.rule(paid.rule, paid.fading)
        if found.low >= 0 and found.high > 0:
            yield paid.rule.id, found.high
    for term in score.terms:
        if term.weight > 0:
            yield from _earning(policy, policy.scores[term.score], seen | {score.name})
