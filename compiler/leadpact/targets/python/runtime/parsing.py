"""JSON from outside, read strictly: exact numbers, no key twice, nothing beyond the standard."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from leadpact.targets.python.runtime.mistakes import Mistaken, Place

LARGEST_FILE = 64_000_000
"""Bytes of a document."""
MARKS = ((b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
"""How a text begins → its encoding. Those of UTF-32 come first: one of them begins like one of UTF-16."""
MOST_DIGITS = 400
"""Of a whole number that is read as such: Python takes long over longer ones, and can be set to refuse them."""
WHAT_IS_NO_JSON = {
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
"""How Python's messages begin → what is said instead."""


class NoJson(ValueError):
    """Why a document cannot be read: a sentence, without its full stop, that goes on from its name."""


class Repeating(dict[str, Any]):
    """An object in which keys stood more than once: `twice`."""

    twice: tuple[str, ...] = ()


def parsed(written: bytes, name: str) -> tuple[Any, list[Place]]:
    """The case in a JSON document called `name`, its numbers exact, and the places of keys that stand more than once.

    Raises Refused where it is none.
    """
    repeating = []

    def as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            count = Counter(key for key, _ in pairs)
            found = Repeating(found)
            found.twice = tuple(key for key in found if count[key] > 1)
            repeating.append(found)
        return found

    try:
        text = text_in(written)
        document = json.loads(
            text, parse_float=decimal, parse_int=whole, parse_constant=no_constant, object_pairs_hook=as_object
        )
        if isinstance(document, list):
            raise NoJson("holds a list, and a case is one object: leads are decided one at a time here")
    except json.JSONDecodeError as problem:
        said = (said for begin, said in WHAT_IS_NO_JSON.items() if problem.msg.startswith(begin))
        what = next(said, "it cannot be read here")
        why = f"is not JSON: in line {problem.lineno:,}, column {problem.colno:,}, {what}"
    except RecursionError:
        why = "is nested far deeper than a lead with its activities"
    except NoJson as problem:
        why = str(problem)
    else:
        return document, list(keys_given_twice(document)) if repeating else []
    raise Mistaken([f"{name} {why}."])


def text_in(written: bytes) -> str:
    if len(written) > LARGEST_FILE:
        raise NoJson("is far larger than one lead with its activities")
    # The shells of Windows write UTF-16, and say so with a mark; without one it is UTF-8.
    encoding = next((name for mark, name in MARKS if written.startswith(mark)), "UTF-8")
    try:
        text = written.decode("utf-8-sig" if encoding == "UTF-8" else encoding)
    except UnicodeDecodeError as problem:
        raise NoJson(f"is not saved as {encoding} (byte {problem.start + 1:,})") from None
    if not text.strip():
        raise NoJson("is empty")
    return text


def keys_given_twice(document: Any, place: Place = ()) -> Iterator[Place]:
    """The places of keys that stand more than once, in the few levels that a case has."""
    if isinstance(document, Repeating):
        yield from ((*place, key) for key in document.twice)
    if len(place) < 3:
        numbered = enumerate(document) if isinstance(document, list) else ()
        for key, item in document.items() if isinstance(document, dict) else numbered:
            yield from keys_given_twice(item, (*place, key))


def whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= MOST_DIGITS else decimal(digits)


def decimal(digits: str) -> Decimal:
    """The number as it is written; infinite where it is beyond what can be."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("-Infinity" if digits.startswith("-") else "Infinity")


def no_constant(word: str) -> Any:
    raise NoJson(f"is not JSON: {word} is no number there. Null stands for what is not known")
