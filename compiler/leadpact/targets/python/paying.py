"""Points as Python expressions: what an activity is paid, what fading leaves, what a table says."""

from __future__ import annotations

from collections.abc import Callable

from leadpact.plan.activities import Keep
from leadpact.plan.numbers import Const, Input, Number
from leadpact.plan.points import Band, EachPays, Fade, GradeText, Items, Rows
from leadpact.targets.python.constants import literal
from leadpact.targets.python.expressions import Scope, number_text, unknown_text
from leadpact.targets.python.frame import Frame
from leadpact.targets.python.scopes import LoopScope

_WEEK_STARTS = 345_600_000
"""Monday, 1970-01-05 00:00: the grid of `once every N days` starts here, by the wall clock."""


def period_of(inside: LoopScope, keep: Keep) -> str:
    """Which period the activity of a loop lies in, by the wall clock of the agreement."""
    local = "at + AHEAD[bisect_right(SINCE, at) - 1]"
    match keep.period:
        case "fixed":
            found = f"({local} - {_WEEK_STARTS:_}) // {keep.every:_}"
        case "day":
            found = f"({local}) // DAY"
        case "week":
            found = f"(({local}) // DAY + 3) // 7"
        case _:
            found = f"{keep.period}_of(({local}) // DAY)"
    return inside.late(f"{keep.period}_{keep.every}", keep.period or "", found)


def each_paid(frame: Frame, pays: EachPays, inside: LoopScope, total: str) -> list[str]:
    """The lines that add to a total what one activity is paid after fading, at the scale of the rule."""
    if isinstance(pays.price, Rows):
        price = _row_of_activity(frame, pays.price, inside)
    else:
        price = number_text(inside, pays.price)
    fade, number = pays.fade, None if isinstance(pays.price, Rows) else pays.price
    if fade is None:
        return [f"{total} += {price}"]
    steps = f"({frame.now} - at) // {fade.every:_}"
    match number:
        case _ if fade.percent:
            left, paid = f"100 - {fade.loss} * ({steps})", f"{total} += {price} * left"
        case Const(value) if value >= 0:
            left, paid = f"{price} - {fade.loss} * ({steps})", f"{total} += left"
        case Const(value):
            left, paid = f"{-value} - {fade.loss} * ({steps})", f"{total} -= left"
        case _:
            return [f"{total} += faded({price}, {fade.loss} * ({steps}))"]
    return [f"left = {left}", "if left > 0:", f"    {paid}"]


def faded(price: str, number: Number | None, fade: Fade, age: str) -> str:
    """What is left of the points at an age; a constant price says by itself on which side of zero it is."""
    steps = f"(({age}) // {fade.every:_})"
    if fade.percent:
        return f"{price} * max(0, 100 - {fade.loss} * {steps})"
    match number:
        case Const(value) if value >= 0:
            return f"max(0, {price} - {fade.loss} * {steps})"
        case Const(value):
            return f"-max(0, {-value} - {fade.loss} * {steps})"
        case _:
            return f"faded({price}, {fade.loss} * {steps})"


def _row_of_activity(frame: Frame, rows: Rows, inside: LoopScope) -> str:
    """The name of the points that the row of an activity pays."""
    points = points_of(rows)
    name = frame.names.fresh("price")
    inside.lines += row_lines(inside, rows, name, lambda place: points.get(place, 0))
    return name


def points_of(rows: Rows, up: int = 1) -> dict[int, int]:
    """The points of each row by its place, at a finer scale."""
    found = {row.place: row.points * up for row in rows.rows}
    return found | {row.place: row.points * up for row in (rows.otherwise, rows.unknown) if row is not None}


def row_lines(scope: Scope, rows: Rows, target: str, given: Callable[[int], object]) -> list[str]:
    """The lines that set a target by the row that a value falls into: to what is given for its place, -1 for none."""
    otherwise = given(-1 if rows.otherwise is None else rows.otherwise.place)
    unknown = given(-1 if rows.unknown is None else rows.unknown.place)
    by = rows.by
    if isinstance(by, (Input, GradeText)):
        items: dict[object, object] = {}
        for row in rows.rows:
            assert isinstance(row.key, Items)
            for item in row.key.items:
                items.setdefault(item, given(row.place))
        if isinstance(by, Input):
            value = scope.folded(by) if by.type == "text" else scope.value(by)
            if not scope.always_known(by):
                items.setdefault(None, unknown)
        else:
            value = scope.grade(by.grade)
        return [f"{target} = {scope.constant_table(f'{value}_rows', items)}.get({value}, {literal(otherwise)})"]
    value = number_text(scope, by)
    guard = unknown_text(scope, by)
    cases = [(guard, unknown)] if guard else []
    cases += [(in_row(value, row.key), given(row.place)) for row in rows.rows]
    lines: list[str] = []
    for test, found in cases:
        lines += [f"{'elif' if lines else 'if'} {test}:", f"    {target} = {_bare(found)}"]
    return [*lines, "else:", f"    {target} = {_bare(otherwise)}"] if lines else [f"{target} = {_bare(otherwise)}"]


def _bare(value: object) -> str:
    """A literal; of a tuple without its brackets."""
    return literal(value)[1:-1] if isinstance(value, tuple) else literal(value)


def in_row(value: str, key: Band | Items) -> str:
    """The test that a known value falls into a row."""
    if isinstance(key, Items):
        return f"{value} == {key.items[0]}" if len(key.items) == 1 else f"{value} in {literal(key.items)}"
    high = f"{'<=' if key.high_in else '<'} {key.high}"
    if key.low is None:
        return "True" if key.high is None else f"{value} {high}"
    return f"{value} >= {key.low}" if key.high is None else f"{key.low} <= {value} {high}"
