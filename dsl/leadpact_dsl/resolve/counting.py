"""Points, and how counted activities are limited: windows, periods, fading."""

from __future__ import annotations

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import error
from leadpact_dsl.resolve import conditions, literals
from leadpact_dsl.resolve.scope import Scope


def points_of(scope: Scope, node: ast.Points) -> model.Points | None:
    if isinstance(node.amount, ast.Word):
        found = literals.quantity(scope, node.amount, "", "Points")
        return None if found is None else model.Points(node.sign, found)
    return model.Points(node.sign, model.Fixed(literals.points(scope, node.amount.value, node)))


def fading_of(scope: Scope, node: ast.Fading | None) -> model.Fading | None:
    if node is None:
        return None
    every = literals.window_ms(scope, node.every)
    if every is None:
        return None
    if isinstance(node.loss, ast.Percent):
        if node.loss.value != node.loss.value.to_integral_value() or not 0 < node.loss.value <= 100:
            scope.report(
                error(
                    "LP226",
                    node.loss.span,
                    "A fading takes a whole percentage of the points each time, from 1% to 100%.",
                    help="Or say how many points: `losing 2.5 points every 7 days`.",
                )
            )
            return None
        return model.Fading(node.loss.value, True, every)
    return model.Fading(literals.points(scope, node.loss.value, node), False, every)


def counting_of(scope: Scope, node: ast.Counting) -> model.Counting | None:
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
        fading_of(scope, node.fading),
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
