"""Thresholds, rules that never pay, fadings, limits of size, and rules that say the same."""

from __future__ import annotations

import pytest

from tests.dsl.checks.reading import BASE, findings, marked, mended, of, score

FIT = "\nscore fit from 0 to 100\n  +40 if asked\n  +30 if unsubscribed\n  +10 if opted_out\n"


def stage(condition: str, more: str = "") -> str:
    return f"{BASE}{FIT}{more}\nstage inquiry\nstage MQL\n  when {condition}\n"


@pytest.mark.parametrize(
    "condition",
    [
        "fit is at least 81",
        "fit is more than 80",
        "fit is less than 0",
        "fit is at most -1",
        "fit is 101",
        "fit is between 90 and 95",
        "fit is 59.995",
        "asked and fit is at least 90",
    ],
)
def test_a_threshold_out_of_reach(condition: str) -> None:
    (found,) = of(stage(condition), "LP310")
    assert found.is_error
    assert found.span is not None
    assert found.span.text == condition.removeprefix("asked and ")


@pytest.mark.parametrize("condition", ["fit is at least 80", "fit is more than 79.99", "fit is 0", "fit is not 81"])
def test_a_threshold_within_reach(condition: str) -> None:
    assert of(stage(condition), "LP310") == []


@pytest.mark.parametrize(
    "condition", ["fit is at least 0", "fit is at most 80", "fit is less than 90", "fit is not 90"]
)
def test_a_threshold_that_every_lead_passes(condition: str) -> None:
    assert marked(stage(condition), "LP311") == [condition]


@pytest.mark.parametrize("condition", ["fit is at least 0.01", "fit is less than 80", "fit is not 60"])
def test_a_threshold_that_parts_leads(condition: str) -> None:
    assert of(stage(condition), "LP311") == []


def test_a_dated_threshold_is_looked_at_from_each_of_its_days() -> None:
    value = "\nvalue bar is 60\n  from 2027-01-01: {}\n"
    (found,) = of(stage("fit is at least bar", value.format(85)), "LP310")
    assert "From 1 January 2027 on" in found.message
    assert "(85)" in found.message
    assert of(stage("fit is at least bar", value.format(65)), "LP310") == []


def test_points_that_rise_on_the_same_day_keep_a_threshold_in_reach() -> None:
    text = """
value bar is 60
  from 2027-01-01: 120
value worth is 60
  from 2027-01-01: 120
score fit from 0 to 200
  +worth if asked
stage inquiry
stage MQL
  when fit is at least bar
"""
    assert of(BASE + text, "LP310") == []


def test_levels_and_rows_where_the_score_never_comes() -> None:
    grade = "\ngrade priority of fit\n  A: 90 or more\n  B: below 90\n"
    assert marked(BASE + FIT + grade, "LP310") == ["A: 90 or more"]
    assert marked(BASE + FIT + grade, "LP311") == ["B: below 90"]
    assert of(BASE + FIT + grade.replace("90", "80"), "LP310") == []
    table = "score it from 0 to 9\n  by fit\n    below 90: 0\n    90 or more: 9\n"
    assert marked(BASE + FIT + table, "LP310") == ["90 or more: 9"]


def test_a_score_that_never_differs() -> None:
    assert len(of(score("-10 if asked", "from 0 to 100"), "LP321")) == 1
    assert of(score("-10 if asked", "from -10 to 100"), "LP321") == []


# ------------------------------------------------------------------------------------------------- rules that pay


@pytest.mark.parametrize(
    ("rules", "mark"),
    [
        ("+0 if asked", "+0 if asked"),
        ("+5 for each asked at most 0 times", "at most 0 times"),
        ("+5 for each asked at most 0 points", "at most 0 points"),
        ("-5 for every 30 days without activity at most 0 points", "at most 0 points"),
        ("+5 for each asked more than 60 days ago losing 50% every 30 days", None),
        ("+5 if asked more than 60 days ago losing 50% every 30 days", None),
        ("by region\n  AMER: 0\n  EMEA: 0", "by region"),
        ('group "G" at most 0 points\n  +5 if asked', None),
        ("adds review from 0 to 0, 0 when unknown", None),
        ("counts only what follows the latest unsubscribed\n+5 for each unsubscribed", "+5 for each unsubscribed"),
        ("counts only what follows the latest unsubscribed\n-20 if unsubscribed", "-20 if unsubscribed"),
        ("first of\n  +0 if asked\n  +5 if opted_out", "+0 if asked"),
    ],
)
def test_a_rule_that_never_pays(rules: str, mark: str | None) -> None:
    (found,) = of(score(f"{rules}\n+50 if called"), "LP320")
    assert found.span is not None
    assert mark is None or found.span.text == mark
    assert of(mended(found), "LP320") == []


@pytest.mark.parametrize(
    "rules",
    [
        "+0.01 if asked",
        "+5 for each asked more than 30 days ago losing 50% every 30 days",
        "by region\n  AMER: 0\n  EMEA: 1",
        "counts only what follows the latest unsubscribed\n-20 if no unsubscribed\n+5 for each asked, unsubscribed",
        "counts only what follows the latest unsubscribed\n+5 for each of asked, unsubscribed",
    ],
)
def test_a_rule_that_pays(rules: str) -> None:
    assert of(score(f"{rules}\n+50 if called"), "LP320") == []


def test_a_value_that_is_nothing_at_first_still_pays_later() -> None:
    text = score("+worth if asked\n+50 if called")
    assert len(of(text + "value worth is 0\n", "LP320")) == 1
    assert of(text + "value worth is 0\n  from 2027-01-01: 5\n", "LP320") == []


def test_a_part_without_weight() -> None:
    text = score("+50 if asked") + "score total is 0% of it plus 100% of it\n"
    assert marked(text, "LP320") == ["0% of it"]


def test_points_that_never_show() -> None:
    group = 'group "G" at most 20 points\n  by region\n    AMER: 20\n    EMEA: {}\n  +5 if asked'
    assert marked(score(group.format(30)), "LP322") == ["+5 if asked"]
    assert of(score(group.format(10)), "LP322") == []


@pytest.mark.parametrize(
    "rule",
    [
        "+5 for each asked in the last 14 days losing 50% every 30 days",
        "+5 for each asked in the last 30 days losing 50% every 30 days",
        "+5 if asked in the last 14 days losing 2 points every 20 days",
        "by form for each sent_form in the last 7 days losing 50% every 7 days\n  contact: 5\n  guide: 2",
    ],
)
def test_a_fading_hidden_by_a_window(rule: str) -> None:
    (found,) = of(score(rule), "LP324")
    assert found.span is not None
    assert found.span.text.startswith("losing")
    assert of(mended(found), "LP324") == []


@pytest.mark.parametrize(
    "rule",
    [
        "+5 for each asked in the last 14 days losing 50% every 7 days",
        "+5 for each asked losing 50% every 30 days",
        "+5 if asked in the last 14 days or sent_form losing 50% every 30 days",
    ],
)
def test_a_fading_that_shows(rule: str) -> None:
    assert of(score(rule), "LP324") == []


def test_a_fading_where_nothing_grows_old() -> None:
    assert marked(score("+5 if opted_out losing 10% every 30 days"), "LP325") == ["losing 10% every 30 days"]
    assert len(of(score("+5 if no asked losing 10% every 30 days"), "LP325")) == 1
    assert of(score("+5 if keen losing 10% every 30 days") + "define keen\n  when asked or opted_out\n", "LP325") == []


# ----------------------------------------------------------------------------------------------------- duplicates


@pytest.mark.parametrize(
    "rules",
    [
        "+5 if asked\n+8 if asked",
        '+5 if country is "US"\n-3 if country is one of "us"',
        "+5 if asked and opted_out\n+8 if opted_out and asked",
        "+5 if keen\n+8 if asked",
        '+5 if asked\ngroup "G" at most 9 points\n  +8 if asked',
        "+5 for each asked once a day\n+8 for each asked once a day",
        "-5 for every 9 days without activity at most 9 points\n-8 for every 9 days without activity at most 9 points",
        "by region\n  AMER: 5\n  EMEA: 0\nby region\n  AMER: 0\n  EMEA: 5",
        "adds review from 0 to 5, 0 when unknown\nadds review from 0 to 9, 0 when unknown",
        "+5 if asked\nzero if opted_out\nzero if opted_out",
    ],
)
def test_rules_that_say_the_same(rules: str) -> None:
    assert len(of(score(rules) + "define keen\n  when asked\n", "LP326")) == 1


@pytest.mark.parametrize(
    "rules",
    [
        "+5 if asked\n+8 if asked in the last 7 days",
        "+50 if asked\n+30 if asked losing 10% every 7 days",
        "+5 for each asked\n+8 for each asked at most 1 times",
        "+5 for each sent_form where form is guide\n+8 for each sent_form where form is contact",
        "first of\n  +5 if asked\n  +8 if unsubscribed\n+9 if asked",
        'by country\n  "US": 5\n  otherwise: 0\nby region\n  AMER: 5\n  EMEA: 0',
        '+5 if asked\ngroup "More for some" only if opted_out\n  +5 if asked',
    ],
)
def test_rules_that_differ(rules: str) -> None:
    assert of(score(rules), "LP326") == []


def test_definitions_of_the_same_thing() -> None:
    text = BASE + "define first_one\n  when asked\ndefine second_one\n  when {}\n"
    assert marked(text.format("asked"), "LP350") == ["define second_one"]
    assert len(of(text.format("first_one"), "LP350")) == 1
    assert of(text.format("asked in the last 9 days"), "LP350") == []


# ---------------------------------------------------------------------------------------------------------- sizes


@pytest.mark.parametrize(
    ("rules", "mark"),
    [
        ("+10001 if asked", "10001"),
        ("-20000 for each asked at most 2 times", "20000"),
        ("by region\n  AMER: 10000.5\n  EMEA: 0", None),
        ("+5 for each asked at most 20000000 points", "20000000"),
        ("+worth if asked", None),
        ("-10000 for every 1 minutes without activity", None),
    ],
)
def test_numbers_that_are_too_large(rules: str, mark: str | None) -> None:
    text = score(rules) + "value worth is 5\n  from 2027-01-01: 50000\n"
    found = of(text, "LP330")
    assert found
    assert mark is None or (found[0].span is not None and found[0].span.text == mark)


@pytest.mark.parametrize(
    "rules", ["+10000 if asked", "+5 for each asked", "-10000 for each asked", "+1 for each asked"]
)
def test_numbers_that_are_not(rules: str) -> None:
    assert of(score(rules), "LP330") == []


def test_a_score_without_bounds_may_not_grow_too_large() -> None:
    more = "score large from 0 to 10000000\n  +10000 for each asked\n"
    assert len(of(BASE + more + "score total is 200% of large\n", "LP330")) == 1
    assert of(BASE + more + "score total is 100% of large\n", "LP330") == []


@pytest.mark.parametrize(
    ("rules", "count"),
    [
        ("+0.25 for each asked losing 3% every 7 days", 0),
        ('group "G" at most 9 points counts 50%\n  +0.25 for each asked losing 3% every 7 days', 0),
        ('group "G" at most 9 points counts 33%\n  +0.25 for each asked losing 3% every 7 days', 0),
        (
            'group "G" at most 9 points counts 33%\n'
            '  group "H" at most 9 points counts 33%\n    +0.25 for each asked losing 3% every 7 days',
            1,
        ),
        (
            'group "G" at most 9 points counts 10%\n'
            '  group "H" at most 9 points counts 10%\n    +50 for each asked losing 10% every 7 days',
            0,
        ),
    ],
)
def test_digits(rules: str, count: int) -> None:
    assert len(of(score(rules), "LP331")) == count


@pytest.mark.parametrize(
    ("terms", "count"),
    [("33.33% of it", 0), ("33.333% of it", 1), ("1000% of it", 0), ("1000.5% of it", 1)],
)
def test_weights(terms: str, count: int) -> None:
    assert len(of(score("+5 if asked") + f"score total is {terms}\n", "LP332")) == count


def test_parts_of_a_score() -> None:
    parts = " plus ".join(["1% of it"] * 51)
    assert len(of(score("+5 if asked") + f"score total is {parts}\n", "LP332")) == 1


def test_several_things_are_found_at_once() -> None:
    text = score("+0 if asked\n+5 if called\n+5 if called\nby region\n  AMER: 1")
    assert {"LP320", "LP326", "LP302"} <= {found.code for found in findings(text)}
