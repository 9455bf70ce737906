"""Slips of first-time authors: each message says the way out, and a fix that is offered makes the line parse."""

from __future__ import annotations

import pytest

from leadpact_dsl.parser import parse_file
from leadpact_dsl.source import SourceFile


@pytest.mark.parametrize(
    ("text", "message", "mended"),
    [
        (
            'stage MQL "Qualified" owned by marketing when fit is at least 60\n',
            "“when fit is at least 60” belongs on a line of its own, below the line that starts with `stage`.",
            'stage MQL "Qualified" owned by marketing\n  when fit is at least 60\n',
        ),
        (
            "nurture calm after 1, 3 months\n",
            "“after 1, 3 months” belongs on a line of its own, below the line that starts with `nurture`.",
            "nurture calm\n  after 1, 3 months\n",
        ),
        (
            "route big to sales if size is at least 500\n",
            "“if size is at least 500” belongs on a line of its own, below the line that starts with `route`.",
            "route big to sales\n  when size is at least 500\n",
        ),
        (
            "define big = size is at least 500\n",
            "“size is at least 500” belongs on a line of its own, below the line that starts with `define`.",
            "define big\n  when size is at least 500\n",
        ),
        (
            "score fit from 0 to 10\n  10 if large\n",
            "Points carry their sign, + or -.",
            "score fit from 0 to 10\n  +10 if large\n",
        ),
        (
            "score fit from 0 to 10\n  +10 points if large\n",
            "Points stand alone before the rule.",
            "score fit from 0 to 10\n  +10 if large\n",
        ),
        (
            'example "A lead"\n  as of 2026-11-02 10:00\n  fit is 10\n',
            "What an example expects starts with `expect`.",
            'example "A lead"\n  as of 2026-11-02 10:00\n  expect fit is 10\n',
        ),
        (
            "score fit from 0 to 10\n  +5 if asked losing 20% every 7 days where topic is price\n",
            "Behind `if` the condition stands whole, with its `where`; `losing` comes after it.",
            "score fit from 0 to 10\n  +5 if asked where topic is price losing 20% every 7 days\n",
        ),
        (
            "score all_of_it is fit plus doubt from 0 to 10\n",
            "The range of a score stands before what it is made of.",
            "score all_of_it from 0 to 10 is fit plus doubt\n",
        ),
        (
            "score fit from 0 to 10\n  +5 if size is 50-500\n",
            "A range is written `is between … and …`, both ends in.",
            "score fit from 0 to 10\n  +5 if size is between 50 and 500\n",
        ),
        (
            "grade rank of fit\n  lost: 11\n",
            "A level by points is a band: from so many on, below so many, or from one to another.",
            "grade rank of fit\n  lost: 11 or more\n",
        ),
        (
            'example "A lead"\n  lead\n    size: 5\n',
            "In an example a value stands behind its field's name, with a blank between.",
            'example "A lead"\n  lead\n    size 5\n',
        ),
        (
            'lead\n  reason "Reason": one of a "A", b "B" required\n    c "C"\n',
            "The choices of a field stand on its line, or all of them below it; these go on with the one above.",
            'lead\n  reason "Reason": one of a "A", b "B", c "C" required\n',
        ),
        (
            f'lead\n  reason: one of first "{"A" * 60}",\n    second "{"B" * 60}"\n',
            "The choices of a field stand on its line, or all of them below it; these go on with the one above.",
            f'lead\n  reason: one of\n    first "{"A" * 60}"\n    second "{"B" * 60}"\n',
        ),
        (
            "lead\n  reason: one of a, b\n    required\n",
            "The choices of a field stand on its line, or all of them below it; these go on with the one above.",
            "lead\n  reason: one of a, b required\n",
        ),
        (
            'lead\n  reason: one of required\n    "Not now", "Doesn\'t see value", "When"\n',
            "A choice has a name, by which the policy calls it; its label in quotes follows.",
            'lead\n  reason: one of required\n    not_now "Not now", doesnt_see_value "Doesn\'t see value", '
            'choice_when "When"\n',
        ),
        (
            "lead\n  reason: one of\n    no reply, b\n",
            "A name is one word.",
            "lead\n  reason: one of\n    no_reply, b\n",
        ),
        (
            "lead\n  reason: one of no reply, b\n",
            "A name is one word.",
            "lead\n  reason: one of no_reply, b\n",
        ),
    ],
)
def test_the_fix_mends_it(text: str, message: str, mended: str) -> None:
    _, problems = parse_file(SourceFile("policy.sla", text))
    (problem,) = problems
    assert problem.message == message
    assert problem.fix is not None
    place = problem.fix.span
    fixed = text[: place.start] + problem.fix.text + text[place.end :]
    assert fixed == mended
    assert parse_file(SourceFile("policy.sla", fixed))[1] == []


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("score fit from 0 to 10\n  +10 for each asked once per day\n", "once a day"),
        ("score fit from 0 to 10\n  +10 for each asked losing 20% per week\n", "every"),
        ("define keen\n  when asked twice in the last 7 days\n", "at least 2 times"),
        ("define keen\n  when asked\n    and employees is at least 5\n", "all of"),
        ("lead\n  title: text\n    a, b\n", "below a field that is `one of`"),
        ("lead\n  title: one of\n", "on the lines below"),
        ('lead\n  title: one of\n    a, b from "T"\n', 'one of from "T"'),
        ("lead\n  title: one of, a when unknown\n    a, b\n", "at the end of the choices"),
        ('lead\n  title: one of required, a when unknown from "T"\n    a, b\n', "at the end of the choices"),
        ("lead\n  title: one of a, b, required\n", "the field's own line"),
        ("lead\n  title: one of a, b required\n    c  # so\n", "put every choice below it"),
    ],
)
def test_it_says_what_to_write(text: str, way_out: str) -> None:
    _, problems = parse_file(SourceFile("policy.sla", text))
    (problem,) = problems
    assert way_out in problem.help or (problem.fix is not None and way_out in problem.fix.text)


@pytest.mark.parametrize(
    "clause",
    [
        "+1 for each viewed_page at least 3 times a day",
        '+20 if asked unless country is "US"',
        '+20 if asked and (country is "US" or country is "CA")',
        '+20 if title contains "VP" and not contains "Assistant"',
        '+10 if viewed where path is "/" and no viewed where path is "/x"',
        "add 5 points for every asked max 3 per fortnight",
        "reset when opted_out",
    ],
)
def test_what_cannot_be_mended_gets_no_fix_that_says_something_else(clause: str) -> None:
    _, problems = parse_file(SourceFile("policy.sla", f"score fit from 0 to 10\n  {clause}\n"))
    assert problems
    assert [problem.fix for problem in problems if problem.fix] == []
