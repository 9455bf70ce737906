"""The log of many leads as arrays, and how it is taken some leads at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from leadpact.engines.clocks.arrays import BITS, LEADS, AsOf, Flags, Ints, Small, as_of_leads, firsts
from leadpact.plan import Plan


@dataclass(frozen=True, eq=False)
class Events:
    """Activities sorted by lead, instant and place in the log, an entry each; what no clock looks at may be left out.

    `lead` is the lead's number, `at` ms since 1970 within the limits of records, `kind` the activity's place in
    `policy.activities`, `returned` whether a recycle rule takes it up. A log in another order is a ValueError.
    """

    lead: Ints
    at: Ints
    kind: Small
    returned: Flags

    def __post_init__(self) -> None:
        later = self.lead[1:] > self.lead[:-1]
        later |= (self.lead[1:] == self.lead[:-1]) & (self.at[1:] >= self.at[:-1])
        if not later.all():
            raise ValueError("events must be sorted by lead and instant")


class Log:
    """Events of neighbouring leads, up to as of. Keys are of the lead's number less `base`, and the instant."""

    def __init__(self, plan: Plan, events: Events, first: int, behind: int, base: int, as_of: AsOf) -> None:
        here = slice(first, behind)
        lead, at = events.lead[here], events.at[here]
        known = at <= (as_of if isinstance(as_of, int) else as_of_leads(as_of, lead))
        self._places = {name: place for place, name in enumerate(plan.policy.activities)}
        self._keys: Ints = (((lead - base) << BITS) | at)[known]
        self._kinds: Small = events.kind[here][known]
        self._returned: Flags = events.returned[here][known]

    def moments(self, kinds: Iterable[str]) -> Ints:
        """The keys of all activities of these kinds, those of one instant as often as they are there."""
        return self._keys[self._of(kinds)]

    def instants(self, kinds: Iterable[str]) -> Ints:
        """The same, each once."""
        found = self.moments(kinds)
        return found[firsts(found)]

    def first_of_instants(self, kinds: Iterable[str]) -> tuple[Ints, Small]:
        """The same, each with its activity: of several the first in the log."""
        there = self._of(kinds)
        keys = self._keys[there]
        first = firsts(keys)
        return keys[first], self._kinds[there][first]

    def returns(self) -> Ints:
        """The keys at which leads were recycled, each once."""
        found = self._keys[self._returned]
        return found[firsts(found)]

    def either(self, kinds: Iterable[str], others: Iterable[str]) -> tuple[Ints, Flags]:
        """The keys of all activities of the one or the other kinds, and which are of the others."""
        others = list(others)
        there = self._of([*kinds, *others])
        return self._keys[there], self._of(others)[there]

    def _of(self, kinds: Iterable[str]) -> Flags:
        wanted = np.zeros(len(self._places) + 1, dtype=np.bool_)
        wanted[[self._places[kind] for kind in kinds]] = True
        return wanted[self._kinds]


def stretches(leads: Ints) -> Iterator[tuple[int, int, int]]:
    """Sorted lead numbers cut between leads: from and to (excluded) in the array, and the lead that keys begin with."""
    first = 0
    while first < len(leads):
        base = int(leads[first])
        behind = int(np.searchsorted(leads, base + LEADS))
        yield first, behind, base
        first = behind
