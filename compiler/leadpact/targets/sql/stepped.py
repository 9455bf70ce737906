"""What holds from a point on: the offsets of a zone, over more than two centuries, in a text that engines read quickly.

Most numbers lie in the years that an agreement covers: for them the steps are searched by halves. All others are looked
up in one text of digits, which has a record for each stretch of the same length: what holds at its beginning, and each
change within it. That is slow, but seldom asked, and hundreds of cases would have to be planned in every run.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from math import gcd

from sqlglot import exp

from leadpact.targets.sql.dialects import bigint, mod
from leadpact.targets.sql.engines import Stepped
from leadpact.targets.sql.terms import all_of, case, divided, number, plus, text, times
from leadpact_dsl.frozen import frozen

Steps = tuple[tuple[int, int], ...]
"""(from where it holds, value), in order; the first holds from ever."""

_FEW = 40
_STRETCHES = (200, 300, 500, 1000, 2000, 3000)


def stepped(what: exp.Expression, steps: Steps, near: tuple[int, int], end: int) -> exp.Expression:
    """The value of the last step at or before a number from 0 to before `end`; most lie from `near[0]` to before
    `near[1]`."""
    if len(steps) <= _FEW:
        return _halves(what, steps)
    low, high = near
    inside = ((low, _at(steps, low)), *((point, value) for point, value in steps if low < point < high))
    is_near = all_of(
        [exp.GTE(this=what.copy(), expression=number(low)), exp.LT(this=what.copy(), expression=number(high))]
    )
    return case([(is_near, _halves(what, inside))], _looked_up(what, steps, end))


def _halves(what: exp.Expression, steps: Steps) -> exp.Expression:
    return number(steps[0][1]) if len(steps) == 1 else Stepped(this=what.copy(), steps=list(steps))


def _at(steps: Steps, point: int) -> int:
    return steps[max(0, bisect_right(steps, point, key=lambda step: step[0]) - 1)][1]


@frozen
class _Records:
    """Each has `wide` digits of what holds at the beginning of its stretch, then for each change `far` digits of where
    it is and `wide` of what holds from there on. Numbers are in units of `unit`, values counted from `lowest`."""

    digits: str
    stretch: int
    unit: int
    lowest: int
    wide: int
    far: int
    most: int

    @property
    def length(self) -> int:
        return self.wide + self.most * (self.far + self.wide)


def _looked_up(what: exp.Expression, steps: Steps, end: int) -> exp.Expression:
    """By the records of least text: it stands once for each number that is taken out of it."""
    found = min(
        (_records(steps, end, count) for count in _STRETCHES), key=lambda one: len(one.digits) * (1 + 2 * one.most)
    )
    first = plus([times(divided(what.copy(), found.stretch), found.length), number(1)])
    inside = divided(mod(what.copy(), number(found.stretch)), found.unit)

    def taken(place: int, count: int) -> exp.Expression:
        start = plus([first.copy(), number(place)]) if place else first.copy()
        # PostgreSQL counts characters in 32 bits only.
        return bigint(exp.Substring(this=text(found.digits), start=exp.cast(start, "INT"), length=number(count)))

    def value(place: int) -> exp.Expression:
        return plus([times(taken(place, found.wide), found.unit), number(found.lowest)])

    places = range(found.wide, found.length, found.far + found.wide)
    values = [value(0), *(value(place + found.far) for place in places)]
    before = [exp.LT(this=inside.copy(), expression=taken(place, found.far)) for place in places]
    return case(list(zip(before, values, strict=False)), values[-1])


@cache
def _records(steps: Steps, end: int, count: int) -> _Records:
    later = [(point, value) for point, value in steps[1:] if 0 < point < end]
    unit = gcd(*(point for point, _ in later), *(value for _, value in steps))
    stretch = -(-end // (count * unit)) * unit
    lowest = min(value for _, value in steps)
    by_stretch: dict[int, list[tuple[int, int]]] = {}
    for point, value in later:
        by_stretch.setdefault(point // stretch, []).append((point % stretch // unit, value))
    most = max(map(len, by_stretch.values()))
    wide = len(str((max(value for _, value in steps) - lowest) // unit))
    far = len(str(stretch // unit))
    digits: list[str] = []
    for place in range(-(-end // stretch)):
        changes = by_stretch.get(place, [])
        digits.append(f"{(_at(steps, place * stretch) - lowest) // unit:0{wide}}")
        for point, value in changes + [(stretch // unit, lowest)] * (most - len(changes)):
            digits.append(f"{point:0{far}}{(value - lowest) // unit:0{wide}}")
    return _Records("".join(digits), stretch, unit, lowest, wide, far, most)
