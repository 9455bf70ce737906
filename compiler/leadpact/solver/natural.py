"""Values and instants that people would write, so that an example reads like a lead and not like a riddle."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import Final

from leadpact.plan.numbers import PLACES
from leadpact.solver.ground import Both
from leadpact.solver.merging import SharedField
from leadpact.solver.static import Value
from leadpact.solver.texts import Texts, TextTest
from leadpact_dsl import model
from leadpact_dsl.limits import AFTER_LAST_INSTANT, FIRST_INSTANT, MOST_UNITS
from leadpact_dsl.text import fold
from leadpact_dsl.zones import Zone

_MINUTE: Final = 60_000
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_AGES: Final = (0, 1, 2, 3, 6, 8, 13, 20, 27, 36, 50, 75, 100, 130, 200, 300, 400, 800)
"""Days back from the instant of the decision, at which something may have happened."""
_FEW_AGES: Final = (1, 3, 8, 20, 50, 130, 400)
_AHEAD: Final = (1, 10, 40, 100, 200, 400)
_MOST_INSTANTS: Final = 40
_MOST_VALUES: Final = 80


class Habits:
    """What the policies of a world teach about natural values: their own examples, and their own spelling."""

    def __init__(self, both: Both) -> None:
        self._both = both
        self.written = {fold(text): text for policy in reversed(both.policies) for text in _texts_in(policy)}
        self.never = frozenset(fold(text) for policy in both.policies for text in policy.lead.unknown_texts)
        self._used: dict[tuple[str, str], Counter[Value]] = {}
        for which, policy in enumerate(both.policies):
            for example in policy.examples:
                self._note(which, policy.lead.fields, example.lead.values)
                for row in example.activities:
                    self._note(which, policy.activities[row.activity].fields, row.values)

    def _note(self, which: int, declared: Mapping[str, model.Field], values: Mapping[str, model.Scalar]) -> None:
        for name, value in values.items():
            field = declared[name]
            common = self._both.merged.common[which][field.owner, name]
            raw = value.toordinal() if isinstance(value, dt.date) else self._both.in_units(which, field, value)
            self._used.setdefault((common.owner, common.name), Counter())[raw] += 1

    def used(self, field: SharedField) -> list[Value]:
        """Values that stand in examples, the most frequent first."""
        return [value for value, _ in self._used.get((field.owner, field.name), Counter()).most_common(20)]

    def as_of(self) -> int:
        """The instant at which most examples are looked at; else a Wednesday noon in the years that are covered."""
        seen = Counter(example.as_of for policy in self._both.policies for example in policy.examples)
        first = max(policy.agreement.first_year for policy in self._both.policies)
        last = min(policy.agreement.last_year for policy in self._both.policies)
        zone = self._both.zone(0)
        for instant, _ in seen.most_common():
            if first <= zone.local(instant).year <= last:
                return instant - instant % _MINUTE
        effective = self._both.policies[0].agreement.effective
        day = effective + dt.timedelta(48) if effective else dt.date(max(first, min(last, 2026)), 11, 18)
        return zone.start_of_day(day) + 12 * _HOUR


class NaturalValues:
    """Values of fields for one model; `now` None is for proofs, where texts need none."""

    def __init__(self, both: Both, habits: Habits, now: int | None) -> None:
        self._both = both
        self._habits = habits
        self._now = now

    def texts(self, field: SharedField, tests: Sequence[TextTest]) -> Texts:
        used = [value for value in self._habits.used(field) if isinstance(value, str)]
        return Texts(tests, used, self._habits.written, self._habits.never)

    def numbers(self, field: SharedField, edges: list[int], *, any_value: bool, apart: bool) -> list[int]:
        """Values on every side of the edges, in units; of a date, ordinals of days. The most natural first."""
        if any_value:
            return sorted({0, *(edge + step for edge in edges for step in (-1, 0, 1))})
        match field.first.kind:
            case "date":
                return self._days(field, edges)
            case "time":
                return self._times(field, edges)
            case kind:
                return self._amounts(field, edges, 10 ** PLACES[kind], apart)

    def _amounts(self, field: SharedField, edges: list[int], one: int, apart: bool) -> list[int]:
        found = dict.fromkeys(value for value in self._habits.used(field) if isinstance(value, int))
        for edge in edges:
            found.update(dict.fromkeys((edge, edge - one, edge + one, edge - 1, edge + 1)))
        for low, high in pairwise(sorted(set(edges))):
            found[_roundest(low, high, one)] = None
        if edges:
            found[_roundest(max(edges), max(edges) + 10 * max(one, abs(max(edges))), one)] = None
        if apart or not found:
            found.update(dict.fromkeys(place * one for place in range(1, 8)))
        kept = [value for value in found if abs(value) <= MOST_UNITS]
        return sorted(kept, key=lambda value: (value not in self._habits.used(field), value < 0, _oddness(value, one)))[
            :_MOST_VALUES
        ]

    def _times(self, field: SharedField, edges: list[int]) -> list[int]:
        assert self._now is not None
        zone = self._both.zone(0)
        used = [value for value in self._habits.used(field) if isinstance(value, int)]
        generic = [*used[:4], *_at_nine(zone, self._now, [*_AGES[3:], *(-ahead for ahead in _AHEAD)], 0)]
        found = spread([*edges, AFTER_LAST_INSTANT - 1], generic, FIRST_INSTANT - 1)
        return sorted(
            found, key=lambda at: (at not in used, at > (self._now or 0), abs((self._now or 0) - 30 * _DAY - at))
        )

    def _days(self, field: SharedField, edges: list[int]) -> list[int]:
        assert self._now is not None
        zone = self._both.zone(0)
        today = zone.local(self._now).date().toordinal()
        used = [value for value in self._habits.used(field) if isinstance(value, int)]
        found = dict.fromkeys((*used[:6], *(today - age for age in _AGES), *(today + ahead for ahead in _AHEAD)))
        for edge in edges:
            if FIRST_INSTANT <= edge < AFTER_LAST_INSTANT:
                day = zone.local(edge).date().toordinal()
                found.update(dict.fromkeys((day - 1, day, day + 1)))
        first, last = dt.date(1970, 1, 2).toordinal(), dt.date(2200, 12, 30).toordinal()
        kept = [day for day in found if first <= day <= last]
        return sorted(kept, key=lambda day: (day not in used, abs(today - 30 - day)))


def log_instants(zone: Zone, now: int, edges: Iterable[int], place: int, *, few: bool) -> list[int]:
    """Instants up to `now` at which activities may have happened: between all edges, at nine and later on their days.

    `place` moves them by some minutes, so that kinds do not all happen at once.
    """
    known = sorted({edge for edge in edges if FIRST_INSTANT <= edge < now} | {now})
    generic = _at_nine(zone, now, _FEW_AGES if few else _AGES, place)
    found = [at for at in spread(known, generic, FIRST_INSTANT - 1, place, 1 if few else 2) if at <= now]
    return found[-_MOST_INSTANTS:]


def _at_nine(zone: Zone, now: int, ages: Iterable[int], place: int) -> list[int]:
    """The days so long ago, some time after nine."""
    today = zone.local(now).date()
    minutes = 7 * place % 180
    return [zone.start_of_day(today - dt.timedelta(age)) + 9 * _HOUR + minutes * _MINUTE for age in ages]


def spread(edges: Sequence[int], generic: Sequence[int], first: int, place: int = 0, each: int = 2) -> list[int]:
    """The generic instants up to the last edge, and so many more that each gap between edges has one or two.

    A gap is after one edge and up to the next, that one included.
    """
    found: set[int] = set()
    for low, high in pairwise([first, *sorted({edge for edge in edges if edge > first})]):
        here = {at for at in generic if low < at <= high}
        if len(here) < each:
            here |= set(_between(low, high, place))
        found |= here
    return sorted(found)


def _between(low: int, high: int, place: int) -> Iterator[int]:
    """Some instants after `low` and up to `high`, as round as fits."""
    low = max(low, high - 60 * _DAY)
    width = high - low
    for part in (1, 2):
        raw = low + width * part // 3 + (place % 7) * width // 40
        for unit in (_HOUR, 5 * _MINUTE, _MINUTE, 1000):
            at = raw - raw % unit
            if width >= 4 * unit and low < at <= high:
                yield at
                break
    if width < 4000:
        yield high


def _roundest(low: int, high: int, one: int) -> int:
    """The value after `low` and before `high` with the fewest digits."""
    if low < 0 < high:
        return 0
    size = one
    while (low // (size * 10) + 1) * size * 10 < high:
        size *= 10
    return (low // size + 1) * size


def _oddness(value: int, one: int) -> tuple[int, int]:
    digits = str(abs(value)).rstrip("0")
    return (value % one != 0, len(digits) * 4 + len(str(abs(value))))


def _texts_in(thing: object) -> Iterator[str]:
    match thing:
        case str():
            yield thing
        case tuple():
            for part in thing:
                yield from _texts_in(part)
        case Mapping():
            for part in thing.values():
                yield from _texts_in(part)
        case _ if is_dataclass(thing) and not isinstance(thing, type):
            for part in fields(thing):
                if part.name not in ("span", "calendar_spans", "sections", "examples", "calendars", "id"):
                    yield from _texts_in(getattr(thing, part.name))
        case _:
            pass
