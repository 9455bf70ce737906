"""What the parts of the lowering share: the policy, inputs, amounts as whole numbers, and what was found wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from leadpact.plan import DialTable
from leadpact.plan.numbers import PLACES, Const, Dial, Input, InputType, Number, at_scale
from leadpact.plan.points import Decided
from leadpact_dsl import model
from leadpact_dsl.diagnostics import Diagnostic, InternalError, error
from leadpact_dsl.source import Span
from leadpact_dsl.zones import Zone, zone

_DAY = dt.timedelta(days=1)
_TYPES: Mapping[model.FieldKind, InputType] = {
    "text": "text",
    "one of": "choice",
    "yes or no": "flag",
    "date": "instant",
    "time": "instant",
}
"""All others are numbers."""


@dataclass
class Lowering:
    """One policy on its way to a plan. `found` are the diagnostics of what a plan cannot hold; `decided` remembers, by
    definition, what decides when it came true."""

    policy: model.Policy
    found: list[Diagnostic] = field(default_factory=list)
    decided: dict[str, Decided | None] = field(default_factory=dict)

    @cached_property
    def zone(self) -> Zone:
        there = zone(self.policy.agreement.timezone)
        if there is None:
            raise InternalError(f"The policy was read with the unknown time zone {self.policy.agreement.timezone!r}.")
        return there

    @cached_property
    def dials(self) -> dict[str, DialTable]:
        return {name: _dial(value) for name, value in self.policy.values.items()}

    def input(self, field: model.Field, owner: str | None = None) -> Input:
        """`owner` is the kind of activity that a test of several kinds is asked of."""
        kind, scale = _TYPES.get(field.kind, "number"), PLACES.get(field.kind, 0)
        return Input(field.owner if owner is None else owner, field.name, kind, scale)

    def amount(self, quantity: model.Quantity) -> Number:
        match quantity:
            case model.Fixed(value):
                return Const(*in_units(value))
            case model.ValueOf(name):
                table = self.dials[name]
                return Dial(name, table.scale) if table.since else Const(table.amounts[0], table.scale)

    def day(self, day: dt.date, span: Span) -> int:
        """The instant at which a day starts; a day that no other day shares its start with."""
        start = self.zone.start_of_day(day)
        if start in (self.zone.start_of_day(day - _DAY), self.zone.start_of_day(day + _DAY)):
            self.found.append(
                error(
                    "LP801",
                    span,
                    f"{day} cannot be told from the day beside it: one of the two was skipped in {self.zone.name}.",
                    help="Ask whether the date is before or after a day instead.",
                )
            )
        return start


def in_units(amount: Decimal, least: int = 0) -> tuple[int, int]:
    """An exact amount as whole units and their scale, which is at least `least`."""
    _, _, exponent = amount.normalize().as_tuple()
    assert isinstance(exponent, int)
    scale = max(least, -exponent)
    return int(amount.scaleb(scale)), scale


def units(amount: Decimal, scale: int) -> int:
    """An amount in units of 10**-`scale`, which it must be a whole number of."""
    value, own = in_units(amount, scale)
    if own != scale:
        raise InternalError(f"{amount} is finer than {scale} decimals.")
    return value


def same_scale(left: Number, right: Number) -> tuple[Number, Number]:
    scale = max(left.scale, right.scale)
    return at_scale(left, scale), at_scale(right, scale)


def _dial(value: model.Value) -> DialTable:
    scale = max(in_units(amount)[1] for amount in value.amounts)
    since = tuple(instant for instant in value.since[1:] if instant is not None)
    return DialTable(scale, tuple(units(amount, scale) for amount in value.amounts), since)
