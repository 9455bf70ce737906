"""Rules that can never pay, or whose points never show (LP320, LP322), and fadings without effect (LP324, LP325)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, localcontext

from leadpact_dsl.checks import places, walk
from leadpact_dsl.checks.bounds import EXACT, Range, Reach, faded
from leadpact_dsl.checks.dates import amount_at, states
from leadpact_dsl.checks.plain import kinds
from leadpact_dsl.diagnostics import Diagnostic, Fix, warning
from leadpact_dsl.model import (
    Combined,
    Condition,
    DefineTest,
    EachRule,
    EachTable,
    Fading,
    FirstOf,
    Group,
    Happened,
    IdleRule,
    IfRule,
    InLast,
    LongAgo,
    Policy,
    Rule,
    Score,
)
from leadpact_dsl.phrases.amounts import number, points
from leadpact_dsl.phrases.times import duration
from leadpact_dsl.phrases.words import quoted
from leadpact_dsl.source import Span

_FADING = r"\s*\blosing \S+(?: points)? every \d+ \w+"


def never_pays(policy: Policy) -> Iterator[Diagnostic]:
    """Rules, groups and terms that give no lead anything."""
    for score in policy.scores.values():
        for rule in score.rules:
            yield from _never_pays(policy, score, rule, None)
        for term in score.terms:
            if term.weight == 0:
                yield warning(
                    "LP320",
                    places.mark(score.span, rf"\b0(?:\.0+)?% of {term.score}\b"),
                    f"A weight of 0% adds nothing of {quoted(policy.scores[term.score].label)}.",
                    help="Give it a weight, or leave it out.",
                )


def _never_pays(policy: Policy, score: Score, rule: Rule, around: Fading | None) -> Iterator[Diagnostic]:
    reaches = [Reach(policy, state.instant) for state in states(policy)]
    if not any(reach.rule(rule, around).pays for reach in reaches):
        mark, reason = _reason(policy, rule, around)
        yield _dead(mark, rule, reason)
        return
    match rule:
        case Group():
            for inner in rule.rules:
                yield from _never_pays(policy, score, inner, rule.fading or around)
        case FirstOf():
            for first in rule.rules:
                yield from _never_pays(policy, score, first, around)
        case EachRule() | EachTable() if kinds(policy, rule.counting.selection) <= set(score.follows):
            yield _dead(rule.span, rule, "the score counts only what comes after the latest of these activities")
        case IfRule(condition=Happened(absent=False) as happened) if kinds(policy, happened.selection) <= set(
            score.follows
        ) and _needs_one(happened):
            yield _dead(rule.span, rule, "the score counts only what comes after the latest of these activities")
        case IfRule(condition=Happened(window=LongAgo() as window)):
            fading = rule.fading or around
            amount = amount_at(policy, rule.points.amount, reaches[-1].instant)
            if fading is not None and faded(amount, fading, window.duration + 1) == 0:
                yield _dead(rule.span, rule, "all points are lost to the fading before the activity is old enough")
        case _:
            pass


def _needs_one(happened: Happened) -> bool:
    return happened.count is None or (happened.count.kind != "at most" and happened.count.times > 0)


def _dead(mark: Span, rule: Rule, reason: str) -> Diagnostic:
    what = "group" if isinstance(rule, Group) else "rule"
    return warning(
        "LP320",
        mark,
        f"This {what} can never pay a point: {reason}.",
        note="never pays",
        help=f"Give the {what} something to pay, or take it out.",
        fix=places.drop(rule.span, f"without the {what}"),
    )


def _reason(policy: Policy, rule: Rule, around: Fading | None) -> tuple[Span, str]:
    """The words that keep a rule from paying, and why in plain English."""
    match rule:
        case IfRule() | EachRule() | IdleRule() if not _worth(policy, rule):
            return rule.span, "it is worth 0 points"
        case EachRule() | EachTable() if rule.counting.at_most_times == 0:
            return places.mark(rule.span, "at most 0 times"), "it counts no activity at all"
        case EachRule() | EachTable() if rule.counting.at_most_points == 0:
            return places.mark(rule.span, r"at most 0\S* points"), "its limit is 0 points"
        case IdleRule() if rule.at_most_points == 0:
            return places.mark(rule.span, r"at most 0\S* points"), "its limit is 0 points"
        case EachRule() if isinstance(rule.counting.window, LongAgo):
            return rule.span, "all points are lost to the fading before an activity is old enough"
        case Group() if rule.rules and rule.low == rule.high == 0:
            return rule.span, "its bounds leave nothing but 0"
        case _:
            return rule.span, "all that it could pay is 0 points"


def _worth(policy: Policy, rule: IfRule | EachRule | IdleRule) -> bool:
    return any(amount_at(policy, rule.points.amount, state.instant) != 0 for state in states(policy))


# ---------------------------------------------------------------------------------------------------- group limits


def swallowed(policy: Policy) -> Iterator[Diagnostic]:
    """Rules of a group whose points never show, because the group is at its bound with or without them."""
    for score in policy.scores.values():
        for group in walk.rules(score):
            if isinstance(group, Group) and (group.low is not None or group.high is not None):
                yield from _swallowed(policy, group)


def _swallowed(policy: Policy, group: Group) -> Iterator[Diagnostic]:
    sums = [_Sum(Reach(policy, state.instant), group) for state in states(policy)]
    if not any(found.reach.rule(group).pays for found in sums):
        return
    for place, rule in enumerate(group.rules):
        if all(found.swallows(place) for found in sums):
            bound = group.high if group.high is not None and sums[0].low >= group.high else group.low
            yield warning(
                "LP322",
                rule.span,
                f"The points of this rule never show: {quoted(group.label)} is at {points(bound or Decimal(0))} with "
                "or without them.",
                help="Widen the bounds of the group, or take the rule out.",
            )


class _Sum:
    """What the rules of a group come to, one by one and together, in one state of the policy."""

    def __init__(self, reach: Reach, group: Group) -> None:
        self.reach = reach
        self._group = group
        self._rules = [reach.rule(rule, group.fading) for rule in group.rules]
        with localcontext(EXACT):
            self.low = sum((one.low for one in self._rules), Decimal(0))
            self._high = sum((one.high for one in self._rules), Decimal(0))

    def swallows(self, place: int) -> bool:
        """Whether the group comes to the same with and without a rule that pays."""
        own = self._rules[place]
        with localcontext(EXACT):
            others = Range(self.low - own.low, self._high - own.high)
        without, whole = self._held(others), self._held(Range(self.low, self._high))
        return own.pays and without.low == without.high == whole.low == whole.high

    def _held(self, found: Range) -> Range:
        return found.held(self._group.low, self._group.high)


# --------------------------------------------------------------------------------------------------------- fadings


def idle_fadings(policy: Policy) -> Iterator[Diagnostic]:
    """Fadings that never take anything, and those of rules that no activity decides."""
    for score in policy.scores.values():
        for paid in walk.paid(score):
            match paid.rule:
                case EachRule() | EachTable() if paid.rule.counting.fading is not None:
                    window = paid.rule.counting.window
                    if isinstance(window, InLast) and window.duration <= paid.rule.counting.fading.every:
                        yield _hidden(paid.rule.span, window.duration, paid.rule.counting.fading)
                case IfRule() if paid.rule.fading is not None:
                    yield from _if_fading(policy, paid.rule, paid.rule.fading)
                case _:
                    pass


def _if_fading(policy: Policy, rule: IfRule, fading: Fading) -> Iterator[Diagnostic]:
    decisive = list(_happened(policy, rule.condition))
    if not decisive:
        yield warning(
            "LP325",
            places.mark(rule.span, _FADING.removeprefix(r"\s*")),
            "These points can never fade: no activity decides this rule, so there is nothing that grows old.",
            help="Take the fading out, or let the rule depend on an activity.",
            fix=Fix(places.mark(rule.span, _FADING), "", "without the fading"),
        )
        return
    windows = [one.window for one in decisive]
    longest = max((window.duration for window in windows if isinstance(window, InLast)), default=0)
    if all(isinstance(window, InLast) for window in windows) and longest <= fading.every:
        yield _hidden(rule.span, longest, fading)


def _hidden(span: Span, window: int, fading: Fading) -> Diagnostic:
    return warning(
        "LP324",
        places.mark(span, _FADING.removeprefix(r"\s*")),
        f"This fading never takes anything: an activity counts for {duration(window)} only, and the first loss would "
        f"come after {duration(fading.every)}.",
        help=f"Let the points fade in shorter steps, or take the fading out (it takes {_loss(fading)} a step).",
        fix=Fix(places.mark(span, _FADING), "", "without the fading"),
    )


def _loss(fading: Fading) -> str:
    return f"{number(fading.loss)}%" if fading.percent else points(fading.loss)


def _happened(policy: Policy, condition: Condition) -> Iterator[Happened]:
    """The activities that can make a condition hold."""
    match condition:
        case Happened():
            if not condition.absent:
                yield condition
        case DefineTest():
            when = walk.opened(policy, condition)
            if when is not None:
                yield from _happened(policy, when)
        case Combined():
            for item in condition.items:
                yield from _happened(policy, item)
        case _:
            pass
