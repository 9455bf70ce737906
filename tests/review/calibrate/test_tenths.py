"""Tenths of leads by score, worked out once more with pandas."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest

from leadpact.review.calibrate.gathering import UNKNOWN, YES
from leadpact.review.calibrate.tenths import tenths
from tests.review.calibrate.parts import hundredths, made_up


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("whole", [False, True])
def test_tenths_are_those_of_pandas(seed: int, whole: bool) -> None:
    frame = made_up(777, seed, whole=whole)
    if seed == 3:
        frame["score"] = frame["score"].clip(upper=60).floordiv(20) * 20
    known = frame[frame["won"] != UNKNOWN].copy()
    rank = known["score"].rank(ascending=False, method="average")
    known["tenth"] = [math.ceil(one * 10 / len(known)) for one in rank]
    base = (known["won"] == YES).mean()
    found = tenths(hundredths(frame["score"]), frame["won"].to_numpy())
    assert [one.number for one in found] == sorted(known["tenth"].unique())
    so_far = 0
    for one in found:
        its = known[known["tenth"] == one.number]
        so_far += (its["won"] == YES).sum()
        assert (one.leads, one.share.converted) == (len(its), (its["won"] == YES).sum())
        assert (float(one.low), float(one.high)) == (its["score"].min(), its["score"].max())
        assert one.lift == pytest.approx((its["won"] == YES).mean() / base)
        assert one.kept == pytest.approx(so_far / (known["won"] == YES).sum())


def test_leads_of_one_score_stay_together() -> None:
    scores = np.array([5000] * 60 + [1000] * 40, dtype=np.int64)
    won = np.array([1, 0] * 50, dtype=np.int8)
    found = tenths(scores, won)
    assert [(one.number, one.leads, one.low) for one in found] == [(4, 60, Decimal(50)), (9, 40, Decimal(10))]


def test_without_a_known_outcome_there_are_none() -> None:
    assert tenths(np.array([100], dtype=np.int64), np.array([-1], dtype=np.int8)) == ()


def test_where_nobody_converted_there_is_no_lift() -> None:
    (one,) = tenths(np.array([100, 100], dtype=np.int64), np.array([0, 0], dtype=np.int8))
    assert (one.lift, one.kept) == (None, None)
