"""Policies that come, go and move."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.review.asking import DESK, changed, errors, review
from tests.conftest import RunCli
from tests.review.acceptance.repositories import POLICY, committed

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
