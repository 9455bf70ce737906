"""Programs with a slip in them, to see that the suite would notice: each differs from the given one in one place."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.targets.at_random.words import Dice

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


class Mutant(NamedTuple):
    kind: str
    line: int
    text: str


def mutants(text: str, function: str, seed: int | str, each: int) -> Iterator[Mutant]:
    """Of every kind of slip as many as asked for, at random places inside the functions whose name matches a pattern.

    What stands in a loop's condition is left alone: a program that never ends tells nothing.
    """
    tree = ast.parse(text)
    places: dict[str, list[int]] = {}
    for number, node in enumerate(_nodes(tree, function)):
        for kind in _kinds(node):
            places.setdefault(kind, []).append(number)
    dice = Dice(f"mutants {seed}")
    for kind, numbers in places.items():
        for number in dice.some(numbers, each, each):
            changed = copy.deepcopy(tree)
            node = list(_nodes(changed, function))[number]
            line = getattr(node, "lineno", 0)
            _slip(node, kind)
            yield Mutant(kind, line, ast.unparse(ast.fix_missing_locations(changed)))


def _nodes(tree: ast.Module, function: str) -> Iterator[ast.AST]:
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef) and re.fullmatch(function, statement.name):
            yield from _below(statement)


def _below(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.While) and child is node.test):
            yield from _below(child)


def _kinds(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARED:
            yield "comparison"
        case ast.Constant(value=int() as value) if not isinstance(value, bool):
            yield "number"
        case ast.BoolOp():
            yield "and, or"
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            yield "plus, minus"
        case ast.UnaryOp(op=ast.Not()):
            yield "not"
        case _:
            pass


def _slip(node: ast.AST, kind: str) -> None:
    match node:
        case ast.Compare(ops=[op]):
            node.ops = [_COMPARED[type(op)]()]
        case ast.Constant(value=int() as value):
            node.value = value + 1
        case ast.BoolOp(op=op):
            node.op = ast.And() if isinstance(op, ast.Or) else ast.Or()
        case ast.BinOp(op=op):
            node.op = ast.Sub() if isinstance(op, ast.Add) else ast.Add()
        case ast.UnaryOp():
            node.op = ast.UAdd()  # `+x` of a truth is as true as x
        case _:
            raise AssertionError(kind)
