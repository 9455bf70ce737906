"""Findings for programs: JSON by its published schema, SARIF by the standard's, GitHub by its escaping rules."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft4Validator, Draft202012Validator

from leadpact.cli.findings import FORMATS, emit_findings, formatted, placed_under
from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, error, warning
from leadpact_dsl.source import SourceFile, Span
from tests.dsl.strategies import findings

# The schema of SARIF 2.1.0 as approved (rtm.5), from the SchemaStore.
SARIF = Draft4Validator(json.loads((Path(__file__).parent / "sarif-2.1.0.schema.json").read_text(encoding="utf-8")))

FILE = SourceFile("Größe/scoring rules.sla", "score fit\n  +30 if vip\n  +20 if vp\n")
ROW = Span(FILE, 12, 22)
FOUND = [
    error(
        "LP101",
        ROW,
        "Nobody here is called vip.",
        note="not known",
        labels=[Label(Span(FILE, 25, 34), "as here")],
        help="Did you mean vp?",
        fix=Fix(Span(FILE, 19, 22), "vp", "Say vp."),
    ),
    warning("LP999", None, "This policy has no example."),
]


def parsed(found: list[Diagnostic], form: str) -> Any:
    return json.loads(formatted(found, form))  # type: ignore[arg-type]


def schema() -> Draft202012Validator:
    text = (files("leadpact") / "schemas" / "findings.schema.json").read_text(encoding="utf-8")
    Draft202012Validator.check_schema(json.loads(text))
    return Draft202012Validator(json.loads(text))


def test_json_says_everything() -> None:
    document = parsed(FOUND, "json")
    schema().validate(document)
    assert (document["version"], document["errors"], document["warnings"]) == (1, 1, 1)
    first, second = document["findings"]
    assert first["place"] == {
        "file": "Größe/scoring rules.sla",
        "line": 2,
        "column": 3,
        "endLine": 2,
        "endColumn": 13,
        "offset": 12,
        "endOffset": 22,
    }
    assert first["labels"][0]["place"]["line"] == 3
    assert first["fix"] | {"place": None} == {"place": None, "text": "vp", "say": "Say vp."}
    assert (first["code"], first["severity"], first["note"], first["help"]) == (
        "LP101",
        "error",
        "not known",
        "Did you mean vp?",
    )
    assert (second["place"], second["labels"], second["fix"]) == (None, [], None)


def test_sarif_is_what_the_standard_asks_for() -> None:
    document = parsed(FOUND, "sarif")
    SARIF.validate(document)
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert rules[0]["shortDescription"] == {"text": "A tab stands where blanks belong"}
    assert "sla wrong" in rules[0]["help"]["markdown"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["LP101", "LP999"]
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "Gr%C3%B6%C3%9Fe/scoring%20rules.sla"
    assert place["region"] == {
        "startLine": 2,
        "startColumn": 3,
        "endLine": 2,
        "endColumn": 13,
        "charOffset": 12,
        "charLength": 10,
    }
    replacement = run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["insertedContent"] == {"text": "vp"}
    assert replacement["deletedRegion"]["startColumn"] == 10
    assert "locations" not in run["results"][1]


@pytest.mark.parametrize(
    ("name", "uri"),
    [("a\\b.sla", "a/b.sla"), ("50%.sla", "50%25.sla"), ("a:b.sla", "a%3Ab.sla"), ("bad\udcff.sla", "bad%3F.sla")],
)
def test_sarif_file_names_are_uris(name: str, uri: str) -> None:
    document = parsed([error("LP101", Span(SourceFile(name, "x"), 0, 1), "x")], "sarif")
    assert document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_github_lines() -> None:
    assert formatted(FOUND, "github").splitlines() == [
        "::error file=Größe/scoring rules.sla,line=2,endLine=2,col=3,endColumn=13,"
        "title=LP101 A tab stands where blanks belong::"
        "Nobody here is called vip.%0Anot known%0AGröße/scoring rules.sla:3:3: as here%0A"
        "help: Did you mean vp?%0Afix: Say vp.%0Avp",
        "::warning title=LP999::This policy has no example.",
    ]


def test_github_escapes_what_would_end_a_property_or_a_line() -> None:
    file = SourceFile("a,b:50%.sla", "x\ny\n")
    line = formatted([error("LP999", Span(file, 0, 3), "100% wrong:\nreally, \x1b[2J.")], "github")
    assert line == ("::error file=a%2Cb%3A50%25.sla,line=1,endLine=2,title=LP999::100%25 wrong:%0Areally, ␛[2J.\n")


@given(findings())
def test_any_finding_makes_a_valid_document(found: Diagnostic) -> None:
    schema().validate(parsed([found], "json"))
    SARIF.validate(parsed([found], "sarif"))
    assert formatted([found], "github").count("\n") == 1


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_no_findings_are_a_whole_document_too(form: str) -> None:
    document = parsed([], form)
    (schema() if form == "json" else SARIF).validate(document)


@pytest.mark.parametrize("form", FORMATS)
def test_findings_are_printed_in_order_and_mean_an_exit_code(form: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert emit_findings(reversed(FOUND), form) == 1
    assert emit_findings(FOUND[1:], form) == 0
    assert emit_findings([], form) == 0
    out, err = capsys.readouterr()
    assert out.index("LP999") < out.index("Nobody here is called vip.")
    assert err == ""


def test_findings_beside_another_answer_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    emit_findings(FOUND, err=True)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("Found 1 error and 1 warning.\n")


def test_findings_of_several_policies_are_told_apart() -> None:
    (moved, placeless) = placed_under("policies/acme", FOUND)
    assert moved.span is not None
    assert moved.fix is not None
    names = [span.file.name for span in (moved.span, moved.labels[0].span, moved.fix.span)]
    assert names == ["policies/acme/Größe/scoring rules.sla"] * 3
    assert moved.span.text == ROW.text
    assert placeless == FOUND[1]
    assert placed_under(".", FOUND) == FOUND
