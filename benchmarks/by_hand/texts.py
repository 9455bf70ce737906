"""How texts are compared: without regard to case and surrounding blanks, ASCII first."""

from __future__ import annotations

from leadpact_dsl.folding import FOLDED

BLANKS = " \t\r\n\u00a0"
_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

# Words are looked for in bytes: one translation folds ASCII and parts words, and other letters keep their own bytes.
_PARTED = bytes(ord(" ") if chr(code) in BLANKS[:4] + _PUNCTUATION else code for code in range(128)).lower() + bytes(
    range(128, 256)
)
_PARTED_TEXT = {ord(mark): " " for mark in BLANKS + _PUNCTUATION}


def fold(text: str) -> str:
    text = text.strip(BLANKS)
    return text.lower() if text.isascii() else text.translate(FOLDED)


def parted(text: str) -> bytes:
    """The folded words with blanks between them; empty where the text is blank."""
    text = text.strip(BLANKS)
    if not text.isascii():
        text = text.translate(FOLDED).translate(_PARTED_TEXT)
    return text.encode().translate(_PARTED)
