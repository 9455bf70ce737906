"""What follows from scores: grades, stages, recycling, routes, clocks and their responses."""

from __future__ import annotations

from leadpact.plan.activities import Latest
from leadpact.plan.numbers import Number
from leadpact.plan.points import Band, Rows
from leadpact.plan.tests import Test
from leadpact_dsl import model
from leadpact_dsl.frozen import frozen


@frozen
class Level:
    """By a band of the grade's number, by a test, or (None) in all other cases."""

    name: str
    test: Band | Test | None


@frozen
class Grade:
    """`by` is the score that bands are of, at their scale; None for a grade by tests."""

    clause: model.Grade
    by: Number | None
    levels: tuple[Level, ...]


@frozen
class Stage:
    """Held while its test holds, and from its first record on that is not before the latest return."""

    clause: model.Stage
    when: Test | None


@frozen
class Disqualify:
    clause: model.Disqualify
    when: Test


@frozen
class Recycle:
    """`returns` are the latest of each of its activities; `back` is asked about what came after the latest of them."""

    clause: model.Recycle
    returns: tuple[Latest, ...]
    back: Test | None


@frozen
class Route:
    clause: model.Route
    when: Test | None


@frozen
class Response:
    """`applies` is asked in the frame of the cycle's start. `calendars` are those that the lead may be on; the place of
    its row in `chosen` says which one (None: the first)."""

    clause: model.Response
    applies: Test | None
    calendars: tuple[str, ...]
    chosen: Rows | None


@frozen
class Clock:
    clause: model.Clock
    responses: tuple[Response, ...]
