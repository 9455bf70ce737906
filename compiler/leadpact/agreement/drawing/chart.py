"""Curves over one axis: what is measured on the left, on the right, and the places that are pointed out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from leadpact.agreement import document as doc
from leadpact.agreement.drawing.lettering import width_of
from leadpact.agreement.drawing.shapes import Anchor, Area, Drawing, Line, Shape, Words
from leadpact_dsl.phrases import amounts
from leadpact_dsl.screen import visible

WIDTH = 680
_ROOM = 260
"""The height of the field that the curves stand in."""
_SIZE = 12
_LINE = 18
_TICKS = 5

CURVES = ("first", "second", "third", "fourth")
"""What the curves are called for the page's style, in their order."""


def draw_chart(chart: doc.Chart) -> Drawing:
    """Legend on top, then the names of the sides, the field with its curves, and the axis below."""
    field = _Field(chart)
    shapes = [*_legend(chart), *_sides(field), *_grid(field), *_marks(field)]
    for role, curve in zip(CURVES, chart.curves, strict=False):
        shapes += _curve(field, curve, role)
    return Drawing(WIDTH, field.bottom + 3 * _LINE - 6, tuple(shapes))


class _Field:
    """Where on the drawing each value stands."""

    def __init__(self, chart: doc.Chart) -> None:
        self.chart = chart
        self.left_ticks = _ticks(chart.left)
        self.right_ticks = _ticks(chart.right) if chart.right is not None else []
        self.left = 10 + max(width_of(text, _SIZE) for _, text in self.left_ticks)
        self.right = WIDTH - 10 - max((width_of(text, _SIZE) for _, text in self.right_ticks), default=6)
        self.top = _LINE * (3 + len(chart.curves) + len(chart.marks)) - 12
        self.bottom = self.top + _ROOM

    def x(self, value: Decimal) -> int:
        axis = self.chart.below
        return self.left + _part(value, axis.least, axis.most, self.right - self.left)

    def y(self, value: Decimal, side: str) -> int:
        axis = self.chart.right if side == "right" and self.chart.right is not None else self.chart.left
        return self.bottom - _part(value, axis.least, axis.most, _ROOM)


def _part(value: Decimal, least: Decimal, most: Decimal, room: int) -> int:
    share = (value - least) / ((most - least) or Decimal(1))
    return int((min(max(share, Decimal(0)), Decimal(1)) * room).to_integral_value())


def _ticks(axis: doc.Axis) -> list[tuple[Decimal, str]]:
    """Round numbers, some five of them, and how they are said."""
    step = _step((axis.most - axis.least) or Decimal(1))
    first = int((axis.least / step).to_integral_value(ROUND_CEILING))
    last = int((axis.most / step).to_integral_value(ROUND_FLOOR))
    return [(step * n, f"{amounts.number(step * n)}{axis.unit}") for n in range(first, last + 1)]


def _step(length: Decimal) -> Decimal:
    """The largest of 1, 2, 2.5 and 5 times a power of ten that leaves at least so many steps."""
    power = Decimal(1).scaleb((length / _TICKS).adjusted())
    fitting = [power * by for by in (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5)) if power * by * 4 <= length]
    return max(fitting, default=power)


def _legend(chart: doc.Chart) -> Iterator[Shape]:
    for row, (role, curve) in enumerate(zip(CURVES, chart.curves, strict=False)):
        y = _LINE * (row + 1) - 4
        yield Line(((0, y - 4), (22, y - 4)), f"curve {role}")
        yield Words(30, y, visible(curve.label), "fact")


def _sides(field: _Field) -> Iterator[Shape]:
    chart = field.chart
    y = _LINE * (len(chart.curves) + 1) + 4
    yield Words(0, y, visible(chart.left.title), "name")
    if chart.right is not None:
        yield Words(WIDTH, y, visible(chart.right.title), "name", "end")
    middle = (field.left + field.right) // 2
    yield Words(middle, field.bottom + 2 * _LINE + 2, visible(chart.below.title), "name", "middle")


def _grid(field: _Field) -> Iterator[Shape]:
    for value, text in field.left_ticks:
        y = field.y(value, "left")
        yield Line(((field.left, y), (field.right, y)), "grid")
        yield Words(field.left - 6, y + 4, text, "fact", "end")
    for value, text in field.right_ticks:
        yield Words(field.right + 6, field.y(value, "right") + 4, text, "fact")
    for value, text in _ticks(field.chart.below):
        x = field.x(value)
        yield Line(((x, field.bottom), (x, field.bottom + 4)), "grid")
        yield Words(x, field.bottom + _LINE, text, "fact", "middle")


def _marks(field: _Field) -> Iterator[Shape]:
    """Each from its words down to the axis; the words stand in rows, so that none covers another's."""
    for row, mark in enumerate(reversed(field.chart.marks)):
        y = field.top - 8 - row * _LINE
        x = field.x(mark.x)
        half = width_of(mark.label, _SIZE) // 2
        anchor: Anchor = "end" if x + half > WIDTH else "start" if x - half < 0 else "middle"
        yield Line(((x, y + 4), (x, field.bottom)), "mark")
        yield Words(x, y, visible(mark.label), "marked", anchor)


def _curve(field: _Field, curve: doc.Curve, role: str) -> Iterator[Shape]:
    points = sorted(curve.points, key=lambda point: point.x)
    likely = [point for point in points if point.low is not None and point.high is not None]
    if len(likely) > 1:
        above = [(field.x(point.x), field.y(point.high or point.y, curve.side)) for point in likely]
        below = [(field.x(point.x), field.y(point.low or Decimal(0), curve.side)) for point in reversed(likely)]
        yield Area((*above, *below), f"likely {role}")
    if points:
        yield Line(tuple((field.x(point.x), field.y(point.y, curve.side)) for point in points), f"curve {role}")
