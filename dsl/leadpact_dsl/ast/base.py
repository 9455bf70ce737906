"""Words, amounts and dates as written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Literal, TypeAlias, TypeVar, dataclass_transform

from leadpact_dsl.source import Span

T = TypeVar("T")


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def node(cls: type[T]) -> type[T]:
    """A frozen dataclass that compares as Node says: generating that for a hundred classes would slow every start."""
    cls.__doc__ = cls.__doc__ or cls.__name__  # as in frozen.py
    return dataclass(frozen=True, eq=False)(cls)


@node
class Node:
    """Anything written: it knows its place. Two nodes are equal where they say the same, wherever they stand."""

    span: Span = field(compare=False, repr=False)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return False
        return all(getattr(self, f.name) == getattr(other, f.name) for f in fields(self) if f.compare)

    __hash__ = None  # type: ignore[assignment]  # nothing looks nodes up by what they say


@node
class Word(Node):
    """A bare name: of a declaration, a field, a choice, a level."""

    name: str


@node
class Text(Node):
    """Text in quotes, with the quotes and escapes taken off."""

    value: str


@node
class Number(Node):
    value: Decimal


@node
class Percent(Node):
    value: Decimal
    """In percent: 25% is 25."""


@node
class Money(Node):
    value: Decimal
    currency: str


@node
class Day(Node):
    date: dt.date


@node
class Moment(Node):
    """A date with a time; `offset` is None where it is to be read in the agreement's timezone."""

    local: dt.datetime
    offset: dt.timedelta | None


Unit: TypeAlias = Literal["minutes", "hours", "days", "weeks", "months", "quarters", "years"]


@node
class Duration(Node):
    count: int
    unit: Unit
    business: bool = False


Amount: TypeAlias = "Number | Percent | Money"
Value: TypeAlias = "Word | Text | Number | Percent | Money | Day | Moment"
Period: TypeAlias = Literal["day", "week", "month", "quarter", "year"]
