"""How text is compared: without regard to case and to surrounding blanks, on one frozen table."""

from __future__ import annotations

from functools import lru_cache

from leadpact_dsl.folding import FOLDED
from leadpact_dsl.model import MatchKind

BLANKS = " \t\r\n\u00a0"
"""Space, tab, carriage return, line feed, no-break space. No other character is a blank."""

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
"""All of ASCII's; it parts words, as blanks do."""

_TO_SPACES = str.maketrans(dict.fromkeys(BLANKS + PUNCTUATION, " "))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The form in which texts are compared: blanks at both ends taken off, each character case-folded by itself."""
    text = text.strip(BLANKS)
    return text.lower() if text.isascii() else text.translate(FOLDED)


def is_blank(text: str) -> bool:
    return not text.strip(BLANKS)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text in their order, parted by blanks and ASCII punctuation."""
    return tuple(word for word in fold(text).translate(_TO_SPACES).split(" ") if word)


def matches(kind: MatchKind, text: str, wanted: str) -> bool:
    match kind:
        case "contains":
            return fold(wanted) in fold(text)
        case "starts with":
            return fold(text).startswith(fold(wanted))
        case "ends with":
            return fold(text).endswith(fold(wanted))
        case "has the word":
            # Several words are looked for as they stand, next to each other: "vice president".
            sought = " ".join(words(wanted))
            return bool(sought) and f" {sought} " in f" {' '.join(words(text))} "
