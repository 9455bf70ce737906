"""The page: whole by itself, built as browsers and screen readers expect, with nothing from a policy but its text."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import count, pairwise
from xml.etree.ElementTree import Element

import pytest

from leadpact.agreement import document as doc
from leadpact.agreement.headings import in_steps
from leadpact.agreement.html import render_html
from leadpact.agreement.html_text import runs_to_html, shown
from tests.compiler.agreement.pages import elements, page_of, parsed, read, real, whole_policy, words_of
from tests.conftest import ROOT


@cache
def acme() -> Element:
    return parsed(page_of(real("acme")))


@cache
def small() -> str:
    numbers = count(1)
    return page_of(read(whole_policy(lambda: f"Text {next(numbers)}")))


# ------------------------------------------------------------------------------------------------------- structure


def test_it_needs_nothing_else() -> None:
    for element in elements(acme()):
        assert element.tag not in ("script", "link", "img", "iframe", "object", "embed", "form", "input", "base"), (
            element
        )
        loaded = {"src", "srcset", "href", "style", "background", "poster", "action", "data"} & set(element.attrib)
        assert loaded <= ({"href"} if element.tag == "a" else set()), element.attrib
        assert not [name for name in element.attrib if name.startswith("on")]
    (style,) = (element for element in elements(acme()) if element.tag == "style")
    assert not re.search(r"url\(|@import|@font-face|expression", words_of(style))


def test_it_forbids_itself_everything_from_elsewhere() -> None:
    (policy,) = (e.get("content", "") for e in elements(acme()) if e.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_landmarks_language_and_title() -> None:
    page = acme()
    assert page.get("lang") == "en"
    title = next(element for element in elements(page) if element.tag == "title")
    assert words_of(title) == "Acme sales and marketing agreement"
    tags = Counter(element.tag for element in elements(page))
    assert (tags["header"], tags["nav"], tags["main"], tags["footer"], tags["h1"]) == (1, 1, 1, 1, 1)
    first = next(element for element in elements(page) if element.tag == "a")
    (main,) = (element for element in elements(page) if element.tag == "main")
    assert first.get("href") == f"#{main.get('id')}", "the first link skips to the text"


def test_headings_leave_no_level_out() -> None:
    levels = [int(element.tag[1]) for element in elements(acme()) if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_ids_are_unique_and_every_link_within_leads_somewhere() -> None:
    for page in (acme(), parsed(small())):
        ids = Counter(element.get("id") for element in elements(page) if element.get("id"))
        assert not [name for name, times in ids.items() if times > 1]
        inner = [e.get("href", "")[1:] for e in elements(page) if e.tag == "a" and e.get("href", "").startswith("#")]
        assert len(inner) > 10
        named = [
            name
            for e in elements(page)
            for at in ("aria-labelledby", "aria-describedby")
            for name in e.get(at, "").split()
        ]
        assert set(inner) | set(named) <= set(ids)


def test_the_contents_name_every_section() -> None:
    (nav,) = (element for element in elements(acme()) if element.tag == "nav")
    named = [words_of(element) for element in elements(nav) if element.tag == "a"]
    (main,) = (element for element in elements(acme()) if element.tag == "main")
    headings = [element for element in elements(main) if element.get("id", "").endswith(".title")]
    assert named == [words_of(heading) for heading in headings if heading.tag in ("h2", "h3")]


def test_tables_have_a_caption_and_scoped_headers() -> None:
    tables = [element for element in elements(acme()) if element.tag == "table"]
    assert len(tables) > 50
    for table in tables:
        assert words_of(next(element for element in table if element.tag == "caption"))
        head, body = (next(element for element in table if element.tag == tag) for tag in ("thead", "tbody"))
        assert {cell.get("scope") for cell in elements(head) if cell.tag == "th"} == {"col"}
        assert {cell.get("scope") for cell in elements(body) if cell.tag == "th"} <= {"row"}
        width = sum(1 for cell in elements(head) if cell.tag in ("th", "td"))
        assert {sum(1 for cell in row) for row in body} == {width}


def test_drawings_are_told_in_words() -> None:
    pictures = [element for element in elements(acme()) if element.tag == "svg"]
    (lifecycle,) = (picture for picture in pictures if picture.get("role") == "img")
    title, words = lifecycle[0], lifecycle[1]
    assert (title.tag, words.tag) == ("title", "desc")
    assert (lifecycle.get("aria-labelledby"), lifecycle.get("aria-describedby")) == (title.get("id"), words.get("id"))
    assert "Marketing qualified lead (MQL)" in words_of(words)
    bars = [picture for picture in pictures if picture is not lifecycle]
    assert len(bars) > 100
    assert {bar.get("aria-hidden") for bar in bars} == {"true"}, "the numbers beside a bar say the same"


def test_all_that_the_document_says_is_on_the_page() -> None:
    from leadpact.agreement.build import build_agreement

    said = words_of(acme())
    for section in build_agreement(real("acme")).sections:
        for block in section.blocks:
            if isinstance(block, doc.Paragraph):
                assert " ".join("".join(_texts(block.runs)).split()) in said


def _texts(runs: doc.Runs) -> list[str]:
    return [
        text
        for run in runs
        for text in ([run.text] if isinstance(run, doc.Plain | doc.Code) else _texts(getattr(run, "runs", ())))
    ]


# ----------------------------------------------------------------------------------------------------- looks


def _colours() -> list[dict[str, str]]:
    """The colours by name, for light and for dark."""
    style = small().partition("<style>")[2].partition("</style>")[0]
    light, dark = re.findall(r":root \{([^}]*--paper[^}]*)\}", style)
    named = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", part)) for part in (light, dark)]
    assert named[0].keys() == named[1].keys()
    return named


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read(scheme: int) -> None:
    """Web Content Accessibility Guidelines 2.2, 1.4.3 (text, 4.5 to 1) and 1.4.11 (drawings, 3 to 1)."""
    colours = _colours()[scheme]
    for ground in ("paper", "tint", "note"):
        for text in ("ink", "soft", "accent", "warm", "up", "down"):
            assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    for bar in ("accent", "up", "down", "soft"):
        assert _contrast(colours[bar], colours["room"]) >= 3, bar


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# ------------------------------------------------------------------------------------------------------- the same


def test_the_same_policy_gives_the_same_bytes_in_every_process() -> None:
    program = (
        "import hashlib; from tests.compiler.agreement.pages import page_of, real;"
        "print(hashlib.sha256(page_of(real('inbound')).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": zone, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(seen) == 1


def test_the_page_is_tidy() -> None:
    assert small().endswith("</html>\n")
    assert not [line for line in small().split("\n")[:-1] if line != line.strip() or not line]


# ------------------------------------------------------------------------------------------------ the author's text

HOSTILE = (
    "</td></p></style></title></svg><script>alert(1)</script><!-- --> ]]> &lt;b&gt; <img src=x onerror=alert(1)> "
    "` | {{ 7*7 }} {% raw %} javascript:alert(1) ' onload='x' שלום (1)"
)
# Elements that a text may bring along: isolation of what runs from right to left.
_OURS = {"bdi"}


def test_no_element_and_no_attribute_comes_from_a_text() -> None:
    numbers, others = count(1), count(1)
    harmless = parsed(page_of(read(whole_policy(lambda: f"Text {next(numbers)}"))))
    hostile = parsed(page_of(read(whole_policy(lambda: f"{HOSTILE} {next(others)}"))))
    assert _shape(hostile) == _shape(harmless)
    said = words_of(hostile)
    # An entity in prose is Markdown for a character; everywhere else it is text.
    lost = [n for n in range(1, next(others)) if not _says(said, HOSTILE, n)]
    assert len(lost) == 2
    assert all(_says(said, HOSTILE.replace("&lt;b&gt;", "<b>"), n) for n in lost)


def _says(page: str, text: str, number: int) -> bool:
    return re.search(rf"{re.escape(text)} {number}(?!\d)", page) is not None


def _shape(root: Element) -> list[tuple[str, tuple[str, ...]]]:
    """The elements and the names of their attributes, but in drawings, whose lines follow from the text."""
    drawn = {id(below) for svg in elements(root) if svg.tag == "svg" for below in elements(svg)}
    for element in elements(root):
        if id(element) in drawn:
            assert element.tag in {"svg", "title", "desc", "rect", "polyline", "polygon", "text"}
            assert not [name for name in element.attrib if name.startswith("on") or "href" in name]
    return [
        (element.tag, tuple(sorted(element.attrib)))
        for element in elements(root)
        if element.tag not in _OURS and id(element) not in drawn
    ]


PROSE = """
agreement "Ours"
  timezone "UTC"
  purpose \"\"\"
    ### Late heading

    Some **bold**, *slanted* and `co<b>de`, <b onclick=alert(1)>HTML</b> and <script>alert(1)</script>.

    <div style="position:fixed">a block</div>

    - [one](https://acme.example/a_b?x="><script>) and [two](javascript:alert(1)) and [three](data:text/html,x)
    - ![four](https://acme.example/p.png) and <https://acme.example> and [five](HTTPS://acme.example)

    > # quoted

    | a | <i>b</i> |
    | - | - |
    | 1 | </table><script>alert(2)</script> |

    ```html
    </code></pre><script>alert(3)</script>
        kept
    ```
  \"\"\"
"""


def test_prose_is_read_and_only_what_is_harmless_is_kept() -> None:
    page = parsed(page_of(read(PROSE)))
    (purpose,) = (element for element in elements(page) if element.get("id") == "purpose")
    tags = Counter(element.tag for element in elements(purpose))
    assert not {"script", "b", "i", "img"} & set(tags)
    assert tags["div"] == 1, "the region in which the table scrolls"
    assert (tags["strong"], tags["em"], tags["pre"], tags["blockquote"], tags["table"]) == (1, 1, 1, 1, 1)
    assert not [element for element in elements(purpose) if element.get("onclick") or element.get("style")]
    links = [element.get("href", "") for element in elements(purpose) if element.tag == "a"]
    assert [link.partition("?")[0].lower() for link in links] == [
        *("https://acme.example/a_b", "https://acme.example/p.png", "https://acme.example", "https://acme.example"),
    ]
    said = words_of(purpose)
    for text in (
        "co<b>de",
        "<b onclick=alert(1)>HTML</b>",
        '<div style="position:fixed">a block</div>',
        "data:text/html",
    ):
        assert text in said
    (code,) = (element for element in elements(purpose) if element.tag == "pre")
    assert "".join(code.itertext()) == "</code></pre><script>alert(3)</script>\n    kept"
    assert [element.tag for element in elements(purpose) if re.fullmatch("h[1-6]", element.tag)] == ["h2", "h3", "h3"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a  b\n c", "a b c"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("x\u202ey\u200b", "x&lt;U+202E&gt;y&lt;U+200B&gt;"),
        ("from שלום עולם (60)", "from <bdi>שלום עולם</bdi> (60)"),
        ("\x1b[31m", "␛[31m"),
    ],
)
def test_text_is_shown_as_it_is(text: str, html: str) -> None:
    assert shown(text).replace("&#34;", '"') == html.replace("␛", shown("\x1b"))


def test_no_link_is_made_to_what_cannot_be_trusted_even_if_nobody_checked_it() -> None:
    for address in ("javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x", " https://x"):
        assert str(runs_to_html((doc.Link(doc.plain("Guide"), address),))) == "Guide"
    made = str(runs_to_html((doc.Link(doc.plain("<b>"), 'https://a.example/"onclick="x'),)))
    assert made == ('<a href="https://a.example/&quot;onclick=&quot;x" rel="noopener noreferrer">&lt;b&gt;</a>')


def test_headings_of_prose_follow_the_section_s_own() -> None:
    def heading(depth: int) -> doc.Subheading:
        return doc.Subheading(doc.plain("x"), depth)

    blocks = (heading(3), heading(6), heading(1), doc.Quote((heading(4), doc.BulletList((doc.Item((heading(6),)),)))))
    made = in_steps(doc.Document("T", (), (), (doc.Section("1", "S", "s", blocks),), ()))
    assert re.findall(r"depth=(\d)", repr(made)) == ["1", "2", "1", "2", "3"]
    assert re.findall(r"<h(\d)", render_html(made)) == ["1", "2", "2", "3", "4", "3", "4", "5"]
