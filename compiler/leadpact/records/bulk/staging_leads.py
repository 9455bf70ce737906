"""Leads on their way into the engine: every row is read, left to the converters, or refused, and what is left is numbered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadpact.plan import Plan
from leadpact.records.bulk.fast import lay
from leadpact.records.bulk.odd_values import TYPES, Judge, judge_of, judged, some_left
from leadpact.records.bulk.sources import Source, sources_of
from leadpact.records.bulk.spellings import Spellings, spellings_of
from leadpact.records.bulk.sql import Layers, any_of, name
from leadpact.records.bulk.wishes import Wish, unknown
from leadpact.records.convert import Reading, converter
from leadpact.records.leads import LeadFile, lead_id
from leadpact.records.rows import Raw
from leadpact.targets.sql.columns import lead_columns
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.limits import AFTER_LAST_INSTANT, FIRST_INSTANT
from leadpact_dsl.model import Field, Policy

if TYPE_CHECKING:
    import duckdb

WORK, REST = "leadpact_lead_rows", "leadpact_lead_rest"
LEADS, REFUSED, DAYS = "leadpact_leads", "leadpact_leads_refused", "leadpact_days"


@dataclass(frozen=True)
class Column:
    """A column of the staged leads: `key` names it in the steps between, `field` is None for the time of the decision.

    `position` is where it stands in the file.
    """

    key: str
    name: str
    type_name: str
    field: Field | None
    position: int | None
    judge: Judge
    spellings: Spellings | None = None
    bounds: tuple[int, int] = (FIRST_INSTANT, AFTER_LAST_INSTANT - 1)

    @property
    def required(self) -> bool:
        return self.field is None or self.field.required

    def wish(self, source: Source, at: int) -> Wish:
        kind = "time" if self.field is None else self.field.kind
        return Wish(self.key, f"c{at}", source.shapes[at], kind, None, self.spellings, bounds=self.bounds)


def columns_of(policy: Policy, plan: Plan, file: LeadFile) -> tuple[Column, ...]:
    """The time of the decision comes first, where each lead has its own: so the row-by-row reader tells of it."""
    names = lead_columns(plan)
    positions = {field.name: position for field, position in file.fields}
    found = []
    if file.as_of_position is not None:
        first, last = file.years
        zone = file.reading.zone
        bounds = (zone.start_of_day(dt.date(first, 1, 1)), zone.start_of_day(dt.date(last + 1, 1, 1)) - 1)
        bounds = (max(bounds[0], FIRST_INSTANT), min(bounds[1], AFTER_LAST_INSTANT - 1))
        found.append(Column("as_of", "as_of", "BIGINT", None, file.as_of_position, _as_of_judge(file), bounds=bounds))
    for at, field in enumerate(policy.lead.fields.values()):
        judge = judge_of(field, converter(field, file.reading), file.reading.zone)
        spelled = spellings_of(field, f"leadpact_lead_{at}") if field.kind == "one of" else None
        found.append(
            Column(str(at), names[field.name], TYPES[field.kind], field, positions.get(field.name), judge, spelled)
        )
    return tuple(found)


def _as_of_judge(file: LeadFile) -> Judge:
    def judge(raw: Raw) -> tuple[int | None, str | None]:
        found = file.as_of(raw)
        if isinstance(found, int):
            return found, None
        # Why it is refused is asked again once it is told; a blank one is unknown.
        return None, None if found.kind == "no time given" else found.reason

    return judge


def read_leads(
    con: duckdb.DuckDBPyConnection, file: LeadFile, columns: tuple[Column, ...], advance: Callable[[], None]
) -> Diagnostic | None:
    """Reads all rows into the table `WORK`: place, status (0: good, 9: to be looked at), id, the values, and what is odd.

    `odd` holds, for rows that have to be looked at, the id and the values that were not read, then why a row is broken.
    """
    types = "".join(f", v{column.key} {column.type_name}" for column in columns)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {WORK} (place BIGINT, status UTINYINT, id VARCHAR{types}, odd VARCHAR[])"
    )
    damage: dict[int, Diagnostic] = {}
    for source in sources_of(file.table, [file.id_position, *(column.position for column in columns)]):
        damage |= read_source(con, source, lambda it: _query(file, columns, it), WORK, advance)
    return damage[min(damage)] if damage else None


def read_source(
    con: duckdb.DuckDBPyConnection,
    source: Source,
    rows: Callable[[Source], Callable[[str], str]],
    into: str,
    advance: Callable[[], None],
) -> dict[int, Diagnostic]:
    """Puts the rows of a source into a table; `rows` makes the query of what stands behind FROM.

    What the engine itself cannot read goes through Arrow: it alone says that a file is damaged.
    """
    import duckdb

    view = f"{into}_source"
    if source.native:
        try:
            con.execute(f"INSERT INTO {into} {rows(source)(source.relation(con, view, advance))}")
            advance()
            return {}
        except (duckdb.InterruptException, duckdb.OutOfMemoryException):
            raise
        except duckdb.Error:
            source = source.slowly()
    con.execute(f"INSERT INTO {into} {rows(source)(source.relation(con, view, advance))}")
    con.unregister(view)
    return source.damage


def _query(file: LeadFile, columns: tuple[Column, ...], source: Source) -> Callable[[str], str]:
    def query(relation: str) -> str:
        layers = Layers(relation)
        id_at, *places = source.layout
        wishes = [] if id_at is None else [Wish("id", f"c{id_at}", source.shapes[id_at], "id")]
        wishes += [column.wish(source, at) for column, at in zip(columns, places, strict=True) if at is not None]
        lay(layers, wishes, unknown(file.reading.unknown_texts), DAYS)
        there = {wish.key for wish in wishes}
        if id_at is None:
            layers.add({"vid": "''", "oid": "CAST(NULL AS VARCHAR)"})
        bad = ["broken IS NOT NULL", "vid IS NULL", "vid = ''", *(f"o{key} IS NOT NULL" for key in sorted(there))]
        bad += [f"v{c.key} IS NULL" if c.key in there else "true" for c in columns if c.required]
        layers.add({"status": f"CASE WHEN {any_of(bad)} THEN 9 ELSE 0 END"})
        odd = [f"o{c.key}" if c.key in there else "NULL" for c in columns]
        return layers.select(
            {
                "place": "row",
                "status": "status",
                "id": "CASE WHEN broken IS NULL THEN vid END",
                **{f"v{c.key}": f"v{c.key}" if c.key in there else f"CAST(NULL AS {c.type_name})" for c in columns},
                "odd": f"CASE WHEN status <> 0 THEN [{', '.join(['oid', *odd, 'broken'])}] END",
            }
        )

    return query


def settle_leads(con: duckdb.DuckDBPyConnection, reading: Reading, columns: tuple[Column, ...]) -> None:
    """Decides on the rows that were left, finds leads given twice, and makes the tables `LEADS` and `REFUSED`.

    REFUSED holds place, id, first (the place of the lead's first row, where this is a later one), broken, and of each
    column the odd value `o`, why it is refused `w`, and whether it is `unknown`.
    """

    def identify(raw: Raw) -> tuple[str, None]:
        return lead_id(raw, reading), None

    con.execute(f"CREATE OR REPLACE TEMP TABLE {REST} AS SELECT * FROM {WORK} WHERE status <> 0")
    left = some_left(con, REST, "odd", len(columns) + 1)
    joins, values, bad = [], [], ["broken IS NOT NULL", "id = ''"]
    named = "r.id"
    if left[0]:
        judged(con, f"{REST}_id", f"SELECT odd[1] FROM {REST}", "VARCHAR", identify)
        joins.append(f"LEFT JOIN {REST}_id AS jid ON jid.raw = r.odd[1]")
        named = "coalesce(r.id, jid.value)"
    for at, column in enumerate(columns, start=2):
        value, why, j = f"r.v{column.key}", "CAST(NULL AS VARCHAR)", f"j{column.key}"
        if left[at - 1]:
            table = f"{REST}_{column.key}"
            judged(con, table, f"SELECT odd[{at}] FROM {REST}", column.type_name, column.judge)
            joins.append(f"LEFT JOIN {table} AS {j} ON {j}.raw = r.odd[{at}]")
            value, why = f"coalesce({value}, {j}.value)", f"{j}.why"
        missing = f"{value} IS NULL AND {why} IS NULL" if column.required else "false"
        values.append(
            f"{value} AS v{column.key}, r.odd[{at}] AS o{column.key}, {why} AS w{column.key}, {missing} AS n{column.key}"
        )
        bad += [f"w{column.key} IS NOT NULL", f"n{column.key}"]
    found = ", ".join(["r.place", f"{named} AS id", f"r.odd[{len(columns) + 2}] AS broken", *values])
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {REST}_read AS SELECT *, {any_of(bad)} AS refused "
        f"FROM (SELECT {found} FROM {REST} AS r {' '.join(joins)})"
    )
    ids = f"SELECT id, place FROM {WORK} WHERE status = 0 UNION ALL SELECT id, place FROM {REST}_read WHERE id <> '' AND broken IS NULL"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE leadpact_twice AS "
        f"SELECT id, min(place) AS first FROM ({ids}) GROUP BY id HAVING count(*) > 1"
    )
    kept = ", ".join(f"v{column.key}" for column in columns)
    kept = f", {kept}" if kept else ""
    good = f"SELECT place, id{kept} FROM {WORK} WHERE status = 0 UNION ALL SELECT place, id{kept} FROM {REST}_read WHERE NOT refused"
    staged = "".join(f", v{column.key} AS {name(column.name)}" for column in columns)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {LEADS} AS SELECT row_number() OVER (ORDER BY place) - 1 AS lead, id{staged}, "
        f"place AS {name(PLACE)} FROM ({good}) AS g WHERE NOT EXISTS "
        f"(SELECT * FROM leadpact_twice AS t WHERE t.id = g.id AND t.first < g.place) ORDER BY place"
    )
    told = "".join(f", o{c.key}, w{c.key}, n{c.key}" for c in columns)
    nothing = "".join(", NULL, NULL, false" for _ in columns)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {REFUSED} AS SELECT * FROM ("
        f"SELECT r.place, r.id, t.first, r.broken{told} FROM {REST}_read AS r "
        f"LEFT JOIN leadpact_twice AS t ON t.id = r.id AND t.first < r.place WHERE r.refused OR t.first IS NOT NULL "
        f"UNION ALL SELECT w.place, w.id, t.first, NULL{nothing} FROM {WORK} AS w "
        f"JOIN leadpact_twice AS t ON t.id = w.id AND t.first < w.place WHERE w.status = 0) ORDER BY place"
    )


PLACE = "#place"
"""A column of the staged leads: the place of the lead's row. No field can have such a name."""
