"""The solver, asked within a time that is the same on every machine, and again where a finding wants to say more."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from leadpact.solver import Found, Impossible, Limits, Unknown, Witness, World
from leadpact.solver.asks import Ask, No, ScoreAtLeast
from leadpact_dsl.checks.bounds import reachable
from leadpact_dsl.model import Policy

_HUNDREDTH = Decimal("0.01")

_MODELS = 8
"""One question makes the solver look at some models: of examples, of all leads, of those with less asked of them."""

_LEAST, _MOST = 0.02, 2.0
"""What a single model may take at least, else nothing comes out at all, and at most."""

_SLOWEST = 2.0
"""Seconds of the clock for each that the solver counts, on a busy machine: after that all that is open stays open."""

_FURTHER = 0.05
_MOST_FURTHER = 40
"""What a model may take that only makes a finding say more, and how many such questions there are at most."""

_MOST_STEPS = 14
"""Steps by which the end of a score is looked for."""

TIME_IS_UP = "It was not decided in the time given."


class Solving:
    """One policy's leads as a world, and the time that there is to look at it.

    Time is the solver's own: it counts steps, not seconds, and so comes out alike everywhere. It is about a second a
    unit. `clock` only ends what takes many times as long, in seconds; it is looked at between two questions.
    """

    def __init__(self, policy: Policy, world: World, time: float, clock: Callable[[], float] = lambda: 0.0) -> None:
        self._policy = policy
        self._world = world
        self._time = time
        self._clock = clock
        self._ends = clock() + 5.0 + _SLOWEST * time
        self._limits = self._for_each(1.0)
        self._further = 0

    def share_between(self, questions: int) -> None:
        """Half of all time is for so many questions: for all at first, then for those that stayed open."""
        self._limits = self._for_each(self._time / 2 / max(1, questions) / _MODELS)

    def _for_each(self, share: float) -> Limits:
        share = min(_MOST, max(_LEAST, share))
        return Limits(deterministic=share, seconds=1.0 + _SLOWEST * share)

    def find(self, *asks: Ask) -> Found:
        """A lead for which all of it holds, the proof that there is none, or why neither came out."""
        return self._find(asks, self._limits)

    def _find(self, asks: tuple[Ask, ...], limits: Limits) -> Found:
        if self._clock() > self._ends:
            return Unknown(TIME_IS_UP)
        return self._world.find(*asks, limits=limits)

    def _ask_further(self, *asks: Ask) -> Found:
        self._further += 1
        if self._further > _MOST_FURTHER:
            return Unknown(TIME_IS_UP)
        return self._find(asks, self._for_each(_FURTHER))

    def impossible(self, *asks: Ask) -> tuple[Ask, ...] | None:
        """Of asks that never hold together those that suffice for it; None where they may, or nobody knows."""
        found = self._ask_further(*asks) if asks else None
        return found.core if isinstance(found, Impossible) else None

    def most(self, score: str, *given: Ask) -> Decimal | None:
        """A value that a score never exceeds where all of this holds: the highest there is, if that comes out in time.

        None where nothing is known beyond what the bounds of its rules say.
        """
        reach = reachable(self._policy, score)
        found = self._end(score, given, reach.low, reach.high, rising=True)
        return found if reach.low <= found < reach.high else None

    def least(self, score: str, *given: Ask) -> Decimal | None:
        """A value that a score never falls below, in the same way."""
        reach = reachable(self._policy, score)
        found = -self._end(score, given, -reach.high, -reach.low, rising=False)
        return found if reach.low < found <= reach.high else None

    def _end(self, score: str, given: tuple[Ask, ...], low: Decimal, high: Decimal, *, rising: bool) -> Decimal:
        """The highest value up to `high` (of a falling score the same with the other sign): halves, and right above
        whatever a lead has been found with, as that often is the end."""
        best: Decimal | None = None
        is_near = False
        for _ in range(_MOST_STEPS):
            if low > high or best == high:
                break
            is_near = best is not None and not is_near
            aim = best + _HUNDREDTH if best is not None and is_near else low + _half(high - low)
            ask = ScoreAtLeast(0, score, aim) if rising else No(ScoreAtLeast(0, score, _HUNDREDTH - aim))
            match self._ask_further(*given, ask):
                case Witness() as found:
                    value = found.decisions[0].scores[score].value
                    best = low = max(aim, value if rising else -value)
                case Impossible():
                    high = aim - _HUNDREDTH
                case _:
                    break
        return high


def _half(length: Decimal) -> Decimal:
    """Half of a length in hundredths, rounded up, so that something is always gained."""
    return (int(length / _HUNDREDTH) + 1) // 2 * _HUNDREDTH
