"""Examples: a lead, what it did, and what is expected."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

from leadpact_dsl import ast
from leadpact_dsl.build import amounts, conditions, items
from leadpact_dsl.build.reader import Part, Reader, _tree
from leadpact_dsl.diagnostics import error
from leadpact_dsl.source import Span


def example(reader: Reader) -> ast.Example:
    found = list(reader.children("example_item", _example_item))
    leads = items.of(found, _Lead)
    for extra in leads[1:]:
        reader.report(
            error("LP124", extra.span, "An example has one lead.", help="Write a second example for a second lead.")
        )
    return ast.Example(
        reader.span,
        reader.text(reader.tree.children[0]),
        tuple(item for item in found if isinstance(item, ast.Moment | ast.Day)),
        leads[0].id if leads else None,
        leads[0].given if leads else (),
        items.of(found, ast.Occurrence),
        tuple(item for item in found if isinstance(item, ast.ExpectTest | ast.ExpectDue | ast.ExpectPassedOn)),
    )


@dataclass(frozen=True)
class _Lead:
    """The `lead` block of an example."""

    span: Span
    id: ast.Text | None
    given: tuple[ast.Given, ...]


def _example_item(reader: Reader) -> object:
    span, children = reader.span, reader.tree.children
    if reader.kind == "example_lead":
        lead_id = reader.optional_text(children[0])
        return _Lead(span, lead_id, tuple(reader.children("given", _given_line)))
    reader.no_children()
    match reader.kind:
        case "as_of":
            return amounts.moment_or_day(reader, children[0])
        case "occurrence":
            name, at, given = children
            return ast.Occurrence(span, reader.word(name), amounts.moment_or_day(reader, at), _given(reader, given))
        case "occurrence_ago":
            name, ago, given = children
            return ast.Occurrence(span, reader.word(name), amounts.duration(reader, ago), _given(reader, given))
        case _:
            return _expectation(reader)


def _given(reader: Reader, part: Part) -> tuple[ast.Given, ...]:
    if part is None:
        return ()
    return tuple(_one_given(reader, child) for child in _tree(part).children)


def _one_given(reader: Reader, part: Part) -> ast.Given:
    tree = _tree(part)
    name, value = tree.children
    return ast.Given(reader.span_of(tree), reader.word(name), amounts.value(reader, value))


def _given_line(reader: Reader) -> ast.Given:
    reader.no_children()
    return _one_given(reader, reader.tree)


def _expectation(reader: Reader) -> ast.Expectation:
    tree = _tree(reader.tree.children[0]) if reader.kind == "expect" else reader.tree
    match tree.data:
        case "expected_due":
            response, at = tree.children
            found = amounts.moment_or_day(reader, at)
            if isinstance(found, ast.Day):
                reader.report(
                    error("LP116", found.span, "The time of day is missing.", help="Write it as 2026-11-02 10:25.")
                )
                found = ast.Moment(found.span, dt.datetime.combine(found.date, dt.time()), None)
            return ast.ExpectDue(reader.span, reader.word(response), found)
        case "expected_passed_on":
            return ast.ExpectPassedOn(reader.span, reader.word(tree.children[0]))
        case "bare" | "not_bare":
            bare = conditions.in_line(reader, tree)
            return ast.ExpectTest(reader.span, cast(ast.Bare, bare))
        case _:
            test = conditions.test(reader, tree)
            return ast.ExpectTest(reader.span, cast("ast.Compare | ast.Between | ast.Among", test))
