"""How texts are compared: without regard to case and surrounding blanks, ASCII first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leadpact_dsl.folding import FOLDED

BLANKS = " \t\r\n\u00a0"
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

# Words are looked for in bytes: one translation folds ASCII and parts words, and other letters keep their own bytes.
_PARTED = bytes(ord(" ") if chr(code) in BLANKS[:4] + _PUNCTUATION else code for code in range(128)).lower() + bytes(
    range(128, 256)
)
_PARTED_TEXT = {ord(mark): " " for mark in BLANKS + _PUNCTUATION}


class Remembered(dict[str, Any]):
    """What texts mean, of those seen last: the same titles, countries and pages come again and again.

    `about[text]` is one look into a dict. Bounded as in the compiled scorer: so many texts, and none that is longer.
    """

    MOST, LONGEST = 2000, 100

    def __init__(self, ask: Callable[[str], Any]) -> None:
        self._ask = ask

    def __missing__(self, text: str) -> Any:
        found = self._ask(text)
        if len(text) <= self.LONGEST:
            if len(self) >= self.MOST:
                self.clear()
            self[text] = found
        return found


def fold(text: str) -> str:
    text = text.strip(BLANKS)
    return text.lower() if text.isascii() else text.translate(FOLDED)


def parted(text: str) -> bytes:
    """The folded words with blanks between them; empty where the text is blank."""
    text = text.strip(BLANKS)
    if not text.isascii():
        text = text.translate(FOLDED).translate(_PARTED_TEXT)
    return text.encode().translate(_PARTED)
