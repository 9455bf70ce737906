"""Small words to build trees with: columns, constants, cases. Every name is quoted, every text a literal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

from sqlglot import exp

from leadpact.targets.sql.dialects import bigint, whole

NULL = exp.Null()


def column(name: str, table: str | None = None) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True), None if table is None else exp.to_identifier(table, True))


def named(expression: exp.Expression, name: str) -> exp.Alias:
    return exp.Alias(this=expression, alias=exp.to_identifier(name, quoted=True))


def number(value: int) -> exp.Expression:
    """A whole number. One too wide for 32 bits says so: some engines would multiply it in 32 bits."""
    literal: exp.Expression = exp.Literal.number(abs(value))
    if abs(value) >= 2**31:
        literal = bigint(literal)
    return exp.Neg(this=literal) if value < 0 else literal


def text(value: str) -> exp.Literal:
    return exp.Literal.string(value)


def flag(value: bool) -> exp.Boolean:
    return exp.Boolean(this=value)


def case(whens: Iterable[tuple[exp.Expression, exp.Expression]], otherwise: exp.Expression | None) -> exp.Expression:
    """The value of the first condition that holds; without any condition the other one."""
    ifs = [exp.If(this=when, true=then) for when, then in whens]
    if not ifs:
        return NULL.copy() if otherwise is None else otherwise
    return exp.Case(ifs=ifs, default=otherwise)


def all_of(parts: Sequence[exp.Expression]) -> exp.Expression:
    return reduce(lambda one, other: exp.And(this=one, expression=other), map(_closed, parts)) if parts else flag(True)


def any_of(parts: Sequence[exp.Expression]) -> exp.Expression:
    return reduce(lambda one, other: exp.Or(this=one, expression=other), parts) if parts else flag(False)


def _closed(what: exp.Expression) -> exp.Expression:
    return exp.Paren(this=what) if isinstance(what, exp.Or) else what


def negated(what: exp.Expression) -> exp.Expression:
    return exp.Not(this=exp.Paren(this=what))


def is_null(what: exp.Expression) -> exp.Expression:
    return exp.Is(this=what, expression=exp.Null())


def is_known(what: exp.Expression) -> exp.Expression:
    return exp.Not(this=is_null(what))


def one_of(what: exp.Expression, items: Sequence[exp.Expression]) -> exp.Expression:
    return exp.EQ(this=what, expression=items[0]) if len(items) == 1 else exp.In(this=what, expressions=list(items))


def plus(parts: Sequence[exp.Expression]) -> exp.Expression:
    total = parts[0]
    for part in parts[1:]:
        total = exp.Add(this=total, expression=part)
    return total


def minus(left: exp.Expression, right: exp.Expression) -> exp.Expression:
    return exp.Sub(this=left, expression=wrapped(right))


def times(left: exp.Expression, factor: int) -> exp.Expression:
    return left if factor == 1 else exp.Mul(this=wrapped(left), expression=number(factor))


def divided(what: exp.Expression, by: int) -> exp.Expression:
    """Whole times, of a number that is not negative."""
    return whole(wrapped(what), number(by))


def wrapped(what: exp.Expression) -> exp.Expression:
    return exp.Paren(this=what) if isinstance(what, (exp.Binary, exp.Neg)) else what


def coalesced(what: exp.Expression, otherwise: exp.Expression) -> exp.Expression:
    return exp.Coalesce(this=what, expressions=[otherwise])


def larger(parts: Sequence[exp.Expression]) -> exp.Expression:
    """The largest; none of the parts may be missing, as engines differ in what they make of that."""
    return parts[0] if len(parts) == 1 else exp.Greatest(this=parts[0], expressions=list(parts[1:]), ignore_nulls=True)


def smaller(parts: Sequence[exp.Expression]) -> exp.Expression:
    return parts[0] if len(parts) == 1 else exp.Least(this=parts[0], expressions=list(parts[1:]), ignore_nulls=True)


def held(what: exp.Expression, low: int | None, high: int | None) -> exp.Expression:
    """A number that is there, held within limits."""
    if low is not None:
        what = larger([what, number(low)])
    return what if high is None else smaller([what, number(high)])
