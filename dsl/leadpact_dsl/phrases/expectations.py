"""What an example expects, as the sentence that is true where it comes out as expected."""

from __future__ import annotations

from typing import assert_never

from leadpact_dsl.model import (
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
from leadpact_dsl.phrases import times
from leadpact_dsl.phrases.conditions import define_test, number_test
from leadpact_dsl.phrases.cycles import STATES
from leadpact_dsl.phrases.ranks import grade_test, stage_full
from leadpact_dsl.phrases.words import quoted


def expectation(policy: Policy, what: Expectation) -> str:
    """`Engagement is at least 80`, `the lead is at Marketing qualified lead (MQL)`, `“Hot leads” is due on …`."""
    match what:
        case ExpectScore(score=name, test=test):
            return f"{policy.scores[name].label} {number_test(policy, test)}"
        case ExpectGrade(test=test):
            return f"{policy.grades[test.grade].label} {grade_test(policy, test)}"
        case ExpectName():
            return _named(policy, what)
        case ExpectPerson(person=person):
            return f"the lead goes to {person}"
        case ExpectDefine(define=name, holds=holds):
            return define_test(policy, name, holds)
        case ExpectDue(response=name, at=at):
            return f"{_promise(policy, name)}: due on {times.weekday_instant(at, policy.agreement.timezone)}"
        case ExpectState(response=name, state=state):
            return f"{_promise(policy, name)}: {STATES[state]}"
        case _:
            assert_never(what)


def _promise(policy: Policy, name: str) -> str:
    return f"the promise {quoted(policy.responses[name].label)}"


def _named(policy: Policy, what: ExpectName) -> str:
    not_ = "not " if what.negated else ""
    name = what.name
    match what.what:
        case "stage":
            return (
                f"the lead is {not_}at {stage_full(policy.stages[name])}" if name else f"the lead is {not_}at no stage"
            )
        case "route":
            if name is None:
                return "the lead has a route" if what.negated else "the lead has no route"
            return (
                f"the lead {'does not take' if what.negated else 'takes'} the route {quoted(policy.routes[name].label)}"
            )
        case "recycle":
            if name is None:
                return "a return is in force" if what.negated else "no return is in force"
            return f"the lead is {not_}returned as {quoted(policy.recycle[name].label)}"
        case "disqualify":
            if name is None:
                return f"the lead is {'' if what.negated else 'not '}disqualified"
            return f"the lead is {not_}disqualified as {quoted(policy.disqualify[name].label)}"
        case "nurture":
            if name is None:
                return f"the lead is {'' if what.negated else 'not '}being nurtured"
            return f"the lead is {not_}in {quoted(policy.nurture[name].label)}"
