"""The smallest set of changes that makes a condition hold or not hold, a score fall where it should, a grade its level.

Changes are counted as leaves of conditions, activities that happen, and rows that a field falls into. Whether two of
them can come true together in life is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, islice
from typing import TypeAlias, assert_never

from leadpact_dsl.decision import Truth
from leadpact_dsl.evaluate.comparing import amount_holds, level_holds
from leadpact_dsl.evaluate.conditions import truth
from leadpact_dsl.evaluate.frame import Frame
from leadpact_dsl.model import (
    Band,
    Between,
    Combined,
    Condition,
    DefineTest,
    FieldTest,
    GradeTest,
    Happened,
    Level,
    Not,
    Order,
    ScoreTest,
    StageTest,
)
from leadpact_dsl.supposing.changes import NONE, Becomes, Changes, Ledger, join, size, smallest
from leadpact_dsl.supposing.findings import Findings
from leadpact_dsl.supposing.options import ScoreOptions
from leadpact_dsl.supposing.supposed import Supposed

Wanted: TypeAlias = "Order | Between | Band"


@dataclass(frozen=True)
class PointsNeeded:
    """A score that has to move: from `value` to `would_be`, so that `wanted` holds (or does not: `to` is False)."""

    score: str
    value: Decimal
    would_be: Decimal
    wanted: Wanted
    to: bool


Goal: TypeAlias = "Callable[[Supposed], bool]"
"""Whether the lead is where it was asked to be."""

_MOST_TRIALS = 5000
_MOST_WORK = 200_000
"""Rules looked at by all trials of one search: a policy of a thousand rules has fewer trials than one of ten."""
_FEW = 4


def trials(rules: int) -> int:
    """How many sets of changes are tried where each trial works out so many rules."""
    return min(_MOST_TRIALS, _MOST_WORK // max(1, rules))


class Ways:
    """The search over one frame. Every answer is a set of changes, or None where no change is known to bring it about.

    `to`, `level` and `score` propose a way, part by part, as if the parts had nothing to do with each other; `best`
    proves it on the whole, and looks for a smaller one.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.ledger = Ledger()
        self._scores = ScoreOptions(self)
        self._findings: dict[str, Findings] = {}
        self._truths: dict[int, Truth] = {}
        self._asked: dict[tuple[str, Wanted, bool], None] = {}

    def findings(self, score: str) -> Findings:
        if score not in self._findings:
            found = Findings.of(self.frame.score(score), self.frame)
            self._findings[score] = found
            for each in found.truths():
                self._meet(each)
        return self._findings[score]

    def found(self, condition: Condition) -> Truth:
        """The truth of a condition of the policy that is not written in a score."""
        if id(condition) not in self._truths:
            self._truths[id(condition)] = truth(condition, self.frame.all)
            self._meet(self._truths[id(condition)])
        return self._truths[id(condition)]

    def _meet(self, found: Truth) -> None:
        """Take up every leaf as a change that might help, be it only that another change does no harm."""
        if isinstance(found.condition, FieldTest | StageTest | Happened):
            self.ledger.one(Becomes(found))
        for part in found.parts:
            self._meet(part)

    def best(self, goal: Goal, proposed: Changes | None) -> Changes | None:
        """A way that is proven to lead there, and of which no change can be spared.

        As long as the trials last, every smaller set of the changes met so far is tried as well.
        """
        best = next(filter(self._proof(goal), self._around(proposed)), None)
        if best is None:
            return next(filter(self._proof(goal), self._sets(_FEW)), None)
        for single in self.ledger.single():
            if best & single and goal(Supposed(self, best & ~single)):
                best &= ~single
        return next(filter(self._proof(goal), self._sets(size(best) - 1)), best)

    def _proof(self, goal: Goal) -> Callable[[Changes], bool]:
        return lambda changes: goal(Supposed(self, changes))

    def _around(self, proposed: Changes | None) -> Iterator[Changes]:
        """What was proposed, and then with a few changes more, where its parts get into each other's way."""
        if proposed is not None:
            yield proposed
            yield from (proposed | more for more in self._sets(_FEW))

    def _sets(self, most: int) -> Iterator[Changes]:
        """Sets of the changes met so far, the small ones first, as many as there are trials."""
        known = self.ledger.single()
        sets = (sum(chosen) for few in range(1, most + 1) for chosen in combinations(known, few))
        return islice(sets, trials(sum(len(findings.lines) for findings in self._findings.values())))

    def to(self, found: Truth, wanted: bool) -> Changes | None:
        """What would have to change for a condition to hold, or to hold no more."""
        if found.holds is wanted:
            return NONE
        condition = found.condition
        match condition:
            case Combined():
                return self._combined(condition, found, wanted)
            case DefineTest():
                return self.to(found.parts[0], wanted)
            case Not():
                inner = found.parts[0]
                # A `not` over an unknown field holds no more than the field does: it has to become known.
                return self.ledger.one(Becomes(found)) if inner.holds is not wanted else self.to(inner, not wanted)
            case ScoreTest(score=name, test=test):
                return self.score(name, test, wanted)
            case GradeTest(grade=name):
                levels = self.frame.policy.grades[name].levels
                good = [one for one in levels if level_holds(condition, one.name, self.frame.policy) is wanted]
                return smallest(self.level(name, one) for one in good)
            case FieldTest() | StageTest() | Happened():
                return self.ledger.one(Becomes(found))
            case _:
                assert_never(condition)

    def level(self, grade: str, wanted: Level) -> Changes | None:
        """For a grade to have a level: its score in the level's band, or its condition true and those before it not."""
        declared = self.frame.policy.grades[grade]
        if self.frame.grade(grade).level == wanted.name:
            return NONE
        if isinstance(wanted.test, Band):
            return None if declared.score is None else self.score(declared.score, wanted.test, True)
        needs: list[Changes | None] = []
        for level in declared.levels[: declared.rank(wanted.name) + 1]:
            if level.test is not None and not isinstance(level.test, Band):
                needs.append(self.to(self.found(level.test), level.name == wanted.name))
        return join(needs)

    def score(self, name: str, test: Wanted, wanted: bool) -> Changes | None:
        """For a score to pass a test, or not to: of the fewest changes those that move it least."""
        now = self.frame.score(name).value
        options = self._scores.of(name)
        good = [value for value in options if self._passes(test, value) is wanted]
        if not good:
            return None
        best = min(good, key=lambda value: (size(options[value]), abs(value - now), value))
        self._asked[name, test, wanted] = None
        return options[best]

    def points_needed(self, chosen: Changes) -> tuple[PointsNeeded, ...]:
        """The scores that have to move along a way that was found."""
        supposed = Supposed(self, chosen)
        needed = (
            PointsNeeded(name, self.frame.score(name).value, supposed.score(name), test, wanted)
            for name, test, wanted in self._asked
        )
        return tuple(
            points
            for points in needed
            if self._passes(points.wanted, points.would_be) is points.to
            and self._passes(points.wanted, points.value) is not points.to
        )

    def _passes(self, test: Wanted, value: Decimal) -> bool:
        if isinstance(test, Band):
            return test.holds(value)
        return amount_holds(test, value, self.frame.policy, self.frame.instant)

    def _combined(self, condition: Combined, found: Truth, wanted: bool) -> Changes | None:
        """The parts that are cheapest to turn, as many as are lacking (or, to make it fail, too many)."""
        held = sum(part.holds for part in found.parts)
        match condition.kind:
            case "all":
                enough = len(found.parts)
            case "any":
                enough = 1
            case "at least":
                enough = condition.at_least
        turn = enough - held if wanted else held - enough + 1
        ways = [way for part in found.parts if part.holds is not wanted and (way := self.to(part, wanted)) is not None]
        return join(sorted(ways, key=size)[:turn]) if len(ways) >= turn else None
