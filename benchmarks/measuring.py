"""Measuring side by side: contestants take turns, so that what else the machine does falls on all of them alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter_ns
from typing import NamedTuple

Work = Callable[[], object]

# One turn of a contestant takes about this long: long against the clock's grain, short against other programs' turns.
_TURN_NS = 2_000_000


class Times(NamedTuple):
    """Microseconds a piece of work, one figure a round."""

    rounds: tuple[float, ...]

    @property
    def best(self) -> float:
        return min(self.rounds)

    @property
    def middle(self) -> float:
        return median(self.rounds)

    def over(self, other: Times) -> float:
        """How many times as long as another one, by the least of both: what else a machine does only ever adds time."""
        return self.best / other.best


def side_by_side(contestants: Mapping[str, Work], rounds: int, pieces: int = 1) -> dict[str, Times]:
    """A B C A B C …: each round every contestant does its work as often as fits its turn.

    `pieces` is how many pieces of work one call does. The collector of garbage stands still while the clock runs and
    clears up between rounds, so that nobody pays for what another one left. What was there before is set aside: going
    through the policy and all leads in each round would leave the processor's caches cold for whoever comes next.
    """
    calls = {name: _calls(work) for name, work in contestants.items()}
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    was_on = gc.isenabled()
    gc.disable()
    gc.collect()
    gc.freeze()
    try:
        for _ in range(rounds):
            gc.collect()
            for name, work in contestants.items():
                times = range(calls[name])
                work()  # what the one before has put out of the caches comes back
                start = perf_counter_ns()
                for _ in times:
                    work()
                taken[name].append((perf_counter_ns() - start) / len(times) / pieces / 1000)
    finally:
        gc.unfreeze()
        if was_on:
            gc.enable()
    return {name: Times(tuple(found)) for name, found in taken.items()}


def _calls(work: Work) -> int:
    """How many calls fill a turn. Finding out warms the work up as well."""
    calls = 1
    while True:
        start = perf_counter_ns()
        for _ in range(calls):
            work()
        taken = perf_counter_ns() - start
        if taken > _TURN_NS // 4:
            return max(1, calls * _TURN_NS // taken)
        calls *= 2
