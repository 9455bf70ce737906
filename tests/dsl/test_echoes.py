"""One mistake, one message: what only follows from a broken line is not said beside it."""

from __future__ import annotations

import pytest

from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile

SOUND = """\
agreement "Agreement"
  version "1"
  effective 2026-10-01
  term 12 months
  review every 3 months
  timezone "UTC"
  purpose "To agree."

team sales "Sales"
  responsible for "Answering"

lead
  employees "Number of employees": whole number

activity requested_demo "asked for a demo"

activity handed_over "was handed to sales" by sales

activity called "was called" by sales

activity returned "was returned" by sales

value enough "Enough points" is 60

define large "Large"
  when employees is at least 500

score fit "Fit" from 0 to 100
  +40 if large
  +60 if requested_demo

grade priority "Priority" of fit
  A "Call today": 60 or more
  B "Wait": below 60

stage inquiry "Inquiry"

stage MQL "Qualified"
  when fit is at least enough
  recorded by handed_over

nurture calm "Calm"
  after 1 month

recycle later "Later"
  when returned
  to nurture calm for 30 days

clock first_touch "First touch" from handed_over to called

response all_leads "All leads" on first_touch
  sales answers within 2 days

goal speed "Speed"
  at least 90% of all_leads are answered in time each month

example "A large company that asks"
  as of 2026-11-02 10:00
  lead
    employees 600
  requested_demo at 2026-11-01 10:00
  expect priority is A
  expect stage is MQL
"""


def codes(text: str) -> list[str]:
    return [d.code for d in read_policy([SourceFile("policy.sla", text)]).diagnostics]


def test_it_is_sound_as_it_stands() -> None:
    assert codes(SOUND) == []


@pytest.mark.parametrize(
    ("good", "broken"),
    [
        ('value enough "Enough points" is 60', 'value enough "Enough points" is 60 points'),
        ('stage MQL "Qualified"', 'stage MQL "Qualified" when fit is at least 60'),
        ('"Number of employees": whole number', '"Number of employees": integer'),
        ('activity requested_demo "asked', 'activity requested_demo, "asked'),
        ('grade priority "Priority" of fit', 'grade priority "Priority" by fit'),
        ('score fit "Fit" from 0 to 100', 'score fit "Fit" 0 to 100'),
        ("when employees is at least 500", "when employees above 500"),
        ("sales answers within 2 days", "sales answers in 2 days"),
        ("at least 90% of all_leads are answered", "at least 90% of all_leads get answered"),
        ("after 1 month", "every month"),
        ("as of 2026-11-02 10:00", "as of today"),
        ("+60 if requested_demo", "60 if requested_demo"),
    ],
)
def test_a_broken_line_is_one_message(good: str, broken: str) -> None:
    assert SOUND.count(good) == 1
    found = codes(SOUND.replace(good, broken))
    assert len(found) == 1
    assert found[0].startswith("LP1")


def test_another_mistake_is_still_said() -> None:
    text = SOUND.replace("is 60\n", "is 60 points\n").replace("+40 if large", "+40 if lareg")
    assert codes(text) == ["LP132", "LP202"]


def test_what_is_missing_elsewhere_is_still_said() -> None:
    text = SOUND.replace("+40 if large", "40 if large").replace("  sales answers within 2 days\n", "")
    assert sorted(codes(text)) == ["LP133", "LP222"]


def test_a_check_still_speaks_in_a_declaration_that_is_whole() -> None:
    text = SOUND.replace("+40 if large", "40 if large").replace('B "Wait": below 60', 'B "Wait": below 50')
    assert codes(text) == ["LP133", "LP302"]
