"""Lanes: the ways in which activities count. In each, activities are told apart by periods of their own, or not at all.

Features that count by periods and features of single activities are so worked out in one pass: its rows are grouped by
lead and *place*, which is a lane and one of its periods.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from leadpact.plan.activities import Keep, Source
from leadpact.plan.points import EachPays, Rows
from leadpact.targets.sql.features import Feature, Periods
from leadpact_dsl.frozen import frozen

Named: TypeAlias = tuple[Feature, str]
"""A feature and the name of its column."""

_DAY = 86_400_000
_LONGEST = {"day": _DAY, "week": 7 * _DAY, "month": 31 * _DAY, "quarter": 92 * _DAY, "year": 366 * _DAY}
_CLOCK_CHANGES = 2 * _DAY
"""More than any change of the clocks makes a period longer: places that crossed the date line had days of two days."""


@frozen
class Lane:
    """`source`: which activities count in its periods, told apart by `keep` (None: there are no periods).

    `by_period`: the features of those; `plain`: the features of single activities, of the kinds at `home` in the lane,
    whether they count by period or not. Without them the lane is about no other activities than those of its source.
    """

    kinds: tuple[str, ...]
    source: Source | None = None
    keep: Keep | None = None
    by_period: tuple[Named, ...] = ()
    plain: tuple[Named, ...] = ()
    home: frozenset[str] = frozenset()

    @property
    def sources(self) -> list[Source]:
        """What is told in this lane: of its periods, and of single activities."""
        of_periods = [] if self.source is None else [self.source]
        return [*of_periods, *(self.picked(feature.source) for feature, _ in self.plain)]

    def picked(self, source: Source) -> Source:
        """What of a source is told in this lane."""
        return Source(tuple(pick for pick in source.picks if pick.kind in self.home), source.bounds, source.known)


def by_periods(feature: Feature) -> Keep | None:
    """The periods that a feature's activities are told apart by, where a few numbers of each period are enough."""
    match feature:
        case Periods(keep=keep):
            return Keep(keep.period, keep.every)
        case EachPays(keep=keep) if keep.period is not None and keep.at_most is None and _is_enough(feature):
            return Keep(keep.period, keep.every)
        case _:
            return None


def _is_enough(pays: EachPays) -> bool:
    """Of the latest one in a period its instant and its row are known; of the latest few, how many of them are older by
    one step of fading than the latest, while a period is too short for two steps."""
    keep, fade = pays.keep, pays.fade
    if keep.times == 1:
        return True
    if isinstance(pays.price, Rows) or fade is None:
        return False
    length = keep.every if keep.period == "fixed" else _LONGEST.get(str(keep.period))
    return length is not None and length + _CLOCK_CHANGES <= fade.every


def lanes(found: Iterable[Named]) -> list[Lane]:
    """Lanes for all of these: one for each way to count by periods. What is told of single activities goes with a lane
    that has their kind already, or has one for the kind."""
    by_period: dict[_Way, list[Named]] = {}
    plain: list[Named] = []
    for one in found:
        if (keep := by_periods(one[0])) is not None:
            by_period.setdefault((one[0].source, keep, _apart(one[0])), []).append(one)
        else:
            plain.append(one)
    homes: dict[str, _Home] = {}
    for kind in dict.fromkeys(kind for feature, _ in plain for kind in feature.source.kinds):
        homes[kind] = next((way for way in by_period if kind in way[0].kinds), kind)
    made = [
        Lane(tuple(dict.fromkeys(way[0].kinds)), way[0], way[1], tuple(same), *_at_home(plain, homes, way))
        for way, same in by_period.items()
    ]
    alone = [kind for kind, home in homes.items() if home == kind]
    return [*made, *(Lane((kind,), None, None, (), *_at_home(plain, homes, kind)) for kind in alone)]


_Way: TypeAlias = "tuple[Source, Keep, Rows | int | None]"
_Home: TypeAlias = "_Way | str"
"""A way to count by periods, or, for a kind of which nothing is counted so, the kind."""


def _apart(feature: Feature) -> Rows | int | None:
    """What no two features of a lane may differ in: which table pays a row, and by what steps some of a period fade."""
    if isinstance(feature, EachPays) and isinstance(feature.price, Rows):
        return feature.price
    if isinstance(feature, EachPays) and feature.keep.times > 1 and feature.fade is not None:
        return feature.fade.every
    return None


def _at_home(
    plain: Sequence[Named], homes: Mapping[str, _Home], where: _Home
) -> tuple[tuple[Named, ...], frozenset[str]]:
    home = frozenset(kind for kind, found in homes.items() if found == where)
    return tuple(one for one in plain if home & {*one[0].source.kinds}), home
