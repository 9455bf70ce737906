"""Scores: rules, tables, groups, rounding, bounds and gates, and that the lines say it all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from leadpact_dsl.decision import AdjustLine, Line, RuleLine, TermLine

from .lead_case import DAY, NOW, at, case, did, points, score

T = at(NOW)


def told(lines: tuple[Line, ...]) -> list[tuple[str, str]]:
    """The lines in short: what they are, and their points."""
    kinds = [
        line.kind if isinstance(line, AdjustLine) else "term" if isinstance(line, TermLine) else "rule"
        for line in lines
    ]
    return [(kind, f"{line.points.normalize():f}") for kind, line in zip(kinds, lines, strict=True)]


def test_an_if_rule_pays_when_it_holds() -> None:
    assert points("+30 if wants_call\n-10 if opted_out", wants_call=True, opted_out=True) == "20"
    assert points("+30 if wants_call") == "0"


def test_a_rule_that_did_not_pay_has_a_line_with_its_reason() -> None:
    (line,) = case(score("+30 if wants_call"), T).scores["it"].lines
    assert isinstance(line, RuleLine)
    assert not line.paid
    assert line.truth is not None
    assert not line.truth.holds


# ---------------------------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("employees", "paid"), [(49, "1"), (50, "2"), (499, "2"), (500, "3"), (5000, "4"), (None, "5")]
)
def test_a_table_by_a_number(employees: int | None, paid: str) -> None:
    table = "by employees\n  below 50: 1\n  50 to 499: 2\n  500 to 4999: 3\n  5000 or more: 4\n  unknown: 5"
    values = {} if employees is None else {"employees": employees}
    assert points(table, **values) == paid


def test_to_below_leaves_out_its_end() -> None:
    table = "by review\n  below 1: 1\n  1 to below 2: 2\n  2 or more: 3\n  unknown: 0"
    assert [points(table, review=Decimal(n)) for n in ("0.9999", "1", "1.9999", "2")] == ["1", "2", "2", "3"]


def test_otherwise_never_takes_in_the_unknown() -> None:
    table = "by industry\n  software: 20\n  otherwise: 5\n  unknown: 1"
    assert [points(table, industry=i) for i in ("software", "fintech", "other")] == ["20", "5", "5"]
    assert points(table) == "1"


def test_a_table_by_text_compares_as_text_does() -> None:
    table = 'by city\n  "Boston", "New York": 7\n  otherwise: 1\n  unknown: 0'
    assert [points(table, city=c) for c in (" new YORK ", "York")] == ["7", "1"]


def test_a_table_by_another_score_and_by_a_grade() -> None:
    text = (
        "score fit from 0 to 100\n  +40 if wants_call\n"
        "grade level of fit\n  A: 40 or more\n  B: below 40\n"
        "score it from 0 to 100\n  by fit\n    below 40: 1\n    40 or more: 2\n  by level\n    A: 10\n    B: 20\n"
    )
    found = case(text, T, wants_call=True).scores["it"].lines
    assert [line.found for line in found if isinstance(line, RuleLine)] == [40, "A"]
    assert [line.points for line in found] == [2, 10]


def test_the_line_of_a_table_shows_the_row_and_the_value() -> None:
    (line,) = (
        case(score("by industry\n  software: 20\n  otherwise: 5\n  unknown: 1"), T, industry="other").scores["it"].lines
    )
    assert isinstance(line, RuleLine)
    assert (line.found, line.row and line.row.points) == ("other", 5)


@pytest.mark.parametrize(
    ("review", "added"), [("-20", "-10"), ("-10", "-10"), ("3.25", "3.25"), ("11", "10"), (None, "4")]
)
def test_adds_the_fields_own_value_within_its_bounds(review: str | None, added: str) -> None:
    values = {} if review is None else {"review": Decimal(review)}
    assert points("adds review from -10 to 10, 4 when unknown", **values) == added


def test_a_value_finer_than_hundredths_is_rounded_with_the_score_only() -> None:
    rules = "adds review from -10 to 10, 0 when unknown\n+1 if wants_call"
    found = case(score(rules), T, review=Decimal("0.0049"), wants_call=True).scores["it"]
    assert told(found.lines) == [("rule", "0.0049"), ("rule", "1"), ("rounding", "-0.0049")]
    assert found.value == 1


# ---------------------------------------------------------------------------------------------------------- groups


def test_a_groups_limit_holds_its_sum_in_size() -> None:
    up = 'group "Web" at most 12 points\n  +5 for each asked\n  +10 if wants_call'
    assert points(up, did("asked", T), wants_call=True) == "12"
    down = up.replace("+", "-")
    assert points(down, did("asked", T), wants_call=True) == "-12"


def test_a_groups_range_then_its_percentage_then_its_gate() -> None:
    group = 'group "Web" from -5 to 12 counts 50% only if opted_out\n  +30 if wants_call\n  -40 if employees is 1'
    text = score(group)
    opened = case(text, T, wants_call=True, opted_out=True).scores["it"]
    assert told(opened.lines) == [("rule", "30"), ("rule", "0"), ("limit", "-18"), ("counts", "-6"), ("gate", "0")]
    assert opened.value == 6
    closed = case(text, T, wants_call=True).scores["it"]
    assert told(closed.lines) == [("rule", "30"), ("rule", "0"), ("limit", "-18"), ("counts", "-6"), ("gate", "-6")]
    assert case(text, T, employees=1, opted_out=True).scores["it"].value == Decimal("-2.5")


def test_groups_nest_and_each_limits_what_is_inside() -> None:
    group = (
        'group "Outer" at most 20 points\n  +8 if wants_call\n'
        '  group "Inner" at most 15 points\n    +10 if opted_out\n    +10 if employees is 1\n'
    )
    found = case(score(group), T, wants_call=True, opted_out=True, employees=1).scores["it"]
    assert told(found.lines) == [("rule", "8"), ("rule", "10"), ("rule", "10"), ("limit", "-5"), ("limit", "-3")]


def test_first_of_pays_the_first_rule_that_holds() -> None:
    rules = "first of\n  +30 if wants_call\n  +15 if opted_out\n  +5 if employees is 1"
    assert points(rules, opted_out=True, employees=1) == "15"
    lines = case(score(rules), T, opted_out=True, employees=1).scores["it"].lines
    assert [
        (line.points, line.passed_over, line.truth and line.truth.holds) for line in lines if isinstance(line, RuleLine)
    ] == [
        (0, False, False),
        (15, False, True),
        (0, True, True),
    ]


def test_first_of_takes_a_rule_that_holds_even_where_nothing_is_left_of_it() -> None:
    rules = "first of\n  +30 if asked losing 50% every 1 day\n  +15 if wants_call"
    assert points(rules, did("asked", T - 9 * DAY), wants_call=True) == "0"


# ------------------------------------------------------------------------------------------- rounding, bounds, zero


@pytest.mark.parametrize(
    ("review", "value"),
    [
        ("0.0049", "0.00"),
        ("0.005", "0.01"),
        ("0.0149", "0.01"),
        ("0.015", "0.02"),
        ("-0.0049", "0.00"),
        ("-0.005", "-0.01"),
    ],
)
def test_a_score_is_rounded_to_hundredths_half_away_from_zero(review: str, value: str) -> None:
    found = case(score("adds review from -10 to 10, 0 when unknown"), T, review=Decimal(review)).scores["it"]
    assert found.value == Decimal(value)
    assert sum(line.points for line in found.lines) == found.value


def test_a_score_is_rounded_first_and_bounded_then() -> None:
    text = score("adds review from -10 to 10, 0 when unknown", "from -3.5 to 3.5")
    assert told(case(text, T, review=Decimal("3.5049")).scores["it"].lines) == [
        ("rule", "3.5049"),
        ("rounding", "-0.0049"),
    ]
    assert told(case(text, T, review=Decimal("4.005")).scores["it"].lines) == [
        ("rule", "4.005"),
        ("rounding", "0.005"),
        ("bound", "-0.51"),
    ]
    assert case(text, T, review=Decimal(-9)).scores["it"].value == Decimal("-3.5")


def test_zero_if_sets_the_score_to_zero_whatever_its_bounds() -> None:
    text = score("+90 if wants_call\nzero if opted_out", "from 20 to 60")
    found = case(text, T, wants_call=True, opted_out=True).scores["it"]
    assert told(found.lines) == [("rule", "90"), ("bound", "-30"), ("zero", "-60")]
    assert found.value == 0
    assert case(text, T).scores["it"].value == 20
    assert told(case(text, T).scores["it"].lines)[-1] == ("zero", "0")


def test_one_of_several_zero_ifs_is_enough() -> None:
    text = score("+90 if wants_call\nzero if employees is 1\nzero if opted_out")
    assert case(text, T, wants_call=True, opted_out=True).scores["it"].value == 0
    assert case(text, T, wants_call=True, opted_out=True, employees=1).scores["it"].value == 0


def test_a_weighted_score_reads_others_after_their_rounding_and_bounds() -> None:
    text = (
        "score fit from 0 to 5\n  adds review from -10 to 10, 0 when unknown\n"
        "score keen from 0 to 100\n  +1 for each asked\n"
        "score it is 60% of fit plus 40% of keen\n"
    )
    found = case(text, T, did("asked", T), review=Decimal("5.004")).scores["it"]
    assert [(line.value, line.points) for line in found.lines if isinstance(line, TermLine)] == [
        (5, 3),
        (1, Decimal("0.4")),
    ]
    assert found.value == Decimal("3.4")


def test_a_weighted_score_is_rounded_itself_and_may_subtract_a_whole_score() -> None:
    text = "score fit from 0 to 5\n  adds review from -10 to 10, 0 when unknown\nscore it is 33% of fit minus fit\n"
    found = case(text, T, review=Decimal("0.5")).scores["it"]
    assert told(found.lines) == [("term", "0.165"), ("term", "-0.5"), ("rounding", "-0.005")]
    assert found.value == Decimal("-0.34")


def test_the_order_of_rules_does_not_matter() -> None:
    rules = ["+30 if wants_call", "-10 if opted_out", "+5 for each asked at most 8 points"]
    log = [did("asked", T), did("asked", T)]
    forward = points("\n".join(rules), *log, wants_call=True, opted_out=True)
    assert points("\n".join(reversed(rules)), *log, wants_call=True, opted_out=True) == forward == "28"


# ------------------------------------------------------------------------------------- idle, and what follows


@pytest.mark.parametrize(("days", "taken"), [(29, "0"), (30, "-10"), (59, "-10"), (60, "-20"), (300, "-30")])
def test_without_activity_counts_whole_periods_since_the_latest_own_activity(days: int, taken: str) -> None:
    rule = "-10 for every 30 days without activity at most 30 points"
    log = [did("asked", T - 900 * DAY), did("viewed_page", T - days * DAY), did("called", T)]
    assert points(rule, *log) == taken


def test_without_any_own_activity_it_counts_since_the_field() -> None:
    rule = "-10 for every 30 days without activity since created_at"
    assert points(rule, did("called", T), created_at=T - 60 * DAY) == "-20"
    assert points(rule, did("asked", T), created_at=T - 60 * DAY) == "0"
    assert points(rule, created_at=T + 60 * DAY) == "0"
    assert points(rule) == "0"


def test_a_date_counts_from_the_start_of_its_day() -> None:
    rule = "-10 for every 1 day without activity since contract_end"
    day = at("2026-10-20 00:00")
    assert points(rule, as_of=day + DAY - 1, contract_end=date(2026, 10, 20)) == "0"
    assert points(rule, as_of=day + DAY, contract_end=date(2026, 10, 20)) == "-10"


FOLLOWS = "counts only what follows the latest unsubscribed, returned\n"


def test_only_what_follows_strictly_counts() -> None:
    log = [did("asked", T - 3), did("asked", T - 2), did("asked", T - 1)]
    rules = FOLLOWS + "+5 for each asked"
    assert points(rules, *log) == "15"
    assert points(rules, *log, did("unsubscribed", T - 9)) == "15"
    assert points(rules, *log, did("returned", T - 2), did("unsubscribed", T - 9)) == "5"


def test_everything_written_in_the_score_sees_only_what_follows() -> None:
    rules = FOLLOWS + (
        "+1 if asked\n+2 for each viewed_page since asked\n"
        'group "G" only if asked\n  +4 if wants_call\nzero if sent_form'
    )
    text = score(rules)
    log = [did("asked", T - 9), did("sent_form", T - 9), did("returned", T - 5), did("viewed_page", T - 1)]
    found = case(text, T, *log, wants_call=True).scores["it"]
    assert found.follows_at == T - 5
    assert [f"{line.points:f}" for line in found.lines] == ["0", "0", "4", "-4", "0"]


def test_a_definition_means_the_same_inside_such_a_score() -> None:
    text = "define keen\n  when asked\n" + score(FOLLOWS + "+1 if keen")
    assert case(text, T, did("asked", T - 9), did("returned", T - 5)).scores["it"].value == 1


def test_counts_only_what_follows_does_not_move_the_idle_time() -> None:
    rules = FOLLOWS + "-10 for every 30 days without activity since created_at"
    log = [did("asked", T - 60 * DAY), did("returned", T - DAY)]
    assert points(rules, *log, created_at=T - 900 * DAY) == "-20"
