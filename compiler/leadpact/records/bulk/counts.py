"""What is told of files that were read in bulk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class LogCounts:
    """Rows of a log. What does not count is `rejected`, `later` than as of, `undeclared` (by its spelling), of leads
    that nobody knows (`left` are these activities and their leads), or `of_rejected`, of leads that were rejected."""

    read: int
    rejected: int
    later: int
    undeclared: Counter[str]
    left: tuple[int, int]
    of_rejected: int


@dataclass(frozen=True)
class Same:
    """As `records.sameness`: how many leads are the same as an earlier one, and the first (later, earlier) by id."""

    count: int
    first_pair: tuple[str, str] | None
