"""Shares of leads that converted, with Wilson's interval."""

from __future__ import annotations

from leadpact.review.calibrate.result import Share
from leadpact.review.calibrate.statistics import interval


def share(converted: int, known: int) -> Share:
    """`converted` of `known` leads; without any lead there is nothing to say."""
    if not known:
        return Share(0, 0, None, None)
    low, high = interval(converted, known)
    return Share(converted, known, low, high)
