"""The values of a field beside the outcome of their leads, added up block by block."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from leadpact.review.calibrate.gathering import UNKNOWN, YES, Bytes, Ints
from leadpact_dsl.model import Field

if TYPE_CHECKING:
    import pyarrow as pa

MOST_VALUES = 10_000
"""A text with more values than that, such as an address, is told by none of them: from then on they are not counted."""

BINS = 10
"""Into so many ranges of about as many leads the numbers of a field are put."""

Count: TypeAlias = "tuple[int, int]"
"""Leads that converted, and that did not."""


@dataclass
class FieldValues:
    """Of leads whose outcome is known. `known` and `unknown` count by whether the field is; `later` of `timed` leads
    have a time in it that is later than that of their outcome."""

    of: Field
    known: Count = (0, 0)
    unknown: Count = (0, 0)
    later: int = 0
    timed: int = 0
    _texts: dict[str, Count] = field(default_factory=dict)
    _too_many: bool = False
    _numbers: list[Ints] = field(default_factory=list)
    _won: list[Bytes] = field(default_factory=list)

    def add(self, values: pa.Array, won: Bytes, outcome_at: Ints | None, times_known: Bytes | None = None) -> None:
        """The values of some leads, null where unknown. `outcome_at` in ms is good where `times_known` is not 0."""
        import pyarrow.compute as pc

        there = pc.is_valid(values).to_numpy(zero_copy_only=False)
        counted = won != UNKNOWN
        self.known = _plus(self.known, _count(won[counted & there]))
        self.unknown = _plus(self.unknown, _count(won[counted & ~there]))
        here = counted & there
        if self.is_number:
            numbers = pc.fill_null(values, 0).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
            self._numbers.append(numbers[here])
            self._won.append(won[here])
            if self.is_time and outcome_at is not None and times_known is not None:
                timed = there & (times_known != 0)
                self.timed += int(timed.sum())
                self.later += int((numbers[timed] > outcome_at[timed]).sum())
        elif not self._too_many:
            self._add_texts(values, won, here)

    @property
    def is_time(self) -> bool:
        return self.of.kind in ("date", "time")

    @property
    def is_number(self) -> bool:
        return self.is_time or self.of.kind in ("whole number", "number", "money")

    def groups(self) -> dict[str, Count]:
        """Leads by value, or by range of values; empty where there are too many to tell."""
        if self._too_many:
            return {}
        return self._ranges() if self.is_number else dict(sorted(self._texts.items()))

    def _ranges(self) -> dict[str, Count]:
        numbers = np.concatenate(self._numbers) if self._numbers else np.empty(0, dtype=np.int64)
        if not len(numbers):
            return {}
        won = np.concatenate(self._won)
        edges = np.unique(np.quantile(numbers, np.linspace(0, 1, BINS + 1), method="lower"))
        places = np.searchsorted(edges, numbers, side="right")
        return {f"range {place}": _count(won[places == place]) for place in np.unique(places)}

    def _add_texts(self, values: pa.Array, won: Bytes, here: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        chosen = pc.cast(values, pa.string()).filter(pa.array(here)).dictionary_encode()
        if len(chosen.dictionary) > MOST_VALUES:
            self._too_many = True
            return
        codes = chosen.indices.to_numpy(zero_copy_only=False)
        yes = np.bincount(codes[won[here] == YES], minlength=len(chosen.dictionary)).tolist()
        no = np.bincount(codes[won[here] != YES], minlength=len(chosen.dictionary)).tolist()
        for text, *count in zip(chosen.dictionary.to_pylist(), yes, no, strict=True):
            self._texts[text] = _plus(self._texts.get(text, (0, 0)), (count[0], count[1]))
        self._too_many = len(self._texts) > MOST_VALUES


def _count(won: Bytes) -> Count:
    yes = int((won == YES).sum())
    return yes, len(won) - yes


def _plus(one: Count, other: Count) -> Count:
    return one[0] + other[0], one[1] + other[1]
