"""Conditions: tests of fields, activities that happened, and how they combine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar, cast

from lark import Token

from leadpact_dsl import ast
from leadpact_dsl.build import amounts
from leadpact_dsl.build.order import CONDITION, in_canonical_order
from leadpact_dsl.build.reader import Part, Reader, _tree
from leadpact_dsl.clause_parser import ClauseTree
from leadpact_dsl.diagnostics import error

_COMPARISONS = {
    "is_value": "is",
    "is_not": "is not",
    "is_more_than": "is more than",
    "is_at_least": "is at least",
    "is_less_than": "is less than",
    "is_at_most": "is at most",
}
_MATCHES = {
    "contains": "contains",
    "contains_one_of": "contains",
    "starts_with": "starts with",
    "starts_with_one_of": "starts with",
    "ends_with": "ends with",
    "ends_with_one_of": "ends with",
    "has_the_word": "has the word",
    "has_one_of_the_words": "has the word",
}
_COUNTS = {"at_least_times": "at least", "at_most_times": "at most", "exactly_times": "exactly"}


def condition(reader: Reader, part: Part) -> ast.Condition | None:
    """The condition at the end of a line; a block's own stand on the lines below. None where all are broken."""
    tree = _tree(part)
    match tree.data:
        case "all_of" | "any_of" | "at_least_of":
            return _block(reader, tree)
        case _:
            reader.no_children()
            return in_line(reader, tree)


def condition_line(reader: Reader) -> ast.Condition | None:
    """A line inside a block of conditions. A reason beside it has no place in the agreement, so it is refused."""
    found, because = reader.tree.children
    if because is not None:
        reader.report(
            error(
                "LP111",
                reader.span_of(_tree(because)),
                "A single condition inside a block carries no reason.",
                help="Put the reason below the whole clause, on a line of its own that starts with `because`.",
            )
        )
    return condition(reader, found)


def in_line(reader: Reader, tree: ClauseTree) -> ast.Condition:
    match tree.data:
        case "and_chain" | "where_and":
            return ast.Chain(reader.span_of(tree), "and", tuple(in_line(reader, _tree(c)) for c in tree.children))
        case "or_chain" | "where_or":
            return ast.Chain(reader.span_of(tree), "or", tuple(in_line(reader, _tree(c)) for c in tree.children))
        case "bare" | "not_bare":
            return ast.Bare(reader.span_of(tree), reader.word(tree.children[0]), tree.data == "not_bare")
        case "happened" | "no_happened" | "happened_any" | "no_happened_any" | "happened_of" | "no_happened_of":
            return _happened(reader, tree)
        case _:
            return test(reader, tree)


def test(reader: Reader, tree: ClauseTree) -> ast.Condition:
    """A test of one subject."""
    span = reader.span_of(tree)
    subject = reader.word(tree.children[0])
    rest = tree.children[1:]
    kind = tree.data
    if kind in _COMPARISONS:
        op = cast(ast.Comparison, _COMPARISONS[kind])
        return ast.Compare(span, subject, op, amounts.value(reader, rest[0]))
    if kind in _MATCHES:
        several = kind in ("contains_one_of", "starts_with_one_of", "ends_with_one_of", "has_one_of_the_words")
        found = amounts.values(reader, rest[0]) if several else (amounts.value(reader, rest[0]),)
        return ast.Match(span, subject, cast(ast.MatchKind, _MATCHES[kind]), found, several)
    match kind:
        case "is_between":
            return ast.Between(span, subject, amounts.value(reader, rest[0]), amounts.value(reader, rest[1]))
        case "is_one_of" | "is_none_of":
            return ast.Among(span, subject, kind == "is_none_of", amounts.values(reader, rest[0]))
        case "is_known" | "is_unknown":
            return ast.Known(span, subject, kind == "is_known")
        case "is_before":
            return ast.Dated(span, subject, "before", amounts.value(reader, rest[0]))
        case "is_after":
            return ast.Dated(span, subject, "after", amounts.value(reader, rest[0]))
        case "is_in_the_last":
            return ast.Recent(span, subject, "in the last", amounts.duration(reader, rest[0]))
        case "is_in_the_next":
            return ast.Recent(span, subject, "in the next", amounts.duration(reader, rest[0]))
        case "is_long_ago":
            return ast.Recent(span, subject, "more than ago", amounts.duration(reader, rest[0]))
        case _:
            raise AssertionError(kind)


def where(reader: Reader, part: Part) -> ast.Condition | None:
    return None if part is None else in_line(reader, _tree(_tree(part).children[0]))


def window(reader: Reader, tree: ClauseTree) -> ast.Window:
    span = reader.span_of(tree)
    match tree.data:
        case "in_the_last":
            return ast.InTheLast(span, amounts.duration(reader, tree.children[0]))
        case "long_ago":
            return ast.LongAgo(span, amounts.duration(reader, tree.children[0]))
        case _:
            return ast.Since(span, _since(reader, tree.children[0]))


def _since(reader: Reader, part: Part) -> ast.Word | ast.Day:
    return amounts.day(reader, part) if isinstance(part, Token) and part.type == "DATE" else reader.word(part)


def _block(reader: Reader, tree: ClauseTree) -> ast.Block | None:
    span = reader.span_of(tree)
    lines = [line for line in reader.line.clauses if not line.text.startswith("because")]
    items: tuple[ast.Condition, ...] = tuple(reader.children("condition_line", condition_line))
    if not lines:
        reader.report(
            error(
                "LP117",
                span,
                f"Nothing stands below “{span.text}”.",
                help="Put its conditions on the lines below, each indented two blanks further.",
            )
        )
        reader.sink.pass_over(reader.line.span, reader.start)
    if not items:
        return None
    match tree.data:
        case "all_of":
            return ast.Block(span, "all of", None, items)
        case "any_of":
            return ast.Block(span, "any of", None, items)
        case _:
            return ast.Block(span, "at least of", amounts.whole(reader, tree.children[0]), items)


def _happened(reader: Reader, tree: ClauseTree) -> ast.Happened:
    span = reader.span_of(tree)
    absent = tree.data.startswith("no_")
    children: Sequence[Part] = tree.children
    if tree.data.endswith("_any"):
        activities: tuple[ast.Word, ...] = ()
        parts = children
    else:
        several = tree.data.endswith("_of")
        activities = reader.words(children[0]) if several else (reader.word(children[0]),)
        parts = children[1:]
    trees = in_canonical_order(reader, [_tree(part) for part in parts], CONDITION)
    counts = [t for t in trees if t.data in _COUNTS]
    different = [t for t in trees if t.data == "with_different"]
    windows = [t for t in trees if t.data in ("in_the_last", "long_ago", "since")]
    wheres = [t for t in trees if t.data == "where"]
    return ast.Happened(
        span,
        activities,
        not activities,
        absent,
        _first(
            ast.Count(reader.span_of(t), cast(ast.CountKind, _COUNTS[t.data]), amounts.whole(reader, t.children[0]))
            for t in counts
        ),
        _first(reader.word(t.children[0]) for t in different),
        _first(window(reader, t) for t in windows),
        _first(where(reader, t) for t in wheres),
    )


T = TypeVar("T")


def _first(found: Iterable[T]) -> T | None:
    return next(iter(found), None)
