"""Points as Python expressions: what an activity is paid, what fading leaves, what a table says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadpact.plan import Plan
from leadpact.plan.activities import Keep
from leadpact.plan.numbers import Const, Input, Number
from leadpact.plan.points import (
    AddsInput,
    Band,
    Decided,
    DecidedBy,
    EachPays,
    Fade,
    GradeText,
    Group,
    IdlePays,
    IfPays,
    Item,
    Items,
    Line,
    Rows,
    TablePays,
)
from leadpact.plan.tests import DefineHolds, IsThere, Test
from leadpact.targets.python.constants import literal
from leadpact.targets.python.expressions import Scope, number_text, unknown_text
from leadpact.targets.python.frame import Frame
from leadpact.targets.python.prices import Priced, by_text, points_of
from leadpact.targets.python.scopes import LoopScope

_DAY = 86_400_000
_ALL: tuple[int | None, int | None] = (None, None)
_WEEK_STARTS = 345_600_000
"""Monday, 1970-01-05 00:00: the grid of `once every N days` starts here, by the wall clock."""


def period_of(keep: Keep, at: str) -> str:
    """Which period an instant lies in, by the wall clock of the agreement."""
    match keep.period:
        case "fixed":
            return f"({at} + ZONE.offset({at}) - {_WEEK_STARTS:_}) // {keep.every:_}"
        case "day":
            return f"day_of({at})"
        case "week":
            return f"(day_of({at}) + 3) // 7"
        case _:
            return f"{keep.period}_of(day_of({at}))"


def longest(keep: Keep) -> int:
    """No two instants of one period show so many ms of the wall clock, or more, between them."""
    days = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
    return days[keep.period] * _DAY if keep.period in days else keep.every


def left_of(pays: EachPays) -> str | None:
    """What an age leaves of each price, of percent or of a constant; `{now}` stands for the instant of the frame."""
    fade = pays.fade
    if fade is None:
        return None
    steps = f"(({{now}} - at) // {fade.every:_})"
    match pays.price:
        case _ if fade.percent:
            return f"100 - {fade.loss} * {steps}"
        case Const(value):
            return f"{abs(value)} - {fade.loss} * {steps}"
        case _:
            return None


def gone_after(pays: EachPays) -> int | None:
    """The age in ms at which nothing is left of what any activity is paid; None where no one can say."""
    fade = pays.fade
    if fade is None:
        return None
    match pays.price:
        case _ if fade.percent:
            most = 100
        case Const(value):
            most = abs(value)
        case Rows() as rows:
            most = max(map(abs, points_of(rows).values()), default=0)
        case _:
            return None
    return -(-most // fade.loss) * fade.every


def each_paid(frame: Frame, pays: EachPays, inside: LoopScope, total: str, certain: bool) -> list[str]:
    """The lines that add to a total what one activity is paid after fading, at the scale of the rule. `certain`:
    whatever is gone lies behind the end of the loop."""
    if isinstance(pays.price, Rows):
        price = _row_of_activity(frame, pays.price, inside)
    else:
        price = number_text(inside, pays.price)
    fade, expression = pays.fade, left_of(pays)
    if fade is None:
        return [f"{total} += {price}"]
    if expression is None:
        return [f"{total} += faded({price}, {fade.loss} * (({frame.now} - at) // {fade.every:_}))"]
    left = inside.left(expression.format(now=frame.now))
    if fade.percent:
        paid = f"{total} += {price} * {left}"
    else:
        paid = f"{total} {'+' if isinstance(pays.price, Const) and pays.price.value >= 0 else '-'}= {left}"
    return [paid] if certain else [f"if {left} > 0:", f"    {paid}"]


def never_less(item: Item) -> bool:
    """Whether an item never takes anything away."""
    match item:
        case Group(low=low, items=items, counts=counts):
            return (counts is None or counts >= 0) and ((low is not None and low >= 0) or all(map(never_less, items)))
        case Line(pays=IfPays(points=Const(value)) | EachPays(price=Const(value)) | IdlePays(points=Const(value))):
            return value >= 0
        case Line(pays=EachPays(price=Rows() as rows) | TablePays(rows=rows)):
            return all(points >= 0 for points in points_of(rows).values())
        case Line(pays=AddsInput(low=low, unknown=unknown)):
            return low >= 0 and unknown >= 0
        case _:
            return False


def at_most(paid: str, periods: str, each: int, limit: int) -> str:
    """The expression of what one or more periods are paid: each the same, and together no more than a limit in size."""
    return f"{paid} if {periods} <= {limit // abs(each)} else {limit if each > 0 else -limit}"


def is_there(plan: Plan, test: Test, decided: Decided) -> bool:
    """Whether a condition is just that there is the activity which decides it."""
    while isinstance(test, DefineHolds):
        test = plan.defines[test.define]
    return isinstance(decided, DecidedBy) and test == IsThere(decided.latest)


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
    if by_text(rows) and (answer := inside.of_text(Priced(rows))) is not None:
        return answer
    points = points_of(rows)
    name = frame.names.fresh("price")
    inside.need(row_lines(inside, rows, name, lambda place: points.get(place, 0)))
    return name


def row_lines(
    scope: Scope,
    rows: Rows,
    target: str,
    given: Callable[[int], object],
    reach: tuple[int | None, int | None] = _ALL,
    levels: Sequence[str] = (),
) -> list[str]:
    """The lines that set a target by the row that a value falls into: to what is given for its place, -1 for none.
    `reach` is between what a number lies, and `levels` are all that a grade has, where that is known."""
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
        table = scope.constant_table(f"{value}_rows", items)
        hit = bool(levels) and items.keys() >= set(levels)
        return [f"{target} = {table}[{value}]" if hit else f"{target} = {table}.get({value}, {literal(otherwise)})"]
    value = number_text(scope, by)
    guard = unknown_text(scope, by)
    cases = [(guard, unknown)] if guard else []
    tests = in_turn_of(value, [row.key for row in rows.rows], reach)
    cases += [(test, given(row.place)) for row, test in zip(rows.rows, tests, strict=False)]
    if len(tests) == len(rows.rows) and tests[-1] == "":
        cases.pop()
        otherwise = given(rows.rows[-1].place)
    lines: list[str] = []
    for test, found in cases:
        lines += [f"{'elif' if lines else 'if'} {test}:", f"    {target} = {_bare(found)}"]
    return [*lines, "else:", f"    {target} = {_bare(otherwise)}"] if lines else [f"{target} = {_bare(otherwise)}"]


def _bare(value: object) -> str:
    """A literal; of a tuple without its brackets."""
    return literal(value)[1:-1] if isinstance(value, tuple) else literal(value)


def in_turn_of(value: str, keys: Sequence[Band | Items], reach: tuple[int | None, int | None] = _ALL) -> list[str]:
    """The tests that a known value falls into each of some rows, given that it falls into none before. The last is ""
    where nothing else is left; rows behind that are left out."""
    found: list[str] = []
    low, high = reach
    for key in keys:
        if isinstance(key, Items):
            found.append(f"{value} == {key.items[0]}" if len(key.items) == 1 else f"{value} in {literal(key.items)}")
            continue
        # Whole numbers: everything still possible lies from `low` to `high`.
        top = key.high if key.high_in or key.high is None else key.high - 1
        from_below = key.low is None or (low is not None and key.low <= low)
        to_the_top = top is None or (high is not None and top >= high)
        up_to = f"{'<=' if key.high_in else '<'} {key.high}"
        if from_below and to_the_top:
            return [*found, ""]
        if from_below:
            found.append(f"{value} {up_to}")
            low = None if top is None else top + 1
        elif to_the_top:
            found.append(f"{value} >= {key.low}")
            high = None if key.low is None else key.low - 1
        else:
            found.append(f"{key.low} <= {value} {up_to}")
    return found
