"""Goals: measurable, possible, forwards, and within what teams can take."""

from __future__ import annotations

import pytest

from tests.dsl.checks.reading import BASE, marked, of

STAGES = """
score fit from 0 to 100
  +60 if asked
  +40 if unsubscribed
stage inquiry
stage points_only
  when fit is at least 50
stage one_activity
  when asked
stage MQL "Qualified" owned by marketing
  recorded by became_mql
stage SAL "Accepted" owned by sales
  recorded by accepted
define silent
  when no asked
"""


def goal(item: str, more: str = "") -> str:
    return f"{BASE}{STAGES}{more}\ngoal it\n  {item}\n"


@pytest.mark.parametrize(
    ("item", "marks"),
    [
        ("at least 20% of leads at MQL reach SAL within 90 days", []),
        ("at least 20% of leads at one_activity reach SAL within 90 days", []),
        ("at least 20% of leads at points_only reach SAL within 90 days", ["points_only"]),
        ("at least 20% of leads at inquiry reach points_only within 90 days", ["inquiry", "points_only"]),
        ("marketing delivers at least 5 leads at points_only each month", ["points_only"]),
        ("at most 2% of leads at points_only are silent each month", ["points_only"]),
        ("at most 2% of leads at MQL are silent each month", []),
    ],
)
def test_goals_need_a_record(item: str, marks: list[str]) -> None:
    assert marked(goal(item), "LP520") == marks


def test_experiments_need_a_record() -> None:
    text = "experiment e\n  for asked\n  hand over 50 leads\n  expect at least 10% reach {} within 60 days\n"
    assert len(of(BASE + STAGES + text.format("points_only"), "LP520")) == 1
    assert of(BASE + STAGES + text.format("SAL"), "LP520") == []


@pytest.mark.parametrize(
    ("bound", "severity"),
    [
        ("at least 120%", "error"),
        ("at least 0%", "warning"),
        ("at most 100%", "warning"),
        ("at least 100%", None),
        ("at most 0%", None),
        ("at least 20%", None),
    ],
)
def test_shares(bound: str, severity: str | None) -> None:
    found = of(goal(f"{bound} of leads at MQL reach SAL within 90 days"), "LP521")
    assert [one.severity for one in found] == ([severity] if severity else [])


def test_a_share_that_becomes_impossible_on_a_day() -> None:
    value = "value share is 20%\n  from 2027-01-01: 120%\n"
    (found,) = of(goal("at least share of leads at MQL reach SAL within 90 days", value), "LP521")
    assert found.message.startswith("From 1 January 2027 on, this goal")


@pytest.mark.parametrize(
    ("source", "target", "count"), [("MQL", "SAL", 0), ("SAL", "MQL", 1), ("MQL", "MQL", 1), ("one_activity", "SAL", 0)]
)
def test_goals_go_forwards(source: str, target: str, count: int) -> None:
    text = goal(f"at least 20% of leads at {source} reach {target} within 90 days")
    assert len(of(text, "LP523")) == count


CLOCK = "clock touch from handed_over to called\nresponse r on touch\n  sales answers within 2 days\n"


def with_capacity(team: str, capacity: str, text: str) -> str:
    label = team.capitalize()
    return text.replace(f'team {team} "{label}"\n', f'team {team} "{label}"\n  capacity {capacity}\n')


@pytest.mark.parametrize(
    ("capacity", "leads", "period", "count"),
    [
        ("50 new leads per person each week, 4 people", 866, "month", 0),  # 10,400 a year
        ("50 new leads per person each week, 4 people", 867, "month", 1),
        ("200 new leads each week", 867, "month", 1),
        ("40 new leads each day", 10400, "year", 0),
        ("40 new leads each day", 10401, "year", 1),
        ("100 new leads each month", 300, "quarter", 0),
        ("100 new leads each month", 301, "quarter", 1),
    ],
)
def test_goals_within_the_capacity_of_those_who_answer(capacity: str, leads: int, period: str, count: int) -> None:
    text = goal(f"marketing delivers at least {leads} leads at MQL each {period}", CLOCK)
    assert len(of(with_capacity("sales", capacity, text), "LP522")) == count


def test_the_owner_of_the_stage_is_asked_too() -> None:
    text = goal("marketing delivers at least 500 leads at MQL each month")
    assert len(of(with_capacity("marketing", "100 new leads each week", text), "LP522")) == 1
    assert of(with_capacity("sales", "10 new leads each week", text), "LP522") == []


def test_teams_that_answer_share_the_leads() -> None:
    both = CLOCK.replace(
        "response r", "response m on touch\n  for asked\n  marketing answers within 2 days\nresponse r"
    )
    text = goal("marketing delivers at least 866 leads at SAL each month", both)
    half = with_capacity("sales", "100 new leads each week", text)
    assert of(half, "LP522")[0].labels[0].span.text == 'team sales "Sales"'  # it owns the stage
    text = text.replace("at SAL each", "at one_activity each")
    half = with_capacity("sales", "100 new leads each week", text)
    assert of(half, "LP522") == []  # what marketing can take is not said
    assert of(with_capacity("marketing", "100 new leads each week", half), "LP522") == []
    assert len(of(with_capacity("marketing", "99 new leads each week", half), "LP522")) == 1


def test_a_goal_that_grows_beyond_the_capacity() -> None:
    value = "value wanted is 400\n  from 2027-01-01: 900\n"
    text = goal("marketing delivers at least wanted leads at MQL each month", CLOCK + value)
    (found,) = of(with_capacity("sales", "200 new leads each week", text), "LP522")
    assert found.message.startswith("From 1 January 2027 on, “Sales” can take 866")
