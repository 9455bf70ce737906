"""Texts that stand for something else, the choices of a field or the kinds of activities, as a table of an engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadpact.records.bulk.sql import listing, literal
from leadpact_dsl.model import Field
from leadpact_dsl.text import fold

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Spellings:
    """What each folded text stands for, in the columns key and value of a table; other texts stand for `otherwise`."""

    table: str
    meant: Mapping[str, str | int]
    otherwise: str | int | None

    def make(self, con: duckdb.DuckDBPyConnection, named: tuple[str, tuple[str, ...]] | None = None) -> None:
        """Makes the table. `named`, an ENUM type and its names, adds a column with the name at the place `value`."""
        texts = any(isinstance(value, str) for value in self.meant.values())
        rows = ", ".join(f"({listing(pair)})" for pair in self.meant.items())
        source = f"(VALUES {rows}) AS v (key, value)" if rows else "(SELECT '' AS key, 0 AS value WHERE false)"
        more = "" if named is None else f", CAST(([{listing(named[1])}])[value + 1] AS {named[0]}) AS named"
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {self.table} AS "
            f"SELECT key, CAST(value AS {'VARCHAR' if texts else 'INTEGER'}) AS value{more} FROM {source}"
        )

    def value(self, key: str) -> str:
        """What a text stands for, where `e<key>` is what the table has for it."""
        return f"coalesce(e{key}, {literal(self.otherwise)})"


def spellings_of(field: Field, table: str) -> Spellings:
    """The spellings of a field's choices, as `records.convert` takes them."""
    # A label of one choice can be the name of another: the name is the stronger.
    names = {fold(choice.label): choice.name for choice in field.choices}
    names |= {fold(choice.name): choice.name for choice in field.choices}
    return Spellings(table, dict(names), field.otherwise)
