"""All that the bulk engine says of a cycle is what the reference says, to the millisecond."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from leadpact.engines.clocks.arrays import LEADS
from leadpact_dsl import model
from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from tests.conftest import ROOT
from tests.engines.clocks.bulk import difference, plan_of
from tests.targets.at_random.cases import Case, Cases
from tests.targets.test_differential import SEEDS, cases_at_random, made_of, policy_at

POLICIES = sorted(path for path in (ROOT / "policies").iterdir() if path.is_dir())
CORPUS = sorted((ROOT / "tests" / "corpus" / "valid").glob("*/*.sla"))
WITH_CLOCKS = [path for path in CORPUS if "\nclock " in path.read_text("utf-8")]


def agree(policy: model.Policy, cases: list[Case], apart: int = 1) -> None:
    assert difference(plan_of(policy), cases, apart=apart) is None


@pytest.mark.parametrize("path", [*POLICIES, *WITH_CLOCKS], ids=lambda path: path.stem)
def test_examples(path: Path) -> None:
    policy = policy_at(path)
    agree(policy, [Case(one.lead, one.activities, one.as_of) for one in policy.examples])


@pytest.mark.parametrize("path", [*POLICIES, *WITH_CLOCKS], ids=lambda path: path.stem)
def test_policies_at_their_edges(path: Path) -> None:
    policy = policy_at(path)
    agree(policy, cases_at_random(policy, f"clocks of {path.stem}", 20))


@pytest.mark.parametrize("seed", SEEDS)
def test_random_policies_at_their_edges(seed: int) -> None:
    made = made_of(seed)
    agree(made.policy, list(Cases(made.policy, made.day, f"clocks {seed}").some(10)))


def test_leads_far_apart() -> None:
    """Keys hold a lead and an instant only for so many leads at once: lead numbers of any size are fine."""
    made = made_of(2)
    cases = list(Cases(made.policy, made.day, "far apart").some(8))
    for apart in (LEADS // 3, LEADS - 1, LEADS, LEADS + 1):
        agree(made.policy, cases, apart)


def test_that_is_about_every_outcome() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        made = made_of(seed)
        for case in Cases(made.policy, made.day, f"clocks {seed}").some(10):
            decision = decide(made.policy, case.lead, case.activities, case.as_of)
            if not isinstance(decision, Decision):
                seen["refused"] += 1
                continue
            for cycle in decision.cycles:
                seen[cycle.state] += 1
                seen["no response"] += cycle.response is None
                seen["sent back"] += cycle.ended_by == "recycled"
                seen["hidden"] += cycle.due is None and cycle.response is not None
                seen["not opened"] += cycle.opened is None and cycle.response is not None
                seen["fallen"] += any(one.fallen for one in cycle.actions)
                seen["tried"] += any(one.made > 1 for one in cycle.tries)
                seen["by calendar"] += cycle.calendar is not None
                seen["later cycles"] += cycle != decision.cycles[0]
    wanted = ["running", "paused", "met", "missed", "overdue", "passed on", "no response", "sent back", "hidden"]
    wanted += ["not opened", "fallen", "tried", "by calendar", "later cycles", "refused"]
    assert {outcome for outcome in wanted if seen[outcome] < 3} == set()
