"""What means the same has one number, in whichever of the policies it stands and under whatever name.

Names of definitions, scores, grades and stages are followed to what they mean, fields and activities are called by
their common names, and the order of what is summed, or of what must hold together, does not matter. Two expressions of
one number are equivalent: nothing has to be solved to know it.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import fields, is_dataclass

from leadpact.plan import Plan
from leadpact.plan.activities import Distinct, Keep, Pick, Source
from leadpact.plan.flow import Disqualify, Grade, Recycle, Route, Stage
from leadpact.plan.numbers import Dial, Input, InputNumber, ScoreNumber
from leadpact.plan.points import AddsInput, EachPays, GradeText, Group, Items, Line, Row, Rows, Score, Weighted, Zero
from leadpact.plan.tests import AtLeast, DefineHolds, GradeIn, InSet, StageIn
from leadpact.solver.merging import Merged


class Keys:
    """Numbers for the nodes of the plans of one world; `of(which, node)` is the only door."""

    def __init__(self, plans: Sequence[Plan], merged: Merged) -> None:
        self._plans = plans
        self._merged = merged
        self._numbers: dict[Hashable, int] = {}
        self._seen: dict[tuple[int, int], tuple[object, int]] = {}

    def of(self, which: int, node: object) -> int:
        if isinstance(node, DefineHolds):
            return self.of(which, self._plans[which].defines[node.define])
        place = (which, id(node))
        if place not in self._seen:
            self._seen[place] = (node, self._number(self._content(which, node)))
        return self._seen[place][1]

    def standing(self, which: int) -> int:
        """All that decides at which stage a lead is."""
        plan = self._plans[which]
        parts = (*plan.stages, *plan.disqualify, *plan.recycle)
        return self._number(("standing", *(self.of(which, part) for part in parts)))

    def _number(self, content: Hashable) -> int:
        return self._numbers.setdefault(content, len(self._numbers))

    def _many(self, which: int, nodes: Sequence[object]) -> tuple[int, ...]:
        return tuple(self.of(which, node) for node in nodes)

    def _content(self, which: int, node: object) -> Hashable:
        plan = self._plans[which]
        match node:
            case None | bool() | int() | str():
                return (type(node).__name__, node)
            case tuple():
                return ("tuple", *self._many(which, node))
            case Input():
                return self._input(which, node)
            case Dial(name=name):
                table = plan.dials[name]
                return ("dial", table.scale, table.amounts, table.since)
            case Pick(kind=kind, where=where):
                return ("pick", self._merged.kinds[which][kind], self.of(which, where))
            case Source(picks=picks, bounds=bounds, known=known):
                return (
                    "source",
                    tuple(sorted(self._many(which, picks))),
                    tuple(sorted(self._many(which, bounds))),
                    None if known is None else self._own(which, node, known),
                )
            case Distinct(source=source, field=field, text=text):
                return ("distinct", self.of(which, source), self._own(which, source, field), text)
            case EachPays(source=source, price=price):
                by = price.by if isinstance(price, Rows) else None
                by = by.input if isinstance(by, InputNumber) else by
                own = self._own(which, source, by.name) if isinstance(by, Input) else ()
                terms: tuple[object, ...] = (node.keep, price, node.fade, node.limit, node.scale)
                return ("each", self.of(which, source), own, *self._many(which, terms))
            case Keep():
                zone = plan.policy.agreement.timezone if node.period not in (None, "ever") else ""
                return ("keep", node.period, node.every, node.times, node.at_most, zone)
            case ScoreNumber(score=name):
                return ("score", self.of(which, plan.scores[name]))
            case GradeIn(grade=name, levels=levels):
                return ("grade in", self.of(which, plan.grades[name]), self._levels(which, name, levels))
            case GradeText(grade=name):
                return ("grade", self.of(which, plan.grades[name]))
            case StageIn(stages=stages):
                order = [stage.clause.name for stage in plan.stages]
                places = tuple(sorted(-1 if name is None else order.index(name) for name in stages))
                return ("stage in", self.standing(which), places)
            case AtLeast(count=count, tests=tests):
                return ("at least", count, tuple(sorted(self._many(which, tests))))
            case InSet(input=asked, items=items, negated=negated) if asked.type == "choice":
                return ("in", self.of(which, asked), self._choices(which, asked, items), negated)
            case Rows(by=by):
                rows = tuple((self._row(which, by, row), row.points) for row in node.rows)
                rest = tuple(None if other is None else other.points for other in (node.otherwise, node.unknown))
                return ("rows", self.of(which, by), rows, rest, node.scale)
            case Score():
                return (
                    "points",
                    tuple(sorted(self._many(which, node.terms))),
                    tuple(sorted(self._many(which, node.items))),
                    tuple(sorted(self._many(which, node.zero))),
                    (node.low, node.high, node.scale),
                )
            case Weighted(score=name, weight=weight, scale=scale):
                return ("weighted", self.of(which, plan.scores[name]), weight, scale)
            case Zero(test=test):
                return ("zero", self.of(which, test))
            case Line(pays=pays, passed_by=passed_by):
                return ("line", self.of(which, pays), tuple(sorted(self._many(which, passed_by))))
            case Group(items=items):
                gate = self.of(which, node.only_if)
                limits = (node.low, node.high, node.counts, node.inside, node.scale)
                return ("group", tuple(sorted(self._many(which, items))), gate, limits)
            case AddsInput():
                amounts = (node.low, node.high, node.unknown, node.scale)
                return ("adds", self.of(which, node.input), amounts)
            case Grade(by=by, levels=levels):
                return ("levels", self.of(which, by), self._many(which, [level.test for level in levels]))
            case Stage(clause=clause, when=when):
                recorded = tuple(sorted(self._merged.kinds[which][kind] for kind in clause.recorded_by))
                return ("stage", self.of(which, when), recorded)
            case Disqualify(when=when):
                return ("disqualify", self.of(which, when))
            case Recycle(clause=clause, returns=returns, back=back):
                return ("recycle", self._many(which, returns), self.of(which, back), clause.duration)
            case Route(clause=clause, when=when):
                person = None if clause.person_in is None else self._field(which, "lead", clause.person_in.name)
                return ("route", self.of(which, when), person)
            case _ if is_dataclass(node):
                parts = (getattr(node, one.name) for one in fields(node))
                return (type(node).__name__, *(self.of(which, part) for part in parts))
            case _:
                raise TypeError(f"{node!r} stands in no plan")

    def _input(self, which: int, node: Input) -> Hashable:
        if not node.owner:  # a field that several activities declare alike
            return ("own", node.name, node.type, node.scale)
        declared = self._merged.common[which][node.owner, node.name].of[which]
        assert declared is not None
        default = declared.when_unknown
        if isinstance(default, str) and node.type == "choice":
            default = self._merged.choices[which][node.owner, node.name, default]
        zone = self._plans[which].policy.agreement.timezone if declared.kind == "date" else ""
        field = self._merged.common[which][node.owner, node.name]
        names = self._merged.choices[which]
        seen = tuple(
            names[node.owner, node.name, self._merged.choice(which, field, choice)] for choice in field.choices
        )
        return ("input", *self._field(which, node.owner, node.name), node.type, node.scale, repr(default), zone, seen)

    def _own(self, which: int, source: Source, name: str) -> tuple[int, ...]:
        """What is meant by one name of a field, for each kind of activity."""
        inputs = self._plans[which].activities
        return tuple(sorted(self.of(which, one) for kind in source.kinds for one in inputs[kind] if one.name == name))

    def _field(self, which: int, owner: str, name: str) -> tuple[str, str]:
        field = self._merged.common[which][owner, name]
        return field.owner, field.name

    def _choices(self, which: int, asked: Input, items: Sequence[str | int | bool]) -> tuple[str, ...]:
        names = self._merged.choices[which]
        return tuple(sorted(names.get((asked.owner, asked.name, str(item)), f"? {item}") for item in items))

    def _levels(self, which: int, grade: str, levels: Sequence[str | int | bool]) -> tuple[int, ...]:
        order = [level.name for level in self._plans[which].grades[grade].levels]
        return tuple(sorted(order.index(str(level)) for level in levels))

    def _row(self, which: int, by: object, row: Row) -> Hashable:
        if isinstance(row.key, Items):
            if isinstance(by, GradeText):
                return self._levels(which, by.grade, row.key.items)
            if isinstance(by, Input) and by.type == "choice" and by.owner:
                return self._choices(which, by, row.key.items)
            return row.key.items
        return self.of(which, row.key)
