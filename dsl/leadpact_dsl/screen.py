"""Text as a terminal shows it: what is invisible or could mislead is made visible, and widths are known.

A policy may hold any character. Control characters could drive the reader's terminal, and bidirectional marks could
make a line read differently from what it says, so neither ever reaches a screen as it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

TAB = "→   "
CUT = "..."


def visible(text: str) -> str:
    """The text on one line, each unprintable character as a mark that can be seen: `␛`, `<U+202E>`."""
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


def columns(text: str) -> int:
    """How many columns of a terminal the text takes once it is visible."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_width, text))


def window(line: str, start: int, end: int, limit: int, *, to_paste: bool = False) -> tuple[str, int, int]:
    """The part of a line that fits in about `limit` columns around the characters `start` to `end`.

    Returns the visible text, the columns that stand before the mark, and the columns of the mark (at least 1). Unless
    the line is there `to_paste`, spaces that are not plain ones show as ␣.
    """
    widths = [_width(char) for char in line]
    start, end = min(start, len(line)), min(end, len(line))
    low, high = 0, len(line)
    if sum(widths) > limit:
        low, high = _bounds(widths, start, limit)
    head, tail = CUT if low > 0 else "", CUT if high < len(line) else ""
    before = len(head) + sum(widths[low:start])
    shown = visible(line[low:high]) if to_paste else _with_odd_spaces(visible(line[low:high]))
    return head + shown + tail, before, max(1, sum(widths[start : min(end, high)]))


def _with_odd_spaces(shown: str) -> str:
    """A line of a policy with its spaces that are not plain ones made visible, each as wide as it was."""
    if shown.isascii():
        return shown
    return "".join("␣" * _width(c) if c != " " and unicodedata.category(c) == "Zs" else c for c in shown)


def _bounds(widths: Sequence[int], start: int, limit: int) -> tuple[int, int]:
    """Where a window of `limit` columns begins and ends: a third of it before the mark, if there is as much."""
    low, used = start, 0
    while low > 0 and used + widths[low - 1] <= limit // 3:
        low -= 1
        used += widths[low]
    high = start
    while high < len(widths) and used + widths[high] <= limit:
        used += widths[high]
        high += 1
    while low > 0 and used + widths[low - 1] <= limit:
        low -= 1
        used += widths[low]
    return low, high


def _shown(char: str) -> str:
    code = ord(char)
    if char == "\t":
        return TAB
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    # Control, format (bidirectional marks and joiners among them), surrogate, line and paragraph separator.
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return f"<U+{code:04X}>"
    return char


def _width(char: str) -> int:
    shown = _shown(char)
    if len(shown) > 1:
        return len(shown)
    if unicodedata.category(shown) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(shown) in ("W", "F") else 1
