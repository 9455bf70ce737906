"""The rules of a score, one against the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from leadpact.review.changes.breadth import together
from leadpact.review.changes.context import Both, span_of
from leadpact.review.changes.counting import Fragment, counting_fragments, most_fragment, name_of
from leadpact.review.changes.if_rules import group_turn, if_turn
from leadpact.review.changes.matching import same
from leadpact.review.changes.points import points_turn, sign_of_number
from leadpact.review.changes.stakes import sign_of
from leadpact.review.changes.tables import table_changes
from leadpact.review.changes.values import About, Found, Place, found, label_of
from leadpact.review.changes.words import dropped_clause, lower, new_clause
from leadpact_dsl import model
from leadpact_dsl.phrases import amounts, fields, rows, rules, times
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
            paying = [row for row in rule.rows if row.points] or rule.rows
            below = [f"{rows.row(policy, rule, row)} {amounts.signed(row.points)}" for row in paying]
            return lower(f"{said}: {'; '.join(below)}")
        case model.Group(label=label, rules=()):
            return f"group {quoted(label)}{f', where {lower(said)}' if said else ''}"
        case model.Group(label=label):
            name = f"group {quoted(label)}{f', where {lower(said)}' if said else ''}"
            return f"{name}: {inside(policy, rule.rules)}"
        case model.FirstOf():
            return lower(f"{said}: {inside(policy, rule.rules)}")
        case _:
            return lower(said)


def inside(policy: model.Policy, several: Sequence[model.Rule]) -> str:
    """Rules that stand together, marked by letters where they are several: (a) …; (b) …."""
    said = [whole_rule(policy, one) for one in several]
    return said[0] if len(said) == 1 else "; ".join(f"({_mark(n)}) {text}" for n, text in enumerate(said))


def _mark(number: int) -> str:
    """a to z, then aa, ab …."""
    return (_mark(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)


def rule_changes(both: Both, score: Score, old: model.Rule, new: model.Rule) -> Iterator[Found]:
    """What changed in a rule itself, as one change; what groups hold is compared by who knows what belongs together."""
    about = rule_about(both, score, old, new)
    turn = _turn(both, old, new)
    if turn is not None:
        yield found(about, label_of(turn[1] * score.effect), turn[0])
    if isinstance(old, model.Table | model.EachTable) and isinstance(new, model.Table | model.EachTable):
        yield from table_changes(both, about, score.effect, _table_name(both, old, new), old, new)


def _turn(both: Both, old: model.Rule, new: model.Rule) -> Turn | None:
    match old, new:
        case model.IfRule(), model.IfRule():
            return if_turn(both, old, new)
        case model.EachRule(), model.EachRule():
            return _each(both, old, new)
        case model.EachTable(), model.EachTable():
            said = f"{name_of(both, old.counting, new.counting)} earns points by {rules.table_by(both.new, new)}"
            return _told(said, None, counting_fragments(both, old.counting, new.counting), sign_of(new))
        case model.IdleRule(), model.IdleRule():
            return _idle(both, old, new)
        case model.Adds(), model.Adds():
            return _adds(old, new)
        case model.Group(), model.Group():
            return group_turn(both, old, new)
        case _:
            return None


def _told(said: str, points: int | None, fragments: Iterable[Fragment], sign: int) -> Turn | None:
    """A sentence with what goes on behind it. `points`: whether points rise by what is said (None: as they were).

    What counts more is as good as the points are: it is multiplied by `sign`.
    """
    behind = [*fragments]
    signs = [sign * more for _, more in behind] + ([] if points is None else [points])
    if not signs:
        return None
    return sentence(", ".join((said, *(text for text, _ in behind if text)))), together(signs)


def _each(both: Both, old: model.EachRule, new: model.EachRule) -> Turn | None:
    subject = name_of(both, old.counting, new.counting)
    fragments = counting_fragments(both, old.counting, new.counting)
    said, sign = points_turn(both, old.points, new.points, activity=True)
    return _told(f"{subject} {said}", sign, fragments, new.points.sign)


def _idle(both: Both, old: model.IdleRule, new: model.IdleRule) -> Turn | None:
    said, sign = points_turn(both, old.points, new.points, activity=True)
    subject = f"Every {times.bare(new.every)} without activity of the lead's own"
    fragments: list[Fragment] = []
    if old.every != new.every:
        length = f"Every {times.bare(new.every)} (was {times.duration(old.every)})"
        subject = f"{length} without activity of the lead's own"
        fragments.append(("", 1 if new.every < old.every else -1))
    if not same(old.since, new.since):
        now, before = ("nothing" if one is None else fields.called(one) for one in (new.since, old.since))
        more = 0 if old.since and new.since else 1 if new.since else -1
        fragments.append((f"now counted from {now} where it has none (was {before})", more))
    fragments += most_fragment(old.at_most_points, new.at_most_points)
    return _told(f"{subject} {said}", sign, fragments, new.points.sign)


def _adds(old: model.Adds, new: model.Adds) -> Turn | None:
    subject = f"The value of {quoted(new.field.label)} counts as points"
    fragments: list[Fragment] = []
    if (old.low, old.high) != (new.low, new.high):
        signs = {sign_of_number(new.low - old.low), sign_of_number(new.high - old.high)} - {0}
        now = f"from {amounts.number(new.low)} to {amounts.points(new.high)}"
        before = f"from {amounts.number(old.low)} to {amounts.number(old.high)}"
        fragments.append((f"now {now} (was {before})", signs.pop() if len(signs) == 1 else 0))
    if old.when_unknown != new.when_unknown:
        now, before = (
            "nothing" if one.when_unknown is None else amounts.points(one.when_unknown) for one in (new, old)
        )
        known = old.when_unknown is not None and new.when_unknown is not None
        sign = sign_of_number((new.when_unknown or Decimal(0)) - (old.when_unknown or Decimal(0))) if known else 0
        fragments.append((f"now {now} when it is unknown (was {before})", sign))
    return _told(subject, None, fragments, 1)


def _table_name(both: Both, old: model.Table | model.EachTable, new: model.Table | model.EachTable) -> str:
    """What stands before a row's values: `Number of employees`, `Met us at an event, event`."""
    by = rules.table_by(both.new, new)
    if isinstance(new, model.EachTable) and isinstance(old, model.EachTable):
        return f"{name_of(both, old.counting, new.counting)}:"
    return f"{capital(by.removeprefix('the '))}:"
