"""Refused rows as the rejects that the row-by-row readers make of them: the same sentences, places and order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

from leadpact.records.activities import lacking
from leadpact.records.bulk.inputs import tables_of
from leadpact.records.bulk.log_plan import LogPlan, Own
from leadpact.records.bulk.odd_values import in_turn
from leadpact.records.bulk.rereading_log import READ, WRONG
from leadpact.records.bulk.shapes import raw_of
from leadpact.records.bulk.sources import number_in
from leadpact.records.bulk.staging_leads import REFUSED, Column
from leadpact.records.bulk.wishes import NAMELESS
from leadpact.records.leads import LeadFile, given_twice, nameless
from leadpact.records.parts import Parts
from leadpact.records.parts import place as place_in_words
from leadpact.records.rejects import Problem, Rejected, broken, misfit, unknown
from leadpact.records.rows import BrokenRow, Table
from leadpact.records.wording import Bad

if TYPE_CHECKING:
    import duckdb

_Keyed = TypeVar("_Keyed", Column, Own)


def part_and_number(table: Table, place: int) -> tuple[str, int]:
    """The file's name, empty where there is only one, and the row's number in it."""
    number, row = number_in(place)
    return (tables_of(table)[number].name if isinstance(table, Parts) else ""), row


def refused_leads(
    con: duckdb.DuckDBPyConnection, file: LeadFile, columns: tuple[Column, ...]
) -> Iterator[tuple[int, Rejected]]:
    """Each with its place, in order of place."""
    columns = _wrong(con, REFUSED, columns)
    told = "".join(f", o{c.key}, w{c.key}, n{c.key}" for c in columns)
    for rows in in_turn(con, REFUSED, f"place, id, oid, first, broken{told}"):
        for row in rows:
            yield row[0], _refused_lead(file, columns, *row)


def _refused_lead(
    file: LeadFile,
    columns: tuple[Column, ...],
    place: int,
    lead: str | None,
    odd_lead: str | None,
    first: int | None,
    reason: str | None,
    *told: object,
) -> Rejected:
    part, number = part_and_number(file.table, place)
    if reason is not None:
        return broken("leads", BrokenRow(number, reason, part))
    column = file.table.columns[file.id_position]
    if not lead:
        return Rejected(
            "leads", number, None, (nameless(column, None if odd_lead is None else raw_of(odd_lead)),), part
        )
    if first is not None:
        there, earlier = part_and_number(file.table, first)
        where = place_in_words(file.table, earlier, there)
        return Rejected("leads", number, lead, (given_twice(column, lead, where),), part)
    return Rejected("leads", number, lead, tuple(_problems(file, columns, told)), part)


def _problems(file: LeadFile, columns: tuple[Column, ...], told: tuple[object, ...]) -> Iterator[Problem]:
    for at, column in enumerate(columns):
        odd, why, missing = told[3 * at : 3 * at + 3]
        if why is None and not missing:
            continue
        raw = raw_of(odd) if isinstance(odd, str) else None
        if column.field is None:
            found = file.as_of(raw)
            assert isinstance(found, Problem)
            yield found
            continue
        assert column.position is not None  # a required field without a column has been told of before
        name = file.table.columns[column.position]
        if missing:
            yield unknown(name, column.field)
        else:
            yield misfit(name, column.field.label, raw, Bad(str(why)))


def refused_activities(con: duckdb.DuckDBPyConnection, plan: LogPlan) -> Iterator[Rejected]:
    """In order of place, of the rows that `rereading_log` refused."""
    refused, ordered = f"{READ} WHERE status = {WRONG}", "leadpact_log_refused"
    own = _wrong(con, refused, plan.own)
    told = "".join(f", o{one.key}, w{one.key}, n{one.key}" for one in own)
    columns = f"position, id, oid, k, oat, wat, moment, broken{told}"
    con.execute(f"CREATE OR REPLACE TEMP TABLE {ordered} AS SELECT {columns} FROM {refused} ORDER BY position")
    for rows in in_turn(con, ordered, columns):
        for row in rows:
            yield _refused_activity(plan, own, *row)


def _wrong(con: duckdb.DuckDBPyConnection, refused: str, columns: tuple[_Keyed, ...]) -> tuple[_Keyed, ...]:
    """The columns in which anything is wrong: in many rows it is nearly always the same few."""
    if not columns:
        return ()
    wrong = ", ".join(f"coalesce(bool_or(w{one.key} IS NOT NULL OR n{one.key}), false)" for one in columns)
    found = con.execute(f"SELECT {wrong} FROM {refused}").fetchone() or ()
    return tuple(one for one, is_wrong in zip(columns, found, strict=True) if is_wrong)


def _refused_activity(
    plan: LogPlan,
    own: tuple[Own, ...],
    place: int,
    lead: str,
    odd_lead: str | None,
    kind: int,
    odd_at: str | None,
    why_at: str | None,
    at: int | None,
    reason: str | None,
    *told: object,
) -> Rejected:
    file = plan.file
    part, number = part_and_number(file.table, place)
    lead_column, kind_column, at_column = (file.table.columns[position] for position in file.positions)
    if reason is not None:
        return broken("activities", BrokenRow(number, reason, part))
    if kind == NAMELESS:
        problems = [lacking("no activity named", kind_column, None)]
    elif not lead:
        problems = [lacking("no lead id", lead_column, None if odd_lead is None else raw_of(odd_lead))]
    elif at is None:
        raw = None if odd_at is None else raw_of(odd_at)
        given = why_at is not None
        problems = [
            misfit(at_column, "The time", raw, Bad(str(why_at))) if given else lacking("no time given", at_column, raw)
        ]
    else:
        problems = list(_own_problems(plan, own, kind, told))
    return Rejected("activities", number, lead or None, tuple(problems), part)


def _own_problems(plan: LogPlan, own: tuple[Own, ...], kind: int, told: tuple[object, ...]) -> Iterator[Problem]:
    activity = plan.file.policy.activities[plan.kinds[kind]]
    for field_name, position in plan.file.columns[activity.name].positions.items():
        field, column = activity.fields[field_name], plan.file.table.columns[position]
        for at, one in enumerate(own):
            odd, why, missing = told[3 * at : 3 * at + 3]
            if kind in one.kinds and one.fields[one.kinds.index(kind)].name == field_name:
                if missing:
                    yield unknown(column, field)
                elif why is not None:
                    yield misfit(column, field.label, raw_of(str(odd)), Bad(str(why)))
