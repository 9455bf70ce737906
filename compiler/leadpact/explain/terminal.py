"""The page of an explanation for people, as wide as their terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from leadpact.explain.page import Cycle, Entry, Page, Part
from leadpact_dsl.phrases.conditions import Outline
from leadpact_dsl.phrases.truths import Verdict
from leadpact_dsl.phrases.words import sentence
from leadpact_dsl.screen import visible
from leadpact_dsl.source import Span

HOLDS, FAILS = "✓", "✗"
# Below this, places stand behind the words and not in a column of their own.
_WIDE = 100


def print_page(page: Page, file: TextIO, width: int, colour: bool) -> None:
    """Prints the page. Without colour it holds no escape codes at all."""
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
    places = _Places(page, beside=width >= _WIDE)
    console.print(_heading(page, places))
    for part in page.scores:
        console.print(_score(part, places))
    for part in page.parts:
        console.print(_part(part, places))
    if page.cycles:
        console.print(_title("Response clocks"))
        for number, cycle in enumerate(page.cycles):
            console.print(Padding(_cycle(cycle, places), (1 if number else 0, 0, 0, 0)))
    if page.why_not is not None:
        console.print(_why_not(page.why_not))
    # Rich fills every line of a table with blanks up to its width: they would wrap in a narrower window.
    file.writelines(f"{line.rstrip()}\n" for line in drawn.getvalue().splitlines())


class _Places:
    """Where clauses stand. What all file names have in common is said once, in the heading."""

    def __init__(self, page: Page, *, beside: bool) -> None:
        entries = [entry for part in (*page.scores, *page.parts) for entry in part.entries]
        folders = {entry.span.file.name.rpartition("/")[0] for entry in entries if entry.span is not None}
        self.folder = folders.pop() if len(folders) == 1 else ""
        self.beside = beside

    def of(self, span: Span | None) -> Text:
        if span is None:
            return Text("")
        name = span.file.name.removeprefix(f"{self.folder}/") if self.folder else span.file.name
        return Text(visible(f"{name}:{span.line}"), style="dim", no_wrap=True)


def _heading(page: Page, places: _Places) -> RenderableType:
    about = Text.assemble(("Lead ", "dim"), (visible(page.lead), "bold"), ("  as of ", "dim"), visible(page.as_of))
    standing = Text(visible(page.standing), style="bold cyan")
    why = [_text(sentence(page.standing_why))] if page.standing_why else []
    notes = [Text(f"! {visible(note)}", style="yellow") for note in page.notes]
    agreement = f"{page.agreement} ({places.folder})" if places.folder else page.agreement
    return Group(about, Text(visible(agreement), style="dim"), Text(""), standing, *why, *notes)


def _title(text: str) -> RenderableType:
    return Padding(Rule(Text(visible(text), style="bold"), align="left", style="dim"), (1, 0, 0, 0))


def _score(part: Part, places: _Places) -> RenderableType:
    table = _grid(part.entries, part.total or "", places)
    group: str | None = None
    for entry in part.entries:
        if entry.group != group and entry.group is not None:
            table.add_row("", Text(visible(entry.group), style="italic"), *([""] if places.beside else []))
        group = entry.group
        _add(table, Text(visible(entry.lead), style=_style(entry)), entry, places)
    total = Text(visible(part.total or ""), style="bold")
    table.add_row(Text("─" * len(total), style="dim"), "", *([""] if places.beside else []))
    table.add_row(total, Text(visible(part.title), style="bold"), *([""] if places.beside else []))
    return Group(_title(part.title), table)


def _part(part: Part, places: _Places) -> RenderableType:
    table = _grid(part.entries, "", places)
    for entry in part.entries:
        mark = entry.lead or (HOLDS if entry.holds else FAILS)
        _add(table, Text(visible(mark), style="bold" if entry.lead else _style(entry)), entry, places)
    return Group(_title(part.title), table)


def _grid(entries: Sequence[Entry], total: str, places: _Places) -> Table:
    table = Table.grid(padding=(0, 2), pad_edge=False, expand=True)
    longest = max((len(visible(entry.lead)) for entry in entries), default=1)
    points = bool(total)
    table.add_column(justify="right" if points else "left", width=max(longest, len(total), 1), no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    if places.beside:
        table.add_column(justify="right", no_wrap=True)
    return table


def _add(table: Table, lead: Text, entry: Entry, places: _Places) -> None:
    """One clause: its words, what was found below them, and where it is written."""
    place = places.of(entry.span)
    what = Text(visible(entry.what), style="" if entry.holds else "dim")
    lines: list[RenderableType] = [what if places.beside else Text.assemble(what, "  ", place)]
    if entry.why:
        lines.append(Text(visible(entry.why), style="dim"))
    lines += _verdicts(entry.details)
    if entry.because:
        lines.append(Text(f"Reason: {visible(sentence(entry.because))}", style="dim italic"))
    indent = 2 if entry.group is not None else 0
    table.add_row(lead, Padding(Group(*lines), (0, 0, 0, indent)), *([place] if places.beside else []))


def _verdicts(items: Iterable[Verdict], depth: int = 0) -> Iterable[RenderableType]:
    for item in items:
        mark = Text(HOLDS, style="green") if item.holds else Text(FAILS, style="red")
        yield _hanging(mark, _text(item.text, style="dim"), depth)
        yield from _verdicts(item.items, depth + 1)


def _cycle(cycle: Cycle, places: _Places) -> RenderableType:
    title = Text.assemble(
        (f"{HOLDS if cycle.good else FAILS} ", "green" if cycle.good else "red"),
        (visible(cycle.title), "bold"),
        ("  ", ""),
        places.of(cycle.span),
    )
    table = Table.grid(padding=(0, 2), pad_edge=False, expand=True)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(ratio=1, overflow="fold")
    for fact in cycle.facts:
        table.add_row(visible(fact.name), _text(fact.text))
    return Group(title, Padding(table, (0, 0, 0, 2)))


def _why_not(outline: Outline) -> RenderableType:
    return Group(_title("Why not"), _text(outline.text, style="bold"), *_levels(outline.items))


def _levels(items: Iterable[Outline], depth: int = 1) -> Iterable[RenderableType]:
    for item in items:
        yield _hanging(Text("-"), _text(f"{item.text}{':' if item.items else ''}"), depth)
        yield from _levels(item.items, depth + 1)


def _hanging(mark: Text, text: Text, depth: int) -> RenderableType:
    """A mark with its text, whose further lines stand below the first."""
    row = Table.grid(padding=(0, 1), pad_edge=False)
    row.add_column(width=1)
    row.add_column(overflow="fold")
    row.add_row(mark, text)
    return Padding(row, (0, 0, 0, 2 * depth))


def _style(entry: Entry) -> str:
    if not entry.holds:
        return "dim"
    return "bold red" if entry.lead.startswith("−") else "bold green"


def _text(text: str, style: str = "") -> Text:
    return Text(visible(text), style=style)
