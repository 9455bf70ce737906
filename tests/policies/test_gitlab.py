"""A published model restated: sound, complete, every clause proved, and honest about what it could not say."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from leadpact.policies import load
from leadpact_dsl.coverage import coverage
from leadpact_dsl.examples import run_examples
from leadpact_dsl.formatter import format_file
from leadpact_dsl.model import Policy
from leadpact_dsl.source import SourceFile

GITLAB = Path(__file__).parents[2] / "policies" / "gitlab"
TODAY = dt.date(2026, 11, 21)
FILES = [SourceFile(path.name, path.read_text(encoding="utf-8")) for path in sorted(GITLAB.glob("*.sla"))]
README = (GITLAB / "README.md").read_text(encoding="utf-8")

# What the published model says and this one does not: each begins a row of the table, and nothing else does.
UNSAID = [
    "Negative scores go back to 0",
    "Behaviour points stop once",
    "Scores are kept at the moment of MQL",
    "Scores freeze while a partner works the lead",
    "Disqualified and ineligible leads are not scored",
    "A counter of MQLs",
    '"Once a week, in 30, 90 days, in 3 or 6 months"',
    "−10 in every month without activity",
    "No intent points for 30 days after an import",
    "+20 a month for each month",
    "+20 for a recycled lead that acts",
    "Accepted early and recycled within 30 days",
    "A recycled lead stays in Recycle",
    "Trial scores are computed at 08:00 and 14:00",
    "The trial model leaves a person alone",
    "Two-character classification",
    "The four kinds of bad data",
    "Business time by the working hours of the very person",
    "The clock starts when a lead is an MQL and is assigned",
    "Ten timers for a lead",
    "Sequences move the status",
    "Recycled 7 days after a sequence",
    "A daily job at 22:30",
    "Leads of somebody who leaves",
    "Shares of leads and of quota",
    "Rotation among representatives",
    "An account's other leads",
    "Later phases of the recall from partners",
    "Never recalled",
    "Quotas of work",
    "The weekly deletion of old leads",
]


@pytest.fixture(scope="module")
def policy() -> Policy:
    found = load(GITLAB, TODAY).policy
    assert found is not None
    return found


def test_nothing_is_found_wrong_with_it() -> None:
    assert [(str(d.span), d.message) for d in load(GITLAB, TODAY).diagnostics] == []


def test_its_examples_come_out_as_they_say(policy: Policy) -> None:
    outcomes = run_examples(policy)
    assert [(one.example.title, failure.message) for one in outcomes for failure in one.failures] == []
    assert len(outcomes) > 50


def test_every_clause_is_touched_by_an_example(policy: Policy) -> None:
    found = coverage(policy, run_examples(policy))
    assert [clause.id for clause in found.missed] == []
    assert len(found.covered) > 110


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_it_is_laid_out_as_the_formatter_lays_it_out(file: SourceFile) -> None:
    assert format_file(file).text == file.text
    assert max(len(line) for line in file.text.splitlines()) <= 100


def test_the_readme_names_exactly_the_rules_that_are_known_to_be_unsaid() -> None:
    rows = re.findall(r"^\| (?!Rule of)(.+?) \|", README, re.MULTILINE)
    assert [row[: len(rule)] for row, rule in zip(rows, UNSAID, strict=True)] == UNSAID


def test_every_name_in_the_readme_stands_in_the_policy() -> None:
    declared = {name for file in FILES for name in re.findall(r"\w+", re.sub(r'"[^"]*"|#.*', "", file.text))}
    named = set(re.findall(r"`(\w+)`", README))
    assert sorted(named - declared) == []
    assert len(named) > 20


def test_every_assumption_in_the_policy_is_listed_in_the_readme() -> None:
    assumed = README.partition("## What is assumed")[2]
    for name in ("letter", "digit", "generic_domains", "inquiry", "recycled_leads", "recycle_status", "speed"):
        assert f"`{name}`" in assumed
    marked = sum(len(re.findall(r"Assumed", file.text)) for file in FILES)
    assert marked == 8  # the seven above, and the calendars
    assert "Calendars" in assumed


def test_the_source_is_named_with_its_licence(policy: Policy) -> None:
    assert "CC BY-SA 4.0" in README
    assert "https://handbook.gitlab.com/" in README
    assert "CC BY-SA 4.0" in (policy.agreement.purpose or "")
