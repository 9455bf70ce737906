"""Fields of leads and activities as JSON Schema: a definition for each kind of value, and how a field refers to it.

What a schema cannot say is left to whoever reads the values: that a time lies within the last hours of the year 2200,
that a text holds whole characters only. `leadpact.records.case` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from leadpact.case_document import value_in_json
from leadpact.json_text import number
from leadpact_dsl import limits
from leadpact_dsl.model import Agreement, Field, FieldKind, Policy
from leadpact_dsl.phrases.words import listed, quoted
from leadpact_dsl.zones import zone

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_NOT_BLANK: Final = "[^ \\t\\r\\n\\u00a0]"
_BLANK: Final = "^[ \\t\\r\\n\\u00a0]*$"
_NAMED: Final = f"^{_NOT_BLANK}([\\s\\S]*{_NOT_BLANK})?$"
_YEAR: Final = "(19[7-9][0-9]|2[01][0-9]{2}|2200)"
_DAY: Final = f"{_YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK: Final = "([01][0-9]|2[0-3]):[0-5][0-9]"

_EXACT: Final = (
    "Read the numbers of documents, and of this schema, as decimals: binary floating point has no 0.01, so that some "
    "validators find 1.1 no multiple of it."
)


MOMENT: Final[Schema] = {
    "type": "string",
    "format": "date-time",
    # Zones of old have offsets with seconds.
    "pattern": f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{_CLOCK}:[0-5][0-9](\\.[0-9]{{3}})?[+-]{_CLOCK}(:[0-5][0-9])?$",
}
"""A time as decisions hold it: always with the offset of the agreement's timezone, and in any year."""


def decimals(places: int, low: Decimal | int | None = None, high: Decimal | int | None = None) -> Schema:
    """A number with at most so many decimals, between bounds where there are any."""
    found: Schema = {"$comment": _EXACT, "type": "number"}
    if low is not None:
        found["minimum"] = number(low)
    if high is not None:
        found["maximum"] = number(high)
    return {**found, "multipleOf": Decimal(1).scaleb(-places)}


def _amount(places: int) -> Schema:
    most = Decimal(limits.MOST_UNITS).scaleb(-places)
    return decimals(places, -most, most)


DEFINITIONS: Final[dict[str, Schema]] = {
    "unknown": {
        "description": "Null and blank text stand for what is not known. A field may be left out as well.",
        "type": ["null", "string"],
        "pattern": _BLANK,
    },
    "id": {
        "description": "Names the lead: text that is not blank and has no blanks at its ends.",
        "type": "string",
        "pattern": _NAMED,
    },
    "text": {"type": "string", "pattern": _NOT_BLANK},
    "whole-number": {"type": "integer", "minimum": -limits.MOST_UNITS, "maximum": limits.MOST_UNITS},
    "number": _amount(limits.NUMBER_PLACES),
    "money": _amount(limits.MONEY_PLACES),
    "yes-or-no": {"description": "true for yes, false for no.", "type": "boolean"},
    "date": {
        "description": "Year, month and day, such as 2026-10-05.",
        "type": "string",
        "format": "date",
        "pattern": f"^{_DAY}$",
    },
    "time": {
        "description": "RFC 3339, with the offset from UTC: 2026-10-05T09:00:00-04:00 or 2026-10-05T13:00:00Z. "
        "What is finer than a millisecond is cut off.",
        "type": "string",
        "format": "date-time",
        "pattern": f"^{_DAY}T{_CLOCK}:[0-5][0-9](\\.[0-9]{{1,12}})?(Z|[+-]{_CLOCK})$",
    },
}


_KINDS: Final[dict[FieldKind, str]] = {
    "text": "text",
    "whole number": "whole-number",
    "number": "number",
    "money": "money",
    "yes or no": "yes-or-no",
    "date": "date",
    "time": "time",
}

_SAID: Final[dict[FieldKind, str]] = {
    "text": "Text.",
    "whole number": "A whole number.",
    "number": f"A number with at most {limits.NUMBER_PLACES} decimals.",
    "yes or no": "Yes or no.",
    "date": "A date.",
    "time": "A time.",
    "one of": "One of these, by its name.",
}


def head(agreement: Agreement, what: str, title: str, description: str) -> Schema:
    """What stands on top of a schema that follows from a policy."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:leadpact:{_slug(agreement.title)}:{_slug(agreement.version or 'unversioned')}:{what}",
        "title": title,
        "description": description,
    }


def must_be_known(field: Field) -> bool:
    """Whether a record without the field is refused: one that is required, and has nothing to stand in for it."""
    return field.required and field.when_unknown is None


def field_schema(policy: Policy, field: Field) -> Schema:
    """A property: what its known values are like, and whether it may be unknown."""
    found: Schema = {"title": field.label, "description": _description(policy, field)}
    known: Schema
    if field.kind == "text" and not must_be_known(field):
        return {**found, **_default(policy, field), "type": ["string", "null"]}
    if field.kind == "one of":
        known = {"oneOf": [{"const": choice.name, "title": choice.label} for choice in field.choices]}
    else:
        known = {"$ref": f"#/$defs/{_KINDS[field.kind]}"}
    if must_be_known(field):
        return {**found, **known}
    return {**found, **_default(policy, field), "anyOf": [known, {"$ref": "#/$defs/unknown"}]}


def _default(policy: Policy, field: Field) -> Schema:
    """What stands in for an unknown value, as documents hold it, if anything does."""
    value = field.when_unknown
    if value is None:
        return {}
    there = zone(policy.agreement.timezone)
    assert there is not None
    return {"default": value_in_json(field, value, there)}


def definitions(fields: Iterable[Field], *more: str) -> dict[str, Schema]:
    """The definitions that these fields refer to, and others by name, in the order of `DEFINITIONS`."""
    listed_fields = list(fields)
    used = {*more}
    for field in listed_fields:
        if field.kind != "text" and not must_be_known(field):
            used.add("unknown")
        if field.kind != "one of" and (field.kind != "text" or must_be_known(field)):
            used.add(_KINDS[field.kind])
    return {name: schema for name, schema in DEFINITIONS.items() if name in used}


def _description(policy: Policy, field: Field) -> str:
    if field.kind == "money":
        said = f"An amount in {field.currency}, with at most {limits.MONEY_PLACES} decimals."
    else:
        said = _SAID[field.kind]
    if field.otherwise is not None:
        said += f" {quoted(field.choice(field.otherwise).label)} ({field.otherwise}) stands for every other value."
    if field.kind == "text" and policy.lead.unknown_texts:
        words = [quoted(text) for text in policy.lead.unknown_texts]
        said += f" {listed(words, 'and')} {'counts' if len(words) == 1 else 'count'} as unknown."
    if must_be_known(field):
        return f"{said} Required."
    if field.when_unknown is not None:
        return f"{said} Where it is unknown, the default is taken."
    return said


def _slug(text: str) -> str:
    """A name for a URN: small letters, digits, points and hyphens."""
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-") or "policy"
