"""What a review writes, and where."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import jsonschema
import pytest

from leadpact.cli import review as review_command
from tests.cli.review.asking import MARKER, SARIF_SCHEMA, SCHEMA, changed
from tests.conftest import ROOT, RunCli


def test_it_writes_a_comment_a_page_findings_and_json(run_cli: RunCli, repo: Path) -> None:
    changed("is at least 30", "is at least 50")
    ran = run_cli("review", "--base", "main", "--sample", "0", "--no-deep", "--out", "build/review")
    assert ran.code == 1
    assert "this cannot be merged as it is" in ran.out
    folder = repo / "build" / "review"
    assert sorted(path.name for path in folder.iterdir()) == [
        "comment.md",
        "findings.sarif",
        "review.html",
        "review.json",
    ]
    comment = (folder / "comment.md").read_text()
    assert comment.split("\n")[:2] == [MARKER, "# Review of the agreement"]
    assert comment.count(MARKER) == 1
    sarif = json.loads((folder / "findings.sarif").read_text())
    jsonschema.validate(sarif, json.loads(SARIF_SCHEMA.read_text()))
    results = sarif["runs"][0]["results"]
    assert {result["ruleId"] for result in results if result["level"] == "error"} == {"LP612", "LP811"}
    jsonschema.validate(json.loads((folder / "review.json").read_text()), SCHEMA)
    assert "<script" not in (folder / "review.html").read_text()


def test_on_github_findings_stand_beside_their_lines_and_the_summary_is_added_to(
    run_cli: RunCli, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed("is at least 30", "is at least 50")
    summary = repo / "summary.md"
    summary.write_text("Before.\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    ran = run_cli("review", "--base", "main", "--sample", "0", "--no-deep", "--out", "build/review")
    assert ran.out.count("::error file=policies/desk/policy.sla,line=") == 1
    assert summary.read_text().startswith("Before.\n# Review of the agreement")


def test_commands_to_the_runner_stay_text(run_cli: RunCli, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    changed('"Test agreement"', '"::error::x"')
    changed('"A VP"', '"::set-output name=a::b"')
    changed("expect stage is MQL", "expect stage is inquiry")
    ran = run_cli("review", "--base", "main", "--sample", "0", "--no-deep", "--out", "build/review")
    commands = [line for line in ran.out.splitlines() if line.startswith("::")]
    assert commands
    assert all(re.match(r"::(error|warning) (file=|title=LP)", line) for line in commands)


HOSTILE = "<script>alert(1)</script> <!-- leadpact review --> [x](javascript:x) ![i](http://e.example/i.png) | `a` @all"


def test_hostile_text_reaches_no_form_as_it_is(run_cli: RunCli, repo: Path) -> None:
    changed('"Test agreement"', f'"{HOSTILE}"')
    changed("is at least 30", "is at least 50")
    changed('stage MQL "Qualified lead"', f'stage MQL "{HOSTILE}"')
    run_cli("review", "--base", "main", "--sample", "0", "--no-deep", "--out", "build/review")
    comment = (repo / "build/review/comment.md").read_text()
    assert len(re.findall(r"(?<!\\)<!--", comment)) == 1, "the mark, and nothing else that cannot be seen"
    assert not re.search(r"(?<!\\)<(script|img)", comment)
    assert not re.search(r"(?<!\\)\]\((javascript|http)", comment)
    page = (repo / "build/review/review.html").read_text()
    assert "<script>" not in page
    assert "javascript:x" not in re.findall(r'href="([^"]*)"', page)


def test_a_long_review_still_fits_into_a_comment(run_cli: RunCli, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = "".join(f'  +1 if title contains "{"word " * 9}{number}"\n' for number in range(60))
    changed('  +60 if title contains "Chief"\n', rules)
    monkeypatch.setattr(review_command, "_COMMENT", 5000)
    ran = run_cli("review", "--base", "main", "--sample", "0", "--no-deep", "--out", "build/review")
    assert ran.code == 1
    comment = (repo / "build/review/comment.md").read_bytes()
    assert 1000 < len(comment) <= 5000
    assert comment.startswith(f"{MARKER}\n".encode())
    assert b"so that this fits" in comment
    assert b"`leadpact review \\-\\-base main`" in comment or b"leadpact review --base main" in comment
    page = (repo / "build/review/review.html").read_text()
    assert all(f"word {number}”" in page for number in range(60)), "the page has all of it"


@pytest.mark.skipif(os.name == "nt", reason="links need a permission there")
@pytest.mark.parametrize("absolute", [False, True])
def test_a_folder_that_links_lead_to_is_not_written_to(
    run_cli: RunCli, repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, absolute: bool
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (repo / "out").symlink_to(tmp_path / "elsewhere")
    (repo / "below").mkdir()
    for folder in ("out", "out/review", "out/a/b", "below/../out/review"):
        ran = run_cli("review", "--no-deep", "--out", repo / folder if absolute else folder)
        assert (ran.code, "out is a link" in ran.err) == (2, True)
    monkeypatch.chdir(repo / "below")
    assert run_cli("review", "--no-deep", "--out", "../out/review").code == 2
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a permission there")
def test_links_in_the_folder_are_replaced_and_never_written_through(
    run_cli: RunCli, repo: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    mine.write_text("mine")
    folder = repo / "build" / "review"
    folder.mkdir(parents=True)
    for name in ("comment.md", "review.html", "review.json"):
        (folder / name).symlink_to(mine)
    (folder / "findings.sarif").symlink_to(tmp_path / "missing")
    ran = run_cli("review", "--no-deep", "--out", "build/review")
    assert ran.code == 0, ran.err
    assert mine.read_text() == "mine"
    assert not (tmp_path / "missing").exists()
    assert [path.is_symlink() for path in folder.iterdir()] == [False] * 4
    assert (folder / "comment.md").read_text().startswith(MARKER)


@pytest.mark.skipif(os.name == "nt", reason="links need a permission there")
def test_links_outside_of_the_repository_are_up_to_whoever_asks(run_cli: RunCli, repo: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "alias").symlink_to(tmp_path / "real")
    assert run_cli("review", "--no-deep", "--out", tmp_path / "alias" / "review").code == 0
    assert (tmp_path / "real" / "review" / "comment.md").is_file()


def test_it_stands_in_the_help_with_its_mark(run_cli: RunCli) -> None:
    assert "leadpact review --base main" in run_cli("review", "--help").out
    for name in ("github/agreement-comment.yml", "gitlab/gitlab-ci.yml"):
        text = (ROOT / "compiler" / "leadpact" / "starter" / "repository" / name).read_text()
        assert f'marker = "{review_command.MARKER}"' in text
