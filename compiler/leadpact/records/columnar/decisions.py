"""The table of decisions from the codes of an engine: the columns of `records.decisions.columns_of`, as columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from leadpact.engines import Block
from leadpact.records import reasons
from leadpact.records.columnar.instants import Instants
from leadpact.records.columnar.phrases import NOTHING, Codes, Dictionary, Ints, LineColumn, LinePhrases, lists
from leadpact.records.decisions import columns_of
from leadpact_dsl.model import Policy
from leadpact_dsl.zones import Zone

_Say: TypeAlias = "Callable[[str], str | None]"
_SayMoment: TypeAlias = "Callable[[Policy, str, str], str]"

_GAP = "\0"
"""Stands in a sentence for the moment that is different for each lead."""


class DecisionTable:
    """Makes the table of decisions of a policy block by block; `standing` counts where the leads stand."""

    def __init__(self, policy: Policy, lines: Sequence[LineColumn], zone: Zone) -> None:
        self.columns = columns_of(policy)
        self.standing: Counter[str] = Counter()
        self._policy = policy
        self._zone = zone
        self._lines = [(line, LinePhrases(policy, line)) for line in lines]

    def batch(self, block: Block) -> pa.RecordBatch:
        """The rows of a block, in the order of its leads."""
        raw = block.decisions
        in_force = pc.fill_null(raw.column("recycle_in_force"), False)
        recycle = pc.if_else(in_force, _texts(raw, "recycle"), None)
        until = pc.if_else(in_force, raw.column("recycle_until"), None)
        self._count(raw, recycle)
        paid, because = self._paid(raw)
        policy = self._policy
        columns = [
            raw.column("id"),
            raw.column("as_of").cast(pa.int64()),
            *(raw.column(f"score {name}").cast(pa.int64()) for name in policy.scores),
            *(_texts(raw, f"grade {name}") for name in policy.grades),
            _texts(raw, "stage"),
            _texts(raw, "disqualified"),
            recycle,
            until,
            _texts(raw, "route"),
            pc.coalesce(_texts(raw, "person"), _texts(raw, "team")),
            *([raw.column("same_as")] if policy.lead.same_when else []),
            *(self._of_clocks(block) if policy.clocks else []),
            paid,
            self._reasons(raw, recycle, until, because),
        ]
        return pa.RecordBatch.from_arrays(columns, names=[column.name for column in self.columns])

    def _count(self, raw: pa.RecordBatch, recycle: pa.StringArray) -> None:
        stood = pc.coalesce(
            pc.if_else(pc.is_valid(raw.column("disqualified")), "disqualified", None),
            pc.if_else(pc.is_valid(recycle), "recycled", None),
            _texts(raw, "stage"),
            "None",
        )
        for found in pc.value_counts(stood).to_pylist():
            self.standing[found["values"]] += found["counts"]

    # ------------------------------------------------------------------------------------------------------- lines

    def _paid(self, raw: pa.RecordBatch) -> tuple[pa.ListArray, list[tuple[str, npt.NDArray[np.bool_]]]]:
        """What paid, and of each line that has a reason of its author for whom it paid."""
        dictionary = Dictionary()
        codes: list[Codes] = []
        because: list[tuple[str, npt.NDArray[np.bool_]]] = []
        for place, (line, phrases) in enumerate(self._lines):
            points = _ints(raw.column(f"line {place}"))
            rows = None if line.row is None else _ints(raw.column(f"row {place}"), missing=NOTHING)
            paid = points != 0
            if not paid.any():
                continue
            codes.append(_codes(points, rows, paid, phrases, dictionary))
            if line.clause.because:
                because.append((line.clause.because, paid))
        return _list_column(codes, dictionary, raw.num_rows), because

    # ----------------------------------------------------------------------------------------------------- reasons

    def _reasons(
        self,
        raw: pa.RecordBatch,
        recycle: pa.StringArray,
        until: pa.Int64Array,
        because: list[tuple[str, npt.NDArray[np.bool_]]],
    ) -> pa.ListArray:
        """Each text once, where it stands first."""
        policy, length, dictionary = self._policy, raw.num_rows, Dictionary()
        stage, since = _texts(raw, "stage"), raw.column("stage_recorded_at")
        by_record = pc.and_(pc.is_valid(stage), pc.is_valid(since))
        codes = [
            self._said(_texts(raw, "disqualified"), lambda name: reasons.disqualified_as(policy, name), dictionary),
            self._moments(recycle, until, reasons.recycled_as, dictionary),
            self._moments(pc.if_else(by_record, stage, None), since, reasons.at_stage_since, dictionary),
            self._said(pc.if_else(by_record, None, stage), lambda name: reasons.at_stage(policy, name), dictionary),
        ]
        seen: dict[int, npt.NDArray[np.bool_]] = {}
        for text, paid in because:
            code = dictionary.code(text)
            if code not in seen:
                seen[code] = np.any([one == code for one in codes], axis=0)
            codes.append(np.where(paid & ~seen[code], np.int32(code), np.int32(NOTHING)))
            seen[code] = seen[code] | paid
        return _list_column(codes, dictionary, length)

    def _said(self, names: pa.StringArray, say: _Say, dictionary: Dictionary) -> Codes:
        """Of each lead the code of what is said of a name."""
        encoded = names.dictionary_encode()
        said = [say(name) for name in encoded.dictionary.to_pylist()]
        codes = np.array(
            [NOTHING if text is None else dictionary.code(text) for text in said] + [NOTHING], dtype=np.int32
        )
        return codes[_ints(encoded.indices, missing=len(said))]

    def _moments(self, names: pa.StringArray, at: pa.Int64Array, say: _SayMoment, dictionary: Dictionary) -> Codes:
        """The same of sentences that also name a moment."""
        codes = np.full(len(names), NOTHING, dtype=np.int32)
        known = np.flatnonzero(pc.is_valid(names).to_numpy(zero_copy_only=False))
        if len(known):
            encoded = names.take(pa.array(known)).dictionary_encode()
            parts = [say(self._policy, name, _GAP).split(_GAP) for name in encoded.dictionary.to_pylist()]
            before, behind = (pa.array(texts).take(encoded.indices) for texts in zip(*parts, strict=True))
            moments = Instants(_ints(at)[known], self._zone).words()
            codes[known] = dictionary.extend(pc.binary_join_element_wise(before, moments, behind, ""))
        return codes

    # ------------------------------------------------------------------------------------------------------ clocks

    def _of_clocks(self, block: Block) -> Iterator[pa.Array]:
        """Of the latest cycle of each clock its response, its state, and when the answer is due."""
        assert block.cycles is not None
        leads, of_cycles = _ints(block.decisions.column("lead")), _ints(block.cycles.column("lead"))
        clocks = block.cycles.column("clock")
        for name in self._policy.clocks:
            rows = np.flatnonzero(pc.equal(clocks, name).to_numpy(zero_copy_only=False))
            last = np.full(len(leads), NOTHING, dtype=np.int64)
            # Of one lead cycles stand in order of time, so that the latest is written last.
            last[np.searchsorted(leads, of_cycles[rows])] = rows
            found = pa.array(last, mask=last == NOTHING)
            for column in ("response", "state", "due"):
                yield block.cycles.column(column).take(found)


def _codes(
    points: Ints, rows: Ints | None, paid: npt.NDArray[np.bool_], phrases: LinePhrases, dictionary: Dictionary
) -> Codes:
    """Of each lead for whom the line paid the code of its phrase."""
    places = np.flatnonzero(paid)
    many = 1 if rows is None else int(rows.max(initial=NOTHING)) + 2
    keys = points[places] * many + (0 if rows is None else rows[places] + 1)
    found = pa.array(keys).dictionary_encode()
    said = []
    for key in found.dictionary.to_pylist():
        units, row = divmod(key, many)
        said.append(dictionary.code(phrases.phrase(units, row - 1 if row else None)))
    codes = np.full(len(points), NOTHING, dtype=np.int32)
    codes[places] = np.array(said, dtype=np.int32)[found.indices.to_numpy()]
    return codes


def _list_column(codes: Sequence[Codes], dictionary: Dictionary, length: int) -> pa.ListArray:
    return lists(codes or [np.full(length, NOTHING, dtype=np.int32)], dictionary.texts)


def _texts(raw: pa.RecordBatch, name: str) -> pa.StringArray:
    column = raw.column(name)
    return column.cast(pa.string()) if column.type != pa.string() else column


def _ints(column: pa.Array, missing: int = 0) -> Ints:
    filled = pc.fill_null(column, missing) if column.null_count else column
    found: Ints = filled.to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
    return found
