"""What is kept of each place: slots, which lanes share, as each needs only a few of them.

Counts and points share sums (see `packing`): a lead has no more activities than fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, Literal, TypeAlias

from sqlglot import exp

from leadpact.plan.activities import Count, Latest, Source
from leadpact.plan.numbers import Const
from leadpact.plan.points import EachPays, Rows
from leadpact.targets.sql.features import Earliest, Feature, Periods
from leadpact.targets.sql.lanes import Lane, Named
from leadpact.targets.sql.names import Names
from leadpact.targets.sql.packing import ALL_BITS, Packed, Part
from leadpact.targets.sql.terms import column
from leadpact_dsl.frozen import frozen
from leadpact_dsl.limits import MOST_ACTIVITIES

FIELD: Final = 2**20
assert MOST_ACTIVITIES < FIELD
"""Every count is less."""

_COUNT: Final = FIELD.bit_length() - 1

How: TypeAlias = Literal["latest", "earliest", "total"]
"""How rows come together: the largest, the smallest, the sum."""

AT: Final = "at"
"""The slot that every lane has: the instant of the latest row."""


@frozen
class Told:
    """A slot of a lane, for a total which `part` of it, and the features that it tells. Without any it tells how many
    rows count in a period."""

    how: How
    slot: str
    features: tuple[Named, ...] = ()
    part: Part | None = None


class Slots:
    """`told`: the slots of each lane; `names`: all slots but `AT`, and how rows come together in each. `shared`: which
    part of which sum of a lead holds what is added up."""

    def __init__(self, lanes: Sequence[Lane], names: Names) -> None:
        self.lanes = tuple(lanes)
        self.sums = Packed(lambda _: names.fresh("sums"))
        added = [(name, _bits(feature)) for feature, name in self.features]
        self.shared = {name: self.sums.part(bits) for name, bits in added if bits is not None}
        self.names: dict[str, How] = {}
        self._given: dict[tuple[How, int], str] = {}
        self._totals = [Packed(lambda place: self._slot("total", place, names)) for _ in lanes]
        self.told = [[*self._told(lane, names)] for lane in lanes]

    @cached_property
    def features(self) -> list[Named]:
        return list(dict.fromkeys(one for lane in self.lanes for one in (*lane.by_period, *lane.plain)))

    @property
    def ranks_rows(self) -> bool:
        """Whether tables pay the latest row of a period."""
        return any(table_of(lane) for lane in self.lanes)

    def of_lane(self, lane: Lane) -> list[Told]:
        return self.told[self.number(lane)]

    def number(self, lane: Lane) -> int:
        return self.lanes.index(lane)

    def taken(self, lane: Lane, told: Told) -> exp.Expression:
        """What a slot of a place tells."""
        stored = column(told.slot)
        return stored if told.part is None else self._totals[self.number(lane)].taken(told.part, stored)

    def _told(self, lane: Lane, names: Names) -> Iterator[Told]:
        same = _same(lane, Latest)
        apart = [one for one in same if not _is_any(lane, one[0][0].source)]
        yield from (Told("latest", AT, one) for one in same if one not in apart)
        yield from (Told("latest", self._slot("latest", place, names), one) for place, one in enumerate(apart))
        for place, earliest in enumerate(_same(lane, Earliest)):
            yield Told("earliest", self._slot("earliest", place, names), earliest)
        totals = self._totals[self.number(lane)]
        for feature, name in lane.plain:
            if (bits := _bits(feature)) is not None:
                part = totals.part(bits)
                yield Told("total", part.column, ((feature, name),), part)
        if several(lane):
            part = totals.part(2 * _COUNT)
            yield Told("total", part.column, (), part)

    def _slot(self, how: How, place: int, names: Names) -> str:
        if (how, place) not in self._given:
            self._given[how, place] = names.fresh(f"{how}_{place + 1}")
            self.names[self._given[how, place]] = how
        return self._given[how, place]


def table_of(lane: Lane) -> EachPays | None:
    """What pays the latest row of each of its periods by a table."""
    return next((one for one, _ in lane.by_period if isinstance(one, EachPays) and isinstance(one.price, Rows)), None)


def several(lane: Lane) -> list[Periods | EachPays]:
    """Those of which more than one of a period count."""
    return [one for one, _ in lane.by_period if isinstance(one, (Periods, EachPays)) and one.keep.times > 1]


def _is_any(lane: Lane, source: Source) -> bool:
    """Whether all rows of a lane are of a source."""
    whole = {pick.kind for pick in source.picks if pick.where is None}
    return {*lane.kinds} <= whole & lane.home and not source.bounds and source.known is None


def _same(lane: Lane, kind: type[Feature]) -> list[tuple[Named, ...]]:
    """The features of a kind that are the same as far as a lane is concerned."""
    found: dict[Source, list[Named]] = {}
    for one in lane.plain:
        if isinstance(one[0], kind):
            found.setdefault(lane.picked(one[0].source), []).append(one)
    return [tuple(same) for same in found.values()]


def points_of(rows: Rows) -> list[int]:
    """All points that a table can give: a row is told by its place among them."""
    others = [one.points for one in (rows.otherwise, rows.unknown) if one is not None]
    return sorted({0, *others, *(row.points for row in rows.rows)})


def _bits(feature: Feature) -> int | None:
    """How many bits hold what a feature adds up to for a lead; None where nothing is added up."""
    match feature:
        case Count() | Periods():
            return _COUNT
        case EachPays():
            most = _most(feature)
            return ALL_BITS if most is None else min(ALL_BITS, (most * FIELD).bit_length())
        case _:
            return None


def _most(pays: EachPays) -> int | None:
    """What one activity is paid at most; None where that is not known, or may be less than nothing."""
    match pays.price:
        case Rows() as rows:
            points = points_of(rows)
        case Const(value):
            points = [value]
        case _:
            return None
    return None if min(points) < 0 else max(points) * (100 if pays.fade is not None and pays.fade.percent else 1)
