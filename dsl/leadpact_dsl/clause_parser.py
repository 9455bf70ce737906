"""One clause of text into Lark's tree: the tables that grammar.lark compiles to, and what the parser needs of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import lark
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

STARTS = (
    "declaration",
    "because_line",
    "agreement_item",
    "team_item",
    "calendar_item",
    "value_item",
    "list_item",
    "lead_item",
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
    """Where a clause stopped making sense: the offset within it, the word there, and what could have stood instead.

    `word` is empty at the clause's end; `expected` are names of Lark terminals; `before` are the tokens already read.
    """

    at: int
    word: str
    expected: frozenset[str]


def parse_clause(text: str, start: str) -> ClauseTree | Unparsed:
    """The tree of a clause read as the kind of line that `start` names."""
    try:
        return _lark().parse(text, start=start)
    except UnexpectedToken as problem:
        if problem.token.type == "$END":
            return Unparsed(len(text), "", frozenset(problem.accepts or problem.expected))
        at = problem.token.start_pos or 0
        return Unparsed(at, str(problem.token), frozenset(problem.accepts or problem.expected))
    except UnexpectedCharacters as problem:
        at = problem.pos_in_stream or 0
        return Unparsed(at, _run(text, at), frozenset(problem.allowed or ()))
    except UnexpectedEOF as problem:
        return Unparsed(len(text), "", frozenset(problem.expected))


def tokens_of(text: str, start: str) -> list[Token]:
    """The words of a clause that parses, each with its place; used to lay the clause out anew."""
    interactive = _lark().parse_interactive(text, start=start)
    return list(interactive.iter_parse())


def parses(text: str, start: str) -> bool:
    try:
        _lark().parse(text, start=start)
    except UnexpectedInput:
        return False
    return True


@cache
def keywords() -> dict[str, str]:
    """Terminal name → the word of the language that it stands for."""
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


def _run(text: str, at: int) -> str:
    """The characters from a place up to the next blank."""
    end = at
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[at:end]
