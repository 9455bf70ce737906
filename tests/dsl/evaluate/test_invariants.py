"""What holds for every lead, whatever it did."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from decimal import Context, Decimal, localcontext
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from leadpact_dsl.decision import Decision, Refused, RuleLine
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import ActivityRecord, LeadRecord

from .lead_case import policy
from .random_cases import RICH, Case, T, activities, cases


def decided(lead: LeadRecord, log: list[ActivityRecord], as_of: int = T) -> Decision:
    found = decide(policy(RICH), lead, log, as_of)
    assert isinstance(found, Decision), found
    return found


@given(cases)
def test_the_lines_of_a_score_sum_to_it_and_it_lies_within_its_bounds(case: Case) -> None:
    found = decided(*case)
    for score in found.scores.values():
        assert sum((line.points for line in score.lines), Decimal(0)) == score.value
        assert score.value == round(score.value, 2)
    assert -50 <= found.scores["fit"].value <= 60
    assert 0 <= found.scores["engagement"].value <= 100


@given(cases)
def test_the_points_of_a_rule_are_those_of_its_activities_less_what_its_limit_took(case: Case) -> None:
    for score in decided(*case).scores.values():
        for line in score.lines:
            if isinstance(line, RuleLine) and line.counted:
                assert sum(one.points for one in line.counted) == line.points + line.limited
                assert sum(one.faded for one in line.counted) == line.faded
                assert [one.at for one in line.counted] == sorted(one.at for one in line.counted)


@given(cases, st.randoms(use_true_random=False))
def test_the_order_of_rows_at_different_instants_is_irrelevant(case: Case, chance: Random) -> None:
    log = list({row.at: row for row in case.log}.values())
    shuffled = list(log)
    chance.shuffle(shuffled)
    assert decided(case.lead, shuffled) == decided(case.lead, log)


@given(cases, st.lists(activities(), max_size=5))
def test_activities_after_as_of_change_nothing(case: Case, later: list[ActivityRecord]) -> None:
    after = [ActivityRecord(row.activity, T + 1 + abs(row.at - T), row.values) for row in later]
    assert decided(case.lead, [*after, *case.log, *after]) == decided(*case)


@given(cases)
def test_the_same_input_gives_the_same_decision_to_the_letter(case: Case) -> None:
    assert repr(decided(*case)) == repr(decided(LeadRecord(case.lead.id, dict(case.lead.values)), list(case.log)))


@given(cases)
def test_the_callers_arithmetic_changes_nothing(case: Case) -> None:
    with localcontext(Context(prec=2)):
        found = decided(*case)
    assert repr(found) == repr(decided(*case))


@given(cases, st.sampled_from([T - 3_600_000, T, T + 86_400_000]))
def test_whatever_is_unknown_nothing_raises_and_nothing_is_left_open(case: Case, as_of: int) -> None:
    found = decided(case.lead, case.log, as_of)
    assert found.stage is not None or found.disqualified or (found.recycle is not None and found.recycle.in_force)
    assert set(found.grades) == {"priority", "interest"}
    assert [one.stage for one in found.stages] == ["inquiry", "MQL", "SAL"]
    assert not any(part is None for part in (found.scores, found.defines, found.cycles))


@given(cases)
def test_cycles_of_a_clock_follow_one_another(case: Case) -> None:
    found = decided(*case).cycles
    for cycle, following in pairwise(found):
        assert cycle.ended_at is not None
        assert cycle.started_at <= cycle.ended_at <= following.started_at
    for cycle in found:
        assert cycle.used >= 0
        assert cycle.response in ("hot", "others")
        if cycle.due is not None and cycle.ended_at is None:
            assert (cycle.state == "overdue") is (cycle.due < T)
        assert cycle.opened is None or cycle.opened >= cycle.started_at


@given(cases)
def test_a_decision_is_made_of_values_only(case: Case) -> None:
    def check(value: object) -> None:
        assert not isinstance(value, float)
        if is_dataclass(value):
            for each in fields(value):
                check(vars(value)[each.name])
        elif isinstance(value, dict):
            for each_value in value.values():
                check(each_value)
        elif isinstance(value, (tuple, list)):
            for each_item in value:
                check(each_item)

    found = decided(*case)
    check(found)
    assert not isinstance(found, Refused)
