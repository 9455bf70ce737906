"""Where a lead stands and where it goes: disqualified, in a recycle, its stage, its route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from leadpact.plan.activities import Bound, Latest, Pick, Source
from leadpact.plan.flow import Recycle, Route, Stage
from leadpact.plan.numbers import LatestOf
from leadpact.targets.sql.dialects import hex_number, mod, sha256_hex
from leadpact.targets.sql.expressions import as_number, as_test, latest_of, within
from leadpact.targets.sql.features import Earliest
from leadpact.targets.sql.places import place
from leadpact.targets.sql.terms import (
    all_of,
    any_of,
    case,
    coalesced,
    is_known,
    negated,
    number,
    plus,
    text,
)
from leadpact_dsl.frozen import frozen
from leadpact_dsl.model import Clause

_SHARED = 7

if TYPE_CHECKING:
    from leadpact.targets.sql.lead_values import LeadValues


@frozen
class Recycled:
    """The rule of the latest return; all NULL without one, `in_force` false."""

    rule: exp.Expression
    since: exp.Expression
    until: exp.Expression
    in_force: exp.Expression


@frozen
class Routed:
    route: exp.Expression
    person: exp.Expression
    team: exp.Expression


class Standing:
    """Each part is worked out when it is first asked for."""

    def __init__(self, values: LeadValues) -> None:
        self._values = values
        self._stage: exp.Expression | None = None
        self._recycled: Recycled | None = None
        self._disqualified: exp.Expression | None = None

    def disqualified(self) -> exp.Expression:
        """The name of the first rule that holds."""
        if self._disqualified is None:
            rules = self._values.plan.disqualify
            whens = [(as_test(self._values, rule.when), text(rule.clause.name)) for rule in rules]
            comment = rules[0].clause if rules else None
            self._disqualified = self._put("disqualified", case(whens, None), comment)
        return self._disqualified.copy()

    def recycled(self) -> Recycled:
        """The latest return decides; of two at one instant the rule written first."""
        if self._recycled is None:
            self._recycled = self._recycle(self._values.plan.recycle)
        return self._recycled

    def stage(self) -> exp.Expression:
        """The furthest stage that holds; a disqualification or a recycle in force beats them all."""
        if self._stage is None:
            stages = self._values.plan.stages
            whens = [(self._holds(stage), text(stage.clause.name)) for stage in reversed(stages[1:])]
            furthest = case(whens, text(stages[0].clause.name) if stages else None)
            beaten = self._beaten()
            found = furthest if beaten is None else case([(negated(beaten), furthest)], None)
            self._stage = self._put("stage", found, stages[0].clause if stages else None)
        return self._stage.copy()

    def stage_recorded_at(self) -> exp.Expression:
        """When the stage that the lead is at was recorded; NULL where it was not."""
        whens = [
            (exp.EQ(this=self.stage(), expression=text(stage.clause.name)), self._recorded(stage))
            for stage in self._values.plan.stages
            if stage.clause.recorded_by
        ]
        return self._put("stage_recorded_at", case(whens, None), None)

    def routed(self) -> Routed:
        """The first route that the lead can take, with whom it leads to."""
        routes, beaten = self._values.plan.routes, self._beaten()
        open_to = [] if beaten is None else [negated(beaten)]
        taken: list[tuple[exp.Expression, Route]] = []
        for route in routes:
            tests = [] if route.when is None else [as_test(self._values, route.when)]
            if route.clause.person_in is not None:
                tests.append(is_known(self._field(route)))
            taken.append((all_of([*open_to, *tests]) if open_to or tests else exp.true(), route))
        name = self._put(
            "route",
            case([(test, text(one.clause.name)) for test, one in taken], None),
            routes[0].clause if routes else None,
        )
        person = [
            (self._is(name, route), self._person(self._is(name, route), route))
            for route in routes
            if route.clause.split or route.clause.person_in
        ]
        team = [(self._is(name, route), text(route.clause.team)) for route in routes if route.clause.team]
        return Routed(name, self._put("person", case(person, None), None), self._put("team", case(team, None), None))

    # ------------------------------------------------------------------------------------------------------ recycle

    def _recycle(self, rules: tuple[Recycle, ...]) -> Recycled:
        nothing = exp.Null()
        if not rules:
            return Recycled(nothing, nothing, nothing, exp.false())
        values = self._values
        returned = [
            self._put(
                f"{rule.clause.name}_at", latest_of([as_number(values, one) for one in rule.returns]), rule.clause
            )
            for rule in rules
        ]
        since = self._put("recycle_since", latest_of([one.copy() for one in returned]), None)
        its = [exp.EQ(this=one.copy(), expression=since.copy()) for one in returned]
        rule_name = case([(test, text(rule.clause.name)) for test, rule in zip(its, rules, strict=True)], None)
        name = self._put("recycle", rule_name, rules[0].clause)
        ends = [(self._named(name, rule), plus([since.copy(), number(rule.clause.duration)])) for rule in rules]
        until = self._put("recycle_until", case(ends, None), None)
        back = [
            (self._named(name, rule), negated(coalesced(as_test(values, rule.back), exp.false())))
            for rule in rules
            if rule.back is not None
        ]
        running = coalesced(exp.LT(this=values.now, expression=until.copy()), exp.false())
        in_force = all_of([running, case(back, exp.true())]) if back else running
        return Recycled(name, since, until, self._put("recycle_in_force", in_force, None))

    def _beaten(self) -> exp.Expression | None:
        """Whether something beats the stages; None where nothing can."""
        plan = self._values.plan
        beaten = [is_known(self.disqualified())] if plan.disqualify else []
        beaten += [self.recycled().in_force.copy()] if plan.recycle else []
        return exp.Paren(this=any_of(beaten)) if len(beaten) > 1 else beaten[0] if beaten else None

    # ------------------------------------------------------------------------------------------------------- stages

    def _holds(self, stage: Stage) -> exp.Expression:
        holds = [self._is_recorded(stage)] if stage.clause.recorded_by else []
        holds += [] if stage.when is None else [as_test(self._values, stage.when)]
        return self._put(f"is_{stage.clause.name}", coalesced(any_of(holds), exp.false()), stage.clause)

    def _is_recorded(self, stage: Stage) -> exp.Expression:
        """Whether there is a record that counts, which the latest one tells; NULL without any."""
        source = self._records(stage)
        latest = self._values.feature(Latest(Source(source.picks)))
        if not source.bounds:
            return is_known(latest)
        return within(source.bounds[0], latest, self.recycled().since.copy())

    def _recorded(self, stage: Stage) -> exp.Expression:
        return self._values.feature(Earliest(self._records(stage)))

    def _records(self, stage: Stage) -> Source:
        """Those that are not before the latest return: what was recorded before no longer counts."""
        plan = self._values.plan
        kinds = [name for name in plan.policy.activities if name in stage.clause.recorded_by]
        returns = tuple(dict.fromkeys(one for rule in plan.recycle for one in rule.returns))
        bounds = (Bound(">=", LatestOf(returns)),) if returns else ()
        return Source(tuple(Pick(kind, None) for kind in kinds), bounds)

    # ------------------------------------------------------------------------------------------------------- routes

    def _field(self, route: Route) -> exp.Expression:
        assert route.clause.person_in is not None
        name = route.clause.person_in.name
        asked = next(one for one in self._values.plan.lead if one.name == name)
        # A person may be named by a choice as well.
        return self._values.text(asked) if asked.type == "text" else self._values.value(asked)

    def _person(self, taken: exp.Expression, route: Route) -> exp.Expression:
        people = route.clause.split
        if not people:
            return self._field(route)
        share = self._share(taken, len(people))
        cases = [(exp.EQ(this=share.copy(), expression=number(i)), text(name)) for i, name in enumerate(people[:-1])]
        return case(cases, text(people[-1]))

    def _share(self, split: exp.Expression, names: int) -> exp.Expression:
        """Which of so many names a lead that is split among them falls to: the first seven digits of its id's hash, as
        a number, modulo theirs. Hashes take their time, and so are taken of no other leads."""
        digits = exp.Substring(this=sha256_hex(self._values.record.id), start=number(1), length=number(_SHARED))
        return self._put("share", case([(split, mod(hex_number(digits), number(names)))], None), None)

    def _is(self, name: exp.Expression, route: Route) -> exp.Expression:
        return exp.EQ(this=name.copy(), expression=text(route.clause.name))

    def _named(self, name: exp.Expression, rule: Recycle) -> exp.Expression:
        return exp.EQ(this=name.copy(), expression=text(rule.clause.name))

    def _put(self, wish: str, expression: exp.Expression, clause: Clause | None) -> exp.Expression:
        comment = "" if clause is None else place(clause)
        return self._values.layers.put(wish, expression, comment, "standing")
