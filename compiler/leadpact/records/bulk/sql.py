"""Pieces of SQL. Whatever comes from a file or a policy is quoted by sqlglot here, or else bound as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlglot import exp


def name(text: str) -> str:
    """A name as DuckDB writes it, whatever characters it has."""
    return exp.to_identifier(text, quoted=True).sql("duckdb")


def literal(value: str | int | None) -> str:
    """A constant."""
    match value:
        case None:
            return "NULL"
        case str():
            return exp.Literal.string(value).sql("duckdb")
        case int():
            return str(value)


def listing(values: Iterable[str | int | None]) -> str:
    """Constants with commas between them."""
    return ", ".join(map(literal, values))


def days_since_1970(date: str) -> str:
    return f"datediff('day', DATE '1970-01-01', {date})"


def any_of(conditions: Iterable[str]) -> str:
    return " OR ".join(f"({one})" for one in conditions) or "false"


class Layers:
    """A query in layers: each adds columns that are worked out from those below."""

    def __init__(self, source: str) -> None:
        self.sql = f"FROM {source}"

    def add(self, columns: Mapping[str, str]) -> None:
        if columns:
            added = ", ".join(f"{value} AS {name(column)}" for column, value in columns.items())
            self.sql = f"FROM (SELECT *, {added} {self.sql})"

    def replace(self, columns: Mapping[str, str]) -> None:
        if columns:
            changed = ", ".join(f"{value} AS {name(column)}" for column, value in columns.items())
            self.sql = f"FROM (SELECT * REPLACE ({changed}) {self.sql})"

    def join(self, table: str, on: str, columns: Mapping[str, str]) -> None:
        """Adds columns of the first row of `table` (known as `j` there) that fits, else NULL; it has at most one."""
        added = ", ".join(f"j.{value} AS {name(column)}" for column, value in columns.items())
        self.sql = f"FROM (SELECT q.*, {added} FROM (SELECT * {self.sql}) AS q LEFT JOIN {table} AS j ON {on})"

    def select(self, columns: Mapping[str, str]) -> str:
        return f"SELECT {', '.join(f'{value} AS {name(column)}' for column, value in columns.items())} {self.sql}"
