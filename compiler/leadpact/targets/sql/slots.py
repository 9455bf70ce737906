"""What is kept of each place: slots, which lanes share, as each needs only a few of them.

Counts share sums, three in each: a lead has no more activities than fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, Literal, TypeAlias

from leadpact.plan.activities import Count, Latest, Source
from leadpact.plan.points import EachPays, Rows
from leadpact.targets.sql.features import Earliest, Feature, Periods
from leadpact.targets.sql.lanes import Lane, Named
from leadpact.targets.sql.names import Names
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.frozen import frozen
from leadpact_dsl.limits import MOST_ACTIVITIES

FIELD: Final = 2**20
FIELDS: Final = 3
assert MOST_ACTIVITIES < FIELD
"""A count is less, and three of them go into 64 bits."""

How: TypeAlias = Literal["latest", "earliest", "total"]
"""How rows come together: the largest, the smallest, the sum."""

AT: Final = "at"
"""The slot that every lane has: the instant of the latest row."""


@frozen
class Told:
    """A slot of a lane, and the features that it tells. Without any it tells how many rows count in a period."""

    how: How
    slot: str
    features: tuple[Named, ...] = ()


@frozen
class Shared:
    """Which field of which sum holds a count."""

    total: str
    field: int

    @property
    def unit(self) -> int:
        return int(FIELD**self.field)


class Slots:
    """`told`: the slots of each lane; `shared`: where each count stands; `names`: all slots but `AT`, and how rows come
    together in each."""

    def __init__(self, lanes: Sequence[Lane], names: Names) -> None:
        self.lanes = tuple(lanes)
        self.shared = _shared(lanes, names)
        self.names: dict[str, How] = {}
        self._given: dict[tuple[How, int], str] = {}
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

    def _told(self, lane: Lane, names: Names) -> Iterator[Told]:
        taken: dict[How, int] = {"latest": 0, "earliest": 0, "total": 0}

        def slot(how: How) -> str:
            place = (how, taken[how])
            taken[how] += 1
            if place not in self._given:
                self._given[place] = names.fresh(f"{how}_{taken[how]}")
                self.names[self._given[place]] = how
            return self._given[place]

        for latest in _same(lane, Latest):
            yield Told("latest", AT if _is_any(lane, latest[0][0].source) else slot("latest"), latest)
        for earliest in _same(lane, Earliest):
            yield Told("earliest", slot("earliest"), earliest)
        by_total: dict[str, list[Named]] = {}
        for feature, name in lane.plain:
            match feature:
                case Count():
                    by_total.setdefault(self.shared[name].total, []).append((feature, name))
                case EachPays():
                    yield Told("total", slot("total"), ((feature, name),))
                case Latest() | Earliest():
                    pass
                case _:
                    raise InternalError("It is not told of single activities.")
        for counts in by_total.values():
            yield Told("total", slot("total"), tuple(counts))
        if several(lane):
            yield Told("total", slot("total"))


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


def _shared(lanes: Iterable[Lane], names: Names) -> dict[str, Shared]:
    """Those of one lane share a sum where they can: its places then have one slot for them."""
    found: dict[str, Shared] = {}
    used: dict[str, int] = {}
    for lane in lanes:
        counts = [name for feature, name in (*lane.by_period, *lane.plain) if isinstance(feature, (Count, Periods))]
        mine = [name for name in counts if name not in found]
        for start in range(0, len(mine), FIELDS):
            some = mine[start : start + FIELDS]
            total = next((one for one, many in used.items() if many + len(some) <= FIELDS), None)
            total = names.fresh("counts") if total is None else total
            for name in some:
                found[name] = Shared(total, used.get(total, 0))
                used[total] = found[name].field + 1
    return found
