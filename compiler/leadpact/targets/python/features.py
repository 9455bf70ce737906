"""What is told of a lead's activities: counts, latest instants, and points activity by activity.

All that is asked of the same kinds of activity is worked out in one loop over them, as far as it does not wait for the
outcome of another loop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import TypeAlias, assert_never

from leadpact.plan import Plan
from leadpact.plan.activities import Bound, Count, Distinct, Keep, Latest, Source
from leadpact.plan.numbers import LatestOf
from leadpact.plan.points import EachPays, Rows
from leadpact.targets.python.walk import reached
from leadpact_dsl.frozen import frozen


@frozen
class Periods:
    """How many of the activities count where only so many of each period do."""

    source: Source
    keep: Keep


@frozen
class Instants:
    """The instants of the activities, in order."""

    source: Source


Feature: TypeAlias = "Count | Distinct | Latest | Periods | Instants | EachPays"


def feature_of(pays: EachPays) -> Count | Periods | EachPays:
    """What a rule for each activity has to know of them: how many count, where all are paid the same."""
    keep = pays.keep
    if pays.fade is not None or isinstance(pays.price, Rows):
        return pays
    if keep.period is None or keep.period == "ever":
        return Count(pays.source)
    return Periods(pays.source, Keep(keep.period, keep.every, keep.times))


def is_last(source: Source) -> bool:
    """Whether the latest activity alone tells if there is any: nothing is asked but that it is late enough."""
    return (
        source.known is None
        and all(pick.where is None for pick in source.picks)
        and all(bound.op in (">", ">=") for bound in source.bounds)
    )


def begins_anew(bound: Bound) -> bool:
    """Whether only what follows the latest activity of some kinds counts, and everything where there is none."""
    return (
        bound.op == ">"
        and not bound.required
        and isinstance(bound.instant, Latest)
        and bool(bound.instant.source.picks)
        and not bound.instant.source.bounds
        and is_last(bound.instant.source)
    )


def needs_loop(feature: Feature) -> bool:
    """Whether every activity has to be looked at."""
    match feature:
        case Latest(source):
            return not is_last(source) and bool(source.picks)
        case Count(source):
            return bool(source.picks) and (not is_last(source) or bool(source.bounds))
        case Instants(source):
            return bool(source.picks) and not (is_last(source) and not source.bounds)
        case Distinct() | Periods() | EachPays():
            return bool(feature.source.picks)
        case _:
            assert_never(feature)


def waits_for(feature: Feature) -> Iterator[Latest]:
    """The instants, found in activities too, that have to be known before."""
    for bound in feature.source.bounds:
        match bound.instant:
            case Latest() as latest:
                yield latest
            case LatestOf(instants):
                yield from (one for one in instants if isinstance(one, Latest))
            case _:
                pass


def needs_order(feature: Feature) -> bool:
    """Whether it matters which activity came before which, among several kinds too."""
    match feature:
        case Count() | Distinct() | Latest() | Instants():
            return False
        case Periods(keep=keep):
            return keep.times > 1
        case EachPays(keep=keep):
            return keep.period is not None or keep.at_most is not None
        case _:
            assert_never(feature)


def anchors(feature: Feature) -> frozenset[Bound]:
    """The activities behind which a feature looks: a walk back in time ends at them."""
    return frozenset(
        bound
        for bound in feature.source.bounds
        if bound.op in (">", ">=") and isinstance(bound.instant, (Latest, LatestOf))
    )


def level(feature: Feature, known: dict[Feature, int]) -> int:
    """How many loops, one after the other, a feature needs at least."""
    if feature not in known:
        before = max((level(latest, known) for latest in waits_for(feature)), default=0)
        known[feature] = before + (1 if needs_loop(feature) else 0)
    return known[feature]


def features_of(plan: Plan, roots: Iterable[object], leaving_out: Set[object] = frozenset()) -> list[Feature]:
    """All that the roots ask of activities, but for what is left out."""
    found: dict[Feature, None] = {}

    def add(feature: Feature) -> None:
        for latest in waits_for(feature):
            add(latest)
        found.setdefault(feature)

    for node in reached(plan, roots, leaving_out):
        match node:
            case EachPays():
                add(feature_of(node))
            case Count() | Distinct() | Latest():
                add(node)
            case _:
                pass
    return list(found)


def named_after(kinds: tuple[str, ...]) -> str:
    """Some words for a name."""
    return "_or_".join(kinds) if len(kinds) <= 2 else f"{kinds[0]}_and_{len(kinds) - 1}_others"
