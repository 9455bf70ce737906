"""Thresholds of scores in a stage's condition: which there are, and what the condition comes to without one of them.

A floor is a test such as `total is at least handover_score` that stands nowhere below a `not`: with more points a lead
can only come in. Whether it comes in depends on the rest of the condition too, so that each lead is one of three: in
whatever the score, in once the score is high enough, or out whatever the score. The engine says which, as a grade by
conditions (`asking`) that is decided together with everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias, assert_never

from leadpact_dsl.checks.dates import amount_at
from leadpact_dsl.frozen import frozen
from leadpact_dsl.model import (
    Band,
    Between,
    Combined,
    Condition,
    DefineTest,
    FieldTest,
    Fixed,
    Grade,
    GradeTest,
    Happened,
    Level,
    Not,
    Order,
    Policy,
    Quantity,
    ScoreTest,
    Stage,
    StageTest,
)

ALWAYS, ENOUGH = "always", "enough"
"""Levels of the grade of a floor: the stage holds whatever the score; it holds where the score is high enough."""

MOST_FLOORS = 8
"""Of one stage. Each is asked of every lead."""

_Tested: TypeAlias = "ScoreTest | GradeTest"


@frozen
class Floor:
    """A threshold of a score: `amount` is the least that is enough, or, where `strict`, the most that is not.

    `test` is the condition as it is written; equal ones in other places of the stage's condition move with it.
    """

    stage: str
    score: str
    amount: Quantity
    strict: bool
    test: _Tested

    def at(self, policy: Policy, instant: int) -> Decimal:
        """The threshold as it stands at an instant."""
        return amount_at(policy, self.amount, instant)


def floors(policy: Policy, stage: Stage) -> tuple[Floor, ...]:
    """All thresholds of a stage in the order written, each once; none below a `not`, or without effect."""
    if stage.when is None:
        return ()
    negated = tuple(_tests(policy, stage.when, wanted=False))
    found: list[Floor] = []
    for test in _tests(policy, stage.when, wanted=True):
        floor = _floor(policy, stage, test)
        if floor is None or test in negated or any(known.test == test for known in found):
            continue
        if _matters(policy, stage, floor):
            found.append(floor)
    return tuple(found[:MOST_FLOORS])


def asking(policy: Policy, asked: tuple[Floor, ...]) -> tuple[Policy, tuple[str, ...]]:
    """The policy with a grade for each floor, and the names of these: decide by it, and read the levels."""
    grades = dict(policy.grades)
    names = []
    for number, floor in enumerate(asked):
        name = _free(policy, f"calibrate_{number}")
        grades[name] = _grade(policy, floor, name)
        names.append(name)
    return replace(policy, grades=grades), tuple(names)


def supposed(policy: Policy, condition: Condition, floor: Floor, *, holds: bool) -> Condition | bool:
    """What a condition comes to where a floor is known to hold or not; True or False where that settles it."""
    match condition:
        case ScoreTest() | GradeTest() if condition == floor.test:
            if holds and isinstance(condition, ScoreTest) and isinstance(condition.test, Between):
                return replace(condition, test=Order("is at most", condition.test.high))
            return holds
        case DefineTest(define=name):
            when = policy.defines[name].when
            within = supposed(policy, when, floor, holds=holds)
            return condition if within is when else within
        case Combined():
            return _combined(policy, condition, floor, holds)
        case ScoreTest() | GradeTest() | FieldTest() | StageTest() | Not() | Happened():
            return condition
        case _:
            assert_never(condition)


def _combined(policy: Policy, whole: Combined, floor: Floor, holds: bool) -> Condition | bool:
    items = [supposed(policy, item, floor, holds=holds) for item in whole.items]
    if all(now is before for now, before in zip(items, whole.items, strict=True)):
        return whole
    true = sum(item is True for item in items)
    open_items = tuple(item for item in items if not isinstance(item, bool))
    match whole.kind:
        case "all":
            needed = len(items) - true
        case "any":
            needed = 1 - true
        case "at least":
            needed = whole.at_least - true
        case _:
            assert_never(whole.kind)
    if needed <= 0 or needed > len(open_items):
        return needed <= 0
    if len(open_items) == 1:
        return open_items[0]
    at_least = needed if whole.kind == "at least" else whole.at_least
    return replace(whole, at_least=at_least, items=open_items)


def _tests(policy: Policy, condition: Condition, *, wanted: bool, stands: bool = True) -> Iterator[_Tested]:
    """The tests of scores and grades, in definitions too: those that stand plain, or those below a `not`."""
    match condition:
        case ScoreTest() | GradeTest():
            if stands is wanted:
                yield condition
        case DefineTest(define=name):
            yield from _tests(policy, policy.defines[name].when, wanted=wanted, stands=stands)
        case Combined(items=items):
            for item in items:
                yield from _tests(policy, item, wanted=wanted, stands=stands)
        case Not(item=item):
            yield from _tests(policy, item, wanted=wanted, stands=False)
        case FieldTest() | StageTest() | Happened():
            pass
        case _:
            assert_never(condition)


def _floor(policy: Policy, stage: Stage, test: _Tested) -> Floor | None:
    match test:
        case ScoreTest(score=score, test=Order(op="is at least" | "is more than" as op, amount=amount)):
            return Floor(stage.name, score, amount, op == "is more than", test)
        case ScoreTest(score=score, test=Between(low=low)):
            return Floor(stage.name, score, low, strict=False, test=test)
        case GradeTest():
            return _of_grade(policy, stage, test)
        case _:
            return None


def _of_grade(policy: Policy, stage: Stage, test: GradeTest) -> Floor | None:
    """A grade by the bands of a score: its best levels down to one are the score from the foot of that one on."""
    grade = policy.grades[test.grade]
    if grade.score is None:
        return None
    match test.op:
        case "is at least":
            last = grade.rank(test.levels[0])
        case "is more than":
            last = grade.rank(test.levels[0]) - 1
        case "is" | "is one of":
            ranks = sorted(grade.rank(level) for level in test.levels)
            last = ranks[-1] if ranks == list(range(len(ranks))) else -1
        case _:
            last = -1
    bands = [level.test for level in grade.levels[: last + 1]]
    foot = bands[-1] if bands else None
    if not isinstance(foot, Band) or foot.low is None or not _descend(bands):
        return None
    return Floor(stage.name, grade.score, Fixed(foot.low), strict=False, test=test)


def _descend(bands: list[Band | Condition | None]) -> bool:
    """Whether each band ends where the one before it, which is better, begins, the best being without an end."""
    ends = [band.high for band in bands if isinstance(band, Band)]
    feet = [band.low for band in bands if isinstance(band, Band)]
    return len(ends) == len(bands) and ends[0] is None and ends[1:] == feet[:-1]


def _matters(policy: Policy, stage: Stage, floor: Floor) -> bool:
    """Whether the stage can depend on it."""
    assert stage.when is not None
    return supposed(policy, stage.when, floor, holds=True) is not False and (
        supposed(policy, stage.when, floor, holds=False) is not True
    )


def _grade(policy: Policy, floor: Floor, name: str) -> Grade:
    stage = policy.stages[floor.stage]
    assert stage.when is not None

    def level(called: str, test: Condition | None) -> Level:
        return Level(stage.span, f"grade {name}/{called}", None, called, called, test)

    levels = []
    without = supposed(policy, stage.when, floor, holds=False)
    if not isinstance(without, bool):
        levels.append(level(ALWAYS, without))
    within = supposed(policy, stage.when, floor, holds=True)
    if isinstance(within, bool):
        levels.append(level(ENOUGH, None))
    else:
        levels += [level(ENOUGH, within), level("never", None)]
    return Grade(stage.span, f"grade {name}", None, name, name, None, tuple(levels))


def _free(policy: Policy, wish: str) -> str:
    """A name that nothing of the policy has."""
    taken = {*policy.lead.fields, *policy.activities, *policy.defines, *policy.scores, *policy.grades}
    taken |= {*policy.values, *policy.lists, *policy.responses}
    while wish in taken:
        wish += "_"
    return wish
