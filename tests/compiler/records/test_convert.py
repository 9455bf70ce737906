"""Raw values become a field's values exactly, or are refused with a reason in plain words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadpact.records.convert import Reading, converter
from leadpact.records.rows import Odd, Raw
from leadpact.records.wording import Bad, sentence
from leadpact_dsl.model import Choice, Field, FieldKind, Scalar
from leadpact_dsl.source import SourceFile, Span
from leadpact_dsl.zones import zone

NOWHERE = Span(SourceFile("policy.sla", ""), 0, 0)
NEW_YORK = zone("America/New_York")
assert NEW_YORK is not None
READING = Reading(NEW_YORK, frozenset({"select", "n/a"}))

CHOICES = (Choice("software", "Software"), Choice("fintech", "Financial technology"), Choice("other", "Fintech"))


def convert(kind: FieldKind, raw: Raw) -> Scalar | Bad | None:
    currency = "USD" if kind == "money" else None
    choices = CHOICES if kind == "one of" else ()
    field = Field(NOWHERE, "lead", "employees", "Number of employees", kind, currency, choices)
    return converter(field, READING)(raw)


def ms(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, micro: int = 0) -> int:
    moment = dt.datetime(year, month, day, hour, minute, second, micro, tzinfo=dt.UTC)
    return (moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("text", "VP Sales", "VP Sales"),
        ("text", "  VP Sales ", "  VP Sales "),
        ("text", "=1+1", "=1+1"),
        ("text", 2134, "2134"),
        ("text", Decimal("1.50"), "1.50"),
        ("text", True, "true"),
        ("text", dt.date(2026, 1, 5), "2026-01-05"),
        ("whole number", "600", 600),
        ("whole number", " 600\u00a0", 600),
        ("whole number", "-3", -3),
        ("whole number", "+3", 3),
        ("whole number", "007", 7),
        ("whole number", "12.0", 12),
        ("whole number", 12, 12),
        ("whole number", Decimal("12.000"), 12),
        ("whole number", "1000000000000000", 10**15),
        ("number", "0.1", Decimal("0.1")),
        ("number", ".5", Decimal("0.5")),
        ("number", "-2.3456", Decimal("-2.3456")),
        ("number", "1.50000", Decimal("1.5")),
        ("number", 3, Decimal(3)),
        ("number", Decimal("1E+3"), Decimal(1000)),
        ("money", "1200.50", Decimal("1200.50")),
        ("money", "$1200.50", Decimal("1200.50")),
        ("money", "US$ 1200", Decimal(1200)),
        ("money", "1200 USD", Decimal(1200)),
        ("money", "usd 1200", Decimal(1200)),
        ("money", "-$5", Decimal(-5)),
        ("money", "$-5", Decimal(-5)),
        ("money", 1200, Decimal(1200)),
        ("yes or no", "Yes", True),
        ("yes or no", "TRUE", True),
        ("yes or no", "y", True),
        ("yes or no", "1", True),
        ("yes or no", " no ", False),
        ("yes or no", "False", False),
        ("yes or no", "N", False),
        ("yes or no", "0", False),
        ("yes or no", False, False),
        ("yes or no", 1, True),
        ("yes or no", Decimal("0.0"), False),
        ("date", "2026-11-02", dt.date(2026, 11, 2)),
        ("date", "2026-11-02 00:00", dt.date(2026, 11, 2)),
        ("date", "2026-11-02T05:00:00Z", dt.date(2026, 11, 2)),
        ("date", dt.date(2026, 11, 2), dt.date(2026, 11, 2)),
        ("date", dt.datetime(2026, 11, 2), dt.date(2026, 11, 2)),
        ("time", "2026-11-02 10:20", ms(2026, 11, 2, 15, 20)),
        ("time", "2026-11-02T10:20:30.1239", ms(2026, 11, 2, 15, 20, 30, 123_000)),
        ("time", "2026-11-02t10:20:30,5z", ms(2026, 11, 2, 10, 20, 30, 500_000)),
        ("time", "2026-11-02T10:20+01:00", ms(2026, 11, 2, 9, 20)),
        ("time", "2026-11-02T10:20 -0530", ms(2026, 11, 2, 15, 50)),
        ("time", "2026-11-02T10:20:00+00", ms(2026, 11, 2, 10, 20)),
        ("time", "2026-11-02", ms(2026, 11, 2, 5)),
        ("time", "1970-01-01T00:00:00Z", 0),
        ("time", "2026-11-01T01:30:00-05:00", ms(2026, 11, 1, 6, 30)),
        ("time", dt.datetime(2026, 11, 2, 10, 20), ms(2026, 11, 2, 15, 20)),
        ("time", dt.datetime(2026, 11, 2, 10, 20, 0, 1999, tzinfo=dt.UTC), ms(2026, 11, 2, 10, 20, 0, 1000)),
        ("time", dt.date(2026, 7, 2), ms(2026, 7, 2, 4)),
        ("one of", "software", "software"),
        ("one of", " SOFTWARE ", "software"),
        ("one of", "financial Technology", "fintech"),
        ("one of", "FinTech", "fintech"),
        ("one of", "other", "other"),
    ],
)
def test_what_a_field_holds_is_read_exactly(kind: FieldKind, raw: Raw, value: Scalar) -> None:
    found = convert(kind, raw)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize("kind", ["text", "whole number", "number", "money", "yes or no", "date", "time", "one of"])
@pytest.mark.parametrize("raw", [None, "", "  ", "\t\r\n\u00a0", "Select", " SELECT ", "N/A"])
def test_blanks_and_the_policys_words_for_it_are_unknown(kind: FieldKind, raw: Raw) -> None:
    assert convert(kind, raw) is None


@pytest.mark.parametrize(
    ("kind", "raw", "why"),
    [
        ("text", Odd("a list"), "where a single value belongs"),
        ("text", "half \ud83d", "which holds half a character"),
        ("whole number", "12k", "which is not a whole number"),
        ("whole number", "1e3", "which is not a whole number"),
        ("whole number", "12.5", "which is not a whole number"),
        ("whole number", "1.000", "which could mean thousands or decimals: write it without the point"),
        (
            "whole number",
            "1,000",
            "which is not a whole number as leadpact reads it: write digits alone, such as 1234",
        ),
        ("whole number", "٣", "which is not a whole number"),
        ("whole number", True, "which is not a whole number"),
        ("whole number", dt.date(2026, 1, 1), "which is not a whole number"),
        ("whole number", "1000000000000001", "which is too large"),
        ("whole number", "9" * 41, "which is not a whole number"),
        ("number", "0.12345", "which is too fine: a number has at most four decimals"),
        ("number", "nan", "which is not a number"),
        ("number", "inf", "which is not a number"),
        ("number", Decimal("Infinity"), "which is not a number"),
        ("number", Decimal("1E+999999"), "which is not a number"),
        ("number", "1,5", "which is not a number as leadpact reads it: write digits and one point, such as 1234.5"),
        ("money", "1200.505", "which is too fine: money has at most two decimals"),
        ("money", "12.500", "which could mean thousands or decimals: write it with two decimals or none"),
        ("money", "€1200", "which is not in USD"),
        ("money", "1200 EUR", "which is not in USD"),
        ("money", "A$5", "which is not in USD"),
        ("money", "$5 USD", "which is not an amount of money"),
        ("money", "12k", "which is not an amount of money"),
        ("money", "USD", "which is not an amount of money"),
        ("money", "(5.00)", "which is not an amount of money"),
        ("money", "1,200.50", "which is not an amount of money as leadpact reads it: write digits and one point, such"),
        ("yes or no", "maybe", "which is neither yes nor no"),
        ("yes or no", 2, "which is neither yes nor no"),
        ("date", "02/11/2026", "which is not a date such as 2026-11-02"),
        ("date", "2026-06-31", "which is not a date such as 2026-11-02"),
        ("date", "2026-11-02 09:30", "which is a time of day in America/New_York, where only a date belongs"),
        ("date", "2026-11-02T00:00:00Z", "which is a time of day in America/New_York, where only a date belongs"),
        ("date", "1969-12-31", "which is not within the years 1970 to 2200"),
        ("date", 20261102, "which is not a date such as 2026-11-02"),
        ("time", "yesterday", "which is not a time such as 2026-11-02 09:30"),
        ("time", "2026-11-02 24:00", "which is not a time such as 2026-11-02 09:30"),
        ("time", "2026-11-02 10:20:60", "which is not a time such as 2026-11-02 09:30"),
        ("time", "2026-11-02 10:20+01:60", "which is not a time such as 2026-11-02 09:30"),
        ("time", "1764700000000", "which is not a time such as 2026-11-02 09:30"),
        ("time", 1764700000000, "which is not a time such as 2026-11-02 09:30"),
        ("whole number", "1,234", "which is not a whole number as leadpact reads it: write digits alone, such as 1234"),
        ("time", "2200-12-31T23:59", "which in UTC is not within the years 1970 to 2200"),
        ("time", "1970-01-01T00:00:00+05:00", "which in UTC is not within the years 1970 to 2200"),
        ("time", "0001-01-01 00:00", "which is not within the years 1970 to 2200"),
        ("time", "9999-12-31T23:59:59-12:00", "which is not within the years 1970 to 2200"),
        ("time", "2201-01-01T00:00:00Z", "which is not within the years 1970 to 2200"),
        (
            "time",
            "2026-03-08 02:30",
            "but 2026-03-08 02:30 does not exist in America/New_York: the clocks go forward from 2026-03-08 02:00 to",
        ),
        (
            "time",
            "2026-11-01 01:30",
            "but 2026-11-01 01:30 happens twice in America/New_York, as the clocks go back: 2026-11-01 01:30-04:00 or",
        ),
        ("one of", "softwar", "which is none of its choices (Software, Financial technology, Fintech)"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_with_the_reason(kind: FieldKind, raw: Raw, why: str) -> None:
    found = convert(kind, raw)
    assert isinstance(found, Bad)
    assert found.why.startswith(why)


def test_a_refusal_reads_as_a_sentence() -> None:
    found = convert("whole number", "12k")
    assert isinstance(found, Bad)
    assert sentence("Number of employees", "12k", found) == (
        "Number of employees is “12k”, which is not a whole number"
    )
    assert sentence("Path", Odd("a list"), Bad("where a single value belongs")) == (
        "Path is a list, where a single value belongs"
    )
    assert len(sentence("Path", "x" * 5000, found)) < 150
    assert "\x1b" not in sentence("Path", "\x1b[2J", found)


@given(st.integers(-(10**15), 10**15))
def test_every_whole_number_comes_back(number: int) -> None:
    assert convert("whole number", str(number)) == number


@given(st.decimals(-(10**11), 10**11, places=4))
def test_every_number_comes_back(number: Decimal) -> None:
    assert convert("number", format(number, "f")) == number


@given(st.text())
def test_no_text_breaks_a_conversion(text: str) -> None:
    for kind in ("text", "whole number", "number", "money", "yes or no", "date", "time", "one of"):
        convert(kind, text)
