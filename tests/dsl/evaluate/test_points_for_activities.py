"""Which activities count for points: windows, once a period, the latest N, limits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadpact_dsl.decision import RuleLine

from .lead_case import DAY, NOW, at, case, did, points, score

PAGE = "viewed_page"
T = at(NOW)


def test_every_counted_activity_pays() -> None:
    assert points("+5 for each viewed_page", did(PAGE, T), did(PAGE, T), did(PAGE, T - 400 * DAY)) == "15"


def test_several_kinds_share_a_rule_and_its_limits() -> None:
    log = [did("asked", T), did(PAGE, T - 1), did(PAGE, T - 2)]
    assert points("+5 for each of asked, viewed_page", *log) == "15"
    assert points("+5 for each of asked, viewed_page at most 2 times", *log) == "10"
    assert points("+5 for each of asked, viewed_page at most 7 points", *log) == "7"
    assert points("+5 for each of asked, viewed_page once a day", *log) == "5"


def test_where_is_passed_by_an_activity_without_that_field() -> None:
    log = [did("asked", T), did("sent_form", T, form="newsletter"), did("sent_form", T, form="guide")]
    assert points("+5 for each of asked, sent_form where form is not newsletter", *log) == "10"
    assert points("+5 for each of asked, sent_form where form is unknown", *log) == "5"


@pytest.mark.parametrize(("window", "counted"), [("in the last 2 days", [3, 4]), ("more than 2 days ago", [0, 1])])
def test_each_activity_is_in_a_window_or_not_by_itself(window: str, counted: list[int]) -> None:
    instants = [T - 9 * DAY, T - 2 * DAY - 1, T - 2 * DAY, T - 2 * DAY + 1, T]
    text = score(f"+5 for each viewed_page {window}")
    (line, *_) = case(text, T, *[did(PAGE, t) for t in instants]).scores["it"].lines
    assert isinstance(line, RuleLine)
    assert [one.at for one in line.counted] == [instants[i] for i in counted]


def test_since_counts_what_came_strictly_after_and_nothing_without_it() -> None:
    rule = "+5 for each viewed_page since unsubscribed"
    log = [did(PAGE, T - 3), did(PAGE, T - 2), did(PAGE, T - 1)]
    assert points(rule, *log) == "0"
    assert points(rule, *log, did("unsubscribed", T - 2)) == "5"


# ------------------------------------------------------------------------------------------------- once per period


def paid(once: str, *instants: str, as_of: str = "2030-12-31 00:00") -> list[str]:
    """The instants that a rule counts, in order."""
    text = score(f"+5 for each viewed_page {once}")
    (line, *_) = case(text, as_of, *[did(PAGE, instant) for instant in instants]).scores["it"].lines
    assert isinstance(line, RuleLine)
    assert line.skipped == len(instants) - len(line.counted)
    return [instant for instant in instants if at(instant) in {one.at for one in line.counted}]


def test_once_a_day_is_by_the_wall_clock_of_the_agreement() -> None:
    assert paid("once a day", "2026-11-01 00:00", "2026-11-01 23:59", "2026-11-02 00:00") == [
        "2026-11-01 23:59",
        "2026-11-02 00:00",
    ]


def test_once_a_week_is_an_iso_week_from_monday() -> None:
    days = ["2026-12-27 23:59", "2026-12-28 00:00", "2027-01-03 23:59", "2027-01-04 00:00"]
    assert paid("once a week", *days) == ["2026-12-27 23:59", "2027-01-03 23:59", "2027-01-04 00:00"]


def test_once_a_month_and_a_quarter() -> None:
    days = ["2026-09-30 12:00", "2026-10-01 12:00", "2026-11-30 12:00", "2026-12-01 12:00", "2027-10-02 12:00"]
    assert paid("once a month", *days) == days
    assert paid("once a quarter", *days) == ["2026-09-30 12:00", "2026-12-01 12:00", "2027-10-02 12:00"]


def test_once_every_n_days_is_on_a_fixed_grid_of_local_days_from_monday_1970_01_05() -> None:
    # 2026-11-09 lies 1,483 times 14 days behind 1970-01-05, so a stretch of 14 days begins there.
    assert date(1970, 1, 5) + timedelta(days=1483 * 14) == date(2026, 11, 9)
    days = ["2026-11-08 23:59", "2026-11-09 00:00", "2026-11-22 23:59", "2026-11-23 00:00"]
    assert paid("once every 14 days", *days) == ["2026-11-08 23:59", "2026-11-22 23:59", "2026-11-23 00:00"]
    assert paid("once every 2 weeks", *days) == ["2026-11-08 23:59", "2026-11-22 23:59", "2026-11-23 00:00"]


def test_the_grid_keeps_to_local_days_across_a_change_of_the_clocks() -> None:
    assert paid("once every 1 day", "2026-11-01 00:00", "2026-11-01 23:59") == ["2026-11-01 23:59"]


def test_once_pays_the_latest_there_ever_was() -> None:
    assert paid("once", "2024-01-01 00:00", "2026-01-01 00:00") == ["2026-01-01 00:00"]


def test_the_latest_of_a_period_is_the_one_as_of_the_decision() -> None:
    as_of = "2026-11-02 12:00"
    assert points("+5 for each viewed_page once a day", did(PAGE, "2026-11-02 11:00"), as_of=as_of) == "5"
    assert points("+5 for each viewed_page once a day", did(PAGE, "2026-11-02 13:00"), as_of=as_of) == "0"


def test_of_two_rows_at_one_instant_the_later_row_is_the_later() -> None:
    table = "by form for each sent_form once a day\n  contact: 20\n  guide: 10\n  newsletter: 2\n  unknown: 0"
    forms = [did("sent_form", T, form="contact"), did("sent_form", T, form="guide")]
    assert points(table, *forms) == "10"
    assert points(table, *reversed(forms)) == "20"


# ---------------------------------------------------------------------------------------------------------- limits


def test_at_most_n_times_keeps_the_latest() -> None:
    table = "by form for each sent_form at most 2 times\n  contact: 20\n  guide: 10\n  newsletter: 2\n  unknown: 0"
    forms = [did("sent_form", T - i, form=form) for i, form in enumerate(["newsletter", "guide", "contact"])]
    assert points(table, *forms) == "12"


def test_once_comes_before_the_latest_n() -> None:
    rule = "+5 for each viewed_page once a day at most 2 times"
    log = [did(PAGE, f"2026-10-{day} {hour}:00") for day in (28, 29, 30) for hour in (10, 11)]
    text = score(rule)
    (line, *_) = case(text, NOW, *log).scores["it"].lines
    assert isinstance(line, RuleLine)
    assert [one.at for one in line.counted] == [at("2026-10-29 11:00"), at("2026-10-30 11:00")]
    assert (line.points, line.skipped) == (10, 4)


def test_at_most_points_limits_the_rules_sum_in_size_a_penalty_too() -> None:
    log = [did(PAGE, T - i) for i in range(4)]
    assert points("+5 for each viewed_page at most 12 points", *log) == "12"
    assert points("-5 for each viewed_page at most 12 points", *log) == "-12"


def test_the_line_tells_what_its_limit_took() -> None:
    text = score("-5 for each viewed_page at most 12 points")
    (line, *_) = case(text, T, *[did(PAGE, T - i) for i in range(4)]).scores["it"].lines
    assert isinstance(line, RuleLine)
    assert (line.points, line.limited) == (-12, -8)


def test_a_table_pays_each_activity_its_own_row() -> None:
    table = "by form for each sent_form\n  contact: 20\n  guide: 10\n  otherwise: 2\n  unknown: 1"
    log = [did("sent_form", T, form=form) for form in ("contact", "guide", "newsletter")]
    assert points(table, *log, did("sent_form", T)) == "33"
    found = case(score(table), T, *log).scores["it"].lines[0]
    assert isinstance(found, RuleLine)
    assert [row.points for row in found.rows_hit] == [20, 10, 2]


def test_points_by_a_dated_value_are_those_of_the_instant() -> None:
    text = 'value demo "Demo" is 10\n  from 2026-11-02: 7\n' + score("+demo for each asked")
    assert case(text, "2026-11-01 23:59", did("asked", "2026-10-01 10:00")).scores["it"].value == 10
    assert case(text, "2026-11-02 00:00", did("asked", "2026-10-01 10:00")).scores["it"].value == 7


def test_at_most_n_times_a_day_keeps_the_latest_of_each_day() -> None:
    log = [did(PAGE, f"2026-10-{day} {hour}:00") for day in (28, 29) for hour in (10, 11, 12)]
    assert points("+5 for each viewed_page at most 2 times a day", *log) == "20"
    assert points("+5 for each viewed_page at most 2 times a day at most 3 times", *log) == "15"
