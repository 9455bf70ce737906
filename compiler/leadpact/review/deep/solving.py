"""The solver, asked within a time that is the same on every machine, and again where a finding wants to say more."""

from __future__ import annotations

from decimal import Decimal

from leadpact.solver import Found, Impossible, Limits, Witness, World
from leadpact.solver.asks import Ask, No, ScoreAtLeast
from leadpact_dsl.checks.bounds import reachable
from leadpact_dsl.model import Policy

_HUNDREDTH = Decimal("0.01")
_LEAST_SHARE = 0.05
_MOST_SHARE = 4.0
_SLOWEST = 4.0
"""Seconds of the clock for each second that the solver counts, on a machine that is busy with other things."""


class Solving:
    """One policy's leads as a world, and the time that is left to look at it.

    Time is the solver's own: it counts steps, not seconds, and so comes out alike everywhere. It is about a second a
    unit. What one question leaves of its share is not handed on, as nobody could say how much that is.
    """

    def __init__(self, policy: Policy, world: World, time: float) -> None:
        self._policy = policy
        self._world = world
        self._left = time
        self._share = _MOST_SHARE

    def share_between(self, questions: int) -> None:
        """Half of the time that is left is for so many questions, each with an equal share of it."""
        if questions:
            self._share = min(_MOST_SHARE, max(_LEAST_SHARE, self._left / 2 / questions))
            self._left -= self._share * questions

    def find(self, *asks: Ask) -> Found:
        limits = Limits(deterministic=self._share, seconds=max(1.0, self._share * _SLOWEST))
        return self._world.find(*asks, limits=limits)

    def impossible(self, *asks: Ask) -> tuple[Ask, ...] | None:
        """Of asks that never hold together those that suffice for it; None where they may, or nobody knows."""
        found = self.find(*asks) if asks else None
        return found.core if isinstance(found, Impossible) else None

    def most(self, score: str) -> Decimal | None:
        """The highest value of a score that any lead has, None where that does not come out in time."""
        reach = reachable(self._policy, score)
        low, high = reach.low - _HUNDREDTH, reach.high
        while low < high:
            middle = low + _half(high - low)
            match self.find(ScoreAtLeast(0, score, middle)):
                case Witness() as found:
                    low = max(middle, found.decisions[0].scores[score].value)
                case Impossible():
                    high = middle - _HUNDREDTH
                case _:
                    return None
        return low if low >= reach.low else None

    def least(self, score: str) -> Decimal | None:
        """The lowest."""
        reach = reachable(self._policy, score)
        low, high = reach.low, reach.high + _HUNDREDTH
        while low < high:
            middle = high - _half(high - low)
            match self.find(No(ScoreAtLeast(0, score, middle + _HUNDREDTH))):
                case Witness() as found:
                    high = min(middle, found.decisions[0].scores[score].value)
                case Impossible():
                    low = middle + _HUNDREDTH
                case _:
                    return None
        return high if high <= reach.high else None


def _half(length: Decimal) -> Decimal:
    """Half of a length in hundredths, rounded up, so that something is always gained."""
    return (int(length / _HUNDREDTH) + 1) // 2 * _HUNDREDTH
