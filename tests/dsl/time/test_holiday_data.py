"""Holidays: the days that matter, English names, and the same answer on every machine."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest

from leadpact_dsl.holiday_data import countries, data_version, holidays_of, known_years, subdivisions


def names(country: str, subdivision: str | None, year: int) -> dict[date, str]:
    found = holidays_of(country, subdivision, year, year)
    assert found is not None
    return {holiday.day: holiday.name for holiday in found}


def test_days_off_in_new_york_and_england() -> None:
    new_york = names("US", "NY", 2026)
    assert new_york[date(2026, 11, 26)] == "Thanksgiving Day"
    assert new_york[date(2026, 7, 3)] == "Independence Day (observed)"
    assert date(2026, 8, 31) not in new_york
    assert names("GB", "ENG", 2026)[date(2026, 8, 31)] == "Late Summer Bank Holiday"
    assert date(2026, 8, 31) not in names("GB", "SCT", 2026)


def test_a_part_of_a_country_may_have_days_of_its_own() -> None:
    assert date(2026, 1, 6) in names("DE", "BY", 2026)
    assert date(2026, 1, 6) not in names("DE", None, 2026)


def test_names_are_english() -> None:
    assert names("DE", None, 2026)[date(2026, 10, 3)] == "German Unity Day"
    assert names("JP", None, 2026)[date(2026, 1, 1)] == "New Year's Day"
    assert names("NZ", None, 2026)[date(2026, 12, 25)] == "Christmas Day"


def test_several_holidays_on_one_day_are_joined() -> None:
    assert names("US", "NY", 2027)[date(2027, 2, 15)] == "Susan B. Anthony Day; Washington's Birthday"


def test_days_are_sorted_and_single_and_a_year_does_not_depend_on_the_others() -> None:
    for country in ("US", "GB", "DE", "CN", "IN", "BR", "SA", "JP"):
        many = holidays_of(country, None, 2024, 2028)
        assert many is not None
        days = [holiday.day for holiday in many]
        assert days == sorted(set(days))
        for year in range(2024, 2029):
            assert holidays_of(country, None, year, year) == tuple(each for each in many if each.day.year == year)


def test_holidays_observed_in_the_year_before_are_in_it() -> None:
    assert names("US", None, 2027)[date(2027, 12, 31)] == "New Year's Day (observed)"


def test_the_unknown_is_a_value() -> None:
    assert holidays_of("XX", None, 2026, 2026) is None
    assert holidays_of("us", None, 2026, 2026) is None
    assert holidays_of("United States", None, 2026, 2026) is None
    assert holidays_of("US", "XX", 2026, 2026) is None
    assert holidays_of("US", "New York", 2026, 2026) is None
    assert holidays_of("", "", 2026, 2026) is None
    assert holidays_of("US", "", 2026, 2026) is None
    assert subdivisions("XX") is None
    assert known_years("XX") is None
    for odd in ("__name__", "HolidayBase", "version", "UK", "USA"):
        assert holidays_of(odd, None, 2026, 2026) is None


def test_codes_and_the_names_people_write_instead() -> None:
    assert countries()["US"] == ("United States", "USA")
    assert countries()["GB"] == ("United Kingdom", "GBR", "UK")
    assert list(countries()) == sorted(countries())
    assert all(len(code) == 2 and code.isupper() for code in countries())
    parts = subdivisions("US")
    assert parts is not None
    assert parts["NY"] == ("New York",)
    assert subdivisions("GB") == {
        "ENG": ("England",),
        "NIR": ("Northern Ireland",),
        "SCT": ("Scotland",),
        "WLS": ("Wales",),
    }
    with pytest.raises(TypeError):
        countries()["ZZ"] = ()  # type: ignore[index]


def test_every_country_and_part_has_an_answer() -> None:
    for country in countries():
        for subdivision in (None, *(subdivisions(country) or ())):
            found = holidays_of(country, subdivision, 2026, 2026)
            assert found is not None
            assert all(holiday.name and holiday.day.year == 2026 for holiday in found)


def test_years_without_data_are_known() -> None:
    first, last = known_years("LK") or (0, 0)
    assert holidays_of("LK", None, first - 1, first - 1) == ()
    assert holidays_of("LK", None, last, last)
    assert holidays_of("LK", None, last + 1, last + 1) == ()


def test_the_answer_is_the_same_whatever_the_machine_speaks() -> None:
    script = (
        "from leadpact_dsl.holiday_data import *;"
        "print([holidays_of(c, None, 2026, 2027) for c in ('US', 'AS', 'DE', 'FR', 'IN', 'NZ', 'AU', 'CN', 'GG')])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "LANGUAGE": language, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
            encoding="utf-8",
        ).stdout
        for language, seed in (("en_US", "1"), ("th:fr:de", "2"))
    }
    assert len(answers) == 1


def test_the_version_is_stated() -> None:
    assert data_version().count(".") >= 1


def test_the_package_is_loaded_only_when_asked() -> None:
    script = "import sys; import leadpact_dsl.holiday_data; print('holidays' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert ran.stdout.strip() == "False"
