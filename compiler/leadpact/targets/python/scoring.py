"""Scores in straight lines: each rule, group and bound under a name of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from keyword import iskeyword
from typing import assert_never

from leadpact.decision_document import said_of, said_of_gate, said_of_row
from leadpact.plan.numbers import POINTS, Const, Number, ScoreNumber, at_scale
from leadpact.plan.points import (
    AddsInput,
    Decided,
    DecidedAmong,
    DecidedBy,
    EachPays,
    Fade,
    Group,
    IdlePays,
    IfPays,
    Item,
    Line,
    Rows,
    Score,
    TablePays,
    Weighted,
)
from leadpact.targets.python.absent import items_by_need
from leadpact.targets.python.expressions import as_test, number_text
from leadpact.targets.python.features import feature_of, features_of
from leadpact.targets.python.loops import Loops
from leadpact.targets.python.paying import at_most, faded, is_there, never_less, points_of, row_lines
from leadpact.targets.python.scopes import LeadScope
from leadpact.targets.python.telling import Telling, Told
from leadpact.targets.python.walk import asked_again
from leadpact_dsl.decision import AdjustLine, RuleLine, TermLine
from leadpact_dsl.model import Table


class Scoring:
    """The scores of one frame. `told` collects, by score, what an explanation says; None where nobody will ask."""

    def __init__(self, scope: LeadScope, loops: Loops, telling: Telling | None) -> None:
        self.scope = scope
        self.frame = scope.frame
        self.loops = loops
        self.telling = telling
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
        if value != raw and score.low is not None and score.low >= 0:
            over = "" if score.high is None else f"{score.high} if {raw} > {score.high * whole} else "
            inside = f"({raw} + {whole // 2}) // {whole}"
            held = self.frame.assign(wish, f"{over}{score.low} if {raw} < {score.low * whole} else {inside}")
        else:
            if value != raw:
                value = self.frame.assign(f"{clause.name}_rounded", value)
            held = self._held(wish, value, score.low, score.high)
        self._tell(clause, "bound", f"{held} - {value}", POINTS, AdjustLine("bound", clause, Decimal(0)))
        return held

    def _raw(self, score: Score) -> str:
        """The name of the sum of all terms and items. What is nothing without some activity stands in a branch."""
        frame, plan, needs = self.frame, self.frame.plan, items_by_need(self.frame.plan, score)
        always = [self._term(score, term, score.scale) for term in score.terms]
        told: dict[Item, list[Told]] = {}
        if list(needs) in ([], [None]):
            always += [self._told_item(item, score, told) for item in score.items]
            raw = self._sum(self._apart(score, always), f"{score.clause.name}_sum")
        else:
            raw = frame.assign(f"{score.clause.name}_sum", "0")
            for kinds, items in needs.items():
                if kinds is None:
                    always += [self._told_item(item, score, told) for item in items]
                else:
                    self._gates(items)
                    self.loops.outside(features_of(plan, items))
                    frame.add(f"if {self.loops.present(kinds)}:")
                    frame.branch(lambda items=items: self._in_branch(items, score, raw, told))  # type: ignore[misc]
            if always:
                frame.add(f"{raw} += {' + '.join(always)}")
        self._told += [line for item in score.items for line in told[item]]
        return raw

    def _in_branch(self, items: list[Item], score: Score, raw: str, told: dict[Item, list[Told]]) -> None:
        values = [self._told_item(item, score, told) for item in items]
        self.frame.add(f"{raw} += {' + '.join(values)}")
        if self.telling is not None:
            said = " ".join(f"{line.points} {line.which}" for item in items for line in told[item])
            names = re.findall(r"[A-Za-z_]\w*", said)
            self.telling.perhaps |= dict.fromkeys(name for name in names if not iskeyword(name))

    def _told_item(self, item: Item, score: Score, told: dict[Item, list[Told]]) -> str:
        """An item, its lines kept apart so that they can be told in the order of the policy."""
        outer, self._told = self._told, []
        name = self._item(item, score.scale, score.clause.name)
        told[item], self._told = self._told, outer
        return name

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

    def _term(self, score: Score, term: Weighted, scale: int) -> str:
        value = self.scope.number(ScoreNumber(term.score))
        up = 10 ** (scale - term.scale) * term.weight
        name = self.frame.assign(f"{term.score}_share", f"{value} * {up}")
        if self.telling is not None:
            line = TermLine(term.term, Decimal(0), Decimal(0))
            policy = self.frame.plan.policy
            said = (said_of(policy, line),)
            self._told.append(
                self.telling.told(policy.scores[term.score].id, "term", score.clause.span, said, None, name, scale)
            )
        return name

    def _item(self, item: Item, scale: int, score: str) -> str:
        match item:
            case Line():
                return self._line(item, scale, score)
            case Group():
                return self._group(item, scale, score)
            case _:
                assert_never(item)

    def _group(self, group: Group, scale: int, score: str) -> str:
        frame, clause = self.frame, group.clause
        frame.note(clause.span)
        wish = f"{score}_{_place_in(clause.id)}"
        raw = self._sum([self._item(item, group.inside, score) for item in group.items], f"{wish}_sum")
        value = raw
        if group.low is not None or group.high is not None:
            # What cannot be negative is not asked.
            low = None if group.low is not None and group.low <= 0 and all(map(never_less, group.items)) else group.low
            value = self._held(f"{wish}_held", raw, low, group.high)
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
        return value if scale == group.scale else frame.assign(wish, f"{value} * {10 ** (scale - group.scale)}")

    def _line(self, line: Line, scale: int, score: str) -> str:
        frame, clause, pays = self.frame, line.clause, line.pays
        key = ("line", clause.id, scale)
        outer = frame.outer
        if (
            not line.first_of
            and outer is not None
            and key in outer.known
            and frame.stands_still((pays, line.passed_by))
        ):
            frame.borrow(outer.known[key])
            return outer.known[key]
        frame.note(clause.span)
        wish = f"{score}_{_place_in(clause.id)}"
        which = "0"
        match pays:
            case IfPays():
                name = self._if(line, pays, scale, wish)
            case EachPays():
                name = self._each(pays, scale, wish)
            case IdlePays():
                name = self._idle(pays, scale, wish)
            case TablePays():
                name, which = self._table(pays, scale, wish)
            case AddsInput():
                name = self._adds(pays, scale, wish)
            case _:
                assert_never(pays)
        if self.telling is not None:
            policy = frame.plan.policy
            if isinstance(clause, Table):
                said = tuple(said_of_row(policy, clause, row) for row in (*clause.rows, None))
            else:
                said = (said_of(policy, RuleLine(clause, Decimal(0))),)
            told = self.telling.told(clause.id, "rule", clause.span, said, clause.because, name, scale, which)
            self._told.append(told)
        frame.known[key] = name
        return name

    def _if(self, line: Line, pays: IfPays, scale: int, wish: str) -> str:
        frame = self.frame
        up = 10 ** (scale - pays.scale)
        if line.first_of:
            earlier = [f"not {frame.known['first of', test]}" for test in line.passed_by]
            frame.known["first of", pays.test] = frame.assign(f"{wish}_holds", as_test(self.scope, pays.test))
            holds = " and ".join((*earlier, frame.known["first of", pays.test]))
        else:
            holds = as_test(self.scope, pays.test)
        points = self._times(pays.points, up)
        if pays.fade is None:
            return frame.assign(wish, f"{points} if {holds} else 0")
        assert pays.decided is not None
        always = is_there(frame.plan, pays.test, pays.decided)
        decided = self._decided(pays.decided)
        if not always:
            decided = frame.assign(f"{wish}_at", f"{decided} if {holds} else NEVER")
        age = f"{frame.now} - {decided}"
        left = faded(points, _times(pays.points, up), _finer(pays.fade, up), age)
        if always:
            return frame.assign(wish, f"{left} if {holds} else 0")
        whole = self._times(pays.points, up * (100 if pays.fade.percent else 1))
        return frame.assign(wish, f"{left} if {decided} is not NEVER else {whole} if {holds} else 0")

    def _decided(self, decided: Decided) -> str:
        """The instant of the latest activity that made a condition hold, given that it holds."""
        match decided:
            case DecidedBy(latest=latest):
                return self.scope.number(latest)
            case DecidedAmong(parts=parts):
                found = [f"({self._decided(part)} if {as_test(self.scope, part.test)} else NEVER)" for part in parts]
                return found[0] if len(found) == 1 else f"max({', '.join(found)})"
            case _:
                assert_never(decided)

    def _each(self, pays: EachPays, scale: int, wish: str) -> str:
        feature = feature_of(pays)
        found = self.loops.name(feature)
        up = 10 ** (scale - pays.scale)
        if isinstance(pays.price, Rows) or isinstance(feature, EachPays):
            points = f"{found} * {up}" if up > 1 else found
        else:
            most = [n for n in (pays.keep.times if pays.keep.period == "ever" else None, pays.keep.at_most) if n]
            if most and found != "0":
                found = f"({found} if {found} < {min(most)} else {min(most)})"
            points = f"{found} * {self._times(pays.price, up)}"
        if pays.limit is None:
            return self.frame.assign(wish, points)
        if not points.isidentifier():
            points = self.frame.assign(wish, points)
        return self._limited(wish, points, pays.limit * up, pays.price)

    def _limited(self, wish: str, points: str, limit: int, price: object) -> str:
        """Held within a limit in size; what a constant pays lies on one side of zero."""
        match price:
            case Const(value) if value >= 0:
                return self._held(wish, points, None, limit)
            case Const():
                return self._held(wish, points, -limit, None)
            case _:
                return self._held(wish, points, -limit, limit)

    def _idle(self, pays: IdlePays, scale: int, wish: str) -> str:
        frame = self.frame
        up = 10 ** (scale - pays.scale)
        since = self.scope.number(pays.latest)
        always = pays.since is not None and self.scope.always_known(pays.since)
        if pays.since is not None:
            other = self.scope.value(pays.since)
            if not self.scope.always_known(pays.since):
                other = f"NEVER if {other} is None else {other}"
            since = frame.assign(f"{wish}_since", f"{since} if {since} is not NEVER else {other}")
        passed = f"({frame.now} - {since}) // {pays.every:_}"
        periods = frame.assign(f"{wish}_periods", passed if always else f"{passed} if {since} is not NEVER else 0")
        paid = f"{self._times(pays.points, up)} * {periods}"
        if pays.limit is not None and isinstance(pays.points, Const) and pays.points.value:
            return frame.assign(wish, at_most(paid, periods, pays.points.value * up, pays.limit * up))
        points = frame.assign(wish, f"{paid} if {periods} > 0 else 0")
        return points if pays.limit is None else self._limited(wish, points, pays.limit * up, pays.points)

    def _table(self, pays: TablePays, scale: int, wish: str) -> tuple[str, str]:
        points = points_of(pays.rows, 10 ** (scale - pays.scale))
        name = self.frame.names.fresh(wish)
        self.frame.add(*row_lines(self.scope, pays.rows, name, lambda place: points.get(place, 0)))
        if self.telling is None:
            return name, "0"
        row = self.frame.names.fresh(f"{wish}_row")
        self.telling.later += row_lines(self.scope, pays.rows, row, lambda place: place)
        return name, row

    def _adds(self, pays: AddsInput, scale: int, wish: str) -> str:
        up = 10 ** (scale - pays.scale)
        value, finer = self.scope.value(pays.input), 10 ** (scale - pays.input.scale)
        low, high, most = pays.low * up, pays.high * up, f" * {finer}" if finer > 1 else ""
        unknown = "" if self.scope.always_known(pays.input) else f"{pays.unknown * up} if {value} is None else "
        # Limits are rounded inwards: what is above the one in whole units of the field is above the limit itself.
        held = f"{high} if {value} > {high // finer} else {low} if {value} < {-(-low // finer)} else {value}{most}"
        return self.frame.assign(wish, f"{unknown}{held}")

    def _held(self, wish: str, value: str, low: int | None, high: int | None) -> str:
        """Held within limits, under a name of its own: what was cut off can be told."""
        over = "" if high is None else f"{high} if {value} > {high} else "
        under = "" if low is None else f"{low} if {value} < {low} else "
        return self.frame.assign(wish, f"{over}{under}{value}")

    def _sum(self, parts: Sequence[str], wish: str) -> str:
        """What is handed from the outer frame is summed there."""
        outer, known = self.frame.outer, set(self.frame.names_borrowed())
        handed = [part for part in parts if part in known]
        if outer is not None and len(handed) > 1:
            key = ("sum", *handed)
            still = outer.worked_out(key, lambda on: on.assign(f"{wish}_still", " + ".join(handed)))
            parts = [still, *(part for part in parts if part not in handed)]
            self.frame.borrow(still)
        return self.frame.assign(wish, " + ".join(parts) if parts else "0")

    def _apart(self, score: Score, parts: Sequence[str]) -> list[str]:
        """What the same score at another instant will be handed is summed first."""
        frame = self.frame
        if frame.outer is not None or score not in self.asked_again:
            return list(parts)
        still = [
            frame.known["line", item.clause.id, score.scale]
            for item in score.items
            if isinstance(item, Line) and not item.first_of and frame.stands_still((item.pays, item.passed_by))
        ]
        handed = [part for part in parts if part in still]
        if len(handed) < 2 or len(handed) == len(parts):
            return list(parts)
        wish = f"{score.clause.name}_sum_still"
        name = frame.worked_out(("sum", *handed), lambda on: on.assign(wish, " + ".join(handed)))
        return [name, *(part for part in parts if part not in handed)]

    def _times(self, number: Number, up: int) -> str:
        """Points at a finer scale."""
        return number_text(self.scope, _times(number, up))

    def _tell(self, clause: object, kind: str, points: str, scale: int, line: AdjustLine) -> None:
        if self.telling is not None:
            said = (said_of(self.frame.plan.policy, line),)
            of = line.clause
            self._told.append(self.telling.told(of.id, kind, of.span, said, of.because, points, scale))


def _times(number: Number, up: int) -> Number:
    return at_scale(number, number.scale + len(str(up)) - 1)


def _finer(fade: Fade, up: int) -> Fade:
    """What takes points takes them in the finer unit; what takes percent does not change."""
    return fade if fade.percent else Fade(fade.loss * up, False, fade.every)


def _score_of(clause_id: str) -> str:
    """`fit` of `score fit/2.1`."""
    return clause_id.partition(" ")[2].partition("/")[0]


def _place_in(clause_id: str) -> str:
    """`2_1` of `score fit/2.1`."""
    return clause_id.rpartition("/")[2].replace(".", "_")
