"""A published scoring model through six dated states: `diff` says of each step what is known of it, and no more."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from leadpact.digest import digest_of
from leadpact.review.changes import Change, changes_between
from leadpact.versions import version_at
from leadpact_dsl.formatter import format_file
from leadpact_dsl.model import Policy

HERE = Path(__file__).parent
STEPS: list[dict[str, Any]] = tomllib.loads((HERE / "changes.toml").read_text(encoding="utf-8"))["step"]

# What the list calls the sections, and what the agreement calls them.
SECTIONS = {
    "agreement": ("The agreement", "Term", "Review period"),
    "amounts": ("Agreed amounts",),
    "lists": ("Lists",),
    "defined terms": ("Defined terms",),
    "lead": ("What is known of a lead",),
    "activities": ("What leads and teams do",),
    "grades": ("Grades",),
    "stages": ("Stages of a lead",),
    "nurturing": ("Which leads are nurtured", "Nurturing programmes"),
}

NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})+|(?<![\w.,])\d+(?:\.\d+)?")


def policy_of(day: str) -> Policy:
    version = version_at(str(HERE / day))
    assert version.policy is not None, [one.message for one in version.errors]
    return version.policy


def changes_of(step: dict[str, Any]) -> tuple[Change, ...]:
    return changes_between(policy_of(step["from"]), policy_of(step["to"])).changes


def said(change: Change) -> str:
    """The sentence with what it is about."""
    return f"{change.subject}: {change.sentence}"


def says(change: Change, fact: dict[str, Any]) -> bool:
    """Whether a change says a fact: in its section, with its label, with all its words and numbers."""
    text = said(change)
    numbers = set(NUMBER.findall(text))
    return (
        change.section in SECTIONS.get(fact["section"], (fact["section"],))
        and change.label in (fact["label"], fact.get("or_label"))
        and all(key in numbers if NUMBER.fullmatch(key) else key.casefold() in text.casefold() for key in fact["has"])
    )


def facts_of_their_own(changes: tuple[Change, ...], facts: list[dict[str, Any]]) -> dict[int, int]:
    """Gives as many changes as possible a fact that no other change has: number of the change → of the fact."""
    saying = {c: [f for f, fact in enumerate(facts) if says(change, fact)] for c, change in enumerate(changes)}
    owner: dict[int, int] = {}

    def give(change: int, tried: set[int]) -> bool:
        for fact in saying[change]:
            if fact not in tried:
                tried.add(fact)
                if fact not in owner or give(owner[fact], tried):
                    owner[fact] = change
                    return True
        return False

    for change in saying:
        give(change, set())
    return {change: fact for fact, change in owner.items()}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["to"])
def test_each_step_says_the_known_list_and_nothing_else(step: dict[str, Any]) -> None:
    changes, facts = changes_of(step), step["change"]
    missed = [
        f"[{fact['label']}] {fact['section']}: {fact['what']} {fact['has']}"
        for fact in facts
        if not any(says(change, fact) for change in changes)
    ]
    explained = facts_of_their_own(changes, facts)
    too_much = [
        f"[{change.label}] {change.section}: {said(change)}" for c, change in enumerate(changes) if c not in explained
    ]
    assert (missed, too_much) == ([], []), "\n".join(["", "MISSED", *missed, "TOO MUCH", *too_much])


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["to"])
def test_every_number_in_a_sentence_is_one_of_the_facts_that_it_says(step: dict[str, Any]) -> None:
    unexplained = []
    for change in changes_of(step):
        known = {
            number
            for fact in step["change"]
            if says(change, fact)
            for text in (*fact["has"], fact["what"])
            for number in NUMBER.findall(text)
        }
        for number in NUMBER.findall(said(change)):
            if number not in known:
                unexplained.append(f"{number} in: {said(change)}")
    assert not unexplained, "\n".join(unexplained)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["to"])
def test_there_and_back_every_change_turns_round(step: dict[str, Any]) -> None:
    forth = changes_of(step)
    back = changes_between(policy_of(step["to"]), policy_of(step["from"])).changes
    turned = {"tighter": "looser", "looser": "tighter"}
    assert sorted(turned.get(change.label, change.label) for change in back) == sorted(change.label for change in forth)


DAYS = sorted({step[side] for step in STEPS for side in ("from", "to")})


@pytest.mark.parametrize("day", DAYS)
def test_text_that_is_moved_and_laid_out_anew_is_no_change(day: str, tmp_path: Path) -> None:
    """All files of a state in one, in the one layout, without comments; what may stand elsewhere does."""
    text = "\n".join(format_file(file).text or "" for file in version_at(str(HERE / day)).files)
    blocks = re.split(r"^(?=[a-z])", re.sub(r"^ *#.*\n", "", text, flags=re.M), flags=re.M)
    blocks.sort(key=lambda block: (block.startswith("stage "), not block.startswith("stage ") and block))
    (tmp_path / "policy.sla").write_text("\n".join(blocks), encoding="utf-8")
    moved = version_at(str(tmp_path)).policy
    assert moved is not None
    assert changes_between(policy_of(day), moved).changes == ()
    assert digest_of(policy_of(day)) == digest_of(moved)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["to"])
def test_the_teams_accept_anew_whatever_has_changed(step: dict[str, Any]) -> None:
    old, new = policy_of(step["from"]), policy_of(step["to"])
    assert digest_of(old) != digest_of(new)
    assert changes_between(old, new).signed
