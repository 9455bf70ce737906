"""Instants of many rows as text, the same as one at a time: `writers.in_iso`, and `phrases.times.instant`.

What the wall clock of a zone shows is looked up a day at a time: on a day at whose start and end its offset and its
abbreviation are the same, they are so all day (since 1970 no zone has changed twice within six days). On the days
on which the clocks change, each instant is asked for itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from leadpact.records.writers import in_iso
from leadpact_dsl.phrases import times
from leadpact_dsl.zones import Zone

Ints = npt.NDArray[np.int64]

_DAY = 86_400_000
_SECOND = 1000
_MINUTE = 60_000


class Instants:
    """Instants in ms (all known) with what the wall clock of a zone shows at them."""

    def __init__(self, at: Ints, zone: Zone) -> None:
        self._at = at
        self._zone = zone
        found, place = np.unique(at // _DAY, return_inverse=True)
        looked_up = [_all_day(zone, int(day)) for day in found]
        changing = np.array([shown is None for shown in looked_up], dtype=bool)[place] if len(at) else at.astype(bool)
        self._shown = list(dict.fromkeys([("", 0), *(shown for shown in looked_up if shown is not None)]))
        numbers = {shown: number for number, shown in enumerate(self._shown)}
        kinds = np.array([0 if shown is None else numbers[shown] for shown in looked_up], dtype=np.int64)
        self._kind = kinds[place] if len(at) else at
        for row in np.flatnonzero(changing):
            shown = _shown_at(zone, int(at[row]))
            if shown not in numbers:
                numbers[shown] = len(self._shown)
                self._shown.append(shown)
            self._kind[row] = numbers[shown]

    def iso(self) -> pa.StringArray:
        """`2026-11-02T10:20:00-05:00`, with milliseconds where they are not 0."""
        if any(offset % _MINUTE for _, offset in self._shown):
            return _each(self._at, lambda instant: in_iso(instant, self._zone))
        offsets = pa.array([_offset(offset) for _, offset in self._shown]).take(pa.array(self._kind))
        return _joined(self._days(dt.date.isoformat), "T", self._clock(_SECOND), offsets)

    def words(self) -> pa.StringArray:
        """`2 November 2026, 10:20 EST`; seconds and less are shown only where they are not 0."""
        names = pa.array([name for name, _ in self._shown], pa.string()).take(pa.array(self._kind))
        return _joined(self._days(times.day), ", ", self._clock(_MINUTE), " ", names)

    @cached_property
    def _local(self) -> Ints:
        return self._at + np.array([offset for _, offset in self._shown], dtype=np.int64)[self._kind]

    def _days(self, say: Callable[[dt.date], str]) -> pa.StringArray:
        found, place = np.unique(self._local // _DAY, return_inverse=True)
        said = [say(dt.date(1970, 1, 1) + dt.timedelta(int(day))) for day in found]
        return pa.array(said, pa.string()).take(pa.array(place))

    def _clock(self, shortest: int) -> pa.StringArray:
        """The time of day, to the minute or second, and further only where it is not 0."""
        passed = self._local % _DAY
        text = _clock_texts(shortest).take(pa.array(passed // shortest))
        for unit, coarser in ((_SECOND, _MINUTE), (1, _SECOND)):
            finer = np.flatnonzero(self._at % coarser)
            if unit < shortest and len(finer):
                text = pc.replace_with_mask(text, _mask(len(passed), finer), _fine(passed[finer], unit))
        return text


def _fine(passed: Ints, unit: int) -> pa.StringArray:
    seconds = _clock_texts(_SECOND).take(pa.array(passed // _SECOND))
    return seconds if unit == _SECOND else _joined(seconds, _thousandths().take(pa.array(passed % _SECOND)))


@cache
def _clock_texts(unit: int) -> pa.StringArray:
    """The times of a day to the minute or to the second."""
    form = "{:02}:{:02}" if unit == _MINUTE else "{:02}:{:02}:{:02}"
    seconds = range(0, _DAY // 1000, unit // 1000)
    return pa.array([form.format(one // 3600, one // 60 % 60, one % 60) for one in seconds], pa.string())


@cache
def _thousandths() -> pa.StringArray:
    return pa.array([f".{one:03}" for one in range(1000)], pa.string())


@cache
def _all_day(zone: Zone, day: int) -> tuple[str, int] | None:
    """The abbreviation and offset that hold on a whole day of UTC; None on one on which they change."""
    first, last = _shown_at(zone, day * _DAY), _shown_at(zone, (day + 1) * _DAY - 1)
    return first if first == last else None


def _shown_at(zone: Zone, instant: int) -> tuple[str, int]:
    return zone.abbreviation_at(instant), zone.offset_at(instant)


def _offset(ms: int) -> str:
    hours, minutes = divmod(abs(ms) // _MINUTE, 60)
    return f"{'-' if ms < 0 else '+'}{hours:02}:{minutes:02}"


def _each(at: Ints, say: Callable[[int], str]) -> pa.StringArray:
    found, place = np.unique(at, return_inverse=True)
    return pa.array([say(int(instant)) for instant in found], pa.string()).take(pa.array(place))


def _joined(*parts: pa.StringArray | str) -> pa.StringArray:
    return pc.binary_join_element_wise(*parts, "")


def _mask(length: int, places: npt.NDArray[np.intp]) -> pa.BooleanArray:
    mask = np.zeros(length, dtype=bool)
    mask[places] = True
    return pa.array(mask)
