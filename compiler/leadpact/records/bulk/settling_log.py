"""What the fast path left of a log: decided on by the converters, counted, refused, or added to what counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from leadpact.records.bulk.counts import LogCounts
from leadpact.records.bulk.log_plan import LogPlan
from leadpact.records.bulk.refusals import refused_activities
from leadpact.records.bulk.rereading_log import LACKS, READ, WRONG, read_again
from leadpact.records.bulk.shapes import raw_of
from leadpact.records.bulk.sources import number_in
from leadpact.records.bulk.sql import listing, name
from leadpact.records.bulk.staging_log import GOOD, LATER, LOG, LOOK, NONE, ODD, REFUSED_LEAD, STATUS, STRANGER
from leadpact.records.rejects import Rejected
from leadpact.records.wording import plain, shown
from leadpact_dsl.diagnostics import Diagnostic

if TYPE_CHECKING:
    import duckdb

_FEW = 20
"""Of so many rows one may be deleted; where there are more, the others are copied."""
_PARTS, _LEADS_OF_A_PART = 16, 250_000


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
    read_again(con, plan, as_of)
    lacks = con.execute(f"SELECT position, k FROM {READ} WHERE status = {LACKS} ORDER BY position LIMIT 1").fetchone()
    if lacks is not None and (damage is None or number_in(lacks[0])[0] <= damage[0]):
        kind = plan.kinds[lacks[1]]
        return plan.file.lacks(kind, tuple(field for field in plan.file.columns[kind].absent if field.required))
    if damage is not None:
        return damage[1]
    counts = _counted(con)
    for rejected in refused_activities(con, plan):
        reject(rejected)
    kind = f"([{listing(plan.kinds)}])[CAST(k AS INTEGER) + 1]" if plan.kinds else "NULL"
    values = "".join(f", {_cell(plan, column)}" for column in plan.columns)
    con.execute(
        f"INSERT INTO {LOG} SELECT known, {kind}, moment, position{values}, {GOOD}, NULL "
        f"FROM {READ} WHERE status = {GOOD}"
    )
    _keep_good(con, plan)
    return counts


def _cell(plan: LogPlan, column: str) -> str:
    cases = [f"WHEN k IN ({listing(one.kinds)}) THEN v{one.key}" for one in plan.own if one.column == column]
    return f"CASE {' '.join(cases)} END" if cases else f"CAST(NULL AS {plan.columns[column]})"


def _counted(con: duckdb.DuckDBPyConnection) -> LogCounts:
    status, odd = name(STATUS), name(ODD)
    counts: Counter[int] = Counter()
    for table, column, but in ((LOG, status, LOOK), (READ, "status", -1)):
        for found, count in con.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY 1").fetchall():
            if found != but:
                counts[found] += count
    spelled = con.execute(
        f"SELECT raw, count(*), min(position) AS first FROM (SELECT {odd}[3] AS raw, position FROM {LOG} "
        f"WHERE {status} = {NONE} UNION ALL SELECT okind, position FROM {READ} WHERE status = {NONE}) "
        f"GROUP BY raw ORDER BY first"
    ).fetchall()
    undeclared: Counter[str] = Counter()
    for raw, count, _ in spelled:
        undeclared[shown(plain(raw_of(raw)))] += count
    (strangers,) = con.execute(
        f"SELECT count(DISTINCT id) FROM (SELECT {odd}[1] AS id FROM {LOG} WHERE {status} = {STRANGER} "
        f"UNION ALL SELECT id FROM {READ} WHERE status = {STRANGER})"
    ).fetchone() or (0,)
    return LogCounts(
        counts.total(), counts[WRONG], counts[LATER], undeclared, (counts[STRANGER], strangers), counts[REFUSED_LEAD]
    )


def _keep_good(con: duckdb.DuckDBPyConnection, plan: LogPlan) -> None:
    """Lets go of the rows that do not count, and of the columns that said so."""
    good = f"{name(STATUS)} = {GOOD}"
    asked = f"SELECT count(*) FILTER (NOT {good}), count(*), max(lead) FROM {LOG}"
    bad, rows, last = con.execute(asked).fetchone() or (0, 0, None)
    if bad * _FEW <= rows:
        con.execute(f"DELETE FROM {LOG} WHERE NOT ({good})")
        for column in (STATUS, ODD):
            con.execute(f"ALTER TABLE {LOG} DROP COLUMN {name(column)}")
        return
    # To delete a row costs more than to copy one; and what is copied can as well be put in some order.
    kept = ", ".join(map(name, ("lead", "activity", "at", "position", *plan.columns)))
    con.execute(f"ALTER TABLE {LOG} RENAME TO {LOG}_all")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {LOG} AS SELECT {kept} FROM {LOG}_all WHERE false")
    leads = 0 if last is None else last + 1
    parts = min(_PARTS, leads // _LEADS_OF_A_PART + 1)
    for first, after in pairwise(leads * part // parts for part in range(parts + 1)):
        con.execute(
            f"INSERT INTO {LOG} SELECT {kept} FROM {LOG}_all WHERE {good} AND lead >= {first} AND lead < {after}"
        )
    con.execute(f"DROP TABLE {LOG}_all")
