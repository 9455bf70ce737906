"""The instants at which a dated value changes: a check that reads values looks at each of these states."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from leadpact_dsl.limits import FIRST_INSTANT
from leadpact_dsl.model import Fixed, Policy, Quantity
from leadpact_dsl.phrases.times import day


class State(NamedTuple):
    """The policy from an instant on. `since` is the day the change is written with, None for how it begins."""

    instant: int
    since: dt.date | None

    @property
    def when(self) -> str:
        """`From 1 January 2027, `, or nothing for how the policy begins."""
        return "" if self.since is None else f"from {day(self.since)} on, "


def states(policy: Policy) -> tuple[State, ...]:
    """How the policy begins and each later state of it, in order of time."""
    found = {FIRST_INSTANT - 1: State(FIRST_INSTANT - 1, None)}
    for value in policy.values.values():
        for since, written in zip(value.since[1:], value.days[1:], strict=True):
            if since is not None:
                found.setdefault(since, State(since, written))
    return tuple(found[instant] for instant in sorted(found))


def amount_at(policy: Policy, quantity: Quantity, instant: int) -> Decimal:
    return quantity.value if isinstance(quantity, Fixed) else policy.values[quantity.name].at(instant)


def unit_of(policy: Policy, quantity: Quantity) -> str:
    return quantity.unit if isinstance(quantity, Fixed) else policy.values[quantity.name].unit
