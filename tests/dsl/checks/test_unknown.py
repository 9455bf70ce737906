"""What may be unknown, and who has to say what that means."""

from __future__ import annotations

import pytest

from tests.dsl.checks.reading import BASE, define, marked, mended, of, score


@pytest.mark.parametrize(
    "condition",
    [
        "industry is not other",
        "industry is none of software, other",
        "employees is not 50",
        "not wants_call",
        'title is not "VP"',
        "asked or industry is not other",
        "at least 2 of\n  industry is known\n  industry is not other\n  asked",
        "any of\n  industry is known\n  industry is not other",
    ],
)
def test_an_exclusion_says_what_unknown_means(condition: str) -> None:
    assert len(of(define(condition), "LP260")) == 1


@pytest.mark.parametrize(
    "condition",
    [
        "industry is software",
        'country is not "US"',
        "not opted_out",
        "region is none of EMEA",
        "industry is known and industry is not other",
        "industry is unknown or industry is not other",
        "industry is one of software, finance and industry is not finance",
        "all of\n  industry is known\n  any of\n    asked\n    industry is not other",
        "any of\n  industry is unknown\n  all of\n    asked\n    industry is not other",
        "no asked",
        'viewed_page where path is known and path is not "/jobs"',
        "sent_form where form is not guide",
    ],
)
def test_an_exclusion_that_is_settled_is_fine(condition: str) -> None:
    assert of(define(condition), "LP260") == []


def test_a_definition_can_settle_it() -> None:
    text = define("known_industry and industry is not other") + "\ndefine known_industry\n  when industry is known\n"
    assert of(text, "LP260") == []


def test_the_mark_is_the_comparison_and_the_fix_joins_the_line_as_it_stands() -> None:
    (found,) = of(define("asked or industry is not other"), "LP260")
    assert found.span is not None
    assert found.span.text == "industry is not other"
    assert "asked or industry is unknown or industry is not other" in mended(found)
    (found,) = of(define("asked and industry is not other"), "LP260")
    assert "asked and industry is known and industry is not other" in mended(found)


def test_where_of_a_counted_rule_is_looked_at() -> None:
    assert marked(score('+1 for each viewed_page where path is not "/jobs"'), "LP260") == ['path is not "/jobs"']
    assert of(score("+1 for each sent_form where form is not guide"), "LP260") == []


SENIOR = 'define senior\n  when title has the word "VP"\n'


@pytest.mark.parametrize(
    ("condition", "more", "labels"),
    [
        ("not senior", SENIOR, ["“Job title”"]),
        ("not both", SENIOR + "define both\n  when senior and industry is software\n", ["“Job title”", "“Industry”"]),
        ("not inner", "define inner\n  when industry is not other\n", ["“Industry”"]),
        ("not since_trial", "define since_trial\n  when asked since trial_started\n", ["“Trial started”"]),
    ],
)
def test_a_negated_definition_says_what_unknown_means(condition: str, more: str, labels: list[str]) -> None:
    (found,) = of(define(condition) + more, "LP261")
    assert all(label in found.message for label in labels)
    assert found.span is not None
    assert found.span.text == condition
    assert of(mended(found), "LP261") == []


@pytest.mark.parametrize(
    ("condition", "more"),
    [
        ("title is known and not senior", SENIOR),
        ("title is unknown or not senior", SENIOR),
        ("not senior", 'define senior\n  when title is known and title has the word "VP"\n'),
        ("not from_us", 'define from_us\n  when country is "US"\n'),
        ("not keen", "define keen\n  when asked\n"),
        ("not known_title", "define known_title\n  when title is known\n"),
        # Two negations: the comparison does not hold where the value is unknown.
        ("not junior", SENIOR + "define junior\n  when title is known and not senior\n"),
    ],
)
def test_a_negated_definition_that_is_settled_is_fine(condition: str, more: str) -> None:
    assert of(define(condition) + more, "LP261") == []


@pytest.mark.parametrize(
    "condition",
    [
        'no viewed_page where path is "/jobs"',
        'viewed_page at most 2 times where path starts with "/jobs"',
        'viewed_page exactly 2 times where path is "/jobs"',
    ],
)
def test_a_count_that_holds_for_want_of_a_value(condition: str) -> None:
    (found,) = of(define(condition), "LP262")
    assert "“Path”" in found.message
    assert of(mended(found), "LP262") == []


@pytest.mark.parametrize(
    "condition",
    [
        'viewed_page at least 2 times where path is "/jobs"',
        "no sent_form where form is guide",
        'no viewed_page where path is unknown or path is "/jobs"',
        "no viewed_page where path is known",
        "no asked since trial_started",
    ],
)
def test_a_count_that_does_not(condition: str) -> None:
    assert of(define(condition), "LP262") == []


GRADE = "\ngrade persona\n  buyer: when {buyer}\n{more}  user: otherwise\n"


@pytest.mark.parametrize("buyer", ['title has the word "VP"', "senior", "asked and industry is software"])
def test_otherwise_does_not_take_leads_of_which_nothing_is_known(buyer: str) -> None:
    (found,) = of(BASE + SENIOR + GRADE.format(buyer=buyer, more=""), "LP263")
    assert found.span is not None
    assert found.span.text == "user: otherwise"
    assert of(mended(found), "LP263") == []


@pytest.mark.parametrize(
    ("buyer", "more"),
    [
        ('title has the word "VP"', "  unclear: when title is unknown\n"),
        ('title is known and title has the word "VP"', ""),
        ('country is "US"', ""),
        ("asked", ""),
        ('viewed_page where path is "/pricing"', ""),
    ],
)
def test_otherwise_is_fine_where_it_is_settled(buyer: str, more: str) -> None:
    assert of(BASE + GRADE.format(buyer=buyer, more=more), "LP263") == []


def test_a_table_says_what_unknown_pays() -> None:
    (found,) = of(score("by industry\n  software: 20\n  otherwise: 0"), "LP264")
    assert found.span is not None
    assert found.span.text == "by industry"
    assert mended(found).endswith("    otherwise: 0\n    unknown: 0\n")
    assert of(mended(found), "LP264") == []


@pytest.mark.parametrize(
    "rules",
    [
        "by industry\n  software: 20\n  otherwise: 0\n  unknown: 5",
        "by region\n  AMER: 20\n  EMEA: 10",
        "by form for each sent_form\n  contact: 20\n  guide: 10",
    ],
)
def test_a_table_without_unknown_values_is_fine(rules: str) -> None:
    assert of(score(rules), "LP264") == []


def test_a_table_of_the_fields_of_activities_says_it_too() -> None:
    assert marked(score('by path for each viewed_page\n  "/pricing": 5\n  otherwise: 1'), "LP264") != []


def test_the_calendars_of_a_clock_say_it_too() -> None:
    text = """
calendar office "Office"
  open monday to friday 09:00 to 17:00
clock touch from handed_over to called
  on calendar by {field}
    {rows}
response standard on touch
  sales answers within 1 days
"""
    missing = BASE + text.format(field="industry", rows="otherwise: office")
    (found,) = of(missing, "LP264")
    assert of(mended(found), "LP264") == []
    assert of(BASE + text.format(field="region", rows="otherwise: office"), "LP264") == []


def test_a_row_for_unknown_that_no_lead_meets() -> None:
    (found,) = of(score("by region\n  AMER: 20\n  EMEA: 10\n  unknown: 0"), "LP265")
    assert of(mended(found), "LP265") == []
    assert of(score("by industry\n  software: 20\n  otherwise: 0\n  unknown: 5"), "LP265") == []
