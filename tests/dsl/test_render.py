"""Renderings of diagnostics, as a reader meets them."""

from __future__ import annotations

import re
import unicodedata
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, error, warning
from leadpact_dsl.render import render, render_one, summary
from leadpact_dsl.screen import columns, visible
from leadpact_dsl.source import SourceFile, Span
from tests.dsl.strategies import findings, texts

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def marked(text: str, name: str = "scoring.sla") -> Span:
    """The span between « and » in the text."""
    start = text.index("«")
    end = text.index("»") - 1
    return Span(SourceFile(name, text.replace("«", "").replace("»", "")), start, end)


def shown(diagnostic: Diagnostic, **options: int) -> str:
    return "\n" + render_one(diagnostic, **options)


def expected(text: str) -> str:
    return dedent(text).replace("¶", "")


def test_a_finding_in_full() -> None:
    span = marked("score fit\n  by employees\n    «50 to 499»: 15\n")
    other = Span(span.file, 12, 24)
    found = error(
        "LP204",
        span,
        "These rows overlap.",
        note="50 to 99 stand in both",
        labels=[Label(other, "in this table")],
        help="Let each number stand in one row.\nA gap is an error too.",
        fix=Fix(span, "100 to 499", "Begin where the row before ends."),
    )
    assert shown(found) == expected(
        """
        error[LP204]: These rows overlap.
         --> scoring.sla:3:5
          |
        3 |     50 to 499: 15
          |     ^^^^^^^^^ 50 to 99 stand in both
          |
         ::: scoring.sla:2:3
          |
        2 |   by employees
          |   ------------ in this table
          |
        help: Let each number stand in one row.
          A gap is an error too.
        fix: Begin where the row before ends.
          |
        3 -     50 to 499: 15
        3 +     100 to 499: 15
        """
    )


def test_many_findings_end_with_their_count() -> None:
    span = marked("a «b»")
    text = render([error("LP101", span, "One."), warning("LP102", None, "Two."), error("LP103", None, "Three.")])
    assert text.endswith("warning[LP102]: Two.\n\nerror[LP103]: Three.\n\nFound 2 errors and 1 warning.\n")
    assert render([]) == ""


@pytest.mark.parametrize(
    ("errors", "warnings", "said"),
    [(1, 0, "1 error"), (2, 0, "2 errors"), (0, 1, "1 warning"), (1, 2, "1 error and 2 warnings")],
)
def test_summary(errors: int, warnings: int, said: str) -> None:
    found = [error("LP101", None, "x")] * errors + [warning("LP102", None, "y")] * warnings
    assert summary(found) == f"Found {said}."


def test_a_finding_without_a_place() -> None:
    assert render_one(error("LP001", None, "No policy here.", note="looked in policies")) == (
        "error[LP001]: No policy here.\nnote: looked in policies\n"
    )


def test_a_mark_over_a_few_lines() -> None:
    span = marked("example x\n  «lead\n    title 1\n  expect» y\n")
    assert shown(error("LP301", span, "Wrong.", note="all this")) == expected(
        """
        error[LP301]: Wrong.
         --> scoring.sla:2:3
          |
        2 | /   lead
        3 | |     title 1
        4 | |   expect y
          | |________^ all this
          |
        """
    )


def test_a_mark_over_many_lines_shows_its_ends() -> None:
    span = marked("«" + "".join(f"line {n}\n" for n in range(1, 12)) + "»")
    assert shown(error("LP301", span, "Wrong.")) == expected(
        """
        error[LP301]: Wrong.
          --> scoring.sla:1:1
           |
         1 | / line 1
         2 | | line 2
         3 | | line 3
           | | ...
        10 | | line 10
        11 | | line 11
           | |________^
           |
        """
    )


def test_the_end_of_a_file_is_shown_with_the_line_before() -> None:
    assert shown(error("LP110", marked("score fit\n«»"), "Something is missing.", note="here")) == expected(
        """
        error[LP110]: Something is missing.
         --> scoring.sla:2:1
          |
        1 | score fit
        2 |
          | ^ here
          |
        """
    )


def test_an_empty_file() -> None:
    assert "1 |\n  | ^\n" in render_one(error("LP110", marked("«»"), "Nothing is here."))


def test_a_windows_line_end_is_not_part_of_the_line() -> None:
    assert "1 | score\n  | ^^^^^\n" in render_one(error("LP110", marked("«score\r\n»fit\r\n"), "x"))


def test_tabs_are_seen_and_marks_stand_under_them() -> None:
    text = render_one(error("LP101", marked("\t«\t»title\n"), "A tab."))
    assert "1 | →   →   title\n  |     ^^^^\n" in text


def test_wide_and_combining_characters_keep_marks_in_place() -> None:
    text = render_one(error("LP101", marked('team "日本e\u0301" «x»'), "x"))
    line, mark = text.splitlines()[3:5]
    assert columns(line[: line.index("x")]) == mark.index("^")
    assert "^^^^ " in render_one(error("LP101", marked('team "«日本»"'), "x", note="n"))
    assert "| ^ n" in render_one(error("LP101", marked("«e\u0301»"), "x", note="n"))


def test_what_could_drive_a_terminal_is_made_visible() -> None:
    text = render_one(error("LP101", marked('team "\x1b[2J«\u202eevil\u202c»\x85" #\x07\x7f'), "A \x1b[31m team."))
    assert 'team "␛[2J<U+202E>evil<U+202C><U+0085>" #␇␡' in text
    assert "A ␛[31m team." in text
    assert f"{' ' * 10} {'^' * 20}" in text


def test_a_long_line_is_shown_around_the_mark() -> None:
    text = render_one(error("LP101", marked("a" * 500 + "«here»" + "b" * 500), "x", note="n"), width=60)
    line, mark = text.splitlines()[3:5]
    assert line.startswith("1 | ...aaaa")
    assert line.endswith("bbbb...")
    assert len(line) <= 70
    assert line[mark.index("^") :].startswith("here")
    assert mark.endswith("^^^^ n")


def test_a_mark_longer_than_the_window_ends_with_it() -> None:
    text = render_one(error("LP101", marked("«" + "a" * 500 + "»"), "x"), width=60)
    line, mark = text.splitlines()[3:5]
    assert line == "1 | " + "a" * 60 + "..."
    assert mark == "  | " + "^" * 60


@pytest.mark.parametrize(
    ("text", "new", "lines"),
    [
        ("a\nb «c» d\ne", "X", ["2 - b c d", "2 + b X d"]),
        ("a\n«»c", "b\n", ["2 + b"]),
        ("a\n«b\n»c", "", ["2 - b"]),
        ("a«»\nc", "\n  b", ["2 +   b"]),
        ("a\n«b»", "x\ny", ["2 - b", "2 + x", "3 + y"]),
    ],
)
def test_a_fix_shows_the_lines_to_write(text: str, new: str, lines: list[str]) -> None:
    span = marked(text)
    rendering = render_one(error("LP101", span, "x", fix=Fix(span, new)))
    assert rendering.split("fix: Write this instead.\n  |\n")[1].splitlines() == lines


def test_a_long_fix_is_cut() -> None:
    span = marked("«a»")
    rendering = render_one(error("LP101", span, "x", fix=Fix(span, "\n".join("bcdefghijklmnop"))))
    assert rendering.splitlines()[-2:] == ["12 + m", "   + ..."]


def test_a_fix_in_another_file_names_it() -> None:
    found = error("LP101", marked("«a»"), "x", fix=Fix(marked("b\n«c»", "other.sla"), "d"))
    assert "fix: Write this instead.\n --> other.sla:2:1\n" in render_one(found)


def test_line_numbers_of_labels_and_fixes_share_one_gutter() -> None:
    far = marked("\n" * 99 + "«z»")
    lines = render_one(error("LP101", marked("«a»"), "x", labels=[Label(far, "there")])).splitlines()
    assert {line.index("|") for line in lines if "|" in line} == {4}


def test_colour_changes_nothing_but_colour() -> None:
    span = marked("x\n\t«a\nb»\nc")
    found = [
        error("LP101", span, "One.", note="n", help="h", fix=Fix(span, "d\n"), labels=[Label(span, "l")]),
        warning("LP102", marked("«a»"), "Two."),
    ]
    coloured = render(found, colour=True)
    assert "\x1b[1;31m" in coloured
    assert "\x1b[1;33m" in coloured
    assert ANSI.sub("", coloured) == render(found)


@given(st.lists(findings(astray=3), max_size=3), st.integers(0, 120))
def test_any_text_and_any_span_render_without_a_control_character(found: list[Diagnostic], width: int) -> None:
    text = render(found, width=width)
    assert {unicodedata.category(char) for char in text.replace("\n", "")}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    assert text.splitlines() == text.split("\n")[:-1]
    assert not any(line.endswith(" ") for line in text.splitlines())
    assert ANSI.sub("", render(found, width=width, colour=True)) == text


@given(texts)
def test_columns_count_what_is_visible(text: str) -> None:
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in visible(text))
    flat = sum(unicodedata.category(char) in ("Mn", "Me") for char in visible(text))
    assert columns(text) == len(visible(text)) + wide - flat
