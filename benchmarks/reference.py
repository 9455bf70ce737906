"""The reference evaluation's decision in the form of the hand-written ones: compared to the last digit."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.by_hand.records import Action, Cycle, Decision, Recycle, Refused, Route, Tries
from benchmarks.cases import Case, acme
from leadpact_dsl import decision as told
from leadpact_dsl.evaluate import decide


def decide_by_reference(case: Case) -> Decision:
    """Raises `Refused` where the reference refuses the lead."""
    found = decide(acme(), case.lead, case.activities, case.as_of)
    if isinstance(found, told.Refused):
        raise Refused(found.reason)
    return _without_reasons(found)


def _without_reasons(found: told.Decision) -> Decision:
    fit, engagement, doubt, total, trial = (_hundredths(score.value) for score in found.scores.values())
    profile, priority, product = (grade.level for grade in found.grades.values())
    return Decision(
        found.lead,
        found.as_of,
        (fit, engagement, doubt, total, trial),
        (profile, priority, product),
        found.stage,
        found.disqualified,
        None if found.recycle is None else _recycle(found.recycle),
        None if found.route is None else _route(found.route),
        tuple(_cycle(cycle) for cycle in found.cycles),
    )


def _recycle(state: told.RecycleState) -> Recycle:
    return Recycle(state.rule, state.nurture, state.since, state.until, state.in_force, state.touches)


def _route(result: told.RouteResult) -> Route:
    return Route(result.route, result.to, result.person, result.team)


def _cycle(cycle: told.CycleResult) -> Cycle:
    return Cycle(
        cycle.clock, cycle.started_at, cycle.response, cycle.calendar, cycle.state, cycle.due, cycle.ended_at,
        cycle.ended_by, cycle.used,
        tuple(Tries(tries.made, tries.clause.times, tries.by) for tries in cycle.tries),
        tuple(Action(action.clause.kind, action.clause.target, action.at, action.fallen) for action in cycle.actions),
    )  # fmt: skip


def _hundredths(points: Decimal) -> int:
    return int(points * 100)
