"""Any text becomes Markdown that shows exactly this text, wherever it stands, read by an independent parser."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from leadpact.agreement import document as doc
from leadpact.agreement.escaping import address, code, code_block, inline
from leadpact.agreement.html import render_html
from leadpact.agreement.markdown import render_markdown
from leadpact_dsl.screen import visible

# HTML is on, so that any that slipped through would be seen as HTML.
ZERO = Decimal(0)
# What GitHub makes a link of wherever it stands, but in code.
LOOKED_FOR = re.compile(r"(?i)@\w|#\d|\bgh-\d")
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- hidden -->",
    "[click](javascript:alert(1))",
    "![pixel](https://evil.example/p.png)",
    "[a]: https://evil.example",
    "https://evil.example/path",
    "www.evil.example",
    "mailto:boss@evil.example",
    "ask boss@evil.example",
    "@everyone look",
    "see #123 and GH-7",
    ":tada: and :+1:",
    "a | b || c",
    "`code` and ``more``",
    "*bold* **strong** _em_ __strong__ ~~gone~~ snake_case",
    "# heading",
    "heading ##",
    "1. first",
    "1) first",
    "- item",
    "+ item",
    "* item",
    "> quote",
    "---",
    "===",
    ":--- | ---:",
    "    indented",
    "~~~",
    "```",
    "{{ config }} {% raw %} ${x}",
    "$a$ and $$b$$",
    "&lt;b&gt; &amp; &#64; R&D",
    "back\\slash \\*",
    "line\nbreak\r\nand\u2028more",
    "two  blanks   and a tab\t.",
    "\u202ereversed\u202c",
    "zero\u200bwidth",
    "bell\x07 and escape\x1b[31m",
    "[ ] task",
    "[^1] note",
    "\\",
    "",
]


def shown(text: str) -> str:
    """What a reader is to see: one line, with what is invisible made visible."""
    return visible(re.sub(r"[ \t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", " ", text).strip())


def texts(tokens: list[Token]) -> str:
    """All text of a page, and nothing else may be on it."""
    found = []
    for token in tokens:
        assert token.type not in ("html_block", "html_inline", "link_open", "image"), token
        assert token.type != "code_inline" or LOOKED_FOR.search(token.content), token
        assert token.type != "fence" or token.info == "mermaid", token
        if token.type == "inline":
            found.append("".join(child.content for child in token.children or ()))
            texts(token.children or [])
    return "".join(found).replace("\u2060", "")


def document(text: str) -> doc.Document:
    """A document with the text in every place that text can stand."""
    run = doc.plain(text)
    blocks = (
        doc.paragraph(text),
        doc.Subheading(run, 1),
        doc.BulletList((doc.Item((doc.paragraph(text), doc.bullets([text]))),)),
        doc.NumberedList((doc.Item((doc.paragraph(text),)),), start=9),
        doc.Table((doc.Column(text), doc.Column("n", numeric=True)), ((run, run),), text),
        doc.Definition(run, (doc.paragraph(text),)),
        doc.Note((doc.paragraph(text),)),
        doc.Paragraph((doc.Strong(run), doc.Plain(" "), doc.Emphasis(run))),
        doc.Waterfall(text, (text,) * 4, (doc.Step(text, text, run, run, ZERO, ZERO, "rule"),), ZERO, text),
        doc.Bars(text, text, (text,), (doc.Bar(run, (text,), ZERO), doc.Bar(run, (text,), None, depth=2))),
        drawn(text),
    )
    section = doc.Section("1", text, "a", blocks, (doc.Section("1.1", text, "b", ()),))
    fact = doc.Fact(text, text)
    return doc.Document(text, (fact,), (doc.Note((doc.paragraph(text),)),), (section,), (fact,))


def drawn(text: str) -> doc.Lifecycle:
    """A lifecycle with the text in every place of it."""
    places = (
        doc.Place("stage0", "stage", text, (text,)),
        doc.Place("stage1", "stage", text),
        doc.Place("nurture0", "nurture", text, (text,)),
        doc.Place("closed", "closed", text, (text, text)),
    )
    arrows = (
        doc.Arrow("stage0", "stage1", "onward", text, text),
        doc.Arrow(None, "nurture0", "return", text, text),
        doc.Arrow(None, "nurture0", "return", text, text),
        doc.Arrow("nurture0", None, "back", text, text),
        doc.Arrow(None, "closed", "out", text),
    )
    return doc.Lifecycle(text, text, places, arrows, text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text_wherever_it_stands(text: str) -> None:
    tokens = READER.parse(render_markdown(document(text)))
    page = texts(tokens)
    assert page.count(shown(text)) >= 36 if shown(text) else True
    kinds = [token.type for token in tokens]
    # As many of each block as there were put in: the text made none of its own.
    assert kinds.count("heading_open") == 4
    assert kinds.count("table_open") == 3
    assert kinds.count("tr_open") == 2 + 3 + 3
    assert kinds.count("td_open") == 2 + 8 + 6, "a bar has a cell of its own"
    assert kinds.count("fence") == 1
    assert kinds.count("blockquote_open") == 2
    assert kinds.count("ordered_list_open") == 1
    assert kinds.count("hr") == 1, "only the rule before the footer"


def test_a_term_is_bold_as_a_whole_whatever_of_it_is_bold_already() -> None:
    term = (doc.Strong(doc.plain("L1")), doc.Plain(" MQL → "), doc.Strong(doc.plain("SAL")))
    made = doc.Document("T", (), (), (doc.Section("", "S", "s", (doc.Definition(term, (doc.paragraph("x"),)),)),), ())
    assert "**L1 MQL → SAL**: x" in render_markdown(made)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text_where_a_report_folds_and_draws(text: str) -> None:
    run = doc.plain(text)
    table = doc.Table((doc.Column(text), doc.Column("n", numeric=True)), ((run, run),), text)
    axis = doc.Axis(text, ZERO, ZERO + 10)
    curve = doc.Curve(text, (doc.Point(ZERO, ZERO), doc.Point(ZERO + 1, ZERO)))
    chart = doc.Chart(text, text, axis, axis, (curve,), table, marks=(doc.Mark(ZERO, text),))
    made = doc.Document(text, (), (), (doc.Section("", text, "a", (doc.Details(run, (chart,)),)),), ())
    markdown = render_markdown(made, page="report")
    tokens = READER.parse(markdown)
    # The fold is the only HTML, its line holds no tag but those of code, and what is folded is a table like any other.
    folds = [token.content for token in tokens if token.type == "html_block"]
    assert len(folds) == 2
    summary = folds[0].removeprefix("<details>\n<summary>").removesuffix("</summary>\n")
    assert set(re.findall(r"<[^>]*>", summary)) <= {"<code>", "</code>"}
    assert unescape(re.sub(r"</?code>", "", summary)) == shown(text)
    assert [token.type for token in tokens].count("td_open") == 2
    page = html5lib.parse(render_html(made, page="report"), namespaceHTMLElements=False)
    assert not page.findall(".//script")
    assert [element.tag for element in page.iter() if element.tag in ("img", "a")] == ["a"], "the way past the title"


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example",
        "http://a",
        "www.evil.example",
    ],
)
def test_what_would_become_a_link_by_itself_is_parted(text: str) -> None:
    made = inline(text)
    assert not re.search(r"(?i)\bwww\.|\w://|mailto:", made)
    assert made.replace("\\", "") == text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("mailto:a@b.example", "`mailto:a@b.example`"),
        ("Ask a_b@c.example, or @boss.", "Ask `a_b@c.example`, or `@boss`."),
        ("the email ends with “@c.example”", "the email ends with “`@c.example`”"),
        ("see #12 (GH-1)", "see `#12` (`GH-1`)"),
        ("a@b|c", "`a@b`\\|c"),
        ("@ home, 5 @ 3, A#", "@ home, 5 @ 3, A#"),
    ],
)
def test_what_github_looks_for_in_the_finished_page_is_code(text: str, made: str) -> None:
    """No backslash helps where GitHub reads the page's text. In code it does not look, and code copies as it is."""
    assert inline(text) == made
    assert "\u2060" not in made


def test_what_needs_no_escape_gets_none() -> None:
    for text in ("2026.4", "+30", "−10", "snake_case", "A & B", "50 to 499, (MQL)", "it's", "100%", "a: b", "#"):
        assert inline(text) == text or text == "#"


MARKUP = st.text(st.sampled_from("*_`~[]()<>|\\#+-=.:!&;@{}$%^\"' \n\tab1") | st.characters(codec="utf-8"), max_size=30)


@given(MARKUP)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    for markdown, inside in (
        (inline(text), ""),
        (f"# {inline(text)}", ""),
        (f"- {inline(text)}", ""),
        (f"> {inline(text)}", ""),
        (f"x {inline(text)} y", "x y"),
        (f"| a |\n| --- |\n| {inline(text)} |", "a"),
    ):
        seen = texts(READER.parse(markdown))
        for part in inside.split():
            seen = seen.replace(part, "", 1) if part != "y" else seen[: seen.rindex("y")]
        assert seen.strip() == shown(text).replace("\u2060", "")


@given(MARKUP)
def test_any_text_can_be_a_code_span_and_a_block(text: str) -> None:
    wanted = visible(re.sub(r"[ \t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", " ", text))
    tokens = READER.parse(f"x{code(text)}x" if wanted.strip() else "xx")
    found = [child.content for child in tokens[1].children or () if child.type == "code_inline"]
    assert found == ([wanted] if wanted.strip() else [])
    (fence,) = READER.parse(code_block(text))
    assert fence.type == "fence"


@given(MARKUP)
def test_no_address_ends_its_link(text: str) -> None:
    tokens = READER.parse(f"[x](https://a.example/{address(text)})")
    (link,) = [child for child in tokens[1].children or () if child.type == "link_open"]
    assert str(link.attrs["href"]).startswith("https://a.example/")
    assert [child.type for child in tokens[1].children or ()] == ["link_open", "text", "link_close"]
