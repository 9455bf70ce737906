"""How text is compared: without regard to case and to surrounding blanks, on one frozen table."""

from __future__ import annotations

from leadpact_dsl.folding import RUNS

FOLDED = {code: code + far for first, last, step, far in RUNS for code in range(first, last + 1, step)}
BLANKS = " \t\r\n\u00a0"
PARTING = str.maketrans(dict.fromkeys(BLANKS + "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", " "))


def fold(text: str) -> str:
    """The form in which texts are compared: blanks at both ends off, each character case-folded by itself."""
    text = text.strip(BLANKS)
    return text.lower() if text.isascii() else text.translate(FOLDED)


def words(folded: str) -> list[str]:
    """The words of a folded text in their order, parted by blanks and ASCII punctuation."""
    return folded.translate(PARTING).split(" ")
