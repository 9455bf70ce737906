"""The life of a lead as its log tells it: visits of its own first, then what the teams did, in an order that happens.

A life is made around the clocks of the policy: a start, perhaps a pause, tries, and an answer near the time at which it
is due, on either side of it, or none. An answer that a recycle rule takes up sends the lead back, sometimes to return.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from leadpact.sample.dice import Dice
from leadpact.sample.hints import Hints, answer_lengths
from leadpact.sample.values import DAY
from leadpact_dsl.model import Clock, Policy
from leadpact_dsl.zones import LocalTimeProblem, Zone

_SECOND, _MINUTE, _HOUR = 1000, 60_000, 3_600_000

_OFTEN = re.compile(r"view|visit|open|page|used", re.IGNORECASE)
_SELDOM = re.compile(r"demo|trial|contact|call|meeting|quote", re.IGNORECASE)


@dataclass(frozen=True)
class Event:
    """One activity before its fields are filled."""

    kind: str
    at: int


@dataclass(frozen=True)
class LifeMaker:
    """Makes the events of one lead, from when it began up to as of, in order of time."""

    policy: Policy
    hints: Hints
    zone: Zone
    as_of: int

    def events(self, since: int, interest: float, dice: Dice) -> list[Event]:
        """`interest`, from 0 to 1, is how much the lead does, and how likely it is handed over."""
        own = list(self._visits(since, interest, dice))
        found = [*own, *self._replies(own, dice), *self._handling(own, since, interest, dice)]
        found = [event for event in found if event.at <= self.as_of]
        if found and dice.chance(0.03):
            found.append(dice.pick(found))  # a row that stands in the log twice
        return sorted(found, key=lambda event: event.at)

    # ------------------------------------------------------------------------------------- what the lead does

    @cached_property
    def _own(self) -> list[str]:
        return [name for name, activity in self.policy.activities.items() if activity.by is None]

    @cached_property
    def _weights(self) -> list[float]:
        return [self._weight(kind) for kind in self._own]

    def _weight(self, kind: str) -> float:
        if any(kind in score.follows for score in self.policy.scores.values()):
            return 0.1  # what starts a score afresh, such as unsubscribing
        said = f"{kind} {self.policy.activities[kind].label}"
        usual = 0.5 if _SELDOM.search(said) else 6.0 if _OFTEN.search(said) else 1.5
        return max(usual, min(6.0, self.hints.times.get(kind, 1)))

    def _visits(self, since: int, interest: float, dice: Dice) -> Iterator[Event]:
        if not self._own:
            return
        span = max(1, self.as_of - since)
        for _ in range(dice.whole(0, round(12 * interest * interest + 3 * interest))):
            # Lately more than long ago.
            start = self._waking(self.as_of - int(span * dice.share() * dice.share()), dice)
            at = max(since, min(start, self.as_of))
            for _ in range(dice.whole(1, 4)):
                kind = dice.pick_weighted(self._own, self._weights)
                edges = [self.as_of - age for age in self.hints.kind_ages.get(kind, ())]
                edges += self.hints.kind_starts.get(kind, ())
                edges = [edge for edge in edges if since <= edge <= self.as_of]
                if edges and dice.chance(0.12):
                    yield Event(kind, dice.pick(edges) + dice.pick((-_SECOND, 0, 0, _SECOND)))
                else:
                    yield Event(kind, at)
                at += dice.whole(0, 6 * 60) * _SECOND

    # ------------------------------------------------------------------------------------- what the teams do

    def _replies(self, own: Sequence[Event], dice: Dice) -> Iterator[Event]:
        """The answers to what the lead itself asked: the clocks that its own activities start."""
        for clock in self.policy.clocks.values():
            asked = [event.at for event in own if event.kind in clock.starts]
            if asked and dice.chance(0.8):
                yield from self._answers(clock, dice.pick(asked[-2:]), dice)

    def _handling(self, own: Sequence[Event], since: int, interest: float, dice: Dice) -> Iterator[Event]:
        if not dice.chance(0.1 + 0.7 * interest):
            return
        at = max((event.at for event in own if dice.chance(0.7)), default=since)
        at += dice.spread(1, 3 * 24 * 60) * _MINUTE
        for _ in range(3):
            for kind in self._recorded_before:
                if dice.chance(0.85):
                    yield Event(kind, at)
                    at += dice.whole(0, 120) * _MINUTE
            start = at if dice.chance(0.25) else self._in_hours(at, dice)
            returned = None
            end = start
            for event in self._cycles(start, dice):
                yield event
                end = max(end, event.at)
                if event.kind in self._returns:
                    returned = event.at
            if returned is None:
                yield from self._onwards(end, dice)
                return
            if not dice.chance(0.4):
                return
            at = returned + dice.spread(1, 120) * DAY // 2

    def _cycles(self, start: int, dice: Dice) -> Iterator[Event]:
        """A cycle of the first clock that a team starts, and of others with it or some time later."""
        if not self._team_clocks:
            yield from self._sprinkled(start, dice)
            return
        opened = dice.pick([kind for kind in self._team_clocks[0].starts if kind not in self._own])
        yield Event(opened, start)
        over = False
        for clock in self._team_clocks:
            if opened not in clock.starts:
                if not dice.chance(0.7):
                    continue
                start += dice.spread(1, 48) * _HOUR
                yield Event(dice.pick([kind for kind in clock.starts if kind not in self._own]), start)
            for event in self._answers(clock, start, dice):
                if event.kind in self._decisions and over:
                    continue  # one decision ends the matter
                over = over or event.kind in self._decisions
                yield event

    def _answers(self, clock: Clock, start: int, dice: Dice) -> Iterator[Event]:
        if clock.pause and dice.chance(0.12):
            paused = start + dice.spread(1, 3000) * _MINUTE
            yield Event(dice.pick(clock.pause), paused)
            if clock.resume and dice.chance(0.8):
                yield Event(dice.pick(clock.resume), paused + dice.spread(10, 20_000) * _MINUTE)
        if clock.afresh and dice.chance(0.06):
            yield Event(dice.pick(clock.afresh), start + dice.spread(10, 5000) * _MINUTE)
        if dice.chance(0.15):
            return
        promised = dice.pick(answer_lengths(self.policy, clock.name) or [DAY])
        after = (
            promised
            if dice.chance(0.05)
            else int(promised * dice.pick((0.1, 0.3, 0.6, 0.9, 1.1, 3)) * dice.share() * 2)
        )
        at = start + after // _SECOND * _SECOND
        tries = [kind for kind in clock.stops if kind not in self._decisions]
        decisions = [kind for kind in clock.stops if kind in self._decisions]
        for _ in range(dice.spread(1, 8) if tries else 0):
            yield Event(dice.pick(tries), at)
            at += dice.spread(1, 72) * _HOUR // 2
        if decisions and (not tries or dice.chance(0.6)):
            back = [kind for kind in decisions if kind in self._returns]
            on = [kind for kind in decisions if kind not in self._returns]
            yield Event(dice.pick(back if back and (not on or dice.chance(0.35)) else on), at)

    def _onwards(self, at: int, dice: Dice) -> Iterator[Event]:
        """Later stages, one after the other, fewer and fewer."""
        for kind in self._recorded_after:
            if dice.chance(0.5):
                return
            at += dice.spread(1, 30) * DAY // 2
            yield Event(kind, at)

    def _sprinkled(self, at: int, dice: Dice) -> Iterator[Event]:
        """A policy without clocks: whatever the teams can do, now and then."""
        for name, activity in self.policy.activities.items():
            if activity.by is not None and name not in self._recorded_before and dice.chance(0.3):
                at += dice.spread(1, 72) * _HOUR
                yield Event(name, at)

    # ------------------------------------------------------------------------------------- what kinds are for

    @cached_property
    def _team_clocks(self) -> list[Clock]:
        return [clock for clock in self.policy.clocks.values() if any(kind not in self._own for kind in clock.starts)]

    @cached_property
    def _returns(self) -> frozenset[str]:
        """What sends a lead back: the activities that recycle rules take up."""
        return frozenset(
            kind for rule in self.policy.recycle.values() for chosen in rule.when for kind in chosen.activities
        )

    @cached_property
    def _records(self) -> list[str]:
        """What records a stage, in the order of stages."""
        return [kind for stage in self.policy.stages.values() for kind in stage.recorded_by if kind not in self._own]

    @cached_property
    def _decisions(self) -> frozenset[str]:
        """What ends the matter for now: a return, or the record of a stage."""
        return self._returns | frozenset(self._records)

    @cached_property
    def _recorded_before(self) -> list[str]:
        """What is recorded before a clock starts: the stages before the first that an answer records."""
        by_clocks = {kind for clock in self.policy.clocks.values() for kind in (*clock.starts, *clock.stops)}
        before: list[str] = []
        for kind in self._records:
            if kind in by_clocks:
                break
            before.append(kind)
        return before

    @cached_property
    def _recorded_after(self) -> list[str]:
        by_clocks = {kind for clock in self.policy.clocks.values() for kind in (*clock.starts, *clock.stops)}
        return [kind for kind in self._records if kind not in by_clocks and kind not in self._recorded_before]

    # ------------------------------------------------------------------------------------- times of day

    def _waking(self, at: int, dice: Dice) -> int:
        return self._moved(at, dice.whole(7 * 60, 23 * 60), 0)

    def _in_hours(self, at: int, dice: Dice) -> int:
        """The same day or, at a weekend, the Monday after it, at some time between nine and half past five."""
        weekday = self.zone.local(at).weekday()
        return max(at, self._moved(at, dice.whole(9 * 60, 17 * 60 + 30), max(0, 7 - weekday) if weekday > 4 else 0))

    def _moved(self, at: int, minute: int, days_later: int) -> int:
        """The instant at which the wall shows this minute of the day of `at`, or of a day later; seconds are kept."""
        local = self.zone.local(at + days_later * DAY)
        wall = local.replace(hour=minute // 60, minute=minute % 60, microsecond=0)
        try:
            return self.zone.instant(wall)
        except LocalTimeProblem:
            return at // _SECOND * _SECOND
