"""`leadpact render`: the agreement to a file or to stdout."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadpact.agreement.formats import FORMATS
from leadpact.cli import render
from tests.conftest import RunCli

POLICY = """agreement "Our agreement"
  timezone "UTC"
team sales "Sales"
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.sla"
    path.write_text(POLICY, encoding="utf-8")
    return path


def test_it_goes_to_stdout(run_cli: RunCli, policy: Path) -> None:
    ran = run_cli("render", policy)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# Our agreement\n")
    assert ran.out.endswith("\n")


def test_it_goes_to_a_file_whole_and_the_same_each_time(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    out = run_cli("render", policy).out
    made = tmp_path / "new" / "agreement.md"
    for _ in range(2):
        assert run_cli("render", policy, "-o", made) == (0, "", "")
        assert made.read_bytes() == out.encode()
    assert list(made.parent.iterdir()) == [made]


def test_the_agreement_is_never_written_over_what_it_is_made_of(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to(policy)
    (tmp_path / "wording.j2").write_text("{# mine #}", encoding="utf-8")
    for made in (policy, tmp_path / "link.md", tmp_path / "new.sla", tmp_path / "wording.j2"):
        ran = run_cli("render", policy, "-o", made, "--templates", tmp_path)
        assert (ran.code, ran.out) == (2, "")
        assert f"error: {made} is " in ran.err
    assert policy.read_text(encoding="utf-8") == POLICY
    assert (tmp_path / "wording.j2").read_text(encoding="utf-8") == "{# mine #}"
    assert not (tmp_path / "new.sla").exists()


def test_a_policy_with_errors_has_no_agreement(run_cli: RunCli, policy: Path) -> None:
    policy.write_text(POLICY + "team sales\n", encoding="utf-8")
    ran = run_cli("render", policy)
    assert (ran.code, ran.out) == (1, "")
    assert "error[LP" in ran.err


def test_the_command_knows_every_format() -> None:
    assert set(render.FORMATS) == set(FORMATS)


@pytest.mark.parametrize("name", ["agreement.html", "agreement.HTM"])
def test_the_name_of_the_file_says_the_form(run_cli: RunCli, policy: Path, tmp_path: Path, name: str) -> None:
    assert run_cli("render", policy, "-o", tmp_path / name) == (0, "", "")
    made = (tmp_path / name).read_text(encoding="utf-8")
    assert made.startswith("<!DOCTYPE html>\n")
    assert run_cli("render", policy, "--format", "html").out == made
    assert run_cli("render", policy, "--format", "markdown", "-o", tmp_path / name).code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("# Our agreement\n"), "what is asked for counts"


def test_a_name_that_says_no_form_is_asked_about(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    ran = run_cli("render", policy, "-o", tmp_path / "agreement.pdf")
    assert (ran.code, ran.out) == (2, "")
    assert "ends in none of .md, .markdown, .html, .htm: say with --format what to write." in ran.err
    assert not (tmp_path / "agreement.pdf").exists()
    assert run_cli("render", policy, "-o", tmp_path / "agreement").code == 0


def test_templates_of_ones_own(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    (tmp_path / "wording.j2").write_text("{% block term_title %}How long{% endblock %}", encoding="utf-8")
    assert "## 9 How long\n" in run_cli("render", policy, "--templates", tmp_path).out


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("{# mine #}\n{% block term_title %}{{ unknown }}{% endblock %}", "'unknown' is undefined"),
        ("{# mine #}\n{% block term_title %}", "Unexpected end of template"),
    ],
)
def test_templates_that_fail_are_findings_at_their_line(
    run_cli: RunCli, policy: Path, tmp_path: Path, wording: str, said: str
) -> None:
    (tmp_path / "wording.j2").write_text(wording, encoding="utf-8")
    ran = run_cli("render", policy, "--templates", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "error[LP006]" in ran.err
    assert said in ran.err
    assert "wording.j2:2:" in ran.err
    assert "help: Mend it, or delete the file" in ran.err


def test_the_folder_to_write_to_may_be_missing_rights(run_cli: RunCli, policy: Path, tmp_path: Path) -> None:
    ran = run_cli("render", policy, "-o", tmp_path / "policy.sla" / "agreement.md")
    assert ran.code == 2
    assert "error: " in ran.err
