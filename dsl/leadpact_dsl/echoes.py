"""Findings that only echo a mistake already reported: they wait until it is mended.

What a line that cannot be read would have said is missing from all that is read after it. So its clause seems to be
forgotten, a route that it made narrow seems to take every lead, a score without its points seems to be out of reach.
(Names that such a line may have declared are known to the resolver, which does not miss them.)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from leadpact_dsl import ast
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.source import SourceFile, Span

Home: TypeAlias = tuple[str, int]
"""The declaration that a place stands in: its file's name and the line (from 1) that opens it."""

_FORGOTTEN: Final = frozenset({"LP222", "LP224", "LP232", "LP602", "LP603", "LP604"})
_FROM_AFAR: Final = ("LP31", "LP323", "LP34", "LP35", "LP403", "LP411", "LP421", "LP431", "LP441")
"""Findings that follow from all that their declaration uses: what a score reaches, what an earlier one leaves over."""
_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_IN_ORDER: Final = frozenset({"stage", "disqualify", "route", "response", "recycle"})
"""Kinds that are read one after the other, so that one of them changes what is left for the next."""


def names_that_stand(written: ast.PolicyText, names: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What the resolver found, without what seems to be forgotten where a line could not be read."""
    homes = _Homes()
    not_whole = {homes.of(span) for span in written.unread}
    return [d for d in names if d.code not in _FORGOTTEN or homes.of(d.span) not in not_whole]


def findings_that_stand(
    written: ast.PolicyText, before: Sequence[Diagnostic], findings: Sequence[Diagnostic]
) -> list[Diagnostic]:
    """What the checks found. With any error in `before`, all that the parser and the resolver found, warnings wait, and
    errors are kept only where all that they follow from was read whole."""
    errors = [d for d in before if d.is_error]
    if not errors:
        return list(findings)
    found = [d for d in findings if d.is_error]
    if not found:
        return []
    homes = _Homes()
    lost = [d.span for d in errors if d.span not in written.mended]
    broken = {homes.of(span) for span in (*lost, *written.unread)}
    affected = _affected(dict.fromkeys(node.span.file for node in written.declarations), broken, homes)

    def stands(d: Diagnostic) -> bool:
        places = {homes.of(span) for span in (d.span, *(label.span for label in d.labels))}
        return places.isdisjoint(affected if d.code.startswith(_FROM_AFAR) else broken)

    return [d for d in found if stands(d)]


def _affected(files: Iterable[SourceFile], broken: set[Home | None], homes: _Homes) -> set[Home | None]:
    """The broken declarations and all that name them, directly or through others."""
    words = {home: _WORD.findall(text) for file in files for home, text in homes.texts(file)}
    affected = set(broken)
    fresh = [home for home in words if home in broken]
    while fresh:
        # A `lead` block has no name of its own: what it lacks is missed where it is used.
        lost = {name for home in fresh for name in words[home][1:2]}
        ordered = {kind for home in fresh for kind in words[home][:1]} & _IN_ORDER
        fresh = [
            home
            for home, its in words.items()
            if home not in affected and (not lost.isdisjoint(its) or not ordered.isdisjoint(its[:1]))
        ]
        affected.update(fresh)
    return affected


class _Homes:
    """The declarations of files, told by the lines at the margin."""

    def __init__(self) -> None:
        self._lines: dict[SourceFile, list[int]] = {}

    def of(self, span: Span | None) -> Home | None:
        """The nearest line at the margin, at the place or above it."""
        if span is None:
            return None
        lines = self._margin(span.file)
        place = bisect_right(lines, span.line)
        return span.file.name, lines[place - 1] if place else 0

    def texts(self, file: SourceFile) -> Iterator[tuple[Home, str]]:
        """Each declaration with its whole text."""
        lines = self._margin(file)
        ends = [*(file.line_starts[line - 1] for line in lines), len(file.text)]
        for line, (start, end) in zip(lines, pairwise(ends), strict=True):
            yield (file.name, line), file.text[start:end]

    def _margin(self, file: SourceFile) -> list[int]:
        if file not in self._lines:
            starts = enumerate(file.line_starts, 1)
            self._lines[file] = [
                line for line, at in starts if at < len(file.text) and file.text[at] not in " \t\r\n#\ufeff"
            ]
        return self._lines[file]
