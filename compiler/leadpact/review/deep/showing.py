"""Whether one lead is as asked, by the reference evaluation: quick to ask many things of, each worked out once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import localcontext
from typing import assert_never

from leadpact.review.deep.question import Case
from leadpact.solver.asks import (
    All,
    Any,
    Ask,
    DisqualifiedBy,
    DisqualifyHolds,
    GradeIs,
    Holds,
    No,
    Pays,
    RecycleIs,
    ResponseHolds,
    ResponseIs,
    RouteHolds,
    RouteIs,
    ScoreAtLeast,
    ScoresDiffer,
    StageHolds,
    StageIs,
    Starts,
)
from leadpact_dsl.decision import RuleLine
from leadpact_dsl.evaluate.clocks import stretches
from leadpact_dsl.evaluate.conditions import truth
from leadpact_dsl.evaluate.decide import EXACT
from leadpact_dsl.evaluate.facts import Facts, gather
from leadpact_dsl.evaluate.frame import Frame
from leadpact_dsl.evaluate.routes import names_someone, route
from leadpact_dsl.evaluate.stages import returns
from leadpact_dsl.evaluate.view import View
from leadpact_dsl.model import Clock, Policy


class Shown:
    """One lead, seen at its instant, and at those at which its clocks began.

    A lead that the policy refuses shows nothing.
    """

    def __init__(self, policy: Policy, case: Case) -> None:
        facts = gather(policy, case.lead, case.activities, case.as_of)
        self._facts = facts if isinstance(facts, Facts) else None
        self._as_of = case.as_of
        self._frames: dict[int, Frame] = {}
        self._starts: tuple[int, ...] | None = None
        self._policy = policy

    def when(self, asks: Sequence[Ask]) -> int | None:
        """The instant, if there is one, at which all of this is so: that of the case, else the start of a clock."""
        if self._facts is None:
            return None
        with localcontext(EXACT):
            for instant in (self._as_of, *(self._started() if any(map(_is_on_a_clock, asks)) else ())):
                frame = self._frame(instant)
                if all(_is_so(ask, frame) for ask in asks):
                    return instant
        return None

    def _frame(self, instant: int) -> Frame:
        assert self._facts is not None
        if instant not in self._frames:
            self._frames[instant] = Frame(self._facts, instant)
        return self._frames[instant]

    def _started(self) -> tuple[int, ...]:
        if self._starts is None:
            frame = self._frame(self._as_of)
            back = returns(frame)
            clocks = self._policy.clocks.values()
            self._starts = tuple(sorted({one.start for clock in clocks for one in stretches(clock, back, frame)}))
        return self._starts


def _is_on_a_clock(ask: Ask) -> bool:
    match ask:
        case Starts() | ResponseIs():
            return True
        case All(asks=items) | Any(asks=items):
            return any(map(_is_on_a_clock, items))
        case No(ask=item):
            return _is_on_a_clock(item)
        case _:
            return False


def _is_so(ask: Ask, frame: Frame) -> bool:
    policy = frame.policy
    match ask:
        case All(asks=items):
            return all(_is_so(item, frame) for item in items)
        case Any(asks=items):
            return any(_is_so(item, frame) for item in items)
        case No(ask=item):
            return not _is_so(item, frame)
        case Holds(condition=condition, score=score):
            after = None if score is None else frame.all.latest_of(policy.scores[score].follows)
            return truth(condition, View(frame, after)).holds
        case ScoreAtLeast(score=score, points=points):
            return frame.score(score).value >= points
        case ScoresDiffer(score=one, other_score=other):
            return frame.score(one).value != frame.score(other).value
        case Pays(clause_id=clause):
            return any(line.points != 0 for line in _lines(frame, clause))
        case GradeIs(grade=grade, level=level):
            return frame.grade(grade).level == level
        case StageIs(stage=stage):
            return frame.standing().stage == stage
        case StageHolds(stage=stage):
            return any(one.holds for one in frame.standing().stages if one.stage == stage)
        case DisqualifiedBy(name=name):
            return frame.standing().disqualified == name
        case DisqualifyHolds(name=name):
            return truth(policy.disqualify[name].when, frame.all).holds
        case RecycleIs(name=name):
            return _in_force(frame) == name
        case RouteIs(route=name):
            taken = route(frame)
            return (None if taken is None else taken.route) == name
        case RouteHolds(route=name):
            wanted = policy.routes[name]
            fits = wanted.when is None or truth(wanted.when, frame.all).holds
            return fits and names_someone(wanted, frame)
        case Starts(clock=clock):
            return _starts(frame, policy.clocks[clock])
        case ResponseIs(clock=clock, response=response):
            return _starts(frame, policy.clocks[clock]) and _answer(frame, clock) == response
        case ResponseHolds(response=response):
            return _applies(frame, response)
        case _:
            assert_never(ask)


def _lines(frame: Frame, clause: str) -> Iterator[RuleLine]:
    """The lines of a rule: the name of its score stands in its id, yet two scores are looked through as quickly."""
    for score in frame.policy.scores:
        if clause.startswith(f"score {score}/"):
            found = frame.score(score).lines
            yield from (line for line in found if isinstance(line, RuleLine) and line.clause.id == clause)


def _in_force(frame: Frame) -> str | None:
    state = frame.standing().recycle
    return state.rule if state is not None and state.in_force else None


def _starts(frame: Frame, clock: Clock) -> bool:
    entries = (entry for kind in clock.starts for entry in frame.all.of_kind(kind))
    return any(entry.at == frame.instant for entry in entries)


def _answer(frame: Frame, clock: str) -> str | None:
    """The first response of a clock that applies."""
    responses = (one.name for one in frame.policy.responses.values() if one.clock == clock)
    return next((name for name in responses if _applies(frame, name)), None)


def _applies(frame: Frame, response: str) -> bool:
    applies_to = frame.policy.responses[response].applies_to
    return applies_to is None or truth(applies_to, frame.all).holds
