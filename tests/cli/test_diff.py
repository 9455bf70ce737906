"""`leadpact diff`: versions from paths and from git, forms, exit codes and refusals."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import RunCli
from tests.review.changes.test_sentences import BASE


def git(*arguments: str) -> None:
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@acme.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one policy in one commit, and one number changed since."""
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "-b", "main")
    Path("leadpact.toml").touch()
    folder = Path("policies", "small")
    folder.mkdir(parents=True)
    text = TEXT
    (folder / "a.sla").write_text(text, encoding="utf-8")
    git("add", "-A")
    git("commit", "-q", "-m", "First")
    (folder / "a.sla").write_text(text.replace("+30 if large", "+40 if large"), encoding="utf-8")
    return tmp_path


EXAMPLE = """example "One"
  as of 2026-11-02 10:00
  lead
    company "A"
  expect stage is inquiry
"""

TEXT = BASE.replace("at least needed\n", "at least needed\n  recorded by handed\n") + EXAMPLE
LINE = TEXT[: TEXT.index("+30 if large")].count("\n") + 1


def test_the_working_tree_against_a_revision(run_cli: RunCli, repo: Path) -> None:
    ran = run_cli("diff", "HEAD")
    assert (ran.code, ran.err) == (0, "")
    assert "1 change in meaning: 1 looser." in ran.out
    assert f"“Large” now earns 40 points (was 30). policies/small/a.sla:{LINE}" in " ".join(ran.out.split())


def test_two_revisions_and_two_folders(run_cli: RunCli, repo: Path) -> None:
    git("commit", "-qam", "Second")
    one = run_cli("diff", "HEAD~1", "HEAD", "--format", "json")
    found = json.loads(one.out)
    assert [change["sentence"] for change in found["changes"]] == ["“Large” now earns 40 points (was 30)."]
    assert (found["old"]["name"], len(found["old"]["commit"])) == ("HEAD~1", 40)
    assert found["changes"][0]["new_place"]["file"] == "HEAD:policies/small/a.sla"
    Path("draft").mkdir()
    Path("draft", "b.sla").write_text(Path("policies/small/a.sla").read_text(encoding="utf-8"), encoding="utf-8")
    assert "No change." in run_cli("diff", "policies/small", "draft").out
    assert "1 looser" in run_cli("diff", "HEAD~1", "draft", "--policy", "policies/small").out
    assert "No change." in run_cli("diff", "draft").out


def test_a_path_says_which_policy_is_meant(run_cli: RunCli, repo: Path) -> None:
    Path("policies", "other").mkdir()
    Path("policies", "other", "a.sla").write_text('agreement "Other"\n', encoding="utf-8")
    assert "1 looser" in run_cli("diff", "HEAD", "policies/small").out
    ran = run_cli("diff", "HEAD")
    assert ran.code == 2
    assert "Name one of the policies with --policy: policies/other, policies/small." in ran.err


@pytest.mark.parametrize(("form", "begins"), [("markdown", "# What changed\n"), ("html", "<!DOCTYPE html>")])
def test_its_other_forms(run_cli: RunCli, repo: Path, form: str, begins: str) -> None:
    ran = run_cli("diff", "HEAD", "--format", form)
    assert ran.code == 0
    assert ran.out.startswith(begins)
    assert "now earns 40 points" in ran.out
    ending = {"markdown": "md", "html": "html"}[form]
    assert run_cli("diff", "HEAD", "-o", f"out/x.{ending}").code == 0
    assert Path(f"out/x.{ending}").read_text(encoding="utf-8") == ran.out


def test_the_exit_code_where_it_is_asked_for(run_cli: RunCli, repo: Path) -> None:
    assert run_cli("diff", "HEAD", "--exit-code").code == 1
    path = Path("policies/small/a.sla")
    path.write_text(TEXT.replace('"They pay."', '"They stay."'), encoding="utf-8")
    ran = run_cli("diff", "HEAD", "--exit-code")
    assert ran.code == 0
    assert "No change in meaning; 1 in wording only." in ran.out


def test_of_a_policy_with_errors_it_shows_what_it_can(run_cli: RunCli, repo: Path) -> None:
    path = Path("policies/small/a.sla")
    path.write_text(path.read_text(encoding="utf-8").replace("size is at least 1000", "sise is at least 1000"), "utf-8")
    ran = run_cli("diff", "HEAD", "--format", "markdown")
    assert ran.code == 1
    assert "error[LP2" in ran.err
    assert "The working tree does not compile." in ran.out
    assert "a clause with an error looks like one that is not there" in ran.out
    assert "“Large” now earns 40 points" in ran.out or "Large" in ran.out
    assert json.loads(run_cli("diff", "HEAD", "--format", "json").out)["new"]["errors"] >= 1


def test_of_a_policy_of_which_nothing_can_be_read_it_says_so(run_cli: RunCli, repo: Path) -> None:
    Path("policies/small/a.sla").write_bytes(b"\0")
    ran = run_cli("diff", "HEAD")
    assert (ran.code, ran.out) == (1, "")
    assert "error[LP004]" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "There is no file, folder or git revision called “nowhere” here."),
        (["main..HEAD"], "Two versions are named apart: main HEAD."),
        (
            ["policies/small"],
            "policies/small is the policy as it stands now, and would be held against itself: name the version before, "
            "too, such as `leadpact diff HEAD",
        ),
        (["HEAD", "--policy", "policies/gone"], "There is no policies/gone in HEAD; it holds policies/small"),
        (["HEAD", "-o", "x.pdf"], "ends in none of"),
    ],
)
def test_refusals_are_sentences(run_cli: RunCli, repo: Path, arguments: list[str], said: str) -> None:
    ran = run_cli("diff", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


def test_it_never_writes_over_the_policy(run_cli: RunCli, repo: Path) -> None:
    before = Path("policies/small/a.sla").read_bytes()
    ran = run_cli("diff", "HEAD", "--format", "text", "-o", "policies/small/a.sla")
    assert ran.code == 2
    assert Path("policies/small/a.sla").read_bytes() == before
