"""JSON from outside, read strictly: exact numbers, no key twice, nothing beyond the standard. Mistakes are values."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

LARGEST = 64_000_000
"""Bytes of a document."""

Path: TypeAlias = "tuple[str | int, ...]"

# Those of UTF-32 come first: one of them begins like one of UTF-16.
_MARKS = ((b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
_MOST_DIGITS = 4000
_SAID = {
    "Expecting property name": "a key in double quotes has to stand here",
    "Expecting ',' delimiter": "a comma is missing here, or a closing bracket",
    "Expecting ':' delimiter": "a colon has to stand here, between a key and its value",
    "Expecting value": "a value has to stand here",
    "Extra data": "the document ends before this, and there is more",
    "Unterminated string": "a text begins here whose closing quote is missing",
    "Invalid control character": "a text holds a line end or another control character: write \\n and its like",
    "Invalid \\": "the backslash here begins nothing that JSON knows",
    "Illegal trailing comma": "nothing follows the comma here",
}


@dataclass(frozen=True)
class NotJson:
    """Why a document cannot be read: a sentence, without its full stop, that goes on from its name."""

    why: str


class _Object(dict[str, Any]):
    """An object with the keys that stood more than once in it."""

    twice: tuple[str, ...] = ()


class _NoNumber(ValueError):
    pass


def parse(data: bytes) -> object | NotJson:
    """A document: objects as dicts, whole numbers as int, others as Decimal (infinite where they are beyond it)."""
    if len(data) > LARGEST:
        return NotJson("is far larger than one lead with its activities")
    # The shells of Windows write UTF-16, and say so with a mark; without one it is UTF-8.
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "UTF-8")
    try:
        text = data.decode("utf-8-sig" if encoding == "UTF-8" else encoding)
    except UnicodeDecodeError as problem:
        return NotJson(f"is not saved as {encoding} (byte {problem.start + 1:,})")
    if not text.strip():
        return NotJson("is empty")
    try:
        found: object = json.loads(
            text, parse_float=_decimal, parse_int=_whole, parse_constant=_constant, object_pairs_hook=_object
        )
        return found
    except _NoNumber as problem:
        return NotJson(f"is not JSON: {problem} is no number there. Null stands for what is not known")
    except json.JSONDecodeError as problem:
        said = next((said for begin, said in _SAID.items() if problem.msg.startswith(begin)), "it cannot be read here")
        return NotJson(f"is not JSON: in line {problem.lineno:,}, column {problem.colno:,}, {said}")
    except RecursionError:
        return NotJson("is nested far deeper than a lead with its activities")


def keys_given_twice(document: object, place: Path = ()) -> Iterator[Path]:
    """The places of keys that stand more than once, in the few levels that a case has."""
    if isinstance(document, _Object):
        yield from ((*place, key) for key in document.twice)
    if len(place) < 3:
        items = document.items() if isinstance(document, dict) else _numbered(document)
        for key, item in items:
            yield from keys_given_twice(item, (*place, key))


def _numbered(document: object) -> Iterator[tuple[int, object]]:
    return iter(enumerate(document)) if isinstance(document, list) else iter(())


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = _Object(pairs)
    if len(found) < len(pairs):
        count = Counter(key for key, _ in pairs)
        found.twice = tuple(key for key in found if count[key] > 1)
    return found


def _whole(text: str) -> int | Decimal:
    # Python reads whole numbers up to a length that can be set, and takes long over them.
    return int(text) if len(text) <= _MOST_DIGITS else _decimal(text)


_LARGEST_EXPONENT = 10**8


def _decimal(text: str) -> Decimal:
    """Exactly; a number so large that nothing can be done with it is infinite, which no field takes."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("Infinity")
    if found.is_finite() and (not found or found.adjusted() <= _LARGEST_EXPONENT):
        return found
    return Decimal("-Infinity" if text.startswith("-") else "Infinity")


def _constant(text: str) -> object:
    raise _NoNumber(text)
