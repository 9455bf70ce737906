"""What stands in a score: rules, tables, groups; and the levels of a grade."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from lark import Tree

from leadpact_dsl import ast
from leadpact_dsl.build import amounts, conditions
from leadpact_dsl.build.order import COUNTING, GROUP, in_canonical_order
from leadpact_dsl.build.reader import Part, Reader, _token, _tree
from leadpact_dsl.clause_parser import ClauseTree
from leadpact_dsl.diagnostics import Fix, error

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def score_item(reader: Reader) -> ast.ScoreItem | None:
    children = reader.tree.children
    span = reader.span
    match reader.kind:
        case "if_rule":
            points, tail, loss, because = children
            found = conditions.condition(reader, tail)
            if found is None:
                return None
            return ast.IfRule(
                span, _points(reader, points), found, _optional_fading(reader, loss), reader.because(because)
            )
        case "each_rule":
            points, kinds, *parts, because = children
            reader.no_children()
            return ast.EachRule(span, _points(reader, points), _counting(reader, kinds, parts), reader.because(because))
        case "idle_rule":
            points, every, since, limit, because = children
            reader.no_children()
            return ast.IdleRule(
                span,
                _points(reader, points),
                amounts.duration(reader, every),
                reader.optional_word(since),
                None if limit is None else _at_most_points(reader, _tree(limit)),
                reader.because(because),
            )
        case "table":
            field, because = children
            return ast.Table(span, reader.word(field), None, _rows(reader), reader.because(because))
        case "each_table":
            field, kinds, *parts, because = children
            counting = _counting(reader, kinds, parts)
            return ast.Table(span, reader.word(field), counting, _rows(reader), reader.because(because))
        case "group":
            return _group(reader)
        case "first_of":
            rules: tuple[ast.ScoreItem, ...] = tuple(reader.children("score_item", score_item))
            _warn_empty(reader, rules)
            return ast.FirstOf(span, rules, reader.because(children[0]))
        case "adds":
            field, bounds, unknown, because = children
            reader.no_children()
            default = None
            if unknown is not None:
                default = ast.Number(reader.span_of(_tree(unknown)), amounts.number(reader, unknown))
            return ast.Adds(span, reader.word(field), number_range(reader, bounds), default, reader.because(because))
        case "zero_if":
            found = conditions.condition(reader, children[0])
            return None if found is None else ast.ZeroIf(span, found, reader.because(children[1]))
        case "counts_after":
            reader.no_children()
            return ast.CountsAfter(span, reader.words(children[0]), reader.because(children[1]))
        case kind:
            raise AssertionError(kind)


def grade_item(reader: Reader) -> ast.Level | None:
    name, label, test, because = reader.tree.children
    found = _level_test(reader, _tree(test))
    if found is None:
        return None
    return ast.Level(reader.span, reader.word(name), reader.optional_text(label), found, reader.because(because))


def number_range(reader: Reader, part: Part) -> ast.Range:
    tree = _tree(part)
    low, high = tree.children
    return ast.Range(reader.span_of(tree), amounts.number(reader, low), amounts.number(reader, high))


def row_key(reader: Reader, tree: ClauseTree) -> ast.RowKey:
    span = reader.span_of(tree)
    match tree.data:
        case "below":
            return ast.Below(span, _bound(reader, tree.children[0]))
        case "from_to" | "from_to_below":
            low, high = tree.children
            return ast.FromTo(span, _bound(reader, low), _bound(reader, high), tree.data == "from_to_below")
        case "or_more":
            return ast.OrMore(span, _bound(reader, tree.children[0]))
        case "unknown_key":
            return ast.UnknownKey(span)
        case "otherwise_key":
            return ast.OtherwiseKey(span)
        case _:
            return ast.OneOfKeys(span, tuple(amounts.value(reader, child) for child in tree.children))


def _bound(reader: Reader, part: Part) -> ast.Amount:
    """An end of a band: a number or money."""
    found = amounts.value(reader, part)
    if isinstance(found, ast.Number | ast.Money | ast.Percent):
        return found
    quoted = isinstance(found, ast.Text)
    written = found.value if isinstance(found, ast.Text) else found.span.text
    reader.report(
        error(
            "LP120",
            found.span,
            f"“{written}” {'in quotes is text' if quoted else 'is no number'}; a band goes from one number to another.",
            help="Write numbers, such as `50 to 499`, `below 50`, `500 or more`.",
            fix=Fix(found.span, written, "without quotes") if quoted and _NUMBER.fullmatch(written) else None,
        )
    )
    return ast.Number(found.span, Decimal(0))


def _level_test(reader: Reader, tree: ClauseTree) -> ast.RowKey | ast.Condition | None:
    if tree.data == "level_when":
        return conditions.condition(reader, tree.children[0])
    reader.no_children()
    return row_key(reader, tree)


def _points(reader: Reader, part: Part) -> ast.Points:
    tree = _tree(part)
    sign, size = tree.children
    token = _token(size)
    amount: ast.Number | ast.Word
    if token.type == "NAME":
        amount = reader.word(token)
    else:
        amount = ast.Number(reader.span_of(token), amounts.plain_number(reader, token))
    return ast.Points(reader.span_of(tree), 1 if str(sign) == "+" else -1, amount)


def _counting(reader: Reader, kinds: Part, parts: Sequence[Part]) -> ast.Counting:
    """Behind `for each`: the activities, then how they are limited."""
    activities = reader.words(kinds)
    trees = in_canonical_order(reader, [part for part in parts if isinstance(part, Tree)], COUNTING)
    by_kind = {tree.data: tree for tree in trees}

    def found(*names: str) -> ClauseTree | None:
        return next((by_kind[name] for name in names if name in by_kind), None)

    window = found("in_the_last", "long_ago", "since")
    once = found("once", "once_a", "once_every", "times_a")
    times = found("at_most_times")
    points = found("at_most_points")
    where = found("where")
    start = reader.span_of(_tree(kinds))
    end = reader.span_of(trees[-1]) if trees else start
    return ast.Counting(
        start.to(end),
        activities,
        conditions.window(reader, window) if window else None,
        _once(reader, once) if once else None,
        ast.AtMostTimes(reader.span_of(times), amounts.whole(reader, times.children[0])) if times else None,
        _optional_fading(reader, found("losing_percent", "losing_points")),
        _at_most_points(reader, points) if points else None,
        conditions.where(reader, where),
    )


def _once(reader: Reader, tree: ClauseTree) -> ast.Once:
    span = reader.span_of(tree)
    match tree.data:
        case "once_a":
            return ast.Once(span, amounts.period(reader, tree.children[0]), None)
        case "once_every":
            return ast.Once(span, None, amounts.duration(reader, tree.children[0]))
        case "times_a":
            times, unit = tree.children
            return ast.Once(span, amounts.period(reader, unit), None, amounts.whole(reader, times))
        case _:
            return ast.Once(span, None, None)


def _optional_fading(reader: Reader, part: Part) -> ast.Fading | None:
    if part is None:
        return None
    tree = _tree(part)
    loss, every = tree.children
    token = _token(loss)
    span = reader.span_of(token)
    size: ast.Percent | ast.Number
    if tree.data == "losing_percent":
        size = amounts.percent(reader, token)
    else:
        size = ast.Number(span, amounts.plain_number(reader, token))
    return ast.Fading(reader.span_of(tree), size, amounts.duration(reader, every))


def _at_most_points(reader: Reader, tree: ClauseTree) -> ast.AtMostPoints:
    return ast.AtMostPoints(reader.span_of(tree), amounts.plain_number(reader, tree.children[0]))


def _rows(reader: Reader) -> tuple[ast.Row, ...]:
    rows = tuple(reader.children("row", _row))
    _warn_empty(reader, rows)
    return rows


def _row(reader: Reader) -> ast.Row:
    key, points, because = reader.tree.children
    reader.no_children()
    sign, digits = _tree(points).children
    return ast.Row(
        reader.span, row_key(reader, _tree(key)), amounts.signed(reader, sign, digits), reader.because(because)
    )


def _group(reader: Reader) -> ast.Group:
    label, *parts, gate, because = reader.tree.children
    trees = in_canonical_order(reader, [_tree(part) for part in parts], GROUP)
    by_kind = {tree.data: tree for tree in trees}
    cap, bounds, counts = by_kind.get("at_most_points"), by_kind.get("range"), by_kind.get("counts")
    items: tuple[ast.ScoreItem, ...] = tuple(reader.children("score_item", score_item))
    _warn_empty(reader, items)
    return ast.Group(
        reader.span,
        reader.text(label),
        _at_most_points(reader, cap) if cap else None,
        number_range(reader, bounds) if bounds else None,
        amounts.percent(reader, counts.children[0]) if counts else None,
        _optional_fading(reader, by_kind.get("losing_percent") or by_kind.get("losing_points")),
        None if gate is None else _gate(reader, _tree(gate)),
        items,
        reader.because(because),
    )


def _gate(reader: Reader, tree: ClauseTree) -> ast.Condition | None:
    if tree.data in ("all_of", "any_of", "at_least_of"):
        reader.report(
            error(
                "LP121",
                reader.span_of(tree),
                "The lines below a group are its rules, so its `only if` has to fit on the line.",
                help="Give the conditions a name with `define`, and write `only if` and that name.",
            )
        )
        return None
    return conditions.in_line(reader, tree)


def _warn_empty(reader: Reader, items: Sequence[ast.Node]) -> None:
    if not items and not reader.line.clauses:
        reader.report(
            error(
                "LP117",
                reader.span,
                "Nothing stands below this line.",
                help="Put what belongs to it on the lines below, each indented two blanks further.",
            )
        )


def terms(reader: Reader, part: Part) -> tuple[ast.Term, ...]:
    """`60% of fit plus 40% of engagement`."""
    if part is None:
        return ()
    found: list[ast.Term] = []
    for child in _tree(part).children:
        tree = _tree(child)
        sign: Literal[1, -1] = -1 if tree.data == "minus" else 1
        inner = tree if tree.data == "term" else _tree(tree.children[0])
        weight, score = inner.children
        found.append(
            ast.Term(
                reader.span_of(inner),
                sign,
                None if weight is None else amounts.percent(reader, weight),
                reader.word(score),
            )
        )
    return tuple(found)
