"""The one order in which the parts of a counting clause are written."""

from __future__ import annotations

from collections.abc import Sequence

from leadpact_dsl.build.reader import Reader
from leadpact_dsl.clause_parser import ClauseTree
from leadpact_dsl.diagnostics import Fix, error

Places = tuple[tuple[str, ...], ...]

_WINDOWS = ("in_the_last", "long_ago", "since")
_FADINGS = ("losing_percent", "losing_points")
CONDITION: Places = (("at_least_times", "at_most_times", "exactly_times"), ("with_different",), _WINDOWS, ("where",))
COUNTING: Places = (
    _WINDOWS,
    ("once", "once_a", "once_every", "times_a"),
    ("at_most_times",),
    _FADINGS,
    ("at_most_points",),
    ("where",),
)
GROUP: Places = (("at_most_points", "range"), ("counts",), _FADINGS)


def in_canonical_order(reader: Reader, parts: Sequence[ClauseTree], places: Places) -> list[ClauseTree]:
    """The parts in the order in which they are written, each kind once; else the right text is reported."""
    kept: list[ClauseTree] = []
    for part in parts:
        earlier = next((k for k in kept if _place(places, k) == _place(places, part)), None)
        if earlier is None:
            kept.append(part)
            continue
        reader.report(
            error(
                "LP118",
                reader.span_of(part),
                f"“{reader.span_of(part).text}” comes on top of “{reader.span_of(earlier).text}”; only one can hold.",
                help="Keep one. Two different limits are two rules.",
            )
        )
    ordered = sorted(kept, key=lambda part: _place(places, part))
    if ordered != kept:
        whole = reader.span_of(kept[0]).to(reader.span_of(kept[-1]))
        reader.report(
            error(
                "LP119",
                whole,
                "These words stand in another order than leadpact writes them, so that every rule reads the same way.",
                fix=Fix(whole, " ".join(reader.span_of(part).text for part in ordered), "the same in order"),
            )
        )
    return ordered


def _place(places: Places, part: ClauseTree) -> int:
    return next(i for i, names in enumerate(places) if part.data in names)
