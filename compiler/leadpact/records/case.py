"""One lead with its activities as a JSON document: checked by the policy's schemas, then read into records.

docs/leads-and-decisions.md says what a case may hold. Mistakes are sentences in the policy's words, all at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, assert_never

from leadpact.records import case_words as words
from leadpact.records.leads import reading_of
from leadpact.records.strict_json import NotJson, Path, keys_given_twice, parse
from leadpact.records.times import instant_of
from leadpact.records.wording import Bad
from leadpact.targets.json import activity_schema, lead_schema
from leadpact.targets.json.fields import DEFINITIONS, must_be_known
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.model import ActivityRecord, Field, LeadRecord, Policy, Scalar
from leadpact_dsl.text import fold, is_blank


@dataclass(frozen=True)
class Case:
    """`as_of` is None where the document does not say it."""

    lead: LeadRecord
    activities: tuple[ActivityRecord, ...]
    as_of: int | None


@dataclass(frozen=True)
class Mistaken:
    """A case that cannot be decided on: what is wrong with it, a sentence each; `lead` is its id, if it has one."""

    lead: str | None
    mistakes: tuple[str, ...]


def read_case(policy: Policy, data: bytes, name: str) -> Case | Mistaken:
    """A case from the bytes of a JSON document, called `name` where it is spoken of as a whole."""
    document = parse(data)
    if isinstance(document, NotJson):
        return Mistaken(None, (f"{name} {document.why}.",))
    if isinstance(document, list):
        return Mistaken(
            None, (f"{name} holds a list, and a case is one object. Write many leads into a .jsonl file, one a line.",)
        )
    return CaseReader(policy).read(document)


@dataclass(frozen=True)
class CaseReader:
    """Reads the cases of one policy, which has to be one that cases can be written for (`clashes`)."""

    policy: Policy

    def read(self, document: object) -> Case | Mistaken:
        """A case from a document as `strict_json.parse` gives it."""
        mistakes = [words.key_twice(place) for place in keys_given_twice(document)]
        mistakes += self._wrong(document)
        if mistakes or not isinstance(document, dict):
            lead = document.get("lead") if isinstance(document, dict) else None
            named = lead.get("id") if isinstance(lead, dict) else None
            known = named if isinstance(named, str) and not _is_broken(named) else None
            return Mistaken(known, tuple(words.all_said(mistakes)))
        as_of = document.get("as_of")
        return Case(
            LeadRecord(document["lead"]["id"], self._values(self.policy.lead.fields, document["lead"])),
            tuple(self._activity(item) for item in document.get("activities", ())),
            None if as_of is None else self._instant(as_of),
        )

    # ------------------------------------------------------------------------------------------------ mistakes

    def _wrong(self, document: object) -> Iterator[str]:
        """All that is wrong; the schemas find it."""
        if not isinstance(document, dict):
            yield words.no_object((), "A case", document)
            return
        yield from (words.unknown_key((key,), "A case", list(_PARTS)) for key in document if key not in _PARTS)
        lead, log, as_of = (document.get(part) for part in _PARTS)
        if "lead" not in document:
            yield words.mistake(("lead",), "The case has no lead.")
        elif not isinstance(lead, dict):
            yield words.no_object(("lead",), "A lead", lead)
        else:
            yield from self._wrong_lead(lead)
        if "activities" in document and not isinstance(log, list):
            yield words.no_list(("activities",), log)
        for number, item in enumerate(log if isinstance(log, list) else ()):
            yield from self._wrong_activity(("activities", number), item)
        if as_of is not None and not self._is_time(as_of):
            yield words.bad_time(("as_of",), "The time that the decision is about", as_of)

    def _wrong_lead(self, lead: Mapping[str, Any]) -> Iterator[str]:
        fields = self.policy.lead.fields
        yield from _required(("lead",), lead, fields, {"id": "Id"})
        yield from (
            words.unknown_key(("lead", key), "The lead", ["id", *fields])
            for key in lead
            if key != "id" and key not in fields
        )
        broken = _broken_keys(self._lead, lead)
        lead_id = lead.get("id")
        if "id" in broken or (isinstance(lead_id, str) and lead_id != lead_id.strip()):
            yield words.bad_id(("lead", "id"), lead_id)
        elif isinstance(lead_id, str) and _is_broken(lead_id):
            yield words.half_a_character(("lead", "id"), "Id")
        yield from self._wrong_values(("lead",), lead, fields, broken)

    def _wrong_activity(self, place: Path, item: object) -> Iterator[str]:
        if not isinstance(item, dict):
            yield words.no_object(place, "An activity", item)
            return
        kind = self.policy.activities.get(item["activity"]) if isinstance(item.get("activity"), str) else None
        fields = {} if kind is None else kind.fields
        yield from _required(place, item, fields, {"activity": "Kind of activity", "at": "Time"})
        if "activity" in item and kind is None:
            labels = {name: known.label for name, known in self.policy.activities.items()}
            yield words.unknown_kind((*place, "activity"), item["activity"], labels)
        if kind is None:
            broken = _broken_keys(self._any_activity, item)
        else:
            known = ["activity", "at", *fields]
            what = f"The activity “{kind.label}”"
            yield from (words.unknown_key((*place, key), what, known) for key in item if key not in known)
            broken = _broken_keys(self._of_kind[kind.name], item)
        if "at" in item and ("at" in broken or not self._is_time(item["at"])):
            yield words.bad_time((*place, "at"), "The time of an activity", item["at"])
        yield from self._wrong_values(place, item, fields, broken)

    def _wrong_values(
        self, place: Path, given: Mapping[str, Any], fields: Mapping[str, Field], broken: set[str]
    ) -> Iterator[str]:
        """What the schema found, and the little that no schema can say."""
        for key, field in fields.items():
            value = given.get(key)
            at = (*place, key)
            if key in broken or (field.kind == "time" and self._is_known(value) and not self._is_time(value)):
                yield words.misfit(at, field, value)
            elif isinstance(value, str) and _is_broken(value):
                yield words.half_a_character(at, field.label)
            elif isinstance(value, str) and must_be_known(field) and not self._is_known(value):
                yield words.counts_as_unknown(at, field.label, value)

    @cached_property
    def _lead(self) -> Any:
        return _validator(lead_schema.schema(self.policy))

    @cached_property
    def _any_activity(self) -> Any:
        return _validator(activity_schema.schema(self.policy))

    @cached_property
    def _of_kind(self) -> Mapping[str, Any]:
        """Each kind's own part of the schema of activities: the whole would be asked once for every kind."""
        schema = activity_schema.schema(self.policy)
        shared = {name: part for name, part in schema["$defs"].items() if name in DEFINITIONS}
        return {
            name: _validator({**schema["$defs"][activity_schema.definition_of(name)], "$defs": shared})
            for name in self.policy.activities
        }

    @cached_property
    def _time(self) -> Any:
        return _validator(DEFINITIONS["time"])

    # ------------------------------------------------------------------------------------------------- reading

    def _activity(self, item: Mapping[str, Any]) -> ActivityRecord:
        kind = self.policy.activities[item["activity"]]
        return ActivityRecord(kind.name, self._instant(item["at"]), self._values(kind.fields, item))

    def _values(self, fields: Mapping[str, Field], given: Mapping[str, Any]) -> dict[str, Scalar]:
        """The known values of fields that have been found in order."""
        return {
            name: self._value(field, given[name]) for name, field in fields.items() if self._is_known(given.get(name))
        }

    def _value(self, field: Field, value: Any) -> Scalar:
        match field.kind:
            case "text" | "one of":
                return str(value)
            case "yes or no":
                return bool(value)
            case "whole number":
                return int(value)
            case "number" | "money":
                return Decimal(value)
            case "date":
                return dt.date.fromisoformat(value)
            case "time":
                return self._instant(value)
            case _:
                assert_never(field.kind)

    def _is_known(self, value: object) -> bool:
        if isinstance(value, str):
            return not is_blank(value) and fold(value) not in self._reading.unknown_texts
        return value is not None

    def _is_time(self, value: Any) -> bool:
        """Whether it is written as a time, and lies in the years that leadpact knows."""
        return self._time.is_valid(value) and isinstance(instant_of(value, self._reading.zone), int)

    def _instant(self, value: str) -> int:
        found = instant_of(value, self._reading.zone)
        if isinstance(found, Bad):
            raise InternalError("A time that the schema accepts could not be read.")
        return found

    @cached_property
    def _reading(self) -> Any:
        return reading_of(self.policy)


_PARTS = ("lead", "activities", "as_of")


def _required(
    place: Path, given: Mapping[str, Any], fields: Mapping[str, Field], always: Mapping[str, str]
) -> Iterator[str]:
    labels = {**always, **{field.name: field.label for field in fields.values() if must_be_known(field)}}
    yield from (words.missing((*place, key), label) for key, label in labels.items() if key not in given)


def _broken_keys(validator: Any, given: Mapping[str, Any]) -> set[str]:
    """The keys whose values do not satisfy a schema."""
    # No field takes a list or an object, and the validator cannot print one that is nested a thousand levels deep.
    shallow = {key: type(value)() if isinstance(value, dict | list) else value for key, value in given.items()}
    return {str(error.absolute_path[0]) for error in validator.iter_errors(shallow) if error.absolute_path}


def _is_broken(text: str) -> bool:
    """Whether a text holds half a character, which nothing can write."""
    return not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)


def _validator(schema: dict[str, Any]) -> Any:
    from leadpact.json_validator import validator

    return validator(schema)
