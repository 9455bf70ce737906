"""Leads, activities and whole cases from JSON documents, checked in the policy's words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from leadpact.targets.python.runtime.records import Activity, read_instant, read_values
from leadpact.targets.python.runtime.refusing import Refused
from leadpact.targets.python.runtime.settings import ACTIVITIES, LEAD, ZONE, Lead


def read_lead(given: Mapping[str, Any], where: str = "lead.") -> Lead:
    """A lead from a mapping of the policy's field names, and `id`. Raises Refused with all that is wrong."""
    wrong = misspelt(given, ["id", *(field.name for field in LEAD)], where)
    lead_id = given.get("id")
    if not isinstance(lead_id, str) or not lead_id.strip():
        wrong.append(f"{where}id: A lead needs an id, a text.")
    values = checked(lambda: read_values(LEAD, given, where, ZONE), wrong)
    if wrong or values is None:
        raise Refused("\n".join(wrong))
    return Lead(lead_id, *values)


def read_activity(given: Mapping[str, Any], where: str = "activity.") -> Activity:
    """An activity from a mapping of `activity`, `at` and its own fields' names. Raises Refused with all that is wrong."""
    kind = given.get("activity")
    if not isinstance(kind, str) or kind not in ACTIVITIES:
        near = difflib.get_close_matches(str(kind)[:100], ACTIVITIES, 1)
        guess = f" Did you mean {near[0]}?" if near else ""
        raise Refused(f"{where}activity: The policy knows no activity called “{str(kind)[:80]}”.{guess}")
    fields = ACTIVITIES[kind]
    wrong = misspelt(given, ["activity", "at", *(field.name for field in fields)], where)
    at = 0
    try:
        at = read_instant(given.get("at"))
    except ValueError as fault:
        wrong.append(f"{where}at: The time of an activity {fault}.")
    values = checked(lambda: read_values(fields, given, where, ZONE), wrong)
    if wrong or values is None:
        raise Refused("\n".join(wrong))
    known = {field.name: value for field, value in zip(fields, values, strict=True) if value is not None}
    return Activity(kind, at, known)


def read_case(case: Any, now: int) -> tuple[Lead, list[Activity], int]:
    """The lead, its activities and the instant of a case document; `now` is that of one that names none."""
    if not isinstance(case, Mapping):
        raise Refused("A case is an object with “lead”, and if need be “activities” and “as_of”.")
    wrong = misspelt(case, ["lead", "activities", "as_of"], "")
    lead, rows = case.get("lead"), case.get("activities")
    if not isinstance(lead, Mapping):
        wrong.append("lead: A case has a lead, an object of fields.")
    if rows is not None and not isinstance(rows, list):
        wrong.append("activities: The activities are a list.")
        rows = None
    as_of = now
    try:
        as_of = now if case.get("as_of") is None else read_instant(case["as_of"])
    except ValueError as fault:
        wrong.append(f"as_of: The instant of the decision {fault}.")
    found = checked(lambda: read_lead(lead), wrong) if isinstance(lead, Mapping) else None
    activities = []
    for place, row in enumerate(rows or ()):
        if isinstance(row, Mapping):
            activities.append(checked(lambda row=row, place=place: read_activity(row, f"activities[{place}]."), wrong))
        else:
            wrong.append(f"activities[{place}]: An activity is an object.")
    if wrong or found is None:
        raise Refused("\n".join(wrong))
    return found, [activity for activity in activities if activity is not None], as_of


def check(lead: Lead) -> None:
    """Raises Refused with the required fields that a record lacks."""
    for field, value in zip(LEAD, lead[1:], strict=True):
        if field.required and value is None:
            raise Refused(f"“{field.label}” is unknown, and the policy requires it.")


def misspelt(given: Mapping[str, Any], known: Iterable[str], where: str) -> list[str]:
    """What is wrong with the names of values; a misspelt one must not count as unknown."""
    names = list(known)
    wrong = []
    for name in given:
        if name not in names:
            near = difflib.get_close_matches(str(name)[:100], names, 1)
            guess = f" Did you mean {near[0]}?" if near else ""
            wrong.append(f"{where}{str(name)[:80]}: The policy knows nothing of this name.{guess}")
    return wrong


def checked(read: Any, wrong: list[str]) -> Any:
    """What was read, or None with what was wrong added."""
    try:
        return read()
    except Refused as refused:
        wrong.append(str(refused))
        return None
