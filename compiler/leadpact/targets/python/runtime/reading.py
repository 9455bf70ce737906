"""Leads, activities and whole cases from JSON documents: what is sound at once, what is not with all that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from leadpact.targets.python.runtime.fields import Field, Fields
from leadpact.targets.python.runtime.kinds import KINDS
from leadpact.targets.python.runtime.mistakes import (
    Mistaken,
    Place,
    bad_id,
    bad_time,
    key_twice,
    misfit,
    missing,
    mistake,
    no_list,
    no_object,
    stands_for_unknown,
    unknown_key,
    unknown_kind,
)
from leadpact.targets.python.runtime.records import Activity, new
from leadpact.targets.python.runtime.refusing import Refused
from leadpact.targets.python.runtime.settings import ACTIVITIES, LEAD, Lead
from leadpact.targets.python.runtime.values import WRONG, instant_in, is_broken, units

PARTS = ("lead", "activities", "as_of")


def read_lead(given: Mapping[str, Any]) -> Lead:
    """A lead from a mapping of the policy's field names, and `id`. Raises Refused with all that is wrong."""
    found = lead_in(given)
    if found is None:
        raise Mistaken(wrong_in_lead(given))
    return found


def read_activity(given: Mapping[str, Any]) -> Activity:
    """An activity from a mapping of `activity`, `at` and its fields' names. Raises Refused with all that is wrong."""
    found = activity_in(given)
    if found is None:
        raise Mistaken(wrong_in_activity(("activity",), given))
    return found


def read_instant(given: Any) -> int:
    """A time, such as that of a decision, in ms since 1970-01-01 UTC. Raises Refused."""
    found = instant_in(given)
    if found is WRONG:
        raise Mistaken([wrong_as_of(given)])
    return int(found)


def read_case(case: Any, now: int, twice: Sequence[Place] = ()) -> tuple[Lead, list[Activity], int]:
    """The lead, its activities and the instant of a case document; `now` is that of one that names none.

    `twice` are the places of keys that stand more than once in it, which Python's own reader of JSON passes over.
    Raises Refused with all that is wrong.
    """
    found = None if twice else case_in(case, now)
    if found is None:
        raise Mistaken([*map(key_twice, twice), *wrong_in_case(case)])
    return found


def check(lead: Lead) -> None:
    """Raises Refused with the required fields that a record lacks."""
    for field, value in zip(LEAD.known.values(), lead[1:], strict=True):
        if value is None and (field.required or field.default is not None):
            raise Refused(f"“{field.label}” is unknown, and the policy requires it.")


def is_object(given: Any) -> bool:
    return isinstance(given, (dict, Mapping))


# What is sound. None stands for what is not.


def case_in(case: Any, now: int) -> tuple[Lead, list[Activity], int] | None:
    if not is_object(case) or not all(part in PARTS for part in case):
        return None
    lead, rows, as_of = lead_in(case.get("lead")), case.get("activities", ()), case.get("as_of")
    at = now if as_of is None else instant_in(as_of)
    if lead is None or at is WRONG or not isinstance(rows, list | tuple):
        return None
    activities = []
    for row in rows:
        activity = activity_in(row)
        if activity is None:
            return None
        activities.append(activity)
    return lead, activities, at


def lead_in(given: Any) -> Lead | None:
    values = values_in(LEAD, given, ("id",)) if is_object(given) else None
    if values is None or not is_id(given.get("id")):
        return None
    return new(Lead, (given["id"], *map(values.get, LEAD.known)))


def activity_in(given: Any) -> Activity | None:
    kind = given.get("activity") if is_object(given) else None
    fields = ACTIVITIES.get(kind) if isinstance(kind, str) else None
    if fields is None:
        return None
    at = instant_in(given.get("at"))
    values = values_in(fields, given, ("activity", "at"))
    return None if at is WRONG or values is None else new(Activity, (kind, at, values))


def values_in(fields: Fields, given: Mapping[str, Any], own: tuple[str, ...]) -> dict[str, Any] | None:
    """The known values in units; `own` are the keys that are no fields."""
    known = fields.known
    values = dict(fields.defaults)
    for name, value in given.items():
        field = known.get(name)
        if field is not None:
            value = units(field, value)
            if value is WRONG:
                return None
            if value is not None:
                values[name] = value
        elif name not in own:
            return None
    for name in fields.required:
        if name not in values:
            return None
    return values


def is_id(given: Any) -> bool:
    return isinstance(given, str) and given != "" and given == given.strip() and not is_broken(given)


# What is wrong.


def wrong_in_case(case: Any) -> Iterator[str]:
    if not is_object(case):
        yield no_object((), "A case", case)
        return
    yield from (unknown_key((str(key),), "A case", PARTS) for key in case if key not in PARTS)
    if "lead" in case:
        yield from wrong_in_lead(case["lead"])
    else:
        yield mistake(("lead",), "The case has no lead.")
    rows = case.get("activities", ())
    if not isinstance(rows, list | tuple):
        yield no_list(("activities",), rows)
        rows = ()
    for number, row in enumerate(rows):
        yield from wrong_in_activity(("activities", number), row)
    if case.get("as_of") is not None and instant_in(case["as_of"]) is WRONG:
        yield wrong_as_of(case["as_of"])


def wrong_as_of(given: Any) -> str:
    return bad_time(("as_of",), "The time that the decision is about", given)


def wrong_in_lead(given: Any) -> Iterator[str]:
    place = ("lead",)
    if not is_object(given):
        yield no_object(place, "A lead", given)
        return
    yield from lacking(place, given, LEAD.known, {"id": "Id"})
    known = ["id", *LEAD.known]
    yield from (unknown_key((*place, str(key)), "The lead", known) for key in given if key not in known)
    if "id" in given and not is_id(given["id"]):
        yield bad_id((*place, "id"), given["id"])
    yield from wrong_values(place, given, LEAD.known)


def wrong_in_activity(place: Place, given: Any) -> Iterator[str]:
    if not is_object(given):
        yield no_object(place, "An activity", given)
        return
    kind = given.get("activity")
    fields = ACTIVITIES.get(kind) if isinstance(kind, str) else None
    declared_fields = {} if fields is None else fields.known
    yield from lacking(place, given, declared_fields, {"activity": "Kind of activity", "at": "Time"})
    if fields is not None:
        known = ["activity", "at", *declared_fields]
        what = f"The activity “{KINDS[str(kind)]}”"
        yield from (unknown_key((*place, str(key)), what, known) for key in given if key not in known)
    elif "activity" in given:
        yield unknown_kind((*place, "activity"), kind, KINDS)
    if "at" in given and instant_in(given["at"]) is WRONG:
        yield bad_time((*place, "at"), "The time of an activity", given["at"])
    yield from wrong_values(place, given, declared_fields)


def wrong_values(place: Place, given: Mapping[str, Any], fields: Mapping[str, Field]) -> Iterator[str]:
    for name, field in fields.items():
        if name in given:
            value = given[name]
            found = units(field, value)
            if found is WRONG:
                yield misfit((*place, name), field, value)
            elif found is None and field.required:
                yield stands_for_unknown((*place, name), field.label, value)


def lacking(
    place: Place, given: Mapping[str, Any], fields: Mapping[str, Field], always: Mapping[str, str]
) -> Iterator[str]:
    """What is required and not even there; `always` are keys with what they are called."""
    labels = {**always, **{name: field.label for name, field in fields.items() if field.required}}
    yield from (missing((*place, name), label) for name, label in labels.items() if name not in given)
