"""Programs with a slip in them, to see that the suite would notice: each differs from the given one in one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.targets.at_random.words import Dice

_COMPARED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: (" in ", " not in "),
    ast.NotIn: ("not in", "in"),
}


class Mutant(NamedTuple):
    kind: str
    line: int
    text: str


class _Edit(NamedTuple):
    """Bytes to put in place of others, from `start` up to `end` of the text."""

    kind: str
    start: int
    end: int
    put: bytes


def mutants(text: str, function: str, seed: int | str, each: int) -> Iterator[Mutant]:
    """Of every kind of slip as many as asked for, at random places inside the functions whose name matches a pattern.

    What stands in a loop's condition is left alone: a program that never ends tells nothing.
    """
    source = text.encode()
    places_of = _Source(source)
    edits: dict[str, list[_Edit]] = {}
    for node in _nodes(ast.parse(text), function):
        for edit in _edits(node, places_of):
            edits.setdefault(edit.kind, []).append(edit)
    dice = Dice(f"mutants {seed}")
    for kind, places in edits.items():
        for edit in dice.some(places, each, each):
            changed = source[: edit.start] + edit.put + source[edit.end :]
            yield Mutant(kind, source.count(b"\n", 0, edit.start) + 1, changed.decode())


class _Source:
    """Where nodes stand in a text, in bytes."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._lines = [0, *(found.end() for found in re.finditer(rb"\n", text))]

    def start(self, node: ast.expr) -> int:
        return self._lines[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr) -> int:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._lines[node.end_lineno - 1] + node.end_col_offset

    def between(self, kind: str, left: ast.expr, right: ast.expr, old: str, new: str) -> Iterator[_Edit]:
        """One word for another in what joins two nodes."""
        start, end = self.end(left), self.start(right)
        place = self._text.find(old.encode(), start, end)
        if place >= 0:
            yield _Edit(kind, place, place + len(old), new.encode())


def _nodes(tree: ast.Module, function: str) -> Iterator[ast.AST]:
    for statement in tree.body:
        for inner in statement.body if isinstance(statement, ast.ClassDef) else [statement]:
            if isinstance(inner, ast.FunctionDef) and re.fullmatch(function, inner.name):
                yield from _below(inner)


def _below(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        of_a_loop = isinstance(node, ast.While) and child is node.test
        if not of_a_loop and not isinstance(child, ast.JoinedStr):  # Python 3.11 does not know where its parts stand
            yield from _below(child)


def _edits(node: ast.AST, source: _Source) -> Iterator[_Edit]:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARED:
            yield from source.between("comparison", left, right, *_COMPARED[type(op)])
        case ast.Constant(value=int() as value) if not isinstance(value, bool):
            yield _Edit("number", source.start(node), source.end(node), str(value + 1).encode())
        case ast.BoolOp(op=ast.And(), values=[left, right, *_]):
            yield from source.between("and, or", left, right, "and", "or")
        case ast.BoolOp(op=ast.Or(), values=[left, right, *_]):
            yield from source.between("and, or", left, right, "or", "and")
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield from source.between("plus, minus", left, right, "+", "-")
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            yield from source.between("plus, minus", left, right, "-", "+")
        case ast.UnaryOp(op=ast.Not()):
            yield _Edit("not", source.start(node), source.start(node) + len("not"), b"")
        case _:
            pass
