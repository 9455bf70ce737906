"""The place of each activity, a lane and a period of it, and what it adds to the slots there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlglot import exp

from leadpact.plan.points import EachPays, Rows
from leadpact.targets.sql import paying, walls
from leadpact.targets.sql.counting import Counting
from leadpact.targets.sql.dialects import bigint, latest_key, mod
from leadpact.targets.sql.features import Feature, is_about_few
from leadpact.targets.sql.lanes import Lane
from leadpact.targets.sql.slots import AT, FIELD, Slots, Told, points_of, several, table_of
from leadpact.targets.sql.steps import select, within
from leadpact.targets.sql.terms import (
    all_of,
    any_of,
    case,
    column,
    divided,
    flag,
    minus,
    named,
    number,
    one_of,
    plus,
    times,
)

PLACE: Final = "place"
LANE: Final = "lane"
ROW: Final = "latest_row"
"""Of places whose latest row is paid by a table: what is largest for that row, and tells by what points it is paid."""

_When = tuple[exp.Expression, exp.Expression]


def hits(slots: Slots, counting: Counting, kinds: Sequence[str]) -> exp.Select:
    """Over rows with their lanes, all of these kinds."""
    lanes = [lane for lane in slots.lanes if {*lane.kinds} & {*kinds}]
    of_lanes = _OfLanes(slots, counting, lanes)
    found: list[exp.Expression] = [column(counting.key), *counting.moves]
    found += [column(AT), named(of_lanes.place(), PLACE)]
    found += [named(of_lanes.slot(name), name) for name in slots.names]
    found += [named(of_lanes.row(), ROW)] if slots.ranks_rows else []
    query = select([exp.Star()], counting.step)
    if (counts := of_lanes.counts_anywhere()) is not None:
        query = query.where(counts, copy=False)
    return within(found, query, "a")


class _OfLanes:
    def __init__(self, slots: Slots, counting: Counting, lanes: Sequence[Lane]) -> None:
        self._slots, self._counting, self._lanes = slots, counting, lanes

    def place(self) -> exp.Expression:
        """The period and, behind all lanes, the lane, where a row counts in a period; elsewhere the lane."""
        whens: list[_When] = []
        of_all = len(self._slots.lanes)
        for lane in self._lanes:
            if lane.keep is not None:
                period = times(walls.period(lane.keep), 2 * of_all)
                whens.append((self._counts(lane), plus([period, number(of_all + self._slots.number(lane))])))
        return case(whens, column(LANE)) if whens else column(LANE)

    def counts_anywhere(self) -> exp.Expression | None:
        """Whether a row adds anything to its place, where few rows of a lane do: others need not be grouped."""
        # One CASE: DuckDB takes five times as long to look at alternatives joined by OR.
        choosy = [lane for lane in self._lanes if all(is_about_few(one, lane.kinds) for one in lane.sources)]
        whens = [(self._in([lane]), any_of(self._ways_to_count(lane))) for lane in choosy]
        return case(whens, flag(True)) if whens else None

    def _ways_to_count(self, lane: Lane) -> list[exp.Expression]:
        """What has to hold of a row for each of what is told in a lane; without what holds only where another does."""
        found = [dict.fromkeys(self._counting.conditions(one, lane.kinds)) for one in lane.sources]
        return list(dict.fromkeys(all_of([*one]) for one in found if not any({*other} < {*one} for other in found)))

    def slot(self, name: str) -> exp.Expression:
        whens: list[_When] = []
        for lane in self._lanes:
            told = [one for one in self._slots.of_lane(lane) if one.slot == name]
            if told and told[0].how == "total":
                whens.append((self._in([lane]), plus([self._adds(lane, one) for one in told])))
            else:
                whens += [self._stands(lane, one) for one in told]
        return case(whens, None) if whens else bigint(exp.Null())

    def row(self) -> exp.Expression:
        whens: list[_When] = []
        for lane in self._lanes:
            if pays := table_of(lane):
                self._counting.rows.in_order = True
                whens.append((self._counts(lane), latest_key(column(AT), column("position"), self._points(pays))))
        return case(whens, None) if whens else latest_key()

    def _points(self, pays: EachPays) -> exp.Expression:
        assert isinstance(pays.price, Rows)
        points = points_of(pays.price)
        scope = self._counting.scope(pays.source)
        return paying.by_row(scope, pays.price, lambda _, paid: number(points.index(paid)))

    def _stands(self, lane: Lane, told: Told) -> _When:
        """Where the instant of a row is one of those of which a slot holds the latest, or the earliest."""
        held = self._held(lane, told.features[0][0])
        return all_of([self._in([lane]), *held]), column(AT)

    def _adds(self, lane: Lane, told: Told) -> exp.Expression:
        """What a row of a lane adds to a part of a total."""
        assert told.part is not None
        if not told.features:
            return told.part.placed(self._one_more(lane))
        feature, _ = told.features[0]
        held = self._held(lane, feature)
        adds = told.part.placed(self._counting.paid(feature) if isinstance(feature, EachPays) else number(1))
        return case([(all_of(held), adds)], number(0)) if held else adds

    def _held(self, lane: Lane, feature: Feature) -> list[exp.Expression]:
        return self._counting.conditions(lane.picked(feature.source), lane.kinds)

    def _one_more(self, lane: Lane) -> exp.Expression:
        """One, and in the second field another where a row is an odd number of steps of fading old."""
        fading = next((one.fade for one in several(lane) if isinstance(one, EachPays) and one.fade is not None), None)
        if fading is None:
            return number(1)
        step = divided(minus(self._counting.now, column(AT)), fading.every)
        return plus([number(1), times(mod(step, number(2)), FIELD)])

    def _in(self, lanes: Sequence[Lane]) -> exp.Expression:
        return one_of(column(LANE), [number(self._slots.number(lane)) for lane in lanes])

    def _counts(self, lane: Lane) -> exp.Expression:
        """Whether a row counts in a lane's periods."""
        assert lane.source is not None
        return all_of([self._in([lane]), *self._counting.conditions(lane.source, lane.kinds)])
