"""Cycles in which time stood still for a while: rare, and so written to be read rather than to be fast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .hours import Hours
from .records import Row


class Pauses(NamedTuple):
    """[from, to) in order and apart; the last has no end while it lasts. `hours` None means all time."""

    stretches: tuple[tuple[int, int | None], ...]

    def at(self, instant: int) -> bool:
        return any(since <= instant and (until is None or instant < until) for since, until in self.stretches)

    def passed(self, start: int, end: int, hours: Hours | None) -> int:
        stretches = self._between(start, end)
        if hours is None:
            return sum(until - since for since, until in stretches)
        return sum(hours.opened(until) - hours.opened(since) for since, until in stretches)

    def reach(self, start: int, amount: int, hours: Hours | None) -> int | None:
        """When so many ms (at least 1) have passed since `start`; None while a pause hides it."""
        for since, until in self.stretches:
            if start < since:
                available = since - start if hours is None else hours.opened(since) - hours.opened(start)
                if amount <= available:
                    break
                amount -= available
            if until is None:
                return None
            start = max(start, until)
        return start + amount if hours is None else hours.at(hours.opened(start) + amount)

    def close(self, start: int, days_later: int, hours: Hours) -> int | None:
        """The close of business so many business days later; a day whose close falls into a pause does not count."""
        lasting = next((since for since, until in self.stretches if until is None), None)
        place = hours.first_close(start)
        while True:
            close = hours.close_number(place)
            if lasting is not None and close >= lasting:
                return None
            if not self.at(close):
                if days_later == 0:
                    return close
                days_later -= 1
            place += 1

    def _between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for since, until in self.stretches:
            if start < min(since, end):
                yield start, min(since, end)
            if until is None:
                return
            start = max(start, until)
        if start < end:
            yield start, end


def pauses_of(paused: Sequence[Row], resumed: Sequence[Row], stop: int | None, now: int) -> Pauses:
    """The pauses up to a stop (None: up to now). Of a pause and a resumption at one instant the resumption wins."""
    end = now if stop is None else stop
    marks = {at: True for _, at, _ in paused if at <= end}
    marks.update({at: False for _, at, _ in resumed if at <= end})
    found: list[tuple[int, int | None]] = []
    since: int | None = None
    for at, pauses in sorted(marks.items()):
        if pauses and since is None:
            since = at
        elif not pauses and since is not None:
            found.append((since, at))
            since = None
    if since is not None and since != stop:
        found.append((since, stop))
    return Pauses(tuple(found))
