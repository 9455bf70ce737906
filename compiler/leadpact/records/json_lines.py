"""JSON Lines: an object a line, its keys are the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from leadpact.records import problems
from leadpact.records.rows import BrokenRow, Odd, Raw, Row
from leadpact.records.text_files import DAMAGE, LineTooLong, TextFile, bounded_lines, open_text_file
from leadpact_dsl.diagnostics import Diagnostic

LONGEST_LINE = 2_000_000
"""Characters."""


@dataclass(frozen=True)
class JsonLinesTable:
    """A file of JSON objects. A key that an object lacks is null in it; rows are numbered by line."""

    file: TextFile
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def counted(self) -> Literal["line"]:
        return "line"

    @property
    def unusable(self) -> Mapping[int, str]:
        return {}

    def share_read(self) -> float:
        return self.file.share_read()

    def rows(self, wanted: Sequence[int]) -> Iterator[Row | BrokenRow | Diagnostic]:
        keys = [self.columns[position] for position in wanted]
        for item in _objects(self.file):
            if isinstance(item, Diagnostic | BrokenRow):
                yield item
            else:
                number, found = item
                yield Row(number, [raw_value(found.get(key)) for key in keys])


def open_json_lines(path: Path, name: str, encoding: str | None) -> JsonLinesTable | Diagnostic:
    """A file of JSON objects. It is read once here, because any line can hold a key that no line before it had."""
    file = open_text_file(path, name, encoding)
    if isinstance(file, Diagnostic):
        return file
    keys: dict[str, None] = {}
    for item in _objects(file):
        match item:
            case Diagnostic():
                return item
            case BrokenRow():
                pass
            case (_, found):
                keys.update(dict.fromkeys(found))
    return JsonLinesTable(file, tuple(keys))


def _objects(file: TextFile) -> Iterator[tuple[int, dict[str, object]] | BrokenRow | Diagnostic]:
    number = 0
    try:
        with file.open() as text:
            for number, line in enumerate(bounded_lines(text, LONGEST_LINE), start=1):
                if line.strip():
                    yield object_of(number, line)
    except LineTooLong:
        yield problems.too_long(file.name, number + 1, LONGEST_LINE)
    except (*DAMAGE, UnicodeError) as problem:
        yield file.damage(problem)


class _Refused(ValueError):
    """A sentence on JSON that is well formed but not plain; json.loads has no other way to hand it out."""


def object_of(number: int, line: str) -> tuple[int, dict[str, object]] | BrokenRow:
    """The object in a line that is not blank."""
    try:
        found = _DECODER.decode(line)
    except _Refused as refused:
        return BrokenRow(number, str(refused))
    except (ValueError, RecursionError):
        return BrokenRow(number, "The line is not JSON")
    if not isinstance(found, dict):
        return BrokenRow(number, "The line holds no JSON object, such as {“id”: “17”}")
    return number, found


def _no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise _Refused(f"The object names “{twin}” twice")
    return found


def _no_constant(word: str) -> object:
    raise _Refused(f"{word} is no value that JSON knows")


# json.loads would make one for every line.
_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_no_twins)


def raw_value(value: object) -> Raw:
    """What stands behind a key, as every reader gives it."""
    match value:
        case None | str() | bool() | int() | Decimal():
            return value
        case list():
            return Odd("a list")
        case _:
            return Odd("an object")
