"""Conditions with their names bound and their units checked.

A broken part of a condition is reported and left out; None is returned only where nothing usable remains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Diagnostic, Fix, error, nearest
from leadpact_dsl.resolve import literals
from leadpact_dsl.resolve.dated import dated_test
from leadpact_dsl.resolve.scope import Scope

_ORDERED = ("whole number", "number", "money")


@dataclass(frozen=True)
class Subjects:
    """What a condition may test: the fields given (the lead's, or an activity's own behind `where`), and, unless
    `fields_only`, scores, grades, definitions, activities and the stage."""

    fields: Mapping[str, model.Field]
    fields_only: bool
    of: str


def lead_subjects(scope: Scope) -> Subjects:
    return Subjects(scope.fields, False, "field of the lead")


def resolve(scope: Scope, condition: ast.Condition, subjects: Subjects) -> model.Condition | None:
    match condition:
        case ast.Compare():
            return _compare(scope, condition, subjects)
        case ast.Between():
            return _between(scope, condition, subjects)
        case ast.Among():
            return _among(scope, condition, subjects)
        case ast.Known():
            field = _field(scope, condition.subject, subjects)
            return None if field is None else model.FieldTest(condition.span, field, model.IsKnown(condition.known))
        case ast.Match():
            return _match(scope, condition, subjects)
        case ast.Dated() | ast.Recent():
            field = _field(scope, condition.subject, subjects)
            test = dated_test(scope, field, condition) if field else None
            return model.FieldTest(condition.span, field, test) if field and test else None
        case ast.Bare():
            return _bare(scope, condition, subjects)
        case ast.Happened():
            return _happened(scope, condition, subjects)
        case ast.Chain():
            kind = "all" if condition.kind == "and" else "any"
            return _combined(scope, condition, kind, 0, condition.items, subjects, True)
        case ast.Block(kind="all of"):
            return _combined(scope, condition, "all", 0, condition.items, subjects, False)
        case ast.Block(kind="any of"):
            return _combined(scope, condition, "any", 0, condition.items, subjects, False)
        case ast.Block():
            return _combined(scope, condition, "at least", condition.at_least or 0, condition.items, subjects, False)
        case _:
            assert_never(condition)


def selection(
    scope: Scope, words: Sequence[ast.Word], where: ast.Condition | None, *, own: bool = False
) -> model.Selection | None:
    """Activities with a condition over their own fields, which at least one of them has to declare."""
    names = scope.names(scope.activities, words, "activity")
    if not names and not own:
        return None
    if where is None:
        return model.Selection(names, own, None)
    fields: dict[str, model.Field] = {}
    for name in names:
        for field in scope.activities[name].fields.values():
            other = fields.setdefault(field.name, field)
            if (other.kind, other.choices, other.currency) != (field.kind, field.choices, field.currency):
                scope.report(
                    error(
                        "LP211",
                        where.span,
                        f"The field “{field.name}” means different things in these activities, so they cannot be "
                        "tested together.",
                        help="Write a rule for each activity.",
                    )
                )
                return None
    found = resolve(scope, where, Subjects(fields, True, f"field of {' or '.join(names)}"))
    return None if found is None else model.Selection(names, own, found)


def window(scope: Scope, written: ast.Window | None) -> model.Window | None:
    match written:
        case None:
            return None
        case ast.InTheLast():
            length = literals.window_ms(scope, written.duration)
            return None if length is None else model.InLast(length)
        case ast.LongAgo():
            length = literals.window_ms(scope, written.duration)
            return None if length is None else model.LongAgo(length)
        case ast.Since():
            return _since(scope, written.what)
        case _:
            assert_never(written)


def _since(scope: Scope, what: ast.Word | ast.Day) -> model.Window | None:
    if isinstance(what, ast.Day):
        return model.SinceDay(what.date, scope.zone.start_of_day(what.date))
    field = scope.fields.get(what.name)
    if field is None:
        name = scope.name(scope.activities, what, "activity")
        return None if name is None else model.SinceLatest(name)
    if field.kind in ("date", "time"):
        return model.SinceField(field)
    scope.report(error("LP210", what.span, f"“{field.label}” is no date or time, so nothing can be counted from it."))
    return None


def _field(scope: Scope, word: ast.Word, subjects: Subjects) -> model.Field | None:
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


def _compare(scope: Scope, node: ast.Compare, subjects: Subjects) -> model.Condition | None:
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
    field = _field(scope, node.subject, subjects)
    if field is None:
        return None
    test = _field_compare(scope, node, field)
    return None if test is None else model.FieldTest(node.span, field, test)


def _field_compare(scope: Scope, node: ast.Compare, field: model.Field) -> model.Test | None:
    if field.kind in _ORDERED:
        amount = literals.quantity(scope, node.value, literals.unit_of(field), field.label)
        return None if amount is None else model.Order(node.op, amount)
    if node.op not in ("is", "is not"):
        words = "`is before`, `is after` or `is between`" if field.kind in ("date", "time") else "`is` or `is one of`"
        scope.report(
            error(
                "LP210",
                node.span,
                f"“{field.label}” is no number, so it cannot be more or less.",
                help=f"Write {words}.",
            )
        )
        return None
    if field.kind == "yes or no":
        positive = isinstance(node.value, ast.Word) and node.value.name == "yes"
        plain = positive == (node.op == "is")
        scope.report(
            error(
                "LP206",
                node.span,
                "A yes-or-no field is tested by its name alone.",
                fix=Fix(node.span, field.name if plain else f"not {field.name}", "its name alone"),
            )
        )
        return None
    if field.kind == "time":
        scope.report(
            error(
                "LP210",
                node.span,
                f"“{field.label}” is a time to the millisecond, which is never exactly one instant.",
                help="Write `is between DAY and DAY`, `is before` or `is after`.",
            )
        )
        return None
    value = literals.scalar(scope, field, node.value)
    return None if value is None else model.Equals(value, node.op == "is not")


def _between(scope: Scope, node: ast.Between, subjects: Subjects) -> model.Condition | None:
    name = node.subject.name
    is_score = not subjects.fields_only and name in scope.scores and name not in subjects.fields
    field = None if is_score else _field(scope, node.subject, subjects)
    if field is not None and field.kind in ("date", "time"):
        test = dated_test(scope, field, node)
        return None if test is None else model.FieldTest(node.span, field, test)
    if field is None and not is_score:
        return None
    if field is not None and field.kind not in _ORDERED:
        scope.report(
            error("LP210", node.span, f"“{field.label}” is no number or date, so nothing lies between two of it.")
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


def _among(scope: Scope, node: ast.Among, subjects: Subjects) -> model.Condition | None:
    name = node.subject.name
    if not subjects.fields_only and name not in subjects.fields:
        if name in scope.grades:
            return _grade_test(scope, node, name)
        if name == "stage":
            return _stage_test(scope, node)
    field = _field(scope, node.subject, subjects)
    if field is None:
        return None
    if field.kind in ("yes or no", "time"):
        scope.report(error("LP210", node.span, f"“{field.label}” cannot be one of several values."))
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
    guess = nearest(word.name, scope.lists)
    scope.report(
        error(
            "LP202",
            word.span,
            f"There is no list called “{word.name}”.",
            help="Text stands in quotes; a bare name is a list.",
            fix=Fix(word.span, guess, f"did you mean the list `{guess}`?")
            if guess
            else Fix(word.span, f'"{word.name}"', "text stands in quotes"),
        )
    )


def _match(scope: Scope, node: ast.Match, subjects: Subjects) -> model.Condition | None:
    field = _field(scope, node.subject, subjects)
    if field is None:
        return None
    if field.kind != "text":
        scope.report(
            error("LP210", node.span, f"“{field.label}” is no text, so it cannot be searched.", help="Write `is …`.")
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


def _bare(scope: Scope, node: ast.Bare, subjects: Subjects) -> model.Condition | None:
    name = node.name.name
    field = subjects.fields.get(name)
    found: model.DefineTest | model.FieldTest
    if field is not None:
        if field.kind != "yes or no":
            scope.report(
                error(
                    "LP207",
                    node.span,
                    f"“{field.label}” alone says nothing: a bare name is a definition, activity or yes-or-no field.",
                    fix=Fix(node.span, f"{name} is {'unknown' if node.negated else 'known'}", "whether it is known"),
                )
            )
            return None
        found = model.FieldTest(node.name.span, field, model.Equals(True, False))
    elif subjects.fields_only:
        scope.unknown_name(node.name, subjects.of, subjects.fields)
        return None
    elif name in scope.defines:
        found = model.DefineTest(node.name.span, name)
    elif name in scope.activities:
        if node.negated:
            scope.report(
                error(
                    "LP208",
                    node.span,
                    "An activity that did not happen is written with `no`.",
                    fix=Fix(node.span, f"no {name}", "with `no`"),
                )
            )
            return None
        return model.Happened(node.span, model.Selection((name,), False, None), False, None, None, None)
    elif name in scope.scores or name in scope.grades:
        scope.report(
            error("LP207", node.span, f"“{name}” has a value: say what it must be.", help=f"Such as `{name} is …`.")
        )
        return None
    else:
        known = [*scope.defines, *scope.activities, *(f.name for f in scope.fields.values() if f.kind == "yes or no")]
        scope.unknown_name(node.name, "definition, activity or yes-or-no field", known)
        return None
    return model.Not(node.span, found) if node.negated else found


def _happened(scope: Scope, node: ast.Happened, subjects: Subjects) -> model.Condition | None:
    if subjects.fields_only:
        scope.report(error("LP210", node.span, "Behind `where` stand only the activity's own fields."))
        return None
    own = node.activity.name == "activity"
    words = () if own else (node.activity,)
    if not own and node.activity.name not in scope.activities and node.activity.name in scope.defines:
        scope.report(
            error(
                "LP208",
                node.span,
                f"“{node.activity.name}” is a definition, and is negated with `not`.",
                fix=Fix(node.span, f"not {node.activity.name}", "with `not`") if node.absent else None,
            )
        )
        return None
    chosen = selection(scope, words, node.where, own=own)
    length = window(scope, node.window)
    if chosen is None or (node.window is not None and length is None):
        return None
    different = None
    if node.different is not None:
        fields = {} if own else scope.activities[node.activity.name].fields
        different = scope.find(fields, node.different, f"field of {node.activity.name}")
        if different is None:
            return None
    if node.absent and node.count is not None:
        scope.report(
            error("LP209", node.count.span, "`no` already counts: none at all.", help="Leave out `no`, or the count.")
        )
        return None
    count = None
    if node.count is not None:
        count = model.CountTest(node.count.kind, node.count.times)
        if isinstance(node.window, ast.LongAgo):
            scope.report(
                error(
                    "LP209",
                    node.span,
                    "`more than … ago` asks about the latest one only, so it cannot be counted.",
                    help="Leave out the count.",
                )
            )
            return None
    return model.Happened(node.span, chosen, node.absent, count, different, length)


def _combined(
    scope: Scope,
    node: ast.Chain | ast.Block,
    kind: str,
    at_least: int,
    written: Sequence[ast.Condition],
    subjects: Subjects,
    inline: bool,
) -> model.Condition | None:
    found = (resolve(scope, item, subjects) for item in written)
    items = tuple(item for item in found if item is not None)
    if not items:
        return None
    match kind:
        case "all":
            return model.Combined(node.span, "all", 0, items, inline)
        case "any":
            return model.Combined(node.span, "any", 0, items, inline)
        case _:
            return model.Combined(node.span, "at least", at_least, items, inline)


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
            scope.report(
                error(
                    "LP205",
                    value.span,
                    f"“{value.span.text}” is no {what}.",
                    help=f"There are {', '.join(known)}, written without quotes.",
                )
            )
        elif scope.name(dict.fromkeys(known, True), value, what) is not None:
            good.append(value.name)
    return tuple(good)


def _score_label(scope: Scope, name: str) -> str:
    text = scope.scores[name].label
    return text.value if text else name
