"""Foundations of the model: clauses, fields, dials and lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Literal, TypeAlias

from leadpact_dsl.frozen import frozen
from leadpact_dsl.source import Span

Scalar: TypeAlias = "str | int | Decimal | bool | dt.date"
"""A known value of a field: text and choice names str, whole numbers and instants int, numbers and money Decimal."""

FieldKind: TypeAlias = Literal["text", "whole number", "number", "money", "yes or no", "date", "time", "one of"]
Period: TypeAlias = Literal["day", "week", "month", "quarter", "year"]
Bound: TypeAlias = Literal["at least", "at most"]


@frozen
class Clause:
    """Anything written in the policy that can be pointed at.

    `id` is stable against moving text about: the declaration's kind and name, then the place within it, such as
    `score fit/3` or `stage MQL`. `because` is the author's reason, printed beside the clause.
    """

    span: Span = field(compare=False, repr=False)
    id: str
    because: str | None


@frozen
class Named(Clause):
    name: str
    label: str


@frozen
class Choice:
    name: str
    label: str


@frozen
class Field:
    """A field of the lead (`owner` is "lead") or of an activity (`owner` is its name)."""

    span: Span = field(compare=False, repr=False)
    owner: str
    name: str
    label: str
    kind: FieldKind
    currency: str | None = None
    choices: tuple[Choice, ...] = ()
    required: bool = False
    when_unknown: Scalar | None = None
    column: str | None = None
    otherwise: str | None = None
    """The choice that stands for every value which the data holds besides the others."""

    @property
    def can_be_unknown(self) -> bool:
        return not self.required and self.when_unknown is None

    def choice(self, name: str) -> Choice:
        return next(choice for choice in self.choices if choice.name == name)


@frozen
class Lead:
    """`same_when`: the record is a duplicate of another where all fields of any one of these are the same.

    `id_column` is the column that names the lead; `unknown_texts` are spellings that count as unknown in every field.
    """

    fields: Mapping[str, Field]
    same_when: tuple[tuple[str, ...], ...] = ()
    id_column: str = "id"
    unknown_texts: tuple[str, ...] = ()


@frozen
class Log:
    lead_column: str = "lead_id"
    activity_column: str = "activity"
    at_column: str = "at"


@frozen
class Activity(Named):
    """`by` is a team, or None for the lead's own; `logged_as` is its spelling in the log."""

    by: str | None
    logged_as: str | None
    fields: Mapping[str, Field]


@frozen
class Fixed:
    value: Decimal
    unit: str = ""
    """"%", a currency, or nothing."""


@frozen
class ValueOf:
    """The named value, as it stands at the instant of the decision."""

    name: str


Quantity: TypeAlias = "Fixed | ValueOf"


@frozen
class Value(Named):
    """A dated dial: `amounts` in order of time; the first holds from ever (its instant is None).

    Each later amount holds from the start of its day in the agreement's timezone; `since` are those instants.
    """

    unit: str
    amounts: tuple[Decimal, ...]
    days: tuple[dt.date | None, ...]
    since: tuple[int | None, ...]

    def at(self, instant: int) -> Decimal:
        amount = self.amounts[0]
        for start, later in zip(self.since[1:], self.amounts[1:], strict=True):
            if start is not None and start <= instant:
                amount = later
        return amount


@frozen
class ItemList(Named):
    """`file` and `column` say where the items were read from, where it was not the policy itself."""

    items: tuple[str, ...]
    file: str | None = None
    column: str | None = None
