"""Reading indentation: a file's text becomes a tree of lines, comments kept, ready to be parsed line by line.

Nothing is given up on: an odd indentation is reported and read as it was probably meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from leadpact_dsl.diagnostics import Diagnostic, Fix, error
from leadpact_dsl.lines import MAX_LINES, Written, written_lines
from leadpact_dsl.source import SourceFile, Span
from leadpact_dsl.wording import Edit

MAX_DEPTH = 30
_STEP = 2


@dataclass
class Line:
    """One clause as written: `span` is its words without indentation or comment; `children` stand below it.

    A comment on a line of its own is a Line too (`is_comment`), so that the formatter finds it in its place. `edits`
    make its words readable (plain blanks for odd ones); `unreadable` lines were reported and are passed over.
    """

    span: Span
    depth: int
    blank_before: bool
    is_comment: bool = False
    comment: Span | None = None
    children: list[Line] = field(default_factory=list)
    edits: tuple[Edit, ...] = ()
    unreadable: bool = False
    indent: int = 0

    @property
    def text(self) -> str:
        return self.span.text

    @property
    def clauses(self) -> list[Line]:
        """The children that are not comments."""
        return [child for child in self.children if not child.is_comment]

    @property
    def indentation(self) -> Span:
        """What stands before the line's words."""
        return Span(self.span.file, self.span.start - (self.span.column - 1), self.span.start)


def read_layout(file: SourceFile) -> tuple[list[Line], list[Diagnostic]]:
    """The file's top lines with everything below them, and what was wrong with blanks and quotes."""
    written, diagnostics = written_lines(file)
    if len(written) > MAX_LINES:
        return [], [_too_many_lines(file, written)]
    tree = _Tree(file, diagnostics)
    for line in written:
        tree.add(line)
    tree.end()
    return tree.top, diagnostics


@dataclass
class _Open:
    """A line that can still take children. `columns` are those in which it and the lines beside it begin."""

    indent: int
    line: Line
    columns: set[int]


class _Tree:
    def __init__(self, file: SourceFile, diagnostics: list[Diagnostic]) -> None:
        self.file = file
        self.diagnostics = diagnostics
        self.top: list[Line] = []
        self.stack: list[_Open] = []
        self.comments: list[tuple[int, Line]] = []
        self.too_deep = False
        self.has_tabs = any(d.code == "LP101" for d in diagnostics)

    def add(self, written: Written) -> None:
        line = self._line(written)
        if written.is_comment:
            self.comments.append((written.indent, line))
            return
        self._place_comments(written.indent)
        columns = self._close(written.indent)
        if not self.stack:  # at the margin no other column will do
            columns = set()
        siblings = self.stack[-1].line.children if self.stack else self.top
        for placed in (*(comment for _, comment in self.comments), line):
            placed.depth = len(self.stack)
            siblings.append(placed)
        self.comments.clear()
        if line.depth >= MAX_DEPTH:
            self._report_depth(line)
        else:
            # Columns a whole step further in are taken by what stands below this line.
            beside = {column for column in columns if column < written.indent + _STEP}
            self.stack.append(_Open(written.indent, line, beside | {written.indent}))

    def end(self) -> None:
        self._place_comments(0)
        self.top.extend(comment for _, comment in self.comments)
        self._check_columns(self.top, 0)

    def _line(self, written: Written) -> Line:
        comment = None
        if written.remark is not None and not written.is_comment:
            comment = Span(self.file, written.remark, written.remark_end)
        return Line(
            Span(self.file, written.start, written.end),
            0,
            written.blank_before,
            written.is_comment,
            comment,
            edits=written.edits,
            unreadable=written.too_long,
            indent=written.indent,
        )

    def _close(self, indent: int) -> set[int]:
        """Close the blocks that end before a line, and return the columns of the lines that it stands beside.

        A line between two columns in use stands with the deeper one: its blanks were miscounted.
        """
        columns: set[int] = set()
        while self.stack:
            last = self.stack[-1]
            if self._is_below(indent, last):
                break
            columns = last.columns
            self.stack.pop()
            if indent in columns or (self.stack and self._is_below(indent, self.stack[-1])):
                break
        return columns

    def _is_below(self, indent: int, opened: _Open) -> bool:
        return indent > opened.indent and indent not in opened.columns

    def _place_comments(self, indent: int) -> None:
        """Comments indented further than the line that follows them belong to the block that ends there."""
        while self.comments and self.comments[0][0] > indent:
            own, comment = self.comments.pop(0)
            place = next((i for i in range(len(self.stack), 0, -1) if self.stack[i - 1].indent < own), 0)
            comment.depth = place
            (self.stack[place - 1].line.children if place else self.top).append(comment)

    def _check_columns(self, lines: Sequence[Line], column: int | None = None) -> None:
        """Lines of one block start in one column: that of most of them."""
        clauses = [line for line in lines if not line.is_comment and not line.unreadable]
        if clauses and not self.has_tabs:
            usual = Counter(line.indent for line in clauses).most_common(1)[0][0] if column is None else column
            others = [line for line in clauses if line.indent != usual]
            if others and column is not None:
                self.diagnostics.append(_not_at_the_margin(others))
            else:
                self.diagnostics.extend(astray(line, usual) for line in others)
        for line in clauses:
            if line.children:
                self._check_columns(line.children)

    def _report_depth(self, line: Line) -> None:
        line.unreadable = True
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


def shifted(lines: Sequence[Line], by: int, say: str) -> Fix | None:
    """The lines and all below them, moved by some blanks; None where they stand there already."""
    if by == 0:
        return None
    moved = list(walk(lines))
    file = moved[0].span.file
    start, end = min(line.indentation.start for line in moved), max(line.span.end for line in moved)
    numbers = {number for line in moved for number in range(line.span.line, line.span.end_line + 1)}
    texts = enumerate(file.text[start:end].split("\n"), min(numbers))
    text = "\n".join(_moved(text, by) if number in numbers else text for number, text in texts)
    return Fix(Span(file, start, end), text, say)


def _moved(text: str, by: int) -> str:
    words = text.lstrip()
    return " " * max(0, len(text) - len(words) + by) + words if words else text


def astray(line: Line, usual: int) -> Diagnostic:
    """A line that does not start in the column of the lines beside it."""
    return error(
        "LP103",
        line.span,
        f"This line is indented by {_blanks(line.indent)}, the lines beside it by {_blanks(usual)}.",
        note="indented differently",
        help="Lines that belong together start in the same column; what belongs to a line stands below it, two blanks "
        "further in.",
        fix=in_column(line, usual, "indent it like its neighbours"),
    )


def in_column(line: Line, column: int, say: str) -> Fix | None:
    """The line behind so many blanks. What stands below it moves along, unless it stands right already."""
    below = {child.indent for child in line.clauses}
    if below and (below != {line.indent + _STEP} or min(below) == column) and min(below) >= column:
        return Fix(line.indentation, " " * column, say)
    return shifted([line], column - line.indent, say)


def _not_at_the_margin(lines: Sequence[Line]) -> Diagnostic:
    first = lines[0]
    others = len(lines) - 1
    more = f" ({others} more {'line is' if others == 1 else 'lines are'}, too.)" if others else ""
    return error(
        "LP103",
        first.span,
        f"This line is indented, although it stands below nothing.{more}",
        note="indented",
        help="What opens a block, such as `team` or `score`, stands at the margin; what belongs to it stands below it, "
        "two blanks further in.",
        fix=Fix(first.indentation, "", "at the margin"),
    )


def _too_many_lines(file: SourceFile, written: Sequence[Written]) -> Diagnostic:
    place = written[MAX_LINES]
    return error(
        "LP138",
        Span(file, place.start, place.end),
        f"This file has {len(written):,} lines; a policy file may have {MAX_LINES:,}.",
        note="too many from here on",
        help="Nobody reads that. Split the policy into files, and keep long lists in a CSV file: "
        '`list NAME from "FILE.csv" column "COLUMN"`.',
    )


def _blanks(count: int) -> str:
    return "1 blank" if count == 1 else f"{count} blanks"


def walk(lines: Iterable[Line]) -> Iterator[Line]:
    """Every line, comments included, in the order written."""
    for line in lines:
        yield line
        yield from walk(line.children)
