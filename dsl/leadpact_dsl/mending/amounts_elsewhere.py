"""Numbers, money, dates and times as they are written elsewhere, turned into the way they are written here."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_NAMES = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "franc": "CHF", "yen": "JPY", "rupee": "INR", "krona": "SEK",
}  # fmt: skip
_SIZES = {
    "k": "thousand",
    "m": "million",
    "mn": "million",
    "mio": "million",
    "mln": "million",
    "bn": "billion",
    "b": "billion",
}
_COUNTS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
COUNT = "|".join(_COUNTS)
AMOUNT = r"[0-9]+(?:[,.'_][0-9]{3})*(?:\.[0-9]+)?"
SIZE = r"(?:\s*(?:thousand|million|billion|bn|mn|mio|mln|k|K|m|M|b|B))?"


def digits(found: re.Match[str]) -> str:
    """1,000,000 → 1000000."""
    return re.sub(r"[^0-9]", "", found.group())


def decimal(found: re.Match[str]) -> str:
    """2,5 → 2.5."""
    return found.group().replace(",", ".")


def sized(found: re.Match[str]) -> str:
    """10M → 10 million."""
    return f"{found['number']} {_SIZES[found['size'].lower()]}"


def money(found: re.Match[str]) -> str:
    """$10M, 10M €, 10 million dollars → 10 million USD."""
    group = found.groupdict()
    sign = group.get("sign") or ""
    name = (group.get("name") or "").lower()
    currency = _SIGNS.get(sign) or next((code for word, code in _NAMES.items() if name.startswith(word)), name.upper())
    return f"{_plain(found['amount'])} {currency}"


def _plain(amount: str) -> str:
    parts = re.fullmatch(rf"({AMOUNT})\s*([A-Za-z]*)", amount.strip())
    assert parts is not None
    number = re.sub(r"[,'_](?=[0-9]{3})", "", parts[1])
    size = _SIZES.get(parts[2].lower(), parts[2])
    return f"{number} {size}".strip()


def counted(found: re.Match[str]) -> str:
    """two → 2."""
    return str(_COUNTS.index(found.group().lower()))


def times(found: re.Match[str]) -> str:
    return {"once": "1 times", "twice": "2 times", "thrice": "3 times"}[found.group().lower()]


def at_least_times(found: re.Match[str]) -> str:
    return f"at least {times(found)}"


def day(found: re.Match[str]) -> str | None:
    """Dates with the year first, or whose day is beyond doubt → 2026-03-31."""
    first, second, third = (int(part) for part in re.findall(r"[0-9]+", found.group()))
    if first > 31:
        return _day(first, second, third)
    year = third if third > 99 else 2000 + third
    if "." in found.group() or first > 12:
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    return _day(year, first, second) if first == second else None


def which_day(found: re.Match[str]) -> str:
    """The two days that 10/01/2026 may stand for."""
    first, second, third = (int(part) for part in re.findall(r"[0-9]+", found.group()))
    year = third if third > 99 else 2000 + third
    if (
        day(found) is None
        and first <= 31
        and (month_first := _day(year, first, second))
        and (_day(year, second, first))
    ):
        return f"Write {month_first} if the month comes first here, {_day(year, second, first)} if the day does."
    return "Such as 2026-03-31, the last day of March."


def named_day(found: re.Match[str]) -> str | None:
    """October 1, 2026; 1 October 2026 → 2026-10-01."""
    numbers = [int(part) for part in re.findall(r"[0-9]+", found.group())]
    word = re.search(r"[A-Za-z]{3,}", found.group())
    if word is None or len(numbers) != 2:
        return None
    one, year = numbers if numbers[1] > 31 else reversed(numbers)
    return _day(year, _MONTHS.index(word.group()[:3].lower()) + 1, one)


def _day(year: int, month: int, one: int) -> str | None:
    return f"{year:04d}-{month:02d}-{one:02d}" if 1 <= month <= 12 and 1 <= one <= 31 and year >= 1900 else None


def clock(found: re.Match[str]) -> str | None:
    """5 pm, 8:00, 14h30 → 17:00, 08:00, 14:30."""
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found.groupdict().get("half") or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12 and not (hour <= 24 and found["minute"]):
        return None
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def share(found: re.Match[str]) -> str | None:
    """0.25 and 25 → 25%."""
    number = found["number"]
    return f"{number}%" if float(number) > 1 else (percent(found) or "").removesuffix(" of ") or None


def percent(found: re.Match[str]) -> str | None:
    """0.6 * → 60% of."""
    whole, _, places = found["number"].partition(".")
    number = (whole + places.ljust(2, "0")[:2]).lstrip("0") or "0"
    rest = places[2:].rstrip("0")
    return f"{number}{'.' + rest if rest else ''}% of "
