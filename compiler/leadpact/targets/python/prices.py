"""What the rows of a table pay, and tables that go by a text: what it means for them is remembered with the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leadpact.plan.numbers import Input
from leadpact.plan.points import EachPays, Group, Item, Items, Line, Rows, Score, TablePays
from leadpact_dsl.frozen import frozen


@frozen
class Priced:
    """What a table pays that goes by a text, at a scale `up` times as fine as its own."""

    rows: Rows
    up: int = 1


def points_of(rows: Rows, up: int = 1) -> dict[int, int]:
    """The points of each row by its place, at a finer scale."""
    found = {row.place: row.points * up for row in rows.rows}
    return found | {row.place: row.points * up for row in (rows.otherwise, rows.unknown) if row is not None}


def priced_in(node: object) -> Iterator[Priced]:
    """The tables by texts that a node of the plan pays by."""
    match node:
        case Priced():
            yield node
        case Score(items=items, scale=scale):
            yield from _priced(items, scale)
        case EachPays(price=Rows() as rows) if by_text(rows):
            yield Priced(rows)
        case _:
            pass


def by_text(rows: Rows) -> bool:
    return isinstance(rows.by, Input) and rows.by.type == "text"


def items_of(rows: Rows, points: dict[int, int]) -> tuple[dict[object, object], int]:
    """What each text pays (None: an unknown one), and what any other does."""
    found: dict[object, object] = {}
    for row in rows.rows:
        assert isinstance(row.key, Items)
        for item in row.key.items:
            found.setdefault(item, points[row.place])
    found.setdefault(None, 0 if rows.unknown is None else points[rows.unknown.place])
    return found, 0 if rows.otherwise is None else points[rows.otherwise.place]


def _priced(items: Iterable[Item], scale: int) -> Iterator[Priced]:
    for item in items:
        match item:
            case Group(items=inner, inside=inside):
                yield from _priced(inner, inside)
            case Line(pays=TablePays(rows=rows, scale=own)) if by_text(rows):
                yield Priced(rows, 10 ** (scale - own))
            case _:
                pass
