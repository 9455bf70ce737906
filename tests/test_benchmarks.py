"""What the benchmarks compare must agree, to the last hundredth and millisecond. No test here measures time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

import pytest

from benchmarks import cases
from benchmarks.by_hand import straight
from benchmarks.by_hand.records import Activity, Decision, Lead, Refused
from benchmarks.reference import decide_by_reference

Decide = Callable[[Lead, tuple[Activity, ...], int], Decision]

# Beside the usual day: the hours of a value's new amount and of the year's turn, and a year that calendars do not cover.
NEW_YEAR = 1_798_779_600_000
TOO_LATE = 2_114_380_800_000


@pytest.mark.parametrize("decide", [pytest.param(straight.decide, id="straight")])
def test_the_hand_written_rules_agree_with_the_reference(decide: Decide) -> None:
    leads = chain(
        [cases.typical()],
        cases.examples(),
        cases.sampled(150, seed=3),
        cases.sampled(40, seed=4, as_of=NEW_YEAR),
        cases.sampled(40, seed=5, as_of=TOO_LATE),
    )
    decided = 0
    for case in leads:
        try:
            expected = decide_by_reference(case)
        except Refused:
            with pytest.raises(Refused):
                decide(case.record, case.log, case.as_of)
        else:
            decided += 1
            assert decide(case.record, case.log, case.as_of) == expected
    assert decided > 200


def test_rows_out_of_order_change_nothing() -> None:
    for case in cases.sampled(30, seed=6):
        backwards = case.log[::-1]
        if len({activity.at for activity in backwards}) == len(backwards):
            assert straight.decide(case.record, backwards, case.as_of) == straight.decide(
                case.record, case.log, case.as_of
            )
