"""Names that changed while the thing is the same: only a policy's authors see them, unless data is read by them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from leadpact.review.changes.context import Both
from leadpact.review.changes.renaming import Names
from leadpact.review.changes.values import About, Found, Place, found
from leadpact_dsl import model
from leadpact_dsl.phrases.words import quoted, sentence

_SECTIONS: Final = {
    "teams": "duties_title",
    "calendars": "calendars_title",
    "values": "dials_title",
    "lists": "lists_title",
    "activities": "activities_title",
    "defines": "terms_title",
    "grades": "grades_title",
    "stages": "lifecycle_title",
    "disqualify": "disqualified_title",
    "routes": "routes_title",
    "recycle": "recycle_title",
    "nurture": "nurture_title",
    "goals": "goals_title",
    "experiments": "experiments_title",
}


def name_changes(both: Both, names: Names, old: model.Policy) -> Iterator[Found]:
    for kind, renames in names.items():
        for before, after in renames.items():
            thing = _thing(both.new, kind, after)
            about = About(_place(both, kind, thing), thing.label, getattr(thing, "id", after), before, after)
            if hasattr(thing, "span"):
                about = About(
                    about.section, about.subject, about.clause, before, after, None, thing.span
                )  # fmt: skip
            if _read_by_name(kind, thing):
                said = f"{quoted(thing.label)} is now looked for in the data as {quoted(after)} (was {quoted(before)})"
                yield found(about, "different", sentence(said))
            else:
                said = f"{quoted(thing.label)} has another name in the policy’s text: {after} (was {before})"
                yield found(about, "wording", sentence(said))
    _ = old


def _thing(policy: model.Policy, kind: tuple[str, ...], name: str) -> Any:
    match kind:
        case ("fields", owner):
            return _fields(policy, owner)[name]
        case ("choices", owner, field):
            return _fields(policy, owner)[field].choice(name)
        case ("levels", grade):
            return next(level for level in policy.grades[grade].levels if level.name == name)
        case _:
            return getattr(policy, kind[0])[name]


def _fields(policy: model.Policy, owner: str) -> Any:
    return policy.lead.fields if owner == "lead" else policy.activities[owner].fields


def _read_by_name(kind: tuple[str, ...], thing: Any) -> bool:
    match thing:
        case model.Field():
            return thing.column is None
        case model.Activity():
            return thing.logged_as is None
        case _:
            return kind[0] == "choices"


def _place(both: Both, kind: tuple[str, ...], thing: Any) -> Place:
    match kind[0]:
        case "fields" | "choices":
            return both.place("fields_title" if kind[1] == "lead" else "activities_title")
        case "levels":
            return both.place("grades_title")
        case "scores":
            return both.place("score_title", thing)
        case "clocks":
            return both.place("clock_title", thing)
        case "responses":
            return both.place("clock_title", both.new.clocks[thing.clock])
        case other:
            return both.place(_SECTIONS[other])
