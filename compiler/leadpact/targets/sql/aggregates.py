"""The steps that tell of each lead's activities: first the instants that bound others, then everything in one pass.

`seen` are the rows of activities with whether each lies within its bounds; `counted` is the one wide pass over them.
Periods, and activities that have to be ranked, are passes of their own over the few that they are about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from sqlglot import exp

from leadpact.plan import Plan
from leadpact.plan.activities import Bound, Count, Distinct, Keep, Latest
from leadpact.plan.numbers import Const, Input, InputNumber, Number
from leadpact.targets.sql import walls
from leadpact.targets.sql.activity_rows import LOG, ActivityRows
from leadpact.targets.sql.asked import Asked
from leadpact.targets.sql.counting import Counting, in_periods, is_ranked, is_ranked_by_period
from leadpact.targets.sql.expressions import latest_of, within
from leadpact.targets.sql.features import Feature, Periods, is_anchored, latest_alone, parts, unbounded
from leadpact.targets.sql.names import Names
from leadpact.targets.sql.steps import Step, grouped, joined, select, subquery
from leadpact.targets.sql.terms import all_of, any_of, case, column, is_known, named, number, one_of, text
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.frozen import frozen

SEEN = "seen"
"""The step over which activities are counted."""


def column_of_no_bound(bound: Bound) -> exp.Expression:
    raise InternalError("Only what has no bound of its own is told by itself.")


@frozen
class Joined:
    """A step with a row for some of the leads, and the features in its columns."""

    step: str
    features: tuple[tuple[Feature, str], ...]


class Aggregates:
    """Registers features, each once under a name; `steps` then works all of them out.

    `lead_column` gives the column of the step `record` in which a field of the lead stands.
    """

    def __init__(
        self, plan: Plan, asked: Asked, names: Names, record: str, lead_column: Callable[[Input], str]
    ) -> None:
        self.plan, self.asked, self.names = plan, asked, names
        self.rows = ActivityRows(plan, asked, names)
        self.joined: list[Joined] = []
        self._record, self._lead_column = record, lead_column
        self._names: dict[Feature, str] = {}
        self._bounds: dict[Bound, str] = {}
        self._anchors: list[Latest] = []
        self._lead_fields: dict[str, None] = {}

    def name(self, feature: Feature) -> str:
        """The column that holds a feature; NULL where it is missing, 0 where nothing was counted."""
        if feature not in self._names:
            for bound in feature.source.bounds:
                self._see(bound)
            self._names[feature] = self.names.fresh(_wish(feature))
        return self._names[feature]

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
        if not self._names:
            return []
        alone = latest_alone([feature for feature in self._names if feature not in self._anchors])
        for feature in self._names:
            if feature not in alone:
                self.rows.see(feature)
        bounding = [self._since()] if self._anchors else []
        told = self._told([feature for feature in self._names if feature not in self._anchors and feature not in alone])
        seen = self._seen(told)
        latest = [step for feature in alone for step in self._latest(feature)]
        # What is asked of single rows is known only now.
        return [*self.rows.steps(), *bounding, seen, *told, *latest] if told or bounding else latest

    def _told(self, features: Sequence[Feature]) -> list[Step]:
        """The steps over `SEEN`."""
        counting = self._counting(SEEN, lambda bound: column(self._bounds[bound]))
        wide = [(feature, self._names[feature]) for feature in features]
        made: list[Step] = []
        plain = [one for one in wide if not in_periods(one[0]) and not is_ranked(one[0])]
        for same in self._by_whose([one for one in plain if not isinstance(one[0], Distinct)]):
            made.append(counting.counted(same))
            self.joined.append(Joined(made[-1].name, same))
        for feature, name in plain:
            if isinstance(feature, Distinct):
                made.append(counting.different(feature, name))
                self.joined.append(Joined(made[-1].name, ((feature, name),)))
        for apart in self._by_periods(wide):
            made += counting.periods(apart)
            self.joined.append(Joined(made[-1].name, tuple(one for same in apart.values() for one in same)))
        for together in self._ranked(wide):
            made.append(counting.ranked_together(together) if len(together) > 1 else counting.ranked(*together[0]))
            self.joined.append(Joined(made[-1].name, tuple(together)))
        return made

    def _by_periods(self, found: Sequence[tuple[Feature, str]]) -> list[dict[Keep, list[tuple[Feature, str]]]]:
        """By their periods. Those that are about different kinds of activities are worked out in one pass."""
        by_keep: dict[Keep, list[tuple[Feature, str]]] = {}
        for one in found:
            if (keep := in_periods(one[0])) is not None:
                by_keep.setdefault(keep, []).append(one)
        return [dict(apart) for apart in _apart(by_keep.items(), lambda same: _kinds(same[1]))]

    def _ranked(self, found: Sequence[tuple[Feature, str]]) -> list[list[tuple[Feature, str]]]:
        """Those of which the latest of a period count together, where they are about different kinds; others alone."""
        ranked = [one for one in found if is_ranked(one[0])]
        by_period = [one for one in ranked if is_ranked_by_period(one[0])]
        alone = [[one] for one in ranked if one not in by_period]
        return [*_apart(by_period, lambda one: _kinds([one])), *alone]

    def _by_whose(self, found: Sequence[tuple[Feature, str]]) -> Iterator[tuple[tuple[Feature, str], ...]]:
        """What teams do is far less than what leads do: apart, each is counted over its own rows alone."""
        activities = self.plan.policy.activities
        teams = [one for one in found if all(activities[kind].by is not None for kind in one[0].source.kinds)]
        yield from (tuple(part) for part in ([one for one in found if one not in teams], teams) if part)

    def _latest(self, feature: Latest) -> list[Step]:
        """The latest of many activities, in a narrow pass: the wide one then need not look at old ones."""
        rows = ActivityRows(self.plan, self.asked, self.names)
        rows.see(feature)
        name, old = self.names.fresh("latest"), self.names.fresh("log_of_latest")
        alias = self._names[feature]
        key, latest = column(self.asked.key), named(exp.Max(this=column("at")), alias)
        self.joined.append(Joined(name, ((feature, alias),)))
        query = grouped(select([key, latest], old), key.copy())
        return [*rows.steps(old), Step(name, query, "Only the latest of these counts, however old")]

    # ------------------------------------------------------------------------------------------- what bounds others

    def _since(self) -> Step:
        """The instants that bound others, over the few activities that they are of."""
        found = tuple((one, self._names[one]) for one in self._anchors)
        counting = self._counting(LOG, column_of_no_bound)
        query = select([column(self.asked.key), *(named(counting.told(one), name) for one, name in found)], LOG)
        kinds = dict.fromkeys(kind for one, _ in found for kind in one.source.kinds)
        query = query.where(one_of(column("activity"), [*map(text, kinds)]), copy=False) if kinds else query
        self.joined.append(Joined(self.names.fresh("since"), found))
        about = "Instants that others are counted from"
        return Step(self.joined[-1].step, grouped(query, column(self.asked.key)), about)

    def _counting(self, rows: str, bounded: Callable[[Bound], exp.Expression]) -> Counting:
        return Counting(self.plan, self.asked, self.names, self.rows, rows, bounded)

    def _seen(self, told: Sequence[Step]) -> Step:
        """The activities with all that the steps behind ask of each. Read several times, they are kept."""
        asked_for = {one.name for step in told for one in step.query.find_all(exp.Column)}
        found: list[exp.Expression] = [column(name, "r") for name in self.rows.column_names() if name in asked_for]
        found += [named(self._within(bound), name) for bound, name in self._bounds.items() if name in asked_for]
        about = "Which activities lie after those instants" if self._bounds else "What is asked of activities"
        if "wall" in asked_for:
            found.append(named(walls.reading(self.plan, column("at", "r")), "wall"))
            about += f", and what the clocks of {walls.zone_of(self.plan).name} read"
        query = self._with_anchors(select(found, LOG, "r"))
        readers = sum(one.this.name == SEEN for step in told for one in step.query.find_all(exp.Table))
        return Step(SEEN, query, about, kept=True if readers > 1 else None)

    def _with_anchors(self, query: exp.Select) -> exp.Select:
        if self._anchors:
            query = joined(query, self.joined[0].step, "s", self.asked.key, "r")
        if not self._lead_fields:
            return query
        # Only what is needed: the record has an instant of its own.
        fields = select([column(self.asked.key), *map(column, self._lead_fields)], self._record)
        fields = fields.where(any_of([is_known(column(name)) for name in self._lead_fields]), copy=False)
        on = exp.EQ(this=column(self.asked.key, "l"), expression=column(self.asked.key, "r"))
        return query.join(subquery(fields, "l"), on=on, join_type="left", copy=False)

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


def _kinds(found: Sequence[tuple[Feature, str]]) -> set[str]:
    return {kind for feature, _ in found for kind in feature.source.kinds}


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
