"""Opening a file of leads or activities by the ending of its name."""

from __future__ import annotations

import codecs
from pathlib import Path

from leadpact.records import problems
from leadpact.records.parts import Parts, is_pattern, matches
from leadpact.records.rows import Table
from leadpact_dsl.diagnostics import Diagnostic

ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".csv.gz", ".tsv.gz", ".jsonl.gz", ".ndjson.gz")

_NO_FILES = frozenset({"charmap", "idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
"""What Python also calls text encodings, and no program saves a file in."""


def open_tables(path: Path, *, encoding: str | None = None) -> Table | list[Diagnostic]:
    """The table in a file, or in all files that a pattern such as `exports/*.csv` matches; see `open_table`."""
    paths = files_of(path)
    if not paths:
        return [problems.unreadable(str(path), "there is no file that it matches")]
    opened = [open_table(one, encoding=encoding) for one in paths]
    wrong = [table for table in opened if isinstance(table, Diagnostic)]
    tables = [table for table in opened if not isinstance(table, Diagnostic)]
    if wrong:
        return wrong
    return Parts(str(path), tuple(tables)) if is_pattern(path) else tables[0]


def files_of(path: Path) -> list[Path]:
    """The file of a name, or all that a pattern matches. Delimited files of no bytes are exports without rows: among
    others there is nothing to be read of them."""
    if not is_pattern(path):
        return [path]
    found = matches(path)
    return [one for one in found if not _is_empty(one)] or found


def _is_empty(path: Path) -> bool:
    if not (ending_of(path) or "").startswith((".csv", ".tsv")):
        return False
    try:
        with path.open("rb") as raw:
            return not raw.read(1)
    except OSError:
        return False  # which is told once it is opened


def open_table(path: Path, *, encoding: str | None = None) -> Table | Diagnostic:
    """The table in a file, with its columns known and no row read yet.

    `encoding` is for text files (a name that Python knows); without it they are UTF-8, or UTF-16 with
    a byte order mark.
    """
    name = str(path)
    ending = ending_of(path)
    if ending is None:
        return problems.unknown_kind(name, ENDINGS[:5])
    if path.is_dir():
        return problems.unreadable(name, "it is a folder")
    # Each reader is imported for its own files only: pyarrow takes longer than all the rest.
    if ending == ".parquet":
        from leadpact.records.parquet import open_parquet

        return open_parquet(path, name)
    if ending.startswith((".jsonl", ".ndjson")):
        from leadpact.records.json_lines import open_json_lines

        return open_json_lines(path, name, encoding)
    from leadpact.records.delimited import open_delimited

    return open_delimited(path, name, encoding, "\t" if ending.startswith(".tsv") else None)


def ending_of(path: Path) -> str | None:
    """Which of `ENDINGS` a file's name has, or None."""
    name = path.name.lower()
    return next((ending for ending in ENDINGS if name.endswith(ending) and name != ending), None)


def is_encoding(name: str) -> bool:
    """Whether Python knows an encoding of this name that text files are saved in."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return found._is_text_encoding and found.name.replace("_", "-") not in _NO_FILES
