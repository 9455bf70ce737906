"""Random pairs: every lead that is shown parts them, and what is said to mean the same is parted by no lead."""

from __future__ import annotations

import pytest

from tests.solver.attack import trouble
from tests.solver.pairs import random_pair


@pytest.mark.parametrize("seed", [5, 6, 10])
def test_what_is_said_of_a_pair_is_so(seed: int) -> None:
    assert trouble(random_pair(seed), seed, 500) is None


def test_the_attack_finds_what_is_wrong() -> None:
    """Were two that differ said to mean the same, the leads would tell."""
    from leadpact.review.compare.subjects import of_drafts
    from leadpact.solver import World
    from tests.solver.attack import _lead_trouble

    pair = random_pair(1)
    world = World.of((pair.first.policy, pair.second))
    assert isinstance(world, World)
    found = _lead_trouble(pair, world, list(of_drafts(world)), 1, 3_000)
    assert found is not None
    assert "said to mean the same" in found
