"""Where the points of a score can come from: for each of its parts the least, the most, and the share of its reach.

The share is what a part alone can bring, held within the groups around it and within the score, out of all that the
score can reach. Ranges are those of the checker (`checks/bounds.py`): certain limits, of each part by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import assert_never

from leadpact.agreement import document as doc
from leadpact.agreement.wording import Wording
from leadpact_dsl.checks.bounds import ZERO, Range, Reach, reachable
from leadpact_dsl.checks.dates import states
from leadpact_dsl.model import (
    Adds,
    EachRule,
    EachTable,
    Fading,
    FirstOf,
    Group,
    IdleRule,
    IfRule,
    Policy,
    Rule,
    Score,
    Table,
)
from leadpact_dsl.phrases import amounts, rules
from leadpact_dsl.phrases.words import capital

# Above it, the sum over all the activities that a lead can have says only that nothing limits a rule.
ENDLESS = Decimal(10_000)


@dataclass(frozen=True)
class Part:
    """A rule, a group or a term with what it alone can bring to the score; `depth` 1 and more stands in a group."""

    label: str
    range: Range
    depth: int


def shares(policy: Policy, score: Score, say: Wording) -> doc.Bars | None:
    """None where a score has a single part, or can reach nothing: there is nothing to share."""
    reach = reachable(policy, score.name)
    base = reach.high if reach.high > 0 else reach.low
    parts = [*_terms(policy, score), *_parts(policy, score.rules, _Place())]
    if len(parts) < 2 or base == 0:
        return None
    takes = any(part.range.low < 0 for part in parts)
    bars = []
    for part in parts:
        best = part.range.high if base > 0 else part.range.low
        # The reach of a score without limits may be endless: then there is nothing to be a share of.
        share = None if abs(base) > ENDLESS else min(Decimal(100), max(ZERO, best / base * 100))
        points = [part.range.low, part.range.high] if takes else [part.range.high]
        values = (*(_points(amount, say) for amount in points), _percent(share) if share is not None else "")
        bars.append(doc.Bar(doc.plain(part.label), values, share, part.depth))
    columns = (say("col_least"), say("col_most"), say("col_share")) if takes else (say("col_most"), say("col_share"))
    return doc.Bars(say("shares_title", label=score.label), say("col_part"), columns, tuple(bars))


def _points(amount: Decimal, say: Wording) -> str:
    return say("no_limit") if abs(amount) > ENDLESS else amounts.signed(amount)


def _percent(share: Decimal) -> str:
    """Whole percents are enough for a comparison; what is less than one is not nothing, and nothing is left empty."""
    if share == 0:
        return ""
    if 0 < share < 1:
        return f"under {amounts.percent(1)}"
    return amounts.percent(share.quantize(Decimal(1)))


@dataclass(frozen=True)
class _Place:
    """Where a rule stands: in how many groups, with what fading, and what they let through of it."""

    depth: int = 0
    fading: Fading | None = None
    held: Callable[[Range], Range] = lambda found: found


def _terms(policy: Policy, score: Score) -> Iterator[Part]:
    for term in score.terms:
        ranges = [reach.score(term.score).times(term.weight.scaleb(-2)) for reach in _reaches(policy)]
        yield Part(capital(rules.term_said(policy, term)), _hull(ranges), 0)


def _parts(policy: Policy, of: tuple[Rule, ...], place: _Place) -> Iterator[Part]:
    for rule in of:
        found = _hull([reach.rule(rule, place.fading) for reach in _reaches(policy)])
        yield Part(_label(policy, rule), place.held(found), place.depth)
        match rule:
            case Group():
                yield from _parts(policy, rule.rules, _within(rule, place))
            case FirstOf():
                yield from _parts(policy, rule.rules, replace(place, depth=place.depth + 1))
            case IfRule() | EachRule() | IdleRule() | Table() | EachTable() | Adds():
                pass
            case _:
                assert_never(rule)


def _within(group: Group, around: _Place) -> _Place:
    """A place in a group: of a part, first the group lets its share through, then what is around the group."""

    def held(found: Range) -> Range:
        found = found.held(group.low, group.high)
        found = found if group.counts is None else found.times(group.counts.scaleb(-2))
        return around.held(found if group.only_if is None else found.with_nothing())

    return _Place(around.depth + 1, group.fading or around.fading, held)


def _reaches(policy: Policy) -> Iterator[Reach]:
    """One for each state of the dated values."""
    return (Reach(policy, state.instant) for state in states(policy))


def _hull(ranges: Sequence[Range]) -> Range:
    return Range(min(one.low for one in ranges), max(one.high for one in ranges))


def _label(policy: Policy, rule: Rule) -> str:
    match rule:
        case IfRule() | EachRule() | IdleRule() | EachTable() | Adds():
            return rules.parts(policy, rule).when
        case Table():
            return f"By {rules.table_by(policy, rule)}"
        case Group():
            return f"Group “{rule.label}”"
        case FirstOf():
            return "The first of these"
        case _:
            assert_never(rule)
