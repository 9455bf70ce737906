"""What a score can come to: by hand, and never less than what the reference evaluation gives."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from leadpact_dsl.checks.bounds import Reach, reachable
from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from leadpact_dsl.limits import MOST_ACTIVITIES
from tests.dsl.evaluate.lead_case import NOW, at, policy
from tests.dsl.evaluate.random_cases import RICH, Case, cases


def bounds(rules: str, score_range: str = "from -1000000 to 1000000", more: str = "") -> tuple[str, str]:
    """The range of a score of these rules, as text."""
    lines = "".join(f"  {line}\n" for line in rules.split("\n"))
    low, high = reachable(policy(f"{more}\nscore it {score_range}\n{lines}"), "it")
    return f"{low.normalize():f}", f"{high.normalize():f}"


@pytest.mark.parametrize(
    ("rules", "low", "high"),
    [
        ("+30 if asked\n-10 if unsubscribed", "-10", "30"),
        ("+30 if asked\n+20 if opted_out", "0", "50"),
        ("+10 for each asked at most 3 times", "0", "30"),
        ("-10 for each asked at most 25 points", "-25", "0"),
        ("+2.5 for each asked once", "0", "2.5"),
        ("+1 for each asked", "0", str(MOST_ACTIVITIES)),
        # On a grid of weeks, seven days touch two of them and eight days three.
        ("+10 for each asked in the last 7 days once every 7 days", "0", "20"),
        ("+10 for each asked in the last 8 days once every 7 days", "0", "30"),
        ("+10 for each asked in the last 7 days at most 2 times", "0", "20"),
        # The third of three weeks is at least a week old, so it has lost a half.
        ("+10 for each asked once every 7 days at most 3 times losing 50% every 7 days", "0", "25"),
        ("+10 for each asked more than 7 days ago at most 1 times losing 50% every 7 days", "0", "5"),
        ("-10 for every 30 days without activity at most 30 points", "-30", "0"),
        ("by employees\n  below 50: 5\n  50 or more: 25\n  unknown: -3", "-3", "25"),
        ("adds review from -10 to 10, 0 when unknown", "-10", "10"),
        ("first of\n  +30 if asked\n  +50 if opted_out\n  -5 if unsubscribed", "-5", "50"),
        ('group "G" at most 40 points\n  +30 if asked\n  +30 if opted_out', "0", "40"),
        ('group "G" from 10 to 40\n  +30 if asked\n  +30 if opted_out', "10", "40"),
        ('group "G" from 10 to 40 counts 50% only if asked\n  +30 if opted_out', "0", "15"),
        ('group "G" at most 40 points counts 150%\n  +30 if asked\n  +30 if opted_out', "0", "60"),
        ("+50 if asked\nzero if opted_out", "0", "50"),
    ],
)
def test_rules(rules: str, low: str, high: str) -> None:
    assert bounds(rules) == (low, high)


def test_the_bounds_of_a_score_hold() -> None:
    assert bounds("+500 if asked\n-500 if opted_out", "from -20 to 130") == ("-20", "130")


def test_zero_if_reaches_zero_whatever_the_bounds() -> None:
    assert bounds("+5 if asked\nzero if opted_out", "from 10 to 100") == ("0", "10")


def test_parts_are_weighed_and_the_same_part_twice_is_one() -> None:
    more = "score a from 0 to 100\n  +100 if asked\nscore b from -50 to 50\n  +80 if asked\n  -80 if opted_out"
    text = f"{more}\nscore it is 60% of a plus 40% of b minus 10% of a\n"
    assert reachable(policy(text), "it") == (Decimal(-20), Decimal(70))


def test_sums_are_rounded_to_hundredths() -> None:
    assert reachable(policy("score a from 0 to 1\n  +0.33 if asked\nscore it is 50% of a\n"), "it")[1] == Decimal(
        "0.17"
    )


def test_dated_values_are_looked_at_on_every_day() -> None:
    text = (
        "value worth is 10\n  from 2026-06-01: 40\n  from 2027-01-01: 20\nscore it from 0 to 100\n  +worth if asked\n"
    )
    assert reachable(policy(text), "it") == (0, 40)
    assert Reach(policy(text), at("2026-03-01 10:00")).score("it") == (0, 10)
    assert Reach(policy(text), at("2027-03-01 10:00")).score("it") == (0, 20)


@given(cases)
def test_no_lead_is_ever_outside(case: Case) -> None:
    found = policy(RICH)
    decision = decide(found, case.lead, case.log, at(NOW))
    assert isinstance(decision, Decision)
    for name, result in decision.scores.items():
        low, high = reachable(found, name)
        assert low <= result.value <= high
        now = Reach(found, at(NOW)).score(name)
        assert now.low <= result.value <= now.high
