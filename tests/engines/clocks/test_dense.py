"""Random clocks on random calendars around days on which something happens to the time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random

from hypothesis import given, settings

from leadpact_dsl import model
from leadpact_dsl.decision import Decision, Refused
from leadpact_dsl.evaluate import decide
from tests.dsl.time.cases import NEW_YORK
from tests.dsl.time.effort import examples
from tests.engines.clocks.bulk import difference, plan_of
from tests.engines.clocks.dense import MINUTE, bulks, made
from tests.targets.at_random.cases import Case


@settings(max_examples=examples(60, 8), deadline=None)
@given(bulks())
def test_random_clocks(some: tuple[model.Policy, list[Case]]) -> None:
    policy, cases = some
    assert difference(plan_of(policy), cases) is None


def test_days_when_the_clocks_of_an_office_change() -> None:
    for seed, day in enumerate([dt.date(2026, 3, 8), dt.date(2026, 11, 1), dt.date(2026, 12, 24)]):
        around = next(one.start for one in NEW_YORK.open_intervals if one.day >= day)
        policy, cases = made(Random(seed), NEW_YORK, NEW_YORK, around, 15 * MINUTE)
        assert difference(plan_of(policy), cases) is None


def test_that_is_about_every_outcome() -> None:
    seen: Counter[str] = Counter()
    around = next(one.start for one in NEW_YORK.open_intervals if one.day >= dt.date(2026, 11, 1))
    for seed in range(30):
        policy, cases = made(Random(seed), NEW_YORK, NEW_YORK, around, 15 * MINUTE)
        for case in cases:
            decision = decide(policy, case.lead, case.activities, case.as_of)
            if isinstance(decision, Refused):
                seen["refused"] += decision.reason.startswith("A clock needs the calendar")
            for cycle in decision.cycles if isinstance(decision, Decision) else ():
                seen[cycle.state] += 1
                seen["hidden"] += cycle.due is None and cycle.response is not None
                seen["held up"] += cycle.used == 0 and cycle.ended_at not in (None, cycle.started_at)
                seen["fallen"] += any(one.fallen for one in cycle.actions)
                seen["tried"] += any(one.made > 1 for one in cycle.tries)
                seen["sent back"] += cycle.ended_by == "recycled"
    wanted = ["refused", "running", "paused", "met", "missed", "overdue", "passed on", "hidden", "held up", "fallen"]
    assert {outcome for outcome in [*wanted, "tried", "sent back"] if seen[outcome] < 10} == set()
