"""Reading indentation: a file's text becomes a tree of lines, comments kept, ready to be parsed line by line.

Nothing is given up on: a tab, an odd indentation or an unclosed text is reported and read as it was probably meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from leadpact_dsl.diagnostics import Diagnostic, Fix, error
from leadpact_dsl.source import SourceFile, Span

MAX_DEPTH = 30
MAX_LINE = 4_000

_TAB_WIDTH = 2
_BEFORE_COMMENT = re.compile(r'(?:[^"#]+|"(?:\\.|[^"\\])*")*')
_TEXT_MARK = '"""'
_ODD_BLANKS = re.compile(
    "[\u00a0\u1680\u2000-\u200f\u2028\u2029\u202a-\u202f\u205f\u2060-\u2064\u3000\ufeff\v\f\x1c-\x1f\x85]"
)


@dataclass
class Line:
    """One clause as written: `span` is its words without indentation or comment; `children` stand below it.

    A comment on a line of its own is a Line too (`is_comment`), so that the formatter finds it in its place.
    """

    span: Span
    depth: int
    blank_before: bool
    is_comment: bool = False
    comment: Span | None = None
    children: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.span.text

    @property
    def clauses(self) -> list[Line]:
        """The children that are not comments."""
        return [child for child in self.children if not child.is_comment]


def read_layout(file: SourceFile) -> tuple[list[Line], list[Diagnostic]]:
    """The file's top lines with everything below them, and what was wrong with blanks and quotes."""
    reader = _Reader(file)
    return reader.read(), reader.diagnostics


@dataclass
class _Open:
    """A line that can still take children, and the indentations of the blocks around it."""

    indent: int
    line: Line


class _Reader:
    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.text = file.text
        self.diagnostics: list[Diagnostic] = []
        self.tabs: list[Span] = []
        self.odd_blanks: list[Span] = []
        self.too_deep = False

    def read(self) -> list[Line]:
        top: list[Line] = []
        stack: list[_Open] = []
        blank_before = False
        for indent, start, end in self._physical_lines():
            if start == end:
                blank_before = True
                continue
            line = self._line(start, end, blank_before)
            blank_before = False
            if line is None:
                continue
            while stack and stack[-1].indent >= indent:
                stack.pop()
            line.depth = len(stack)
            siblings = stack[-1].line.children if stack else top
            if line.is_comment:
                siblings.append(line)
            elif not self._is_too_deep(line):
                self._check_indent(line, indent, siblings)
                siblings.append(line)
                stack.append(_Open(indent, line))
        self._report_blanks()
        return top

    def _physical_lines(self) -> Iterator[tuple[int, int, int]]:
        """(indentation, start of the words, end of the words) of every line; a quoted text is one line."""
        at = 0
        while at < len(self.text):
            line_end = self._line_end(at)
            start = at
            while start < line_end and (self.text[start] in " \t" or _ODD_BLANKS.match(self.text[start])):
                start += 1
            indent = self._indent(at, start)
            end = self._text_end(start, line_end, indent)
            at = self._line_end(end) + 1
            yield indent, start, start + len(self.text[start:end].rstrip())

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def _indent(self, at: int, start: int) -> int:
        blanks = self.text[at:start]
        for i, char in enumerate(blanks):
            if char == "\t":
                self.tabs.append(Span(self.file, at + i, at + i + 1))
            elif char != " ":
                self.odd_blanks.append(Span(self.file, at + i, at + i + 1))
        return len(blanks.expandtabs(_TAB_WIDTH)) if "\t" in blanks else len(blanks)

    def _text_end(self, start: int, line_end: int, indent: int) -> int:
        """The end of a line, or of the quoted text that it opens."""
        words_end = _BEFORE_COMMENT.match(self.text, start, line_end)
        shown = self.text[start : words_end.end() if words_end else line_end]
        # An opening mark reads as an empty text and a lone quote: it is the last thing that the pattern takes.
        opening = self.text.find(_TEXT_MARK, start, line_end)
        if opening < 0 or opening - start > len(shown):
            return line_end
        closing = self.text.find(_TEXT_MARK, opening + 3)
        if 0 <= closing < line_end:
            return line_end
        stop = self._text_must_end(line_end, indent)
        if 0 <= closing < stop:
            return self._line_end(closing)
        self.diagnostics.append(
            error(
                "LP106",
                Span(self.file, opening, opening + 3),
                'This text opens with """ and is never closed.',
                note="opens here",
                help='Put """ on a line of its own behind the text, and indent the text below the line that opens it.',
            )
        )
        return len(self.text[:stop].rstrip())

    def _text_must_end(self, line_end: int, indent: int) -> int:
        """Where a quoted text can reach at most: up to the next words that are not indented below its opening."""
        at = line_end + 1
        while at < len(self.text):
            end = self._line_end(at)
            words = self.text[at:end].lstrip(" \t")
            own = end - at - len(words)
            if words and own <= indent and not words.startswith(_TEXT_MARK):
                return at
            if words and own <= indent:
                return end
            at = end + 1
        return len(self.text)

    def _line(self, start: int, end: int, blank_before: bool) -> Line | None:
        if self.text[start] == "#":
            return Line(Span(self.file, start, end), 0, blank_before, is_comment=True)
        if _TEXT_MARK in self.text[start:end]:
            return Line(Span(self.file, start, end), 0, blank_before)
        words = _BEFORE_COMMENT.match(self.text, start, end)
        stop = words.end() if words else end
        comment = None
        if stop < end and self.text[stop] == "#":
            comment = Span(self.file, stop, end)
            stop = start + len(self.text[start:stop].rstrip())
        else:
            stop = end  # an unclosed quote: the parser says so
        if stop - start > MAX_LINE:
            self.diagnostics.append(
                error(
                    "LP107",
                    Span(self.file, start, start + 60),
                    f"This line has {stop - start:,} characters; a line may have {MAX_LINE:,}.",
                    help="Break it up: a list can go on in indented lines below it, a text can stand in a section.",
                )
            )
            return None
        return Line(Span(self.file, start, stop), 0, blank_before, comment=comment)

    def _check_indent(self, line: Line, indent: int, siblings: list[Line]) -> None:
        """Lines of one block start in one column."""
        first = next((sibling for sibling in siblings if not sibling.is_comment), None)
        if first is None:
            return
        expected = first.span.column - 1
        if self.text[first.span.start - expected : first.span.start].strip(" ") or line.span.column - 1 == expected:
            return
        line_start = line.span.start - (line.span.column - 1)
        self.diagnostics.append(
            error(
                "LP103",
                line.span,
                f"This line is indented by {_columns(indent)}, the lines beside it by {_columns(expected)}.",
                note="indented differently",
                help="Lines that belong together start in the same column; what belongs to a line stands two blanks "
                "further in, below it.",
                fix=Fix(Span(self.file, line_start, line.span.start), " " * expected, "indent it like its neighbours"),
            )
        )

    def _is_too_deep(self, line: Line) -> bool:
        if line.depth < MAX_DEPTH:
            return False
        if not self.too_deep:
            self.too_deep = True
            self.diagnostics.append(
                error(
                    "LP104",
                    line.span,
                    f"Blocks stand inside each other more than {MAX_DEPTH} deep here; nobody could read that.",
                    help="Give the inner conditions names of their own with `define`, or take groups apart.",
                )
            )
        return True

    def _report_blanks(self) -> None:
        if self.tabs:
            first = self.tabs[0]
            lines = len({span.line for span in self.tabs})
            self.diagnostics.append(
                error(
                    "LP101",
                    first,
                    "A tab stands at the start of this line; leadpact reads blanks only." + _more_lines(lines),
                    note="tab",
                    help="Put two blanks for each level instead. Most editors can: “convert indentation to spaces”.",
                    fix=Fix(first, " " * _TAB_WIDTH, "two blanks for each tab"),
                )
            )
        if self.odd_blanks:
            first = self.odd_blanks[0]
            lines = len({span.line for span in self.odd_blanks})
            self.diagnostics.append(
                error(
                    "LP102",
                    first,
                    f"An invisible character (U+{ord(first.text):04X}) stands where a plain blank belongs."
                    + _more_lines(lines),
                    help="It usually comes from a word processor or a web page. Type a plain blank in its place.",
                    fix=Fix(first, " ", "a plain blank"),
                )
            )


def _columns(indent: int) -> str:
    return "1 blank" if indent == 1 else f"{indent} blanks"


def _more_lines(lines: int) -> str:
    return "" if lines < 2 else f" ({lines - 1} more {'line has' if lines == 2 else 'lines have'} one too.)"


def walk(lines: Iterable[Line]) -> Iterator[Line]:
    """Every line, comments included, in the order written."""
    for line in lines:
        yield line
        yield from walk(line.children)
