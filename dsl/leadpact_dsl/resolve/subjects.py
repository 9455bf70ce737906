"""Tests of one subject: a field, a score, a grade or the stage against values of its own type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Diagnostic, Fix, error, nearest
from leadpact_dsl.resolve import literals, slips
from leadpact_dsl.resolve.dated import dated_test
from leadpact_dsl.resolve.scope import Scope
from leadpact_dsl.resolve.ways import ways_to_test

_ORDERED = ("whole number", "number", "money")


@dataclass(frozen=True)
class Subjects:
    """What a condition may test: the fields given (the lead's, or an activity's own behind `where`), and, unless
    `fields_only`, scores, grades, definitions, activities and the stage."""

    fields: Mapping[str, model.Field]
    fields_only: bool
    of: str


def field_of(scope: Scope, word: ast.Word, subjects: Subjects) -> model.Field | None:
    found = subjects.fields.get(word.name)
    if found is None:
        if not subjects.fields_only and (word.name in scope.scores or word.name in scope.grades):
            scope.report(
                error("LP210", word.span, f"“{word.name}” is a score or grade and is always known.",
                      help="Compare it with a number or a level.")
            )  # fmt: skip
        elif not subjects.fields_only and word.name in scope.activities:
            scope.report(_activity_as_field(word))
        else:
            scope.unknown_name(word, subjects.of, subjects.fields)
    return found


def _activity_as_field(word: ast.Word) -> Diagnostic:
    return error(
        "LP210",
        word.span,
        f"“{word.name}” is an activity: it happened or it did not, and has no value to compare.",
        help=f"Write `{word.name}`, `no {word.name}`, or `{word.name} at least 2 times in the last 30 days`.",
    )


def compare(scope: Scope, node: ast.Compare, subjects: Subjects) -> model.Condition | None:
    name = node.subject.name
    if not subjects.fields_only and name not in subjects.fields:
        if name in scope.scores:
            amount = literals.quantity(scope, node.value, "", _score_label(scope, name))
            return None if amount is None else model.ScoreTest(node.span, name, model.Order(node.op, amount))
        if name in scope.grades:
            return _grade_test(scope, node, name)
        if name == "stage":
            return _stage_test(scope, node)
        if name in scope.defines:
            scope.report(
                error(
                    "LP210",
                    node.subject.span,
                    f"“{name}” is a definition: it holds or it does not, and has no value to compare.",
                    help=f"Write `{name}` or `not {name}` alone.",
                )
            )
            return None
    field = field_of(scope, node.subject, subjects)
    if field is None:
        return None
    test = _field_compare(scope, node, field)
    return None if test is None else model.FieldTest(node.span, field, test)


def _field_compare(scope: Scope, node: ast.Compare, field: model.Field) -> model.Test | None:
    if not any(choice.name == node.value.span.text for choice in field.choices) and (slip := slips.emptiness(node)):
        scope.report(slip)
        return None
    if field.kind in _ORDERED:
        amount = literals.quantity(scope, node.value, literals.unit_of(field), field.label)
        return None if amount is None else model.Order(node.op, amount)
    if node.op not in ("is", "is not"):
        scope.report(
            error(
                "LP210",
                node.span,
                f"“{field.label}” is no number, so it cannot be more or less.",
                help=ways_to_test(field),
            )
        )
        return None
    if field.kind == "yes or no":
        scope.report(slips.yes_or_no(node, field))
        return None
    if field.kind == "time":
        scope.report(
            error(
                "LP210",
                node.span,
                f"“{field.label}” holds a day with its time, to the millisecond: it is hardly ever exactly this.",
                help="Write `is before`, `is after` or `is between`, which has both ends in.",
                fix=Fix(node.span, f"{field.name} is between {node.value.date} and {node.value.date}", "that whole day")
                if node.op == "is" and isinstance(node.value, ast.Day)
                else None,
            )
        )
        return None
    value = literals.scalar(scope, field, node.value)
    return None if value is None else model.Equals(value, node.op == "is not")


def between(scope: Scope, node: ast.Between, subjects: Subjects) -> model.Condition | None:
    name = node.subject.name
    is_score = not subjects.fields_only and name in scope.scores and name not in subjects.fields
    field = None if is_score else field_of(scope, node.subject, subjects)
    if field is not None and field.kind in ("date", "time"):
        test = dated_test(scope, field, node)
        return None if test is None else model.FieldTest(node.span, field, test)
    if field is None and not is_score:
        return None
    if field is not None and field.kind not in _ORDERED:
        scope.report(
            error(
                "LP210",
                node.span,
                f"“{field.label}” is no number or date, so it cannot be between two values.",
                help=ways_to_test(field),
            )
        )
        return None
    unit = literals.unit_of(field) if field else ""
    what = field.label if field else _score_label(scope, name)
    low = literals.quantity(scope, node.low, unit, what)
    high = literals.quantity(scope, node.high, unit, what)
    if low is None or high is None:
        return None
    if field is not None:
        return model.FieldTest(node.span, field, model.Between(low, high))
    return model.ScoreTest(node.span, name, model.Between(low, high))


def among(scope: Scope, node: ast.Among, subjects: Subjects) -> model.Condition | None:
    name = node.subject.name
    if not subjects.fields_only and name not in subjects.fields:
        if name in scope.grades:
            return _grade_test(scope, node, name)
        if name == "stage":
            return _stage_test(scope, node)
    field = field_of(scope, node.subject, subjects)
    if field is None:
        return None
    if field.kind in ("yes or no", "time"):
        scope.report(
            error(
                "LP210",
                node.span,
                f"“{field.label}” cannot be one of several values.",
                help=ways_to_test(field),
            )
        )
        return None
    values: list[model.Scalar] = []
    lists: list[str] = []
    for value in node.values:
        if isinstance(value, ast.Word) and value.name in scope.lists and field.kind == "text":
            lists.append(value.name)
        elif isinstance(value, ast.Word) and field.kind == "text":
            no_such_list(scope, value)
        else:
            found = literals.scalar(scope, field, value)
            values.extend([] if found is None else [found])
    if not values and not lists:
        return None
    return model.FieldTest(node.span, field, model.OneOf(tuple(values), tuple(lists), node.negated))


def no_such_list(scope: Scope, word: ast.Word) -> None:
    if word.name in scope.unread_names:
        return  # its declaration was reported already
    guess = nearest(word.name, scope.lists)
    scope.report(
        error(
            "LP202",
            word.span,
            f"There is no list called “{word.name}”.",
            help="Text stands in quotes; a bare name is a list.",
            fix=Fix(word.span, guess, f"did you mean `{guess}`?")
            if guess
            else Fix(word.span, f'"{word.name}"', "text stands in quotes"),
        )
    )


def match(scope: Scope, node: ast.Match, subjects: Subjects) -> model.Condition | None:
    field = field_of(scope, node.subject, subjects)
    if field is None:
        return None
    if field.kind != "text":
        text = next((value.value for value in node.values if isinstance(value, ast.Text)), "")
        scope.report(
            error(
                "LP210",
                node.span,
                f"“{field.label}” is no text, so it cannot be searched.",
                help=ways_to_test(field, text),
            )
        )
        return None
    values: list[str] = []
    lists: list[str] = []
    for value in node.values:
        match value:
            case ast.Text():
                values.append(value.value)
            case ast.Word() if value.name in scope.lists:
                lists.append(value.name)
            case ast.Word():
                no_such_list(scope, value)
            case _:
                literals.wrong_type(scope, field, value)
    if not values and not lists:
        return None
    return model.FieldTest(node.span, field, model.TextMatch(node.kind, tuple(values), tuple(lists), node.several))


def _grade_test(scope: Scope, node: ast.Compare | ast.Among, grade: str) -> model.Condition | None:
    levels = [level.name.name for level in scope.grades[grade].levels]
    good = _level_names(scope, node, levels, f"level of {grade}")
    if not good:
        return None
    if isinstance(node, ast.Among):
        return model.GradeTest(node.span, grade, "is none of" if node.negated else "is one of", good)
    return model.GradeTest(node.span, grade, node.op, good)


def _stage_test(scope: Scope, node: ast.Compare | ast.Among) -> model.Condition | None:
    good = _level_names(scope, node, list(scope.stages), "stage")
    if not good:
        return None
    if isinstance(node, ast.Among):
        return model.StageTest(node.span, "is none of" if node.negated else "is one of", good)
    return model.StageTest(node.span, node.op, good)


def _level_names(scope: Scope, node: ast.Compare | ast.Among, known: Sequence[str], what: str) -> tuple[str, ...]:
    good: list[str] = []
    for value in node.values if isinstance(node, ast.Among) else (node.value,):
        if not isinstance(value, ast.Word):
            meant = value.value if isinstance(value, ast.Text) and value.value in known else None
            scope.report(
                error(
                    "LP205",
                    value.span,
                    f"A {what} is written by its name, without quotes."
                    if meant
                    else f"“{value.span.text.strip(chr(34))}” is no {what}.",
                    help=f"There are {', '.join(known)}, written without quotes."
                    if known and not meant
                    else ""
                    if meant
                    else f"No {what} is declared yet.",
                    fix=Fix(value.span, meant, "its name, without quotes") if meant else None,
                )
            )
        elif scope.name(dict.fromkeys(known, True), value, what) is not None:
            good.append(value.name)
    return tuple(good)


def _score_label(scope: Scope, name: str) -> str:
    text = scope.scores[name].label
    return text.value if text else name
