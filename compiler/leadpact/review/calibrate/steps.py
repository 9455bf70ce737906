"""How many leads each threshold would let in, and how many of those converted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np

from leadpact.review.calibrate.gathering import UNKNOWN, WHATEVER, WITH_SCORE, YES, Bytes, Ints
from leadpact.review.calibrate.result import Step
from leadpact.review.calibrate.shares import share

IN_TABLE, IN_CHART = 20, 200
"""About so many thresholds are looked at, at even steps of 1, 2 or 5 (or tens of those) points."""

_TENTH = Decimal("0.1")


def least_enough(threshold: Decimal, strict: bool) -> int:
    """The least score, in hundredths, that is enough."""
    hundredths = threshold * 100
    if strict:
        return int(hundredths.to_integral_value(ROUND_FLOOR)) + 1
    return int(hundredths.to_integral_value(ROUND_CEILING))


@dataclass(frozen=True)
class Ladder:
    """The leads that a threshold decides on, sorted by score, with how many from each on converted or are known."""

    scores: Ints
    yes_from: Ints
    known_from: Ints
    always: tuple[int, int, int]
    """Leads in whatever the score: all, of these known, of these converted."""
    yes_in_all: int
    strict: bool
    weeks: Decimal | None

    def step(self, threshold: Decimal, today: Decimal) -> Step:
        at = int(np.searchsorted(self.scores, least_enough(threshold, self.strict), side="left"))
        always, known, yes = self.always
        leads = len(self.scores) - at + always
        known, yes = known + int(self.known_from[at]), yes + int(self.yes_from[at])
        return Step(
            threshold,
            leads,
            None if self.weeks is None else (leads / self.weeks).quantize(_TENTH),
            share(yes, known),
            yes / self.yes_in_all if self.yes_in_all else None,
            today=threshold == today,
            proposed=False,
        )

    def candidates(self, about: int) -> list[Decimal]:
        """Even thresholds from one that lets all in to the last that lets some in."""
        if not len(self.scores):
            return []
        low, high = int(self.scores[0]), int(self.scores[-1])
        size = _size(low, high, about, whole=not np.any(self.scores % 100))
        first = low // size * size
        if self.strict and first == low:
            first -= size
        last = high - 1 if self.strict else high
        return [Decimal(units).scaleb(-2) for units in range(first, max(last, first) + 1, size)]


def ladder(scores: Ints, reach: Bytes, won: Bytes, *, strict: bool, weeks: Decimal | None) -> Ladder:
    """Of the leads of one floor; the arrays have an entry a lead."""
    decisive = reach == WITH_SCORE
    order = np.argsort(scores[decisive], kind="stable")
    of_them = won[decisive][order]
    always = won[reach == WHATEVER]
    return Ladder(
        scores[decisive][order],
        _from(of_them == YES),
        _from(of_them != UNKNOWN),
        (len(always), int((always != UNKNOWN).sum()), int((always == YES).sum())),
        int((won == YES).sum()),
        strict,
        weeks,
    )


def _from(counts: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Ints:
    """At each place how many stand from there on; one more place, of none, at the end."""
    return np.append(np.cumsum(counts[::-1], dtype=np.int64)[::-1], 0)


def _size(low: int, high: int, about: int, *, whole: bool) -> int:
    """1, 2 or 5 times a power of ten, in hundredths; whole points where all scores are whole."""
    size, factors = 100 if whole else 1, (2, 5, 10)
    while (high - low) / size > about:
        size = next(size0 for factor in factors if (size0 := _base(size) * factor) > size)
    return size


def _base(size: int) -> int:
    """The power of ten at or below."""
    return int(10 ** (len(str(size)) - 1))
