"""What engines say differently: nodes that a statement holds for it, and what becomes of each in every dialect."""

from __future__ import annotations

from typing import ClassVar, Final

from sqlglot import exp

from leadpact.targets.sql.engine_texts import TEXTS
from leadpact.targets.sql.engine_times import TIMES
from leadpact.targets.sql.engine_words import Dialect, Said, bigint, function, operand


class Whole(exp.Expression):
    """Division of whole numbers that are not negative, without the rest."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "expression": True}


class Sha256Hex(exp.Expression):
    """SHA-256 of a text's UTF-8, as 64 digits in small letters."""


class HexNumber(exp.Expression):
    """The number that seven small hexadecimal digits say."""


class Stepped(exp.Expression):
    """What holds from a point on: `steps` are pairs of a point and a value, in order, the first from ever."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "steps": True}


def stepped(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """A search by halves, on one line: hundreds of steps are data, which nobody reads one by one."""
    what = node.this.sql(dialect=dialect)

    def found(steps: list[tuple[int, int]]) -> str:
        if len(steps) == 1:
            return str(steps[0][1])
        middle = len(steps) // 2
        return f"CASE WHEN {what} < {steps[middle][0]} THEN {found(steps[:middle])} ELSE {found(steps[middle:])} END"

    return exp.var(found(node.args["steps"]))


def said_in(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """What a node is replaced by, with brackets where it needs them. What stands inside of it is replaced already."""
    return _as_operand_of(node.parent, _SAID[type(node)](node, dialect))


def _as_operand_of(parent: exp.Expr | None, new: exp.Expression) -> exp.Expression:
    """With brackets where what it becomes a part of would take it apart."""
    loose = (exp.Add, exp.Sub, exp.Connector, *(_COMPARISONS if not isinstance(new, (exp.EQ, exp.GT)) else ()))
    bare = not isinstance(parent, (exp.Binary, exp.Neg, exp.Not)) or isinstance(parent, loose)
    return new if bare else exp.Paren(this=new)


_COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)


def _whole(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    a, b = node.this, node.expression
    match dialect:
        case "duckdb" | "spark" | "databricks":
            return exp.IntDiv(this=operand(a), expression=operand(b))
        case "postgres" | "redshift":  # whole numbers divide without a rest; DIV gives a NUMERIC, and is slow
            return exp.Div(this=operand(a), expression=operand(b), typed=True, safe=False)
        case "bigquery":
            return exp.IntDiv(this=a, expression=b)
        case "snowflake":  # its division rounds to six decimals: what is divided has no rest
            even = exp.Paren(
                this=exp.Sub(this=operand(a), expression=exp.Mod(this=operand(a.copy()), expression=operand(b.copy())))
            )
            return bigint(exp.Div(this=even, expression=operand(b.copy()), typed=False, safe=False))


def _sha256_hex(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    what = node.this
    match dialect:
        case "duckdb":
            return function("SHA256", what)
        case "spark" | "databricks" | "snowflake" | "redshift":
            return function("SHA2", what, exp.Literal.number(256))
        case "postgres":
            utf8 = function("CONVERT_TO", what, exp.Literal.string("UTF8"))
            return function("ENCODE", function("SHA256", utf8), exp.Literal.string("hex"))
        case "bigquery":
            return function("TO_HEX", function("SHA256", what))


def _hex_number(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    digits = node.this
    match dialect:
        case "duckdb" | "bigquery":
            return bigint(exp.DPipe(this=exp.Literal.string("0x"), expression=digits, safe=True))
        case "spark" | "databricks":
            return bigint(function("CONV", digits, exp.Literal.number(16), exp.Literal.number(10)))
        case "postgres":
            bits = exp.DPipe(this=exp.Literal.string("x"), expression=digits, safe=True)
            return bigint(exp.cast(bits, "BIT(28)"))
        case "snowflake":
            return bigint(function("TO_NUMBER", digits, exp.Literal.string("XXXXXXX")))
        case "redshift":
            return function("STRTOL", digits, exp.Literal.number(16))


def _placeholder(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """`:as_of` where sqlglot would write it in the way of a Python driver."""
    return exp.var(f":{node.name}") if dialect in ("postgres", "redshift") else node


def _lower(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """Only ever of ASCII, where the letters of PostgreSQL's locale (`I` in Turkish) must not matter."""
    if dialect != "postgres" or isinstance(node.this, exp.Collate):
        return node
    return exp.Lower(this=exp.Collate(this=operand(node.this), expression=exp.to_identifier("C", quoted=True)))


def _extreme(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """GREATEST and LEAST of numbers that are there."""
    node.set("ignore_nulls", dialect == "duckdb")
    return node


def _cte(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    if dialect not in ("duckdb", "postgres"):
        node.set("materialized", None)
    if dialect == "postgres" and _is_plain(node.this):
        # PostgreSQL would write what this step works out into every place that names it, and so from step to step:
        # minutes of planning. It leaves a step with an OFFSET alone.
        node.this.set("offset", exp.Offset(expression=exp.Literal.number(0)))
    return node


def _is_plain(step: exp.Expression) -> bool:
    """Row by row over one other step."""
    return isinstance(step, exp.Select) and not (step.args.get("group") or step.args.get("joins"))


_SAID: Said = {
    **TIMES,
    **TEXTS,
    Whole: _whole,
    Sha256Hex: _sha256_hex,
    HexNumber: _hex_number,
    exp.Placeholder: _placeholder,
    exp.Lower: _lower,
    exp.Greatest: _extreme,
    exp.Least: _extreme,
    exp.CTE: _cte,
}

REPLACED: Final = tuple(_SAID)
"""The kinds of nodes that `said_in` knows."""
