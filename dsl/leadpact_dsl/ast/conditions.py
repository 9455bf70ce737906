"""Conditions as written."""

from __future__ import annotations

from typing import Literal, TypeAlias

from leadpact_dsl.ast.base import Day, Duration, Node, Value, Word, node

Comparison: TypeAlias = Literal["is", "is not", "is more than", "is at least", "is less than", "is at most"]
MatchKind: TypeAlias = Literal["contains", "starts with", "ends with", "has the word"]
Bound: TypeAlias = Literal["at least", "at most"]
CountKind: TypeAlias = Literal["at least", "at most", "exactly"]


@node
class Compare(Node):
    """`employees is at least 50`."""

    subject: Word
    op: Comparison
    value: Value


@node
class Between(Node):
    subject: Word
    low: Value
    high: Value


@node
class Among(Node):
    """`is one of …`, negated `is none of …`; a value may be the name of a list."""

    subject: Word
    negated: bool
    values: tuple[Value, ...]


@node
class Known(Node):
    subject: Word
    known: bool


@node
class Match(Node):
    """A test of text; `several` where it was written `one of`."""

    subject: Word
    kind: MatchKind
    values: tuple[Value, ...]
    several: bool


@node
class Dated(Node):
    subject: Word
    kind: Literal["before", "after"]
    value: Value


@node
class Recent(Node):
    """A date or time against as of."""

    subject: Word
    kind: Literal["in the last", "in the next", "more than ago"]
    duration: Duration


@node
class Bare(Node):
    """A name alone: a definition, a yes-or-no field, or an activity that happened."""

    name: Word
    negated: bool


@node
class Count(Node):
    kind: CountKind
    times: int


@node
class InTheLast(Node):
    duration: Duration


@node
class LongAgo(Node):
    """The latest one was more than this ago."""

    duration: Duration


@node
class Since(Node):
    """Strictly after the latest of an activity; from a date or time on where that of a field, or a day, is named."""

    what: Word | Day


Window: TypeAlias = "InTheLast | LongAgo | Since"


@node
class Happened(Node):
    """`viewed_page at least 3 times with different path in the last 14 days where …`, or `no viewed_page …`.

    Several activities are counted together: `any of opened_email, clicked_link at least 3 times`, `none of …`.
    """

    activities: tuple[Word, ...]
    own: bool
    """`activity` stands for all of the lead's own; then `activities` is empty."""
    absent: bool
    count: Count | None
    different: Word | None
    window: Window | None
    where: Condition | None


@node
class Chain(Node):
    """Conditions on one line joined by `and`, or by `or`."""

    kind: Literal["and", "or"]
    items: tuple[Condition, ...]


@node
class Block(Node):
    """`all of`, `any of`, `at least N of` over the lines below it; N is None but for the last."""

    kind: Literal["all of", "any of", "at least of"]
    at_least: int | None
    items: tuple[Condition, ...]


Condition: TypeAlias = "Compare | Between | Among | Known | Match | Dated | Recent | Bare | Happened | Chain | Block"
