"""One clause of text into Lark's tree: the tables that grammar.lark compiles to, and what the parser needs of them."""

from __future__ import annotations

import hashlib
import json
import re
from copy import copy
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

import lark
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedToken
from lark.parsers.lalr_interactive_parser import InteractiveParser

from leadpact_dsl.clause_words import Words

STARTS = (
    "declaration",
    "because_line",
    "agreement_item",
    "team_item",
    "calendar_item",
    "value_item",
    "list_item",
    "lead_item",
    "choice_item",
    "activity_item",
    "log_item",
    "define_item",
    "condition_line",
    "score_item",
    "row",
    "grade_item",
    "stage_item",
    "disqualify_item",
    "route_item",
    "recycle_item",
    "nurture_item",
    "clock_item",
    "calendar_row",
    "response_item",
    "goal_item",
    "experiment_item",
    "example_item",
    "given",
)
"""The kinds of line: which one is expected depends on the block that the line stands in."""

ClauseTree = Tree[Token]


@dataclass(frozen=True)
class Unparsed:
    """Where a clause stopped making sense, and everything that is known of the words before.

    `at` is the offset of the first word that does not fit, `word` that word (empty at the clause's end), `read` the
    words that fitted.
    """

    text: str
    start: str
    at: int
    word: str
    read: tuple[Token, ...]
    _states: tuple[InteractiveParser, ...]

    @property
    def expected(self) -> frozenset[str]:
        """Names of the terminals that could have stood here."""
        return self.expected_at(len(self.read))

    def expected_at(self, place: int) -> frozenset[str]:
        """Names of the terminals that could have stood in place of the word counted from 0."""
        return frozenset(self._states[place].accepts())  # type: ignore[no-untyped-call]


def parse_clause(text: str, start: str) -> ClauseTree | None:
    """The tree of a clause read as the kind of line that `start` names; None where it is no such line."""
    parser, at = _opened(start), 0
    while (token := _next(parser, text, at)) is not None:
        at = token.end_pos or 0
        try:
            tree = parser.feed_token(token)
        except UnexpectedToken:
            return None
        if token.type == "$END":
            return cast(ClauseTree, tree)
    return None


def parses(text: str, start: str) -> bool:
    return parse_clause(text, start) is not None


def where_it_stopped(text: str, start: str) -> Unparsed:
    """Why a clause does not parse."""
    parser = _opened(start)
    states: list[InteractiveParser] = [copy(parser)]
    read: list[Token] = []
    at = 0
    while (token := _next(parser, text, at)) is not None and token.type != "$END":
        try:
            parser.feed_token(token)
        except UnexpectedToken:
            break
        states.append(copy(parser))
        read.append(token)
        at = token.end_pos or 0
    at += len(text) - at - len(text[at:].lstrip(" "))
    return Unparsed(text, start, at, _run(text, at), tuple(read), tuple(states))


def stops_at(text: str, start: str) -> int:
    """The offset of the first word that does not fit; the text's length where only its end does not, else more."""
    parser, at = _opened(start), 0
    while (token := _next(parser, text, at)) is not None:
        try:
            parser.feed_token(token)
        except UnexpectedToken:
            return token.start_pos or 0
        if token.type == "$END":
            return len(text) + 1
        at = token.end_pos or 0
    return len(text) - len(text[at:].lstrip(" "))


def _next(parser: InteractiveParser, text: str, at: int) -> Token | None:
    """The next word, of a kind that the parser may take."""
    return _words().next(text, at, parser.choices())  # type: ignore[no-untyped-call]


def _opened(start: str) -> InteractiveParser:
    return _lark().parse_interactive("", start=start)


@cache
def _words() -> Words:
    patterns = {terminal.name: terminal.pattern.value for terminal in _lark().terminals}
    return Words(patterns, {word: name for name, word in keywords().items()})


@cache
def keywords() -> dict[str, str]:
    """Terminal name → the word of the language, or the punctuation, that it stands for."""
    return {terminal.name: terminal.pattern.value for terminal in _lark().terminals if terminal.pattern.type == "str"}


@cache
def reserved_words() -> frozenset[str]:
    """Words that cannot be names: those that somewhere stand where a name could stand too.

    Read off the parse table, so that this list and the grammar cannot part ways.
    """
    words = keywords()
    table = _lark().parser.parser._parse_table
    clashing: set[str] = set()
    for actions in table.states.values():
        if "NAME" in actions:
            clashing.update(words[terminal] for terminal in actions if terminal in words)
    return frozenset(word for word in clashing if word.isidentifier())


def compile_grammar() -> str:
    """The text of grammar.json for the present grammar.lark.

    Lark numbers its states anew in every process, so two texts for one grammar differ; `is_compiled` compares digests.
    """
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    data, memo = _build().memo_serialize([TerminalDef, Rule])
    tables = {"grammar": _digest(), "lark": lark.__version__, "data": data, "memo": memo}
    return json.dumps(tables, separators=(",", ":")) + "\n"


def is_compiled() -> bool:
    """Whether grammar.json belongs to the present grammar.lark and this release of Lark."""
    return _fits(_tables())


@cache
def _lark() -> Lark:
    """From the compiled tables, which is ten times faster; from the grammar itself where they do not fit it."""
    tables = _tables()
    return Lark.load(tables) if _fits(tables) else _build()


def _tables() -> dict[str, Any]:
    text = _file("grammar.json")
    tables: dict[str, Any] = json.loads(text, object_pairs_hook=_with_whole_keys)
    return tables


def _fits(tables: dict[str, Any]) -> bool:
    return (tables["grammar"], tables["lark"]) == (_digest(), lark.__version__)


def _digest() -> str:
    return hashlib.sha256(_file("grammar.lark").encode()).hexdigest()


def _file(name: str) -> str:
    return resources.files("leadpact_dsl").joinpath(name).read_text(encoding="utf-8")


def _build() -> Lark:
    return Lark(
        _file("grammar.lark"),
        parser="lalr",
        lexer="contextual",
        start=list(STARTS),
        propagate_positions=True,
        maybe_placeholders=True,
    )


def _with_whole_keys(pairs: list[tuple[str, Any]]) -> dict[str | int, Any]:
    """JSON writes the numbers of states and rules as text; the tables want numbers."""
    return {int(key) if key.isdigit() else key: value for key, value in pairs}


_RUN = re.compile(r'[A-Za-z_][A-Za-z0-9_]*|[0-9]+(?:\.[0-9]+)?|"(?:\\.|[^"\\\n])*"?|\S')


def _run(text: str, at: int) -> str:
    """The word that begins at a place: a word, a number, a quoted text or a sign; empty at the end."""
    found = _RUN.match(text, at)
    return found.group() if found else ""
