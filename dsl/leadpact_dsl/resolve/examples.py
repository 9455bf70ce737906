"""Examples: what is given becomes a typed record, what is expected a typed expectation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Fix, error
from leadpact_dsl.resolve import literals
from leadpact_dsl.resolve.conditions import lead_subjects, resolve
from leadpact_dsl.resolve.names import OUTCOMES
from leadpact_dsl.resolve.scope import Scope, only
from leadpact_dsl.source import Span

_STATES = ("running", "paused", "met", "missed", "overdue")


def example(scope: Scope, node: ast.Example, place: int) -> model.Example | None:
    """None, and diagnostics, where any part of it is broken: half an example proves nothing."""
    before = len(scope.diagnostics)
    as_of = _as_of(scope, node)
    values = _given(scope, scope.fields, node.given, "field of the lead")
    _check_required(scope, scope.fields, node.given, node.span, "lead")
    activities = [_occurrence(scope, item, as_of) for item in node.occurrences]
    expectations = [_expectation(scope, item, f"example {place}/{i}") for i, item in enumerate(node.expectations, 1)]
    if not node.expectations:
        scope.report(error("LP602", node.span, "This example expects nothing.", help="Such as `expect stage is MQL`."))
    if len(scope.diagnostics) > before or as_of is None:
        return None
    return model.Example(
        node.span,
        node.title.value,
        as_of,
        model.LeadRecord(node.lead_id.value if node.lead_id else "example", values),
        tuple(found for found in activities if found is not None),
        tuple(found for found in expectations if found is not None),
    )


def _as_of(scope: Scope, node: ast.Example) -> int | None:
    only(scope, node.as_of, "as of")
    if not node.as_of:
        scope.report(
            error(
                "LP603",
                node.span,
                "This example does not say at which instant it is looked at.",
                help="Add a line such as `as of 2026-11-02 10:20`.",
            )
        )
        return None
    return _instant(scope, node.as_of[0])


def _instant(scope: Scope, written: ast.Moment | ast.Day) -> int | None:
    if isinstance(written, ast.Moment):
        return literals.instant(scope, written)
    scope.report(
        error(
            "LP212",
            written.span,
            "The time of day is missing.",
            fix=Fix(written.span, f"{written.date} 09:00", "at nine, for example"),
        )
    )
    return None


def _given(
    scope: Scope, fields: Mapping[str, model.Field], given: tuple[ast.Given, ...], what: str
) -> dict[str, model.Scalar]:
    values: dict[str, model.Scalar] = {}
    for item in given:
        field = scope.find(fields, item.field, what)
        if field is None:
            continue
        if field.name in values:
            scope.report(error("LP203", item.span, f"“{field.name}” is given twice.", help="Keep one."))
        if field.kind == "money" and isinstance(item.value, ast.Number):
            scope.report(
                error(
                    "LP215",
                    item.value.span,
                    "The currency is missing.",
                    fix=Fix(item.value.span, f"{item.value.span.text} {field.currency}", "with its currency"),
                )
            )
            continue
        value = literals.scalar(scope, field, item.value)
        if value is not None:
            values[field.name] = value
    return values


def _check_required(
    scope: Scope, fields: Mapping[str, model.Field], given: tuple[ast.Given, ...], span: Span, what: str
) -> None:
    there = {item.field.name for item in given}
    missing = [name for name, field in fields.items() if field.required and name not in there]
    if missing:
        scope.report(
            error(
                "LP604",
                span,
                f"The {what} lacks {', '.join(missing)}, which the agreement requires.",
                help="A record without it would be rejected. Give it a value here."
                if len(missing) == 1
                else "A record without them would be rejected. Give each a value here.",
            )
        )


def _occurrence(scope: Scope, node: ast.Occurrence, as_of: int | None) -> model.ActivityRecord | None:
    activity = scope.find(scope.activities, node.activity, "activity")
    if activity is None:
        return None
    values = _given(scope, activity.fields, node.given, f"field of {activity.name}")
    _check_required(scope, activity.fields, node.given, node.span, "activity")
    at: int | None
    if isinstance(node.at, ast.Duration):
        length = literals.window_ms(scope, node.at)
        at = None if length is None or as_of is None else as_of - length
    else:
        at = _instant(scope, node.at)
    return None if at is None else model.ActivityRecord(activity.name, at, values)


def _expectation(scope: Scope, node: ast.Expectation, clause_id: str) -> model.Expectation | None:
    match node:
        case ast.ExpectDue():
            response = scope.name(scope.responses, node.response, "response")
            at = literals.instant(scope, node.at)
            if response is None or at is None:
                return None
            return model.ExpectDue(node.span, clause_id, None, response, at)
        case ast.ExpectPassedOn():
            response = scope.name(scope.responses, node.response, "response")
            return None if response is None else model.ExpectState(node.span, clause_id, None, response, "passed on")
        case ast.ExpectTest(test=ast.Bare() as bare):
            define = scope.name(scope.defines, bare.name, "definition")
            if define is None:
                return None
            return model.ExpectDefine(node.span, clause_id, None, define, not bare.negated)
        case ast.ExpectTest(test=ast.Compare(op="is", value=ast.Text() as person) as test) if (
            test.subject.name == "person"
        ):
            return model.ExpectPerson(node.span, clause_id, None, person.value)
        case ast.ExpectTest(test=ast.Compare() as test) if test.subject.name in OUTCOMES:
            return _outcome(scope, node, test, clause_id)
        case ast.ExpectTest(test=ast.Compare() as test) if test.subject.name in scope.responses:
            return _state(scope, node, test, clause_id)
        case ast.ExpectTest():
            return _value(scope, node, clause_id)


def _value(scope: Scope, node: ast.ExpectTest, clause_id: str) -> model.Expectation | None:
    """A score or a grade."""
    subject = node.test.name if isinstance(node.test, ast.Bare) else node.test.subject
    if subject.name == "person" and subject.name not in scope.scores and subject.name not in scope.grades:
        name = node.test.value if isinstance(node.test, ast.Compare) and node.test.op == "is" else None
        scope.report(
            error(
                "LP605",
                node.span,
                "A person stands in quotes, behind `is`.",
                help='Such as `expect person is "ana"`.',
                fix=Fix(name.span, f'"{name.name}"', "in quotes") if isinstance(name, ast.Word) else None,
            )
        )
        return None
    if subject.name not in scope.scores and subject.name not in scope.grades:
        known = [*scope.scores, *scope.grades, *scope.responses, *OUTCOMES, "person"]
        scope.unknown_name(subject, "score, grade, response or outcome", known)
        return None
    found = resolve(scope, node.test, lead_subjects(scope))
    match found:
        case model.ScoreTest():
            return model.ExpectScore(node.span, clause_id, None, found.score, found.test)
        case model.GradeTest():
            return model.ExpectGrade(node.span, clause_id, None, found)
        case _:
            return None


def _state(scope: Scope, node: ast.ExpectTest, test: ast.Compare, clause_id: str) -> model.Expectation | None:
    word = test.value
    if test.op == "is" and isinstance(word, ast.Word):
        for state in _STATES:
            if word.name == state:
                return model.ExpectState(node.span, clause_id, None, test.subject.name, state)  # type: ignore[arg-type]
        scope.unknown_name(word, "state of a response", [*_STATES, "passed on"])
        return None
    scope.report(
        error(
            "LP605",
            node.span,
            "A response is running, paused, met, missed, overdue or passed on.",
            help=f"Write `expect {test.subject.name} is running`, or `expect {test.subject.name} is due at DATE TIME`.",
        )
    )
    return None


def _outcome(scope: Scope, node: ast.ExpectTest, test: ast.Compare, clause_id: str) -> model.Expectation | None:
    what = test.subject.name
    kinds: dict[str, Mapping[str, object]] = {
        "stage": scope.stages,
        "route": scope.routes,
        "recycle": scope.recycle,
        "disqualify": scope.disqualify,
        "nurture": scope.nurture,
    }
    names = list(kinds[what])
    such = f"Such as `expect {what} is {names[0] if names else 'none'}`."
    if test.op not in ("is", "is not"):
        scope.report(error("LP605", node.span, f"The {what} is compared with `is` or `is not` here.", help=such))
        return None
    if not isinstance(test.value, ast.Word):
        meant = test.value.value if isinstance(test.value, ast.Text) and test.value.value in kinds[what] else None
        scope.report(
            error(
                "LP605",
                test.value.span,
                f"The {what} is written by its name, without quotes.",
                help="" if meant else such if names else f"No {what} is declared yet.",
                fix=Fix(test.value.span, meant, "its name, without quotes") if meant else None,
            )
        )
        return None
    negated = test.op == "is not"
    if test.value.name == "none" and what != "stage":
        return model.ExpectName(node.span, clause_id, None, cast("model.OutcomeKind", what), None, negated)
    name = scope.name(kinds[what], test.value, what)
    if name is None:
        return None
    return model.ExpectName(node.span, clause_id, None, cast("model.OutcomeKind", what), name, negated)
