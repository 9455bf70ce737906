"""Goals and experiments."""

from __future__ import annotations

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import error
from leadpact_dsl.resolve import literals
from leadpact_dsl.resolve.flow import the_condition
from leadpact_dsl.resolve.scope import Scope, because, label, only


def goal(scope: Scope, node: ast.Goal) -> model.Goal:
    owner = f"goal {node.name.name}"
    if not node.items:
        scope.report(
            error("LP222", node.span, "This goal promises nothing.", help="Such as `marketing delivers at least …`.")
        )
    found = (_item(scope, item, f"{owner}/{place}") for place, item in enumerate(node.items, 1))
    return model.Goal(
        node.span,
        owner,
        because(node.because),
        node.name.name,
        label(node.label, node.name),
        tuple(item for item in found if item is not None),
        the_condition(scope, node, node.applies_to, "for", needed=False),
    )


def _item(scope: Scope, node: ast.GoalItem, clause_id: str) -> model.GoalItem | None:
    reason = because(node.because)
    match node:
        case ast.Delivers():
            team = scope.name(scope.teams, node.team, "team")
            stage = scope.name(scope.stages, node.stage, "stage")
            leads = literals.quantity(scope, node.leads, "", "Leads")
            if team is None or stage is None or leads is None:
                return None
            return model.Delivers(node.span, clause_id, reason, team, leads, stage, node.period)
        case ast.ReachGoal():
            rate = literals.quantity(scope, node.rate, "%", "The share")
            source = scope.name(scope.stages, node.source, "stage")
            target = scope.name(scope.stages, node.target, "stage")
            within = literals.response_time(scope, node.within)
            if rate is None or source is None or target is None or within is None:
                return None
            return model.ReachGoal(node.span, clause_id, reason, node.bound, rate, source, target, within)
        case ast.ShareGoal():
            rate = literals.quantity(scope, node.rate, "%", "The share")
            stage = scope.name(scope.stages, node.stage, "stage")
            define = scope.name(scope.defines, node.definition, "definition")
            if rate is None or stage is None or define is None:
                return None
            return model.ShareGoal(node.span, clause_id, reason, node.bound, rate, stage, define, node.period)
        case ast.InTimeGoal():
            rate = literals.quantity(scope, node.rate, "%", "The share")
            response = scope.name(scope.responses, node.response, "response")
            if rate is None or response is None:
                return None
            return model.InTimeGoal(node.span, clause_id, reason, node.bound, rate, response, node.period)


def experiment(scope: Scope, node: ast.Experiment) -> model.Experiment | None:
    only(scope, node.hand_over, "hand over")
    only(scope, node.expect, "expect")
    if not node.hand_over or not node.expect:
        scope.report(
            error(
                "LP222",
                node.span,
                "This experiment is not complete.",
                help="It says `hand over 500 leads` and `expect at least 10% reach STAGE within 60 days`.",
            )
        )
        return None
    condition = the_condition(scope, node, node.applies_to, "for")
    leads = literals.quantity(scope, node.hand_over[0], "", "Leads")
    expected = node.expect[0]
    rate = literals.quantity(scope, expected.rate, "%", "The share")
    stage = scope.name(scope.stages, expected.stage, "stage")
    within = literals.response_time(scope, expected.within)
    if condition is None or leads is None or rate is None or stage is None or within is None:
        return None
    return model.Experiment(
        node.span,
        f"experiment {node.name.name}",
        because(node.because),
        node.name.name,
        label(node.label, node.name),
        condition,
        leads,
        expected.bound,
        rate,
        stage,
        within,
    )
