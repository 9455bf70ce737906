"""Whole numbers of 64 bits.

To most engines constants, and cases of constants, are 32 bits wide, and so is what is worked out of them, which then
overflows: silently on some.

A column holds 64 bits: what a step of a statement hands on as a number is widened here. What is worked out of two
narrow values is widened on its left side. Nothing else needs it, as one wide value makes the result wide.
"""

from __future__ import annotations

from sqlglot import exp

_ARITHMETIC = (exp.Add, exp.Sub, exp.Mul)


def widened(tree: exp.Expression) -> exp.Expression:
    """The tree itself, with its narrow numbers widened. What is cast to a narrower type on purpose stays so."""
    for node in list(tree.find_all(*_ARITHMETIC)):
        if _is_narrow(node.left) and _is_narrow(node.right):
            node.left.replace(exp.cast(node.left.copy(), "BIGINT"))
    for select in tree.find_all(exp.Select):
        for column in select.expressions:
            value = column.this if isinstance(column, exp.Alias) else column
            if _is_narrow(value):
                value.replace(exp.cast(value.copy(), "BIGINT"))
    return tree


def _is_narrow(node: exp.Expr | None) -> bool:
    """Whether a number may be 32 bits wide: it is made of nothing but constants."""
    match node:
        case exp.Literal():
            return not node.is_string
        case exp.Paren() | exp.Neg() | exp.Max() | exp.Min():
            return _is_narrow(node.this)
        case exp.Add() | exp.Sub() | exp.Mul() | exp.Mod():
            return _is_narrow(node.left) and _is_narrow(node.right)
        case exp.Case():
            values = [one.args["true"] for one in node.args["ifs"]]
            values += [node.args["default"]] if node.args.get("default") else []
            return _all_narrow(values)
        case exp.Coalesce() | exp.Greatest() | exp.Least():
            return _all_narrow([node.this, *node.expressions])
        case _:
            return False


def _all_narrow(values: list[exp.Expression]) -> bool:
    """NULL goes with anything, and alone is no number."""
    values = [value for value in values if not isinstance(value, exp.Null)]
    return bool(values) and all(map(_is_narrow, values))
