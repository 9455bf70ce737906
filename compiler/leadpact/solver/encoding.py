"""Questions as literals of a model, and the nodes of the plans that they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from leadpact.lower.conditions import condition
from leadpact.lower.lowering import Lowering, units
from leadpact.lower.sources import latest
from leadpact.plan import Plan
from leadpact.plan.activities import Bound, Pick, Source
from leadpact.plan.flow import Clock, Response
from leadpact.plan.numbers import POINTS, ScoreNumber
from leadpact.plan.points import Group, Item, Line
from leadpact.plan.tests import Test
from leadpact.solver import asks
from leadpact.solver.asks import Ask
from leadpact.solver.circuit import FALSE, Lit
from leadpact.solver.ground import Both
from leadpact.solver.reach import standing
from leadpact.solver.sight import Sight
from leadpact_dsl.diagnostics import InternalError


class Questions:
    """Finds what a question is about in the plans; a condition is lowered when it is first met."""

    def __init__(self, both: Both) -> None:
        self.both = both
        self._lowerings = [Lowering(policy) for policy in both.policies]
        self._tests: dict[tuple[int, int, str | None], tuple[object, Test]] = {}
        self._sources: dict[tuple[int, str], Source] = {}

    # ----------------------------------------------------------------------------------------------------- what it is

    def test(self, ask: asks.Holds) -> Test:
        key = (ask.which, id(ask.condition), ask.score)
        if key not in self._tests:
            policy = self.both.policies[ask.which]
            view: tuple[Bound, ...] = ()
            if ask.score is not None and policy.scores[ask.score].follows:
                view = (Bound(">", latest(policy.scores[ask.score].follows, (), policy)),)
            self._tests[key] = (ask.condition, condition(self._lowerings[ask.which], ask.condition, view).test)
        return self._tests[key][1]

    def starts(self, which: int, clock: str) -> Source:
        """What can open a cycle of a clock; what starts it afresh, too."""
        key = (which, clock)
        if key not in self._sources:
            policy = self.both.policies[which]
            begun = policy.clocks[clock]
            kinds = [name for name in policy.activities if name in (*begun.starts, *begun.afresh)]
            self._sources[key] = Source(tuple(Pick(name, None) for name in kinds))
        return self._sources[key]

    def roots(self, ask: Ask) -> Iterator[tuple[int, object]]:
        """The nodes of the plans that decide it."""
        match ask:
            case asks.All(several) | asks.Any(several):
                for one in several:
                    yield from self.roots(one)
                return
            case asks.No(inner):
                yield from self.roots(inner)
                return
            case asks.ScoresDiffer(which, score, other_which, other_score):
                yield which, ScoreNumber(score)
                yield other_which, ScoreNumber(other_score)
                return
            case _:
                pass
        plan = self.both.plans[ask.which]
        for node in self._nodes(plan, ask):
            yield ask.which, node

    def _nodes(self, plan: Plan, ask: Ask) -> tuple[object, ...]:
        match ask:
            case asks.Holds():
                return (self.test(ask),)
            case asks.ScoreAtLeast(score=score):
                return (ScoreNumber(score),)
            case asks.Pays(clause_id=clause_id):
                return (line_of(plan, clause_id),)
            case asks.GradeIs(grade=grade):
                return (plan.grades[grade],)
            case asks.StageIs() | asks.StageHolds():
                return standing(plan)
            case asks.DisqualifiedBy() | asks.DisqualifyHolds():
                return plan.disqualify
            case asks.RecycleIs():
                return plan.recycle
            case asks.RouteIs() | asks.RouteHolds():
                return (*standing(plan), *plan.routes)
            case asks.Starts(which, clock):
                return (self.starts(which, clock),)
            case asks.ResponseIs(which, clock):
                return (self.starts(which, clock), *clock_of(plan, clock).responses)
            case asks.ResponseHolds(response=response):
                return (response_of(plan, response),)
            case asks.All() | asks.Any() | asks.No() | asks.ScoresDiffer():
                raise InternalError("questions made of others have no node of their own")
            case _:
                assert_never(ask)

    # ------------------------------------------------------------------------------------------------ as a literal

    def encode(self, ask: Ask, sight: Sight) -> Lit:
        circuit, earning, stands = sight.circuit, sight.earning, sight.standing
        match ask:
            case asks.All(several):
                return circuit.all_of(self.encode(one, sight) for one in several)
            case asks.Any(several):
                return circuit.any_of(self.encode(one, sight) for one in several)
            case asks.No(inner):
                return -self.encode(inner, sight)
            case asks.Holds(which):
                return sight.holds(which, self.test(ask))
            case asks.ScoreAtLeast(which, score, points):
                return circuit.ge(earning.score(which, score), units(points, POINTS))
            case asks.ScoresDiffer(which, score, other_which, other_score):
                return -circuit.is_(earning.score(which, score) - earning.score(other_which, other_score), 0)
            case asks.Pays(which, clause_id):
                return -circuit.is_(earning.item(which, line_of(self.both.plans[which], clause_id)), 0)
            case asks.GradeIs(which, grade, level):
                levels = self.both.plans[which].grades[grade]
                names = [one.name for one in levels.levels]
                return stands.levels(which, levels)[names.index(level)]
            case asks.StageIs(which, stage):
                at = stands.stage(which)
                return at[-1] if stage is None else at[list(self.both.policies[which].stages).index(stage)]
            case asks.StageHolds(which, stage):
                return stands.stages(which)[list(self.both.policies[which].stages).index(stage)]
            case asks.DisqualifiedBy(which, name):
                return _named(list(self.both.policies[which].disqualify), stands.disqualified(which), name, sight)
            case asks.DisqualifyHolds(which, name):
                rules = self.both.plans[which].disqualify
                return sight.holds(which, next(rule.when for rule in rules if rule.clause.name == name))
            case asks.RecycleIs(which, name):
                return _named(list(self.both.policies[which].recycle), stands.recycled(which), name, sight)
            case asks.RouteIs(which, route):
                return _named(list(self.both.policies[which].routes), stands.routed(which), route, sight)
            case asks.RouteHolds(which, route):
                return stands.routes(which)[list(self.both.policies[which].routes).index(route)]
            case asks.Starts(which, clock):
                return sight.log.any(which, self.starts(which, clock), 1)
            case asks.ResponseIs(which, clock, response):
                responses = clock_of(self.both.plans[which], clock).responses
                names = [one.clause.name for one in responses]
                starts = sight.log.any(which, self.starts(which, clock), 1)
                return circuit.all_of((starts, _named(names, stands.responses(which, responses), response, sight)))
            case asks.ResponseHolds(which, response):
                return stands.applies(which, response_of(self.both.plans[which], response))
            case _:
                assert_never(ask)


def _named(names: list[str], lits: list[Lit], name: str | None, sight: Sight) -> Lit:
    """The one of a name; for None: none of them."""
    if name is None:
        return -sight.circuit.any_of(lits)
    return lits[names.index(name)] if name in names else FALSE


def line_of(plan: Plan, clause_id: str) -> Line:
    """The rule of an id, wherever it stands in its score."""
    for score in plan.scores.values():
        for line in _lines(score.items):
            if line.clause.id == clause_id:
                return line
    raise InternalError(f"no rule is called {clause_id}")


def _lines(items: tuple[Item, ...]) -> Iterator[Line]:
    for item in items:
        if isinstance(item, Group):
            yield from _lines(item.items)
        else:
            yield item


def clock_of(plan: Plan, clock: str) -> Clock:
    return next(one for one in plan.clocks if one.clause.name == clock)


def response_of(plan: Plan, response: str) -> Response:
    """A response without a condition ends its clock's list: one behind it applies to no cycle."""
    found = [one for clock in plan.clocks for one in clock.responses if one.clause.name == response]
    if not found:
        raise InternalError(f"the response {response} stands behind one that applies to all")
    return found[0]
