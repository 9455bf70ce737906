"""Where reading a file reports to: what is wrong, and which lines could not be read at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from leadpact_dsl.clause_parser import reserved_words
from leadpact_dsl.diagnostics import Diagnostic, error
from leadpact_dsl.source import Span

MAX_EXPLAINED = 40
"""Broken lines of one file that are looked into: a file of another kind altogether would otherwise give thousands."""

_DECLARING = ("declaration", "lead_item", "choice_item", "activity_item", "grade_item")
_NAME = re.compile(r'"(?:\\.|[^"\\\n])*"?|([A-Za-z_][A-Za-z0-9_]*)')


@dataclass
class Sink:
    """`names` stand on unread lines that may have declared them, so that nobody is told that they are missing;
    `mended` are the places of mistakes in spite of which a line was read as it was meant."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    mended: set[Span] = field(default_factory=set)
    unexplained: list[Span] = field(default_factory=list)
    explained: int = 0

    def report(self, found: Iterable[Diagnostic], *, mended: bool = False) -> None:
        """`mended` says that what was found wrong did not keep anything from being read."""
        for diagnostic in found:
            self.diagnostics.append(diagnostic)
            if mended and diagnostic.span is not None:
                self.mended.add(diagnostic.span)

    @property
    def is_full(self) -> bool:
        return self.explained >= MAX_EXPLAINED

    def pass_over(self, span: Span, start: str | None = None) -> None:
        """A line is not read; `start` is the kind of line that it should have been, None where nobody knows."""
        self.unread.append(span)
        if start is None or start in _DECLARING:
            found = {match[1] for match in _NAME.finditer(span.text) if match[1]}
            self.names.update(found - reserved_words())

    def say_places_once(self, above: Mapping[Span, Span]) -> None:
        """Of a line whose block is known, and of lines that seemed to stand below it, nothing is said of columns; nor
        of lines below one that is in the wrong column itself.

        `above` holds the line that each one seemed to stand below.
        """
        placed = {one.span for one in self.diagnostics if one.code in ("LP105", "LP139") and one.fix is not None}
        kept: list[Diagnostic] = []
        for one in self.diagnostics:
            if one.code != "LP103" or one.span is None:
                kept.append(one)
            elif not placed & {one.span, above.get(one.span)}:
                kept.append(one)
                placed.add(one.span)
        astray = {one.span for one in kept if one.code == "LP103"}
        self.diagnostics = [
            one for one in kept if one.code != "LP105" or one.span is None or above.get(one.span) not in astray
        ]

    def about_unexplained(self) -> list[Diagnostic]:
        if not self.unexplained:
            return []
        count = len(self.unexplained)
        return [
            error(
                "LP138",
                self.unexplained[0],
                f"{count:,} more {'line' if count == 1 else 'lines'} from here on could not be read either.",
                note="and so on",
                help="Mend the lines above first; what remains is reported then.",
            )
        ]
