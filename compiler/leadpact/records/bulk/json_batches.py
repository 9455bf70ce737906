"""JSON Lines in bulk: DuckDB's JSON functions where they are proved to read a line as Python does.

DuckDB reads numbers as binary ones, takes NaN and a comma too many, and lets a key stand twice. So a line counts as
read only where DuckDB, writing it again, gives the very line, blanks aside: then each number stood as it is written,
and nothing else was forgiven. Every other line is read by itself, by `json_lines.object_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from leadpact.records import problems
from leadpact.records.bulk.batches import Batches, of_rows, schema
from leadpact.records.bulk.sql import listing, literal
from leadpact.records.bulk.stretches import Stretches
from leadpact.records.json_lines import LONGEST_LINE, JsonLinesTable, Keys, object_of
from leadpact.records.rows import BrokenRow, Row
from leadpact.records.text_files import DAMAGE, LineTooLong, open_text_file
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.text import BLANKS, fold

if TYPE_CHECKING:
    import duckdb

# Lines that Python might refuse for their depth or for the length of a number are left to it, as are those with
# escapes that DuckDB writes otherwise.
_SOUND = r"""
  starts_with(line, '{')
  AND (strlen(line) <= 600 OR (
    strlen(line) <= 100000
    AND NOT regexp_matches(line, '[0-9]{1000}')
    AND strlen(line) - strlen(translate(line, '[{', '')) < 200))
  AND NOT contains(line, '\u') AND NOT contains(line, 'NaN') AND NOT contains(line, 'Infinity')
  AND replace(CAST(TRY(json(line)) AS VARCHAR), ' ', '') = replace(line, ' ', '')
  AND len(keys) = list_unique(keys)
"""
_LINES = "SELECT row, rtrim(line, chr(13) || chr(10)) AS line FROM lines"
_KEYS = f"SELECT *, TRY(json_keys(line)) AS keys FROM ({_LINES})"
_JUDGED = f"SELECT *, coalesce({_SOUND}, false) AS sound FROM ({_KEYS})"
# A row for each list of keys, and one for each line that is not sound.
_NEW_KEYS = (
    "SELECT min(row) AS row, keys, any_value(CASE WHEN NOT sound THEN line END) AS line FROM ("
    "SELECT row, sound, line, CASE WHEN sound THEN keys END AS keys, CASE WHEN NOT sound THEN row END AS alone "
    f"FROM ({_JUDGED})) GROUP BY keys, alone ORDER BY row"
)


def json_batches(table: JsonLinesTable, wanted: Sequence[int], advance: Callable[[], None]) -> Batches:
    """The rows of a file, tagged; the last item is a diagnostic where it cannot be read on."""
    keys = [table.columns[place] for place in wanted]
    # A key that cannot stand in DuckDB's paths is looked up in Python.
    plain = all("\0" not in key for key in keys)
    paths = listing(f"/{key.replace('~', '~0').replace('/', '~1')}" for key in keys)
    found = f"CAST(json_extract(line, [{paths}]) AS VARCHAR[])" if keys else "[]"
    cells = "".join(f", {_tagged(f'v[{place + 1}]')} AS c{place}" for place in range(len(keys)))
    query = (
        f"SELECT row, CAST(NULL AS VARCHAR) AS broken{cells}, sound, CASE WHEN NOT sound THEN line END AS line FROM "
        f"(SELECT * REPLACE (sound AND {_spelled_so(keys)} AS sound) FROM "
        f"(SELECT row, line, sound, keys, CASE WHEN sound THEN {found} END AS v FROM ({_JUDGED})))"
    )
    width, wanted_keys = len(keys), Keys(keys)

    def slowly(lines: Iterator[tuple[int, str]]) -> Batches:
        def rows() -> Iterator[Row | BrokenRow | Diagnostic]:
            for number, line in lines:
                item = object_of(number, line) if line.strip() else None
                if isinstance(item, BrokenRow):
                    yield item
                elif item is not None:
                    yield wanted_keys.row_of(number, item[1])

        return of_rows(rows(), width, plain=False)

    scratch = _scratch()
    try:
        with table.file.open_bytes() as raw:
            before = Stretches(table.file, raw)
            while before.fill():
                lines = _proved(before) if plain else None
                if lines is None:
                    yield from slowly(_slow(before, before.slow_until()))
                else:
                    read = _asked(scratch, query, lines)
                    sound = read.filter(read["sound"]).drop_columns(["sound", "line"])
                    yield from sound.cast(schema(width)).to_batches()
                    odd = read.filter(pa.compute.invert(read["sound"]))
                    yield from slowly(zip(odd["row"].to_pylist(), odd["line"].to_pylist(), strict=True))
                advance()
    except LineTooLong:
        yield problems.too_long(table.file.name, before.lines + 1, LONGEST_LINE)
    except (*DAMAGE, UnicodeError) as problem:
        yield table.file.damage(problem)
    finally:
        scratch.close()


def open_json_bulk(
    path: Path, name: str, encoding: str | None, enough: Callable[[frozenset[str]], bool]
) -> JsonLinesTable | Diagnostic:
    """A file of JSON objects with its keys, in the order in which they first stand.

    `enough` says of some of the keys whether others could still matter; a file is read to its end only as long as they
    could.
    """
    file = open_text_file(path, name, encoding)
    if isinstance(file, Diagnostic):
        return file
    found: dict[str, None] = {}
    holds_nothing = True
    scratch = _scratch()
    try:
        with file.open_bytes() as raw:
            before = Stretches(file, raw)
            while before.fill():
                lines = _proved(before)
                if lines is None:
                    for number, line in _slow(before, before.slow_until()):
                        holds_nothing = holds_nothing and not line.strip()
                        found.update(dict.fromkeys(_keys(number, line)))
                else:
                    read = _asked(scratch, _NEW_KEYS, lines)
                    for number, keys, line in zip(
                        *(read[column].to_pylist() for column in ("row", "keys", "line")), strict=True
                    ):
                        holds_nothing = holds_nothing and line is not None and not line.strip()
                        found.update(dict.fromkeys(keys if keys is not None else _keys(number, line)))
                if enough(frozenset(found)):
                    break
    except LineTooLong:
        return problems.too_long(name, before.lines + 1, LONGEST_LINE)
    except (*DAMAGE, UnicodeError) as problem:
        return file.damage(problem)
    finally:
        scratch.close()
    return JsonLinesTable(file, tuple(found), holds_nothing)


def _spelled_so(keys: Sequence[str]) -> str:
    """Whether an object surely has no key that is another spelling of a wanted one which it lacks (in `v`)."""
    if not keys:
        return "true"
    folded = sorted(set(map(fold, keys)))
    exact, bare = listing(sorted(set(keys))), f"trim(k, {literal(BLANKS)})"
    # Folding maps each character to one, so that it keeps lengths; SQL knows it for ASCII alone.
    lengths = listing(sorted(set(map(len, folded))))
    alike = f"lower({bare}) IN ({listing(folded)}) OR (strlen(k) <> length(k) AND length({bare}) IN ({lengths}))"
    other = f"len(list_filter(keys, lambda k: k NOT IN ({exact}) AND ({alike}))) > 0"
    whole = " AND ".join(f"v[{place + 1}] IS NOT NULL" for place in range(len(keys)))
    return f"(CASE WHEN {whole} THEN true ELSE NOT {other} END)"


def _scratch() -> duckdb.DuckDBPyConnection:
    """An engine of its own: these questions are asked while another one waits for the answer."""
    import duckdb

    return duckdb.connect(config={"threads": "2", "autoload_known_extensions": "false"})


def _asked(scratch: duckdb.DuckDBPyConnection, query: str, lines: pa.Table) -> pa.Table:
    scratch.register("lines", lines)
    try:
        return scratch.sql(query).to_arrow_table()
    finally:
        scratch.unregister("lines")


def _keys(number: int, line: str) -> Sequence[str]:
    item = object_of(number, line) if line.strip() else None
    return () if item is None or isinstance(item, BrokenRow) else tuple(item[1])


def _slow(before: Stretches, until: int) -> Iterator[tuple[int, str]]:
    while (line := before.line(LONGEST_LINE)) is not None:
        yield before.lines, line
        if before.passed >= until:
            return


def _proved(before: Stretches) -> pa.Table | None:
    """The lines that stand before the reader, which it then has taken; None where they do not all end in line feeds."""
    end = before.whole_lines()
    data = before.data[before.at : end]
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return None
    if not data.isascii():
        try:
            data.decode()
        except UnicodeDecodeError:
            return None
    feeds = np.flatnonzero(np.frombuffer(data, np.uint8) == 10)
    ends = feeds + 1
    if not data.endswith(b"\n"):
        ends = np.append(ends, len(data))
    if not data or int(np.diff(ends, prepend=0).max()) > LONGEST_LINE:
        return None
    offsets = np.concatenate(([0], ends)).astype(np.int32)
    lines = pa.StringArray.from_buffers(len(ends), pa.py_buffer(offsets), pa.py_buffer(data))
    numbers = pa.array(np.arange(before.lines + 1, before.lines + 1 + len(ends)))
    before.take(end, len(ends))
    size = 1 << 14  # so that the engine parts them among its threads
    return pa.Table.from_batches(pa.table({"row": numbers, "line": lines}).to_batches(size))


def _tagged(value: str) -> str:
    text = rf"CASE WHEN contains({value}, '\') THEN json_extract_string({value}, '$') ELSE {value}[2:-2] END"
    return (
        f"CASE WHEN {value} = 'null' THEN NULL WHEN {value}[1] = '\"' THEN 's' || {text} "
        f"WHEN {value} IN ('true', 'false') THEN 'b' || {value} "
        f"WHEN {value}[1] = '[' THEN 'oa list' WHEN {value}[1] = '{{' THEN 'oan object' "
        f"WHEN regexp_full_match({value}, '-?[0-9]+') THEN 'i' || {value} ELSE 'n' || {value} END"
    )
