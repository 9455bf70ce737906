"""Thresholds in a stage's condition: which there are, and that the grade of each says what the condition would."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadpact.review.calibrate.floors import ALWAYS, ENOUGH, Floor, asking, floors
from leadpact.review.calibrate.question import Question, question
from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import ActivityRecord, LeadRecord, Policy
from tests.review.calibrate.policies import policy

NOW = 1_780_000_000_000
"""In 2026."""

BLOCK = """all of
    not out
    any of
      total is at least {total}
      at least 2 of
        fit is more than {fit}
        asked
        plan is paid"""

CONDITIONS = {
    "total is at least 40": [("total", Decimal(40), False)],
    "total is more than 40": [("total", Decimal(40), True)],
    "total is between 20 and 60": [("total", Decimal(20), False)],
    "total is at least enough": [("total", Decimal(40), False)],
    "eager": [("total", Decimal(40), False)],
    "priority is at least B": [("total", Decimal(40), False)],
    "priority is one of A, B": [("total", Decimal(40), False)],
    "priority is A": [("total", Decimal(60), False)],
    "priority is B": [],
    "total is at most 40": [],
    "barred": [],
    "not out": [],
    "fit is at least 20 and interest is at least 5": [("fit", Decimal(20), False), ("interest", Decimal(5), False)],
    BLOCK.format(total=40, fit=25): [("total", Decimal(40), False), ("fit", Decimal(25), True)],
    "eager or total is at least enough": [("total", Decimal(40), False)],
    "fit is at least 10 and barred": [("fit", Decimal(10), False)],
    "eager or barred": [],
}


@pytest.mark.parametrize("when", CONDITIONS)
def test_thresholds_of_a_condition(when: str) -> None:
    made = policy(when)
    found = floors(made, made.stages["MQL"])
    assert [(one.score, one.at(made, NOW), one.strict) for one in found] == CONDITIONS[when]


def test_a_stage_without_a_condition_has_none() -> None:
    made = policy()
    assert floors(made, made.stages["SAL"]) == ()


def test_a_dated_threshold_is_read_as_of_an_instant() -> None:
    made = policy()
    (floor,) = floors(made, made.stages["MQL"])
    assert floor.at(made, 1_800_000_000_000) == Decimal(50)


@st.composite
def leads(draw: st.DrawFn) -> tuple[LeadRecord, tuple[ActivityRecord, ...]]:
    known = {
        "size": draw(st.sampled_from([None, 1, 10, 99, 100])),
        "plan": draw(st.sampled_from([None, "free", "paid"])),
        "out": draw(st.booleans()),
        "note": draw(st.sampled_from([None, "keen"])),
        "seen_at": draw(st.sampled_from([None, NOW - 10])),
    }
    kinds = draw(st.lists(st.sampled_from(["asked", "called"]), max_size=4))
    activities = tuple(ActivityRecord(kind, NOW - 5 - number) for number, kind in enumerate(kinds))
    return LeadRecord("a", {name: value for name, value in known.items() if value is not None}), activities


MOVED = {
    "total is at least {}": "total",
    "total is more than {}": "total",
    "total is between {} and 70": "total",
    BLOCK.replace("{total}", "{}").replace("{fit}", "25"): "total",
    BLOCK.replace("{total}", "45").replace("{fit}", "{}"): "fit",
    "fit is at least {} and interest is at least 5": "fit",
    "fit is at least 10 and interest is at least {}": "interest",
}


@given(when=st.sampled_from(sorted(MOVED)), lead=leads(), threshold=st.sampled_from([0, 5, 10, 15, 25, 40, 45, 60]))
def test_the_grade_says_what_the_condition_with_another_threshold_would(
    when: str, lead: tuple[LeadRecord, tuple[ActivityRecord, ...]], threshold: int
) -> None:
    """Decided by the reference: once with the threshold written into the policy, once by grade and score."""
    written = policy(when.format(20))
    (floor,) = [one for one in floors(written, written.stages["MQL"]) if one.score == MOVED[when] and _is(one, 20)]
    wide, (name,) = asking(written, (floor,))
    decision = _decided(wide, *lead)
    level, score = decision.grades[name].level, decision.scores[floor.score].value
    enough = score > threshold if floor.strict else score >= threshold
    moved = _decided(policy(when.format(threshold)), *lead)
    held = next(stage.holds for stage in moved.stages if stage.stage == "MQL")
    assert (level == ALWAYS or (level == ENOUGH and enough)) == held


def _is(floor: Floor, amount: int) -> bool:
    return getattr(floor.amount, "value", None) == amount


def _decided(made: Policy, lead: LeadRecord, activities: tuple[ActivityRecord, ...]) -> Decision:
    decision = decide(made, lead, activities, NOW)
    assert isinstance(decision, Decision)
    return decision


def test_names_of_the_policy_are_left_alone() -> None:
    made = policy("total is at least 20 and fit is at least 10")
    taken = replace(made, grades={**made.grades, "calibrate_0": made.grades["priority"]})
    _, names = asking(taken, floors(taken, taken.stages["MQL"]))
    assert names == ("calibrate_0_", "calibrate_1")


# --------------------------------------------------------------------------------------------------------- questions


def test_without_a_stage_the_first_with_a_threshold_is_meant() -> None:
    found = question(policy(), None, None, "won", None, NOW)
    assert isinstance(found, Question)
    assert (found.stage, found.scores) == ("MQL", ("total",))


def test_a_score_picks_its_threshold() -> None:
    found = question(policy("fit is at least 20 and interest is at least 5"), "MQL", "interest", "won", None, NOW)
    assert isinstance(found, Question)
    assert found.scores == ("interest",)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere", None, None), "The policy has no stage nowhere. It has new, MQL, SAL and customer."),
        ((None, "luck", None), "The policy has no score luck. It has fit, doubt, total and interest."),
        ((None, None, "nowhere"), "The policy has no stage nowhere. It has new, MQL, SAL and customer."),
        ((None, None, "new"), "The outcome cannot stand for New: leads are there before MQL, or as soon."),
        (
            ("SAL", None, None),
            "The stage SAL does not rest on a threshold of a score, such as “is at least 60”, so there is none to hold "
            "against outcomes.",
        ),
        (
            (None, "doubt", None),
            "No stage rests on a threshold of “Doubt”, such as “is at least 60”, so there is none to hold against "
            "outcomes.",
        ),
    ],
)
def test_what_cannot_be_meant_is_said(words: tuple[str | None, str | None, str | None], sentence: str) -> None:
    stage, score, means = words
    assert question(policy(), stage, score, "won", means, NOW) == sentence
