"""What a review finds."""

from __future__ import annotations

from pathlib import Path

from tests.cli.review.asking import DESK, changed, errors, outcomes, review
from tests.conftest import RunCli
from tests.review.acceptance.repositories import committed, git


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
