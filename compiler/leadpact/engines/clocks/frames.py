"""Which response applies to a cycle: it is asked at the instants at which cycles start, each instant of a lead once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from leadpact.engines.clocks.arrays import NONE, Ints, Small
from leadpact.engines.clocks.cycles import Cycles
from leadpact.plan import Plan
from leadpact.plan.flow import Clock


@dataclass(frozen=True, eq=False)
class Frames:
    """The instants to ask about, sorted by lead and instant. `of` is each cycle's place among them, NONE for a clock
    whose response is known without asking."""

    lead: Ints
    at: Ints
    of: Ints

    def __len__(self) -> int:
        return len(self.lead)


def frames_of(plan: Plan, cycles: Cycles) -> Frames:
    """The frames of all cycles of clocks that choose between responses."""
    asking = np.array([*map(asks, plan.clocks), False], dtype=np.bool_)
    rows = np.flatnonzero(asking[cycles.clock])
    lead, at = cycles.lead[rows], cycles.start[rows]
    order = np.lexsort((at, lead))
    lead, at = lead[order], at[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (lead[1:] != lead[:-1]) | (at[1:] != at[:-1])
    of = np.full(len(cycles), NONE, dtype=np.int64)
    of[rows[order]] = np.cumsum(new) - 1
    return Frames(lead[new], at[new], of)


def responses(plan: Plan, cycles: Cycles, frames: Frames, answers: Mapping[str, Small | Ints]) -> Small:
    """The response of each cycle: its place among `plan.clocks[…].responses`, NONE where none applies.

    `answers` says it by frame for each clock that `asks`, by the clock's name; masked is as good as NONE.
    """
    found = np.full(len(cycles), NONE, dtype=np.int16)
    for place, clock in enumerate(plan.clocks):
        rows = np.flatnonzero(cycles.clock == place)
        if asks(clock):
            found[rows] = np.ma.filled(answers[clock.clause.name], NONE)[frames.of[rows]]
        elif clock.responses:
            found[rows] = 0
    return found


def asks(clock: Clock) -> bool:
    """Whether it depends on the lead and the instant which response of a clock applies."""
    return bool(clock.responses) and clock.responses[0].applies is not None
