"""Tables whose points rise or fall from row to row, but for one row (LP306)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from leadpact_dsl.checks import walk
from leadpact_dsl.diagnostics import Diagnostic, Label, warning
from leadpact_dsl.model import Band, EachTable, GradeName, Policy, Row, Table, ValuesKey
from leadpact_dsl.phrases.amounts import number, points

_FEWEST = 4
"""With fewer rows there is no telling which one is out of line."""


def dents(policy: Policy) -> Iterator[Diagnostic]:
    """A row between two others that pays less, or more, than both, where all the others go one way."""
    for score in policy.scores.values():
        for rule in walk.rules(score):
            if isinstance(rule, Table | EachTable):
                steps = _steps(policy, rule)
                place = out_of_line([row.points for row in steps])
                # A reason beside the row says that it is meant.
                if place is not None and steps[place].because is None:
                    yield _finding(steps[place - 1], steps[place], steps[place + 1])


def out_of_line(values: Sequence[Decimal]) -> int | None:
    """The place of the one value, neither first nor last, without which the rest only rises or only falls.

    None where they do so with it, where they still do not without it, and where there are too few to say.
    """
    if len(values) < _FEWEST or _one_way(values):
        return None
    inner = range(1, len(values) - 1)
    found = [place for place in inner if _one_way([*values[:place], *values[place + 1 :]])]
    # Of two neighbours either of which could be the one, the later is named: it is where the direction turned.
    return found[-1] if found and len(set(values)) > 1 else None


def _one_way(values: Sequence[Decimal]) -> bool:
    rising = all(first <= second for first, second in pairwise(values))
    return rising or all(first >= second for first, second in pairwise(values))


def _steps(policy: Policy, rule: Table | EachTable) -> list[Row]:
    """The rows that have an order: bands and numbers from low to high, levels of a grade from best to worst."""
    if isinstance(rule, Table) and isinstance(rule.by, GradeName):
        names = [level.name for level in policy.grades[rule.by.name].levels]
        named = [row for row in rule.rows if isinstance(row.key, ValuesKey)]
        return sorted(named, key=lambda row: min(_rank(names, row)))
    ordered = [(low, row) for row in rule.rows if (low := _start(row)) is not None]
    return [row for _, row in sorted(ordered, key=lambda pair: pair[0])]


def _rank(names: Sequence[str], row: Row) -> list[int]:
    values = row.key.values if isinstance(row.key, ValuesKey) else ()
    return [names.index(value) for value in values if isinstance(value, str) and value in names] or [len(names)]


def _start(row: Row) -> Decimal | None:
    """Where a row begins on the number line."""
    match row.key:
        case Band(low=None):
            return Decimal("-Infinity")
        case Band(low=low):
            return low
        case ValuesKey(values=(int() | Decimal() as value, *_)) if not isinstance(value, bool):
            return Decimal(value)
        case _:
            return None


def _finding(before: Row, row: Row, behind: Row) -> Diagnostic:
    more = row.points > before.points and row.points > behind.points
    return warning(
        "LP306",
        row.span,
        f"The points of all other rows go one way, but this row pays {'more' if more else 'less'} than both of its "
        f"neighbours: {number(row.points)} between {number(before.points)} and {number(behind.points)}.",
        note="out of line",
        labels=[Label(before.span, points(before.points)), Label(behind.span, points(behind.points))],
        help="Is a number mistyped? If it is meant, say why with `because`.",
    )
