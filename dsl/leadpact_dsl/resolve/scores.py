"""Scores and grades: each rule with its points, limits and conditions typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import assert_never

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Diagnostic, Fix, error
from leadpact_dsl.resolve import conditions, literals
from leadpact_dsl.resolve.conditions import lead_subjects
from leadpact_dsl.resolve.names import usable_as_value
from leadpact_dsl.resolve.scope import Scope, because, label, only
from leadpact_dsl.resolve.subjects import no_such_list
from leadpact_dsl.source import Span

_HUNDRED = Decimal(100)


def score(scope: Scope, node: ast.Score) -> model.Score:
    owner = f"score {node.name.name}"
    rules = tuple(_rules(scope, node.items, owner))
    zeros = [item for item in node.items if isinstance(item, ast.ZeroIf)]
    follows = [item for item in node.items if isinstance(item, ast.CountsAfter)]
    only(scope, tuple(follows), "counts only what follows")
    _check_shape(scope, node)
    return model.Score(
        node.span,
        owner,
        because(node.because),
        node.name.name,
        label(node.label, node.name),
        None if node.range is None else literals.points(scope, node.range.low, node.range),
        None if node.range is None else literals.points(scope, node.range.high, node.range),
        tuple(term for written in node.terms for term in _term(scope, written)),
        rules,
        tuple(_zero_ifs(scope, zeros, owner)),
        scope.names(scope.activities, follows[0].activities, "activity") if follows else (),
        because(follows[0].because) if follows else None,
    )


def grade(scope: Scope, node: ast.Grade) -> model.Grade:
    of = None if node.of is None else scope.name(scope.scores, node.of, "score")
    owner = f"grade {node.name.name}"
    levels: list[model.Level] = []
    seen: dict[str, ast.Level] = {}
    for written in node.levels:
        if written.name.name in seen:
            scope.report(error("LP201", written.name.span, f"The level “{written.name.name}” stands twice."))
            continue
        seen[written.name.name] = written
        usable_as_value(scope, written.name, "level")
        good, test = _level_test(scope, node, written)
        if good:
            name = written.name.name
            levels.append(
                model.Level(
                    written.span,
                    f"{owner}/{name}",
                    because(written.because),
                    name,
                    label(written.label, written.name),
                    test,
                )
            )
    if not node.levels:
        scope.report(
            error("LP222", node.span, "This grade has no levels.", help='Such as `A "Call today": 75 or more`.')
        )
    return model.Grade(
        node.span, owner, because(node.because), node.name.name, label(node.label, node.name), of, tuple(levels)
    )


def _check_shape(scope: Scope, node: ast.Score) -> None:
    if node.terms and any(not isinstance(item, ast.ZeroIf) for item in node.items):
        first = next(item for item in node.items if not isinstance(item, ast.ZeroIf))
        scope.report(
            error(
                "LP223",
                first.span,
                "A score is either made of other scores or of rules of its own.",
                help="Put these rules into a score of their own and add it to the others with `plus`.",
            )
        )
    if not node.terms and not node.items:
        scope.report(error("LP222", node.span, "This score has no rules.", help="Such as `+10 if …`."))
    if not node.terms and node.range is None:
        end = node.label.span if node.label else node.name.span
        place = Span(end.file, end.end, end.end)
        scope.report(
            error(
                "LP224",
                node.name.span,
                f"The score “{node.name.name}” does not say from where to where it goes.",
                help="A score with rules has a lowest and a highest value.",
                fix=Fix(place, " from 0 to 100", "from 0 to 100, for example"),
            )
        )
    if node.range is not None and node.range.low >= node.range.high:
        scope.report(error("LP221", node.range.span, "The lower end of this range is not below its upper end."))


def _term(scope: Scope, node: ast.Term) -> Iterator[model.Term]:
    name = scope.name(scope.scores, node.score, "score")
    if name is not None:
        yield model.Term((node.weight.value if node.weight else _HUNDRED) * node.sign, name)


def _zero_ifs(scope: Scope, items: Sequence[ast.ZeroIf], owner: str) -> Iterator[model.ZeroIf]:
    for place, item in enumerate(items, 1):
        found = conditions.resolve(scope, item.condition, lead_subjects(scope))
        if found is not None:
            yield model.ZeroIf(item.span, f"{owner}/zero {place}", because(item.because), found)


def _rules(scope: Scope, items: Sequence[ast.ScoreItem], owner: str) -> Iterator[model.Rule]:
    for place, item in enumerate(items, 1):
        found = _rule(scope, item, f"{owner}{'/' if owner.count('/') == 0 else '.'}{place}")
        if found is not None:
            yield found


def _rule(scope: Scope, item: ast.ScoreItem, clause_id: str) -> model.Rule | None:
    match item:
        case ast.IfRule():
            points = _points(scope, item.points)
            condition = conditions.resolve(scope, item.condition, lead_subjects(scope))
            if points is None or condition is None:
                return None
            return model.IfRule(
                item.span, clause_id, because(item.because), points, condition, _fading(scope, item.fading)
            )
        case ast.EachRule():
            points = _points(scope, item.points)
            counting = _counting(scope, item.counting)
            if points is None or counting is None:
                return None
            return model.EachRule(item.span, clause_id, because(item.because), points, counting)
        case ast.IdleRule():
            return _idle(scope, item, clause_id)
        case ast.Table():
            return _table(scope, item, clause_id) if item.counting is None else _each_table(scope, item, clause_id)
        case ast.Group():
            return _group(scope, item, clause_id)
        case ast.FirstOf():
            return _first_of(scope, item, clause_id)
        case ast.Adds():
            return _adds(scope, item, clause_id)
        case ast.ZeroIf() | ast.CountsAfter():
            if "." in clause_id or clause_id.count("/") > 1:
                scope.report(
                    error("LP225", item.span, "This stands for the whole score, so it belongs directly below it.")
                )
            return None
        case _:
            assert_never(item)


def _points(scope: Scope, node: ast.Points) -> model.Points | None:
    if isinstance(node.amount, ast.Word):
        found = literals.quantity(scope, node.amount, "", "Points")
        return None if found is None else model.Points(node.sign, found)
    return model.Points(node.sign, model.Fixed(literals.points(scope, node.amount.value, node)))


def _fading(scope: Scope, node: ast.Fading | None) -> model.Fading | None:
    if node is None:
        return None
    every = literals.window_ms(scope, node.every)
    if every is None:
        return None
    if isinstance(node.loss, ast.Percent):
        if node.loss.value != node.loss.value.to_integral_value() or not 0 < node.loss.value <= _HUNDRED:
            scope.report(error("LP226", node.loss.span, "A fading takes a whole percentage from 1% to 100%."))
            return None
        return model.Fading(node.loss.value, True, every)
    return model.Fading(literals.points(scope, node.loss.value, node), False, every)


def _counting(scope: Scope, node: ast.Counting) -> model.Counting | None:
    chosen = conditions.selection(scope, node.activities, node.where)
    window = conditions.window(scope, node.window)
    if chosen is None or (node.window is not None and window is None):
        return None
    once = None
    if node.once is not None:
        once = _once(scope, node.once)
        if once is None:
            return None
    return model.Counting(
        chosen,
        window,
        once,
        None if node.at_most_times is None else node.at_most_times.times,
        _fading(scope, node.fading),
        None
        if node.at_most_points is None
        else literals.points(scope, node.at_most_points.points, node.at_most_points),
    )


def _once(scope: Scope, node: ast.Once) -> model.Once | None:
    if node.period is not None:
        return model.Once(node.period, times=node.times)
    if node.every is None:
        return model.Once("ever")
    every = literals.window_ms(scope, node.every)
    if every is None:
        return None
    if every % literals.DAY:
        scope.report(
            error("LP227", node.every.span, "Such a period is counted in whole days or weeks.", help="Such as 30 days.")
        )
        return None
    return model.Once("fixed", every)


def _idle(scope: Scope, node: ast.IdleRule, clause_id: str) -> model.IdleRule | None:
    points = _points(scope, node.points)
    every = literals.window_ms(scope, node.every)
    since = None
    if node.since is not None:
        since = scope.find(scope.fields, node.since, "field of the lead")
        if since is not None and since.kind not in ("date", "time"):
            scope.report(
                error(
                    "LP210", node.since.span, f"“{since.label}” is no date or time, so nothing can be counted from it."
                )
            )
            since = None
        if since is None:
            return None
    if points is None or every is None:
        return None
    limit = node.at_most_points
    return model.IdleRule(
        node.span,
        clause_id,
        because(node.because),
        points,
        every,
        since,
        None if limit is None else literals.points(scope, limit.points, limit),
    )


def _group(scope: Scope, node: ast.Group, clause_id: str) -> model.Group:
    low = high = None
    if node.at_most is not None:
        high = literals.points(scope, node.at_most.points, node.at_most)
        low = -high
    elif node.range is not None:
        low = literals.points(scope, node.range.low, node.range)
        high = literals.points(scope, node.range.high, node.range)
        if low > high:
            scope.report(error("LP221", node.range.span, "The lower end of this range is not below its upper end."))
    counts = None
    if node.counts is not None:
        counts = node.counts.value
        if counts != counts.to_integral_value() or not 0 < counts <= 1000:
            scope.report(error("LP226", node.counts.span, "A group counts a whole percentage from 1% to 1000%."))
            counts = None
    gate = None if node.only_if is None else conditions.resolve(scope, node.only_if, lead_subjects(scope))
    return model.Group(
        node.span,
        clause_id,
        because(node.because),
        node.label.value,
        low,
        high,
        counts,
        _fading(scope, node.fading),
        gate,
        tuple(_rules(scope, node.items, clause_id)),
    )


def _first_of(scope: Scope, node: ast.FirstOf, clause_id: str) -> model.FirstOf:
    rules: list[model.IfRule] = []
    for place, item in enumerate(node.rules, 1):
        if not isinstance(item, ast.IfRule):
            scope.report(
                error(
                    "LP225",
                    item.span,
                    "Below `first of` stand only rules with `if`: the first that holds pays.",
                    help="Such as `+30 if …`.",
                )
            )
            continue
        found = _rule(scope, item, f"{clause_id}.{place}")
        if isinstance(found, model.IfRule):
            rules.append(found)
    return model.FirstOf(node.span, clause_id, because(node.because), tuple(rules))


def _adds(scope: Scope, node: ast.Adds, clause_id: str) -> model.Adds | None:
    field = scope.find(scope.fields, node.field, "field of the lead")
    if field is None:
        return None
    if field.kind not in ("number", "whole number"):
        scope.report(error("LP210", node.field.span, f"“{field.label}” is no number, so it cannot be added as points."))
        return None
    default = None if node.when_unknown is None else literals.points(scope, node.when_unknown.value, node.when_unknown)
    if default is None and field.can_be_unknown:
        place = Span(node.range.span.file, node.range.span.end, node.range.span.end)
        scope.report(
            error(
                "LP228",
                node.span,
                f"“{field.label}” can be unknown, and this does not say what is added then.",
                fix=Fix(place, ", 0 when unknown", "nothing, for example"),
            )
        )
        return None
    low = literals.points(scope, node.range.low, node.range)
    high = literals.points(scope, node.range.high, node.range)
    if low > high:
        scope.report(error("LP221", node.range.span, "The lower end of this range is not below its upper end."))
        return None
    return model.Adds(node.span, clause_id, because(node.because), field, low, high, default)


def _table(scope: Scope, node: ast.Table, clause_id: str) -> model.Table | None:
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


def _each_table(scope: Scope, node: ast.Table, clause_id: str) -> model.EachTable | None:
    assert node.counting is not None
    counting = _counting(scope, node.counting)
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
                f"Not every activity here has a field “{field.name}”: {', '.join(missing)} has none.",
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
            return _band(scope, key, by)
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
    scope.report(error("LP205", value.span, f"“{value.span.text}” is no level of this grade."))
    return None


def _field_values(scope: Scope, key: ast.OneOfKeys, by: model.Field) -> model.ValuesKey | None:
    """Values of a field; of a text also the entries of lists."""
    if by.kind == "time":
        scope.report(error("LP210", key.span, f"“{by.label}” is a time and has no rows by value."))
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


def _band(scope: Scope, key: ast.Below | ast.FromTo | ast.OrMore, by: By) -> model.Band | None:
    what = by.label if isinstance(by, model.Field) else by.name
    ordered = isinstance(by, model.ScoreName) or (
        isinstance(by, model.Field) and by.kind in ("whole number", "number", "money")
    )
    if not ordered:
        scope.report(error("LP210", key.span, f"“{what}” is no number, so it has no bands.", help="Name its values."))
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
                scope.report(error("LP221", key.span, "This band ends before it begins."))
                return None
            return model.Band(low, high, not key.below)
        case _:
            assert_never(key)


def _level_test(scope: Scope, grade: ast.Grade, level: ast.Level) -> tuple[bool, model.Band | model.Condition | None]:
    """(whether the level is sound, its test)."""
    test = level.test
    match test:
        case ast.OtherwiseKey():
            if grade.of is not None:
                scope.report(_mixed(level, "Bands of a score cover it completely, so there is no `otherwise`."))
                return False, None
            return True, None
        case ast.Below() | ast.FromTo() | ast.OrMore():
            if grade.of is None:
                scope.report(
                    _mixed(level, 'A grade with bands says of which score it is: `grade NAME "Label" of SCORE`.')
                )
                return False, None
            band = _band(scope, test, model.ScoreName(grade.of.name))
            return band is not None, band
        case ast.OneOfKeys() | ast.UnknownKey():
            scope.report(_mixed(level, "A level is a band of a score, or a condition behind `when`."))
            return False, None
        case _:
            if grade.of is not None:
                scope.report(_mixed(level, "This grade goes by the bands of a score, so its levels have no `when`."))
                return False, None
            found = conditions.resolve(scope, test, lead_subjects(scope))
            return found is not None, found


def _mixed(level: ast.Level, message: str) -> Diagnostic:
    return error("LP229", level.span, message)
