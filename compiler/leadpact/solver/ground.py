"""What all parts of one model share: the policies, what is the same in them, the circuit, and the instant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leadpact.lower.lowering import units
from leadpact.plan import Plan
from leadpact.plan.numbers import PLACES, Dial, Input
from leadpact.solver.circuit import TRUE, Circuit, Lit, Whole, fixed, total
from leadpact.solver.keys import Keys
from leadpact.solver.merging import Merged, SharedField
from leadpact.solver.static import Value
from leadpact_dsl.model import Field, Policy, Scalar
from leadpact_dsl.zones import Zone, zone


@dataclass(frozen=True)
class Amount:
    """A number that may be missing; `at` means nothing where it is."""

    there: Lit
    at: Whole


@dataclass(frozen=True)
class Both:
    """The policies of a world (one or two), their plans, and what is the same in them."""

    policies: tuple[Policy, ...]
    plans: tuple[Plan, ...]
    merged: Merged
    keys: Keys

    def zone(self, which: int) -> Zone:
        found = zone(self.policies[which].agreement.timezone)
        assert found is not None
        return found

    def field(self, which: int, asked: Input) -> SharedField:
        return self.merged.common[which][asked.owner, asked.name]

    def in_units(self, which: int, field: Field, value: Scalar) -> Value:
        """A value of a field as plans have it; choices by their common names."""
        match value:
            case bool():
                return value
            case str():
                return self.merged.choices[which].get((field.owner, field.name, value), value)
            case dt.date():
                return self.zone(which).start_of_day(value)
            case int() if field.kind in ("time", "whole number"):
                return value
            case int() | Decimal():
                return units(Decimal(value), PLACES[field.kind])

    def start_of_day(self, which: int, ordinal: int) -> int:
        """The instant at which a day starts in a policy's zone."""
        return self.zone(which).start_of_day(dt.date.fromordinal(ordinal))

    def default(self, which: int, field: SharedField) -> Value:
        """What stands for an unknown value in a policy, as plans have it."""
        declared = field.of[which]
        if declared is None or declared.when_unknown is None:
            return None
        return self.in_units(which, declared, declared.when_unknown)


class Ground:
    """A circuit about leads at the instant `now`, which may be open: then it is any instant there is."""

    def __init__(self, both: Both, circuit: Circuit, now: Whole) -> None:
        self.both = both
        self.circuit = circuit
        self.now = now
        self._cells: dict[tuple[int, ...], tuple[Lit, ...]] = {}

    def dial(self, which: int, dial: Dial) -> Whole:
        table = self.both.plans[which].dials[dial.name]
        amounts: Sequence[int] = table.amounts
        if not table.since:
            return fixed(amounts[0])
        steps = (
            self.circuit.of(self.circuit.ge(self.now, since)) * (later - sooner)
            for since, sooner, later in zip(table.since, amounts, amounts[1:], strict=False)
        )
        return total((fixed(amounts[0]), *steps))


def dials_at(plan: Plan, now: int) -> Mapping[str, int]:
    """The dials as they stand at an instant, in units of their scale."""
    return {name: table.amounts[sum(since <= now for since in table.since)] for name, table in plan.dials.items()}


__all__ = ["TRUE", "Amount", "Both", "Ground", "dials_at"]
