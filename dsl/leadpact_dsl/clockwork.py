"""What passes on one cycle of a clock: pauses, deadlines, reminders, and the state the cycle is in.

Time in a pause never passes, whether it is business time or plain elapsed time. Instants and lengths are in ms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice, takewhile

from leadpact_dsl.calendars import Calendar


class State(StrEnum):
    """Where a cycle stands. `PASSED_ON` is for the caller to say: another cycle or a recycling took over from it."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    OVERDUE = "overdue"
    PASSED_ON = "passed on"


def state(due: int | None, stop: int | None, as_of: int, paused_now: bool) -> State:
    """The state of a cycle at `as_of`, which was answered at `stop`, if it was.

    `due` is None while an open pause prevents it (`paused_now` is true then), and where nothing was promised. An answer
    at the due instant is in time. A pause that begins when the answer is overdue does not excuse it.
    """
    if stop is not None:
        return State.MET if due is None or stop <= due else State.MISSED
    if due is not None and as_of > due:
        return State.OVERDUE
    return State.PAUSED if paused_now else State.RUNNING


@dataclass(frozen=True)
class Pauses:
    """The pauses of a cycle as [from, to) instants, sorted and apart; the last has no end (None) while it lasts."""

    stretches: tuple[tuple[int, int | None], ...] = ()

    @classmethod
    def of(cls, events: Iterable[tuple[int, bool]], *, stop: int | None, as_of: int) -> Pauses:
        """From (instant, true for a pause and false for a resume), in any order, those before the cycle's start too.

        A cycle is paused at an instant when the latest event at or before it is a pause; of events at one instant a
        resume wins. The stop ends the pause it falls in. Without a stop, a pause not resumed by `as_of` stays open.
        """
        end = as_of if stop is None else stop
        pauses: dict[int, bool] = defaultdict(lambda: True)
        for instant, is_pause in events:
            if instant <= end:
                pauses[instant] &= is_pause
        stretches: list[tuple[int, int | None]] = []
        since: int | None = None
        for instant, is_pause in sorted(pauses.items()):
            if is_pause and since is None:
                since = instant
            elif not is_pause and since is not None:
                stretches.append((since, instant))
                since = None
        if since is not None and since != stop:
            stretches.append((since, stop))
        return cls(tuple(stretches))

    def at(self, instant: int) -> bool:
        """Whether the cycle is paused at an instant."""
        return any(since <= instant and (until is None or instant < until) for since, until in self.stretches)

    def between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches outside the pauses from one instant to another, in order."""
        for since, until in self.stretches:
            if start < min(since, end):
                yield start, min(since, end)
            if until is None:
                return
            start = max(start, until)
        if start < end:
            yield start, end


@dataclass(frozen=True)
class Passing:
    """How time passes: the open time of a calendar, or all time without one (None); in both, none in a pause.

    With a calendar, its methods raise OutsideCalendar beyond the years it covers.
    """

    calendar: Calendar | None
    pauses: Pauses

    def passed(self, start: int, end: int) -> int:
        """How much time has passed from `start` to `end`; 0 when `end` is the earlier."""
        return sum(self._length(since, until) for since, until in self.pauses.between(start, end))

    def reach(self, start: int, amount: int) -> int | None:
        """The earliest instant at or after `start` at which `amount` has passed; None when an open pause prevents it.

        An amount used up exactly when a pause begins has passed by then, and no amount at all at `start` itself.
        """
        if amount < 0:
            raise ValueError("time passes forward only")
        if amount == 0:
            return start
        for since, until in self.pauses.stretches:
            if start < since:
                available = self._length(start, since)
                if amount <= available:
                    break
                amount -= available
            if until is None:
                return None
            start = max(start, until)
        return start + amount if self.calendar is None else self.calendar.reach(start, amount)

    def _length(self, start: int, end: int) -> int:
        return end - start if self.calendar is None else self.calendar.elapsed(start, end)


@dataclass(frozen=True)
class Cycle:
    """One cycle of a clock, from the instant it was started.

    Amounts are in ms and at least 0; `business` says whether they pass on the calendar. Business time without a
    calendar is a ValueError (the checker refuses such policies), years that it does not cover an OutsideCalendar.
    """

    start: int
    calendar: Calendar | None
    pauses: Pauses

    def within(self, amount: int, business: bool) -> int | None:
        """When a promise "within `amount`" is due; None while an open pause prevents it."""
        return self.passing(business).reach(self.start, amount)

    def close_of_business(self, days_later: int) -> int | None:
        """When a promise "by close of business" is due; None while an open pause prevents it.

        `days_later` 0 is the same business day, 1 the next: counted from the day of the start, or of the next opening
        where the start finds the calendar closed. A day whose last close falls in a pause does not count.
        """
        open_since = next((since for since, until in self.pauses.stretches if until is None), None)
        closings = (closing for _, closing in self._working_calendar().business_days(self.start))
        possible = takewhile(lambda closing: open_since is None or closing < open_since, closings)
        counted = (closing for closing in possible if not self.pauses.at(closing))
        return next(islice(counted, days_later, None), None)

    def before_due(self, due: int, amount: int, business: bool) -> int:
        """When all but `amount` of the time from the start to `due` has passed, but never before the start."""
        passing = self.passing(business)
        reached = passing.reach(self.start, max(0, passing.passed(self.start, due) - amount))
        assert reached is not None  # that much has passed by `due`
        return reached

    def after_due(self, due: int, amount: int, business: bool) -> int | None:
        """When `amount` has passed since `due`; None while an open pause prevents it."""
        return self.passing(business).reach(due, amount)

    def after_start(self, amount: int, business: bool) -> int | None:
        """When `amount` has passed since the start; None while an open pause prevents it."""
        return self.passing(business).reach(self.start, amount)

    def hours_by_day(self, until: int) -> list[tuple[date, int]]:
        """The business time from the start to `until` that counts, for each day that has any, by date."""
        days: dict[date, int] = defaultdict(int)
        for start, end in self.pauses.between(self.start, until):
            for day, amount in self._working_calendar().hours_by_day(start, end):
                days[day] += amount
        return sorted(days.items())

    def holidays_skipped(self, until: int) -> list[tuple[date, str]]:
        """The closed days, with their names, without which more business time would have counted until then."""
        skipped: dict[date, str] = {}
        for start, end in self.pauses.between(self.start, until):
            skipped |= self._working_calendar().holidays_between(start, end)
        return sorted(skipped.items())

    def passing(self, business: bool) -> Passing:
        return Passing(self._working_calendar() if business else None, self.pauses)

    def _working_calendar(self) -> Calendar:
        if self.calendar is None:
            raise ValueError("business time needs a calendar")
        return self.calendar
