"""Clocks: cycles, the response that applies, when it is due, and where it stands."""

from __future__ import annotations

from datetime import date

import pytest

from leadpact_dsl.decision import CycleResult, Refused
from leadpact_dsl.model import ActivityRecord

from .lead_case import DAY, HOUR, MINUTE, at, case, did, outcome

CLOCKS = """
calendar office "Office"
  open monday to thursday 08:00 to 12:00, 13:00 to 17:30
  open friday 08:00 to 12:00
  closed 2026-11-11 "Staff day"
calendar london "London office"
  timezone "Europe/London"
  open monday to friday 09:00 to 17:30
clock touch "First touch" from handed_over to called, emailed
  pauses from on_hold to resumed
  starts afresh at reassigned
  on calendar by city
    "London": london
    otherwise: office
    unknown: office
route rest "Everyone else" to sales
stage inquiry "Inquiry"
recycle not_now "Not now"
  when returned where reason is not_now
  to nurture slow for 90 days
nurture slow "Slow"
  after 1 months
"""
HOT = """
response hot "Hot leads" on touch
  for asked in the last 1 day
  sales answers within 60 business minutes
response rest_of "All others" on touch
  sales answers within 48 hours
"""


def cycles(text: str, as_of: str | int, *log: ActivityRecord, city: str = "Boston") -> tuple[CycleResult, ...]:
    return case(CLOCKS + text, as_of, *log, city=city).cycles


def one(answer: str, start: str, as_of: str | int, *log: ActivityRecord, city: str = "Boston") -> CycleResult:
    """The cycle of a lone promise `sales answers …`, with further lines below it."""
    text = f'response r "R" on touch\n  sales answers {answer}\n'
    (cycle,) = cycles(text, as_of, did("handed_over", start), *log, city=city)
    return cycle


# ---------------------------------------------------------------------------------------------------------- cycles


def shape(as_of: str, *log: tuple[str, str]) -> list[tuple[str, str | None, str | None]]:
    """Start, end and what ended it, of each cycle of a clock; times of day are those of 2 November."""
    records = [
        did(kind, f"2026-11-02 {time}", **({"reason": "not_now"} if kind == "returned" else {})) for kind, time in log
    ]
    times = {at(f"2026-11-02 {time}"): time for _, time in log}
    found = cycles(HOT, f"2026-11-02 {as_of}", *records)
    return [(times[c.started_at], None if c.ended_at is None else times[c.ended_at], c.ended_by) for c in found]


def test_a_start_opens_a_cycle_and_a_start_while_it_runs_changes_nothing() -> None:
    assert shape("12:00", ("handed_over", "09:00"), ("handed_over", "10:00")) == [("09:00", None, None)]


def test_without_a_start_there_is_no_cycle() -> None:
    assert shape("12:00", ("called", "09:00")) == []


def test_a_cycle_stops_at_the_first_stop_and_the_next_start_opens_another() -> None:
    log = [("handed_over", "09:00"), ("called", "09:30"), ("emailed", "09:40"), ("handed_over", "10:00")]
    assert shape("12:00", *log) == [("09:00", "09:30", "called"), ("10:00", None, None)]


def test_a_stop_at_the_very_instant_of_the_start_stops_it_wherever_it_stands_in_the_log() -> None:
    assert shape("12:00", ("called", "09:00"), ("handed_over", "09:00")) == [("09:00", "09:00", "called")]


def test_a_start_at_the_very_instant_of_the_stop_finds_the_cycle_running() -> None:
    log = [("handed_over", "09:00"), ("handed_over", "09:30"), ("called", "09:30")]
    assert shape("12:00", *log) == [("09:00", "09:30", "called")]


def test_a_recycling_return_ends_the_duty() -> None:
    assert shape("12:00", ("handed_over", "09:00"), ("returned", "09:30"), ("called", "10:00")) == [
        ("09:00", "09:30", "recycled")
    ]


def test_an_answer_at_the_instant_of_the_return_is_an_answer() -> None:
    assert shape("12:00", ("handed_over", "09:00"), ("returned", "09:30"), ("called", "09:30")) == [
        ("09:00", "09:30", "called")
    ]


def test_a_fresh_start_passes_the_running_cycle_on_and_opens_another() -> None:
    log = [("handed_over", "09:00"), ("reassigned", "09:30"), ("called", "09:40")]
    assert shape("12:00", *log) == [("09:00", "09:30", "started afresh"), ("09:30", "09:40", "called")]
    first, second = cycles(HOT, "2026-11-02 12:00", *(did(kind, f"2026-11-02 {time}") for kind, time in log))
    assert (first.state, second.state) == ("passed on", "met")


def test_a_fresh_start_opens_nothing_where_no_cycle_runs() -> None:
    assert shape("12:00", ("reassigned", "08:00"), ("handed_over", "09:00"), ("called", "09:30")) == [
        ("09:00", "09:30", "called")
    ]
    assert len(shape("12:00", ("handed_over", "09:00"), ("called", "09:30"), ("reassigned", "10:00"))) == 1


# -------------------------------------------------------------------------------------------------------- responses


def test_the_first_response_that_applies_at_the_start_applies_and_stays() -> None:
    log = [did("asked", "2026-11-02 08:00"), did("handed_over", "2026-11-02 09:00")]
    (cycle,) = cycles(HOT, "2026-11-20 09:00", *log)
    assert cycle.response == "hot"
    assert [truth.holds for truth in cycle.applied] == [True]
    (later,) = cycles(HOT, "2026-11-20 09:00", did("handed_over", "2026-11-02 07:00"), *log[:1])
    assert later.response == "rest_of"
    assert [truth.holds for truth in later.applied] == [False]


def test_activities_and_dated_values_are_read_as_of_the_start_and_fields_as_they_are_now() -> None:
    text = (
        'value bar "Bar" is 10\n  from 2026-11-03: 20\n'
        "score keen from 0 to 100\n  +10 for each asked\n"
        "grade level of keen\n  A: 10 or more\n  B: below 10\n"
        "define large\n  when employees is at least bar\n"
        'response hot "Hot" on touch\n  for all of\n    level is A\n    large\n    stage is inquiry\n'
        "  sales answers within 1 hour\n"
    )
    start = did("handed_over", "2026-11-02 09:00")

    def response(asked: str, employees: int) -> str | None:
        log = [did("asked", asked), start]
        return case(CLOCKS + text, "2026-11-05 09:00", *log, employees=employees).cycles[0].response

    assert response("2026-11-02 09:00", 10) == "hot"
    assert response("2026-11-02 09:01", 10) is None
    assert response("2026-11-02 09:00", 9) is None


def test_a_cycle_that_no_response_covers_promises_nothing() -> None:
    text = 'response hot "Hot" on touch\n  for asked\n  sales answers within 1 hour\n'
    (open_one,) = cycles(text, "2026-11-09 09:00", did("handed_over", "2026-11-02 09:00"))
    assert (open_one.response, open_one.due, open_one.state) == (None, None, "running")
    assert [truth.holds for truth in open_one.applied] == [False]


def test_the_calendar_is_chosen_by_the_leads_field() -> None:
    assert one("within 60 business minutes", "2026-11-02 04:30", "2026-11-02 04:31", city=" LONDON").due == at(
        "2026-11-02 05:30"
    )
    boston = one("within 60 business minutes", "2026-11-02 04:30", "2026-11-02 04:31")
    assert (boston.due, boston.calendar) == (at("2026-11-02 09:00"), "office")
    unknown = one("within 60 business minutes", "2026-11-02 04:30", "2026-11-02 04:31", city="")
    assert unknown.calendar == "office"


# -------------------------------------------------------------------------------------------------------------- due


@pytest.mark.parametrize(
    ("answer", "start", "due"),
    [
        ("within 60 business minutes", "2026-11-02 11:30", "2026-11-02 13:30"),
        ("within 30 business minutes", "2026-11-02 11:30", "2026-11-02 12:00"),
        ("within 1 business hours", "2026-11-06 11:30", "2026-11-09 08:30"),
        ("within 60 business minutes", "2026-11-10 17:00", "2026-11-12 08:30"),
        ("within 48 hours", "2026-10-31 12:00", "2026-11-02 11:00"),
        ("within 2 days", "2026-10-31 12:00", "2026-11-02 11:00"),
        ("by close of business the same day", "2026-11-02 09:00", "2026-11-02 17:30"),
        ("by close of business the same day", "2026-11-02 17:30", "2026-11-03 17:30"),
        ("by close of business the next day", "2026-11-05 09:00", "2026-11-06 12:00"),
        ("by close of business the next day", "2026-11-06 13:00", "2026-11-10 17:30"),
        ("by close of business 3 days later", "2026-11-09 09:00", "2026-11-13 12:00"),
    ],
)
def test_due(answer: str, start: str, due: str) -> None:
    assert one(answer, start, start).due == at(due)


def test_time_stands_still_in_a_pause_of_either_kind() -> None:
    pause = [did("on_hold", "2026-11-02 09:15"), did("resumed", "2026-11-02 10:15")]
    for promise in ("within 60 business minutes", "within 1 hours"):
        assert one(promise, "2026-11-02 09:00", "2026-11-02 11:00", *pause).due == at("2026-11-02 11:00")


def test_a_pause_from_before_the_start_still_lasts() -> None:
    pause = [did("on_hold", "2026-11-01 09:00"), did("resumed", "2026-11-02 10:00")]
    assert one("within 1 hours", "2026-11-02 09:00", "2026-11-02 10:30", *pause).due == at("2026-11-02 11:00")


def test_an_open_pause_hides_when_the_answer_is_due() -> None:
    cycle = one("within 1 hours", "2026-11-02 09:00", "2026-11-05 09:00", did("on_hold", "2026-11-02 09:30"))
    assert (cycle.state, cycle.due, cycle.used) == ("paused", None, 30 * MINUTE)


def test_a_day_whose_close_falls_in_a_pause_is_not_counted() -> None:
    pause = [did("on_hold", "2026-11-02 16:00"), did("resumed", "2026-11-02 18:00")]
    assert one("by close of business the same day", "2026-11-02 09:00", "2026-11-02 19:00", *pause).due == at(
        "2026-11-03 17:30"
    )


# ----------------------------------------------------------------------------------------------------------- states


@pytest.mark.parametrize(
    ("answered", "as_of", "state"),
    [
        (None, "2026-11-02 10:00", "running"),  # at the due instant there is still time
        (None, "2026-11-02 10:01", "overdue"),
        ("2026-11-02 10:00", "2026-11-09 10:00", "met"),
        ("2026-11-02 10:01", "2026-11-09 10:00", "missed"),
    ],
)
def test_states(answered: str | None, as_of: str, state: str) -> None:
    log = [] if answered is None else [did("called", answered)]
    cycle = one("within 60 business minutes", "2026-11-02 09:00", as_of, *log)
    assert cycle.state == state
    assert cycle.ended_at == (None if answered is None else at(answered))


def test_a_pause_that_begins_when_the_answer_is_overdue_does_not_excuse_it() -> None:
    hold = did("on_hold", "2026-11-02 10:30")
    assert one("within 1 hours", "2026-11-02 09:00", "2026-11-02 11:00", hold).state == "overdue"


def test_a_return_before_the_answer_was_due_is_no_miss_and_a_later_one_is() -> None:
    def state(when: str) -> str:
        back = did("returned", when, reason="not_now")
        return one("within 1 hours", "2026-11-02 09:00", "2026-11-09 09:00", back).state

    assert state("2026-11-02 10:00") == "met"
    assert state("2026-11-02 10:01") == "missed"


def test_a_return_that_recycles_nothing_ends_nothing() -> None:
    back = did("returned", "2026-11-02 09:30", reason="wrong_fit")
    assert one("within 1 hours", "2026-11-02 09:00", "2026-11-09 09:00", back).ended_at is None


# -------------------------------------------------------------------------------------------------- tries, actions

LADDER = """within 60 business minutes
  sales tries at least 3 times within 2 days
  15 business minutes before due, remind sales
  2 hours before due, remind sales
  at due, notify "sales manager"
  4 business hours after due, escalate to "VP Sales"
  1 day after the start, return with reason no_reply
  1 hours after due, pass to route rest"""


def ladder(as_of: str, *log: ActivityRecord) -> list[tuple[str | None, bool]]:
    cycle = one(LADDER, "2026-11-02 11:30", as_of, *log)
    known = ("11:30", "13:15", "13:30", "14:30")
    times: dict[int, str] = {at(f"2026-11-02 {time}"): time for time in known}
    times |= {at("2026-11-02 17:30"): "17:30", at("2026-11-03 11:30"): "next day"}
    return [(None if action.at is None else times[action.at], action.fallen) for action in cycle.actions]


def test_instructions_have_their_instants_and_a_reminder_from_before_the_start_falls_at_the_start() -> None:
    assert ladder("2026-11-02 11:30") == [
        ("13:15", False),
        ("11:30", True),
        ("13:30", False),
        ("17:30", False),
        ("next day", False),
        ("14:30", False),
    ]


def test_an_instruction_has_fallen_at_its_instant() -> None:
    assert [fallen for _, fallen in ladder("2026-11-02 13:30")] == [True, True, True, False, False, False]


def test_an_answer_cancels_what_had_not_fallen_by_then() -> None:
    answered = did("called", "2026-11-02 13:30")
    assert [fallen for _, fallen in ladder("2026-12-02 13:30", answered)] == [True, True, True, False, False, False]


def test_without_a_due_instant_only_what_counts_from_the_start_might_be_known() -> None:
    hold = did("on_hold", "2026-11-02 11:45")
    assert ladder("2026-11-02 13:00", hold) == [(None, False)] * 6


def test_tries_count_the_stop_activities_from_the_start_up_to_their_end() -> None:
    times = ("02 11:29", "02 11:30", "03 11:10", "04 11:30", "04 11:31")
    calls = [did("called", f"2026-11-{time}") for time in times]
    cycle = one(LADDER, "2026-11-02 11:30", "2026-11-09 09:00", *calls)
    (tries,) = cycle.tries
    assert (tries.made, tries.by) == (3, at("2026-11-04 11:30"))
    assert one(LADDER, "2026-11-02 11:30", "2026-11-02 12:00", *calls).tries[0].made == 1


def test_tries_end_where_the_next_cycle_begins_and_wait_in_a_pause_behind_the_answer() -> None:
    text = 'response r "R" on touch\n  sales answers within 1 hours\n  sales tries at least 3 times within 2 days\n'
    log = [
        did("handed_over", "2026-11-02 09:00"),
        did("called", "2026-11-02 09:30"),
        did("on_hold", "2026-11-02 10:00"),
        did("resumed", "2026-11-03 10:00"),
        did("handed_over", "2026-11-04 09:00"),
        did("called", "2026-11-04 09:00"),
    ]
    first, second = cycles(text, "2026-11-09 09:00", *log)
    assert (first.tries[0].made, first.tries[0].by) == (1, at("2026-11-05 09:00"))
    assert second.tries[0].made == 1


# ------------------------------------------------------------------------------------------------------ explanation


def test_a_result_explains_the_hours_that_were_counted_and_the_days_that_were_skipped() -> None:
    cycle = one("within 4 business hours", "2026-11-10 16:30", "2026-11-10 17:00")
    assert cycle.opened == at("2026-11-10 16:30")
    assert cycle.hours == ((date(2026, 11, 10), HOUR), (date(2026, 11, 12), 3 * HOUR))
    assert cycle.skipped == ((date(2026, 11, 11), "Staff day"),)
    assert (cycle.used, cycle.due) == (30 * MINUTE, at("2026-11-12 11:00"))


def test_a_start_while_closed_counts_from_the_next_opening() -> None:
    cycle = one("within 60 business minutes", "2026-11-07 12:00", "2026-11-08 12:00")
    assert (cycle.opened, cycle.used) == (at("2026-11-09 08:00"), 0)


def test_plain_time_has_no_calendar_to_explain() -> None:
    cycle = one("within 48 hours", "2026-11-02 09:00", "2026-11-03 09:00")
    assert (cycle.calendar, cycle.hours, cycle.skipped, cycle.used) == (None, (), (), DAY)


def test_a_clock_in_years_that_its_calendar_does_not_cover_is_refused() -> None:
    text = CLOCKS + 'response r "R" on touch\n  sales answers within 60 business minutes\n'
    found = outcome(text, "2031-02-02 09:00", did("handed_over", "2031-02-01 09:00"), city="Boston")
    assert isinstance(found, Refused)
    assert found.reason == "A clock needs the calendar “Office” outside the years 2024 to 2030 that it covers."
