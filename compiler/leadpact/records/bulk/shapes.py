"""What the columns of a file hold before they are read, and how one raw value is written as text between the two paths.

The fast path reads a column in the shape in which its file holds it. What it leaves to the row-by-row converters is
handed over as text with a letter before it that says what the value was (`tagged`): "s600" is the text 600 of a CSV
file, "i600" the number of a Parquet file. `raw_of` makes the value of it that the file's own reader would have given.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Literal, TypeAlias, assert_never

from leadpact.records.rows import FAR_DATE, FAR_TIME, Odd, Raw

Shape: TypeAlias = Literal[
    "text",
    "tagged",
    "truth",
    "integer",
    "decimal",
    "wide decimal",
    "float",
    "short float",
    "day",
    "wall time",
    "instant",
]
"""`text` is text as it stands; `tagged` any value with its letter; the others are typed columns of Parquet files. Days
are DATE, wall times and instants microseconds since 1970 (of the wall clock, or UTC); decimals have up to 18 digits."""

_EPOCH = dt.datetime(1970, 1, 1)


def tagged(raw: Raw) -> str | None:
    """A value of a text file or of JSON as text that a table can hold; None is unknown."""
    match raw:
        case None:
            return None
        case str():
            # Half a character is none that a table can hold.
            return f"j{json.dumps(raw)}" if _has_half(raw) else f"s{raw}"
        case bool():
            return "btrue" if raw else "bfalse"
        case int():
            return f"i{raw}"
        case Decimal():
            return f"n{raw}"
        case Odd():
            return f"o{raw.what}"
        case dt.datetime():
            return f"{'z' if raw.tzinfo else 'm'}{(raw.replace(tzinfo=None) - _EPOCH) // dt.timedelta(microseconds=1)}"
        case dt.date():
            return f"D{(raw - _EPOCH.date()).days}"
        case _:
            assert_never(raw)


def raw_of(text: str) -> Raw:
    """The value that `tagged` wrote, or the fast path (`TAGS`)."""
    return _READERS[text[0]](text[1:])


TAGS: dict[Shape, str] = {
    "text": "s",
    "truth": "b",
    "integer": "i",
    "decimal": "n",
    "wide decimal": "n",
    "float": "f",
    "short float": "F",
    "day": "D",
    "wall time": "m",
    "instant": "z",
}


def _float(text: str) -> Raw:
    return _shortest(text, "float64")


def _short_float(text: str) -> Raw:
    return _shortest(text, "float32")


def _shortest(text: str, width: Literal["float32", "float64"]) -> Raw:
    """As the reader of Parquet files writes binary numbers: the shortest decimal, by Arrow's own spelling."""
    import pyarrow as pa

    spelled = pa.array([float(text)], pa.type_for_alias(width)).cast(pa.string())[0].as_py()
    return None if spelled == "nan" else Decimal(spelled)


def _wall(text: str) -> Raw:
    try:
        return _EPOCH + dt.timedelta(microseconds=int(text))
    except OverflowError:
        return FAR_TIME


def _instant(text: str) -> Raw:
    wall = _wall(text)
    return wall.replace(tzinfo=dt.UTC) if isinstance(wall, dt.datetime) else wall


def _day(text: str) -> Raw:
    try:
        return _EPOCH.date() + dt.timedelta(days=int(text))
    except OverflowError:
        return FAR_DATE


def _half(text: str) -> Raw:
    found: str = json.loads(text)
    return found


def _has_half(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)


_READERS: dict[str, Callable[[str], Raw]] = {
    "s": str,
    "j": _half,
    "b": lambda text: text == "true",
    "i": int,
    "n": Decimal,
    "o": Odd,
    "f": _float,
    "F": _short_float,
    "D": _day,
    "m": _wall,
    "z": _instant,
}
