"""Diagnostics as people read them: the sentence, the line with the exact words marked, and the way out.

    error[LP101]: A tab stands where blanks belong.
     --> scoring.sla:2:1
      |
    2 | →   title "Job title": text
      | ^^^^ a tab
      |
    help: Indent with two blanks a level.

Strings in, a string out. Whoever prints it decides about colour and width.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leadpact_dsl import screen
from leadpact_dsl.diagnostics import Diagnostic, Fix, Severity
from leadpact_dsl.source import Span

_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "strong": "1",
    "frame": "1;34",
    "label": "1;34",
    "help": "1;36",
    "removed": "31",
    "added": "32",
}

# A mark over many lines shows its ends; a fix shows this many lines at most.
_MARK_HEAD, _MARK_TAIL = 3, 2
_FIX_LINES = 12
# Text to paste should stay whole: it is cut only where it could not be read anyway.
_PASTE_WIDTH = 400


def render(diagnostics: Iterable[Diagnostic], *, colour: bool = False, width: int = 100) -> str:
    """All findings in the order given, a blank line between them, and the count last. Empty when there are none.

    `width` is in columns of the terminal; longer source lines are shown around the mark only.
    """
    found = list(diagnostics)
    if not found:
        return ""
    parts = [render_one(diagnostic, colour=colour, width=width) for diagnostic in found]
    return "\n".join([*parts, summary(found) + "\n"])


def render_one(diagnostic: Diagnostic, *, colour: bool = False, width: int = 100) -> str:
    """One finding, its last line ended."""
    page = _Page(colour, width, _gutter(diagnostic))
    return "".join(line.rstrip() + "\n" for line in page.lines(diagnostic))


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """`Found 2 errors and 1 warning.`"""
    severities = [diagnostic.severity for diagnostic in diagnostics]
    counts = [(severities.count(severity), severity.value) for severity in Severity]
    said = [f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts if count]
    return f"Found {' and '.join(said) if said else 'nothing to mend'}."


@dataclass(frozen=True)
class _Page:
    """The frame of one rendering: `gutter` is the width of its line numbers."""

    colour: bool
    width: int
    gutter: int

    def lines(self, diagnostic: Diagnostic) -> Iterator[str]:
        severity = diagnostic.severity.value
        yield from self._titled(f"{severity}[{diagnostic.code}]", severity, diagnostic.message, strong=True)
        if diagnostic.span is not None:
            yield from self._excerpt(diagnostic.span, diagnostic.note, "-->", "^", severity)
        elif diagnostic.note:
            yield from self._titled("note", "help", diagnostic.note)
        for label in diagnostic.labels:
            yield from self._excerpt(label.span, label.text, ":::", "-", "label")
        if diagnostic.help:
            yield from self._titled("help", "help", diagnostic.help)
        if diagnostic.fix is not None:
            yield from self._fix(diagnostic.fix, diagnostic.span)

    def _titled(self, word: str, style: str, text: str, *, strong: bool = False) -> Iterator[str]:
        """`help: the text`; further lines of the text stand below its first."""
        first, *rest = (screen.visible(line) for line in text.split("\n"))
        yield self._paint(style, word) + self._paint("strong" if strong else "", f": {first}")
        yield from (f"  {line}" for line in rest)

    def _excerpt(self, span: Span, note: str, arrow: str, mark: str, style: str) -> Iterator[str]:
        span = _inside(span)
        yield self._at(span, arrow)
        yield self._row()
        yield from self._before_a_blank_line(span)
        if span.line == span.end_line:
            yield from self._one_line(span, note, mark, style)
        else:
            yield from self._many_lines(span, note, mark, style)
        yield self._row()

    def _one_line(self, span: Span, note: str, mark: str, style: str) -> Iterator[str]:
        text, before, marked = screen.window(
            span.file.line_text(span.line), span.column - 1, span.end_column - 1, self.width
        )
        yield self._row(span.line, text)
        yield self._row(None, " " * before + self._paint(style, _with(mark * marked, note)))

    def _many_lines(self, span: Span, note: str, mark: str, style: str) -> Iterator[str]:
        """A bar runs down the margin from the first line of the mark to the last."""
        lines = range(span.line, span.end_line + 1)
        dropped = lines[_MARK_HEAD:-_MARK_TAIL] if len(lines) > _MARK_HEAD + _MARK_TAIL + 1 else range(0)
        for line in lines:
            if line in dropped[1:]:
                continue
            bar = self._paint(style, "/" if line == span.line else "|")
            if line in dropped:
                yield self._row(None, f"{bar} {screen.CUT}")
                continue
            at = span.end_column - 2 if line == span.end_line else span.column - 1 if line == span.line else 0
            text, before, _ = screen.window(span.file.line_text(line), max(0, at), max(0, at), self.width)
            yield self._row(line, f"{bar} {text}")
        yield self._row(None, self._paint(style, _with("|" + "_" * (before + 1) + mark, note)))

    def _before_a_blank_line(self, span: Span) -> Iterator[str]:
        """A mark on a blank line (the end of a file, often) says little without the line before it."""
        if span.line > 1 and not span.file.line_text(span.line).strip():
            text, _, _ = screen.window(span.file.line_text(span.line - 1), 0, 0, self.width)
            yield self._row(span.line - 1, text)

    def _fix(self, fix: Fix, near: Span | None) -> Iterator[str]:
        """The lines that the fix takes away and the lines to write instead, ready to be copied."""
        yield from self._titled("fix", "help", fix.say or "Write this instead.")
        span = _inside(fix.span)
        if near is None or near.file.name != span.file.name:
            yield self._at(span, "-->")
        yield self._row()
        line, old, new = _changed_lines(span, fix.text)
        for sign, style, width, texts in (
            ("-", "removed", self.width, old),
            ("+", "added", max(self.width, _PASTE_WIDTH), new),
        ):
            for number, text in enumerate(texts[:_FIX_LINES], line):
                at = min(span.column - 1, len(text))
                shown, _, _ = screen.window(text, at, 0, width, to_paste=sign == "+")
                yield self._row(number, self._paint(style, shown), self._paint(style, sign))
            if len(texts) > _FIX_LINES:
                yield self._row(None, screen.CUT, self._paint(style, sign))

    def _at(self, span: Span, arrow: str) -> str:
        where = f"{screen.visible(span.file.name)}:{span.line}:{span.column}"
        return f"{' ' * self.gutter}{self._paint('frame', arrow)} {where}"

    def _row(self, number: int | None = None, text: str = "", edge: str = "") -> str:
        digits = "" if number is None else str(number)
        return f"{self._paint('frame', digits.rjust(self.gutter))} {edge or self._paint('frame', '|')} {text.rstrip()}"

    def _paint(self, style: str, text: str) -> str:
        """Text in a style. Trailing blanks are never painted, so that they can be cut."""
        if not self.colour or style not in _STYLES or not text.strip():
            return text
        return f"\x1b[{_STYLES[style]}m{text.rstrip()}\x1b[0m{text[len(text.rstrip()) :]}"


def _with(mark: str, note: str) -> str:
    return f"{mark} {screen.visible(note)}" if note else mark


def _gutter(diagnostic: Diagnostic) -> int:
    """The width of the largest line number that the rendering may show."""
    spans = [span for span in (diagnostic.span, *(label.span for label in diagnostic.labels)) if span is not None]
    largest = max((_inside(span).end_line for span in spans), default=1)
    if diagnostic.fix is not None:
        line, old, new = _changed_lines(_inside(diagnostic.fix.span), diagnostic.fix.text)
        largest = max(largest, line + min(max(len(old), len(new)), _FIX_LINES) - 1)
    return len(str(largest))


def _inside(span: Span) -> Span:
    """The span held within its file, so that a wrong one still shows something."""
    start = min(max(span.start, 0), len(span.file.text))
    return Span(span.file, start, min(max(span.end, start), len(span.file.text)))


def _changed_lines(span: Span, text: str) -> tuple[int, list[str], list[str]]:
    """The number of the first line that differs once `text` stands at `span`, the lines before, and the lines after."""
    whole, first = span.file.text, span.line
    start = span.file.line_starts[first - 1]
    end = whole.find("\n", span.end)
    end = len(whole) if end < 0 else end
    old = whole[start:end].split("\n")
    new = (whole[start : span.start] + text + whole[span.end : end]).split("\n")
    shorter = min(len(old), len(new))
    head = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    rest = shorter - head
    tail = next((place for place in range(rest) if old[-1 - place] != new[-1 - place]), rest)
    return first + head, old[head : len(old) - tail], new[head : len(new) - tail]
