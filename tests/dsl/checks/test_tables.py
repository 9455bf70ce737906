"""Every value covered exactly once, by rows, by the levels of a grade, and by a clock's calendars."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leadpact_dsl.checks.ladders import out_of_line
from tests.dsl.checks.reading import BASE, findings, marked, mended, of, score

COVERAGE = {"LP301", "LP302", "LP303", "LP304", "LP305"}


def codes(text: str) -> set[str]:
    return {found.code for found in findings(text)} & COVERAGE


@pytest.mark.parametrize(
    "rows",
    [
        "by seats\n  below 50: 0\n  50 to 499: 5\n  500 or more: 9",
        "by seats\n  below 50: 0\n  50 to below 500: 5\n  500 or more: 9",
        "by seats\n  0: 1\n  1 to 9: 2\n  below 0: 0\n  10 or more: 3",
        "by seats\n  0: 5\n  1, 2: 8\n  otherwise: 0",
        "by rating\n  below 2.5: 0\n  2.5 to below 5: 5\n  5 or more: 9",
        "by revenue\n  below 1 million USD: 0\n  1 million USD or more: 9",
        "by region\n  AMER: 5\n  EMEA: 0",
        "by region\n  AMER: 5\n  otherwise: 0",
        "by opted_out\n  yes: -5\n  no: 0",
        'by country\n  "US", "CA": 5\n  otherwise: 0',
    ],
)
def test_tables_that_cover_everything_once(rows: str) -> None:
    assert codes(score(rows)) == set()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("by seats\n  below 50: 0\n  50 to 500: 5\n  500 or more: 9", "“Seats” 500"),
        ("by seats\n  below 60: 0\n  50 to 499: 5\n  500 or more: 9", "from 50 to 59"),
        ("by seats\n  below 50: 0\n  50 or more: 9\n  60: 4", "“Seats” 60"),
        ("by rating\n  below 50: 0\n  50 to 75: 5\n  75 or more: 9", "“Rating” 75"),
        ("by rating\n  below 60: 0\n  50 or more: 5", "from 50 to below 60"),
        ("by region\n  AMER, EMEA: 5\n  EMEA: 0", "“EMEA”"),
        ('by country\n  "US": 5\n  "us ": 9\n  otherwise: 0', "“us ”"),
        ("by region\n  AMER: 5\n  otherwise: 0\n  otherwise: 1", "`otherwise`"),
        ("by industry\n  otherwise: 0\n  unknown: 0\n  unknown: 1", "`unknown`"),
    ],
)
def test_rows_that_overlap(rows: str, said: str) -> None:
    assert codes(score(rows)) == {"LP301"}
    found = of(score(rows), "LP301")[0]
    assert said in found.message
    assert found.labels


@pytest.mark.parametrize(
    ("rows", "said", "fixed"),
    [
        ("by seats\n  below 50: 0\n  60 or more: 9", "from 50 to 59", "    50 to 59: 0\n"),
        ("by seats\n  below 50: 0\n  51 or more: 9", "“Seats” 50", "    50: 0\n"),
        ("by seats\n  50 or more: 9", "below 50", "    below 50: 0\n"),
        ("by seats\n  below 50: 9", "from 50 on", "    50 or more: 0\n"),
        ("by seats\n  below 50: 0\n  50 to 499: 9", "from 500 on", "    500 or more: 0\n"),
        (
            "by rating\n  below 50: 0\n  50 to below 75: 5\n  80 or more: 9",
            "from 75 to below 80",
            "    75 to below 80: 0\n",
        ),
        (
            "by rating\n  below 50: 0\n  50 to 74: 5\n  75 or more: 9",
            "above 74 and below 75",
            "    50 to below 75: 5\n",
        ),
        ("by rating\n  below 50: 0\n  50 to 75: 5", "above 75", "    50 or more: 5\n"),
        (
            "by revenue\n  below 1 million USD: 0\n  2 million USD or more: 9",
            "from 1 million USD to below 2 million USD",
            "    1 million USD to below 2 million USD: 0\n",
        ),
        ("by region\n  AMER: 5", "“EMEA”", "    EMEA: 0\n"),
        (
            "by industry\n  software: 5\n  unknown: 0",
            "“Finance” and “Other”",
            "    finance, other: 0\n    unknown: 0\n",
        ),
        ("by opted_out\n  yes: -5", "“no”", "    no: 0\n"),
    ],
)
def test_gaps_are_named_and_the_missing_row_is_offered(rows: str, said: str, fixed: str) -> None:
    assert codes(score(rows)) == {"LP302"}
    (found,) = of(score(rows), "LP302")
    assert said in found.message
    assert fixed in mended(found)
    assert codes(mended(found)) == set()


def test_a_table_of_texts_needs_otherwise() -> None:
    (found,) = of(score('by country\n  "US": 5'), "LP303")
    assert codes(mended(found)) == set()


def test_a_band_without_whole_numbers() -> None:
    rows = "by seats\n  below 10: 0\n  10.2 to 10.8: 5\n  10 or more: 9"
    assert marked(score(rows), "LP304") == ["10.2 to 10.8: 5"]
    assert of(score(rows.replace("seats", "rating")), "LP304") == []


@pytest.mark.parametrize(
    "rows",
    ["by region\n  AMER: 5\n  EMEA: 2\n  otherwise: 0", "by seats\n  below 5: 0\n  5 or more: 9\n  otherwise: 1"],
)
def test_otherwise_with_nothing_left(rows: str) -> None:
    (found,) = of(score(rows), "LP305")
    assert codes(mended(found)) == set()


GRADE = "\nscore fit from 0 to 100\n  +60 if asked\n  +40 if unsubscribed\ngrade priority of fit\n"


@pytest.mark.parametrize(
    ("levels", "code"),
    [
        ("  A: 60 or more\n  B: below 60\n", None),
        ("  A: 60 to 100\n  B: 0 to below 60\n", None),
        ("  A: 60 to 99\n  B: 0 to below 60\n", "LP302"),
        ("  A: 60 or more\n  B: 20 to below 60\n", "LP302"),
        ("  A: 60 or more\n  B: 0 to 60\n", "LP301"),
    ],
)
def test_grades_cover_their_score_from_bound_to_bound(levels: str, code: str | None) -> None:
    assert codes(BASE + GRADE + levels) == ({code} if code else set())


def test_zero_if_has_to_be_covered_where_it_lies_outside_the_bounds() -> None:
    text = BASE + GRADE.replace("from 0 to 100", "from 10 to 100")
    levels = "  A: 60 or more\n  B: 10 to below 60\n"
    assert codes(text + levels) == set()
    text = text.replace("grade", "  zero if opted_out\ngrade", 1)
    (found,) = of(text + levels, "LP302")
    assert "“Fit” 0" in found.message


def test_a_weighted_score_has_the_bounds_of_its_parts() -> None:
    text = BASE + GRADE.replace("of fit", "of half") + "  A: 30 to 50\n  B: 0 to below 30\nscore half is 50% of fit\n"
    assert codes(text) == set()


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ([0, 15, 5, 25], 2),
        ([0, 20, 10, 15], 1),
        ([25, 10, 15, 0], 2),
        ([0, 15, 25, 5], None),  # the last row may well be another kind of lead
        ([0, 15, 20, 25], None),
        ([25, 15, 5, 0], None),
        ([0, 10, 20, 10, 0], None),
        ([0, 10, 0], None),
        ([5, 5, 5, 5], None),
    ],
)
def test_the_row_that_is_out_of_line(values: list[int], place: int | None) -> None:
    assert out_of_line([Decimal(value) for value in values]) == place


def test_a_dent_is_reported_unless_its_reason_is_given() -> None:
    rows = "by seats\n  below 5: 0\n  5 to 49: 15\n  50 to 499: {}\n  500 or more: 25"
    assert marked(score(rows.format("5")), "LP306") == ["50 to 499: 5"]
    assert of(score(rows.format('5 because "They buy through partners."')), "LP306") == []
    assert of(score(rows.format("20")), "LP306") == []
