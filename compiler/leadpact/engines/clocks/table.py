"""The cycles as an Arrow table: what a data team joins and a sales leader filters.

Names are those of the policy, as decisions say them. A row is known by lead, clock and start.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from leadpact.engines.clocks.arrays import NONE, Ints, Small
from leadpact.engines.clocks.cycles import AFRESH, RECYCLED, Cycles
from leadpact.engines.clocks.promised import Promised, actions_of, tries_of
from leadpact.engines.clocks.refusals import of_decided
from leadpact.engines.clocks.timed import STATES, Timed
from leadpact.plan import Plan
from leadpact_dsl.evaluate import clocks as reference

_ROWS = 1 << 16


def schema() -> pa.Schema:
    """Instants (`started_at`, `due`, `ended_at`, `opened_at`, `at`, `by`) and `used_ms` are ms; NONE is null.

    `response` is the rule that applied, null where nothing was promised. `calendar` is the one on which business time
    passed, null where the answer was promised in plain time. `used_ms` is of that kind of time, up to the end or as of.
    `opened_at` is when time began to pass: the next opening, for a start while closed. `actions` are the instructions
    in the order written, reminders and escalations among them: `fallen` where one has come due. `tries` are how many
    answers were made of those wanted by an instant.
    """
    action = pa.struct([("kind", pa.string()), ("target", pa.string()), ("at", pa.int64()), ("fallen", pa.bool_())])
    tries = pa.struct([("made", pa.int64()), ("wanted", pa.int64()), ("by", pa.int64())])
    return pa.schema(
        [
            pa.field("lead", pa.int64(), nullable=False),
            pa.field("clock", pa.string(), nullable=False),
            pa.field("started_at", pa.int64(), nullable=False),
            pa.field("response", pa.string()),
            pa.field("calendar", pa.string()),
            pa.field("state", pa.string(), nullable=False),
            pa.field("due", pa.int64()),
            pa.field("ended_at", pa.int64()),
            pa.field("ended_by", pa.string()),
            pa.field("used_ms", pa.int64(), nullable=False),
            pa.field("opened_at", pa.int64()),
            pa.field("actions", pa.list_(action), nullable=False),
            pa.field("tries", pa.list_(tries), nullable=False),
        ]
    )


def table(plan: Plan, cycles: Cycles, timed: Timed) -> pa.Table:
    """All cycles of the leads that are not refused, in their order."""
    return pa.Table.from_batches(tables(plan, cycles, timed), schema())


def tables(plan: Plan, cycles: Cycles, timed: Timed, rows: int = _ROWS) -> Iterator[pa.RecordBatch]:
    """The same, some rows at a time: text takes more room than the arrays that it is made of."""
    made = _Made(plan)
    kept = np.flatnonzero(of_decided(cycles, timed))
    for first in range(0, len(kept), rows):
        yield made.batch(cycles, timed, kept[first : first + rows])


class _Made:
    """What rows say in words, made once."""

    def __init__(self, plan: Plan) -> None:
        self._promised = Promised.of(plan)
        responses = [one.response for one in self._promised.promises]
        actions = [one for response in responses for one in response.actions]
        self._clocks = _texts(one.clause.name for one in plan.clocks)
        self._responses = _texts(one.name for one in responses)
        self._calendars = _texts(plan.policy.calendars)
        self._kinds, self._targets = _texts(one.kind for one in actions), _texts(one.target for one in actions)
        self._wanted = np.array([one.times for response in responses for one in response.tries], dtype=np.int64)
        self._states = _texts(STATES)
        self._recycled = len(plan.policy.activities)
        self._ended_by = _texts([*plan.policy.activities, reference.RECYCLED, reference.AFRESH])

    def batch(self, cycles: Cycles, timed: Timed, rows: Ints) -> pa.RecordBatch:
        numbers = self._promised.numbers(cycles.clock[rows], timed.response[rows])
        columns = [
            pa.array(cycles.lead[rows]),
            _said(self._clocks, cycles.clock[rows]),
            pa.array(cycles.start[rows]),
            _said(self._responses, numbers),
            _said(self._calendars, timed.calendar[rows]),
            _said(self._states, timed.state[rows]),
            _instants(timed.due[rows]),
            _instants(cycles.end[rows]),
            _said(self._ended_by, self._enders(cycles.ended_by[rows])),
            pa.array(timed.used[rows]),
            _instants(timed.opened[rows]),
            self._actions(timed, rows, numbers),
            self._tries(timed, rows, numbers),
        ]
        return pa.RecordBatch.from_arrays(columns, schema=schema())

    def _enders(self, ended_by: Small) -> Ints:
        found = ended_by.astype(np.int64)
        found[ended_by == RECYCLED] = self._recycled
        found[ended_by == AFRESH] = self._recycled + 1
        return found

    def _actions(self, timed: Timed, rows: Ints, numbers: Ints) -> pa.ListArray:
        offsets, flat, clauses = _flat(timed.actions_first, rows, self._promised.firsts(numbers, actions_of))
        parts = [
            _said(self._kinds, clauses),
            _said(self._targets, clauses),
            _instants(timed.actions_at[flat]),
            pa.array(timed.actions_fallen[flat]),
        ]
        return _lists("actions", offsets, parts)

    def _tries(self, timed: Timed, rows: Ints, numbers: Ints) -> pa.ListArray:
        offsets, flat, clauses = _flat(timed.tries_first, rows, self._promised.firsts(numbers, tries_of))
        parts = [pa.array(timed.tries_made[flat]), pa.array(self._wanted[clauses]), _instants(timed.tries_by[flat])]
        return _lists("tries", offsets, parts)


def _flat(first: Ints, rows: Ints, clause: Ints) -> tuple[Ints, Ints, Ints]:
    """Of the lists that begin at `first`, those of some rows, one behind the other: where each begins now, where each
    entry stood, and its clause, where `clause` is that of a list's first entry."""
    counts = first[rows + 1] - first[rows]
    offsets = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
    place = np.arange(offsets[-1], dtype=np.int64) - np.repeat(offsets[:-1], counts)
    return offsets, place + np.repeat(first[rows], counts), place + np.repeat(clause, counts)


def _lists(name: str, offsets: Ints, parts: Sequence[pa.Array]) -> pa.ListArray:
    kind = schema().field(name).type
    structs = pa.StructArray.from_arrays(parts, fields=list(kind.value_type))
    return pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), structs, type=kind)


def _texts(texts: Iterable[str]) -> pa.StringArray:
    return pa.array(list(texts), pa.string())


def _said(texts: pa.StringArray, places: Ints | Small | npt.NDArray[np.int8]) -> pa.StringArray:
    """The texts at these places; null where a place is NONE."""
    return texts.take(pa.array(places, mask=places == NONE))


def _instants(at: Ints) -> pa.Int64Array:
    return pa.array(at, mask=at == NONE)
