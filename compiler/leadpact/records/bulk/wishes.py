"""What is wanted of the rows of a file, and the steps in which SQL works it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from leadpact.records.bulk.shapes import Shape
from leadpact.records.bulk.spellings import Spellings
from leadpact.records.bulk.sql import listing
from leadpact_dsl.limits import AFTER_LAST_INSTANT, FIRST_INSTANT
from leadpact_dsl.model import FieldKind
from leadpact_dsl.text import fold

Wanted: TypeAlias = FieldKind | Literal["id", "kind"]
"""What a column is read as: a field of some kind, a lead's id, or the kind of an activity."""

UNDECLARED, NAMELESS = -1, -2
"""Values of `kind` besides the places of the policy's activities: none of them, and blank."""


@dataclass(frozen=True)
class Wish:
    """One value that is wanted of each row: `column` is read as `wanted` where `guard` (SQL) holds.

    `key` tells it apart in the names of columns: the value comes out as `v<key>`, what is left over as `o<key>`.
    """

    key: str
    column: str
    shape: Shape
    wanted: Wanted
    guard: str | None = None
    spellings: Spellings | None = None
    never: str | None = None
    """Where this holds (SQL), the value is left over, even though it could be read."""
    told: bool = False
    """Whether a value that is not there is told of as it stands: it may be one of the words for unknown."""
    bounds: tuple[int, int] = (FIRST_INSTANT, AFTER_LAST_INSTANT - 1)
    """The first and the last instant that a time may be."""

    @property
    def raw(self) -> str:
        return self.column if self.guard is None else f"CASE WHEN {self.guard} THEN {self.column} END"


@dataclass
class Steps:
    """How a wish is worked out: layers of columns, one upon the other, then `value`; `known` where there is a value."""

    layers: list[dict[str, str]] = field(default_factory=list)
    value: str = "NULL"
    known: str = "false"
    day: str | None = None
    """A column with a day (since 1970, of the wall clock) whose row of the table of days `value` looks at: `s<key>` is
    the instant at which it starts, `m<key>` that of its midnight."""
    spelled: str | None = None
    """The table of spellings that is joined by the column `k<key>`; `value` looks at what it has as `e<key>`."""
    within: bool = False
    """Whether the value has to be an instant that leadpact knows."""


@dataclass(frozen=True)
class Unknown:
    """The folded texts that count as unknown. Folding maps each character to one, so that it keeps lengths."""

    texts: frozenset[str]

    @property
    def lengths(self) -> str:
        return listing(sorted(set(map(len, self.texts))))

    def perhaps(self, text: str) -> str:
        """Whether only the table of folding can say."""
        return f"length({text}) IN ({self.lengths}) AND strlen({text}) <> length({text})" if self.texts else "false"

    def known(self, text: str) -> str:
        """A text without blanks around it, NULL where it surely is unknown."""
        plain = sorted(one for one in self.texts if one.isascii())
        if not plain:
            return f"nullif({text}, '')"
        # Most texts are known by their length.
        return (
            f"CASE WHEN length({text}) NOT IN (0, {self.lengths}) THEN {text} WHEN {text} = '' THEN NULL "
            f"WHEN strlen({text}) = length({text}) AND lower({text}) IN ({listing(plain)}) THEN NULL ELSE {text} END"
        )


def unknown(texts: frozenset[str]) -> Unknown:
    return Unknown(frozenset(map(fold, texts)) - {""})
