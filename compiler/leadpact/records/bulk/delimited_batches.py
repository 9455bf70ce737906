"""Delimited files in bulk: Arrow's reader where a stretch is proved to mean the same to it as to Python's.

What has to hold for that, in the words of Python's strict reader: lines end in line feeds, with or without a carriage
return before them, and in nothing else; each quote opens a value, closes it, or is the half of a doubled one; and no
row is as long as the longest value. Rows with other than the header's number of values go through
`DelimitedTable.row_of` one by one, and a stretch of which the rest cannot be proved goes through Python's reader.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pc

from leadpact.records.bulk.batches import Batches, of_rows
from leadpact.records.bulk.stretches import Stretches
from leadpact.records.delimited import LONGEST_LINE, LONGEST_VALUE, DelimitedTable
from leadpact.records.rows import BrokenRow, Row
from leadpact.records.text_files import DAMAGE
from leadpact_dsl.diagnostics import Diagnostic

_FEED, _RETURN, _QUOTE = 10, 13, 34

Places = npt.NDArray[np.int64]


def delimited_batches(table: DelimitedTable, wanted: Sequence[int], advance: Callable[[], None]) -> Batches:
    """The rows of a file; the last item is a diagnostic where it cannot be read on."""
    try:
        with table.file.open_bytes() as raw:
            before = Stretches(table.file, raw)
            _skip_header(before, table)
            while before.fill():
                stretch = _proved(before, table)
                if stretch is not None:
                    yield from _fast(stretch, table, wanted)
                    before.take(stretch.start + len(stretch.data), stretch.lines)
                else:
                    slowly = _slow(before, table, wanted, before.slow_until())
                    for item in of_rows(slowly, len(wanted), plain=True):
                        yield item
                        if isinstance(item, Diagnostic):
                            return
                advance()
    except (*DAMAGE, UnicodeError) as problem:
        yield table.file.damage(problem)


def _lines(before: Stretches) -> Iterator[str]:
    while (line := before.line(LONGEST_LINE)) is not None:
        yield line


def _skip_header(before: Stretches, table: DelimitedTable) -> None:
    """It has been read before, so that nothing is wrong with it."""
    for cells in csv.reader(_lines(before), delimiter=table.delimiter, strict=True):
        if cells:
            return


def _slow(
    before: Stretches, table: DelimitedTable, wanted: Sequence[int], until: int
) -> Iterator[Row | BrokenRow | Diagnostic]:
    """Row by row, to the end of the row in which `until` lies."""
    reader = csv.reader(_lines(before), delimiter=table.delimiter, strict=True)
    for row in table.rows_of(reader, wanted, before.lines):
        yield row
        if before.passed >= until:
            return


@dataclass(frozen=True)
class _Stretch:
    """Whole rows; blank ones are left out. `starts` and `ends` (the line feeds) are places in `data`."""

    start: int
    data: bytes
    lines: int
    starts: Places
    ends: Places
    numbers: Places
    quotes: Places


def _proved(before: Stretches, table: DelimitedTable) -> _Stretch | None:
    """The rows that stand before the reader and are proved to be what they seem; None where not even one is."""
    end = before.whole_lines()
    data = before.data[before.at : end]
    if before.ended and data and not data.endswith(b"\n"):
        return _proved_in(before, data + b"\n", table.delimiter)
    return _proved_in(before, data, table.delimiter)


def _proved_in(before: Stretches, data: bytes, delimiter: str) -> _Stretch | None:
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return None
    if not data.isascii():
        try:
            data.decode()
        except UnicodeDecodeError:
            return None  # the reader of lines finds the line
    chars = np.frombuffer(data, np.uint8)
    feeds = np.flatnonzero(chars == _FEED)
    quotes = np.flatnonzero(chars == _QUOTE) if b'"' in data else np.empty(0, np.int64)
    ends = feeds
    if len(quotes):
        ends = feeds[np.searchsorted(quotes, feeds) % 2 == 0]
        sound = _sound_until(chars, quotes, ord(delimiter))
        ends = ends[: np.searchsorted(ends, sound)]
    if not len(ends):
        return None
    size = int(ends[-1]) + 1
    starts = np.concatenate(([0], ends[:-1] + 1))
    lines = np.searchsorted(feeds, starts) if len(quotes) else np.arange(len(starts))
    bare_ends = ends - (chars[ends - 1] == _RETURN) * (ends > starts)
    if int((bare_ends - starts).max()) > LONGEST_VALUE:
        return None
    taken = int(np.searchsorted(feeds, size - 1)) + 1
    full = bare_ends > starts
    return _Stretch(
        before.at,
        data[:size],
        taken,
        starts[full],
        ends[full],
        before.lines + 1 + lines[full],
        quotes[: np.searchsorted(quotes, size)],
    )


def _sound_until(chars: npt.NDArray[np.uint8], quotes: Places, delimiter: int) -> int:
    """Up to where quotes stand only where values begin and end, and in pairs within them."""
    even = quotes[: len(quotes) // 2 * 2]
    opening, closing = even[0::2], even[1::2]
    before = chars[opening - 1]
    before[opening == 0] = _FEED
    behind = chars[np.minimum(closing + 1, len(chars) - 1)]
    opens = (before == delimiter) | (before == _FEED) | (before == _QUOTE)
    closes = (behind == delimiter) | (behind == _FEED) | (behind == _RETURN) | (behind == _QUOTE)
    wrong = np.flatnonzero(~(opens & closes))
    if len(wrong):
        return int(opening[wrong[0]])
    return len(chars)


def _fast(stretch: _Stretch, table: DelimitedTable, wanted: Sequence[int]) -> Batches:
    if not len(stretch.starts):
        return
    read = _parsed(stretch.data, table, wanted, len(stretch.quotes) > 0)
    if read is not None and read.num_rows == len(stretch.numbers):
        yield _batch(stretch.numbers, read, wanted)
        return
    ragged = _ragged(stretch, table)
    alone = np.flatnonzero(ragged)
    rest = _without(stretch, alone)
    read = _parsed(rest, table, wanted, len(stretch.quotes) > 0) if rest else None
    if read is not None and read.num_rows == len(ragged) - len(alone):
        yield _batch(stretch.numbers[~ragged], read, wanted)
        single = alone
    elif not rest:
        single = alone
    else:
        single = np.arange(len(ragged))
    yield from of_rows(_one_by_one(stretch, single, table, wanted), len(wanted), plain=True)


def _parsed(data: bytes, table: DelimitedTable, wanted: Sequence[int], quoted: bool) -> pa.Table | None:
    """The wanted columns of rows that have all columns; None where some have more or fewer."""
    names = [str(place) for place in range(len(table.columns))]
    try:
        return pc.read_csv(
            pa.BufferReader(data),
            pc.ReadOptions(column_names=names, block_size=len(data) + 1, use_threads=False),
            pc.ParseOptions(
                delimiter=table.delimiter,
                quote_char='"' if quoted else False,
                newlines_in_values=quoted,
            ),
            pc.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                include_columns=[names[place] for place in dict.fromkeys(wanted)] or names[:1],
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:  # also where rows have more or fewer values
        return None


def _batch(numbers: Places, read: pa.Table, wanted: Sequence[int]) -> pa.RecordBatch:
    columns = [read.column(str(place)).combine_chunks() for place in wanted]
    columns = [column.chunk(0) if isinstance(column, pa.ChunkedArray) else column for column in columns]
    nothing = pa.nulls(len(numbers), pa.string())
    return pa.RecordBatch.from_arrays(
        [pa.array(numbers, pa.int64()), nothing, *columns],
        names=["row", "broken", *(f"c{place}" for place in range(len(wanted)))],
    )


def _ragged(stretch: _Stretch, table: DelimitedTable) -> npt.NDArray[np.bool_]:
    """Which rows have other than the header's number of values."""
    chars = np.frombuffer(stretch.data, np.uint8)
    marks = np.flatnonzero(chars == ord(table.delimiter))
    if len(stretch.quotes):
        marks = marks[np.searchsorted(stretch.quotes, marks) % 2 == 0]
    found = np.searchsorted(marks, stretch.ends) - np.searchsorted(marks, stretch.starts)
    different: npt.NDArray[np.bool_] = found != len(table.columns) - 1
    return different


def _without(stretch: _Stretch, alone: Places) -> bytes:
    """The stretch without these rows."""
    kept: list[bytes] = []
    at = 0
    for place in alone.tolist():
        kept.append(stretch.data[at : int(stretch.starts[place])])
        at = int(stretch.ends[place]) + 1
    kept.append(stretch.data[at:])
    return b"".join(kept)


def _one_by_one(
    stretch: _Stretch, rows: Places, table: DelimitedTable, wanted: Sequence[int]
) -> Iterator[Row | BrokenRow | Diagnostic]:
    for place in rows.tolist():
        text = stretch.data[int(stretch.starts[place]) : int(stretch.ends[place]) + 1].decode()
        (cells,) = csv.reader(io.StringIO(text, newline=""), delimiter=table.delimiter, strict=True)
        yield table.row_of(int(stretch.numbers[place]), cells, wanted)
