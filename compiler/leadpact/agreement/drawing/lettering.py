"""How wide text is, and where it breaks: a drawing cannot ask the reader's fonts.

Widths are those of DejaVu Sans, the widest face among those that a page without fonts of its own is likely to be shown
in: what fits in it fits in Arial, Helvetica, Segoe UI and the like.
"""

from __future__ import annotations

import unicodedata
from functools import cache

# Advance widths in thousandths of the type size, ASCII from the blank to the tilde.
_ASCII = (
    *(318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337),
    *(636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531),
    *(1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787),
    *(603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500),
    *(500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612),
    *(635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838),
)
_OTHER = 700
_WIDE = 1000
# Bold letters of the same face take at most so much more.
_BOLD = 113


def width_of(text: str, size: int, *, bold: bool = False) -> int:
    """The width of a line in the unit of `size`, rounded up."""
    thousandths = sum(map(_advance, text)) * size
    if bold:
        thousandths = thousandths * _BOLD // 100
    return -(-thousandths // 1000)


def wrapped(text: str, width: int, size: int, *, bold: bool = False) -> list[str]:
    """The lines of a text, none wider than `width`: broken at blanks, and within a word that is wider by itself."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width_of(joined, size, bold=bold) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width, size, bold)
        lines += full
    return [*lines, line] if line else lines


def _pieces(word: str, width: int, size: int, bold: bool) -> list[str]:
    found, piece = [], ""
    for char in word:
        if piece and width_of(piece + char, size, bold=bold) > width:
            found.append(piece)
            piece = ""
        piece += char
    return [*found, piece]


@cache
def _advance(char: str) -> int:
    if " " <= char <= "~":
        return _ASCII[ord(char) - 32]
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return _WIDE if unicodedata.east_asian_width(char) in ("W", "F") or char in "—…→←↑↓" else _OTHER
