"""Thresholds that no lead or every lead passes (LP901, LP902), conditions that never or always hold (LP905, LP906)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from leadpact.review.deep import ends, marking
from leadpact.review.deep.parts import all_of, fails, none_of
from leadpact.review.deep.question import Further, Never, Question
from leadpact.solver.asks import Ask, Holds
from leadpact_dsl.checks import walk
from leadpact_dsl.checks.dates import State, amount_at, states
from leadpact_dsl.diagnostics import Diagnostic, error, warning
from leadpact_dsl.model import (
    Between,
    Clause,
    Combined,
    Condition,
    Define,
    Disqualify,
    Experiment,
    Fixed,
    Goal,
    Group,
    Happened,
    Order,
    Policy,
    Quantity,
    Recycle,
    Score,
    ScoreTest,
    Stage,
    ValueOf,
    ZeroIf,
)
from leadpact_dsl.phrases.amounts import number
from leadpact_dsl.phrases.words import capital, quoted

_WHOLE = (Define, Group, ZeroIf, Recycle, Goal, Experiment)
"""The clauses whose condition as a whole is asked here; rules, stages, routes and so on are asked what they are for."""


class Placed(NamedTuple):
    clause: Clause
    condition: Condition
    score: Score | None


def questions(policy: Policy) -> Iterator[Question]:
    """Inner conditions before those that are made of them, so that only the innermost is ever reported."""
    everything = list(placed_conditions(policy))
    for placed in everything:
        for part in _inside_out(placed.condition):
            if isinstance(part, ScoreTest):
                yield from _threshold(policy, part)
    for placed in everything:
        for part in _inside_out(placed.condition):
            if isinstance(part, ScoreTest):
                continue
            if part is not placed.condition or isinstance(placed.clause, _WHOLE):
                yield _never(policy, placed, part)
        yield from _always(policy, placed)


def placed_conditions(policy: Policy) -> Iterator[Placed]:
    """Every condition with the score that it stands in, definitions in the order in which they need each other.

    What a recycle rule asks behind `back sooner if` is about what came after the return, and is not asked here.
    """
    scores = {id(clause): score for score in policy.scores.values() for clause in (*walk.rules(score), *score.zero_if)}
    for clause, condition in walk.conditions(policy):
        if not isinstance(clause, Recycle):
            yield Placed(clause, condition, scores.get(id(clause)))


def _inside_out(condition: Condition) -> Iterator[Condition]:
    """The tests of scores, counts of activities, and lists of conditions in a condition, the inner ones first."""
    match condition:
        case Combined():
            for item in condition.items:
                yield from _inside_out(item)
            yield condition
        case ScoreTest():
            yield condition
        case Happened() if not condition.absent and (condition.count is not None or condition.window is not None):
            yield condition
        case _:
            return


def _name(score: Score | None) -> str | None:
    """The score as whose clause a condition is seen; where it counts everything, that is no matter."""
    return score.name if score is not None and score.follows else None


# ------------------------------------------------------------------------------------------------------- thresholds


def _threshold(policy: Policy, test: ScoreTest) -> Iterator[Question]:
    """A threshold that is a dated value is asked as it stands in each state of the policy."""
    for state in states(policy) if _is_dated(test) else states(policy)[:1]:
        asked = replace(test, test=_as_it_stands(policy, test.test, state.instant))
        yield Never("LP901", test.span, (Holds(0, asked),), partial(_out_of_reach, policy, asked, state))
        yield Never("LP902", test.span, (fails(asked),), partial(_always_passed, policy, asked, state))


_APART = "can pay by itself, but never the same lead as all others marked"
_ONE_OF = "one at least of those marked pays, whoever the lead is"


def _is_dated(test: ScoreTest) -> bool:
    return any(isinstance(one, ValueOf) for one in _quantities(test.test))


def _quantities(test: Order | Between) -> tuple[Quantity, ...]:
    return (test.amount,) if isinstance(test, Order) else (test.low, test.high)


def _as_it_stands(policy: Policy, test: Order | Between, instant: int) -> Order | Between:
    def fixed(quantity: Quantity) -> Fixed:
        return Fixed(amount_at(policy, quantity, instant))

    if isinstance(test, Order):
        return Order(test.op, fixed(test.amount))
    return Between(fixed(test.low), fixed(test.high))


def _out_of_reach(policy: Policy, test: ScoreTest, state: State, core: tuple[Ask, ...], further: Further) -> Diagnostic:
    score = policy.scores[test.score]
    rising = not isinstance(test.test, Order) or test.test.op in ("is", "is at least", "is more than")
    end = further.most(score.name) if rising else further.least(score.name)
    apart = ends.never_paid_together(policy, score.name, further) if rising else ()
    told = "" if end is None else f": {'more' if rising else 'less'} than {number(end)} is never reached"
    return error(
        "LP901",
        test.span,
        capital(f"{state.when}no lead ever passes {_said(test)} of {quoted(score.label)}{told}."),
        note="out of reach",
        labels=marking.labels(policy, apart, words=_APART),
        help="Change the threshold, or what the score is made of.",
    )


def _said(test: ScoreTest) -> str:
    return quoted(test.span.text) if "\n" not in test.span.text else "this threshold"


def _always_passed(
    policy: Policy, test: ScoreTest, state: State, core: tuple[Ask, ...], further: Further
) -> Diagnostic:
    score = policy.scores[test.score]
    rising = isinstance(test.test, Order) and test.test.op in ("is at least", "is more than")
    end = further.least(score.name) if rising else further.most(score.name)
    paid = ends.one_always_paid(policy, score.name, further) if rising else ()
    told = "" if end is None else f": it is {number(end)} or {'more' if rising else 'less'} for all of them"
    return warning(
        "LP902",
        test.span,
        capital(f"{state.when}every lead passes {_said(test)} of {quoted(score.label)}{told}."),
        note="always passed",
        labels=marking.labels(policy, paid, said=dict.fromkeys(paid, _ONE_OF)),
        help="Set the threshold where it parts leads, or take the condition out.",
    )


# ------------------------------------------------------------------------------------------------------- conditions


def _never(policy: Policy, placed: Placed, part: Condition) -> Never:
    asks = all_of(policy, part, _name(placed.score))
    whole = part is placed.condition
    return Never(
        "LP905",
        part.span,
        asks,
        partial(_never_holds, policy, placed.clause, part, whole),
        means=Holds(0, part, _name(placed.score)),
    )


def _never_holds(
    policy: Policy, clause: Clause, part: Condition, whole: bool, core: tuple[Ask, ...], further: Further
) -> Diagnostic:
    span = part.span
    pair = marking.together(core)
    so = _so(policy, clause) if whole else "this never holds"
    message = f"{pair}, so {so}" if pair else f"{_taken_together(core)}, so {so}"
    return error(
        "LP905",
        span,
        f"{capital(message)}.{ends.told(policy, core, further)}",
        note="never holds",
        labels=marking.labels(
            policy, core, besides=span, words=f"never together with the other{'s' * (len(core) > 2)}"
        ),
        help="Change what contradicts the rest, or take it out; write `any of` where either will do.",
    )


def _taken_together(core: tuple[Ask, ...]) -> str:
    return "no lead does this" if len(core) < 2 else "no lead fits all of these lines"


def _so(policy: Policy, clause: Clause) -> str:
    match clause:
        case Define(label=label):
            return f"no lead is ever {quoted(label)}"
        case Group(label=label):
            return f"nothing in {quoted(label)} ever counts"
        case ZeroIf():
            return "this never sets the score to zero"
        case Goal(label=label):
            return f"{quoted(label)} speaks of no lead at all"
        case Experiment(label=label):
            return f"no lead can take part in {quoted(label)}"
        case _:
            return "this never holds"


def _always(policy: Policy, placed: Placed) -> Iterator[Question]:
    match placed.clause:
        case Define() | Group() | ZeroIf() | Disqualify():
            pass
        case Stage(recorded_by=()):
            pass
        case _:
            return
    if isinstance(placed.condition, ScoreTest):
        return  # asked as a threshold
    asks = none_of(policy, placed.condition, _name(placed.score))
    yield Never("LP906", placed.condition.span, asks, partial(_always_holds, policy, placed.clause, placed.condition))


def _always_holds(
    policy: Policy, clause: Clause, condition: Condition, core: tuple[Ask, ...], further: Further
) -> Diagnostic:
    return warning(
        "LP906",
        condition.span,
        f"{capital(_all(clause))}, whatever its record says and whatever it did.",
        note="always holds",
        labels=marking.labels(policy, core, besides=condition.span) if len(core) > 1 else (),
        help="Make it stricter, or leave it out.",
    )


def _all(clause: Clause) -> str:
    match clause:
        case Define(label=label):
            return f"every lead is {quoted(label)}"
        case Group(label=label):
            return f"{quoted(label)} counts for every lead"
        case ZeroIf():
            return "this sets the score of every lead to zero"
        case Disqualify(label=label):
            return f"every lead is disqualified as {quoted(label)}"
        case Stage(label=label):
            return f"every lead is at {quoted(label)} or further"
        case _:
            return "this holds for every lead"
