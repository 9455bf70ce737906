"""What became of each lead, from the column that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from leadpact.engines.history.asked import OutcomeAsked
from leadpact.engines.history.groups import Group
from leadpact.records import problems
from leadpact.records.convert import Reading, converter
from leadpact.records.wording import Bad
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Field
from leadpact_dsl.source import Span
from leadpact_dsl.text import fold

Won = npt.NDArray[np.int8]
"""1 won, 0 not, UNKNOWN."""

UNKNOWN = -1


@dataclass
class Outcomes:
    """The outcomes of all leads seen so far, counted. `unreadable` are values that are neither yes nor no: what became
    of their leads counts as unknown."""

    column: str
    won_values: tuple[str, ...]
    won: int = 0
    lost: int = 0
    unknown: int = 0
    unreadable: Counter[str] = field(default_factory=Counter)


class Judge:
    """Reads the values of an outcome column, each distinct one once."""

    def __init__(self, asked: OutcomeAsked, reading: Reading, span: Span) -> None:
        self.found = Outcomes(asked.column, asked.won)
        self._won = frozenset(map(fold, asked.won))
        self._convert = converter(Field(span, "lead", "outcome", asked.column, "yes or no"), reading)
        self._known: dict[str, int] = {}

    def won(self, values: pa.Array | pa.ChunkedArray, counted: npt.NDArray[np.bool_]) -> Won:
        """The outcome of each lead; None is unknown. Those `counted` are added to what was found."""
        column = pc.dictionary_encode(values)
        column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        texts = column.dictionary.to_pylist()
        codes = np.array([*map(self._code, texts), UNKNOWN], dtype=np.int8)
        places = pc.fill_null(column.indices, len(texts)).to_numpy(zero_copy_only=False)
        found: Won = codes[places]
        here = places[counted]
        counts = np.bincount(here, minlength=len(codes))
        for text, code, count in zip([*texts, None], codes.tolist(), counts.tolist(), strict=True):
            if code == 1:
                self.found.won += count
            elif code == 0:
                self.found.lost += count
            else:
                self.found.unknown += count
                if text is not None and count:
                    self.found.unreadable[text] += count
        return found

    def _code(self, text: str) -> int:
        if text not in self._known:
            self._known[text] = self._judged(text)
        return self._known[text]

    def _judged(self, text: str) -> int:
        if self._won:
            return int(fold(text) in self._won)
        value = self._convert(text)
        return UNKNOWN if value is None or isinstance(value, Bad) else int(bool(value))


def never_won(asked: OutcomeAsked, groups: Sequence[Group], which: int, name: str) -> Diagnostic | None:
    """What is wrong with values that are to count as won and that no lead of the file `name` has: every share would be
    false. `which` of the extra columns is that of the outcome. Where nothing is known of any lead, no share is."""
    values: Counter[str] = Counter()
    for group in groups:
        values.update(group.values_of(which))
    # Of spellings that count as one, the most frequent is told.
    there: dict[str, str] = {}
    for value in sorted(values, key=lambda value: (-values[value], value)):
        there.setdefault(fold(value), value)
    missing = list(dict.fromkeys(value for value in asked.won if fold(value) not in there))
    if not missing or not values:
        return None
    return problems.values_never_there(name, asked.column, missing, list(there.values()))
