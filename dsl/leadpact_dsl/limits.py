"""What is too much or too fine: the limits that every input and every target keep to.

With them all sums stay whole numbers below 2**53 in their smallest unit, so that every target computes them exactly.
"""

from __future__ import annotations

from datetime import date
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import Final

FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2200

_DAY = 86_400_000

FIRST_INSTANT: Final = 0
"""1970-01-01 00:00 UTC in ms, included."""
AFTER_LAST_INSTANT: Final = (date(LAST_YEAR + 1, 1, 1) - date(1970, 1, 1)).days * _DAY
"""2201-01-01 00:00 UTC in ms, excluded."""

MOST_ACTIVITIES: Final = 100_000
"""Rows of one lead's log up to as of, of the kinds that the policy declares."""

POINTS_PLACES: Final = 2
NUMBER_PLACES: Final = 4
MONEY_PLACES: Final = 2

MOST_UNITS: Final = 10**15
"""A whole number in ones, a number in 0.0001, money in 0.01: at most this many, with either sign."""


def is_instant(instant: int) -> bool:
    return FIRST_INSTANT <= instant < AFTER_LAST_INSTANT


def is_day(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def is_finer(amount: Decimal, places: int) -> bool:
    """Whether a finite amount has more decimals than `places` (trailing zeros do not count)."""
    scaled = _scaled(amount, places)
    return scaled != scaled.to_integral_value()


def is_too_large(amount: Decimal, places: int) -> bool:
    """Whether a finite amount is more than `MOST_UNITS` units of its last decimal, of either sign."""
    return _scaled(amount, places).copy_abs() > MOST_UNITS


def _scaled(amount: Decimal, places: int) -> Decimal:
    # Nothing may be rounded here, whatever precision the caller computes with.
    return amount.scaleb(places, _WIDE)


_WIDE = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
