"""What people read, as a tree before any format: sections, paragraphs, tables, lists, and the runs of text in them.

The agreement is one such document, and so is every report on a change.

Every text in it is plain: a renderer escapes it for its format and may trust none of it. `kind` names a node for
templates.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias

# ------------------------------------------------------------------------------------------------------------- runs


@dataclass(frozen=True)
class Plain:
    text: str
    kind: ClassVar[str] = "plain"


@dataclass(frozen=True)
class Code:
    text: str
    kind: ClassVar[str] = "code"


@dataclass(frozen=True)
class LineBreak:
    kind: ClassVar[str] = "line_break"


@dataclass(frozen=True)
class Strong:
    runs: Runs
    kind: ClassVar[str] = "strong"


@dataclass(frozen=True)
class Emphasis:
    runs: Runs
    kind: ClassVar[str] = "emphasis"


@dataclass(frozen=True)
class Link:
    """`address` is http, https or mailto, and has been checked."""

    runs: Runs
    address: str
    kind: ClassVar[str] = "link"


Run: TypeAlias = "Plain | Code | LineBreak | Strong | Emphasis | Link"
Runs: TypeAlias = "tuple[Run, ...]"

# ----------------------------------------------------------------------------------------------------------- blocks


@dataclass(frozen=True)
class Paragraph:
    runs: Runs
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Subheading:
    """A heading within a section's text; `depth` 1 stands one level below the section's own title."""

    runs: Runs
    depth: int
    kind: ClassVar[str] = "subheading"


@dataclass(frozen=True)
class Item:
    blocks: Blocks
    kind: ClassVar[str] = "item"


@dataclass(frozen=True)
class BulletList:
    items: tuple[Item, ...]
    kind: ClassVar[str] = "bullet_list"


@dataclass(frozen=True)
class NumberedList:
    items: tuple[Item, ...]
    start: int = 1
    kind: ClassVar[str] = "numbered_list"


@dataclass(frozen=True)
class Column:
    title: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """`label` says what the table holds, for those who cannot see it; it is empty in the authors' prose.

    `signed` marks the table that the teams sign: on paper its rows leave room for a pen.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    label: str
    signed: bool = False
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Definition:
    """A term with its meaning; `clause` is the id of the policy's clause, for links to it."""

    term: Runs
    blocks: Blocks
    kind: ClassVar[str] = "definition"


@dataclass(frozen=True)
class Note:
    """Set apart from the text: what must not be overlooked."""

    blocks: Blocks
    kind: ClassVar[str] = "note"


@dataclass(frozen=True)
class Details:
    """Folded away under one line until a reader asks for it, where a format can fold."""

    summary: Runs
    blocks: Blocks
    kind: ClassVar[str] = "details"


@dataclass(frozen=True)
class Quote:
    blocks: Blocks
    kind: ClassVar[str] = "quote"


@dataclass(frozen=True)
class CodeBlock:
    text: str
    kind: ClassVar[str] = "code_block"


@dataclass(frozen=True)
class Divider:
    kind: ClassVar[str] = "divider"


# --------------------------------------------------------------------------------------------------------- pictures


@dataclass(frozen=True)
class Place:
    """A box of a lifecycle: a stage, a nurturing programme, or (one at most) where leads that are not pursued end.

    `id` is of letters and digits, unique in its lifecycle. `facts` are short lines below the title: owner and
    probability of a stage, rhythm of a programme, the grounds of those that are not pursued.
    """

    id: str
    role: Literal["stage", "nurture", "closed"]
    title: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrow:
    """A way of a lead. `source` and `target` are ids of places.

    A `source` of None is whichever stage the lead is at, a `target` of None whichever stage then holds for it: draw
    all stages as one frame, and the arrow from or to that frame. `onward` leads from a stage to the next, `return`
    from the stages into a programme, `back` from a programme to the stages, `out` to the leads not pursued.
    `label` is short and says what moves the lead; `detail` says the rest as a sentence (often long; "": nothing more).
    """

    source: str | None
    target: str | None
    role: Literal["onward", "return", "back", "out"]
    label: str
    detail: str = ""


@dataclass(frozen=True)
class Lifecycle:
    """How a lead moves, as a graph to be drawn. Stages stand first among the places, in their order.

    `label` is its caption, `frame` the name of all stages together, `description` the whole of it in sentences, for
    those who cannot see it (the definitions below say it at length).
    """

    label: str
    frame: str
    places: tuple[Place, ...]
    arrows: tuple[Arrow, ...]
    description: str
    kind: ClassVar[str] = "lifecycle"


@dataclass(frozen=True)
class Step:
    """A step of a waterfall: from `before` to `after` (points, exact), said as `points` (`+30`) and `total` (`55`).

    `role` says what moved the sum: a rule or a part of a weighted score, or what is done to the sum as a whole.
    """

    points: str
    total: str
    what: Runs
    why: Runs
    before: Decimal
    after: Decimal
    role: Literal["rule", "term", "limit", "counts", "gate", "rounding", "bound", "zero"]


@dataclass(frozen=True)
class Waterfall:
    """How one score of one lead came about, from 0 to `value` (said as `total`).

    `columns` are the titles for points, running total, what and why; `label` names the score. `scale` is the least
    and the greatest value on the way, 0 and the end included: what a drawing has to hold.
    """

    label: str
    columns: tuple[str, str, str, str]
    steps: tuple[Step, ...]
    value: Decimal
    total: str
    kind: ClassVar[str] = "waterfall"

    @property
    def scale(self) -> tuple[Decimal, Decimal]:
        stops = [Decimal(0), self.value, *(step.before for step in self.steps), *(step.after for step in self.steps)]
        return min(stops), max(stops)


@dataclass(frozen=True)
class Bar:
    """`values` are its texts, one for each title in `Bars.values`; `depth` 1 and more is a part of the bar above.

    `share` is its length in percent, from 0 to 100 (the parts of a bar add up to at least it); None where it has no
    length, as what it stands for has no limit.
    """

    label: Runs
    values: tuple[str, ...]
    share: Decimal | None
    depth: int = 0


@dataclass(frozen=True)
class Bars:
    """Shares side by side. `label` says what they are shares of; `heading` and `values` are the titles of columns."""

    label: str
    heading: str
    values: tuple[str, ...]
    bars: tuple[Bar, ...]
    kind: ClassVar[str] = "bars"


@dataclass(frozen=True)
class Axis:
    """What is measured along one side of a chart, from `least` to `most`; `unit` stands behind its numbers (`%`)."""

    title: str
    least: Decimal
    most: Decimal
    unit: str = ""


@dataclass(frozen=True)
class Point:
    """`low` and `high` say between what the value is likely to lie, where that is known."""

    x: Decimal
    y: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Curve:
    """A line through points, in order of `x`, measured on one of the chart's sides."""

    label: str
    points: tuple[Point, ...]
    side: Literal["left", "right"] = "left"


@dataclass(frozen=True)
class Mark:
    """A place on the axis below that is pointed out, such as today's threshold."""

    x: Decimal
    label: str


@dataclass(frozen=True)
class Chart:
    """Curves over one axis, at most four. `description` says what is to be seen, for those who cannot see it.

    `table` says the same in numbers: formats without drawings show it in place of the chart.
    """

    label: str
    description: str
    below: Axis
    left: Axis
    curves: tuple[Curve, ...]
    table: Table
    right: Axis | None = None
    marks: tuple[Mark, ...] = ()
    kind: ClassVar[str] = "chart"


Block: TypeAlias = (
    "Paragraph | Subheading | BulletList | NumberedList | Table | Definition | Note | Quote | CodeBlock | Divider"
    " | Details | Lifecycle | Waterfall | Bars | Chart"
)
Blocks: TypeAlias = "tuple[Block, ...]"

# ---------------------------------------------------------------------------------------------------- whole document


@dataclass(frozen=True)
class Section:
    """`number` is empty for annexes; `anchor` is unique in the document."""

    number: str
    title: str
    anchor: str
    blocks: Blocks
    sections: tuple[Section, ...] = ()
    kind: ClassVar[str] = "section"


@dataclass(frozen=True)
class Fact:
    name: str
    text: str


@dataclass(frozen=True)
class Document:
    """`facts` stand under the title, `footer` at the end; `notices` are what must be read first."""

    title: str
    facts: tuple[Fact, ...]
    notices: Blocks
    sections: tuple[Section, ...]
    footer: tuple[Fact, ...]


def plain(text: str) -> Runs:
    return (Plain(text),)


def paragraph(text: str) -> Paragraph:
    return Paragraph(plain(text))


def bullets(texts: list[str]) -> BulletList:
    return BulletList(tuple(Item((paragraph(text),)) for text in texts))
