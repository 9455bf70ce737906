"""Calendars against a walk over the wall clock, and the cases that people ask about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadpact_dsl.calendars import Calendar, Closure, OpenHours, OutsideCalendar, SpecialHours

from .cases import EVERY_DAY, MONDAY_TO_FRIDAY, NEW_YORK, STRANGE_DAYS, strange_calendars
from .effort import examples, some
from .walk import DAY, HOUR, MINUTE, at, open_day, wall


def ny(text: str, fold: int = 0) -> int:
    return at("America/New_York", text, fold)


def always(timezone: str, first_year: int, last_year: int) -> Calendar:
    return Calendar("always", "Always", timezone, (OpenHours(EVERY_DAY, 0, 1440),), (), (), first_year, last_year)


def assert_as_walked(calendar: Calendar, start: int, end: int, step: int) -> None:
    """Every question about openness, asked at every step, has the answer of a walk."""
    instants = range(start, end, step)
    days = [open_day(calendar, instant) for instant in instants]
    elapsed = 0
    for instant, day in zip(instants, days, strict=True):
        assert calendar.is_open(instant) == (day is not None)
        assert calendar.elapsed(start, instant) == elapsed
        assert calendar.day_of(instant) == wall(calendar.timezone, instant).date()
        elapsed += step if day else 0
        if day:  # the earliest instant of an amount lies at the end of the step that fills it
            assert calendar.reach(start, elapsed) == instant + step
            assert calendar.reach(start, elapsed - step + 1) == instant + 1
    upcoming: int | None = None
    for instant, day in reversed(list(zip(instants, days, strict=True))):
        upcoming = instant if day else upcoming
        if upcoming is not None:
            assert calendar.next_opening(instant) == upcoming
    by_day = {day: days.count(day) * step for day in sorted(filter(None, set(days)))}
    assert dict(calendar.hours_by_day(start, end)) == by_day
    last_closes = {day: instant + step for instant, day in zip(instants, days, strict=True) if day}
    closings = {day: close for day, close in calendar.closings if start < close}
    for day, close in last_closes.items():
        assert closings[day] == close or closings[day] > end
    assert [day for day, close in closings.items() if close <= end] == [day for day in by_day if closings[day] <= end]


@settings(max_examples=examples(80, 30), deadline=None)
@given(strange_calendars(), st.integers(0, 96))
def test_random_calendars_around_strange_days(case: tuple[Calendar, date, int], shift: int) -> None:
    calendar, day, grain = case
    middle = at(calendar.timezone, f"{day} 12:00")
    start = max(calendar.begins, (middle - middle % (grain * MINUTE)) - 3 * DAY + shift * grain * MINUTE)
    assert_as_walked(calendar, start, start + 5 * DAY, grain * MINUTE)


@pytest.mark.parametrize(("timezone", "day", "grain"), STRANGE_DAYS)
def test_every_minute_around_strange_days(timezone: str, day: date, grain: int) -> None:
    """Hours that begin and end at odd minutes, some of them in the night in which the clocks change."""
    hours = (
        OpenHours(EVERY_DAY, 0, 1),
        OpenHours(EVERY_DAY, 47, 2 * 60 + 13),
        OpenHours(EVERY_DAY, 2 * 60 + 29, 2 * 60 + 31),
        OpenHours(MONDAY_TO_FRIDAY, 8 * 60 + 59, 12 * 60),
        OpenHours(EVERY_DAY, 23 * 60 + 30, 1440),
    )
    calendar = Calendar("odd", "Odd hours", timezone, hours, (), (), day.year - 1, day.year + 1)
    middle = at(timezone, f"{day} 12:00") // MINUTE * MINUTE
    assert_as_walked(calendar, middle - 37 * HOUR, middle + 37 * HOUR, MINUTE)


@pytest.mark.parametrize("timezone", some(sorted({name for name, _, _ in STRANGE_DAYS}), 1, 0.05))
def test_whole_years(timezone: str) -> None:
    calendar = replace(NEW_YORK, timezone=timezone)
    for year in (2025, 2026, 2027):
        start = at("UTC", f"{year}-01-02")
        assert_as_walked(calendar, start, start + 363 * DAY, 15 * MINUTE)


def test_open_intervals_are_sorted_apart_and_each_of_one_day() -> None:
    for timezone, day, _ in STRANGE_DAYS:
        calendar = always(timezone, day.year, day.year)
        intervals = calendar.open_intervals
        assert intervals[0].start == calendar.begins
        assert intervals[-1].end == calendar.ends
        assert all(one.start < one.end == other.start for one, other in pairwise(intervals))
        for interval in intervals:
            assert calendar.day_of(interval.start) == calendar.day_of(interval.end - 1) == interval.day


def test_hours_that_overlap_or_touch_count_once() -> None:
    hours = (OpenHours(EVERY_DAY, 540, 720), OpenHours(EVERY_DAY, 600, 660), OpenHours(EVERY_DAY, 720, 780))
    calendar = Calendar("a", "A", "UTC", hours, (), (), 2026, 2026)
    assert calendar.ranges_of(date(2026, 1, 1)) == [(540, 780)]
    assert len(calendar.open_intervals) == 365
    assert calendar.elapsed(at("UTC", "2026-05-04"), at("UTC", "2026-05-05")) == 4 * HOUR


def test_time_used_up_at_closing_time_ends_at_closing_time() -> None:
    assert NEW_YORK.reach(ny("2026-11-02 11:45"), 15 * MINUTE) == ny("2026-11-02 12:00")
    assert NEW_YORK.reach(ny("2026-11-02 11:45"), 15 * MINUTE + 1) == ny("2026-11-02 13:00") + 1
    assert NEW_YORK.reach(ny("2026-11-06 11:00"), HOUR) == ny("2026-11-06 12:00")
    assert NEW_YORK.reach(ny("2026-11-06 11:00"), HOUR + MINUTE) == ny("2026-11-09 08:01")


def test_a_start_on_friday_evening_counts_from_monday() -> None:
    assert NEW_YORK.reach(ny("2026-11-06 17:00"), 15 * MINUTE) == ny("2026-11-09 08:15")
    assert NEW_YORK.next_opening(ny("2026-11-06 17:00")) == ny("2026-11-09 08:00")
    assert NEW_YORK.next_opening(ny("2026-11-09 08:00")) == ny("2026-11-09 08:00")
    assert NEW_YORK.next_opening(ny("2026-11-09 12:00")) == ny("2026-11-09 13:00")


def test_no_time_ends_at_the_start_even_when_closed() -> None:
    assert NEW_YORK.reach(ny("2026-11-08 03:00"), 0) == ny("2026-11-08 03:00")
    with pytest.raises(ValueError, match="forward"):
        NEW_YORK.reach(ny("2026-11-08 03:00"), -1)


def test_opening_time_is_open_and_closing_time_is_not() -> None:
    assert NEW_YORK.is_open(ny("2026-11-02 08:00"))
    assert NEW_YORK.is_open(ny("2026-11-02 12:00") - 1)
    assert not NEW_YORK.is_open(ny("2026-11-02 12:00"))


def test_a_skipped_hour_is_not_worked_and_a_repeated_one_twice() -> None:
    calendar = always("America/New_York", 2026, 2026)
    assert calendar.hours_by_day(ny("2026-03-08"), ny("2026-03-09")) == [(date(2026, 3, 8), 23 * HOUR)]
    assert calendar.hours_by_day(ny("2026-11-01"), ny("2026-11-02")) == [(date(2026, 11, 1), 25 * HOUR)]
    night = Calendar("night", "Night", "America/New_York", (OpenHours(EVERY_DAY, 60, 90),), (), (), 2026, 2026)
    assert [interval[:2] for interval in night.open_intervals if interval.day == date(2026, 11, 1)] == [
        (ny("2026-11-01 01:00"), ny("2026-11-01 01:30")),
        (ny("2026-11-01 01:00", fold=1), ny("2026-11-01 01:30", fold=1)),
    ]
    skipped = replace(night, hours=(OpenHours(EVERY_DAY, 120, 180),))
    assert skipped.ranges_of(date(2026, 3, 8)) == [(120, 180)]
    assert date(2026, 3, 8) not in dict(skipped.closings)


def test_a_day_that_never_was_is_no_business_day() -> None:
    calendar = always("Pacific/Apia", 2011, 2011)
    days = [day for day, _ in calendar.closings]
    assert days[-2:] == [date(2011, 12, 29), date(2011, 12, 31)]
    assert len(days) == 364


def test_business_days_start_with_that_of_the_next_opening() -> None:
    def two_days(text: str) -> list[tuple[date, int]]:
        days = NEW_YORK.business_days(ny(text))
        return [next(days), next(days)]

    monday = (date(2026, 11, 2), ny("2026-11-02 17:30"))
    tuesday = (date(2026, 11, 3), ny("2026-11-03 17:30"))
    for text in ("2026-10-30 12:00", "2026-11-02 03:00", "2026-11-02 12:30", "2026-11-02 17:29"):
        assert two_days(text) == [monday, tuesday]
    assert two_days("2026-11-02 17:30")[0] == tuesday


def test_special_hours_replace_usual_hours_and_closures() -> None:
    assert NEW_YORK.hours_by_day(ny("2026-12-23"), ny("2027-01-05")) == [
        (date(2026, 12, 23), 8 * HOUR + 30 * MINUTE),
        (date(2026, 12, 29), 2 * HOUR),
        (date(2027, 1, 4), 8 * HOUR + 30 * MINUTE),
    ]
    assert NEW_YORK.ranges_of(date(2026, 11, 28)) == [(540, 660)]  # a Saturday
    day = date(2026, 11, 3)
    split = replace(NEW_YORK, special=(SpecialHours(day, 600, 660), SpecialHours(day, 0, 60)))
    assert split.ranges_of(day) == [(0, 60), (600, 660)]


def test_holidays_that_cost_time_are_named() -> None:
    assert NEW_YORK.holidays_between(ny("2026-12-23 12:00"), ny("2027-01-04 12:00")) == [
        (date(2026, 12, 24), ""),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 28), "Company holidays"),  # Saturday and Sunday before it are days off anyway
        (date(2026, 12, 30), "Company holidays"),  # and the 29th has special hours
        (date(2026, 12, 31), "Company holidays"),
        (date(2027, 1, 1), "Company holidays; New Year's Day"),
    ]
    # What closes after the usual hours, or before them, has cost nothing.
    assert NEW_YORK.holidays_between(ny("2026-11-26 17:30"), ny("2026-11-27 12:00")) == []
    assert NEW_YORK.holidays_between(ny("2026-11-25 08:00"), ny("2026-11-26 08:00")) == []
    assert NEW_YORK.holidays_between(ny("2026-11-25 08:00"), ny("2026-11-26 08:00") + 1) == [
        (date(2026, 11, 26), "Thanksgiving Day")
    ]


def test_years_that_the_calendar_does_not_cover_are_refused() -> None:
    first, last = NEW_YORK.begins, NEW_YORK.ends
    assert (first, last) == (ny("2025-01-01"), ny("2028-01-01"))
    asks: list[Callable[[], object]] = [
        lambda: NEW_YORK.is_open(first - 1),
        lambda: NEW_YORK.is_open(last + 1),
        lambda: NEW_YORK.elapsed(first - 1, last),
        lambda: NEW_YORK.elapsed(first, last + 1),
        lambda: NEW_YORK.hours_by_day(first - 1, last),
        lambda: NEW_YORK.holidays_between(first, last + 1),
        lambda: NEW_YORK.next_opening(last - 1),
        lambda: NEW_YORK.reach(last, 1),
        lambda: NEW_YORK.reach(last + 1, 0),
        lambda: NEW_YORK.reach(last - 1, 1),
        lambda: list(NEW_YORK.business_days(ny("2027-12-30"))),
        lambda: replace(NEW_YORK, hours=(), special=()).reach(first, 1),
    ]
    for ask in asks:
        with pytest.raises(OutsideCalendar, match="the calendar office covers only the years 2025 to 2027") as refusal:
            ask()
        assert (refusal.value.first_year, refusal.value.last_year) == (2025, 2027)
    assert NEW_YORK.elapsed(first, last) == sum(interval.end - interval.start for interval in NEW_YORK.open_intervals)
    open_to_the_end = always("UTC", 2026, 2026)
    assert open_to_the_end.reach(open_to_the_end.ends - HOUR, HOUR) == open_to_the_end.ends


def test_elapsed_time_backwards_is_negative() -> None:
    assert NEW_YORK.elapsed(ny("2026-11-02 10:00"), ny("2026-11-02 09:00")) == -HOUR


def test_nonsense_is_refused() -> None:
    for start, end in [(60, 60), (90, 60), (-1, 60), (0, 1441)]:
        with pytest.raises(ValueError, match="within one day"):
            OpenHours(EVERY_DAY, start, end)
        with pytest.raises(ValueError, match="within one day"):
            SpecialHours(date(2026, 1, 1), start, end)
    with pytest.raises(ValueError, match="before it begins"):
        Closure(date(2026, 1, 2), date(2026, 1, 1), "")
    with pytest.raises(ValueError, match="before it begins"):
        replace(NEW_YORK, last_year=2024)
    with pytest.raises(ValueError, match="there is no time zone Mars/Olympus"):
        _ = replace(NEW_YORK, timezone="Mars/Olympus").begins


def test_closures_reach_over_years_and_only_their_own_days() -> None:
    ever = replace(NEW_YORK, closures=(Closure(date(1900, 1, 1), date(2026, 6, 30), "Founding"),), special=())
    assert ever.next_opening(ever.begins) == ny("2026-07-01 08:00")
    assert [day for day, _ in ever.closings][:4] == [date(2026, 7, day) for day in (1, 2, 3, 6)]
