"""Scores: the points of every rule, line by line, so that the lines sum to the score exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Literal

from leadpact_dsl.decision import AdjustLine, Line, ScoreResult, TermLine
from leadpact_dsl.evaluate.conditions import truth
from leadpact_dsl.evaluate.rules import NOTHING, PERCENT, held_within, rule_line
from leadpact_dsl.evaluate.view import View
from leadpact_dsl.model import Fading, FirstOf, Group, Rule, Score

if TYPE_CHECKING:
    from leadpact_dsl.evaluate.frame import Frame

_HUNDREDTH = Decimal("0.01")
# The one place where digits are dropped: the end of a score's own computation. A half goes away from zero.
_ROUNDING = Context(prec=80, rounding=ROUND_HALF_UP, traps=[])


def result(score: Score, frame: Frame) -> ScoreResult:
    """A score with all its lines: rules and groups as written, then rounding, bounds, and what sets it to zero."""
    follows_at = frame.all.latest_of(score.follows)
    view = View(frame, follows_at)
    lines: list[Line] = [*_terms(score, frame), *_lines(score.rules, view, None)]
    raw = total(lines)
    value = rounded(raw)
    lines += _change("rounding", score, raw, value)
    bounded = held_within(value, score.low, score.high)
    lines += _change("bound", score, value, bounded)
    for zero_if in score.zero_if:
        found = truth(zero_if.condition, view)
        taken = bounded if found.holds else NOTHING
        lines.append(AdjustLine("zero", zero_if, -taken, found))
        bounded -= taken
    return ScoreResult(score.name, bounded, tuple(lines), follows_at)


def rounded(points: Decimal) -> Decimal:
    """To hundredths, half away from zero."""
    return points.quantize(_HUNDREDTH, context=_ROUNDING)


def total(lines: Iterable[Line]) -> Decimal:
    return sum((line.points for line in lines), NOTHING)


def _terms(score: Score, frame: Frame) -> Iterator[TermLine]:
    """Other scores, each as it stands after its own rounding and bounds."""
    for term in score.terms:
        value = frame.score(term.score).value
        yield TermLine(term, value, value * term.weight * PERCENT)


def _lines(rules: Iterable[Rule], view: View, fading: Fading | None) -> Iterator[Line]:
    """The lines of rules in the order written; `fading` is that of the group around, for those without their own."""
    for rule in rules:
        match rule:
            case Group():
                yield from _group(rule, view, fading)
            case FirstOf():
                taken = False
                for alternative in rule.rules:
                    line = rule_line(alternative, view, fading, passed_over=taken)
                    taken |= line.truth is not None and line.truth.holds
                    yield line
            case _:
                yield rule_line(rule, view, fading)


def _group(group: Group, view: View, around: Fading | None) -> list[Line]:
    """The group's rules, then its bounds, then its percentage, then its gate."""
    lines = list(_lines(group.rules, view, group.fading or around))
    raw = total(lines)
    bounded = held_within(raw, group.low, group.high)
    lines += _change("limit", group, raw, bounded)
    counted = bounded if group.counts is None else bounded * group.counts * PERCENT
    lines += _change("counts", group, bounded, counted)
    if group.only_if is not None:
        gate = truth(group.only_if, view)
        lines.append(AdjustLine("gate", group, NOTHING if gate.holds else -counted, gate))
    return lines


def _change(
    kind: Literal["limit", "counts", "rounding", "bound"], clause: Group | Score, before: Decimal, after: Decimal
) -> list[Line]:
    return [] if before == after else [AdjustLine(kind, clause, after - before)]
