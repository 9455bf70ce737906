"""What a change of the threshold does to 9,240 real leads: every figure worked out once more, with pandas."""

from __future__ import annotations

import json
import shutil
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import RunCli
from tests.real.test_xeducation import DATA, POLICY

pd = pytest.importorskip("pandas")

pytestmark = pytest.mark.skipif(not DATA.is_file(), reason="the real leads are not on this machine")

Z = 1.959963984540054
"""The 97.5% point of the normal distribution."""


@pytest.fixture(scope="module")
def leads() -> Any:
    """The leads with the scores of the policy, by columns; blank and "Select" are unknown."""
    frame = pd.read_csv(DATA, encoding="utf-8-sig", na_values=["Select"], keep_default_na=True)
    occupation = frame["What is your current occupation"]
    career = occupation.isin(["Working Professional", "Businessman", "Housewife"]) & frame["Specialization"].notna()
    fit = (
        25 * (occupation == "Working Professional")
        + 10 * occupation.isin(["Unemployed", "Student"])
        + 5 * frame["Specialization"].notna()
        + 5 * (frame["What matters most to you in choosing a course"] == "Better Career Prospects")
        + 5 * career
    ).clip(0, 50)
    seconds, pages = frame["Total Time Spent on Website"], frame["Page Views Per Visit"]
    interest = (
        pd.cut(seconds, [-1, 59, 299, 899, float("inf")], labels=[0, 5, 15, 35]).astype(int)
        + 5 * ((pages >= 2) & (pages < 5))
        + 2 * (pages >= 5)
        + frame["Lead Origin"].map({"Lead Add Form": 30, "Landing Page Submission": 5}).fillna(0).astype(int)
        + 10 * frame["Lead Source"].str.strip().str.lower().isin(["reference", "welingak website"])
        - 15 * (frame["Do Not Email"] == "Yes")
    ).clip(0, 60)
    frame["total"] = fit + interest
    frame["out"] = frame["Do Not Call"] == "Yes"
    return frame


def wilson(won: int, known: int) -> tuple[float, float]:
    """Wilson's score interval (E. B. Wilson, 1927), from its formula."""
    share = won / known
    middle = (share + Z * Z / (2 * known)) / (1 + Z * Z / known)
    half = Z / (1 + Z * Z / known) * sqrt(share * (1 - share) / known + Z * Z / (4 * known * known))
    return middle - half, middle + half


@pytest.mark.parametrize("threshold", [40, 60])
def test_a_change_of_the_threshold(run_cli: RunCli, tmp_path: Path, leads: Any, threshold: int) -> None:
    new = tmp_path / "new"
    shutil.copytree(POLICY, new)
    text = (new / "scoring.sla").read_text(encoding="utf-8")
    assert "total is at least 45" in text
    text = text.replace("total is at least 45", f"total is at least {threshold}")
    (new / "scoring.sla").write_text(text, encoding="utf-8")
    words = ["--leads", DATA, "--as-of", "2026-06-01 10:00", "--outcome", "Converted", "--format", "json"]
    ran = run_cli("impact", POLICY, new, *words, "--show", "25")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    before = (leads["total"] >= 45) & ~leads["out"]
    now = (leads["total"] >= threshold) & ~leads["out"]
    assert found["leads"]["compared"] == len(leads) == 9240
    assert found["leads"]["moved"] == (before != now).sum() > 100
    stages = {one["name"]: one for one in found["dimensions"][0]["values"]}
    assert (stages["MQL"]["before"], stages["MQL"]["now"]) == (before.sum(), now.sum())
    assert stages["disqualified"]["now"] == leads["out"].sum()
    assert stages["inquiry"]["now"] == (~now & ~leads["out"]).sum()
    for name, group in (("come", now & ~before), ("go", before & ~now), ("stay", before & now)):
        said = found["handover"][name]
        won = leads["Converted"][group]
        assert said["leads"] == len(won)
        assert (said["won"]["leads"], said["won"]["of"]) == (won.sum(), len(won))
        if len(won):
            low, high = wilson(int(won.sum()), len(won))
            assert said["won"]["share"] == pytest.approx(won.mean(), abs=1e-6)
            assert said["won"]["low"] == pytest.approx(low, abs=1e-6)
            assert said["won"]["high"] == pytest.approx(high, abs=1e-6)
    assert found["outcome"] == {"column": "Converted", "won_values": [], "won": 3561, "lost": 5679, "unknown": 0}
    moved = set(leads["Prospect ID"][before != now])
    assert len(found["shown"]) == 25
    assert {one["lead"] for one in found["shown"]} <= moved
    assert all(one["because"] for one in found["shown"])
    assert found["load"] is None
