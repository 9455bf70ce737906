"""How text is compared: without regard to case and to surrounding blanks, on one frozen table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leadpact_dsl.folding import RUNS

FOLDED = {code: code + far for first, last, step, far in RUNS for code in range(first, last + 1, step)}
BLANKS = " \t\r\n\u00a0"
# Each ASCII character, those of words too: one that is missing here takes far longer to be left as it is.
PARTING = {code: code for code in range(128)}
PARTING |= dict.fromkeys(map(ord, BLANKS + "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"), ord(" "))

MOST_REMEMBERED = 2000
LONGEST_REMEMBERED = 100
"""So many texts of a field, and none with more characters."""


def fold(text: str) -> str:
    """The form in which texts are compared: blanks at both ends off, each character case-folded by itself."""
    text = text.strip(BLANKS)
    return text.lower() if text.isascii() else text.translate(FOLDED)


def words(folded: str) -> list[str]:
    """The words of a folded text in their order, parted by blanks and ASCII punctuation."""
    return folded.translate(PARTING).split(" ")


class Remembered(dict[Any, Any]):
    """What is asked of a text, for the texts that were asked about last: the same ones come again and again."""

    def __init__(self, ask: Callable[[Any], Any]) -> None:
        self.ask = ask

    def __missing__(self, text: str | None) -> Any:
        found = self.ask(text)
        if text is None or len(text) <= LONGEST_REMEMBERED:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[text] = found
        return found
