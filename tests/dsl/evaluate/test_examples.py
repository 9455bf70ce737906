"""Examples: what is met passes, and what is not is said at its line with what was found instead."""

from __future__ import annotations

import pytest

from leadpact_dsl.decision import Refused
from leadpact_dsl.examples import ExampleOutcome, run_examples

from .lead_case import policy

POLICY = """
calendar office "Office"
  open monday to friday 09:00 to 17:00
score fit "Fit" from 0 to 100
  +40 if senior
  +20 if employees is at least 50
grade priority "Priority" of fit
  A "Call today": 60 or more
  B "Call this week": below 60
define senior "Senior"
  when title has the word "VP"
stage inquiry "Inquiry"
stage MQL "Marketing qualified lead"
  when fit is at least 60
disqualify out "Opted out"
  when opted_out
recycle not_now "Not now"
  when returned where reason is not_now
  to nurture slow for 90 days
nurture slow "Slow lane"
  after 1 months
route large "Enterprise desk" to sales
  when employees is at least 1000
  split by lead id between "Ana", "Ben"
route rest "Inside sales" to sales
clock touch "First touch" from handed_over to called
  pauses from on_hold to resumed
  on calendar office
response hot "Hot leads" on touch
  for priority is A
  sales answers within 1 business hours
response others "Other leads" on touch
  sales answers within 48 hours
"""


def outcome(*lines: str) -> ExampleOutcome:
    """The outcome of an example on the morning of 2 November 2026; fields of the lead come first."""
    fields = [line for line in lines if not line.startswith(("expect", "handed", "called", "on_hold", "returned"))]
    rest = [line for line in lines if line not in fields]
    body = "".join(f"    {line}\n" for line in fields) + "".join(f"  {line}\n" for line in rest)
    (found,) = run_examples(policy(f'{POLICY}example "One"\n  as of 2026-11-02 10:30\n  lead\n{body}'))
    return found


VP = 'title "VP"'
LARGE = "employees 1000"
SMALL = "employees 5"
HANDED_OVER = "handed_over at 2026-11-02 10:00"


@pytest.mark.parametrize(
    "lines",
    [
        (VP, LARGE, "expect fit is 60", "expect fit is at least 50", "expect fit is between 60 and 61"),
        (VP, LARGE, "expect priority is A", "expect priority is at least B", "expect priority is not B"),
        (VP, LARGE, "expect stage is MQL", "expect disqualify is none", "expect recycle is none"),
        (VP, "expect senior"),
        (SMALL, "expect not senior", "expect stage is not MQL", "expect route is rest", "expect nurture is none"),
        (LARGE, "expect route is large", 'expect person is "ana"'),
        (LARGE, "opted_out yes", "expect disqualify is out", "expect route is none", "expect stage is not inquiry"),
        (
            SMALL,
            "returned at 2026-11-01 10:00 with reason not_now",
            "expect recycle is not_now",
            "expect nurture is slow",
            "expect nurture is not none",
        ),
        (VP, LARGE, HANDED_OVER, "expect hot is due at 2026-11-02 11:00", "expect hot is running"),
        (SMALL, HANDED_OVER, "on_hold at 2026-11-02 10:10", "expect others is paused"),
    ],
)
def test_what_is_expected_and_comes_out_passes(lines: tuple[str, ...]) -> None:
    found = outcome(*lines)
    assert found.passed, [failure.message for failure in found.failures]


@pytest.mark.parametrize(
    ("lines", "code", "found"),
    [
        ((VP, "expect fit is 60"), "LP610", "Fit is 40"),
        ((VP, "expect priority is A"), "LP611", "Priority is B (Call this week)"),
        ((VP, "expect stage is MQL"), "LP612", "this lead is at Inquiry"),
        ((VP, "opted_out yes", "expect stage is MQL"), "LP612", "this lead is disqualified as “Opted out”"),
        ((VP, "expect disqualify is out"), "LP612", "nothing disqualifies this lead"),
        ((VP, "opted_out yes", "expect disqualify is none"), "LP612", "this lead is disqualified as “Opted out”"),
        ((VP, "expect recycle is not_now"), "LP612", "no return is in force"),
        ((VP, "expect nurture is slow"), "LP612", "this lead is in no nurture"),
        ((VP, "expect route is large"), "LP613", "its route is “Inside sales”"),
        ((VP, "opted_out yes", "expect route is rest"), "LP613", "this lead has no route"),
        ((LARGE, 'expect person is "Ben"'), "LP613", "“Ana” is chosen"),
        ((SMALL, 'expect person is "Ben"'), "LP613", "no person is chosen"),
        ((SMALL, "expect senior"), "LP614", "the lead does not meet “Senior”"),
        ((VP, "expect not senior"), "LP614", "the lead meets “Senior”"),
        (
            (VP, LARGE, HANDED_OVER, "expect hot is due at 2026-11-02 11:01"),
            "LP615",
            "the answer is due on Monday, 2 November 2026, 11:00 EST",
        ),
        ((SMALL, "expect hot is due at 2026-11-02 11:01"), "LP615", "the clock “First touch” was never started"),
        ((SMALL, HANDED_OVER, "expect hot is due at 2026-11-02 11:01"), "LP615", "“Other leads” applies instead"),
        (
            (SMALL, HANDED_OVER, "on_hold at 2026-11-02 10:10", "expect others is due at 2026-11-02 11:01"),
            "LP615",
            "nothing is due while the clock is paused",
        ),
        ((SMALL, HANDED_OVER, "expect others is met"), "LP616", "“Other leads” is waiting for an answer"),
        ((SMALL, HANDED_OVER, "expect hot is met"), "LP616", "“Other leads” applies instead"),
    ],
)
def test_what_does_not_come_out_is_said_at_its_line(lines: tuple[str, ...], code: str, found: str) -> None:
    (failure,) = outcome(*lines).failures
    assert (failure.code, failure.message) == (code, f"The policy decides otherwise: {found}.")
    assert failure.span is not None
    assert failure.span.text == lines[-1]
    assert failure.is_error


def test_the_reason_is_told_at_the_clause_that_decided() -> None:
    def told(*lines: str) -> list[tuple[str, str]]:
        (failure,) = outcome(*lines).failures
        return [(label.span.text.partition("\n")[0], label.text) for label in failure.labels]

    assert told(VP, "expect stage is MQL") == [('stage MQL "Marketing qualified lead"', "Fit is 40, less than 60")]
    assert told(SMALL, "expect senior") == [('define senior "Senior"', "the job title is unknown")]
    assert told(SMALL, "expect route is large") == [
        ('route large "Enterprise desk" to sales', "the number of employees is 5, less than 1,000")
    ]


def test_of_several_cycles_the_latest_is_meant() -> None:
    log = (HANDED_OVER, "called at 2026-11-02 10:10", "handed_over at 2026-11-02 10:20")
    assert outcome(SMALL, *log, "expect others is running").passed


def test_every_expectation_that_fails_is_found() -> None:
    found = outcome(VP, "expect fit is 1", "expect senior", "expect stage is MQL")
    assert [failure.code for failure in found.failures] == ["LP610", "LP612"]


def test_a_lead_that_cannot_be_decided_fails_its_example() -> None:
    text = (
        f'{POLICY}example "One"\n  as of 2031-11-02 10:30\n  lead\n    employees 5\n  handed_over at 2031-11-02 10:00\n'
    )
    text = text.replace("within 48 hours", "within 48 business hours") + "  expect others is running\n"
    (found,) = run_examples(policy(text))
    assert isinstance(found.outcome, Refused)
    (failure,) = found.failures
    assert failure.code == "LP617"
    assert failure.message == f"The lead of this example cannot be decided: {found.outcome.reason}"
