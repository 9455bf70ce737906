"""What comes of activities by place, and then by lead: `hits` told where each of them counts (see `lanes`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from sqlglot import exp

from leadpact.plan.points import EachPays, Rows
from leadpact.targets.sql import paying
from leadpact.targets.sql.asked import Asked
from leadpact.targets.sql.dialects import bigint, code_of, mod
from leadpact.targets.sql.expressions import Scope
from leadpact.targets.sql.features import Earliest, Feature, Periods
from leadpact.targets.sql.hits import LANE, PLACE, ROW
from leadpact.targets.sql.lanes import Lane
from leadpact.targets.sql.names import Names
from leadpact.targets.sql.slots import AT, FIELD, How, Slots, points_of
from leadpact.targets.sql.steps import Step, grouped, select, within
from leadpact.targets.sql.terms import (
    case,
    column,
    divided,
    minus,
    named,
    number,
    one_of,
    plus,
    smaller,
    wrapped,
)

_AGGREGATE: Mapping[How, Callable[..., exp.Expression]] = {"latest": exp.Max, "earliest": exp.Min, "total": exp.Sum}
_When = tuple[exp.Expression, exp.Expression]


class ByPlace:
    """`scope`: where dials are asked for, and the instant."""

    def __init__(self, slots: Slots, names: Names, asked: Asked, scope: Scope) -> None:
        self._slots, self._names, self._key, self._scope = slots, names, asked.key, scope
        self._moves = [column("as_of")] if asked.now != "parameter" else []

    def steps(self, hits: Sequence[str]) -> list[Step]:
        """Over the steps with hits. The last one has a row for each lead, with all features under their names."""
        at_places = Step(self._names.fresh("by_place"), self._at_places(hits), "All that counts in one place")
        about = "Places of a lead, each with its lane"
        places = Step(self._names.fresh("places"), self._places(at_places.name), about, kept=False)
        by_lead = Step(self._names.fresh("by_lead"), self._by_lead(places.name), "All that counts of a lead")
        about = "What is counted of a lead's activities"
        return [
            at_places,
            places,
            by_lead,
            Step(self._names.fresh("counted"), self._counted(by_lead.name), about, False),
        ]

    def _at_places(self, hits: Sequence[str]) -> exp.Select:
        by = [column(self._key), column(PLACE)]
        found: list[exp.Expression] = [one.copy() for one in by]
        found += [named(exp.Max(this=one.copy()), one.name) for one in self._moves]
        found.append(named(exp.Max(this=column(AT)), AT))
        found += [named(_AGGREGATE[how](this=column(name)), name) for name, how in self._slots.names.items()]
        found += [named(exp.Max(this=column(ROW)), ROW)] if self._slots.ranks_rows else []
        all_hits = [select([exp.Star()], step) for step in hits]
        rows = exp.union(*all_hits, distinct=False, copy=False) if len(all_hits) > 1 else all_hits[0]
        return grouped(within(found, rows, "a"), *by)

    def _places(self, step: str) -> exp.Select:
        found: list[exp.Expression] = [column(self._key), *(one.copy() for one in self._moves), column(AT)]
        found.append(named(mod(column(PLACE), number(2 * len(self._slots.lanes))), LANE))
        for name, how in self._slots.names.items():
            found.append(named(bigint(column(name)), name) if how == "total" else column(name))
        found += [column(ROW)] if self._slots.ranks_rows else []
        return select(found, step)

    def _by_lead(self, step: str) -> exp.Select:
        found: list[exp.Expression] = [column(self._key)]
        for feature, name in self._slots.features:
            if name not in self._slots.shared:
                found.append(named(_AGGREGATE[_how(feature)](this=_case(self._instants(feature, name))), name))
        found += [named(exp.Sum(this=_case(self._added(total))), total) for total in self._slots.sums.used]
        return grouped(select(found, step), column(self._key))

    def _counted(self, step: str) -> exp.Select:
        found: list[exp.Expression] = [column(self._key)]
        for _, name in self._slots.features:
            part = self._slots.shared.get(name)
            stored = column(name) if part is None else self._slots.sums.taken(part, bigint(column(part.column)))
            found.append(named(stored, name))
        return select(found, step)

    # ---------------------------------------------------------------------------------------- what is got of one place

    def _instants(self, feature: Feature, name: str) -> Iterator[tuple[list[int], exp.Expression]]:
        """By lane, the instant that a feature gets of one place."""
        for lane in self._slots.lanes:
            for told in self._slots.of_lane(lane):
                if (feature, name) in told.features:
                    yield self._anywhere(lane), column(told.slot)

    def _added(self, total: str) -> Iterator[tuple[list[int], exp.Expression]]:
        """By lane, what a sum of a lead gets of one place."""
        in_total = {name: part for name, part in self._slots.shared.items() if part.column == total}
        for lane in self._slots.lanes:
            anywhere = [
                in_total[name].placed(self._slots.taken(lane, told))
                for told in self._slots.of_lane(lane)
                for _, name in told.features
                if name in in_total
            ]
            of_period = [
                in_total[name].placed(self._of_period(lane, feature))
                for feature, name in lane.by_period
                if name in in_total
            ]
            if of_period:
                yield [self._in_period(lane)], plus([*anywhere, *of_period])
            if anywhere:
                yield [self._slots.number(lane)] if of_period else self._anywhere(lane), plus(_copies(anywhere))

    def _of_period(self, lane: Lane, feature: Feature) -> exp.Expression:
        return self._paid(lane, feature) if isinstance(feature, EachPays) else self._once(lane, feature)

    def _once(self, lane: Lane, feature: Feature) -> exp.Expression:
        """How many of one period count."""
        assert isinstance(feature, Periods)
        most = feature.keep.times
        return number(1) if most == 1 else smaller([self._rows(lane), number(most)])

    def _rows(self, lane: Lane) -> exp.Expression:
        return mod(self._several(lane), number(FIELD))

    def _several(self, lane: Lane) -> exp.Expression:
        told = next(told for told in self._slots.of_lane(lane) if told.how == "total" and not told.features)
        return self._slots.taken(lane, told)

    def _paid(self, lane: Lane, pays: EachPays) -> exp.Expression:
        """What those of one period are paid that are its latest."""
        age = minus(self._scope.now, column(AT))
        if pays.keep.times > 1:
            return self._paid_several(lane, pays, age)
        if not isinstance(pays.price, Rows):
            return paying.faded(self._scope, pays.price, pays.fade, age)
        points = [(exp.EQ(this=code_of(column(ROW)), expression=number(place)), number(one))
                  for place, one in enumerate(points_of(pays.price))]  # fmt: skip
        return paying.faded(self._scope, case(points, None), pays.fade, age)

    def _paid_several(self, lane: Lane, pays: EachPays, age: exp.Expression) -> exp.Expression:
        """The latest few, all of which are as many steps of fading old as the latest one, or one more."""
        assert pays.fade is not None
        assert not isinstance(pays.price, Rows)
        odd = divided(self._several(lane), FIELD)
        even = minus(self._rows(lane), odd)
        is_even = exp.EQ(this=mod(divided(age, pays.fade.every), number(2)), expression=number(0))
        most = pays.keep.times
        young = smaller([case([(is_even, even)], odd.copy()), number(most)])
        old = minus(smaller([self._rows(lane), number(most)]), young.copy())
        older = plus([age.copy(), number(pays.fade.every)])
        return plus(
            [
                exp.Mul(this=wrapped(paying.faded(self._scope, pays.price, pays.fade, age)), expression=young),
                exp.Mul(this=wrapped(paying.faded(self._scope, pays.price, pays.fade, older)), expression=wrapped(old)),
            ]
        )

    def _in_period(self, lane: Lane) -> int:
        """The number of a lane where rows count in a period."""
        return len(self._slots.lanes) + self._slots.number(lane)

    def _anywhere(self, lane: Lane) -> list[int]:
        return [self._slots.number(lane), *([self._in_period(lane)] if lane.by_period else [])]


def _how(feature: Feature) -> How:
    return "earliest" if isinstance(feature, Earliest) else "latest"


def _copies(found: Sequence[exp.Expression]) -> list[exp.Expression]:
    return [one.copy() for one in found]


def _case(values: Iterator[tuple[list[int], exp.Expression]]) -> exp.Expression:
    """By the numbers of lanes; those with the same value together."""
    found: dict[exp.Expression, list[int]] = {}
    for lanes, value in values:
        found.setdefault(value, []).extend(lanes)
    return case([(one_of(column(LANE), [*map(number, lanes)]), value) for value, lanes in found.items()], None)
