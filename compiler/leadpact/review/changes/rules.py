"""The rules of a score, one against the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from leadpact.review.changes import conditions
from leadpact.review.changes.conditions import REORDERED
from leadpact.review.changes.context import Both, span_of
from leadpact.review.changes.counting import counting_turns, fading_turn, most_turn, name_of
from leadpact.review.changes.matching import same
from leadpact.review.changes.stakes import sign_of
from leadpact.review.changes.tables import table_changes
from leadpact.review.changes.values import About, Found, Place, found, label_of
from leadpact.review.changes.words import dropped_clause, new_clause, was
from leadpact_dsl import model
from leadpact_dsl.phrases import amounts, fields, rows, rules, times
from leadpact_dsl.phrases.conditions import about_lead, condition, in_line
from leadpact_dsl.phrases.words import capital, quoted, sentence

Turn: TypeAlias = "tuple[str, int]"
"""A sentence, and whether a lead's points rise (+1) or fall (−1) by it in this score; 0 is neither."""


@dataclass(frozen=True)
class Score:
    """The score whose rules are compared. `effect` says what more of its points are to a lead."""

    section: Place
    label: str
    effect: int


def rule_about(both: Both, score: Score, old: model.Rule | None, new: model.Rule | None) -> About:
    said_old = rules.rule(both.old, old) if old is not None else ""
    said_new = rules.rule(both.new, new) if new is not None else ""
    clause = new if new is not None else old
    assert clause is not None
    return About(score.section, score.label, clause.id, said_old, said_new, span_of(old), span_of(new))


def come_or_gone(both: Both, score: Score, rule: model.Rule, *, come: bool, where: str = "") -> Found:
    policy = both.new if come else both.old
    about = rule_about(both, score, None if come else rule, rule if come else None)
    said = whole_rule(policy, rule)
    if where.startswith(("in ", "among ")):
        said = f"{where}, {said}"
    sign = sign_of(rule) * score.effect
    return found(about, label_of(sign if come else -sign), new_clause(said) if come else dropped_clause(said))


def whole_rule(policy: model.Policy, rule: model.Rule) -> str:
    """A rule with what stands below it, in one sentence."""
    said = rules.rule(policy, rule)
    match rule:
        case model.Table() | model.EachTable():
            below = [
                f"{rows.row(policy, rule, row)} {'gives' if number == 0 else ''} {amounts.number(row.points)}"
                for number, row in enumerate(rule.rows)
            ]
            return f"{said}: {', '.join(' '.join(text.split()) for text in below)}"
        case model.Group(label=label, rules=()):
            return f"group {quoted(label)}{f', where {lower(said)}' if said else ''}"
        case model.Group(label=label):
            inner = "; ".join(f"({n}) {whole_rule(policy, one)}" for n, one in enumerate(rule.rules, 1))
            return f"group {quoted(label)}{f', where {lower(said)}' if said else ''}: {inner}"
        case model.FirstOf():
            return f"{said}: {'; '.join(f'({n}) {whole_rule(policy, one)}' for n, one in enumerate(rule.rules, 1))}"
        case _:
            return lower(said)


def lower(text: str) -> str:
    """A sentence as it goes on behind other words."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text.startswith("The ") else text


def rule_changes(both: Both, score: Score, old: model.Rule, new: model.Rule) -> Iterator[Found]:
    """What changed in a rule itself; what groups hold is compared by who knows which rules belong together."""
    about = rule_about(both, score, old, new)
    for said, sign in _turns(both, old, new):
        if sign == REORDERED:
            yield found(about, "wording", said)
        else:
            yield found(about, label_of(sign * score.effect), said)
    if isinstance(old, model.Table | model.EachTable) and isinstance(new, model.Table | model.EachTable):
        yield from table_changes(both, about, score.effect, _table_name(both, old, new), old, new)


def _turns(both: Both, old: model.Rule, new: model.Rule) -> Iterator[Turn]:
    match old, new:
        case model.IfRule(), model.IfRule():
            yield from _if(both, old, new)
        case model.EachRule(), model.EachRule():
            subject = name_of(both, old.counting, new.counting)
            yield from _points(both, f"{subject} now", old.points, new.points, activity=True)
            for said, sign in counting_turns(both, old.counting, new.counting):
                yield said, sign if sign == REORDERED else sign * new.points.sign
        case model.EachTable(), model.EachTable():
            for said, sign in counting_turns(both, old.counting, new.counting):
                yield said, sign if sign == REORDERED else sign * sign_of(new)
        case model.IdleRule(), model.IdleRule():
            yield from _idle(both, old, new)
        case model.Adds(), model.Adds():
            yield from _adds(old, new)
        case model.Group(), model.Group():
            yield from _group(both, old, new)
        case _:
            return


def _points(both: Both, subject: str, old: model.Points, new: model.Points, *, activity: bool) -> Iterator[Turn]:
    """`activity`: the subject is what the lead did, which costs points rather than loses them."""
    if same(old, new):
        return
    now, before = _earned(both.new, new, activity), _earned(both.old, old, activity)
    if isinstance(old.amount, model.Fixed) and isinstance(new.amount, model.Fixed):
        more = new.sign * new.amount.value - old.sign * old.amount.value
        if old.sign == new.sign:
            yield sentence(f"{subject} {now} (was {amounts.number(old.amount.value)})"), _sign(more)
        else:
            yield sentence(f"{subject} {now} (before: {before})"), _sign(more)
    else:
        yield sentence(f"{subject} {now} (before: {before})"), _sign(_first(both.new, new) - _first(both.old, old))


def _earned(policy: model.Policy, points: model.Points, activity: bool) -> str:
    said = rules.earns(policy, points)
    return said if points.sign > 0 or not activity else f"costs{said.removeprefix('loses')}"


def _first(policy: model.Policy, points: model.Points) -> Decimal:
    amount = points.amount
    return points.sign * (amount.value if isinstance(amount, model.Fixed) else policy.values[amount.name].amounts[0])


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


def _if(both: Both, old: model.IfRule, new: model.IfRule) -> Iterator[Turn]:
    subject, activity = if_subject(both.new, new.condition)
    if same(old.condition, new.condition):
        yield from _points(both, subject, old.points, new.points, activity=activity)
    else:
        yield from _if_condition(both, old, new)
        owner = f"The rule “{in_line(about_lead(both.new, new.condition, 'if'))}”"
        yield from _points(both, f"{owner} now", old.points, new.points, activity=True)
    if not same(old.fading, new.fading):
        named = f"The rule for {amounts.signed(_first(both.new, new.points))} points"
        owner = f"{capital(condition(both.new, new.condition))}: what is earned by it"
        for said, sign in fading_turn(owner if len(owner) < 120 else named, old.fading, new.fading, "the points"):
            yield said, sign * new.points.sign


def if_subject(policy: model.Policy, what: model.Condition) -> tuple[str, bool]:
    """What stands before `earns 5 points`, and whether it is a thing rather than the lead."""
    match what:
        case model.DefineTest(define=name):
            return f"{quoted(policy.defines[name].label)} now", True
        case model.Happened(absent=False, count=None, selection=model.Selection(own=False)):
            said = condition(policy, what)
            if said.startswith("the lead "):
                return f"{capital(said.removeprefix('the lead '))} now", True
        case _:
            pass
    begun = in_line(about_lead(policy, what, "If"))
    subject = "it" if begun.startswith("If it ") else "the lead"
    return f"{begun}, {subject} now", False


def _if_condition(both: Both, old: model.IfRule, new: model.IfRule) -> Iterator[Turn]:
    sign_ = new.points.sign if not isinstance(new.points.amount, model.ValueOf) else 1
    if isinstance(new.condition, model.Combined) or isinstance(old.condition, model.Combined):
        owner = f"the rule for {amounts.signed(_first(both.new, new.points))} points"
        for turn in conditions.turns(both, owner, old.condition, new.condition):
            yield capital(turn.said), turn.breadth if turn.breadth == REORDERED else turn.breadth * sign_
        return
    for turn in conditions.turns(both, "", old.condition, new.condition):
        now, before = condition(both.new, new.condition), condition(both.old, old.condition)
        points = rules.earns(both.new, new.points)
        told = in_line(about_lead(both.new, new.condition, f"The lead now {points} if"))
        yield sentence(f"{told} {was(now, before)}"), turn.breadth * sign_


def _idle(both: Both, old: model.IdleRule, new: model.IdleRule) -> Iterator[Turn]:
    subject = f"Every {times.bare(new.every)} without activity of the lead's own"
    yield from _points(both, f"{subject} now", old.points, new.points, activity=True)
    if old.every != new.every:
        more = new.points.sign if new.every < old.every else -new.points.sign
        yield sentence(f"{subject} now counts (before: {times.each(old.every)})"), more
    if not same(old.since, new.since):
        since = f"the time in {fields.called(new.since)}" if new.since is not None else "nothing"
        before = f"the time in {fields.called(old.since)}" if old.since is not None else "nothing"
        said = f"Without any activity of the lead's own, time now counts from {since} (before: from {before})"
        yield sentence(said), 0 if old.since and new.since else new.points.sign * (1 if new.since else -1)
    for said, sign in most_turn(subject, old.at_most_points, new.at_most_points):
        yield said, sign * new.points.sign


def _adds(old: model.Adds, new: model.Adds) -> Iterator[Turn]:
    subject = f"The value of {quoted(new.field.label)}"
    if (old.low, old.high) != (new.low, new.high):
        signs = {_sign(new.low - old.low), _sign(new.high - old.high)} - {0}
        now = f"from {amounts.number(new.low)} to {amounts.points(new.high)}"
        before = f"from {amounts.number(old.low)} to {amounts.number(old.high)}"
        yield sentence(f"{subject} now counts {now} (was {before})"), signs.pop() if len(signs) == 1 else 0
    if old.when_unknown != new.when_unknown:
        if old.when_unknown is not None and new.when_unknown is not None:
            now = f"{amounts.points(new.when_unknown)} (was {amounts.number(old.when_unknown)})"
            yield sentence(f"{subject} now gives {now} when it is unknown"), _sign(new.when_unknown - old.when_unknown)
        elif new.when_unknown is not None:
            yield sentence(f"{subject} now gives {amounts.points(new.when_unknown)} when it is unknown"), 0
        else:
            yield sentence(f"{subject} is no longer given points for when it is unknown"), 0


def _group(both: Both, old: model.Group, new: model.Group) -> Iterator[Turn]:
    subject = f"Group {quoted(new.label)}"
    if (old.low, old.high) != (new.low, new.high):
        now, before = rules.group_bounds(new), rules.group_bounds(old)
        ends = [(old.low, new.low, -1), (old.high, new.high, 1)]
        if sign_of(new) > 0:  # what is below zero is never reached
            ends = ends[1:]
        signs = {_end(one, other, side) for one, other, side in ends} - {0}
        said = f"{subject} now gives {now or 'its points without a limit'}"
        said += f" {was(now, before)}" if now and before else f" (before: {before or 'without a limit'})"
        yield sentence(said), signs.pop() if len(signs) == 1 else 0
    if old.counts != new.counts:
        full = Decimal(100)
        ours, theirs = old.counts if old.counts is not None else full, new.counts if new.counts is not None else full
        said = f"{subject} now counts {amounts.percent(theirs)} of its points (was {amounts.percent(ours)})"
        yield sentence(said), _sign(theirs - ours) * sign_of(new)
    for said, sign in fading_turn(subject, old.fading, new.fading, "the points"):
        yield said, sign * sign_of(new)
    if not same(old.only_if, new.only_if):
        if old.only_if is None and new.only_if is not None:
            yield sentence(f"{subject} now counts only if {condition(both.new, new.only_if)}"), -sign_of(new)
        elif new.only_if is None and old.only_if is not None:
            yield (
                sentence(f"{subject} now counts always (before: only if {condition(both.old, old.only_if)})"),
                sign_of(new),
            )
        else:
            for turn in conditions.turns(both, subject, old.only_if, new.only_if):
                sign = turn.breadth if turn.breadth == REORDERED else turn.breadth * sign_of(new)
                yield capital(turn.said), sign


def _end(old: Decimal | None, new: Decimal | None, side: int) -> int:
    endless = Decimal("Infinity") * side
    return _sign((endless if new is None else new) - (endless if old is None else old)) if old != new else 0


def _table_name(both: Both, old: model.Table | model.EachTable, new: model.Table | model.EachTable) -> str:
    """What stands before a row's values: `Number of employees`, `Met us at an event, event`."""
    by = rules.table_by(both.new, new)
    if isinstance(new, model.EachTable) and isinstance(old, model.EachTable):
        return f"{name_of(both, old.counting, new.counting)}, {by.removeprefix('the ')}"
    return capital(by.removeprefix("the "))
