"""Amounts and values as a policy writes them, for text to paste. What people read is said by the phrases instead."""

from __future__ import annotations

from decimal import Decimal

from leadpact_dsl.model import Band, Field, OtherwiseKey, RowKey, Scalar, UnknownKey, ValuesKey

_MILLION = Decimal(1_000_000)


def number(value: Decimal | int) -> str:
    """`1000`, `-2.5`: no exponent and no trailing zeros."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: Decimal | int, unit: str = "") -> str:
    """`60`, `25%`, `10 million USD`; `unit` is "%", a currency, or nothing."""
    if unit in ("", "%"):
        return number(value) + unit
    if Decimal(value).copy_abs() >= _MILLION and value % 10_000 == 0:
        return f"{number(Decimal(value) / _MILLION)} million {unit}"
    return f"{number(value)} {unit}"


def text(value: str) -> str:
    """Text in quotes."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def value(field: Field | None, found: Scalar) -> str:
    """A value of a field; without a field, of a grade."""
    match found:
        case bool():
            return "yes" if found else "no"
        case str():
            return text(found) if field is not None and field.kind == "text" else found
        case Decimal() | int():
            return amount(found, (field.currency or "") if field is not None else "")
        case _:
            return found.isoformat()


def band(found: Band, unit: str = "") -> str:
    """`below 50`, `50 to 499`, `60 to below 75`, `75 or more`."""
    match found.low, found.high:
        case None, None:
            return "otherwise"
        case None, high if high is not None:
            return f"below {amount(high, unit)}"
        case low, None if low is not None:
            return f"{amount(low, unit)} or more"
        case low, high:
            assert low is not None
            assert high is not None
            if low == high and found.high_in:
                return amount(low, unit)
            return f"{amount(low, unit)} to {'' if found.high_in else 'below '}{amount(high, unit)}"


def key(field: Field | None, found: RowKey) -> str:
    match found:
        case Band():
            return band(found, field.currency or "" if field is not None else "")
        case ValuesKey():
            return ", ".join([*found.lists] or [value(field, one) for one in found.values])
        case UnknownKey():
            return "unknown"
        case OtherwiseKey():
            return "otherwise"
