"""Rules and tables as whole numbers of points, each at the scale that its fading asks for."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from leadpact.lower import sources
from leadpact.lower.conditions import condition
from leadpact.lower.field_tests import choices_named
from leadpact.lower.lowering import Lowering, in_units, units
from leadpact.plan.activities import Bound, Keep
from leadpact.plan.numbers import POINTS, Const, Input, InputNumber, Number, ScoreNumber, Times, at_scale
from leadpact.plan.points import (
    AddsInput,
    Band,
    EachPays,
    Fade,
    GradeText,
    IdlePays,
    IfPays,
    Items,
    Other,
    Pays,
    Row,
    Rows,
    RuleClause,
    TablePays,
)
from leadpact_dsl import model
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.text import fold

Around = model.Fading | None
View = tuple[Bound, ...]


def pays(low: Lowering, rule: RuleClause, view: View, around: Around) -> Pays:
    """`around` is the fading of the group; a fading of the rule's own wins."""
    match rule:
        case model.IfRule():
            found = condition(low, rule.condition, view)
            fading = rule.fading or around
            if found.decided is None:
                fading = None  # what no activity made true has no age
            points, fade, scale = _faded(_points(low, rule.points), fading)
            return IfPays(found.test, points, fade, found.decided if fade is not None else None, scale)
        case model.EachRule():
            price, fade, scale = _faded(_points(low, rule.points), rule.counting.fading or around)
            return _each(low, rule.counting, price, fade, scale, view)
        case model.EachTable():
            # Whichever kind the activity is of: all of them declare the field alike.
            rows = table_rows(low, rule.field, rule.rows, owner="")
            fade, scale = _fade(rule.counting.fading or around, POINTS)
            inside = scale - POINTS if fade is not None and fade.percent else scale
            return _each(low, rule.counting, _finer(rows, inside), fade, scale, view)
        case model.IdleRule():
            own = tuple(name for name, activity in low.policy.activities.items() if activity.by is None)
            latest = sources.latest(own, (), low.policy)  # what a score follows does not move it
            points = _points(low, rule.points)
            since = None if rule.since is None else low.input(rule.since)
            return IdlePays(points, rule.every, latest, since, _limit(rule.at_most_points, points.scale), points.scale)
        case model.Table():
            return _table(low, rule)
        case model.Adds():
            asked = low.input(rule.field)
            amounts = [rule.low, rule.high, rule.when_unknown or Decimal(0)]
            scale = max(POINTS, asked.scale, *(in_units(amount)[1] for amount in amounts))
            least, most, unknown = (units(amount, scale) for amount in amounts)
            return AddsInput(asked, least, most, unknown, scale)
        case _:
            assert_never(rule)


def band(key: model.Band, scale: int) -> Band:
    """A band in units of 10**-`scale`."""
    low = None if key.low is None else units(key.low, scale)
    high = None if key.high is None else units(key.high, scale)
    return Band(low, high, key.high_in)


def bands_scale(bands: list[model.Band], least: int) -> int:
    """The scale at which all ends of bands are whole."""
    ends = [end for key in bands for end in (key.low, key.high) if end is not None]
    return max([least, *(in_units(end)[1] for end in ends)])


def _points(low: Lowering, points: model.Points) -> Number:
    """Signed points, in hundredths or finer."""
    amount = low.amount(points.amount)
    amount = at_scale(amount, max(POINTS, amount.scale))
    match amount:
        case Const(value, scale):
            return Const(points.sign * value, scale)
        case _ if points.sign == 1:
            return amount
        case Times(inner, factor, scale):
            return Times(inner, -factor, scale)
        case _:
            return Times(amount, -1, amount.scale)


def _fade(fading: Around, scale: int) -> tuple[Fade | None, int]:
    """The fading, and the scale of what it leaves of points at a scale."""
    if fading is None:
        return None, scale
    if fading.percent:
        loss, decimals = in_units(fading.loss)
        if decimals:
            raise InternalError("A fading takes whole percentages.")
        return Fade(loss, True, fading.every), scale + 2
    scale = max(scale, in_units(fading.loss)[1])
    return Fade(units(fading.loss, scale), False, fading.every), scale


def _faded(points: Number, fading: Around) -> tuple[Number, Fade | None, int]:
    fade, scale = _fade(fading, points.scale)
    if fade is None or fade.percent:
        return points, fade, scale
    return at_scale(points, scale), fade, scale


def _each(
    low: Lowering, counting: model.Counting, price: Number | Rows, fade: Fade | None, scale: int, view: View
) -> EachPays:
    once = counting.once
    keep = Keep(at_most=counting.at_most_times)
    if once is not None:
        keep = Keep(once.period, once.every, once.times, counting.at_most_times)
    source = sources.source(low, counting.selection, counting.window, view)
    return EachPays(source, keep, price, fade, _limit(counting.at_most_points, scale), scale)


def _limit(limit: Decimal | None, scale: int) -> int | None:
    return None if limit is None else units(limit, scale)


def _table(low: Lowering, rule: model.Table) -> TablePays:
    match rule.by:
        case model.Field() as field:
            rows = table_rows(low, field, rule.rows)
        case model.ScoreName(name):
            rows = _rows(low, ScoreNumber(name), None, rule.rows)
        case model.GradeName(name):
            rows = _rows(low, GradeText(name), None, rule.rows)
        case _:
            assert_never(rule.by)
    return TablePays(rows, rows.scale)


def table_rows(low: Lowering, field: model.Field, written: tuple[model.Row, ...], owner: str | None = None) -> Rows:
    """Rows by a field; `owner` is that of an activity's input."""
    asked = low.input(field, owner)
    return _rows(low, InputNumber(asked) if asked.type in ("number", "instant") else asked, field, written)


def _rows(
    low: Lowering, by: Number | Input | GradeText, field: model.Field | None, written: tuple[model.Row, ...]
) -> Rows:
    if not isinstance(by, (Input, GradeText)):
        numbers = [value for row in written if isinstance(row.key, model.ValuesKey) for value in row.key.values]
        scale = bands_scale([row.key for row in written if isinstance(row.key, model.Band)], by.scale)
        scale = max([scale, *(in_units(value)[1] for value in numbers if isinstance(value, Decimal))])
        by = at_scale(by, scale)
    rows: list[Row] = []
    otherwise = unknown = None
    for place, row in enumerate(written):
        points = units(row.points, POINTS)
        match row.key:
            case model.UnknownKey():
                unknown = unknown or Other(points, place)
            case model.OtherwiseKey():
                otherwise = otherwise or Other(points, place)
            case model.Band() as key:
                assert not isinstance(by, (Input, GradeText))
                rows.append(Row(band(key, by.scale), points, place))
            case model.ValuesKey(values):
                rows.append(Row(Items(_items(low, by, field, values, row)), points, place))
            case _:
                assert_never(row.key)
    return Rows(by, tuple(rows), otherwise, unknown, POINTS)


def _items(
    low: Lowering,
    by: Number | Input | GradeText,
    field: model.Field | None,
    values: tuple[model.Scalar, ...],
    row: model.Row,
) -> tuple[str | int | bool, ...]:
    texts = [value for value in values if isinstance(value, str)]
    match by:
        case GradeText(grade):
            wanted = set(map(fold, texts))
            return tuple(level.name for level in low.policy.grades[grade].levels if fold(level.name) in wanted)
        case Input(type="text"):
            return tuple(dict.fromkeys(map(fold, texts)))
        case Input(type="choice"):
            assert field is not None
            return choices_named(field, texts)
        case Input():
            return tuple(value for value in values if isinstance(value, bool))
        case _:
            return tuple(_whole(low, value, by.scale, row) for value in values)


def _whole(low: Lowering, value: model.Scalar, scale: int, row: model.Row) -> int:
    match value:
        case Decimal():
            return units(value, scale)
        case int():
            return int(value * 10**scale)
        case str():
            raise InternalError(f"A number was expected, not {value!r}.")
        case _:
            return low.day(value, row.span)


def _finer(rows: Rows, scale: int) -> Rows:
    """The same rows with their points at a finer scale."""
    if scale == rows.scale:
        return rows
    up = 10 ** (scale - rows.scale)

    def other(row: Other | None) -> Other | None:
        return None if row is None else Other(row.points * up, row.place)

    finer = tuple(Row(row.key, row.points * up, row.place) for row in rows.rows)
    return Rows(rows.by, finer, other(rows.otherwise), other(rows.unknown), scale)
