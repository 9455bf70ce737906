"""Policy files to one syntax tree. A broken line is reported and left out; everything else is still read."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from leadpact_dsl import ast
from leadpact_dsl.build import placing
from leadpact_dsl.build.declarations import BLOCKS, declaration
from leadpact_dsl.build.reader import is_because, read_line
from leadpact_dsl.build.sink import Sink
from leadpact_dsl.diagnostics import Diagnostic, nearest
from leadpact_dsl.layout import Line, read_layout, walk
from leadpact_dsl.source import SourceFile, Span
from leadpact_dsl.strange_files import strange_file, unfinished_merges


def parse(files: Iterable[SourceFile]) -> tuple[ast.PolicyText, list[Diagnostic]]:
    """The declarations of all files, and what could not be read."""
    declarations: list[ast.Declaration] = []
    diagnostics: list[Diagnostic] = []
    unread: list[Span] = []
    names: set[str] = set()
    mended: set[Span] = set()
    for file in files:
        sink = Sink()
        declarations.extend(_read(file, sink))
        diagnostics.extend(sink.diagnostics)
        unread.extend(sink.unread)
        names |= sink.names
        mended |= sink.mended
    return ast.PolicyText(tuple(declarations), tuple(unread), frozenset(names), frozenset(mended)), diagnostics


def parse_file(file: SourceFile) -> tuple[list[ast.Declaration], list[Diagnostic]]:
    """The declarations of one file, and what could not be read."""
    sink = Sink()
    return _read(file, sink), sink.diagnostics


def _read(file: SourceFile, sink: Sink) -> list[ast.Declaration]:
    if merges := unfinished_merges(file):
        sink.report(merges)
        sink.pass_over(Span(file, 0, len(file.text)))
        return []
    lines, problems = read_layout(file)
    above = {child.span: line.span for line in walk(lines) for child in line.children}
    sink.report(problems, mended=True)
    strange = strange_file(file, lines)
    if strange is not None:
        sink.report([strange])
    if strange is not None or (problems and not lines):
        sink.pass_over(Span(file, 0, len(file.text)))
        return []
    declarations: list[ast.Declaration] = []
    waiting = deque(line for line in lines if not line.is_comment)
    while waiting:
        line = waiting.popleft()
        indented = placing.split_off(line)
        sink.report((placing.at_the_margin(found) for found in indented), mended=True)
        if not indented and (block := BLOCKS.get(_first_word(line))):
            sink.report(placing.adopt_at_margin(line, block, waiting), mended=True)
            lost = placing.split_off(line)
            sink.report((placing.at_the_margin(found) for found in lost), mended=True)
            indented += lost
        waiting.extendleft(reversed(indented))
        reader = read_line(line, "declaration", sink)
        if reader is None:
            _read_below(line, sink)
            continue
        node = declaration(reader)
        reader.refuse_reason()
        waiting.extendleft(reversed(reader.strays))
        if node is not None:
            declarations.append(node)
    sink.report(sink.about_unexplained())
    sink.say_places_once(above)
    return declarations


def _first_word(line: Line) -> str:
    return placing.words_of(line).split(maxsplit=1)[0]


def _read_below(line: Line, sink: Sink) -> None:
    """Look for mistakes below a declaration whose own line is broken, if its first word tells what it was to be."""
    block = BLOCKS.get(nearest(_first_word(line), BLOCKS) or "")
    for child in line.clauses:
        if block is None:
            sink.pass_over(child.span)
        elif not is_because(child):
            read_line(child, block, sink)
            # What these lines declare is nowhere: nobody shall be told that it is missing.
            sink.pass_over(child.span, block)
