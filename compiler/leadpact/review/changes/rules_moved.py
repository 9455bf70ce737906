"""Rules that went from one score to another: the same rule, paid into another sum."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from leadpact.review.changes.context import Both
from leadpact.review.changes.matching import paired
from leadpact.review.changes.rule_matching import about_key, same_key
from leadpact.review.changes.rules import Score, rule_about
from leadpact.review.changes.rules_changed import OUTSIDE, Loose, RulesChanged, Where, in_group, name_of_rule
from leadpact.review.changes.values import Found, found
from leadpact_dsl import model
from leadpact_dsl.phrases.words import sentence


@dataclass(frozen=True)
class _Left:
    of: RulesChanged
    loose: Loose


def between_scores(both: Both, compared: Sequence[RulesChanged]) -> Iterator[Found]:
    """What left one score and stands in another now, each once; it is neither dropped nor new any more."""
    pairs = paired(
        [_Left(of, one) for of in compared for one in of.gone],
        [_Left(of, one) for of in compared for one in of.come],
        (lambda left: same_key(left.loose.rule), _about),
        lambda one, other: 0,
    )
    for old, new in pairs:
        if old is None or new is None or old.of is new.of or (old.loose.told and new.loose.told):
            continue
        before, now = old.loose.rule, new.loose.rule
        about = rule_about(both, new.of.score, before, now)
        said = f"this rule now counts in {_place(new)} (before: in {_place(old)})"
        yield found(about, "different", sentence(f"{name_of_rule(both.new, now)}: {said}"))
        yield from new.of.pair(before, now, (old.loose.where, new.loose.where))
        old.of.gone.remove(old.loose)
        new.of.come.remove(new.loose)


def whole_score(both: Both, score: Score, of: model.Score, *, come: bool) -> RulesChanged:
    """The rules of a score that is new or gone, which is told with them: they may still have come from elsewhere."""
    policy = both.new if come else both.old
    rules = [Loose(rule, where, told=True) for rule, where in _single(policy, of.rules, OUTSIDE)]
    return RulesChanged(both, score, *(([], rules) if come else (rules, [])))


def _single(policy: model.Policy, rules: Sequence[model.Rule], where: Where) -> Iterator[tuple[model.Rule, Where]]:
    for rule in rules:
        if isinstance(rule, model.Group):
            yield from _single(policy, rule.rules, in_group(policy, rule, where))
        else:
            yield rule, where


def _about(left: _Left) -> Hashable | None:
    """What asks the same for other points; of tables and the like that would say too little."""
    rule = left.loose.rule
    return about_key(rule) if isinstance(rule, model.IfRule | model.EachRule) else None


def _place(left: _Left) -> str:
    where, score = left.loose.where, left.of.score.label
    return score if where == OUTSIDE else f"{score}, {where.whole}"
