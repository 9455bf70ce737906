"""A calendar in bulk beside the calendar itself, and finding places among edges beside bisection."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date
from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadpact.engines.clocks import NONE, open_time
from leadpact.engines.clocks.edges import Edges
from leadpact_dsl.calendars import Calendar, OutsideCalendar, SpecialHours
from tests.dsl.time.cases import NEW_YORK, strange_calendars
from tests.dsl.time.effort import examples

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000

SHIFTS = replace(
    NEW_YORK,
    special=tuple(SpecialHours(date(2026, 11, 1), minute, minute + 1) for minute in range(0, 1440, 2)),
)
"""Open every other minute of the day on which the clocks go back."""
NEVER = replace(NEW_YORK, hours=(), special=())


def instants_of(calendar: Calendar, near: int) -> list[int]:
    """Edges of open time with what lies beside them, and beyond what the calendar covers."""
    edges = [at for one in calendar.open_intervals if abs(one.start - near) < 5 * DAY for at in (one.start, one.end)]
    edges += [calendar.begins, calendar.ends, near, 0, near + 400 * DAY]
    return sorted({at + step for at in edges for step in (-1, 0, 1, 7 * MINUTE)})


def reached(calendar: Calendar, at: int, amount: int) -> int:
    try:
        return calendar.reach(at, amount)
    except OutsideCalendar:
        return NONE


def closed(calendar: Calendar, at: int, later: int) -> int:
    try:
        return next(islice(calendar.business_days(at), later, None))[1]
    except OutsideCalendar:
        return NONE


def alike(calendar: Calendar, near: int) -> None:
    asked = instants_of(calendar, near)
    at, bulk = np.array(asked), open_time(calendar)
    covered = [calendar.begins <= one <= calendar.ends for one in asked]
    assert bulk.outside(at).tolist() == [not one for one in covered]
    inside = [one for one in asked if calendar.begins <= one <= calendar.ends]
    found = bulk.length(np.full(len(inside), inside[0]), np.array(inside)).tolist()
    assert found == [calendar.elapsed(inside[0], one) for one in inside]
    for amount in (0, 1, MINUTE, 4 * HOUR, 9 * HOUR, 90 * DAY, 9000 * DAY):
        wanted = [reached(calendar, one, amount) for one in asked]
        assert bulk.due(at, amount).tolist() == wanted
        by_row, outside = bulk.reach(at, np.full(len(at), amount))
        assert np.where(outside, NONE, by_row).tolist() == wanted
    for later in (0, 1, 5, 9000):
        day, no_day = bulk.business_day(at)
        close, behind = bulk.closing(day + later)
        assert np.where(no_day | behind, NONE, close).tolist() == [closed(calendar, one, later) for one in asked]
    closings = [closing for _, closing in calendar.closings]
    assert bulk.closings_before(at).tolist() == [sum(one < instant for one in closings) for instant in asked]


@settings(max_examples=examples(60, 10), deadline=None)
@given(strange_calendars())
def test_any_calendar(some: tuple[Calendar, date, int]) -> None:
    calendar, day, _ = some
    near = [one.start for one in calendar.open_intervals if one.day >= day]
    alike(calendar, near[0] if near else calendar.begins)


@pytest.mark.parametrize("calendar", [NEW_YORK, SHIFTS, NEVER], ids=["new-york", "every-other-minute", "never"])
def test_calendars_that_one_knows(calendar: Calendar) -> None:
    alike(calendar, NEW_YORK._zone.start_of_day(date(2026, 11, 1)))


def test_used_up_at_closing_time_is_closing_time() -> None:
    monday = NEW_YORK._zone.start_of_day(date(2026, 11, 2))
    found = open_time(NEW_YORK).due(np.array([monday + 17 * HOUR]), 30 * MINUTE)
    assert found.tolist() == [monday + 17 * HOUR + 30 * MINUTE]
    found = open_time(NEW_YORK).due(np.array([monday + 17 * HOUR]), 30 * MINUTE + 1)
    assert found.tolist() == [monday + DAY + 8 * HOUR + 1]


def test_deadlines_of_more_instants_than_are_worked_on_at_once() -> None:
    start = np.arange(NEW_YORK.begins, NEW_YORK.ends - 30 * DAY, 23 * MINUTE)
    assert len(start) > 40_000
    found = open_time(NEW_YORK).due(start, 4 * HOUR)
    some = range(0, len(start), 97)
    assert [int(found[place]) for place in some] == [NEW_YORK.reach(int(start[place]), 4 * HOUR) for place in some]


numbers = st.integers(-50, 50) | st.integers(-(2**41), 2**41) | st.integers(2**33, 2**33 + 200)


@settings(max_examples=examples(200, 200), deadline=None)
@given(st.lists(numbers, unique=True, max_size=40), st.lists(numbers, max_size=10))
def test_places_among_edges(edges: list[int], others: list[int]) -> None:
    edges.sort()
    asked = [*others, *(edge + step for edge in edges for step in (-1, 0, 1))]
    found = Edges(np.array(edges, dtype=np.int64)).up_to(np.array(asked, dtype=np.int64))
    assert found.tolist() == [bisect_right(edges, one) for one in asked]
