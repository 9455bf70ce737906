"""One policy in the names of another: references are by name, so that clauses can only be compared under one name.

Names of declarations, of activities' and leads' fields, of choices and of levels are rewritten wherever they stand;
what was written of them otherwise, labels and reasons, stays.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from leadpact_dsl import model
from leadpact_dsl.calendars import Calendar
from leadpact_dsl.source import Span

Names: TypeAlias = "Mapping[tuple[str, ...], Mapping[str, str]]"
"""By kind, old name → new name. Kinds are the parts of a policy (`("scores",)`), and the fields of an owner, the
choices of a field and the levels of a grade by where they belong, in new names: `("fields", "lead")`,
`("choices", "lead", "industry")`, `("levels", "priority")`."""

REFERENCES: Final[dict[tuple[type, str], str]] = {
    (model.ValueOf, "name"): "values",
    (model.OneOf, "lists"): "lists",
    (model.TextMatch, "lists"): "lists",
    (model.ValuesKey, "lists"): "lists",
    (model.ScoreTest, "score"): "scores",
    (model.ScoreName, "name"): "scores",
    (model.Term, "score"): "scores",
    (model.Grade, "score"): "scores",
    (model.GradeTest, "grade"): "grades",
    (model.GradeName, "name"): "grades",
    (model.StageTest, "stages"): "stages",
    (model.Delivers, "stage"): "stages",
    (model.ReachGoal, "source"): "stages",
    (model.ReachGoal, "target"): "stages",
    (model.ShareGoal, "stage"): "stages",
    (model.Experiment, "stage"): "stages",
    (model.DefineTest, "define"): "defines",
    (model.ShareGoal, "define"): "defines",
    (model.Selection, "activities"): "activities",
    (model.SinceLatest, "activity"): "activities",
    (model.Stage, "recorded_by"): "activities",
    (model.Clock, "starts"): "activities",
    (model.Clock, "stops"): "activities",
    (model.Clock, "afresh"): "activities",
    (model.Clock, "pause"): "activities",
    (model.Clock, "resume"): "activities",
    (model.Score, "follows"): "activities",
    (model.Recycle, "nurture"): "nurture",
    (model.InTimeGoal, "response"): "responses",
    (model.Response, "clock"): "clocks",
    (model.Stage, "owner"): "teams",
    (model.Route, "team"): "teams",
    (model.Activity, "by"): "teams",
    (model.AnswerWithin, "team"): "teams",
    (model.AnswerByClose, "team"): "teams",
    (model.Tries, "team"): "teams",
    (model.Delivers, "team"): "teams",
    (model.Team, "works"): "calendars",
}
_TARGETS: Final = {"team": "teams", "route": "routes"}
KINDS: Final = (
    *("teams", "calendars", "values", "lists", "activities", "defines", "scores", "grades", "stages", "disqualify"),
    *("routes", "clocks", "responses", "recycle", "nurture", "goals", "experiments"),
)


def renamed(policy: model.Policy, names: Names) -> model.Policy:
    """The policy under other names. It decides the same; its examples and ids are left as they are."""
    if not any(names.values()):
        return policy
    rewriting = _Rewriting(names)
    parts: dict[str, Any] = {kind: rewriting.declared(kind, getattr(policy, kind)) for kind in KINDS}
    spans = {rewriting.name(("calendars",), name): span for name, span in policy.calendar_spans.items()}
    return dataclasses.replace(policy, lead=rewriting.lead(policy.lead), calendar_spans=spans, **parts)


class _Rewriting:
    def __init__(self, names: Names) -> None:
        self._names = names

    def name(self, kind: tuple[str, ...], old: str) -> str:
        return self._names.get(kind, {}).get(old, old)

    def declared(self, kind: str, named: Mapping[str, Any]) -> dict[str, Any]:
        found = {}
        for name, declaration in named.items():
            new = self.name((kind,), name)
            found[new] = dataclasses.replace(self.node(declaration), name=new)
        return found

    def lead(self, lead: model.Lead) -> model.Lead:
        same = tuple(tuple(self.name(("fields", "lead"), name) for name in names) for names in lead.same_when)
        fields = [self.node(field) for field in lead.fields.values()]
        return dataclasses.replace(lead, fields={field.name: field for field in fields}, same_when=same)

    def node(self, node: Any) -> Any:
        match node:
            case tuple():
                return tuple(map(self.node, node))
            case model.Field():
                return self._field(node)
            case model.Activity():
                fields = [self._field(field) for field in node.fields.values()]
                return self._plain(
                    dataclasses.replace(node, fields={field.name: field for field in fields}), {"fields"}
                )
            case model.FieldTest():
                return dataclasses.replace(node, field=self._field(node.field), test=self._test(node.field, node.test))
            case model.GradeTest():
                return self._plain(dataclasses.replace(node, levels=self._levels(node.grade, node.levels)), {"levels"})
            case model.Grade():
                kind = ("levels", self.name(("grades",), node.name))
                levels = [dataclasses.replace(self.node(one), name=self.name(kind, one.name)) for one in node.levels]
                return self._plain(dataclasses.replace(node, levels=tuple(levels)), {"levels"})
            case model.Table() | model.EachTable() | model.CalendarChoice():
                return self._rows(node)
            case model.Action():
                return self._action(node)
            case Calendar() | Span() | type():
                return node
            case _ if dataclasses.is_dataclass(node):
                return self._plain(node, set())
            case _:
                return node

    def _plain(self, node: Any, done: set[str]) -> Any:
        changed = {}
        for part in dataclasses.fields(node):
            if part.name in done:
                continue
            value = getattr(node, part.name)
            kind = REFERENCES.get((type(node), part.name))
            if kind is None:
                new = self.node(value)
            elif isinstance(value, tuple):
                new = tuple(self.name((kind,), name) for name in value)
            else:
                new = None if value is None else self.name((kind,), value)
            if new is not value:
                changed[part.name] = new
        return dataclasses.replace(node, **changed) if changed else node

    def _field(self, field: model.Field) -> model.Field:
        owner = "lead" if field.owner == "lead" else self.name(("activities",), field.owner)
        name = self.name(("fields", owner), field.name)
        choices = tuple(
            model.Choice(self.name(("choices", owner, name), choice.name), choice.label) for choice in field.choices
        )
        otherwise = None if field.otherwise is None else self._choice(field, field.otherwise)
        unknown = self._choice(field, field.when_unknown) if field.choices else field.when_unknown
        return dataclasses.replace(
            field, owner=owner, name=name, choices=choices, otherwise=otherwise, when_unknown=unknown
        )

    def _choice(self, field: model.Field, value: Any) -> Any:
        """A value of a field, which may be one of its choices."""
        if not field.choices or not isinstance(value, str):
            return value
        owner = "lead" if field.owner == "lead" else self.name(("activities",), field.owner)
        return self.name(("choices", owner, self.name(("fields", owner), field.name)), value)

    def _test(self, field: model.Field, test: model.Test) -> Any:
        match test:
            case model.Equals():
                return dataclasses.replace(test, value=self._choice(field, test.value))
            case model.OneOf():
                values = tuple(self._choice(field, value) for value in test.values)
                return self._plain(dataclasses.replace(test, values=values), {"values"})
            case _:
                return self._plain(test, set())

    def _levels(self, grade: str, levels: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.name(("levels", self.name(("grades",), grade)), level) for level in levels)

    def _rows(self, node: model.Table | model.EachTable | model.CalendarChoice) -> Any:
        by = node.by if isinstance(node, model.Table) else node.field

        def key(of_row: Any) -> Any:
            if not isinstance(of_row, model.ValuesKey):
                return of_row
            match by:
                case model.GradeName(name):
                    values: tuple[Any, ...] = self._levels(name, tuple(map(str, of_row.values)))
                case model.Field():
                    values = tuple(self._choice(by, value) for value in of_row.values)
                case _:
                    values = of_row.values
            return self._plain(dataclasses.replace(of_row, values=values), {"values"})

        rows: Any
        if isinstance(node, model.CalendarChoice):
            rows = tuple((key(of_row), self.name(("calendars",), calendar)) for of_row, calendar in node.rows)
        else:
            rows = tuple(dataclasses.replace(row, key=key(row.key)) for row in node.rows)
        return self._plain(dataclasses.replace(node, rows=rows), {"rows"})

    def _action(self, node: model.Action) -> model.Action:
        """A reason is a choice of whatever fields the recycling goes by: of all fields that have it, the first."""
        if node.target_kind in _TARGETS:
            return dataclasses.replace(node, target=self.name((_TARGETS[node.target_kind],), node.target))
        if node.target_kind == "reason":
            kinds = [kind for kind in self._names if kind[0] == "choices" and node.target in self._names[kind]]
            return dataclasses.replace(node, target=self.name(kinds[0], node.target)) if kinds else node
        return node
