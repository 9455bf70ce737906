"""From a raw value to a field's value: exact and strict, and each refusal a reason in plain words.

Nothing is guessed. What a field cannot hold exactly is refused, so that a lead is never decided on a value that its
file does not say. Reasons go on from the value: “12k”, *which is not a whole number*.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, assert_never

from leadpact.records.money import amount_of
from leadpact.records.rows import FAR_DATE, FAR_TIME, Odd, Raw
from leadpact.records.times import day_of, instant_of
from leadpact.records.wording import Bad, listed, plain
from leadpact_dsl.limits import MONEY_PLACES, NUMBER_PLACES, is_finer, is_too_large
from leadpact_dsl.model import Field, Scalar
from leadpact_dsl.text import BLANKS, fold
from leadpact_dsl.zones import Zone

Converter: TypeAlias = Callable[[Raw], "Scalar | Bad | None"]
"""None is unknown. Whole numbers and instants (ms) are int, numbers and money Decimal."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{1,40})?|\.[0-9]{1,40})")
_WITH_COMMA = re.compile(r"[+-]?[0-9][0-9.,'’ \u00a0\u202f]*[0-9]")
_THREE_PLACES = re.compile(r"[+-]?[0-9]{1,3}\.[0-9]{3}")
_TRUTH = {"yes": True, "true": True, "y": True, "1": True, "no": False, "false": False, "n": False, "0": False}


@dataclass(frozen=True)
class Reading:
    """What all values of a file share: the zone of bare times, and the folded texts that count as unknown."""

    zone: Zone
    unknown_texts: frozenset[str]


def converter(field: Field, reading: Reading) -> Converter:
    """How the values of one field are read."""
    kept = _kept(field, reading)
    unknown = reading.unknown_texts

    def convert(raw: Raw) -> Scalar | Bad | None:
        if raw is None:
            return None
        if isinstance(raw, str):
            bare = raw.strip(BLANKS)
            if not bare or (unknown and fold(bare) in unknown):
                return None
        elif isinstance(raw, Odd):
            return Bad("which no field can hold" if raw in (FAR_DATE, FAR_TIME) else "where a single value belongs")
        return kept(raw)

    return convert


def _kept(field: Field, reading: Reading) -> Converter:
    """The reading of values that are known."""
    match field.kind:
        case "text":
            return _text
        case "whole number":
            return _whole_number
        case "number":
            return _number
        case "money":
            currency = field.currency or ""
            return lambda raw: _money(raw, currency)
        case "yes or no":
            return _yes_or_no
        case "date":
            return lambda raw: day_of(raw, reading.zone)
        case "time":
            return lambda raw: instant_of(raw, reading.zone)
        case "one of":
            # A label of one choice can be the name of another: the name is the stronger.
            names = {fold(choice.label): choice.name for choice in field.choices}
            names |= {fold(choice.name): choice.name for choice in field.choices}
            choices = listed([choice.label for choice in field.choices])
            other = field.otherwise or Bad(f"which is none of its choices ({choices})")
            return lambda raw: names.get(fold(plain(raw)), other)
        case _:
            assert_never(field.kind)


def _text(raw: Raw) -> str | Bad:
    text = plain(raw)
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        return Bad("which holds half a character")
    return text


def _whole_number(raw: Raw) -> int | Bad:
    amount = _decimal(raw, "a whole number", whole=True)
    if isinstance(amount, Bad):
        return amount
    if isinstance(raw, str) and _THREE_PLACES.fullmatch(raw.strip(BLANKS)):
        return Bad("which could mean thousands or decimals: write it without the point")
    if is_finer(amount, 0):
        return Bad("which is not a whole number")
    return Bad("which is too large") if is_too_large(amount, 0) else int(amount)


def _number(raw: Raw) -> Decimal | Bad:
    return _fine_enough(_decimal(raw, "a number"), NUMBER_PLACES, "a number has at most four decimals")


def _money(raw: Raw, currency: str) -> Decimal | Bad:
    if isinstance(raw, str):
        bare = amount_of(raw.strip(BLANKS), currency)
        if isinstance(bare, Bad):
            return bare
        if _THREE_PLACES.fullmatch(bare):
            return Bad("which could mean thousands or decimals: write it with two decimals or none")
        raw = bare
    return _fine_enough(_decimal(raw, "an amount of money"), MONEY_PLACES, "money has at most two decimals")


def _yes_or_no(raw: Raw) -> bool | Bad:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | Decimal) and raw in (0, 1):
        return raw == 1
    return _TRUTH.get(fold(plain(raw)), Bad("which is neither yes nor no"))


def _fine_enough(amount: Decimal | Bad, places: int, rule: str) -> Decimal | Bad:
    if isinstance(amount, Bad):
        return amount
    if is_finer(amount, places):
        return Bad(f"which is too fine: {rule}")
    return Bad("which is too large") if is_too_large(amount, places) else amount


def _decimal(raw: Raw, what: str, *, whole: bool = False) -> Decimal | Bad:
    match raw:
        case bool():
            return Bad(f"which is not {what}")
        case int():
            return Decimal(raw)
        case Decimal():
            # An exponent far out would fill the memory once it is written as digits.
            return raw if raw.is_finite() and abs(raw.adjusted()) <= 40 else Bad(f"which is not {what}")
        case str():
            bare = raw.strip(BLANKS)
            if _NUMBER.fullmatch(bare):
                return Decimal(bare)
            if _WITH_COMMA.fullmatch(bare):
                form = "digits alone, such as 1234" if whole else "digits and one point, such as 1234.5"
                return Bad(f"which is not {what} as leadpact reads it: write {form}")
            return Bad(f"which is not {what}")
        case dt.date() | Odd() | None:
            return Bad(f"which is not {what}")
        case _:
            assert_never(raw)
