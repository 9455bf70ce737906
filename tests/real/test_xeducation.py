"""9,240 real leads of an online school: all of them are decided, and the scoring finds those who enrolled.

The data lies outside the repository, whose licence does not cover it. Where it is not there, these tests are skipped;
the environment variable LEADPACT_REAL_DATA names another folder that holds it.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from leadpact.policies import load
from tests.conftest import ROOT, RunCli

DATA = Path(os.environ.get("LEADPACT_REAL_DATA") or ROOT.parent / "shared" / "data") / "xeducation_Leads.csv"
POLICY = Path(__file__).parent / "xeducation"

pytestmark = pytest.mark.skipif(not DATA.is_file(), reason="the real leads are not on this machine")


@pytest.fixture(scope="module")
def real() -> dict[str, dict[str, str]]:
    with DATA.open(encoding="utf-8-sig", newline="") as file:
        return {row["Prospect ID"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def decisions(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    from leadpact.cli import main

    out = tmp_path_factory.mktemp("real") / "decisions.csv"
    words = ["score", DATA, "--policy", POLICY, "--as-of", "2026-06-01 10:00", "-o", out, "--max-rejects", "0"]
    assert main([str(word) for word in words]) == 0
    assert not Path(f"{out}.rejects.csv").exists()
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_policy_is_sound_and_its_example_holds(run_cli: RunCli) -> None:
    policy, findings = load(POLICY)
    assert policy is not None, findings
    assert run_cli("test", POLICY).code == 0


def test_no_lead_vanishes_and_their_order_stays(
    real: dict[str, dict[str, str]], decisions: list[dict[str, str]]
) -> None:
    assert len(decisions) == 9240
    assert [decision["lead_id"] for decision in decisions] == list(real)


def test_scores_are_those_worked_out_by_hand(real: dict[str, dict[str, str]], decisions: list[dict[str, str]]) -> None:
    """The policy said once more, in Python, on the raw cells."""
    for decision in decisions:
        assert float(decision["total"]) == by_hand(real[decision["lead_id"]]), decision["lead_id"]


def by_hand(row: dict[str, str]) -> float:
    def cell(name: str) -> str:
        text = row[name].strip()
        return "" if text.casefold() == "select" else text

    occupation, source = cell("What is your current occupation"), cell("Lead Source").casefold()
    fit = 25 * (occupation == "Working Professional") + 10 * (occupation in ("Unemployed", "Student"))
    fit += 5 * (cell("Specialization") != "")
    fit += 5 * (cell("What matters most to you in choosing a course") == "Better Career Prospects")
    fit += 5 * (occupation in ("Working Professional", "Businessman", "Housewife") and cell("Specialization") != "")
    seconds, pages = int(row["Total Time Spent on Website"]), row["Page Views Per Visit"]
    interest = 0 if seconds < 60 else 5 if seconds < 300 else 15 if seconds < 900 else 35
    interest += 0 if not pages or float(pages) < 2 else 5 if float(pages) < 5 else 2
    interest += {"Lead Add Form": 30, "Landing Page Submission": 5}.get(row["Lead Origin"], 0)
    interest += 10 * (source in ("reference", "welingak website")) - 15 * (row["Do Not Email"] == "Yes")
    return min(50, fit) + min(60, max(0, interest))


def test_qualified_leads_enrolled_far_more_often(
    real: dict[str, dict[str, str]], decisions: list[dict[str, str]]
) -> None:
    leads, enrolled = Counter[str](), Counter[str]()
    for decision in decisions:
        leads[decision["stage"]] += 1
        enrolled[decision["stage"]] += real[decision["lead_id"]]["Converted"] == "1"
    assert leads[""] == 2  # want no call
    assert leads["MQL"] > 2000
    qualified, others = (enrolled[stage] / leads[stage] for stage in ("MQL", "inquiry"))
    assert qualified > 3 * others
