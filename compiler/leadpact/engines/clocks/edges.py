"""Where many numbers lie among sorted ones, several times faster than by bisection.

A grid says for every stretch of 2**bits how many edges lie before it; what is left are the few edges inside one.
"""

from __future__ import annotations

import numpy as np

from leadpact.engines.clocks.arrays import Ints

_LONGEST = 1 << 20
"""Fields of a grid; a calendar of 40 years needs about 300,000."""
_STEPS = 3
"""Edges in one field that are still faster looked at one by one."""


class Edges:
    """Sorted whole numbers that stay within ± 2**62."""

    def __init__(self, edges: Ints) -> None:
        self._edges = edges
        self._behind = np.append(edges, 1 << 62)
        self._grid: Ints | None = None
        if not len(edges):
            return
        # Fields begin at the first edge, so that whatever lies before it is told by one comparison.
        self._low, self._high = int(edges[0]), int(edges[-1])
        for bits in range(22, 9, -1):
            fields = ((self._high - self._low) >> bits) + 1
            if fields > _LONGEST:
                return
            grid = np.searchsorted(edges, self._low + (np.arange(fields + 1, dtype=np.int64) << bits), "right")
            self._steps = int(np.max(np.diff(grid)))
            if self._steps <= _STEPS:
                self._bits, self._grid = bits, grid.astype(np.int64)
                return

    def up_to(self, numbers: Ints) -> Ints:
        """For each number how many edges are at most as large."""
        if self._grid is None:
            return np.searchsorted(self._edges, numbers, "right")
        inside = np.minimum(np.maximum(numbers, self._low), self._high)
        found: Ints = self._grid[(inside - self._low) >> self._bits]
        for _ in range(self._steps):
            found += self._behind[found] <= inside
        if len(numbers) and int(numbers.min()) < self._low:
            found[numbers < self._low] = 0
        return found
