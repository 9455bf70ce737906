"""One made-up lead after the other: who it is, what its record says, and what its log tells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from leadpact.sample import words
from leadpact.sample.dice import Dice
from leadpact.sample.hints import Hints, hints_of
from leadpact.sample.lives import LifeMaker
from leadpact.sample.texts import Person, person
from leadpact.sample.values import DAY, ValueMaker
from leadpact_dsl.checks import walk
from leadpact_dsl.limits import FIRST_INSTANT
from leadpact_dsl.model import ActivityRecord, Field, IdleRule, LeadRecord, Policy, Scalar
from leadpact_dsl.zones import Zone

_MINUTE = 60_000

_BEGAN = re.compile(r"creat|enter|first|register|signed? ?up|added", re.IGNORECASE)


@dataclass(frozen=True)
class MadeLead:
    record: LeadRecord
    activities: tuple[ActivityRecord, ...]


@dataclass(frozen=True)
class LeadMaker:
    """Makes leads for a policy as of an instant. Lead 17 of a seed is the same however many leads are asked for."""

    policy: Policy
    zone: Zone
    as_of: int
    seed: int

    def leads(self, count: int) -> Iterator[MadeLead]:
        return (self.lead(number) for number in range(1, count + 1))

    def lead(self, number: int) -> MadeLead:
        dice = Dice(f"{self.seed} lead {number}")
        who = person(dice, self._free_mail)
        # Half of all leads came in the last two months, some minutes ago, a few more than a year ago.
        age = dice.spread(1, 1 << 10) * DAY // 2 if dice.chance(0.97) else dice.whole(1, 600) * _MINUTE
        since = max(self._earliest, self.as_of - age - dice.whole(0, 24 * 60) * _MINUTE) // 1000 * 1000
        values = self._filled(self.policy.lead.fields, who, since, dice)
        interest = dice.share() * (0.4 + 0.6 * dice.share())
        activities = tuple(
            ActivityRecord(event.kind, event.at, self._filled(fields, who, event.at, dice))
            for event in self._lives.events(since, interest, dice)
            for fields in [self.policy.activities[event.kind].fields]
        )
        return MadeLead(LeadRecord(f"L{number:06}", values), activities)

    def _filled(self, fields: Mapping[str, Field], who: Person, since: int, dice: Dice) -> dict[str, Scalar]:
        values = {name: self._value(field, who, since, dice) for name, field in fields.items()}
        return {name: value for name, value in values.items() if value is not None}

    def _value(self, field: Field, who: Person, since: int, dice: Dice) -> Scalar | None:
        if field.owner == "lead" and field.name in self._beginnings:
            return since
        return self._values.value(field, who, since, dice)

    @cached_property
    def _earliest(self) -> int:
        """Nothing happens before the years that calendars cover; two days are more than zones differ by."""
        first_day = self.zone.start_of_day(dt.date(self.policy.agreement.first_year, 1, 1))
        return max(FIRST_INSTANT, min(self.as_of, first_day + 2 * DAY))

    @cached_property
    def _hints(self) -> Hints:
        return hints_of(self.policy)

    @cached_property
    def _values(self) -> ValueMaker:
        named = [name for route in self.policy.routes.values() for name in route.split]
        return ValueMaker(self._hints, self.zone, self.as_of, list(dict.fromkeys((*named, "maria", "tom", "wen"))))

    @cached_property
    def _lives(self) -> LifeMaker:
        return LifeMaker(self.policy, self._hints, self.zone, self.as_of)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """The time fields that say when a lead came in."""
        idle = {
            rule.since.name
            for score in self.policy.scores.values()
            for rule in walk.rules(score)
            if isinstance(rule, IdleRule) and rule.since is not None
        }
        times = [field for field in self.policy.lead.fields.values() if field.kind == "time"]
        return frozenset(field.name for field in times if field.name in idle or _BEGAN.search(field.label))

    @cached_property
    def _free_mail(self) -> tuple[str, ...]:
        """The free mail domains of the policy, where it has a list of them."""
        found = (entries.items for name, entries in self.policy.lists.items() if "free" in name.lower())
        return next(found, words.FREE_MAIL)
