"""Chance that is the same everywhere: only `Random.random`, whose sequence Python promises to keep, is ever asked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import TypeVar

_Item = TypeVar("_Item")


class Dice:
    """Throws that follow from a name: the same name gives the same throws."""

    def __init__(self, name: str) -> None:
        self._random = Random(name).random

    def share(self) -> float:
        """A number from 0 up to, not including, 1."""
        return self._random()

    def chance(self, probability: float) -> bool:
        return self._random() < probability

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random() * (high - low + 1))

    def spread(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, 0 < low: 10 to 20 is as likely as 1000 to 2000.

        Doublings and not a logarithm, whose last digit is not the same on every machine.
        """
        ends = [low]
        while ends[-1] < high:
            ends.append(min(2 * ends[-1], high))
        if len(ends) == 1:
            return low
        stretches = list(pairwise(ends))
        # The last stretch may be less than a doubling, and is as much less likely.
        return self.whole(*self.pick_weighted(stretches, [(end - start) / start for start, end in stretches]))

    def pick(self, items: Sequence[_Item]) -> _Item:
        return items[int(self._random() * len(items))]

    def pick_early(self, items: Sequence[_Item]) -> _Item:
        """One of the items, the first the most likely: as regions and industries are."""
        return self.pick_weighted(items, [1 / (place + 1) for place in range(len(items))])

    def pick_weighted(self, items: Sequence[_Item], weights: Sequence[float]) -> _Item:
        left = self._random() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            left -= weight
            if left < 0:
                return item
        return items[-1]
