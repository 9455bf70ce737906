"""What the fast path left of a log: decided on by the converters, counted, refused, or added to what counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadpact.records.activities import lacking, names_by_spelling
from leadpact.records.bulk.odd_values import Unit, in_turn, judged, some_left
from leadpact.records.bulk.refusals import part_and_number
from leadpact.records.bulk.shapes import raw_of
from leadpact.records.bulk.sources import number_in
from leadpact.records.bulk.sql import any_of, listing, name
from leadpact.records.bulk.staging_log import (
    GOOD,
    KNOWN,
    LATER,
    LOG,
    LOOK,
    NONE,
    ODD,
    REFUSED_LEAD,
    STATUS,
    STRANGER,
    LogPlan,
    kind_named,
)
from leadpact.records.bulk.wishes import NAMELESS, UNDECLARED
from leadpact.records.leads import lead_id
from leadpact.records.rejects import Problem, Rejected, broken, misfit, unknown
from leadpact.records.rows import BrokenRow, Raw
from leadpact.records.wording import Bad, plain, shown
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.text import fold, is_blank

if TYPE_CHECKING:
    import duckdb

_REST, _READ, _REFUSED = "leadpact_log_rest", "leadpact_log_read", "leadpact_log_refused"
_WRONG, _LACKS = 10, 11
_FEW = 20
"""Of so many rows one may be deleted; where there are more, the others are copied."""
_PARTS, _LEADS_OF_A_PART = 16, 250_000


@dataclass(frozen=True)
class LogCounts:
    """Rows of a log. What does not count is `rejected`, `later` than as of, `undeclared` (by its spelling), or of leads
    that nobody knows: `left` are these activities and their leads."""

    read: int
    rejected: int
    later: int
    undeclared: Counter[str]
    left: tuple[int, int]


def settle_log(
    con: duckdb.DuckDBPyConnection,
    plan: LogPlan,
    as_of: int | None,
    damage: tuple[int, Diagnostic] | None,
    reject: Callable[[Rejected], None],
) -> LogCounts | Diagnostic:
    """Settles what `read_log` left, and hands on the rejects in order. `damage` comes with the number of its file.

    Where a row needs a column that the log does not have, that is what is told, unless a file was damaged before it.
    """
    con.execute(f"CREATE OR REPLACE TEMP TABLE {_REST} AS SELECT * FROM {LOG} WHERE {name(STATUS)} = {LOOK}")
    _read_again(con, plan, as_of)
    lacks = con.execute(f"SELECT position, k FROM {_READ} WHERE status = {_LACKS} ORDER BY position LIMIT 1").fetchone()
    if lacks is not None and (damage is None or number_in(lacks[0])[0] <= damage[0]):
        kind = plan.kinds[lacks[1]]
        return plan.file.lacks(kind, tuple(field for field in plan.file.columns[kind].absent if field.required))
    if damage is not None:
        return damage[1]
    counts = _counted(con)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_REFUSED} AS SELECT * FROM {_READ} WHERE status = {_WRONG} ORDER BY position"
    )
    for rejected in _refused(con, plan):
        reject(rejected)
    columns = ", ".join(f"{_cell(plan, column)} AS {name(column)}" for column in plan.columns)
    con.execute(
        f"INSERT INTO {LOG} SELECT known, {kind_named(plan, 'k')}, moment, position{', ' + columns if columns else ''}, "
        f"{GOOD}, NULL FROM {_READ} WHERE status = {GOOD}"
    )
    _keep_good(con, plan)
    return counts


def _keep_good(con: duckdb.DuckDBPyConnection, plan: LogPlan) -> None:
    """Lets go of the rows that do not count, and of the columns that said so."""
    good = f"{name(STATUS)} = {GOOD}"
    bad, rows, leads = con.execute(
        f"SELECT count(*) FILTER (NOT {good}), count(*), max(lead) FROM {LOG}"
    ).fetchone() or (0, 0, 0)
    if bad * _FEW <= rows:
        con.execute(f"DELETE FROM {LOG} WHERE NOT ({good})")
        for column in (STATUS, ODD):
            con.execute(f"ALTER TABLE {LOG} DROP COLUMN {name(column)}")
        return
    # To delete a row costs more than to copy one; and what is copied can as well be put in some order.
    kept = ", ".join(map(name, ("lead", "activity", "at", "position", *plan.columns)))
    con.execute(f"ALTER TABLE {LOG} RENAME TO {LOG}_all")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {LOG} AS SELECT {kept} FROM {LOG}_all WHERE false")
    parts = min(_PARTS, (leads or 0) // _LEADS_OF_A_PART + 1)
    bounds = [(leads or 0) * part // parts for part in range(parts)] + [(leads or 0) + 1]
    for first, after in zip(bounds, bounds[1:], strict=False):
        con.execute(
            f"INSERT INTO {LOG} SELECT {kept} FROM {LOG}_all WHERE {good} AND lead >= {first} AND lead < {after}"
        )
    con.execute(f"DROP TABLE {LOG}_all")


def _cell(plan: LogPlan, column: str) -> str:
    cases = [f"WHEN k IN ({listing(one.kinds)}) THEN v{one.key}" for one in plan.own if one.column == column]
    return f"CASE {' '.join(cases)} END" if cases else f"CAST(NULL AS {plan.columns[column]})"


def _read_again(con: duckdb.DuckDBPyConnection, plan: LogPlan, as_of: int | None) -> None:
    """Makes the table of the rows that were left: with all values, why there are none, and what becomes of each."""
    reading = plan.file.reading
    places = {spelling: plan.kinds.index(kind) for spelling, kind in names_by_spelling(plan.file.policy).items()}

    def identify(raw: Raw) -> tuple[Unit, None]:
        return lead_id(raw, reading), None

    def name_kind(raw: Raw) -> tuple[Unit, None]:
        spelling = plain(raw)
        return (NAMELESS if is_blank(spelling) else places.get(fold(spelling), UNDECLARED)), None

    def time(raw: Raw) -> tuple[Unit, str | None]:
        at = plan.file.time(raw)
        return (None, at.why) if isinstance(at, Bad) else (at, None)

    odd = name(ODD)
    left = dict(zip(plan.odd, some_left(con, _REST, odd, len(plan.odd)), strict=True))
    item = {key: f"r.{odd}[{at}]" for at, key in enumerate(plan.odd, start=1)}
    joins: list[str] = []

    def judging(key: str, type_name: str, judge: Callable[[Raw], tuple[Unit, str | None]]) -> tuple[str, str]:
        """What the converters make of an item, and why it has no value."""
        if not left[key]:
            return f"CAST(NULL AS {type_name})", "CAST(NULL AS VARCHAR)"
        judged(con, f"{_REST}_{key}", f"SELECT {odd}[{plan.odd.index(key) + 1}] FROM {_REST}", type_name, judge)
        joins.append(f"LEFT JOIN {_REST}_{key} AS j{key} ON j{key}.raw = {item[key]}")
        return f"j{key}.value", f"j{key}.why"

    lead, _ = judging("oid", "VARCHAR", identify)
    kind, _ = judging("okind", "BIGINT", name_kind)
    at, why_at = judging("oat", "BIGINT", time)
    known = (
        f"CAST(list_position([{listing(plan.kinds)}], CAST(r.activity AS VARCHAR)) AS BIGINT) - 1"
        if plan.kinds
        else "NULL"
    )
    columns = [
        "r.position",
        f"coalesce({item['vid']}, {lead}) AS id",
        f"coalesce({known}, {kind}, {NAMELESS}) AS k",
        f"coalesce(r.{name('at')}, {at}) AS moment",
        f"{why_at} AS wat",
        f"{item['oat']} AS oat",
        f"{item['broken']} AS broken",
    ]
    for one in plan.own:
        found, why = judging(f"o{one.key}", one.type_name, one.judge)
        columns += [
            f"coalesce(r.{name(one.column)}, {found}) AS r{one.key}",
            f"{why} AS y{one.key}",
            f"{item[f'o{one.key}']} AS o{one.key}",
        ]
    guarded, bad = [], []
    for one in plan.own:
        mine = f"k IN ({listing(one.kinds)})"
        missing = (
            f"k IN ({listing(one.required)}) AND r{one.key} IS NULL AND y{one.key} IS NULL" if one.required else "false"
        )
        guarded += [
            f"CASE WHEN {mine} THEN r{one.key} END AS v{one.key}",
            f"CASE WHEN {mine} THEN y{one.key} END AS w{one.key}",
            f"coalesce({missing}, false) AS n{one.key}",
        ]
        bad += [f"w{one.key} IS NOT NULL", f"n{one.key}"]
    later = f"moment > {as_of}" if as_of is not None else "false"
    own_later = "known_as_of IS NOT NULL AND moment > known_as_of" if as_of is None else "false"
    lacks = f"k IN ({listing(plan.lacking)})" if plan.lacking else "false"
    status = (
        f"CASE WHEN broken IS NOT NULL OR k = {NAMELESS} THEN {_WRONG} WHEN k = {UNDECLARED} THEN {NONE} "
        f"WHEN id = '' THEN {_WRONG} WHEN {lacks} THEN {_LACKS} WHEN moment IS NULL THEN {_WRONG} WHEN {later} THEN {LATER} "
        f"WHEN {any_of(bad)} THEN {_WRONG} WHEN known IS NULL THEN {STRANGER} WHEN known < 0 THEN {REFUSED_LEAD} "
        f"WHEN {own_later} THEN {LATER} ELSE {GOOD} END"
    )
    okind = f"{item['okind']} AS okind"
    read = f"SELECT {', '.join([*columns, okind])} FROM {_REST} AS r {' '.join(joins)}"
    whole = f"SELECT *{''.join(', ' + one for one in guarded)} FROM ({read})"
    joined = f"SELECT w.*, j.lead AS known{', j.as_of AS known_as_of' if as_of is None else ''} FROM ({whole}) AS w LEFT JOIN {KNOWN} AS j ON j.id = w.id"
    con.execute(f"CREATE OR REPLACE TEMP TABLE {_READ} AS SELECT *, {status} AS status FROM ({joined})")


def _counted(con: duckdb.DuckDBPyConnection) -> LogCounts:
    status, odd = name(STATUS), name(ODD)
    counts: Counter[int] = Counter()
    for table, column, but in ((LOG, status, LOOK), (_READ, "status", -1)):
        for found, count in con.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY 1").fetchall():
            if found != but:
                counts[found] += count
    spelled = con.execute(
        f"SELECT raw, count(*), min(position) AS first FROM (SELECT {odd}[3] AS raw, position FROM {LOG} "
        f"WHERE {status} = {NONE} UNION ALL SELECT okind, position FROM {_READ} WHERE status = {NONE}) "
        f"GROUP BY raw ORDER BY first"
    ).fetchall()
    undeclared: Counter[str] = Counter()
    for raw, count, _ in spelled:
        undeclared[shown(plain(raw_of(raw)))] += count
    (strangers,) = con.execute(
        f"SELECT count(DISTINCT id) FROM (SELECT {odd}[1] AS id FROM {LOG} WHERE {status} = {STRANGER} "
        f"UNION ALL SELECT id FROM {_READ} WHERE status = {STRANGER})"
    ).fetchone() or (0,)
    return LogCounts(counts.total(), counts[_WRONG], counts[LATER], undeclared, (counts[STRANGER], strangers))


def _refused(con: duckdb.DuckDBPyConnection, plan: LogPlan) -> Iterator[Rejected]:
    told = "".join(f", o{one.key}, w{one.key}, n{one.key}" for one in plan.own)
    for rows in in_turn(con, _REFUSED, f"position, id, k, oat, wat, moment, broken{told}"):
        for row in rows:
            yield _rejected(plan, *row)


def _rejected(
    plan: LogPlan,
    place: int,
    lead: str,
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
        problems = [lacking("no activity named", kind_column)]
    elif not lead:
        problems = [lacking("no lead id", lead_column)]
    elif at is None:
        raw = None if odd_at is None else raw_of(odd_at)
        given = why_at is not None
        problems = [
            misfit(at_column, "The time", raw, Bad(str(why_at))) if given else lacking("no time given", at_column)
        ]
    else:
        problems = list(_own_problems(plan, kind, told))
    return Rejected("activities", number, lead or None, tuple(problems), part)


def _own_problems(plan: LogPlan, kind: int, told: tuple[object, ...]) -> Iterator[Problem]:
    activity = plan.file.policy.activities[plan.kinds[kind]]
    for field_name, position in plan.file.columns[activity.name].positions.items():
        field, column = activity.fields[field_name], plan.file.table.columns[position]
        for at, one in enumerate(plan.own):
            odd, why, missing = told[3 * at : 3 * at + 3]
            if kind in one.kinds and one.fields[one.kinds.index(kind)].name == field_name:
                if missing:
                    yield unknown(column, field)
                elif why is not None:
                    yield misfit(column, field.label, raw_of(str(odd)), Bad(str(why)))
