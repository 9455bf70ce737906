"""What a review is asked for, and what it takes from settings and acceptances."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest

from leadpact.cli import accept as accept_command
from tests.cli.review.asking import DESK, changed, errors, outcomes, review
from tests.conftest import RunCli
from tests.review.acceptance.repositories import POLICY, committed, git


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--base", "nowhere"], "nowhere"),
        (["--base", "-x"], "-x"),
        (["--base", "policies/desk"], "--base names a git revision"),
        (["--base", "--upload-pack=x"], ""),
        (["--base", "main", "--policy", "policies/none"], "There is no policies/none here, nor at the base."),
        (["--policy", "policies/none"], "There is no policies/none."),
        (["--outcome", "Won"], "belong to leads of your own"),
        (["--leads", "none.csv"], "does not exist"),
        (["--as-of", "yesterday", "--base", "main", "--sample", "5"], "yesterday"),
    ],
)
def test_wrong_use_is_a_sentence(run_cli: RunCli, repo: Path, words: list[str], said: str) -> None:
    changed("is at least 30", "is at least 50")
    ran = run_cli("review", "--no-deep", *words)
    assert ran.code == 2
    assert said in ran.err
    assert "report" not in ran.err, "it is no fault of ours"


def test_a_base_that_was_not_fetched_is_told(
    run_cli: RunCli, repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = git(repo, "rev-parse", "HEAD~1").strip()
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repo}", "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    for base in ("HEAD^1", first):
        ran = run_cli("review", "--base", base, "--no-deep")
        assert ran.code == 2
        assert "fetch" in ran.err


def test_outside_of_git_a_base_cannot_be_had(run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "policy.sla").write_text(POLICY)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path / "desk")
    assert run_cli("review", "--base", "main").code == 2
    ran, found = review(run_cli)
    assert (ran.code, outcomes(found)["Generated files"]) == (0, "open")


# ------------------------------------------------------------------------------------------------------- settings


LEADS = "id,title,won\n" + "".join(f"L{number},{'VP Sales' if number % 3 else 'Clerk'},yes\n" for number in range(12))


def test_leads_of_the_company_stand_in_for_those_made_up(run_cli: RunCli, repo: Path) -> None:
    (repo / "leads.csv").write_text(LEADS)
    (repo / "leadpact.toml").write_text('[review]\nleads = "leads.csv"\nas_of = "2026-11-02 12:00"\n')
    changed("is at least 30", "is at least 50")
    _, found = review(run_cli, "--base", "main")
    headline = found["policies"][0]["headline"][1]
    assert headline.startswith("8 of 12 leads move")
    _, again = review(
        run_cli, "--base", "main", "--leads", "leads.csv", "--outcome", "won", "--as-of", "2026-11-02 12:00"
    )
    assert again["policies"][0]["headline"][1] == headline


def test_what_counts_as_won_can_be_said(run_cli: RunCli, repo: Path) -> None:
    (repo / "leads.csv").write_text(LEADS.replace(",yes", ",Won"))
    given = 'leads = "leads.csv"\noutcome = "won"\nas_of = "2026-11-02 12:00"\n'
    changed("is at least 30", "is at least 50")
    words = ("review", "--base", "main", "--no-deep", "--format", "markdown")
    (repo / "leadpact.toml").write_text(f'[review]\n{given}won = ["Won"]\n')
    by_settings = run_cli(*words).out
    assert "“Won”" in by_settings
    (repo / "leadpact.toml").write_text(f"[review]\n{given}")
    assert run_cli(*words, "--won", "Won").out == by_settings != run_cli(*words).out
    (repo / "leadpact.toml").write_text("")
    own = ("--leads", "leads.csv", "--outcome", "won", "--as-of", "2026-11-02 12:00")
    assert run_cli(*words, *own, "--won", "Won").out == by_settings
    ran = run_cli(*words, "--won", "Won")
    assert (ran.code, "name its column with --outcome" in ran.err) == (2, True)


def test_leads_that_cannot_be_read_are_said(run_cli: RunCli, repo: Path) -> None:
    (repo / "leads.csv").write_text("")
    (repo / "leadpact.toml").write_text('[review]\nleads = "leads.csv"\n')
    changed("is at least 30", "is at least 50")
    _, found = review(run_cli, "--base", "main")
    assert found["policies"][0]["headline"][1].startswith("What this does to leads is not known: ")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('leads = "leadpact.toml"', "does not say by its ending"),
        ('leads = "leads.csv"\noutcome = "wonn"', "wonn"),
        ('leads = "leads.csv"\nactivities = "leadpact.toml"', "does not say by its ending"),
    ],
)
def test_leads_that_cannot_be_tried_are_told_before_anything_changes(
    run_cli: RunCli, repo: Path, settings: str, said: str
) -> None:
    (repo / "leads.csv").write_text(LEADS)
    (repo / "leadpact.toml").write_text(f"[review]\n{settings}\n")
    ran, found = review(run_cli, "--base", "main")
    (one,) = found["findings"]
    assert (ran.code, one["severity"], said in one["message"]) == (0, "warning", True)


def test_a_time_that_is_none_is_told_before_anything_changes(run_cli: RunCli, repo: Path) -> None:
    (repo / "leadpact.toml").write_text('[review]\nas_of = "yesterday"\n')
    ran = run_cli("review", "--base", "main", "--no-deep")
    assert (ran.code, "yesterday" in ran.err) == (2, True)


def test_no_path_of_the_machine_stands_in_a_review(run_cli: RunCli, repo: Path) -> None:
    (repo / "leadpact.toml").write_text('[review]\nleads = "leadpact.toml"\n')
    changed("is at least 30", "is at least 50")
    ran, found = review(run_cli, "--base", "main")
    assert "not known: leadpact.toml does not say by its ending" in found["policies"][0]["headline"][1]
    assert str(repo) not in ran.out


@pytest.mark.parametrize("name", ["leadpact.toml", "pyproject.toml"])
def test_the_file_of_the_settings_is_named(run_cli: RunCli, repo: Path, name: str) -> None:
    (repo / "leadpact.toml").unlink()
    table = "tool.leadpact.review" if name == "pyproject.toml" else "review"
    (repo / name).write_text(f"[{table}]\nseed = -1\n")
    ran = run_cli("review")
    assert f"In {name}, `review.seed` has to be a whole number from 0 to 1,000,000,000." in ran.err


@pytest.mark.parametrize("command", [["check"], ["diff", "HEAD~1"]])
def test_settings_whose_folder_of_policies_is_gone_are_not_said_to_be_missing(
    run_cli: RunCli, repo: Path, command: list[str]
) -> None:
    shutil.rmtree("policies")
    ran = run_cli(*command)
    assert ran.code == 2
    assert "There is no policy in policies: the folder is not there, and leadpact.toml says" in ran.err
    assert "starts one" not in ran.err


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("review = 1", "has to be a table"),
        ("[review]\nlead = 'x'", "Is leads meant?"),
        ("[review]\nleads = 1", "has to be a text"),
        ("[review]\nleads = 'missing.csv'", "has to name a file inside the repository"),
        ("[review]\nleads = '../secret.csv'", "has to name a file inside the repository"),
        ("[review]\nleads = '/etc/passwd'", "has to name a file inside the repository"),
        ("[review]\nleads = 'link.csv'", "has to name a file inside the repository"),
        ('[review]\nleads = "a\\u0000b"', "has to name a file inside the repository"),
        ("[review]\nsample = -1", "whole number from 0"),
        ("[review]\nsample = 1000000000", "whole number from 0"),
        ("[review]\nsample = true", "whole number from 0"),
        ("[review]\nrequire_acceptance = 'yes'", "true or false"),
        ("[review]\nwon = 'yes'", "list of texts"),
    ],
)
def test_settings_that_cannot_be_used_are_a_sentence(run_cli: RunCli, repo: Path, setting: str, said: str) -> None:
    (repo.parent / "secret.csv").write_text(LEADS)
    (repo / "link.csv").symlink_to("../secret.csv")
    (repo / "leadpact.toml").write_text(setting)
    ran = run_cli("review")
    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_outputs_never_stand_where_leads_are(run_cli: RunCli, repo: Path) -> None:
    (repo / "comment.md").write_text(LEADS)
    for words in (["--out", "."], ["-o", "comment.md", "--format", "json"]):
        ran = run_cli("review", "--leads", "comment.md", *words)
        assert (ran.code, "used for something else" in ran.err) == (2, True)
    assert run_cli("review", "-o", "policies/desk/policy.sla", "--format", "json").code == 2
    assert (repo / "comment.md").read_text() == LEADS
    assert (repo / "policies" / "desk" / "policy.sla").read_text() == POLICY


def test_a_time_that_only_one_version_knows_costs_no_review(run_cli: RunCli, repo: Path) -> None:
    changed('  version "1"\n', '  version "1"\n  effective 2045-01-01\n')
    ran, found = review(run_cli, "--base", "main", "--sample", "5")
    assert ran.code == 1, "generated files are those of before"
    assert found["policies"][0]["headline"][1].startswith("What this does to leads is not known: ")


def test_acceptance_can_be_required_by_the_settings(run_cli: RunCli, repo: Path) -> None:
    (repo / "leadpact.toml").write_text("[review]\nrequire_acceptance = true\n")
    ran, found = review(run_cli, "--base", "main")
    assert (ran.code, outcomes(found)["Acceptance"]) == (1, "bad")


@pytest.mark.parametrize("name", ["leadpact.toml", "pyproject.toml"])
def test_a_change_cannot_do_away_with_the_acceptance_that_it_needs(run_cli: RunCli, repo: Path, name: str) -> None:
    table = "[review]" if name == "leadpact.toml" else "[tool.leadpact.review]"
    (repo / "leadpact.toml").unlink()
    (repo / name).write_text(f"{table}\nrequire_acceptance = true\n")
    committed(repo, "Both teams have to accept")
    base = subprocess.run(["git", "rev-parse", "HEAD"], cwd=repo, capture_output=True, text=True, check=True).stdout
    (repo / name).unlink()
    (repo / "leadpact.toml").write_text("[review]\nrequire_acceptance = false\n")
    changed("at least 30", "at least 20")
    ran, found = review(run_cli, "--base", base.strip())
    assert (ran.code, outcomes(found)["Acceptance"]) == (1, "bad")
    assert outcomes(review(run_cli)[1])["Acceptance"] == "open", "without a base nothing asks for it"


# ------------------------------------------------------------------------------------------------------ acceptance


def test_who_has_accepted_is_part_of_it_and_nothing_may_be_taken_out(
    run_cli: RunCli, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(accept_command, "now", lambda: noon)
    for team in ("marketing", "sales"):
        assert run_cli("accept", "--as", team, "--by", "Ada").code == 0
    assert run_cli("compile").code == 0
    committed(repo, "Both accept")
    ran, found = review(run_cli, "--base", "main", "--require-acceptance")
    assert (ran.code, outcomes(found)["Acceptance"]) == (0, "good")
    record = DESK / "acceptance.toml"
    record.unlink()
    assert run_cli("accept", "--as", "sales", "--by", "Mallory").code == 0
    assert run_cli("check").code == 0, "its seals fit"
    ran, found = review(run_cli, "--base", "main")
    assert ran.code == 1
    assert set(errors(found)) == {"LP811", "LP854"}
    record.write_text("mine")
    ran, found = review(run_cli, "--base", "main")
    assert "LP852" in errors(found)
