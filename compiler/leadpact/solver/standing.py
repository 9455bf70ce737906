"""Grades, stages, routes and what else follows from scores, as literals of a model."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from leadpact.plan.flow import Grade, Response
from leadpact.plan.points import Band
from leadpact.plan.tests import Test
from leadpact.solver.circuit import FALSE, TRUE, Lit
from leadpact.solver.ground import Ground
from leadpact.solver.reach import recorded

if TYPE_CHECKING:
    from leadpact.solver.sight import Sight


class Standing:
    def __init__(self, ground: Ground, sight: Sight) -> None:
        self._circuit = ground.circuit
        self._keys = ground.both.keys
        self._plans = ground.both.plans
        self._sight = sight
        self._stages: dict[tuple[str, int], list[Lit]] = {}

    def levels(self, which: int, grade: Grade) -> list[Lit]:
        """For each level whether it is the one reached."""
        key = ("grade", self._keys.of(which, grade))
        if key not in self._stages:
            tests = [self._level(which, grade, level.test) for level in grade.levels]
            self._stages[key] = self._first(tests)
        return self._stages[key]

    def _level(self, which: int, grade: Grade, test: Band | Test | None) -> Lit:
        match test:
            case None:
                return TRUE
            case Band(low, high, high_in):
                assert grade.by is not None
                value = self._sight.number(which, grade.by).at
                above = TRUE if low is None else self._circuit.ge(value, low)
                below = TRUE if high is None else self._circuit.le(value, high if high_in else high - 1)
                return self._circuit.all_of((above, below))
            case _:
                return self._sight.holds(which, test)

    def _first(self, lits: Iterable[Lit]) -> list[Lit]:
        """Of several in order, which is the first that holds."""
        found, open_still = [], TRUE
        for lit in lits:
            found.append(self._circuit.all_of((open_still, lit)))
            open_still = self._circuit.all_of((open_still, -lit))
        return found

    def stages(self, which: int) -> list[Lit]:
        """For each stage whether it holds, whatever comes later and whatever beats stages."""
        key = ("stages", self._keys.standing(which))
        if key not in self._stages:
            plan = self._plans[which]
            found = []
            for place, stage in enumerate(plan.stages):
                recorded = self._recorded(which, stage.clause.recorded_by)
                now = FALSE if stage.when is None else self._sight.holds(which, stage.when)
                found.append(TRUE if place == 0 else self._circuit.any_of((recorded, now)))
            self._stages[key] = found
        return self._stages[key]

    def _recorded(self, which: int, kinds: Sequence[str]) -> Lit:
        """A record that is not before the latest return."""
        return self._sight.log.any(which, recorded(self._plans[which], kinds)) if kinds else FALSE

    def stage(self, which: int) -> list[Lit]:
        """For each stage whether the lead is at it; the last says that it is at none."""
        key = ("stage", self._keys.standing(which))
        if key not in self._stages:
            beaten = self._circuit.any_of((*self.disqualified(which), *self.recycled(which)))
            furthest = self._first(reversed(self.stages(which)))[::-1]
            self._stages[key] = [*(self._circuit.all_of((lit, -beaten)) for lit in furthest), beaten]
        return self._stages[key]

    def disqualified(self, which: int) -> list[Lit]:
        """For each reason whether it is the first that holds."""
        return self._first(self._sight.holds(which, rule.when) for rule in self._plans[which].disqualify)

    def recycled(self, which: int) -> list[Lit]:
        """For each recycle whether it is in force: of the latest return, not over, and not back sooner."""
        rules, found = self._plans[which].recycle, []
        for place, rule in enumerate(rules):
            duration = rule.clause.duration
            lits = [self._circuit.any_of(self._sight.log.any(which, one.source, duration) for one in rule.returns)]
            lits += [self._sight.log.later(which, rule.returns, other.returns) for other in rules[:place]]
            lits += [-self._sight.log.later(which, other.returns, rule.returns) for other in rules[place + 1 :]]
            if rule.back is not None:
                lits.append(-self._sight.holds(which, rule.back))
            found.append(self._circuit.all_of(lits))
        return found

    def routed(self, which: int) -> list[Lit]:
        """For each route whether the lead takes it."""
        beaten = self.stage(which)[-1]
        return [self._circuit.all_of((-beaten, lit)) for lit in self._first(self.routes(which))]

    def routes(self, which: int) -> list[Lit]:
        """For each route whether its condition holds and it names someone."""
        found = []
        for route in self._plans[which].routes:
            when = TRUE if route.when is None else self._sight.holds(which, route.when)
            person = route.clause.person_in
            if person is not None:
                asked = next(one for one in self._plans[which].lead if one.name == person.name)
                when = self._circuit.all_of((when, self._sight.lead.known(which, asked)))
            found.append(when)
        return found

    def responses(self, which: int, responses: Sequence[Response]) -> list[Lit]:
        """For each response of a clock whether it is the first that applies, for a cycle that starts now."""
        return self._first(self.applies(which, one) for one in responses)

    def applies(self, which: int, response: Response) -> Lit:
        return TRUE if response.applies is None else self._sight.holds(which, response.applies)
