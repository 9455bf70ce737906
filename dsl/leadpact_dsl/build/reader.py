"""One line while it is being built: its parse tree, the lines below it, and a place to report to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from lark import Token, Tree

from leadpact_dsl import ast
from leadpact_dsl.clause_parser import ClauseTree, Unparsed, parse_clause
from leadpact_dsl.diagnostics import Diagnostic, Fix, error
from leadpact_dsl.layout import Line
from leadpact_dsl.source import Span
from leadpact_dsl.syntax_hints import explain

Part = ClauseTree | Token | None
Node = TypeVar("Node")


@dataclass
class Reader:
    """A parsed line. Methods that find a mistake report it and go on with what was probably meant."""

    line: Line
    tree: ClauseTree
    sink: list[Diagnostic]
    takes_reason: bool = False

    @property
    def kind(self) -> str:
        return self.tree.data

    @property
    def span(self) -> Span:
        return self.line.span

    def report(self, diagnostic: Diagnostic) -> None:
        self.sink.append(diagnostic)

    def span_of(self, part: ClauseTree | Token) -> Span:
        base = self.line.span.start
        file = self.line.span.file
        if isinstance(part, Token):
            return Span(file, base + (part.start_pos or 0), base + (part.end_pos or 0))
        if part.meta.empty:
            return self.line.span
        return Span(file, base + part.meta.start_pos, base + part.meta.end_pos)

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
        for line in self.line.clauses:
            if not is_because(line):
                child = read_line(line, start, self.sink)
                node = build(child) if child else None
                if child:
                    child.refuse_reason()
                if node is not None:
                    yield node

    def no_children(self) -> None:
        """Nothing but a reason may stand below this line."""
        for line in self.line.clauses:
            if not is_because(line):
                self.report(_nothing_below(self.line, line))
                return

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
                            help="Give the reason to the whole declaration: indent this line less, so that it stands "
                            "below the line that opens the block.",
                        )
                    )


def read_line(line: Line, start: str, sink: list[Diagnostic]) -> Reader | None:
    """The line parsed as a kind of clause; None, and a diagnostic, where it cannot be."""
    tree = parse_clause(line.text, start)
    if isinstance(tree, Unparsed):
        sink.append(explain(line, start, tree))
        return None
    return Reader(line, _unwrapped(tree, start), sink)


def is_because(line: Line) -> bool:
    return line.text.startswith("because")


def _unwrapped(tree: ClauseTree, start: str) -> ClauseTree:
    """`lead_item` around a lone `field` says nothing; the field does."""
    inner = tree.children[0] if len(tree.children) == 1 else None
    if tree.data == start and start.endswith("_item") and isinstance(inner, Tree):
        return inner
    return tree


def _nothing_below(parent: Line, child: Line) -> Diagnostic:
    indent = Span(child.span.file, child.span.start - (child.span.column - 1), child.span.start)
    if child.text.startswith(("and ", "or ")):
        return error(
            "LP105",
            child.span,
            "A clause stands on one line, and this goes on with the one above.",
            note="goes on",
            help="Put each condition on a line of its own below `all of` or `any of`, or give them a name with "
            "`define`.",
        )
    return error(
        "LP105",
        child.span,
        "This line is indented as if it belonged to the line above it, which takes nothing below it.",
        note="indented too far",
        help="Let it start in the same column as the line above, if it stands beside it.",
        fix=Fix(indent, " " * (parent.span.column - 1), "indent it like the line above"),
    )


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
