"""Names: given once, and none that a clause would read as a word of the language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from lark import Token

from leadpact_dsl import ast
from leadpact_dsl.clause_parser import parse_clause, reserved_words
from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, error
from leadpact_dsl.resolve.scope import Scope
from leadpact_dsl.source import Span

OUTCOMES = ("stage", "route", "recycle", "disqualify", "nurture")
"""Words that stand for a part of the decision, so nothing that a condition can test has these names."""

MAX_NAME = 60

_USES = {
    "value": (("x is {}", "condition_line"), ("{}: 1", "row"), ("is_given {}", "given")),
    "team": (
        ("{} answers within 4 hours", "response_item"),
        ("{} delivers at least 5 leads at x each month", "goal_item"),
    ),
    "calendar": (("works {}", "team_item"), ("on calendar {}", "clock_item"), ("x: {}", "calendar_row")),
    "stage": (("stage is {}", "condition_line"), ("at least 5% of leads at {} reach x within 5 days", "goal_item")),
    "route": (("expect route is {}", "example_item"), ("at due, pass to route {}", "response_item")),
    "disqualify": (("expect disqualify is {}", "example_item"),),
    "recycle": (("expect recycle is {}", "example_item"),),
    "nurture": (("to nurture {} for 5 days", "recycle_item"),),
    "clock": (("response x on {}", "declaration"),),
    "goal": (),
    "experiment": (),
}
"""Kind of name → clauses that such a name stands in. Names of the kind "condition" can stand nearly everywhere."""


def check_names(declarations: Iterable[ast.Declaration], report: list[Diagnostic]) -> set[int]:
    """Names given twice, and names that cannot be names. Returns the ids of declarations to leave out.

    What can stand in a condition shares one set of names: fields, activities, definitions, scores, grades, values,
    lists, and the responses that examples name. Teams, stages, routes and the others each have their own.
    """
    seen: dict[tuple[str, str], Span] = {}
    left_out: set[int] = set()
    for node in declarations:
        for space, what, word in _declared(node):
            key = (space, word.name)
            if key in seen:
                report.append(
                    error(
                        "LP201",
                        word.span,
                        f"The name “{word.name}” is given twice.",
                        note=f"this {what}",
                        labels=[Label(seen[key], "first given here")],
                        help="Give one of them another name.",
                    )
                )
                if what != "field":
                    left_out.add(id(node))
                continue
            seen[key] = word.span
            if len(word.name) > MAX_NAME:
                report.append(_too_long(word))
            elif not _usable(space, word.name):
                report.append(
                    error(
                        "LP125",
                        word.span,
                        f"“{word.name}” is a word of the language and cannot be a name.",
                        help="Take another name; its label in quotes may be anything.",
                        fix=Fix(word.span, f"{word.name}_{what.replace(' ', '_')}", "another name"),
                    )
                )
    return left_out


def _too_long(word: ast.Word) -> Diagnostic:
    return error(
        "LP134",
        word.span,
        f"This name has {len(word.name)} characters; a name may have {MAX_NAME}.",
        help="Keep the name short, and say the rest in the label in quotes.",
    )


def _declared(node: ast.Declaration) -> Iterable[tuple[str, str, ast.Word]]:
    """(set of names, kind in words, name) of what a declaration declares."""
    match node:
        case ast.Lead():
            return [("condition", "field", item.name) for item in node.fields]
        case ast.Activity():
            return [("condition", "activity", node.name)]
        case ast.Define():
            return [("condition", "definition", node.name)]
        case ast.Score():
            return [("condition", "score", node.name)]
        case ast.Grade():
            return [("condition", "grade", node.name)]
        case ast.ValueDecl():
            return [("condition", "value", node.name)]
        case ast.ListDecl():
            return [("condition", "list", node.name)]
        case ast.Response():
            return [("condition", "response", node.name)]
        case ast.Agreement() | ast.Log() | ast.Section() | ast.Example():
            return []
        case (
            ast.Team()
            | ast.Calendar()
            | ast.Stage()
            | ast.Disqualify()
            | ast.Route()
            | ast.Clock()
            | ast.Recycle()
            | ast.Nurture()
            | ast.Goal()
            | ast.Experiment()
        ):
            kind = type(node).__name__.lower()
            return [(kind, kind, node.name)]


def usable_as_value(scope: Scope, word: ast.Word, what: str) -> bool:
    """Whether a choice or level can be written where values stand: `x is known` says something else."""
    if _usable("value", word.name):
        return True
    scope.report(
        error(
            "LP125",
            word.span,
            f"“{word.name}” is a word of the language, and `is {word.name}` would be read as such.",
            help=f"Take another name for this {what}; its label in quotes may be anything.",
            fix=Fix(word.span, f"{word.name}_{what}", "another name"),
        )
    )
    return False


@cache
def _usable(space: str, name: str) -> bool:
    """Whether a name is read as a name wherever names of its kind stand."""
    if space == "condition":
        return name not in reserved_words() and name not in OUTCOMES
    return all(_is_name_in(clause.format(name), start, name) for clause, start in _USES[space])


def _is_name_in(clause: str, start: str, name: str) -> bool:
    tree = parse_clause(clause, start)
    if tree is None:
        return False
    return any(tree.scan_values(lambda token: isinstance(token, Token) and token.type == "NAME" and token == name))
