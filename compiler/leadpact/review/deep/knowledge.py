"""What has been found out already, and what merely follows from it: that is not said a second time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from leadpact.solver.asks import (
    All,
    Any,
    Ask,
    DisqualifyHolds,
    GradeIs,
    Holds,
    No,
    ResponseHolds,
    RouteHolds,
    StageHolds,
    StageIs,
)
from leadpact_dsl.checks.dates import states
from leadpact_dsl.checks.plain import levels, stages
from leadpact_dsl.checks.spreads import BEGIN, END, Cut, Run, Spread, inside, spread_of
from leadpact_dsl.checks.walk import opened
from leadpact_dsl.model import Band, Combined, Condition, DefineTest, GradeTest, Not, Policy, ScoreTest, StageTest


@dataclass
class Knowledge:
    """Asks that are never so, and sets of them that are never so together. `follows` is about one more set."""

    policy: Policy
    _cores: list[frozenset[Ask]] = field(default_factory=list)
    _never: set[Ask] = field(default_factory=set)
    _always: set[Ask] = field(default_factory=set)
    _scores_never: list[tuple[str, Spread]] = field(default_factory=list)
    _scores_always: list[tuple[str, Spread]] = field(default_factory=list)

    def learn(self, core: Sequence[Ask]) -> None:
        """These asks are never so together."""
        if len(core) != 1:
            self._cores.append(frozenset(core))
            return
        (ask,) = core
        found, scores, inner = (
            (self._always, self._scores_always, ask.ask)
            if isinstance(ask, No)
            else (self._never, self._scores_never, ask)
        )
        found.add(inner)
        if isinstance(inner, Holds) and isinstance(inner.condition, ScoreTest):
            scores.extend((inner.condition.score, spread) for spread in self._spreads(inner.condition))

    def follows(self, asks: Sequence[Ask]) -> bool:
        """Whether it is known already that they are never so together."""
        wanted = frozenset(asks)
        return any(core <= wanted for core in self._cores) or any(self._ask(ask) is False for ask in asks)

    def _ask(self, ask: Ask) -> bool | None:
        """True, false, or None where nothing is known."""
        if ask in self._never:
            return False
        if ask in self._always:
            return True
        match ask:
            case All(asks=items):
                return _at_least(len(items), [self._ask(item) for item in items])
            case Any(asks=items):
                return _at_least(1, [self._ask(item) for item in items])
            case No(ask=item):
                return _opposite(self._ask(item))
            case Holds(condition=condition, score=score):
                return self._condition(condition, score)
            case StageHolds(stage=name) if not self.policy.stages[name].recorded_by:
                when = self.policy.stages[name].when
                return None if when is None else self._condition(when, None)
            case DisqualifyHolds(name=name):
                return self._condition(self.policy.disqualify[name].when, None)
            case RouteHolds(route=name):
                when = self.policy.routes[name].when
                return False if when is not None and self._condition(when, None) is False else None
            case ResponseHolds(response=name):
                applies_to = self.policy.responses[name].applies_to
                return None if applies_to is None else self._condition(applies_to, None)
            case _:
                return None

    def _condition(self, condition: Condition, score: str | None) -> bool | None:
        ask = Holds(0, condition, score)
        if ask in self._never or ask in self._always:
            return ask in self._always
        match condition:
            case DefineTest():
                when = opened(self.policy, condition)
                return None if when is None else self._condition(when, None)
            case Not():
                return _opposite(self._condition(condition.item, score))
            case Combined(kind="all"):
                return _at_least(len(condition.items), self._each(condition, score))
            case Combined(kind="any"):
                return _at_least(1, self._each(condition, score))
            case Combined():
                return _at_least(condition.at_least, self._each(condition, score))
            case ScoreTest():
                return self._score(condition)
            case GradeTest():
                passing = levels(self.policy, condition)
                return None if any(self._may_be_at(condition.grade, name) for name in passing) else False
            case StageTest() if condition.op not in ("is not", "is none of"):
                passing = stages(self.policy, condition)
                left = [name for name in passing if StageIs(0, name) not in self._never]
                return None if any(self._ask(StageHolds(0, name)) is not False for name in left) else False
            case _:
                return None

    def _may_be_at(self, grade: str, level: str) -> bool:
        """Whether nothing is known against some lead's having this level."""
        if GradeIs(0, grade, level) in self._never:
            return False
        found = self.policy.grades[grade]
        test = next(one.test for one in found.levels if one.name == level)
        match test:
            case None:
                return True
            case Band(low, high, high_in):
                end = END if high is None else Cut(high, high_in)
                spread = (Run(BEGIN if low is None else Cut(low, False), end),)
                never = (other for name, other in self._scores_never if name == found.score)
                return not any(inside(spread, other) for other in never)
            case condition:
                return self._condition(condition, None) is not False

    def _each(self, condition: Combined, score: str | None) -> list[bool | None]:
        return [self._condition(item, score) for item in condition.items]

    def _score(self, test: ScoreTest) -> bool | None:
        """A test that is stricter than one that never holds, or wider than one that always does."""
        spreads = self._spreads(test)
        never = [spread for name, spread in self._scores_never if name == test.score]
        if all(any(inside(spread, other) for other in never) for spread in spreads):
            return False
        always = [spread for name, spread in self._scores_always if name == test.score]
        return True if all(any(inside(other, spread) for other in always) for spread in spreads) else None

    def _spreads(self, test: ScoreTest) -> list[Spread]:
        return [spread_of(self.policy, test.test, state.instant) for state in states(self.policy)]


def _opposite(found: bool | None) -> bool | None:
    return None if found is None else not found


def _at_least(count: int, found: Sequence[bool | None]) -> bool | None:
    """Whether so many hold, as far as each is known."""
    if sum(one is True for one in found) >= count:
        return True
    return False if sum(one is not False for one in found) < count else None
