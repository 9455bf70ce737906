"""The fields that a policy declares, as a scorer reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Field(NamedTuple):
    """How a field is read and spoken of.

    `type` is text, choice, flag, number, date or time. `places` are the decimals of a number, whose units are
    10**-places. `required` is one without which nothing is decided; `default`, in units, stands in where it is unknown.
    `choices` are names with labels; `otherwise` is the one that stands for all other values.
    """

    label: str
    type: str
    places: int = 0
    required: bool = False
    default: Any = None
    choices: Mapping[str, str] = {}
    otherwise: str | None = None
    currency: str | None = None


class Fields(NamedTuple):
    """The fields of a lead, or of a kind of activity, by name."""

    known: Mapping[str, Field]
    defaults: Mapping[str, Any]
    required: tuple[str, ...]


def declared(known: Mapping[str, Field]) -> Fields:
    defaults = {name: field.default for name, field in known.items() if field.default is not None}
    return Fields(known, defaults, tuple(name for name, field in known.items() if field.required))
