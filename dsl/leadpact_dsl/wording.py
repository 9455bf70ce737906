"""The words of a clause as they are read: as written, or mended so that the rest of them can be read too.

Whatever was mended, every place in the mended text is known in the file, so that messages mark what was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from leadpact_dsl.source import Span


@dataclass(frozen=True)
class Edit:
    """`text` stands in place of the characters `start` to `end` of what was written."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Wording:
    """A clause: where it was written, and what was changed to read it, in the order of the places."""

    written: Span
    edits: tuple[Edit, ...] = ()

    @cached_property
    def text(self) -> str:
        if not self.edits:
            return self.written.text
        whole, parts, at = self.written.text, [], 0
        for edit in self.edits:
            parts += [whole[at : edit.start], edit.text]
            at = edit.end
        return "".join([*parts, whole[at:]])

    def span(self, start: int, end: int) -> Span:
        """The place in the file of the characters `start` to `end` of `text`."""
        file, base = self.written.file, self.written.start
        if not self.edits:
            return Span(file, base + start, base + end)
        first = self._written_at(start, at_end=False)
        last = max(first, self._written_at(end, at_end=True))
        return Span(file, base + first, base + last, not (self._is_inside(start) or self._is_inside(end)))

    def _is_inside(self, offset: int) -> bool:
        """Whether a place in `text` is in the middle of changed words."""
        shift = 0
        for edit in self.edits:
            at = edit.start + shift
            if at < offset < at + len(edit.text):
                return True
            shift += len(edit.text) - (edit.end - edit.start)
        return False

    def changed(self, start: int, end: int, text: str) -> Wording | None:
        """With other words at `start` to `end` of `text`; None where words would be changed a second time."""
        shift = 0
        for edit in self.edits:
            at = edit.start + shift
            if (start < at + len(edit.text) and at < end) or start < at < end:
                return None
            shift += len(edit.text) - (edit.end - edit.start)
        first, last = self._written_at(start, at_end=False), self._written_at(end, at_end=True)
        edits = sorted([*self.edits, Edit(first, max(first, last), text)], key=lambda edit: (edit.start, edit.end))
        return Wording(self.written, tuple(edits))

    def _written_at(self, offset: int, *, at_end: bool) -> int:
        """The offset in what was written; inside changed words it is their start, or their end."""
        shift = 0
        for edit in self.edits:
            start = edit.start + shift
            if offset < start or (offset == start and at_end):
                break
            if offset < start + len(edit.text):
                return edit.end if at_end else edit.start
            shift += len(edit.text) - (edit.end - edit.start)
        return offset - shift
