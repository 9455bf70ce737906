"""A review is made to fit, whatever is in it: what is cut is said, and what comes out is still whole Markdown."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadpact.agreement import document as doc
from leadpact.agreement.markdown import render_markdown
from leadpact.agreement.pieces import numbered, row, section
from leadpact.review.request.fitting import fitted

WHOLE = "All of it is elsewhere."
MOST = 60_000


def measure(document: doc.Document) -> int:
    return len(render_markdown(document, page="report").encode())


def page(*sections: doc.Section, title: str = "Review") -> doc.Document:
    notices = (doc.Note((doc.paragraph("3 errors: this cannot be merged as it is."),)),)
    return doc.Document(title, (doc.Fact("Compared with", "main"),), notices, numbered([], sections), ())


def table(rows: int, text: str = "x") -> doc.Table:
    return doc.Table((doc.Column("A"), doc.Column("B")), tuple(row(f"{n}", text) for n in range(rows)), "Rows")


def test_what_fits_is_left_alone() -> None:
    whole = page(section("One", [table(20)]))
    assert fitted(whole, measure, MOST, WHOLE) is whole


@pytest.mark.parametrize(
    "block",
    [
        table(5000),
        doc.bullets([f"Point {n} " * 5 for n in range(3000)]),
        doc.NumberedList(tuple(doc.Item((doc.paragraph(f"{n} " * 20),)) for n in range(3000))),
        doc.paragraph("word " * 40_000),
        doc.CodeBlock("line\n" * 40_000),
        doc.Details(doc.plain("More"), (table(5000), doc.Details(doc.plain("Deeper"), (table(5000),)))),
        doc.Definition(doc.plain("x " * 20_000), (table(3000),)),
        doc.Quote((doc.Note((doc.paragraph("💥" * 30_000),)),)),
        table(3, "y" * 50_000),
    ],
    ids=["table", "points", "numbers", "paragraph", "code", "folded", "definition", "quote", "wide cells"],
)
def test_what_is_too_long_is_cut_where_it_is_long(block: doc.Block) -> None:
    whole = page(section("First", [doc.paragraph("Short.")]), section("Long", [block]), section("Last", [table(3)]))
    assert measure(whole) > MOST
    started = time.monotonic()
    short = fitted(whole, measure, MOST, WHOLE)
    assert time.monotonic() - started < 30
    text = render_markdown(short, page="report")
    assert len(text.encode()) <= MOST
    assert len(text) > 300
    assert "this cannot be merged as it is" in text
    assert "so that this fits. All of it is elsewhere." in text
    for title in ("## First", "## Long", "## Last"):
        assert title in text
    assert text.count("<details>") == text.count("</details>")
    assert len(re.findall(r"^```", text, re.M)) % 2 == 0


def test_a_list_says_how_much_it_leaves_out() -> None:
    text = render_markdown(fitted(page(section("Long", [table(9000)])), measure, MOST, WHOLE), page="report")
    kept = len(re.findall(r"^\| \d+ \|", text, re.M))
    assert f"| … and {9000 - kept} more |" in text


def test_even_hundreds_of_sections_fit() -> None:
    sections = [
        section(f"Section {n}", [doc.paragraph("Text. " * 20)] * 9, [section("Below", [table(9)])]) for n in range(300)
    ]
    text = render_markdown(fitted(page(*sections), measure, MOST, WHOLE), page="report")
    assert len(text.encode()) <= MOST
    assert "This is the beginning only" in text


texts = st.text(max_size=40).map(lambda text: text * 20)
blocks: st.SearchStrategy[doc.Block] = st.recursive(
    texts.map(doc.paragraph)
    | st.lists(texts, max_size=30).map(doc.bullets)
    | texts.map(doc.CodeBlock)
    | st.builds(table, st.integers(0, 200), texts),
    lambda inner: st.builds(doc.Details, texts.map(doc.plain), st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)


@settings(max_examples=30)
@given(st.lists(blocks, max_size=6), texts, st.integers(1500, 8000))
def test_anything_fits(found: list[doc.Block], title: str, most: int) -> None:
    whole = page(section("Found", found), title=title or "Review")
    assert measure(fitted(whole, measure, most, WHOLE)) <= most
