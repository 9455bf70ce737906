"""Where a bar begins and how long it is, in percent of the room that it has, to a tenth."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from leadpact.agreement import document as doc

_TENTH = Decimal("0.1")
_LEAST = Decimal("0.6")
"""A step too small to be seen is drawn so long."""


class Stretch(NamedTuple):
    """`start` and `length` in percent; `zero` is where nothing would stand."""

    start: str
    length: str
    zero: str
    role: str


def share(bar: doc.Bar) -> Stretch | None:
    """From the left; None where a bar has no length."""
    if bar.share is None:
        return None
    return Stretch("0", _said(max(bar.share, Decimal(0))), "0", "part" if bar.depth else "whole")


BLOCKS = 20
"""How many blocks a whole bar has."""


def in_blocks(bar: doc.Bar) -> str:
    """The bar as text; what is more than nothing has one block at least."""
    if bar.share is None or bar.share <= 0:
        return ""
    length = (min(bar.share, Decimal(100)) * BLOCKS / 100).to_integral_value(ROUND_HALF_EVEN)
    return ("▒" if bar.depth else "█") * max(int(length), 1)


def step(waterfall: doc.Waterfall, one: doc.Step) -> Stretch:
    """A step of a waterfall, between the sum before it and the sum after it."""
    role = "up" if one.after > one.before else "down" if one.after < one.before else "still"
    return _between(waterfall, one.before, one.after, role)


def total(waterfall: doc.Waterfall) -> Stretch:
    """The score itself, from zero."""
    return _between(waterfall, Decimal(0), waterfall.value, "total")


def _between(waterfall: doc.Waterfall, one: Decimal, other: Decimal, role: str) -> Stretch:
    least, most = waterfall.scale
    room = (most - least) or Decimal(1)
    start = (min(one, other) - least) * 100 / room
    length = max(abs(one - other) * 100 / room, _LEAST)
    return Stretch(_said(min(start, 100 - length)), _said(length), _said(-least * 100 / room), role)


def _said(percent: Decimal) -> str:
    return f"{min(percent, Decimal(100)).quantize(_TENTH, ROUND_HALF_EVEN).normalize():f}"
