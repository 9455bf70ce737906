"""Leads that cannot be decided because a clock needs years that its calendar does not cover."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leadpact.engines.clocks.arrays import NONE, Flags, Ints, Small
from leadpact.engines.clocks.cycles import Cycles
from leadpact.engines.clocks.timed import Timed
from leadpact.plan import Plan
from leadpact_dsl.phrases import times


@dataclass(frozen=True, eq=False)
class Refusals:
    """Leads by number, sorted, each with the place of the calendar, among the policy's, that it fails on first."""

    lead: Ints
    calendar: Small

    def reason(self, plan: Plan, which: int) -> str:
        """Why the `which`-th of these leads is refused, as the reference says it."""
        return reason(plan, int(self.calendar[which]))


def refusals(cycles: Cycles, timed: Timed) -> Refusals:
    """The leads that the reference refuses for one of these cycles."""
    rows = np.flatnonzero(timed.outside != NONE)
    lead, first = np.unique(cycles.lead[rows], return_index=True)
    return Refusals(lead, timed.outside[rows[first]])


def of_decided(cycles: Cycles, timed: Timed) -> Flags:
    """The cycles of leads that are not refused."""
    found: Flags = ~np.isin(cycles.lead, refusals(cycles, timed).lead)
    return found


def reason(plan: Plan, calendar: int) -> str:
    """The sentence for a calendar by its place among the policy's."""
    found = tuple(plan.policy.calendars.values())[calendar]
    return times.outside_calendar(found.label, found.first_year, found.last_year)
