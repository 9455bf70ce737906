"""The record of one lead, picked from values that can be written down: for examples.

Of each field there is a handful of values, the most natural first, that lie on every side of what the policies compare
it with. Every test of a field is then a list of the values that pass it.
"""

from __future__ import annotations

from collections.abc import Sequence

from leadpact.plan.numbers import Input
from leadpact.plan.tests import Compare, Flag, InSet, IsKnown, Test, TextMatches
from leadpact.solver.circuit import TRUE, ZERO, Lit, Whole, fixed
from leadpact.solver.ground import Amount, Ground
from leadpact.solver.merging import SharedField
from leadpact.solver.own_fields import Raw, inputs_of
from leadpact.solver.static import NotStatic, Static, Value


class PickedLead:
    """`values` are those of each field that is looked at, by common name, best first; None is unknown."""

    def __init__(self, ground: Ground, statics: Sequence[Static], values: dict[str, list[Raw]]) -> None:
        self._ground = ground
        self._circuit = ground.circuit
        self._statics = statics
        self._values = values
        self._picks: dict[str, list[Lit]] = {}
        self._numbers: dict[tuple[int, str], Whole] = {}

    @property
    def picks(self) -> dict[str, list[tuple[Raw, Lit]]]:
        """For each field in use its values and when they are picked."""
        return {name: list(zip(self._values[name], lits, strict=True)) for name, lits in self._picks.items()}

    def usual(self) -> list[tuple[Lit, int]]:
        """For each value of each field in use whether it is the one to try first."""
        return [
            (lit, int(not place)) for lits in self._picks.values() if len(lits) > 1 for place, lit in enumerate(lits)
        ]

    def holds(self, which: int, test: Test) -> Lit | None:
        if not isinstance(test, (IsKnown, Flag, InSet, TextMatches, Compare)):
            return None
        asked = list(inputs_of((test,)))
        if len(asked) != 1 or asked[0].owner != "lead":
            return None
        field = self._ground.both.field(which, asked[0])
        found = []
        try:
            for raw, lit in zip(self._values[field.name], self._lits(field), strict=True):
                value = self._as_seen(which, field, raw)
                if self._statics[which].holds(test, lambda _, value=value: value):  # type: ignore[misc]
                    found.append(lit)
        except NotStatic:
            return None
        return self._circuit.any_of(found)

    def known(self, which: int, asked: Input) -> Lit:
        found = self.holds(which, IsKnown(asked, True))
        assert found is not None
        return found

    def number(self, which: int, asked: Input) -> Amount:
        values = self.values(which, asked)
        there = self._circuit.any_of(lit for _, lit in values)
        key = (which, self._ground.both.field(which, asked).name)
        if key not in self._numbers:
            # A variable with these values, not a sum of them: large factors are what the solver is worst at.
            number = self._numbers[key] = self._circuit.one_of([0, *(value for value, _ in values)])
            for value, lit in values:
                self._circuit.require_equal(number, fixed(value), lit)
            self._circuit.require_equal(number, ZERO, -there)
        return Amount(there, self._numbers[key])

    def values(self, which: int, asked: Input) -> list[tuple[int, Lit]]:
        """The known values of a field with a number or an instant, as a policy sees them, each with when it is it."""
        field = self._ground.both.field(which, asked)
        found = []
        for raw, lit in zip(self._values[field.name], self._lits(field), strict=True):
            value = self._as_seen(which, field, raw)
            if isinstance(value, int):
                found.append((value, lit))
        return found

    def _as_seen(self, which: int, field: SharedField, raw: Raw) -> Value:
        """A value as a policy sees it: with what stands for unknown, choices by its own names, days in its zone."""
        both = self._ground.both
        declared = field.of[which]
        assert declared is not None
        if raw is None:
            raw = both.default(which, field)
        elif declared.kind == "date":
            assert isinstance(raw, int)
            return both.start_of_day(which, raw)
        if isinstance(raw, str) and declared.kind == "one of":
            return both.merged.choice(which, field, raw)
        assert raw is None or isinstance(raw, (str, int))
        return raw

    def _lits(self, field: SharedField) -> list[Lit]:
        if field.name not in self._picks:
            values = self._values[field.name]
            lits = [TRUE] if len(values) == 1 else [self._circuit.boolean() for _ in values]
            if len(lits) > 1:
                self._circuit.exactly_one(lits)
            self._picks[field.name] = lits
        return self._picks[field.name]
