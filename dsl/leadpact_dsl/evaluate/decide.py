"""The reference meaning of a policy: slow, plain, and what every other way of running it must agree with."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, DivisionByZero, Inexact, InvalidOperation, Overflow, localcontext

from leadpact_dsl.calendars import OutsideCalendar
from leadpact_dsl.decision import Decision, Refused, Truth
from leadpact_dsl.evaluate.clocks import cycles
from leadpact_dsl.evaluate.conditions import truth
from leadpact_dsl.evaluate.facts import Facts, gather
from leadpact_dsl.evaluate.frame import Frame
from leadpact_dsl.evaluate.routes import route
from leadpact_dsl.model import ActivityRecord, Condition, LeadRecord, Policy
from leadpact_dsl.phrases import times

# A sum that could not be told exactly is a fault of ours: it raises, and never rounds.
EXACT = Context(prec=80, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])


def decide(policy: Policy, lead: LeadRecord, activities: Sequence[ActivityRecord], as_of: int) -> Decision | Refused:
    """What the policy says of one lead at an instant (ms since 1970-01-01 UTC), with everything that led to it.

    A function of its arguments alone. Activities after `as_of`, and of kinds that the policy does not declare, do not
    exist. Refused, with the reason in words: a lead or an activity without a required field, with a value of the wrong
    type or beyond the limits (see `limits.py`), and a clock in years that its calendar does not cover.
    """
    facts = gather(policy, lead, activities, as_of)
    if not isinstance(facts, Facts):
        return Refused(lead.id, facts)
    with localcontext(EXACT):
        try:
            return _decision(facts, as_of)
        except OutsideCalendar as outside:
            label = policy.calendars[outside.calendar].label
            return Refused(lead.id, times.outside_calendar(label, outside.first_year, outside.last_year))


def judge(
    policy: Policy, condition: Condition, lead: LeadRecord, activities: Sequence[ActivityRecord], as_of: int
) -> Truth | Refused:
    """Whether one condition of the policy holds for a lead at an instant: for whom a goal or an experiment speaks."""
    facts = gather(policy, lead, activities, as_of)
    if not isinstance(facts, Facts):
        return Refused(lead.id, facts)
    with localcontext(EXACT):
        return truth(condition, Frame(facts, as_of).all)


def _decision(facts: Facts, as_of: int) -> Decision:
    policy = facts.policy
    frame = Frame(facts, as_of)
    frames = {as_of: frame}

    def frame_at(instant: int) -> Frame:
        return frames.setdefault(instant, Frame(facts, instant))

    standing = frame.standing()
    return Decision(
        lead=facts.lead,
        as_of=as_of,
        scores={name: frame.score(name) for name in policy.scores},
        grades={name: frame.grade(name) for name in policy.grades},
        defines={name: frame.define(name) for name in policy.defines},
        stage=standing.stage,
        stages=standing.stages,
        disqualified=standing.disqualified,
        disqualify=standing.disqualify,
        recycle=standing.recycle,
        route=route(frame),
        cycles=tuple(cycles(frame, frame_at)),
    )
