"""Opening a history: the files are read once for all policies where that can be, else once for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leadpact.digest import digest_of
from leadpact.engines.duckdb.statements import clock_statements, decisions_of
from leadpact.engines.history.asked import Asked, Version
from leadpact.engines.history.deciding import Together
from leadpact.engines.history.groups import Group, Views, joined, places
from leadpact.engines.history.history import History, Side
from leadpact.engines.history.merging import Extra, Merged, Reader, merged
from leadpact.engines.history.outcomes import Judge, never_won
from leadpact.engines.history.sharing import shared
from leadpact.lower import lower
from leadpact.records import problems
from leadpact.records.activities import open_activities
from leadpact.records.bulk import stage
from leadpact.records.bulk.inputs import open_in_bulk
from leadpact.records.bulk.sql import listing
from leadpact.records.bulk.staging_log import LOG
from leadpact.records.columns import find
from leadpact.records.inputs import Inputs, lead_keys, log_keys
from leadpact.records.leads import open_leads
from leadpact.records.parts import place as place_of
from leadpact.records.rejects import Kind, Rejected
from leadpact.records.rows import Table
from leadpact.targets.sql import Statement
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.source import SourceFile, Span

if TYPE_CHECKING:
    import duckdb

_SHOWN = 3
_STAGING = 0.6
"""The share of the work that is done once everything has been read."""
_NOWHERE = Span(SourceFile("", ""), 0, 0)


@dataclass
class Connections:
    """Connections to one database: tables that one makes for itself, the others do not see."""

    first: duckdb.DuckDBPyConnection
    more: list[duckdb.DuckDBPyConnection] = field(default_factory=list)

    def another(self) -> duckdb.DuckDBPyConnection:
        self.more.append(self.first.cursor())
        return self.more[-1]

    def interrupt(self) -> None:
        """Stops what any of them is about."""
        for con in (self.first, *self.more):
            con.interrupt()


def open_history(
    connections: Connections, asked: Asked, advance: Callable[[float], None]
) -> History | list[Diagnostic]:
    """Reads all files, or says everything that keeps them from being read.

    `advance` is told how much of all work is done, from 0 to 1, and may raise to stop it.
    """
    opened = _opened(asked)
    if isinstance(opened, list):
        return opened
    readers, extras = opened
    everyone = tuple(range(len(readers)))
    plan = merged(readers, extras, _NOWHERE)

    # What is read for all turns out now and then to have to be read again for each.
    farthest = 0.0

    def told(share: float) -> None:
        nonlocal farthest
        farthest = max(farthest, share)
        advance(_STAGING * farthest)

    if plan is not None:
        together = _staged(connections.another(), plan, everyone, asked, told)
        if isinstance(together, Diagnostic):
            return [together]
        if not together.differ:
            return _sound(asked, readers, (together,), advance)
    found: list[_Read] = []
    for place in everyone:
        alone = merged([readers[place]], extras, _NOWHERE)
        assert alone is not None  # one reader agrees with itself
        read = _staged(connections.another(), alone, (place,), asked, told)
        if isinstance(read, Diagnostic):
            return [read]
        found.append(read)
    return _sound(asked, readers, tuple(found), advance)


def _sound(
    asked: Asked, readers: Sequence[Reader], read: tuple[_Read, ...], advance: Callable[[float], None]
) -> History | list[Diagnostic]:
    """The history, if there are leads in it and what is asked of their outcomes."""
    table = readers[0].inputs.leads.table
    first = next((rejected for one in read for rejected in one.first if rejected.file == "leads"), None)
    rows = read[0].group.staged.read
    if rows and first is not None and not any(len(one.group.place) for one in read):
        where = place_of(table, first.number, first.part)
        return [problems.none_readable(table.name, rows, where, first.problems[0].reason)]
    if rows and asked.outcome is not None and asked.outcome.won:
        wrong = never_won(asked.outcome, [one.group for one in read], len(asked.columns), table.name)
        if wrong is not None:
            return [wrong]
    return _history(asked, readers, read, advance)


def _opened(asked: Asked) -> tuple[list[Reader], list[Extra]] | list[Diagnostic]:
    """Every policy's plan and files, and where the further columns stand."""
    wrong: list[Diagnostic] = []
    more = [*asked.columns, *([asked.outcome.column] if asked.outcome else [])]
    as_of = [asked.as_of_column] if asked.as_of_column else []
    policies = [one.policy for one in asked.versions]
    leads = open_in_bulk(
        asked.leads, asked.encoding, {key for one in policies for key in lead_keys(one, *as_of, *more)}
    )
    log: Table | list[Diagnostic] | None = None
    if asked.activities is not None:
        log = open_in_bulk(asked.activities, asked.encoding, {key for one in policies for key in log_keys(one)})
    wrong += [found for table in (leads, log) if isinstance(table, list) for found in table]
    if isinstance(leads, list) or isinstance(log, list):
        return wrong
    readers = []
    for version in asked.versions:
        reader = _reader(version, leads, log, asked.as_of_column)
        if isinstance(reader, list):
            wrong += reader
        else:
            readers.append(reader)
    extras = []
    for at, column in enumerate(more):
        what = "the outcome" if asked.outcome and at == len(asked.columns) else "what was asked for"
        position = find(leads, [column], what)
        if isinstance(position, int):
            extras.append(Extra(leads.columns[position], position))
        else:
            wrong.append(
                position
                or problems.missing_columns(leads.name, [(what, [column])], leads.columns, problems.NAME_ANOTHER)
            )
    return list(dict.fromkeys(wrong)) if wrong else (readers, extras)


def _reader(version: Version, leads: Table, log: Table | None, as_of_column: str | None) -> Reader | list[Diagnostic]:
    plan = lower(version.policy, digest_of(version.policy))
    lead_file = open_leads(version.policy, leads, as_of_column)
    log_file = None if log is None else open_activities(version.policy, log)
    wrong = [found for file in (lead_file, log_file) if isinstance(file, list) for found in file]
    if isinstance(plan, tuple):
        wrong += plan
    if isinstance(plan, tuple) or isinstance(lead_file, list) or isinstance(log_file, list):
        return wrong
    return Reader(version.policy, plan, Inputs(lead_file, log_file))


@dataclass(frozen=True)
class _Read:
    group: Group
    rejected: Counter[Kind]
    first: list[Rejected]
    differ: bool


def _staged(
    con: duckdb.DuckDBPyConnection,
    plan: Merged,
    members: tuple[int, ...],
    asked: Asked,
    advance: Callable[[float], None],
) -> _Read | Diagnostic:
    first: list[Rejected] = []
    of_leads: list[Rejected] = []
    rejected_leads: Counter[Kind] = Counter()
    differ = False

    def reject(rejected: Rejected) -> None:
        nonlocal differ
        differ = differ or plan.parts_company(rejected)
        if len(first) < _SHOWN:
            first.append(rejected)

    staged = stage(con, plan.policy, plan.plan, plan.inputs, asked.as_of, reject, advance)
    if isinstance(staged, Diagnostic):
        return staged
    place = places(con)
    for _, rejected in staged.lead_rejects():
        rejected_leads[rejected.kind] += 1
        differ = differ or plan.parts_company(rejected)
        if len(of_leads) < _SHOWN:
            of_leads.append(rejected)
    return _Read(Group(con, plan, staged, members, place), rejected_leads, [*of_leads, *first][:_SHOWN], differ)


def _history(
    asked: Asked, readers: Sequence[Reader], read: tuple[_Read, ...], advance: Callable[[float], None]
) -> History:
    group_of = {place: at for at, one in enumerate(read) for place in one.group.members}
    own = [read[group_of[place]].group.views(_member(read, place), reader) for place, reader in enumerate(readers)]
    trees = [decisions_of(reader.plan, asked.as_of, lines=asked.lines) for reader in readers]
    together = tuple(_together(own, trees))
    sides: list[Side] = []
    for place, (version, reader) in enumerate(zip(asked.versions, readers, strict=True)):
        found = read[group_of[place]]
        same = next(one for one in together if place in one.sides)
        decisions = same.shared.statements[same.sides.index(place)]
        sides.append(
            Side(
                name=version.name,
                policy=version.policy,
                plan=reader.plan,
                inputs=reader.inputs,
                statements=clock_statements(reader.plan, asked.as_of, decisions, trees[place].lines),
                group=group_of[place],
                views=own[place],
                rejected=found.rejected.copy(),
                first=found.first,
                log=None if reader.inputs.activities is None else found.group.staged.log,
                left_out=_left_out(found.group, reader),
            )
        )
    judge = None
    if asked.outcome is not None:
        judge = Judge(asked.outcome, readers[0].inputs.leads.reading, _NOWHERE)

    def decided(share: float) -> None:
        advance(_STAGING + (1 - _STAGING) * share)

    groups = tuple(one.group for one in read)
    history = History(asked, tuple(sides), groups, together, groups[0].staged.read, 0, judge, decided)
    history.leads = len(history.place)
    return history


def _member(read: Sequence[_Read], place: int) -> int:
    return next(one.group.members.index(place) for one in read if place in one.group.members)


def _together(own: Sequence[Views], trees: Sequence[Statement]) -> Iterator[Together]:
    """All as one where they can look at the same tables, else each alone."""
    everyone = tuple(range(len(own)))
    whole = joined(own)
    if whole is not None:
        yield Together(whole, everyone, shared([one.tree for one in trees]))
        return
    for place in everyone:
        yield Together(own[place], (place,), shared([trees[place].tree]))


def _left_out(group: Group, reader: Reader) -> Counter[str]:
    """Activities that were read for others, by their label there."""
    others = {
        kind: activity.label
        for kind, activity in group.merged.policy.activities.items()
        if kind not in reader.policy.activities
    }
    found: Counter[str] = Counter()
    if others:
        asked = f"SELECT activity, count(*) FROM {LOG} WHERE activity IN ({listing(others)}) GROUP BY activity"
        for kind, count in group.con.execute(asked).fetchall():
            found[others[kind]] += count
    return found
