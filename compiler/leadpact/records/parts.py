"""Several files as one table: what a pattern such as `exports/*.csv` matches, one file after the other."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from leadpact.records.rows import BrokenRow, Row, Table
from leadpact_dsl.diagnostics import Diagnostic


@dataclass
class Parts:
    """The files in order. Columns are those of all of them, by name; one that a file lacks is unknown in its rows.

    Behind them stand those that the files spell differently (`joined`).
    """

    name: str
    tables: tuple[Table, ...]
    columns: tuple[str, ...] = field(init=False)
    _joined: list[tuple[int | None, ...]] = field(default_factory=list)
    _done: int = 0

    def __post_init__(self) -> None:
        self.columns = self._by_name

    @property
    def counted(self) -> Literal["line", "row"]:
        return self.tables[0].counted

    @cached_property
    def _by_name(self) -> tuple[str, ...]:
        # A name that one file has twice stays twice, so that nobody reads one of the two by chance.
        found: list[str] = []
        for table in self.tables:
            for name in dict.fromkeys(table.columns):
                found += [name] * (table.columns.count(name) - found.count(name))
        return tuple(found)

    def joined(self, positions: tuple[int | None, ...]) -> int:
        """The column that stands at these places in the files, one place a file; it is named as the first has it."""
        names = [table.columns[at] for table, at in zip(self.tables, positions, strict=True) if at is not None]
        if len(set(names)) == 1:
            return self._by_name.index(names[0])
        if positions not in self._joined:
            self._joined.append(positions)
            self.columns = (*self.columns, names[0])
        return len(self._by_name) + self._joined.index(positions)

    def within(self, number: int, wanted: Sequence[int | None]) -> list[int | None]:
        """Where these columns stand in one of the files."""
        places = {name: position for position, name in enumerate(self.tables[number].columns)}
        known = len(self._by_name)
        return [
            None if at is None else places.get(self.columns[at]) if at < known else self._joined[at - known][number]
            for at in wanted
        ]

    @cached_property
    def unusable(self) -> Mapping[int, str]:
        odd = {table.columns[position]: why for table in self.tables for position, why in table.unusable.items()}
        return {position: odd[name] for position, name in enumerate(self._by_name) if name in odd}

    def rows(self, wanted: Sequence[int]) -> Iterator[Row | BrokenRow | Diagnostic]:
        """Rows are numbered within each file, whose name is their `part`."""
        self._done = 0
        for part, table in enumerate(self.tables):
            here = self.within(part, wanted)
            for row in table.rows([position for position in here if position is not None]):
                match row:
                    case Row(cells=cells):
                        left = iter(cells)
                        whole = [None if position is None else next(left) for position in here]
                        yield Row(row.number, whole, table.name)
                    case BrokenRow():
                        yield replace(row, part=table.name)
                    case Diagnostic():
                        yield row
                        return
            self._done += 1

    def share_read(self) -> float:
        under_way = self.tables[self._done].share_read() if self._done < len(self.tables) else 0.0
        return (self._done + under_way) / len(self.tables)


def is_pattern(path: Path) -> bool:
    """Whether a name stands for the files that it matches; a file of exactly this name stands for itself."""
    return glob.has_magic(str(path)) and not path.exists()


def matches(pattern: Path) -> list[Path]:
    """The files that a pattern matches, in the order of their names; `**` also goes into folders."""
    # Path.glob takes no pattern that begins at the root.
    found = sorted(glob.glob(str(pattern), recursive=True))  # noqa: PTH207
    return [path for name in found if not (path := Path(name)).is_dir()]


def place(table: Table, number: int, part: str) -> str:
    """Where a row stands: `line 3`, and of several files `exports/b.csv, line 3`."""
    if not isinstance(table, Parts):
        return f"{table.counted} {number}"
    counted = next((one.counted for one in table.tables if one.name == part), table.counted)
    return f"{part}, {counted} {number}"
