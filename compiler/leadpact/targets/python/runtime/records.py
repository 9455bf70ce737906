"""What comes in: leads and activities as records, and the reading of JSON values into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, NoReturn

from leadpact.targets.python.runtime.days import EPOCH, Zone
from leadpact.targets.python.runtime.kinds import KINDS, OWN
from leadpact.targets.python.runtime.refusing import Refused
from leadpact.targets.python.runtime.texts import BLANKS

FOREVER = 10**15
NEVER = -FOREVER
"""Instants that stand for “at no time”: behind and before all others."""
AFTER_LAST = 7_289_654_400_000
"""2201-01-01 00:00 UTC, the first instant that is too late; 1970-01-01 00:00 UTC is the first of all."""
MOST_UNITS = 10**15
MOST_ACTIVITIES = 100_000


class Activity(NamedTuple):
    """One row of the log: `at` in ms since 1970-01-01 UTC, and the known values of its own fields, in units."""

    kind: str
    at: int
    values: Mapping[str, Any] = {}


new = tuple.__new__
"""Makes a named tuple of its values at once, which its own constructor takes three times as long for."""
Log = dict[str, list[Activity]]
"""The activities of a lead by kind, in order of time."""


class Field(NamedTuple):
    """A field and how it is read. `places` are the decimals of a number, whose units are 10**-places."""

    name: str
    label: str
    type: str
    places: int
    required: bool
    default: Any
    choices: tuple[str, ...]


def sorted_out(activities: Iterable[Activity], until: int) -> tuple[Sequence[Activity], list[Activity], Log]:
    """The activities of known kinds up to an instant, in order of time (of one instant as given): the list they are in,
    the lead's own, and all by kind. Raises Refused."""
    ordered = activities if isinstance(activities, (list, tuple)) else list(activities)
    own: list[Activity] = []
    log: Log = {}
    before = 0
    for activity in ordered:
        kind, at, _ = activity
        if not before <= at <= until:
            if at > until or kind not in KINDS:
                continue
            if at < 0:
                raise Refused(f"An activity “{KINDS[kind]}” lies before the year 1970.")
            return sorted_out(sorted((one for one in ordered if one.kind in KINDS), key=instant_of), until)
        if kind in log:
            log[kind].append(activity)
        elif kind in KINDS:
            log[kind] = [activity]
        else:
            continue
        before = at
        if kind in OWN:
            own.append(activity)
    if len(ordered) > MOST_ACTIVITIES and (found := sum(map(len, log.values()))) > MOST_ACTIVITIES:
        raise Refused(f"The lead has {found:,} activities; at most {MOST_ACTIVITIES:,} can be counted.")
    return ordered, own, log


def by_then(log: Log, until: int) -> Log:
    """The same log at an earlier instant."""
    return {
        kind: found if found[-1].at <= until else [activity for activity in found if activity.at <= until]
        for kind, found in log.items()
        if found[0].at <= until
    }


def own_then(own: Sequence[Activity], until: int) -> Sequence[Activity]:
    """The lead's own activities at an earlier instant."""
    return own if not own or own[-1][1] <= until else [activity for activity in own if activity[1] <= until]


def merged(log: Log, ordered: Sequence[Activity], kinds: tuple[str, ...], until: int) -> Sequence[Activity]:
    """The activities of several kinds in order of time."""
    found = [log[kind] for kind in kinds if kind in log]
    if len(found) > 1:
        return [activity for activity in ordered if activity.kind in kinds and activity.at <= until]
    return found[0] if found else ()


def instant_of(activity: Activity) -> int:
    return activity.at


def recorded(activities: Sequence[Activity], since: int) -> int | None:
    """The instant of the first one that is not before another instant."""
    for _, at, _ in activities:
        if at >= since:
            return at
    return None


def read_values(fields: tuple[Field, ...], given: Mapping[str, Any], where: str, zone: Zone) -> list[Any]:
    """The values of declared fields in their order, None where unknown. Raises Refused with all that is wrong."""
    found: list[Any] = []
    wrong: list[str] = []
    for field in fields:
        value = given.get(field.name)
        if value is None or (isinstance(value, str) and not value.strip(BLANKS)):
            value = field.default
            if value is None and field.required:
                wrong.append(f"{where}{field.name}: {called(field)} is unknown, and the policy requires it.")
        else:
            try:
                value = read_value(field, value, zone)
            except ValueError as fault:
                wrong.append(f"{where}{field.name}: {called(field)} {fault}.")
        found.append(value)
    if wrong:
        raise Refused("\n".join(wrong))
    return found


def called(field: Field) -> str:
    return f"“{field.label}”"


def read_value(field: Field, value: Any, zone: Zone) -> Any:
    """A known value in units. Raises ValueError with the end of the sentence that says what is wrong."""
    match field.type:
        case "text":
            return value if isinstance(value, str) else reject(value, "is a text")
        case "choice":
            if isinstance(value, str) and value in field.choices:
                return value
            return reject(value, f"is one of {', '.join(field.choices)}")
        case "flag":
            return value if isinstance(value, bool) else reject(value, "is true or false")
        case "date":
            return zone.start_of_day(read_day(value))
        case "time":
            return read_instant(value)
        case _:
            return read_number(value, field.places)


def read_number(value: Any, places: int) -> int:
    what = "is a whole number" if places == 0 else f"is a number with at most {places} decimals"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        reject(value, what)
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite() or exact.adjusted() > 18:
        reject(value, "is a number that can be counted exactly")
    units = exact.scaleb(places)
    if units != units.to_integral_value():
        reject(value, what)
    if abs(units) > MOST_UNITS:
        reject(value, "is a number that can be counted exactly")
    return int(units)


def read_day(value: Any) -> int:
    """A day counted from 1970-01-01."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        reject(value, "is a date such as 2026-11-02")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        reject(value, "is a date that exists")
    if not 1970 <= day.year <= 2200:
        reject(value, "lies in the years 1970 to 2200")
    return day.toordinal() - EPOCH


TIME = re.compile(r"([0-9-]{10})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})")


def read_instant(value: Any) -> int:
    """An instant in ms: ISO 8601 with its offset from UTC, cut to milliseconds."""
    parts = TIME.fullmatch(value) if isinstance(value, str) else None
    if parts is None:
        reject(value, "is a time with its offset, such as 2026-11-02T09:30:00-05:00 or 2026-11-02T14:30:00Z")
    day, clock, fraction, offset = parts.groups()
    try:
        at = datetime.fromisoformat(f"{day}T{clock}{'+00:00' if offset == 'Z' else offset}")
        since = at - datetime(1970, 1, 1, tzinfo=UTC)
    except (ValueError, OverflowError):
        reject(value, "is a time that exists")
    instant = since // timedelta(milliseconds=1) + int(((fraction or "") + "000")[:3])
    if not 0 <= instant < AFTER_LAST:
        reject(value, "lies in the years 1970 to 2200")
    return instant


def reject(value: Any, what: str) -> NoReturn:
    """Raises the ValueError that says what a value should have been."""
    match value:
        case bool():
            shown = "true" if value else "false"
        case str():
            shown = f"“{value}”" if len(value) <= 60 else f"“{value[:59]}…”"
        case int() | float() | Decimal():
            shown = str(value) if abs(value) < MOST_UNITS * 1000 else "so large a number"
        case _:
            shown = "a list or an object"
    raise ValueError(f"{what}, and {shown} is not")
