"""All responses of a plan in one row, so that arrays can name one by a number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from leadpact.engines.clocks.arrays import NONE, Ints, Small
from leadpact.plan import Plan
from leadpact.plan.flow import Response
from leadpact_dsl import model
from leadpact_dsl.calendars import Calendar


@dataclass(frozen=True)
class Promise:
    """A response with its clock's place and its own among those of the clock. `calendars` are the places, among the
    policy's, of those that a lead may be on; empty where nothing is counted in business time."""

    clock: int
    place: int
    response: model.Response
    calendars: tuple[int, ...]
    chosen: bool

    @property
    def business(self) -> bool:
        """Whether the answer is promised in business time."""
        answer = self.response.answer
        return answer.duration.business if isinstance(answer, model.AnswerWithin) else True


@dataclass(frozen=True, eq=False)
class Promised:
    """The responses by clock and place."""

    promises: tuple[Promise, ...]
    offsets: tuple[int, ...]
    """Of each clock, the number of its first response."""
    calendars: tuple[Calendar, ...]

    @classmethod
    def of(cls, plan: Plan) -> Promised:
        places = {name: place for place, name in enumerate(plan.policy.calendars)}
        promises: list[Promise] = []
        offsets: list[int] = []
        for place, clock in enumerate(plan.clocks):
            offsets.append(len(promises))
            for which, one in enumerate(clock.responses):
                promises.append(Promise(place, which, one.clause, _calendars(one, places), one.chosen is not None))
        return cls(tuple(promises), tuple(offsets), tuple(plan.policy.calendars.values()))

    def numbers(self, clock: Small, response: Small) -> Ints:
        """The number of each cycle's response; NONE where none applies."""
        if not self.promises:
            return np.full(len(clock), NONE, dtype=np.int64)
        found = np.array(self.offsets, dtype=np.int64)[clock] + response
        return np.where(response == NONE, NONE, found)

    def counts(self, numbers: Ints, of: Callable[[model.Response], Sequence[object]]) -> Ints:
        """For each cycle how many clauses of a kind its response has; 0 where none applies."""
        return np.array([*(len(of(one.response)) for one in self.promises), 0], dtype=np.int64)[numbers]

    def firsts(self, numbers: Ints, of: Callable[[model.Response], Sequence[object]]) -> Ints:
        """For each cycle the place of its response's first such clause among those of all responses."""
        counts = np.array([0, *(len(of(one.response)) for one in self.promises)], dtype=np.int64)
        found: Ints = np.cumsum(counts)[numbers]
        return found

    def of_clock(self, clock: int) -> Iterator[tuple[int, Promise]]:
        """The responses of a clock with their numbers."""
        return ((number, one) for number, one in enumerate(self.promises) if one.clock == clock)


def _calendars(response: Response, places: dict[str, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(places[name] for name in response.calendars))


def tries_of(response: model.Response) -> Sequence[model.Tries]:
    return response.tries


def actions_of(response: model.Response) -> Sequence[model.Action]:
    return response.actions
