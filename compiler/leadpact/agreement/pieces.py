"""Small pieces that every section is put together from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from leadpact.agreement import document as doc
from leadpact_dsl.phrases.conditions import Outline
from leadpact_dsl.phrases.words import sentence


def section(title: str, blocks: Iterable[doc.Block], sections: Iterable[doc.Section] = ()) -> doc.Section:
    """A section that gets its number and its anchor from `numbered`."""
    return doc.Section("", title, "", tuple(blocks), tuple(sections))


def numbered(sections: Sequence[doc.Section], annexes: Sequence[doc.Section]) -> tuple[doc.Section, ...]:
    """1, 2, 2.1, 2.2 … on the sections; annexes have none. Anchors are unique in all of them."""
    taken: set[str] = set()
    found = [_numbered(item, f"{n}", taken) for n, item in enumerate(sections, 1)]
    return (*found, *(_numbered(item, "", taken) for item in annexes))


def said(what: Outline, because: str | None = None) -> tuple[doc.Block, ...]:
    """An outline as a sentence, with a list below it where it has levels; then the reason."""
    if not what.items:
        return (sentence_with(what.text, because),)
    return (doc.paragraph(sentence(f"{what.text}:")), _list(what.items), *reason(because))


def sentence_with(text: str, because: str | None) -> doc.Paragraph:
    """A sentence and, behind it, the author's reason."""
    return with_reason(sentence(text), because)


def with_reason(text: str, because: str | None) -> doc.Paragraph:
    """A text as it is and, behind it, the author's reason."""
    return doc.Paragraph((doc.Plain(f"{text} "), _reason(because)) if because else doc.plain(text))


def reason(because: str | None) -> tuple[doc.Paragraph, ...]:
    """The author's reason as a paragraph, or nothing where none was given."""
    return (doc.Paragraph((_reason(because),)),) if because else ()


def reason_cell(because: str | None) -> str:
    """The author's reason in a column of its own."""
    return sentence(because) if because else ""


def _reason(because: str) -> doc.Emphasis:
    return doc.Emphasis(doc.plain(f"Reason: {sentence(because)}"))


def items(blocks: Iterable[Sequence[doc.Block]]) -> doc.BulletList:
    return doc.BulletList(tuple(doc.Item(tuple(of_item)) for of_item in blocks))


def row(*cells: str | doc.Runs) -> tuple[doc.Runs, ...]:
    return tuple(doc.plain(cell) if isinstance(cell, str) else cell for cell in cells)


def without_empty(table: doc.Table) -> doc.Table:
    """The table without the columns in which no row says anything; the first two always stay."""
    kept = [n for n in range(len(table.columns)) if n < 2 or any(_says(cells[n]) for cells in table.rows)]
    return replace(
        table,
        columns=tuple(table.columns[n] for n in kept),
        rows=tuple(tuple(cells[n] for n in kept) for cells in table.rows),
    )


def _says(runs: doc.Runs) -> bool:
    return any(not isinstance(run, doc.Plain) or run.text for run in runs)


def _list(outlines: Sequence[Outline]) -> doc.BulletList:
    return doc.BulletList(tuple(doc.Item(_item(what)) for what in outlines))


def _item(what: Outline) -> tuple[doc.Block, ...]:
    if not what.items:
        return (doc.paragraph(what.text),)
    return (doc.paragraph(f"{what.text}:"), _list(what.items))


def _numbered(item: doc.Section, number: str, taken: set[str]) -> doc.Section:
    anchor = _anchor(item.title, taken)
    below = tuple(
        _numbered(child, f"{number}.{n}" if number else "", taken) for n, child in enumerate(item.sections, 1)
    )
    return replace(item, number=number, anchor=anchor, sections=below)


def _anchor(title: str, taken: set[str]) -> str:
    """A short name for links: of letters, digits and dashes, unique in the document."""
    base = re.sub(r"[^\w]+", "-", title.lower(), flags=re.ASCII).strip("-") or "section"
    name, count = base, 1
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    taken.add(name)
    return name
