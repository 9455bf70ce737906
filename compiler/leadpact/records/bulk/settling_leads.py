"""What the fast path left of the leads: read by the converters or refused; then all that are good are numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadpact.records.bulk.odd_values import judged, some_left
from leadpact.records.bulk.sql import any_of, name
from leadpact.records.bulk.staging_leads import LEADS, REFUSED, WORK, Column
from leadpact.records.convert import Reading
from leadpact.records.leads import lead_id
from leadpact.records.rows import Raw

if TYPE_CHECKING:
    import duckdb

PLACE = "#place"
"""A column of the staged leads: the place of the lead's row. No field can have such a name."""

_REST, _READ, _TWICE = "leadpact_lead_rest", "leadpact_lead_read", "leadpact_lead_twice"
_EARLIER = f"{_TWICE} AS t ON t.id = r.id AND t.first < r.place"


def settle_leads(con: duckdb.DuckDBPyConnection, reading: Reading, columns: tuple[Column, ...]) -> None:
    """Settles the rows that `read_leads` left, finds leads given twice, and makes the tables `LEADS` and `REFUSED`."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE {_REST} AS SELECT * FROM {WORK} WHERE status <> 0")
    _read_again(con, reading, columns)
    ids = _both("id, place", "id <> '' AND broken IS NULL")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_TWICE} AS "
        f"SELECT id, min(place) AS first FROM ({ids}) GROUP BY id HAVING count(*) > 1"
    )
    _number(con, columns)
    _refuse(con, columns)


def _both(columns: str, of_rest: str) -> str:
    """Columns of the good rows, and of those of the rest that this holds of."""
    return f"SELECT {columns} FROM {WORK} WHERE status = 0 UNION ALL SELECT {columns} FROM {_READ} WHERE {of_rest}"


def _read_again(con: duckdb.DuckDBPyConnection, reading: Reading, columns: tuple[Column, ...]) -> None:
    """The rest with its id and values; beside each value, the odd one `o`, why there is none `w`, and whether it had to
    be known and is not `n`."""

    def identify(raw: Raw) -> tuple[str, None]:
        return lead_id(raw, reading), None

    left = some_left(con, _REST, "odd", len(columns) + 1)
    joins: list[str] = []
    found = ["r.place", f"r.odd[{len(columns) + 2}] AS broken", "r.odd[1] AS oid"]
    bad = ["broken IS NOT NULL", "id = ''"]
    if left[0]:
        judged(con, f"{_REST}_id", f"SELECT odd[1] FROM {_REST}", "VARCHAR", identify)
        joins.append(f"LEFT JOIN {_REST}_id AS jid ON jid.raw = r.odd[1]")
    found.append(f"{'coalesce(r.id, jid.value)' if left[0] else 'r.id'} AS id")
    for at, column in enumerate(columns, start=2):
        key, odd = column.key, f"r.odd[{at}]"
        value, why = f"r.v{key}", "CAST(NULL AS VARCHAR)"
        if left[at - 1]:
            judged(con, f"{_REST}_{key}", f"SELECT odd[{at}] FROM {_REST}", column.type_name, column.judge)
            joins.append(f"LEFT JOIN {_REST}_{key} AS j{key} ON j{key}.raw = {odd}")
            value, why = f"coalesce({value}, j{key}.value)", f"j{key}.why"
        missing = f"{value} IS NULL AND {why} IS NULL" if column.required else "false"
        found += [f"{value} AS v{key}", f"{odd} AS o{key}", f"{why} AS w{key}", f"{missing} AS n{key}"]
        bad += [f"w{key} IS NOT NULL", f"n{key}"]
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_READ} AS SELECT *, {any_of(bad)} AS refused "
        f"FROM (SELECT {', '.join(found)} FROM {_REST} AS r {' '.join(joins)})"
    )


def _number(con: duckdb.DuckDBPyConnection, columns: tuple[Column, ...]) -> None:
    """The leads that are good, numbered in the order of their rows; of two rows of one lead it is the first."""
    values = "".join(f", v{column.key}" for column in columns)
    staged = "".join(f", v{column.key} AS {name(column.name)}" for column in columns)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {LEADS} AS "
        f"SELECT row_number() OVER (ORDER BY r.place) - 1 AS lead, r.id{staged}, r.place AS {name(PLACE)} "
        f"FROM ({_both(f'place, id{values}', 'NOT refused')}) AS r "
        f"LEFT JOIN {_EARLIER} WHERE t.id IS NULL ORDER BY r.place"
    )


def _refuse(con: duckdb.DuckDBPyConnection, columns: tuple[Column, ...]) -> None:
    """The refused rows in order: place, id, `oid` (what stands where it names no lead), `first` (the place of its
    first row, where this is a later one), why it is broken, and o, w and n of each column."""
    told = "".join(f", o{column.key}, w{column.key}, n{column.key}" for column in columns)
    nothing = "".join(", NULL, NULL, false" for _ in columns)
    of_rest = f"SELECT r.place, r.id, r.oid, t.first, r.broken{told} FROM {_READ} AS r LEFT JOIN {_EARLIER}"
    of_good = f"SELECT r.place, r.id, NULL, t.first, NULL{nothing} FROM {WORK} AS r JOIN {_EARLIER}"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {REFUSED} AS SELECT * FROM ({of_rest} WHERE r.refused OR t.first IS NOT NULL "
        f"UNION ALL {of_good} WHERE r.status = 0) ORDER BY place"
    )
