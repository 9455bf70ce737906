"""Calendars to test with: one that a reader knows by heart, and random ones around strange days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from leadpact_dsl.calendars import Calendar, Closure, OpenHours, SpecialHours

MONDAY_TO_THURSDAY = frozenset({0, 1, 2, 3})
MONDAY_TO_FRIDAY = frozenset({0, 1, 2, 3, 4})
EVERY_DAY = frozenset(range(7))

NEW_YORK = Calendar(
    name="office",
    label="New York office",
    timezone="America/New_York",
    hours=(
        OpenHours(MONDAY_TO_THURSDAY, 8 * 60, 12 * 60),
        OpenHours(MONDAY_TO_THURSDAY, 13 * 60, 17 * 60 + 30),
        OpenHours(frozenset({4}), 8 * 60, 12 * 60),
    ),
    closures=(
        Closure(date(2026, 11, 26), date(2026, 11, 26), "Thanksgiving Day"),
        Closure(date(2026, 12, 24), date(2026, 12, 24), ""),
        Closure(date(2026, 12, 25), date(2026, 12, 25), "Christmas Day"),
        Closure(date(2026, 12, 26), date(2027, 1, 1), "Company holidays"),
        Closure(date(2027, 1, 1), date(2027, 1, 1), "New Year's Day"),
    ),
    special=(SpecialHours(date(2026, 12, 29), 10 * 60, 12 * 60), SpecialHours(date(2026, 11, 28), 9 * 60, 11 * 60)),
    first_year=2025,
    last_year=2027,
)

# Zones, with a day on which something happens there, and the minutes that divide whatever does.
STRANGE_DAYS = [
    ("America/New_York", date(2026, 3, 8), 15),
    ("America/New_York", date(2026, 11, 1), 15),
    ("Europe/London", date(2026, 3, 29), 15),
    ("Europe/London", date(2026, 10, 25), 15),
    ("Europe/Dublin", date(2026, 10, 25), 15),
    ("Asia/Kolkata", date(2026, 12, 31), 15),
    ("Asia/Kathmandu", date(2026, 6, 1), 15),
    ("Asia/Kathmandu", date(1986, 1, 1), 15),
    ("Australia/Lord_Howe", date(2026, 4, 5), 15),
    ("Australia/Lord_Howe", date(2026, 10, 4), 15),
    ("America/Sao_Paulo", date(2018, 11, 4), 15),
    ("America/Sao_Paulo", date(2018, 2, 18), 15),
    ("America/Havana", date(2026, 11, 1), 15),
    ("America/St_Johns", date(2010, 11, 7), 1),
    ("America/St_Johns", date(2010, 3, 14), 1),
    ("Africa/Cairo", date(2026, 4, 24), 15),
    ("Africa/Cairo", date(2026, 10, 30), 15),
    ("Africa/Casablanca", date(2026, 2, 15), 15),
    ("Pacific/Apia", date(2011, 12, 30), 15),
    ("Pacific/Kwajalein", date(1993, 8, 21), 15),
    ("Pacific/Chatham", date(2026, 9, 27), 15),
    ("UTC", date(2026, 2, 28), 15),
]


@st.composite
def strange_calendars(draw: st.DrawFn) -> tuple[Calendar, date, int]:
    """A calendar with closures and special hours near a strange day of its zone, that day, and the minutes' divisor."""
    name, day, grain = draw(st.sampled_from(STRANGE_DAYS))

    def ranges(last_minute: int) -> st.SearchStrategy[tuple[int, int]]:
        ends = st.lists(st.integers(0, last_minute // grain), min_size=2, max_size=2, unique=True)
        return ends.map(lambda pair: (min(pair) * grain, max(pair) * grain))

    # Hours that meet a change of the clocks are the interesting ones, and most changes are in the small hours.
    minutes = ranges(1440) | ranges(240) | st.just((0, 1440))
    nearby = st.integers(-4, 4).map(lambda days: day + timedelta(days))
    days = st.frozensets(st.integers(0, 6), min_size=1) | st.just(EVERY_DAY) | st.just(MONDAY_TO_FRIDAY)
    hours = st.builds(lambda on, at: OpenHours(on, *at), days, minutes)
    special = st.builds(lambda on, at: SpecialHours(on, *at), nearby, minutes)
    closures = st.builds(
        lambda first, more, called: Closure(first, first + timedelta(more), called),
        nearby,
        st.integers(0, 2),
        st.sampled_from(["", "Founders' Day", "Snow"]),
    )
    calendar = Calendar(
        name="any",
        label="Any",
        timezone=name,
        hours=tuple(draw(st.lists(hours, max_size=4))),
        closures=tuple(draw(st.lists(closures, max_size=3))),
        special=tuple(draw(st.lists(special, max_size=3))),
        first_year=(day - timedelta(30)).year,
        last_year=(day + timedelta(30)).year,
    )
    return calendar, day, grain
