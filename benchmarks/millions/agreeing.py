"""Results before times: what contestants wrote must be equal, and what the reference evaluation says of a sample."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.agreeing import Disagreement
from benchmarks.by_hand import straight
from benchmarks.by_hand.records import Decision
from benchmarks.cases import Case, acme, new_york
from benchmarks.millions import rows
from benchmarks.millions.contestants import COLUMNS
from benchmarks.millions.generator import AS_OF, Files
from benchmarks.reference import decide_by_reference
from leadpact_dsl.model import ActivityRecord, LeadRecord

_SCORES = COLUMNS[1:6]
_PLACES = {"number": 10_000, "money": 100}


def check_equal(written: Mapping[str, Path]) -> None:
    """Whether all files hold the same decisions; the first is what the others are compared with."""
    (first, expected), *others = written.items()
    connection = duckdb.connect()
    for name, file in others:
        for one, other in ((expected, file), (file, expected)):
            query = f"{_normal(connection, one)} EXCEPT ALL {_normal(connection, other)} ORDER BY 1 LIMIT 1"
            found = connection.execute(query).fetchone()
            if found is not None:
                raise Disagreement(f"Of “{name}” and “{first}” one alone says {found}.")


def check_sample(file: Path, files: Files, reference: int, by_hand: int) -> int:
    """Compares about so many leads with the reference, so many with the rules by hand in Python; how many in all."""
    connection = duckdb.connect()
    query = _normal(connection, file)
    (count,) = connection.execute(f"SELECT count(*) FROM ({query})").fetchone() or (0,)
    compared = 0
    for wanted, decide in ((reference, _reference), (by_hand, _straight)):
        sample = list(rows.every(files, sample=max(1, count // wanted)))
        wanted_ids = {"ids": [row.lead.id for row in sample]}
        found = connection.execute(f"{query} WHERE lead_id IN (SELECT unnest($ids))", wanted_ids).fetchall()
        decisions = {row[0]: row for row in found}
        for row in sample:
            expected = decide(row)
            if decisions.get(row.lead.id) != expected:
                raise Disagreement(f"{decisions.get(row.lead.id)}, and by {decide.__name__[1:]}\n{expected}\nof {row}")
        compared += len(sample)
    return compared


def _normal(connection: duckdb.DuckDBPyConnection, file: Path) -> str:
    """The decisions with points in hundredths and instants in ms."""
    relation = connection.read_parquet(str(file))
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    until = "epoch_us(recycle_until) // 1000" if "TIMESTAMP" in types["recycle_until"] else "recycle_until"
    columns = [f"(100 * {name})::BIGINT AS {name}" if name in _SCORES else name for name in COLUMNS]
    columns[COLUMNS.index("recycle_until")] = f"({until})::BIGINT AS recycle_until"
    return f"SELECT {', '.join(columns)} FROM '{file}'"


def _reference(row: rows.Row) -> tuple[Any, ...]:
    policy = acme()
    known = {name: value for name, value in row.lead._asdict().items() if value is not None and name != "id"}
    lead = LeadRecord(
        row.lead.id, {name: _value(policy.lead.fields[name].kind, value) for name, value in known.items()}
    )
    log = tuple(ActivityRecord(one.kind, one.at, one.values) for one in row.activities if one.kind in policy.activities)
    return _row(decide_by_reference(Case(lead, log, AS_OF, row.lead, (), {})))


def _value(kind: str, value: Any) -> Any:
    """A value in units as the reference takes it."""
    if kind in _PLACES:
        return Decimal(value) / _PLACES[kind]
    return new_york().local(value).date() if kind == "date" else value


def _straight(row: rows.Row) -> tuple[Any, ...]:
    return _row(straight.decide(row.lead, row.activities, AS_OF))


def _row(found: Decision) -> tuple[Any, ...]:
    held = found.recycle if found.recycle is not None and found.recycle.in_force else None
    return (
        found.lead, *found.scores, *found.grades, found.stage, found.disqualified, held and held.rule,
        held and held.until, found.route and found.route.route, found.route and found.route.to,
    )  # fmt: skip
