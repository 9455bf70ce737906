"""Conditions: tests of fields, scores, grades and stages, activities that happened, and how they combine."""

from __future__ import annotations

import datetime as dt
from dataclasses import field
from typing import Literal, TypeAlias

from leadpact_dsl.frozen import frozen
from leadpact_dsl.model.base import Field, Named, Quantity, Scalar
from leadpact_dsl.source import Span

OrderKind: TypeAlias = Literal["is", "is not", "is more than", "is at least", "is less than", "is at most"]
MatchKind: TypeAlias = Literal["contains", "starts with", "ends with", "has the word"]


@frozen
class Equals:
    """Text, choice, yes or no, or date."""

    value: Scalar
    negated: bool


@frozen
class OneOf:
    """Any of the values, or any entry of the lists named."""

    values: tuple[Scalar, ...]
    lists: tuple[str, ...]
    negated: bool


@frozen
class Order:
    """Numbers, money, scores."""

    op: OrderKind
    amount: Quantity


@frozen
class Between:
    """Numbers, money, scores; both ends in."""

    low: Quantity
    high: Quantity


@frozen
class IsKnown:
    known: bool


@frozen
class TextMatch:
    """Holds where any of the values, or any entry of the lists, matches; `several` where it was written `one of`."""

    kind: MatchKind
    values: tuple[str, ...]
    lists: tuple[str, ...]
    several: bool


@frozen
class TimeSpanTest:
    """Holds from `start` up to, not including, `end` (None: open). A date counts as the start of its day.

    `written` is how the policy says it: before D, after D, is D, between D and E.
    """

    start: int | None
    end: int | None
    kind: Literal["before", "after", "between"]
    written: tuple[dt.date | int, ...]


@frozen
class Recent:
    """Against as of: `in the last` as of − D < t ≤ as of; `in the next` as of < t ≤ as of + D; else t < as of − D."""

    kind: Literal["in the last", "in the next", "more than ago"]
    duration: int


Test: TypeAlias = "Equals | OneOf | Order | Between | IsKnown | TextMatch | TimeSpanTest | Recent"


@frozen
class FieldTest:
    span: Span = field(compare=False, repr=False)
    field: Field
    test: Test


@frozen
class ScoreTest:
    span: Span = field(compare=False, repr=False)
    score: str
    test: Order | Between


@frozen
class GradeTest:
    """`levels` are those written; `at least B` means B or better (levels are ordered, best first)."""

    span: Span = field(compare=False, repr=False)
    grade: str
    op: Literal["is", "is not", "is one of", "is none of", "is more than", "is at least", "is less than", "is at most"]
    levels: tuple[str, ...]


@frozen
class StageTest:
    """Stages are ordered, furthest last: `is at least SAL` means SAL or further."""

    span: Span = field(compare=False, repr=False)
    op: Literal["is", "is not", "is one of", "is none of", "is more than", "is at least", "is less than", "is at most"]
    stages: tuple[str, ...]


@frozen
class DefineTest:
    span: Span = field(compare=False, repr=False)
    define: str


@frozen
class Not:
    span: Span = field(compare=False, repr=False)
    item: DefineTest | FieldTest


@frozen
class InLast:
    duration: int


@frozen
class LongAgo:
    """The latest one was more than this before as of."""

    duration: int


@frozen
class SinceLatest:
    """Strictly after the latest of this activity; nothing counts without one."""

    activity: str


@frozen
class SinceField:
    """From the date or time that this field of the lead holds on; nothing counts where it is unknown."""

    field: Field


@frozen
class SinceDay:
    """From the start of this day on, in the agreement's timezone: `start` is that instant."""

    day: dt.date
    start: int


Window: TypeAlias = "InLast | LongAgo | SinceLatest | SinceField | SinceDay"


@frozen
class Selection:
    """Which activities: of these kinds (`own`: every kind that is the lead's own) whose own fields satisfy `where`.

    A test of a field that a kind does not declare passes for that kind.
    """

    activities: tuple[str, ...]
    own: bool
    where: Condition | None


@frozen
class CountTest:
    kind: Literal["at least", "at most", "exactly"]
    times: int


@frozen
class Happened:
    """An activity took place (or did not: `absent`). Without `count`: at least once.

    `different` counts the distinct known values of that field. With `LongAgo` the latest one decides.
    """

    span: Span = field(compare=False, repr=False)
    selection: Selection
    absent: bool
    count: CountTest | None
    different: Field | None
    window: Window | None


@frozen
class Combined:
    """`inline` where it was written on one line with `and` or `or`."""

    span: Span = field(compare=False, repr=False)
    kind: Literal["all", "any", "at least"]
    at_least: int
    items: tuple[Condition, ...]
    inline: bool = field(compare=False)


Condition: TypeAlias = "FieldTest | ScoreTest | GradeTest | StageTest | DefineTest | Not | Happened | Combined"


@frozen
class Define(Named):
    when: Condition
