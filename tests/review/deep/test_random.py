"""Random policies: what is proved impossible stays so for any lead, and every lead that is shown is one."""

from __future__ import annotations

import pytest

from leadpact.review.deep.question import Case
from leadpact.review.deep.showing import Shown
from tests.review.deep.reading import examined
from tests.targets.at_random.cases import Cases
from tests.targets.at_random.policy import random_policy

SEEDS = (0, 2, 4, 5, 9, 11, 13, 20)
LEADS = 40


@pytest.mark.parametrize("seed", SEEDS)
def test_no_lead_at_random_does_what_is_proved_impossible(seed: int) -> None:
    made = random_policy(f"deep {seed}")
    found = examined(made.policy, time=2.0)
    assert found.asked == found.shown + len(found.proofs) + len(found.undecided)
    for case in Cases(made.policy, made.day, f"deep {seed}").some(LEADS):
        shown = Shown(made.policy, Case(case.lead, case.activities, case.as_of))
        so = [asks for asks in found.proofs if shown.when(asks) is not None]
        assert so == [], f"this lead is so: {case}"
    for asks, witness in found.cases:
        assert Shown(made.policy, witness).when(asks) == witness.as_of
