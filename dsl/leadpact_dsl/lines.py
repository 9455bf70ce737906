"""A file's lines as written: where each begins and ends, how far it is indented, what is a remark and what a long text.

What cannot be seen (tabs, odd blanks, control characters) is reported once for the file and read as it was meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, error
from leadpact_dsl.source import SourceFile, Span
from leadpact_dsl.wording import Edit, Wording

MAX_LINE = 4_000
MAX_LINES = 4_000

TEXT_MARK = '"""'

_BYTE_ORDER_MARK = "\ufeff"
_BEFORE_COMMENT = re.compile(r'(?:[^"#]+|"(?:\\.|[^"\\])*")*')
_QUOTED = re.compile(r'"""(?:.|\n)*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?')
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060-\u2064\ufeff\u00ad\x1c-\x1f]*")

# Characters that show as nothing or as a blank, outside quotes; and those that have no place in a text at all: they
# drive terminals and printers, or turn the direction in which a line is read.
_WIDE = re.compile("[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\v\f\x1c-\x1f\x85]")
_NARROW = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_ANY_ODD = re.compile(f"{_WIDE.pattern}|{_NARROW.pattern}|{_CONTROL.pattern}|\t")


@dataclass(frozen=True)
class Written:
    """A line that is not blank: its words from `start` to `end`, behind `indent` blanks.

    `edits` (offsets from `start`) make it readable; `remark` is where its remark begins; `too_long` lines are not read.
    """

    indent: int
    start: int
    end: int
    blank_before: bool
    remark: int | None = None
    remark_end: int = 0
    edits: tuple[Edit, ...] = ()
    too_long: bool = False

    @property
    def is_comment(self) -> bool:
        return self.remark == self.start


def written_lines(file: SourceFile) -> tuple[list[Written], list[Diagnostic]]:
    """All lines of a file that say something, and what was wrong with their characters and quotes."""
    lone = _LONE_RETURN.search(file.text)
    if lone is not None:
        return [], [_old_line_ends(Span(file, lone.start(), lone.end()))]
    reader = _Reader(file)
    return list(reader.read()), [*reader.diagnostics, *reader.about_characters()]


class _Reader:
    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.text = file.text
        self.plain = not _ANY_ODD.search(self.text)
        self.tab_width = 2 if self.plain else _tab_width(self.text)
        self.diagnostics: list[Diagnostic] = []
        self.tabs: list[Span] = []
        self.odd_blanks: list[Span] = []
        self.controls: list[Span] = []

    def read(self) -> Iterator[Written]:
        blank_before = False
        at = len(_BYTE_ORDER_MARK) if self.text.startswith(_BYTE_ORDER_MARK) else 0
        while at < len(self.text):
            line_end = self._line_end(at)
            blanks = _BLANKS.match(self.text, at, line_end)
            start = blanks.end() if blanks else at
            if start >= line_end:
                blank_before, at = True, line_end + 1
                continue
            indent = self._indent(at, start)
            if self.text[start] == "#":
                end = line_end
                written = Written(indent, start, self._trimmed(start, end), blank_before, start, end)
            else:
                written = self._clause(indent, start, line_end, blank_before)
                end = max(written.end, written.remark_end)
            at = self._line_end(end) + 1
            if not self.plain:
                written = self._readable(written)
                if not written.is_comment and not self._says_something(written):
                    continue
            yield written
            blank_before = False

    def _clause(self, indent: int, start: int, line_end: int, blank_before: bool) -> Written:
        opening = self.text.find(TEXT_MARK, start, line_end)
        before = _BEFORE_COMMENT.match(self.text, start, line_end)
        shown_end = before.end() if before else line_end
        # An opening mark reads as an empty text and a lone quote: it is the last thing that the pattern takes.
        if 0 <= opening <= shown_end:
            closed = self.text.find(TEXT_MARK, opening + 3)
            if not 0 <= closed < line_end:
                return self._long_text(indent, start, opening, closed, line_end, blank_before)
        remark = shown_end if shown_end < line_end and self.text[shown_end] == "#" else None
        end = self._trimmed(start, line_end if remark is None else remark)
        if end - start > MAX_LINE:
            self._report_length(start, end - start)
            return Written(indent, start, end, blank_before, too_long=True)
        return Written(indent, start, end, blank_before, remark, line_end if remark is not None else 0)

    def _long_text(
        self, indent: int, start: int, opening: int, closed: int, line_end: int, blank_before: bool
    ) -> Written:
        """A clause that ends in a text of several lines."""
        stop = self._text_must_end(line_end, indent)
        if 0 <= closed < stop:
            return Written(indent, start, self._trimmed(start, self._line_end(closed)), blank_before)
        place = Span(self.file, opening, opening + 3)
        end = self._trimmed(start, stop)
        self.diagnostics.append(
            error(
                "LP106",
                place,
                'This text opens with """ and is never closed.',
                note="opens here",
                help='Put """ on a line of its own behind the text, and indent the text below the line that opens it.',
                fix=Fix(Span(self.file, end, end), f"\n{' ' * (indent + 2)}{TEXT_MARK}", "close it here"),
            )
        )
        return Written(indent, start, end, blank_before, edits=(Edit(end - start, end - start, f"\n{TEXT_MARK}"),))

    def _text_must_end(self, line_end: int, indent: int) -> int:
        """Where a quoted text can reach at most: up to the next words that are not indented below its opening."""
        at = line_end + 1
        while at < len(self.text):
            end = self._line_end(at)
            words = self.text[at:end].lstrip(" \t\r")
            own = end - at - len(words)
            if words and own <= indent:
                return end if words.startswith(TEXT_MARK) else at
            at = end + 1
        return len(self.text)

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def _trimmed(self, start: int, end: int) -> int:
        return start + len(self.text[start:end].rstrip())

    def _indent(self, at: int, start: int) -> int:
        if self.plain:
            return start - at
        columns = 0
        for i in range(at, start):
            char = self.text[i]
            if char == "\t":
                self.tabs.append(Span(self.file, i, i + 1))
                columns += self.tab_width - columns % self.tab_width
            elif _NARROW.match(char) or _CONTROL.match(char):
                self.odd_blanks.append(Span(self.file, i, i + 1))
            else:
                columns += 1
                if char != " ":
                    self.odd_blanks.append(Span(self.file, i, i + 1))
        return columns

    def _columns(self, blanks: str) -> int:
        """How far blanks and tabs reach."""
        columns = 0
        for char in blanks:
            columns += self.tab_width - columns % self.tab_width if char == "\t" else 1
        return columns

    def _readable(self, line: Written) -> Written:
        """The line with plain blanks in place of what only looks like one, outside quotes."""
        edits = list(line.edits)
        words_end = line.start if line.is_comment else line.end
        quoted = [m.span() for m in _QUOTED.finditer(self.text, line.start, words_end)]
        for found in _ANY_ODD.finditer(self.text, line.start, max(line.end, line.remark_end)):
            at, char = found.start(), found.group()
            inside = at >= words_end or any(start <= at < end for start, end in quoted)
            place = Span(self.file, at, at + 1)
            if _CONTROL.match(self.text, at):
                self.controls.append(place)
            elif inside:
                continue
            elif char == "\t":
                self.tabs.append(place)
            else:
                self.odd_blanks.append(place)
            if not inside:
                edits.append(
                    Edit(at - line.start, at - line.start + 1, " " if _WIDE.match(char) or char == "\t" else "")
                )
        if edits == list(line.edits):
            return line
        edits.sort(key=lambda edit: edit.start)
        return Written(
            line.indent, line.start, line.end, line.blank_before, line.remark, line.remark_end, tuple(edits),
            line.too_long,
        )  # fmt: skip

    def _says_something(self, line: Written) -> bool:
        place = Span(self.file, line.start, line.end)
        return not line.edits or bool(Wording(place, line.edits).text.strip())

    def _report_length(self, start: int, length: int) -> None:
        self.diagnostics.append(
            error(
                "LP107",
                Span(self.file, start, start + 60),
                f"This line has {length:,} characters; a line may have {MAX_LINE:,}.",
                help="Break it up: a list can go on in indented lines below it, a text can stand in a section.",
            )
        )

    def about_characters(self) -> Iterator[Diagnostic]:
        if self.tabs:
            first = self.tabs[0]
            line_start = self.file.line_starts[first.line - 1]
            before = self.text[line_start : first.start]
            leading = not before.strip()
            run, text = first, " "
            if leading:
                behind = re.compile(r"[ \t]*").match(self.text, line_start)
                run = Span(self.file, line_start, behind.end() if behind else first.end)
                text = " " * self._columns(run.text)
            yield error(
                "LP101",
                first,
                f"A tab stands {'at the start of' if leading else 'in'} this line; leadpact reads blanks only."
                + _more_lines(self.tabs),
                note="tab",
                help="Put two blanks for each level instead. Most editors can: “convert indentation to spaces”.",
                fix=Fix(run, text, "blanks in place of tabs"),
            )
        if self.odd_blanks:
            first = self.odd_blanks[0]
            wide = _WIDE.match(first.text) is not None
            yield error(
                "LP102",
                first,
                f"{'This space is not a plain one' if wide else 'An invisible character stands here'} "
                f"({_code(first)}).{_more_lines(self.odd_blanks)}",
                help="It usually comes from a word processor or a web page.",
                fix=Fix(first, " " if wide else "", "a plain space" if wide else "without it"),
            )
        if self.controls:
            first = self.controls[0]
            turning = first.text >= "\u2000" and first.text < "\ud800"
            yield error(
                "LP137",
                first,
                (
                    f"A character that turns the direction of reading ({_code(first)}) stands here, so the line could "
                    "show something else than it says."
                    if turning
                    else f"An invisible control character ({_code(first)}) stands here."
                )
                + _more_lines(self.controls),
                help="Take it out; type the line anew if it cannot be seen.",
                fix=Fix(first, "", "without it"),
                labels=[Label(other, "and here") for other in self.controls[1:2] if other.line == first.line],
            )


def _old_line_ends(place: Span) -> Diagnostic:
    return error(
        "LP137",
        place,
        "Here a line ends in a way that nothing has written for twenty years (U+000D alone), so the file is not read.",
        help="Save it anew with the line ends of Unix (LF) or Windows (CRLF); every editor offers both.",
    )


def _tab_width(text: str) -> int:
    """How wide a tab was meant: as one step of the lines that are indented by blanks, if there are any."""
    steps = [len(found.group(1)) for found in re.finditer(r"^( +)[^\s]", text, re.MULTILINE)]
    return min(max(min(steps), 2), 8) if steps else 2


def _code(span: Span) -> str:
    """`U+00A0, a no-break space`; control characters have no name."""
    name = unicodedata.name(span.text, "").lower()
    return f"U+{ord(span.text):04X}" + (f", {'an' if name[0] in 'aeiou' else 'a'} {name}" if name else "")


def _more_lines(spans: Sequence[Span]) -> str:
    lines = len({span.line for span in spans})
    return "" if lines < 2 else f" ({lines - 1} more {'line has' if lines == 2 else 'lines have'} one too.)"
