"""The agreement that a new repository begins with: sound, and proved by its own examples."""

from __future__ import annotations

import datetime as dt
from importlib import resources
from pathlib import Path

import pytest

from leadpact.policies import load
from leadpact_dsl.coverage import coverage
from leadpact_dsl.examples import run_examples
from leadpact_dsl.formatter import format_file
from leadpact_dsl.source import SourceFile

STARTER = Path(str(resources.files("leadpact").joinpath("starter", "policy")))
FILES = [SourceFile(path.name, path.read_text(encoding="utf-8")) for path in sorted(STARTER.iterdir())]


def test_it_is_sound_and_complete() -> None:
    found = load(STARTER)
    assert [(str(d.span), d.message) for d in found.diagnostics] == []
    assert found.policy is not None
    agreement = found.policy.agreement
    on_its_first_day = load(STARTER, agreement.effective)
    assert on_its_first_day.diagnostics == ()
    assert None not in (agreement.version, agreement.effective, agreement.term, agreement.review, agreement.purpose)


def test_without_a_review_it_says_so() -> None:
    found = load(STARTER, dt.date(2100, 1, 1))
    assert [d.code for d in found.diagnostics] == ["LP504"]


def test_its_examples_touch_every_clause() -> None:
    policy = load(STARTER).policy
    assert policy is not None
    outcomes = run_examples(policy)
    assert len(outcomes) == 5
    assert [failure.message for one in outcomes for failure in one.failures] == []
    assert [clause.id for clause in coverage(policy, outcomes).missed] == []


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_it_is_laid_out_as_the_formatter_lays_it_out(file: SourceFile) -> None:
    assert format_file(file).text == file.text
    assert max(len(line) for line in file.text.splitlines()) <= 100
