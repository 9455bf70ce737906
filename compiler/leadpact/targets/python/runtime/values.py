"""The values of fields: from JSON values to the units of records."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import Any

from leadpact.targets.python.runtime.days import DAY, EPOCH
from leadpact.targets.python.runtime.fields import Field
from leadpact.targets.python.runtime.records import AFTER_LAST
from leadpact.targets.python.runtime.settings import UNKNOWN, ZONE
from leadpact.targets.python.runtime.texts import BLANKS, fold

MOST_UNITS = 10**15
"""What a whole number, and any other in its units, is at most, of either sign."""
WRONG = object()
"""Stands for a value that its field cannot hold."""
WIDE = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Rounds nothing, however many digits a number has."""
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def units(field: Field, value: Any) -> Any:
    """A value in units; None where it counts as unknown, WRONG where it is none of the field's."""
    kind = field.type
    if isinstance(value, str):
        if fold(value) in UNKNOWN and (is_blank(value) or is_well_written(field, value)):
            return None
        if kind == "text":
            return WRONG if is_broken(value) else value
        if kind == "choice":
            return value if value in field.choices else WRONG
        if kind == "time":
            return instant_in(value)
        day = day_in(value) if kind == "date" else None
        return WRONG if day is None else ZONE.start_of_day(day)
    if value is None:
        return None
    if kind == "number":
        return number_in(value, field.places)
    return value if kind == "flag" and isinstance(value, bool) else WRONG


def is_well_written(field: Field, value: str) -> bool:
    """Whether a text is a value of the field, were it not one of those that count as unknown."""
    match field.type:
        case "text":
            return True
        case "choice":
            return value in field.choices
        case "date":
            return day_in(value) is not None
        case "time":
            return written_instant(value) is not None
        case _:
            return False


def is_blank(text: str) -> bool:
    return not text.strip(BLANKS)


def is_broken(text: str) -> bool:
    """Whether a text holds half a character, which nothing can write."""
    return not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)


def number_in(value: Any, places: int) -> Any:
    """A number in units of 10**-places; WRONG where it is none, has more decimals or is too large."""
    if value.__class__ is int:
        found = value * 10**places
    elif isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return WRONG
    else:
        exact = exactly(value)
        if not exact:
            return 0
        if not exact.is_finite() or exact.adjusted() > 15:
            return WRONG
        scaled = exact.scaleb(places, WIDE)
        found = int(scaled)
        if found != scaled:
            return WRONG
    return found if -MOST_UNITS <= found <= MOST_UNITS else WRONG


def exactly(value: float | Decimal) -> Decimal:
    """A float counts as the number that it is written as."""
    return Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value)


def day_in(text: str) -> int | None:
    """A day counted from 1970-01-01; None where it is none, or not of the years 1970 to 2200."""
    if len(text) != 10 or not text[4] == text[7] == "-":
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day.toordinal() - EPOCH if 1970 <= day.year <= 2200 else None


def instant_in(value: Any) -> Any:
    """A time in ms since 1970-01-01 UTC; WRONG where it is none, or not of the years 1970 to 2200."""
    at = written_instant(value) if isinstance(value, str) else None
    return WRONG if at is None or not 0 <= at < AFTER_LAST else at


def written_instant(text: str) -> int | None:
    """A time as RFC 3339 writes it, `2026-10-05T09:00:00-04:00`, cut to ms, of the local years 1970 to 2200.

    What Python reads beyond that is told by where the marks stand: weeks, bare hours, 24 o'clock, offsets of
    75 minutes.
    """
    ms = 0
    if len(text) != 25 or text[19] == ".":
        text, ms = without_fraction(text)
        if len(text) != 25:
            return None
    if not (text[4] == text[7] == "-" and text[10] == "T" and text[13] == text[16] == text[22] == ":"):
        return None
    if text[11:13] > "23" or text[19] not in "+-" or text[23] > "5":
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    since = moment - BEGINNING
    return since.days * DAY + since.seconds * 1000 + ms if 1970 <= moment.year <= 2200 else None


def without_fraction(text: str) -> tuple[str, int]:
    """A time with Z for +00:00, or with parts of a second, as one without; and the whole ms of the parts taken off."""
    ms = 0
    offset = 1 if text.endswith("Z") else 6
    if text[19:20] == ".":
        digits = text[20:-offset]
        if not (digits.isdigit() and digits.isascii() and len(digits) <= 12):
            return "", 0
        ms = int(f"{digits}00"[:3])
        text = text[:19] + text[-offset:]
    return (text[:-1] + "+00:00" if offset == 1 else text), ms
