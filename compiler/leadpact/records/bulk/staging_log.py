"""Activities on their way into the engine: every row is read, counted, or left to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from leadpact.records.bulk.fast import lay
from leadpact.records.bulk.log_plan import KINDS, LogPlan
from leadpact.records.bulk.sources import Source, sources_of
from leadpact.records.bulk.sql import Layers, any_of, listing, name
from leadpact.records.bulk.staging_leads import DAYS, read_source
from leadpact.records.bulk.wishes import NAMELESS, UNDECLARED, Wanted, Wish, unknown
from leadpact_dsl.diagnostics import Diagnostic

if TYPE_CHECKING:
    import duckdb

LOG, KNOWN = "leadpact_activities", "leadpact_known"
GOOD, NONE, LATER, STRANGER, REFUSED_LEAD, LOOK = 0, 1, 2, 3, 4, 9
"""What becomes of a row: it counts; its kind is not declared; it has not happened yet; nobody knows its lead; its lead
was refused; or it has to be looked at."""
STATUS, ODD = "#status", "#odd"
"""Columns of the log until it is settled; no field can have such a name."""


def read_log(
    con: duckdb.DuckDBPyConnection, plan: LogPlan, as_of: int | None, advance: Callable[[], None]
) -> tuple[int, Diagnostic] | None:
    """Reads all rows into the table `LOG`, or says which file (by number) is damaged, and how.

    Behind the staged columns stand the status and, of rows that do not count, what has to be known of them.
    """
    types = "".join(f", {name(column)} {type_name}" for column, type_name in plan.columns.items())
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {LOG} (lead BIGINT, activity {KINDS}, {name('at')} BIGINT, "
        f"position BIGINT{types}, {name(STATUS)} UTINYINT, {name(ODD)} VARCHAR[])"
    )
    damage: dict[int, Diagnostic] = {}
    for source in sources_of(plan.file.table, [*plan.file.positions, *(one.position for one in plan.own)]):
        damage |= read_source(con, source, lambda it: _query(plan, as_of, it), LOG, advance)
    return min(damage.items(), key=lambda item: item[0], default=None)


def _query(plan: LogPlan, as_of: int | None, source: Source) -> Callable[[str], str]:
    def query(relation: str) -> str:
        layers = Layers(relation)
        words = unknown(plan.file.reading.unknown_texts)
        lay(layers, _of_all(plan, source, layers), words, DAYS)
        own = _of_kinds(plan, source)
        lay(layers, own, words, DAYS)
        layers.join(KNOWN, "j.id = q.vid", {"known": "lead", **({} if as_of is not None else {"known_as_of": "as_of"})})
        there = {wish.key for wish in own}
        layers.add({"status": f"CAST({_status(plan, as_of, there)} AS UTINYINT)"})
        odd = [item if item[1:] in there or not item.startswith("oown") else "NULL" for item in plan.odd]
        told = {NONE: "[NULL, NULL, okind]", STRANGER: "[vid]", LOOK: f"[{', '.join(odd)}]"}
        return layers.select(
            {
                "lead": "known",
                "activity": "named",
                "at": "vat",
                "position": "row",
                **{column: _cell(plan, column, there) for column in plan.columns},
                STATUS: "status",
                ODD: f"CASE {' '.join(f'WHEN status = {one} THEN {items}' for one, items in told.items())} END",
            }
        )

    return query


def _of_all(plan: LogPlan, source: Source, layers: Layers) -> list[Wish]:
    """The lead, the kind and the time. Of several files, some may lack a column: it is blank in their rows."""
    wanted: tuple[Wanted, ...] = ("id", "kind", "time")
    wishes = []
    for at, (key, kind) in enumerate(zip(("id", "kind", "at"), wanted, strict=True)):
        place = source.layout[at]
        spelled, told = (plan.spelled, False) if kind == "kind" else (None, True)
        if place is None:
            layers.add({f"c_{key}": "CAST(NULL AS VARCHAR)"})
            wishes.append(Wish(key, f"c_{key}", "text", kind, None, spelled, told=told))
        else:
            wishes.append(Wish(key, f"c{place}", source.shapes[place], kind, None, spelled, told=told))
    return wishes


def _of_kinds(plan: LogPlan, source: Source) -> list[Wish]:
    """The own fields. Where the kind could not be told, each is left to those who will know it."""
    wishes = []
    for one, place in zip(plan.own, source.layout[3:], strict=True):
        if place is not None:
            shape, kind = source.shapes[place], one.fields[0].kind
            guard = f"({one.guard} OR vkind IS NULL)"
            wishes.append(Wish(one.key, f"c{place}", shape, kind, guard, one.spellings, "vkind IS NULL"))
    return wishes


def _cell(plan: LogPlan, column: str, there: set[str]) -> str:
    """A staged column of own fields, by the kind of the activity."""
    cases = [f"WHEN {one.guard} THEN v{one.key}" for one in plan.own if one.column == column and one.key in there]
    return f"CASE {' '.join(cases)} END" if cases else f"CAST(NULL AS {plan.columns[column]})"


def _status(plan: LogPlan, as_of: int | None, there: set[str]) -> str:
    """In the order in which the row-by-row reader looks; `there` are the own fields that the files have."""
    bad = [f"o{key} IS NOT NULL" for key in sorted(there)]
    for one in plan.own:
        if one.required:
            missing = f"v{one.key} IS NULL" if one.key in there else "true"
            bad.append(f"vkind IN ({listing(one.required)}) AND {missing}")
    later = f"vat > {as_of}" if as_of is not None else "false"
    own_later = "known_as_of IS NOT NULL AND vat > known_as_of" if as_of is None else "false"
    lacking = f"vkind IN ({listing(plan.lacking)})" if plan.lacking else "false"
    return (
        f"CASE WHEN broken IS NOT NULL OR vkind IS NULL OR vkind = {NAMELESS} THEN {LOOK} "
        f"WHEN vkind = {UNDECLARED} THEN {NONE} "
        f"WHEN vid IS NULL OR vid = '' OR {lacking} OR vat IS NULL THEN {LOOK} "
        f"WHEN {later} THEN {LATER} WHEN {any_of(bad)} THEN {LOOK} WHEN known IS NULL THEN {STRANGER} "
        f"WHEN known < 0 THEN {REFUSED_LEAD} WHEN {own_later} THEN {LATER} ELSE {GOOD} END"
    )
