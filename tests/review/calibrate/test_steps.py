"""Thresholds against volume and conversion, worked out once more with pandas; intervals with Wilson's own formula."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest

from leadpact.review.calibrate.gathering import UNKNOWN, WHATEVER, WITH_SCORE, YES
from leadpact.review.calibrate.shares import share
from leadpact.review.calibrate.steps import IN_CHART, IN_TABLE, Ladder, ladder, least_enough
from tests.review.calibrate.parts import gathered, hundredths, made_up

Z = 1.959963984540054
"""The normal quantile at 97.5%."""


def _ladder(seed: int, *, strict: bool = False, whole: bool = True, weeks: Decimal | None = None) -> Ladder:
    found = gathered(made_up(900, seed, whole=whole))
    return ladder(found.column("total"), found.reached(0), found.outcomes(), strict=strict, weeks=weeks)


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("whole", [False, True])
def test_each_threshold_lets_in_what_pandas_counts(strict: bool, whole: bool) -> None:
    frame = made_up(900, 7, whole=whole)
    open_ = frame[~frame["closed"]]
    found = _ladder(7, strict=strict, whole=whole, weeks=Decimal(9))
    for threshold in found.candidates(IN_CHART):
        step = found.step(threshold, Decimal(40))
        above = open_["score"] > float(threshold) if strict else open_["score"] >= float(threshold)
        inside = open_[(open_["reach"] == WHATEVER) | ((open_["reach"] == WITH_SCORE) & above)]
        known = inside[inside["won"] != UNKNOWN]
        assert step.leads == len(inside)
        assert (step.share.converted, step.share.known) == ((known["won"] == YES).sum(), len(known))
        assert step.kept == (known["won"] == YES).sum() / (open_["won"] == YES).sum()
        assert step.per_week == round(Decimal(len(inside)) / 9, 1)
        assert step.today == (threshold == 40)


@pytest.mark.parametrize(("about", "size"), [(IN_TABLE, 5), (IN_CHART, 1)])
def test_thresholds_stand_at_even_steps(about: int, size: int) -> None:
    candidates = _ladder(3).candidates(about)
    assert candidates == list(range(0, 101, size))


def test_thresholds_between_whole_points_only_where_scores_are() -> None:
    frame = made_up(50, 1)
    frame["score"] = np.linspace(0.25, 1.25, 50)
    found = gathered(frame)
    fine = ladder(found.column("total"), found.reached(0), found.outcomes(), strict=False, weeks=None)
    assert fine.candidates(IN_TABLE)[:3] == [Decimal("0.25"), Decimal("0.3"), Decimal("0.35")]


@pytest.mark.parametrize(
    ("threshold", "strict", "least"),
    [("40", False, 4000), ("40", True, 4001), ("40.005", False, 4001), ("40.005", True, 4001), ("-3", True, -299)],
)
def test_the_least_score_that_is_enough(threshold: str, strict: bool, least: int) -> None:
    assert least_enough(Decimal(threshold), strict) == least


def test_a_strict_threshold_begins_below_the_lowest_score() -> None:
    frame = made_up(40, 1, unknown=0)
    frame["score"], frame["reach"], frame["closed"] = 30, WITH_SCORE, False
    found = gathered(frame)
    strict = ladder(hundredths(frame["score"]), found.reached(0), found.outcomes(), strict=True, weeks=None)
    assert [(one, strict.step(one, Decimal(0)).leads) for one in strict.candidates(IN_TABLE)] == [(Decimal(29), 40)]


def test_no_leads_no_thresholds() -> None:
    nothing = np.empty(0, dtype=np.int64)
    none = np.empty(0, dtype=np.int8)
    assert ladder(nothing, none, none, strict=False, weeks=None).candidates(IN_TABLE) == []


@pytest.mark.parametrize(("converted", "known"), [(0, 1), (1, 1), (3, 10), (70, 100), (3561, 9240), (0, 500)])
def test_intervals_are_wilsons(converted: int, known: int) -> None:
    found = share(converted, known)
    rate = converted / known
    middle = (rate + Z**2 / (2 * known)) / (1 + Z**2 / known)
    half = Z / (1 + Z**2 / known) * math.sqrt(rate * (1 - rate) / known + Z**2 / (4 * known**2))
    assert found.low == pytest.approx(middle - half, abs=1e-9)
    assert found.high == pytest.approx(middle + half, abs=1e-9)


def test_of_no_lead_nothing_is_said() -> None:
    found = share(0, 0)
    assert (found.rate, found.low, found.high) == (None, None, None)
