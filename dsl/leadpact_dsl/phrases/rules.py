"""The rules of a score as sentences: what earns points, how many, and what limits them.

`rule` says a rule whole; `parts` says it in the columns of a table. Both are made of the same words. The author's
reason (`because`) is left to whoever prints it beside the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from leadpact_dsl.model import (
    Adds,
    Condition,
    Counting,
    EachRule,
    EachTable,
    Fading,
    Field,
    FirstOf,
    Fixed,
    GradeName,
    Group,
    IdleRule,
    IfRule,
    Once,
    Points,
    Policy,
    Rule,
    Score,
    ScoreName,
    Table,
    Term,
    ValueOf,
    ZeroIf,
)
from leadpact_dsl.phrases import activities, amounts, fields, times
from leadpact_dsl.phrases.conditions import condition
from leadpact_dsl.phrases.words import MINUS, capital, listed, quoted


@dataclass(frozen=True)
class RuleParts:
    """A rule in columns: `points` as `+30`, `when` as a clause with a capital in front, `limits` as clauses."""

    points: str
    when: str
    limits: tuple[str, ...]


def rule(policy: Policy, what: Rule) -> str:
    """One rule as a sentence without its full stop; of tables, groups and `first of` what stands above their rows."""
    match what:
        case IfRule():
            fading = f"; {_fading(what.fading, 'the points')}" if what.fading else ""
            return f"The lead {_earns(policy, what.points)} if {condition(policy, what.condition)}{fading}"
        case EachRule():
            said = parts(policy, what)
            return _with_limits(f"{said.when} {_earns_each(policy, what.points)}", said.limits)
        case EachTable():
            said = parts(policy, what)
            return _with_limits(f"{said.when} pays by {fields.called(what.field)}", said.limits)
        case IdleRule():
            said = parts(policy, what)
            return _with_limits(f"{said.when} {_earns_each(policy, what.points)}", said.limits)
        case Table():
            return f"Points by {table_by(policy, what)}"
        case Group():
            return group(policy, what)
        case FirstOf():
            return "Only the first of these that holds pays"
        case Adds():
            said = parts(policy, what)
            return _with_limits(f"{said.when} counts as points", said.limits)
        case _:
            assert_never(what)


def parts(policy: Policy, what: IfRule | EachRule | IdleRule | EachTable | Adds) -> RuleParts:
    """A rule in columns."""
    match what:
        case IfRule():
            limits = (_fading(what.fading, "the points"),) if what.fading else ()
            return RuleParts(_points(policy, what.points), capital(condition(policy, what.condition)), limits)
        case EachRule():
            return RuleParts(_points(policy, what.points), _each(policy, what.counting), _limits(what.counting))
        case EachTable():
            return RuleParts("by table", _each(policy, what.counting), _limits(what.counting))
        case IdleRule():
            cap = (_at_most(what.at_most_points),) if what.at_most_points is not None else ()
            return RuleParts(_points(policy, what.points), _idle(what), cap)
        case Adds():
            held = f"held within {amounts.number(what.low)} and {amounts.points(what.high)}"
            unknown = (f"{amounts.points(what.when_unknown)} when unknown",) if what.when_unknown is not None else ()
            return RuleParts("its value", f"The value of {quoted(what.field.label)}", (held, *unknown))
        case _:
            assert_never(what)


def group(policy: Policy, what: Group) -> str:
    """What a group does to its rules: `Together these give at most 40 points`."""
    said = []
    if what.fading is not None:
        said.append(f"{_fading(what.fading, 'each rule that says nothing else about fading')}")
    if what.low is not None and what.high is not None:
        said.append(f"together these give {group_bounds(what)}")
    if what.counts is not None:
        share = f"{amounts.percent(what.counts)} of"
        said.append(f"{share} that counts" if what.high is not None else f"{share} their sum counts")
    if what.only_if is not None:
        said.append(f"all this only if {condition(policy, what.only_if)}")
    return capital("; ".join(said)) if said else "These rules belong together"


def zero_if(policy: Policy, what: ZeroIf) -> str:
    """`The score is 0, whatever else the lead earned, if the lead meets “Competitor”`."""
    return f"The score is 0, whatever else the lead earned, if {condition(policy, what.condition)}"


def follows(policy: Policy, score: Score) -> str:
    """Which activities the rules of a score see, where it `counts only what follows`."""
    latest = activities.verbs(policy, score.follows)
    return f"Only activities after the latest time that the lead {latest} count in this score"


def bounds(score: Score) -> str | None:
    """`It is held between 0 and 100`; None for a score without bounds."""
    if score.low is None or score.high is None:
        return None
    return f"It is held between {amounts.number(score.low)} and {amounts.number(score.high)}"


def terms(policy: Policy, score: Score) -> str:
    """`Lead score is 60% of Fit plus 40% of Engagement`."""
    said = []
    for number, term in enumerate(score.terms):
        joint = ("minus " if term.weight < 0 else "plus " if number else "") if number else ""
        said.append(joint + term_said(policy, term, bare=number > 0))
    return f"{score.label} is {' '.join(said)}"


def term_said(policy: Policy, term: Term, *, bare: bool = False) -> str:
    """`60% of Fit`, `Fit`; a weight below zero as `minus 25% of Fit` unless `bare`."""
    label = policy.scores[term.score].label
    share = label if abs(term.weight) == 100 else f"{amounts.percent(abs(term.weight))} of {label}"
    return share if bare or term.weight > 0 else f"minus {share}"


def table_by(policy: Policy, what: Table | EachTable) -> str:
    """What the rows of a table go by: `the number of employees`, `Fit`."""
    by = what.field if isinstance(what, EachTable) else what.by
    match by:
        case Field():
            return fields.called(by)
        case ScoreName(name):
            return policy.scores[name].label
        case GradeName(name):
            return policy.grades[name].label
        case _:
            assert_never(by)


def most(policy: Policy, what: Rule) -> Decimal | None:
    """The most points that a rule can give: 0 for a penalty, None where nothing limits it or a dial decides."""
    match what:
        case IfRule():
            return _fixed(what.points)
        case EachRule():
            return _most_of(_fixed(what.points), what.counting)
        case EachTable():
            return _most_of(max(row.points for row in what.rows), what.counting)
        case IdleRule():
            earned = _fixed(what.points)
            return earned if earned == 0 else what.at_most_points
        case Table():
            return max(row.points for row in what.rows)
        case Adds():
            return what.high
        case FirstOf():
            each = [most(policy, item) for item in what.rules]
            return max((item for item in each if item is not None), default=None) if None not in each else None
        case Group():
            return _most_of_group(policy, what)
        case _:
            assert_never(what)


def _points(policy: Policy, points: Points) -> str:
    if isinstance(points.amount, Fixed):
        return amounts.signed(points.sign * points.amount.value)
    dial = policy.values[points.amount.name]
    return f"{'+' if points.sign > 0 else MINUS}{amounts.dial_amounts(dial)}"


def _earns(policy: Policy, points: Points) -> str:
    verb = "earns" if points.sign > 0 else "loses"
    match points.amount:
        case Fixed(value):
            return f"{verb} {amounts.points(value)}"
        case ValueOf() as dial:
            return f"{verb} the points of {amounts.quantity(policy, dial)}"


def _earns_each(policy: Policy, points: Points) -> str:
    said = _earns(policy, points)
    return said if points.sign > 0 else "costs" + said.removeprefix("loses")


def _each(policy: Policy, counting: Counting) -> str:
    def say(where: Condition) -> str:
        return condition(policy, where, level=2)

    return f"Each time the lead {activities.selected(policy, counting.selection, say, counting.window)}"


def _idle(what: IdleRule) -> str:
    since = ""
    if what.since is not None:
        event = fields.happened(what.since) or f"{fields.called(what.since)} passed"
        since = f" (counted from when {event}, for a lead that has none yet)"
    return f"Every {times.duration(what.every)} without activity of the lead’s own{since}"


def _limits(counting: Counting) -> tuple[str, ...]:
    said = []
    if counting.once is not None:
        said.append(f"counting {_once(counting.once)}")
    if counting.at_most_times is not None:
        latest = "the latest" if counting.at_most_times == 1 else f"the {counting.at_most_times} latest"
        of_those = " of those" if counting.once is not None else ""
        said.append(
            f"counting at most {latest}{of_those}"
            if counting.at_most_times > 1
            else f"counting only {latest}{of_those}"
        )
    if counting.fading is not None:
        said.append(_fading(counting.fading, "each"))
    if counting.at_most_points is not None:
        said.append(_at_most(counting.at_most_points))
    return tuple(said)


def _once(once: Once) -> str:
    match once.period:
        case "ever":
            return "only the latest"
        case "fixed":
            return f"only the latest of every {times.duration(once.every)}"
        case period:
            return f"only the latest of each {period}"


def _fading(fading: Fading, subject: str) -> str:
    """`each losing 20% of its points for every 7 days since`; the loss is always of the original points."""
    loss = f"{amounts.percent(fading.loss)} of its points" if fading.percent else amounts.points(fading.loss)
    if subject == "each":
        return f"each losing {loss} for every {times.duration(fading.every)} since"
    if fading.percent and subject == "the points":
        loss = f"{amounts.percent(fading.loss)} of their original amount"
    verb = "lose" if subject == "the points" else "loses"
    return f"{subject} {verb} {loss} for every {times.duration(fading.every)} since"


def _at_most(points: Decimal) -> str:
    return f"at most {amounts.points(points)} in all"


def group_bounds(what: Group) -> str:
    """`at most 40 points`, or `from −10 to 20 points`; empty for a group without bounds."""
    if what.low is None or what.high is None:
        return ""
    if what.low == -what.high and not any(_can_cost(item) for item in what.rules):
        return f"at most {amounts.points(what.high)}"
    return f"from {amounts.number(what.low)} to {amounts.points(what.high)}"


def _can_cost(what: Rule) -> bool:
    """Whether a rule can take points away."""
    match what:
        case IfRule() | EachRule() | IdleRule():
            return what.points.sign < 0 or isinstance(what.points.amount, ValueOf)
        case Table() | EachTable():
            return any(row.points < 0 for row in what.rows)
        case Adds():
            return what.low < 0
        case Group() | FirstOf():
            return any(_can_cost(item) for item in what.rules)
        case _:
            assert_never(what)


def _fixed(points: Points) -> Decimal | None:
    if isinstance(points.amount, ValueOf):
        return None
    return max(points.sign * points.amount.value, Decimal(0))


def _most_of(each: Decimal | None, counting: Counting) -> Decimal | None:
    if each is None or each <= 0:
        return each
    times_most = counting.at_most_times
    if counting.once is not None and counting.once.period == "ever":
        times_most = 1
    by_times = each * times_most if times_most is not None else None
    limits = [limit for limit in (by_times, counting.at_most_points) if limit is not None]
    return min(limits, default=None)


def _most_of_group(policy: Policy, what: Group) -> Decimal | None:
    each = [most(policy, item) for item in what.rules]
    total = sum((item for item in each if item is not None), Decimal(0)) if None not in each else None
    if what.high is not None:
        total = what.high if total is None else min(total, what.high)
    if total is None or what.counts is None:
        return total
    return total * what.counts / 100


def _with_limits(text: str, limits: tuple[str, ...]) -> str:
    return f"{text}, {listed(limits, 'and')}" if limits else text
