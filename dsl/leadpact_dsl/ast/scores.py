"""What stands in a score, as written."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from leadpact_dsl.ast.base import Amount, Duration, Node, Number, Percent, Period, Text, Value, Word, node
from leadpact_dsl.ast.conditions import Condition, Window


@node
class Fading(Node):
    """`losing 20% every 7 days` or `losing 5 points every 7 days`."""

    loss: Percent | Number
    every: Duration


@node
class Once(Node):
    """`once` (both None), `once a week`, `once every 30 days`; with `times`, `at most 3 times a day`."""

    period: Period | None
    every: Duration | None
    times: int = 1


@node
class Range(Node):
    low: Decimal
    high: Decimal


@node
class AtMostTimes(Node):
    times: int


@node
class AtMostPoints(Node):
    points: Decimal


@node
class Counting(Node):
    """How activities are counted and limited; shared by `for each` rules and tables."""

    activities: tuple[Word, ...]
    window: Window | None
    once: Once | None
    at_most_times: AtMostTimes | None
    fading: Fading | None
    at_most_points: AtMostPoints | None
    where: Condition | None


@node
class Points(Node):
    """Signed points: a number, or the name of a value."""

    sign: Literal[1, -1]
    amount: Number | Word


@node
class IfRule(Node):
    points: Points
    condition: Condition
    fading: Fading | None
    because: Text | None


@node
class EachRule(Node):
    points: Points
    counting: Counting
    because: Text | None


@node
class IdleRule(Node):
    """`-10 for every 30 days without activity since created_at at most 30 points`."""

    points: Points
    every: Duration
    since: Word | None
    at_most_points: AtMostPoints | None
    because: Text | None


@node
class Below(Node):
    high: Amount


@node
class FromTo(Node):
    """`50 to 499`, both ends in; or `60 to below 75`."""

    low: Amount
    high: Amount
    below: bool


@node
class OrMore(Node):
    low: Amount


@node
class OneOfKeys(Node):
    keys: tuple[Value, ...]


@node
class UnknownKey(Node):
    pass


@node
class OtherwiseKey(Node):
    pass


RowKey: TypeAlias = "Below | FromTo | OrMore | OneOfKeys | UnknownKey | OtherwiseKey"


@node
class Row(Node):
    key: RowKey
    points: Decimal
    because: Text | None


@node
class Table(Node):
    """`by employees` over its rows; with `counting`, `by form for each submitted_form …`."""

    field: Word
    counting: Counting | None
    rows: tuple[Row, ...]
    because: Text | None


@node
class Group(Node):
    label: Text
    at_most: AtMostPoints | None
    range: Range | None
    counts: Percent | None
    fading: Fading | None
    only_if: Condition | None
    items: tuple[ScoreItem, ...]
    because: Text | None


@node
class FirstOf(Node):
    rules: tuple[ScoreItem, ...]
    because: Text | None


@node
class Adds(Node):
    """`adds review_points from -10 to 10, 0 when unknown`."""

    field: Word
    range: Range
    when_unknown: Number | None
    because: Text | None


@node
class ZeroIf(Node):
    condition: Condition
    because: Text | None


@node
class CountsAfter(Node):
    """`counts only what follows the latest unsubscribed, returned`."""

    activities: tuple[Word, ...]
    because: Text | None


ScoreItem: TypeAlias = "IfRule | EachRule | IdleRule | Table | Group | FirstOf | Adds | ZeroIf | CountsAfter"


@node
class Term(Node):
    """One part of a weighted score: `60% of fit`; the weight is None for the whole. `sign` is -1 behind `minus`."""

    sign: Literal[1, -1]
    weight: Percent | None
    score: Word
