"""Points and sums too large (LP330), too fine (LP331), and weights (LP332) for every target to compute them exactly.

Sums are kept in millionths of a point as whole numbers below 2**53, points and scores in hundredths, weights in
hundredths of a percent. Within these limits every target computes the same, to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import Final, assert_never

from leadpact_dsl.checks import places, walk
from leadpact_dsl.checks.bounds import EXACT, Range, Reach
from leadpact_dsl.checks.dates import amount_at, states
from leadpact_dsl.diagnostics import Diagnostic, error
from leadpact_dsl.limits import NUMBER_PLACES, POINTS_PLACES
from leadpact_dsl.model import (
    Adds,
    EachRule,
    EachTable,
    Fading,
    FirstOf,
    Group,
    IdleRule,
    IfRule,
    Points,
    Policy,
    Rule,
    Score,
    Table,
)
from leadpact_dsl.phrases.amounts import number
from leadpact_dsl.phrases.words import quoted
from leadpact_dsl.source import Span

MOST_POINTS: Final = Decimal(10_000)
MOST_SCORE: Final = Decimal(10_000_000)
MOST_SUM: Final = Decimal(2**53).scaleb(-6)
SUM_PLACES: Final = 6
WEIGHT_PLACES: Final = 2
MOST_WEIGHT: Final = Decimal(1000)
MOST_TERMS: Final = 50


def sizes(policy: Policy) -> Iterator[Diagnostic]:
    """Points, bounds and sums that are too large."""
    for score in policy.scores.values():
        yield from _bounds(score.span, score.low, score.high)
        for rule in walk.rules(score):
            for points in _written_points(policy, rule):
                if abs(points) > MOST_POINTS:
                    yield _too_large(rule.span, "A rule pays", points, MOST_POINTS)
            yield from _limits(rule)
        yield from _sums(policy, score)


def _limits(rule: Rule) -> Iterator[Diagnostic]:
    match rule:
        case Group():
            yield from _bounds(rule.span, rule.low, rule.high)
        case EachRule() | EachTable():
            yield from _bounds(rule.span, None, rule.counting.at_most_points)
        case IdleRule():
            yield from _bounds(rule.span, None, rule.at_most_points)
        case IfRule() | Table() | FirstOf() | Adds():
            pass
        case _:
            assert_never(rule)


def _bounds(span: Span, low: Decimal | None, high: Decimal | None) -> Iterator[Diagnostic]:
    for bound in (low, high):
        if bound is not None and abs(bound) > MOST_SCORE:
            yield _too_large(span, "A bound is", bound, MOST_SCORE)
            return


def _too_large(span: Span, start: str, found: Decimal, most: Decimal) -> Diagnostic:
    mark = places.mark(span, rf"{number(abs(found)).replace(',', '')}(?!\d)")
    return error(
        "LP330",
        mark,
        f"{start} at most {number(most)} points, and this says {number(abs(found))}.",
        help="Write smaller numbers; only how points compare with each other and with the threshold matters.",
    )


def _sums(policy: Policy, score: Score) -> Iterator[Diagnostic]:
    """What adds up to more than can be computed exactly: the innermost that does is named."""
    for state in states(policy):
        reach = Reach(policy, state.instant)
        for rule in score.rules:
            found = _oversized(reach, rule, None)
            if found is not None:
                yield _endless(found.span, "This rule" if not isinstance(found, Group) else "This group")
                return
        if _is_oversized(reach.total(score)):
            yield _endless(score.span, quoted(score.label))
            return
        bounded = reach.score(score.name)
        if max(abs(bounded.low), abs(bounded.high)) > MOST_SCORE:
            yield error(
                "LP330",
                score.span,
                f"{quoted(score.label)} could come to more than {number(MOST_SCORE)} points.",
                help="Give it bounds, such as `from 0 to 100`.",
            )
            return


def _oversized(reach: Reach, rule: Rule, around: Fading | None) -> Rule | None:
    if isinstance(rule, Group):
        for inner in rule.rules:
            found = _oversized(reach, inner, rule.fading or around)
            if found is not None:
                return found
    return rule if _is_oversized(reach.rule(rule, around)) else None


def _is_oversized(found: Range) -> bool:
    return max(abs(found.low), abs(found.high)) >= MOST_SUM


def _endless(span: Span, what: str) -> Diagnostic:
    return error(
        "LP330",
        span,
        f"{what} could add up to more than {number(MOST_SUM.to_integral_value())} points, which not every system "
        "computes exactly.",
        help="Limit it: `at most 100 points`, or `at most 5 times`.",
    )


def _written_points(policy: Policy, rule: Rule) -> Iterator[Decimal]:
    match rule:
        case IfRule() | EachRule() | IdleRule():
            yield from _amounts(policy, rule.points)
        case Table() | EachTable():
            yield from (row.points for row in rule.rows)
        case Adds():
            yield from (rule.low, rule.high, rule.when_unknown or Decimal(0))
        case Group() | FirstOf():
            pass
        case _:
            assert_never(rule)


def _amounts(policy: Policy, points: Points) -> set[Decimal]:
    return {amount_at(policy, points.amount, state.instant) for state in states(policy)}


# ---------------------------------------------------------------------------------------------------------- digits


def digits(policy: Policy) -> Iterator[Diagnostic]:
    """Percentages of percentages that need more than six decimals, and points that have more than two."""
    with localcontext(EXACT):
        for score in policy.scores.values():
            for rule in score.rules:
                found = _too_fine(policy, rule, None)
                if found is not None:
                    yield found


def _too_fine(policy: Policy, rule: Rule, around: Fading | None) -> Diagnostic | None:
    if isinstance(rule, Group | FirstOf):
        fading = rule.fading or around if isinstance(rule, Group) else around
        for inner in rule.rules:
            found = _too_fine(policy, inner, fading)
            if found is not None:
                return found
    if isinstance(rule, IfRule | EachRule | IdleRule) and _decimals_of_points(policy, rule) > POINTS_PLACES:
        return error(
            "LP331",
            rule.span,
            "Points have at most two decimals, and these have more.",
            help="Round the value that the rule is worth.",
        )
    if _decimals(policy, rule, around) > SUM_PLACES:
        what = "The percentage of this group" if isinstance(rule, Group) else "The fading of these points"
        return error(
            "LP331",
            rule.span,
            f"{what} gives points finer than a millionth, which not every system computes exactly.",
            help="Use rounder percentages or points, or one percentage instead of one inside another.",
        )
    return None


def _decimals_of_points(policy: Policy, rule: IfRule | EachRule | IdleRule) -> int:
    return max(_places(amount) for amount in _amounts(policy, rule.points))


def _decimals(policy: Policy, rule: Rule, around: Fading | None) -> int:
    """The most decimals that what a rule gives can have."""
    match rule:
        case IfRule():
            return _faded_places(_amounts(policy, rule.points), rule.fading or around)
        case EachRule():
            limit = _places(rule.counting.at_most_points or Decimal(0))
            return max(limit, _faded_places(_amounts(policy, rule.points), rule.counting.fading or around))
        case EachTable():
            limit = _places(rule.counting.at_most_points or Decimal(0))
            return max(limit, _faded_places({row.points for row in rule.rows}, rule.counting.fading or around))
        case IdleRule():
            return max(_places(rule.at_most_points or Decimal(0)), _faded_places(_amounts(policy, rule.points), None))
        case Table():
            return _faded_places({row.points for row in rule.rows}, None)
        case Adds():
            own = 0 if rule.field.kind == "whole number" else NUMBER_PLACES
            return max(own, _places(rule.low), _places(rule.high), _places(rule.when_unknown or Decimal(0)))
        case FirstOf():
            return max((_decimals(policy, first, around) for first in rule.rules), default=0)
        case Group():
            inside = [_decimals(policy, inner, rule.fading or around) for inner in rule.rules]
            most = max([*inside, _places(rule.low or Decimal(0)), _places(rule.high or Decimal(0))])
            if rule.counts is None:
                return most
            return _places(Decimal(1).scaleb(-most) * rule.counts.scaleb(-2))
        case _:
            assert_never(rule)


def _faded_places(amounts: set[Decimal], fading: Fading | None) -> int:
    found = 0
    for amount in amounts:
        loss = Decimal(0)
        if fading is not None:
            loss = amount * fading.loss.scaleb(-2) if fading.percent else fading.loss
        found = max(found, _places(amount), _places(loss))
    return found


def _places(value: Decimal) -> int:
    """The decimals of a number without trailing zeros."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


# --------------------------------------------------------------------------------------------------------- weights


def weights(policy: Policy) -> Iterator[Diagnostic]:
    """Weights of scores made of other scores."""
    for score in policy.scores.values():
        if len(score.terms) > MOST_TERMS:
            yield error(
                "LP332",
                score.span,
                f"A score is made of at most {MOST_TERMS} others, and this one of {len(score.terms)}.",
                help="Put some of them together in a score of their own.",
            )
        for term in score.terms:
            mark = places.mark(score.span, rf"[\d.]+% of {term.score}\b")
            if abs(term.weight) > MOST_WEIGHT:
                yield error(
                    "LP332",
                    mark,
                    f"A weight is at most {number(MOST_WEIGHT)}%, and this one is {number(abs(term.weight))}%.",
                    help="Make the other weights smaller instead.",
                )
            if _places(term.weight) > WEIGHT_PLACES:
                yield error("LP332", mark, "A weight has at most two decimals.", help="Such as 33.33% beside 66.67%.")
