"""Clocks and the responses promised on them."""

from __future__ import annotations

from typing import assert_never

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Fix, error, nearest
from leadpact_dsl.resolve import literals, slips, tables
from leadpact_dsl.resolve.flow import the_condition
from leadpact_dsl.resolve.scope import Scope, because, label, only


def clock(scope: Scope, node: ast.Clock) -> model.Clock:
    only(scope, node.pauses, "pauses")
    only(scope, node.calendar, "on calendar")
    pauses = node.pauses[0] if node.pauses else None
    return model.Clock(
        node.span,
        f"clock {node.name.name}",
        because(node.because),
        node.name.name,
        label(node.label, node.name),
        scope.names(scope.activities, node.starts, "activity"),
        scope.names(scope.activities, node.stops, "activity"),
        scope.names(scope.activities, node.afresh, "activity"),
        scope.names(scope.activities, pauses.pause, "activity") if pauses else (),
        scope.names(scope.activities, pauses.resume, "activity") if pauses else (),
        _calendar(scope, node.calendar[0]) if node.calendar else None,
    )


def _calendar(scope: Scope, written: ast.Word | ast.CalendarBy) -> model.CalendarChoice | None:
    if isinstance(written, ast.Word):
        name = scope.name(scope.calendars, written, "calendar")
        return None if name is None else model.CalendarChoice(None, ((model.OtherwiseKey(), name),))
    field = scope.find(scope.fields, written.field, "field of the lead")
    if field is None:
        return None
    rows: list[tuple[model.ValuesKey | model.UnknownKey | model.OtherwiseKey, str]] = []
    for row in written.rows:
        key = tables.row_key(scope, row.key, field)
        name = scope.name(scope.calendars, row.calendar, "calendar")
        if name is not None and isinstance(key, model.ValuesKey | model.UnknownKey | model.OtherwiseKey):
            rows.append((key, name))
    if not written.rows:
        some = next(iter(scope.calendars), "office")
        scope.report(
            error(
                "LP222",
                written.span,
                "This does not say which calendar holds for whom.",
                help=f"Put a row for each value below it, such as `otherwise: {some}`.",
            )
        )
    return model.CalendarChoice(field, tuple(rows)) if rows else None


def response(scope: Scope, node: ast.Response, clocks: dict[str, model.Clock]) -> model.Response | None:
    owner = f"response {node.name.name}"
    clock_name = scope.name(scope.clocks, node.clock, "clock")
    only(scope, node.applies_to, "for")
    only(scope, node.answers, "answers")
    applies_to = the_condition(scope, node, node.applies_to, "for", needed=False)
    tries = [_tries(scope, one, f"{owner}/tries {place}") for place, one in enumerate(node.tries, 1)]
    actions = [_action(scope, one, f"{owner}/action {place}") for place, one in enumerate(node.actions, 1)]
    if not node.answers:
        scope.report(
            error(
                "LP222",
                node.span,
                "This response does not say how fast the answer comes.",
                help="Such as `sales answers within 4 business hours`.",
            )
        )
        return None
    answer = _answer(scope, node.answers[0])
    if answer is None or clock_name is None or (node.applies_to and applies_to is None):
        return None
    calendar = clocks[clock_name].calendar
    works = scope.teams[answer.team].works
    if calendar is None and works and works[0].name in scope.calendars:
        calendar = model.CalendarChoice(None, ((model.OtherwiseKey(), works[0].name),))
    return model.Response(
        node.span,
        owner,
        because(node.because),
        node.name.name,
        label(node.label, node.name),
        clock_name,
        applies_to,
        answer,
        tuple(one for one in tries if one is not None),
        tuple(one for one in actions if one is not None),
        calendar,
    )


def _answer(
    scope: Scope, node: ast.AnswersWithin | ast.AnswersByClose
) -> model.AnswerWithin | model.AnswerByClose | None:
    team = scope.name(scope.teams, node.team, "team")
    match node:
        case ast.AnswersWithin() if (slip := slips.business_days(node.duration)) is not None:
            scope.report(slip)
            return None
        case ast.AnswersWithin():
            length = literals.response_time(scope, node.duration)
            return None if team is None or length is None else model.AnswerWithin(team, length)
        case ast.AnswersByClose():
            return None if team is None else model.AnswerByClose(team, node.days_later)
        case _:
            assert_never(node)


def _tries(scope: Scope, node: ast.Tries, clause_id: str) -> model.Tries | None:
    team = scope.name(scope.teams, node.team, "team")
    within = literals.response_time(scope, node.within)
    if team is None or within is None:
        return None
    return model.Tries(node.span, clause_id, because(node.because), team, node.times, within)


def _action(scope: Scope, node: ast.Action, clause_id: str) -> model.Action | None:
    offset = None if node.offset is None else literals.response_time(scope, node.offset)
    target = _target(scope, node)
    if target is None or (node.offset is not None and offset is None):
        return None
    return model.Action(node.span, clause_id, because(node.because), node.moment, offset, node.kind, *target)


def _target(scope: Scope, node: ast.Action) -> tuple[str, model.TargetKind, str] | None:
    """(name, its kind, its label) of whom or what an instruction names."""
    target = node.target
    if isinstance(target, ast.Text):
        return target.value, "text", target.value
    if node.kind == "return":
        reason = _reason(scope, target)
        return None if reason is None else (reason.name, "reason", reason.label)
    if node.kind == "pass on":
        route = scope.find(scope.routes, target, "route")
        return None if route is None else (target.name, "route", label(route.label, route.name))
    team = scope.teams.get(target.name)
    if team is not None:
        return target.name, "team", label(team.label, team.name)
    guess = nearest(target.name, scope.teams)
    scope.report(
        error(
            "LP202",
            target.span,
            f"There is no team called “{target.name}”.",
            help="A bare name is a team; anyone else stands in quotes.",
            fix=Fix(target.span, guess, f"did you mean the team `{guess}`?")
            if guess
            else Fix(target.span, f'"{target.name}"', "someone who is no team"),
        )
    )
    return None


def _reason(scope: Scope, word: ast.Word) -> model.Choice | None:
    """A reason is a choice of a field `reason` of some activity."""
    choices = [
        choice
        for activity in scope.activities.values()
        for field in activity.fields.values()
        if field.name == "reason"
        for choice in field.choices
    ]
    found = next((choice for choice in choices if choice.name == word.name), None)
    if found is None:
        scope.unknown_name(
            word,
            "reason",
            [choice.name for choice in choices],
            "" if choices else "Reasons are the choices of a field `reason` of an activity, such as `returned`.",
        )
    return found
