"""Scores: the points of every rule, what groups and bounds make of their sums, and each change as a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from sqlglot import exp

from leadpact.plan.activities import Bound, Latest
from leadpact.plan.numbers import POINTS, Const, InputNumber, Now
from leadpact.plan.points import (
    AddsInput,
    Decided,
    DecidedAmong,
    DecidedBy,
    EachPays,
    Group,
    IdlePays,
    IfPays,
    Item,
    Line,
    Score,
    TablePays,
    Weighted,
)
from leadpact.plan.tests import DefineHolds, IsThere, Test
from leadpact.targets.sql import paying
from leadpact.targets.sql.expressions import as_number, as_test, latest_of
from leadpact.targets.sql.features import feature_of, only_latest
from leadpact.targets.sql.places import place
from leadpact.targets.sql.terms import (
    all_of,
    any_of,
    case,
    coalesced,
    divided,
    held,
    is_known,
    is_null,
    minus,
    negated,
    number,
    plus,
    smaller,
    times,
    wrapped,
)
from leadpact_dsl.frozen import frozen
from leadpact_dsl.model import Clause

if TYPE_CHECKING:
    from leadpact.targets.sql.lead_values import LeadValues

LineKind: TypeAlias = Literal["rule", "limit", "counts", "gate", "rounding", "bound", "zero"]


@frozen
class LineColumn:
    """One line of a score: `points` in units of 10**-`scale`; `row`: the place of a table's row that was hit, NULL for
    none. Weighted scores are no lines: their own lines tell."""

    score: str
    clause: Clause
    kind: LineKind
    scale: int
    points: exp.Expression
    row: exp.Expression | None = None


class ScoreColumns:
    """One score: its value in hundredths and its lines, in order."""

    def __init__(self, values: LeadValues, score: Score) -> None:
        self._values, self._name = values, score.clause.name
        self.lines: list[LineColumn] = []
        parts = [self._term(term, score.scale) for term in score.terms]
        parts += [self._item(item, score.scale) for item in score.items]
        self.value = self._value(score, parts)

    def _value(self, score: Score, parts: Sequence[exp.Expression]) -> exp.Expression:
        clause = score.clause
        raw = self._put(f"{self._name}_sum", plus(list(parts)) if parts else number(0), clause)
        value = raw
        if score.scale > POINTS:
            value = self._put(f"{self._name}_rounded", paying.rounded(raw, score.scale), clause)
            up = times(value, 10 ** (score.scale - POINTS))
            self._line(clause, "rounding", score.scale, minus(up, raw))
        bounded = value
        if score.low is not None or score.high is not None:
            bounded = self._put(f"{self._name}_bounded", held(value, score.low, score.high), clause)
            self._line(clause, "bound", POINTS, minus(bounded, value))
        earlier: list[exp.Expression] = []
        for zero in score.zero:
            holds = self._put(
                f"{self._name}_is_zero", coalesced(as_test(self._values, zero.test), exp.false()), zero.clause
            )
            taken = all_of([holds, *map(negated, earlier)])
            self._line(zero.clause, "zero", POINTS, case([(taken, exp.Neg(this=wrapped(bounded)))], number(0)))
            earlier.append(holds)
        if earlier:
            bounded = case([(any_of([one.copy() for one in earlier]), number(0))], bounded)
        return self._put(self._name, bounded, clause, "scores")

    def _term(self, term: Weighted, scale: int) -> exp.Expression:
        value = wrapped(self._values.score(term.score))
        paid = exp.Mul(this=value, expression=number(term.weight))
        return times(paid, 10 ** (scale - term.scale))

    def _item(self, item: Item, scale: int) -> exp.Expression:
        """What an item comes to, at a scale."""
        match item:
            case Line():
                return times(self._rule(item), 10 ** (scale - item.scale))
            case Group():
                return times(self._group(item), 10 ** (scale - item.scale))
            case _:
                assert_never(item)

    def _group(self, group: Group) -> exp.Expression:
        clause = group.clause
        wish = f"{self._name}_{clause.label}"
        inside = [self._item(item, group.inside) for item in group.items]
        value = self._put(wish, plus(inside) if inside else number(0), clause, "groups")
        if group.low is not None or group.high is not None:
            bounded = self._put(f"{wish}_limited", held(value, group.low, group.high), clause, "groups")
            self._line(clause, "limit", group.inside, minus(bounded, value))
            value = bounded
        if group.counts is not None:
            counted = self._put(f"{wish}_counted", times(value, group.counts), clause, "groups")
            whole = times(value, 10 ** (group.scale - group.inside))
            self._line(clause, "counts", group.scale, minus(counted, whole))
            value = counted
        if group.only_if is not None:
            opened = as_test(self._values, group.only_if)
            gated = self._put(f"{wish}_gated", case([(opened, value)], number(0)), clause, "groups")
            self._line(clause, "gate", group.scale, minus(gated, value))
            value = gated
        return value.copy()

    # -------------------------------------------------------------------------------------------------------- rules

    def _rule(self, line: Line) -> exp.Expression:
        row: exp.Expression | None = None
        pays = line.pays
        if isinstance(pays, TablePays):
            row = paying.by_row(self._values, pays.rows, lambda at, _: exp.Null() if at is None else number(at))
            row = self._put(f"{self._wish(line)}_row", row, line.clause, "rows")
        points = self._put(self._wish(line), self._points(line), line.clause, "rules")
        self.lines.append(LineColumn(self._name, line.clause, "rule", line.scale, points, row))
        return points.copy()

    def _wish(self, line: Line) -> str:
        return line.clause.id.removeprefix("score ").replace("/", "_")

    def _points(self, line: Line) -> exp.Expression:
        values, pays = self._values, line.pays
        match pays:
            case IfPays():
                return self._if(pays, line.passed_by)
            case EachPays():
                return self._each(pays)
            case IdlePays():
                return self._idle(pays)
            case TablePays(rows):
                return paying.by_row(values, rows, lambda _, points: number(points))
            case AddsInput(asked, low, high, unknown, scale):
                value = values.value(asked)
                given = held(times(value, 10 ** (scale - asked.scale)), low, high)
                return case([(is_null(value.copy()), number(unknown))], given)
            case _:
                assert_never(pays)

    def _if(self, pays: IfPays, passed_by: tuple[Test, ...]) -> exp.Expression:
        values = self._values
        pays = self._soon_gone(pays)
        holds = [as_test(values, pays.test)]
        holds += [negated(coalesced(as_test(values, test), exp.false())) for test in passed_by]
        points = as_number(values, pays.points)
        if pays.fade is None:
            return case([(all_of(holds), points)], number(0))
        if pays.decided is None:
            return case([(all_of(holds), paying.unfaded(points, pays.fade))], number(0))
        decided = self._decided(pays.decided)
        age = minus(values.now, decided)
        faded = paying.faded(values, pays.points, pays.fade, age)
        without = paying.unfaded(points.copy(), pays.fade)
        left = case([(is_known(decided.copy()), faded)], without)
        return case([(all_of(holds), left)], number(0))

    def _soon_gone(self, pays: IfPays) -> IfPays:
        """Where an activity alone decides, and its points are gone at some age, older ones need not be looked at."""
        fade, decided = pays.fade, pays.decided
        if fade is None or not isinstance(decided, DecidedBy) or decided.test != IsThere(decided.latest):
            return pays
        test = pays.test
        if isinstance(test, DefineHolds):
            test = self._values.plan.defines[test.define]
        most = 100 if fade.percent else abs(pays.points.value) if isinstance(pays.points, Const) else None
        if test != decided.test or most is None:
            return pays
        source = decided.latest.source
        gone = -(-most // fade.loss) * fade.every
        bound = Bound(">", Now(-gone))
        latest = Latest(replace(source, bounds=(*source.bounds, bound)))
        return replace(pays, test=IsThere(latest), decided=DecidedBy(IsThere(latest), latest))

    def _decided(self, decided: Decided) -> exp.Expression:
        """The latest activity that made a test hold; NULL where none did."""
        match decided:
            case DecidedBy(test, latest):
                return case([(as_test(self._values, test), as_number(self._values, latest))], None)
            case DecidedAmong(test, parts):
                found = [self._decided(part) for part in parts]
                return case([(as_test(self._values, test), latest_of(found))], None)
            case _:
                assert_never(decided)

    def _each(self, pays: EachPays) -> exp.Expression:
        values, keep = self._values, pays.keep
        told = feature_of(pays)
        feature = values.feature(told)
        if isinstance(told, EachPays):
            total = feature
        elif pays.fade is not None and only_latest(keep):
            faded = paying.faded(values, pays.price, pays.fade, minus(values.now, feature))  # type: ignore[arg-type]
            total = case([(is_known(feature.copy()), faded)], number(0))
        else:
            most = [keep.times] if keep.period == "ever" else []
            most += [] if keep.at_most is None else [keep.at_most]
            counted = smaller([feature, number(min(most))]) if most else feature
            total = exp.Mul(this=counted, expression=wrapped(as_number(values, pays.price)))  # type: ignore[arg-type]
        return held(total, None if pays.limit is None else -pays.limit, pays.limit)

    def _idle(self, pays: IdlePays) -> exp.Expression:
        values = self._values
        since = values.feature(pays.latest)
        if pays.since is not None:
            since = coalesced(since, as_number(values, InputNumber(pays.since)))
        periods = divided(minus(values.now, since), pays.every)
        points = exp.Mul(this=periods, expression=wrapped(as_number(values, pays.points)))
        begun = exp.GT(this=values.now, expression=since.copy())
        limit = pays.limit
        return case([(begun, held(points, None if limit is None else -limit, limit))], number(0))

    # ------------------------------------------------------------------------------------------------------ columns

    def _put(self, wish: str, expression: exp.Expression, clause: Clause, kind: str = "sums") -> exp.Expression:
        return self._values.layers.put(wish, expression, place(clause), kind)

    def _line(self, clause: Clause, kind: LineKind, scale: int, points: exp.Expression) -> None:
        if self._values.asked.lines:
            points = self._values.layers.put(f"{self._name}_{kind}", points, place(clause), "changes")
            self.lines.append(LineColumn(self._name, clause, kind, scale, points))
