"""Lines of a file as written: line ends, marks that do not show, remarks, long texts, columns."""

from __future__ import annotations

import pytest

from leadpact_dsl.layout import Line, read_layout
from leadpact_dsl.lines import MAX_LINES
from leadpact_dsl.source import SourceFile

TEXT = """\
team sales "Sales"  # who calls
  led by "VP Sales"
  # a remark of its own
  responsible for "Calling"
# at the margin
team marketing "Marketing"
"""


def tree(text: str) -> tuple[list[object], list[str]]:
    """The words of all lines, nested as the lines are, and the codes of what was wrong."""
    lines, diagnostics = read_layout(SourceFile("policy.sla", text))

    def words(line: Line) -> object:
        return [line.text, [words(child) for child in line.children]] if line.children else line.text

    return [words(line) for line in lines], [d.code for d in diagnostics]


SOUND = [
    ['team sales "Sales"', ['led by "VP Sales"', "# a remark of its own", 'responsible for "Calling"']],
    "# at the margin",
    'team marketing "Marketing"',
]


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT, TEXT.rstrip("\n"), "\n\n" + TEXT])
def test_line_ends_of_every_kind_and_a_byte_order_mark_read_alike(text: str) -> None:
    assert tree(text) == (SOUND, [])


@pytest.mark.parametrize("text", ["", "\n", "  \n\t\n\u00a0\n", "\ufeff"])
def test_nothing_is_no_mistake(text: str) -> None:
    assert tree(text) == ([], [])


def test_remarks_do_not_end_blocks() -> None:
    assert tree("a\n# x\n  b\n    # y\n  c\n  # z\nd\n") == (
        [["a", ["# x", ["b", ["# y"]], "c", "# z"]], "d"],
        [],
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\r  b\r", "LP137"),
        ("a\x00b\n", "LP137"),
        ("\x1b\n", "LP137"),
        ('a "\u202e"\n', "LP137"),
        ("a # \u2066\n", "LP137"),
        ("a\u00a0b\n", "LP102"),
        ("\u200ba\n", "LP102"),
        ("a\n\u3000b\n", "LP102"),
        ("a\tb\n", "LP101"),
        ('a """\n  b\nc\n', "LP106"),
        ("a" * 4001, "LP107"),
        ("a\n" * (MAX_LINES + 1), "LP138"),
        ("  a\n", "LP103"),
    ],
)
def test_what_nobody_sees_is_said_once(text: str, code: str) -> None:
    assert tree(text)[1] == [code]


@pytest.mark.parametrize("text", ['a "\u00a0\t\u200b"\n', "a # \u00a0\t\u200d\n", 'a "\u05e9\u200f"\n'])
def test_odd_blanks_in_texts_and_remarks_are_the_authors_own(text: str) -> None:
    assert tree(text)[1] == []


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        ("a\n  b\n c\n  d\n", [["a", ["b", "c", "d"]]]),
        ("a\n   b\n  c\n  d\n", [["a", ["b", "c", "d"]]]),
        ("a\n  b\n    c\n   d\ne\n", [["a", [["b", ["c", "d"]]]], "e"]),
        ("a\n\tb\n\t\tc\n", [["a", [["b", ["c"]]]]]),
        ("a\n    b\n\tc\n", [["a", ["b", "c"]]]),
    ],
)
def test_a_column_that_is_a_little_off_is_read_as_it_was_meant(text: str, nested: list[object]) -> None:
    assert tree(text)[0] == nested


def test_a_text_reaches_as_far_as_it_is_indented() -> None:
    text = 'a """\n  # no remark\n\n    b\n  """\n  c\n'
    lines, problems = read_layout(SourceFile("policy.sla", text))
    assert lines[0].text == 'a """\n  # no remark\n\n    b\n  """'
    assert [child.text for child in lines[0].children] == ["c"]
    assert problems == []


def test_an_unclosed_text_swallows_nothing_that_follows() -> None:
    nested, codes = tree('a """\n  one\n\n  two\nb "x"\n  c\n')
    assert codes == ["LP106"]
    assert nested == ['a """\n  one\n\n  two', ['b "x"', ["c"]]]
