"""What the agreement asks of a threshold, and which threshold keeps it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leadpact.review.calibrate.advising import (
    ENOUGH_LEADS,
    advise,
    keeps_all,
    partial_goals,
    room,
    several_targets,
    targets,
)
from leadpact.review.calibrate.result import Room, Step, Target
from leadpact.review.calibrate.shares import share
from tests.review.calibrate.policies import policy

NOW, IN_2027 = 1_780_000_000_000, 1_800_000_000_000

GOALS = """
value accepted_share "Share that sales accepts" is 40%
  from 2027-01-01: 50%

goal chain "On the way"
  at least accepted_share of leads at MQL reach SAL within 30 days
  at least 25% of leads at SAL reach customer within 90 days

goal big "Big ones"
  for size is at least 100
  at least 90% of leads at MQL reach SAL within 30 days

goal volume "Volume"
  marketing delivers at least 52 leads at MQL each month
  marketing delivers at least 2 leads at MQL each week
"""

SEVERAL = """
goal both "Both"
  at least 40% of leads at MQL reach SAL within 30 days
  at most 5% of leads at MQL reach customer within 1 days
"""


def test_the_only_goal_of_a_stage_is_what_the_outcome_stands_for() -> None:
    (one,) = targets(policy(more=GOALS), "MQL", None, NOW)
    assert (one.rate, one.bound, one.goal, one.chain) == (Decimal(40), "at least", "On the way", False)
    assert one.said == (
        "At least 40% (“Share that sales accepts”; from 1 January 2027: 50%) of leads at MQL reach SAL within 30 days",
    )


def test_a_dated_share_is_that_of_the_day() -> None:
    (one,) = targets(policy(more=GOALS), "MQL", "SAL", IN_2027)
    assert one.rate == Decimal(50)


def test_goals_on_the_way_are_multiplied() -> None:
    (one,) = targets(policy(more=GOALS), "MQL", "customer", NOW)
    assert (one.rate, one.chain, len(one.said)) == (Decimal(10), True, 2)


def test_where_goals_name_several_stages_the_outcome_has_to_be_told() -> None:
    made = policy(more=SEVERAL)
    assert targets(made, "MQL", None, NOW) == ()
    assert several_targets(made, "MQL") == ("SAL", "customer")
    (one,) = targets(made, "MQL", "customer", NOW)
    assert (one.rate, one.bound) == (Decimal(5), "at most")


def test_a_stage_without_a_goal_has_no_target() -> None:
    assert targets(policy(), "MQL", None, NOW) == ()
    assert targets(policy(), "MQL", "customer", NOW) == ()
    assert targets(policy(more=GOALS), "new", None, NOW) == ()


def test_goals_of_some_leads_are_named_and_left_out() -> None:
    assert [goal.label for goal in partial_goals(policy(more=GOALS), "MQL")] == ["Big ones"]


# ---------------------------------------------------------------------------------------------------------- capacity


def test_what_the_teams_can_take_and_are_promised_in_a_week() -> None:
    found = room(policy(more=GOALS), "MQL", {"sales": 90, "closers": 3}, NOW)
    assert found.capacity == 20 + Decimal(26) * 12 / 52
    assert found.teams == ("sales", "closers")
    assert found.promised == Decimal(52) * 12 / 52  # of two goals of one team the larger
    assert found.promise == "Marketing delivers at least 52 leads at MQL each month"


def test_where_leads_go_to_nobody_who_says_what_they_can_take_others_are_asked() -> None:
    assert room(policy(), "MQL", {"marketing": 5}, NOW).capacity is None
    assert room(policy(), "SAL", {}, NOW).teams == ("sales",)
    answering = policy(
        more="""
clock first "First call" from handed to called
response all_leads "All" on first
  closers answers within 2 days
"""
    )
    assert room(answering, "MQL", {}, NOW).teams == ("closers",)


# ------------------------------------------------------------------------------------------------------------ advice

FREE = Room(None, (), None, None)


def _step(threshold: int, leads: int, converted: int, *, known: int | None = None, week: bool = True) -> Step:
    known = leads if known is None else known
    per_week = Decimal(leads) / 10 if week else None
    return Step(Decimal(threshold), leads, per_week, share(converted, known), None, threshold == 40, False)


CURVE = (
    _step(0, 1000, 300),
    _step(20, 800, 290),
    _step(40, 500, 250),
    _step(60, 200, 140),
    _step(80, 100, 80),
    _step(100, 20, 20),
)


def _target(rate: int, bound: str = "at least") -> Target:
    return Target(Decimal(rate), bound, ("said",), "goal", chain=False)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "teams", "verdict", "proposed"),
    [
        ((), FREE, "no target", None),
        ((), Room(None, (), Decimal(5), "p"), "no target", None),
        ((_target(50),), FREE, "today is best", 40),
        ((_target(36),), FREE, "another", 20),
        ((_target(65),), FREE, "another", 60),
        ((_target(90),), FREE, "none", None),  # only the last 20 leads convert so often: too few to build on
        ((_target(30, "at most"),), FREE, "another", 0),
        ((), Room(Decimal(25), ("sales",), None, None), "another", 60),
        ((_target(36),), Room(Decimal(60), ("sales",), None, None), "today is best", 40),
        ((_target(36),), Room(Decimal(60), ("sales",), Decimal(70), "p"), "none", None),
        ((_target(36),), Room(Decimal(90), ("sales",), Decimal(70), "p"), "another", 20),
        ((_target(50), _target(75)), FREE, "another", 80),
    ],
)
def test_the_lowest_threshold_that_keeps_all(
    asked: tuple[Target, ...], teams: Room, verdict: str, proposed: int | None
) -> None:
    found = advise(CURVE, asked, teams)
    assert found.verdict == verdict
    assert (None if found.proposed is None else found.proposed.threshold) == proposed
    for step in CURVE:
        if found.proposed is not None and step.threshold < found.proposed.threshold:
            assert not keeps_all(step, asked, teams)


def test_of_thresholds_that_let_in_the_same_the_plainest() -> None:
    """Nobody has a score between 40 and 60: today's is as good as any below, and 60 is rounder than 41."""
    curve = (_step(35, 500, 250), _step(40, 500, 250), _step(41, 200, 140), _step(59, 200, 140), _step(60, 200, 140))
    assert advise(curve, (_target(50),), FREE).verdict == "today is best"
    found = advise(curve, (_target(65),), FREE)
    assert (found.proposed and found.proposed.threshold, found.sure) == (60, None)


def test_each_demand_alone() -> None:
    found = advise(CURVE, (_target(65),), Room(Decimal(90), ("sales",), Decimal(40), "p"))
    thresholds = (found.for_rate, found.sure, found.for_capacity, found.for_promise)
    assert [None if one is None else one.threshold for one in thresholds] == [60, 80, 20, 40]
    assert found.verdict == "none"


def test_what_it_costs_or_gains() -> None:
    higher = advise(CURVE, (_target(65),), FREE).change
    lower = advise(CURVE, (_target(36),), FREE).change
    assert higher is not None
    assert lower is not None
    assert (higher.leads, higher.per_week, higher.share.converted, higher.share.known) == (-300, -30, 110, 300)
    assert (lower.leads, lower.per_week, lower.share.converted, lower.share.known) == (300, 30, 40, 300)


def test_without_weeks_nobody_is_overloaded() -> None:
    curve = tuple(_step(at, 100 - at, 50 - at // 2, week=False) for at in (0, 20, 40))
    found = advise(curve, (_target(50),), Room(Decimal(1), ("sales",), None, None))
    assert (found.verdict, found.proposed and found.proposed.threshold) == ("another", 0)


def test_too_few_leads_with_an_outcome_prove_nothing() -> None:
    curve = (_step(20, 500, ENOUGH_LEADS - 1, known=ENOUGH_LEADS - 1), _step(40, 20, 20))
    assert advise(curve, (_target(50),), FREE).verdict == "too few"
