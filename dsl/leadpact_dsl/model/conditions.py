"""Conditions: tests of fields, scores, grades and stages, activities that happened, and how they combine."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from leadpact_dsl.model.base import Field, Named, Quantity, Scalar
from leadpact_dsl.source import Span

OrderKind: TypeAlias = Literal["is", "is not", "is more than", "is at least", "is less than", "is at most"]
MatchKind: TypeAlias = Literal["contains", "starts with", "ends with", "has the word"]


@dataclass(frozen=True)
class Equals:
    """Text, choice, yes or no, or date."""

    value: Scalar
    negated: bool


@dataclass(frozen=True)
class OneOf:
    """Any of the values, or any entry of the lists named."""

    values: tuple[Scalar, ...]
    lists: tuple[str, ...]
    negated: bool


@dataclass(frozen=True)
class Order:
    """Numbers, money, scores."""

    op: OrderKind
    amount: Quantity


@dataclass(frozen=True)
class Between:
    """Numbers, money, scores; both ends in."""

    low: Quantity
    high: Quantity


@dataclass(frozen=True)
class IsKnown:
    known: bool


@dataclass(frozen=True)
class TextMatch:
    """Holds where any of the values, or any entry of the lists, matches; `several` where it was written `one of`."""

    kind: MatchKind
    values: tuple[str, ...]
    lists: tuple[str, ...]
    several: bool


@dataclass(frozen=True)
class TimeSpanTest:
    """Holds from `start` up to, not including, `end` (None: open). A date counts as the start of its day.

    `written` is how the policy says it: before D, after D, is D, between D and E.
    """

    start: int | None
    end: int | None
    kind: Literal["before", "after", "between"]
    written: tuple[dt.date | int, ...]


@dataclass(frozen=True)
class Recent:
    """Against as of: `in the last` as of − D < t ≤ as of; `in the next` as of < t ≤ as of + D; else t < as of − D."""

    kind: Literal["in the last", "in the next", "more than ago"]
    duration: int


Test: TypeAlias = "Equals | OneOf | Order | Between | IsKnown | TextMatch | TimeSpanTest | Recent"


@dataclass(frozen=True)
class FieldTest:
    span: Span = field(compare=False, repr=False)
    field: Field
    test: Test


@dataclass(frozen=True)
class ScoreTest:
    span: Span = field(compare=False, repr=False)
    score: str
    test: Order | Between


@dataclass(frozen=True)
class GradeTest:
    """`levels` are those written; `at least B` means B or better (levels are ordered, best first)."""

    span: Span = field(compare=False, repr=False)
    grade: str
    op: Literal["is", "is not", "is one of", "is none of", "is more than", "is at least", "is less than", "is at most"]
    levels: tuple[str, ...]


@dataclass(frozen=True)
class StageTest:
    """Stages are ordered, furthest last: `is at least SAL` means SAL or further."""

    span: Span = field(compare=False, repr=False)
    op: Literal["is", "is not", "is one of", "is none of", "is more than", "is at least", "is less than", "is at most"]
    stages: tuple[str, ...]


@dataclass(frozen=True)
class DefineTest:
    span: Span = field(compare=False, repr=False)
    define: str


@dataclass(frozen=True)
class Not:
    span: Span = field(compare=False, repr=False)
    item: DefineTest | FieldTest


@dataclass(frozen=True)
class InLast:
    duration: int


@dataclass(frozen=True)
class LongAgo:
    """The latest one was more than this before as of."""

    duration: int


@dataclass(frozen=True)
class SinceLatest:
    """Strictly after the latest of this activity; nothing counts without one."""

    activity: str


@dataclass(frozen=True)
class SinceField:
    """From the date or time that this field of the lead holds on; nothing counts where it is unknown."""

    field: Field


@dataclass(frozen=True)
class SinceDay:
    """From the start of this day on, in the agreement's timezone: `start` is that instant."""

    day: dt.date
    start: int


Window: TypeAlias = "InLast | LongAgo | SinceLatest | SinceField | SinceDay"


@dataclass(frozen=True)
class Selection:
    """Which activities: of these kinds (`own`: every kind that is the lead's own) whose own fields satisfy `where`.

    A test of a field that a kind does not declare passes for that kind.
    """

    activities: tuple[str, ...]
    own: bool
    where: Condition | None


@dataclass(frozen=True)
class CountTest:
    kind: Literal["at least", "at most", "exactly"]
    times: int


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Combined:
    """`inline` where it was written on one line with `and` or `or`."""

    span: Span = field(compare=False, repr=False)
    kind: Literal["all", "any", "at least"]
    at_least: int
    items: tuple[Condition, ...]
    inline: bool = field(compare=False)


Condition: TypeAlias = "FieldTest | ScoreTest | GradeTest | StageTest | DefineTest | Not | Happened | Combined"


@dataclass(frozen=True)
class Define(Named):
    when: Condition
