"""The words of a field that is `one of` a list of choices, apart: what opens it, the choices, and what is said of it.

The choices stand on the line of their field or, all of them, on lines below it; the field's own line keeps the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from leadpact_dsl.packing import WIDTH, packed

_QUOTED: Final = r'"(?:\\.|[^"\\\n])*"'
_OPENING: Final = re.compile(rf"[A-Za-z_][A-Za-z0-9_]*\s*(?:{_QUOTED})?\s*:\s*one\s+of\b")
_ENTRY: Final = re.compile(
    rf"\s*((?!(?:required|from)\b)[A-Za-z_][A-Za-z0-9_]*\b(?:\s*{_QUOTED})?(?:\s*\b(?:otherwise|when\s+unknown)\b)?)\s*"
)
_COMMA: Final = re.compile(r"\s*,")
_REST: Final = re.compile(rf"\s*((?:required\b)?\s*(?:from\s*{_QUOTED})?)\s*")


@dataclass(frozen=True)
class Choices:
    """`reason "Reason": one of`, the choices as written, and `required from "Close Reason"` (or nothing)."""

    opening: str
    entries: tuple[str, ...]
    rest: str

    @property
    def above(self) -> str:
        """The field's line when its choices stand below it."""
        return f"{self.opening} {self.rest}".rstrip()

    @property
    def on_one_line(self) -> str:
        return f"{self.opening} {', '.join(self.entries)} {self.rest}".rstrip()

    def laid_out(self, indent: str) -> list[str]:
        """The one layout: one line where it fits, else as few lines below the field's own as the choices need."""
        flat = indent + self.on_one_line
        return [flat] if len(flat) <= WIDTH else [indent + self.above, *packed(self.entries, indent + "  ")]


def choices_of(words: str, below: Sequence[str] = ()) -> Choices | None:
    """A field's line and the lines of choices below it, taken apart; None where they are no list of choices.

    A comma at the end of a line is passed over: it only says that the list goes on.
    """
    opening = _OPENING.match(words)
    if opening is None:
        return None
    entries, at = _entries(words, opening.end())
    rest = _REST.fullmatch(words, at)
    if rest is None:
        return None
    for line in below:
        found, at = _entries(line, 0)
        if not found or line[at:].strip():
            return None
        entries += found
    return Choices(opening.group(), tuple(entries), rest[1].strip())


def opens_choices(words: str) -> bool:
    """Whether a field's choices have to stand on the lines below it."""
    found = choices_of(words)
    return found is not None and not found.entries


def _entries(words: str, at: int) -> tuple[list[str], int]:
    """The choices from a place on, and where they end."""
    found: list[str] = []
    while (entry := _ENTRY.match(words, at)) is not None:
        found.append(entry[1])
        at = entry.end()
        comma = _COMMA.match(words, at)
        if comma is None:
            break
        at = comma.end()
    return found, at
