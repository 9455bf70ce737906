"""A report in each of its forms, for a terminal first of all."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from leadpact.agreement import document as doc
from leadpact.cli.report import FORMS, emit_report, form_meant, report_options

TABLE = doc.Table(
    (doc.Column("Threshold", numeric=True), doc.Column("Leads", numeric=True)),
    ((doc.plain("50"), doc.plain("120")), (doc.plain("60"), doc.plain("80"))),
    "Thresholds",
)
AXIS = doc.Axis("Leads", Decimal(0), Decimal(120))
CHART = doc.Chart(
    "Threshold and volume",
    "The volume falls from 120 to 80.",
    doc.Axis("Threshold", Decimal(50), Decimal(60)),
    AXIS,
    (doc.Curve("Leads", (doc.Point(Decimal(50), Decimal(120)), doc.Point(Decimal(60), Decimal(80)))),),
    TABLE,
    marks=(doc.Mark(Decimal(60), "today"),),
)
REPORT = doc.Document(
    "A report",
    (doc.Fact("Before", "main"),),
    (doc.Note((doc.paragraph("Read this first."),)),),
    (
        doc.Section(
            "",
            "Stages",
            "stages",
            (
                doc.Bars("Stages", "Stage", ("Now",), (doc.Bar(doc.plain("MQL"), ("80",), Decimal(50)),)),
                doc.bullets(["one", "two"]),
                doc.CodeBlock("example\n  lead"),
            ),
        ),
        doc.Section("", "Thresholds", "thresholds", (doc.Details(doc.plain("All of them"), (CHART,)),)),
    ),
    (doc.Fact("Made by", "leadpact"),),
)


@click.command()
@report_options(*FORMS)
def command(form: str | None, output: Path | None) -> None:
    emit_report(REPORT, form_meant(form, output, FORMS), output, lambda: {"leads": 80})


def said(*words: str, **env: str) -> str:
    result = CliRunner().invoke(command, words, env=env)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_text_is_for_a_terminal_without_any_codes_in_a_file() -> None:
    assert said() == (
        "A report\n"
        "Before  main\n"
        "\n"
        "! Read this first.\n"
        "\n"
        f"Stages {'─' * 93}\n"
        "Stage   Now\n"
        f"MQL      80   {'█' * 10}\n"
        "- one\n"
        "- two\n"
        "\n"
        "  example\n"
        "    lead\n"
        "\n"
        f"Thresholds {'─' * 89}\n"
        "All of them\n"
        "  Threshold   Leads\n"
        "         50     120\n"
        "         60      80\n"
        "\n"
        "Made by  leadpact\n"
    )


def test_colours_come_where_they_are_wanted() -> None:
    assert "\x1b[" in said(FORCE_COLOR="1")
    assert "\x1b[" not in said(FORCE_COLOR="1", NO_COLOR="1")


def test_a_control_character_of_a_policy_does_not_reach_the_terminal() -> None:
    from leadpact.cli.report_text import report_text

    evil = doc.Document("a\x1b[2Jb", (), (), (doc.Section("", "c\x07", "c", (doc.paragraph("d\x9b31m"),)),), ())
    assert not {"\x1b", "\x07", "\x9b"} & set(report_text(evil, 80, colour=False))


@pytest.mark.parametrize(
    ("name", "found"),
    [("r.md", "# A report\n"), ("r.html", "<!DOCTYPE html>"), ("r.json", '{\n  "leads": 80\n}\n'), ("r", "A report\n")],
)
def test_the_name_of_the_output_says_the_form(tmp_path: Path, name: str, found: str) -> None:
    said("-o", str(tmp_path / name))
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(found)


def test_what_was_written_is_said_beside_the_answer(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["-o", str(tmp_path / "r.md")])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"Wrote {tmp_path / 'r.md'}.\n"
    assert CliRunner().invoke(command, []).stderr == ""


def test_a_named_form_beats_the_name(tmp_path: Path) -> None:
    said("-o", str(tmp_path / "r.md"), "--format", "json")
    assert json.loads((tmp_path / "r.md").read_text()) == {"leads": 80}


def test_a_name_that_says_no_form_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["-o", str(tmp_path / "r.docx")])
    assert result.exit_code == 2
    assert "ends in none of .md, .markdown, .html, .htm, .json, .txt" in result.output
    assert not (tmp_path / "r.docx").exists()


def test_a_page_draws_the_chart_and_a_pull_request_shows_its_numbers() -> None:
    page = said("--format", "html")
    assert page.count('class="curve first"') == 2, "the line, and its sample in the legend"
    assert ">today</text>" in page
    assert "| 60 | 80 |" in said("--format", "markdown")
