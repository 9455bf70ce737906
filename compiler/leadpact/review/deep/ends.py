"""How far a score goes: which rules never pay one lead together, and which of them pay every lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from leadpact.review.deep.question import Further
from leadpact.solver.asks import Ask, Holds, No, Pays
from leadpact_dsl.checks import walk
from leadpact_dsl.checks.bounds import Reach
from leadpact_dsl.checks.dates import states
from leadpact_dsl.checks.plain import levels
from leadpact_dsl.model import Condition, GradeTest, Order, Policy, Score, ScoreTest
from leadpact_dsl.phrases.amounts import number
from leadpact_dsl.phrases.words import listed, quoted

_MOST_RULES = 12
"""Rules that are tried: those that pay most."""


def never_paid_together(policy: Policy, score: str, further: Further) -> tuple[Ask, ...]:
    """Rules of a score, or of the scores that it is made of, that never pay one lead all at once."""
    return further.impossible(*_paid(policy, score)) or ()


def one_always_paid(policy: Policy, score: str, further: Further) -> tuple[Ask, ...]:
    """Rules of which one at least pays every lead, as asks that none of them does."""
    return further.impossible(*(No(ask) for ask in _paid(policy, score))) or ()


def told(policy: Policy, core: Sequence[Ask], further: Further) -> str:
    """Where a proof is about one score and one or two other lines: how far the score goes where these hold.

    ` Where “behaviour is 0” holds, “Person score” is 70 at most.`, or nothing.
    """
    for ask in core:
        aim = _aim(policy, ask.condition) if isinstance(ask, Holds) else None
        others = [one for one in core if one is not ask]
        lines = [one.condition.span.text for one in others if isinstance(one, Holds)]
        if aim is None or len(lines) != len(others) or not 1 <= len(lines) <= 2 or any("\n" in line for line in lines):
            continue
        end = further.most(aim.score, *others) if aim.rising else further.least(aim.score, *others)
        if end is not None:
            said = listed([quoted(line) for line in lines], "and")
            hold = "holds" if len(lines) == 1 else "hold"
            most = "most" if aim.rising else "least"
            return f" Where {said} {hold}, {quoted(policy.scores[aim.score].label)} is {number(end)} at {most}."
    return ""


class _Aim(NamedTuple):
    """The score that a condition is about, and whether it asks for much (`rising`) or for little of it."""

    score: str
    rising: bool


def _aim(policy: Policy, condition: Condition) -> _Aim | None:
    match condition:
        case ScoreTest(score=score, test=Order(op="is at least" | "is more than")):
            return _Aim(score, True)
        case ScoreTest(score=score, test=Order(op="is at most" | "is less than")):
            return _Aim(score, False)
        case GradeTest():
            grade = policy.grades[condition.grade]
            passing = levels(policy, condition)
            if grade.score is None:
                return None
            # Levels are written best first.
            ends = [grade.levels[place].name in passing for place in (0, -1)]
            return _Aim(grade.score, ends[0]) if ends[0] != ends[1] else None
        case _:
            return None


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
