"""`leadpact score --engine python`: row by row by the reference, which every other engine has to agree with."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import closing, contextmanager, nullcontext, suppress

import click

from leadpact.cli.options import emit_findings
from leadpact.cli.score_account import account_of_rows
from leadpact.cli.score_asked import Asked
from leadpact.cli.score_ending import about_tables, share_bar, tell, too_many
from leadpact.cli.score_outputs import Drafts, Withheld, drafts
from leadpact.cli.scoring import Tally, score
from leadpact.engines.reference import Task
from leadpact.records.cycles import COLUMNS as CYCLE_COLUMNS
from leadpact.records.decisions import columns_of
from leadpact.records.inputs import Inputs, open_inputs
from leadpact.records.reject_file import RejectFile
from leadpact.records.writers import table_writer
from leadpact_dsl.diagnostics import Diagnostic


def score_rows(asked: Asked) -> int:
    """Decides, writes, tells; returns the exit code."""
    inputs = open_inputs(asked.policy, asked.leads, asked.activities, asked.encoding, asked.when.column)
    if isinstance(inputs, list):
        return emit_findings(inputs, err=True)
    started = time.monotonic()
    with RejectFile(asked.when.zone) as rejects:
        found: Tally | Diagnostic | None = None
        with suppress(Withheld), drafts(asked.outputs) as files:
            with share_bar() as advance:
                found = _written(asked, inputs, files, rejects, advance)
            if isinstance(found, Diagnostic):
                raise Withheld
            files.complete(asked.outputs, rejects)
            if too_many(found.rejected.total(), found.read, asked.max_rejects):
                raise Withheld
        if isinstance(found, Diagnostic):
            return emit_findings([found], err=True)
        assert found is not None
        return tell(asked, account_of_rows(inputs, found), rejects, time.monotonic() - started)


def _written(
    asked: Asked, inputs: Inputs, files: Drafts, rejects: RejectFile, advance: Callable[[float], None]
) -> Tally | Diagnostic:
    zone, about = asked.when.zone, about_tables(asked)
    columns = columns_of(asked.policy, explain=asked.explain)
    task = Task(asked.policy, asked.when.instant, asked.explain)
    cycles = (
        None
        if files.cycles is None
        else table_writer(asked.outputs.cycles_ending, files.cycles, CYCLE_COLUMNS, zone, about)
    )
    with (
        closing(table_writer(asked.outputs.ending, files.decisions, columns, zone, about)) as decisions,
        nullcontext() if cycles is None else closing(cycles),
        _lost_processes_told(),
    ):
        return score(task, inputs, decisions, cycles, rejects, asked.jobs, advance)


@contextmanager
def _lost_processes_told() -> Iterator[None]:
    try:
        yield
    except BrokenExecutor:
        raise click.ClickException(
            "A process that decided on leads was ended from outside, perhaps for want of memory, so no decisions were "
            "written. Try again with --jobs 1."
        ) from None
