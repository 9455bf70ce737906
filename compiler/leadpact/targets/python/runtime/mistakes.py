"""What is wrong with a case, in the policy's words: a sentence a mistake, each with its place in the document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from leadpact.targets.python.runtime.fields import Field
from leadpact.targets.python.runtime.refusing import Refused
from leadpact.targets.python.runtime.texts import fold
from leadpact.targets.python.runtime.values import MOST_UNITS, WIDE, exactly, is_blank

MOST_SAID = 20
LONGEST = 40
YEARS = "the years 1970 to 2200"
A_DATE, A_TIME = "a date such as 2026-10-05", "a time such as 2026-10-05T09:00:00-04:00"
WHOLE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,12})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
BARE_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?")

Place = tuple[str | int, ...]
"""The keys and the places in lists that lead to a value of a document."""


class Mistaken(Refused):
    """What cannot be read, and all that is wrong with it: `mistakes` are sentences."""

    def __init__(self, sentences: Iterable[str]) -> None:
        found = list(dict.fromkeys(sentences))
        if len(found) > MOST_SAID:
            found[MOST_SAID:] = [f"There are {len(found) - MOST_SAID:,} more mistakes like these."]
        super().__init__(" ".join(found))
        self.mistakes = tuple(found)


def mistake(place: Place, sentence: str) -> str:
    """`lead.employees: “Number of employees” is a whole number, and "many" is text.`"""
    said = ""
    for step in place:
        said += f"[{step}]" if isinstance(step, int) else f".{key_said(step)}" if said else key_said(step)
    return f"{said or 'the case'}: {sentence}"


def key_said(step: str) -> str:
    """A key as it stands in a place; in quotes where it would run into it."""
    return step if re.fullmatch(r"\w{1,60}", step) else shown(step)


def key_twice(place: Place) -> str:
    return mistake(place, "This key stands more than once, so which of the values holds cannot be told.")


def unknown_key(place: Place, what: str, known: Sequence[str]) -> str:
    guess = nearest(str(place[-1]), known)
    way_out = f" Is “{guess}” meant?" if guess else f" It knows {listed(known)}." if known else ""
    return mistake(place, f"{what} has no field of this name.{way_out}")


def unknown_kind(place: Place, value: Any, known: Mapping[str, str]) -> str:
    """`known` are the activities with their labels."""
    if not isinstance(value, str):
        return mistake(place, f"This is the name of an activity, and {stands(value)}.")
    return mistake(place, f"The policy has no activity called {shown(value)}.{meant(value, known)}")


def missing(place: Place, label: str) -> str:
    return mistake(place, f"“{label}” is required, and it is missing.")


def half_a_character(place: Place, label: str) -> str:
    return mistake(place, f"“{label}” holds half a character, which is no text.")


def no_object(place: Place, what: str, value: Any) -> str:
    return mistake(place, f"{what} is an object in curly brackets, and {stands(value)}.")


def no_list(place: Place, value: Any) -> str:
    return mistake(place, f"The activities are a list in square brackets, and {stands(value)}.")


def bad_id(place: Place, value: Any) -> str:
    if isinstance(value, str) and value != "" and value == value.strip():
        return half_a_character(place, "Id")
    if isinstance(value, str) and not is_blank(value):
        return mistake(place, f"The lead’s id has no blanks at its ends, and {shown(value)} has.")
    found = "it is blank" if isinstance(value, str) else "it is null" if value is None else stands(value)
    return mistake(place, f"The lead’s id is text that is not blank, and {found}.")


def bad_time(place: Place, what: str, value: Any) -> str:
    return mistake(place, f"{what} is {A_TIME}, and {no_time(value)}.")


def stands_for_unknown(place: Place, label: str, value: Any) -> str:
    """Why a value that counts as unknown is not enough."""
    if value is None or is_blank(value):
        return mistake(place, f"“{label}” is required, and {'null' if value is None else 'blank text'} means unknown.")
    return mistake(place, f"“{label}” is required, and {shown(value)} counts as unknown.")


def misfit(place: Place, field: Field, value: Any) -> str:
    """Why a value is none of this field's."""
    if field.type == "text" and isinstance(value, str):
        return half_a_character(place, field.label)
    return mistake(place, f"“{field.label}” {fault(field, value)}")


def fault(field: Field, value: Any) -> str:
    match field.type:
        case "text":
            return f"is text, and {stands(value)}."
        case "flag":
            return f"is yes or no (true or false), and {stands(value)}."
        case "date":
            return f"is {A_DATE}, and {no_date(value)}."
        case "time":
            return f"is {A_TIME}, and {no_time(value)}."
        case "choice":
            return no_choice(field, value)
        case _:
            return no_number(field, value)


def no_number(field: Field, value: Any) -> str:
    places = field.places
    what = "a whole number" if places == 0 else "a number"
    if field.currency is not None:
        what = f"an amount of money in {field.currency}"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return f"is {what}, and {stands(value)}."
    amount = exactly(value)
    beyond = not amount.is_finite() or amount.adjusted() > 15
    if beyond or amount.scaleb(places, WIDE).copy_abs() > MOST_UNITS:
        return f"is {what} of at most {10 ** (15 - places):,}, of either sign, and {shown(value)} is beyond that."
    if places == 0:
        return f"is {what}, and {shown(value)} has decimals."
    return f"has at most {places} decimals, and {shown(value)} has more."


def no_choice(field: Field, value: Any) -> str:
    names = listed(list(field.choices))
    if not isinstance(value, str):
        return f"is one of {names}, and {stands(value)}."
    way_out = meant(value, field.choices)
    if not way_out and field.otherwise is not None:
        way_out = f" Every other value is “{field.otherwise}”."
    return f"is one of {names}, and {shown(value)} is none of them.{way_out}"


def no_date(value: Any) -> str:
    if not isinstance(value, str):
        return stands(value)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return f"{shown(value)} is none"
    return f"there is no {value}" if "1970" <= value[:4] <= "2200" else f"{shown(value)} is not within {YEARS}"


def no_time(value: Any) -> str:
    if not isinstance(value, str):
        return stands(value)
    if BARE_TIME.fullmatch(value):
        return f"{shown(value)} lacks its offset from UTC, such as -04:00 or Z"
    if not WHOLE_TIME.fullmatch(value):
        return f"{shown(value)} is none"
    return f"{shown(value)} is not within {YEARS}" if is_there(value) else f"there is no {value}"


def is_there(time: str) -> bool:
    """Whether there is such a day and hour."""
    try:
        date.fromisoformat(time[:10])
    except ValueError:
        return False
    return time[11:13] < "24" and time[14:16] < "60" and time[17:19] < "60"


def meant(value: str, labels: Mapping[str, str]) -> str:
    """The name that stands for a label, or is written nearly so."""
    by_label = {fold(label): name for name, label in labels.items()}
    by_label |= {fold(name): name for name in labels}
    guess = by_label.get(fold(value)) or nearest(value, labels)
    return f" Is “{guess}” meant?" if guess else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, or None when none is close."""
    from difflib import get_close_matches

    by_fold = {name.casefold().replace("-", "_"): name for name in known}
    close = get_close_matches(word.casefold().replace("-", "_").replace(" ", "_"), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def listed(items: Sequence[str]) -> str:
    """`A, B and C`."""
    return "".join(items) if len(items) < 2 else f"{', '.join(items[:-1])} and {items[-1]}"


def stands(value: Any) -> str:
    """What stands there instead, as a clause."""
    match value:
        case None:
            return "null stands there"
        case bool():
            return f"{shown(value)} is yes or no"
        case int() | float() | Decimal():
            return f"{shown(value)} is a number"
        case str():
            return f"{shown(value)} is text"
        case list() | tuple():
            return "a list stands there"
        case _:
            return "an object stands there"


def shown(value: Any) -> str:
    """A single value as JSON writes it, cut where it is long."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float() | Decimal():
            amount = exactly(value)
            if amount.is_finite() and amount.adjusted() > LONGEST:
                return f"a number with {amount.adjusted() + 1:,} digits"
            if not amount.is_finite() or amount.adjusted() < -LONGEST or len(amount.as_tuple().digits) > LONGEST:
                return "it"
            digits = format(amount, "f")
            digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
            return "0" if digits == "-0" else digits
        case str():
            return json.dumps(value if len(value) <= LONGEST else f"{value[:LONGEST]}…", ensure_ascii=False)
        case _:
            return "it"
