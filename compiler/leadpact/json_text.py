"""JSON as leadpact writes it: numbers exact, keys in the order given, two blanks a level, ASCII, a line end at the end.

The same document gives the same bytes on every machine, and no terminal or pipe can garble it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from leadpact.records.writers import digits

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | bool | int | Decimal | None"
"""A document. There are no floats in it: what has decimals is a Decimal."""


_WIDTH = 120


def written(document: Json, *, compact: bool = False) -> str:
    """A document as text. `compact` keeps in one line what fits there, so that a small thing is one line of a diff."""
    return f"{_value(document, '', compact)}\n"


def number(amount: Decimal | int) -> Decimal | int:
    """A number as it stands in documents: whole ones without a point, others without zeros at the end."""
    return int(amount) if amount == amount.__trunc__() else Decimal(digits(Decimal(amount)))


def _value(value: Json, margin: str, compact: bool) -> str:
    match value:
        case str() | bool() | int() | None:
            return json.dumps(value)
        case Decimal():
            return digits(value)
        case Mapping():
            items = [f"{json.dumps(key)}: {_value(item, f'{margin}  ', compact)}" for key, item in value.items()]
            return _bracketed("{", items, "}", margin, compact)
        case _:
            return _bracketed("[", [_value(item, f"{margin}  ", compact) for item in value], "]", margin, compact)


def _bracketed(opening: str, items: Sequence[str], closing: str, margin: str, compact: bool) -> str:
    in_line = f"{opening}{', '.join(items)}{closing}"
    # The key in front of it may still make the line longer: that the form is stable matters more.
    if not items or (compact and "\n" not in in_line and len(margin) + len(in_line) <= _WIDTH):
        return in_line
    inner = f"\n{margin}  "
    return f"{opening}{inner}{f',{inner}'.join(items)}\n{margin}{closing}"
