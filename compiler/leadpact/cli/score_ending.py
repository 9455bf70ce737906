"""What runs of `leadpact score` share, whichever engine decides: the progress bar, the account, the last words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from leadpact.cli.options import emit_findings, progress
from leadpact.cli.score_account import Account
from leadpact.cli.score_asked import Asked
from leadpact.cli.score_summary import summary
from leadpact.digest import digest_of
from leadpact.records.problems import too_many_rejects
from leadpact.records.reject_file import RejectFile, remove_stale
from leadpact.records.writers import in_iso
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.screen import visible


def about_tables(asked: Asked) -> dict[str, str]:
    """What the tables are of: the policy, exactly which, and as of when. It says nothing of the run itself."""
    when, agreement = asked.when, asked.policy.agreement
    about = {
        "leadpact.policy.title": agreement.title,
        "leadpact.policy.version": agreement.version or "",
        "leadpact.policy.digest": digest_of(asked.policy),
        "leadpact.as_of": "" if when.instant is None else in_iso(when.instant, when.zone),
        "leadpact.as_of_column": when.column or "",
    }
    return {key: text for key, text in about.items() if text}


def too_many(rejected: int, read: int, most: int | None) -> list[Diagnostic]:
    return [too_many_rejects(rejected, read, most)] if most is not None and rejected > most else []


def tell(asked: Asked, account: Account, rejects: RejectFile, took: float) -> int:
    """Says on stderr what came of a run that was not broken off; returns the exit code."""
    beside = asked.outputs.rejects
    if not rejects.count and beside is not None:
        remove_stale(beside)
    withheld = too_many(account.rejected.total(), account.read, asked.max_rejects)
    said = summary(asked.policy, account, asked.when.said, rejects.first, beside, took, written=not withheld)
    for line in said:
        click.echo(visible(line), err=True)
    return emit_findings(withheld, err=True)


@contextmanager
def share_bar(what: str = "Scoring leads") -> Iterator[Callable[[float], None]]:
    """A progress bar in percent, told the share of the work that is done."""
    told = 0
    with progress(what, 100) as advance:

        def tell_share(share: float) -> None:
            nonlocal told
            percent = int(100 * share)
            if percent > told:
                advance(percent - told)
                told = percent

        yield tell_share
