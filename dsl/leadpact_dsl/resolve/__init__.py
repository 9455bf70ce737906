"""From the syntax tree to the model: names bound, units typed. What is broken is reported and left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.resolve import clocks, examples, flow, goals, people, scores, time
from leadpact_dsl.resolve.cycles import find_circles
from leadpact_dsl.resolve.grades import grade
from leadpact_dsl.resolve.names import check_names
from leadpact_dsl.resolve.scope import Scope
from leadpact_dsl.source import SourceFile, Span

Node = TypeVar("Node")
Found = TypeVar("Found", bound=model.Named)
_NOWHERE = Span(SourceFile("policy", ""), 0, 0)


def resolve(written: ast.PolicyText, attachments: Mapping[str, str]) -> tuple[model.Policy, bool, list[Diagnostic]]:
    """(the policy as far as it is sound, whether it goes round in circles, what is wrong).

    With any error among the diagnostics the policy is not whole: it serves to check the rest, never to decide.
    """
    diagnostics: list[Diagnostic] = []
    left_out = check_names(written.declarations, diagnostics)
    nodes = [node for node in written.declarations if id(node) not in left_out]

    def of(kind: type[Node]) -> list[Node]:
        return [node for node in nodes if isinstance(node, kind)]

    scope = Scope(time.agreement_zone(of(ast.Agreement), diagnostics), attachments, diagnostics, written.unread_names)
    scope.teams = {node.name.name: node for node in of(ast.Team)}
    scope.calendars = {node.name.name: node for node in of(ast.Calendar)}
    scope.scores = {node.name.name: node for node in of(ast.Score)}
    scope.grades = {node.name.name: node for node in of(ast.Grade)}
    scope.defines = {node.name.name: node for node in of(ast.Define)}
    scope.stages = {node.name.name: node for node in of(ast.Stage)}
    scope.routes = {node.name.name: node for node in of(ast.Route)}
    scope.recycle = {node.name.name: node for node in of(ast.Recycle)}
    scope.disqualify = {node.name.name: node for node in of(ast.Disqualify)}
    scope.nurture = {node.name.name: node for node in of(ast.Nurture)}
    scope.clocks = {node.name.name: node for node in of(ast.Clock)}
    scope.responses = {node.name.name: node for node in of(ast.Response)}

    agreement = time.agreement(scope, of(ast.Agreement), nodes[0].span if nodes else _NOWHERE)
    years = agreement.first_year, agreement.last_year
    scope.values = _by_name(people.value(scope, node) for node in of(ast.ValueDecl))
    scope.lists = _by_name(people.item_list(scope, node) for node in of(ast.ListDecl))
    scope.activities = _by_name(people.activity(scope, node) for node in of(ast.Activity))
    lead = people.lead(scope, of(ast.Lead))
    defines = _by_name(flow.define(scope, node) for node in of(ast.Define))
    found_scores = _by_name(scores.score(scope, node) for node in of(ast.Score))
    grades = _by_name(grade(scope, node) for node in of(ast.Grade))
    stages = _by_name(flow.stage(scope, node) for node in of(ast.Stage))
    disqualify = _by_name(flow.disqualify(scope, node) for node in of(ast.Disqualify))
    found_clocks = _by_name(clocks.clock(scope, node) for node in of(ast.Clock))
    recycle = _by_name(flow.recycle(scope, node) for node in of(ast.Recycle))

    for kinds, what in (
        (of(ast.Stage), "Stages"),
        (of(ast.Disqualify), "Disqualifications"),
        (of(ast.Route), "Routes"),
        (of(ast.Recycle), "Recycle rules"),
    ):
        flow.in_one_file(scope, list[ast.Node](kinds), what)
    for clock in found_clocks:
        of_clock = [node for node in of(ast.Response) if node.clock.name == clock]
        flow.in_one_file(scope, of_clock, f"The responses on {clock}")

    policy = model.Policy(
        agreement,
        _by_name(time.team(scope, node) for node in of(ast.Team)),
        {node.name.name: time.calendar(scope, node, years) for node in of(ast.Calendar)},
        scope.values,
        scope.lists,
        lead,
        scope.activities,
        people.log(scope, of(ast.Log)),
        defines,
        found_scores,
        grades,
        stages,
        disqualify,
        _by_name(flow.route(scope, node) for node in of(ast.Route)),
        found_clocks,
        _by_name(clocks.response(scope, node, found_clocks) for node in of(ast.Response)),
        recycle,
        _by_name(flow.nurture(scope, node) for node in of(ast.Nurture)),
        _by_name(goals.goal(scope, node) for node in of(ast.Goal)),
        _by_name(goals.experiment(scope, node) for node in of(ast.Experiment)),
        tuple(model.Section(node.span, node.title.value, node.body.value) for node in of(ast.Section)),
        tuple(
            found
            for place, node in enumerate(of(ast.Example), 1)
            if (found := examples.example(scope, node, place)) is not None
        ),
        calendar_spans={node.name.name: node.span for node in of(ast.Calendar)},
    )
    stage_parts = (*stages.values(), *disqualify.values(), *recycle.values())
    circles = find_circles(defines, found_scores, grades, stage_parts)
    diagnostics.extend(circles)
    return policy, bool(circles), diagnostics


def _by_name(found: Iterable[Found | None]) -> dict[str, Found]:
    return {item.name: item for item in found if item is not None}
