"""What earns points: rules, tables and groups over whole numbers, each with the scale of what it gives."""

from __future__ import annotations

from typing import TypeAlias

from leadpact.plan.activities import Keep, Latest, Source
from leadpact.plan.numbers import Input, Number
from leadpact.plan.tests import Test
from leadpact_dsl.frozen import frozen
from leadpact_dsl.model import Adds, EachRule, EachTable, IdleRule, IfRule, Table, Term, ZeroIf
from leadpact_dsl.model import Group as GroupClause
from leadpact_dsl.model import Score as ScoreClause

RuleClause: TypeAlias = "IfRule | EachRule | EachTable | IdleRule | Table | Adds"


@frozen
class Fade:
    """Each whole `every` ms of age takes `loss`: percent of the points, which gain two decimals, or units of theirs."""

    loss: int
    percent: bool
    every: int


# ----------------------------------------------------------------------------------------- when a condition came true


@frozen
class DecidedBy:
    """The latest of these activities, where the test holds."""

    test: Test
    latest: Latest


@frozen
class DecidedAmong:
    """The latest of the parts that hold, where the whole holds. No part, or none with an instant: missing."""

    test: Test
    parts: tuple[Decided, ...]


Decided: TypeAlias = "DecidedBy | DecidedAmong"

# --------------------------------------------------------------------------------------------------------------- rows


@frozen
class Band:
    """From `low` (in; None: without limit) to `high`, which is in where `high_in`."""

    low: int | None
    high: int | None
    high_in: bool


@frozen
class Items:
    """Folded texts, names of choices or levels, whole numbers, or yes and no."""

    items: tuple[str | int | bool, ...]


@frozen
class Row:
    """`place` is that among all rows of the table as written, from 0."""

    key: Band | Items
    points: int
    place: int


@frozen
class Other:
    points: int
    place: int


@frozen
class GradeText:
    """The name of the level of a grade."""

    grade: str


@frozen
class Rows:
    """Points by a number, by a text, choice or flag, or by the level of a grade.

    The first row that holds a known value pays, else `otherwise`; an unknown one is paid `unknown`.

    None for either: no such row, which pays nothing.
    """

    by: Number | Input | GradeText
    rows: tuple[Row, ...]
    otherwise: Other | None
    unknown: Other | None
    scale: int


# -------------------------------------------------------------------------------------------------------------- rules


@frozen
class IfPays:
    """`points` if the test holds, faded by their age where some activity made it hold."""

    test: Test
    points: Number
    fade: Fade | None
    decided: Decided | None
    scale: int


@frozen
class EachPays:
    """For each activity kept its price, faded by its age; the sum held within ± `limit`.

    `price` is the same for all, or rows by an own field, whose inputs are owned by the kind of each activity.
    """

    source: Source
    keep: Keep
    price: Number | Rows
    fade: Fade | None
    limit: int | None
    scale: int


@frozen
class IdlePays:
    """`points` for every whole `every` ms since the lead's latest own activity (`latest`), or, without one, since the
    instant `since`; the product held within ± `limit`."""

    points: Number
    every: int
    latest: Latest
    since: Input | None
    limit: int | None
    scale: int


@frozen
class TablePays:
    rows: Rows
    scale: int


@frozen
class AddsInput:
    """The number in the field, held within the two limits; `unknown` where it is unknown."""

    input: Input
    low: int
    high: int
    unknown: int
    scale: int


Pays: TypeAlias = "IfPays | EachPays | IdlePays | TablePays | AddsInput"


@frozen
class Line:
    """A rule. `passed_by`: the tests of the earlier rules of its `first of`; if one of them holds, it pays nothing."""

    clause: RuleClause
    pays: Pays
    passed_by: tuple[Test, ...] = ()
    first_of: bool = False

    @property
    def scale(self) -> int:
        return self.pays.scale


@frozen
class Group:
    """The sum of its items, held within its limits, then `counts` percent of it (which adds two decimals), and nothing
    of it unless `only_if`. All numbers are of `scale`; the items are brought to `inside`, the scale before `counts`."""

    clause: GroupClause
    items: tuple[Item, ...]
    low: int | None
    high: int | None
    counts: int | None
    only_if: Test | None
    inside: int
    scale: int


Item: TypeAlias = "Line | Group"


@frozen
class Weighted:
    """A share of another score: its value times `weight`, which has `scale` − 2 decimals."""

    term: Term
    score: str
    weight: int
    scale: int


@frozen
class Zero:
    clause: ZeroIf
    test: Test


@frozen
class Score:
    """The sum of terms and items at `scale`, rounded to hundredths half away from zero, held within its bounds (in
    hundredths), and set to zero where any of `zero` holds."""

    clause: ScoreClause
    terms: tuple[Weighted, ...]
    items: tuple[Item, ...]
    zero: tuple[Zero, ...]
    low: int | None
    high: int | None
    scale: int
