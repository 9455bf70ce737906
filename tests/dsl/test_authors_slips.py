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
            "“when fit is at least 60” stands on a line of its own, below the line that opens the stage.",
            'stage MQL "Qualified" owned by marketing\n  when fit is at least 60\n',
        ),
        (
            "nurture calm after 1, 3 months\n",
            "“after 1, 3 months” stands on a line of its own, below the line that opens the nurture.",
            "nurture calm\n  after 1, 3 months\n",
        ),
        (
            "score fit from 0 to 10\n  10 if large\n",
            "Points carry their sign.",
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
    ],
)
def test_it_says_what_to_write(text: str, way_out: str) -> None:
    _, problems = parse_file(SourceFile("policy.sla", text))
    (problem,) = problems
    assert way_out in problem.help or (problem.fix is not None and way_out in problem.fix.text)
