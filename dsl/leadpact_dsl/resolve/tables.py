"""Tables of points: rows by the values or bands of a field, a score or a grade."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import error, exchanged
from leadpact_dsl.resolve import literals
from leadpact_dsl.resolve.counting import counting_of
from leadpact_dsl.resolve.scope import Scope, because
from leadpact_dsl.resolve.subjects import no_such_list


def table(scope: Scope, node: ast.Table, clause_id: str) -> model.Table | None:
    name = node.field.name
    by: model.Field | model.ScoreName | model.GradeName
    if name in scope.fields:
        by = scope.fields[name]
    elif name in scope.scores:
        by = model.ScoreName(name)
    elif name in scope.grades:
        by = model.GradeName(name)
    else:
        scope.unknown_name(node.field, "field of the lead", [*scope.fields, *scope.scores, *scope.grades])
        return None
    return model.Table(node.span, clause_id, because(node.because), by, tuple(_table_rows(scope, node, by, clause_id)))


def each_table(scope: Scope, node: ast.Table, clause_id: str) -> model.EachTable | None:
    assert node.counting is not None
    counting = counting_of(scope, node.counting)
    if counting is None:
        return None
    fields = {
        name: field
        for activity in reversed(counting.selection.activities)
        for name, field in scope.activities[activity].fields.items()
    }
    field = scope.find(fields, node.field, f"field of {' or '.join(counting.selection.activities)}")
    if field is None:
        return None
    missing = [a for a in counting.selection.activities if field.name not in scope.activities[a].fields]
    if missing:
        scope.report(
            error(
                "LP211",
                node.field.span,
                f"Not every activity here has a field “{field.name}”: {', '.join(missing)} "
                f"{'has' if len(missing) == 1 else 'have'} none.",
                help="Write a table for those that have it, and a rule for the others.",
            )
        )
        return None
    rows = tuple(_table_rows(scope, node, field, clause_id))
    return model.EachTable(node.span, clause_id, because(node.because), field, counting, rows)


By = model.Field | model.ScoreName | model.GradeName


def _table_rows(scope: Scope, node: ast.Table, by: By, clause_id: str) -> Iterator[model.Row]:
    for place, row in enumerate(node.rows, 1):
        key = row_key(scope, row.key, by)
        if key is not None:
            points = literals.points(scope, row.points, row)
            yield model.Row(row.span, f"{clause_id}.{place}", because(row.because), key, points)


def row_key(scope: Scope, key: ast.RowKey, by: By) -> model.RowKey | None:
    match key:
        case ast.UnknownKey():
            return model.UnknownKey()
        case ast.OtherwiseKey():
            return model.OtherwiseKey()
        case ast.OneOfKeys():
            return _values_key(scope, key, by)
        case ast.Below() | ast.FromTo() | ast.OrMore():
            return band(scope, key, by)
        case _:
            assert_never(key)


def _values_key(scope: Scope, key: ast.OneOfKeys, by: By) -> model.RowKey | None:
    match by:
        case model.Field():
            return _field_values(scope, key, by)
        case model.ScoreName():
            found = [literals.quantity(scope, value, "", by.name) for value in key.keys]
            numbers = tuple(one.value for one in found if isinstance(one, model.Fixed))
            return model.ValuesKey(numbers) if len(numbers) == len(key.keys) else None
        case model.GradeName():
            levels = dict.fromkeys((level.name.name for level in scope.grades[by.name].levels), True)
            names = [_level_name(scope, value, levels, by.name) for value in key.keys]
            good = tuple(name for name in names if name is not None)
            return model.ValuesKey(good) if len(good) == len(names) else None
        case _:
            assert_never(by)


def _level_name(scope: Scope, value: ast.Value, levels: dict[str, bool], grade: str) -> str | None:
    if isinstance(value, ast.Word):
        return scope.name(levels, value, f"level of {grade}")
    scope.report(
        error(
            "LP205",
            value.span,
            f"“{value.span.text.strip(chr(34))}” is no level of this grade.",
            help="Levels are written without quotes.",
        )
    )
    return None


def _field_values(scope: Scope, key: ast.OneOfKeys, by: model.Field) -> model.ValuesKey | None:
    """Values of a field; of a text also the entries of lists."""
    if by.kind == "time":
        scope.report(
            error(
                "LP210",
                key.span,
                f"“{by.label}” is a time and has no rows by value.",
                help="Give points with `if`, such as `+10 if … is in the last 30 days`.",
            )
        )
        return None
    values: list[model.Scalar] = []
    lists: list[str] = []
    sound = True
    for value in key.keys:
        if by.kind == "text" and isinstance(value, ast.Word):
            found = scope.lists.get(value.name)
            if found is None:
                no_such_list(scope, value)
                sound = False
            else:
                lists.append(found.name)
                values.extend(found.items)
        else:
            one = literals.scalar(scope, by, value)
            sound = sound and one is not None
            values.extend([] if one is None else [one])
    return model.ValuesKey(tuple(values), tuple(lists)) if sound else None


def band(scope: Scope, key: ast.Below | ast.FromTo | ast.OrMore, by: By) -> model.Band | None:
    what = by.label if isinstance(by, model.Field) else by.name
    ordered = isinstance(by, model.ScoreName) or (
        isinstance(by, model.Field) and by.kind in ("whole number", "number", "money")
    )
    if not ordered:
        scope.report(
            error(
                "LP210",
                key.span,
                f"“{what}” is no number, so it has no bands.",
                help=f"Such as `{_row_such(scope, by)}`.",
            )
        )
        return None
    unit = literals.unit_of(by) if isinstance(by, model.Field) else ""
    match key:
        case ast.Below():
            high = literals.amount(scope, key.high, unit, what)
            return None if high is None else model.Band(None, high, False)
        case ast.OrMore():
            low = literals.amount(scope, key.low, unit, what)
            return None if low is None else model.Band(low, None, False)
        case ast.FromTo():
            low = literals.amount(scope, key.low, unit, what)
            high = literals.amount(scope, key.high, unit, what)
            if low is None or high is None:
                return None
            if low > high or (low == high and key.below):
                scope.report(
                    error(
                        "LP221",
                        key.span,
                        "This band ends before it begins.",
                        help="" if low > high else "Write two different numbers.",
                        fix=exchanged(key.low.span, key.high.span, "the lower end first") if low > high else None,
                    )
                )
                return None
            return model.Band(low, high, not key.below)
        case _:
            assert_never(key)


def _row_such(scope: Scope, by: By) -> str:
    """A row for something that is no number."""
    match by:
        case model.GradeName():
            levels = scope.grades[by.name].levels
            return f"{levels[0].name.name if levels else 'A'}: 5"
        case model.Field(kind="one of", choices=(first, *_)):
            return f"{first.name}: 5"
        case model.Field(kind="yes or no"):
            return "yes: 5"
        case model.Field(kind="date"):
            return "2026-03-31: 5"
        case _:
            return '"…": 5'
