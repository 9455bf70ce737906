"""`leadpact score --engine duckdb` or `spark`: files of any size, staged in a database and decided block by block."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING

import click

from leadpact.cli.options import emit_findings
from leadpact.cli.score_account import Account, Counts, account_of
from leadpact.cli.score_asked import Asked
from leadpact.cli.score_ending import about_tables, share_bar, tell, too_many
from leadpact.cli.score_outputs import Drafts, Outputs, Withheld, drafts
from leadpact.digest import digest_of
from leadpact.engines.duckdb.connection import database, stoppable
from leadpact.engines.duckdb.runner import DuckDbEngine
from leadpact.engines.duckdb.statements import statements_of
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.records.bulk import Staged, open_inputs, stage
from leadpact.records.columnar.batch_writers import BatchWriter, batch_writer
from leadpact.records.columnar.cycles import cycle_batch
from leadpact.records.columnar.decisions import DecisionTable
from leadpact.records.columnar.rows_at_once import CsvRowsAtOnce
from leadpact.records.cycles import COLUMNS as CYCLE_COLUMNS
from leadpact.records.inputs import Inputs
from leadpact.records.reject_file import RejectFile
from leadpact.records.rejects import Kind
from leadpact_dsl.diagnostics import Diagnostic

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import SparkSession

_STAGING = 0.5
"""The share of the work that is done once everything has been read."""


def score_columns(asked: Asked) -> int:
    """Decides, writes, tells; returns the exit code."""
    plan = lower(asked.policy, digest_of(asked.policy))
    if isinstance(plan, tuple):
        return emit_findings(plan, err=True)
    inputs = open_inputs(asked.policy, asked.leads, asked.activities, asked.encoding, asked.when.column)
    if isinstance(inputs, list):
        return emit_findings(inputs, err=True)
    # Before any draft stands: Ctrl-C during this import would be swallowed, or end the program by the signal.
    import duckdb  # noqa: F401

    started = time.monotonic()
    with RejectFile(asked.when.zone, CsvRowsAtOnce) as rejects:
        found: Account | Diagnostic | None = None
        with suppress(Withheld), drafts(asked.outputs) as written, _folder(asked.outputs) as folder:
            with (
                _faults_told(asked),
                _spark(asked) as spark,
                database(folder, asked.jobs, asked.memory) as con,
                share_bar() as advance,
            ):
                run = _Run(con, asked, plan, inputs, written, rejects, advance, spark)
                found = stoppable(con, run.whole)
            if isinstance(found, Diagnostic):
                raise Withheld
            written.complete(asked.outputs, rejects)
            if too_many(found.rejected.total(), found.read, asked.max_rejects):
                raise Withheld
        if isinstance(found, Diagnostic):
            return emit_findings([found], err=True)
        assert found is not None
        return tell(asked, found, rejects, time.monotonic() - started)


@dataclass
class _Run:
    con: duckdb.DuckDBPyConnection
    asked: Asked
    plan: Plan
    inputs: Inputs
    drafts: Drafts
    rejects: RejectFile
    advance: Callable[[float], None]
    spark: SparkSession | None

    def whole(self, check: Callable[[], None]) -> Account | Diagnostic:
        """Reads all, decides all and writes all; or says why not. `check` raises where nobody waits for it any more."""
        asked, when = self.asked, self.asked.when
        staged = stage(
            self.con,
            asked.policy,
            self.plan,
            self.inputs,
            when.instant,
            self.rejects.add,
            lambda share: self._tell(check, _STAGING * share),
        )
        if isinstance(staged, Diagnostic):
            return staged
        engine = self._engine(staged)
        table = DecisionTable(asked.policy, engine.statements.lines, when.zone)

        def told(done: int) -> None:
            self._tell(check, _STAGING + (1 - _STAGING) * done / max(1, staged.leads))

        refused = self._write(engine, table, told)
        rejected = self._reject(staged, refused)
        same = staged.same
        return account_of(
            self.inputs, Counts(staged.read, rejected, table.standing, same.count, same.first_pair, staged.log)
        )

    def _engine(self, staged: Staged) -> DuckDbEngine:
        instant = self.asked.when.instant
        if self.spark is None:
            return DuckDbEngine(self.con, self.plan, statements_of(self.plan, instant), staged)
        from leadpact.engines.spark.runner import spark_engine

        return spark_engine(self.con, self.plan, instant, staged, self.spark)

    def _tell(self, check: Callable[[], None], share: float) -> None:
        check()
        self.advance(share)

    def _write(
        self, engine: DuckDbEngine, table: DecisionTable, advance: Callable[[int], None]
    ) -> list[tuple[int, str]]:
        """Writes both tables; the leads that could not be decided, by number, with the reasons.

        `advance` is told how many leads are done.
        """
        asked, zone, about = self.asked, self.asked.when.zone, about_tables(self.asked)
        refused: list[tuple[int, str]] = []
        with ExitStack() as open_tables:

            def writer(writing: BatchWriter) -> BatchWriter:
                return open_tables.enter_context(closing(writing))

            decisions = writer(batch_writer(asked.outputs.ending, self.drafts.decisions, table.columns, zone, about))
            cycles = None
            if self.drafts.cycles is not None:
                ending = asked.outputs.cycles_ending
                cycles = writer(batch_writer(ending, self.drafts.cycles, CYCLE_COLUMNS, zone, about))
            for block in engine.blocks():
                decisions.write_batch(table.batch(block))
                if cycles is not None:
                    cycles.write_batch(cycle_batch(block))
                refused += block.refused
                advance(block.through)
        return refused

    def _reject(self, staged: Staged, refused: list[tuple[int, str]]) -> Counter[Kind]:
        """Passes on all rejects of leads in the order of the file, and counts them by kind."""
        here = _places(self.con, refused)
        by_policy = ((place, staged.refused(place, lead, reason)) for place, lead, reason in here)
        counts: Counter[Kind] = Counter()
        for _, rejected in merge(staged.lead_rejects(), by_policy, key=lambda found: found[0]):
            counts[rejected.kind] += 1
            self.rejects.add(rejected)
        return counts


def _places(con: duckdb.DuckDBPyConnection, refused: list[tuple[int, str]]) -> Iterator[tuple[int, str, str]]:
    """Place, id and reason of leads by number."""
    for number, reason in refused:
        query = 'SELECT "#place", "id" FROM "leads" WHERE "lead" = $lead'
        found = con.execute(query, {"lead": number}).fetchone()
        assert found is not None  # every lead that was decided on has been read
        yield found[0], found[1], reason


@contextmanager
def _folder(outputs: Outputs) -> Iterator[Path]:
    """For the database, beside the output, where there is room for as much; taken away in the end."""
    beside = outputs.decisions
    if beside is None or not beside.parent.is_dir() or (beside.exists() and not beside.is_file()):
        with tempfile.TemporaryDirectory(prefix="leadpact-") as name:
            yield Path(name)
        return
    with tempfile.TemporaryDirectory(prefix=f".{beside.name}.", dir=beside.parent) as name:
        yield Path(name)


@contextmanager
def _spark(asked: Asked) -> Iterator[SparkSession | None]:
    """A session where Spark is to decide."""
    if not asked.on_spark:
        yield None
        return
    from leadpact.engines.spark.session import NoSpark, session

    try:
        with session(asked.spark_url, asked.jobs, asked.memory) as spark:
            yield spark
    except NoSpark as problem:
        raise click.ClickException(str(problem)) from None


@contextmanager
def _faults_told(asked: Asked) -> Iterator[None]:
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException:
        raise click.ClickException(
            f"The database needs more than the {asked.memory >> 20:,} MiB that it may take, or more than there is on "
            "the disk beside the output, so no decisions were written. Give it more with --memory."
        ) from None
