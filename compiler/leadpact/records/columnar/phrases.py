"""What is said of lines that paid, and of where leads stand: lists of texts, made from codes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from leadpact.decision_document import said_of, said_of_gate, said_of_row
from leadpact_dsl.decision import AdjustLine, RuleLine
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.model import Clause, Group, Policy, Score, Table, ZeroIf
from leadpact_dsl.phrases.amounts import signed

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]

NOTHING = -1
"""The code of a lead of which there is nothing to say."""


class LineColumn(Protocol):
    """One line of a score, as `leadpact.targets.sql` describes its column: points in units of 10**-`scale`; `row` is
    None where there is no column of the row that was hit."""

    @property
    def score(self) -> str: ...
    @property
    def clause(self) -> Clause: ...
    @property
    def kind(self) -> str: ...
    @property
    def scale(self) -> int: ...
    @property
    def row(self) -> object: ...


class Dictionary:
    """Texts by code; of one text the code is always the same."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._codes: dict[str, int] = {}

    def code(self, text: str) -> int:
        code = self._codes.setdefault(text, len(self.texts))
        if code == len(self.texts):
            self.texts.append(text)
        return code

    def extend(self, texts: pa.StringArray) -> Ints:
        """Codes of texts that are taken to be new, and are not looked up."""
        first = len(self.texts)
        self.texts.extend(texts.to_pylist())
        return np.arange(first, len(self.texts), dtype=np.int64)


class LinePhrases:
    """What one line of a score is called, by the row that was hit and the points that it gave."""

    def __init__(self, policy: Policy, line: LineColumn) -> None:
        self._policy = policy
        self._line = line
        self._what: dict[int | None, str] = {}
        self.label = policy.scores[line.score].label

    def phrase(self, units: int, row: int | None) -> str:
        """`Fit +30: The job title has one of the words VP or Chief`."""
        if row not in self._what:
            self._what[row] = self._said(row)
        points = Decimal(units).scaleb(-self._line.scale)
        return f"{self.label} {signed(points)}: {self._what[row]}"

    def _said(self, row: int | None) -> str:
        """Of lines that changed something: an `only if` that did was shut."""
        policy, clause, some = self._policy, self._line.clause, Decimal(1)
        match self._line.kind, clause:
            case "rule", Table():
                return said_of_row(policy, clause, None if row is None else clause.rows[row])
            case "gate", Group():
                return said_of_gate(policy, clause, shut=True)
            case "limit", Group():
                return said_of(policy, AdjustLine("limit", clause, some))
            case "counts", Group():
                return said_of(policy, AdjustLine("counts", clause, some))
            case "rounding", Score():
                return said_of(policy, AdjustLine("rounding", clause, some))
            case "bound", Score():
                return said_of(policy, AdjustLine("bound", clause, some))
            case "zero", ZeroIf():
                return said_of(policy, AdjustLine("zero", clause, some))
            case "rule", _:
                return said_of(policy, RuleLine(clause, some))  # type: ignore[arg-type]  # only rules are lines so
            case kind, _:
                raise InternalError(f"no line of kind {kind} is about {clause.id}")


def lists(codes: Sequence[Codes], texts: Sequence[str]) -> pa.ListArray:
    """For each lead the texts of its codes, in the order of the columns of codes; `NOTHING` is left out."""
    length = len(codes[0]) if codes else 0
    table = np.stack(codes, axis=1) if codes else np.empty((length, 0), dtype=np.int32)
    there = table != NOTHING
    offsets = np.zeros(length + 1, dtype=np.int32)
    np.cumsum(there.sum(axis=1), out=offsets[1:])
    values = pa.DictionaryArray.from_arrays(pa.array(table[there]), pa.array(texts, pa.string()))
    return pa.ListArray.from_arrays(pa.array(offsets), values)
