"""Conditions over the lead's fields: comparisons, text, dates, and what is unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from leadpact_dsl.decision import Truth

from .lead_case import DAY, at, case, did, holds


@pytest.mark.parametrize(
    ("test", "held"),
    [
        ("employees is 50", [50]),
        ("employees is not 50", [49, 51]),
        ("employees is more than 50", [51]),
        ("employees is at least 50", [50, 51]),
        ("employees is less than 50", [49]),
        ("employees is at most 50", [49, 50]),
        ("employees is between 50 and 51", [50, 51]),
    ],
)
def test_numbers_compare_exactly_and_both_ends_of_between_are_in(test: str, held: list[int]) -> None:
    assert [n for n in (49, 50, 51) if holds(test, employees=n)] == held


def test_money_compares_to_the_cent() -> None:
    assert holds("revenue is at least 10 million USD", revenue=Decimal("10000000.00"))
    assert not holds("revenue is at least 10 million USD", revenue=Decimal("9999999.99"))


@pytest.mark.parametrize(
    "test",
    [
        'title is "VP"',
        'title is not "VP"',
        'title is one of "VP", "Head"',
        'title is none of "VP", "Head"',
        'title contains "VP"',
        "employees is at least 0",
        "employees is not 5",
        "employees is between 0 and 9",
        "industry is software",
        "industry is not software",
        "industry is none of software, other",
        "wants_call",
        "not wants_call",
        "created_at is before 2030-01-01",
        "created_at is in the last 30 days",
        "created_at is more than 30 days ago",
        "contract_end is after 2020-01-01",
        "title is known",
    ],
)
def test_a_comparison_with_an_unknown_is_false_a_negated_one_too(test: str) -> None:
    assert not holds(test)


def test_what_is_unknown_can_be_asked_for() -> None:
    assert holds("title is unknown")
    assert not holds("title is unknown", title="VP")
    assert holds("title is known", title="VP")


@pytest.mark.parametrize("blank", ["", " ", "\t\r\n", "\u00a0"])
def test_a_blank_text_is_unknown(blank: str) -> None:
    assert holds("title is unknown", title=blank)


def test_a_field_with_a_value_for_the_unknown_is_never_unknown() -> None:
    assert holds("not opted_out")
    assert not holds("opted_out is unknown")
    assert not holds("not opted_out", opted_out=True)


def test_the_explanation_shows_what_was_found_and_that_it_was_unknown() -> None:
    text = 'define it\n  when title is "VP" and employees is at least 10\n'
    found = case(text, "2026-11-02 10:00", employees=9).defines["it"]
    assert [(part.holds, part.found) for part in found.parts] == [(False, None), (False, 9)]


def test_no_part_is_skipped_where_another_has_decided() -> None:
    text = "define it\n  when any of\n    employees is at least 1\n    not opted_out\n    wants_call\n"
    found = case(text, "2026-11-02 10:00", employees=5).defines["it"]
    assert [part.holds for part in found.parts] == [True, True, False]


# ------------------------------------------------------------------------------------------------------------ text


@pytest.mark.parametrize(
    ("test", "title"),
    [
        ('title is "Vice President"', " vice PRESIDENT\u00a0"),
        ('title is one of "VP", "Head"', "head"),
        ('title contains "PRES"', "Vice president"),
        ('title starts with "vice"', "  Vice President"),
        ('title ends with "president"', "Vice President\t"),
        ('title starts with one of "x", "VI"', "Vice"),
        ('title is "ΣΊΣΥΦΟΣ"', "σίσυφος"),
        ('title is "straße"', "STRAẞE"),
        ('title has the word "vp"', "Regional VP, Sales"),
        ('title has the word "vp"', "VP/Head"),
        ('title has one of the words "chief", "vp"', "Chief\u00a0Officer"),
    ],
)
def test_text_compares_without_regard_to_case_and_blanks_around(test: str, title: str) -> None:
    assert holds(test, title=title)


@pytest.mark.parametrize(
    ("test", "title"),
    [
        ('title has the word "VP"', "MVP"),
        ('title has the word "VP"', "VP2"),
        ('title has the word "VP"', "VP\u2003Sales"),  # an em space is no blank
        ('title is "strasse"', "Straße"),  # simple folding keeps one character one character
        ('title is "Vice President"', "Vice  President"),
        ('title starts with "VP"', "A VP"),
    ],
)
def test_text_that_differs_in_more_than_that_is_not_the_same(test: str, title: str) -> None:
    assert not holds(test, title=title)


def test_lists_compare_as_their_entries_do() -> None:
    text = (
        'list free "Free mail": "Gmail.com", "yahoo.com"\n'
        "define it\n  when city is one of free or title ends with one of free\n"
    )
    assert case(text, "2026-11-02 10:00", city=" GMAIL.COM ").defines["it"].holds
    assert case(text, "2026-11-02 10:00", title="ana@yahoo.com").defines["it"].holds
    assert not case(text, "2026-11-02 10:00", city="gmail").defines["it"].holds


# ----------------------------------------------------------------------------------------------------------- dates


def test_in_the_last_leaves_out_its_beginning_and_takes_in_its_end() -> None:
    now = at("2026-11-02 10:00")
    held = [
        t
        for t in (now - 2 * DAY, now - 2 * DAY + 1, now, now + 1)
        if holds("created_at is in the last 2 days", created_at=t)
    ]
    assert held == [now - 2 * DAY + 1, now]


def test_in_the_next_leaves_out_its_beginning_and_takes_in_its_end() -> None:
    now = at("2026-11-02 10:00")
    held = [
        t
        for t in (now, now + 1, now + 2 * DAY, now + 2 * DAY + 1)
        if holds("created_at is in the next 2 days", created_at=t)
    ]
    assert held == [now + 1, now + 2 * DAY]


def test_more_than_ago_is_strict() -> None:
    now = at("2026-11-02 10:00")
    assert not holds("created_at is more than 2 days ago", created_at=now - 2 * DAY)
    assert holds("created_at is more than 2 days ago", created_at=now - 2 * DAY - 1)


def test_a_day_is_24_hours_even_where_the_clocks_go_back() -> None:
    # From Saturday 10:30 to Sunday 10:00 the wall shows 23:30, but 24 and a half hours pass.
    assert not holds("created_at is in the last 1 day", as_of="2026-11-01 10:00", created_at=at("2026-10-31 10:30"))


def test_a_date_compares_as_the_start_of_its_day_in_the_agreements_timezone() -> None:
    day = date(2026, 11, 1)
    assert not holds("contract_end is in the next 1 day", contract_end=day, as_of="2026-11-01 00:00")
    assert holds("contract_end is in the next 1 day", contract_end=day, as_of="2026-10-31 23:59")
    assert holds("contract_end is in the last 1 day", contract_end=day, as_of="2026-11-01 00:00")


def test_a_day_named_in_the_policy_is_that_day_in_the_agreements_timezone() -> None:
    midnight = at("2026-11-01 00:00")
    assert holds("created_at is before 2026-11-01", created_at=midnight - 1)
    assert not holds("created_at is before 2026-11-01", created_at=midnight)
    assert holds("contract_end is 2026-11-01", contract_end=date(2026, 11, 1))
    assert not holds("contract_end is 2026-11-01", contract_end=date(2026, 11, 2))
    assert holds("contract_end is between 2026-11-01 and 2026-11-02", contract_end=date(2026, 11, 2))
    assert not holds("contract_end is after 2026-11-01", contract_end=date(2026, 11, 1))


# -------------------------------------------------------------------------------------------------------- combined


def test_blocks_nest() -> None:
    lines = (
        "define it\n  when all of\n    employees is at least 10\n"
        "    at least 2 of\n      opted_out\n      wants_call\n      title is known\n"
    )
    as_of = "2026-11-02 10:00"
    assert not case(lines, as_of, employees=10, wants_call=True).defines["it"].holds
    assert case(lines, as_of, employees=10, wants_call=True, title="VP").defines["it"].holds
    assert not case(lines, as_of, employees=9, wants_call=True, title="VP").defines["it"].holds


def test_a_definition_within_another_brings_its_reasons() -> None:
    text = "define small\n  when employees is less than 50\ndefine it\n  when not small\n"
    found = case(text, "2026-11-02 10:00", employees=50).defines["it"]
    assert found.holds
    inner = found.parts[0]
    assert isinstance(inner, Truth)
    assert not inner.holds
    assert inner.parts[0].found == 50


def test_scores_and_grades_can_be_asked_for() -> None:
    text = (
        "score fit from 0 to 100\n  +40 if wants_call\n"
        "grade level of fit\n  A: 40 or more\n  B: 20 to below 40\n  C: below 20\n"
        "define good\n  when level is at least B\ndefine bad\n  when level is less than A\n"
        "define middling\n  when level is one of B, C\ndefine points\n  when fit is at least 40\n"
    )
    called = case(text, "2026-11-02 10:00", wants_call=True).defines
    assert {name: found.holds for name, found in called.items()} == {
        "good": True, "bad": False, "middling": False, "points": True,
    }  # fmt: skip
    other = case(text, "2026-11-02 10:00").defines
    assert {name: found.holds for name, found in other.items()} == {
        "good": False, "bad": True, "middling": True, "points": False,
    }  # fmt: skip


def test_a_value_reads_as_it_stands_at_the_instant() -> None:
    text = 'value bar "Bar" is 60\n  from 2027-01-01: 65\ndefine it\n  when employees is at least bar\n'
    assert case(text, "2026-12-31 23:59", employees=60).defines["it"].holds
    assert not case(text, "2027-01-01 00:00", employees=64).defines["it"].holds
    assert case(text, "2027-01-01 00:00", employees=65).defines["it"].holds


def test_a_stage_can_be_asked_for_by_its_order() -> None:
    text = (
        "stage inquiry\nstage MQL\n  when employees is at least 10\nstage SAL\n  recorded by accepted\n"
        "disqualify out\n  when opted_out\n"
        "define at_least_mql\n  when stage is at least MQL\ndefine not_mql\n  when stage is not MQL\n"
    )

    def told(*log: str, **values: int | bool) -> tuple[bool, bool]:
        found = case(text, "2026-11-02 10:00", *(did(name, "2026-11-01 10:00") for name in log), **values).defines
        return found["at_least_mql"].holds, found["not_mql"].holds

    assert told() == (False, True)
    assert told(employees=10) == (True, False)
    assert told("accepted") == (True, True)
    # A disqualified lead is at no stage: not past one, and not at one.
    assert told(employees=10, opted_out=True) == (False, True)


def test_several_words_are_looked_for_next_to_each_other() -> None:
    test = 'title has the word "vice president"'
    assert holds(test, title="Senior Vice-President, Sales")
    assert not holds(test, title="President, former vice")
    assert not holds(test, title="Vice Presidents")
