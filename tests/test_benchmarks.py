"""What the benchmarks compare must agree, to the last hundredth and millisecond. No test here measures time."""

from __future__ import annotations

import random
from collections.abc import Callable
from types import ModuleType

import pytest

from benchmarks import agreeing, cases, engines, scorer
from benchmarks.by_hand import closures_acme, straight
from benchmarks.by_hand.records import Activity, Decision, Lead, Refused
from benchmarks.measuring import Times, side_by_side
from benchmarks.reference import decide_by_reference
from leadpact_dsl.model import ActivityRecord

# Beside the usual day: the turn of the year, at which a value changes, and a year that calendars do not cover.
NEW_YEAR = 1_798_779_600_000
TOO_LATE = 2_114_380_800_000
DAY = 86_400_000

BY_HAND: dict[str, Callable[[Lead, tuple[Activity, ...], int], Decision]] = {
    "straight": straight.decide,
    "closures": lambda lead, log, as_of: closures_acme.decide(
        closures_acme.record_of(lead), closures_acme.rows_of(log), as_of
    ),
}


def test_all_that_decide_agree_on_examples_and_sampled_leads() -> None:
    leads = [
        cases.typical(),
        *cases.examples(),
        *cases.sampled(120, seed=3),
        *cases.sampled(30, seed=4, as_of=NEW_YEAR),
    ]
    assert agreeing.check_decisions(leads, scorer.load()) == len(leads)


def test_a_year_that_calendars_do_not_cover_is_refused_by_all() -> None:
    refused = 0
    for case in cases.sampled(40, seed=5, as_of=TOO_LATE):
        try:
            decide_by_reference(case)
        except Refused:
            refused += 1
            for decide in BY_HAND.values():
                with pytest.raises(Refused):
                    decide(case.record, case.log, case.as_of)
        else:
            agreeing.check_decisions([case], None)
    assert refused


@pytest.mark.parametrize("name", BY_HAND)
@pytest.mark.parametrize("lacking", ["company", "country", "region", "created_at"])
def test_a_lead_without_a_required_field_is_refused(name: str, lacking: str) -> None:
    case = cases.typical()
    with pytest.raises(Refused):
        BY_HAND[name](case.record._replace(**{lacking: None}), case.log, case.as_of)


def test_tangled_logs_are_decided_alike() -> None:
    """Rows twice, at one instant, on the very edge of windows, of kinds that the lead had not, and in any order."""
    dice = random.Random(8)
    leads = [_tangled(case, dice) for case in cases.sampled(80, seed=9)]
    assert agreeing.check_decisions(leads, scorer.load()) == len(leads)


def _tangled(case: cases.Case, dice: random.Random) -> cases.Case:
    log = list(case.activities)
    for _ in range(dice.randrange(2, 9)):
        kind = dice.choice(list(cases.acme().activities.values()))
        edge = case.as_of - dice.choice([3, 5, 7, 14, 30, 40, 90]) * DAY + dice.choice([-1, 0, 1])
        at = dice.choice([edge, *(row.at for row in log)])
        choices = {name: dice.choice(field.choices).name for name, field in kind.fields.items() if field.choices}
        log.append(ActivityRecord(kind.name, at, choices))
    dice.shuffle(log)
    return cases.case(case.lead, tuple(log), case.as_of)


@pytest.mark.parametrize("name", BY_HAND)
def test_rows_out_of_order_change_nothing(name: str) -> None:
    reversed_rows = 0
    for case in cases.sampled(30, seed=6):
        if len({activity.at for activity in case.log}) == len(case.log) > 1:
            reversed_rows += 1
            forward = BY_HAND[name](case.record, case.log, case.as_of)
            assert BY_HAND[name](case.record, case.log[::-1], case.as_of) == forward
    assert reversed_rows > 10


def test_engines_agree_on_fit() -> None:
    found, _ = engines.installed()
    leads = [cases.typical(), *cases.examples(), *cases.sampled(60, seed=7)]
    assert agreeing.check_fit(leads, found, scorer.load()) > 60


def test_a_contestant_that_says_something_else_is_found() -> None:
    case = cases.typical()
    wrong = ModuleType("wrong")
    wrong.read_lead = wrong.read_activity = lambda given: given  # type: ignore[attr-defined]
    wrong.decide = lambda lead, log, as_of: wrong  # type: ignore[attr-defined]
    wrong.document = lambda: {"scores": {"fit": 1}}  # type: ignore[attr-defined]
    wrong.Refused = Refused  # type: ignore[attr-defined]
    with pytest.raises(agreeing.Disagreement):
        agreeing.check_decisions([case], wrong)


def test_the_typical_lead_is_what_the_page_says_it_is() -> None:
    case = cases.typical()
    decision = decide_by_reference(case)
    assert len(case.log) == 12
    assert (decision.stage, decision.grades[1], decision.cycles[0].response) == ("MQL", "A", "hot")


def test_a_ratio_is_that_of_the_least_times() -> None:
    slow, fast = Times((2.0, 20.0, 6.0)), Times((9.0, 10.0, 1.0))
    assert slow.over(fast) == 2.0
    assert (slow.best, slow.middle) == (2.0, 6.0)


def test_contestants_take_turns() -> None:
    turns: list[str] = []

    def work(name: str) -> Callable[[], None]:
        def take() -> None:
            if not turns or turns[-1] != name:
                turns.append(name)
            sum(range(20_000))

        return take

    found = side_by_side({"a": work("a"), "b": work("b")}, rounds=3)
    assert turns[-6:] == ["a", "b"] * 3
    assert [len(times.rounds) for times in found.values()] == [3, 3]
