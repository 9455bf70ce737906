"""The lead, its activities, and lists."""

from __future__ import annotations

from typing import cast

from leadpact_dsl import ast
from leadpact_dsl.build import amounts, items
from leadpact_dsl.build.reader import Reader, _tree
from leadpact_dsl.clause_parser import ClauseTree
from leadpact_dsl.diagnostics import error

_TYPES = {
    "text_type": "text",
    "whole_number_type": "whole number",
    "number_type": "number",
    "money_type": "money",
    "yes_or_no_type": "yes or no",
    "date_type": "date",
    "time_type": "time",
    "one_of_type": "one of",
}


def item_list(reader: Reader) -> ast.ListDecl:
    if reader.kind == "list_from_file":
        reader.no_children()
        name, label, file, column, because = reader.tree.children
        return ast.ListDecl(
            reader.span,
            reader.word(name),
            reader.optional_text(label),
            (),
            reader.text(file),
            reader.optional_text(column),
            reader.because(because),
        )
    name, label, strings, because = reader.tree.children
    inline = () if strings is None else tuple(reader.text(token) for token in _tree(strings).children)
    below = tuple(text for group in reader.children("list_item", items.texts) for text in group.texts)
    return ast.ListDecl(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        inline + below,
        None,
        None,
        reader.because(because),
    )


def lead(reader: Reader) -> ast.Lead:
    found = list(reader.children("lead_item", _lead_item))
    same = tuple(
        ast.SameWhen(item.words[0].span.to(item.words[-1].span), item.words)
        for item in items.of(found, items.Words)
        if item.kind == "same_when"
    )
    return ast.Lead(
        reader.span,
        items.of(found, ast.FieldDecl),
        same,
        items.texts_of(found, "identified_by"),
        items.texts_of(found, "count_as_unknown"),
    )


def _lead_item(reader: Reader) -> object:
    match reader.kind:
        case "same_when":
            reader.no_children()
            return items.Words("same_when", tuple(reader.word(token) for token in reader.tree.children))
        case "identified_by" | "count_as_unknown":
            return items.texts(reader)
        case _:
            return field(reader)


def log(reader: Reader) -> ast.Log:
    return ast.Log(reader.span, tuple(reader.children("log_item", _log_item)))


def _log_item(reader: Reader) -> ast.LogColumn:
    reader.no_children()
    which = {"log_lead": "lead", "log_activity": "activity", "log_at": "at"}[reader.kind]
    return cast(ast.LogColumn, (which, reader.text(reader.tree.children[0])))


def activity(reader: Reader) -> ast.Activity:
    name, label, by, logged_as = reader.tree.children
    return ast.Activity(
        reader.span,
        reader.word(name),
        reader.optional_text(label),
        reader.optional_word(by),
        reader.optional_text(logged_as),
        tuple(reader.children("activity_item", field)),
    )


def field(reader: Reader) -> ast.FieldDecl:
    reader.no_children()
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
    match kind:
        case "money":
            return ast.FieldType(span, kind, str(tree.children[0])), None
        case "one of":
            return _choices(reader, tree)
        case _:
            return ast.FieldType(span, kind), None


def _choices(reader: Reader, tree: ClauseTree) -> tuple[ast.FieldType, ast.Value | None]:
    choices: list[ast.Choice] = []
    defaults: list[ast.Word] = []
    for part in tree.children:
        child = _tree(part)
        span = reader.span_of(child)
        if child.data == "choice_default":
            defaults.append(reader.word(child.children[0]))
            continue
        if defaults:
            reader.report(
                error(
                    "LP123",
                    span,
                    "This choice stands behind the words that say what unknown means.",
                    help="List all choices first, then `, … when unknown`.",
                )
            )
        choices.append(_choice(reader, child))
    for extra in defaults[1:]:
        reader.report(error("LP123", extra.span, "Unknown can mean only one choice.", help="Keep one of them."))
    return ast.FieldType(reader.span_of(tree), "one of", None, tuple(choices)), (defaults[0] if defaults else None)


def _choice(reader: Reader, tree: ClauseTree) -> ast.Choice:
    name, label = tree.children
    otherwise = tree.data == "choice_otherwise"
    return ast.Choice(reader.span_of(tree), reader.word(name), reader.optional_text(label), otherwise)
