"""Which parts of the grammar the clauses of a policy use: alternatives, optional parts, and words of the language.

Two rules may share the name of an alternative (`is_value` stands in conditions and in expectations), so the grammar is
read anew, with the rule's own name before that of each alternative and with every word kept in the trees. A reason may
stand below a clause as well as behind it, so none is asked for at its end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from importlib import resources
from typing import NamedTuple, TypeAlias

from lark import Lark, Token, Tree

from leadpact_dsl.clause_parser import STARTS

Clause: TypeAlias = tuple[str, str]
"""A clause's text, and the kind of line that it is read as."""

ClauseTree: TypeAlias = "Tree[Token]"


class Use(NamedTuple):
    """What stands in the trees. `never_filled` are optional parts, as `rule.alternative (how often it was used)`."""

    rules: frozenset[str]
    words: frozenset[str]
    never_filled: dict[str, list[int]]


def grammar() -> Lark:
    text = resources.files("leadpact_dsl").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(
        _with_rule_names(text),
        parser="lalr",
        lexer="contextual",
        start=list(STARTS),
        maybe_placeholders=True,
        keep_all_tokens=True,
    )


def all_rules(lark: Lark) -> frozenset[str]:
    """The name of every alternative that can stand in a tree."""
    helpers = ("__", "_")
    named = {rule.alias or rule.origin.name for rule in lark.rules if not rule.options.expand1 or rule.alias}
    return frozenset(str(name) for name in named if not str(name).startswith(helpers))


def all_words(lark: Lark) -> frozenset[str]:
    """Every word and sign of the language, and every kind of value."""
    return frozenset(terminal.name for terminal in lark.terminals if terminal.name not in lark.ignore_tokens)


def use_of(lark: Lark, clauses: Iterable[Clause]) -> Use:
    words: set[str] = set()
    shapes: defaultdict[str, list[list[bool]]] = defaultdict(list)
    for text, start in clauses:
        for tree in lark.parse(text, start=start).iter_subtrees():
            shapes[str(tree.data)].append([child is not None for child in tree.children])
            words.update(child.type for child in tree.children if isinstance(child, Token))
    never_filled = {name: found for name, uses in shapes.items() if (found := _never_filled(uses))}
    return Use(frozenset(shapes), frozenset(words), never_filled)


def _never_filled(uses: list[list[bool]]) -> list[int]:
    """Places that are empty in every use. Where the number of parts varies, they are counted from the end."""
    lengths = {len(use) for use in uses}
    places = range(min(lengths)) if len(lengths) == 1 else range(-min(lengths), 0)
    return [place for place in places if not any(use[place] for use in uses)]


def _with_rule_names(text: str) -> str:
    """`-> is_value` in the rule `test` becomes `-> test__is_value`, and a reason a part that is always there."""
    lines: list[str] = []
    rule = ""
    for line in text.splitlines():
        header = re.match(r"[?!]*([a-z_]+)\s*:", line)
        rule = header.group(1).strip("_") if header else rule
        lines.append(re.sub(r"-> (\w+)", rf"-> {rule}__\1", line))
    return "\n".join(lines).replace("[because]", "reason") + "\nreason: because?\n"
