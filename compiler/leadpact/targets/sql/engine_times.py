"""What engines say differently about instants, days, and which row is the latest."""

from __future__ import annotations

from functools import reduce
from typing import ClassVar

from sqlglot import exp

from leadpact.targets.sql.engine_words import Dialect, Said, bigint, function, operand


class EpochMs(exp.Expression):
    """The milliseconds since 1970-01-01 UTC of a timestamp, cut and not rounded."""


class NotLongBefore(exp.Expression):
    """Whether a timestamp as it stands lies after an instant in ms, or no more than a day before it. It is said of the
    bare column, so that engines can pass over what lies before; a day is more than any mistake about its zone."""

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "expression": True}


class LatestKey(exp.Expression):
    """What is larger for a later row: of its instant, its position and a small number, which `CodeOf` takes out again.
    Without them it is NULL."""

    arg_types: ClassVar[dict[str, bool]] = {"expressions": False}


class CodeOf(exp.Expression):
    """The small number in a `LatestKey`."""


class DayNumber(exp.Expression):
    """The days since 1970-01-01 of a date."""


class DateOf(exp.Expression):
    """The date so many days after 1970-01-01."""


class MonthOf(exp.Expression):
    """The months from January of the year 0 to the month of a date."""


def _epoch_ms(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    moment = node.this
    match dialect:
        case "duckdb":  # epoch_ms rounds up
            micros = function("EPOCH_US", moment)
            return exp.IntDiv(this=micros, expression=exp.Literal.number(1000))
        case "spark" | "databricks" | "bigquery":
            return function("UNIX_MILLIS", moment)
        case "postgres":  # NUMERIC, and so exact, from PostgreSQL 14 on
            seconds = exp.Extract(this=exp.var("EPOCH"), expression=moment)
            return bigint(exp.Floor(this=exp.Mul(this=seconds, expression=exp.Literal.number(1000))))
        case "snowflake":
            return bigint(function("DATE_PART", exp.var("EPOCH_MILLISECOND"), moment))
        case "redshift":  # counts the milliseconds that begin in between
            start = exp.cast(exp.Literal.string("1970-01-01 00:00:00"), "TIMESTAMP")
            return bigint(function("DATEDIFF", exp.var("MILLISECOND"), start, moment))


_A_DAY = 86_400_000


def _not_long_before(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    moment = node.this
    ms = exp.Paren(this=exp.Sub(this=node.expression, expression=exp.Literal.number(_A_DAY)))
    return exp.GT(this=moment, expression=_timestamp(ms, dialect))


def _timestamp(ms: exp.Expression, dialect: Dialect) -> exp.Expression:
    """Of a number of seconds, or of ms where that is as easy."""
    thousand = exp.Literal.number(1000)
    match dialect:
        case "duckdb":
            return function("MAKE_TIMESTAMP", exp.Mul(this=ms, expression=thousand))
        case "spark" | "databricks" | "bigquery":
            return function("TIMESTAMP_MILLIS", ms)
        case "postgres":
            return function("TO_TIMESTAMP", exp.Div(this=ms, expression=thousand, typed=True, safe=False))
        case "snowflake":
            return function("TO_TIMESTAMP_NTZ", ms, exp.Literal.number(3))
        case "redshift":
            seconds = exp.Div(this=ms, expression=thousand, typed=True, safe=False)
            start = exp.cast(exp.Literal.string("1970-01-01 00:00:00"), "TIMESTAMP")
            return function("DATEADD", exp.var("SECOND"), seconds, start)


_CODES, _POSITIONS, _INSTANTS = 5, 19, 13
"""Digits."""

_BELOW_ZERO = 10**18
"""Positions may be any whole numbers from its negative on; with it added they sort as texts."""

_CODE_BITS, _POSITION_BITS = 16, 63


def _latest_key(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    """A number of 128 bits, or, where there is none, the digits."""
    kind = "INT128" if dialect == "duckdb" else "TEXT"
    if not node.expressions:
        return exp.cast(exp.Null(), kind)
    at, position, code = node.expressions
    if dialect == "duckdb":
        shifted_at = exp.Mul(this=exp.cast(at, kind), expression=exp.Literal.number(2 ** (_CODE_BITS + _POSITION_BITS)))
        shifted = exp.Mul(this=exp.cast(position, kind), expression=exp.Literal.number(2**_CODE_BITS))
        return exp.Add(this=exp.Add(this=shifted_at, expression=shifted), expression=operand(code))
    place = exp.Add(this=bigint(exp.Literal.number(_BELOW_ZERO)), expression=operand(position))
    parts = [_digits(at, _INSTANTS), _digits(place, _POSITIONS), _digits(code, _CODES)]
    return reduce(lambda one, other: exp.DPipe(this=one, expression=other, safe=True), parts)


def _digits(what: exp.Expression, wide: int) -> exp.Expression:
    return function("LPAD", exp.cast(what, "TEXT"), exp.Literal.number(wide), exp.Literal.string("0"))


def _code_of(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    if dialect == "duckdb":
        low = exp.BitwiseAnd(this=operand(node.this), expression=exp.Literal.number(2**_CODE_BITS - 1))
        return exp.cast(low, "INT")
    return exp.cast(exp.Right(this=node.this, expression=exp.Literal.number(_CODES)), "INT")


_FIRST_DAY = exp.cast(exp.Literal.string("1970-01-01"), "DATE")


def _day_number(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    day, first = node.this, _FIRST_DAY.copy()
    match dialect:
        case "duckdb" | "postgres":
            return bigint(exp.Sub(this=operand(day), expression=first))
        case "spark" | "databricks":
            return bigint(function("UNIX_DATE", day))
        case "bigquery":
            return function("UNIX_DATE", day)
        case "snowflake" | "redshift":
            return bigint(function("DATEDIFF", exp.var("DAY"), first, day))


def _date_of(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    days = exp.cast(node.this, "INT")
    match dialect:
        case "duckdb" | "postgres":
            return exp.Add(this=_FIRST_DAY.copy(), expression=days)
        case "spark" | "databricks" | "bigquery":
            return function("DATE_FROM_UNIX_DATE", days)
        case "snowflake" | "redshift":
            return exp.cast(function("DATEADD", exp.var("DAY"), days, _FIRST_DAY.copy()), "DATE")


def _month_of(node: exp.Expression, dialect: Dialect) -> exp.Expression:
    if dialect == "duckdb":  # counts the months that begin in between, and asks for the date only once
        since = function("DATE_DIFF", exp.Literal.string("month"), _FIRST_DAY.copy(), node.this)
        return exp.Add(this=since, expression=exp.Literal.number(12 * 1970))
    year, month = (bigint(exp.Extract(this=exp.var(part), expression=node.this.copy())) for part in ("YEAR", "MONTH"))
    months = exp.Mul(this=year, expression=exp.Literal.number(12))
    return exp.Sub(this=exp.Add(this=months, expression=month), expression=exp.Literal.number(1))


TIMES: Said = {
    EpochMs: _epoch_ms,
    NotLongBefore: _not_long_before,
    LatestKey: _latest_key,
    CodeOf: _code_of,
    DayNumber: _day_number,
    DateOf: _date_of,
    MonthOf: _month_of,
}
