"""The agreement as a tree, before any format: sections, paragraphs, tables, lists, and the runs of text in them.

Every text in it is plain: a renderer escapes it for its format and may trust none of it. `kind` names a node for
templates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

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
    """`label` says what the table holds, for those who cannot see it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    label: str
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


Block: TypeAlias = (
    "Paragraph | Subheading | BulletList | NumberedList | Table | Definition | Note | Quote | CodeBlock | Divider"
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
