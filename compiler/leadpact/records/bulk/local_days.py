"""The days of the agreement's timezone, for bare times in bulk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from leadpact_dsl.limits import FIRST_YEAR, LAST_YEAR
from leadpact_dsl.zones import Zone

_DAY = 86_400_000
_EPOCH = dt.date(1970, 1, 1)
_APART = 4
"""Days. No zone has changed its offset twice within six days since 1970, so that nothing happens between equal ones."""


def local_days(zone: Zone, first_year: int, last_year: int) -> list[tuple[int, int, int | None]]:
    """For each day of these years: the day since 1970, the instant (ms) at which it starts, and that of its midnight.

    The last is None around changes of the clocks: there only `Zone.instant` knows what is skipped or shown twice.
    """
    first = (dt.date(max(first_year, FIRST_YEAR), 1, 1) - _EPOCH).days
    after = (dt.date(min(last_year, LAST_YEAR) + 1, 1, 1) - _EPOCH).days
    offsets = _offsets(zone.offset_at, first - 1, after + 2)
    found: list[tuple[int, int, int | None]] = []
    for day in range(first, after):
        # No zone is more than a day off, so that the day lies within these four midnights of UTC.
        around = offsets[day - first : day - first + 4]
        if around.count(around[0]) == 4:
            start = day * _DAY - around[0]
            found.append((day, start, start))
        else:
            found.append((day, zone.start_of_day(_EPOCH + dt.timedelta(days=day)), None))
    return found


def _offsets(offset_at: Callable[[int], int], first: int, after: int) -> list[int]:
    """The offset at the start of each of these days in UTC."""
    found: list[int] = []
    for day in range(first, after, _APART):
        left, right = offset_at(day * _DAY), offset_at((day + _APART) * _DAY)
        between = range(day + 1, day + _APART)
        found += [left] * _APART if left == right else [left, *(offset_at(one * _DAY) for one in between)]
    return found[: after - first]
