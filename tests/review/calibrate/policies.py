"""Policies that the tests of calibration are about, as text."""

from __future__ import annotations

from leadpact_dsl.model import Policy
from leadpact_dsl.parser import parse
from leadpact_dsl.resolve import resolve
from leadpact_dsl.source import SourceFile

SMALL = """
agreement "Small"
  timezone "UTC"

team marketing "Marketing"
team sales "Sales"
  capacity 10 new leads per person each week, 2 people
team closers "Closers"
  capacity 26 new leads each month

value enough "Points for a call" is 40
  from 2027-01-01: 50

define eager "Eager"
  when total is at least enough

define barred "Barred"
  when not eager

lead
  size "Size": whole number
  plan "Plan": one of free "Free", paid "Paid"
  out "Has opted out": yes or no required
  note "Note from the call": text
  seen_at "Seen at": time

activity asked "asked for a demo"
activity called "was called" by sales
activity handed "was handed over" by marketing
activity accepted "was accepted" by sales
activity won "was won" by closers

score fit "Fit" from 0 to 60
  by size
    below 10: -5
    10 to below 100: 10
    100 or more: 30
  first of
    +20 if plan is paid and size is at least 10
    +5 if plan is paid
  +10 if note contains "keen"

score doubt "Doubt" from 0 to 20
  +10 if out
  +10 if called

score total "Total" is fit plus interest minus 50% of doubt

score interest "Interest" from 0 to 40
  +15 for each asked at most 2 times
  +5 if seen_at is known

grade priority "Priority" of total
  A "First": 60 or more
  B "Second": 40 to below 60
  C "Third": below 40

stage new "New" owned by marketing
stage MQL "Qualified" owned by marketing
  when {when}
  recorded by handed
stage SAL "Accepted" owned by sales
  recorded by accepted
stage customer "Customer" owned by closers
  recorded by won

{more}
"""


def policy(when: str = "total is at least enough", more: str = "") -> Policy:
    """The small policy with a condition for its stage MQL (a line, or lines with their margins) and further blocks."""
    return read(SMALL.format(when=when, more=more))


def read(text: str) -> Policy:
    """Without the checks: what is odd about a policy is no matter here."""
    written, syntax = parse([SourceFile("small.sla", text)])
    made, _, names = resolve(written, {})
    assert [found.message for found in (*syntax, *names) if found.is_error] == []
    return made
