"""The whole command: `leadpact score --engine duckdb` on files as people have them, to a file of decisions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.cases import ROOT, new_york
from benchmarks.millions.generator import AS_OF, ROW_GROUP, Files
from benchmarks.millions.running import Turn, Turns, turn

NAME = "leadpact score, the whole command"

# The names by which the policy knows these columns.
_LEADS = {"id": "Lead ID", "full_name": "Full Name", "title": "Title"}
_ACTIVITIES = {"lead_id": "Lead ID", "activity": "Event", "at": "Occurred At"}


def turns(folder: Path, files: Files, rounds: int, said: Callable[[str], None]) -> Turns:
    """How long the command takes, start-up included, how much of the processor and of memory."""
    leads, activities = as_people_have_them(files)
    until = new_york().local(AS_OF)
    given = [
        str(leads), "--policy", str(ROOT / "policies" / "acme"), "--activities", str(activities), "--as-of",
        f"{until:%Y-%m-%d %H:%M}", "--engine", "duckdb", "-o", str(folder / "decisions-command.parquet"),
    ]  # fmt: skip
    taken: list[Turn] = []
    for number in range(rounds):
        taken.append(turn([sys.executable, "-m", "leadpact", "score", *given], seconds_said=False))
        said(f"round {number + 1} of {rounds}: leadpact score {taken[-1].work:.2f} s")
    return Turns(tuple(taken))


def as_people_have_them(files: Files) -> Files:
    """The same rows under the policy's own column names, and with times that say that they are UTC."""
    found = Files(*(file.with_name(f"export-{file.name}") for file in files))
    for given, names, file in zip(files, (_LEADS, _ACTIVITIES), found, strict=True):
        if file.is_file():
            continue
        source, draft = pq.ParquetFile(given), file.with_suffix(".part")
        kept = [field for field in source.schema_arrow if field.name != "position"]
        kinds = [pa.timestamp("us", "UTC") if pa.types.is_timestamp(one.type) else one.type for one in kept]
        columns = [names.get(one.name, one.name) for one in kept]
        schema = pa.schema(list(zip(columns, kinds, strict=True)))
        with pq.ParquetWriter(draft, schema) as writer:
            for batch in source.iter_batches(ROW_GROUP, columns=[one.name for one in kept]):
                values = [column.cast(kind) for column, kind in zip(batch.columns, kinds, strict=True)]
                writer.write_table(pa.table(values, schema=schema))
        draft.replace(file)
    return found
