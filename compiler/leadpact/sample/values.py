"""Values of fields: at what the policy asks for, just beside it, and anywhere else that is plausible."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from leadpact.sample import texts
from leadpact.sample.dice import Dice
from leadpact.sample.hints import Asked, Hints, days, key_of, numbers
from leadpact.sample.texts import Person
from leadpact_dsl.limits import FIRST_INSTANT
from leadpact_dsl.model import Field, Scalar
from leadpact_dsl.zones import Zone

DAY = 86_400_000
_SECOND = 1000

# How often a lead has what would disqualify it; of the free mail of a list it is no such matter.
_RARE = 0.04

_LATER = re.compile(r"end|expir|renew|due|until|next", re.IGNORECASE)


@dataclass(frozen=True)
class ValueMaker:
    """Makes values for the fields of one policy as of one instant; `reps` are people whom routes may name."""

    hints: Hints
    zone: Zone
    as_of: int
    reps: Sequence[str]

    def value(self, field: Field, who: Person, since: int, dice: Dice) -> Scalar | None:
        """A value, or None for unknown; `since` is when the lead, or the activity, began."""
        if dice.chance(self._blank(field)):
            return None
        rare = self.hints.rare.get(key_of(field), ())
        is_rare = dice.chance(_RARE) and bool(rare)
        asked = rare if is_rare else [value for value in self.hints.asked.get(key_of(field), ()) if value not in rare]
        match field.kind:
            case "text":
                return self._text(field, asked, who, dice)
            case "one of":
                choices = [choice.name for choice in field.choices]
                return dice.pick_early([choice for choice in choices if (choice in rare) is is_rare] or choices)
            case "yes or no":
                return is_rare if rare else dice.chance(0.3)
            case "whole number":
                return int(_amount(numbers(asked), Decimal(1), Decimal(20_000), dice))
            case "number":
                return _amount(numbers(asked), Decimal("0.0001"), Decimal(100), dice)
            case "money":
                return _amount(numbers(asked), Decimal("0.01"), Decimal(50_000_000), dice)
            case "date":
                return self._date(field, asked, dice)
            case "time":
                return self._time(field, asked, since, dice)
            case _:
                assert_never(field.kind)

    def _blank(self, field: Field) -> float:
        """How often a field is unknown: more often where the policy asks for that."""
        if field.required:
            return 0.0
        return 0.4 if field.when_unknown is not None or key_of(field) in self.hints.maybe else 0.12

    def _text(self, field: Field, asked: Sequence[Asked], who: Person, dice: Dice) -> str:
        role = texts.role_of(field)
        wanted, told = texts.among(asked), texts.among(self.hints.told.get(key_of(field), ()))
        # Who somebody is comes with the person: a mailbox and its domain belong together.
        personal = role in ("domain", "email", "first", "last", "name", "company", "phone")
        if wanted and dice.chance(0.1 if personal else 0.5):
            return texts.asked_for(dice.pick(wanted), role, dice)
        if told and not personal and dice.chance(0.2):
            return str(dice.pick(told))
        return texts.usual(role, who, dice, self.reps)

    def _date(self, field: Field, asked: Sequence[Asked], dice: Dice) -> dt.date:
        today = self.zone.local(self.as_of).date()
        edges = days(asked)
        edges += [self.zone.local(int(start)).date() for start in numbers(asked)]
        edges += [
            today + dt.timedelta(sign * age // DAY)
            for age in self.hints.ages.get(key_of(field), ())
            for sign in (-1, 1)
        ]
        if edges and dice.chance(0.4):
            return dice.pick(edges) + dt.timedelta(dice.pick((-1, 0, 0, 1)))
        ahead = dice.whole(0, 400) if _LATER.search(f"{field.name} {field.label}") else -dice.whole(0, 700)
        return today + dt.timedelta(ahead)

    def _time(self, field: Field, asked: Sequence[Asked], since: int, dice: Dice) -> int:
        edges = [self.as_of - age for age in self.hints.ages.get(key_of(field), ())]
        edges += [int(start) for start in numbers(asked)]
        edges = [edge for edge in edges if FIRST_INSTANT + _SECOND <= edge <= self.as_of]
        if edges and dice.chance(0.25):
            return dice.pick(edges) + dice.pick((-_SECOND, 0, 0, _SECOND))
        return since + int(dice.share() * max(0, self.as_of - since)) // _SECOND * _SECOND


def _amount(edges: Sequence[Decimal], step: Decimal, top: Decimal, dice: Dice) -> Decimal:
    """An amount in whole steps: on an edge, a step beside it, or somewhere between two edges."""
    if edges and dice.chance(0.45):
        return dice.pick(edges) + step * dice.pick((-1, 0, 0, 1))
    bounds = [Decimal(0), *edges, max([top, *(2 * abs(edge) for edge in edges)])]
    place = dice.whole(0, len(bounds) - 2)
    low, high = min(bounds[place : place + 2]), max(bounds[place : place + 2])
    if low >= 0:
        # Small companies are many: between 0 and a bound, a tenth is as likely as the whole.
        return Decimal(dice.spread(max(1, int(low)), max(1, int(high))))
    return (low + Decimal(dice.whole(0, 1000)) / 1000 * (high - low)).quantize(Decimal(1))
