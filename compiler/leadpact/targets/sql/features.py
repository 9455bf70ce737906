"""What a statement asks of a lead's activities, each thing once, and how it is told of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias, assert_never

from leadpact.plan.activities import Bound, Count, Distinct, Keep, Latest, Source
from leadpact.plan.numbers import Const, Dial, InputNumber, LatestOf, Now, Number, ScoreNumber, Times
from leadpact.plan.points import EachPays, Rows
from leadpact_dsl.frozen import frozen


@frozen
class Earliest:
    """The instant of the earliest one; missing where there is none."""

    source: Source


@frozen
class Periods:
    """How many of the activities count where only so many of each period do."""

    source: Source
    keep: Keep


Feature: TypeAlias = "Count | Distinct | Latest | Earliest | Periods | EachPays"
"""`EachPays`: the sum of what its activities are paid, before its limit."""


def feature_of(pays: EachPays) -> Count | Periods | Latest | EachPays:
    """What a rule for each activity has to know of them: how many count, where all are paid the same."""
    keep = pays.keep
    if isinstance(pays.price, Rows):
        return pays
    if pays.fade is not None:
        return Latest(pays.source) if only_latest(keep) else pays
    if keep.period is None or keep.period == "ever":
        return Count(pays.source)
    return Periods(pays.source, Keep(keep.period, keep.every, keep.times))


def only_latest(keep: Keep) -> bool:
    return keep.at_most == 1 or (keep.period == "ever" and keep.times == 1)


def is_anchored(bound: Bound) -> bool:
    match bound.instant:
        case Const() | Now():
            return False
        case InputNumber() | Latest() | LatestOf():
            return True
        case Dial() | ScoreNumber() | Times() | Count() | Distinct():
            raise AssertionError("Activities are bounded by instants.")
        case _:
            assert_never(bound.instant)


def parts(number: Number) -> Iterator[Number]:
    """The instants that an anchor is the latest of."""
    if isinstance(number, LatestOf):
        yield from number.instants
    else:
        yield number


def unbounded(latest: Latest) -> tuple[Latest, tuple[Bound, ...]]:
    """The latest of more activities, and the bounds that it has to be within to be the one asked for.

    The latest activity after an instant is the latest of all, if that is after it. So nothing has to be known of the
    instant while activities are looked at. Bounds that move with now stay: for them old activities are passed over.
    """
    source = latest.source
    outer = tuple(bound for bound in source.bounds if bound.op in (">", ">=") and not isinstance(bound.instant, Now))
    inner = tuple(bound for bound in source.bounds if bound not in outer)
    return Latest(Source(source.picks, inner, source.known)), outer


def horizon(feature: Feature) -> int | None:
    """The age in ms from which on an activity counts for nothing; None where any may count."""
    ages = [
        -bound.instant.shift for bound in feature.source.bounds if isinstance(bound.instant, Now) and bound.op == ">"
    ]
    gone = gone_after(feature) if isinstance(feature, EachPays) else None
    return min([*ages, *([] if gone is None else [gone])], default=None)


def oldest(kind: str, features: Iterable[Feature]) -> int | None:
    """The age in ms from which on no activity of a kind counts for any of these; None where any may count."""
    ages = [horizon(feature) for feature in features if kind in feature.source.kinds]
    return None if None in ages else max(age for age in ages if age is not None)


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
        case _:
            return None
    return -(-most // fade.loss) * fade.every


def latest_alone(features: Sequence[Feature]) -> list[Latest]:
    """The features of which only the latest activity counts, of whatever age, while nothing else asks for old
    activities of one of its kinds."""
    simple = [one for one in features if isinstance(one, Latest) and is_simple(one.source)]
    others = [one for one in features if one not in simple]
    # Only where the others pass over old ones is there anything to gain.
    old = {kind for one in others if horizon(one) is None for kind in one.source.kinds}
    young = {kind for one in others if horizon(one) is not None for kind in one.source.kinds} - old
    return [one for one in simple if any(kind in young for kind in one.source.kinds)]


def is_simple(source: Source) -> bool:
    """Whether all activities of its kinds count, of whatever age."""
    return not source.bounds and source.known is None and all(pick.where is None for pick in source.picks)


def is_about_few(source: Source, kinds: Iterable[str]) -> bool:
    """Whether it leaves most activities of these kinds out: it chooses among them, or wants them after something that
    few leads have."""
    whole = {pick.kind for pick in source.picks if pick.where is None}
    return not {*kinds} <= whole or any(bound.required and is_anchored(bound) for bound in source.bounds)
