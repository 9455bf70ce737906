"""The same tables lead by lead, for what decides one lead at a time: tuples in the units of the compiled scorer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import duckdb

from benchmarks.by_hand.records import Activity, Lead
from benchmarks.millions.generator import Files

_LEADS = """
SELECT id, full_name, title, company, email, email_domain, employees, (revenue * 100)::BIGINT, industry, country,
  region, coalesce(source, 'website'), brought_by, last_rep, coalesce(opted_out, FALSE), epoch_us(created_at) // 1000,
  epoch_us(trial_started) // 1000, coalesce(trial_users, 0),
  epoch_us(timezone('America/New_York', contract_end::TIMESTAMP)) // 1000, (review_points * 10000)::BIGINT
FROM read_parquet($leads) {where} ORDER BY id
"""
_ACTIVITIES = """
SELECT lead_id, activity, epoch_us("at") // 1000, path, seconds, event, ours, form, feature, outcome, reason
FROM read_parquet($activities) {where} ORDER BY lead_id, "at", position
"""
_CHUNK = 100_000

# A kind's own fields: name, place in the row, what an unknown one counts as.
_OWN: dict[str, tuple[tuple[str, int, Any], ...]] = {
    "viewed_page": (("path", 3, None), ("seconds", 4, 0)),
    "met_at_event": (("event", 5, None), ("ours", 6, False)),
    "submitted_form": (("form", 7, None),),
    "used_feature": (("feature", 8, None),),
    "called": (("outcome", 9, None),),
    "returned": (("reason", 10, None),),
}


class Row(NamedTuple):
    lead: Lead
    activities: list[Activity]


def every(files: Files, sample: int | None = None) -> Iterator[Row]:
    """All leads in the order of their ids, or about one in so many, each with its activities in order of time."""
    connection = duckdb.connect()
    chosen = "WHERE hash({0}) % $one_in = 0" if sample else ""
    given = {"one_in": sample} if sample else {}
    leads = connection.cursor().execute(_LEADS.format(where=chosen.format("id")), {"leads": str(files.leads), **given})
    log = connection.cursor().execute(
        _ACTIVITIES.format(where=chosen.format("lead_id")), {"activities": str(files.activities), **given}
    )
    of_leads = groupby(_fetched(log), itemgetter(0))
    lead_id, rows = next(of_leads, (None, iter(())))
    for lead in _fetched(leads):
        while lead_id is not None and lead_id < lead[0]:
            lead_id, rows = next(of_leads, (None, iter(())))
        yield Row(Lead(*lead), [_activity(row) for row in rows] if lead_id == lead[0] else [])


def _fetched(result: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := result.fetchmany(_CHUNK):
        yield from rows


def _activity(row: tuple[Any, ...]) -> Activity:
    own = _OWN.get(row[1])
    if own is None:
        return Activity(row[1], row[2])
    values = {name: row[place] if row[place] is not None else unknown for name, place, unknown in own}
    return Activity(row[1], row[2], {name: value for name, value in values.items() if value is not None})
