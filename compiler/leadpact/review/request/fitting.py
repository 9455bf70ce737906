"""A document made short enough for where it goes: GitHub takes comments of 65,536 characters, and drops longer ones.

Long lists lose their ends and long texts theirs, and the reader is told so. What a reader needs first stands first, and
is left alone as long as that can be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, assert_never

from leadpact.agreement import document as doc
from leadpact_dsl.phrases.words import counted

_STEPS: Final = ((100, 4000), (50, 2000), (25, 1000), (12, 600), (6, 400), (3, 200), (1, 100))
"""How many rows and items a list keeps, and how many characters a text, in each attempt."""


def fitted(document: doc.Document, measure: Callable[[doc.Document], int], most: int, whole: str) -> doc.Document:
    """The document, or as much of it as `measure` finds to be at most `most`. `whole` says where all of it is."""
    if measure(document) <= most:
        return document
    for rows, letters in _STEPS:
        said = f"Lists are cut after {counted(rows, 'entry', 'entries')}, so that this fits. {whole}"
        shorter = _noted(_Cut(rows, letters).document(document), said)
        if measure(shorter) <= most:
            return shorter
    cut = _Cut(1, 100).document(document)
    bare = replace(cut, sections=tuple(replace(one, blocks=one.blocks[:3], sections=()) for one in cut.sections[:20]))
    bare = _noted(bare, f"This is the beginning only: the rest is too long for here. {whole}")
    return bare if measure(bare) <= most else replace(bare, sections=())


def _noted(document: doc.Document, said: str) -> doc.Document:
    return replace(document, notices=(*document.notices, doc.paragraph(said)))


class _Cut:
    """Cuts every list to `rows` entries and every text to `letters` characters."""

    def __init__(self, rows: int, letters: int) -> None:
        self._rows = rows
        self._letters = letters

    def document(self, whole: doc.Document) -> doc.Document:
        return doc.Document(
            title=self._text(whole.title),
            facts=tuple(doc.Fact(self._text(fact.name), self._text(fact.text)) for fact in whole.facts[: self._rows]),
            notices=self._blocks(whole.notices),
            sections=tuple(map(self._section, whole.sections)),
            footer=whole.footer,
        )

    def _section(self, whole: doc.Section) -> doc.Section:
        return replace(
            whole,
            title=self._text(whole.title),
            blocks=self._blocks(whole.blocks),
            sections=tuple(map(self._section, whole.sections)),
        )

    def _blocks(self, blocks: doc.Blocks) -> doc.Blocks:
        return tuple(map(self._block, blocks))

    def _block(self, block: doc.Block) -> doc.Block:
        match block:
            case doc.Paragraph(runs):
                return doc.Paragraph(self._runs(runs))
            case doc.Subheading():
                return replace(block, runs=self._runs(block.runs))
            case doc.BulletList(items):
                return doc.BulletList(self._items(items))
            case doc.NumberedList():
                return replace(block, items=self._items(block.items))
            case doc.Table():
                return self._table(block)
            case doc.Definition(term, blocks):
                return doc.Definition(self._runs(term), self._blocks(blocks))
            case doc.Details(summary, blocks):
                return doc.Details(self._runs(summary), self._blocks(blocks))
            case doc.Note(blocks):
                return doc.Note(self._blocks(blocks))
            case doc.Quote(blocks):
                return doc.Quote(self._blocks(blocks))
            case doc.CodeBlock(text):
                return doc.CodeBlock(self._lines(text))
            case doc.Bars():
                return replace(block, bars=block.bars[: self._rows])
            case doc.Chart():
                return replace(block, table=self._table(block.table))
            case doc.Waterfall():
                return replace(block, steps=block.steps[: self._rows])
            case doc.Divider() | doc.Lifecycle():
                return block
            case _:
                assert_never(block)

    def _items(self, items: tuple[doc.Item, ...]) -> tuple[doc.Item, ...]:
        kept = tuple(doc.Item(self._blocks(item.blocks)) for item in items[: self._rows])
        left = len(items) - len(kept)
        return (*kept, doc.Item((doc.paragraph(f"… and {left} more"),))) if left else kept

    def _table(self, table: doc.Table) -> doc.Table:
        rows = tuple(tuple(map(self._runs, row)) for row in table.rows[: self._rows])
        left = len(table.rows) - len(rows)
        last = (doc.plain(f"… and {left} more"), *(doc.plain("") for _ in table.columns[1:]))
        return replace(table, rows=(*rows, last) if left else rows)

    def _lines(self, text: str) -> str:
        lines = text.split("\n")
        kept = [self._text(line) for line in lines[: self._rows]]
        return "\n".join([*kept, f"… and {len(lines) - len(kept)} more lines"] if len(lines) > len(kept) else kept)

    def _runs(self, runs: doc.Runs) -> doc.Runs:
        return tuple(map(self._run, runs[: 10 * self._rows]))

    def _run(self, run: doc.Run) -> doc.Run:
        match run:
            case doc.Plain(text):
                return doc.Plain(self._text(text))
            case doc.Code(text):
                return doc.Code(self._text(text))
            case doc.Strong(runs):
                return doc.Strong(self._runs(runs))
            case doc.Emphasis(runs):
                return doc.Emphasis(self._runs(runs))
            case doc.Link(runs):
                return replace(run, runs=self._runs(runs))
            case doc.LineBreak():
                return run
            case _:
                assert_never(run)

    def _text(self, text: str) -> str:
        return text if len(text) <= self._letters else f"{text[: self._letters - 1]}…"
