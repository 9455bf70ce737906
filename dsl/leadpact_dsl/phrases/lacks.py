"""Why not: what stands between a lead and a stage, a level or a route, and the fewest changes that bring it there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from leadpact_dsl.decision import Truth
from leadpact_dsl.model import Band, DefineTest, EachRule, EachTable, FieldTest, IdleRule, IfRule, Not, Policy
from leadpact_dsl.phrases import activities, amounts, conditions, rows, rules, times
from leadpact_dsl.phrases.conditions import Outline
from leadpact_dsl.phrases.ranks import level_name, level_of, stage_full
from leadpact_dsl.phrases.truths import truth
from leadpact_dsl.phrases.words import capital, counted, quoted
from leadpact_dsl.supposing.changes import Becomes, Change, Happens, NeverHappened, OtherRow, OtherValue
from leadpact_dsl.supposing.ways import PointsNeeded
from leadpact_dsl.why_not import (
    Disqualified,
    FurtherStage,
    Obstacle,
    Returned,
    Target,
    ToLevel,
    ToRoute,
    ToStage,
    WhyNot,
)


def why_not(policy: Policy, what: WhyNot, at: int) -> Outline:
    """The answer in levels: whether the lead is there, what stands in the way, and what it lacks."""
    goal = target(policy, what.target)
    if what.holds:
        return Outline(f"The lead is {goal} already")
    items = [obstacle(policy, one, at) for one in what.obstacles]
    if what.changes:
        lacking = tuple(Outline(change(policy, one, at)) for one in what.changes)
        of_these = {1: "this", 2: "both of these"}.get(len(lacking), f"all {len(lacking)} of these")
        items.append(Outline(f"It lacks {of_these}", lacking))
    items += [Outline(points(policy, one, at)) for one in what.points]
    if what.recorded_by:
        once = f"once {activities.recorded(policy, what.recorded_by)}"
        items.append(Outline(f"Or else it is there {once}" if what.changes else f"It is there {once}"))
    elif what.changes is None:
        items.append(Outline("No change to its facts that could be found would bring it there"))
    return Outline(f"The lead is not {goal}", tuple(items))


def target(policy: Policy, what: Target) -> str:
    """`at Sales accepted lead (SAL)`, `graded A (Call today) in Priority`, `on the route “Enterprise desk”`."""
    match what:
        case ToStage(name):
            return f"at {stage_full(policy.stages[name])}"
        case ToLevel(grade, level):
            return f"graded {level_name(level_of(policy.grades[grade], level))} in {policy.grades[grade].label}"
        case ToRoute(name):
            return f"on the route {quoted(policy.routes[name].label)}"
        case _:
            assert_never(what)


def obstacle(policy: Policy, what: Obstacle, at: int) -> Outline:
    match what:
        case Disqualified(rule=name, truth=found, changes=changes):
            said = f"It is disqualified as {quoted(policy.disqualify[name].label)}: {truth(policy, found, at)}"
            return Outline(said, _undone(policy, changes, at))
        case Returned(rule=name, until=until, changes=changes):
            end = times.instant(until, policy.agreement.timezone)
            said = f"It was returned as {quoted(policy.recycle[name].label)}, which lasts until {end}"
            return Outline(said, _undone(policy, changes, at))
        case FurtherStage(stage):
            return Outline(f"It is past that: it is at {stage_full(policy.stages[stage])}")
        case _:
            assert_never(what)


def change(policy: Policy, what: Change, at: int) -> str:
    """One thing that would have to be otherwise, with what is now."""
    match what:
        case Becomes(truth=found, to=to):
            return _becomes(policy, found, to, at)
        case Happens(rule=rule, row=row, times=count):
            again = "Still to happen" if count == 1 else f"Still to happen {counted(count, 'time')}"
            match rule:
                case IfRule():
                    return f"{again}: {conditions.condition(policy, rule.condition)}"
                case IdleRule():
                    return f"{again}: any activity of the lead's own"
                case EachRule() | EachTable():
                    which = f" ({rows.row(policy, rule, row)})" if isinstance(rule, EachTable) and row else ""
                    when = rules.parts(policy, rule).when.removeprefix("Each time ")
                    return f"{again}: {when}{which}"
        case NeverHappened(rule=rule, times=count):
            when = rules.parts(policy, rule).when.removeprefix("Each time ")
            return f"Without {'the one time' if count == 1 else f'the {count:,} times'} that {when}"
        case OtherRow(rule=rule, row=row):
            return f"{capital(rules.table_by(policy, rule))} is {rows.row(policy, rule, row)}"
        case OtherValue(rule=rule, bound=bound, points=value):
            return f"{quoted(rule.field.label)} is {bound} {amounts.number(value)}"
        case _:
            assert_never(what)


def points(policy: Policy, what: PointsNeeded, at: int) -> str:
    """`With that, Lead score goes from 48 to 63; at least 60 is needed`."""
    label = policy.scores[what.score].label
    moved = f"With that, {label} goes from {amounts.number(what.value)} to {amounts.number(what.would_be)}"
    match what.wanted:
        case Band() as band:
            wanted = rows.band(band)
        case test:
            wanted = conditions.number_test(
                policy, test, lambda policy_, value: amounts.quantity_at(policy_, value, at)
            ).removeprefix("is ")
    return f"{moved}; {wanted} is needed" if what.to else f"{moved}; it must not be {wanted}"


def _becomes(policy: Policy, found: Truth, to: bool, at: int) -> str:
    """`The trial started in the last 40 days (now: “Trial started” is unknown)`."""
    asked = conditions.condition(policy, found.condition)
    now = truth(policy, found, at)
    match found.condition:
        case FieldTest() | DefineTest() as item if not to:
            asked = conditions.condition(policy, Not(item.span, item))
        case Not(item=item) if not to:
            asked = conditions.condition(policy, item)
        case _ if not to:
            asked = f"it is not so that {asked}"
        case _:
            pass
    return f"{capital(asked)} (now: {now})"


def _undone(policy: Policy, changes: Sequence[Change] | None, at: int) -> tuple[Outline, ...]:
    if not changes:
        return ()
    return tuple(Outline(f"This ends if: {change(policy, one, at)}") for one in changes)
