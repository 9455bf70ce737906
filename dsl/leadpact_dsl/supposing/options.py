"""What a score could come to: every value within reach, with the smallest set of changes that brings it there.

Rules, groups and scores are added up as the evaluation does it, with all limits, percentages and gates, so a value that
is found here is one that the score would really have. Activities that are supposed to happen do so at the decision's
instant. Where a score has very many values within reach, the dearest between the extremes are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias, assert_never

from leadpact_dsl.evaluate.rules import NOTHING, PERCENT, amount_of, held_within
from leadpact_dsl.evaluate.scores import rounded
from leadpact_dsl.model import (
    Adds,
    Band,
    EachRule,
    EachTable,
    Fading,
    Field,
    FirstOf,
    GradeName,
    Group,
    IdleRule,
    IfRule,
    Row,
    Rule,
    Score,
    ScoreName,
    Table,
    UnknownKey,
    ValuesKey,
)
from leadpact_dsl.supposing.changes import (
    NONE,
    Changes,
    Happens,
    NeverHappened,
    OtherRow,
    OtherValue,
    join,
    size,
    smallest,
)
from leadpact_dsl.supposing.findings import Findings, counts_now, with_more

if TYPE_CHECKING:
    from leadpact_dsl.supposing.ways import Ways

Options: TypeAlias = "dict[Decimal, Changes]"
"""A value to the smallest set of changes that brings it about."""

_MOST_VALUES = 300
_MOST_SUMS = 60_000
"""Values kept over all parts of one sum: of thousands of parts each sum so far keeps fewer."""
_FEWEST_VALUES = 15
_MOST_TIMES = 10
_MOST_REPEATS = 5_000
"""Activities supposed over all rules of a score."""


class ScoreOptions:
    """The values within reach of every score, each worked out once."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._scores: dict[str, Options] = {}

    def of(self, name: str) -> Options:
        if name not in self._scores:
            self._scores[name] = self._score(self._ways.frame.policy.scores[name])
        return self._scores[name]

    def _score(self, score: Score) -> Options:
        ways, findings = self._ways, self._ways.findings(score.name)
        rules = _RuleOptions(ways, findings)
        parts = [rules.of(rule, None) for rule in score.rules]
        parts += [_moved(self.of(term.score), _weighted(term.weight)) for term in score.terms]
        options = _moved(_summed(parts), lambda raw: held_within(rounded(raw), score.low, score.high))
        lifted = join(ways.to(zero, False) for zero in findings.zeros)
        if lifted == NONE:
            return options
        return _gathered([(NOTHING, NONE), *((value, join([way, lifted])) for value, way in options.items())])


class _RuleOptions:
    """What each rule of one score could give."""

    def __init__(self, ways: Ways, findings: Findings) -> None:
        self._ways = ways
        self._ledger = ways.ledger
        self._findings = findings

    def of(self, rule: Rule, around: Fading | None) -> Options:
        match rule:
            case Group():
                return self._group(rule, around)
            case FirstOf():
                return self._first_of(rule, around)
            case IfRule():
                return self._if(rule)
            case EachRule():
                return self._each(rule, [(None, amount_of(rule.points, self._findings.view))])
            case EachTable():
                known = [row for row in rule.rows if not isinstance(row.key, UnknownKey)]
                return self._each(rule, [(row, row.points) for row in known])
            case IdleRule():
                now = self._findings.line(rule).points
                return _gathered([(now, NONE), (NOTHING, self._ledger.one(Happens(rule, None)))])
            case Table():
                return self._table(rule)
            case Adds():
                return self._adds(rule)
            case _:
                assert_never(rule)

    def _group(self, group: Group, around: Fading | None) -> Options:
        parts = [self.of(rule, group.fading or around) for rule in group.rules]
        inside = _moved(_summed(parts), lambda raw: held_within(raw, group.low, group.high))
        if group.counts is not None:
            inside = _moved(inside, _weighted(group.counts))
        gate = self._findings.gates.get(id(group))
        if gate is None:
            return inside
        opened, closed = self._ways.to(gate, True), self._ways.to(gate, False)
        return _gathered([(NOTHING, closed), *((value, join([way, opened])) for value, way in inside.items())])

    def _if(self, rule: IfRule) -> Options:
        line, found = self._findings.line(rule), self._findings.truth(rule)
        options: list[tuple[Decimal, Changes | None]] = [(line.points, NONE)]
        if found.holds:
            options.append((NOTHING, self._ways.to(found, False)))
            if line.faded:
                options.append((amount_of(rule.points, self._findings.view), self._ledger.one(Happens(rule, None))))
        else:
            options.append((amount_of(rule.points, self._findings.view), self._ways.to(found, True)))
        return _gathered(options)

    def _first_of(self, rule: FirstOf, around: Fading | None) -> Options:
        """One of the rules holds and none before it does, or none at all."""
        options: list[tuple[Decimal, Changes | None]] = []
        before: list[Changes | None] = []
        for one in rule.rules:
            found = self._findings.truth(one)
            options.append((self._findings.faded(one, around), join([*before, self._ways.to(found, True)])))
            before.append(self._ways.to(found, False))
        return _gathered([*options, (NOTHING, join(before))])

    def _each(self, rule: EachRule | EachTable, prices: Iterable[tuple[Row | None, Decimal]]) -> Options:
        """The activities that counted, and then more of one kind; or none of those that counted."""
        line = self._findings.line(rule)
        options: list[tuple[Decimal, Changes | None]] = [(line.points, NONE)]
        if 0 < len(line.counted) <= _MOST_TIMES:
            options.append((NOTHING, self._ledger.repeated(NeverHappened(rule), len(line.counted))))
        if counts_now(rule, self._findings.view):
            once, at_most = rule.counting.once, rule.counting.at_most_times
            likely = most_times(len(self._findings.lines))
            most = min(likely, at_most or likely, likely if once is None else once.times)
            for row, price in prices:
                for times in range(1, most + 1):
                    points = with_more(rule, self._findings, [price] * times)
                    options.append((points, self._ledger.repeated(Happens(rule, row), times)))
        return _gathered(options)

    def _table(self, rule: Table) -> Options:
        line = self._findings.line(rule)
        options: list[tuple[Decimal, Changes | None]] = [(line.points, NONE)]
        for row in rule.rows:
            if row is not line.row and not isinstance(row.key, UnknownKey):
                options.append((row.points, self._to_row(rule, row)))
        return _gathered(options)

    def _to_row(self, rule: Table, row: Row) -> Changes | None:
        match rule.by, row.key:
            case Field(), _:
                return self._ledger.one(OtherRow(rule, row))
            case ScoreName(name), Band() as band:
                return self._ways.score(name, band, True)
            case GradeName(name), ValuesKey(values):
                levels = self._ways.frame.policy.grades[name].levels
                return smallest(self._ways.level(name, level) for level in levels if level.name in values)
            case _:
                return None

    def _adds(self, rule: Adds) -> Options:
        now = self._findings.line(rule).points
        return _gathered(
            [
                (now, NONE),
                (rule.high, self._ledger.one(OtherValue(rule, "at least", rule.high))),
                (rule.low, self._ledger.one(OtherValue(rule, "at most", rule.low))),
            ]
        )


def _weighted(percent: Decimal) -> Callable[[Decimal], Decimal]:
    return lambda value: value * percent * PERCENT


def _moved(options: Options, change: Callable[[Decimal], Decimal]) -> Options:
    return _gathered((change(value), way) for value, way in options.items())


def most_times(rules: int) -> int:
    """How many more activities are supposed for each of so many rules."""
    return max(1, min(_MOST_TIMES, _MOST_REPEATS // max(1, rules)))


def most_values(parts: int) -> int:
    """How many values a sum of so many parts keeps."""
    return max(_FEWEST_VALUES, min(_MOST_VALUES, _MOST_SUMS // max(1, parts)))


def _summed(parts: Sequence[Options]) -> Options:
    """Every sum of one option of each part."""
    sums: Options = {NOTHING: NONE}
    for part in parts:
        # What the part gives now comes first in it, so that of equal ways the one by earlier rules is kept.
        pairs = ((so_far + value, way | other) for value, other in part.items() for so_far, way in sums.items())
        sums = _gathered(pairs, most_values(len(parts)))
    return sums


def _gathered(found: Iterable[tuple[Decimal, Changes | None]], most: int = _MOST_VALUES) -> Options:
    """Each value once, with its smallest set of changes; of very many values the extremes and the cheapest."""
    options: Options = {}
    for value, way in found:
        if way is not None and (value not in options or size(way) < size(options[value])):
            options[value] = way
    if len(options) <= most:
        return options
    by_price = sorted(options, key=lambda value: (size(options[value]), value))
    extremes = [value for _, same in groupby(by_price, key=lambda value: size(options[value])) for value in _ends(same)]
    return {value: options[value] for value in [*extremes, *by_price][:most]}


def _ends(values: Iterable[Decimal]) -> tuple[Decimal, Decimal]:
    found = list(values)
    return found[0], found[-1]
