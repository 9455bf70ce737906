"""Scores: their limits, parts and gates, and the rules in them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from leadpact.digest import meaning_of_part
from leadpact.review.changes import conditions
from leadpact.review.changes.context import Both, span_of
from leadpact.review.changes.declared import declared, label_changes, reason_change
from leadpact.review.changes.matching import paired
from leadpact.review.changes.rules import Score, inside
from leadpact.review.changes.rules_changed import RulesChanged
from leadpact.review.changes.rules_moved import between_scores, whole_score
from leadpact.review.changes.stakes import sign_of
from leadpact.review.changes.values import About, Found, found, label_of
from leadpact.review.changes.words import dropped_clause, new_clause
from leadpact_dsl import model
from leadpact_dsl.phrases import activities, amounts, rules
from leadpact_dsl.phrases.words import counted, quoted, sentence


def score_changes(both: Both) -> Iterator[Found]:
    compared: list[RulesChanged] = []
    for old, new in declared(both.old.scores, both.new.scores):
        if new is None:
            if old is not None:
                about = _about(both, old, old)
                sign = _rules_sign(old) * both.old_stakes.of_score(old.name)
                yield found(about, label_of(-sign), dropped_clause(_whole(both.old, old)))
                compared.append(whole_score(both, Score(about.section, old.label, 0), old, come=False))
        elif old is None:
            about = _about(both, None, new)
            yield found(about, label_of(_pays(both, new)), new_clause(_whole(both.new, new)))
            effect = both.stakes.of_score(new.name)
            compared.append(whole_score(both, Score(about.section, new.label, effect), new, come=True))
        else:
            about, effect = _about(both, old, new), both.stakes.of_score(new.name)
            yield from _score(both, about, effect, old, new)
            its_rules = RulesChanged(both, Score(about.section, new.label, effect))
            yield from its_rules.changes(old.rules, new.rules)
            compared.append(its_rules)
    yield from between_scores(both, compared)
    for its_rules in compared:
        yield from its_rules.alone()


def _about(both: Both, old: model.Score | None, new: model.Score) -> About:
    place = both.place("score_title", new)
    gone = old is new
    said_old, said_new = _head(both.old, old), "" if gone else _head(both.new, new)
    return About(place, new.label, new.id, said_old, said_new, span_of(old), None if gone else new.span)


def _head(policy: model.Policy, score: model.Score | None) -> str:
    """What stands above the rules."""
    if score is None:
        return ""
    said = [rules.terms(policy, score)] if score.terms else []
    said += [bounds] if (bounds := rules.bounds(score)) else []
    return " ".join(map(sentence, said)) or score.label


def _whole(policy: model.Policy, score: model.Score) -> str:
    said = f"the score {quoted(score.label)}"
    if score.terms:
        return f"{said}: {rules.terms(policy, score)}"
    shown = inside(policy, score.rules[:_SHOWN])
    left = len(score.rules) - _SHOWN
    more = f"; and {counted(left, 'more rule')}" if left > 0 else ""
    return f"{said}: {shown}{more}"


_SHOWN = 3
"""So many rules of a score that is new or gone are told."""


def _pays(both: Both, score: model.Score) -> int:
    return _rules_sign(score) * both.stakes.of_score(score.name)


def _rules_sign(score: model.Score) -> int:
    signs = {sign_of(rule) for rule in score.rules} or {1 if term.weight > 0 else -1 for term in score.terms}
    return signs.pop() if len(signs) == 1 else 0


def _score(both: Both, about: About, effect: int, old: model.Score, new: model.Score) -> Iterator[Found]:
    """What stands above its rules."""
    yield from label_changes(about, "score", old, new)
    yield from reason_change(about, f"The score {quoted(new.label)}", old.because, new.because)
    if (old.low, old.high) != (new.low, new.high):
        yield _bounds(about, old, new, effect)
    yield from _terms(both, about, old, new, effect)
    yield from _follows(both, about, old, new)
    yield from _zero(both, about, old, new, effect)


def _bounds(about: About, old: model.Score, new: model.Score, effect: int) -> Found:
    ends = ((_low(old), _low(new)), (_high(old), _high(new)))
    signs = {(after > before) - (after < before) for before, after in ends} - {0}
    sign = signs.pop() if len(signs) == 1 else 0
    now, before = ((rules.bounds(one) or "").removeprefix("This score is held ") for one in (new, old))
    if now and before and old.low == new.low and new.high is not None:
        said = f"{new.label} now ends at {amounts.number(new.high)} (was {amounts.number(_high(old))})"
    elif now and before and old.high == new.high and new.low is not None:
        said = f"{new.label} now begins at {amounts.number(new.low)} (was {amounts.number(_low(old))})"
    elif now and before:
        said = f"{new.label} is now held {now} (was {before})"
    elif now:
        said = f"{new.label} is now held {now} (before: without limits)"
    else:
        said = f"{new.label} has no limits any more (was {before})"
    return found(about, label_of(sign * effect), sentence(said))


def _low(score: model.Score) -> Decimal:
    return Decimal("-Infinity") if score.low is None else score.low


def _high(score: model.Score) -> Decimal:
    return Decimal("Infinity") if score.high is None else score.high


def _terms(both: Both, about: About, old: model.Score, new: model.Score, effect: int) -> Iterator[Found]:
    pairs = paired(old.terms, new.terms, (lambda term: term.score,), lambda one, other: 0)
    for one, other in pairs:
        if other is None and one is not None:
            said = dropped_clause(f"{rules.term_said(both.old, one)} in {new.label}")
            yield found(about, label_of(-effect if one.weight > 0 else effect), said)
        elif one is None and other is not None:
            said = new_clause(f"{new.label} also counts {rules.term_said(both.new, other)}")
            yield found(about, label_of(effect if other.weight > 0 else -effect), said)
        elif one is not None and other is not None and one.weight != other.weight:
            before = f"{'minus ' if one.weight < 0 else ''}{amounts.percent(abs(one.weight))}"
            said = f"{new.label} now counts {rules.term_said(both.new, other)} (was {before})"
            if both.new.scores[other.score].label not in said:
                said += f" of {both.new.scores[other.score].label}"
            sign = 1 if other.weight > one.weight else -1
            yield found(about, label_of(sign * effect), sentence(said))


def _follows(both: Both, about: About, old: model.Score, new: model.Score) -> Iterator[Found]:
    if {*old.follows} != {*new.follows}:
        if not new.follows:
            latest = activities.verbs(both.old, old.follows)
            said = f"{new.label} no longer begins anew when the lead {latest}"
            yield found(about, label_of(0), sentence(said))
        else:
            latest = activities.verbs(both.new, new.follows)
            before = f" (before: {activities.verbs(both.old, old.follows)})" if old.follows else ""
            said = f"{new.label} now counts only what comes after the latest time that the lead {latest}{before}"
            yield found(about, label_of(0), sentence(said))
    yield from reason_change(about, f"That {new.label} begins anew", old.follows_because, new.follows_because)


def _zero(both: Both, about: About, old: model.Score, new: model.Score, effect: int) -> Iterator[Found]:
    pairs = paired(
        old.zero_if,
        new.zero_if,
        (lambda zero: meaning_of_part(zero.condition),),
        lambda one, other: conditions.alike(one.condition, other.condition),
    )
    for one, other in pairs:
        if other is None and one is not None:
            said = sentence(rules.zero_if(both.old, one, f"{new.label} is no longer"))
            yield found(_zero_about(both, about, one, None), label_of(effect), said)
        elif one is None and other is not None:
            said = sentence(rules.zero_if(both.new, other, f"{new.label} is now"))
            yield found(_zero_about(both, about, None, other), label_of(-effect), said)
        elif one is not None and other is not None:
            zero_about = _zero_about(both, about, one, other)
            owner = f"“{new.label} is 0”"
            for turn in conditions.turns(both, owner, one.condition, other.condition):
                yield found(zero_about, label_of(-turn.breadth * effect), turn.said)
            yield from reason_change(zero_about, owner, one.because, other.because)


def _zero_about(both: Both, about: About, old: model.ZeroIf | None, new: model.ZeroIf | None) -> About:
    clause = new or old
    assert clause is not None
    return About(
        about.section,
        about.subject,
        clause.id,
        rules.zero_if(both.old, old) if old else "",
        rules.zero_if(both.new, new) if new else "",
        span_of(old),
        span_of(new),
    )
