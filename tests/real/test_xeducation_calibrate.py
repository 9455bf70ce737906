"""Calibration on 9,240 real leads: every figure once more with pandas, and what was filled after contact is found.

The data lies outside the repository (see `test_xeducation.py`); where it is not there, these tests are skipped.
"""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from leadpact.cli import main
from tests.conftest import ROOT
from tests.real.test_xeducation import DATA, POLICY, by_hand

LEAKY = ROOT / "tests" / "review" / "calibrate" / "leaky"

pytestmark = pytest.mark.skipif(not DATA.is_file(), reason="the real leads are not on this machine")

AFTERWARDS = {
    "Tags",
    "Lead Quality",
    "Lead Profile",
    "Last Notable Activity",
    "Asymmetrique Activity Index",
    "Asymmetrique Profile Index",
    "Asymmetrique Activity Score",
    "Asymmetrique Profile Score",
}
"""Set after contact, say those who know the data."""


def _calibrated(policy: Path, out: Path, *words: str) -> Any:
    given = ["calibrate", DATA, "--outcome", "Converted", "--policy", policy, "--as-of", "2026-06-01 10:00", *words]
    assert main([str(word) for word in [*given, "-o", out]]) == 0
    return json.loads(out.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return _calibrated(POLICY, tmp_path_factory.mktemp("honest") / "found.json", "--weeks", "80")


@pytest.fixture(scope="module")
def leaky(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return _calibrated(LEAKY, tmp_path_factory.mktemp("leaky") / "found.json", "--weeks", "80")


@pytest.fixture(scope="module")
def leads() -> pd.DataFrame:
    """The raw cells, with the score worked out in plain Python beside them; without the two who want no call."""
    frame = pd.read_csv(DATA, dtype=str, keep_default_na=False)
    frame["total"] = [by_hand(row) for row in frame.to_dict("records")]
    frame["won"] = frame["Converted"] == "1"
    return frame[frame["Do Not Call"] == "No"]


def _is(share: dict[str, Any], won: pd.Series[bool]) -> None:
    """A share with Wilson's interval, by his formula."""
    assert (share["converted"], share["known"]) == (won.sum(), len(won))
    z, n, rate = 1.959963984540054, len(won), won.mean()
    middle, half = rate + z**2 / (2 * n), z * math.sqrt(rate * (1 - rate) / n + z**2 / (4 * n**2))
    assert share["rate"] == pytest.approx(rate, abs=1e-6)
    assert share["low"] == pytest.approx((middle - half) / (1 + z**2 / n), abs=1e-6)
    assert share["high"] == pytest.approx((middle + half) / (1 + z**2 / n), abs=1e-6)


def test_the_history(found: Any, leads: pd.DataFrame) -> None:
    history = found["history"]
    assert (history["leads"], history["left_out"], history["unknown"]) == (9240, 2, 0)
    assert history["at_stage"] == (leads["total"] >= 45).sum()
    _is(history["share"], leads["won"])


def test_every_threshold(found: Any, leads: pd.DataFrame) -> None:
    (threshold,) = found["thresholds"]
    assert (threshold["score"], threshold["today"]) == ("total", 45)
    assert len(threshold["curve"]) > 50
    for step in [*threshold["curve"], *threshold["steps"]]:
        inside = leads[leads["total"] >= step["threshold"]]
        assert step["leads"] == len(inside)
        assert step["per_week"] == pytest.approx(len(inside) / 80, abs=0.0501)
        assert step["kept"] == pytest.approx(inside["won"].sum() / leads["won"].sum(), abs=1e-6)
        _is(step["share"], inside["won"])


def test_every_tenth(found: Any, leads: pd.DataFrame) -> None:
    rank = leads["total"].rank(ascending=False, method="average")
    numbers = rank.map(lambda one: math.ceil(one * 10 / len(leads)))
    so_far = 0
    for tenth in found["tenths"]["total"]:
        its = leads[numbers == tenth["tenth"]]
        so_far += its["won"].sum()
        assert (tenth["leads"], tenth["from"], tenth["to"]) == (len(its), its["total"].min(), its["total"].max())
        assert tenth["lift"] == pytest.approx(its["won"].mean() / leads["won"].mean(), abs=1e-6)
        assert tenth["kept"] == pytest.approx(so_far / leads["won"].sum(), abs=1e-6)
        _is(tenth["share"], its["won"])
    assert so_far == leads["won"].sum()


def test_rules(found: Any, leads: pd.DataFrame) -> None:
    occupation, seconds = leads["What is your current occupation"], leads["Total Time Spent on Website"].astype(int)
    source = leads["Lead Source"].str.casefold()
    bands = pd.cut(seconds, [-1, 59, 299, 899, 10**9], labels=False)
    expected = {
        ("score fit/1", None): (occupation == "Working Professional", occupation != "Working Professional"),
        ("score interest/1", 1): (bands == 1, bands < 1),
        ("score interest/1", 2): (bands == 2, bands < 2),
        ("score interest/1", 3): (bands == 3, bands < 3),
        ("score interest/4", None): (
            source.isin(["reference", "welingak website"]),
            ~source.isin(["reference", "welingak website"]),
        ),
        ("score interest/5", None): (leads["Do Not Email"] == "Yes", leads["Do Not Email"] == "No"),
    }
    rules = {(rule["clause"], rule["row"]): rule for rule in found["rules"]}
    for key, (paid, others) in expected.items():
        rule = rules[key]
        _is(rule["paid"], leads["won"][paid])
        _is(rule["others"], leads["won"][others])
        assert rule["difference"] == pytest.approx(leads["won"][paid].mean() - leads["won"][others].mean(), abs=1e-6)
    assert rules["score interest/5", None]["verdict"] == "worse"
    assert not rules["score interest/5", None]["against"]
    # Less than five minutes on the site are worse than none: those who came by form never were there.
    assert rules["score interest/1", 1]["against"]


def test_the_agreement_decides_on_the_threshold(leaky: Any) -> None:
    (threshold,) = leaky["thresholds"]
    assert [target["percent"] for target in threshold["targets"]] == [70]
    assert threshold["capacity"] == 30
    good = [
        step["threshold"]
        for step in threshold["curve"]
        if step["share"]["known"] >= 30 and step["share"]["rate"] >= 0.7 and step["leads"] <= 30.05 * 80
    ]
    assert threshold["advice"]["proposed"] == min(good)
    assert threshold["advice"]["verdict"] == "another"


def test_what_was_set_after_contact_is_warned_of_and_nothing_else(leaky: Any, found: Any) -> None:
    assert {one["column"] for one in leaky["suspects"]} == AFTERWARDS
    shown = {one["column"] for one in leaky["suspects"] if one["shown_by_data"]}
    assert shown == {"Tags", "Lead Quality", "Lead Profile"}
    assert len(leaky["fields"]) == 22
    assert found["suspects"] == []
    doubted = {rule["clause"] for rule in leaky["rules"] if rule["suspect"]}
    assert doubted == {f"score late/{number}" for number in range(1, 10)}


@pytest.mark.parametrize("threshold", [30, 55, 80])
def test_a_policy_with_another_threshold_lets_in_as_many(found: Any, tmp_path: Path, threshold: int) -> None:
    policy = shutil.copytree(POLICY, tmp_path / "policy")
    scoring = policy / "scoring.sla"
    text = scoring.read_text(encoding="utf-8")
    assert text.count("total is at least 45") == 1
    moved = text.replace("total is at least 45", f"total is at least {threshold}")
    scoring.write_text(moved[: moved.index("\nexample ")], encoding="utf-8")
    out = tmp_path / "decisions.csv"
    given = ["score", DATA, "--policy", policy, "--as-of", "2026-06-01 10:00", "-o", out]
    assert main([str(word) for word in given]) == 0
    qualified = (pd.read_csv(out)["stage"] == "MQL").sum()
    (step,) = [step for step in found["thresholds"][0]["steps"] if step["threshold"] == threshold]
    assert step["leads"] == qualified
