"""One line while it is being built: its parse tree, the lines below it, and a place to report to."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from lark import Token, Tree

from leadpact_dsl import ast
from leadpact_dsl.build import placing
from leadpact_dsl.build.sink import Sink
from leadpact_dsl.choices import choices_of
from leadpact_dsl.clause_parser import ClauseTree, parse_clause, parses, where_it_stopped
from leadpact_dsl.diagnostics import Diagnostic, error
from leadpact_dsl.layout import Line
from leadpact_dsl.source import Span
from leadpact_dsl.wording import Wording

Part = ClauseTree | Token | None
Node = TypeVar("Node")


@dataclass
class Reader:
    """A parsed line. Methods that find a mistake report it and go on with what was probably meant.

    `start` is the kind of line it was read as, `wording` the words that its tree was made from; `strays` are lines
    found below it that belong beside it.
    """

    line: Line
    tree: ClauseTree
    sink: Sink
    start: str
    wording: Wording
    takes_reason: bool = False
    strays: list[Line] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.tree.data

    @property
    def span(self) -> Span:
        return self.line.span

    def report(self, diagnostic: Diagnostic) -> None:
        self.sink.diagnostics.append(diagnostic)

    def span_of(self, part: ClauseTree | Token) -> Span:
        if isinstance(part, Token):
            return self.wording.span(part.start_pos or 0, part.end_pos or 0)
        if part.meta.empty:
            return self.line.span
        return self.wording.span(part.meta.start_pos, part.meta.end_pos)

    # --------------------------------------------------------------------------------------------- words and amounts

    def word(self, part: Part) -> ast.Word:
        token = _token(part)
        return ast.Word(self.span_of(token), str(token))

    def words(self, part: Part) -> tuple[ast.Word, ...]:
        return tuple(self.word(token) for token in _tree(part).children)

    def optional_word(self, part: Part) -> ast.Word | None:
        return None if part is None else self.word(part)

    def text(self, part: Part) -> ast.Text:
        token = _token(part)
        value = _long_text(token) if token.startswith('"""') else _unescape(token[1:-1])
        return ast.Text(self.span_of(token), value)

    def optional_text(self, part: Part) -> ast.Text | None:
        return None if part is None else self.text(part)

    # --------------------------------------------------------------------------------------------------- lines below

    def children(self, start: str, build: Callable[[Reader], Node | None]) -> Iterator[Node]:
        """What the lines below mean, each read as `start`; a line that does not parse is reported and passed over."""
        waiting = deque(line for line in self.line.clauses if not is_because(line))
        while waiting:
            line = waiting.popleft()
            child = _parsed(line, start, self.sink)
            if child is None and self._belongs_beside(line, start):
                self.strays.append(line)
                continue
            child = child or _mended(line, start, self.sink)
            if child is None:
                continue
            opened = placing.opened_below(child.wording.text)
            if opened is not None and waiting:
                self.sink.report(placing.adopt(line, waiting, start, opened), mended=True)
            node = build(child)
            child.refuse_reason()
            waiting.extendleft(reversed(child.strays))
            if node is not None:
                yield node
        if self.strays:
            self.sink.report(placing.too_far_in(self.line, self.strays, beside=True), mended=True)

    def _belongs_beside(self, line: Line, start: str) -> bool:
        """Whether a line that makes no sense below this one would make sense beside it."""
        if start == self.start or self.start == "declaration" or line.unreadable:
            return False
        return parses(placing.words_of(line), self.start)

    def no_children(self) -> None:
        """Nothing but a reason may stand below this line; what does is read as if it stood beside it, if it can be."""
        below = [line for line in self.line.clauses if not is_because(line)]
        if not below or self.strays:
            return
        joined = placing.on_one_line(self.line)
        if joined is not None and parses(joined.text, self.start):
            self.report(placing.goes_on_below(self.line, joined))
            self.sink.pass_over(below[0].span, self.start)
        else:
            beside = parses(placing.words_of(below[0]), self.start)
            self.sink.report(placing.too_far_in(self.line, below, beside=beside), mended=beside)
            for line in below:
                if parses(placing.words_of(line), self.start):
                    self.strays.append(line)
                else:
                    self.sink.pass_over(line.span, self.start)

    def because(self, part: Part) -> ast.Text | None:
        """The reason, at the line's end or on a line of its own below."""
        self.takes_reason = True
        found = [self.text(_tree(part).children[0])] if part is not None else []
        for line in self.line.clauses:
            if is_because(line):
                child = read_line(line, "because_line", self.sink)
                if child:
                    child.no_children()
                    found.append(child.text(_tree(child.tree.children[0]).children[0]))
        for extra in found[1:]:
            self.report(
                error(
                    "LP111",
                    extra.span,
                    "A second reason stands here; a clause carries one.",
                    help="Put both into one text.",
                )
            )
        return found[0] if found else None

    def refuse_reason(self) -> None:
        """Once the clause is built: a reason below it that the clause did not ask for would be lost without a word."""
        if not self.takes_reason:
            for line in self.line.clauses:
                if is_because(line):
                    self.report(
                        error(
                            "LP111",
                            line.span,
                            "The clause above carries no reason of its own.",
                            help="Rules and definitions carry reasons; say it in a `section`, or in a remark behind #."
                            if self.start == "declaration"
                            else "Give the reason to the whole declaration: indent this line less, so that it stands "
                            "below the line that opens the block.",
                        )
                    )


def read_line(line: Line, start: str, sink: Sink) -> Reader | None:
    """The line parsed as a kind of clause, mended where need be; None, and a diagnostic, where it cannot be read."""
    return _parsed(line, start, sink) or _mended(line, start, sink)


def _parsed(line: Line, start: str, sink: Sink) -> Reader | None:
    if line.unreadable:
        return None
    wording = Wording(line.span, line.edits)
    tree = parse_clause(wording.text, start)
    return None if tree is None else Reader(line, _unwrapped(tree, start), sink, start, wording)


def _mended(line: Line, start: str, sink: Sink) -> Reader | None:
    if line.unreadable:
        sink.pass_over(line.span)
        return None
    if sink.is_full:
        sink.unexplained.append(line.span)
        sink.pass_over(line.span, start)
        return None
    sink.explained += 1
    wording = Wording(line.span, line.edits)
    if (joined := placing.on_one_line(line)) and (tree := parse_clause(joined.text, start)):
        sink.report([placing.goes_on_below(line, joined)], mended=True)
        line.children = []
        return Reader(line, _unwrapped(tree, start), sink, start, joined)
    if (opened := _with_choices_below(line, wording, start, sink)) is not None:
        return opened
    if line.clauses and parses(f"{wording.text} all of", start):
        sink.report([placing.no_all_of(line)], mended=True)
        longer = wording.changed(len(wording.text), len(wording.text), " all of")
        if longer is not None and (tree := parse_clause(longer.text, start)):
            return Reader(line, _unwrapped(tree, start), sink, start, longer)
    from leadpact_dsl.mending.mend import mend  # hundreds of patterns, which a sound policy never needs

    mended = mend(wording, where_it_stopped(wording.text, start))
    sink.report(mended.diagnostics, mended=mended.whole)
    if not mended.whole:
        sink.pass_over(line.span, start)
    if mended.tree is None:
        return None
    return Reader(line, _unwrapped(mended.tree, start), sink, start, mended.wording)


def _with_choices_below(line: Line, wording: Wording, start: str, sink: Sink) -> Reader | None:
    """A field whose line ends with a comma behind its choices: others stand below, and the builder says so."""
    shorter = wording.text.rstrip(" ,")
    if not line.clauses or shorter == wording.text or choices_of(shorter) is None:
        return None
    if not any(parses(placing.words_of(one), "choice_item") for one in line.clauses):
        return None
    changed = wording.changed(len(shorter), len(wording.text), "")
    tree = changed and parse_clause(changed.text, start)
    return Reader(line, _unwrapped(tree, start), sink, start, changed) if changed and tree else None


_BECAUSE = re.compile(r"because\b")


def is_because(line: Line) -> bool:
    return _BECAUSE.match(line.text) is not None


def _unwrapped(tree: ClauseTree, start: str) -> ClauseTree:
    """`lead_item` around a lone `field` says nothing; the field does."""
    inner = tree.children[0] if len(tree.children) == 1 else None
    if tree.data == start and start.endswith("_item") and isinstance(inner, Tree):
        return inner
    return tree


def _token(part: Part) -> Token:
    assert isinstance(part, Token), part
    return part


def _tree(part: Part) -> ClauseTree:
    assert isinstance(part, Tree), part
    return part


def _unescape(text: str) -> str:
    """A backslash takes the character behind it as it stands."""
    if "\\" not in text:
        return text
    out: list[str] = []
    characters = iter(text)
    for char in characters:
        out.append(next(characters, "") if char == "\\" else char)
    return "".join(out)


def _long_text(token: str) -> str:
    """The text between triple quotes without the indentation that its lines share and without blank ends."""
    lines = token[3:-3].split("\n")
    first, rest = lines[0].strip(), lines[1:]
    shared = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    body = [line[shared:].rstrip() for line in rest]
    return "\n".join(([first] if first else []) + body).strip("\n")
