"""What came of a run of `leadpact score`, whichever engine decided: what is said on stderr is made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from leadpact.cli.scoring import Tally
from leadpact.records.bulk.counts import LogCounts
from leadpact.records.inputs import Inputs
from leadpact.records.parts import Parts, place
from leadpact.records.rejects import Kind, Rejected
from leadpact_dsl.model import Field


@dataclass(frozen=True)
class LogAccount:
    """Of a log: its name, the fields without a column, and the rows that did not count."""

    name: str
    absent: tuple[Field, ...]
    counts: LogCounts


@dataclass(frozen=True)
class Account:
    """Of the rows of leads, `read` is `scored` and `rejected` together. `same_pair` is (later, earlier) by id.

    `standing` counts by stage, `recycled` and `disqualified`; `absent` are the fields without a column; `place` says
    where a rejected row stands.
    """

    name: str
    absent: tuple[Field, ...]
    read: int
    scored: int
    rejected: Counter[Kind]
    standing: Counter[str]
    same: int
    same_pair: tuple[str, str] | None
    log: LogAccount | None
    place: Callable[[Rejected], str]


@dataclass(frozen=True)
class Counts:
    """The numbers of a run: see `Account`."""

    read: int
    rejected: Counter[Kind]
    standing: Counter[str]
    same: int
    same_pair: tuple[str, str] | None
    log: LogCounts


def account_of(inputs: Inputs, counts: Counts) -> Account:
    """What came of these files."""
    file = inputs.activities

    def where(rejected: Rejected) -> str:
        table = inputs.leads.table if rejected.file == "leads" or file is None else file.table
        said = place(table, rejected.number, rejected.part)
        return said if isinstance(table, Parts) else f"{table.name}, {said}"

    return Account(
        name=inputs.leads.table.name,
        absent=inputs.leads.absent,
        read=counts.read,
        scored=counts.standing.total(),
        rejected=counts.rejected,
        standing=counts.standing,
        same=counts.same,
        same_pair=counts.same_pair,
        log=None if file is None else LogAccount(file.table.name, file.absent, counts.log),
        place=where,
    )


def account_of_rows(inputs: Inputs, tally: Tally) -> Account:
    """Of a run row by row."""
    log = tally.log
    counts = LogCounts(log.read, log.rejected, log.later, log.undeclared, log.left(), log.of_rejected)
    same = tally.sameness
    return account_of(inputs, Counts(tally.read, tally.rejected, tally.standing, same.count, same.first_pair, counts))
