"""Stages, disqualification, recycling and nurturing."""

from __future__ import annotations

import pytest

from leadpact_dsl.decision import RecycleState

from .lead_case import DAY, HOUR, NOW, at, case, did

T = at(NOW)
STAGES = """
stage inquiry "Inquiry"
stage MQL "MQL"
  when employees is at least 10
  recorded by became_mql
stage SAL "SAL"
  recorded by accepted, called
disqualify rival "Rival"
  when city is "Rivalry"
disqualify out "Opted out"
  when opted_out
recycle not_now "Not now"
  when returned where reason is not_now
  to nurture slow for 90 days
  back sooner if asked in the last 5 days
recycle no_reply "No reply"
  when any of
    returned where reason is no_reply
    on_hold
  to nurture slow for 30 days
nurture slow "Slow"
  after 1, 2, 3 months
"""


def test_the_first_stage_always_holds() -> None:
    assert case(STAGES, T).stage == "inquiry"


def test_a_stage_holds_as_long_as_its_condition_does() -> None:
    assert case(STAGES, T, employees=10).stage == "MQL"
    assert case(STAGES, T, employees=9).stage == "inquiry"


def test_once_recorded_it_holds_from_then_on_even_when_the_condition_no_longer_does() -> None:
    log = [did("became_mql", T - 5), did("became_mql", T - 3)]
    found = case(STAGES, T, *log, employees=9)
    assert found.stage == "MQL"
    assert [(one.stage, one.holds, one.recorded_at) for one in found.stages] == [
        ("inquiry", True, None),
        ("MQL", True, T - 5),
        ("SAL", False, None),
    ]
    assert case(STAGES, T - 6, *log, employees=9).stage == "inquiry"


def test_a_lead_is_at_the_furthest_stage_that_holds_also_over_a_gap() -> None:
    assert case(STAGES, T, did("called", T), employees=1).stage == "SAL"


def test_disqualification_beats_everything_the_first_that_holds() -> None:
    found = case(STAGES, T, did("accepted", T), did("on_hold", T), employees=10, city="rivalry", opted_out=True)
    assert (found.stage, found.disqualified) == (None, "rival")
    assert [truth.holds for truth in found.disqualify] == [True, True]
    assert case(STAGES, T, opted_out=True).disqualified == "out"


# --------------------------------------------------------------------------------------------------------- recycle


def returned(at: int, reason: str = "not_now") -> tuple[str, int, str]:
    return "returned", at, reason


def state(as_of: int, *rows: tuple[str, int, str | None]) -> RecycleState | None:
    log = [did(kind, when, **({} if reason is None else {"reason": reason})) for kind, when, reason in rows]
    return case(STAGES, as_of, *log, employees=10).recycle


def test_without_a_matching_return_there_is_no_recycling() -> None:
    assert state(T) is None
    assert state(T, returned(T, "wrong_fit")) is None


def test_a_recycling_is_in_force_from_the_return_until_its_duration_is_over() -> None:
    for as_of, in_force in ((T, True), (T + 90 * DAY - 1, True), (T + 90 * DAY, False)):
        found = state(as_of, returned(T))
        assert found is not None
        assert (found.rule, found.nurture, found.since, found.until) == ("not_now", "slow", T, T + 90 * DAY)
        assert found.in_force is in_force


def test_a_recycling_in_force_beats_stages_and_no_longer_in_force_does_not() -> None:
    log = [did("returned", T, reason="not_now")]
    assert case(STAGES, T + DAY, *log, employees=10).stage is None
    assert case(STAGES, T + 90 * DAY, *log, employees=10).stage == "MQL"


def test_only_the_rule_of_the_latest_return_is_in_force() -> None:
    rows = [returned(T), ("on_hold", T + DAY, None)]
    found = state(T + 2 * DAY, *rows)
    assert found is not None
    assert (found.rule, found.until) == ("no_reply", T + 31 * DAY)
    over = state(T + 40 * DAY, *rows)
    assert over is not None
    assert not over.in_force


def test_of_two_returns_at_one_instant_the_first_rule_written_is_in_force() -> None:
    found = state(T, ("on_hold", T, None), returned(T))
    assert found is not None
    assert found.rule == "not_now"


def test_back_sooner_asks_only_what_came_strictly_after_the_return() -> None:
    def in_force(asked_at: int, as_of: int = T + 3 * DAY) -> bool:
        found = state(as_of, returned(T), ("asked", asked_at, None))
        assert found is not None
        assert found.back is not None
        return found.in_force

    assert in_force(T)
    assert not in_force(T + 1)
    # It asks for the last five days, so the lead goes back to its nurture when they are over.
    assert in_force(T + 1, T + 1 + 5 * DAY)


def test_records_from_before_the_latest_return_no_longer_count() -> None:
    def stage(*kinds: tuple[str, int]) -> str | None:
        log = [did("returned", T, reason="not_now"), *(did(kind, when) for kind, when in kinds)]
        return case(STAGES, T + 90 * DAY, *log, employees=1).stage

    assert stage(("accepted", T - 1)) == "inquiry"
    assert stage(("accepted", T)) == "SAL"
    assert stage(("became_mql", T + 1), ("accepted", T - 1)) == "MQL"


def test_records_before_a_return_do_not_count_while_the_lead_is_back_sooner() -> None:
    log = [did("accepted", T - 1), did("returned", T, reason="not_now"), did("asked", T + 1)]
    assert case(STAGES, T + 2, *log, employees=10).stage == "MQL"


# --------------------------------------------------------------------------------------------------------- nurture


def touches(unit: str, start: str, days: int = 4000) -> list[int]:
    text = STAGES.replace("after 1, 2, 3 months", f"after {unit}").replace("for 90 days", f"for {days} days")
    found = case(text, start, did("returned", start, reason="not_now")).recycle
    assert found is not None
    return list(found.touches)


@pytest.mark.parametrize(
    ("unit", "start", "days"),
    [
        ("1, 2, 3 months", "2026-11-30 15:00", ["2026-12-30", "2027-01-30", "2027-02-28"]),
        ("1, 3 months", "2027-12-31 23:30", ["2028-01-31", "2028-03-31"]),
        ("2 months", "2027-12-31 23:30", ["2028-02-29"]),
        ("1, 2 quarters", "2026-11-30 15:00", ["2027-02-28", "2027-05-30"]),
        ("1 years", "2028-02-29 09:00", ["2029-02-28"]),
        ("1, 30 days", "2026-10-31 15:00", ["2026-11-01", "2026-11-30"]),
        ("1, 2 weeks", "2026-10-31 15:00", ["2026-11-07", "2026-11-14"]),
    ],
)
def test_touches_are_at_the_start_of_calendar_days_the_last_of_the_month_where_there_is_none(
    unit: str, start: str, days: list[str]
) -> None:
    assert touches(unit, start) == [at(f"{day} 00:00") for day in days]


def test_touches_end_when_the_lead_leaves_the_nurture() -> None:
    assert touches("1, 2, 3 days", "2026-11-02 00:00", days=3) == [at("2026-11-03 00:00"), at("2026-11-04 00:00")]
    assert touches("1, 2, 3 days", "2026-11-02 00:01", days=3) == [
        at("2026-11-03 00:00"),
        at("2026-11-04 00:00"),
        at("2026-11-05 00:00"),
    ]
    assert at("2026-11-02 00:00") - at("2026-11-01 00:00") == 25 * HOUR  # a day that the wall shows, not 24 hours
    assert touches("1 days", "2026-11-01 00:00", days=2) == [at("2026-11-02 00:00")]
