"""The steps over the rows of `activities`: which of them are looked at, with what is asked of each row by itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from sqlglot import exp

from leadpact.plan import Plan
from leadpact.plan.activities import Count, Distinct, Latest, Pick, Source
from leadpact.plan.numbers import Dial, Input
from leadpact.targets.sql.asked import Asked
from leadpact.targets.sql.columns import own_columns
from leadpact.targets.sql.dialects import is_not_long_before
from leadpact.targets.sql.expressions import as_test
from leadpact.targets.sql.features import Feature, oldest
from leadpact.targets.sql.names import Names
from leadpact.targets.sql.steps import Step, select, table
from leadpact.targets.sql.terms import (
    all_of,
    any_of,
    case,
    coalesced,
    column,
    flag,
    is_known,
    named,
    number,
    one_of,
    text,
)
from leadpact.targets.sql.text_columns import TextColumns
from leadpact.targets.sql.texts import Looked, as_words
from leadpact.targets.sql.units import constant, default_of, field_of, in_units
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.text import fold

LOG = "log"
"""The step that has the rows of activities with all that is asked of each."""


class ActivityRows:
    """Registers what is asked of rows; `steps` are the steps that answer it."""

    def __init__(
        self, plan: Plan, asked: Asked, names: Names, kinds: Collection[str] | None = None, lanes: str | None = None
    ) -> None:
        """`kinds`: of no others are there rows. `lanes` is the step that has the lanes of each kind: there is a row for
        each lane of an activity's kind."""
        self.plan, self.asked, self.names = plan, asked, names
        self._only, self._lanes = kinds, lanes
        self.columns = own_columns(plan)
        self.in_order = False
        """Whether the order of rows at one instant matters."""
        self._own: dict[str, Input] = {}
        self._texts = TextColumns(names, asked.unknown_texts(plan))
        self._marks: dict[Pick, str] = {}
        self._features: list[Feature] = []

    # ------------------------------------------------------------------------------------------- what can be asked

    def see(self, feature: Feature) -> None:
        """The activities of a feature are among those looked at."""
        self._features.append(feature)

    def see_kinds(self, kinds: Iterable[str]) -> None:
        """All activities of these kinds are among them, whatever their age."""
        self.see(Latest(Source(tuple(Pick(kind, None) for kind in kinds))))

    def holds(self, source: Source) -> exp.Expression:
        """Whether a row is one of the activities of a source, its bounds apart."""
        plain = [text(pick.kind) for pick in source.picks if pick.where is None]
        parts = [one_of(column("activity"), plain)] if plain else []
        parts += [column(self.mark(pick)) for pick in source.picks if pick.where is not None]
        picked = any_of(parts)
        picked = exp.Paren(this=picked) if isinstance(picked, exp.Connector) else picked
        if source.known is None:
            return picked
        return all_of([picked, is_known(RowScope(self, source.kinds).own(source.known, ()))])

    def mark(self, pick: Pick) -> str:
        """The column that says whether a row is an activity of this kind whose own fields are as asked."""
        if pick not in self._marks:
            self._marks[pick] = self.names.fresh(f"is_{pick.kind}")
        return self._marks[pick]

    def own(self, kind: str, field: str) -> exp.Expression:
        """An own field as its column has it, in units."""
        asked = next(one for one in self.plan.activities[kind] if one.name == field)
        name = self.columns[kind, field]
        self._own[name] = asked
        return column(name)

    def folded(self, kind: str, field: str, items: Iterable[str]) -> exp.Expression:
        """An own text folded: so that it can be compared with these."""
        self.own(kind, field)
        return column(self._texts.folded(self.columns[kind, field], items))

    def matched(self, kind: str, field: str, how: Looked, items: Sequence[str]) -> exp.Expression:
        """An own text in the form in which these are looked for in it; where it is unknown, none is found."""
        self.own(kind, field)
        return column(self._texts.matched(self.columns[kind, field], how, items))

    def is_known_text(self, kind: str, field: str) -> exp.Expression:
        self.own(kind, field)
        return column(self._texts.is_known(self.columns[kind, field]))

    # ---------------------------------------------------------------------------------------------------- the steps

    def column_names(self) -> list[str]:
        """The columns of the last step."""
        asked = self.asked
        found = [asked.key, "activity", "at", *(["position"] if self.in_order else [])]
        found += ["lane"] if self._lanes else []
        found += ["as_of"] if asked.now != "parameter" else []
        return [*found, *self._own, *self._texts.names(), *self._marks.values()]

    def steps(self, last: str = LOG) -> list[Step]:
        """In order; the last one has the name given."""
        marks = [named(self._marked(pick), name) for pick, name in self._marks.items()]
        about = "The activities that count for anything, up to the instant of the decision"
        queries: list[tuple[Callable[[str], exp.Select], str]] = [(self._log, about)]
        for made, about_texts in self._texts.layers():
            queries.append((lambda step, made=made: select([exp.Star(), *made], step), about_texts))  # type: ignore[misc]
        if marks:
            queries.append(
                (lambda step: select([exp.Star(), *marks], step), "Which activities are such as a clause asks")
            )
        names = [*(self.names.fresh(f"{last}_{i + 1}") for i in range(len(queries) - 1)), last]
        before = ("", *names)
        # Read twice, they are better scanned twice than written down: few columns are asked for.
        return [
            Step(name, make(old), about, kept=False)
            for (make, about), name, old in zip(queries, names, before, strict=False)
        ]

    def _marked(self, pick: Pick) -> exp.Expression:
        return case([(exp.EQ(this=column("activity"), expression=text(pick.kind)), self._where(pick))], None)

    def _where(self, pick: Pick) -> exp.Expression:
        assert pick.where is not None
        return as_test(RowScope(self, (pick.kind,)), pick.where)

    def _log(self, step: str) -> exp.Select:
        asked = self.asked
        at = in_units("time", column("at", "a"), self.plan) if asked.table == "natural" else column("at", "a")
        joined = asked.now != "parameter"
        found: list[exp.Expression] = [self._key(), column("activity", "a"), named(at, "at")]
        found += [column("position", "a")] if self.in_order else []
        found += [named(self._own_value(own, column(name, "a")), name) for name, own in self._own.items()]
        found += [self._as_of()] if joined else []
        found += [column("lane", "k")] if self._lanes else []
        query = select(found, "activities", "a")
        now = asked.instant()
        if self._lanes:
            on = exp.EQ(this=column("kind", "k"), expression=column("activity", "a"))
            query = query.join(table(self._lanes, "k"), on=on, join_type="inner", copy=False)
        if joined:
            query = self._join(query)
            now = self._joined_now()
        kinds = self._kinds()
        query = query.where(one_of(column("activity", "a"), [*map(text, kinds)]), copy=False)
        query = query.where(exp.LTE(this=at.copy(), expression=now.copy()), copy=False)
        ages = {kind: oldest(kind, self._features) for kind in kinds}
        if any(age is not None for age in ages.values()):
            query = query.where(exp.GT(this=at.copy(), expression=_earliest(ages, now)), copy=False)
        young = [age for age in ages.values() if age is not None]
        if len(young) == len(ages) and not joined:
            # Said of the column itself, once more: engines pass over whole blocks of a log that lie before.
            start = exp.Sub(this=now.copy(), expression=number(max(young)))
            query = query.where(self._after(column("at", "a"), start), copy=False)
        return query

    def _after(self, at: exp.Expression, instant: exp.Expression) -> exp.Expression:
        if self.asked.table == "staged":
            return exp.GT(this=at, expression=instant)
        return is_not_long_before(at, instant)

    def _key(self) -> exp.Expression:
        asked = self.asked
        if asked.now == "frames":
            return column("frame", "f")
        return column(asked.key, "a")

    def _as_of(self) -> exp.Expression:
        return named(self._joined_now(), "as_of")

    def _joined_now(self) -> exp.Expression:
        if self.asked.now == "frames":
            return column("as_of", "f")
        now = column("as_of", "l")
        return in_units("time", now, self.plan) if self.asked.table == "natural" else now

    def _join(self, query: exp.Select) -> exp.Select:
        """Each row with the instants at which it is looked at."""
        asked = self.asked
        lead = column("lead_id" if asked.table == "natural" else "lead", "a")
        if asked.now == "frames":
            other, alias, on = "frames", "f", column("lead", "f")
        else:
            other, alias, on = "leads", "l", column("id" if asked.table == "natural" else "lead", "l")
        return query.join(table(other, alias), on=exp.EQ(this=on, expression=lead), join_type="inner", copy=False)

    def _kinds(self) -> list[str]:
        used = {kind for feature in self._features for kind in feature.source.kinds}
        return [kind for kind in self.plan.activities if kind in used and (self._only is None or kind in self._only)]

    def _own_value(self, asked: Input, stored: exp.Expression) -> exp.Expression:
        if self.asked.table == "staged" or asked.type == "text":
            return stored
        return in_units(field_of(self.plan, asked.owner, asked.name).kind, stored, self.plan)


def _earliest(ages: dict[str, int | None], now: exp.Expression) -> exp.Expression:
    """By kind the instant after which an activity may still count: one comparison for all kinds is the fastest."""
    limited: dict[int, list[str]] = {}
    for kind, age in ages.items():
        if age is not None:
            limited.setdefault(age, []).append(kind)
    if len(limited) == 1 and None not in ages.values():
        return exp.Sub(this=now.copy(), expression=number(next(iter(limited))))
    whens = [
        (one_of(column("activity", "a"), [*map(text, kinds)]), exp.Sub(this=now.copy(), expression=number(age)))
        for age, kinds in limited.items()
    ]
    return case(whens, number(-1))


class RowScope:
    """What a test can ask of the row of an activity, which is of one of these kinds."""

    def __init__(self, rows: ActivityRows, kinds: Sequence[str]) -> None:
        self._rows, self._kinds = rows, tuple(kinds)

    @property
    def now(self) -> exp.Expression:
        return self._rows.asked.instant()

    def value(self, asked: Input) -> exp.Expression:
        return self._by_kind(asked, lambda kind: self._with_default(kind, asked, self._rows.own(kind, asked.name)))

    def folded(self, asked: Input, items: Sequence[str]) -> exp.Expression:
        def one(kind: str) -> exp.Expression:
            default = default_of(self._rows.plan, kind, asked.name)
            found = self._rows.folded(kind, asked.name, items)
            return found if default is None else coalesced(found, text(fold(str(default))))

        return self._by_kind(asked, one)

    def matched(self, asked: Input, how: Looked, items: Sequence[str]) -> exp.Expression:
        def one(kind: str) -> exp.Expression:
            default = default_of(self._rows.plan, kind, asked.name)
            if default is None:
                return self._rows.matched(kind, asked.name, how, items)
            found = coalesced(self._rows.folded(kind, asked.name, items), text(fold(str(default))))
            return as_words(found) if how == "has the word" else found

        return self._by_kind(asked, one)

    def is_known_text(self, asked: Input) -> exp.Expression:
        def one(kind: str) -> exp.Expression:
            default = default_of(self._rows.plan, kind, asked.name)
            return self._rows.is_known_text(kind, asked.name) if default is None else flag(True)

        return self._by_kind(asked, one)

    def own(self, field: str, items: Sequence[str]) -> exp.Expression:
        """The value of an own field, of a text the folded one, to be compared with these."""
        declared = [one for kind in self._kinds for one in self._rows.plan.activities[kind] if one.name == field]
        if not declared:
            return exp.Null()
        asked = Input("", field, declared[0].type, declared[0].scale)
        return self.folded(asked, items) if asked.type == "text" else self.value(asked)

    def dial(self, asked: Dial) -> exp.Expression:
        return self._rows.asked.dial(self._rows.plan, asked)

    def feature(self, asked: Count | Distinct | Latest) -> exp.Expression:
        raise InternalError("An activity is not asked for other activities.")

    def happened(self, latest: Latest) -> exp.Expression:
        raise InternalError("An activity is not asked for other activities.")

    def score(self, name: str) -> exp.Expression:
        raise InternalError("An activity is not asked for scores.")

    def define(self, name: str) -> exp.Expression:
        raise InternalError("An activity is not asked for definitions.")

    def grade(self, name: str) -> exp.Expression:
        raise InternalError("An activity is not asked for grades.")

    def stage(self) -> exp.Expression:
        raise InternalError("An activity is not asked for stages.")

    def _with_default(self, kind: str, asked: Input, found: exp.Expression) -> exp.Expression:
        plan = self._rows.plan
        default = default_of(plan, kind, asked.name)
        if default is None:
            return found
        own = next(one for one in plan.activities[kind] if one.name == asked.name)
        return coalesced(found, constant(plan, own, default))

    def _by_kind(self, asked: Input, one: Callable[[str], exp.Expression]) -> exp.Expression:
        named = (asked.owner,) if asked.owner else self._kinds
        kinds = [kind for kind in named if (kind, asked.name) in self._rows.columns]
        found = {kind: one(kind) for kind in kinds}
        first = next(iter(found.values()))
        if all(value == first for value in found.values()):
            return first
        return case(
            [(exp.EQ(this=column("activity"), expression=text(kind)), value) for kind, value in found.items()], None
        )
