"""Grades, stages, recycling, routes and clocks."""

from __future__ import annotations

from decimal import Decimal

from leadpact.lower import sources
from leadpact.lower.conditions import condition
from leadpact.lower.lowering import Lowering
from leadpact.lower.rules import band, bands_scale, table_rows
from leadpact.plan.activities import Bound, Latest
from leadpact.plan.flow import Clock, Disqualify, Grade, Level, Recycle, Response, Route, Stage
from leadpact.plan.numbers import POINTS, LatestOf, ScoreNumber, at_scale
from leadpact.plan.points import Band, Rows
from leadpact.plan.tests import Test
from leadpact_dsl import model


def grade(low: Lowering, written: model.Grade) -> Grade:
    if written.score is None:
        return Grade(written, None, tuple(Level(level.name, _level(low, level, POINTS)) for level in written.levels))
    scale = bands_scale([level.test for level in written.levels if isinstance(level.test, model.Band)], POINTS)
    levels = tuple(Level(level.name, _level(low, level, scale)) for level in written.levels)
    return Grade(written, at_scale(ScoreNumber(written.score), scale), levels)


def _level(low: Lowering, level: model.Level, scale: int) -> Band | Test | None:
    match level.test:
        case None:
            return None
        case model.Band() as key:
            return band(key, scale)
        case asked:
            return condition(low, asked).test


def stage(low: Lowering, written: model.Stage) -> Stage:
    return Stage(written, _when(low, written.when))


def disqualify(low: Lowering, written: model.Disqualify) -> Disqualify:
    return Disqualify(written, condition(low, written.when).test)


def recycle(low: Lowering, written: model.Recycle) -> Recycle:
    returns = tuple(Latest(sources.source(low, selection, None, ())) for selection in written.when)
    back = None
    if written.back_if is not None:
        # It is asked of returned leads alone: what others did need not be looked at.
        back = condition(low, written.back_if, (Bound(">", LatestOf(returns), required=True),)).test
    return Recycle(written, returns, back)


def route(low: Lowering, written: model.Route) -> Route:
    return Route(written, _when(low, written.when))


def clock(low: Lowering, written: model.Clock) -> Clock:
    """With its responses in the order written; one without a condition is the last that can apply."""
    responses = []
    for response in low.policy.responses.values():
        if response.clock == written.name:
            calendars, chosen = _calendars(low, response)
            responses.append(Response(response, _when(low, response.applies_to), calendars, chosen))
            if response.applies_to is None:
                break
    return Clock(written, tuple(responses))


def _calendars(low: Lowering, response: model.Response) -> tuple[tuple[str, ...], Rows | None]:
    choice = response.calendar
    if choice is None:
        return (), None
    names = tuple(name for _, name in choice.rows)
    if choice.field is None:
        return names, None
    rows = tuple(model.Row(response.span, response.id, None, key, Decimal(0)) for key, _ in choice.rows)
    return names, table_rows(low, choice.field, rows)


def _when(low: Lowering, when: model.Condition | None) -> Test | None:
    return None if when is None else condition(low, when).test
