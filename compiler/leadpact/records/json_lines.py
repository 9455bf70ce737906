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
from leadpact_dsl.text import fold

LONGEST_LINE = 2_000_000
"""Characters."""


@dataclass(frozen=True)
class JsonLinesTable:
    """A file of JSON objects. A key that an object lacks is null in it; rows are numbered by line.

    `columns` are all spellings of all keys: each object may spell a key in its own way. `holds_nothing` where no line
    has anything on it, so that there is no key to be found.
    """

    file: TextFile
    columns: tuple[str, ...]
    holds_nothing: bool = False

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
        keys = Keys([self.columns[position] for position in wanted])
        for item in _objects(self.file):
            if isinstance(item, Diagnostic | BrokenRow):
                yield item
            else:
                number, found = item
                yield keys.row_of(number, found)


class Keys:
    """Keys that are wanted of objects: each as it is written, else without regard to case and blanks around it."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self._wanted = wanted
        self._exact = frozenset(wanted)

    def row_of(self, number: int, found: dict[str, object]) -> Row | BrokenRow:
        if self._exact <= found.keys():
            return Row(number, [raw_value(found[key]) for key in self._wanted])
        lacking = {fold(key) for key in self._wanted if key not in found}
        other: dict[str, str] = {}
        for key in found:
            # A key that is wanted as it is written is no other spelling of another one.
            if key not in self._exact and (folded := fold(key)) in lacking:
                if folded in other:
                    return BrokenRow(number, f"The object names both “{other[folded]}” and “{key}”")
                other[folded] = key
        return Row(number, [raw_value(found.get(key, found.get(other.get(fold(key), key)))) for key in self._wanted])


def open_json_lines(path: Path, name: str, encoding: str | None) -> JsonLinesTable | Diagnostic:
    """A file of JSON objects. It is read once here, because any line can hold a key that no line before it had."""
    file = open_text_file(path, name, encoding)
    if isinstance(file, Diagnostic):
        return file
    keys: dict[str, None] = {}
    holds_nothing = True
    for item in _objects(file):
        holds_nothing = False
        match item:
            case Diagnostic():
                return item
            case BrokenRow():
                pass
            case (_, found):
                keys.update(dict.fromkeys(found))
    return JsonLinesTable(file, tuple(keys), holds_nothing)


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
