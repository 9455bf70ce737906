"""The lead, its activities, and lists."""

from __future__ import annotations

from typing import cast

from leadpact_dsl import ast
from leadpact_dsl.build import items
from leadpact_dsl.build.fields import field
from leadpact_dsl.build.reader import Reader, _tree


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
