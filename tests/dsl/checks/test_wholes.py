"""Bands of a score that only has whole points: 50 to 79 and 80 to 100 leave no gap; with fractions they do."""

from __future__ import annotations

import pytest

from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile

POLICY = """\
agreement "A"
  timezone "UTC"
value dial "Dial" is 10
  from 2027-01-01: {dial}
lead
  size: whole number, 0 when unknown
  rating: number, 0 when unknown
activity opened
score part "Part" from 0 to 10
  {part}
score s "S" from 0 to 100 is {terms}
score r "R" from 0 to 100
  {rule}
grade g of {of}
  hot: 80 to 100
  warm: 50 to 79
  cold: 0 to 49
"""

GOOD = {"dial": "20", "part": "+1 if opened", "terms": "part", "rule": "+1 if opened", "of": "r"}


def gaps(**parts: str) -> bool:
    reading = read_policy([SourceFile("policy.sla", POLICY.format(**{**GOOD, **parts}))])
    found = {d.code for d in reading.diagnostics if d.is_error}
    assert found <= {"LP302", "LP310"}, reading.diagnostics  # LP310: a level that so few points never reach
    return "LP302" in found


@pytest.mark.parametrize(
    "rule",
    [
        "+1 if opened",
        "+dial if opened",
        "+20 if opened losing 5 points every 7 days",
        "+20 if opened losing 10% every 7 days",
        "+10 for each opened losing 20% every 7 days at most 30 points",
        "by size\n    below 5: 1\n    5 or more: 2",
        "adds size from 0 to 20",
        'group "G" at most 40 points\n    first of\n      +1 if opened',
        "-5 for every 30 days without activity at most 20 points",
    ],
)
def test_whole_points_have_whole_bands(rule):
    assert not gaps(rule=rule)


@pytest.mark.parametrize(
    "rule",
    [
        "+0.5 if opened",
        "+dial if opened losing 1 points every 3 days\n  +2.25 if opened",
        "+5 if opened losing 10% every 7 days",
        "+10 for each opened at most 30.5 points",
        "by size\n    below 5: 1.5\n    5 or more: 2",
        "adds rating from 0 to 20",
        'group "G" counts 50%\n    +1 if opened',
        'group "G" losing 10% every 7 days\n    +1 if opened',
    ],
)
def test_fractions_fall_between_whole_bands(rule):
    assert gaps(rule=rule)


def test_dials_count_with_all_their_amounts():
    assert not gaps(rule="+dial if opened", dial="20")
    assert gaps(rule="+dial if opened", dial="20.5")


def test_scores_of_scores():
    assert not gaps(of="s")
    assert gaps(of="s", terms="50% of part")
    assert gaps(of="s", part="+0.5 if opened")
