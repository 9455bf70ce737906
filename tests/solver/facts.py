"""All that a decision of the reference says, as questions that have to be answered with yes for its lead."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from leadpact.solver import asks
from leadpact.solver.asks import Ask
from leadpact_dsl.decision import Decision, RuleLine
from leadpact_dsl.model import Policy


def facts_of(policy: Policy, decision: Decision, which: int = 0) -> Iterator[Ask]:
    for name, found in decision.defines.items():
        asked = asks.Holds(which, policy.defines[name].when)
        yield asked if found.holds else asks.No(asked)
    for name, result in decision.scores.items():
        yield asks.ScoreAtLeast(which, name, result.value)
        yield asks.No(asks.ScoreAtLeast(which, name, result.value + Decimal("0.01")))
        for line in result.lines:
            if isinstance(line, RuleLine):
                pays = asks.Pays(which, line.clause.id)
                yield pays if line.paid else asks.No(pays)
    for name, grade in decision.grades.items():
        yield asks.GradeIs(which, name, grade.level)
    yield asks.StageIs(which, decision.stage)
    for stage in decision.stages:
        held = asks.StageHolds(which, stage.stage)
        yield held if stage.holds else asks.No(held)
    yield asks.DisqualifiedBy(which, decision.disqualified)
    recycle = decision.recycle
    yield asks.RecycleIs(which, recycle.rule if recycle is not None and recycle.in_force else None)
    yield asks.RouteIs(which, None if decision.route is None else decision.route.route)
    for cycle in decision.cycles:
        if cycle.started_at == decision.as_of:
            yield asks.ResponseIs(which, cycle.clock, cycle.response)
