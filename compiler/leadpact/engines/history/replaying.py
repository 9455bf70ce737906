"""What a policy would have said of leads at earlier instants: with fields as they are now, and the log as it was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from leadpact.engines.clocks.arrays import NONE, Flags, Ints
from leadpact.engines.duckdb.statements import DuckDbTables, table
from leadpact.engines.history.groups import Views
from leadpact.plan import Plan
from leadpact.records.bulk.sql import name
from leadpact.targets.sql import Asked, build
from leadpact.targets.sql.columns import lead_columns

COLUMNS = ("stage", "disqualified", "recycle_in_force", "team")
"""Of the decisions, those that are kept."""


@dataclass(frozen=True, eq=False)
class Replayed:
    """One policy's decisions on some leads at some instants.

    `known` says which of the leads the policy can read. `came` is when each came in (ms): by a field, else its first
    activity, else NONE. Columns have an entry for each lead and instant, lead by lead.
    """

    known: Flags
    came: Ints
    rows: pa.Table
    row_of: Ints

    def column(self, column: str) -> pa.Array:
        """One of `COLUMNS`; null where the lead is not known."""
        found = self.rows.column(column).take(pa.array(self.row_of, mask=self.row_of == NONE))
        return found.combine_chunks()


def replay(views: Views, plan: Plan, staged_at: Ints, step: int, instants: Ints, came_in: str | None) -> Replayed:
    """Decides on the leads of these numbers in the staged tables (NONE: the policy cannot read it) at all instants.

    Those numbers are multiples of `step`, where it is more than 1. `came_in` is a field of dates or times.
    """
    here = np.flatnonzero(staged_at != NONE)
    leads, width = staged_at[here], len(instants)
    views.show_leads(leads, step)
    asked = Asked(table="staged", now="frames", what="decisions", lines=False)
    tables = DuckDbTables(views.con)
    frames = pa.table(
        {
            "frame": np.arange(len(leads) * width),
            "lead": np.repeat(leads, width),
            "as_of": np.tile(instants, len(leads)),
        }
    )
    with tables.frames(frames):
        rows = tables.ask(build(plan, asked).sql("duckdb"), None)
    at = np.full(len(frames), NONE, dtype=np.int64)
    at[rows.column("frame").to_numpy()] = np.arange(rows.num_rows)
    row_of = np.full((len(staged_at), width), NONE, dtype=np.int64)
    row_of[here] = at.reshape(len(leads), width)
    came = np.full(len(staged_at), NONE, dtype=np.int64)
    came[here] = _came(views, plan, leads, came_in)
    return Replayed(staged_at != NONE, came, rows.select(list(COLUMNS)), row_of.reshape(-1))


def _came(views: Views, plan: Plan, leads: Ints, came_in: str | None) -> Ints:
    field = "CAST(NULL AS BIGINT)" if came_in is None else f"l.{name(lead_columns(plan)[came_in])}"
    query = (
        f"SELECT l.lead, coalesce({field}, a.first, {NONE}) AS came FROM leads AS l "
        'LEFT JOIN (SELECT lead, min("at") AS first FROM activities GROUP BY lead) AS a USING (lead) ORDER BY l.lead'
    )
    rows = table(views.con, query)
    found: Ints = rows.column("came").to_numpy()[np.searchsorted(rows.column("lead").to_numpy(), leads)]
    return found
