"""Whole numbers that share columns of 64 bits: each has as many bits of one as it may come to need.

Few columns are grouped and joined sooner than many.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlglot import exp

from leadpact.targets.sql.dialects import mod
from leadpact.targets.sql.terms import divided, number, times
from leadpact_dsl.frozen import frozen

ALL_BITS: Final = 63
"""Of a column that a number has for itself, which may then be below zero as well."""


@frozen
class Part:
    """Of a column the bits from `low` on, `wide` many."""

    column: str
    low: int
    wide: int

    def placed(self, value: exp.Expression) -> exp.Expression:
        """A number at these bits. The parts of a column are added up, rows of a column too."""
        if isinstance(value, exp.Literal):
            return number(int(value.name) << self.low)
        return times(value, 2**self.low)


class Packed:
    """Gives each number a part of the first column with room for it; `name` names the columns, by their number."""

    def __init__(self, name: Callable[[int], str]) -> None:
        self._name = name
        self.used: dict[str, int] = {}
        """How many bits of each column."""

    def part(self, wide: int) -> Part:
        found = next((one for one, used in self.used.items() if used + wide <= ALL_BITS), None)
        found = self._name(len(self.used)) if found is None else found
        low = self.used.get(found, 0)
        self.used[found] = low + wide
        return Part(found, low, wide)

    def taken(self, part: Part, stored: exp.Expression) -> exp.Expression:
        """The number that stands in a part of what is stored in its column."""
        above = divided(stored, 2**part.low) if part.low else stored
        return above if part.low + part.wide == self.used[part.column] else mod(above, number(2**part.wide))
