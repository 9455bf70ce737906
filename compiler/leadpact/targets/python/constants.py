"""The constants of a scorer: sets of texts, tables of points, patterns; each written once, above the functions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from leadpact.targets.python.names import Names


def text(value: str) -> str:
    """A Python literal in ASCII, whatever the text holds."""
    return json.dumps(value).replace("\x7f", "\\x7f") if _is_plain(value) else ascii(value)


def _is_plain(value: str) -> bool:
    # JSON and Python agree on all escapes but those of characters beyond the BMP.
    return all(ord(char) < 0x10000 for char in value)


def literal(value: object) -> str:
    match value:
        case None | bool() | int():
            return repr(value)
        case str():
            return text(value)
        case tuple():
            inner = ", ".join(map(literal, value))
            return f"({inner},)" if len(value) == 1 else f"({inner})"
        case _:
            raise TypeError(f"no literal for {value!r}")


class Constants:
    """Names for constant expressions; equal expressions share one name."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[str, str] = {}
        self.lines: list[str] = []
        self.asked_for_values: set[str] = set()
        """The kinds of activity whose values some loop looks at."""

    def name(self, wish: str, expression: str) -> str:
        if expression not in self._known:
            self._known[expression] = self._names.fresh(wish.upper())
            self.lines += _statement(self._known[expression], expression)
        return self._known[expression]

    def set_of(self, wish: str, items: Iterable[str]) -> str:
        return self.name(wish, f"frozenset({{{', '.join(map(text, items))}}})")

    def table(self, wish: str, items: Mapping[object, object]) -> str:
        return self.name(
            wish, "{" + ", ".join(f"{literal(key)}: {literal(value)}" for key, value in items.items()) + "}"
        )

    def pattern(self, wish: str, items: Iterable[str]) -> str:
        """Finds any of the texts anywhere."""
        return self.name(wish, f"re.compile({text('|'.join(map(re.escape, items)))}).search")


def _statement(name: str, expression: str) -> list[str]:
    """One line, or where that is too long the parts of the expression below each other."""
    line = f"{name} = {expression}"
    if len(line) <= 118:
        return [line]
    opening = re.match(r"(frozenset\(\{|\{|\()", expression)
    if opening is None:
        return [line]
    closing = {"frozenset({": "})", "{": "}", "(": ")"}[opening.group()]
    return [f"{name} = {opening.group()}", *filled(expression[opening.end() : -len(closing)]), closing]


def filled(inside: str) -> list[str]:
    """Items parted by commas outside of texts and brackets, as many as fit on a line."""
    items, depth, quoted, start, place = [], 0, "", 0, 0
    while place < len(inside):
        char = inside[place]
        if quoted:
            if char == "\\":
                place += 1
            elif char == quoted:
                quoted = ""
        elif char in "\"'":
            quoted = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "," and depth == 0:
            items.append(inside[start:place].strip())
            start = place + 1
        place += 1
    items.append(inside[start:].strip())
    lines, line = [], "   "
    for item in filter(None, items):
        if len(line) + len(item) + 2 > 118 and line.strip():
            lines.append(line)
            line = "   "
        line += f" {item},"
    return [*lines, line]
