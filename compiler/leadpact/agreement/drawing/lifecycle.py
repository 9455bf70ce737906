"""The lifecycle, drawn from top to bottom and narrow enough for a telephone.

The stages stand in one frame. Leads leave it along a rail on the left, into a programme or to those not pursued; from a
programme they come back along a rail on the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadpact.agreement import document as doc
from leadpact.agreement.drawing.lettering import wrapped
from leadpact.agreement.drawing.shapes import Box, Drawing, Line, Shape, Words, down, right, up
from leadpact_dsl.screen import visible

WIDTH = 328
_EDGE = 1  # half a line's width, rounded up: nothing is cut off at the border
_PADDING = 12
_OUT, _RETURN, _BACK = 6, 18, WIDTH - 8
_INNER = (34, WIDTH - 26)
"""Left and right end of what stands below the frame, between the rails."""

_TITLE, _SMALL = 13, 12
_LINE = 16
_GAP = 14


def draw_lifecycle(graph: doc.Lifecycle) -> Drawing:
    drawn = _Drawn(graph)
    drawn.frame()
    for place in graph.places:
        if place.role == "nurture":
            drawn.programme(place)
    for place in graph.places:
        if place.role == "closed":
            drawn.closed(place)
    return Drawing(WIDTH, drawn.y + _EDGE, tuple(drawn.shapes))


class _Drawn:
    """A drawing under way: what there is, and `y`, where the next part begins."""

    def __init__(self, graph: doc.Lifecycle) -> None:
        self.graph = graph
        self.y = _EDGE
        self.shapes: list[Shape] = []
        self.foot = 0
        self.joins: dict[int, int] = {}

    def frame(self) -> None:
        place_at = len(self.shapes)
        left, width = _PADDING, WIDTH - 2 * _PADDING
        self.y += 8
        self.words(self.graph.frame, left, width, "name")
        self.y += 10
        stages = [place for place in self.graph.places if place.role == "stage"]
        for number, stage in enumerate(stages):
            if number:
                self.onward([arrow for arrow in self.graph.arrows if arrow.target == stage.id], left)
            self.box(stage, left, width)
        self.y += _PADDING
        self.foot = self.y
        frame = Box(_EDGE, _EDGE, WIDTH - 2 * _EDGE, self.foot - _EDGE, "frame", 10)
        self.shapes.insert(place_at, frame)

    def onward(self, arrows: Sequence[doc.Arrow], left: int) -> None:
        """From a stage to the next, the label beside the arrow."""
        start, x = self.y, left + 16
        self.y += 3
        self.labels(arrows, x + 14, WIDTH - _PADDING - x - 14, "onward")
        self.y = max(self.y + 6, start + 24)
        self.shapes += [Line(((x, start), (x, self.y - 6)), "onward"), down(x, self.y - 1, "onward")]

    def programme(self, place: doc.Place) -> None:
        """What leads into it stands above its box, what leads out of it below."""
        left, end = _INNER
        into = [arrow for arrow in self.graph.arrows if arrow.target == place.id]
        back = [arrow for arrow in self.graph.arrows if arrow.source == place.id]
        self.y += _GAP
        self.labels(into, left, end - left, "return")
        self.y += 6
        top = self.y
        self.box(place, left, end - left)
        middle = (top + self.y) // 2
        self.rail(_RETURN, left, middle, "return")
        if back:
            first = _BACK not in self.joins
            self.shapes.append(Line(((end, middle), (_BACK, middle), (_BACK, self.join(_BACK, middle, 6))), "back"))
            self.shapes += [up(_BACK, self.foot + 1, "back")] if first else []
            self.y += 5
            self.labels(back, left, end - left, "back")
        self.y += 4

    def closed(self, place: doc.Place) -> None:
        left, end = _INNER
        self.y += _GAP
        self.labels([arrow for arrow in self.graph.arrows if arrow.target == place.id], left, end - left, "out")
        self.y += 6
        top = self.y
        self.box(place, left, end - left)
        self.rail(_OUT, left, (top + self.y) // 2, "out")

    def rail(self, x: int, left: int, y: int, role: str) -> None:
        """From the frame's foot down along the left side, and into a box."""
        self.shapes += [Line(((x, self.join(x, y)), (x, y), (left - 6, y)), role), right(left - 1, y, role)]

    def join(self, x: int, y: int, below: int = 0) -> int:
        """Where a rail ends so far: at the frame, or at the last box on it. From now on that is `y`."""
        end = self.joins.get(x, self.foot + below)
        self.joins[x] = y
        return end

    def box(self, place: doc.Place, left: int, width: int) -> None:
        place_at, top = len(self.shapes), self.y
        self.y += 4
        self.words(place.title, left + 10, width - 20, "title")
        for line in _facts(place):
            self.words(line, left + 10, width - 20, "fact")
        self.y += 5
        corner = 16 if place.role == "nurture" else 6
        self.shapes.insert(place_at, Box(left, top, width, self.y - top, place.role, corner))

    def labels(self, arrows: Sequence[doc.Arrow], left: int, width: int, role: str) -> None:
        for arrow in arrows:
            self.words(arrow.label, left, width, role)

    def words(self, text: str, left: int, width: int, role: str) -> None:
        bold = role in ("title", "name")
        size = _TITLE if role == "title" else _SMALL
        for line in wrapped(visible(" ".join(text.split())), width, size, bold=bold):
            self.y += _LINE
            self.shapes.append(Words(left, self.y - 3, line, role))


def _facts(place: doc.Place) -> Iterator[str]:
    """The facts of a stage beside each other, each ground of those not pursued on a line of its own."""
    if place.role == "closed":
        yield from place.facts
    elif place.facts:
        yield " · ".join(place.facts)
