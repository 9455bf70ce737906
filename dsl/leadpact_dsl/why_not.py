"""Why not? The fewest things that would have to be otherwise for a lead to reach a stage, a level or a route.

Data only: `phrases` puts it into words. What stands in the way as a whole (a disqualification, a return in force) is
told apart from what the target itself lacks, as the one is of no use without the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import localcontext
from typing import TypeAlias, assert_never

from leadpact_dsl.decision import Refused, Truth
from leadpact_dsl.evaluate.decide import EXACT
from leadpact_dsl.evaluate.facts import Facts, gather
from leadpact_dsl.evaluate.frame import Frame
from leadpact_dsl.evaluate.routes import names_someone
from leadpact_dsl.model import ActivityRecord, LeadRecord, Policy
from leadpact_dsl.supposing.changes import (
    NONE,
    Becomes,
    Change,
    Changes,
    Happens,
    NeverHappened,
    OtherRow,
    OtherValue,
    join,
)
from leadpact_dsl.supposing.ways import PointsNeeded, Ways

__all__ = [
    "Becomes",
    "Change",
    "Disqualified",
    "FurtherStage",
    "Happens",
    "NeverHappened",
    "Obstacle",
    "OtherRow",
    "OtherValue",
    "PointsNeeded",
    "Returned",
    "Target",
    "ToLevel",
    "ToRoute",
    "ToStage",
    "WhyNot",
    "why_not",
]


@dataclass(frozen=True)
class ToStage:
    stage: str


@dataclass(frozen=True)
class ToLevel:
    grade: str
    level: str


@dataclass(frozen=True)
class ToRoute:
    route: str


Target: TypeAlias = "ToStage | ToLevel | ToRoute"


@dataclass(frozen=True)
class Disqualified:
    """A disqualification that holds, and the fewest changes without it (None: none is known)."""

    rule: str
    truth: Truth
    changes: tuple[Change, ...] | None


@dataclass(frozen=True)
class Returned:
    """A recycling in force until an instant. `changes` bring the lead back sooner (None: nothing does)."""

    rule: str
    until: int
    changes: tuple[Change, ...] | None


@dataclass(frozen=True)
class FurtherStage:
    """The lead is past the stage asked for: it holds, and this later one does too."""

    stage: str


Obstacle: TypeAlias = "Disqualified | Returned | FurtherStage"


@dataclass(frozen=True)
class WhyNot:
    """`holds`: the lead is there already. `obstacles` stand in the way, in the order in which they beat each other.

    `changes` are the fewest that the target itself lacks, in no order of time: empty where only obstacles stand in the
    way, None where no change is known to bring it about. `points` are the scores that those changes move.
    `recorded_by`: any of these activities would do instead, being the stage's record.
    """

    target: Target
    holds: bool
    obstacles: tuple[Obstacle, ...]
    changes: tuple[Change, ...] | None
    points: tuple[PointsNeeded, ...] = ()
    recorded_by: tuple[str, ...] = ()


def why_not(
    policy: Policy, lead: LeadRecord, activities: Sequence[ActivityRecord], as_of: int, target: Target
) -> WhyNot | Refused:
    """What a lead lacks for a target that the policy declares, at an instant (ms). Refused as by `decide`."""
    facts = gather(policy, lead, activities, as_of)
    if not isinstance(facts, Facts):
        return Refused(lead.id, facts)
    with localcontext(EXACT):
        ways = Ways(Frame(facts, as_of))
        match target:
            case ToStage(stage):
                return _stage(ways, target, stage)
            case ToLevel(grade, level):
                return _level(ways, target, grade, level)
            case ToRoute(route):
                return _route(ways, target, route)
            case _:
                assert_never(target)


def _stage(ways: Ways, target: ToStage, name: str) -> WhyNot:
    standing = ways.frame.standing()
    stage = ways.frame.policy.stages[name]
    reached = next(one for one in standing.stages if one.stage == name)
    further = [one.stage for one in standing.stages[standing.stages.index(reached) + 1 :] if one.holds]
    obstacles = (*_obstacles(ways), *(FurtherStage(one) for one in further))
    if reached.holds:
        return WhyNot(target, standing.stage == name, obstacles, ())
    way = None if reached.truth is None else _turning(ways, reached.truth)
    return _answer(ways, target, obstacles, way, stage.recorded_by)


def _level(ways: Ways, target: ToLevel, grade: str, name: str) -> WhyNot:
    if ways.frame.grade(grade).level == name:
        return WhyNot(target, True, (), ())
    wanted = next(level for level in ways.frame.policy.grades[grade].levels if level.name == name)
    way = ways.best(lambda supposed: supposed.level(grade) == name, ways.level(grade, wanted))
    return _answer(ways, target, (), way)


def _route(ways: Ways, target: ToRoute, name: str) -> WhyNot:
    """The route's condition has to hold, and that of none written before it."""
    frame, obstacles = ways.frame, tuple(_obstacles(ways))
    if name == _first_that_holds(ways):
        return WhyNot(target, not obstacles, obstacles, ())
    asked: list[tuple[Truth, bool]] = []
    for route in frame.policy.routes.values():
        wanted = route.name == name
        if wanted or names_someone(route, frame):
            if route.when is not None:
                asked.append((ways.found(route.when), wanted))
            elif not wanted:
                return _answer(ways, target, obstacles, None)  # it takes every lead that comes this far
        if wanted:
            break
    proposed = join(ways.to(found, wanted) for found, wanted in asked)
    if proposed == NONE:
        return _answer(ways, target, obstacles, None)  # its field names nobody, and no condition asks for it
    way = ways.best(lambda supposed: all(supposed.holds(found) is wanted for found, wanted in asked), proposed)
    return _answer(ways, target, obstacles, way)


def _first_that_holds(ways: Ways) -> str | None:
    """The route that the lead would take if nothing stood in the way."""
    routes = ways.frame.policy.routes.values()
    able = (route for route in routes if names_someone(route, ways.frame))
    return next((route.name for route in able if route.when is None or ways.found(route.when).holds), None)


def _obstacles(ways: Ways) -> Iterator[Disqualified | Returned]:
    """What beats every stage and route: all disqualifications that hold, and the return in force."""
    standing = ways.frame.standing()
    for rule, found in zip(ways.frame.policy.disqualify, standing.disqualify, strict=True):
        if found.holds:
            yield Disqualified(rule, found, _listed(ways, _turning(ways, found)))
    recycle = standing.recycle
    if recycle is not None and recycle.in_force:
        back = None if recycle.back is None else _turning(ways, recycle.back)
        yield Returned(recycle.rule, recycle.until, _listed(ways, back))


def _turning(ways: Ways, found: Truth) -> Changes | None:
    """The fewest changes with which a condition turns out the other way."""
    return ways.best(lambda supposed: supposed.holds(found) is not found.holds, ways.to(found, not found.holds))


def _answer(
    ways: Ways,
    target: Target,
    obstacles: tuple[Obstacle, ...],
    way: Changes | None,
    recorded_by: tuple[str, ...] = (),
) -> WhyNot:
    points = () if way is None else ways.points_needed(way)
    return WhyNot(target, False, obstacles, _listed(ways, way), points, recorded_by)


def _listed(ways: Ways, way: Changes | None) -> tuple[Change, ...] | None:
    return None if way is None else ways.ledger.listed(way)
