"""A text file as stretches of UTF-8 bytes that end where lines end, each looked at as a whole or line by line.

The fast path takes as much of a stretch as it can prove to understand, and leaves the rest to readers that pull single
lines; both take from the same place, so that either can go on where the other stopped.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from leadpact.records.text_files import UTF_8, LineTooLong, TextFile

SIZE = 1 << 23
"""Bytes that are read at a time."""

_SHORTEST = 1 << 16


class Stretches:
    """What stands before the reader: `data` from `at` on, and more in the file unless it has `ended`.

    `lines` counts the lines already taken. Reading raises what `text_files.DAMAGE` names, and UnicodeError.
    """

    def __init__(self, file: TextFile, raw: BinaryIO) -> None:
        self.data = b""
        self.at = 0
        self.lines = 0
        self.ended = False
        self._before = 0
        self._pieces = _utf_8(file, raw)
        self._slow = _SHORTEST

    @property
    def passed(self) -> int:
        """Bytes that were taken, since the start of the file."""
        return self._before + self.at

    def more(self) -> None:
        """Reads on: what was taken is let go of."""
        piece = next(self._pieces, None)
        self._before += self.at
        self.ended = piece is None
        self.data = self.data[self.at :] + (piece or b"")
        self.at = 0

    def fill(self) -> bool:
        """Has about a stretch of bytes stand before the reader; False at the end of the file."""
        while not self.ended and len(self.data) - self.at < SIZE // 2:
            self.more()
        return self.at < len(self.data)

    def whole_lines(self) -> int:
        """Where the last whole line ends that stands before the reader; `at` where there is none."""
        if self.ended:
            return len(self.data)
        end = self.data.rfind(b"\n", self.at) + 1
        # The line feed that belongs to a carriage return at the very end may be still to come.
        return end or self.data.rfind(b"\r", self.at, len(self.data) - 1) + 1 or self.at

    def take(self, end: int, lines: int) -> None:
        """The fast path has read up to `end`, so many lines."""
        self.at = end
        self.lines += lines
        self._slow = _SHORTEST

    def slow_until(self) -> int:
        """How many bytes are to have `passed`, line by line, before the fast path is tried again: ever more."""
        self._slow *= 2
        return min(self.passed + self._slow, self._before + len(self.data))

    def line(self, most: int) -> str | None:
        """The next line with its end, None behind the last. LineTooLong where it has more than `most` characters."""
        while (end := self._line_end()) is None:
            if len(self.data) - self.at > 4 * most:
                raise LineTooLong
            self.more()
        if end == self.at:
            return None
        text = self.data[self.at : end].decode()
        if len(text) > most:
            raise LineTooLong
        self.at = end
        self.lines += 1
        return text

    def _line_end(self) -> int | None:
        """None where it cannot be told yet."""
        feed = self.data.find(b"\n", self.at)
        before = len(self.data) if feed < 0 else feed
        ret = self.data.find(b"\r", self.at, before)
        if ret >= 0 and ret + 1 < before:
            return ret + 1
        if feed >= 0:
            return feed + 1  # with the carriage return before it, where there is one
        return len(self.data) if self.ended else None


def _utf_8(file: TextFile, raw: BinaryIO) -> Iterator[bytes]:
    """The file's text in UTF-8, without a mark at its start; whether it is valid UTF-8 is left to those who take it."""
    if file.encoding == UTF_8:
        piece = raw.read(SIZE).removeprefix(codecs.BOM_UTF8)
        while piece:
            yield piece
            piece = raw.read(SIZE)
        return
    decoder = codecs.getincrementaldecoder(file.encoding)()
    while piece := raw.read(SIZE):
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()
