"""Stages, routes, recycling, clocks, calendars and goals as sentences."""

from __future__ import annotations

import pytest

from leadpact_dsl.model import Duration
from leadpact_dsl.phrases import clocks, goals, stages
from leadpact_dsl.phrases.conditions import in_line
from tests.dsl.phrases.reading import read


def test_stages() -> None:
    policy = read("")
    said = [in_line(stages.stage(policy, stage)) for stage in policy.stages.values()]
    assert said == [
        "Every lead is at Inquiry from the start",
        "A lead is at MQL once “was qualified by marketing” is recorded for it, and before that as long as "
        "Fit is at least 60 (“Points that sales wants”; from 1 January 2027: 65) "
        "and the lead does not meet “Works for a competitor”",
        "A lead is at SAL once “was accepted by sales” is recorded for it",
    ]
    assert stages.stage_facts(policy, policy.stages["MQL"]) == "owned by Marketing, 10% probability of a sale"
    assert stages.stage_facts(policy, policy.stages["SAL"]) == "owned by Sales development"


def test_disqualification_and_routes() -> None:
    policy = read(
        'disqualify lost "Competitor"\n  when rival\n'
        'route known "Known" to the person in last_rep\n  when last_rep is known\n'
        'route big "Big ones" to sales\n  when employees is at least 1000\n  split by lead id between "ana", "ben"\n'
        'route rest "The rest" to sales\n'
    )
    assert in_line(stages.disqualify(policy, policy.disqualify["lost"])) == (
        "A lead is disqualified as “Competitor” if it meets “Works for a competitor”"
    )
    assert [in_line(stages.route(policy, route)) for route in policy.routes.values()] == [
        "A lead goes to the person in “Last salesperson” if the last salesperson is known",
        "A lead goes to Sales development, shared out by lead id between ana and ben, "
        "if the number of employees is at least 1,000",
        "Every other lead goes to Sales development",
    ]


def test_recycling_and_nurturing() -> None:
    policy = read(
        'recycle later "Not now"\n  when returned where reason is not_now\n'
        "  to nurture long_term for 90 days\n  back sooner if demo_asked or webinar\n"
    )
    rule = policy.recycle["later"]
    assert stages.recycle(policy, rule) == (
        "Once a lead was returned by sales where the reason is Not now, it goes to “Long-term nurturing” for 90 days"
    )
    either = read(
        'recycle later "Not now"\n  when on_hold or returned where reason is not_now\n'
        "  to nurture long_term for 90 days\n"
    )
    assert stages.recycle(either, either.recycle["later"]) == (
        "Once a lead asked us to wait, or was returned by sales where the reason is Not now, "
        "it goes to “Long-term nurturing” for 90 days"
    )
    back = stages.back_sooner(policy, rule)
    assert back is not None
    assert in_line(back) == "It comes back sooner if, after that, it asked for a demo or it attended a webinar"
    assert stages.nurture(policy.nurture["long_term"]) == "The lead is contacted 1, 3 and 6 months after its return"


RESPONSES = """
clock touch "First touch" from handed to called, emailed
  pauses from on_hold to resumed
  starts afresh at mql
  on calendar by industry
    software: london
    otherwise: office
    unknown: office
response hot "Hot leads" on touch
  for priority is A
  sales answers within 15 business minutes
  sales tries at least 6 times within 10 days
  5 business minutes before due, remind sales
  at due, notify "sales manager"
  4 business hours after due, escalate to "VP Sales"
  10 days after the start, return with reason no_reply
response warm "Warm leads" on touch
  for priority is B
  partners answers by close of business the same day
  1 hour before due, remind partners
response rest "The rest" on touch
  partners answers by close of business 3 days later
"""


def test_clocks_and_their_promises() -> None:
    policy = read(RESPONSES)
    clock = policy.clocks["touch"]
    assert clocks.clock(policy, clock) == (
        "The clock starts once the lead was handed to sales, and stops once it was called or emailed"
    )
    assert clocks.clock_more(policy, clock) == (
        "It stands still from when the lead asked us to wait until it is active again",
        "It starts afresh each time the lead was qualified by marketing",
        "Business time goes by the calendar “London office” where the industry is Software, “New York office” "
        "otherwise, and “New York office” where the industry is unknown",
    )
    assert [in_line(clocks.applies_to(policy, promise)) for promise in policy.responses.values()] == [
        "Leads for which this holds when the clock starts: Priority is A (Call today)",
        "Leads for which this holds when the clock starts: Priority is B (Call this week)",
        "All leads that no promise above covers",
    ]
    assert [clocks.response(policy, promise) for promise in policy.responses.values()] == [
        "Sales development answers within 15 business minutes",
        "Partner managers answer by close of business the same day",
        "Partner managers answer by close of business 3 business days later",
    ]


def test_what_happens_while_an_answer_is_owed() -> None:
    policy = read(RESPONSES)
    hot, warm, _ = policy.responses.values()
    assert [clocks.tries(policy, clause) for clause in hot.tries] == [
        "Sales development tries at least 6 times within 10 days of the start"
    ]
    assert [clocks.action(policy, action) for action in (*hot.actions, *warm.actions)] == [
        "5 business minutes before the answer is due, Sales development is reminded",
        "when the answer is due, the sales manager is notified",
        "4 business hours after the answer was due, the lead is escalated to VP Sales",
        "10 days after the start, the lead is to be returned with the reason “No reply”",
        "1 hour before the answer is due, Partner managers are reminded",
    ]


def test_calendars_say_their_week() -> None:
    policy = read("")
    assert clocks.calendar_hours(policy.calendars["office"]) == (
        ("Monday to Thursday", "08:00 to 12:00 and 13:00 to 17:30"),
        ("Friday", "08:00 to 12:00"),
        ("Saturday and Sunday", "Closed"),
    )
    assert clocks.calendar_hours_sentence(policy.calendars["london"]) == "Monday to Friday 09:00 to 17:30"


GOALS = """
clock touch "First touch" from handed to called
response hot "Hot leads" on touch
  sales answers within 48 hours
goal every "All of them"
  marketing delivers at least owed leads at MQL each month
  partners delivers at least 20 leads at MQL each quarter
  at least share of leads at MQL reach SAL within 90 days
  at most 2% of leads at MQL are rival each month
  at least 95% of hot are answered in time each week
experiment guide "Do guide readers buy?"
  for form in the last 30 days where form is guide
  hand over 500 leads
  expect at least 10% reach SAL within 60 days
"""


def test_goals() -> None:
    policy = read(GOALS)
    assert [goals.goal_item(policy, item) for item in policy.goals["every"].items] == [
        "Marketing delivers at least 400 leads (“Leads that marketing owes”) at MQL each month",
        "Partner managers deliver at least 20 leads at MQL each quarter",
        "At least 40% (“Share that sales accepts”) of leads at MQL reach SAL within 90 days",
        "At most 2% of the leads that reach MQL each month meet “Works for a competitor”",
        "At least 95% of the leads under “Hot leads” are answered in time each week",
    ]


def test_experiments() -> None:
    policy = read(GOALS)
    experiment = policy.experiments["guide"]
    assert in_line(goals.experiment(policy, experiment)) == (
        "500 leads are handed over for which this holds: the lead sent a form in the last 30 days "
        "where the form is Buyer's guide"
    )
    assert goals.expectation(policy, experiment) == "At least 10% of them reach SAL within 60 days"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("capacity 120 new leads each month", "120 new leads each month"),
        (
            "capacity 50 new leads per person each week, 12 people",
            "50 new leads per person each week, with 12 people: 600 new leads each week",
        ),
        ("capacity 50 new leads per person each week, 1 people", "50 new leads per person each week, with 1 person"),
    ],
)
def test_capacity(written: str, said: str) -> None:
    policy = read(f'team extra "Extra"\n  {written}\n')
    capacity = policy.teams["extra"].capacity
    assert capacity is not None
    assert goals.capacity(policy, capacity).startswith(said)


def test_durations_are_said_as_written() -> None:
    from leadpact_dsl.phrases.times import duration

    assert duration(Duration(15 * 60_000, True, 15, "minutes")) == "15 business minutes"
    assert duration(Duration(86_400_000, False, 1, "days")) == "1 day"
