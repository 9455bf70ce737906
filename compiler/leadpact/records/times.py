"""Dates and times as files write them: ISO 8601, bare times in the agreement's timezone.

A time is floored to milliseconds. A bare time that the clocks skip, or show twice, names no single instant and is
refused with the readings that it could have. A date alone is the start of that day, as it is in a policy.
"""

from __future__ import annotations

import datetime as dt
import re

from leadpact.records.rows import Raw
from leadpact.records.wording import Bad
from leadpact_dsl.limits import FIRST_YEAR, LAST_YEAR, is_day, is_instant
from leadpact_dsl.text import BLANKS
from leadpact_dsl.zones import LocalTimeProblem, Zone

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,12}))?)?"
    r" ?(?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.IGNORECASE,
)
_MS = dt.timedelta(milliseconds=1)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

_NO_TIME = Bad("which is not a time such as 2026-11-02 09:30")
_NO_DATE = Bad("which is not a date such as 2026-11-02")
_TOO_FAR = Bad(f"which is not within the years {FIRST_YEAR} to {LAST_YEAR}")
_TOO_FAR_IN_UTC = Bad(f"which in UTC is not within the years {FIRST_YEAR} to {LAST_YEAR}")


def instant_of(raw: Raw, zone: Zone) -> int | Bad:
    """The instant in ms of a time, or of the start of a date."""
    found = _moment(raw)
    if found is None:
        return _NO_TIME
    if isinstance(found, dt.datetime):
        return _instant(found, zone)
    if not is_day(found):
        return _TOO_FAR
    start = zone.start_of_day(found)
    return start if is_instant(start) else _TOO_FAR_IN_UTC


def day_of(raw: Raw, zone: Zone) -> dt.date | Bad:
    """The day of a date, or of a time that is midnight in the agreement's timezone."""
    found = _moment(raw)
    if found is None:
        return _NO_DATE
    if isinstance(found, dt.datetime):
        instant = _instant(found, zone)
        if isinstance(instant, Bad):
            return instant
        local = zone.local(instant)
        if local.time() != dt.time() or found.microsecond:
            return Bad(f"which is a time of day in {zone.name}, where only a date belongs")
        found = local.date()
    return found if is_day(found) else _TOO_FAR


def _instant(moment: dt.datetime, zone: Zone) -> int | Bad:
    # The far ends of the calendar would overflow in another zone; a year outside is refused before.
    if not FIRST_YEAR - 1 <= moment.year <= LAST_YEAR + 1:
        return _TOO_FAR
    if moment.tzinfo is not None:
        instant = (moment - _EPOCH) // _MS
    else:
        try:
            instant = zone.instant(moment)
        except LocalTimeProblem as problem:
            return Bad(f"but {problem}")
    if is_instant(instant):
        return instant
    return _TOO_FAR_IN_UTC if FIRST_YEAR <= moment.year <= LAST_YEAR else _TOO_FAR


def _moment(raw: Raw) -> dt.date | dt.datetime | None:
    """A date, a time with its offset, or a bare time (naive)."""
    if isinstance(raw, dt.date):
        return raw
    if not isinstance(raw, str):
        return None
    text = raw.strip(BLANKS)
    try:
        if date := _DATE.fullmatch(text):
            return dt.date(*map(int, date.groups()))
        if time := _TIME.fullmatch(text):
            return _written_time(time)
    except ValueError:
        pass  # the 31st of June, the 25th hour
    return None


def _written_time(time: re.Match[str]) -> dt.datetime:
    micros = int(f"{time['fraction'] or ''}000000"[:6])
    clock = dt.time(int(time["hour"]), int(time["minute"]), int(time["second"] or 0), micros, _offset(time["offset"]))
    return dt.datetime.combine(dt.date.fromisoformat(time["day"]), clock)


def _offset(text: str | None) -> dt.tzinfo | None:
    if text is None:
        return None
    if text in "Zz":
        return dt.UTC
    digits = text[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if minutes > 59:
        raise ValueError(text)
    ahead = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-ahead if text[0] == "-" else ahead)
