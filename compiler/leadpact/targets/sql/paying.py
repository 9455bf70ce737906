"""Points as SQL: the row of a table that a value falls into, and what fading leaves of an amount."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from leadpact.plan.numbers import Const, Input, InputNumber, Number, Times
from leadpact.plan.points import Band, Fade, GradeText, Items, Rows
from leadpact.targets.sql.expressions import Scope, as_number
from leadpact.targets.sql.terms import (
    all_of,
    case,
    divided,
    is_null,
    larger,
    minus,
    number,
    one_of,
    plus,
    text,
    times,
    wrapped,
)
from leadpact.targets.sql.terms import flag as truth


def by_row(scope: Scope, rows: Rows, given: Callable[[int | None, int], exp.Expression]) -> exp.Expression:
    """What is `given` for the row that the value falls into: for its place, None for no row, and its points."""
    nothing = given(None, 0)
    unknown = nothing if rows.unknown is None else given(rows.unknown.place, rows.unknown.points)
    otherwise = nothing if rows.otherwise is None else given(rows.otherwise.place, rows.otherwise.points)
    value = _value(scope, rows)
    whens = [(_falls_into(value.copy(), row.key, rows.by), given(row.place, row.points)) for row in rows.rows]
    can_be_unknown = not isinstance(rows.by, GradeText) and (isinstance(rows.by, Input) or _is_input(rows.by))
    if can_be_unknown:
        whens.insert(0, (is_null(value.copy()), unknown))
    return case(whens, otherwise)


def band(value: exp.Expression, key: Band) -> exp.Expression:
    tests: list[exp.Expression] = []
    if key.low is not None:
        tests.append(exp.GTE(this=value.copy(), expression=number(key.low)))
    if key.high is not None:
        kind = exp.LTE if key.high_in else exp.LT
        tests.append(kind(this=value.copy(), expression=number(key.high)))
    return all_of(tests)


def faded(scope: Scope, price: Number | exp.Expression, fade: Fade | None, age: exp.Expression) -> exp.Expression:
    """What is left of points at an age in ms that is not negative: in percent two decimals more."""
    amount = price if isinstance(price, exp.Expression) else as_number(scope, price)
    if fade is None:
        return amount
    lost = times(divided(age, fade.every), fade.loss)
    if fade.percent:
        return exp.Mul(this=wrapped(amount), expression=larger([number(0), minus(number(100), lost)]))
    match price:
        case Const(value):
            left = larger([number(0), minus(number(abs(value)), lost)])
            return left if value >= 0 else exp.Neg(this=left)
        case _:
            above = larger([number(0), minus(amount, lost)])
            below = larger([number(0), minus(exp.Neg(this=exp.Paren(this=amount.copy())), lost.copy())])
            positive = exp.GTE(this=wrapped(amount.copy()), expression=number(0))
            return case([(positive, above)], exp.Neg(this=below))


def unfaded(amount: exp.Expression, fade: Fade | None) -> exp.Expression:
    """Points that have no age, at the scale of those that fade."""
    return times(amount, 100) if fade is not None and fade.percent else amount


def rounded(amount: exp.Expression, scale: int) -> exp.Expression:
    """To hundredths, half away from zero."""
    if scale == 2:
        return amount
    unit = 10 ** (scale - 2)
    up = divided(plus([amount, number(unit // 2)]), unit)
    down = divided(minus(number(unit // 2), amount.copy()), unit)
    return case([(exp.GTE(this=wrapped(amount.copy()), expression=number(0)), up)], exp.Neg(this=down))


def _value(scope: Scope, rows: Rows) -> exp.Expression:
    match rows.by:
        case GradeText(grade):
            return scope.grade(grade)
        case Input(type="text") as asked:
            items = [str(item) for row in rows.rows if isinstance(row.key, Items) for item in row.key.items]
            return scope.folded(asked, items)
        case Input() as asked:
            return scope.value(asked)
        case asked_number:
            return as_number(scope, asked_number)


def _is_input(what: Number) -> bool:
    return isinstance(what, InputNumber) or (isinstance(what, Times) and _is_input(what.number))


def _falls_into(value: exp.Expression, key: Band | Items, by: Number | Input | GradeText) -> exp.Expression:
    if isinstance(key, Band):
        return band(wrapped(value), key)
    return one_of(wrapped(value), [_item(item) for item in key.items]) if key.items else truth(False)


def _item(item: str | int | bool) -> exp.Expression:
    match item:
        case bool():
            return truth(item)
        case int():
            return number(item)
        case str():
            return text(item)
