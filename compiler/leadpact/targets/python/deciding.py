"""The function that decides, from the lead's fields to the decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from leadpact.plan import Plan
from leadpact.plan.activities import Count, Distinct, Latest, Source
from leadpact.plan.numbers import Const, Dial, InputNumber, LatestOf, Now, Number, ScoreNumber, Times
from leadpact.plan.points import Band, GradeText, Score
from leadpact.plan.tests import AtLeast, DefineHolds, GradeIn, StageIn, Test, all_of
from leadpact.targets.python.absent import items_by_need
from leadpact.targets.python.constants import literal, text
from leadpact.targets.python.expressions import as_test, number_text
from leadpact.targets.python.features import Feature, features_of
from leadpact.targets.python.frame import Frame
from leadpact.targets.python.loops import Loops, Zone, larger
from leadpact.targets.python.paying import in_turn_of
from leadpact.targets.python.scopes import LeadScope, Named
from leadpact.targets.python.scoring import Scoring
from leadpact.targets.python.standing import Standing
from leadpact.targets.python.telling import Telling
from leadpact.targets.python.waiting import Alone, asked_alone, in_turn
from leadpact.targets.python.walk import reached


class Deciding:
    """What a frame can be asked for by name: definitions, scores, grades and the standing of the lead."""

    def __init__(self, frame: Frame, roots: Iterable[object], telling: Telling | None = None) -> None:
        self.frame = frame
        self.plan: Plan = frame.plan
        self.scope = LeadScope(frame, self._number_on, self._named_on, self._any_of_on)
        alone = asked_alone(frame.plan, roots)
        self.loops = Loops(self.scope, zones_of(frame.plan, roots, alone), alone)
        self.scoring = Scoring(self.scope, self.loops, telling)
        self.standing = Standing(self.scope, self.loops)
        self._of: dict[int, Deciding] = {id(frame): self}

    def inside(self, outer: Deciding) -> None:
        """What stands still is worked out by the outer one."""
        self._of |= outer._of

    def _number_on(self, frame: Frame, number: Number) -> str:
        return self._of[id(frame)].number(number)

    def _named_on(self, frame: Frame, test: Named) -> str:
        return self._of[id(frame)].named(test)

    def _any_of_on(self, frame: Frame, source: Source) -> tuple[str, int]:
        return self._of[id(frame)].loops.any_of(source)

    def number(self, number: Number) -> str:
        match number:
            case Now(shift):
                return self.frame.since(shift)
            case Dial(name):
                return self.frame.worked_out(number, lambda on: _dial(on, name))
            case ScoreNumber(name):
                return self.frame.worked_out(
                    number, lambda on: self._of[id(on)].scoring.score(self.plan.scores[name]), number
                )
            case Count() | Distinct() | Latest():
                return self.loops.name(number)
            case LatestOf(instants):
                found = [number_text(self.scope, one) for one in instants]
                if len(found) == 1:
                    return found[0]
                return self.frame.worked_out(number, lambda on: on.assign("latest", larger(found)))
            case Const() | InputNumber() | Times():
                return number_text(self.scope, number)
            case _:
                assert_never(number)

    def score(self, name: str) -> str:
        return self.number(ScoreNumber(name))

    def named(self, test: Named) -> str:
        match test:
            case DefineHolds(name):
                return self.frame.worked_out(test, lambda on: self._of[id(on)].define(name), test)
            case GradeIn(grade, levels):
                level = self.grade(grade)
                return f"{level} == {text(levels[0])}" if len(levels) == 1 else f"{level} in {literal(levels)}"
            case GradeText(grade):
                return self.grade(grade)
            case StageIn(stages):
                return f"{self.standing.stage()} in {literal(stages)}"
            case _:
                assert_never(test)

    def define(self, name: str) -> str:
        test = self.plan.defines[name]

        def note() -> None:
            self.frame.note(self.plan.policy.defines[name].span)

        if (found := in_turn(self.scope, self.loops, DefineHolds(name), test, name, note)) is not None:
            return found
        holds = as_test(self.scope, test)
        note()
        return self.frame.conclude(name, holds)

    def grade(self, name: str) -> str:
        return self.frame.worked_out(("grade", name), lambda on: self._of[id(on)].make_grade(name), GradeIn(name, ()))

    def run_if(self, test: Test, line: str) -> None:
        """Runs a line that leaves the function if a test holds; what is dear is worked out only while that is open."""
        match test:
            case AtLeast(count=1, tests=tests):
                for one in tests:
                    self.run_if(one, line)
            case AtLeast(count=count, tests=tests) if count == len(tests):
                first, *rest = sorted(tests, key=self._cost)
                self.frame.add(f"if {as_test(self.scope, first)}:")
                self.frame.branch(lambda: self.run_if(all_of(*rest), line))
            case GradeIn(grade, (level,)) if (best := self._best(grade, level)) is not None:
                self.run_if(best, line)
            case _:
                self.frame.add(f"if {as_test(self.scope, test)}:", f"    {line}")

    def _best(self, grade: str, level: str) -> Test | None:
        """The test of the first level of a grade, if that is the one asked for."""
        first = self.plan.grades[grade].levels[0]
        return first.test if first.name == level and not isinstance(first.test, Band) else None

    def _cost(self, test: Test) -> int:
        return len(features_of(self.plan, [test]))

    def make_grade(self, name: str) -> str:
        grade = self.plan.grades[name]
        by = "" if grade.by is None else number_text(self.scope, grade.by)
        bands = [level.test for level in grade.levels if isinstance(level.test, Band)]
        tests = iter(in_turn_of(by, bands))
        found = []
        for level in grade.levels:
            match level.test:
                case None:
                    found.append((level.name, ""))
                case Band():
                    found.append((level.name, next(tests, "")))
                case test:
                    found.append((level.name, as_test(self.scope, test)))
        self.frame.note(grade.clause.span)
        chosen = "".join(f"{text(level)} if {holds} else " for level, holds in found[:-1])
        # Levels leave nothing out: what is none of the others is the last.
        return self.frame.assign(name, f"{chosen}{text(found[-1][0])}")


def zones_of(plan: Plan, roots: Iterable[object], alone: Alone) -> dict[Feature, Zone]:
    """All that the roots ask of activities; what one branch of one score alone asks for is of that zone, and what one
    condition outside of such branches alone asks for is of its own."""
    zones: dict[Feature, set[Zone]] = {}
    scores = [node for node in reached(plan, roots) if isinstance(node, Score)]
    for score in scores:
        for need, needed in items_by_need(plan, score).items():
            # Another score that an item looks at has branches of its own.
            for feature in features_of(plan, needed, leaving_out=set(scores)):
                zones.setdefault(feature, set()).add(None if need is None else (score.clause.name, need))
    items = {item for score in scores for item in score.items}
    for feature in features_of(plan, (*roots, *scores), leaving_out=items):
        zones.setdefault(feature, set()).add(None)
    found: dict[Feature, Zone] = {feature: next(iter(of)) if len(of) == 1 else None for feature, of in zones.items()}
    for place, asked in enumerate(alone.values()):
        for feature in found:
            if feature in asked and found[feature] is None:
                found[feature] = (f"condition {place}", None)
    return found


def _dial(on: Frame, name: str) -> str:
    table = on.plan.dials[name]
    clause = on.plan.policy.values[name]
    on.note(clause.span)
    chosen = str(table.amounts[-1])
    parts = [
        f"{amount} if {on.now} < {since:_} else " for since, amount in zip(table.since, table.amounts, strict=False)
    ]
    return on.assign(name, "".join(parts) + chosen)
