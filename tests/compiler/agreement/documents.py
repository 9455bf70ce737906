"""What the tests of the agreement share: policies to render, and ways through a document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from leadpact.agreement import document as doc
from leadpact.agreement.build import build_agreement
from leadpact.agreement.markdown import render_markdown
from leadpact.agreement.prose import text_of
from leadpact.policies import load
from leadpact_dsl.model import Policy
from leadpact_dsl.parser import parse
from leadpact_dsl.resolve import resolve
from leadpact_dsl.source import SourceFile

B = TypeVar("B")

ACME = Path(__file__).parents[3] / "policies" / "acme"


@cache
def acme() -> Policy:
    policy, _ = load(ACME)
    assert policy is not None
    return policy


@cache
def acme_markdown() -> str:
    return render_markdown(build_agreement(acme()))


def read(text: str) -> Policy:
    written, syntax = parse([SourceFile("policy.sla", text)])
    policy, _, names = resolve(written, {})
    assert not [*syntax, *names], [d.message for d in (*syntax, *names)]
    return policy


BARE = 'agreement "Acme agreement"\n  timezone "UTC"\n'


TEAMS = BARE + '  version "2"\nteam marketing "Marketing"\nteam sales "Sales"\n  led by "VP Sales"\n'


def all_sections(sections: tuple[doc.Section, ...]) -> Iterator[doc.Section]:
    for section in sections:
        yield section
        yield from all_sections(section.sections)


def blocks_of(section: doc.Section, kind: type[B]) -> Iterator[B]:
    yield from (block for block in section.blocks if isinstance(block, kind))


def texts(made: doc.Document) -> Iterator[str]:
    for section in all_sections(made.sections):
        yield section.title
        for block in section.blocks:
            yield from _of_block(block)


def _of_block(block: doc.Block) -> Iterator[str]:
    match block:
        case doc.Paragraph(runs) | doc.Subheading(runs):
            yield text_of(runs)
        case doc.BulletList(items) | doc.NumberedList(items):
            for item in items:
                for inner in item.blocks:
                    yield from _of_block(inner)
        case doc.Table(columns, table_rows):
            yield from (column.title for column in columns)
            yield from (text_of(cell) for row in table_rows for cell in row)
        case doc.Bars(bars=bars):
            yield from (text_of(bar.label) for bar in bars)
        case doc.Waterfall(steps=steps):
            yield from (text_of(runs) for step in steps for runs in (step.what, step.why))
        case doc.Lifecycle(places=places, arrows=arrows, description=description):
            yield from (place.title for place in places)
            yield from (text for arrow in arrows for text in (arrow.label, arrow.detail))
            yield description
        case doc.Definition(term, blocks):
            yield text_of(term)
            for inner in blocks:
                yield from _of_block(inner)
        case doc.Note(blocks) | doc.Quote(blocks):
            for inner in blocks:
                yield from _of_block(inner)
        case _:
            pass
