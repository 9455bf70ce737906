"""Opening text files: plain or gzipped, in UTF-8 or UTF-16, or as the user says; never guessed, never half read."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO

from leadpact.records import problems
from leadpact_dsl.diagnostics import Diagnostic

UTF_8 = "utf-8-sig"
"""UTF-8; a byte order mark at the start is skipped."""

# What reading a damaged file can raise. UnicodeDecodeError is a ValueError and told apart by the caller.
DAMAGE = (OSError, EOFError, zlib.error)

_MARKS = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass
class TextFile:
    """A text file that can be opened many times; `name` is what its user called it."""

    path: Path
    name: str
    encoding: str
    _raw: BinaryIO | None = field(default=None, repr=False)

    @contextmanager
    def open(self) -> Iterator[TextIO]:
        """The text from the start, with its line ends as they are. Raises what `DAMAGE` names, and UnicodeError."""
        with self.open_bytes() as unzipped, io.TextIOWrapper(unzipped, encoding=self.encoding, newline="") as text:
            yield text

    @contextmanager
    def open_bytes(self) -> Iterator[BinaryIO]:
        """The bytes from the start, unzipped and as they are encoded. Raises what `DAMAGE` names."""
        with self.path.open("rb") as self._raw:
            yield _unzipped(self._raw, self.path)

    def share_read(self) -> float:
        if self._raw is None:
            return 0.0
        if self._raw.closed:
            return 1.0
        size = os.fstat(self._raw.fileno()).st_size
        return min(1.0, self._raw.tell() / size) if size else 1.0

    def damage(self, problem: Exception) -> Diagnostic:
        """What is said of an exception in the midst of reading."""
        match problem:
            case UnicodeError():
                return problems.not_in_encoding(self.name, _as_people_say(self.encoding), self._first_bad_line())
            case OSError():
                return problems.unreadable_because(self.name, problem)
            case _:
                return problems.unreadable(self.name, "it is damaged or was cut off")

    def _first_bad_line(self) -> int | None:
        """The first line that the encoding does not allow, counted from 1; None where lines are not bytes."""
        if self.encoding.startswith(("utf-16", "utf-32")):
            return None
        with self.path.open("rb") as raw:
            for number, line in enumerate(_unzipped(raw, self.path), start=1):
                try:
                    line.decode(self.encoding)
                except UnicodeError:
                    return number
        return None


def open_text_file(path: Path, name: str, encoding: str | None) -> TextFile | Diagnostic:
    """A text file that is there and whose encoding is known: the one given, else told by its first bytes."""
    try:
        with path.open("rb") as raw:
            start = _unzipped(raw, path).read(4096)
    except DAMAGE as problem:
        return TextFile(path, name, UTF_8).damage(problem)
    marked = next((known for mark, known in _MARKS if start.startswith(mark)), None)
    # Half of a UTF-16 text in Latin letters is zero bytes; a stray one in UTF-8 is a character like any other.
    if encoding is None and marked is None and 4 * start.count(0) > len(start):
        return problems.not_in_encoding(name, "UTF-8", None)
    found = encoding or marked or UTF_8
    return TextFile(path, name, UTF_8 if found.lower().replace("_", "-") in ("utf-8", "utf8") else found)


class LineTooLong(ValueError):
    """A line longer than any that is meant; raised through readers that pull lines one by one."""


def bounded_lines(file: TextIO, limit: int) -> Iterator[str]:
    """The lines of a file, none longer than `limit` characters: LineTooLong is raised in place of such a one."""
    while line := file.readline(limit + 1):
        if len(line) > limit:
            raise LineTooLong
        yield line


def _unzipped(raw: BinaryIO, path: Path) -> BinaryIO:
    return gzip.GzipFile(fileobj=raw) if path.suffix.lower() == ".gz" else raw  # type: ignore[return-value]


def _as_people_say(encoding: str) -> str:
    return "UTF-8" if encoding == UTF_8 else encoding.upper() if encoding.startswith("utf") else encoding
