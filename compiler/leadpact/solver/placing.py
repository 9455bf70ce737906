"""From counts between borders to instants: where in its interval each activity is put."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from leadpact.solver.own_fields import Sort

_DAY: Final = 86_400_000
_UNITS: Final = (3_600_000, 300_000, 60_000, 1000, 1)


@dataclass(frozen=True)
class Interval:
    """`count` activities of a sort strictly after one instant and up to another.

    `exactly` says that one of them lies at the very end: others are counted from there.
    """

    sort: Sort
    after: int
    until: int
    count: int
    exactly: bool = False


def place(interval: Interval, natural: Sequence[int], periods: Sequence[int]) -> Iterator[int]:
    """An instant for each of them. In different periods (lengths in ms, the longest first) as far as they fit."""
    if not interval.count:
        return
    last = interval.until if interval.exactly else _last(interval, natural)
    room = last - max(interval.after, 0) - 1
    needed = interval.count - 1
    step = next((length for length in (*periods, _DAY, *_UNITS) if length * needed <= room), 0)
    for again in range(interval.count):
        yield last - again * step


def _last(interval: Interval, natural: Sequence[int]) -> int:
    """The latest natural instant before which the others find room; else one as round as the interval allows."""
    fitting = [at for at in natural if interval.after < at <= interval.until]
    if fitting:
        return fitting[-1] if interval.count > 1 else fitting[len(fitting) // 2]
    width = interval.until - interval.after
    middle = interval.until if interval.count > 1 else interval.until - min(width, 40 * _DAY) // 2
    for unit in _UNITS:
        at = middle - middle % unit
        if interval.after < at <= interval.until:
            return at
    return interval.until
