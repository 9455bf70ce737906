"""`leadpact review`: a change as it would be merged, in repositories of git on this machine."""

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

from leadpact.cli import accept as accept_command
from leadpact.cli import review as review_command
from tests.conftest import ROOT, Ran, RunCli
from tests.review.acceptance.repositories import POLICY, committed, git, repository

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")

SCHEMA = json.loads((ROOT / "compiler" / "leadpact" / "schemas" / "review.schema.json").read_text())
SARIF_SCHEMA = Path(__file__).with_name("sarif-2.1.0.schema.json")
MARKER = "<!-- leadpact review -->"
DESK = Path("policies/desk")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def repo(run_cli: RunCli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A compiled and committed repository; the present folder."""
    root = repository(tmp_path / "repo")
    monkeypatch.chdir(root)
    assert run_cli("compile").code == 0
    committed(root, "What follows from it")
    return root


def changed(old: str, new: str, file: Path = DESK / "policy.sla") -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def review(run_cli: RunCli, *words: str | Path) -> tuple[Ran, dict]:
    """What it prints as JSON."""
    chosen = () if "--sample" in words else ("--sample", "0")
    ran = run_cli("review", *chosen, "--no-deep", "--format", "json", *words)
    assert ran.out, ran.err
    found = json.loads(ran.out)
    jsonschema.validate(found, SCHEMA)
    return ran, found


def errors(found: dict) -> list[str]:
    return [one["code"] for one in found["policies"][0]["findings"] if one["severity"] == "error"]


def outcomes(found: dict, place: int = 0) -> dict[str, str]:
    return {check["what"]: check["outcome"] for check in found["policies"][place]["checks"]}


# --------------------------------------------------------------------------------------------------- what it finds


def test_what_is_sound_and_has_not_changed_is_said_in_a_line(run_cli: RunCli, repo: Path) -> None:
    ran, found = review(run_cli, "--base", "HEAD")
    assert (ran.code, found["good"]) == (0, True)
    assert [(one["path"], one["standing"], one["headline"]) for one in found["policies"]] == [
        ("policies/desk", "same", [])
    ]
    assert outcomes(found) == {
        "Sound": "look",
        "Laid out": "good",
        "Examples": "good",
        "Generated files": "good",
        "Acceptance": "open",
    }


def test_without_a_base_only_the_checks_are_said(run_cli: RunCli, repo: Path) -> None:
    ran, found = review(run_cli)
    assert (ran.code, found["base"], found["commit"]) == (0, None, None)


def test_a_change_is_said_in_words_and_tried_on_leads(run_cli: RunCli, repo: Path) -> None:
    changed("is at least 30", "is at least 50")
    changed("expect stage is MQL", "expect stage is inquiry")
    assert run_cli("compile").code == 0
    head = git(repo, "rev-parse", "HEAD").strip()
    ran, found = review(run_cli, "--base", "main", "--sample", "30")
    assert (ran.code, found["good"], found["commit"]) == (0, True, head)
    (policy,) = found["policies"]
    assert policy["standing"] == "changed"
    assert "tighter" in policy["headline"][0]
    assert policy["headline"][1].startswith("Of made-up leads: ")
    assert "of 30 leads move" in policy["headline"][1]
    text = run_cli("review", "--base", "main", "--sample", "30", "--no-deep", "--format", "markdown").out
    assert "Tighter" in text
    assert "50" in text
    assert "made up from the policy (seed 1)" in text


def test_the_same_seed_says_the_same(run_cli: RunCli, repo: Path) -> None:
    changed("is at least 30", "is at least 50")
    words = ("review", "--base", "main", "--sample", "30", "--no-deep", "--format", "markdown")
    assert run_cli(*words).out == run_cli(*words).out != run_cli(*words, "--seed", "2").out


def test_everything_that_is_wrong_is_found_at_once(run_cli: RunCli, repo: Path) -> None:
    changed("is at least 30", "is at least 50")
    changed("score fit", "\n\nscore fit")
    ran, found = review(run_cli, "--base", "main", "--require-acceptance")
    assert (ran.code, found["good"]) == (1, False)
    assert outcomes(found) == {
        "Sound": "look",
        "Laid out": "bad",
        "Examples": "bad",
        "Generated files": "bad",
        "Acceptance": "bad",
    }
    assert set(errors(found)) == {"LP860", "LP612", "LP811", "LP851"}


def test_a_policy_with_errors_is_said_as_far_as_it_goes(run_cli: RunCli, repo: Path) -> None:
    changed("is at least 30", "is at least 50")
    changed("title contains", "titel contains")
    ran, found = review(run_cli, "--base", "main")
    assert (ran.code, outcomes(found)["Sound"]) == (1, "bad")
    (policy,) = found["policies"]
    assert "change" in policy["headline"][0]
    assert (
        policy["headline"][1] == "What this does to leads is not known: the version now has errors, and decides no lead"
    )


def test_what_is_not_read_is_not_called_deleted_or_the_same(run_cli: RunCli, repo: Path) -> None:
    """Of a file that cannot be read nothing is known: neither that it is as it was, nor that its rules are gone."""
    more = 'score extra "Extra" from 0 to 10\n  +5 if title contains "Head"\n'
    (DESK / "more.sla").write_text(more)
    committed(repo, "More")
    for content in (b"\xff\x00\xff", b"# long\n" * 200_000):
        (DESK / "more.sla").write_bytes(content)
        _, found = review(run_cli, "--base", "main")
        headline = found["policies"][0]["headline"][0]
        assert headline.startswith("What this changes cannot be said: policies/desk/more.sla "), headline
    (DESK / "more.sla").write_text(f"{more}\nscore other 7\n")
    _, found = review(run_cli, "--base", "main")
    assert "the version now has errors" in found["policies"][0]["headline"][0]


def test_a_base_with_errors_is_said_too(run_cli: RunCli, repo: Path) -> None:
    changed("title contains", "titel contains")
    committed(repo, "A slip")
    changed("titel contains", "title contains")
    ran, found = review(run_cli, "--base", "HEAD")
    assert ran.code == 0
    assert "the version before has errors" in found["policies"][0]["headline"][1]


def test_a_change_of_reasons_and_comments_moves_nobody(run_cli: RunCli, repo: Path) -> None:
    changed("They sign.", "They sign the contract.")
    assert run_cli("compile").code == 0
    ran, found = review(run_cli, "--base", "main")
    assert (ran.code, found["policies"][0]["standing"]) == (0, "changed")
    assert found["policies"][0]["headline"] == ["No change in meaning; 1 in wording only"]


# ------------------------------------------------------------------------------------------- policies that come and go


OTHER = """\
agreement "Events agreement"
  version "7"
  timezone "Asia/Tokyo"

team events "Event team"

lead
  booth "Booth": text

stage visitor "Visitor"

stage guest "Guest"
  when booth contains "North"
"""


def written(place: str, text: str) -> None:
    Path(place).mkdir(parents=True)
    Path(place, "policy.sla").write_text(text)


def test_new_and_deleted_policies_are_said(run_cli: RunCli, repo: Path) -> None:
    shutil.rmtree("policies/desk")
    written("policies/front", OTHER)
    ran, found = review(run_cli, "--base", "main")
    assert [(one["path"], one["title"], one["standing"], one["moved_from"]) for one in found["policies"]] == [
        ("policies/desk", "Test agreement", "deleted", None),
        ("policies/front", "Events agreement", "new", None),
    ]
    assert ran.code == 1
    assert "generated/desk belongs to no policy of this repository." in [one["message"] for one in found["findings"]]
    assert "is deleted: what it says holds no longer" in found["policies"][0]["headline"][0]


def test_a_policy_that_has_moved_is_compared_with_what_it_was(run_cli: RunCli, repo: Path) -> None:
    written("policies/events", OTHER)
    assert run_cli("compile").code == 0
    committed(repo, "Another one")
    shutil.move("policies/desk", "policies/front")
    shutil.move("generated/desk", "generated/front")
    shutil.rmtree("generated/front")
    changed("is at least 30", "is at least 50", Path("policies/front/policy.sla"))
    changed('"Test agreement"', '"Front agreement"', Path("policies/front/policy.sla"))
    for named in ((), ("--policy", "policies/front"), ("--policy", "policies/desk")):
        _, found = review(run_cli, "--base", "main", *named)
        of_front = [one for one in found["policies"] if one["path"] == "policies/front"]
        assert [(one["standing"], one["moved_from"]) for one in of_front] == [("changed", "policies/desk")]
        assert "tighter" in of_front[0]["headline"][0]
        assert "deleted" not in {one["standing"] for one in found["policies"]}
    text = run_cli("review", "--base", "main", "--no-deep", "--sample", "0", "--format", "markdown").out
    assert "`policies/front`, before `policies/desk`, has changed." in text


def test_a_policy_that_only_moved_says_so_and_keeps_its_acceptances(run_cli: RunCli, repo: Path) -> None:
    assert run_cli("accept", "--as", "sales", "--by", "Ada").code == 0
    committed(repo, "Accepted")
    shutil.move("policies/desk", "policies/front")
    _, found = review(run_cli, "--base", "main")
    assert [(one["standing"], one["moved_from"]) for one in found["policies"]] == [("same", "policies/desk")]
    Path("policies/front/acceptance.toml").unlink()
    _, found = review(run_cli, "--base", "main")
    (lost,) = [one for one in found["policies"][0]["findings"] if one["code"] == "LP854"]
    assert "policies/desk/acceptance.toml at main" in lost["message"]


def test_a_policy_moved_with_the_folder_of_all_is_compared_too(run_cli: RunCli, repo: Path) -> None:
    shutil.move("policies", "pacts")
    (repo / "leadpact.toml").write_text('policies = "pacts"\n')
    changed("is at least 30", "is at least 50", Path("pacts/desk/policy.sla"))
    _, found = review(run_cli, "--base", "main")
    (one,) = found["policies"]
    assert (one["path"], one["standing"], one["moved_from"]) == ("pacts/desk", "changed", "policies/desk")
    assert "tighter" in one["headline"][0]


@pytest.mark.parametrize("required", [False, True])
def test_the_last_policy_can_be_deleted_but_not_in_silence(run_cli: RunCli, repo: Path, required: bool) -> None:
    shutil.rmtree("policies")
    words = ("--base", "main", *(["--require-acceptance"] if required else []))
    ran, found = review(run_cli, *words)
    assert (ran.code, [one["message"] for one in found["findings"]]) == (
        1,
        ["generated/desk belongs to no policy of this repository."],
    )
    shutil.rmtree("generated")
    ran, found = review(run_cli, *words)
    assert (ran.code, found["good"]) == ((1, False) if required else (0, True))
    (one,) = found["policies"]
    assert [(it["code"], it["severity"]) for it in one["findings"]] == [("LP856", "error" if required else "warning")]
    text = run_cli("review", *words, "--no-deep", "--format", "markdown").out
    assert "Test agreement is deleted, and will no longer hold." in text
    assert "All checks pass" not in text


def test_an_agreement_whose_term_is_over_may_be_deleted(run_cli: RunCli, repo: Path) -> None:
    changed('  version "1"\n', '  version "1"\n  effective 2020-01-01\n  term 1 year\n')
    committed(repo, "With a term")
    shutil.rmtree("policies")
    shutil.rmtree("generated")
    ran, found = review(run_cli, "--base", "main", "--require-acceptance")
    assert (ran.code, found["policies"][0]["findings"]) == (0, [])
    assert found["policies"][0]["headline"] == ["Test agreement is deleted: it had ended before"]


@pytest.mark.skipif(os.name == "nt", reason="links need a permission there")
@pytest.mark.parametrize("inside", ["nothing", "a policy", "itself"])
def test_a_policy_that_became_a_link_is_an_error_and_not_the_end(
    run_cli: RunCli, repo: Path, tmp_path: Path, inside: str
) -> None:
    shutil.rmtree("policies/desk")
    (tmp_path / "elsewhere").mkdir()
    if inside == "a policy":
        (tmp_path / "elsewhere" / "policy.sla").write_text(POLICY)
    DESK.symlink_to("desk" if inside == "itself" else tmp_path / "elsewhere")
    for named in ((), ("--policy", "policies/desk")):
        ran, found = review(run_cli, "--base", "main", *named)
        assert ran.code == 1
        assert [(one["path"], one["standing"]) for one in found["policies"]] == [("policies/desk", "changed")]
        assert errors(found) == ["LP002"]
        assert found["policies"][0]["headline"][0].startswith("What this changes cannot be said: ")


def test_of_several_policies_those_that_have_not_changed_are_short(run_cli: RunCli, repo: Path) -> None:
    shutil.copytree("policies/desk", "policies/other")
    assert run_cli("compile").code == 0
    committed(repo, "Another one")
    changed("is at least 30", "is at least 35")
    assert run_cli("compile").code == 0
    ran, found = review(run_cli, "--base", "main")
    assert (ran.code, [one["standing"] for one in found["policies"]]) == (0, ["changed", "same"])
    text = run_cli("review", "--base", "main", "--sample", "0", "--no-deep", "--format", "markdown").out
    assert text.count("| Check | Result |") == 1
    assert "- Test agreement (`policies/other`): all checks pass." in text
    _, one = review(run_cli, "--base", "main", "--policy", "policies/other")
    assert [policy["path"] for policy in one["policies"]] == ["policies/other"]


def test_a_policy_that_was_deleted_can_be_named(run_cli: RunCli, repo: Path) -> None:
    shutil.rmtree("policies/desk")
    written("policies/other", OTHER)
    _, found = review(run_cli, "--base", "main", "--policy", "policies/desk")
    assert [(one["path"], one["standing"]) for one in found["policies"]] == [("policies/desk", "deleted")]


# --------------------------------------------------------------------------------------------------- wrong use


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
    assert review(run_cli)[1]["policies"][0]["checks"] != found["policies"][0]["checks"], "without a base nothing asks"


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


# ---------------------------------------------------------------------------------------------------- what it writes


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
