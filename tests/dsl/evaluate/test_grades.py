"""Grades: by the bands of a score, or by the first condition that holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .lead_case import NOW, case

BANDS = (
    "score fit from -100 to 100\n  adds review from -100 to 100, 0 when unknown\n"
    'grade priority "Priority" of fit\n  A: 75 or more\n  B: 60 to below 75\n  C: below 60\n'
)
LEVELS = (
    'grade product "Product"\n  high: when viewed_page at least 2 times and wants_call\n'
    "  some: when viewed_page or wants_call\n  none_yet: otherwise\n"
)


@pytest.mark.parametrize(
    ("review", "level"), [("75", "A"), ("74.994", "B"), ("74.995", "A"), ("60", "B"), ("59.99", "C")]
)
def test_a_band_of_the_rounded_score(review: str, level: str) -> None:
    found = case(BANDS, NOW, review=Decimal(review)).grades["priority"]
    assert found.level == level
    assert found.value == Decimal(review).quantize(Decimal("0.01"), "ROUND_HALF_UP")


def test_the_first_level_whose_condition_holds_and_else_the_last() -> None:
    assert case(LEVELS, NOW).grades["product"].level == "none_yet"
    found = case(LEVELS, NOW, wants_call=True).grades["product"]
    assert found.level == "some"
    assert [truth.holds for truth in found.tried] == [False, True]
