"""A report for people at a terminal, as wide as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import assert_never

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from leadpact.agreement import document as doc
from leadpact.agreement.drawing.bars import in_blocks
from leadpact_dsl.screen import visible

_WIDEST_WORD = 24
"""What is longer than this breaks, so that one word cannot take the room of all other columns."""


def report_text(document: doc.Document, width: int, colour: bool) -> str:
    """The document as text. Without colour it holds no escape codes at all."""
    drawn = StringIO()
    console = Console(
        file=drawn,
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    console.print(_words(document.title, "bold cyan"))
    if document.facts:
        console.print(_facts(document.facts))
    for block in document.notices:
        console.print(Padding(_block(block), (1, 0, 0, 0)))
    for section in document.sections:
        console.print(_section(section, 1))
    if document.footer:
        console.print(Padding(_facts(document.footer), (1, 0, 0, 0)))
    # Rich fills every line of a table with blanks up to its width: they would wrap in a narrower window.
    return "".join(f"{line.rstrip()}\n" for line in drawn.getvalue().splitlines())


def _facts(facts: Iterable[doc.Fact]) -> RenderableType:
    table = Table.grid(padding=(0, 2), pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for fact in facts:
        table.add_row(_words(fact.name), _words(fact.text))
    return table


def _section(section: doc.Section, depth: int) -> RenderableType:
    title = _words(f"{section.number} {section.title}".strip(), "bold")
    head: RenderableType = Rule(title, align="left", style="dim") if depth == 1 else title
    return Group(
        Padding(head, (1, 0, 0, 0)),
        *_blocks(section.blocks),
        *(_section(below, depth + 1) for below in section.sections),
    )


def _blocks(blocks: doc.Blocks) -> Iterable[RenderableType]:
    """One below the other, an empty line between those that need one."""
    for number, block in enumerate(blocks):
        stands_alone = number > 0 and not isinstance(block, doc.BulletList | doc.NumberedList)
        yield Padding(_block(block), (1 if stands_alone else 0, 0, 0, 0))


def _block(block: doc.Block) -> RenderableType:
    match block:
        case doc.Paragraph(runs):
            return _runs(runs)
        case doc.Subheading(runs):
            return _runs(runs, "bold")
        case doc.BulletList(items):
            return Group(*(_hanging("-", item) for item in items))
        case doc.NumberedList(items, start):
            return Group(*(_hanging(f"{number}.", item) for number, item in enumerate(items, start)))
        case doc.Table():
            return _table(block)
        case doc.Definition(term, blocks) | doc.Details(term, blocks):
            return Group(_runs(term, "bold"), Padding(Group(*_blocks(blocks)), (0, 0, 0, 2)))
        case doc.Note(blocks):
            return _set_off("!", blocks, "yellow")
        case doc.Quote(blocks):
            return _set_off("│", blocks, "dim")
        case doc.CodeBlock(text):
            lines = (visible(line.expandtabs()).rstrip() for line in text.splitlines())
            return Padding(Text("\n".join(lines), style="cyan"), (0, 0, 0, 2))
        case doc.Divider():
            return Rule(style="dim")
        case doc.Bars():
            return _bars(block)
        case doc.Chart(table=table):
            return _table(table)
        case doc.Lifecycle(description=description):
            return _words(description)
        case doc.Waterfall():
            return _waterfall(block)
        case _:
            assert_never(block)


def _table(table: doc.Table) -> RenderableType:
    rows = [[_runs(cell) for cell in row] for row in table.rows]
    return _columns([(column.title, column.numeric) for column in table.columns], rows)


def _bars(bars: doc.Bars) -> RenderableType:
    rows = [
        [
            Text("  " * bar.depth).append_text(_runs(bar.label)),
            *map(_words, bar.values),
            Text(in_blocks(bar), style="cyan"),
        ]
        for bar in bars.bars
    ]
    return _columns([(bars.heading, False), *((title, True) for title in bars.values), ("", False)], rows)


def _waterfall(fall: doc.Waterfall) -> RenderableType:
    points, total, what, why = fall.columns
    rows = []
    for step in fall.steps:
        style = "green" if step.after > step.before else "red" if step.after < step.before else ""
        rows.append([_words(step.points, style), _words(step.total), _runs(step.what), _runs(step.why)])
    rows.append([Text(), _words(fall.total, "bold"), _words(fall.label, "bold"), Text()])
    return _columns([(points, True), (total, True), (what, False), (why, False)], rows)


def _columns(titles: Sequence[tuple[str, bool]], rows: Sequence[Sequence[Text]]) -> Table:
    """A table in which titles break before numbers do, and numbers and words never within."""
    drawn = Table(box=None, padding=(0, 3, 0, 0), pad_edge=False, header_style="dim")
    for place, (title, numeric) in enumerate(titles):
        cells = [row[place].plain for row in rows]
        whole = [*cells, *title.split()] if numeric else [word for text in (title, *cells) for word in text.split()]
        drawn.add_column(
            _words(title),
            justify="right" if numeric else "left",
            overflow="fold",
            vertical="top",
            min_width=min(max(map(len, whole), default=0), _WIDEST_WORD),
        )
    for row in rows:
        drawn.add_row(*row)
    return drawn


def _set_off(mark: str, blocks: doc.Blocks, style: str) -> RenderableType:
    row = Table.grid(padding=(0, 1), pad_edge=False)
    row.add_column(width=1, style=style)
    row.add_column(overflow="fold")
    row.add_row(mark, Group(*_blocks(blocks)))
    return row


def _hanging(mark: str, item: doc.Item) -> RenderableType:
    """A mark with its text, whose further lines stand below the first."""
    row = Table.grid(padding=(0, 1), pad_edge=False)
    row.add_column(width=len(mark))
    row.add_column(overflow="fold")
    row.add_row(mark, Group(*map(_block, item.blocks)))
    return row


def _runs(runs: doc.Runs, style: str = "") -> Text:
    found = Text(style=style)
    for run in runs:
        match run:
            case doc.Plain(text):
                found.append(visible(text))
            case doc.Code(text):
                found.append(visible(text), style="cyan")
            case doc.LineBreak():
                found.append("\n")
            case doc.Strong(inner):
                found.append_text(_runs(inner, "bold"))
            case doc.Emphasis(inner):
                found.append_text(_runs(inner, "italic"))
            case doc.Link(inner, address):
                found.append_text(_runs(inner)).append(f" ({visible(address)})", style="dim")
            case _:
                assert_never(run)
    return found


def _words(text: str, style: str = "") -> Text:
    return Text(visible(text), style=style)
