"""What is wrong with a case, in the policy's words: one sentence a mistake, each with its place in the document.

Whether a value fits is for the schemas to say; here it is told why it does not.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import assert_never

from leadpact.records.strict_json import Path
from leadpact.records.writers import digits
from leadpact_dsl import limits
from leadpact_dsl.diagnostics import nearest
from leadpact_dsl.model import Field
from leadpact_dsl.phrases.amounts import number
from leadpact_dsl.phrases.words import counted, listed, quoted
from leadpact_dsl.text import fold, is_blank

_LONGEST = 40
_YEARS = f"the years {limits.FIRST_YEAR} to {limits.LAST_YEAR}"
_DATE, _TIME = "a date such as 2026-10-05", "a time such as 2026-10-05T09:00:00-04:00"
_WHOLE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,12})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
_BARE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?")


def mistake(place: Path, sentence: str) -> str:
    """`lead.employees: “Number of employees” is a whole number, and "many" is text.`"""
    return f"{place_said(place)}: {sentence}"


def place_said(place: Path) -> str:
    """`lead.employees`, `activities[2].path`: as programs write it, counted from 0."""
    said = ""
    for step in place:
        said += f"[{step}]" if isinstance(step, int) else f".{_key(step)}" if said else _key(step)
    return said or "the case"


def key_twice(place: Path) -> str:
    return mistake(place, "This key stands more than once, so which of the values holds cannot be told.")


def unknown_key(place: Path, what: str, known: Sequence[str]) -> str:
    """`what` is a thing that has keys: `The lead`, `“viewed a page”`."""
    guess = nearest(str(place[-1]), known)
    way_out = f" Is {quoted(guess)} meant?" if guess else f" It knows {listed(known, 'and')}." if known else ""
    return mistake(place, f"{what} has no field of this name.{way_out}")


def unknown_kind(place: Path, value: object, known: dict[str, str]) -> str:
    """`known` are the activities with their labels."""
    if not isinstance(value, str):
        return mistake(place, f"This is the name of an activity, and {_stands(value)}.")
    way_out = _meant(value, known)
    return mistake(place, f"The policy has no activity called {shown(value)}.{way_out}")


def missing(place: Path, label: str) -> str:
    return mistake(place, f"{quoted(label)} is required, and it is missing.")


def counts_as_unknown(place: Path, label: str, value: str) -> str:
    return mistake(place, f"{quoted(label)} is required, and {shown(value)} counts as unknown.")


def half_a_character(place: Path, label: str) -> str:
    return mistake(place, f"{quoted(label)} holds half a character, which is no text.")


def no_object(place: Path, what: str, value: object) -> str:
    """`what` is what should stand there: `a lead`, `an activity`."""
    return mistake(place, f"{what} is an object in curly brackets, and {_stands(value)}.")


def no_list(place: Path, value: object) -> str:
    return mistake(place, f"The activities are a list in square brackets, and {_stands(value)}.")


def bad_id(place: Path, value: object) -> str:
    if isinstance(value, str) and not is_blank(value):
        return mistake(place, f"The lead’s id has no blanks at its ends, and {shown(value)} has.")
    found = "it is blank" if isinstance(value, str) else "it is null" if value is None else _stands(value)
    return mistake(place, f"The lead’s id is text that is not blank, and {found}.")


def bad_time(place: Path, what: str, value: object) -> str:
    """`what` begins the sentence: `The time of an activity`."""
    return mistake(place, f"{what} is {_TIME}, and {_no_time(value)}.")


def misfit(place: Path, field: Field, value: object) -> str:
    """Why a value is none of this field's."""
    said = quoted(field.label)
    if value is None or (isinstance(value, str) and is_blank(value)):
        return mistake(place, f"{said} is required, and {'null' if value is None else 'blank text'} means unknown.")
    return mistake(place, f"{said} {_fault(field, value)}")


def _fault(field: Field, value: object) -> str:
    match field.kind:
        case "text":
            return f"is text, and {_stands(value)}."
        case "yes or no":
            return f"is yes or no (true or false), and {_stands(value)}."
        case "whole number":
            return _number_fault("a whole number", 0, value)
        case "number":
            return _number_fault("a number", limits.NUMBER_PLACES, value)
        case "money":
            return _number_fault(f"an amount of money in {field.currency}", limits.MONEY_PLACES, value)
        case "date":
            return f"is {_DATE}, and {_no_date(value)}."
        case "time":
            return f"is {_TIME}, and {_no_time(value)}."
        case "one of":
            return _no_choice(field, value)
        case _:
            assert_never(field.kind)


def _number_fault(what: str, places: int, value: object) -> str:
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        return f"is {what}, and {_stands(value)}."
    amount = Decimal(value)
    if not amount.is_finite() or limits.is_too_large(amount, places):
        most = number(Decimal(limits.MOST_UNITS).scaleb(-places))
        return f"is {what} of at most {most}, of either sign, and {shown(value)} is beyond that."
    if places == 0:
        return f"is {what}, and {shown(value)} has decimals."
    return f"has at most {places} decimals, and {shown(value)} has more."


def _no_choice(field: Field, value: object) -> str:
    names = [choice.name for choice in field.choices]
    if not isinstance(value, str):
        return f"is one of {listed(names, 'and')}, and {_stands(value)}."
    way_out = _meant(value, {choice.name: choice.label for choice in field.choices})
    if not way_out and field.otherwise is not None:
        way_out = f" Every other value is {quoted(field.otherwise)}."
    return f"is one of {listed(names, 'and')}, and {shown(value)} is none of them.{way_out}"


def _no_date(value: object) -> str:
    if not isinstance(value, str):
        return _stands(value)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        year = int(value[:4])
        if not limits.FIRST_YEAR <= year <= limits.LAST_YEAR:
            return f"{shown(value)} is not within {_YEARS}"
        return f"there is no {value}"
    return f"{shown(value)} is none"


def _no_time(value: object) -> str:
    if not isinstance(value, str):
        return _stands(value)
    if _BARE.fullmatch(value):
        return f"{shown(value)} lacks its offset from UTC, such as -04:00 or Z"
    if _WHOLE.fullmatch(value):
        try:
            dt.datetime.fromisoformat(value[:19])
        except ValueError:
            return f"there is no {value}"
        return f"{shown(value)} is not within {_YEARS}"
    return f"{shown(value)} is none"


def _meant(value: str, labels: dict[str, str]) -> str:
    """The name that stands for a label, or is written nearly so."""
    by_label = {fold(label): name for name, label in labels.items()}
    by_label |= {fold(name): name for name in labels}
    guess = by_label.get(fold(value)) or nearest(value, labels)
    return f" Is {quoted(guess)} meant?" if guess else ""


def _stands(value: object) -> str:
    """What stands there instead, as a clause."""
    match value:
        case None:
            return "null stands there"
        case bool():
            return f"{shown(value)} is yes or no"
        case int() | Decimal():
            return f"{shown(value)} is a number"
        case str():
            return f"{shown(value)} is text"
        case list():
            return "a list stands there"
        case _:
            return "an object stands there"


def shown(value: object) -> str:
    """A single value as JSON writes it, cut where it is long."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            amount = Decimal(value)
            if not amount.is_finite() or abs(amount.adjusted()) > _LONGEST or len(amount.as_tuple().digits) > _LONGEST:
                return f"a number with {counted(max(1, amount.adjusted() + 1), 'digit')}" if _is_long(amount) else "it"
            return digits(amount)
        case str():
            cut = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
            return json.dumps(cut, ensure_ascii=False)
        case _:
            return "it"


def _is_long(amount: Decimal) -> bool:
    return amount.is_finite() and amount.adjusted() > _LONGEST


def _key(step: str) -> str:
    """A key as it stands in a place; in quotes where it would run into it."""
    return step if re.fullmatch(r"\w{1,60}", step) else shown(step)


def all_said(sentences: Iterable[str], most: int = 20) -> list[str]:
    """The first mistakes, and how many more there are."""
    found = list(dict.fromkeys(sentences))
    return (
        found if len(found) <= most else [*found[:most], f"There are {len(found) - most:,} more mistakes like these."]
    )
