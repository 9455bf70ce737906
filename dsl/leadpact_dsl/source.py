"""Places in policy text: a file's text and the spans that point into it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class SourceFile:
    """One policy file: its name as people see it (relative to the policy) and its whole text."""

    name: str
    text: str = field(repr=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offsets at which the lines begin."""
        starts = [0]
        starts.extend(i + 1 for i, char in enumerate(self.text) if char == "\n")
        return tuple(starts)

    def line_of(self, offset: int) -> int:
        """The line of an offset, counted from 1."""
        return bisect_right(self.line_starts, offset)

    def column_of(self, offset: int) -> int:
        """The column of an offset in characters, counted from 1."""
        return offset - self.line_starts[self.line_of(offset) - 1] + 1

    def line_text(self, line: int) -> str:
        """The text of a line counted from 1, without its line end."""
        start = self.line_starts[line - 1]
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end].rstrip("\r")


@dataclass(frozen=True)
class Span:
    """A run of characters in a file: offsets from `start` up to, not including, `end`.

    One that is not `exact` covers more than is meant: the words meant were never written, but others in their place.
    """

    file: SourceFile = field(repr=False)
    start: int
    end: int
    exact: bool = field(default=True, repr=False, compare=False)

    @property
    def line(self) -> int:
        return self.file.line_of(self.start)

    @property
    def column(self) -> int:
        return self.file.column_of(self.start)

    @property
    def end_line(self) -> int:
        return self.file.line_of(max(self.start, self.end - 1))

    @property
    def end_column(self) -> int:
        """The column just behind the last character, counted from 1."""
        return self.file.column_of(max(self.start, self.end - 1)) + (1 if self.end > self.start else 0)

    @property
    def text(self) -> str:
        return self.file.text[self.start : self.end]

    def __str__(self) -> str:
        return f"{self.file.name}:{self.line}:{self.column}"

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of another in the same file."""
        return Span(self.file, min(self.start, other.start), max(self.end, other.end), self.exact and other.exact)
