"""How raw values and refusals are put into words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from leadpact.records.rows import Odd, Raw
from leadpact_dsl.screen import visible

_SHOWN = 60
_LISTED = 12


@dataclass(frozen=True)
class Bad:
    """A value that its field cannot hold; `why` goes on from the value: "which is not a whole number"."""

    why: str


def plain(raw: Raw) -> str:
    """A value as text, the same whatever kind of file it came from."""
    match raw:
        case str():
            return raw
        case bool():
            return "true" if raw else "false"
        case int():
            return str(raw)
        case Decimal():
            return format(raw, "f") if raw.is_finite() and abs(raw.adjusted()) <= 40 else str(raw)
        case dt.datetime():
            return raw.isoformat(" ", "minutes" if raw.second == raw.microsecond == 0 else "auto")
        case dt.date():
            return raw.isoformat()
        case Odd():
            return raw.what
        case None:
            return ""
        case _:
            assert_never(raw)


def shown(raw: Raw) -> str:
    """A value for a message: on one line, what is invisible made visible, shortened."""
    text = visible(plain(raw))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def sentence(label: str, raw: Raw, bad: Bad) -> str:
    """Why a value was refused: Number of employees is “12k”, which is not a whole number."""
    value = shown(raw)
    return f"{label} is {value}, {bad.why}" if isinstance(raw, Odd) else f"{label} is “{value}”, {bad.why}"


def listed(labels: Sequence[str]) -> str:
    more = len(labels) - _LISTED
    return ", ".join(labels[:_LISTED]) + (f" and {more} more" if more > 0 else "")
