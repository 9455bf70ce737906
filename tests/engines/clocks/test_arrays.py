"""The arrays that go in and come out: their order, as of, what is asked about, and what is not there at all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from leadpact.engines.clocks import (
    AFRESH,
    NONE,
    RECYCLED,
    Cycles,
    Events,
    Timed,
    cycles,
    frames_of,
    responses,
    timed,
)  # fmt: skip
from leadpact.engines.clocks.arrays import AsOf
from leadpact.engines.clocks.table import schema, table, tables
from leadpact.plan import Plan
from tests.engines.clocks.bulk import plan_of
from tests.engines.clocks.test_boundaries import PLAN, POLICY, ny

KINDS = list(POLICY.activities)
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
    masked = np.ma.array([0, 9, 9, 9, 0], mask=[False, False, True, False, False])
    answers = {"touch": np.array([0, 1, NONE, 1, 0], dtype=np.int16), "other": masked}
    assert responses(plan, found, frames, answers).tolist() == [0, 1, NONE, 1, 0, NONE, 0, 0]


def test_the_table_in_parts_is_the_table() -> None:
    found = cycles(PLAN, events(*LOG), T + 9000)
    times = finished(PLAN, found, events(*LOG), T + 9000)
    parts = list(tables(PLAN, found, times, rows=3))
    assert len(parts) == 3
    assert [row for part in parts for row in part.to_pylist()] == table(PLAN, found, times).to_pylist()


def finished(plan: Plan, found: Cycles, log: Events, as_of: AsOf, calendar: int = 0) -> Timed:
    """Times with the first response of each clock, and every lead on one calendar."""
    response = np.zeros(len(found), dtype=np.int16)
    on = {name: np.full(8, calendar, dtype=np.int64) for name in plan.policy.responses}
    return timed(plan, found, response, on, log, as_of)
