"""The rows of a log that the fast path left: what the converters make of them, and what becomes of each row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leadpact.records.activities import names_by_spelling
from leadpact.records.bulk.log_plan import LogPlan, Own
from leadpact.records.bulk.odd_values import Judge, Unit, judged, some_left
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
)
from leadpact.records.bulk.wishes import NAMELESS, UNDECLARED
from leadpact.records.leads import lead_id
from leadpact.records.rows import Raw
from leadpact.records.wording import Bad, plain
from leadpact_dsl.text import fold, is_blank

if TYPE_CHECKING:
    import duckdb

READ = "leadpact_log_read"
WRONG, LACKS = 10, 11
"""What becomes of a row besides what `staging_log` knows: it is refused, or needs a column that the log lacks."""

_REST = "leadpact_log_rest"


def read_again(con: duckdb.DuckDBPyConnection, plan: LogPlan, as_of: int | None) -> None:
    """Makes the table READ: position, id, k (the place of the kind), moment (the time), known (the lead) and status.

    Of a time that was not read there are the odd value `oat` and why it is refused `wat`, of own fields likewise
    `o<key>` and `w<key>`, and `n<key>` where one had to be known and is not.
    """
    con.execute(f"CREATE OR REPLACE TEMP TABLE {_REST} AS SELECT * FROM {LOG} WHERE {name(STATUS)} = {LOOK}")
    again = _Again(con, plan)
    lead, _ = again.judged("oid", "VARCHAR", _ids(plan))
    kind, _ = again.judged("okind", "BIGINT", _kinds(plan))
    at, why = again.judged("oat", "BIGINT", _times(plan))
    named = "NULL"
    if plan.kinds:
        named = f"CAST(list_position([{listing(plan.kinds)}], CAST(r.activity AS VARCHAR)) AS BIGINT) - 1"
    found = [
        "r.position",
        f"coalesce({again.item('vid')}, {lead}) AS id",
        f"coalesce({named}, {kind}, {NAMELESS}) AS k",
        f"coalesce(r.{name('at')}, {at}) AS moment",
        f"{why} AS wat",
        *(f"{again.item(key)} AS {key}" for key in plan.odd[1:]),
    ]
    for one in plan.own:
        value, why = again.judged(f"o{one.key}", one.type_name, one.judge)
        found += [f"coalesce(r.{name(one.column)}, {value}) AS r{one.key}", f"{why} AS y{one.key}"]
    own = "".join(f", {column}" for one in plan.own for column in _of_its_kinds(one))
    whole = f"SELECT *{own} FROM (SELECT {', '.join(found)} FROM {_REST} AS r {' '.join(again.joins)})"
    lead_as_of = "" if as_of is not None else ", j.as_of AS known_as_of"
    joined = f"SELECT w.*, j.lead AS known{lead_as_of} FROM ({whole}) AS w LEFT JOIN {KNOWN} AS j ON j.id = w.id"
    status = _status(plan, as_of)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {READ} AS SELECT *, {status} AS status FROM ({joined})")


@dataclass
class _Again:
    """The items of the rows' lists of odd values, and the tables that say what the converters make of them."""

    con: duckdb.DuckDBPyConnection
    plan: LogPlan
    joins: list[str] = field(default_factory=list)
    left: dict[str, bool] = field(init=False)

    def __post_init__(self) -> None:
        odd = self.plan.odd
        self.left = dict(zip(odd, some_left(self.con, _REST, name(ODD), len(odd)), strict=True))

    def item(self, key: str) -> str:
        return f"r.{self._odd(key)}"

    def judged(self, key: str, type_name: str, judge: Judge) -> tuple[str, str]:
        """The value of an item, and why it has none."""
        if not self.left[key]:
            return f"CAST(NULL AS {type_name})", "CAST(NULL AS VARCHAR)"
        judged(self.con, f"{_REST}_{key}", f"SELECT {self._odd(key)} FROM {_REST}", type_name, judge)
        self.joins.append(f"LEFT JOIN {_REST}_{key} AS j{key} ON j{key}.raw = {self.item(key)}")
        return f"j{key}.value", f"j{key}.why"

    def _odd(self, key: str) -> str:
        return f"{name(ODD)}[{self.plan.odd.index(key) + 1}]"


def _ids(plan: LogPlan) -> Judge:
    def identify(raw: Raw) -> tuple[Unit, str | None]:
        return lead_id(raw, plan.file.reading), None

    return identify


def _kinds(plan: LogPlan) -> Judge:
    places = {spelling: plan.kinds.index(kind) for spelling, kind in names_by_spelling(plan.file.policy).items()}

    def name_kind(raw: Raw) -> tuple[Unit, str | None]:
        spelling = plain(raw)
        return (NAMELESS if is_blank(spelling) else places.get(fold(spelling), UNDECLARED)), None

    return name_kind


def _times(plan: LogPlan) -> Judge:
    def time(raw: Raw) -> tuple[Unit, str | None]:
        at = plan.file.time(raw)
        return (None, at.why) if isinstance(at, Bad) else (at, None)

    return time


def _of_its_kinds(one: Own) -> list[str]:
    """Of activities that have the field: its value, why it has none, and whether it had to be known."""
    mine = f"k IN ({listing(one.kinds)})"
    missing = "false"
    if one.required:
        missing = f"k IN ({listing(one.required)}) AND r{one.key} IS NULL AND y{one.key} IS NULL"
    return [
        f"CASE WHEN {mine} THEN r{one.key} END AS v{one.key}",
        f"CASE WHEN {mine} THEN y{one.key} END AS w{one.key}",
        f"coalesce({missing}, false) AS n{one.key}",
    ]


def _status(plan: LogPlan, as_of: int | None) -> str:
    """In the order in which the row-by-row reader looks."""
    bad = any_of(condition for one in plan.own for condition in (f"w{one.key} IS NOT NULL", f"n{one.key}"))
    later = f"moment > {as_of}" if as_of is not None else "false"
    own_later = "known_as_of IS NOT NULL AND moment > known_as_of" if as_of is None else "false"
    lacks = f"k IN ({listing(plan.lacking)})" if plan.lacking else "false"
    return (
        f"CASE WHEN broken IS NOT NULL OR k = {NAMELESS} THEN {WRONG} WHEN k = {UNDECLARED} THEN {NONE} "
        f"WHEN id = '' THEN {WRONG} WHEN {lacks} THEN {LACKS} WHEN moment IS NULL THEN {WRONG} "
        f"WHEN {later} THEN {LATER} WHEN {bad} THEN {WRONG} WHEN known IS NULL THEN {STRANGER} "
        f"WHEN known < 0 THEN {REFUSED_LEAD} WHEN {own_later} THEN {LATER} ELSE {GOOD} END"
    )
