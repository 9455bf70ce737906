"""What happens at one instant, and at the edges of what there is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leadpact_dsl import model
from leadpact_dsl.evaluate.facts import Facts, gather
from tests.dsl.time.cases import NEW_YORK
from tests.dsl.time.walk import at
from tests.engines.clocks.bulk import bulk, difference, plan_of
from tests.engines.clocks.dense import BASE
from tests.targets.at_random.cases import Case

POLICY = replace(BASE, calendars={name: replace(NEW_YORK, name=name, label=name) for name in BASE.calendars})
PLAN = plan_of(POLICY)


def ny(text: str) -> int:
    return at("America/New_York", text)


def case(*log: tuple[str, str], as_of: str, size: int = 9) -> Case:
    rows = tuple(model.ActivityRecord(kind, ny(when)) for kind, when in log)
    return Case(model.LeadRecord("L-1", {"size": size, "region": "here"}), rows, ny(as_of))


def rows(*log: tuple[str, str], as_of: str = "2026-11-20 12:00", clock: str = "touch", size: int = 9) -> list[Any]:
    """The rows of a clock, which are also those of the reference."""
    made = case(*log, as_of=as_of, size=size)
    assert difference(PLAN, [made]) is None
    facts = gather(POLICY, made.lead, made.activities, made.as_of)
    assert isinstance(facts, Facts)
    (found,) = bulk(PLAN, [(made, facts)])
    assert isinstance(found, list)
    return [row for row in found if row["clock"] == clock]


GIVEN = ("given", "2026-11-02 10:00")


@pytest.mark.parametrize(
    ("answered", "state"),
    [("15:00", "met"), ("15:00:00.001", "missed"), ("14:59:59.999", "met"), ("10:00", "met")],
)
def test_an_answer_at_the_due_instant_is_in_time(answered: str, state: str) -> None:
    (row,) = rows(GIVEN, ("called", f"2026-11-02 {answered}"))
    assert (row["due"], row["state"]) == (ny("2026-11-02 15:00"), state)


@pytest.mark.parametrize(("now", "state"), [("15:00", "running"), ("15:00:00.001", "overdue")])
def test_what_is_due_now_is_not_overdue(now: str, state: str) -> None:
    (row,) = rows(GIVEN, as_of=f"2026-11-02 {now}")
    assert row["state"] == state


def test_a_start_while_closed_opens_with_the_calendar() -> None:
    (row,) = rows(("given", "2026-11-07 10:00"), as_of="2026-11-09 09:00")
    assert (row["opened_at"], row["due"], row["used_ms"]) == (ny("2026-11-09 08:00"), ny("2026-11-09 12:00"), 3_600_000)


@pytest.mark.parametrize("day", ["2026-03-06", "2026-10-30"])
def test_over_a_change_of_the_clocks(day: str) -> None:
    """Friday 11:00 and the first three hours of Monday."""
    (row,) = rows(("given", f"{day} 11:00"))
    monday = {"2026-03-06": "2026-03-09", "2026-10-30": "2026-11-02"}[day]
    assert row["due"] == ny(f"{monday} 11:00")


def test_a_pause_over_the_due_instant_moves_it() -> None:
    (row,) = rows(GIVEN, ("held", "2026-11-02 14:00"), ("resumed", "2026-11-03 09:00"), as_of="2026-11-03 09:30")
    assert (row["due"], row["state"], row["used_ms"]) == (ny("2026-11-03 10:00"), "running", 3.5 * 3_600_000)
    (row,) = rows(GIVEN, ("held", "2026-11-02 14:00"), as_of="2026-11-03 09:00")
    assert (row["due"], row["state"], row["used_ms"]) == (None, "paused", 3 * 3_600_000)
    (row,) = rows(GIVEN, ("held", "2026-11-02 15:00"), as_of="2026-11-03 09:00")
    assert (row["due"], row["state"]) == (ny("2026-11-02 15:00"), "overdue")


def test_of_a_pause_and_a_resumption_at_one_instant_the_resumption_wins() -> None:
    (row,) = rows(GIVEN, ("resumed", "2026-11-02 11:00"), ("held", "2026-11-02 11:00"))
    assert row["due"] == ny("2026-11-02 15:00")


def test_a_start_at_the_instant_of_the_end_starts_nothing() -> None:
    assert len(rows(GIVEN, ("called", "2026-11-03 10:00"), ("given", "2026-11-03 10:00"))) == 1
    assert len(rows(GIVEN, ("called", "2026-11-03 10:00"), ("given", "2026-11-03 10:00:00.001"))) == 2


def test_what_ends_a_cycle_of_several_at_one_instant() -> None:
    when = "2026-11-03 10:00"
    found = rows(GIVEN, ("moved", when), ("returned", when), ("wrote", when), ("called", when))
    assert [row["ended_by"] for row in found] == ["wrote"]
    found = rows(GIVEN, ("moved", when), ("returned", when))
    assert [row["ended_by"] for row in found] == ["recycled"]
    found = rows(GIVEN, ("given", when), ("moved", when))
    assert [(row["ended_by"], row["state"]) for row in found] == [("started afresh", "passed on"), (None, "overdue")]


def test_a_fresh_start_alone_starts_nothing() -> None:
    assert rows(("moved", "2026-11-02 10:00")) == []


def test_trying_goes_on_behind_the_answer() -> None:
    when = [f"2026-11-0{day} 10:00" for day in (2, 2, 3, 4)]
    (row, _) = rows(
        *(("called", one) for one in when[:1]),
        *(("wrote", one) for one in when[1:3]),
        ("called", when[3]),
        clock="other",
    )
    assert row["ended_by"] == "wrote"
    assert row["tries"] == [{"made": 2, "wanted": 2, "by": ny("2026-11-03 10:00")}]


def test_without_a_response_nothing_is_promised() -> None:
    (row,) = rows(GIVEN, ("held", "2026-11-02 11:00"), size=1)
    assert (row["response"], row["due"], row["state"], row["used_ms"]) == (None, None, "running", 0)
    assert row["actions"] == row["tries"] == []


# -------------------------------------------------------------------------------- the years that a calendar covers

REFUSED = "A clock needs the calendar “one” outside the years 2025 to 2027 that it covers."


def outcome(*log: tuple[str, str], as_of: str, response: str = "large", policy: model.Policy = POLICY) -> str | None:
    """Why the lead is refused, in the reference as well; None where it is not. No other response than this one stands
    on a calendar."""
    alone = replace(policy.clocks["touch"], name="touch"), {response: policy.responses[response]}
    plan = plan_of(replace(policy, clocks={"touch": alone[0]}, responses=alone[1]))
    made = case(*log, as_of=as_of)
    assert difference(plan, [made]) is None
    facts = gather(plan.policy, made.lead, made.activities, made.as_of)
    assert isinstance(facts, Facts)
    (found,) = bulk(plan, [(made, facts)])
    return found if isinstance(found, str) else None


def with_large(**changes: Any) -> model.Policy:
    return replace(POLICY, responses={**POLICY.responses, "large": replace(POLICY.responses["large"], **changes)})


def test_time_that_passes_outside_is_refused() -> None:
    assert outcome(("given", "2027-12-30 10:00"), as_of="2027-12-30 10:00") is None
    assert outcome(("given", "2027-12-31 10:00"), as_of="2027-12-31 10:00") == REFUSED
    assert outcome(("given", "2027-12-30 10:00"), as_of="2028-01-01 00:00") is None
    assert outcome(("given", "2027-12-30 10:00"), as_of="2028-01-01 00:00:00.001") == REFUSED
    assert outcome(("given", "2024-12-31 23:59:59.999"), as_of="2025-02-01 00:00") == REFUSED


def test_time_that_stands_still_outside_is_not() -> None:
    assert outcome(("given", "2024-12-31 10:00"), ("held", "2024-12-30 10:00"), as_of="2025-02-01 00:00") is None
    resumed = ("resumed", "2025-01-02 10:00")
    assert (
        outcome(("given", "2024-12-31 10:00"), ("held", "2024-12-30 10:00"), resumed, as_of="2025-02-01 00:00") is None
    )
    held = ("held", "2027-12-30 11:00")
    assert outcome(("given", "2027-12-30 10:00"), held, as_of="2028-02-01 00:00") is None
    assert (
        outcome(("given", "2027-12-30 10:00"), held, ("resumed", "2028-01-05 10:00"), as_of="2028-02-01 00:00")
        == REFUSED
    )


def test_a_pause_outside_matters_only_when_time_is_left_for_it() -> None:
    """The answer is promised in plain time, the notice in business time."""
    plain, notice = model.Duration(1000, False, 1, "second"), POLICY.responses["rest"].actions[0]
    for amount, found in ((3_600_000, None), (9 * 3_600_000, REFUSED)):
        action = replace(notice, moment="after start", offset=model.Duration(amount, True, 1, "hour"))
        policy = with_large(answer=model.AnswerWithin("sales", plain), actions=(action,))
        first = ("held", "2027-12-31 09:00"), ("resumed", "2027-12-31 10:00")
        log = (("given", "2027-12-30 16:00"), *first, ("held", "2028-01-05 10:00"))
        assert outcome(*log, as_of="2028-02-01 00:00", policy=policy) == found


def test_closes_of_business_behind_the_last_year() -> None:
    """The last business day ends on Friday 2027-12-31 at 12:00; a lasting pause hides those behind its beginning."""
    next_day = with_large(answer=model.AnswerByClose("sales", 1))
    given = ("given", "2027-12-31 10:00")
    assert outcome(("given", "2027-12-30 10:00"), as_of="2027-12-30 10:00", policy=next_day) is None
    assert outcome(given, as_of="2027-12-31 10:00", policy=next_day) == REFUSED
    assert outcome(given, ("held", "2027-12-31 12:00"), as_of="2027-12-31 13:00", policy=next_day) is None
    assert outcome(given, ("held", "2027-12-31 12:00:00.001"), as_of="2027-12-31 13:00", policy=next_day) == REFUSED
