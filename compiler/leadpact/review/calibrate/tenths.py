"""Whether the score sorts leads: conversion by tenths of the leads, the best first."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from leadpact.review.calibrate.gathering import UNKNOWN, YES, Bytes, Ints
from leadpact.review.calibrate.result import Tenth
from leadpact.review.calibrate.shares import share


def tenths(scores: Ints, won: Bytes) -> tuple[Tenth, ...]:
    """Of the leads whose outcome is known. Leads of one score share their middle rank, and so stay together.

    The tenth of a lead is its rank from the best, times 10, over the number of leads, rounded up
    (`scipy.stats.rankdata`, ties by their average): with many equal scores tenths differ in size, or are left out.
    """
    from scipy.stats import rankdata

    known = won != UNKNOWN
    scores, yes = scores[known], won[known] == YES
    if not len(scores):
        return ()
    # In halves, and so in whole numbers: no rounding decides on which side of an edge a lead falls.
    halves = (rankdata(-scores, method="average") * 2).astype(np.int64)
    numbers = -((-halves * 10) // (2 * len(scores)))
    base, converted = yes.mean(), int(yes.sum())
    found, so_far = [], 0
    for number in np.unique(numbers):
        here = numbers == number
        its = share(int((yes & here).sum()), int(here.sum()))
        so_far += its.converted
        found.append(
            Tenth(
                int(number),
                int(here.sum()),
                Decimal(int(scores[here].min())).scaleb(-2),
                Decimal(int(scores[here].max())).scaleb(-2),
                its,
                float(its.rate / base) if its.rate is not None and base else None,
                so_far / converted if converted else None,
            )
        )
    return tuple(found)
