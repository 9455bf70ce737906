"""Which rule of the old version is which of the new: by what earns the points, not by how many."""

from __future__ import annotations

from collections.abc import Hashable
from typing import assert_never

from leadpact.digest import meaning_of_part
from leadpact.review.changes import conditions
from leadpact.review.changes.matching import label_alike, same
from leadpact_dsl import model


def same_key(rule: model.Rule) -> Hashable:
    return meaning_of_part(rule)


def about_key(rule: model.Rule) -> Hashable | None:
    """What a rule is about, where that tells it from most others."""
    match rule:
        case model.IfRule():
            return "if", meaning_of_part(rule.condition)
        case model.EachRule():
            counting = rule.counting
            return "each", meaning_of_part(counting.selection), meaning_of_part(counting.window)
        case model.EachTable():
            return "each by", meaning_of_part(rule.field), meaning_of_part(rule.counting.selection)
        case model.IdleRule():
            return "idle", rule.points.sign
        case model.Table():
            return "by", meaning_of_part(rule.by)
        case model.Adds():
            return "adds", meaning_of_part(rule.field)
        case model.Group():
            return "group", rule.label
        case model.FirstOf():
            return None
        case _:
            assert_never(rule)


def rules_alike(one: model.Rule, other: model.Rule) -> float:
    """How likely it is that one became the other, from 0 to 1."""
    match one, other:
        case model.IfRule(), model.IfRule():
            likeness = conditions.alike(one.condition, other.condition) + 0.1 * same(one.points, other.points)
            return likeness if likeness >= 0.35 and one.points.sign == other.points.sign else 0
        case model.EachRule(), model.EachRule():
            likeness = _counted_alike(one.counting, other.counting)
            return likeness + 0.1 * same(one.points, other.points) if likeness else 0
        case model.EachTable(), model.EachTable():
            return _counted_alike(one.counting, other.counting) if same(one.field, other.field) else 0
        case model.Group(), model.Group():
            ours, theirs = {same_key(rule) for rule in one.rules}, {same_key(rule) for rule in other.rules}
            shared = len(ours & theirs) / max(len(ours | theirs), 1)
            return max(label_alike(one.label, other.label), shared if shared >= 0.5 else 0)
        case model.FirstOf(), model.FirstOf():
            return 0.2 + 0.1 * sum(any(same(rule, its) for its in other.rules) for rule in one.rules)
        case _:
            return 0


def _counted_alike(one: model.Counting, other: model.Counting) -> float:
    ours, theirs = {*one.selection.activities}, {*other.selection.activities}
    shared = len(ours & theirs) / max(len(ours | theirs), 1)
    if shared == 0 or conditions.apart(one.selection.where, other.selection.where):
        return 0
    return 0.5 * shared + 0.2 * same(one.selection.where, other.selection.where) + 0.2 * same(one.window, other.window)
