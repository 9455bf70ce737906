"""How people and programs write values: other cases, stray blanks, labels for names, times in three notations.

All of it means the same to a policy; nothing here makes a value wrong.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from leadpact.records.writers import digits, in_iso
from leadpact.sample.dice import Dice
from leadpact_dsl.model import Field, Scalar
from leadpact_dsl.zones import LocalTimeProblem, Zone, zone

_UTC = zone("UTC")

_YES = ("yes", "yes", "yes", "yes", "yes", "yes", "Yes", "TRUE", "y", "1")
_NO = ("no", "no", "no", "no", "no", "no", "No", "FALSE", "n", "0")


def loose(text: str, dice: Dice) -> str:
    """The text, at times in another case or with blanks around it."""
    match dice.whole(0, 39):
        case 0:
            return text.upper() if text.isascii() else text
        case 1:
            return text.lower() if text.isascii() else text
        case 2:
            return f" {text}"
        case 3:
            return f"{text}\u00a0 "
        case _:
            return text


def word(field: Field, value: str, dice: Dice) -> str:
    """A text, or a choice by its name or its label."""
    if field.kind == "one of" and dice.chance(0.3):
        value = field.choice(value).label
    return loose(value, dice)


def unknown(spellings: Sequence[str], dice: Dice) -> str:
    """Nothing, blanks, or a word that the policy takes for unknown."""
    if spellings and dice.chance(0.15):
        return dice.pick(spellings)
    return "  " if dice.chance(0.03) else ""


def written(field: Field, value: Scalar, there: Zone, dice: Dice) -> str:
    """A known value as a text file has it."""
    match value:
        case str():
            return word(field, value, dice)
        case bool():
            return dice.pick(_YES if value else _NO)
        case int() if field.kind == "time":
            return time(value, there, dice)
        case int():
            return f"{value}.0" if dice.chance(0.02) else str(value)
        case Decimal():
            shown = digits(value)
            return f"{shown} {field.currency}" if field.currency and dice.chance(0.03) else shown
        case dt.date():
            return value.isoformat()


def time(instant: int, there: Zone, dice: Dice) -> str:
    """A time in UTC, with an offset, or bare where that cannot be misread."""
    assert _UTC is not None
    match dice.whole(0, 9):
        case 0:
            wall = there.local(instant)
            try:
                there.instant(wall)
            except LocalTimeProblem:
                return in_iso(instant, there)
            return wall.isoformat(" ", "seconds" if instant % 1000 == 0 else "milliseconds")
        case 1 | 2:
            return in_iso(instant, there)
        case _:
            return in_iso(instant, _UTC).replace("+00:00", "Z")
