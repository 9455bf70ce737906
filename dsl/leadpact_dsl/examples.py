"""Examples are tests: each is decided like any lead, and every expectation that is not met is a finding at its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from leadpact_dsl.decision import CycleResult, Decision, Refused
from leadpact_dsl.diagnostics import Diagnostic, Label, error
from leadpact_dsl.evaluate import decide
from leadpact_dsl.evaluate.comparing import amount_holds, level_holds
from leadpact_dsl.model import (
    Example,
    Expectation,
    ExpectDefine,
    ExpectDue,
    ExpectGrade,
    ExpectName,
    ExpectPerson,
    ExpectScore,
    ExpectState,
    Policy,
)
from leadpact_dsl.phrases import amounts, cycles, outcomes, times
from leadpact_dsl.phrases.conditions import define_test, level_of
from leadpact_dsl.phrases.truths import truth
from leadpact_dsl.phrases.words import quoted, within
from leadpact_dsl.text import fold

_HELP = "Change the example where it says something else than was agreed, and the policy where that does."


@dataclass(frozen=True)
class ExampleOutcome:
    """What the policy decides of an example's lead, and a finding for every expectation that is not met."""

    example: Example
    outcome: Decision | Refused
    failures: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


def run_examples(policy: Policy) -> tuple[ExampleOutcome, ...]:
    """All examples of a policy, in the order written."""
    return tuple(run_example(policy, example) for example in policy.examples)


def run_example(policy: Policy, example: Example) -> ExampleOutcome:
    outcome = decide(policy, example.lead, example.activities, example.as_of)
    if isinstance(outcome, Refused):
        message = f"The lead of this example cannot be decided: {outcome.reason}"
        return ExampleOutcome(example, outcome, (error("LP617", example.span, message, note="refused"),))
    failures = (_failure(policy, outcome, expectation) for expectation in example.expectations)
    return ExampleOutcome(example, outcome, tuple(failure for failure in failures if failure is not None))


def _failure(policy: Policy, decision: Decision, expectation: Expectation) -> Diagnostic | None:
    """The finding for an expectation that is not met, with what was found instead and why; None where it is met."""
    at = decision.as_of
    match expectation:
        case ExpectScore(score=name, test=test):
            value = decision.scores[name].value
            found = f"{policy.scores[name].label} is {amounts.number(value)}"
            return None if amount_holds(test, value, policy, at) else _finding("LP610", expectation, found)
        case ExpectGrade(test=test):
            grade = decision.grades[test.grade]
            if level_holds(test, grade.level, policy):
                return None
            found = f"{policy.grades[test.grade].label} is {outcomes.grade_level(policy, grade)}"
            level = level_of(policy.grades[test.grade], grade.level)
            return _finding("LP611", expectation, found, Label(level.span, outcomes.grade(policy, grade, at)))
        case ExpectName():
            return _name_failure(policy, decision, expectation)
        case ExpectPerson(person=person):
            chosen = None if decision.route is None else decision.route.person
            if chosen is not None and fold(chosen) == fold(person):
                return None
            return _finding("LP613", expectation, f"{quoted(chosen)} is chosen" if chosen else "no person is chosen")
        case ExpectDefine(define=name, holds=holds):
            what = decision.defines[name]
            if what.holds is holds:
                return None
            found = define_test(policy, name, what.holds)
            return _finding("LP614", expectation, found, Label(policy.defines[name].span, truth(policy, what, at)))
        case ExpectDue(response=name, at=due):
            cycle = latest_cycle(decision, name)
            if cycle is not None and cycle.due == due:
                return None
            return _finding("LP615", expectation, _due(policy, decision, name))
        case ExpectState(response=name, state=state):
            cycle = latest_cycle(decision, name)
            if cycle is not None and cycle.state == state:
                return None
            return _finding("LP616", expectation, _state(policy, decision, name))
        case _:
            assert_never(expectation)


def latest_cycle(decision: Decision, response: str) -> CycleResult | None:
    """The latest cycle to which a response applied: it is the one that an expectation speaks of."""
    return next((cycle for cycle in reversed(decision.cycles) if cycle.response == response), None)


def _name_failure(policy: Policy, decision: Decision, expectation: ExpectName) -> Diagnostic | None:
    """`expect stage is MQL` and its like; `is none` expects that there is none."""
    recycle = decision.recycle if decision.recycle is not None and decision.recycle.in_force else None
    wanted = expectation.name
    labels: tuple[Label, ...] = ()
    match expectation.what:
        case "stage":
            name, found = decision.stage, _standing(policy, decision)
            reached = next((stage for stage in decision.stages if stage.stage == wanted and not stage.holds), None)
            if reached is not None:
                labels = (Label(policy.stages[reached.stage].span, outcomes.stage(policy, reached, decision.as_of)),)
        case "route":
            name = None if decision.route is None else decision.route.route
            found = "this lead has no route" if name is None else f"its route is {quoted(policy.routes[name].label)}"
            labels = _why_not_routed(policy, decision, wanted)
        case "recycle":
            name = None if recycle is None else recycle.rule
            found = (
                "no return is in force" if name is None else f"it is returned as {quoted(policy.recycle[name].label)}"
            )
        case "disqualify":
            name = decision.disqualified
            found = "nothing disqualifies this lead" if name is None else _standing(policy, decision)
        case "nurture":
            name = None if recycle is None else recycle.nurture
            found = (
                "this lead is in no nurture"
                if name is None
                else f"this lead is in {quoted(policy.nurture[name].label)}"
            )
    if (name == wanted) is not expectation.negated:
        return None
    return _finding("LP613" if expectation.what == "route" else "LP612", expectation, found, *labels)


def _why_not_routed(policy: Policy, decision: Decision, wanted: str | None) -> tuple[Label, ...]:
    """The condition of the route that was expected, where it was asked and did not hold."""
    asked = [route for route in policy.routes.values() if route.when is not None]
    tried = () if decision.route is None else decision.route.tried
    return tuple(
        Label(route.span, truth(policy, found, decision.as_of))
        for route, found in zip(asked, tried, strict=False)
        if route.name == wanted and not found.holds
    )


def _standing(policy: Policy, decision: Decision) -> str:
    said = outcomes.headline(policy, decision)
    return f"this lead is {within(said)}" if decision.stage is None else f"this lead is at {said}"


def _due(policy: Policy, decision: Decision, response: str) -> str:
    cycle = latest_cycle(decision, response)
    if cycle is None:
        return _no_cycle(policy, decision, response)
    if cycle.due is None:
        return "nothing is due while the clock is paused"
    return f"the answer is due on {times.weekday_instant(cycle.due, policy.agreement.timezone)}"


def _state(policy: Policy, decision: Decision, response: str) -> str:
    cycle = latest_cycle(decision, response)
    if cycle is None:
        return _no_cycle(policy, decision, response)
    return f"{quoted(policy.responses[response].label)} is {cycles.STATES[cycle.state]}"


def _no_cycle(policy: Policy, decision: Decision, response: str) -> str:
    clock = policy.responses[response].clock
    applied = [cycle for cycle in decision.cycles if cycle.clock == clock]
    if not applied:
        return f"the clock {quoted(policy.clocks[clock].label)} was never started"
    instead = applied[-1].response
    return "no response applies" if instead is None else f"{quoted(policy.responses[instead].label)} applies instead"


def _finding(code: str, expectation: Expectation, found: str, *labels: Label) -> Diagnostic:
    message = f"The policy decides otherwise: {found}."
    return error(code, expectation.span, message, note="does not hold", labels=labels, help=_HELP)
