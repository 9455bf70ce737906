"""Headings without gaps: who goes through a page by its headings expects each level below the one above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from leadpact.agreement import document as doc


def in_steps(document: doc.Document) -> doc.Document:
    """The same document, in which no heading within a section stands more than one level below the last."""
    return replace(document, sections=tuple(map(_section, document.sections)))


def _section(section: doc.Section) -> doc.Section:
    blocks, _ = _blocks(section.blocks, 0)
    return replace(section, blocks=blocks, sections=tuple(map(_section, section.sections)))


def _blocks(blocks: Iterable[doc.Block], last: int) -> tuple[doc.Blocks, int]:
    """The blocks, and the depth of the last heading in them."""
    found: list[doc.Block] = []
    for block in blocks:
        match block:
            case doc.Subheading(depth=depth):
                last = min(max(depth, 1), last + 1)
                found.append(replace(block, depth=last))
            case doc.Quote() | doc.Note() | doc.Definition() | doc.Details():
                inner, last = _blocks(block.blocks, last)
                found.append(replace(block, blocks=inner))
            case doc.BulletList() | doc.NumberedList():
                items = []
                for item in block.items:
                    inner, last = _blocks(item.blocks, last)
                    items.append(doc.Item(inner))
                found.append(replace(block, items=tuple(items)))
            case _:
                found.append(block)
    return tuple(found), last
