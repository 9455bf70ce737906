"""Numbers, points, money and percentages, exactly as they are: no digit is lost and none is made up."""

from __future__ import annotations

from decimal import Decimal

from leadpact_dsl.model import Fixed, Policy, Quantity, Value
from leadpact_dsl.phrases.times import day
from leadpact_dsl.phrases.words import MINUS, listed, quoted

_MILLION = Decimal(1_000_000)


def number(amount: Decimal | int) -> str:
    """`1,234.5`: thousands parted, no trailing zeros, a true minus sign."""
    text = f"{Decimal(amount).copy_abs():,f}"  # `abs` would round to the context's precision
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if amount < 0 else text


def signed(amount: Decimal | int) -> str:
    """`+30`, `−10`, `0`: as points stand in a column."""
    return f"+{number(amount)}" if amount > 0 else number(amount)


def points(amount: Decimal | int, *, sign: bool = False) -> str:
    """`30 points`, `1 point`, `−10 points`; with `sign` `+30 points`."""
    said = signed(amount) if sign else number(amount)
    return f"{said} point" if abs(amount) == 1 else f"{said} points"


def money(amount: Decimal | int, currency: str) -> str:
    """`250,000 USD`; from a million on, where nothing is lost, `10 million USD`."""
    exact = Decimal(amount)
    for size, name in ((1000 * _MILLION, "billion"), (_MILLION, "million")):
        if abs(exact) >= size and exact % (size / 100) == 0:
            return f"{number(exact / size)} {name} {currency}"
    return f"{number(exact)} {currency}"


def percent(amount: Decimal | int) -> str:
    return f"{number(amount)}%"


def amount(value: Decimal | int, unit: str = "") -> str:
    """A number in its unit: `""` for a bare one, `"%"`, or a currency."""
    if unit == "%":
        return percent(value)
    return money(value, unit) if unit else number(value)


def quantity(policy: Policy, value: Quantity) -> str:
    """A fixed amount, or a dial with its name and changes: `60 (“Points to hand over”; from 1 May 2027: 65)`."""
    return counted_quantity(policy, value, "")


def counted_quantity(policy: Policy, value: Quantity, things: str) -> str:
    """A quantity of things: `400 leads`, `400 leads (“Leads that marketing owes”; from 1 January 2027: 450)`."""
    things = f" {things}" if things else ""
    if isinstance(value, Fixed):
        return amount(value.value, value.unit) + things
    dial = policy.values[value.name]
    first, *later = (amount(value, dial.unit) for value in dial.amounts)
    changes = [f"from {day(since)}: {said}" for said, since in zip(later, dial.days[1:], strict=True) if since]
    return f"{first}{things} ({'; '.join((quoted(dial.label), *changes))})"


def quantity_at(policy: Policy, value: Quantity, instant: int) -> str:
    """The amount as it stands at an instant, for explanations: `60`."""
    if isinstance(value, Fixed):
        return amount(value.value, value.unit)
    dial = policy.values[value.name]
    return amount(dial.at(instant), dial.unit)


def dial_amounts(dial: Value) -> str:
    """`60`, or with its dates `60, then 65 from 1 January 2027`."""
    first, *later = (amount(value, dial.unit) for value in dial.amounts)
    changes = [f"{said} from {day(since)}" for said, since in zip(later, dial.days[1:], strict=True) if since]
    return ", then ".join((first, *((listed(changes, "and"),) if changes else ())))
