"""The digest of a policy: one short name for exactly what it means.

Two policies have the same digest when they say the same: however their text is laid out, commented and split into files
and whatever reasons they give. The digest counts:

- every name, label, number, unit, condition, team, duty, promise and section: that is what people sign;
- the agreement's title, version, days and timezone, the years that it covers, and the columns that data is read from;
- calendars by the hours of each day of the week, by the days that open or close by exception, and by the holidays that
  those years have (their dates and names, so that a correction of a public holiday is a change);
- the entries of lists, wherever they are kept.

It leaves out reasons (`because`), comments, files and places in them, the file and column that a list is read from, and
examples: they can only show what follows from the rest. Time zones count by name.

Order counts where it decides: of stages, disqualifications, routes and recycle rules, of the responses on one clock,
of a grade's levels, of rules of which the first that holds pays, of the names that leads are split between, and of what
is listed to be done: a response's actions, a programme's contacts and materials. It counts nowhere else, so that text
may be moved: not between other declarations or sections, nor of rules, rows, choices, fields, duties, goals' lines, the
parts of a condition or of a weighted score, the values and activities that one clause names, or the entries of a list.

The digest depends on no machine, process or release of Python. A part of the model at its default, absent or empty is
left out of it, so that a language that learns something new does not change the digests of policies that do not use it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final

from leadpact.records.writers import digits
from leadpact_dsl import model
from leadpact_dsl.calendars import Calendar, SpecialHours
from leadpact_dsl.diagnostics import InternalError

_FORM: Final = "leadpact meaning 2"
"""In front of everything: raised where the same policy would be written differently below."""

_NOT_MEANT: Final = frozenset({"because", "follows_because", "id"})
"""Parts of any node that say nothing of what it means; ids follow from names and places."""

_IN_NO_ORDER: Final[dict[type, frozenset[str]]] = {
    model.Score: frozenset({"rules", "terms", "zero_if", "follows"}),
    model.Group: frozenset({"rules"}),
    model.Table: frozenset({"rows"}),
    model.EachTable: frozenset({"rows"}),
    model.Field: frozenset({"choices"}),
    model.Combined: frozenset({"items"}),
    model.OneOf: frozenset({"values", "lists"}),
    model.TextMatch: frozenset({"values", "lists"}),
    model.GradeTest: frozenset({"levels"}),
    model.StageTest: frozenset({"stages"}),
    model.Selection: frozenset({"activities"}),
    model.Stage: frozenset({"recorded_by"}),
    model.Recycle: frozenset({"when"}),
    model.Clock: frozenset({"starts", "stops", "afresh", "pause", "resume"}),
    model.CalendarChoice: frozenset({"rows"}),
    model.Goal: frozenset({"items"}),
    model.Team: frozenset({"duties"}),
}
"""Parts of nodes that say the same in any order."""

_LIST_IS_KEPT: Final = frozenset({"file", "column"})


def digest_of(policy: model.Policy) -> str:
    """`sha256:` and 64 hexadecimal digits."""
    return f"sha256:{sha256(meaning_of(policy).encode('ascii')).hexdigest()}"


def meaning_of(policy: model.Policy) -> str:
    """The text of which the digest is made, in ASCII: equal for policies that mean the same, and only for them."""
    declared: dict[str, list[Any]] = {
        "activities": [_with_fields(activity, activity.fields) for activity in _by_name(policy.activities)],
        "agreement": [policy.agreement],
        "calendars": _by_name(policy.calendars),
        "clocks": _by_name(policy.clocks),
        "defines": _by_name(policy.defines),
        "disqualify": [*policy.disqualify.values()],
        "experiments": _by_name(policy.experiments),
        "goals": _by_name(policy.goals),
        "grades": _by_name(policy.grades),
        "lead": [_lead(policy.lead)],
        "lists": [_list(entries) for entries in _by_name(policy.lists)],
        "log": [policy.log],
        "nurture": _by_name(policy.nurture),
        "recycle": [*policy.recycle.values()],
        # Only responses on one clock stand in line; sorting is stable.
        "responses": sorted(policy.responses.values(), key=lambda response: response.clock),
        "routes": [*policy.routes.values()],
        "scores": _by_name(policy.scores),
        "sections": sorted(policy.sections, key=lambda section: (section.title, section.body)),
        "stages": [*policy.stages.values()],
        "teams": _by_name(policy.teams),
        "values": _by_name(policy.values),
    }
    known = {field.name for field in dataclasses.fields(policy)} - {"examples", "calendar_spans"}
    if known != declared.keys():
        raise InternalError(f"The digest does not know {known ^ declared.keys()} of a policy.")
    return _written([_FORM, *declared.items()])


def meaning_of_part(part: object) -> str:
    """The same for any part of a policy: equal for clauses that say the same, whatever their places and reasons."""
    return _written(part)


def _by_name(named: Mapping[str, Any]) -> list[Any]:
    return [named[name] for name in sorted(named)]


def _lead(lead: model.Lead) -> dict[str, object]:
    found = _with_fields(lead, lead.fields)
    found["same_when"] = sorted(sorted(names) for names in lead.same_when)
    found["unknown_texts"] = sorted(lead.unknown_texts)
    return found


def _with_fields(owner: model.Lead | model.Activity, fields: Mapping[str, model.Field]) -> dict[str, object]:
    """Fields stand whole where they are declared, and by their name everywhere else."""
    return {**_parts(owner), "fields": [_parts(field) for field in _by_name(fields)]}


def _list(entries: model.ItemList) -> dict[str, object]:
    parts = {name: part for name, part in _parts(entries).items() if name not in _LIST_IS_KEPT}
    return {**parts, "items": sorted(set(entries.items))}


def _calendar(calendar: Calendar) -> dict[str, object]:
    """What is open, whatever lines say it."""
    week = [
        minutes((hours.start, hours.end) for hours in calendar.hours if weekday in hours.days) for weekday in range(7)
    ]
    by_exception: dict[dt.date, list[SpecialHours]] = defaultdict(list)
    for special in calendar.special:
        by_exception[special.day].append(special)
    return {
        "name": calendar.name,
        "label": calendar.label,
        "timezone": calendar.timezone,
        "years": [calendar.first_year, calendar.last_year],
        "week": week,
        "special": [
            [day, minutes((hours.start, hours.end) for hours in by_exception[day])] for day in sorted(by_exception)
        ],
        "closed": [[day, *sorted(names)] for day, names in sorted(closed_days(calendar).items())],
    }


def closed_days(calendar: Calendar) -> dict[dt.date, set[str]]:
    """The closed days of the calendar's years with their names, a week's closure day by day."""
    found: dict[dt.date, set[str]] = defaultdict(set)
    for closure in calendar.closures:
        day = max(closure.first, dt.date(calendar.first_year, 1, 1))
        while day <= min(closure.last, dt.date(calendar.last_year, 12, 31)):
            found[day].add(closure.name)
            day += dt.timedelta(1)
    return found


def minutes(ranges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Ranges of minutes, those that touch made one."""
    united: list[list[int]] = []
    for start, end in sorted(ranges):
        if united and start <= united[-1][1]:
            united[-1][1] = max(end, united[-1][1])
        else:
            united.append([start, end])
    return united


def _parts(node: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for part in dataclasses.fields(node):
        if part.compare and part.name not in _NOT_MEANT:
            value = getattr(node, part.name)
            default = None if part.default is dataclasses.MISSING else part.default
            if value != default and value != ():
                found[part.name] = _Bag(value) if part.name in _IN_NO_ORDER.get(type(node), ()) else value
    return found


@dataclasses.dataclass(frozen=True)
class _Bag:
    """Things whose order says nothing."""

    things: tuple[object, ...]


def _written(thing: object) -> str:
    """One way to write each thing: JSON without blanks, in ASCII, with dates told from texts and numbers exact."""
    match thing:
        case None:
            return "null"
        case bool():
            return "true" if thing else "false"
        case int() | Decimal():
            return digits(Decimal(thing))
        case str():
            return json.dumps(thing)
        case dt.date():
            return _written({"day": thing.isoformat()})
        case model.Field():
            return _written({"field": [thing.owner, thing.name]})
        case model.ValuesKey():
            # The entries of a list are among the values, in the list's own order.
            values = sorted({_written(value) for value in thing.values})
            return _object(
                {"is": _written("ValuesKey"), "lists": _written(sorted(thing.lists)), "values": _array(values)}
            )
        case _Bag():
            return _array(sorted(map(_written, thing.things)))
        case tuple() | list():
            return _array(map(_written, thing))
        case dict():
            return _object({key: _written(part) for key, part in thing.items()})
        case Calendar():
            return _written(_calendar(thing))
        case _ if dataclasses.is_dataclass(thing):
            return _written({"is": type(thing).__name__, **_parts(thing)})
        case _:
            raise InternalError(f"The digest does not know how to write {type(thing).__name__}.")


def _array(written: Iterable[str]) -> str:
    return f"[{','.join(written)}]"


def _object(written: Mapping[str, str]) -> str:
    return f"{{{','.join(f'{json.dumps(key)}:{written[key]}' for key in sorted(written))}}}"
