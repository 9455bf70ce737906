"""Numbers, days, lengths of time and the small change of English."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from leadpact_dsl.phrases import amounts, times, words
from leadpact_dsl.zones import zone


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0", "0"),
        ("0.00", "0"),
        ("30.00", "30"),
        ("2.50", "2.5"),
        ("1234567.89", "1,234,567.89"),
        ("-10", "−10"),
        ("1E+3", "1,000"),
        ("0.000001", "0.000001"),
        ("123456789012345678901234567890.5", "123,456,789,012,345,678,901,234,567,890.5"),
    ],
)
def test_numbers_lose_nothing_and_gain_nothing(amount: str, said: str) -> None:
    assert amounts.number(Decimal(amount)) == said


def test_points() -> None:
    assert [amounts.points(Decimal(n)) for n in (30, 1, -10, "0.5")] == [
        "30 points",
        "1 point",
        "−10 points",
        "0.5 points",
    ]
    assert amounts.points(Decimal(30), sign=True) == "+30 points"
    assert [amounts.signed(Decimal(n)) for n in (30, -10, 0)] == ["+30", "−10", "0"]


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("500", "500 USD"),
        ("999999.99", "999,999.99 USD"),
        ("1000000", "1 million USD"),
        ("2500000", "2.5 million USD"),
        ("1234567", "1,234,567 USD"),
        ("1000000000", "1 billion USD"),
        ("1001000000", "1,001 million USD"),
    ],
)
def test_money_is_rounded_nowhere(amount: str, said: str) -> None:
    assert amounts.money(Decimal(amount), "USD") == said


def _at(text: str, name: str) -> int:
    found = zone(name)
    assert found is not None
    return found.instant(dt.datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("text", "zone_name", "said"),
    [
        ("2026-11-02 10:20", "America/New_York", "2 November 2026, 10:20 EST"),
        ("2026-07-01 09:05", "America/New_York", "1 July 2026, 09:05 EDT"),
        ("2026-07-01 09:05:07", "Europe/London", "1 July 2026, 09:05:07 BST"),
        ("2026-07-01 09:05:07.250", "UTC", "1 July 2026, 09:05:07.250 UTC"),
        ("2026-07-01 09:05", "America/Sao_Paulo", "1 July 2026, 09:05 UTC−3"),
        ("2026-07-01 09:05", "Asia/Kathmandu", "1 July 2026, 09:05 UTC+5:45"),
    ],
)
def test_instants_are_said_as_clocks_show_them_there(text: str, zone_name: str, said: str) -> None:
    assert times.instant(_at(text, zone_name), zone_name) == said


def test_days_have_their_weekday_where_it_matters() -> None:
    at = _at("2026-11-02 10:20", "America/New_York")
    assert times.weekday_instant(at, "America/New_York") == "Monday, 2 November 2026, 10:20 EST"
    assert times.short_instant(at, "America/New_York") == "Mon 2 Nov 2026, 10:20 EST"
    # The day is that of the zone, not of Greenwich.
    assert times.local_day(_at("2026-11-02 23:30", "America/New_York"), "America/New_York") == dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("ms", "business", "said"),
    [
        (90 * 86_400_000, False, "90 days"),
        (86_400_000, False, "1 day"),
        (5 * 60_000, True, "5 business minutes"),
        (60 * 60_000, True, "1 business hour"),
        (30 * 60 * 60_000, True, "30 business hours"),
        (12_300_000, False, "3 hours 25 minutes"),
        (12_300_000, True, "3 hours 25 minutes of business time"),
        (0, False, "0 minutes"),
        (1, False, "1 millisecond"),
    ],
)
def test_lengths_of_time(ms: int, business: bool, said: str) -> None:
    assert times.duration(ms, business=business) == said


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Job title", "job title"),
        ("CRM owner", "CRM owner"),
        ("LinkedIn profile", "LinkedIn profile"),
        ("Salesforce account", "Salesforce account"),
        ("A contact", "a contact"),
        ("X factor", "X factor"),
        ("Évaluation", "évaluation"),
        ("4 eyes", "4 eyes"),
        ("", ""),
    ],
)
def test_labels_within_a_sentence_keep_the_capitals_of_names(label: str, said: str) -> None:
    assert words.within(label) == said


def test_texts_stand_in_quotes_where_they_could_be_misread() -> None:
    assert words.values(["VP", "Chief", "Head"], "or") == "VP, Chief or Head"
    assert words.values(["VP", "or"], "or") == "“VP” or “or”"
    assert words.names(["Not now", "No budget"], "or") == "Not now or No budget"
    assert words.names(["Now, or never", "No"], "or") == "“Now, or never” or “No”"


@pytest.mark.parametrize(
    ("label", "plural"),
    [("Sales", False), ("Sales development", False), ("Partner managers", True), ("RevOps", False), ("SDRs", True)],
)
def test_teams_answer_in_the_right_number(label: str, plural: bool) -> None:
    assert words.is_plural(label) is plural
