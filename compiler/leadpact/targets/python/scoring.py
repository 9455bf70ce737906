"""Scores in straight lines: each rule adds its points where it stands, each group and bound has a name of its own."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import assert_never

from leadpact.decision_document import said_of, said_of_gate, said_of_row
from leadpact.plan.numbers import POINTS, ScoreNumber
from leadpact.plan.points import Group, Item, Line, Score, Weighted
from leadpact.targets.python.absent import items_by_need
from leadpact.targets.python.earning import Earning, held
from leadpact.targets.python.expressions import as_test
from leadpact.targets.python.features import features_of
from leadpact.targets.python.loops import Loops
from leadpact.targets.python.paying import never_less
from leadpact.targets.python.scopes import LeadScope
from leadpact.targets.python.summing import Paid, Sum, in_brackets
from leadpact.targets.python.telling import Telling, Told
from leadpact.targets.python.walk import asked_again
from leadpact_dsl.decision import AdjustLine, RuleLine, TermLine
from leadpact_dsl.model import Table


class Scoring:
    """The scores of one frame. `telling` collects, by score, what an explanation says; None where nobody will ask."""

    def __init__(self, scope: LeadScope, loops: Loops, telling: Telling | None) -> None:
        self.scope = scope
        self.frame = scope.frame
        self.loops = loops
        self.telling = telling
        self.earning = Earning(scope, loops, None if telling is None else telling.later)
        self._told: list[Told] = []
        self.asked_again = asked_again(self.frame.plan) if telling is not None else frozenset()

    def score(self, score: Score) -> str:
        """The name of a score's value in hundredths."""
        frame, clause = self.frame, score.clause
        outer, self._told = self._told, []
        self.frame.add("")
        frame.note(clause.span)
        raw = self._raw(score)
        value = self._rounded_and_held(score, raw)
        for zero in score.zero:
            frame.note(zero.clause.span)
            holds = as_test(self.scope, zero.test)
            left = frame.assign(clause.name, f"0 if {holds} else {value}")
            self._tell(zero.clause, "zero", f"{left} - {value}", POINTS, AdjustLine("zero", zero.clause, Decimal(0)))
            value = left
        if self.telling is not None:
            self.telling.scores[clause.name] = self._told
        self._told = outer
        return value

    def _rounded_and_held(self, score: Score, raw: str) -> str:
        """The name of the sum in hundredths within the bounds; what rounding did only an explanation asks."""
        clause, value, whole = score.clause, raw, 10 ** (score.scale - POINTS)
        wish = f"{clause.name}_held" if score.zero else clause.name
        if score.scale > POINTS:
            value = f"rounded({raw}, {whole})"
            cut = f"{value} * {whole} - {raw}"
            self._tell(clause, "rounding", cut, score.scale, AdjustLine("rounding", clause, Decimal(0)))
        if score.low is None and score.high is None:
            return value if value == raw else self.frame.assign(f"{clause.name}_rounded", value)
        low, high = self._limits(score)
        if value != raw and score.low is not None and score.low >= 0:
            over = "" if high is None else f"{high} if {raw} > {high * whole} else "
            under = "" if low is None else f"{low} if {raw} < {low * whole} else "
            within = self.frame.assign(wish, f"{over}{under}({raw} + {whole // 2}) // {whole}")
        else:
            if value != raw:
                value = self.frame.assign(f"{clause.name}_rounded", value)
            within = self.frame.assign(wish, held(value, low, high))
        self._tell(clause, "bound", f"{within} - {value}", POINTS, AdjustLine("bound", clause, Decimal(0)))
        return within

    def _limits(self, score: Score) -> tuple[int | None, int | None]:
        """The bounds that the sum can get past."""
        if not score.terms:
            below = score.low is None or score.low > 0 or not all(map(never_less, score.items))
            return score.low if below else None, score.high
        if score.items:
            return score.low, score.high
        least = most = 0
        for term in score.terms:
            of, up = self.frame.plan.scores[term.score], 10 ** (score.scale - term.scale) * term.weight
            if of.low is None or of.high is None:
                return score.low, score.high
            ends = [end * up for end in (of.low, of.high, *((0,) if of.zero else ()))]
            least, most = least + min(ends), most + max(ends)
        whole = 10 ** (score.scale - POINTS)
        low = None if score.low is not None and least >= score.low * whole else score.low
        return low, None if score.high is not None and most <= score.high * whole else score.high

    def _raw(self, score: Score) -> str:
        """The name of the sum of all terms and items. What is nothing without some activity stands in a branch."""
        frame, needs = self.frame, items_by_need(self.frame.plan, score)
        told: dict[Item, list[Told]] = {}
        handed = self._handed(score, told)
        total = Sum(frame, f"{score.clause.name}_sum")
        if handed:
            total.begin(handed)
        if score.terms:
            total.add(Paid(" + ".join(self._term(term, score) for term in score.terms).replace(" + -", " - ")))
        if any(need is not None for need in needs):
            total.begin()
        for need, items in needs.items():
            if need is None:
                for item in items:
                    if not (handed and self._stays(item)):
                        self._add_told(total, item, score, told)
            else:
                self._gates(items)
                features = features_of(frame.plan, items)
                self.loops.outside(features)
                holds = [self.loops.present_of(need.kinds, features)]
                holds += [self.loops.present(need.also)] if need.also else []
                present = " and ".join(f"({one})" if " or " in one and need.also else one for one in holds)
                frame.add(f"if {present}:")
                frame.branch(
                    lambda items=items, present=present: self._branch(items, score, total, told, present),  # type: ignore[misc]
                    {*holds, self.loops.present(need.kinds)},
                )
        self._told += [line for item in score.items for line in told.get(item, ())]
        return total.end()

    def _handed(self, score: Score, told: dict[Item, list[Told]]) -> str:
        """The name of what the rules pay that pay the same at every instant, for a score that is asked for at more than
        one: summed first, and handed to the other. Nothing for other scores."""
        frame, key = self.frame, ("still", score.clause.name)
        if frame.outer is not None and key in frame.outer.known:
            frame.borrow(frame.outer.known[key])
            return frame.outer.known[key]
        still = [item for item in score.items if self._stays(item)]
        if frame.outer is not None or score not in self.asked_again or not still or len(still) == len(score.items):
            return ""
        total = Sum(frame, f"{score.clause.name}_sum_still")
        for item in still:
            self._add_told(total, item, score, told)
        frame.known[key] = total.end()
        return total.name

    def _stays(self, item: Item) -> bool:
        return isinstance(item, Line) and not item.first_of and self.frame.stands_still((item.pays, item.passed_by))

    def _branch(
        self, items: Iterable[Item], score: Score, total: Sum, told: dict[Item, list[Told]], present: str
    ) -> None:
        for item in items:
            self._add_told(total, item, score, told)
            # Outside of the branch nothing of it has a name.
            told[item] = [
                line._replace(points=f"{in_brackets(line.points)} if {present} else 0") for line in told[item]
            ]

    def _add_told(self, total: Sum, item: Item, score: Score, told: dict[Item, list[Told]]) -> None:
        """An item, its lines kept apart so that they can be told in the order of the policy."""
        outer, self._told = self._told, []
        total.add(self._item(item, score.scale, score.clause.name))
        told[item], self._told = self._told, outer

    def _gates(self, items: Iterable[Item]) -> None:
        """Whether groups count is told of those too that come to nothing."""
        for item in items:
            if isinstance(item, Group):
                self._gates(item.items)
                if item.only_if is not None and self.telling is not None:
                    self._gate(item)

    def _gate(self, group: Group) -> str:
        assert group.only_if is not None
        test, name = group.only_if, f"{_score_of(group.clause.id)}_{_place_in(group.clause.id)}_open"
        return self.frame.worked_out(
            ("gate", group.clause.id), lambda on: on.conclude(name, as_test(self.scope.on(on), test)), test
        )

    def _term(self, term: Weighted, score: Score) -> str:
        value = self.scope.number(ScoreNumber(term.score))
        points = f"{value} * {10 ** (score.scale - term.scale) * term.weight}"
        if term.weight < 0:
            points = f"-{value} * {10 ** (score.scale - term.scale) * -term.weight}"
        if self.telling is not None:
            line = TermLine(term.term, Decimal(0), Decimal(0))
            policy, span = self.frame.plan.policy, score.clause.span
            said = (said_of(policy, line),)
            of = policy.scores[term.score].id
            self._told.append(self.telling.told(of, "term", span, said, None, points, score.scale))
        return points

    def _item(self, item: Item, scale: int, score: str) -> Paid:
        match item:
            case Line():
                return self._line(item, scale, score)
            case Group():
                return self._group(item, scale, score)
            case _:
                assert_never(item)

    def _group(self, group: Group, scale: int, score: str) -> Paid:
        frame, clause = self.frame, group.clause
        frame.note(clause.span)
        wish = f"{score}_{_place_in(clause.id)}"
        total = Sum(frame, f"{wish}_sum")
        for item in group.items:
            total.add(self._item(item, group.inside, score))
        value = raw = total.end()
        if group.low is not None or group.high is not None:
            # What cannot be negative is not asked.
            low = None if group.low is not None and group.low <= 0 and all(map(never_less, group.items)) else group.low
            value = frame.assign(f"{wish}_held", held(raw, low, group.high))
            self._tell(clause, "limit", f"{value} - {raw}", group.inside, AdjustLine("limit", clause, Decimal(0)))
        if group.counts is not None:
            up = 10 ** (group.scale - group.inside)
            counted = frame.assign(f"{wish}_counted", f"{value} * {group.counts}")
            self._tell(
                clause, "counts", f"{counted} - {value} * {up}", group.scale, AdjustLine("counts", clause, Decimal(0))
            )
            value = counted
        if group.only_if is not None:
            gate = self._gate(group)
            opened = frame.assign(wish, f"{value} if {gate} else 0")
            if self.telling is not None:
                policy = frame.plan.policy
                said = (said_of_gate(policy, clause, True), said_of_gate(policy, clause, False))
                told = self.telling.told(
                    clause.id, "gate", clause.span, said, clause.because, f"{opened} - {value}", group.scale, str(gate)
                )
                self._told.append(told)
            value = opened
        return Paid(value if scale == group.scale else f"{value} * {10 ** (scale - group.scale)}")

    def _line(self, line: Line, scale: int, score: str) -> Paid:
        frame, clause = self.frame, line.clause
        frame.note(clause.span)
        paid, which = self.earning.paid(line, scale, f"{score}_{_place_in(clause.id)}")
        if self.telling is not None:
            policy = frame.plan.policy
            if isinstance(clause, Table):
                said = tuple(said_of_row(policy, clause, row) for row in (*clause.rows, None))
            else:
                said = (said_of(policy, RuleLine(clause, Decimal(0))),)
            told = self.telling.told(clause.id, "rule", clause.span, said, clause.because, paid.value, scale, which)
            self._told.append(told)
        return paid

    def _tell(self, clause: object, kind: str, points: str, scale: int, line: AdjustLine) -> None:
        if self.telling is not None:
            said = (said_of(self.frame.plan.policy, line),)
            of = line.clause
            self._told.append(self.telling.told(of.id, kind, of.span, said, of.because, points, scale))


def _score_of(clause_id: str) -> str:
    """`fit` of `score fit/2.1`."""
    return clause_id.partition(" ")[2].partition("/")[0]


def _place_in(clause_id: str) -> str:
    """`2_1` of `score fit/2.1`."""
    return clause_id.rpartition("/")[2].replace(".", "_")
