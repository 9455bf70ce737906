"""Conditions with their names bound and their units checked.

A broken part of a condition is reported and left out; None is returned only where nothing usable remains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Fix, error
from leadpact_dsl.resolve import literals, slips
from leadpact_dsl.resolve.dated import dated_test
from leadpact_dsl.resolve.scope import Scope
from leadpact_dsl.resolve.subjects import Subjects, among, between, compare, field_of, match


def lead_subjects(scope: Scope) -> Subjects:
    return Subjects(scope.fields, False, "field of the lead")


def resolve(scope: Scope, condition: ast.Condition, subjects: Subjects) -> model.Condition | None:
    match condition:
        case ast.Compare():
            return compare(scope, condition, subjects)
        case ast.Between():
            return between(scope, condition, subjects)
        case ast.Among():
            return among(scope, condition, subjects)
        case ast.Known():
            field = field_of(scope, condition.subject, subjects)
            return None if field is None else model.FieldTest(condition.span, field, model.IsKnown(condition.known))
        case ast.Match():
            return match(scope, condition, subjects)
        case ast.Dated() | ast.Recent():
            field = field_of(scope, condition.subject, subjects)
            test = dated_test(scope, field, condition) if field else None
            return model.FieldTest(condition.span, field, test) if field and test else None
        case ast.Bare():
            return _bare(scope, condition, subjects)
        case ast.Happened():
            return _happened(scope, condition, subjects)
        case ast.Chain() if (slip := slips.or_more(condition)) is not None:
            scope.report(slip)
            return None
        case ast.Chain() if (slip := slips.several_values(condition, _named_values(scope, subjects))) is not None:
            scope.report(slip)
            return None
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


def _named_values(scope: Scope, subjects: Subjects) -> dict[str, list[str]]:
    """The choices of fields, the levels of grades and the stages, by the name of what holds them."""
    names = {field.name: [choice.name for choice in field.choices] for field in subjects.fields.values()}
    if not subjects.fields_only:
        names |= {name: [level.name.name for level in grade.levels] for name, grade in scope.grades.items()}
        names["stage"] = list(scope.stages)
    return names


def selection(
    scope: Scope, words: Sequence[ast.Word], where: ast.Condition | None, *, own: bool = False
) -> model.Selection | None:
    """Activities with a condition over their own fields, which at least one of them has to declare."""
    names = scope.names(scope.activities, words, "activity")
    if len(names) < len(words) or not (names or own):
        return None
    if where is None:
        return model.Selection(names, own, None)
    fields: dict[str, model.Field] = {}
    tested = set(_tested(where))
    for name in names:
        for field in scope.activities[name].fields.values():
            other = fields.setdefault(field.name, field)
            if field.name in tested and (other.kind, other.choices, other.currency) != (
                field.kind,
                field.choices,
                field.currency,
            ):
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


def _tested(where: ast.Condition) -> Iterator[str]:
    """The names of the fields that a `where` asks about."""
    match where:
        case ast.Chain() | ast.Block():
            for item in where.items:
                yield from _tested(item)
        case ast.Bare():
            yield where.name.name
        case ast.Happened():
            pass
        case _:
            yield where.subject.name


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
    scope.report(
        error(
            "LP210",
            what.span,
            f"“{field.label}” is no date or time, so nothing can be counted from it.",
            help="Behind `since` stands an activity, a day such as 2026-10-01, or a field that is a date or a time.",
        )
    )
    return None


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
                    f"“{field.label}” alone says nothing: say what it must be.",
                    help="Only definitions, activities and yes-or-no fields are conditions by themselves.",
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
        levels = scope.grades[name].levels if name in scope.grades else ()
        such = f"is {levels[0].name.name}" if levels else f"is at least {_threshold(scope, name)}"
        scope.report(
            error(
                "LP207",
                node.span,
                f"“{name}” alone says nothing: say what it must be.",
                help=f"Such as `{name} {such}`.",
            )
        )
        return None
    elif name == "stage":
        scope.report(
            error("LP207", node.span, "“stage” alone says nothing: say which.", help="Such as `stage is at least MQL`.")
        )
        return None
    elif name in scope.stages:
        test = f"stage is {'not ' if node.negated else ''}{name}"
        scope.report(error("LP207", node.span, f"“{name}” is a stage.", fix=Fix(node.span, test, f"write `{test}`")))
        return None
    else:
        known = [*scope.defines, *scope.activities, *(f.name for f in scope.fields.values() if f.kind == "yes or no")]
        scope.unknown_name(node.name, "definition, activity or yes-or-no field", known)
        return None
    return model.Not(node.span, found) if node.negated else found


def _threshold(scope: Scope, score: str) -> str:
    """A number that the score can reach: the middle of its range."""
    found = scope.scores.get(score)
    if found is None or found.range is None:
        return "50"
    low, high = found.range.low, found.range.high
    return f"{max(low, (low + high) // 2):f}"


def _happened(scope: Scope, node: ast.Happened, subjects: Subjects) -> model.Condition | None:
    if subjects.fields_only:
        scope.report(
            error(
                "LP210",
                node.span,
                "Behind `where` stand only the activity's own fields.",
                help="Put the other activity on a line of its own below `all of` or `any of`.",
            )
        )
        return None
    if (slip := slips.field_in_a_window(node, scope.fields, scope.activities)) is not None:
        scope.report(slip)
        return None
    for word in node.activities:
        if word.name not in scope.activities and word.name in scope.defines:
            scope.report(
                error(
                    "LP208",
                    node.span,
                    f"“{word.name}” is a definition, and is negated with `not`.",
                    fix=Fix(node.span, f"not {word.name}", "with `not`")
                    if node.absent and len(node.activities) == 1
                    else None,
                )
            )
            return None
    chosen = selection(scope, node.activities, node.where, own=node.own)
    length = window(scope, node.window)
    if chosen is None or (node.window is not None and length is None) or not _countable(scope, node):
        return None
    different = None
    if node.different is not None:
        different = _different(scope, node.different, chosen)
        if different is None:
            return None
    count = None if node.count is None else model.CountTest(node.count.kind, node.count.times)
    return model.Happened(node.span, chosen, node.absent, count, different, length)


def _different(scope: Scope, word: ast.Word, chosen: model.Selection) -> model.Field | None:
    """The field whose values are told apart: every one of the activities has it."""
    found = None
    for name in chosen.activities:
        found = scope.find(scope.activities[name].fields, word, f"field of {name}")
        if found is None:
            return None
    if found is None:
        scope.report(
            error(
                "LP210",
                word.span,
                "Activities of every kind have no field in common.",
                help=f"Name the activity whose “{word.name}” is meant, in place of `activity`.",
            )
        )
    return found


def _countable(scope: Scope, node: ast.Happened) -> bool:
    if node.count is None:
        return True
    if node.absent:
        scope.report(
            error("LP209", node.count.span, "`no` already counts: none at all.", help="Leave out `no`, or the count.")
        )
        return False
    if isinstance(node.window, ast.LongAgo):
        scope.report(
            error(
                "LP209",
                node.span,
                "`more than … ago` asks about the latest one only, so it cannot be counted.",
                help="Leave out the count.",
            )
        )
        return False
    return True


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
