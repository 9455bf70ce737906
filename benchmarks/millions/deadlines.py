"""Deadlines in bulk: a million starts, each due within four open hours of New York's office; one core, one process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import time
from statistics import median
from time import perf_counter

import numpy as np
import numpy.typing as npt

from benchmarks.agreeing import Disagreement
from benchmarks.cases import acme
from benchmarks.millions.generator import AS_OF, DAY
from leadpact.engines.clocks import open_time
from leadpact_dsl.calendars import Calendar

COUNT = 1_000_000
FOUR_HOURS = 4 * 3_600_000
_FEW = 2_000

Ints = npt.NDArray[np.int64]


def starts(count: int) -> Ints:
    rng = np.random.default_rng(7)
    return AS_OF - rng.integers(0, 700 * DAY, count)


def leadpacts(calendar: Calendar, at: Ints) -> Ints:
    return open_time(calendar).due(at, FOUR_HOURS)


def one_by_one(calendar: Calendar, at: Ints) -> Ints:
    """The calendar of the reference: a bisection for each."""
    return np.array([calendar.reach(one, FOUR_HOURS) for one in at.tolist()], dtype=np.int64)


def pandas_offsets(calendar: Calendar, at: Ints) -> Ints:
    """pandas' `CustomBusinessHour` with the same hours and holidays; one offset for four hours, added to each start."""
    import pandas as pd

    # It knows one set of hours for all days: the hours of Monday to Thursday, and the holidays of the calendar.
    days = np.arange(np.datetime64("2024-01-01"), np.datetime64("2027-12-31"))
    business = {np.datetime64(day) for day, _ in calendar.closings}
    holidays = [day for day in days[np.is_busday(days)] if day not in business]
    hours = pd.offsets.CustomBusinessHour(
        n=4, start=[time(8), time(13)], end=[time(12), time(17, 30)], holidays=holidays
    )
    local = pd.to_datetime(at, unit="ms", utc=True).tz_convert(acme().agreement.timezone).tz_localize(None)
    return np.array([(one + hours).value // 1_000_000 for one in local], dtype=np.int64)


def per_second(work: Callable[[Calendar, Ints], Ints], count: int, rounds: int) -> float:
    """How many deadlines a second, by the median round."""
    calendar, at = acme().calendars["office"], starts(count)
    work(calendar, at[:10])
    taken = []
    for _ in range(rounds):
        start = perf_counter()
        work(calendar, at)
        taken.append(perf_counter() - start)
    return count / median(taken)


def lines(rounds: int = 7) -> Iterator[str]:
    """The table; raises where deadlines in bulk are not those of the reference."""
    calendar, few = acme().calendars["office"], starts(_FEW)
    if not np.array_equal(leadpacts(calendar, few), one_by_one(calendar, few)):
        raise Disagreement("The deadlines in bulk differ from those of the reference.")
    found = {
        "leadpact, in bulk": per_second(leadpacts, COUNT, rounds),
        "The reference's calendar, one by one": per_second(one_by_one, 20_000, rounds),
    }
    with suppress(ImportError):
        found["pandas CustomBusinessHour, one by one"] = per_second(pandas_offsets, _FEW, 3)
    yield "| Deadlines of four open hours, on one core | a second |"
    yield "|---|---:|"
    for name, many in found.items():
        yield f"| {name} | {many:,.0f} |"


if __name__ == "__main__":
    print("\n".join(lines()))
