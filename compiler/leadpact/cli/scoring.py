"""Scoring a file of leads row by row, by the reference: rows in, decisions and rejects out, everything counted."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from leadpact.engines.reference import Case, Task, outcomes
from leadpact.records.decisions import columns_of
from leadpact.records.inputs import Inputs
from leadpact.records.leads import ReadLead
from leadpact.records.log import ActivityLog, read_log
from leadpact.records.reject_file import RejectFile
from leadpact.records.rejects import Kind, Problem, Rejected
from leadpact.records.sameness import Sameness
from leadpact.records.writers import TableWriter
from leadpact_dsl.decision import Refused
from leadpact_dsl.diagnostics import Diagnostic


@dataclass
class Tally:
    """What came of a file. Of its rows, `read` is `scored` and `rejected` together."""

    log: ActivityLog
    sameness: Sameness
    read: int = 0
    scored: int = 0
    rejected: Counter[Kind] = field(default_factory=Counter)
    standing: Counter[str] = field(default_factory=Counter)


def score(
    task: Task,
    inputs: Inputs,
    decisions: TableWriter,
    cycles: TableWriter | None,
    rejects: RejectFile,
    jobs: int,
    advance: Callable[[float], None],
) -> Tally | Diagnostic:
    """Decides on every lead of a file, in its order. A diagnostic says why it could not be read to its end.

    `advance` is told how much of all has been read, from 0 to 1.
    """
    log: ActivityLog | Diagnostic = ActivityLog()
    if inputs.activities is not None:
        table = inputs.activities.table
        log = read_log(inputs.activities, task.as_of, rejects.add, lambda _: advance(table.share_read() / 4))
    if isinstance(log, Diagnostic):
        return log
    run = _Run(inputs, rejects, Tally(log, Sameness(task.policy.lead)), advance)
    names = [column.name for column in columns_of(task.policy)]
    stage, disqualified, recycle = (names.index(name) for name in ("stage", "disqualified", "recycle"))
    for outcome in outcomes(task, run.cases(), jobs):
        row = run.next_case()
        if isinstance(outcome, Refused):
            problem = Problem("refused by the policy", "", "", outcome.reason)
            run.reject(Rejected("leads", row.number, outcome.lead, (problem,), row.part))
            continue
        cells = outcome.decision
        decisions.write(cells)
        if cycles is not None:
            for cycle in outcome.cycles:
                cycles.write(cycle)
        run.tally.scored += 1
        standing = "disqualified" if cells[disqualified] else "recycled" if cells[recycle] else cells[stage]
        run.tally.standing[str(standing)] += 1
    run.pass_rejects()
    return run.broken or run.tally


@dataclass
class _Run:
    """Reading runs ahead of deciding; `ahead` keeps the rows between the two, so that rejects keep their order."""

    inputs: Inputs
    rejects: RejectFile
    tally: Tally
    advance: Callable[[float], None]
    broken: Diagnostic | None = None
    ahead: deque[ReadLead | Rejected] = field(default_factory=deque)

    def cases(self) -> Iterator[Case]:
        table = self.inputs.leads.table
        begun = 0.0 if self.inputs.activities is None else 0.25
        for row in self.inputs.leads.rows():
            if isinstance(row, Diagnostic):
                self.broken = row
                return
            self.tally.read += 1
            self.advance(begun + (1 - begun) * table.share_read())
            self.ahead.append(row)
            match row:
                case ReadLead(record=record, as_of=as_of):
                    same_as = self.tally.sameness.see(record)
                    yield Case(record, self.tally.log.take(record.id, as_of), as_of, same_as)
                case Rejected(lead=str(lead), problems=problems) if problems[0].kind != "lead given twice":
                    # The lead is there, so its activities are not those of a lead that nobody knows.
                    self.tally.log.drop(lead)

    def next_case(self) -> ReadLead:
        """The row of the next case; the rejects that stood before it are passed on."""
        self.pass_rejects()
        row = self.ahead.popleft()
        assert isinstance(row, ReadLead)
        return row

    def pass_rejects(self) -> None:
        while self.ahead and isinstance(self.ahead[0], Rejected):
            rejected = self.ahead.popleft()
            assert isinstance(rejected, Rejected)
            self.reject(rejected)

    def reject(self, rejected: Rejected) -> None:
        self.tally.rejected[rejected.kind] += 1
        self.rejects.add(rejected)
