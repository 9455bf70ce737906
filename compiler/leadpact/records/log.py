"""The whole activity log by lead, held in memory while leads stream past.

An activity takes some 300 bytes, so that ten million take three gigabytes. What cannot count is let go of while
reading and told by number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from leadpact.records.activities import ActivityFile, Later, ReadActivity, Undeclared
from leadpact.records.rejects import Rejected
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import ActivityRecord, Scalar

_Entry: TypeAlias = "tuple[str, int, tuple[tuple[str, Scalar], ...]]"


@dataclass
class ActivityLog:
    """The activities by lead. `read` counts rows; what does not count is `rejected`, `later` than as of,
    `undeclared` (by its spelling), or of leads that were themselves rejected, `of_rejected`."""

    read: int = 0
    rejected: int = 0
    later: int = 0
    undeclared: Counter[str] = field(default_factory=Counter)
    of_rejected: int = 0
    _by_lead: dict[str, list[_Entry]] = field(default_factory=dict, repr=False)

    def add(self, activity: ReadActivity) -> None:
        record = activity.record
        # A tuple takes half the memory of the record and its mapping.
        self._by_lead.setdefault(activity.lead, []).append((record.activity, record.at, tuple(record.values.items())))

    def take(self, lead: str, as_of: int | None = None) -> tuple[ActivityRecord, ...]:
        """The activities of a lead in the order of the log, which lets go of them; those after as of are counted."""
        entries = self._by_lead.pop(lead, ())
        if as_of is not None:
            happened = [entry for entry in entries if entry[1] <= as_of]
            self.later += len(entries) - len(happened)
            entries = happened
        return tuple(ActivityRecord(kind, at, dict(values)) for kind, at, values in entries)

    def drop(self, lead: str) -> None:
        """Lets go of the activities of a lead that was rejected."""
        self.of_rejected += len(self._by_lead.pop(lead, ()))

    def left(self) -> tuple[int, int]:
        """How many activities, of how many leads, nobody has taken."""
        return sum(map(len, self._by_lead.values())), len(self._by_lead)


def read_log(
    file: ActivityFile, as_of: int | None, reject: Callable[[Rejected], None], advance: Callable[[int], None]
) -> ActivityLog | Diagnostic:
    """Reads a log, up to as of where there is one for all leads.

    `reject` is handed what cannot be read, `advance` the rows done, one by one.
    """
    log = ActivityLog()
    for row in file.rows(as_of):
        match row:
            case Diagnostic():
                return row
            case ReadActivity():
                log.add(row)
            case Rejected():
                log.rejected += 1
                reject(row)
            case Later():
                log.later += 1
            case Undeclared():
                log.undeclared[row.kind] += 1
            case _:
                assert_never(row)
        log.read += 1
        advance(1)
    return log
