"""Counting what two versions say of the same leads, block by block: how many stand where, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from leadpact.review.impact.dimensions import (
    DISQUALIFIED,
    NO_CYCLE,
    NO_RESPONSE,
    NO_ROUTE,
    NO_STAGE,
    RECYCLED,
    Dimension,
)
from leadpact_dsl.diagnostics import InternalError

Ints: TypeAlias = "npt.NDArray[np.int64]"
Flags: TypeAlias = "npt.NDArray[np.bool_]"
Which: TypeAlias = Literal["old", "new"]

LOST, WON, UNKNOWN = 0, 1, 2
"""The outcomes, as they are counted."""


class Columns(Protocol):
    """Decisions by column, null where nothing was decided."""

    def column(self, name: str, /) -> pa.Array: ...


class SideOfBlock(Columns, Protocol):
    """One version's decisions on some leads: see `leadpact.engines.history.SideBlock`."""

    @property
    def decided(self) -> Flags: ...

    def responses(self, clock: str) -> npt.NDArray[np.int16]: ...


@dataclass
class Counts:
    """Of one dimension: `leads[before, after, outcome]`. `first` are some leads of each move, by before and after."""

    dimension: Dimension
    leads: Ints
    first: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    @property
    def moves(self) -> Ints:
        """Leads by before and after."""
        found: Ints = self.leads.sum(axis=2)
        return found


@dataclass
class Added:
    """All leads so far: those that both versions decide (`compared`), that only one does, or neither."""

    dimensions: Sequence[Dimension]
    keep: int
    compared: int = 0
    only_old: int = 0
    only_new: int = 0
    neither: int = 0
    moved: int = 0
    counts: list[Counts] = field(default_factory=list)

    def __post_init__(self) -> None:
        for one in self.dimensions:
            size = len(one.values)
            self.counts.append(Counts(one, np.zeros((size, size, 3), dtype=np.int64)))

    def add(
        self,
        first: int,
        old: SideOfBlock,
        new: SideOfBlock,
        won: npt.NDArray[np.int8] | None,
        responses: Mapping[Which, Mapping[str, Sequence[str]]],
    ) -> None:
        """Adds the leads from number `first` on; `responses` names those of each clock, in order."""
        both = old.decided & new.decided
        self.compared += int(both.sum())
        self.only_old += int((old.decided & ~new.decided).sum())
        self.only_new += int((new.decided & ~old.decided).sum())
        self.neither += int((~old.decided & ~new.decided).sum())
        outcome = np.full(int(both.sum()), UNKNOWN, dtype=np.int64)
        if won is not None:
            known = won[both] >= 0
            outcome[known] = won[both][known]
        numbers = np.flatnonzero(both) + first
        moved = np.zeros(len(numbers), dtype=np.bool_)
        for counts in self.counts:
            before = _stands(counts.dimension, old, "old", responses["old"])[both]
            after = _stands(counts.dimension, new, "new", responses["new"])[both]
            size = len(counts.dimension.values)
            cell = before * size + after
            counts.leads += np.bincount(cell * 3 + outcome, minlength=size * size * 3).reshape(size, size, 3)
            others = np.flatnonzero(before != after)
            moved[others] = True
            for move, some in _firsts(cell[others], numbers[others], self.keep):
                kept = counts.first.setdefault((move // size, move % size), [])
                kept += some[: self.keep - len(kept)]
        self.moved += int(moved.sum())


def _firsts(cell: Ints, numbers: Ints, most: int) -> Iterator[tuple[int, list[int]]]:
    """Of each cell the first leads."""
    order = np.argsort(cell, kind="stable")
    found, start = np.unique(cell[order], return_index=True)
    for move, at in zip(found.tolist(), start.tolist(), strict=True):
        last = int(np.searchsorted(cell[order], move, "right"))
        yield move, numbers[order[at : min(last, at + most)]].tolist()


def standing(dimension: Dimension, side: Columns, which: Which) -> Ints:
    """Where each lead stands by its columns: the place among the values. Of leads not decided it says nothing."""
    places = dimension.places(which)
    match dimension.kind:
        case "stage":
            found = _coded(side.column("stage"), places, places[NO_STAGE])
            recycled = pc.fill_null(side.column("recycle_in_force"), False).to_numpy(zero_copy_only=False)
            found[recycled.astype(np.bool_)] = places[RECYCLED]
            found[pc.is_valid(side.column("disqualified")).to_numpy(zero_copy_only=False)] = places[DISQUALIFIED]
            return found
        case "route":
            return _coded(side.column("route"), places, places[NO_ROUTE])
        case "grade":
            return _coded(side.column(f"grade {dimension.old if which == 'old' else dimension.new}"), places, 0)
        case "response":
            raise InternalError("responses of clocks are no column")


def promised(dimension: Dimension, side: SideOfBlock, which: Which, responses: Mapping[str, Sequence[str]]) -> Ints:
    """The same of the responses of a clock."""
    places = dimension.places(which)
    clock = dimension.old if which == "old" else dimension.new
    codes = np.array([*(places[name] for name in responses[clock]), places[NO_CYCLE], places[NO_RESPONSE]])
    # The two last ones are met from behind: -1 is the very last, -2 the one before it.
    chosen: Ints = codes[side.responses(clock)]
    return chosen


def _stands(dimension: Dimension, side: SideOfBlock, which: Which, responses: Mapping[str, Sequence[str]]) -> Ints:
    of_clock = dimension.kind == "response"
    return promised(dimension, side, which, responses) if of_clock else standing(dimension, side, which)


def _coded(column: pa.Array, places: Mapping[str, int], otherwise: int) -> Ints:
    found = pc.index_in(column.cast(pa.string()), value_set=pa.array(list(places), pa.string()))
    codes = np.array([*places.values(), otherwise], dtype=np.int64)
    result: Ints = codes[pc.fill_null(found, len(places)).to_numpy(zero_copy_only=False)]
    return result
