"""What became of one lead: grades, stages, disqualification, recycling, its route. `at` is the decision's instant."""

from __future__ import annotations

from leadpact_dsl.decision import Decision, GradeResult, RecycleState, RouteResult, StageReached
from leadpact_dsl.model import Band, Policy
from leadpact_dsl.phrases import activities, amounts, conditions, rows, times
from leadpact_dsl.phrases.ranks import level_name, level_of, stage_full, stage_name
from leadpact_dsl.phrases.truths import truth
from leadpact_dsl.phrases.words import listed, quoted


def headline(policy: Policy, decision: Decision) -> str:
    """Where the lead stands: `Marketing qualified lead (MQL)`, `Disqualified as “Competitor”`."""
    if decision.disqualified is not None:
        return f"Disqualified as {quoted(policy.disqualify[decision.disqualified].label)}"
    if decision.recycle is not None and decision.recycle.in_force:
        return f"Returned as {quoted(policy.recycle[decision.recycle.rule].label)}, and being nurtured"
    if decision.stage is None:
        return "At no stage"
    return stage_full(policy.stages[decision.stage])


def disqualified(policy: Policy, decision: Decision) -> str:
    """Why the lead is disqualified, or that nothing disqualifies it."""
    for rule, found in zip(policy.disqualify.values(), decision.disqualify, strict=True):
        if found.holds:
            return f"{quoted(rule.label)}: {truth(policy, found, decision.as_of)}"
    return "nothing disqualifies this lead"


def grade(policy: Policy, what: GradeResult, at: int) -> str:
    """Why a grade came out as it did: `Lead score is 88, 75 or more`."""
    of = policy.grades[what.grade]
    level = level_of(of, what.level)
    if isinstance(level.test, Band) and of.score is not None and what.value is not None:
        return f"{policy.scores[of.score].label} is {amounts.number(what.value)}, {rows.band(level.test)}"
    if level.test is None:
        return "none of the levels above holds"
    return truth(policy, what.tried[-1], at)


def grade_level(policy: Policy, what: GradeResult) -> str:
    """`A (Call today)`."""
    return level_name(level_of(policy.grades[what.grade], what.level))


def stage(policy: Policy, what: StageReached, at: int) -> str:
    """Why a stage holds or does not: `it was qualified by marketing on …`, `Lead score is 40, less than 60`."""
    of = policy.stages[what.stage]
    if what.recorded_at is not None:
        when = times.instant(what.recorded_at, policy.agreement.timezone)
        return f"{activities.did(policy, of.recorded_by, 'it')} on {when}"
    if what.truth is not None:
        return truth(policy, what.truth, at)
    if of.recorded_by and not what.holds:
        return f"it {activities.has_not(policy, of.recorded_by)}"
    return f"every lead is at {stage_name(policy, of.name)} from the start" if what.holds else "nothing says that it is"


def recycled(policy: Policy, what: RecycleState) -> str:
    """`returned as “Not now” on …, to “Long-term nurturing” until …`."""
    zone = policy.agreement.timezone
    rule = quoted(policy.recycle[what.rule].label)
    nurture = quoted(policy.nurture[what.nurture].label)
    since, until = times.instant(what.since, zone), times.instant(what.until, zone)
    if what.in_force:
        return f"returned as {rule} on {since}; it stays in {nurture} until {until}"
    return f"returned as {rule} on {since}; its time in {nurture} is over"


def recycle_end(policy: Policy, what: RecycleState, at: int) -> str | None:
    """What would bring the lead back sooner and whether it happened; None where nothing would."""
    if what.back is None:
        return None
    if what.back.holds:
        return f"it came back sooner: {truth(policy, what.back, at)}"
    said = conditions.condition(policy, what.back.condition)
    return f"it comes back sooner if {said}" if what.in_force else None


def touches(policy: Policy, what: RecycleState, at: int) -> str | None:
    """The dates of the nurture schedule that are still to come: `1 February 2027 and 1 May 2027`; None without any."""
    zone = policy.agreement.timezone
    coming = [times.day(times.local_day(touch, zone)) for touch in what.touches if touch > at]
    return listed(coming, "and") if coming else None


def route(policy: Policy, what: RouteResult) -> str:
    """`ana, by “Enterprise desk”`: who gets the lead, and by which route."""
    to = what.person or (policy.teams[what.team].label if what.team is not None else what.to)
    return f"{to}, by {quoted(policy.routes[what.route].label)}"


def route_why(policy: Policy, what: RouteResult, at: int) -> str:
    """Why this route was taken, or that the ones before it were not."""
    if policy.routes[what.route].when is not None:
        return truth(policy, what.tried[-1], at)
    return "no route before it applies" if what.tried else "every lead goes there"
