"""What the teams set out to reach: goals, experiments, and what a team can take in."""

from __future__ import annotations

from typing import assert_never

from leadpact_dsl.model import (
    Capacity,
    Delivers,
    Experiment,
    Fixed,
    Goal,
    GoalItem,
    InTimeGoal,
    Policy,
    ReachGoal,
    ShareGoal,
)
from leadpact_dsl.phrases import amounts, times
from leadpact_dsl.phrases.conditions import Outline, holding
from leadpact_dsl.phrases.ranks import stage_name
from leadpact_dsl.phrases.words import capital, counted, quoted, verb


def goal_item(policy: Policy, what: GoalItem) -> str:
    """One line of a goal as a sentence."""
    match what:
        case Delivers(team=team, leads=leads, stage=stage, period=period):
            owner = policy.teams[team].label
            count = f"{amounts.counted_quantity(policy, leads, 'leads')} at {stage_name(policy, stage)}"
            return f"{owner} {verb(owner, 'delivers', 'deliver')} at least {count} each {period}"
        case ReachGoal():
            source, target = stage_name(policy, what.source), stage_name(policy, what.target)
            rate = amounts.quantity(policy, what.rate)
            return (
                f"{capital(what.bound)} {rate} of leads at {source} reach {target} within {times.duration(what.within)}"
            )
        case ShareGoal():
            rate, stage = amounts.quantity(policy, what.rate), stage_name(policy, what.stage)
            define = quoted(policy.defines[what.define].label)
            return f"{capital(what.bound)} {rate} of the leads that reach {stage} each {what.period} meet {define}"
        case InTimeGoal():
            rate, promise = amounts.quantity(policy, what.rate), quoted(policy.responses[what.response].label)
            return f"{capital(what.bound)} {rate} of the leads under {promise} are answered in time each {what.period}"
        case _:
            assert_never(what)


def goal_for(policy: Policy, what: Goal) -> Outline | None:
    """`This goal speaks of leads for which this holds: the lead meets “Enterprise”`; None where it speaks of all."""
    if what.applies_to is None:
        return None
    return holding(policy, what.applies_to, "This goal speaks of leads for which")


def experiment(policy: Policy, what: Experiment) -> Outline:
    """Which leads are tried: `500 leads are handed over for which this holds: the lead sent a form`."""
    leads = amounts.counted_quantity(policy, what.hand_over, "leads")
    return holding(policy, what.applies_to, f"{leads} are handed over for which")


def expectation(policy: Policy, what: Experiment) -> str:
    """What an experiment is expected to show: `At least 10% of them reach SAL within 60 days`."""
    rate = f"{capital(what.bound)} {amounts.quantity(policy, what.rate)}"
    return f"{rate} of them reach {stage_name(policy, what.stage)} within {times.duration(what.within)}"


def capacity(policy: Policy, what: Capacity) -> str:
    """`50 new leads per person each week, with 12 people: 600 new leads each week`."""
    leads = amounts.counted_quantity(policy, what.leads, "new leads")
    if not what.per_person or what.people is None:
        return f"{leads} each {what.period}"
    said = f"{leads} per person each {what.period}, with {_people(policy, what)}"
    if isinstance(what.leads, Fixed) and isinstance(what.people, Fixed):
        said += f": {amounts.number(what.leads.value * what.people.value)} new leads each {what.period}"
    return said


def _people(policy: Policy, what: Capacity) -> str:
    assert what.people is not None
    if isinstance(what.people, Fixed) and what.people.value % 1 == 0:
        return counted(int(what.people.value), "person", "people")
    return amounts.counted_quantity(policy, what.people, "people")
