"""What the fast path left: each distinct value goes through its converter once, and what came of it is joined back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from leadpact.records.bulk.shapes import raw_of
from leadpact.records.convert import Converter
from leadpact.records.rows import Raw
from leadpact.records.wording import Bad
from leadpact_dsl.limits import MONEY_PLACES, NUMBER_PLACES
from leadpact_dsl.model import Field, FieldKind, Scalar
from leadpact_dsl.zones import Zone

if TYPE_CHECKING:
    import duckdb

Unit: TypeAlias = "str | int | bool | None"
"""A value as the staged tables hold it."""
Judge: TypeAlias = "Callable[[Raw], tuple[Unit, str | None]]"
"""The value, and why there is none; both are None where it is unknown."""

TYPES: dict[FieldKind, str] = {
    "text": "VARCHAR",
    "one of": "VARCHAR",
    "yes or no": "BOOLEAN",
    "whole number": "BIGINT",
    "number": "BIGINT",
    "money": "BIGINT",
    "date": "BIGINT",
    "time": "BIGINT",
}
_PLACES: dict[FieldKind, int] = {"number": NUMBER_PLACES, "money": MONEY_PLACES}
_AT_ONCE = 1 << 14


def judge_of(field: Field, convert: Converter, zone: Zone) -> Judge:
    """A field's own converter, with the value in the units of the staged tables."""
    places = _PLACES.get(field.kind, 0)

    def judge(raw: Raw) -> tuple[Unit, str | None]:
        value = convert(raw)
        return (None, value.why) if isinstance(value, Bad) else (_unit(value, places, zone), None)

    return judge


def _unit(value: Scalar | None, places: int, zone: Zone) -> Unit:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return int(value.scaleb(places))
        case dt.date():
            return zone.start_of_day(value)
        case _:
            assert_never(value)


def judged(con: duckdb.DuckDBPyConnection, table: str, raws: str, type_name: str, judge: Judge) -> None:
    """Makes `table` of the distinct values that the query `raws` gives in its only column, tagged.

    Its columns are raw (each once), value (of `type_name`), and why there is none.
    """
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} (raw VARCHAR, value {type_name}, why VARCHAR)")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {table}_raws AS "
        f"SELECT DISTINCT raw FROM ({raws}) AS r (raw) WHERE raw IS NOT NULL"
    )
    for rows in in_turn(con, f"{table}_raws", "raw"):
        texts = [text for (text,) in rows]
        found = [judge(raw_of(text)) for text in texts]
        values, whys = [value for value, _ in found], [why for _, why in found]
        put(con, table, [("VARCHAR", texts), (type_name, values), ("VARCHAR", whys)])
    con.execute(f"DROP TABLE {table}_raws")


def put(con: duckdb.DuckDBPyConnection, table: str, columns: Sequence[tuple[str, list[Any]]]) -> None:
    """Adds rows to a table: each of its columns with its type."""
    cells = ", ".join(f"unnest(CAST(${at} AS {type_name}[]))" for at, (type_name, _) in enumerate(columns, start=1))
    con.execute(f"INSERT INTO {table} SELECT {cells}", [values for _, values in columns])


def in_turn(con: duckdb.DuckDBPyConnection, table: str, columns: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a table in the order in which they were put into it, a few thousand at a time.

    The connection is free between them.
    """
    (count,) = con.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
    for first in range(0, count, _AT_ONCE):
        yield con.execute(
            f"SELECT {columns} FROM {table} WHERE rowid >= $1 AND rowid < $2 ORDER BY rowid", [first, first + _AT_ONCE]
        ).fetchall()


def some_left(con: duckdb.DuckDBPyConnection, table: str, odd: str, width: int) -> list[bool]:
    """For each of the `width` items of a table's list `odd`, whether any row has one."""
    counts = ", ".join(f"count({odd}[{at + 1}])" for at in range(width))
    return [count > 0 for count in con.execute(f"SELECT {counts} FROM {table}").fetchone() or ()]
