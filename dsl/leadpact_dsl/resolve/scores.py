"""Scores: each rule with its points, limits and conditions typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import assert_never

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Fix, error
from leadpact_dsl.resolve import conditions, literals
from leadpact_dsl.resolve.conditions import lead_subjects
from leadpact_dsl.resolve.counting import counting_of, fading_of, points_of
from leadpact_dsl.resolve.scope import Scope, because, label, only
from leadpact_dsl.resolve.tables import each_table, table
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
        scope.report(
            error(
                "LP221",
                node.range.span,
                "This range does not go from a lower to a higher number.",
                help="Write the lower one first.",
                fix=_turned(node.range),
            )
        )


def _turned(node: ast.Range) -> Fix | None:
    """The range with its ends exchanged."""
    if node.low == node.high or not node.span.text.startswith("from "):
        return None
    return Fix(node.span, f"from {node.high:f} to {node.low:f}", "the lower one first")


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
            points = points_of(scope, item.points)
            condition = conditions.resolve(scope, item.condition, lead_subjects(scope))
            if points is None or condition is None:
                return None
            return model.IfRule(
                item.span, clause_id, because(item.because), points, condition, fading_of(scope, item.fading)
            )
        case ast.EachRule():
            points = points_of(scope, item.points)
            counting = counting_of(scope, item.counting)
            if points is None or counting is None:
                return None
            return model.EachRule(item.span, clause_id, because(item.because), points, counting)
        case ast.IdleRule():
            return _idle(scope, item, clause_id)
        case ast.Table():
            return table(scope, item, clause_id) if item.counting is None else each_table(scope, item, clause_id)
        case ast.Group():
            return _group(scope, item, clause_id)
        case ast.FirstOf():
            return _first_of(scope, item, clause_id)
        case ast.Adds():
            return _adds(scope, item, clause_id)
        case ast.ZeroIf() | ast.CountsAfter():
            if "." in clause_id or clause_id.count("/") > 1:
                scope.report(
                    error(
                        "LP225",
                        item.span,
                        "This stands for the whole score, so it belongs directly below it.",
                        help="Move it out of the group, and indent it less.",
                    )
                )
            return None
        case _:
            assert_never(item)


def _idle(scope: Scope, node: ast.IdleRule, clause_id: str) -> model.IdleRule | None:
    points = points_of(scope, node.points)
    every = literals.window_ms(scope, node.every)
    since = None
    if node.since is not None:
        since = scope.find(scope.fields, node.since, "field of the lead")
        if since is not None and since.kind not in ("date", "time"):
            scope.report(
                error(
                    "LP210",
                    node.since.span,
                    f"“{since.label}” is no date or time, so nothing can be counted from it.",
                    help="Name a field that is a date or a time, such as when the lead was created.",
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
            scope.report(
                error(
                    "LP221",
                    node.range.span,
                    "This range does not go from a lower to a higher number.",
                    help="Write the lower one first.",
                    fix=_turned(node.range),
                )
            )
    counts = None
    if node.counts is not None:
        counts = node.counts.value
        if counts != counts.to_integral_value() or not 0 < counts <= 1000:
            scope.report(
                error(
                    "LP226",
                    node.counts.span,
                    "A group counts a whole percentage of its points, from 1% to 1000%.",
                    help="Such as `counts 50%`.",
                )
            )
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
        fading_of(scope, node.fading),
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
        scope.report(
            error(
                "LP210",
                node.field.span,
                f"“{field.label}” is no number, so it cannot be added as points.",
                help="Give points for its values with `by` and a table, or with `if`.",
            )
        )
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
        scope.report(
            error(
                "LP221",
                node.range.span,
                "This range does not go from a lower to a higher number.",
                help="Write the lower one first.",
                fix=_turned(node.range),
            )
        )
        return None
    return model.Adds(node.span, clause_id, because(node.because), field, low, high, default)
