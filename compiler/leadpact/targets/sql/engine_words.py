"""What all that is said in the words of an engine is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from sqlglot import exp

Dialect: TypeAlias = Literal["duckdb", "spark", "databricks", "postgres", "snowflake", "bigquery", "redshift"]

Said: TypeAlias = Mapping[type[exp.Expression], Callable[[exp.Expression, Dialect], exp.Expression]]
"""What becomes of each kind of node in a dialect. What stands inside of it is replaced already."""


def operand(what: exp.Expression) -> exp.Expression:
    return exp.Paren(this=what) if isinstance(what, (exp.Binary, exp.Neg, exp.Not)) else what


def function(name: str, *arguments: exp.Expression) -> exp.Expression:
    return exp.Anonymous(this=name, expressions=list(arguments))


def bigint(what: exp.Expression) -> exp.Expression:
    return exp.cast(what, "BIGINT")
