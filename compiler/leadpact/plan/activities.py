"""What a plan asks of a lead's activities: which ones, and what is told of them as one number.

These values are compared by content, so that what several clauses ask is worked out once.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from leadpact.plan.numbers import Number
from leadpact.plan.tests import Test
from leadpact_dsl.frozen import frozen


@frozen
class Pick:
    """One kind of activity, and what its own fields must satisfy (inputs owned by the kind)."""

    kind: str
    where: Test | None


@frozen
class Bound:
    """An activity lies after, at or after, or before an instant. Where the instant is missing, nothing lies within a
    `required` bound, and any other is no bound."""

    op: Literal[">", ">=", "<"]
    instant: Number
    required: bool = False


@frozen
class Source:
    """Activities up to the instant of the frame, in order of time; at one instant in the order of the log.

    `known` names an own field without whose value an activity is left out.
    """

    picks: tuple[Pick, ...]
    bounds: tuple[Bound, ...] = ()
    known: str | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(pick.kind for pick in self.picks)


@frozen
class Count:
    source: Source

    @property
    def scale(self) -> int:
        return 0


@frozen
class Distinct:
    """How many different values an own field has among the activities; texts are compared folded."""

    source: Source
    field: str
    text: bool

    @property
    def scale(self) -> int:
        return 0


@frozen
class Latest:
    """The instant of the latest one; missing where there is none."""

    source: Source

    @property
    def scale(self) -> int:
        return 0


Period: TypeAlias = Literal["ever", "day", "week", "month", "quarter", "year", "fixed"]


@frozen
class Keep:
    """Which of the activities count: the latest `times` of each `period` of the agreement's wall clock (None: all), of
    those the latest `at_most` (None: all). "fixed" is a grid of `every` ms of wall-clock time from 1970-01-05."""

    period: Period | None = None
    every: int = 0
    times: int = 1
    at_most: int | None = None
