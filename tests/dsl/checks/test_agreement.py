"""The agreement as a whole: its parts, its term and review, and names without a use."""

from __future__ import annotations

from datetime import date

import pytest

from leadpact_dsl.checks.term import after
from leadpact_dsl.model import CalendarSpan
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile
from tests.dsl.checks.reading import BASE, findings, marked, mended, of

HEADER = """agreement "Acme"
  version "1"
  effective 2026-01-31
  term 12 months
  review every 3 months
  timezone "UTC"
  purpose "Why we agree."
"""


@pytest.mark.parametrize("line", ["version", "effective", "term", "review", "purpose"])
def test_each_line_of_the_agreement(line: str) -> None:
    assert of(HEADER, "LP501") == []
    text = "".join(kept for kept in HEADER.splitlines(keepends=True) if not kept.strip().startswith(line))
    (found,) = of(text, "LP501")
    assert f"\n  {line} " in mended(found)
    assert of(mended(found), "LP501") == []


def test_the_block_itself() -> None:
    (found,) = of(BASE, "LP501")
    assert mended(found).startswith("agreement ")
    assert of(mended(found), "LP501") == []


def test_every_part_is_missed_and_can_be_pasted() -> None:
    text = HEADER
    assert len(of(text, "LP502")) == 6
    for left in range(6, 0, -1):
        missing = of(text, "LP502")
        assert len(missing) <= left
        if not missing:
            break
        text = mended(missing[0])
    assert of(text, "LP502") == []
    assert not [found for found in findings(text) if found.is_error]


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Definitions", "what its words mean"),
        ("Lead scoring", "how leads are scored"),
        ("Response times", "how fast a lead is answered"),
        ("Nurturing", "nurtured"),
        ("Goals and metrics", "which goals"),
        ("Responsibilities", "who is responsible"),
    ],
)
def test_a_section_of_prose_says_it_too(title: str, part: str) -> None:
    missing = [found.message for found in of(f'{HEADER}section "{title}" "In prose."\n', "LP502")]
    assert len(missing) == 5
    assert not any(part in message for message in missing)


def test_an_example_is_missed() -> None:
    assert len(of(HEADER, "LP503")) == 1
    example = 'stage inquiry\nexample "x"\n  as of 2026-03-01 09:00\n  expect stage is inquiry\n'
    assert of(HEADER + example, "LP503") == []


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (date(2026, 1, 1), None),  # before it begins
        (date(2026, 4, 29), None),
        (date(2026, 4, 30), "LP505"),
        (date(2027, 1, 30), "LP505"),
        (date(2027, 1, 31), "LP504"),
        (None, None),
    ],
)
def test_term_and_review(today: date | None, code: str | None) -> None:
    found = [one.code for one in findings(HEADER, today) if one.code in ("LP504", "LP505")]
    assert found == ([code] if code else [])


def test_the_line_of_the_term_is_marked() -> None:
    found = of(HEADER, "LP504", date(2030, 1, 1))
    assert [one.span.text for one in found if one.span] == ["term 12 months"]


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        (date(2026, 1, 31), CalendarSpan(1, "months"), date(2026, 2, 28)),
        (date(2024, 1, 31), CalendarSpan(1, "months"), date(2024, 2, 29)),
        (date(2026, 11, 30), CalendarSpan(1, "quarters"), date(2027, 2, 28)),
        (date(2024, 2, 29), CalendarSpan(1, "years"), date(2025, 2, 28)),
        (date(2026, 12, 15), CalendarSpan(12, "months"), date(2027, 12, 15)),
        (date(2026, 12, 31), CalendarSpan(2, "weeks"), date(2027, 1, 14)),
        (date(2026, 12, 31), CalendarSpan(1, "days"), date(2027, 1, 1)),
    ],
)
def test_calendar_time(start: date, length: CalendarSpan, end: date) -> None:
    assert after(start, length) == end


# --------------------------------------------------------------------------------------------------------- unused


def unused(text: str) -> list[str]:
    return marked(text, "LP510")


@pytest.mark.parametrize(
    ("declared", "use"),
    [
        ("value bar is 60", "score it from 0 to 100\n  +bar if asked"),
        ("value bar is 60", "define it\n  when seats is at least bar\ndisqualify d\n  when it"),
        ("value bar is 60", "define it\n  when no asked and seats is between 1 and bar\ndisqualify d\n  when it"),
        ('list free "Free": "a.com"', "disqualify it\n  when email is one of free"),
        ('list free "Free": "a.com"', "disqualify it\n  when email contains one of free"),
        ("define keen\n  when asked", "disqualify it\n  when keen"),
        (
            "define keen\n  when asked",
            "stage s\nstage t\n  recorded by asked\ngoal g\n  at least 5% of leads at t are keen each month",
        ),
        ("activity extra", "score it from 0 to 100\n  +5 if no activity in the last 9 days"),
        ("activity extra", "score it from 0 to 100\n  counts only what follows the latest extra\n  +5 if asked"),
        ("activity extra", "score it from 0 to 100\n  +5 if asked since extra"),
        ("activity extra", "score it from 0 to 100\n  +5 for each asked since extra"),
        ("activity extra", "score it from -9 to 100\n  -5 for every 9 days without activity"),
        ("activity extra", "stage s\nstage t\n  recorded by extra"),
        ("nurture slow\n  after 1 months", "recycle r\n  when asked\n  to nurture slow for 9 days"),
        ("team helpers", "route r to helpers"),
        ("team helpers", "activity helped by helpers\ndisqualify d\n  when helped"),
        ("lead\n  who: text", "route r to the person in who"),
        ("lead\n  who: text", "lead\n  same when who is the same"),
        ("lead\n  who: one of a, b, a when unknown", "score it from 0 to 9\n  by who\n    a: 1\n    b: 2"),
        (
            "lead\n  since_when: time",
            "score it from -9 to 9\n  -5 for every 9 days without activity since since_when",
        ),
        ("lead\n  since_when: time", "score it from 0 to 9\n  +5 if asked since since_when"),
        ("lead\n  extra: number", "score it from 0 to 9\n  adds extra from 0 to 5, 0 when unknown"),
    ],
)
def test_what_nothing_uses(declared: str, use: str) -> None:
    base = "activity asked\nlead\n  seats: whole number required\n  email: text required\n"
    text = f"{base}{declared}\n"
    ending = "disqualify done\n  when asked\n"
    name = declared.split(":")[0].removeprefix("lead\n").split()[0 if declared.startswith("lead") else 1]
    assert unused(text + ending) == [name]
    assert unused(f"{text}{use}\n{ending}") == []


def test_what_needs_no_use() -> None:
    lead = 'lead\n  seats: whole number from "Seats"\n  email: text required\n'
    assert unused(lead + 'team legal\n  responsible for "Reading it"\nstage s\n') == []


def test_fields_of_activities() -> None:
    text = """
activity viewed
  path: text required
  seconds: whole number
disqualify d
  when viewed where path is "/x"
"""
    assert unused(text) == ["seconds"]
    assert unused(text.replace('"/x"', '"/x" and seconds is at least 5')) == []


def test_calendars() -> None:
    office = 'calendar office "Office"\n  open monday to friday 09:00 to 17:00\n'
    team = 'team sales "Sales"\n  works office\n  responsible for "Calling"\n'
    assert len(of(office, "LP510")) == 1
    assert of(office + team, "LP510") == []


def test_what_is_unused_can_be_taken_out() -> None:
    text = """
activity asked
disqualify d
  when asked
nurture slow
  after 1, 3 months

value bar is 5
  from 2027-01-01: 6
"""
    found = of(text, "LP510")
    assert len(found) == 2
    assert "after 1" not in mended(found[0])
    assert of(mended(of(mended(found[0]), "LP510")[0]), "LP510") == []


# ------------------------------------------------------------------------------------------------ broken policies


def test_what_is_broken_hides_nothing_and_nothing_breaks() -> None:
    """Names that lead nowhere, because their declarations could not be read, in every place that can name them."""
    text = (
        BASE
        + """
define broken
  when nonsense is 5
score fit from 0 to 100
  +5 if broken
  +5 if not broken and asked
  by seats
    below 5: 1
grade product
  a: when broken
  b: otherwise
stage inquiry
stage MQL
  when broken
  recorded by became_mql
route r to sales
  when broken
recycle again
  when returned
  to nurture lost for 9 days
nurture lost
  after 5 minutes
response slow on touch
  for broken
  sales answers within 5 fortnights
clock touch from handed_over to called
goal g
  at most 5% of leads at MQL are broken each month
  at least 5% of slow are answered in time each month
disqualify d
  when broken
"""
    )
    codes = {found.code for found in findings(text)}
    assert "LP302" in codes  # the table of seats, in a score that is itself in order
    assert "LP422" in codes


def test_findings_of_several_files_stand_in_their_files() -> None:
    files = [
        SourceFile("a.sla", HEADER + 'activity asked "asked"\n'),
        SourceFile("b.sla", "score fit from 0 to 9\n  +0 if asked\n"),
    ]
    found = [one for one in read_policy(files, {}, None).diagnostics if one.code == "LP320"]
    assert [one.span.file.name for one in found if one.span] == ["b.sla"]
