"""Ladders that turn back: a rule that asks for more and pays less (LP930), better leads that wait longer (LP931)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import combinations
from typing import NamedTuple

from leadpact.review.deep.parts import all_of, fails
from leadpact.review.deep.promises import on
from leadpact.review.deep.question import Further, Never, Question
from leadpact.solver.asks import Any, Ask, GradeIs, ResponseIs, ScoreAtLeast
from leadpact_dsl.checks import walk
from leadpact_dsl.checks.dates import amount_at, states
from leadpact_dsl.checks.plain import levels
from leadpact_dsl.checks.promises import answer_span, said, stricter
from leadpact_dsl.checks.spreads import BEGIN, spread_of
from leadpact_dsl.checks.walk import opened
from leadpact_dsl.diagnostics import Diagnostic, Label, warning
from leadpact_dsl.model import (
    Clock,
    Combined,
    Condition,
    DefineTest,
    FirstOf,
    GradeTest,
    Happened,
    IfRule,
    Policy,
    Response,
    Score,
    ScoreTest,
)
from leadpact_dsl.phrases.amounts import number, points
from leadpact_dsl.phrases.ranks import level_name
from leadpact_dsl.phrases.words import listed, quoted


def questions(policy: Policy) -> Iterator[Question]:
    for score in policy.scores.values():
        for rule in walk.rules(score):
            if isinstance(rule, FirstOf):
                yield from _pays_less(policy, score, rule)
    for clock in policy.clocks.values():
        for one, other in combinations(on(policy, clock), 2):
            yield from _waits_longer(policy, clock, one, other)
            yield from _waits_longer(policy, clock, other, one)


# ------------------------------------------------------------------------------------------------- rules of first of


def _pays_less(policy: Policy, score: Score, group: FirstOf) -> Iterator[Never]:
    """Of rules on what a lead did, where more is meant to earn more. A reason (`because`) says that it is meant."""
    name = score.name if score.follows else None
    for upper, lower in combinations(group.rules, 2):
        if upper.because is None and _is_less(policy, upper, lower) and _on_deeds(policy, upper, lower):
            asks = (*all_of(policy, upper.condition, name), fails(lower.condition, name))
            yield Never("LP930", upper.span, asks, partial(_asks_more, policy, upper, lower), essential=asks[-1:])


def _is_less(policy: Policy, upper: IfRule, lower: IfRule) -> bool:
    """Both add points, and the upper fewer, whatever their dated values stand at."""

    def worth(rule: IfRule, instant: int) -> Decimal:
        return rule.points.sign * amount_at(policy, rule.points.amount, instant)

    same_fading = upper.fading == lower.fading
    return same_fading and all(
        0 < worth(upper, state.instant) < worth(lower, state.instant) for state in states(policy)
    )


def _on_deeds(policy: Policy, *rules: IfRule) -> bool:
    return all(_is_deed(policy, rule.condition) for rule in rules)


def _is_deed(policy: Policy, condition: Condition) -> bool:
    """Something that a lead did, and did enough of: fields, and what it did not do, are no ladder."""
    match condition:
        case Happened():
            return not condition.absent and (condition.count is None or condition.count.kind == "at least")
        case DefineTest():
            when = opened(policy, condition)
            return when is not None and _is_deed(policy, when)
        case Combined():
            return all(_is_deed(policy, item) for item in condition.items)
        case _:
            return False


def _asks_more(policy: Policy, upper: IfRule, lower: IfRule, core: tuple[Ask, ...], further: Further) -> Diagnostic:
    instant = states(policy)[-1].instant
    more = points(amount_at(policy, lower.points.amount, instant))
    fewer = points(amount_at(policy, upper.points.amount, instant))
    return warning(
        "LP930",
        upper.span,
        f"Whoever does more here earns less: every lead that fits this rule fits a later one as well, which would pay "
        f"{more} instead of {fewer}.",
        note=f"pays {fewer}, and asks for more",
        labels=[Label(lower.span, f"pays {more}, and asks for less")],
        help="Is a number mistyped? If it is meant, say why with `because`.",
    )


# ---------------------------------------------------------------------------------------------------- response times


class Better(NamedTuple):
    """Leads from some mark on: what asks whether a lead is at it or above, and how it is said."""

    reaches: Ask
    said: str


def _waits_longer(policy: Policy, clock: Clock, better: Response, worse: Response) -> Iterator[Never]:
    """Where a response for the better leads, by one grade or score, is slower than one for those below them."""
    if better.because is not None or worse.because is not None or not stricter(worse, better):
        return
    mark = _mark(policy, better.applies_to)
    if mark is not None and _is_about(policy, worse.applies_to, mark[0]):
        asks = (ResponseIs(0, clock.name, worse.name), mark[1].reaches)
        yield Never("LP931", answer_span(better), asks, partial(_slower, better, worse, mark[1].said), essential=asks)


def _mark(policy: Policy, condition: Condition | None) -> tuple[str, Better] | None:
    """The grade or score that a condition is about, and where its leads begin; None for any other condition."""
    match condition:
        case DefineTest():
            return _mark(policy, opened(policy, condition))
        case GradeTest():
            grade = policy.grades[condition.grade]
            passing = levels(policy, condition)
            worst = max((grade.rank(name) for name in passing), default=0)
            good = grade.levels[: worst + 1]
            reaches: Ask = Any(tuple(GradeIs(0, grade.name, level.name) for level in good))
            label = listed([level_name(level) for level in grade.levels if level.name in passing], "or")
            return f"grade {grade.name}", Better(reaches, f"{grade.label} {label}")
        case ScoreTest():
            low = _lowest(policy, condition)
            if low is None:
                return None
            label = policy.scores[condition.score].label
            reaches = ScoreAtLeast(0, condition.score, low)
            return f"score {condition.score}", Better(reaches, f"a {quoted(label)} of {number(low)} or more")
        case _:
            return None


def _lowest(policy: Policy, test: ScoreTest) -> Decimal | None:
    """The least that passes whatever the dated values stand at; None without a lower end."""
    starts = []
    for state in states(policy):
        spread = spread_of(policy, test.test, state.instant)
        if not spread or spread[0].start == BEGIN:
            return None
        starts.append(spread[0].start.at)
    return min(starts)


def _is_about(policy: Policy, condition: Condition | None, what: str) -> bool:
    """Whether a response is for all others, or asks about the same grade or score and nothing else."""
    match condition:
        case None:
            return True
        case DefineTest():
            return _is_about(policy, opened(policy, condition), what)
        case GradeTest():
            return what == f"grade {condition.grade}"
        case ScoreTest():
            return what == f"score {condition.score}"
        case _:
            return False


def _slower(better: Response, worse: Response, whose: str, core: tuple[Ask, ...], further: Further) -> Diagnostic:
    return warning(
        "LP931",
        answer_span(better),
        f"Better leads wait longer: those with {whose} are answered {said(better)}, and all leads of "
        f"{quoted(worse.label)}, who stand below them, {said(worse)}.",
        labels=[Label(answer_span(worse), "lesser leads, answered faster")],
        help="Promise the better leads the faster answer. If it is meant, say why with `because`.",
    )
