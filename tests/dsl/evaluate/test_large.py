"""The search for what a lead lacks keeps within bounds on thousands of rules, and is whole on common policies."""

from __future__ import annotations

import pytest

from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import ActivityRecord, LeadRecord
from leadpact_dsl.supposing.options import most_times, most_values
from leadpact_dsl.supposing.ways import trials
from tests.dsl.evaluate.lead_case import policy

HOUR = 3_600_000

CLOCK = """
clock touch from asked to called
response standard on touch
  sales answers within 1 hour
  sales tries at least 2 times within 3 hours
stage inquiry
"""


@pytest.mark.parametrize("rules", [1, 40])
def test_a_common_policy_is_searched_in_full(rules: int) -> None:
    assert (trials(rules), most_values(rules), most_times(rules)) == (5000, 300, 10)


@pytest.mark.parametrize("rules", [500, 4_000])
def test_the_work_does_not_grow_with_the_square_of_the_rules(rules: int) -> None:
    assert trials(rules) * rules <= 200_000
    assert most_values(rules) * rules <= 60_000
    assert most_times(rules) * rules <= 5_000


def test_the_tries_of_each_cycle_are_its_own() -> None:
    """Tries go on behind the first answer, and end where the next cycle begins or the time for them is over."""
    log = [("asked", 0), ("called", 1), ("called", 2), ("asked", 3), ("called", 4), ("called", 6), ("called", 7)]
    rows = [ActivityRecord(kind, at * HOUR) for kind, at in log]
    decision = decide(policy(CLOCK), LeadRecord("1"), rows, 9 * HOUR)
    assert isinstance(decision, Decision)
    assert [(cycle.started_at // HOUR, [tries.made for tries in cycle.tries]) for cycle in decision.cycles] == [
        (0, [2]),
        (3, [2]),
    ]
