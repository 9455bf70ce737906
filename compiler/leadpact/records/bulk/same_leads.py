"""Leads that are the same by the policy's own measure, found in the staged table as `records.sameness` finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadpact.records.bulk.counts import Same
from leadpact.records.bulk.odd_values import in_turn, put
from leadpact.records.bulk.sql import literal, name
from leadpact.records.bulk.staging_leads import LEADS, Column
from leadpact_dsl.model import Lead
from leadpact_dsl.text import BLANKS, fold

if TYPE_CHECKING:
    import duckdb

SAME = "same"


def find_same(con: duckdb.DuckDBPyConnection, lead: Lead, columns: tuple[Column, ...]) -> Same:
    """Makes the table of leads that are the same as an earlier one, each with the earliest of those."""
    by_field = {column.field.name: column for column in columns if column.field is not None}
    pairs = []
    for number, names in enumerate(lead.same_when):
        # A name may stand twice in a line, and compares with itself.
        fields = [by_field[field] for field in dict.fromkeys(names)]
        keys = [_compared(con, f"leadpact_folded_{number}_{at}", column) for at, column in enumerate(fields)]
        selected = ", ".join(f"{key} AS k{at}" for at, (key, _) in enumerate(keys))
        joins = " ".join(join for _, join in keys)
        known = " AND ".join(f"l.{name(column.name)} IS NOT NULL" for column in fields)
        groups = ", ".join(f"k{at}" for at in range(len(keys)))
        compared = f"SELECT l.lead, {selected} FROM {LEADS} AS l {joins} WHERE {known}"
        con.execute(f"CREATE OR REPLACE TEMP TABLE leadpact_compared_{number} AS {compared}")
        first = (
            f"SELECT min(lead) AS first, {groups} FROM leadpact_compared_{number} GROUP BY {groups} HAVING count(*) > 1"
        )
        pairs.append(
            f"SELECT c.lead, f.first FROM leadpact_compared_{number} AS c JOIN ({first}) AS f "
            f"USING ({groups}) WHERE f.first < c.lead"
        )
    found = " UNION ALL ".join(pairs) or "SELECT NULL::BIGINT AS lead, NULL::BIGINT AS first WHERE false"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {SAME} AS SELECT s.lead, s.first AS earlier_lead, l.id AS earlier_id "
        f"FROM (SELECT lead, min(first) AS first FROM ({found}) GROUP BY lead) AS s "
        f"JOIN {LEADS} AS l ON l.lead = s.first ORDER BY s.lead"
    )
    for number in range(len(lead.same_when)):
        con.execute(f"DROP TABLE leadpact_compared_{number}")
    (count,) = con.execute(f"SELECT count(*) FROM {SAME}").fetchone() or (0,)
    pair = con.execute(
        f"SELECT l.id, s.earlier_id FROM {SAME} AS s JOIN {LEADS} AS l USING (lead) ORDER BY s.lead LIMIT 1"
    ).fetchone()
    return Same(count, None if pair is None else (pair[0], pair[1]))


def _compared(con: duckdb.DuckDBPyConnection, table: str, column: Column) -> tuple[str, str]:
    """A value as it is compared, and the join that this needs. Letters beyond ASCII are folded by our own table."""
    value = f"l.{name(column.name)}"
    if column.type_name != "VARCHAR":
        return value, ""
    other = f"strlen({name(column.name)}) <> length({name(column.name)})"
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} (text VARCHAR, folded VARCHAR)")
    asked = f"SELECT DISTINCT {name(column.name)} AS text FROM {LEADS} WHERE {other}"
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table}_texts AS {asked}")
    for rows in in_turn(con, f"{table}_texts", "text"):
        texts = [text for (text,) in rows]
        put(con, table, [("VARCHAR", texts), ("VARCHAR", list(map(fold, texts)))])
    con.execute(f"DROP TABLE {table}_texts")
    return (
        f"coalesce({table}.folded, lower(trim({value}, {literal(BLANKS)})))",
        f"LEFT JOIN {table} ON {table}.text = {value}",
    )
