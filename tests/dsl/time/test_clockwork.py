"""Clock cycles against a walk, and the cases that people ask about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadpact_dsl.calendars import Calendar, OutsideCalendar
from leadpact_dsl.clockwork import Cycle, Passing, Pauses, State, state

from .cases import NEW_YORK, strange_calendars
from .effort import examples
from .walk import DAY, HOUR, MINUTE, Walk, at


def ny(text: str) -> int:
    return at("America/New_York", text)


def cycle(start: str, *pauses: tuple[str, str | None], as_of: str = "2026-12-31") -> Cycle:
    """A cycle on the New York calendar with pauses that end at a reading, or (None) do not."""
    events = [(ny(since), True) for since, _ in pauses] + [(ny(until), False) for _, until in pauses if until]
    return Cycle(ny(start), NEW_YORK, Pauses.of(events, stop=None, as_of=ny(as_of)))


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    """A cycle of some days around a strange day, with pauses before, in and after it, often at one instant."""
    calendar, day, grain = draw(strange_calendars())
    step = grain * MINUTE
    middle = at(calendar.timezone, f"{day} 12:00") // step * step
    # Whole steps meet opening and closing times and each other; the odd ms besides shows that nothing is rounded.
    instants = st.builds(
        lambda steps, odd: middle + steps * step + odd,
        st.integers(-2 * DAY // step, 2 * DAY // step),
        st.just(0) | st.integers(0, step - 1),
    )
    start, as_of = sorted((draw(instants), draw(instants)))
    stop = draw(st.none() | instants.filter(lambda instant: start <= instant <= as_of))
    known = instants.filter(lambda instant: instant <= as_of) | st.sampled_from([start, as_of])
    events = draw(st.lists(st.tuples(known, st.booleans()), max_size=6))
    return Walk(calendar, start, tuple(events), stop, as_of, step)


amounts = st.just(0) | st.integers(0, 40).map(lambda quarters: quarters * 15 * MINUTE) | st.integers(0, 30 * HOUR)


@settings(max_examples=examples(100, 40), deadline=None)
@given(walks(), amounts, amounts, st.booleans(), st.booleans(), st.integers(0, 3))
def test_random_cycles(
    walk: Walk, amount: int, other_amount: int, business: bool, other_business: bool, days_later: int
) -> None:
    limit = walk.as_of + 2 * DAY
    pauses = Pauses.of(walk.events, stop=walk.stop, as_of=walk.as_of)
    made = Cycle(walk.start, walk.calendar, pauses)
    never = walk.stop is None and walk.paused(walk.as_of)

    for instant in {walk.start, walk.as_of, *(when + odd for when, _ in walk.events for odd in (-1, 0, 1))}:
        assert pauses.at(instant) == walk.paused(instant)

    def assert_reached(found: int | None, walked: int | None) -> None:
        if walked is None:  # beyond the walk, or never
            assert found is None if never else found is not None and found > limit
        else:
            assert found == walked

    try:
        due = made.within(amount, business)
    except OutsideCalendar:  # the random calendar hardly ever opens
        assert business
        assert walk.reach(walk.start, amount, business, limit) is None
        due = None
    else:
        assert_reached(due, walk.reach(walk.start, amount, business, limit))

    closings = walk.closings(limit)
    try:
        by_close = made.close_of_business(days_later)
    except OutsideCalendar:
        assert len(closings) <= days_later
        by_close = None
    else:
        if len(closings) > days_later:
            assert by_close == closings[days_later]
        else:
            assert by_close is None if never else by_close is not None and by_close > limit - DAY - 4 * HOUR

    assert made.passing(business).passed(walk.start, walk.as_of) == walk.passed(walk.start, walk.as_of, business)
    assert made.hours_by_day(walk.as_of) == walk.hours_by_day(walk.as_of)
    assert [day for day, _ in made.holidays_skipped(walk.as_of)] == walk.holidays_skipped(walk.as_of)

    for promised in (due, by_close):
        if promised is None or promised > limit:
            continue
        left = max(0, walk.passed(walk.start, promised, other_business) - other_amount)
        earlier = made.before_due(promised, other_amount, other_business)
        assert earlier == walk.reach(walk.start, left, other_business, limit)
        assert walk.start <= earlier <= promised
        try:
            later = made.after_due(promised, other_amount, other_business)
        except OutsideCalendar:
            assert other_business
        else:
            assert_reached(later, walk.reach(promised, other_amount, other_business, limit))


@settings(max_examples=examples(100, 80), deadline=None)
@given(walks(), amounts)
def test_a_cycle_is_met_unless_more_than_its_time_had_passed(walk: Walk, amount: int) -> None:
    pauses = Pauses.of(walk.events, stop=walk.stop, as_of=walk.as_of)
    due = Cycle(walk.start, None, pauses).within(amount, business=False)
    paused_now = pauses.at(walk.as_of)
    end = walk.as_of if walk.stop is None else walk.stop
    passed = walk.passed(walk.start, end, business=False)
    # The due instant itself is in time: late is whoever comes after the walk has reached it.
    late = passed >= amount and walk.reach(walk.start, amount, business=False, limit=end + 1) != end and due != end
    found = state(due, walk.stop, walk.as_of, paused_now)
    if walk.stop is not None:
        assert found is (State.MISSED if late else State.MET)
    else:
        assert found is (State.OVERDUE if late else State.PAUSED if paused_now else State.RUNNING)


def test_the_tour_of_the_language() -> None:
    """Handed over at 10:10, answered within 15 business minutes."""
    hot = cycle("2026-11-02 10:10")
    due = hot.within(15 * MINUTE, business=True)
    assert due == ny("2026-11-02 10:25")
    assert state(due, None, ny("2026-11-02 10:20"), False) is State.RUNNING
    assert hot.before_due(due, 5 * MINUTE, business=True) == ny("2026-11-02 10:20")
    assert hot.after_due(due, 4 * HOUR, business=True) == ny("2026-11-02 15:25")
    assert hot.after_start(10 * DAY, business=False) == ny("2026-11-12 10:10")
    assert hot.hours_by_day(due) == [(date(2026, 11, 2), 15 * MINUTE)]
    assert hot.close_of_business(1) == ny("2026-11-03 17:30")


def test_a_deadline_at_closing_time_stays_at_closing_time() -> None:
    assert cycle("2026-11-02 17:15").within(15 * MINUTE, business=True) == ny("2026-11-02 17:30")
    assert cycle("2026-11-02 17:15").within(15 * MINUTE + 1, business=True) == ny("2026-11-03 08:00") + 1


def test_friday_at_five_counts_from_monday() -> None:
    friday = cycle("2026-11-06 17:00")
    assert friday.within(15 * MINUTE, business=True) == ny("2026-11-09 08:15")
    assert friday.close_of_business(0) == ny("2026-11-09 17:30")
    assert friday.close_of_business(1) == ny("2026-11-10 17:30")


def test_a_start_at_closing_time_is_closed() -> None:
    assert cycle("2026-11-02 17:29").close_of_business(0) == ny("2026-11-02 17:30")
    assert cycle("2026-11-02 17:30").close_of_business(0) == ny("2026-11-03 17:30")
    assert cycle("2026-11-02 12:00").close_of_business(0) == ny("2026-11-02 17:30")  # only a break


def test_holidays_are_no_business_days_and_are_named() -> None:
    eve = cycle("2026-11-25 16:30")
    assert eve.close_of_business(1) == ny("2026-11-27 12:00")
    due = eve.within(2 * HOUR, business=True)
    assert due == ny("2026-11-27 09:00")
    assert eve.hours_by_day(due) == [(date(2026, 11, 25), HOUR), (date(2026, 11, 27), HOUR)]
    assert eve.holidays_skipped(due) == [(date(2026, 11, 26), "Thanksgiving Day")]


def test_plain_time_passes_by_night() -> None:
    assert cycle("2026-11-06 17:00").within(48 * HOUR, business=False) == ny("2026-11-08 17:00")
    assert cycle("2026-10-31 17:00").within(24 * HOUR, business=False) == ny("2026-11-01 16:00")  # the clocks go back


def test_time_in_a_pause_does_not_pass() -> None:
    held = cycle("2026-11-02 10:00", ("2026-11-02 10:10", "2026-11-03 09:00"))
    assert held.within(15 * MINUTE, business=True) == ny("2026-11-03 09:05")
    assert held.within(15 * MINUTE, business=False) == ny("2026-11-03 09:05")
    assert held.hours_by_day(ny("2026-11-03 09:05")) == [
        (date(2026, 11, 2), 10 * MINUTE),
        (date(2026, 11, 3), 5 * MINUTE),
    ]


def test_time_used_up_when_a_pause_begins_has_passed() -> None:
    held = cycle("2026-11-02 10:00", ("2026-11-02 10:15", None))
    assert held.within(15 * MINUTE, business=True) == held.within(15 * MINUTE, business=False) == ny("2026-11-02 10:15")
    assert held.within(15 * MINUTE + 1, business=True) is None
    assert held.within(15 * MINUTE + 1, business=False) is None


def test_a_day_whose_close_falls_in_a_pause_does_not_count() -> None:
    def due(since: str, until: str | None) -> int | None:
        return cycle("2026-11-02 10:00", (since, until)).close_of_business(1)

    monday, tuesday, wednesday = (ny(f"2026-11-0{day} 17:30") for day in (2, 3, 4))
    assert due("2026-11-02 11:00", "2026-11-02 17:29") == tuesday
    assert due("2026-11-02 17:00", "2026-11-02 17:30") == tuesday  # active again at closing time
    assert due("2026-11-02 17:00", "2026-11-03 07:00") == wednesday
    assert due("2026-11-02 17:30", "2026-11-03 07:00") == wednesday  # paused at closing time
    assert due("2026-11-02 17:31", "2026-11-03 07:00") == tuesday
    assert due("2026-11-02 17:31", None) is None
    assert due("2026-11-03 17:30", None) is None
    assert due("2026-11-03 17:31", None) == tuesday
    assert cycle("2026-11-02 10:00", ("2026-11-02 18:00", None)).close_of_business(0) == monday


def test_an_open_pause_leaves_no_due_instant() -> None:
    held = cycle("2026-11-02 10:00", ("2026-11-02 10:10", None))
    assert held.within(15 * MINUTE, business=True) is None
    assert held.close_of_business(0) is None
    assert held.after_start(DAY, business=False) is None
    assert held.after_start(10 * MINUTE, business=False) == ny("2026-11-02 10:10")
    assert held.within(0, business=True) == ny("2026-11-02 10:00")


def test_a_pause_from_before_the_start_holds_at_the_start() -> None:
    held = cycle("2026-11-02 10:00", ("2026-10-20 10:00", "2026-11-02 11:00"))
    assert held.within(15 * MINUTE, business=True) == ny("2026-11-02 11:15")
    assert held.before_due(ny("2026-11-02 11:15"), 15 * MINUTE, business=True) == ny("2026-11-02 10:00")


def test_a_reminder_is_never_before_the_start() -> None:
    late = cycle("2026-11-02 10:00")
    due = ny("2026-11-02 10:03")
    assert late.before_due(due, 5 * MINUTE, business=True) == ny("2026-11-02 10:00")
    assert late.before_due(due, DAY, business=False) == ny("2026-11-02 10:00")
    assert late.before_due(due, 3 * MINUTE, business=True) == ny("2026-11-02 10:00")
    assert late.before_due(due, MINUTE, business=True) == ny("2026-11-02 10:02")


def test_business_time_before_a_deadline_reaches_back_over_the_weekend() -> None:
    late = cycle("2026-11-06 11:00")
    assert late.before_due(ny("2026-11-09 08:05"), 30 * MINUTE, business=True) == ny("2026-11-06 11:35")
    # At closing time and at the next opening equally much has passed: the earlier of the two is meant.
    assert late.before_due(ny("2026-11-09 08:30"), 30 * MINUTE, business=True) == ny("2026-11-06 12:00")
    assert late.before_due(ny("2026-11-09 08:30"), 30 * MINUTE, business=False) == ny("2026-11-09 08:00")


def test_no_time_after_a_deadline_is_the_deadline() -> None:
    weekend = ny("2026-11-08 17:00")
    assert cycle("2026-11-06 17:00").after_due(weekend, 0, business=True) == weekend
    assert cycle("2026-11-06 17:00").after_due(weekend, HOUR, business=True) == ny("2026-11-09 09:00")


def test_pauses_from_events() -> None:
    def of(*events: tuple[int, bool], stop: int | None = None, as_of: int = 100) -> tuple[tuple[int, int | None], ...]:
        return Pauses.of(events, stop=stop, as_of=as_of).stretches

    assert of() == ()
    assert of((10, False)) == ()
    assert of((10, True), (20, False)) == of((20, False), (10, True)) == ((10, 20),)
    assert of((10, True), (15, True), (20, False), (25, False)) == ((10, 20),)
    assert of((10, True)) == ((10, None),)
    assert of((10, True), (10, False)) == of((10, False), (10, True)) == ()
    assert of((10, True), (20, False), (20, True), (30, True)) == ((10, 20), (30, None))
    assert of((10, True), (20, False), as_of=15) == ((10, None),)
    assert of((10, True), (20, False), as_of=20) == ((10, 20),)
    assert of((100, True)) == ((100, None),)
    assert of((101, True)) == ()
    # The stop closes the pause that it falls in, and what comes later is another cycle's.
    assert of((10, True), (20, False), stop=15) == ((10, 15),)
    assert of((10, True), stop=10) == of((10, True), stop=5) == ()
    assert of((-5, True), (3, False)) == ((-5, 3),)


def test_states() -> None:
    due = 100
    assert state(due, 99, 200, False) is State.MET
    assert state(due, 100, 200, False) is State.MET
    assert state(due, 101, 200, False) is State.MISSED
    assert state(due, None, 99, False) is State.RUNNING
    assert state(due, None, 100, False) is State.RUNNING
    assert state(due, None, 101, False) is State.OVERDUE
    assert state(due, None, 101, True) is State.OVERDUE
    assert state(due, None, 100, True) is State.PAUSED
    assert state(None, None, 100, True) is State.PAUSED
    assert state(None, None, 100, False) is State.RUNNING  # nothing was promised
    assert state(None, 50, 100, False) is State.MET
    assert [str(each) for each in State] == ["running", "paused", "met", "missed", "overdue", "passed on"]


def test_a_stop_in_a_pause_is_judged_by_the_time_that_had_passed() -> None:
    events = [(ny("2026-11-02 10:10"), True)]
    stop = ny("2026-11-20 10:00")
    held = Cycle(ny("2026-11-02 10:00"), NEW_YORK, Pauses.of(events, stop=stop, as_of=ny("2026-12-01")))
    due = held.within(15 * MINUTE, business=True)
    assert due == ny("2026-11-20 10:05")
    assert state(due, stop, ny("2026-12-01"), False) is State.MET


def test_business_time_needs_a_calendar() -> None:
    plain = Cycle(0, None, Pauses())
    assert plain.within(HOUR, business=False) == HOUR
    asks: list[Callable[[], object]] = [
        lambda: plain.within(HOUR, business=True),
        lambda: plain.close_of_business(1),
        lambda: plain.hours_by_day(1),
        lambda: plain.holidays_skipped(1),
    ]
    for ask in asks:
        with pytest.raises(ValueError, match="business time needs a calendar"):
            ask()


def test_amounts_are_never_negative() -> None:
    with pytest.raises(ValueError, match="forward"):
        Passing(None, Pauses()).reach(0, -1)
    with pytest.raises(ValueError, match="forward"):
        cycle("2026-11-02 10:00").within(-1, business=True)


def test_what_lies_beyond_the_calendars_years_is_refused() -> None:
    last = Cycle(ny("2027-12-31 11:00"), NEW_YORK, Pauses())
    assert last.within(HOUR, business=True) == last.close_of_business(0) == ny("2027-12-31 12:00")
    assert last.within(HOUR, business=False) == ny("2027-12-31 12:00")
    assert last.within(30 * DAY, business=False) == ny("2028-01-30 11:00")
    with pytest.raises(OutsideCalendar):
        last.within(HOUR + 1, business=True)
    with pytest.raises(OutsideCalendar):
        last.close_of_business(1)
    with pytest.raises(OutsideCalendar):
        Cycle(ny("2024-12-31 11:00"), NEW_YORK, Pauses()).within(HOUR, business=True)


def test_a_calendar_answers_many_questions_quickly() -> None:
    """Ten thousand leads are scored with this meaning: a question costs a search, not a walk."""
    calendar: Calendar = NEW_YORK
    start = calendar.begins
    for minute in range(20_000):
        made = Cycle(start + minute * MINUTE, calendar, Pauses())
        due = made.within(15 * MINUTE, business=True)
        assert due is not None
        assert made.before_due(due, 5 * MINUTE, business=True) < due
