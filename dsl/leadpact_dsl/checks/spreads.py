"""Sets of numbers as the comparisons of a policy write them: runs of the number line, with each end in or out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias, assert_never

from leadpact_dsl.checks.dates import amount_at
from leadpact_dsl.model import Between, Order, Policy


class Cut(NamedTuple):
    """A place on the number line: just before a number, or just behind it."""

    at: Decimal
    behind: bool


class Run(NamedTuple):
    """All numbers between two cuts."""

    start: Cut
    end: Cut


Spread: TypeAlias = tuple[Run, ...]

BEGIN = Cut(Decimal("-Infinity"), False)
END = Cut(Decimal("Infinity"), True)


def spread_of(policy: Policy, test: Order | Between, instant: int) -> Spread:
    """The numbers that pass a test as dated values stand at an instant; runs are in order, apart, and none is empty."""
    match test:
        case Between():
            low, high = amount_at(policy, test.low, instant), amount_at(policy, test.high, instant)
            runs = [Run(Cut(low, False), Cut(high, True))]
        case Order():
            amount = amount_at(policy, test.amount, instant)
            before, behind = Cut(amount, False), Cut(amount, True)
            match test.op:
                case "is":
                    runs = [Run(before, behind)]
                case "is not":
                    runs = [Run(BEGIN, before), Run(behind, END)]
                case "is more than":
                    runs = [Run(behind, END)]
                case "is at least":
                    runs = [Run(before, END)]
                case "is less than":
                    runs = [Run(BEGIN, before)]
                case "is at most":
                    runs = [Run(BEGIN, behind)]
                case _:
                    assert_never(test.op)
        case _:
            assert_never(test)
    return tuple(run for run in runs if run.start < run.end)


def between(low: Decimal | None, high: Decimal | None) -> Spread:
    """All numbers from one to another, both in; None: without end."""
    return (Run(BEGIN if low is None else Cut(low, False), END if high is None else Cut(high, True)),)


def inside(small: Spread, large: Spread) -> bool:
    """Whether every number of the one is in the other."""
    return all(any(run.start >= over.start and run.end <= over.end for over in large) for run in small)


def apart(one: Spread, other: Spread) -> bool:
    """Whether no number is in both."""
    return all(run.end <= over.start or over.end <= run.start for run in one for over in other)


def both(one: Spread, other: Spread) -> Spread:
    """What is in both."""
    pieces = [Run(max(run.start, over.start), min(run.end, over.end)) for run in one for over in other]
    return tuple(piece for piece in pieces if piece.start < piece.end)


def gaps(whole: Spread, covered: Iterable[Spread]) -> Spread:
    """What of the whole is in none of many, in order."""
    found: list[Run] = []
    runs = sorted(run for spread in covered for run in spread)
    for start, end in whole:
        for run in runs:
            if run.start >= end:
                break
            if run.start > start:
                found.append(Run(start, run.start))
            start = max(start, run.end)
        if start < end:
            found.append(Run(start, end))
    return tuple(found)


MOST_MEETING: Final = 3
"""Earlier ones named for each: who writes one row a thousand times need not read of every pair."""


def meeting(spreads: Sequence[Spread]) -> list[list[int]]:
    """For each of many the earlier ones that it shares numbers with, at most `MOST_MEETING` of them."""
    found: list[list[int]] = [[] for _ in spreads]
    open_runs: list[tuple[Cut, int]] = []
    for run, place in sorted((run, place) for place, spread in enumerate(spreads) for run in spread):
        open_runs = [(end, other) for end, other in open_runs if run.start < end]
        for _, other in open_runs:
            first, again = sorted((place, other))
            if first != again and first not in found[again] and len(found[again]) < MOST_MEETING:
                found[again].append(first)
        # Whatever meets any that is open meets the one that ends last.
        open_runs = sorted([*open_runs, (run.end, place)], reverse=True)[:MOST_MEETING]
    return [sorted(earlier) for earlier in found]
