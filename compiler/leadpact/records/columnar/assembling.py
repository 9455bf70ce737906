"""Rows of text put together from parts in one go: most of a table's bytes are phrases, which are copied only here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Choice:
    """For each row one of a few texts, by its code."""

    codes: Ints
    texts: Sequence[str]


@dataclass(frozen=True)
class Listing:
    """For each row any number of a few texts by code, with `link` between two; those of row i stand from `offsets[i]`
    up to `offsets[i + 1]`."""

    offsets: Ints
    codes: Ints
    texts: Sequence[str]
    link: str

    @classmethod
    def of(cls, lists: pa.ListArray, texts: Sequence[str], link: str) -> Listing:
        """The same lists of other texts: `texts` has one for each entry of their dictionary."""
        offsets = lists.offsets.to_numpy().astype(np.int64)
        codes = lists.values.indices.to_numpy()[offsets[0] : offsets[-1]].astype(np.int64)
        return cls(offsets - offsets[0], codes, texts, link)

    def some(self, wanted: Sequence[bool]) -> npt.NDArray[np.bool_]:
        """Whether a row has any text of which `wanted` says so."""
        passed = np.concatenate([[0], np.cumsum(np.array([*wanted, False])[self.codes])])
        found: npt.NDArray[np.bool_] = passed[self.offsets[1:]] > passed[self.offsets[:-1]]
        return found


Part: TypeAlias = "pa.StringArray | Choice | Listing"


def assembled(parts: Sequence[Part], length: int) -> pa.StringArray:
    """A text a row, the parts one behind the other."""
    counts = [np.diff(part.offsets) if isinstance(part, Listing) else np.ones(length, dtype=np.int64) for part in parts]
    ends = np.concatenate([[0], np.cumsum(np.sum(counts, axis=0))])
    flat = np.empty(int(ends[-1]), dtype=np.int64)
    texts: list[pa.StringArray] = []
    base, at = 0, ends[:-1].copy()
    for part, count in zip(parts, counts, strict=True):
        match part:
            case Listing(offsets=offsets, codes=codes, link=link):
                place = np.arange(len(codes)) - np.repeat(offsets[:-1], count)
                # Behind the first of its row each text brings the link along.
                flat[np.repeat(at, count) + place] = base + codes + np.where(place > 0, len(part.texts), 0)
                texts.append(pa.array([*part.texts, *(link + text for text in part.texts)], pa.string()))
            case Choice(codes=codes):
                flat[at] = base + codes
                texts.append(pa.array(part.texts, pa.string()))
            case _:
                flat[at] = base + np.arange(length)
                texts.append(part)
        base += len(texts[-1])
        at += count
    pieces = pa.concat_arrays(texts).take(pa.array(flat))
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(ends.astype(np.int32)), pieces), "")
