"""Thresholds that no lead can reach, or that every lead passes (LP310, LP311), and scores that never differ (LP321)."""

from __future__ import annotations

from collections.abc import Iterator

from leadpact_dsl.checks import walk
from leadpact_dsl.checks.bounds import Range, Reach, reachable
from leadpact_dsl.checks.dates import State, amount_at, states
from leadpact_dsl.checks.keyed import Keyed, Numbers, bands, table
from leadpact_dsl.checks.spreads import between, both, inside, spread_of
from leadpact_dsl.diagnostics import Diagnostic, error, warning
from leadpact_dsl.limits import POINTS_PLACES, is_finer
from leadpact_dsl.model import (
    Between,
    Fixed,
    Order,
    OtherwiseKey,
    Policy,
    Quantity,
    Score,
    ScoreName,
    ScoreTest,
    Table,
)
from leadpact_dsl.phrases.amounts import number
from leadpact_dsl.phrases.words import capital, listed, quoted


def score_tests(policy: Policy) -> Iterator[Diagnostic]:
    """Comparisons of a score with what it can come to, in every state of the dated values."""
    for placed in walk.all_parts(policy):
        if isinstance(placed.condition, ScoreTest):
            found = _score_test(policy, placed.condition)
            if found is not None:
                yield found


def _score_test(policy: Policy, test: ScoreTest) -> Diagnostic | None:
    score = policy.scores[test.score]
    for state in states(policy):
        reach = Reach(policy, state.instant).score(test.score)
        passing = spread_of(policy, test.test, state.instant)
        if passing and not both(passing, between(reach.low, reach.high)):
            return _never(policy, test, score, state, reach)
        if inside(between(reach.low, reach.high), passing):
            return warning(
                "LP311",
                test.span,
                f"{_start(score, state, reach)}, so “{test.span.text}” {_stands_at(policy, test, state)}always holds.",
                help="Set the threshold within what the score can come to, or take the condition out.",
            )
    return None


def _never(policy: Policy, test: ScoreTest, score: Score, state: State, reach: Range) -> Diagnostic:
    return error(
        "LP310",
        test.span,
        f"{_start(score, state, reach)}, so “{test.span.text}” {_stands_at(policy, test, state)}never holds.",
        note="out of reach",
        help=_why(score, Reach(policy, state.instant).total(score), reach),
    )


def _start(score: Score, state: State, reach: Range) -> str:
    return f"{capital(state.when)}{quoted(score.label)} is {_between(reach)} for every lead"


def _between(reach: Range) -> str:
    if reach.low == reach.high:
        return number(reach.low)
    return f"between {number(reach.low)} and {number(reach.high)}"


def _stands_at(policy: Policy, test: ScoreTest, state: State) -> str:
    """Where the threshold is a named value, what that is: `(120) `."""
    quantities: tuple[Quantity, ...]
    match test.test:
        case Order():
            quantities = (test.test.amount,)
        case Between():
            quantities = (test.test.low, test.test.high)
    named = [number(amount_at(policy, one, state.instant)) for one in quantities if not isinstance(one, Fixed)]
    return f"({listed(named, 'and')}) " if named else ""


def _why(score: Score, total: Range, reach: Range) -> str:
    parts = "Its parts" if score.terms else "Its rules"
    sums = f"{parts} add up to {_between(total)}"
    if (score.low, score.high) == (None, None):
        return f"{sums}. Change the threshold or what the score is made of."
    return (
        f"{sums}, and its bounds are {number(score.low or 0)} and {number(score.high or 0)}. Change the threshold, the "
        "points or the bounds."
    )


def fine_tests(policy: Policy) -> Iterator[Diagnostic]:
    """`is 59.995`: a score is rounded to hundredths, so it is never that."""
    for placed in walk.all_parts(policy):
        match placed.condition:
            case ScoreTest(test=Order(op="is", amount=Fixed() as amount)) as test if is_finer(
                amount.value, POINTS_PLACES
            ):
                yield error(
                    "LP310",
                    test.span,
                    f"A score has two decimals, so {quoted(policy.scores[test.score].label)} is never exactly "
                    f"{number(amount.value)}.",
                    help="Write at most two decimals, or `is at least`.",
                )
            case _:
                continue


def level_bands(policy: Policy) -> Iterator[Diagnostic]:
    """Levels of a grade, and rows by a score, that lie where the score never comes, or where it always is."""
    for grade in policy.grades.values():
        if grade.score is not None and grade.levels:
            yield from _entries(bands(policy, grade), reachable(policy, grade.score))
    for score in policy.scores.values():
        for rule in walk.rules(score):
            if isinstance(rule, Table) and isinstance(rule.by, ScoreName) and rule.rows:
                keyed = table(policy, rule)
                if keyed is not None:
                    yield from _entries(keyed, reachable(policy, rule.by.name))


def _entries(keyed: Keyed, reach: Range) -> Iterator[Diagnostic]:
    assert isinstance(keyed.domain, Numbers)
    values = between(reach.low, reach.high)
    for entry in keyed.entries:
        covered = keyed.domain.covered(entry.key)
        if isinstance(entry.key, OtherwiseKey) or not covered:
            continue
        if not both(covered, values):
            yield error(
                "LP310",
                entry.span,
                f"{quoted(keyed.label)} is {_between(reach)} for every lead, so nobody ever meets this {keyed.noun}.",
                note="out of reach",
                help=f"Move the ends of the {keyed.noun} to where the score goes, or change what the score is made of.",
            )
        elif len(keyed.entries) > 1 and inside(values, covered):
            yield warning(
                "LP311",
                entry.span,
                f"{quoted(keyed.label)} is {_between(reach)} for every lead, so every lead meets this {keyed.noun}.",
                help=f"Move the ends of the {keyed.noun}, or change what the score is made of.",
            )


def constant_scores(policy: Policy) -> Iterator[Diagnostic]:
    """A score that is the same for every lead."""
    for score in policy.scores.values():
        if not score.rules and not score.terms:
            continue
        reach = reachable(policy, score.name)
        if reach.low == reach.high:
            yield warning(
                "LP321",
                score.span,
                f"{quoted(score.label)} is {number(reach.low)} for every lead, whatever it did.",
                help="Give its rules points, or widen its bounds.",
            )
