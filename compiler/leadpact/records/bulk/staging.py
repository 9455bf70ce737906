"""From files to the tables that engines decide on: the leads, their activities, and everything that is told of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadpact.plan import Plan
from leadpact.records.bulk.counts import LogCounts, Same
from leadpact.records.bulk.local_days import local_days
from leadpact.records.bulk.log_plan import KINDS, log_plan
from leadpact.records.bulk.odd_values import TYPES, put
from leadpact.records.bulk.refusals import part_and_number, refused_leads
from leadpact.records.bulk.same_leads import find_same
from leadpact.records.bulk.settling_leads import PLACE, settle_leads
from leadpact.records.bulk.settling_log import settle_log
from leadpact.records.bulk.sql import listing, name
from leadpact.records.bulk.staging_leads import DAYS, LEADS, REFUSED, WORK, Column, columns_of, read_leads
from leadpact.records.bulk.staging_log import KNOWN, LOG, read_log
from leadpact.records.inputs import Inputs
from leadpact.records.rejects import Problem, Rejected
from leadpact.records.rows import Table
from leadpact.targets.sql.columns import own_columns
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Block:
    """The leads from number `first` up to, and without, `after`."""

    first: int
    after: int


@dataclass(frozen=True)
class Staged:
    """What stands in the tables of `con`, and what is told of the files. Of the rows of leads, `read` are `leads` and
    `lead_rejects` together; `activities` count and are of these leads."""

    con: duckdb.DuckDBPyConnection
    inputs: Inputs
    columns: tuple[Column, ...]
    leads: int
    activities: int
    read: int
    log: LogCounts
    same: Same

    def lead_rejects(self) -> Iterator[tuple[int, Rejected]]:
        """The rejected rows of the leads, each with its place, in order of place."""
        return refused_leads(self.con, self.inputs.leads, self.columns)

    def place_of(self, lead: int) -> int:
        """The place of an accepted lead's row; places are ordered as the rows are."""
        (place,) = self.con.execute(f"SELECT {name(PLACE)} FROM {LEADS} WHERE lead = $1", [lead]).fetchone() or (0,)
        return int(place)

    def refused(self, place: int, lead: str, reason: str) -> Rejected:
        """The reject that an accepted lead turns into when the policy cannot decide on it."""
        part, number = part_and_number(self.inputs.leads.table, place)
        return Rejected("leads", number, lead, (Problem("refused by the policy", "", "", reason),), part)

    def blocks(self, most: int = 100_000) -> Iterator[Block]:
        """All leads in order, at most so many at a time."""
        for first in range(0, self.leads, most):
            yield Block(first, min(first + most, self.leads))

    def show(self, block: Block | None) -> None:
        """Has the views `leads` and `activities` show one block only; all of it without one."""
        within = "" if block is None else f" WHERE lead >= {block.first} AND lead < {block.after}"
        self.con.execute(f"CREATE OR REPLACE TEMP VIEW leads AS SELECT * FROM {LEADS}{within}")
        self.con.execute(f"CREATE OR REPLACE TEMP VIEW activities AS SELECT * FROM {LOG}{within}")


def stage(
    con: duckdb.DuckDBPyConnection,
    policy: Policy,
    plan: Plan,
    inputs: Inputs,
    as_of: int | None,
    reject: Callable[[Rejected], None],
    advance: Callable[[float], None],
) -> Staged | Diagnostic:
    """Reads all files into the tables `leads`, `activities` and `same` of a connection.

    `as_of` (ms) is that of all leads; without it each has its own, in the column that `inputs` know. `reject` is handed
    the rejects of the log, in order. `advance` is told how much of all has been read, from 0 to 1. A diagnostic says
    why a file could not be read to its end.

    The staged tables:

    - leads: lead BIGINT (number of the accepted lead, from 0), id, a column a field (`targets.sql.columns`), as_of
      where each lead has its own, and "#place", the place of its row
    - activities: lead, activity (ENUM), at (ms), position (in the order of the log), a column an own field
    - same: lead, earlier_lead, earlier_id, for each lead that is the same as an earlier one
    """
    share = _Share(inputs, advance)
    columns = columns_of(policy, plan, inputs.leads)
    log = None if inputs.activities is None else log_plan(policy, plan, inputs.activities)
    with _built_on_the_right(con):
        _make_days(con, policy, inputs)
        con.execute(f"CREATE OR REPLACE TEMP TYPE {KINDS} AS ENUM ({listing(tuple(policy.activities) or ('',))})")
        for column in columns:
            if column.spellings is not None:
                column.spellings.make(con)
        damage = read_leads(con, inputs.leads, columns, share.leads)
        if damage is not None:
            return damage
        settle_leads(con, inputs.leads.reading, columns)
        (read,) = con.execute(f"SELECT count(*) FROM {WORK}").fetchone() or (0,)
        con.execute(f"DROP TABLE {WORK}")
        same = find_same(con, policy.lead, columns)
        counts = LogCounts(0, 0, 0, Counter(), (0, 0), 0)
        if log is None:
            con.execute(_no_activities(plan, policy))
        else:
            log.make_spellings(con)
            _make_known(con, as_of is None)
            found = read_log(con, log, as_of, share.log)
            settled = settle_log(con, log, as_of, found, reject)
            if isinstance(settled, Diagnostic):
                return settled
            counts = settled
        _clear(con)
    (leads,), (activities,) = (
        con.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,) for table in (LEADS, LOG)
    )
    staged = Staged(con, inputs, columns, leads, activities, read, counts, same)
    staged.show(None)
    advance(1.0)
    return staged


def _clear(con: duckdb.DuckDBPyConnection) -> None:
    """Lets go of what was needed on the way."""
    kept = {LEADS, LOG, REFUSED}
    for (table,) in con.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall():
        if table.startswith("leadpact_") and table not in kept:
            con.execute(f"DROP TABLE {name(table)}")


def _make_known(con: duckdb.DuckDBPyConnection, own_as_of: bool) -> None:
    """The ids that the files of leads have, with the number of the lead, or -1 where its row was rejected."""
    as_of = ", as_of" if own_as_of else ""
    nothing = ", NULL" if own_as_of else ""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {KNOWN} AS SELECT id, lead{as_of} FROM {LEADS} "
        f"UNION ALL SELECT id, -1{nothing} FROM {REFUSED} WHERE id <> '' AND first IS NULL AND broken IS NULL"
    )


def _make_days(con: duckdb.DuckDBPyConnection, policy: Policy, inputs: Inputs) -> None:
    agreement = policy.agreement
    days = local_days(inputs.leads.reading.zone, agreement.first_year, agreement.last_year)
    day, start, midnight = (list(column) for column in zip(*days, strict=True))
    con.execute(f"CREATE OR REPLACE TEMP TABLE {DAYS} (day BIGINT, start BIGINT, midnight BIGINT)")
    put(con, DAYS, [("BIGINT", day), ("BIGINT", start), ("BIGINT", midnight)])


def _no_activities(plan: Plan, policy: Policy) -> str:
    types: dict[str, str] = {}
    for (kind, field), column in own_columns(plan).items():
        types[column] = TYPES[policy.activities[kind].fields[field].kind]
    own = "".join(f", {name(column)} {type_name}" for column, type_name in types.items())
    return (
        f"CREATE OR REPLACE TEMP TABLE {LOG} (lead BIGINT, activity {KINDS}, {name('at')} BIGINT, position BIGINT{own})"
    )


@contextmanager
def _built_on_the_right(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Joins are built on the table that stands on their right: the other is a file of unknown, perhaps vast, size."""
    (before,) = con.execute("SELECT current_setting('disabled_optimizers')").fetchone() or ("",)
    con.execute("SET disabled_optimizers = 'build_side_probe_side,join_order'")
    try:
        yield
    finally:
        con.execute("SET disabled_optimizers = $1", [before])


class _Share:
    """How much of all has been read; files count alike, the log three times as much as the leads."""

    def __init__(self, inputs: Inputs, advance: Callable[[float], None]) -> None:
        self._inputs = inputs
        self._advance = advance
        self._told = 0.0

    def leads(self) -> None:
        self._tell(self._of(self._inputs.leads.table) * (1.0 if self._inputs.activities is None else 0.25))

    def log(self) -> None:
        assert self._inputs.activities is not None
        self._tell(0.25 + 0.75 * self._of(self._inputs.activities.table))

    def _of(self, table: Table) -> float:
        from leadpact.records.bulk.inputs import tables_of

        files = tables_of(table)
        return sum(file.share_read() for file in files) / len(files)

    def _tell(self, share: float) -> None:
        if share > self._told:
            self._told = share
            self._advance(min(share, 1.0))
