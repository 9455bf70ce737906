"""Commands that look at past leads: their options, and the run over the files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from leadpact.cli.as_of import as_of_option
from leadpact.cli.options import fail_usage, jobs_option, memory_option

if TYPE_CHECKING:
    from leadpact.cli.score_asked import When
    from leadpact.engines.history import Asked, History, Version
    from leadpact_dsl.diagnostics import Diagnostic
    from leadpact_dsl.model import Policy

_Function = TypeVar("_Function", bound=Callable[..., Any])
_Found = TypeVar("_Found")

_MIB = 1 << 20


@dataclass(frozen=True)
class HistoryGiven:
    """The files and options that a command was given. `jobs` is how many processors may work, `memory` how many bytes
    the database may hold at once."""

    leads: Path
    activities: Path | None
    as_of: str | None
    as_of_column: str | None
    encoding: str | None
    outcome: str | None
    won: tuple[str, ...]
    jobs: int
    memory: int

    def when(self, policy: Policy) -> When:
        """As of when leads are decided; ends in wrong use where the agreement does not know that time."""
        from leadpact.cli.score_asked import when_meant

        return when_meant(policy, self.as_of, self.as_of_column)

    def asked(
        self, versions: Sequence[Version], when: When, *, columns: Sequence[str] = (), lines: bool = False
    ) -> Asked:
        """What is asked of the history for these policies."""
        from leadpact.engines.history import Asked, OutcomeAsked

        outcome = None if self.outcome is None else OutcomeAsked(self.outcome, self.won)
        return Asked(
            versions=tuple(versions),
            leads=self.leads,
            activities=self.activities,
            encoding=self.encoding,
            as_of=when.instant,
            as_of_column=when.column,
            outcome=outcome,
            columns=tuple(columns),
            lines=lines,
        )


def history_options(outcome: Literal["required", "optional"]) -> Callable[[_Function], _Function]:
    """Adds the options that say where past leads are and what became of them: the function receives `given`.

    They come in the place of the decorator; `--leads` is required.
    """

    def add(function: _Function) -> _Function:
        def command(*args: Any, **given: Any) -> Any:
            taken = {name: given.pop(name) for name in ("leads", "activities", "as_of", "as_of_column", "encoding")}
            won, jobs = tuple(given.pop("won")), given.pop("jobs") or min(32, os.cpu_count() or 1)
            meant = HistoryGiven(
                **taken, outcome=given.pop("outcome"), won=won, jobs=jobs, memory=given.pop("memory") * _MIB
            )
            _sound(meant)
            return function(*args, given=meant, **given)

        command.__doc__, command.__name__ = function.__doc__, function.__name__
        # Options that the command had before stay.
        command.__click_params__ = list(getattr(function, "__click_params__", ()))  # type: ignore[attr-defined]
        for option in reversed(_options(outcome == "required")):
            command = option(command)
        return command  # type: ignore[return-value]

    return add


def _options(outcome_required: bool) -> list[Callable[[Any], Any]]:
    path = click.Path(path_type=Path)
    return [
        click.option(
            "--leads", type=path, required=True, help="Past leads: .csv, .tsv, .jsonl or .parquet, or a pattern."
        ),
        click.option("--activities", type=path, help="The log of what they did, by lead id."),
        as_of_option,
        click.option("--as-of-column", metavar="NAME", help="Decide each lead as of the time in this column of LEADS."),
        click.option(
            "--outcome",
            metavar="COLUMN",
            required=outcome_required,
            help="The column of LEADS that says whether a lead was won: yes or no, or the values of --won.",
        ),
        click.option(
            "--won", metavar="VALUE", multiple=True, help="A value of the outcome that counts as won; may be repeated."
        ),
        click.option("--encoding", metavar="NAME", help="How text files are encoded, where not in UTF-8."),
        memory_option,
        jobs_option,
    ]


def _sound(given: HistoryGiven) -> None:
    from leadpact.records.tables import is_encoding

    if given.encoding is not None and not is_encoding(given.encoding):
        fail_usage(
            f"There is no encoding {given.encoding} of text files. Common ones are utf-8, cp1252, latin-1 and utf-16."
        )
    if given.won and given.outcome is None:
        fail_usage("--won says which values of the outcome count as won: name its column with --outcome.")


def files_of_history(given: HistoryGiven) -> list[Path]:
    """The files that are read: none of them may be an output."""
    from leadpact.records.parts import is_pattern, matches

    asked = [path for path in (given.leads, given.activities) if path is not None]
    return [file for path in asked for file in (matches(path) if is_pattern(path) else [path])]


def with_history(
    given: HistoryGiven, asked: Asked, what: str, work: Callable[[History], _Found]
) -> _Found | list[Diagnostic]:
    """What `work` makes of the history, or why the files cannot be read; one without a lead is none.

    It runs in a thread, so that Ctrl-C is heard, and under a progress bar (`what`: "Holding leads against both").
    """
    import duckdb

    from leadpact.cli.score_ending import share_bar
    from leadpact.engines.duckdb.connection import database, stoppable
    from leadpact.engines.history import Connections, open_history
    from leadpact.records.problems import no_leads

    with tempfile.TemporaryDirectory(prefix="leadpact-") as name, share_bar(what) as advance:
        try:
            with database(Path(name), given.jobs, given.memory) as con:
                connections = Connections(con)

                def run(check: Callable[[], None]) -> _Found | list[Diagnostic]:
                    def told(share: float) -> None:
                        check()
                        advance(share)

                    history = open_history(connections, asked, told)
                    if isinstance(history, list):
                        return history
                    if not history.read:
                        return [no_leads(history.sides[0].inputs.leads.table.name)]
                    return work(history)

                return stoppable(connections, run)
        except duckdb.OutOfMemoryException:
            raise click.ClickException(
                f"The database needs more than the {given.memory >> 20:,} MiB that it may take, or more than there is "
                "on the disk for temporary files. Give it more with --memory."
            ) from None
