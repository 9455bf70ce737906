"""Leads on their way into the engine: the rows of all files, read or left to be looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadpact.plan import Plan
from leadpact.records.bulk.fast import lay
from leadpact.records.bulk.odd_values import TYPES, Judge, judge_of
from leadpact.records.bulk.sources import Source, sources_of
from leadpact.records.bulk.spellings import Spellings, spellings_of
from leadpact.records.bulk.sql import Layers, any_of
from leadpact.records.bulk.wishes import Wish, unknown
from leadpact.records.convert import converter
from leadpact.records.leads import LeadFile
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
        told = self.field is None
        return Wish(self.key, f"c{at}", source.shapes[at], kind, None, self.spellings, None, told, self.bounds)


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
    """Reads all rows into the table `WORK`: place, status, id, the values `v<key>`, and `odd`.

    The status is 0 where the row is good. For others `odd` lists the id and the values that were not read, tagged, and
    then why the row is broken.
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
        wishes = [] if id_at is None else [Wish("id", f"c{id_at}", source.shapes[id_at], "id", told=True)]
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
