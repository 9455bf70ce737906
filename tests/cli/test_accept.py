"""`leadpact accept`, and those who ask for acceptances: `check`, `compile` and `render`."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest

from leadpact.acceptance_files import MAX_RECORD
from leadpact.cli import accept as accept_command
from leadpact_dsl.formatter import format_file
from leadpact_dsl.source import SourceFile
from tests.conftest import ROOT, RunCli
from tests.review.acceptance.repositories import POLICY, committed, git, repository, signs

SCHEMA = ROOT / "compiler" / "leadpact" / "schemas" / "acceptance.schema.json"
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="nothing here can sign")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accept_command, "now", lambda: NOON)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A policy that lies in no repository."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "policy.sla").write_text(POLICY)
    return folder


def accepted(run_cli: RunCli, policy: Path, team: str, by: str = "Ada Lovelace") -> None:
    ran = run_cli("accept", "--as", team, "--by", by, "--policy", policy)
    assert ran.code == 0, ran.err


def changed(policy: Path, old: str, new: str) -> None:
    file = policy / "policy.sla"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


# ------------------------------------------------------------------------------------------------------ accepting


def test_both_teams_accept_and_check_is_content(run_cli: RunCli, desk: Path) -> None:
    before = run_cli("check", desk, "--require-acceptance")
    assert before.code == 1
    assert before.out.count("error[LP851]") == 2
    assert "No team has accepted it yet." in before.out
    accepted(run_cli, desk, "marketing")
    between = run_cli("check", desk, "--require-acceptance")
    assert between.code == 1
    assert between.out.count("error[LP851]: Sales has not accepted this agreement.") == 1
    assert "Accepted so far by Marketing." in between.out
    assert "--as sales --by NAME" in between.out
    accepted(run_cli, desk, "sales")
    after = run_cli("check", desk, "--require-acceptance")
    assert (after.code, after.out.count("Accepted by every team, exactly as it is.")) == (0, 1)


def test_without_the_option_check_asks_nobody(run_cli: RunCli, desk: Path) -> None:
    assert run_cli("check", desk).code == 0


def test_a_second_time_changes_nothing(run_cli: RunCli, desk: Path) -> None:
    accepted(run_cli, desk, "sales", "Alan Turing")
    before = (desk / "acceptance.toml").read_bytes()
    ran = run_cli("accept", "--as", "sales", "--by", "Grace Hopper", "--policy", desk)
    assert ran.code == 0
    assert "Sales has accepted exactly this already: Alan Turing did on 22 November 2026." in ran.out
    assert (desk / "acceptance.toml").read_bytes() == before


def test_history_stays(run_cli: RunCli, desk: Path) -> None:
    accepted(run_cli, desk, "sales", "Alan Turing")
    changed(desk, "+40", "+50")
    accepted(run_cli, desk, "sales", "Grace Hopper")
    ran = run_cli("accept", "--show", "--policy", desk, "--format", "json")
    history = json.loads(ran.out)["history"]
    assert [entry["by"] for entry in history] == ["Alan Turing", "Grace Hopper"]
    assert history[0]["meaning"] != history[1]["meaning"]


def test_who_accepts_something_later_no_longer_stands_by_what_was_before(run_cli: RunCli, desk: Path) -> None:
    accepted(run_cli, desk, "sales")
    accepted(run_cli, desk, "marketing")
    changed(desk, "+40", "+50")
    accepted(run_cli, desk, "marketing")
    changed(desk, "+50", "+40")
    ran = run_cli("check", desk, "--require-acceptance")
    assert ran.code == 1
    assert "Marketing accepted this agreement by “Ada Lovelace” on 22 November 2026" in ran.out
    assert "Sales accepted" not in ran.out


def test_without_options_it_shows_where_things_stand(run_cli: RunCli, desk: Path) -> None:
    assert "Not accepted by any team yet." in run_cli("accept", "--policy", desk).out
    accepted(run_cli, desk, "sales")
    ran = run_cli("accept", "--policy", desk)
    assert ran.code == 0
    assert "Accepted by Sales, and not yet by Marketing." in ran.out
    assert ran.out == run_cli("accept", "--show", "--policy", desk).out


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_hostile_names_reach_no_page_as_they_are(run_cli: RunCli, desk: Path, form: str) -> None:
    name = "<img src=x onerror=alert(1)> [a](javascript:x) **b** | c <!-- -->"
    accepted(run_cli, desk, "sales", name)
    shown = run_cli("accept", "--show", "--policy", desk, "--format", form).out
    if form != "text":
        assert not re.search(r"(?<!\\)<(img|!--)", shown)
    if form == "markdown":
        assert "[a](" not in shown
        assert "**b**" not in shown
    rendered = run_cli("render", desk, "--format", "html" if form == "html" else "markdown").out
    assert not re.search(r"(?<!\\)<(img|!--)", rendered)


def test_json_keeps_to_its_schema(run_cli: RunCli, desk: Path) -> None:
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    for _ in range(2):
        jsonschema.validate(json.loads(run_cli("accept", "--policy", desk, "--format", "json").out), schema)
        accepted(run_cli, desk, "sales")


# -------------------------------------------------------------------------------------------------- what voids it


@pytest.mark.parametrize("name", ["acme", "gitlab", "inbound"])
def test_comments_layout_reasons_and_files_do_not_void_it_and_a_number_does(
    run_cli: RunCli, tmp_path: Path, name: str
) -> None:
    policy = tmp_path / name
    shutil.copytree(ROOT / "policies" / name, policy)
    teams = re.findall(r"(?m)^team (\w+)", "".join(file.read_text() for file in policy.glob("*.sla")))
    for team in teams:
        accepted(run_cli, policy, team)
    assert run_cli("check", policy, "--require-acceptance").code == 0
    for file in policy.glob("*.sla"):
        text = f"# A comment.\n\n{file.read_text()}".replace('because "', 'because "Well: ')
        file.write_text(re.sub(r"(?m)^(\w.*[^\n\"])$", r"\1  # why", text) if '"""' not in text else text)
        assert format_file(SourceFile(file.name, file.read_text())).text is not None
    (policy / "scoring.sla").rename(policy / "points.sla")
    assert run_cli("check", policy, "--require-acceptance").code == 0
    scoring = policy / "points.sla"
    scoring.write_text(re.sub(r"(?m)^  \+(\d+) if", r"  +1\1 if", scoring.read_text(), count=1))
    ran = run_cli("check", policy, "--require-acceptance", "--format", "json")
    assert ran.code == 1
    found = [finding for finding in json.loads(ran.out)["findings"] if finding["code"] == "LP851"]
    assert len(found) == len(teams)
    assert all("what it means has changed since" in finding["message"] for finding in found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('version "1"', 'version "2"'),
        ('"Test agreement"', '"Agreement"'),
        ('team sales "Sales"', 'team sales "Sales team"'),
        ("is at least 30", "is more than 30"),
        ("from 0 to 100", "from 0 to 99"),
    ],
)
def test_any_change_in_meaning_voids_it(run_cli: RunCli, desk: Path, old: str, new: str) -> None:
    accepted(run_cli, desk, "sales")
    accepted(run_cli, desk, "marketing")
    changed(desk, old, new)
    assert run_cli("check", desk, "--require-acceptance").out.count("error[LP851]") == 2


def test_a_new_team_has_to_accept_too(run_cli: RunCli, desk: Path) -> None:
    accepted(run_cli, desk, "sales")
    changed(desk, 'team sales "Sales"\n', 'team sales "Sales"\n\nteam partners "Partner managers"\n')
    ran = run_cli("check", desk, "--require-acceptance")
    assert "Partner managers have not accepted this agreement." in ran.out


# -------------------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as", "sales"], "Say both who accepts and for which team"),
        (["--by", "Ada"], "Say both who accepts and for which team"),
        (
            ["--as", "finance", "--by", "Ada"],
            "'finance' is no team of this agreement. Its teams: marketing (Marketing), ",
        ),
        (["--as", "Sale", "--by", "Ada"], "Is sales meant?"),
        (["--as", "MARKETING", "--by", "Ada"], "Is marketing meant?"),
        (["--as", "sales", "--by", ""], "'' cannot be written down as a name: it is empty."),
        (["--as", "sales", "--by", "A\x1b[2J"], "cannot be seen"),
        (["--as", "sales", "--by", "A\nB"], "cannot be seen"),
        (["--as", "sales", "--by", "A" * 101], "at most 100 are kept"),
        (["--as", "sales", "--by", "Ada", "--show"], "--show accepts nothing"),
        (["--as", "sales", "--by", "Ada", "--format", "json"], "belong to what --show shows"),
    ],
)
def test_wrong_use_is_a_sentence(run_cli: RunCli, desk: Path, words: list[str], said: str) -> None:
    ran = run_cli("accept", *words, "--policy", desk)
    assert ran.code == 2
    assert said in ran.err
    assert "\x1b" not in ran.err
    assert not (desk / "acceptance.toml").exists()


@pytest.mark.parametrize("words", [["--as", "sales", "--by", "x" * 3000], ["--as", "x" * 3000, "--by", "Ada"]])
def test_what_is_too_long_is_not_said_again_in_full(run_cli: RunCli, desk: Path, words: list[str]) -> None:
    ran = run_cli("accept", *words, "--policy", desk)
    assert ran.code == 2
    assert "x" * 57 + "...'" in ran.err
    assert "x" * 100 not in ran.err


def test_a_policy_with_errors_cannot_be_accepted(run_cli: RunCli, desk: Path) -> None:
    changed(desk, "fit is at least", "fitt is at least")
    ran = run_cli("accept", "--as", "sales", "--by", "Ada", "--policy", desk)
    assert ran.code == 1
    assert "error[LP" in ran.err
    assert not (desk / "acceptance.toml").exists()


def test_a_policy_with_failing_examples_cannot_be_accepted(run_cli: RunCli, desk: Path) -> None:
    changed(desk, "expect stage is MQL", "expect stage is inquiry")
    ran = run_cli("accept", "--as", "sales", "--by", "Ada", "--policy", desk)
    assert ran.code == 1
    assert "Nothing was accepted" in ran.err
    assert not (desk / "acceptance.toml").exists()


def test_an_agreement_of_nobody_cannot_be_accepted(run_cli: RunCli, desk: Path) -> None:
    changed(desk, 'team marketing "Marketing"\n\nteam sales "Sales"\n\n', "")
    assert "names no team" in run_cli("accept", "--as", "sales", "--by", "Ada", "--policy", desk).err
    ran = run_cli("check", desk, "--require-acceptance")
    assert ran.code == 1
    assert "error[LP853]" in ran.out


def test_a_clock_that_runs_behind_is_told(run_cli: RunCli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted(run_cli, desk, "sales")
    monkeypatch.setattr(accept_command, "now", lambda: NOON - dt.timedelta(days=400))
    ran = run_cli("accept", "--as", "marketing", "--by", "Ada", "--policy", desk)
    assert ran.code == 2
    assert "set the clock first" in ran.err


# --------------------------------------------------------------------------------------------- a record as it is found


@pytest.mark.parametrize("words", [["check"], ["check", "--require-acceptance"], ["render"], ["accept", "--policy"]])
def test_a_record_that_was_changed_stops_whoever_relies_on_it(run_cli: RunCli, desk: Path, words: list[str]) -> None:
    accepted(run_cli, desk, "sales")
    file = desk / "acceptance.toml"
    file.write_text(file.read_text().replace("Ada Lovelace", "Eve Lovelace"))
    ran = run_cli(*words, desk)
    assert ran.code == 1
    assert "error[LP852]" in ran.out + ran.err
    assert "was changed" in ran.out + ran.err
    before = file.read_bytes()
    assert run_cli("accept", "--as", "marketing", "--by", "Ada", "--policy", desk).code == 1
    assert file.read_bytes() == before


def test_where_nothing_can_be_said_of_a_record_no_line_is_left_open(run_cli: RunCli, desk: Path) -> None:
    accepted(run_cli, desk, "sales")
    file = desk / "acceptance.toml"
    file.write_text(file.read_text().replace("Ada Lovelace", "Eve Lovelace"))
    ran = run_cli("check", desk, "--require-acceptance")
    assert "error[LP852]" in ran.out
    assert not [line for line in ran.out.splitlines() if line.rstrip().endswith("desk:")]


def test_windows_line_ends_are_read_and_kept(run_cli: RunCli, desk: Path) -> None:
    accepted(run_cli, desk, "sales")
    file = desk / "acceptance.toml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    (desk / "policy.sla").write_bytes((desk / "policy.sla").read_bytes().replace(b"\n", b"\r\n"))
    assert "Accepted by Sales" in run_cli("accept", "--policy", desk).out
    accepted(run_cli, desk, "marketing")
    assert file.read_bytes().count(b"\n") == file.read_bytes().count(b"\r\n") > 10
    assert run_cli("check", desk, "--require-acceptance").code == 0


@pytest.mark.skipif(os.name == "nt", reason="links need a permission there")
def test_a_record_is_never_written_through_a_link(run_cli: RunCli, desk: Path, tmp_path: Path) -> None:
    for target in (tmp_path / "elsewhere.toml", desk / "other.toml", tmp_path / "missing.toml"):
        if target.name != "missing.toml":
            target.write_text("mine")
        link = desk / "acceptance.toml"
        link.symlink_to(target)
        ran = run_cli("accept", "--as", "sales", "--by", "Ada", "--policy", desk)
        assert ran.code == 2
        assert "is a link" in ran.err
        assert not target.exists() or target.read_text() == "mine"
        link.unlink()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_what_is_no_file_is_refused(run_cli: RunCli, desk: Path) -> None:
    os.mkfifo(desk / "acceptance.toml")
    ran = run_cli("check", desk)
    assert (ran.code, "no ordinary file" in ran.out) == (1, True)
    (desk / "acceptance.toml").unlink()
    (desk / "acceptance.toml").mkdir()
    assert run_cli("check", desk).code == 1


def test_a_huge_record_is_not_read(run_cli: RunCli, desk: Path) -> None:
    (desk / "acceptance.toml").write_bytes(b"#" * (MAX_RECORD + 1))
    ran = run_cli("check", desk, "--require-acceptance")
    assert (ran.code, "error[LP003]" in ran.out) == (1, True)


def test_a_record_that_is_full_takes_no_more(run_cli: RunCli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted(run_cli, desk, "sales")
    before = (desk / "acceptance.toml").read_bytes()
    monkeypatch.setattr(accept_command, "MAX_RECORD", len(before) + 100)
    ran = run_cli("accept", "--as", "marketing", "--by", "Ada", "--policy", desk)
    assert (ran.code, "is full" in ran.err) == (2, True)
    assert (desk / "acceptance.toml").read_bytes() == before


def test_a_policy_of_one_file_has_a_record_of_its_own(run_cli: RunCli, desk: Path) -> None:
    accepted(run_cli, desk / "policy.sla", "sales")
    assert [file.name for file in desk.glob("*.toml")] == ["policy.acceptance.toml"]
    assert "Accepted by Sales" in run_cli("accept", "--policy", desk / "policy.sla").out


# ---------------------------------------------------------------------------------------------------- the agreement


@needs_git
def test_the_agreement_prints_it_and_compile_finds_that_it_does_not_yet(
    run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "repo")
    monkeypatch.chdir(root)
    assert run_cli("compile").code == 0
    page = root / "generated" / "desk" / "agreement.md"
    assert "This agreement is not yet accepted" in page.read_text()
    accepted(run_cli, root / "policies" / "desk", "sales", "Alan Turing")
    stale = run_cli("compile", "--check")
    assert stale.code == 1
    assert "2 files in generated/desk are not what the policy says now: agreement.md and agreement.html." in stale.out
    assert run_cli("compile").code == 0
    assert "This agreement is accepted by Sales, and not yet by Marketing." in page.read_text()
    assert re.search(r"\| Sales \| Alan Turing \| 22 November 2026 \| on record as [0-9a-f]{12} \|", page.read_text())
    assert "Alan Turing" in (root / "generated" / "desk" / "agreement.html").read_text()
    assert run_cli("compile", "--check").code == 0
    changed(root / "policies" / "desk", "+40", "+50")
    assert "This agreement is not yet accepted" in run_cli("render").out


@needs_git
def test_compile_refuses_a_record_that_was_changed(
    run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "repo")
    monkeypatch.chdir(root)
    (root / "policies" / "desk" / "acceptance.toml").write_text("mine")
    ran = run_cli("compile")
    assert ran.code == 1
    assert "error[LP852]" in ran.out
    assert not (root / "generated" / "desk").exists()


# ---------------------------------------------------------------------------------------------------- in a repository


@needs_git
def test_the_commit_of_the_last_acceptance_is_named(
    run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "repo")
    monkeypatch.chdir(root)
    policy = root / "policies" / "desk"
    accepted(run_cli, policy, "sales")
    committed(root, "Sales accepts")
    accepted(run_cli, policy, "marketing")
    last = committed(root, "Marketing accepts")[:7]
    changed(policy, "+40", "+50")
    committed(root, "More for a VP")
    ran = run_cli("check", "--require-acceptance")
    assert ran.code == 1
    assert "accepted this agreement by “Ada Lovelace” on 22 November 2026" in ran.out
    assert f"`leadpact diff {last} --policy policies/desk` shows what has changed since" in ran.out
    assert f"leadpact diff {last} --policy policies/desk" in run_cli("accept").out
    (root / "policies" / "desk").rename(root / "policies" / "moved")
    committed(root, "A better name")
    assert last in run_cli("accept").out, "git follows the folder"


@needs_git
@needs_ssh
def test_a_signed_commit_is_shown_as_such(run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "repo")
    monkeypatch.chdir(root)
    signs(root, tmp_path / "keys")
    policy = root / "policies" / "desk"
    accepted(run_cli, policy, "sales")
    committed(root, "Sales accepts", "-S")
    accepted(run_cli, policy, "marketing")
    committed(root, "Marketing accepts")
    teams = {one["team"]: one for one in json.loads(run_cli("accept", "--format", "json").out)["teams"]}
    assert teams["sales"]["latest"]["commit"]["signature"] == "good"
    assert teams["sales"]["latest"]["commit"]["signer"] == "ada@acme.example"
    assert teams["marketing"]["latest"]["commit"]["signature"] is None
    assert run_cli("accept").out.count("signed by") == 2, "in the table, and in the history"
    assert run_cli("render").out.count("in a commit signed by") == 1
    assert run_cli("check", "--require-acceptance").code == 0
    assert run_cli("compile").code == 0
    assert "signed by" not in (root / "generated" / "desk" / "agreement.md").read_text()
    git(root, "config", "--unset", "gpg.ssh.allowedSignersFile")
    assert "signed by" not in run_cli("render").out, "who trusts nobody finds nobody's signature good"


@needs_git
@needs_ssh
def test_a_signature_that_does_not_fit_is_said(
    run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "repo")
    monkeypatch.chdir(root)
    signs(root, tmp_path / "keys")
    accepted(run_cli, root / "policies" / "desk", "sales")
    accepted(run_cli, root / "policies" / "desk", "marketing")
    committed(root, "Both accept", "-S")
    commit = git(root, "cat-file", "commit", "HEAD").replace("Both accept", "Neither accepts")
    line = ["git", "-C", str(root), "hash-object", "-t", "commit", "-w", "--stdin"]
    forged = subprocess.run(line, input=commit, capture_output=True, text=True, check=True).stdout.strip()
    git(root, "reset", "-q", "--hard", forged)
    ran = run_cli("check", "--require-acceptance")
    assert ran.code == 1
    assert ran.out.count("error[LP855]") == 2
    assert "its signature does not fit" in ran.out
    assert "whose signature does not fit" in run_cli("render").out
    assert "Do not rely on the acceptance of Sales" in run_cli("accept").out.replace("\n", " ")


@needs_git
def test_a_shallow_clone_does_not_take_its_end_for_the_commit(
    run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "repo")
    accepted(run_cli, root / "policies" / "desk", "sales")
    committed(root, "Sales accepts")
    changed(root / "policies" / "desk", "+40", "+50")
    last = committed(root, "More for a VP")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{root}", str(shallow))
    monkeypatch.chdir(shallow)
    shown = run_cli("check", "--require-acceptance").out
    assert "error[LP851]: Sales accepted this agreement" in shown
    assert last[:7] not in shown


def test_without_git_nothing_is_said_of_it(
    run_cli: RunCli, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted(run_cli, desk, "sales")
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    ran = run_cli("accept", "--policy", desk)
    assert (ran.code, ran.err) == (0, "")
    assert "leadpact diff" not in run_cli("check", desk, "--require-acceptance").out


@needs_git
def test_what_is_not_committed_yet_has_no_commit(
    run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "repo")
    monkeypatch.chdir(root)
    accepted(run_cli, root / "policies" / "desk", "sales")
    for _ in ("not even added", "added"):
        found = json.loads(run_cli("accept", "--format", "json").out)
        assert [entry["commit"] for entry in found["history"]] == [None]
        git(root, "add", "-A")
