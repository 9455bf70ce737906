"""For each rule whether the leads that it pays convert better than those that it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from leadpact.review.calibrate.gathering import Paid
from leadpact.review.calibrate.lines import LineColumn, Sign
from leadpact.review.calibrate.result import RuleFound
from leadpact.review.calibrate.shares import share
from leadpact.review.calibrate.statistics import adjusted, compared
from leadpact_dsl.model import Clause, Row, Table

FALSE_DISCOVERIES = 0.05
"""Of the rules that are told better or worse so many may be so by chance (Benjamini and Hochberg)."""


def weigh_rules(
    lines: Sequence[LineColumn],
    paid: Mapping[tuple[int, int | None], Paid],
    signs: Mapping[str, Sign],
    suspect: Callable[[Clause], bool],
) -> tuple[RuleFound, ...]:
    """The rules that move a score (`signs` of its parts), what matters most first.

    A rule is held against the leads that it does not pay; one of a `first of` against those that none of them pays, and
    a row of a table against those that the table pays less.
    """
    found = list(_each(lines, paid, signs, suspect))
    compared_ones = [rule for rule in found if rule.p is not None]
    ps = iter(adjusted([rule.p for rule in compared_ones if rule.p is not None]))
    told = [_told(rule, next(ps)) if rule.p is not None else rule for rule in found]
    return tuple(sorted(told, key=_order))


def _each(
    lines: Sequence[LineColumn],
    paid: Mapping[tuple[int, int | None], Paid],
    signs: Mapping[str, Sign],
    suspect: Callable[[Clause], bool],
) -> Iterator[RuleFound]:
    nobody = Paid()
    for number, line in enumerate(lines):
        if line.kind != "rule" or line.score not in signs:
            continue
        clause = line.clause
        rows: list[tuple[int | None, Row | None]] = [(None, None)]
        if isinstance(clause, Table):
            rows = [(place, row) for place, row in enumerate(clause.rows) if row.points != 0]
        for place, row in rows:
            its = paid.get((number, place), nobody)
            if row is not None:
                points = (row.points, row.points)
            else:
                points = (Decimal(its.least or 0).scaleb(-line.scale), Decimal(its.most or 0).scaleb(-line.scale))
            sign = _sign(points, signs[line.score])
            yield _found(line.score, clause, row, points, sign, its, suspect(clause))


def _sign(points: tuple[Decimal, Decimal], of_score: Sign) -> Sign:
    low, high = points
    own: Sign = 1 if low >= 0 and high > 0 else -1 if high <= 0 and low < 0 else 0
    return 1 if own * of_score > 0 else -1 if own * of_score < 0 else 0


def _found(
    score: str,
    clause: Clause,
    row: Row | None,
    points: tuple[Decimal, Decimal],
    sign: Sign,
    its: Paid,
    suspect: bool,
) -> RuleFound:
    paid = share(its.yes, its.yes + its.no)
    others = share(its.other_yes, its.other_yes + its.other_no)
    difference, interval, p = None, None, None
    if paid.rate is not None and others.rate is not None:
        difference = paid.rate - others.rate
        p, interval = compared((paid.converted, paid.known), (others.converted, others.known))
    return RuleFound(
        score, clause, row, points, sign, paid, others, difference, interval, p, "no telling", False, suspect
    )


def _told(rule: RuleFound, p: float) -> RuleFound:
    if rule.difference is None or p > FALSE_DISCOVERIES or rule.difference == 0:
        return replace(rule, p=p)
    better = rule.difference > 0
    against = rule.sign == (-1 if better else 1)
    return replace(rule, p=p, verdict="better" if better else "worse", against=against)


def _order(rule: RuleFound) -> tuple[int, float, str]:
    """First rules that work against their points, then those that tell, each by how many conversions it is about."""
    group = 0 if rule.against else 1 if rule.verdict != "no telling" else 2
    weight = abs(rule.difference or 0.0) * rule.paid.known
    return group, -round(weight, 6), rule.clause.id
