"""The rules of a score as sentences: what earns points, how many, and what limits them.

`rule` says a rule whole; `parts` says it in the columns of a table. Both are made of the same words. The author's
reason (`because`) is left to whoever prints it beside the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias, assert_never

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
from leadpact_dsl.phrases.conditions import about_lead, condition, in_line
from leadpact_dsl.phrases.words import MINUS, capital, listed, quoted

Fades: TypeAlias = Literal["each", "the points"]
"""What goes down: the points of each activity, or those of a rule."""


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
            found = about_lead(policy, what.condition, f"The lead {earns(policy, what.points)} if")
            return "; ".join((in_line(found), *parts(policy, what).limits))
        case EachRule():
            return _each_said(policy, what, f"it {earns(policy, what.points)}")
        case EachTable():
            return _each_said(policy, what, f"it earns points by {fields.called(what.field)}")
        case IdleRule():
            said = parts(policy, what)
            return ", ".join((f"{said.when} {_earns_each(policy, what.points)}", *said.limits))
        case Table():
            return f"Points by {table_by(policy, what)}"
        case Group():
            return group(policy, what)
        case FirstOf():
            return "Only the first of these that holds pays"
        case Adds():
            said = parts(policy, what)
            return f"{said.when} counts as points, {'; '.join(said.limits)}"
        case _:
            assert_never(what)


def parts(policy: Policy, what: IfRule | EachRule | IdleRule | EachTable | Adds) -> RuleParts:
    """A rule in columns."""
    match what:
        case IfRule():
            limits = (fading_said(what.fading, "the points"),) if what.fading else ()
            return RuleParts(_points(policy, what.points), capital(condition(policy, what.condition)), limits)
        case EachRule():
            return RuleParts(_points(policy, what.points), _each(policy, what.counting), counting_limits(what.counting))
        case EachTable():
            return RuleParts("by table", _each(policy, what.counting), counting_limits(what.counting))
        case IdleRule():
            cap = (at_most_said(what.at_most_points),) if what.at_most_points is not None else ()
            return RuleParts(_points(policy, what.points), _idle(what), cap)
        case Adds():
            held = f"from {amounts.number(what.low)} to {amounts.points(what.high)}"
            unknown = (
                (f"{amounts.points(what.when_unknown)} when it is unknown",) if what.when_unknown is not None else ()
            )
            return RuleParts("its value", f"The value of {quoted(what.field.label)}", (held, *unknown))
        case _:
            assert_never(what)


def group(policy: Policy, what: Group) -> str:
    """What a group does to its rules: `Together these give at most 40 points`; empty where it only names them."""
    said = []
    if what.fading is not None:
        said.append(f"unless a rule says otherwise, {fading_said(what.fading, 'the points')}")
    if bounds_said := group_bounds(what):
        said.append(f"together these give {bounds_said}")
    if what.counts is not None:
        share = amounts.percent(what.counts)
        said.append(f"{share} of that counts" if bounds_said else f"{share} of their sum counts")
    if what.only_if is not None:
        said.append(f"{'they' if said else 'these'} count only if {condition(policy, what.only_if)}")
    return capital("; ".join(said))


def group_which(policy: Policy, what: Group) -> str:
    """The same in few words, behind the group's name: `gives at most 40 points and lets points fade`."""
    said = []
    if bounds_said := group_bounds(what):
        said.append(f"gives {bounds_said}")
    if what.counts is not None:
        said.append(f"counts {amounts.percent(what.counts)} of {'that' if bounds_said else 'its sum'}")
    if what.fading is not None:
        said.append("lets points fade")
    if what.only_if is not None:
        said.append(f"counts only if {condition(policy, what.only_if)}")
    return listed(said, "and")


def zero_if(policy: Policy, what: ZeroIf, subject: str = "The score is") -> str:
    """`The score is 0, whatever else the lead earned, if the lead meets “Competitor”`."""
    return in_line(about_lead(policy, what.condition, f"{subject} 0, whatever else the lead earned, if"))


def follows(policy: Policy, score: Score) -> str:
    """Which activities the rules of a score see, where it `counts only what follows`."""
    latest = activities.verbs(policy, score.follows)
    return f"Only activities after the latest time that the lead {latest} count in this score"


def bounds(score: Score) -> str | None:
    """`This score is held between 0 and 100`; None for a score without bounds."""
    if score.low is None or score.high is None:
        return None
    return f"This score is held between {amounts.number(score.low)} and {amounts.number(score.high)}"


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


def _points(policy: Policy, points: Points) -> str:
    if isinstance(points.amount, Fixed):
        return amounts.signed(points.sign * points.amount.value)
    dial = policy.values[points.amount.name]
    return f"{'+' if points.sign > 0 else MINUS}{amounts.dial_amounts(dial)}"


def earns(policy: Policy, points: Points) -> str:
    """`earns 30 points`, `loses 1 point`."""
    verb = "earns" if points.sign > 0 else "loses"
    match points.amount:
        case Fixed(value):
            return f"{verb} {amounts.points(value)}"
        case ValueOf() as dial:
            return f"{verb} {amounts.counted_quantity(policy, dial, 'points')}"


def _earns_each(policy: Policy, points: Points) -> str:
    said = earns(policy, points)
    return said if points.sign > 0 else "costs" + said.removeprefix("loses")


def _each_said(policy: Policy, what: EachRule | EachTable, pays: str) -> str:
    said = parts(policy, what)
    return ", ".join((said.when, pays, *said.limits))


def _each(policy: Policy, counting: Counting) -> str:
    def say(where: Condition) -> str:
        return condition(policy, where, level=2)

    return f"Each time the lead {activities.selected(policy, counting.selection, say, counting.window)}"


def _idle(what: IdleRule) -> str:
    since = ""
    if what.since is not None:
        event = fields.happened(what.since) or f"{fields.called(what.since)} passed"
        since = f" (counted from when {event} if it has none)"
    return f"{capital(times.each(what.every))} without activity of the lead's own{since}"


def counting_limits(counting: Counting) -> tuple[str, ...]:
    """How many count, how they fade, and what they give at most: `counting only the latest of each day`."""
    said = []
    counts = []
    if counting.once is not None:
        counts.append(once_said(counting.once))
    if counting.at_most_times is not None:
        latest = f"at most the {counting.at_most_times} latest" if counting.at_most_times > 1 else "only the latest"
        counts.append(f"{latest} of those" if counts else latest)
    if counts:
        said.append(f"counting {', and '.join(counts)}")
    if counting.fading is not None:
        said.append(fading_said(counting.fading, "each"))
    if counting.at_most_points is not None:
        said.append(at_most_said(counting.at_most_points))
    return tuple(said)


def once_said(once: Once) -> str:
    """Which activities of a period count: `only the latest of each day`."""
    if once.times > 1:
        return f"at most the {once.times} latest of each {once.period}"
    match once.period:
        case "ever":
            return "only the latest"
        case "fixed":
            return f"only the latest of every {times.duration(once.every)}"
        case period:
            return f"only the latest of each {period}"


def fading_said(fading: Fading, subject: Fades, *, now: bool = False) -> str:
    """`each losing 20% of its original points for every 7 days since`, as a loss is always of the original.

    With `now` as something that was otherwise before: `each now losing 20% …`.
    """
    other = "now " if now else ""
    every = f"for {times.each(fading.every)} since"
    if subject == "each":
        loss = (
            f"{amounts.percent(fading.loss)} of its original points" if fading.percent else amounts.points(fading.loss)
        )
        return f"each {other}losing {loss} {every}"
    loss = f"{amounts.percent(fading.loss)} of the original" if fading.percent else amounts.number(fading.loss)
    return f"the points {other}go down by {loss} {every}"


def at_most_said(points: Decimal) -> str:
    """`at most 30 points in all`."""
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
