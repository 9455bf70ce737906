"""What a policy would have said of leads at earlier instants: with fields as they are now, and the log as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from leadpact.engines.clocks.arrays import NONE, Flags, Ints
from leadpact.engines.duckdb.statements import DuckDbTables, table
from leadpact.engines.history.groups import Views
from leadpact.engines.history.sharing import shared
from leadpact.plan import Plan
from leadpact.records.bulk.sql import name
from leadpact.targets.sql import Asked, build
from leadpact.targets.sql.columns import lead_columns

if TYPE_CHECKING:
    import duckdb

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


def replay(
    views: Views, plans: Sequence[tuple[Plan, str | None]], staged_at: Ints, step: int, instants: Ints
) -> list[Replayed]:
    """What policies that see the same tables say of the leads of these numbers in them, at all instants.

    A number is NONE where the policies cannot read the lead; with a `step` of more than 1 they are its multiples. With
    each policy goes its field, of dates or times, that tells when a lead came in.
    """
    here = np.flatnonzero(staged_at != NONE)
    leads, width = staged_at[here], len(instants)
    con = views.con
    views.show_leads(leads, step)
    if step > 1:
        _keep(con)
    came = [_came(con, plan, leads, field) for plan, field in plans]
    asked = Asked(table="staged", now="frames", what="decisions", lines=False)
    together = shared([build(plan, asked).tree for plan, _ in plans])
    tables = DuckDbTables(con)
    frames = pa.table(
        {
            "frame": np.arange(len(leads) * width),
            "lead": np.repeat(leads, width),
            "as_of": np.tile(instants, len(leads)),
        }
    )
    found = []
    with tables.frames(frames):
        for table_name, query in together.tables:
            con.execute(f"CREATE OR REPLACE TEMP TABLE {table_name} AS {query}")
        for statement, since in zip(together.statements, came, strict=True):
            rows = tables.ask(statement, None)
            at = np.full(len(frames), NONE, dtype=np.int64)
            at[rows.column("frame").to_numpy()] = np.arange(rows.num_rows)
            row_of = np.full((len(staged_at), width), NONE, dtype=np.int64)
            row_of[here] = at.reshape(len(leads), width)
            since_all = np.full(len(staged_at), NONE, dtype=np.int64)
            since_all[here] = since
            found.append(Replayed(staged_at != NONE, since_all, rows.select(list(COLUMNS)), row_of.reshape(-1)))
        for table_name, _ in together.tables:
            con.execute(f"DROP TABLE {table_name}")
    return found


def _keep(con: duckdb.DuckDBPyConnection) -> None:
    """Puts the few leads that are shown into tables of their own: the others are passed over once, not each time."""
    for view in ("leads", "activities"):
        con.execute(f"CREATE OR REPLACE TEMP TABLE leadpact_few_{view} AS SELECT * FROM {view}")
        con.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT * FROM leadpact_few_{view}")


def _came(con: duckdb.DuckDBPyConnection, plan: Plan, leads: Ints, came_in: str | None) -> Ints:
    field = "CAST(NULL AS BIGINT)" if came_in is None else f"l.{name(lead_columns(plan)[came_in])}"
    query = (
        f"SELECT l.lead, coalesce({field}, a.first, {NONE}) AS came FROM leads AS l "
        'LEFT JOIN (SELECT lead, min("at") AS first FROM activities GROUP BY lead) AS a USING (lead) ORDER BY l.lead'
    )
    rows = table(con, query)
    found: Ints = rows.column("came").to_numpy()[np.searchsorted(rows.column("lead").to_numpy(), leads)]
    return found
