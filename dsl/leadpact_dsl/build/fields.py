"""The fields of a lead and of activities, and the choices of those that hold one of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, cast

from leadpact_dsl import ast
from leadpact_dsl.build import amounts, placing
from leadpact_dsl.build.reader import Reader, _tree, is_because
from leadpact_dsl.clause_parser import ClauseTree, parses
from leadpact_dsl.diagnostics import error
from leadpact_dsl.layout import Line
from leadpact_dsl.source import Span

_TYPES = {
    "text_type": "text",
    "whole_number_type": "whole number",
    "number_type": "number",
    "money_type": "money",
    "yes_or_no_type": "yes or no",
    "date_type": "date",
    "time_type": "time",
    "one_of_type": "one of",
    "choices_below": "one of",
}

_Entry: TypeAlias = "ast.Choice | ast.Word"
"""A choice, or the name of the one that stands for unknown."""


def field(reader: Reader) -> ast.FieldDecl:
    name, label, kind, presence, column = reader.tree.children
    found, default = _type(reader, _tree(kind))
    required = False
    if presence is not None:
        tree = _tree(presence)
        required = tree.data == "required"
        default = default if required else amounts.value(reader, tree.children[0])
    return ast.FieldDecl(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        found,
        required,
        default,
        reader.optional_text(column),
    )


def _type(reader: Reader, tree: ClauseTree) -> tuple[ast.FieldType, ast.Value | None]:
    """The type, and the default that a list of choices may end with."""
    span = reader.span_of(tree)
    kind = cast(ast.FieldTypeName, _TYPES[tree.data])
    if kind == "one of":
        return _one_of(reader, tree, span)
    reader.no_children()
    return ast.FieldType(span, kind, str(tree.children[0]) if kind == "money" else None), None


def _one_of(reader: Reader, tree: ClauseTree, span: Span) -> tuple[ast.FieldType, ast.Value | None]:
    """The choices on the line or on the lines below it; where they stand in both places, that is reported."""
    entries = _entries(reader, tree)
    below = [line for line in reader.line.clauses if not is_because(line)]
    go_on = tree.data != "choices_below" and _go_on(reader, below)
    if go_on:
        reader.report(placing.choices_go_on(reader.line))
    if go_on or tree.data == "choices_below":
        entries += [entry for group in reader.children("choice_item", _line_of_choices) for entry in group]
    else:
        reader.no_children()
    choices = tuple(entry for entry in entries if isinstance(entry, ast.Choice))
    if not choices and (not below or entries):
        reader.report(
            error(
                "LP117",
                span,
                "No choice stands below “one of”.",
                help='Put the choices on the lines below, each line indented two blanks further: `not_now "Not now"`. '
                "A few may stand behind `one of` on the same line, with commas between.",
            )
        )
        reader.sink.pass_over(reader.line.span, reader.start)
    return ast.FieldType(span, "one of", None, choices), _default(reader, entries) if choices else None


def _go_on(reader: Reader, below: Sequence[Line]) -> bool:
    """Whether there are choices below a line that holds some, and not only words that it lacks."""
    joined = placing.on_one_line(reader.line)
    if joined is not None and parses(joined.text, reader.start):
        return False
    return any(parses(placing.words_of(line), "choice_item") for line in below)


def _line_of_choices(reader: Reader) -> list[_Entry]:
    reader.no_children()
    return _entries(reader, reader.tree)


def _entries(reader: Reader, tree: ClauseTree) -> list[_Entry]:
    found = [_entry(reader, _tree(part)) for part in tree.children]
    return [entry for entry in found if not _is_about_the_field(reader, entry)]


def _is_about_the_field(reader: Reader, entry: _Entry) -> bool:
    """`required` among the choices: a field of this meaning would have it as one, and would not be required."""
    if isinstance(entry, ast.Word) or entry.name.name != "required":
        return False
    reader.report(
        error(
            "LP119",
            entry.span,
            "`required` is said of the field, and stands among its choices here.",
            help="It stands on the field's own line: behind `one of` where the choices stand below, else behind the "
            "last choice, without a comma.",
        )
    )
    return True


def _entry(reader: Reader, tree: ClauseTree) -> _Entry:
    if tree.data == "choice_default":
        return reader.word(tree.children[0])
    name, label = tree.children
    otherwise = tree.data == "choice_otherwise"
    return ast.Choice(reader.span_of(tree), reader.word(name), reader.optional_text(label), otherwise)


def _default(reader: Reader, entries: Sequence[_Entry]) -> ast.Word | None:
    """What unknown means, said last and once."""
    defaults: list[ast.Word] = []
    for entry in entries:
        if isinstance(entry, ast.Word):
            defaults.append(entry)
        elif defaults:
            reader.report(
                error(
                    "LP123",
                    entry.span,
                    "This choice stands behind the words that say what unknown means.",
                    help="List all choices first, then `, … when unknown`.",
                )
            )
    for extra in defaults[1:]:
        reader.report(error("LP123", extra.span, "Unknown can mean only one choice.", help="Keep one of them."))
    return defaults[0] if defaults else None
