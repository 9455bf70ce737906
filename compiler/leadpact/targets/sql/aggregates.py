"""The steps that tell of each lead's activities, in as few passes over the log as that takes.

First comes `since`: the instants that bound others, and what teams did. All that is counted, by periods or not, is told
in one pass behind it. What is told apart, or put in order, has a pass of its own over the few activities it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TypeVar

from sqlglot import exp

from leadpact.plan import Plan
from leadpact.plan.activities import Bound, Count, Distinct, Latest
from leadpact.plan.numbers import Const, Input, InputNumber, Number
from leadpact.targets.sql import walls
from leadpact.targets.sql.activity_rows import ActivityRows, RowScope
from leadpact.targets.sql.asked import Asked
from leadpact.targets.sql.by_place import ByPlace
from leadpact.targets.sql.counting import Counting, is_ranked, is_ranked_by_period
from leadpact.targets.sql.expressions import latest_of, within
from leadpact.targets.sql.features import (
    Earliest,
    Feature,
    Periods,
    is_anchored,
    latest_alone,
    oldest,
    parts,
    unbounded,
)
from leadpact.targets.sql.hits import hits
from leadpact.targets.sql.lanes import Lane, Named, lanes
from leadpact.targets.sql.names import Names
from leadpact.targets.sql.slots import Slots
from leadpact.targets.sql.steps import Step, grouped, select, subquery
from leadpact.targets.sql.steps import within as over
from leadpact.targets.sql.terms import all_of, any_of, case, column, is_known, named, number, text
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.frozen import frozen


@frozen
class Joined:
    """A step with a row for some of the leads, and the features in its columns."""

    step: str
    features: tuple[Named, ...]


class Aggregates:
    """Registers features, each once under a name; `steps` then works all of them out.

    `lead_column` gives the column of the step `record` in which a field of the lead stands.
    """

    def __init__(
        self, plan: Plan, asked: Asked, names: Names, record: str, lead_column: Callable[[Input], str]
    ) -> None:
        self.plan, self.asked, self.names = plan, asked, names
        self.joined: list[Joined] = []
        self._record, self._lead_column = record, lead_column
        self._names: dict[Feature, str] = {}
        self._bounds: dict[Bound, str] = {}
        self._anchors: list[Latest] = []
        self._since = ""
        self._lead_fields: dict[str, None] = {}

    def name(self, feature: Feature) -> str:
        """The column that holds a feature; NULL where it is missing, 0 where nothing was counted."""
        if feature not in self._names:
            for bound in feature.source.bounds:
                self._see(bound)
            self._names[feature] = self.names.fresh(_wish(feature))
        return self._names[feature]

    def is_asked_for(self, feature: Feature) -> bool:
        return feature in self._names

    def is_bound(self, bound: Bound) -> bool:
        """Whether activities are told apart by this bound anyway."""
        return not is_anchored(bound) or bound in self._bounds

    def _see(self, bound: Bound) -> None:
        if not is_anchored(bound) or bound in self._bounds:
            return
        for part in parts(bound.instant):
            match part:
                case Latest():
                    latest, outer = unbounded(part)
                    self.name(latest)
                    if latest not in self._anchors:
                        self._anchors.append(latest)
                    for one in outer:
                        self._see(one)
                case InputNumber(asked):
                    self._lead_fields[self._lead_column(asked)] = None
                case _:
                    raise InternalError("An activity is bounded by a field or by other activities.")
        self._bounds[bound] = self.names.fresh(_bound_wish(bound))

    def steps(self) -> list[Step]:
        """All steps over activities, in order. `joined` then tells what there is to be joined to the leads."""
        alone = latest_alone([feature for feature in self._names if feature not in self._anchors])
        rest = [feature for feature in self._names if feature not in alone]
        first = self._told_first(rest)
        rest = [feature for feature in rest if feature not in first]
        counted = [one for one in rest if _is_counted(one)]
        found = [
            *(self._first(self._named(first)) if first else []),
            *(self._counted(self._named(counted)) if counted else []),
        ]
        for feature in rest:
            if isinstance(feature, Distinct):
                found += self._different(feature)
        for ranked in self._ranked_together([one for one in rest if is_ranked(one)]):
            found += self._ranked(ranked)
        return [*found, *(step for feature in alone for step in self._latest(feature))]

    def _named(self, features: Iterable[Feature]) -> list[Named]:
        return [(feature, self._names[feature]) for feature in features]

    # ------------------------------------------------------------------------------------------------ in which passes

    def _told_first(self, features: Sequence[Feature]) -> list[Feature]:
        """The instants that bound others, and with them what teams did, unless the pass behind reads its activities
        anyway: few leads are then told of so early."""
        behind = [one for one in features if _is_counted(one) and one not in self._anchors]
        read_anyway = {kind for one in behind if not self._is_of_teams(one) for kind in one.source.kinds}
        return [
            one
            for one in features
            if one in self._anchors or (self._is_of_teams(one) and not {*one.source.kinds} <= read_anyway)
        ]

    def _is_of_teams(self, feature: Feature) -> bool:
        """Whether it is about what teams do, which is far less than what leads do, and hangs on nothing else."""
        if not isinstance(feature, (Count, Latest, Earliest)) or any(map(is_anchored, feature.source.bounds)):
            return False
        return all(self.plan.policy.activities[kind].by is not None for kind in feature.source.kinds)

    def _first(self, found: Sequence[Named]) -> list[Step]:
        """What hangs on nothing else, of few activities."""
        rows = self._rows(found)
        log = self.names.fresh("log_of_since")
        told = self._counting(rows, log).counted(found, "since")
        self._since = told.name
        self.joined.append(Joined(told.name, tuple(found)))
        return [*rows.steps(log), told]

    def _counted(self, found: Sequence[Named]) -> list[Step]:
        """What is counted, by periods or not."""
        ways = lanes(found)
        if any(lane.by_period for lane in ways):
            return self._by_place(found, ways)
        return self._told(found, lambda counting: counting.counted(found))

    def _by_place(self, found: Sequence[Named], ways: Sequence[Lane]) -> list[Step]:
        slots = Slots(ways, self.names)
        lanes_of_kinds = _lanes_of_kinds(self.names.fresh("lanes"), ways)
        steps, told = [lanes_of_kinds], []
        for kinds in self._by_age([feature for feature, _ in found]):
            rows = self._rows(found, kinds, lanes_of_kinds.name)
            steps += self._pass(rows, lambda counting, kinds=kinds: self._hits(slots, counting, kinds))  # type: ignore[misc]
            told.append(steps[-1].name)
        scope = RowScope(ActivityRows(self.plan, self.asked, self.names), ())
        steps += ByPlace(slots, self.names, self.asked, scope).steps(told)
        self.joined.append(Joined(steps[-1].name, tuple(found)))
        return steps

    def _hits(self, slots: Slots, counting: Counting, kinds: Sequence[str]) -> Step:
        about = "Where each activity counts, and what it adds there"
        return Step(self.names.fresh("hits"), hits(slots, counting, kinds), about, kept=False)

    def _by_age(self, features: Sequence[Feature]) -> list[list[str]]:
        """The kinds of activities that are read together. Those of which only young ones count are read by themselves,
        since most of the log can be passed over for them."""
        kinds = list(dict.fromkeys(kind for feature in features for kind in feature.source.kinds))
        young = [kind for kind in kinds if oldest(kind, features) is not None]
        old = [kind for kind in kinds if kind not in young]
        return [young, old] if young and old and self.asked.now == "parameter" else [kinds]

    def _different(self, feature: Distinct) -> list[Step]:
        name = self._names[feature]
        return self._told([(feature, name)], lambda counting: counting.different(feature, name))

    def _ranked_together(self, features: Sequence[Feature]) -> list[list[Named]]:
        """Those of which the latest of a period count together, where they are about different kinds; others alone."""
        ranked = self._named(features)
        by_period = [one for one in ranked if is_ranked_by_period(one[0])]
        alone = [[one] for one in ranked if one not in by_period]
        return [*_apart(by_period, lambda one: {*one[0].source.kinds}), *alone]

    def _ranked(self, found: Sequence[Named]) -> list[Step]:
        return self._told(
            found, lambda counting: counting.ranked_together(found) if len(found) > 1 else counting.ranked(*found[0])
        )

    def _latest(self, feature: Latest) -> list[Step]:
        """The latest of many activities, in a narrow pass: the wide one then need not look at old ones."""
        rows = self._rows([(feature, self._names[feature])])
        name, old = self.names.fresh("latest"), self.names.fresh("log_of_latest")
        alias = self._names[feature]
        key, latest = column(self.asked.key), named(exp.Max(this=column("at")), alias)
        self.joined.append(Joined(name, ((feature, alias),)))
        query = grouped(select([key, latest], old), key.copy())
        return [*rows.steps(old), Step(name, query, "Only the latest of these counts, however old")]

    # ---------------------------------------------------------------------------------------------------- one pass

    def _rows(
        self, found: Sequence[Named], kinds: Collection[str] | None = None, lanes_of_kinds: str | None = None
    ) -> ActivityRows:
        rows = ActivityRows(self.plan, self.asked, self.names, kinds, lanes_of_kinds)
        for feature, _ in found:
            rows.see(feature)
        return rows

    def _counting(self, rows: ActivityRows, step: str) -> Counting:
        return Counting(self.plan, self.asked, self.names, rows, step, lambda bound: column(self._bounds[bound]))

    def _told(self, found: Sequence[Named], make: Callable[[Counting], Step]) -> list[Step]:
        """A pass that tells of these and nothing else."""
        steps = self._pass(self._rows(found), make)
        self.joined.append(Joined(steps[-1].name, tuple(found)))
        return steps

    def _pass(self, rows: ActivityRows, make: Callable[[Counting], Step]) -> list[Step]:
        """The steps from the log to the one that is made over its rows."""
        log, seen = self.names.fresh("log"), self.names.fresh("seen")
        told = make(self._counting(rows, seen))
        # What is asked of single rows is known only now.
        return [*rows.steps(log), self._seen(rows, log, seen, told), told]

    def _seen(self, rows: ActivityRows, log: str, name: str, told: Step) -> Step:
        """The activities of a pass with all that the step behind asks of each."""
        asked_for = {one.name for one in told.query.find_all(exp.Column)}
        found: list[exp.Expression] = [column(one, "r") for one in rows.column_names() if one in asked_for]
        bounds = [bound for bound, one in self._bounds.items() if one in asked_for]
        found += [named(self._within(bound), self._bounds[bound]) for bound in bounds]
        about = "Which activities lie after those instants" if bounds else "What is asked of activities"
        if "wall" in asked_for:
            found.append(named(walls.reading(self.plan, column("at", "r")), "wall"))
            about += f", and what the clocks of {walls.zone_of(self.plan).name} read"
        return Step(name, self._with_anchors(select(found, log, "r"), found), about, kept=False)

    def _with_anchors(self, query: exp.Select, found: Sequence[exp.Expression]) -> exp.Select:
        """With the instants that are asked for, of the leads that have any of them."""
        for alias, step, known in (
            ("s", self._since, [self._names[one] for one in self._anchors]),
            ("l", self._record, list(self._lead_fields)),
        ):
            asked_for = {one.name for part in found for one in part.find_all(exp.Column) if one.table == alias}
            names = [name for name in known if name in asked_for]
            if not names:
                continue
            fields = select([column(self.asked.key), *map(column, names)], step)
            fields = fields.where(any_of([is_known(column(name)) for name in names]), copy=False)
            on = exp.EQ(this=column(self.asked.key, alias), expression=column(self.asked.key, "r"))
            query = query.join(subquery(fields, alias), on=on, join_type="left", copy=False)
        return query

    # ------------------------------------------------------------------------------------------- what bounds others

    def _within(self, bound: Bound) -> exp.Expression:
        """Whether a row lies within a bound, with the instants before it joined."""
        return within(bound, column("at", "r"), self._instant(bound.instant))

    def _instant(self, instant: Number) -> exp.Expression:
        return latest_of([self._part(part) for part in parts(instant)])

    def _part(self, part: Number) -> exp.Expression:
        match part:
            case Latest():
                latest, outer = unbounded(part)
                found = column(self._names[latest], "s")
                tests = [within(bound, found.copy(), self._instant(bound.instant)) for bound in outer]
                return case([(all_of(tests), found)], None) if tests else found
            case InputNumber(asked):
                return column(self._lead_column(asked), "l")
            case Const(value):
                return number(value)
            case _:
                raise InternalError("An activity is bounded by a field or by other activities.")


def _is_counted(feature: Feature) -> bool:
    """Whether neither different values nor an order of rows is asked for."""
    return not isinstance(feature, Distinct) and not is_ranked(feature)


T = TypeVar("T")


def _apart(found: Iterable[T], kinds: Callable[[T], set[str]]) -> list[list[T]]:
    """In as few passes as they come to when each goes into the first in which none is about one of its kinds."""
    passes: list[list[T]] = []
    for one in found:
        for others in passes:
            if not any(kinds(one) & kinds(other) for other in others):
                others.append(one)
                break
        else:
            passes.append([one])
    return passes


def _lanes_of_kinds(name: str, ways: Sequence[Lane]) -> Step:
    rows = [
        exp.select(named(text(kind), "kind"), named(number(place), "lane"), copy=False)
        for place, lane in enumerate(ways)
        for kind in lane.kinds
    ]
    table = rows[0] if len(rows) == 1 else exp.union(*rows, distinct=False, copy=False)
    return Step(name, over([exp.Star()], table, "a"), "The ways in which activities of each kind count", kept=False)


def _wish(feature: Feature) -> str:
    kinds = "_".join(feature.source.kinds[:2]) or "nothing"
    match feature:
        case Count():
            return f"count_{kinds}"
        case Distinct(field=field):
            return f"different_{field}_{kinds}"
        case Latest():
            return f"latest_{kinds}"
        case Periods(keep=keep):
            return f"{keep.period}s_{kinds}" if keep.period != "fixed" else f"times_{kinds}"
        case _:
            return f"{type(feature).__name__.lower().replace('eachpays', 'paid')}_{kinds}"


def _bound_wish(bound: Bound) -> str:
    kinds = [kind for part in parts(bound.instant) if isinstance(part, Latest) for kind in part.source.kinds]
    fields = [part.input.name for part in parts(bound.instant) if isinstance(part, InputNumber)]
    said = "_".join(dict.fromkeys([*fields, *kinds]))
    return f"{'before' if bound.op == '<' else 'after'}_{said}"
