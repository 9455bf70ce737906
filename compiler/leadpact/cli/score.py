"""`leadpact score`: decisions for a file of leads, or for one lead."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

import click

from leadpact.cli.apart import keep_apart
from leadpact.cli.as_of import as_of_meant, as_of_option
from leadpact.cli.options import emit_findings, example, fail_usage, progress, settle, whole_file
from leadpact.cli.score_case import STDIN, is_case, score_case
from leadpact.cli.score_summary import summary
from leadpact.cli.scoring import Tally, score
from leadpact.cli.which import POLICY_PATH, files_meant, sound_policy
from leadpact.engines.reference import Task
from leadpact.records.decisions import columns_of
from leadpact.records.inputs import open_inputs
from leadpact.records.problems import too_many_rejects
from leadpact.records.reject_file import RejectFile, remove_stale
from leadpact.records.tables import is_encoding
from leadpact.records.writers import table_writer
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.screen import visible

_ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")


@click.command(
    "score",
    epilog=example("leadpact score leads.csv --policy policies/acme --activities activities.csv -o decisions.csv"),
)
@click.argument("leads", type=click.Path(path_type=Path))
@click.option("--policy", "policy_path", type=POLICY_PATH, help="The policy; without it, the repository's only one.")
@click.option("--activities", type=click.Path(path_type=Path), help="The log of what the leads did, by lead id.")
@as_of_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where decisions go: .csv, .tsv, .jsonl or .parquet; of a case .json. Without it: stdout.",
)
@click.option(
    "--rejects",
    "rejects_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where rejected rows go, with reasons. Without it: OUTPUT.rejects.csv.",
)
@click.option("--max-rejects", type=click.IntRange(0), metavar="N", help="Write nothing when more leads are rejected.")
@click.option("--explain", is_flag=True, help="Add every line of every score, with what was found.")
@click.option("--encoding", metavar="NAME", help="How text files are encoded, such as cp1252, where not in UTF-8.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="In how many processes. Without it: one a processor.")
def command(
    leads: Path,
    policy_path: Path | None,
    activities: Path | None,
    as_of: str | None,
    output: Path | None,
    rejects_path: Path | None,
    max_rejects: int | None,
    explain: bool,
    encoding: str | None,
    jobs: int | None,
) -> int:
    """Score the leads of a file: scores, grade, stage, route and clocks of each, with reasons.

    LEADS is a .csv, .tsv, .jsonl or .parquet file (text also as .gz) with a column for each field of the policy. A row
    that cannot be read is rejected with its reason and never scored. Decisions stand in the order of the leads, and
    are written whole or not at all.

    A .json file, or - for stdin, is one case, a lead with its activities, and gives one decision as JSON.
    """
    if is_case(leads):
        _refuse_for_a_case(activities, rejects_path, max_rejects, encoding, jobs)
        if output is not None and output.suffix.lower() != ".json":
            fail_usage(f"The decision on one case is JSON: name a .json file instead of {output}.")
        policy = sound_policy(policy_path)
        keep_apart([*([leads] if leads != STDIN else []), *files_meant(policy_path, policy)], [output])
        return score_case(policy, leads, as_of, explain, output)
    ending = ".csv" if output is None else output.suffix.lower()
    if ending not in _ENDINGS:
        fail_usage(f"{output} does not say by its ending how to write it: name a {', '.join(_ENDINGS)} file.")
    if encoding is not None and not is_encoding(encoding):
        fail_usage(f"There is no encoding {encoding} of text files. Common ones are utf-8, cp1252, latin-1 and utf-16.")
    if rejects_path is None and output is not None and (not output.exists() or output.is_file()):
        rejects_path = output.with_name(f"{output.name}.rejects.csv")
    policy = sound_policy(policy_path)
    keep_apart([leads, activities, *files_meant(policy_path, policy)], [output, rejects_path])
    when = as_of_meant(policy, as_of)
    inputs = open_inputs(policy, leads, activities, encoding)
    if isinstance(inputs, list):
        return emit_findings(inputs, err=True)
    started = time.monotonic()
    with RejectFile(when.zone) as rejects:
        found: Tally | Diagnostic | None = None
        with suppress(_Withheld), _whole_output(output) as file:
            columns = columns_of(policy, explain=explain)
            with _share_bar() as advance, closing(table_writer(ending, file, columns, when.zone)) as writer:
                task = Task(policy, when.instant, explain)
                with _lost_processes_told():
                    found = score(task, inputs, writer, rejects, jobs or _processors(), advance)
            if isinstance(found, Diagnostic):
                raise _Withheld
            # The decisions come last: where the rejects cannot be written, the old decisions stay too.
            settle(file)
            if rejects.count and rejects_path is not None:
                with whole_file(rejects_path) as beside:
                    rejects.copy_to(beside)
            if _too_many(found, max_rejects):
                raise _Withheld
        if isinstance(found, Diagnostic):
            return emit_findings([found], err=True)
        assert found is not None
        if not rejects.count and rejects_path is not None:
            remove_stale(rejects_path)
        for line in summary(policy, inputs, found, when, rejects.first, rejects_path, time.monotonic() - started):
            click.echo(visible(line), err=True)
    return emit_findings(_too_many(found, max_rejects), err=True)


def _refuse_for_a_case(
    activities: Path | None, rejects: Path | None, max_rejects: int | None, encoding: str | None, jobs: int | None
) -> None:
    given = {
        "--activities": activities,
        "--rejects": rejects,
        "--max-rejects": max_rejects,
        "--encoding": encoding,
        "--jobs": jobs,
    }
    for option, value in given.items():
        if value is not None:
            fail_usage(f"{option} is for files of many leads; a case is one lead with its activities, in UTF-8.")


class _Withheld(Exception):
    """Leaves a half-written output behind, so that what stood there before stays."""


def _too_many(found: Tally, most: int | None) -> list[Diagnostic]:
    rejected = found.rejected.total()
    return [too_many_rejects(rejected, found.read, most)] if most is not None and rejected > most else []


@contextmanager
def _whole_output(path: Path | None) -> Iterator[BinaryIO]:
    """The output, all or nothing: a file, or stdout, which is written to only once everything has been decided."""
    if path is not None:
        with whole_file(path) as file:
            yield file
        return
    with tempfile.TemporaryFile() as held:
        yield cast(BinaryIO, held)
        held.seek(0)
        sys.stdout.flush()
        shutil.copyfileobj(held, sys.stdout.buffer)
        sys.stdout.buffer.flush()


@contextmanager
def _share_bar() -> Iterator[Callable[[float], None]]:
    """A progress bar in percent, told the share that has been read."""
    told = 0
    with progress("Scoring leads", 100) as advance:

        def tell(share: float) -> None:
            nonlocal told
            percent = int(100 * share)
            if percent > told:
                advance(percent - told)
                told = percent

        yield tell


@contextmanager
def _lost_processes_told() -> Iterator[None]:
    try:
        yield
    except BrokenExecutor:
        raise click.ClickException(
            "A process that decided on leads was ended from outside, perhaps for want of memory, so no decisions were "
            "written. Try again with --jobs 1."
        ) from None


def _processors() -> int:
    return min(32, os.cpu_count() or 1)
