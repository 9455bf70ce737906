"""Fading: linear steps of the original points, down to nothing."""

from __future__ import annotations

import pytest

from leadpact_dsl.decision import RuleLine

from .lead_case import DAY, NOW, at, case, did, points, score

PAGE = "viewed_page"
T = at(NOW)


@pytest.mark.parametrize(
    ("age", "left"),
    [(0, "25"), (7 * DAY - 1, "25"), (7 * DAY, "20"), (14 * DAY, "15"), (35 * DAY, "0"), (350 * DAY, "0")],
)
def test_percent_takes_of_the_original_points_for_each_whole_step(age: int, left: str) -> None:
    assert points("+25 for each viewed_page losing 20% every 7 days", did(PAGE, T - age)) == left


@pytest.mark.parametrize(("age", "left"), [(0, "25"), (7 * DAY, "15"), (14 * DAY, "5"), (21 * DAY, "0")])
def test_points_are_taken_as_they_are_written_and_never_below_nothing(age: int, left: str) -> None:
    assert points("+25 for each viewed_page losing 10 points every 7 days", did(PAGE, T - age)) == left


def test_a_penalty_fades_towards_nothing_too() -> None:
    assert points("-25 for each viewed_page losing 10 points every 7 days", did(PAGE, T - 7 * DAY)) == "-15"
    assert points("-25 for each viewed_page losing 20% every 7 days", did(PAGE, T - 70 * DAY)) == "0"


def test_the_limit_comes_after_the_fading() -> None:
    log = [did(PAGE, T - 7 * DAY), did(PAGE, T - 7 * DAY)]
    assert points("+25 for each viewed_page losing 20% every 7 days at most 39 points", *log) == "39"
    assert points("+25 for each viewed_page losing 20% every 7 days at most 41 points", *log) == "40"


def test_an_if_rule_ages_with_the_latest_activity_that_made_it_hold() -> None:
    rule = "+10 if asked or viewed_page losing 10% every 1 day"
    assert points(rule, did("asked", T - 5 * DAY), did(PAGE, T - 2 * DAY)) == "8"
    assert points("+10 if asked losing 10% every 1 day", did("asked", T - 5 * DAY), did("asked", T - 3 * DAY)) == "7"


def test_a_part_that_does_not_hold_lends_no_age() -> None:
    rule = "+10 if asked or viewed_page at least 2 times losing 10% every 1 day"
    assert points(rule, did("asked", T - 5 * DAY), did(PAGE, T - 2 * DAY)) == "5"


def test_a_definition_brings_the_age_of_what_made_it_hold() -> None:
    text = "define keen\n  when asked and employees is at least 1\n" + score("+10 if keen losing 10% every 1 day")
    assert case(text, T, did("asked", T - 4 * DAY), employees=1).scores["it"].value == 6


def test_what_no_activity_made_true_does_not_fade() -> None:
    rule = "+10 if employees is at least 1 or no asked losing 10% every 1 day"
    assert points(rule, employees=1) == "10"
    assert points(rule) == "10"


def test_a_groups_fading_is_for_rules_without_their_own() -> None:
    group = (
        'group "Web" losing 50% every 7 days\n'
        "  +10 for each viewed_page\n  +10 for each asked losing 10% every 7 days\n  +10 if sent_form\n"
        '  group "Inner" losing 20% every 7 days\n    +10 if unsubscribed\n'
        '  group "Plain"\n    +10 if emailed\n'
    )
    week_ago = [did(kind, T - 7 * DAY) for kind in (PAGE, "asked", "sent_form", "unsubscribed", "emailed")]
    lines = case(score(group), T, *week_ago).scores["it"].lines
    assert [line.points for line in lines] == [5, 9, 5, 8, 5]


def test_a_groups_fading_leaves_alone_what_has_no_age() -> None:
    group = 'group "All" losing 50% every 7 days\n  by employees\n    below 5: 3\n    5 or more: 10\n    unknown: 0\n'
    assert points(group, did(PAGE, T - 70 * DAY), employees=5) == "10"


def test_the_line_tells_what_fading_took() -> None:
    text = score("-25 for each viewed_page losing 20% every 7 days")
    (line, *_) = case(text, T, did(PAGE, T - 7 * DAY), did(PAGE, T - 14 * DAY)).scores["it"].lines
    assert isinstance(line, RuleLine)
    assert [(one.points, one.faded) for one in line.counted] == [(-15, 10), (-20, 5)]
    assert (line.points, line.faded) == (-35, 15)


def test_a_hundredth_of_a_percent_is_never_lost_on_the_way() -> None:
    # 0.01 points losing 33% leave 0.0067 each; three of them round to 0.02 only at the end of the score.
    log = [did(PAGE, T - DAY), did(PAGE, T - DAY), did(PAGE, T - DAY)]
    found = case(score("+0.01 for each viewed_page losing 33% every 1 day"), T, *log).scores["it"]
    assert [str(line.points) for line in found.lines] == ["0.0201", "-0.0001"]
    assert str(found.value) == "0.02"
