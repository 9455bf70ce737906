"""What a scorer knows without a lead: fields, time zones, calendars and clocks, as Python constants."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from functools import cache

from leadpact.plan import Plan
from leadpact.plan.numbers import PLACES
from leadpact.targets.python.constants import filled, literal, text
from leadpact_dsl import limits, model
from leadpact_dsl.calendars import Calendar
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.zones import Zone, zone

_TYPES: dict[model.FieldKind, str] = {
    "text": "text",
    "one of": "choice",
    "yes or no": "flag",
    "date": "date",
    "time": "time",
}
"""All others are numbers."""
_PYTHON = {"text": "str", "choice": "str", "flag": "bool", "number": "int", "date": "int", "time": "int"}
_DAY = 86_400_000


def python_type(field: model.Field) -> str:
    return _PYTHON[_TYPES.get(field.kind, "number")]


def units_said(field: model.Field) -> str:
    """What a number of a record counts, for a comment."""
    match field.kind:
        case "number":
            return "in 0.0001"
        case "money":
            return f"in 0.01 {field.currency}"
        case "date":
            return "ms, the start of the day"
        case "time":
            return "ms"
        case _:
            return ""


def default_of(field: model.Field, plan: Plan) -> object:
    """The value of `when unknown` in units."""
    value = field.when_unknown
    match value:
        case None | bool() | str():
            return value
        case dt.date():
            return _zone_of(plan.policy.agreement.timezone).start_of_day(value)
        case _:
            return int(value * 10 ** PLACES[field.kind])


def lead_lines(plan: Plan) -> Iterator[str]:
    yield "LEAD = declared({"
    yield from _fields(plan, plan.policy.lead.fields.values())
    yield "})"


def activity_lines(plan: Plan) -> Iterator[str]:
    yield "ACTIVITIES: dict[str, Fields] = {"
    for name, activity in plan.policy.activities.items():
        if activity.fields:
            yield f"    {text(name)}: declared({{"
            yield from (f"    {line}" for line in _fields(plan, activity.fields.values()))
            yield "    }),"
        else:
            yield f"    {text(name)}: declared({{}}),"
    yield "}"


def _fields(plan: Plan, fields: Iterable[model.Field]) -> Iterator[str]:
    for field in fields:
        kind, places = _TYPES.get(field.kind, "number"), PLACES.get(field.kind, 0)
        parts = [text(field.label), text(kind)]
        default = default_of(field, plan)
        if places:
            parts.append(f"places={places}")
        if field.required and default is None:
            parts.append("required=True")
        if default is not None:
            parts.append(f"default={literal(default)}")
        if field.choices:
            choices = (f"{text(choice.name)}: {text(choice.label)}" for choice in field.choices)
            parts.append(f"choices={{{', '.join(choices)}}}")
        if field.otherwise is not None:
            parts.append(f"otherwise={text(field.otherwise)}")
        if field.currency is not None:
            parts.append(f"currency={text(field.currency)}")
        line = f"    {text(field.name)}: Field({', '.join(parts)}),"
        if len(line) <= 118:
            yield line
        else:
            yield f"    {text(field.name)}: Field("
            yield from (f"    {one}" for one in filled(", ".join(parts)))
            yield "    ),"


def zone_lines(name: str, timezone: str, first_year: int, last_year: int) -> Iterator[str]:
    """A zone's changes of the clocks from the year before the first to the last."""
    changes = _zone_of(timezone).transitions(first_year - 1, last_year)
    yield f"# {timezone}"
    for part, values in (("SINCE", [at for at, _ in changes]), ("AHEAD", [ahead for _, ahead in changes])):
        yield f"{name}_{part} = ("
        yield from filled(", ".join(map(str, values)))
        yield ")"
    yield f"{name} = Zone({name}_SINCE, {name}_AHEAD)"


@cache
def days_only_rise(timezone: str) -> bool:
    """Whether no day of the wall clock ever comes back: a clock put back behind midnight would show it twice."""
    changes = _zone_of(timezone).transitions(limits.FIRST_YEAR - 1, limits.LAST_YEAR + 1)
    return all(
        (at - 1 + before) // _DAY <= (at + behind) // _DAY for (_, before), (at, behind) in itertools.pairwise(changes)
    )


@cache
def swing(timezone: str) -> int:
    """How many ms the wall clock may gain or lose between any two instants."""
    ahead = [offset for _, offset in _zone_of(timezone).transitions(limits.FIRST_YEAR - 1, limits.LAST_YEAR + 1)]
    ahead += [_zone_of(timezone).offset_at(0)]
    return max(ahead) - min(ahead)


def last_year_of(plan: Plan) -> int:
    """The last year that a moment of a decision can lie in: a nurture may go on behind the last instant."""
    longest = max((rule.clause.duration for rule in plan.recycle), default=0)
    return min(9998, limits.LAST_YEAR + 2 + longest // (365 * _DAY))


def calendar_lines(name: str, zone_name: str, calendar: Calendar) -> Iterator[str]:
    """A week, and the days that differ from it, with the names of holidays."""
    usual = Calendar(
        calendar.name,
        calendar.label,
        calendar.timezone,
        calendar.hours,
        (),
        (),
        calendar.first_year,
        calendar.last_year,
    )
    monday = dt.date(calendar.first_year, 1, 5)
    monday -= dt.timedelta(days=monday.weekday())
    week = [tuple(usual.ranges_of(monday + dt.timedelta(days=day))) for day in range(7)]
    yield f"{name} = Calendar("
    years = f"{calendar.first_year}, {calendar.last_year}"
    yield f"    {text(calendar.name)}, {text(calendar.label)}, {zone_name}, {years},"
    yield "    # open minutes of Monday to Sunday"
    yield f"    ({', '.join(literal(hours) for hours in week)}),"
    yield "    {"
    named = {day: closure.name for closure in calendar.closures for day in _days(closure.first, closure.last)}
    day = dt.date(calendar.first_year, 1, 1)
    while day.year <= calendar.last_year:
        hours = tuple(calendar.ranges_of(day))
        if hours != week[day.weekday()]:
            why = ascii(named.get(day, ""))[1:-1]
            yield f'        "{day}": {literal(hours)},' + (f"  # {why[:80]}" if why else "")
        day += dt.timedelta(days=1)
    yield "    },"
    yield ")"


def clock_lines(name: str, clock: model.Clock, responses: tuple[model.Response, ...]) -> Iterator[str]:
    kinds = (clock.starts, clock.stops, clock.afresh, clock.pause, clock.resume)
    yield f"{name} = Clock("
    yield f"    {text(clock.name)},"
    for part, values in zip(("starts", "stops", "afresh", "pause", "resume"), kinds, strict=True):
        yield f"    {literal(values)},  # {part}"
    yield "    ("
    for response in responses:
        yield from _response(response)
    yield "    ),"
    yield ")"


def _response(response: model.Response) -> Iterator[str]:
    within: int | None
    match response.answer:
        case model.AnswerWithin(duration=duration):
            within, later, business = duration.ms, 0, duration.business
        case model.AnswerByClose(days_later=later):
            within, business = None, True
    yield f"        Response({text(response.name)}, {within}, {later}, {business}, ("
    for tries in response.tries:
        yield f"            Tries({tries.times}, {tries.within.ms}, {tries.within.business}),"
    yield "        ), ("
    for action in response.actions:
        amount, business = (0, False) if action.offset is None else (action.offset.ms, action.offset.business)
        parts = literal((action.kind, action.target, action.moment, amount, business))
        yield f"            Action{parts},"
    yield "        )),"


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    day = first
    while day <= last:
        yield day
        day += dt.timedelta(days=1)


def _zone_of(timezone: str) -> Zone:
    found = zone(timezone)
    if found is None:
        raise InternalError(f"The policy was read with the unknown time zone {timezone!r}.")
    return found
