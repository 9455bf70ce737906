"""Why not: the fewest things that a lead lacks, and that they would indeed be enough."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leadpact_dsl.decision import Refused
from leadpact_dsl.model import ActivityRecord, FieldTest, Happened, LeadRecord, Scalar
from leadpact_dsl.why_not import (
    Becomes,
    Change,
    Disqualified,
    FurtherStage,
    Happens,
    NeverHappened,
    OtherRow,
    OtherValue,
    Returned,
    Target,
    ToLevel,
    ToRoute,
    ToStage,
    WhyNot,
    why_not,
)

from .lead_case import DAY, NOW, at, case, did, policy, score

T = at(NOW)


def ask(text: str, target: Target, *log: ActivityRecord, **values: Scalar) -> WhyNot:
    found = why_not(policy(text), LeadRecord("lead-1", values), log, T, target)
    assert not isinstance(found, Refused)
    return found


def told(changes: tuple[Change, ...] | None) -> list[str] | None:
    """The changes in short."""
    return None if changes is None else [_told(change) for change in changes]


def _told(change: Change) -> str:
    match change:
        case Becomes(truth):
            condition = truth.condition
            match condition:
                case FieldTest():
                    name = condition.field.name
                case Happened():
                    name = " or ".join(condition.selection.activities)
                case _:
                    name = type(condition).__name__
            return f"{name}{'' if change.to else ' not'}"
        case Happens(rule, row, times):
            return f"{rule.id} {times} times" + (f" at {row.points}" if row else "")
        case NeverHappened(rule, times):
            return f"{rule.id} never, of {times}"
        case OtherRow(_, row):
            return f"row {row.id}"
        case OtherValue(rule, bound, points):
            return f"{rule.field.name} {bound} {points}"


def lacks(condition: str, *log: ActivityRecord, **values: Scalar) -> list[str] | None:
    """What a lead lacks for a stage of this condition."""
    lines = condition if condition.startswith("\n") else f" {condition}"
    return told(ask(f"stage first\nstage it\n  when{lines}\n", ToStage("it"), *log, **values).changes)


# ------------------------------------------------------------------------------------------------------ conditions


def test_what_holds_lacks_nothing() -> None:
    found = ask("stage first\nstage it\n  when wants_call\n", ToStage("it"), wants_call=True)
    assert (found.holds, found.obstacles, found.changes) == (True, (), ())


def test_all_of_lacks_every_part_that_does_not_hold() -> None:
    assert lacks("wants_call and employees is at least 5 and asked", employees=7) == ["wants_call", "asked"]


def test_any_of_lacks_the_cheapest_part() -> None:
    condition = (
        " any of\n    all of\n      wants_call\n      asked\n"
        "    all of\n      wants_call\n      employees is at least 5\n"
    )
    assert lacks(condition, employees=7) == ["wants_call"]


def test_at_least_n_lacks_as_many_of_the_cheapest_parts_as_are_missing() -> None:
    condition = (
        " at least 3 of\n    wants_call\n    all of\n      title is known\n      city is known\n    asked\n"
        "    employees is at least 5\n"
    )
    assert lacks(condition, employees=7) == ["wants_call", "asked"]


def test_a_negated_definition_lacks_what_would_make_it_false() -> None:
    text = (
        "define bad\n  when all of\n    wants_call\n    opted_out\n    employees is at least 5\n"
        "stage first\nstage it\n  when not bad\n"
    )
    found = ask(text, ToStage("it"), wants_call=True, opted_out=True, employees=7)
    assert told(found.changes) == ["wants_call not"]
    text = text.replace("all of", "any of")
    found = ask(text, ToStage("it"), wants_call=True, opted_out=True)
    assert told(found.changes) == ["wants_call not", "opted_out not"]


def test_not_over_an_unknown_field_lacks_its_becoming_known() -> None:
    assert lacks("not wants_call") == ["Not"]
    assert lacks("not wants_call", wants_call=True) == ["wants_call not"]


# ---------------------------------------------------------------------------------------------------------- points


def needs(
    rules: str, least: int, *log: ActivityRecord, bounds: str = "from -1000 to 1000", **values: Scalar
) -> list[str] | None:
    """What a lead lacks for a score of these rules to be at least so much."""
    text = score(rules, bounds) + f"stage first\nstage there\n  when it is at least {least}\n"
    return told(ask(text, ToStage("there"), *log, **values).changes)


def test_a_threshold_lacks_the_fewest_rules_that_reach_it() -> None:
    rules = "+10 if wants_call\n+10 if asked\n+25 if title is known\n+5 if opted_out"
    assert needs(rules, 10) == ["wants_call"]
    assert needs(rules, 25) == ["title"]
    assert needs(rules, 30) == ["title", "opted_out"]
    assert needs(rules, 50) == ["wants_call", "asked", "title", "opted_out"]
    assert needs(rules, 51) is None


def test_of_as_few_changes_those_that_move_the_score_least() -> None:
    assert needs("+90 if wants_call\n+30 if asked\n+60 if opted_out", 20) == ["asked"]


def test_the_points_lacking_are_told() -> None:
    text = score("+30 if wants_call\n+10 if asked") + "stage first\nstage there\n  when it is at least 25\n"
    (points,) = ask(text, ToStage("there"), did("asked", T)).points
    assert (points.score, points.value, points.would_be) == ("it", Decimal(10), Decimal(40))


def test_a_penalty_may_have_to_go() -> None:
    assert needs("+10 if asked\n-20 if opted_out", 5, did("asked", T), opted_out=True) == ["opted_out not"]
    log = [did("unsubscribed", T), did("unsubscribed", T)]
    assert needs("-5 for each unsubscribed", 0, *log) == ["score it/1 never, of 2"]


def test_more_activities_count_each_and_no_further_than_their_limits() -> None:
    assert needs("+10 for each asked", 30, did("asked", T)) == ["score it/1 2 times"]
    assert needs("+10 for each asked at most 2 times", 30) is None
    assert needs("+10 for each asked at most 25 points", 30) is None
    assert needs("+10 for each asked once a day", 20, did("asked", T - DAY)) == ["score it/1 1 times"]
    assert needs("+10 for each asked once a day", 20, did("asked", T)) is None
    assert needs("+10 for each asked more than 2 days ago", 10) is None
    assert needs("+10 for each asked since unsubscribed", 10) is None


def test_an_activity_of_today_takes_the_place_of_one_that_faded() -> None:
    rule = "+10 for each asked once losing 50% every 1 day"
    assert needs(rule, 10, did("asked", T - DAY)) == ["score it/1 1 times"]
    assert needs("+10 if asked losing 50% every 1 day", 10, did("asked", T - DAY)) == ["score it/1 1 times"]


def test_a_group_lets_no_more_through_than_its_limit() -> None:
    group = 'group "Web" at most 15 points\n  +10 if wants_call\n  +10 if asked\n+3 if opted_out\n+3 if title is known'
    assert needs(group, 16) == ["wants_call", "opted_out", "title"]
    assert needs(group, 17) == ["wants_call", "asked", "opted_out"]
    assert needs(group, 22) is None


def test_a_percentage_counts() -> None:
    group = 'group "Web" counts 50%\n  +10 if wants_call\n+6 if asked'
    assert needs(group, 6) == ["asked"]
    assert needs(group, 5) == ["wants_call"]


def test_a_closed_gate_has_to_open() -> None:
    group = 'group "Web" only if employees is at least 5\n  +10 if wants_call\n+4 if asked\n+4 if title is known'
    assert needs(group, 10, wants_call=True) == ["employees"]
    assert needs(group, 8, wants_call=True) == ["employees"]
    assert needs(group, 8) == ["asked", "title"]


def test_first_of_pays_one_rule_only() -> None:
    rules = "first of\n  +30 if asked at least 3 times\n  +15 if wants_call\n+5 if opted_out"
    assert needs(rules, 15) == ["wants_call"]
    assert needs(rules, 30) == ["asked"]
    assert needs(rules, 36) is None
    assert needs("first of\n  +5 if asked\n  +15 if wants_call", 15, did("asked", T), wants_call=True) == ["asked not"]


def test_a_table_pays_one_row_only() -> None:
    table = "by industry\n  software: 20\n  fintech: 15\n  otherwise: 0\n  unknown: 50\n+7 if wants_call"
    assert needs(table, 15, industry="other") == ["row score it/1.2"]
    assert needs(table, 16, industry="other") == ["row score it/1.1"]
    assert needs(table, 27, industry="other") == ["wants_call", "row score it/1.1"]
    assert needs(table, 28, industry="other") is None


def test_a_field_can_add_no_more_than_its_bounds() -> None:
    assert needs("adds review from -10 to 10, 0 when unknown", 10) == ["review at least 10"]
    assert needs("adds review from -10 to 10, 0 when unknown", 11) is None


def test_idle_time_ends_with_one_activity() -> None:
    rule = "+20 if wants_call\n-10 for every 30 days without activity since created_at"
    assert needs(rule, 20, wants_call=True, created_at=T - 90 * DAY) == ["score it/2 1 times"]


def test_zero_if_has_to_go_first() -> None:
    rules = "+20 if wants_call\nzero if opted_out"
    assert needs(rules, 20, wants_call=True, opted_out=True) == ["opted_out not"]
    assert needs(rules, 20, opted_out=True) == ["wants_call", "opted_out not"]


def test_a_score_reaches_no_further_than_its_bounds() -> None:
    assert needs("+20 if wants_call", 15, bounds="from 0 to 10") is None


def test_a_weighted_score_lacks_what_its_parts_lack() -> None:
    text = (
        "score fit from 0 to 100\n  +50 if wants_call\n  +50 if title is known\n"
        "score keen from 0 to 100\n  +100 if asked\n"
        "score total is 60% of fit plus 40% of keen\n"
        "stage first\nstage it\n  when total is at least 60\n"
    )
    assert told(ask(text, ToStage("it")).changes) == ["wants_call", "title"]
    assert told(ask(text, ToStage("it"), did("asked", T)).changes) == ["wants_call"]


def test_a_change_that_helps_here_and_harms_there_is_seen() -> None:
    rules = "+30 if wants_call\n-20 if wants_call and not opted_out\n+25 if title is known and city is known"
    assert needs(rules, 10) == ["wants_call"]
    assert needs(rules, 26) == ["wants_call", "opted_out"]
    rules = "+30 if wants_call\nzero if wants_call"
    assert needs(rules + "\n+20 if title is known and city is known", 10) == ["title", "city"]
    assert needs(rules, 10) is None


def test_a_change_that_serves_several_rules_counts_once() -> None:
    rules = "+10 if wants_call\n+10 if wants_call and opted_out\n+10 if opted_out\n+19 if asked\n+10 if title is known"
    assert needs(rules, 30) == ["wants_call", "opted_out"]


def test_one_condition_that_serves_twice_is_one_change() -> None:
    text = score("+20 if wants_call") + "stage first\nstage there\n  when it is at least 20 and wants_call\n"
    assert told(ask(text, ToStage("there")).changes) == ["wants_call"]


def test_the_changes_are_enough_when_they_are_made() -> None:
    rules = (
        "+30 if wants_call\n+10 for each asked at most 2 times\n-15 if opted_out\n"
        'group "G" at most 12 points only if employees is at least 5\n  +8 if title is known\n  +8 if city is known'
    )
    text = score(rules, "from 0 to 100") + "stage first\nstage there\n  when it is at least 35\n"
    found = ask(text, ToStage("there"), opted_out=True)
    assert told(found.changes) == ["wants_call", "score it/2 2 times"]
    assert case(text, T, did("asked", T), did("asked", T), opted_out=True, wants_call=True).stage == "there"
    assert case(text, T, did("asked", T), opted_out=True, wants_call=True).stage == "first"


# --------------------------------------------------------------------------------------- grades, stages and routes

GRADES = (
    score("+40 if wants_call\n+30 if asked", "from 0 to 100")
    + "grade band of it\n  A: 70 or more\n  B: 40 to below 70\n  C: below 40\n"
    + "grade kind\n  high: when asked at least 5 times\n  some: when asked\n  none_yet: otherwise\n"
)


def test_a_level_by_band_lacks_the_points_up_or_down() -> None:
    assert told(ask(GRADES, ToLevel("band", "B")).changes) == ["wants_call"]
    assert told(ask(GRADES, ToLevel("band", "A")).changes) == ["wants_call", "asked"]
    down = ask(GRADES, ToLevel("band", "C"), did("asked", T), wants_call=True)
    assert told(down.changes) == ["wants_call not"]
    assert ask(GRADES, ToLevel("band", "C")).holds


def test_a_level_by_condition_lacks_it_and_that_no_better_one_holds() -> None:
    assert told(ask(GRADES, ToLevel("kind", "some")).changes) == ["asked"]
    five = [did("asked", T - i) for i in range(5)]
    assert told(ask(GRADES, ToLevel("kind", "some"), *five).changes) == ["asked not"]
    assert told(ask(GRADES, ToLevel("kind", "none_yet"), did("asked", T)).changes) == ["asked not"]


def test_a_condition_on_a_grade_lacks_the_cheapest_level_that_will_do() -> None:
    text = GRADES + "stage first\nstage it_is\n  when band is at least B\n"
    assert told(ask(text, ToStage("it_is")).changes) == ["wants_call"]


STAGES = """
stage inquiry
stage MQL
  when wants_call
  recorded by became_mql
stage SAL
  recorded by accepted
disqualify out "Opted out"
  when opted_out
disqualify rival "Rival"
  when city is "Rivalry"
recycle not_now
  when returned
  to nurture slow for 9 days
  back sooner if asked
nurture slow
  after 1 days
route known to the person in last_rep
  when last_rep is known
route large to sales
  when employees is at least 5
route rest to sales
"""


def test_a_disqualification_and_a_return_stand_in_the_way_by_themselves() -> None:
    found = ask(STAGES, ToStage("MQL"), did("returned", T - DAY), opted_out=True, city="Rivalry", wants_call=True)
    assert not found.holds
    assert found.changes == ()
    out, rival, returned = found.obstacles
    assert isinstance(out, Disqualified)
    assert isinstance(rival, Disqualified)
    assert isinstance(returned, Returned)
    assert (out.rule, told(out.changes)) == ("out", ["opted_out not"])
    assert (rival.rule, told(rival.changes)) == ("rival", ["city not"])
    assert (returned.rule, returned.until, told(returned.changes)) == ("not_now", T + 8 * DAY, ["asked"])


def test_a_stage_by_record_alone_names_the_record() -> None:
    found = ask(STAGES, ToStage("SAL"))
    assert (found.changes, found.recorded_by) == (None, ("accepted",))
    assert ask(STAGES, ToStage("MQL")).recorded_by == ("became_mql",)


def test_a_lead_past_the_stage_is_told_so() -> None:
    found = ask(STAGES, ToStage("inquiry"), did("accepted", T), wants_call=True)
    assert (found.holds, found.changes) == (False, ())
    assert found.obstacles == (FurtherStage("MQL"), FurtherStage("SAL"))


@pytest.mark.parametrize(
    ("route", "values", "changes"),
    [
        ("large", {}, ["employees"]),
        ("large", {"last_rep": "Dan"}, ["last_rep not", "employees"]),
        ("rest", {"employees": 7}, ["employees not"]),
        ("known", {"employees": 7}, ["last_rep"]),
        ("known", {"last_rep": "Dan"}, []),
    ],
)
def test_a_route_lacks_its_condition_and_that_none_before_it_holds(
    route: str, values: dict[str, Scalar], changes: list[str]
) -> None:
    found = ask(STAGES, ToRoute(route), **values)
    assert told(found.changes) == changes
    assert found.holds is (changes == [])


def test_a_lead_that_cannot_be_decided_is_refused() -> None:
    found = why_not(policy(STAGES), LeadRecord("x", {"employees": "many"}), [], T, ToStage("MQL"))
    assert found == Refused("x", "The number of employees is not a whole number.")
