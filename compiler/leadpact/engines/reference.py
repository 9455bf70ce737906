"""The reference evaluation on a stream of leads, in as many processes as asked for; the order of the leads is kept.

Each process is handed the policy once and then stretches of leads. Decisions become rows where they are made, so that
only the rows travel back. What is decided does not depend on the number of processes.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeAlias

from leadpact.records.cycles import CycleRow, cycle_rows
from leadpact.records.decisions import DecisionRow, row_of
from leadpact_dsl.decision import Refused
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import ActivityRecord, LeadRecord, Policy


@dataclass(frozen=True)
class Case:
    """A lead with its activities. `as_of` is its own, where each lead has one; `same_as` the earlier lead that it is
    the same as."""

    lead: LeadRecord
    activities: Sequence[ActivityRecord]
    as_of: int | None = None
    same_as: str | None = None


@dataclass(frozen=True)
class Rows:
    """What the tables hold of one lead."""

    decision: DecisionRow
    cycles: tuple[CycleRow, ...]


Outcome: TypeAlias = "Rows | Refused"

# Leads handed to a process at once. Fewer leads than two stretches are not worth a second process.
_STRETCH = 200


@dataclass(frozen=True)
class Task:
    """What is decided: the policy, as of when, and whether rows carry the whole explanation."""

    policy: Policy
    as_of: int | None
    explain: bool

    def outcome(self, case: Case) -> Outcome:
        as_of = self.as_of if case.as_of is None else case.as_of
        assert as_of is not None  # one for all, or each lead has its own
        decision = decide(self.policy, case.lead, case.activities, as_of)
        if isinstance(decision, Refused):
            return decision
        row = row_of(self.policy, decision, same_as=case.same_as, explain=self.explain)
        return Rows(row, tuple(cycle_rows(decision)))


def outcomes(task: Task, cases: Iterable[Case], jobs: int) -> Iterator[Outcome]:
    """The outcome of every case, in order; cases are taken a few stretches ahead of what has been decided."""
    coming = iter(cases)
    few = list(islice(coming, 2 * _STRETCH))
    if jobs < 2 or len(few) < 2 * _STRETCH:
        yield from map(task.outcome, chain(few, coming))
    else:
        yield from _in_processes(task, chain(few, coming), jobs)


def _in_processes(task: Task, cases: Iterator[Case], jobs: int) -> Iterator[Outcome]:
    # A fresh process each: forking one that draws a progress bar in a thread is not safe.
    fresh = multiprocessing.get_context("spawn")
    ahead: deque[Future[list[Outcome]]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=fresh, initializer=_begin, initargs=(task,)) as pool:
        try:
            while stretch := list(islice(cases, _STRETCH)):
                with _only_here():
                    ahead.append(pool.submit(_decide, stretch))
                if len(ahead) > 3 * jobs:
                    yield from ahead.popleft().result()
            while ahead:
                yield from ahead.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_task: Task | None = None
"""In a process of the pool: what it decides. Handed over once, as a policy is large and a stretch is small."""


def _begin(task: Task) -> None:
    global _task
    _task = task
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _only_here() -> Iterator[None]:
    """Ctrl-C reaches every process; only the first one answers to it, also while the others are being started."""
    if sys.platform == "win32":
        yield
        return
    # A process inherits what is held back; here it comes through once the block has ended.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _decide(stretch: list[Case]) -> list[Outcome]:
    assert _task is not None
    return [_task.outcome(case) for case in stretch]
