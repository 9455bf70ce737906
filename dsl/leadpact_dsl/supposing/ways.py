"""The smallest set of changes that makes a condition hold or not hold, a score fall where it should, a grade its level.

Changes are counted as leaves of conditions, activities that happen, and rows that a field falls into. What holds
already is taken to stay; whether two leaves can be true together in life is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, assert_never

from leadpact_dsl.decision import Truth
from leadpact_dsl.evaluate.comparing import amount_holds, level_holds
from leadpact_dsl.evaluate.conditions import truth
from leadpact_dsl.evaluate.frame import Frame
from leadpact_dsl.model import (
    Band,
    Between,
    Combined,
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
from leadpact_dsl.supposing.options import ScoreOptions

Wanted: TypeAlias = "Order | Between | Band"


@dataclass(frozen=True)
class PointsNeeded:
    """A score that has to move: from `value` to `would_be`, so that `wanted` holds (or does not: `to` is False)."""

    score: str
    value: Decimal
    would_be: Decimal
    wanted: Wanted
    to: bool


class Ways:
    """The search over one frame. Every answer is a set of changes, or None where no change can bring it about."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.ledger = Ledger()
        self._scores = ScoreOptions(self)
        self._needed: dict[PointsNeeded, Changes] = {}

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
                needs.append(self.to(truth(level.test, self.frame.all), level.name == wanted.name))
        return join(needs)

    def score(self, name: str, test: Wanted, wanted: bool) -> Changes | None:
        """For a score to pass a test, or not to: of the fewest changes those that move it least."""
        now = self.frame.score(name).value
        options = self._scores.of(name)
        good = [value for value in options if self._passes(test, value) is wanted]
        if not good:
            return None
        best = min(good, key=lambda value: (size(options[value]), abs(value - now), value))
        self._needed[PointsNeeded(name, now, best, test, wanted)] = options[best]
        return options[best]

    def points_needed(self, chosen: Changes) -> tuple[PointsNeeded, ...]:
        """The scores that have to move along a way that was found."""
        return tuple(
            points for points, changes in self._needed.items() if changes != NONE and changes & chosen == changes
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
