"""Conditions that never hold, always hold, or say something in a roundabout way."""

from __future__ import annotations

import pytest

from tests.dsl.checks.reading import BASE, define, findings, marked, mended, of

GRADE = "\nscore fit from 0 to 100\n  +60 if asked\ngrade priority of fit\n  A: 60 or more\n  B: below 60\n"
CODES = {"LP340", "LP341", "LP342", "LP343", "LP344", "LP345", "LP346", "LP347", "LP348"}


def codes(condition: str, more: str = "") -> list[str]:
    return [found.code for found in findings(define(condition) + GRADE + more) if found.code in CODES]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("employees is at least 500 and employees is less than 50", "LP340"),
        ("asked and no asked", "LP340"),
        ("region is AMER and region is EMEA", "LP340"),
        ("all of\n  industry is software\n  any of\n    industry is finance\n    industry is unknown", "LP340"),
        ("sent_form where form is guide and form is contact", "LP340"),
        ("priority is more than A", "LP340"),
        ("priority is less than B", "LP340"),
        ("priority is at least B", "LP341"),
        ("priority is one of A, B", "LP341"),
        ("priority is at most A", "LP341"),
        ("asked at least 0 times", "LP341"),
        ("at least 0 of\n  asked\n  opted_out", "LP341"),
        ('title is ""', "LP342"),
        ('title is not " "', "LP342"),
        ('title contains ""', "LP342"),
        ('title has the word "-"', "LP342"),
        ('country is one of "US", ""', "LP342"),
        ("employees is between 5000 and 50", "LP343"),
        ("fit is between 60 and 40", "LP343"),
        ("revenue is between 2 million USD and 1 million USD", "LP343"),
        ('country is one of "US", "CA", "us"', "LP344"),
        ("industry is one of software, finance, software", "LP344"),
        ('title has one of the words "VP", "vp"', "LP344"),
        ("at least 3 of\n  asked\n  opted_out", "LP345"),
        ("at least 2 of\n  asked\n  opted_out", "LP346"),
        ("at least 1 of\n  asked\n  opted_out", "LP346"),
        ("asked exactly 0 times", "LP347"),
        ("asked at most 0 times in the last 9 days", "LP347"),
        ("asked at least 1 times", "LP347"),
        ("any of\n  asked\n  opted_out\n  asked", "LP348"),
        ('country is "US" or country is one of "us"', "LP348"),
    ],
)
def test_found(condition: str, expected: str) -> None:
    assert codes(condition) == [expected]


@pytest.mark.parametrize(
    "condition",
    [
        "employees is at least 50 and employees is less than 500",
        "asked in the last 7 days and no asked more than 9 days ago",
        "region is AMER or region is EMEA",
        "priority is at least A",
        "priority is at most B",
        "asked at least 2 times",
        "viewed_page at least 1 times with different path",
        "viewed_page at most 0 times with different path",
        'title has the word "vice president"',
        'title contains "-"',
        "employees is between 50 and 50",
        'country is one of "US", "CA"',
        "at least 2 of\n  asked\n  opted_out\n  called",
        "asked at most 1 times",
        "any of\n  asked\n  asked in the last 9 days",
    ],
)
def test_not_found(condition: str) -> None:
    assert codes(condition) == []


@pytest.mark.parametrize(
    ("condition", "fixed"),
    [
        ("asked at least 0 times in the last 9 days", "when asked in the last 9 days\n"),
        ("asked exactly 0 times in the last 9 days", "when no asked in the last 9 days\n"),
        ("asked at least 1 times", "when asked\n"),
        ("employees is between 5000 and 50", "when employees is between 50 and 5000\n"),
        ("at least 2 of\n  asked\n  opted_out", "when all of\n"),
        ("at least 1 of\n  asked\n  opted_out", "when any of\n"),
        ("at least 3 of\n  asked\n  opted_out", "when all of\n"),
        ('country is one of "US", "CA", "us"', 'when country is one of "US", "CA"\n'),
        ("any of\n  asked\n  opted_out\n  asked", "    asked\n      opted_out\n"),
    ],
)
def test_fixes(condition: str, fixed: str) -> None:
    found = [one for one in findings(define(condition)) if one.code in CODES]
    text = mended(found[0])
    assert fixed in text
    assert [one for one in findings(text) if one.code in CODES] == []


def test_a_range_of_values_that_turns_round_on_a_day() -> None:
    values = "value low is 50\nvalue high is 100\n  from 2027-01-01: 20\n"
    (found,) = of(define("seats is between low and high") + values, "LP343")
    assert found.message.startswith("From 1 January 2027 on, no number")


def test_a_stage_that_no_lead_is_beyond() -> None:
    stages = (
        "\nstage inquiry\nstage MQL\n  recorded by became_mql\nroute a to sales\n  when stage is {}\nroute b to sales\n"
    )
    assert marked(BASE + stages.format("more than MQL"), "LP340") == ["stage is more than MQL"]
    assert of(BASE + stages.format("at least MQL"), "LP340") == []


def test_every_place_of_a_condition_is_looked_at() -> None:
    text = (
        BASE
        + """
score fit from 0 to 100
  +5 if asked at least 0 times
  +5 for each sent_form where form is one of guide, guide
  group "G" at most 9 points only if called at least 0 times
    +5 if unsubscribed
  zero if returned at least 0 times
goal g
  for accepted at least 0 times
  marketing delivers at least 5 leads at inquiry each month
stage inquiry
"""
    )
    assert len(of(text, "LP341")) == 4
    assert len(of(text, "LP344")) == 1


def test_entries_of_a_list() -> None:
    text = 'list mail "Mail":\n  "a.com", "b.com"\n  "c.com", "A.com "\n'
    (found,) = of(text, "LP353")
    assert found.span is not None
    assert found.span.text == '"A.com "'
    assert of(mended(found), "LP353") == []
    assert of('list mail "Mail": "a.com", "b.com"\n', "LP353") == []
