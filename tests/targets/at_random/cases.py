"""Leads for a policy, dense where it changes its mind: to the millisecond at, before and after every edge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from leadpact_dsl import model
from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from leadpact_dsl.text import fold
from leadpact_dsl.zones import zone
from tests.targets.at_random.edges import DAY, instants, lengths, turns, values_of
from tests.targets.at_random.words import TEXTS, Dice


@dataclass(frozen=True)
class Case:
    lead: model.LeadRecord
    activities: tuple[model.ActivityRecord, ...]
    as_of: int


class Cases:
    """Makes cases for one policy. `day` is the day around which its dates lie."""

    def __init__(self, policy: model.Policy, day: dt.date, seed: int | str) -> None:
        there = zone(policy.agreement.timezone)
        assert there is not None
        self._policy = policy
        self._zone = there
        self._dice = Dice(f"cases {seed}")
        self._around = there.start_of_day(day) + 12 * 3_600_000
        self._turns = turns(policy, self._around)
        self._named = instants(policy, self._around) or self._turns
        self._lengths = lengths(policy) or [DAY]
        self._values = values_of(policy)

    def some(self, count: int) -> Iterator[Case]:
        """Cases, and after each some that lie at the very instants which its decision names."""
        for _ in range(count):
            case = self._case()
            yield case
            yield from self._nudged(case)

    def _case(self) -> Case:
        dice = self._dice
        as_of = self._around
        if dice.chance(60):
            as_of = dice.pick(dice.pick([self._turns, self._named])) + dice.pick([-1, 0, 0, 1]) + dice.pick([0, 0, DAY])
        if self._policy.calendars and dice.chance(6):  # at the end of what a calendar covers, and beyond
            calendar = dice.pick(list(self._policy.calendars.values()))
            as_of = dice.pick([calendar.begins, calendar.ends]) + dice.pick([-1, 0, 1, DAY, 5 * DAY])
        lead = model.LeadRecord(f"L-{dice.number(1, 99)}", self._record(self._policy.lead.fields, as_of))
        log: list[model.ActivityRecord] = []
        kinds = list(self._policy.activities)
        often = dice.some(kinds, 2, 4)  # so that there are many of one kind, for what is counted and what is paused
        for _ in range(dice.pick([0, 2, 6, 12, 25]) if kinds else 0):
            log.append(self._activity(dice.pick(often if dice.chance(60) else kinds), as_of, log))
        return Case(lead, tuple(log), as_of)

    def _nudged(self, case: Case) -> Iterator[Case]:
        """The same lead at the instants at which something falls due or comes to its end, and right beside them."""
        decision = decide(self._policy, case.lead, case.activities, case.as_of)
        if not isinstance(decision, Decision):
            return
        due = sorted({*_instants_of(decision)})
        for instant in self._dice.some(due, 0, 2):
            at = instant + self._dice.pick([-1, 0, 1])
            yield replace(case, as_of=at)
            stops = [
                name for clock in self._policy.clocks.values() for name in (*clock.stops, *clock.pause, *clock.afresh)
            ]
            kinds = stops or list(self._policy.activities)
            if not kinds:
                continue
            kind = self._dice.pick(kinds)
            record = model.ActivityRecord(kind, at, self._record(self._policy.activities[kind].fields, at))
            yield replace(case, as_of=at + self._dice.pick([0, 1, 3 * DAY]), activities=(*case.activities, record))

    # ---------------------------------------------------------------------------------------------------------- parts

    def _activity(self, kind: str, as_of: int, log: list[model.ActivityRecord]) -> model.ActivityRecord:
        kind = kind if self._dice.chance(97) else "never_declared"
        fields = self._policy.activities[kind].fields if kind in self._policy.activities else {}
        at = self._instant(as_of, [record.at for record in log])
        return model.ActivityRecord(kind, at, self._record(fields, as_of))

    def _instant(self, as_of: int, others: list[int]) -> int:
        dice = self._dice
        step = dice.pick([-1, 0, 0, 1])
        match dice.number(0, 11):
            case 0 | 1 | 2:
                return as_of - dice.pick(self._lengths) + step
            case 3 | 4:
                return dice.pick(self._turns) + step
            case 5 | 6:
                return dice.pick(self._named) + step
            case 7 if others:
                return dice.pick(others) + dice.pick(self._lengths) + step
            case 8 | 9 if others:
                return dice.pick(others) + dice.pick([0, 0, step])
            case 10:
                return as_of + dice.pick([0, 0, -1, 1])
            case _:
                return as_of - dice.number(0, 45 * DAY)

    def _record(self, fields: dict[str, model.Field] | object, as_of: int) -> dict[str, model.Scalar]:
        assert hasattr(fields, "items")
        found: dict[str, model.Scalar] = {}
        for name, field in fields.items():
            if self._dice.chance(99 if field.required else 70):
                found[name] = self._value(field, as_of)
        return found

    def _value(self, field: model.Field, as_of: int) -> model.Scalar:
        dice = self._dice
        edges = self._values.get((field.owner, field.name), [])
        if edges and dice.chance(75):
            return dice.pick(edges)
        match field.kind:
            case "text":
                return dice.pick([*TEXTS, "", " ", "N/A"])
            case "one of":
                return dice.pick(field.choices).name
            case "yes or no":
                return dice.chance(50)
            case "whole number":
                return dice.pick([0, -7, 3, 50, 10**6, 10**15])
            case "number":
                return dice.pick([Decimal(text) for text in ("0", "-0.0001", "3.14", "99999.9999")])
            case "money":
                return dice.pick([Decimal(text) for text in ("0", "-0.01", "1200.5", "10000000")])
            case "date":
                return self._zone.local(as_of).date() + dt.timedelta(dice.number(-40, 40))
            case "time":
                return self._instant(as_of, [])


def readable(policy: model.Policy, case: Case) -> Case:
    """Without rows after as of that lack something: they do not count, but a document with them is refused."""
    rows = (row for row in case.activities if row.at <= case.as_of or not _lacks(policy, row))
    return replace(case, activities=tuple(rows))


def _lacks(policy: model.Policy, row: model.ActivityRecord) -> bool:
    known = policy.activities.get(row.activity)
    if known is None:
        return False
    unknown = {fold(text) for text in ("", *policy.lead.unknown_texts)}
    values = {name for name, value in row.values.items() if not (isinstance(value, str) and fold(value) in unknown)}
    return any(field.required and name not in values for name, field in known.fields.items())


def _instants_of(decision: Decision) -> Iterator[int]:
    """Instants that a decision names."""
    for cycle in decision.cycles:
        yield cycle.started_at
        if cycle.due is not None:
            yield cycle.due
        yield from (one.by for one in cycle.tries if one.by is not None)
        yield from (one.at for one in cycle.actions if one.at is not None)
    if decision.recycle is not None:
        yield from (decision.recycle.since, decision.recycle.until, *decision.recycle.touches)
