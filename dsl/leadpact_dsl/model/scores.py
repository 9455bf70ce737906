"""Scores and grades: rules, tables, groups, levels."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from leadpact_dsl.frozen import frozen
from leadpact_dsl.model.base import Clause, Field, Named, Quantity, Scalar
from leadpact_dsl.model.conditions import Condition, Selection, Window


@frozen
class Points:
    sign: Literal[1, -1]
    amount: Quantity


@frozen
class Fading:
    """Each whole `every` of age takes `loss`: percent of the original points, or points."""

    loss: Decimal
    percent: bool
    every: int


@frozen
class Once:
    """At most so many per period. `period` "ever" is plain `once`; "fixed" is a grid of `every` ms from 1970-01-05."""

    period: Literal["day", "week", "month", "quarter", "year", "ever", "fixed"]
    every: int = 0
    times: int = 1
    """How many of each period count, the latest ones."""


@frozen
class Counting:
    selection: Selection
    window: Window | None
    once: Once | None
    at_most_times: int | None
    fading: Fading | None
    at_most_points: Decimal | None


@frozen
class IfRule(Clause):
    points: Points
    condition: Condition
    fading: Fading | None


@frozen
class EachRule(Clause):
    points: Points
    counting: Counting


@frozen
class IdleRule(Clause):
    """Points for every whole `every` since the lead's latest own activity, or since the time field without one."""

    points: Points
    every: int
    since: Field | None
    at_most_points: Decimal | None


@frozen
class Band:
    """From `low` (None: without limit) to `high`; the upper end is in where `high_in`."""

    low: Decimal | None
    high: Decimal | None
    high_in: bool

    def holds(self, value: Decimal) -> bool:
        if self.low is not None and value < self.low:
            return False
        if self.high is None:
            return True
        return value <= self.high if self.high_in else value < self.high


@frozen
class ValuesKey:
    """`values` are all of them, the entries of `lists` included."""

    values: tuple[Scalar, ...]
    lists: tuple[str, ...] = ()


@frozen
class UnknownKey:
    pass


@frozen
class OtherwiseKey:
    """Every known value that no other row names."""


RowKey: TypeAlias = "Band | ValuesKey | UnknownKey | OtherwiseKey"


@frozen
class Row(Clause):
    key: RowKey
    points: Decimal


@frozen
class Table(Clause):
    """By a field of the lead, by a score, or by a grade."""

    by: Field | ScoreName | GradeName
    rows: tuple[Row, ...]


@frozen
class ScoreName:
    name: str


@frozen
class GradeName:
    name: str


@frozen
class EachTable(Clause):
    """Each counted activity pays the row of its own field."""

    field: Field
    counting: Counting
    rows: tuple[Row, ...]


@frozen
class Group(Clause):
    """`low` and `high` bound the sum (None: no bound); then `counts` percent of it; all only if `only_if` holds.

    `at most N points` is low −N and high N. `fading` is for those rules inside that carry none of their own.
    """

    label: str
    low: Decimal | None
    high: Decimal | None
    counts: Decimal | None
    fading: Fading | None
    only_if: Condition | None
    rules: tuple[Rule, ...]


@frozen
class FirstOf(Clause):
    rules: tuple[IfRule, ...]


@frozen
class Adds(Clause):
    """The field's own value as points, held within low and high; `when_unknown` None only where it is never unknown."""

    field: Field
    low: Decimal
    high: Decimal
    when_unknown: Decimal | None


Rule: TypeAlias = "IfRule | EachRule | IdleRule | Table | EachTable | Group | FirstOf | Adds"


@frozen
class ZeroIf(Clause):
    condition: Condition


@frozen
class Term:
    """`weight` in percent with the sign of the term: 60, 100 for a whole score, −25."""

    weight: Decimal
    score: str


@frozen
class Score(Named):
    """Made of `rules`, or of `terms` over other scores; rounded to hundredths, then bounded where bounds are given.

    `follows`: the rules see only activities strictly after the latest of these, for the reason `follows_because`.
    """

    low: Decimal | None
    high: Decimal | None
    terms: tuple[Term, ...]
    rules: tuple[Rule, ...]
    zero_if: tuple[ZeroIf, ...]
    follows: tuple[str, ...]
    follows_because: str | None = None


@frozen
class Level(Named):
    """`test` is a band of the grade's score, a condition, or None for `otherwise`."""

    test: Band | Condition | None


@frozen
class Grade(Named):
    """Ordered best first. `score` is None for a grade by conditions."""

    score: str | None
    levels: tuple[Level, ...]

    def rank(self, level: str) -> int:
        """0 is the best."""
        return next(i for i, known in enumerate(self.levels) if known.name == level)
