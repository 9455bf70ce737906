"""Tests of dates and times. A day stands for its whole length: after the 5th is from the 6th on, between is both in."""

from __future__ import annotations

import datetime as dt
from typing import assert_never

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import error, exchanged
from leadpact_dsl.resolve import literals
from leadpact_dsl.resolve.scope import Scope
from leadpact_dsl.resolve.ways import other_quotes, ways_to_test, written_as

_ONE_DAY = dt.timedelta(days=1)


def dated_test(
    scope: Scope, field: model.Field, node: ast.Dated | ast.Recent | ast.Between
) -> model.TimeSpanTest | model.Recent | None:
    if field.kind not in ("date", "time"):
        scope.report(
            error(
                "LP210",
                node.span,
                f"“{field.label}” is no date or time, so it cannot be before or after anything.",
                help=f"{ways_to_test(field)} A field that holds dates is declared as `date` or `time`.",
            )
        )
        return None
    match node:
        case ast.Recent():
            length = literals.window_ms(scope, node.duration)
            return None if length is None else model.Recent(node.kind, length)
        case ast.Dated(kind="before"):
            edge = _edges(scope, field, node.value)
            return edge and model.TimeSpanTest(None, edge[0], "before", (edge[2],))
        case ast.Dated():
            edge = _edges(scope, field, node.value)
            return edge and model.TimeSpanTest(edge[1], None, "after", (edge[2],))
        case ast.Between():
            low, high = _edges(scope, field, node.low), _edges(scope, field, node.high)
            if low is None or high is None:
                return None
            if high[1] <= low[0]:
                scope.report(
                    error(
                        "LP221",
                        node.span,
                        "The second of these comes before the first.",
                        help="Write the earlier one first.",
                        fix=exchanged(node.low.span, node.high.span, "the earlier one first"),
                    )
                )
                return None
            return model.TimeSpanTest(low[0], high[1], "between", (low[2], high[2]))
        case _:
            assert_never(node)


def _edges(scope: Scope, field: model.Field, value: ast.Value) -> tuple[int, int, dt.date | int] | None:
    """The first instant of a day or moment, the first one behind it, and what was written."""
    match value:
        case ast.Day():
            start = scope.zone.start_of_day(value.date)
            return start, scope.zone.start_of_day(value.date + _ONE_DAY), value.date
        case ast.Moment() if field.kind == "time":
            found = literals.instant(scope, value)
            return None if found is None else (found, found + 1, found)
        case _:
            scope.report(
                error(
                    "LP212",
                    value.span,
                    f"“{field.label}” is compared with dates, and “{value.span.text.strip(chr(34))}” is "
                    f"{written_as(value)}.",
                    help="Dates are written year-month-day, such as 2026-03-31.",
                    fix=other_quotes("date", None, value),
                )
            )
            return None
