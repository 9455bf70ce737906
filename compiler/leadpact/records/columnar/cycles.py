"""The table of cycles from those of an engine: the columns of `records.cycles.COLUMNS`, as columns."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leadpact.engines import Block
from leadpact.records.cycles import COLUMNS, MS_OF_A_MINUTE
from leadpact.records.writers import PARTS, CellKind


def cycle_batch(block: Block) -> pa.RecordBatch:
    """The cycles of a block, which has some because the policy has clocks."""
    assert block.cycles is not None
    raw = block.cycles
    leads = block.decisions.column("lead").to_numpy(zero_copy_only=False)
    places = np.searchsorted(leads, raw.column("lead").to_numpy(zero_copy_only=False))
    columns = [
        block.decisions.column("id").take(pa.array(places)),
        *(raw.column(name) for name in ("clock", "started_at", "response", "calendar", "state")),
        *(raw.column(name) for name in ("due", "ended_at", "ended_by")),
        pc.divide(raw.column("used_ms"), MS_OF_A_MINUTE),  # never below 0, so that it is rounded down
        _records("tries", raw.column("tries")),
        _records("actions", raw.column("actions")),
    ]
    return pa.RecordBatch.from_arrays(columns, names=[column.name for column in COLUMNS])


def _records(kind: CellKind, cells: pa.ListArray) -> pa.ListArray:
    """Only the named parts, in their order."""
    names = [name for name, _ in PARTS[kind]]
    parts = [cells.values.field(name) for name in names]
    return pa.ListArray.from_arrays(cells.offsets, pa.StructArray.from_arrays(parts, names=names))
