"""The file of rejects: a line for everything that is wrong with a row that was not decided on."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from leadpact.records.rejects import File, Rejected
from leadpact.records.writers import Column, CsvWriter, TableWriter
from leadpact_dsl.zones import Zone

COLUMNS = (
    Column("file", "text"),
    Column("row", "whole number"),
    Column("lead_id", "text"),
    Column("column", "text"),
    Column("value", "text"),
    Column("kind", "text"),
    Column("reason", "text"),
)

_HEADER = f"{','.join(column.name for column in COLUMNS)}\n".encode()

_IN_MEMORY = 1_000_000
_SHOWN = 3


class RejectFile:
    """Collects rejects until it is known where they go.

    `writer` is what writes them: of CSV, whether row by row or many at once.
    """

    def __init__(
        self, zone: Zone, writer: Callable[[BinaryIO, Sequence[Column], Zone], TableWriter] = CsvWriter
    ) -> None:
        self.count = 0
        self._first: dict[File, list[Rejected]] = {"leads": [], "activities": []}
        self._file = cast(BinaryIO, tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115  closed by __exit__
        self._writer = writer(self._file, COLUMNS, zone)

    def add(self, rejected: Rejected) -> None:
        self.count += 1
        first = self._first[rejected.file]
        if len(first) < _SHOWN:
            first.append(rejected)
        for problem in rejected.problems:
            place = (rejected.part or rejected.file, rejected.number, rejected.lead, problem.column)
            self._writer.write((*place, problem.value, problem.kind, problem.reason))

    @property
    def first(self) -> list[Rejected]:
        """A few of them, to be shown: leads before activities, as it is leads that are asked about."""
        return [*self._first["leads"], *self._first["activities"]][:_SHOWN]

    def copy_to(self, file: BinaryIO) -> None:
        self._writer.close()
        self._file.seek(0)
        shutil.copyfileobj(self._file, file)

    def __enter__(self) -> RejectFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def remove_stale(path: Path) -> None:
    """Takes away the rejects of an earlier run. Any other file stays: only the header tells whose it is."""
    path = Path(os.path.realpath(path))  # a link stays a link
    if not path.is_file():
        return
    with path.open("rb") as file:
        ours = file.read(len(_HEADER)) == _HEADER
    if ours:
        path.unlink()
