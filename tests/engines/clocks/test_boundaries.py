"""What happens at one instant, and at the edges of what there is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from leadpact.engines.clocks import AFRESH, NONE, RECYCLED, Cycles, Events, cycles, frames_of, responses, timed
from leadpact.engines.clocks.arrays import AsOf
from leadpact.engines.clocks.table import schema, table, tables
from leadpact.plan import Plan
from leadpact_dsl import model
from leadpact_dsl.evaluate.facts import Facts, gather
from tests.dsl.time.cases import NEW_YORK
from tests.dsl.time.walk import at
from tests.engines.clocks.bulk import bulk, difference, plan_of
from tests.engines.clocks.dense import BASE
from tests.targets.at_random.cases import Case

KINDS = list(BASE.activities)
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


# ------------------------------------------------------------------------------------------------ arrays, as they come


T = ny("2026-11-02 09:00")
"""Instants of arrays count from here, as no calendar covers 1970."""


def events(*log: tuple[int, int, str]) -> Events:
    lead, instants, kinds = zip(*log, strict=True) if log else ((), (), ())
    return Events(
        np.array(lead, dtype=np.int64),
        np.array(instants, dtype=np.int64) + T,
        np.array([KINDS.index(kind) for kind in kinds], dtype=np.int16),
        np.array([kind == "returned" for kind in kinds], dtype=np.bool_),
    )


def shown(found: Cycles) -> list[tuple[int, ...]]:
    """Lead, clock, start, end, what ended it, next start."""
    instants = [np.where(column == NONE, NONE, column - T) for column in (found.start, found.end, found.next_start)]
    columns = (found.lead, found.clock, *instants[:2], found.ended_by, instants[2])
    return list(zip(*(column.tolist() for column in columns), strict=True))


LOG = (
    (3, 1000, "given"), (3, 1000, "called"), (3, 2000, "given"), (3, 2500, "returned"), (3, 2500, "moved"),
    (3, 3000, "given"), (3, 4000, "moved"), (7, 1, "given"),
)  # fmt: skip


def test_cycles_of_a_log() -> None:
    assert shown(cycles(PLAN, events(*LOG), T + 9000)) == [
        (3, 0, 1000, 1000, KINDS.index("called"), 2000),
        (3, 0, 2000, 2500, RECYCLED, 3000),
        (3, 0, 3000, 4000, AFRESH, 4000),
        (3, 0, 4000, NONE, NONE, NONE),
        (3, 1, 1000, 2500, KINDS.index("returned"), 3000),
        (3, 1, 3000, NONE, NONE, NONE),
        (7, 0, 1, NONE, NONE, NONE),
        (7, 1, 1, NONE, NONE, NONE),
    ]


@pytest.mark.parametrize("as_of", [T + 2400, T + np.array([0, 0, 0, 2400, 0, 0, 0, 2300])], ids=["for all", "by lead"])
def test_what_is_later_than_as_of_does_not_exist(as_of: AsOf) -> None:
    found = cycles(PLAN, events(*LOG), as_of)
    times = finished(PLAN, found, events(*LOG), as_of)
    assert shown(found)[1] == (3, 0, 2000, NONE, NONE, NONE)
    later = 2400 if isinstance(as_of, int) else 2300
    assert times.used.tolist() == [0, 400, 1400, later - 1, later - 1]


def test_a_lead_as_of_before_its_log_has_no_cycles() -> None:
    assert shown(cycles(PLAN, events(*LOG), T + np.array([0, 0, 0, 500, 0, 0, 0, 0]))) == []


def test_nothing_at_all() -> None:
    found = cycles(PLAN, events(), T)
    times = finished(PLAN, found, events(), T)
    assert len(found) == len(times) == len(frames_of(PLAN, found)) == 0
    assert table(PLAN, found, times).equals(schema().empty_table())


def test_a_policy_without_clocks() -> None:
    plan = plan_of(replace(POLICY, clocks={}, responses={}))
    found = cycles(plan, events(*LOG), T + 9000)
    assert len(found) == len(finished(plan, found, events(*LOG), T + 9000)) == 0


def test_a_log_out_of_order_is_our_mistake() -> None:
    for log in (((1, 5, "given"), (1, 4, "called")), ((2, 1, "given"), (1, 4, "called"))):
        with pytest.raises(ValueError, match="sorted"):
            events(*log)


def test_a_lead_on_no_calendar_is_our_mistake() -> None:
    found = cycles(PLAN, events(*LOG), T + 9000)
    with pytest.raises(ValueError, match="none of the calendars"):
        finished(PLAN, found, events(*LOG), T + 9000, calendar=NONE)


def test_each_start_of_a_lead_is_asked_about_once() -> None:
    both = replace(POLICY.responses["rest"], applies_to=POLICY.responses["large"].applies_to)
    plan = plan_of(replace(POLICY, responses={**POLICY.responses, "rest": both}))
    found = cycles(plan, events(*LOG), T + 9000)
    frames = frames_of(plan, found)
    asked = list(zip(frames.lead.tolist(), (frames.at - T).tolist(), strict=True))
    assert asked == [(3, 1000), (3, 2000), (3, 3000), (3, 4000), (7, 1)]
    assert [asked[place] for place in frames.of] == [(row[0], row[2]) for row in shown(found)]
    answers = {"touch": np.array([0, 1, NONE, 1, 0], dtype=np.int16), "other": np.array([0, 9, NONE, 9, 0])}
    assert responses(plan, found, frames, answers).tolist() == [0, 1, NONE, 1, 0, NONE, 0, 0]


def test_the_table_in_parts_is_the_table() -> None:
    found = cycles(PLAN, events(*LOG), T + 9000)
    times = finished(PLAN, found, events(*LOG), T + 9000)
    parts = list(tables(PLAN, found, times, rows=3))
    assert len(parts) == 3
    assert [row for part in parts for row in part.to_pylist()] == table(PLAN, found, times).to_pylist()


def finished(plan: Plan, found: Cycles, log: Events, as_of: AsOf, calendar: int = 0) -> Any:
    """Times with the first response of each clock, and every lead on one calendar."""
    response = np.zeros(len(found), dtype=np.int16)
    on = {name: np.full(8, calendar, dtype=np.int64) for name in plan.policy.responses}
    return timed(plan, found, response, on, log, as_of)
