"""The record of one lead, picked from values that can be written down: for examples.

Of each field there is a handful of values, the most natural first, that lie on every side of what the policies compare
it with. Every test of a field is then a list of the values that pass it.
"""

from __future__ import annotations

from collections.abc import Sequence

from leadpact.plan.numbers import Input
from leadpact.plan.tests import Compare, Flag, InSet, IsKnown, Test, TextMatches
from leadpact.solver.circuit import TRUE, Lit, Whole, total
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

    @property
    def picks(self) -> dict[str, list[tuple[Raw, Lit]]]:
        """For each field in use its values and when they are picked."""
        return {name: list(zip(self._values[name], lits, strict=True)) for name, lits in self._picks.items()}

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
        found = total(self._circuit.of(lit) * value for value, lit in values)
        # One of them is picked, or none that is known: the sum lies within the values, and needs no wider bounds.
        known = [0, *(value for value, _ in values)]
        held = Whole(found.terms, found.const, min(known), max(known)) if found.terms else found
        return Amount(self._circuit.any_of(lit for _, lit in values), held)

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
