"""Drawings: text fits its box, nothing leaves the picture, and bars are as long as what they stand for."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadpact.agreement import document as doc
from leadpact.agreement.drawing import bars
from leadpact.agreement.drawing.lettering import width_of, wrapped
from leadpact.agreement.drawing.lifecycle import draw_lifecycle
from leadpact.agreement.drawing.shapes import Box, Drawing, Head, Line, Words
from leadpact.agreement.lifecycle import lifecycle
from leadpact.agreement.wording import Wording
from tests.compiler.agreement.pages import real


@given(st.text(), st.integers(40, 400), st.booleans())
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int, bold: bool) -> None:
    lines = wrapped(text, width, 12, bold=bold)
    assert all(width_of(line, 12, bold=bold) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert [line for line in lines if not line.strip()] == []


def test_lines_break_at_blanks_where_they_can() -> None:
    assert wrapped("was qualified by marketing", 90, 12) == ["was qualified", "by marketing"]
    assert wrapped("", 110, 12) == []
    assert width_of("MMMM", 12) > width_of("iiii", 12)
    assert width_of("MMMM", 12, bold=True) > width_of("MMMM", 12)


def _picture(title: str, stages: int, programmes: int) -> doc.Lifecycle:
    places = [doc.Place(f"s{n}", "stage", f"{title} {n}", ("Sales", "10%")) for n in range(stages)]
    places += [doc.Place(f"n{n}", "nurture", title, (title,)) for n in range(programmes)]
    places.append(doc.Place("c", "closed", title, (title, "B", "C")))
    arrows = [doc.Arrow(f"s{n}", f"s{n + 1}", "onward", title) for n in range(stages - 1)]
    for n in range(programmes):
        arrows += [doc.Arrow(None, f"n{n}", "return", title), doc.Arrow(f"n{n}", None, "back", title)]
    arrows.append(doc.Arrow(None, "c", "out", title))
    return doc.Lifecycle("Stages", "All", tuple(places), tuple(arrows), "")


PICTURES = [
    _picture("Short", 1, 0),
    _picture("A title of some length, with more to say", 3, 2),
    _picture("W" * 200, 2, 3),
]


def drawings() -> list[Drawing]:
    found = [lifecycle(real(name), Wording()) for name in ("acme", "inbound", "gitlab")]
    return [draw_lifecycle(graph) for graph in (*found, *PICTURES) if graph is not None]


def test_nothing_leaves_the_picture() -> None:
    for drawing in drawings():
        for shape in drawing.shapes:
            match shape:
                case Box(x, y, width, height):
                    corners = [(x, y), (x + width, y + height)]
                case Line(points) | Head(points):
                    corners = list(points)
                case Words(x, y, text, role):
                    size, bold = (13, True) if role == "title" else (12, role == "name")
                    corners = [(x, y - size), (x + width_of(text, size, bold=bold), y + 4)]
            assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in corners), shape


def test_words_stand_in_their_box_or_beside_it_and_boxes_apart() -> None:
    for drawing in drawings():
        boxes = [shape for shape in drawing.shapes if isinstance(shape, Box) and shape.role != "frame"]
        tops = sorted((box.y, box.y + box.height) for box in boxes)
        assert all(above[1] < below[0] for above, below in pairwise(tops))
        lines = sorted(shape.y for shape in drawing.shapes if isinstance(shape, Words))
        assert all(below - above >= 14 for above, below in pairwise(lines)), "no line on another"
        for words in (shape for shape in drawing.shapes if isinstance(shape, Words)):
            around = [box for box in boxes if box.y < words.y < box.y + box.height]
            assert bool(around) == (words.role in ("title", "fact")), words


def test_every_place_and_every_arrow_is_drawn() -> None:
    for graph in PICTURES:
        drawing = draw_lifecycle(graph)
        drawn = [shape.role for shape in drawing.shapes if isinstance(shape, Box)]
        assert sorted(drawn) == sorted(["frame", *(place.role for place in graph.places)])
        heads = {role: sum(isinstance(s, Head) and s.role == role for s in drawing.shapes) for role in _ROLES}
        wanted = {role: sum(arrow.role == role for arrow in graph.arrows) for role in _ROLES}
        # What comes back runs together on one rail.
        assert heads == {**wanted, "back": min(wanted["back"], 1)}


_ROLES = ("onward", "return", "back", "out")


def _waterfall(*stops: int) -> doc.Waterfall:
    steps = tuple(
        doc.Step("", "", (), (), Decimal(before), Decimal(after), "rule")
        for before, after in zip((0, *stops), stops, strict=False)
    )
    return doc.Waterfall("Fit", ("", "", "", ""), steps, Decimal(stops[-1]), "")


def test_steps_stand_end_to_end() -> None:
    fall = _waterfall(30, 120, 100)
    assert [bars.step(fall, step)[:2] for step in fall.steps] == [("0", "25"), ("25", "75"), ("83.3", "16.7")]
    assert [bars.step(fall, step).role for step in fall.steps] == ["up", "up", "down"]
    assert bars.total(fall) == ("0", "83.3", "0", "total")


def test_below_zero_they_begin_where_zero_stands() -> None:
    fall = _waterfall(-10, 30)
    assert bars.step(fall, fall.steps[0]) == ("0", "25", "25", "down")
    assert bars.step(fall, fall.steps[1]) == ("0", "100", "25", "up")
    assert bars.total(fall) == ("25", "75", "25", "total")


def test_a_step_too_small_to_see_is_seen() -> None:
    fall = doc.Waterfall("Fit", ("", "", "", ""), (), Decimal("0.01"), "")
    tiny = doc.Step("", "", (), (), Decimal(100), Decimal("99.99"), "rounding")
    wide = doc.Waterfall("Fit", ("", "", "", ""), (tiny,), Decimal("99.99"), "")
    assert bars.total(fall).length == "100"
    assert bars.step(wide, tiny)[:2] == ("99.4", "0.6")
    nothing = doc.Waterfall("Fit", ("", "", "", ""), (), Decimal(0), "")
    assert bars.total(nothing) == ("0", "0.6", "0", "total")


@pytest.mark.parametrize(
    ("share", "length"), [(Decimal(0), "0"), (Decimal("33.333"), "33.3"), (Decimal(250), "100"), (Decimal(-5), "0")]
)
def test_shares_are_as_long_as_they_say(share: Decimal, length: str) -> None:
    made = bars.share(doc.Bar((), (), share))
    assert made is not None
    assert (made.start, made.length) == ("0", length)
    assert bars.share(doc.Bar((), (), None)) is None
