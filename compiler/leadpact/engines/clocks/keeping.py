"""How a promise is kept: one response on one calendar, for many cycles of one clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np

from leadpact.engines.clocks.arrays import FAR, NONE, Flags, Ints
from leadpact.engines.clocks.cycles import Cycles
from leadpact.engines.clocks.open_time import OpenTime
from leadpact.engines.clocks.passing import Passing, lead_keys
from leadpact.engines.clocks.pauses import Pauses
from leadpact_dsl.model import Action, AnswerByClose, AnswerWithin, Duration, Response, Tries


@dataclass(frozen=True, eq=False)
class Kept:
    """As in `Timed`; `tries` are (made, by) and `actions` (at, fallen), an entry a clause, as written."""

    due: Ints
    used: Ints
    opened: Ints
    tries: tuple[tuple[Ints, Ints], ...]
    actions: tuple[tuple[Ints, Flags], ...]
    outside: Flags


@dataclass(frozen=True, eq=False)
class Ground:
    """Cycles of one clock and what else the log says of it: pauses, and the keys of all its stops. `until` is the end
    of each cycle, or as of while it runs; `base` the lead that keys begin with."""

    cycles: Cycles
    until: Ints
    pauses: Pauses
    stops: Ints
    base: int


def kept(response: Response, calendar: OpenTime | None, ground: Ground) -> Kept:
    """What became of a response in these cycles. `calendar` may be None where nothing is counted in business time."""
    return _Keeping(calendar, ground).kept(response)


class _Keeping:
    def __init__(self, calendar: OpenTime | None, ground: Ground) -> None:
        self._calendar, self._ground = calendar, ground
        self._start = ground.cycles.start
        self._lead = lead_keys(ground.cycles.lead, ground.base)
        self._outside = np.zeros(len(self._start), dtype=np.bool_)
        self._passing = self._passing_until(ground.cycles.end)

    def kept(self, response: Response) -> Kept:
        business, due = self._due(response.answer)
        # The first ms that passes tells when the time began to.
        begun = self._reach(self._passing, self._start, 1, business)
        return Kept(
            due=due,
            used=self._passing.passed(self._on(business), self._start, self._ground.until),
            opened=np.where(begun == NONE, NONE, begun - 1),
            tries=self._tries(response.tries),
            actions=tuple(self._action(action, due) for action in response.actions),
            outside=self._outside,
        )

    def _due(self, answer: AnswerWithin | AnswerByClose) -> tuple[bool, Ints]:
        """Whether the answer is promised in business time, and when it is due."""
        match answer:
            case AnswerWithin(duration=duration):
                return duration.business, self._after_start(self._passing, duration)
            case AnswerByClose(days_later=later):
                calendar = self._on(True)
                assert calendar is not None
                return True, self._passing.close(calendar, self._start, later)
            case _:
                assert_never(answer)

    def _tries(self, tries: tuple[Tries, ...]) -> tuple[tuple[Ints, Ints], ...]:
        """Trying goes on behind the first answer, so its pauses do too: until the next cycle begins."""
        if not tries:
            return ()
        following, stops = self._ground.cycles.next_start, self._ground.stops
        passing = self._passing_until(following)
        before = np.searchsorted(stops, self._lead | self._start, "left")
        cycle_ends = np.searchsorted(stops, self._lead | np.where(following == NONE, FAR, following), "left")
        found = []
        for one in tries:
            by = self._after_start(passing, one.within)
            last = np.minimum(np.where(by == NONE, FAR, by), FAR)
            behind = np.minimum(np.searchsorted(stops, self._lead | last, "right"), cycle_ends)
            found.append((np.maximum(behind - before, 0), by))
        return tuple(found)

    def _action(self, action: Action, due: Ints) -> tuple[Ints, Flags]:
        at = self._moment(action, due)
        return at, (at != NONE) & (at <= self._ground.until)

    def _moment(self, action: Action, due: Ints) -> Ints:
        amount, business = (0, False) if action.offset is None else (action.offset.ms, action.offset.business)
        match action.moment:
            case "after start":
                return self._reach(self._passing, self._start, amount, business)
            case "at due":
                return due
            case "before due":
                passed = self._passing.passed(self._on(business), self._start, due)
                start = np.where(due == NONE, NONE, self._start)
                return self._passing.reach(self._on(business), start, np.maximum(passed - amount, 0))
            case "after due":
                return self._reach(self._passing, due, amount, business)
            case _:
                assert_never(action.moment)

    def _after_start(self, passing: Passing, length: Duration) -> Ints:
        return self._reach(passing, self._start, length.ms, length.business)

    def _reach(self, passing: Passing, start: Ints, amount: int, business: bool) -> Ints:
        return passing.reach(self._on(business), start, np.full(len(start), amount, dtype=np.int64))

    def _passing_until(self, stop: Ints) -> Passing:
        return Passing(self._ground.pauses, self._lead, self._start, stop, self._outside)

    def _on(self, business: bool) -> OpenTime | None:
        if business and self._calendar is None:
            raise ValueError("business time needs a calendar")
        return self._calendar if business else None
