"""Public holidays of countries and their parts, from the pinned `holidays` package.

What is unknown here is a value, None: the caller turns it into a diagnostic at the policy's line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays.holiday_base import HolidayBase

# `holidays` knows 250 countries and takes its time to say so: it is imported where it is used.


@dataclass(frozen=True)
class Holiday:
    """A day off by law and its name in English; of several on one day the names are joined by "; "."""

    day: date
    name: str


@cache
def holidays_of(country: str, subdivision: str | None, first_year: int, last_year: int) -> tuple[Holiday, ...] | None:
    """The public holidays of `first_year` to `last_year`, days in lieu included, by date.

    `country` and `subdivision` are codes as `countries` and `subdivisions` list them ("US", "NY"); None when there is
    none such. Years that the package has no data for have no holidays here: ask `known_years` first.
    """
    parts = subdivisions(country)
    if parts is None or (subdivision is not None and subdivision not in parts):
        return None
    from holidays import country_holidays

    # Without a language that the country has, names would follow the machine's LANGUAGE; those without any are English.
    language = "en_US" if "en_US" in _entity(country).supported_languages else None
    found: list[Holiday] = []
    # Year by year, so that the years asked for beside it cannot change what a year says.
    for year in range(first_year, last_year + 1):
        of_year = country_holidays(country, subdivision, years=year, expand=False, language=language)
        found.extend(Holiday(day, "; ".join(sorted(set(of_year.get_list(day))))) for day in sorted(of_year))
    return tuple(found)


@cache
def countries() -> Mapping[str, tuple[str, ...]]:
    """The codes of the countries, sorted, each with other spellings of it: "US" has "United States" and "USA"."""
    from holidays.registry import COUNTRIES

    found = {}
    for key, (_, code, *others) in COUNTRIES.items():
        name = " ".join(word if word in ("and", "of", "the") else word.capitalize() for word in key.split("_"))
        found[code] = (name, *(other for other in others if other.isupper()))
    return MappingProxyType(dict(sorted(found.items())))


@cache
def subdivisions(country: str) -> Mapping[str, tuple[str, ...]] | None:
    """The codes of a country's parts, sorted, each with its names: "NY" has "New York". None: no such country."""
    if country not in countries():
        return None
    aliases = _entity(country).get_subdivision_aliases()
    return MappingProxyType({code: tuple(names) for code, names in sorted(aliases.items())})


def known_years(country: str) -> tuple[int, int] | None:
    """The first and the last year that the package has holidays for; None: no such country."""
    if country not in countries():
        return None
    entity = _entity(country)
    return entity.start_year, entity.end_year


def data_version() -> str:
    """The release of the `holidays` package, such as "0.109"."""
    from importlib import metadata

    return metadata.version("holidays")


def _entity(country: str) -> HolidayBase:
    from holidays import country_holidays

    return country_holidays(country, language="en_US")
