"""What is proved to be impossible must not happen: the model of all leads holds each that the reference decides."""

from __future__ import annotations

import pytest

from leadpact.solver import Impossible, Limits, World
from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from tests.solver.facts import facts_of
from tests.targets.at_random.cases import Cases
from tests.targets.at_random.policy import random_policy


@pytest.mark.parametrize("seed", range(4))
def test_the_model_of_all_leads_holds_leads_at_their_edges(seed: int) -> None:
    made = random_policy(f"solver {seed}")
    world = World.of((made.policy,))
    assert isinstance(world, World)
    for case in Cases(made.policy, made.day, seed).some(1):
        decision = decide(made.policy, case.lead, case.activities, case.as_of)
        if isinstance(decision, Decision):
            found = world.proof(tuple(facts_of(made.policy, decision)), Limits(deterministic=2.0))
            assert not isinstance(found, Impossible), found.core


def test_a_fresh_start_opens_a_cycle_too() -> None:
    """Found by random leads: a cycle that begins without an activity that starts its clock."""
    made = random_policy(295)
    world = World.of((made.policy,))
    assert isinstance(world, World)
    cases = [case for case in Cases(made.policy, made.day, 295).some(3) if case.as_of == 1707329243480]
    assert cases
    for case in cases:
        decision = decide(made.policy, case.lead, case.activities, case.as_of)
        assert isinstance(decision, Decision)
        found = world.proof(tuple(facts_of(made.policy, decision)), Limits(deterministic=2.0))
        assert not isinstance(found, Impossible), found.core
