"""Features of activities as aggregates over single rows, or by rank. By periods they are told in `by_place`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import assert_never

from sqlglot import exp

from leadpact.plan import Plan
from leadpact.plan.activities import Bound, Count, Distinct, Keep, Latest, Source
from leadpact.plan.points import EachPays, Rows
from leadpact.targets.sql import paying, walls
from leadpact.targets.sql.activity_rows import ActivityRows, RowScope
from leadpact.targets.sql.asked import Asked
from leadpact.targets.sql.dialects import bigint
from leadpact.targets.sql.expressions import COMPARED, as_number
from leadpact.targets.sql.features import Earliest, Feature, Periods, is_anchored
from leadpact.targets.sql.lanes import Named, by_periods
from leadpact.targets.sql.names import Names
from leadpact.targets.sql.steps import Step, grouped, select, within
from leadpact.targets.sql.terms import (
    all_of,
    any_of,
    case,
    column,
    minus,
    named,
    number,
    one_of,
    plus,
    text,
    times,
)
from leadpact.targets.sql.texts import folded_wholly
from leadpact_dsl.diagnostics import InternalError

_OF_PERIOD, _RANK = "of_period", "rank"
_LATEST = ("at", "position")
"""What rows are in order of, the latest first: where the instants are the same, the row that stands further down."""


def is_ranked(feature: Feature) -> bool:
    """Whether rows have to be put in order to tell which of several activities are the latest ones."""
    return isinstance(feature, EachPays) and feature.keep != Keep() and by_periods(feature) is None


def is_ranked_by_period(feature: Feature) -> bool:
    """Whether nothing but its period decides which of its activities count."""
    if not isinstance(feature, EachPays) or not is_ranked(feature):
        return False
    return feature.keep.period not in (None, "ever") and feature.keep.at_most is None


class Counting:
    """Over the rows of a step, in which a row lies within a bound where the expression given for it holds;
    `wall` is what the clocks read."""

    def __init__(
        self,
        plan: Plan,
        asked: Asked,
        names: Names,
        rows: ActivityRows,
        step: str,
        bounded: Callable[[Bound], exp.Expression],
    ) -> None:
        self._plan, self._asked, self._names = plan, asked, names
        self.rows, self.step, self._bounded = rows, step, bounded
        self.key = asked.key

    @property
    def now(self) -> exp.Expression:
        return self._asked.instant()

    @property
    def moves(self) -> list[exp.Column]:
        """The instant of each row, where that is not the same for all."""
        return [column("as_of")] if self._asked.now != "parameter" else []

    def told(self, feature: Feature) -> exp.Expression:
        """The aggregate of one pass. Of no rows it is 0 or NULL."""
        at = column("at")
        match feature:
            case Count(source):
                return exp.Count(this=case([(self._holds(source), number(1))], None))
            case Latest(source):
                return exp.Max(this=case([(self._holds(source), at)], None))
            case Earliest(source):
                return exp.Min(this=case([(self._holds(source), at)], None))
            case EachPays(source):
                return _sum(case([(self._holds(source), self.paid(feature))], None))
            case Periods() | Distinct():
                raise InternalError("It has a step of its own.")
            case _:
                assert_never(feature)

    def counted(self, found: Sequence[Named], wish: str = "counted") -> Step:
        columns = [named(self.told(feature), name) for feature, name in found]
        query = select([column(self.key), *columns], self.step)
        query = grouped(query, column(self.key))
        return Step(self._names.fresh(wish), query, "What is counted of a lead's activities, in one pass")

    def different(self, feature: Distinct, name: str) -> Step:
        """How many different values there are, over the few activities that have them."""
        source = feature.source
        value = self.scope(source).own(feature.field, ())
        if feature.text:
            # Names of choices are plain letters.
            value = folded_wholly(value) if self._is_text(source, feature.field) else exp.Lower(this=value)
        counted = named(exp.Count(this=exp.Distinct(expressions=[value])), name)
        query = select([column(self.key), counted], self.step).where(self._holds(source), copy=False)
        return Step(
            self._names.fresh("different"), grouped(query, column(self.key)), "How many different ones there are"
        )

    def ranked(self, feature: Feature, name: str) -> Step:
        """The sum over those activities that are the latest of all, and of their period if there is one."""
        assert isinstance(feature, EachPays)
        keep, source = feature.keep, feature.source
        self.rows.in_order = True
        at_most = keep.at_most
        query = select([exp.Star()], self.step).where(self._holds(source), copy=False)
        if keep.period in (None, "ever"):
            ends = [end for end in (at_most, keep.times if keep.period == "ever" else None) if end is not None]
            at_most = min(ends)
        else:
            query = self._of_latest(self._with_period(query, [(keep, (feature, name))]))
            query = within([exp.Star()], query, "p").where(_up_to(_OF_PERIOD, keep.times), copy=False)
        if at_most is not None:
            rank = _row_number([column(self.key)], _LATEST)
            query = within([exp.Star(), named(rank, _RANK)], query, "a")
        total = named(_sum(self.paid(feature)), name)
        query = within([column(self.key), total], query, "r")
        if at_most is not None:
            query = query.where(_up_to(_RANK, at_most), copy=False)
        return self._paid_step(f"{name}_sum", query)

    def ranked_together(self, found: Sequence[tuple[Feature, str]]) -> Step:
        """The sums over those activities that are the latest of their period, in one pass: for features of which no
        two are about the same kind of activity. Each has periods of its own."""
        self.rows.in_order = True
        pays = [(feature, name) for feature, name in found if isinstance(feature, EachPays)]
        holds = any_of([self._holds(feature.source) for feature, _ in pays])
        query = select([exp.Star()], self.step).where(holds, copy=False)
        query = self._of_latest(self._with_period(query, [(feature.keep, (feature, name)) for feature, name in pays]))
        sums: list[exp.Expression] = []
        for feature, name in pays:
            counts = all_of([_of_kinds([(feature, name)]), _up_to(_OF_PERIOD, feature.keep.times)])
            sums.append(named(_sum(case([(counts, self.paid(feature))], None)), name))
        return self._paid_step("paid_latest", within([column(self.key), *sums], query, "r"))

    def _of_latest(self, rows: exp.Select) -> exp.Select:
        """With the place of each row among those of its period, from the latest on."""
        rank = _row_number([column(self.key), column("period")], _LATEST)
        return within([exp.Star(), named(rank, _OF_PERIOD)], rows, "a")

    def _paid_step(self, wish: str, query: exp.Select) -> Step:
        about = "The latest ones that count, paid"
        return Step(self._names.fresh(wish), grouped(query, column(self.key)), about)

    # ------------------------------------------------------------------------------------------------------ of rows

    def _is_text(self, source: Source, field: str) -> bool:
        inputs = [one for kind in source.kinds for one in self._plan.activities[kind] if one.name == field]
        return any(one.type == "text" for one in inputs)

    def scope(self, source: Source) -> RowScope:
        return RowScope(self.rows, source.kinds)

    def _holds(self, source: Source) -> exp.Expression:
        return all_of([self.rows.holds(source), *self._bounds(source)])

    def conditions(self, source: Source, kinds: Sequence[str]) -> list[exp.Expression]:
        """What has to hold for a row of one of these kinds to be one of the source's."""
        plain = {pick.kind for pick in source.picks if pick.where is None}
        is_any = {*kinds} <= plain and source.known is None
        return [*([] if is_any else [self.rows.holds(source)]), *self._bounds(source)]

    def _bounds(self, source: Source) -> list[exp.Expression]:
        return [self._bounded(bound) if is_anchored(bound) else self._plainly(bound) for bound in source.bounds]

    def _plainly(self, bound: Bound) -> exp.Expression:
        return COMPARED[bound.op](this=column("at"), expression=as_number(RowScope(self.rows, ()), bound.instant))

    def paid(self, pays: EachPays) -> exp.Expression:
        """What one activity is paid after fading, at the scale of the rule."""
        scope = self.scope(pays.source)
        age = minus(self._asked.instant(), column("at"))
        if isinstance(pays.price, Rows):
            price = paying.by_row(scope, pays.price, lambda _, points: number(points))
            return paying.faded(scope, price, pays.fade, age)
        return paying.faded(scope, pays.price, pays.fade, age)

    # --------------------------------------------------------------------------------------------------- of periods

    def _with_period(self, rows: exp.Select, found: Sequence[tuple[Keep, Named]]) -> exp.Select:
        """With the number of the period that counts for a row's kind: each of those found has numbers of its own."""
        if len(found) == 1:
            period = walls.period(found[0][0])
        else:
            whens = [
                (_of_kinds([one]), plus([times(walls.period(keep), len(found)), number(place)]))
                for place, (keep, one) in enumerate(found)
            ]
            period = case(whens, None)
        return within([exp.Star(), named(period, "period")], rows, "a")


def _sum(what: exp.Expression) -> exp.Expression:
    """Engines make a wider number of a sum, which would then be joined to all leads."""
    return bigint(exp.Sum(this=what))


def _of_kinds(found: Iterable[tuple[Feature, str]]) -> exp.Expression:
    kinds = dict.fromkeys(kind for feature, _ in found for kind in feature.source.kinds)
    return one_of(column("activity"), [*map(text, kinds)])


def _row_number(by: list[exp.Column], latest: Sequence[str]) -> exp.Expression:
    order = [exp.Ordered(this=column(one), desc=True, nulls_first=False) for one in latest]
    return exp.Window(this=exp.RowNumber(), partition_by=list(by), order=exp.Order(expressions=order))


def _up_to(name: str, most: int) -> exp.Expression:
    return exp.LTE(this=column(name), expression=number(most))
