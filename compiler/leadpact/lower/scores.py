"""Scores: their rules and groups in the order written, each sum at the finest scale of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leadpact.lower import rules, sources
from leadpact.lower.conditions import condition
from leadpact.lower.lowering import Lowering, in_units, units
from leadpact.plan.activities import Bound
from leadpact.plan.numbers import POINTS
from leadpact.plan.points import Group, IfPays, Item, Line, Score, Weighted, Zero
from leadpact.plan.tests import Test
from leadpact_dsl import model


def score(low: Lowering, written: model.Score) -> Score:
    view: tuple[Bound, ...] = ()
    if written.follows:
        view = (Bound(">", sources.latest(written.follows, (), low.policy)),)
    items = tuple(_items(low, written.rules, view, None))
    terms = tuple(_term(term) for term in written.terms)
    zero = tuple(Zero(rule, condition(low, rule.condition, view).test) for rule in written.zero_if)
    bounds = [None if bound is None else units(bound, POINTS) for bound in (written.low, written.high)]
    scale = max([POINTS, *(item.scale for item in items), *(term.scale for term in terms)])
    return Score(written, terms, items, zero, bounds[0], bounds[1], scale)


def _term(term: model.Term) -> Weighted:
    """A percentage of a score in hundredths: two decimals each, and those of the percentage."""
    weight, decimals = in_units(term.weight)
    return Weighted(term, term.score, weight, POINTS + 2 + decimals)


def _items(
    low: Lowering, written: Iterable[model.Rule], view: tuple[Bound, ...], around: model.Fading | None
) -> Iterator[Item]:
    for rule in written:
        match rule:
            case model.Group():
                yield _group(low, rule, view, around)
            case model.FirstOf():
                earlier: list[Test] = []
                for alternative in rule.rules:
                    pays = rules.pays(low, alternative, view, around)
                    yield Line(alternative, pays, tuple(earlier), first_of=True)
                    assert isinstance(pays, IfPays)
                    earlier.append(pays.test)
            case _:
                yield Line(rule, rules.pays(low, rule, view, around))


def _group(low: Lowering, written: model.Group, view: tuple[Bound, ...], around: model.Fading | None) -> Group:
    items = tuple(_items(low, written.rules, view, written.fading or around))
    bounds = [bound for bound in (written.low, written.high) if bound is not None]
    inside = max([POINTS, *(item.scale for item in items), *(in_units(bound)[1] for bound in bounds)])
    least, most = (None if bound is None else units(bound, inside) for bound in (written.low, written.high))
    counts, scale = None, inside
    if written.counts is not None:
        counts, decimals = in_units(written.counts)
        scale = inside + 2 + decimals
    only_if = None if written.only_if is None else condition(low, written.only_if, view).test
    return Group(written, items, least, most, counts, only_if, inside, scale)
