"""What may have been filled after the outcome: found where it was, and not where it was not."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from leadpact.review.calibrate.field_values import MOST_VALUES, FieldValues
from leadpact.review.calibrate.gathering import NO, UNKNOWN, YES
from leadpact.review.calibrate.leakage import suspects
from leadpact.review.calibrate.result import Suspect
from leadpact.review.calibrate.tell_tale import named_so
from leadpact.review.calibrate.tied import tied
from leadpact.review.calibrate.uses import uses
from leadpact_dsl.model import Field, FieldKind
from leadpact_dsl.source import SourceFile, Span
from tests.review.calibrate.policies import policy

NOWHERE = Span(SourceFile("", ""), 0, 0)
LEADS = 4000


def _field(name: str = "plan", label: str = "Plan", kind: FieldKind = "text", column: str | None = None) -> Field:
    return Field(NOWHERE, "lead", name, label, kind, column=column)


def _won(rate: float = 0.3, seed: int = 1) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    return (np.random.default_rng(seed).random(LEADS) < rate).astype(np.int8)


def _values(
    found: list[object], won: np.ndarray[tuple[int], np.dtype[np.int8]], kind: FieldKind = "text", pieces: int = 3
) -> FieldValues:
    values = FieldValues(_field(kind=kind))
    for place in np.array_split(np.arange(len(found)), pieces):
        array = pa.array([found[at] for at in place], pa.string() if kind in ("text", "one of") else pa.int64())
        values.add(array, won[place], None)
    return values


def test_a_reason_noted_where_the_lead_was_lost_tells_by_being_known() -> None:
    won, rng = _won(), np.random.default_rng(2)
    lost = [None if yes or rng.random() < 0.03 else "too dear" for yes in won]
    (reason,) = tied(_values(lost, won))
    assert reason.startswith("whether it is known tells the outcome: 0 of ")


def test_values_that_go_with_both_ends_tell() -> None:
    won, rng = _won(), np.random.default_rng(3)
    notes = [
        "closing" if yes and rng.random() < 0.5 else "ringing" if not yes and rng.random() < 0.5 else "x" for yes in won
    ]
    (reason,) = tied(_values(notes, won))
    assert "“closing”" in reason
    assert "“ringing”" in reason


def test_where_conversions_are_rare_the_upper_end_is_enough() -> None:
    won, rng = _won(0.03), np.random.default_rng(4)
    notes = ["in contract" if yes and rng.random() < 0.6 else "x" for yes in won]
    assert list(tied(_values(notes, won)))


def test_an_honest_sign_however_strong_is_not_doubted() -> None:
    """A recommendation converts in 92% of all cases, and a student in 10%."""
    rng = np.random.default_rng(5)
    sources = rng.choice(["recommended", "ad", "student", "fair"], LEADS, p=[0.1, 0.5, 0.1, 0.3])
    chance = {"recommended": 0.92, "ad": 0.3, "student": 0.1, "fair": 0.25}
    won = (rng.random(LEADS) < [chance[one] for one in sources]).astype(np.int8)
    assert list(tied(_values(list(sources), won))) == []


def test_a_form_that_only_the_interested_fill_is_not_doubted() -> None:
    rng = np.random.default_rng(6)
    filled = rng.random(LEADS) < 0.7
    won = (rng.random(LEADS) < np.where(filled, 0.49, 0.14)).astype(np.int8)
    assert list(tied(_values(["job" if one else None for one in filled], won))) == []


def test_a_number_that_grows_with_interest_is_not_doubted() -> None:
    rng = np.random.default_rng(7)
    seconds = rng.integers(0, 2000, LEADS)
    won = (rng.random(LEADS) < 0.1 + 0.35 * seconds / 1000).astype(np.int8)
    assert list(tied(_values(seconds.tolist(), won, "whole number"))) == []


def test_a_number_that_was_worked_out_of_the_outcome_is() -> None:
    rng = np.random.default_rng(8)
    won = _won()
    figures = [int(rng.integers(700, 1000) if yes else rng.integers(0, 700)) for yes in won]
    assert list(tied(_values(figures, won, "whole number")))


def test_small_groups_prove_nothing() -> None:
    """Each value has a few leads, all won or all lost by chance of how they are named."""
    won = _won()
    assert list(tied(_values([f"{yes}-{at // 30}" for at, yes in enumerate(won)], won))) == []


@pytest.mark.parametrize("outcome", [YES, NO, UNKNOWN])
def test_an_outcome_that_is_always_the_same_is_told_by_nothing(outcome: int) -> None:
    won = np.full(LEADS, outcome, dtype=np.int8)
    assert list(tied(_values(["a", "b"] * (LEADS // 2), won))) == []
    assert list(tied(_values([None] * LEADS, won))) == []


def test_a_text_with_very_many_values_is_told_by_none_of_them() -> None:
    many = MOST_VALUES + 1
    won = np.resize(np.array([1, 0], dtype=np.int8), many)
    values = _values([str(at) for at in range(many)], won)
    assert values.groups() == {}
    assert sum(values.known) == many


def test_ranges_hold_all_numbers() -> None:
    won = _won()
    groups = _values(np.random.default_rng(9).integers(-50, 50, LEADS).tolist(), won, "whole number").groups()
    assert sum(map(sum, groups.values())) == LEADS
    assert len(groups) <= 11


# ------------------------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    "label",
    [
        "Tags", "Lead Quality", "Last Notable Activity", "Asymmetrique Activity Score", "Asymmetrique Profile Index",
        "Opportunity amount", "Closed date", "dealStage", "lead_status", "Call notes", "Close reason", "LeadScore",
    ],
)  # fmt: skip
def test_names_that_give_reason_to_ask(label: str) -> None:
    assert len(list(named_so(_field(label=label)))) == 1


@pytest.mark.parametrize(
    "label",
    [
        "Lead Origin", "Total Time Spent on Website", "Last name", "Job title", "Number of employees", "Industry",
        "Purchased list", "What is your current occupation", "Has opted out", "Country", "Contract ends", "Stagecoach",
        "Annual revenue", "How did you hear about us", "Registration page", "Closeness", "Statuses",
    ],
)  # fmt: skip
def test_names_that_give_none(label: str) -> None:
    assert list(named_so(_field("field", label))) == []


def test_the_column_speaks_as_well() -> None:
    (reason,) = named_so(_field("f1", "Warmth", column="Lead Quality"))
    assert reason == "its name, “Lead Quality”, speaks of a judgement that somebody makes once the lead is known"


# -------------------------------------------------------------------------------------------------------------- uses


def test_what_a_stage_rests_on_with_the_clauses_that_look_at_it() -> None:
    made = policy("total is at least 40 and not out")
    found = uses(made, "MQL", ["total"])
    assert {name: [clause.id for clause in clauses] for name, clauses in found.fields.items()} == {
        "size": ["score fit/1", "score fit/2.1"],
        "plan": ["score fit/2.1", "score fit/2.2"],
        "out": ["score doubt/1", "stage MQL"],
        "note": ["score fit/3"],
        "seen_at": ["score interest/2"],
    }
    assert {name: [clause.id for clause in clauses] for name, clauses in found.activities.items()} == {
        "asked": ["score interest/1"],
        "called": ["score doubt/2"],
    }


def test_scores_and_grades_that_are_asked_about_on_the_way_are_looked_into() -> None:
    made = policy("interest is at least 5 and priority is A")
    assert "note" in uses(made, "MQL", ["interest"]).fields
    assert "called" in uses(policy("interest is at least 5 and doubt is at most 5"), "MQL", ["interest"]).activities


def test_a_score_that_is_not_asked_about_uses_nothing() -> None:
    assert list(uses(policy("interest is at least 5"), "MQL", ["interest"]).fields) == ["seen_at"]


def _suspects(**more: object) -> dict[str, Suspect]:
    made = policy("total is at least 40 and no accepted")
    given: dict[str, object] = {"values": {}, "outcome_column": "won", "columns": {}, "after": {}} | more
    found = suspects(made, "MQL", uses(made, "MQL", ["total"]), **given)  # type: ignore[arg-type]
    return {one.name: one for one in found}


def test_what_others_do_to_a_lead_and_what_records_a_later_stage() -> None:
    found = _suspects()
    assert list(found) == ["accepted", "note", "called"]
    assert found["accepted"].sure
    assert found["accepted"].reasons == ("it records that a lead is at SAL, which is what the stage leads to",)
    assert not found["called"].sure
    assert "Sales records it, not the lead" in found["called"].reasons[0]
    assert "Note from the call" in found["note"].reasons[0]


def test_the_outcome_itself_is_the_plainest_leak() -> None:
    found = _suspects(columns={"size": "won"})
    assert found["size"].sure
    assert found["size"].reasons == ("it is read from “won”, the outcome itself",)


def _timed(kind: FieldKind, late: int) -> FieldValues:
    values = FieldValues(_field("seen_at", "Seen", kind))
    at = pa.array([2000 if place < late else 500 for place in range(300)], pa.int64())
    won = np.ones(300, dtype=np.int8)
    values.add(at, won, np.full(300, 1000, dtype=np.int64), np.ones(300, dtype=np.int8))
    return values


def test_a_time_later_than_the_outcome_was_filled_after_it() -> None:
    found = _suspects(values={"seen_at": _timed("time", 30)})["seen_at"]
    assert found.sure
    assert found.reasons == ("in 30 of 300 leads it is later than the outcome",)


def test_one_slip_of_a_clock_proves_nothing() -> None:
    assert "seen_at" not in _suspects(values={"seen_at": _timed("time", 1)})
    assert "seen_at" in _suspects(values={"seen_at": _timed("time", 3)})


def test_activities_after_the_outcome_are_counted_and_doubt_no_rule_by_themselves() -> None:
    found = _suspects(after={"asked": 12})["asked"]
    assert (found.after, found.reasons) == (12, ())
