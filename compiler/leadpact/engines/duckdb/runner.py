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

LEADS_AT_ONCE = 250_000
"""Decided together: to plan a statement takes as long as to decide 20,000 leads, and these take some 400 MB."""
LEADS_OF_A_BLOCK = 50_000
"""Handed on together: as text they take some 50 MB."""


@dataclass(frozen=True)
class DuckDbEngine:
    """An `Engine` over what `leadpact.records.bulk.stage` has staged in a database."""

    con: duckdb.DuckDBPyConnection
    plan: Plan
    statements: Statements
    staged: Staged
    at_once: int = LEADS_AT_ONCE
    of_a_block: int = LEADS_OF_A_BLOCK

    def blocks(self) -> Iterator[Block]:
        for stretch in self.staged.blocks(self.at_once):
            self.staged.show(stretch)
            whole = self._decided(stretch.first, stretch.after, self.tables())
            for first in range(stretch.first, stretch.after, self.of_a_block):
                yield _part(whole, first, min(first + self.of_a_block, stretch.after))
        self.staged.show(None)

    def tables(self) -> Tables:
        """Those that are shown, where statements are asked."""
        return DuckDbTables(self.con)

    def _decided(self, first: int, after: int, tables: Tables) -> Block:
        statements = self.statements
        leads = self._leads(first, after)
        as_of: AsOf = statements.as_of if statements.as_of is not None else leads.column("as_of").to_numpy()
        kept: Kept | None = None
        if statements.events is not None:
            kept = keep_clocks(tables, self.plan, statements, first, after - first, as_of)
        # The reference counts activities before it looks at anything else.
        refused = dict(kept.refused) if kept is not None else {}
        refused |= crowded(self.con)
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


def crowded(con: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """Of the leads that are shown, those with more activities than anybody counts, each with that sentence."""
    query = 'SELECT "lead", count(*) FROM "activities" GROUP BY "lead" HAVING count(*) > $most'
    found = con.execute(query, {"most": MOST_ACTIVITIES}).fetchall()
    return {lead: too_many(count, MOST_ACTIVITIES) for lead, count in found}


def _part(whole: Block, first: int, after: int) -> Block:
    """What of a block is about leads from one number up to another."""
    return Block(
        _some(whole.decisions, first, after),
        None if whole.cycles is None else _some(whole.cycles, first, after),
        tuple((lead, reason) for lead, reason in whole.refused if first <= lead < after),
        after,
    )


def _some(rows: pa.RecordBatch, first: int, after: int) -> pa.RecordBatch:
    start, end = np.searchsorted(rows.column("lead").to_numpy(zero_copy_only=False), [first, after])
    # A slice of lists would bring along the items of all others.
    return rows.take(pa.array(np.arange(start, end)))


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
