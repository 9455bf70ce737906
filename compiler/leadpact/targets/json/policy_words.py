"""What each clause of a policy says, in sentences: those of the agreement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, assert_never

from leadpact_dsl import model
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.phrases import activities, amounts, clocks, conditions, expectations, goals, rows, rules, stages
from leadpact_dsl.phrases.conditions import Outline, in_line
from leadpact_dsl.phrases.words import sentence

AnyClause: TypeAlias = (
    "model.Team | model.Value | model.ItemList | model.Activity | model.Define | model.Score | model.Rule | model.Row"
    " | model.ZeroIf | model.Grade | model.Level | model.Stage | model.Disqualify | model.Route | model.Clock"
    " | model.Response | model.Tries | model.Action | model.Recycle | model.Nurture | model.Goal | model.GoalItem"
    " | model.Experiment | model.Expectation"
)
"""All that has an id, a place and a reason."""


def sentences(policy: model.Policy, clause: AnyClause, around: object) -> list[str]:
    """The sentences of one clause, without those of the clauses in it; `around` is the node that holds it."""
    return [
        sentence(said if isinstance(said, str) else in_line(said))
        for said in _said(policy, clause, around)
        if said is not None and said != ""
    ]


def _said(policy: model.Policy, clause: AnyClause, around: object) -> Iterator[str | Outline | None]:
    match clause:
        case model.Team():
            yield None if clause.capacity is None else goals.capacity(policy, clause.capacity)
        case model.Value():
            yield amounts.dial_amounts(clause)
        case model.ItemList() | model.Grade():
            yield None  # its items and levels say it
        case model.Activity():
            yield activities.did(policy, [clause.name])
        case model.Define():
            yield conditions.condition(policy, clause.when)
        case model.Score():
            yield rules.terms(policy, clause) if clause.terms else None
            yield rules.bounds(clause)
            yield rules.follows(policy, clause) if clause.follows else None
        case model.Row():
            if not isinstance(around, model.Table | model.EachTable):
                raise InternalError(f"{clause.id} is a row outside a table.")
            yield f"{rows.row(policy, around, clause)}: {amounts.points(clause.points)}"
        case model.ZeroIf():
            yield rules.zero_if(policy, clause)
        case model.Level():
            if not isinstance(around, model.Grade):
                raise InternalError(f"{clause.id} is a level outside a grade.")
            yield rows.level(policy, around, clause)
        case model.Stage():
            yield stages.stage(policy, clause)
            yield stages.stage_facts(policy, clause)
        case model.Disqualify():
            yield stages.disqualify(policy, clause)
        case model.Route():
            yield stages.route(policy, clause)
        case model.Clock():
            yield clocks.clock(policy, clause)
            yield from clocks.clock_more(policy, clause)
        case model.Response():
            yield clocks.response(policy, clause)
            yield clocks.applies_to(policy, clause)
        case model.Tries():
            yield clocks.tries(policy, clause)
        case model.Action():
            yield clocks.action(policy, clause)
        case model.Recycle():
            yield stages.recycle(policy, clause)
            yield stages.back_sooner(policy, clause)
        case model.Nurture():
            yield stages.nurture(clause)
        case model.Goal():
            yield goals.goal_for(policy, clause)
        case model.Delivers() | model.ReachGoal() | model.ShareGoal() | model.InTimeGoal():
            yield goals.goal_item(policy, clause)
        case model.Experiment():
            yield goals.experiment(policy, clause)
            yield goals.expectation(policy, clause)
        case (
            model.ExpectScore() | model.ExpectGrade() | model.ExpectName() | model.ExpectPerson()
            | model.ExpectDefine() | model.ExpectDue() | model.ExpectState()
        ):  # fmt: skip
            yield expectations.expectation(policy, clause)
        case (
            model.IfRule() | model.EachRule() | model.IdleRule() | model.Table() | model.EachTable() | model.Group()
            | model.FirstOf() | model.Adds()
        ):  # fmt: skip
            yield rules.rule(policy, clause)
        case _:
            assert_never(clause)
