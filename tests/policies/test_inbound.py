"""The agreement that published advice describes: sound, complete, every clause proved, every section filled."""

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
from tests.conftest import RunCli

INBOUND = Path(__file__).parents[2] / "policies" / "inbound"
TODAY = dt.date(2026, 11, 21)
FILES = [SourceFile(path.name, path.read_text(encoding="utf-8")) for path in sorted(INBOUND.glob("*.sla"))]

SECTIONS = [
    "1 Purpose",
    "2 Definitions",
    "3 Lead scoring model",
    "4 Lead response process and timeline",
    "5 Lead nurturing",
    "6 Goals",
    "7 Responsibilities of each team",
    "8 Review period",
    "9 Term",
    "10 Acceptance",
]


@pytest.fixture(scope="module")
def policy() -> Policy:
    found = load(INBOUND, TODAY).policy
    assert found is not None
    return found


def test_nothing_is_found_wrong_with_it() -> None:
    assert [(str(d.span), d.message) for d in load(INBOUND, TODAY).diagnostics] == []


def test_its_examples_come_out_as_they_say(policy: Policy) -> None:
    outcomes = run_examples(policy)
    assert [(one.example.title, failure.message) for one in outcomes for failure in one.failures] == []
    assert len(outcomes) >= 40


def test_every_clause_is_touched_by_an_example(policy: Policy) -> None:
    found = coverage(policy, run_examples(policy))
    assert [clause.id for clause in found.missed] == []
    assert len(found.covered) > 60


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_it_is_laid_out_as_the_formatter_lays_it_out(file: SourceFile) -> None:
    assert format_file(file).text == file.text
    assert max(len(line) for line in file.text.splitlines()) <= 100


def test_the_agreement_has_the_ten_sections_and_the_numbers_of_its_sources(run_cli: RunCli, tmp_path: Path) -> None:
    assert run_cli("render", INBOUND, "-o", tmp_path / "agreement.md").code == 0
    printed = (tmp_path / "agreement.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\d+ .+)$", printed, re.MULTILINE) == SECTIONS
    assert re.findall(r"owned by Inside sales, (\d+)% probability", printed, re.IGNORECASE) == [
        str(percent) for percent in range(10, 101, 10)
    ]
    assert "1, 3, 6, 9 and 12 months after its return" in printed
    assert "500 leads" in printed
    assert "50 new leads" in printed
