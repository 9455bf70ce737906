"""Definitions, scores, grades and the rest of a lead, worked out when they are first asked for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from leadpact.plan import Plan
from leadpact.plan.activities import Count, Latest
from leadpact.plan.numbers import Dial, Input
from leadpact.plan.points import Band
from leadpact.targets.sql import paying
from leadpact.targets.sql.aggregates import Aggregates
from leadpact.targets.sql.asked import Asked
from leadpact.targets.sql.expressions import as_number, as_test, certain, within
from leadpact.targets.sql.features import Feature, is_simple, unbounded
from leadpact.targets.sql.layers import Layers
from leadpact.targets.sql.lead_record import RECORD, LeadRecord
from leadpact.targets.sql.names import Names
from leadpact.targets.sql.places import place
from leadpact.targets.sql.scores import LineColumn, ScoreColumns
from leadpact.targets.sql.standing import Standing
from leadpact.targets.sql.terms import all_of, case, column, is_known, number, text
from leadpact.targets.sql.texts import Looked


class LeadValues:
    """What tests ask of a lead (a `Scope`). Everything is worked out once, as a column of a step."""

    def __init__(self, plan: Plan, asked: Asked) -> None:
        self.plan, self.asked, self.names = plan, asked, Names()
        for name in _OWN_NAMES:
            self.names.taken(name)
        self.layers = Layers(self.names)
        self.record = LeadRecord(plan, asked, self.names)
        self.aggregates = Aggregates(plan, asked, self.names, RECORD, self.record.column)
        self._texts: dict[Input, exp.Expression] = {}
        self._latest: dict[Latest, exp.Expression] = {}
        self._defines: dict[str, exp.Expression] = {}
        self._scores: dict[str, ScoreColumns] = {}
        self._grades: dict[str, exp.Expression] = {}
        self._standing: Standing | None = None
        for name in ("as_of", "lead", "lead_id", "frame", "id"):
            self.layers.known(name, early=True)

    # ------------------------------------------------------------------------------------------------ as a `Scope`

    @property
    def now(self) -> exp.Expression:
        return self.asked.instant()

    def value(self, asked: Input) -> exp.Expression:
        return self._of_record(self.record.column(asked))

    def text(self, asked: Input) -> exp.Expression:
        """A text as it stands."""
        if asked not in self._texts:
            found = self.record.text(asked)
            for one in found.find_all(exp.Column):
                self.layers.known(one.name, early=True, is_text=True)
            self._texts[asked] = self.layers.put(f"{asked.name}_text", found, kind="texts")
        return self._texts[asked].copy()

    def folded(self, asked: Input, items: Sequence[str]) -> exp.Expression:
        return self._of_record(self.record.folded(asked, items), is_text=True)

    def feature(self, asked: Feature) -> exp.Expression:
        if not isinstance(asked, Latest):
            return self._known(self.aggregates.name(asked))
        latest, outer = unbounded(asked)
        found = self._known(self.aggregates.name(latest))
        if not outer:
            return found
        if asked not in self._latest:
            tests = [within(bound, found.copy(), as_number(self, bound.instant)) for bound in outer]
            self._latest[asked] = self.layers.put(
                f"{found.name}_after", case([(all_of(tests), found)], None), "", "instants"
            )
        return self._latest[asked].copy()

    def happened(self, latest: Latest) -> exp.Expression:
        found, outer = unbounded(latest)
        known = is_simple(found.source) or self.aggregates.is_asked_for(found)
        if known or not all(self.aggregates.is_bound(bound) for bound in outer):
            return is_known(self.feature(latest))
        # To count them is enough, and counts share a column.
        return exp.GT(this=self.feature(Count(latest.source)), expression=number(0))

    def matched(self, asked: Input, how: Looked, items: Sequence[str]) -> exp.Expression:
        return self._of_record(self.record.matched(asked, how, items), is_text=True)

    def is_known_text(self, asked: Input) -> exp.Expression:
        found = self.record.is_known_text(asked)
        return self._of_record(found.name) if isinstance(found, exp.Column) else found

    def dial(self, asked: Dial) -> exp.Expression:
        return self.asked.dial(self.plan, asked)

    def define(self, name: str) -> exp.Expression:
        if name not in self._defines:
            clause = self.plan.policy.defines[name]
            holds = certain(self, self.plan.defines[name])
            self._defines[name] = self.layers.put(name, holds, place(clause), "definitions")
        return self._defines[name].copy()

    def score(self, name: str) -> exp.Expression:
        return self.score_columns(name).value.copy()

    def grade(self, name: str) -> exp.Expression:
        if name not in self._grades:
            grade = self.plan.grades[name]
            by = None if grade.by is None else as_number(self, grade.by)
            whens: list[tuple[exp.Expression, exp.Expression]] = []
            otherwise: exp.Expression | None = None
            for level in grade.levels:
                match level.test:
                    case None:
                        otherwise = text(level.name)
                        break
                    case Band() as key:
                        assert by is not None
                        whens.append((paying.band(exp.Paren(this=by.copy()), key), text(level.name)))
                    case test:
                        whens.append((as_test(self, test), text(level.name)))
            self._grades[name] = self.layers.put(name, case(whens, otherwise), place(grade.clause), "grades")
        return self._grades[name].copy()

    def stage(self) -> exp.Expression:
        return self.standing().stage()

    # ------------------------------------------------------------------------------------------------------- beyond

    def score_columns(self, name: str) -> ScoreColumns:
        if name not in self._scores:
            self._scores[name] = ScoreColumns(self, self.plan.scores[name])
        return self._scores[name]

    def lines(self) -> list[LineColumn]:
        """Those of all scores, in order."""
        return [line for name in self.plan.scores for line in self.score_columns(name).lines]

    def standing(self) -> Standing:
        if self._standing is None:
            self._standing = Standing(self)
        return self._standing

    def _of_record(self, name: str, *, is_text: bool = False) -> exp.Expression:
        self.layers.known(name, early=True, is_text=is_text)
        return column(name)

    def _known(self, name: str) -> exp.Expression:
        self.layers.known(name)
        return column(name)


_OWN_NAMES = (
    *("lead", "lead_id", "id", "frame", "as_of", "activity", "at", "position", "kind", "leads", "activities", "frames"),
    *("record", "log", "facts", "wall", "period"),
    *("of_period", "rank", "a", "f", "l", "p", "r"),
)
"""What statements call things by themselves."""
