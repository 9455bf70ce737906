"""JSON as leadpact writes it: numbers exact, keys in the order given, two blanks a level, ASCII, a line end at the end.

The same document gives the same bytes on every machine, and no terminal or pipe can garble it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | bool | int | Decimal | None"
"""A document. There are no floats in it: what has decimals is a Decimal."""


def written(document: Json) -> str:
    return f"{_value(document, '')}\n"


def number(amount: Decimal | int) -> Decimal | int:
    """A number as it stands in documents: whole ones without a point, others without zeros at the end."""
    return int(amount) if amount == amount.__trunc__() else Decimal(digits(Decimal(amount)))


def digits(amount: Decimal) -> str:
    """`45.5`: all digits, no exponent, no zeros at the end."""
    text = format(amount, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _value(value: Json, margin: str) -> str:
    inner = f"{margin}  "
    match value:
        case str() | bool() | int() | None:
            return json.dumps(value)
        case Decimal():
            return digits(value)
        case Mapping():
            if not value:
                return "{}"
            items = (f"{inner}{json.dumps(key)}: {_value(item, inner)}" for key, item in value.items())
            return "{\n" + ",\n".join(items) + f"\n{margin}}}"
        case _:
            if not value:
                return "[]"
            return "[\n" + ",\n".join(f"{inner}{_value(item, inner)}" for item in value) + f"\n{margin}]"
