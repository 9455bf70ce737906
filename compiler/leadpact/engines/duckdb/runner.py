"""Deciding on leads that stand in the staged tables, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from leadpact.engines import Block
from leadpact.engines.clocks.arrays import AsOf
from leadpact.engines.duckdb.clocks import Kept, keep_clocks
from leadpact.engines.duckdb.statements import DuckDbTables, Statements, Tables, table
from leadpact.plan import Plan
from leadpact_dsl.limits import MOST_ACTIVITIES
from leadpact_dsl.phrases.activities import too_many

if TYPE_CHECKING:
    import duckdb

    from leadpact.records.bulk import Staged

LEADS_AT_ONCE = 100_000
"""Decided together: their aggregates take some 100 MB, and a statement is planned once for them."""


@dataclass(frozen=True)
class DuckDbEngine:
    """An `Engine` over what `leadpact.records.bulk.stage` has staged in a database."""

    con: duckdb.DuckDBPyConnection
    plan: Plan
    statements: Statements
    staged: Staged
    at_once: int = LEADS_AT_ONCE

    def blocks(self) -> Iterator[Block]:
        for stretch in self.staged.blocks(self.at_once):
            self.staged.show(stretch)
            yield self._block(stretch.first, stretch.after, self.tables())
        self.staged.show(None)

    def tables(self) -> Tables:
        """Those that are shown, where statements are asked."""
        return DuckDbTables(self.con)

    def _block(self, first: int, after: int, tables: Tables) -> Block:
        statements = self.statements
        leads = self._leads(first, after)
        as_of: AsOf = statements.as_of if statements.as_of is not None else leads.column("as_of").to_numpy()
        kept: Kept | None = None
        if statements.events is not None:
            kept = keep_clocks(tables, self.plan, statements, first, after - first, as_of)
        # The reference counts activities before it looks at anything else.
        refused = dict(kept.refused) if kept is not None else {}
        refused |= self._crowded()
        decided = tables.ask(statements.decisions, statements.as_of)
        rows = _joined(leads, decided)
        cycles = None if kept is None else kept.cycles
        if refused:
            rows = _without(rows, refused)
            cycles = None if cycles is None else _without(cycles, refused)
        return Block(rows, cycles, tuple(sorted(refused.items())), after)

    def _leads(self, first: int, after: int) -> pa.Table:
        """Of the leads that are shown, in order: number, id, as of, and the earlier lead that each is the same as."""
        as_of = '"as_of"' if self.statements.as_of is None else "$as_of::BIGINT"
        given = {} if self.statements.as_of is None else {"as_of": self.statements.as_of}
        query = f'SELECT "lead", "id", {as_of} AS "as_of" FROM "leads" ORDER BY "lead"'
        found = table(self.con, query, given)
        if not self.plan.policy.lead.same_when:
            return found
        query = 'SELECT "lead", "earlier_id" FROM "same" WHERE "lead" >= $first AND "lead" < $after'
        same = table(self.con, query, {"first": first, "after": after})
        names = np.full(after - first, None, dtype=object)
        names[same.column("lead").to_numpy() - first] = same.column("earlier_id").to_pylist()
        return found.append_column("same_as", pa.array(names, pa.string()))

    def _crowded(self) -> dict[int, str]:
        """Leads with more activities than anybody counts."""
        query = 'SELECT "lead", count(*) FROM "activities" GROUP BY "lead" HAVING count(*) > $most'
        found = self.con.execute(query, {"most": MOST_ACTIVITIES}).fetchall()
        return {lead: too_many(count, MOST_ACTIVITIES) for lead, count in found}


def _joined(leads: pa.Table, decided: pa.Table) -> pa.RecordBatch:
    """What was decided beside the leads, in their order."""
    order = np.argsort(decided.column("lead").to_numpy(), kind="stable")
    ordered = decided.take(pa.array(order)).drop_columns(["lead"])
    for place, name in enumerate(ordered.column_names):
        leads = leads.append_column(ordered.schema.field(place), ordered.column(name))
    return _one(leads)


def _without(rows: pa.RecordBatch, refused: dict[int, str]) -> pa.RecordBatch:
    kept = ~np.isin(rows.column("lead").to_numpy(zero_copy_only=False), list(refused))
    return rows.filter(pa.array(kept))


def _one(rows: pa.Table) -> pa.RecordBatch:
    batches = rows.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], rows.schema)
