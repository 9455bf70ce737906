"""The policy itself as JSON, in the form that `schemas/policy.schema.json` publishes.

Everything of the model stands in it, in the order of the policy: each part under the name that it has there, what can
be one of several things with `is` in front, and each clause with its id, its place, its words and its reason. Amounts
are exact, lengths of time are in milliseconds, instants and days are ISO 8601 in the agreement's timezone.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, TypeGuard

from leadpact.case_document import case_document, value_in_json
from leadpact.decision_document import place_of
from leadpact.json_text import number, written
from leadpact.plan import Plan
from leadpact.records.writers import in_iso
from leadpact.targets import Emitted, Target
from leadpact.targets.json import activity_schema, lead_schema
from leadpact.targets.json.policy_words import AnyClause, sentences
from leadpact_dsl import model
from leadpact_dsl.calendars import Calendar
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.phrases.times import clock_time
from leadpact_dsl.zones import Zone, zone

FORM: Final = 1
"""The version of the form. It changes when something is removed or changes its meaning."""

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

ALWAYS_THE_SAME: Final = frozenset(
    {
        model.Capacity, model.CalendarChoice, model.CalendarSpan, model.Choice, model.CountTest, model.Counting,
        model.Duration, model.Fading, model.Lead, model.Log, model.Material, model.Once, model.Points,
        model.Selection, model.Term, model.Agreement, model.Section, model.Row, model.Level, model.ZeroIf,
        model.Tries, model.Action, model.Team, model.Value, model.ItemList, model.Activity, model.Define, model.Score,
        model.Grade, model.Stage, model.Disqualify, model.Route, model.Clock, model.Response, model.Recycle,
        model.Nurture, model.Goal, model.Experiment,
    }
)  # fmt: skip
"""Nodes that stand where nothing else can: they need no `is`."""

INSTANTS: Final = frozenset(
    {
        (model.Value, "since"),
        (model.TimeSpanTest, "start"),
        (model.TimeSpanTest, "end"),
        (model.TimeSpanTest, "written"),
        (model.SinceDay, "start"),
        (model.ExpectDue, "at"),
    }
)
"""Parts in which a whole number is an instant."""


PLACED: Final = (model.Agreement, model.Section)
"""Nodes with a place that are no clauses."""


def document(policy: model.Policy, digest: str) -> dict[str, Any]:
    """The policy as a JSON document."""
    there = zone(policy.agreement.timezone)
    if there is None:
        raise InternalError(f"the agreement's timezone {policy.agreement.timezone} is none")
    return _Writer(policy, there).whole(digest)


def kind_of(node: type) -> str:
    """What `is` says: `IfRule` is “if rule”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", node.__name__).lower()


@dataclasses.dataclass(frozen=True)
class _Writer:
    policy: model.Policy
    there: Zone

    def whole(self, digest: str) -> dict[str, Any]:
        policy = self.policy
        parts: dict[str, Any] = {
            "calendars": [self.calendar(calendar) for calendar in policy.calendars.values()],
            "examples": [self.example(example) for example in policy.examples],
        }
        for part in dataclasses.fields(policy):
            if part.compare and part.name not in parts:
                parts[part.name] = self.value(getattr(policy, part.name), policy)
        order = [part.name for part in dataclasses.fields(policy) if part.name in parts]
        return {"leadpact": FORM, "digest": digest, **{name: parts[name] for name in order}}

    def value(self, value: Any, around: object) -> Any:
        match value:
            case None | str() | bool():
                return value
            case int() | Decimal():
                return number(value)
            case dt.date():
                return value.isoformat()
            case model.Field():
                return f"{value.owner}.{value.name}"
            case tuple():
                return [self.value(item, around) for item in value]
            case Mapping():
                return [self.value(item, around) for item in value.values()]
            case _:
                return dict(self.node(value, around))

    def node(self, node: Any, around: object) -> Iterator[tuple[str, Any]]:
        kind = type(node)
        if kind not in ALWAYS_THE_SAME:
            yield "is", kind_of(kind)
        if is_clause(node):
            yield "id", node.id
        if is_clause(node) or isinstance(node, PLACED):
            yield "place", place_of(node.span)
        if isinstance(node, model.Named):
            yield from (("name", node.name), ("label", node.label))
        if is_clause(node):
            yield "says", sentences(self.policy, node, around)
            yield "because", node.because
        for name in own_parts(kind):
            part = getattr(node, name)
            if name == "fields":
                yield name, [self.field(field) for field in part.values()]
            elif (kind, name) in INSTANTS:
                yield name, self.instant(part)
            else:
                yield name, self.value(part, node)

    def instant(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return [self.instant(item) for item in value]
        return in_iso(value, self.there) if isinstance(value, int) else self.value(value, None)

    def field(self, field: model.Field) -> dict[str, Any]:
        """A field where it is declared; everywhere else it goes by its owner and name."""
        unknown = field.when_unknown
        return {
            "place": place_of(field.span),
            "name": field.name,
            "label": field.label,
            "kind": field.kind,
            "currency": field.currency,
            "choices": [{"name": choice.name, "label": choice.label} for choice in field.choices],
            "otherwise": field.otherwise,
            "required": field.required,
            "when_unknown": None if unknown is None else value_in_json(field, unknown, self.there),
            "column": field.column,
        }

    def calendar(self, calendar: Calendar) -> dict[str, Any]:
        return {
            "place": place_of(self.policy.calendar_spans[calendar.name]),
            "name": calendar.name,
            "label": calendar.label,
            "timezone": calendar.timezone,
            "first_year": calendar.first_year,
            "last_year": calendar.last_year,
            "hours": [
                {
                    "days": [WEEKDAYS[day] for day in sorted(hours.days)],
                    "from": clock_time(hours.start),
                    "to": clock_time(hours.end),
                }
                for hours in calendar.hours
            ],
            "special": [
                {"day": hours.day.isoformat(), "from": clock_time(hours.start), "to": clock_time(hours.end)}
                for hours in calendar.special
            ],
            "closed": [
                {"first": closure.first.isoformat(), "last": closure.last.isoformat(), "name": closure.name}
                for closure in calendar.closures
            ],
        }

    def example(self, example: model.Example) -> dict[str, Any]:
        """An example as a case, with what is expected of its decision."""
        return {
            "place": place_of(example.span),
            "title": example.title,
            "case": case_document(self.policy, example.lead, example.activities, example.as_of),
            "expectations": [self.value(expected, example) for expected in example.expectations],
        }


def is_clause(node: object) -> TypeGuard[AnyClause]:
    return isinstance(node, model.Clause)


def own_parts(kind: type[Any]) -> list[str]:
    """The parts of a node that come behind those which all clauses have; those that say nothing are left out."""
    common = {"id", "because", "name", "label"} if issubclass(kind, model.Clause) else set()
    return [part.name for part in dataclasses.fields(kind) if part.compare and part.name not in common]


def emit(plan: Plan) -> Emitted:
    clashes = (*lead_schema.clashes(plan.policy), *activity_schema.clashes(plan.policy))
    return clashes or written(document(plan.policy, plan.digest), compact=True)


target = Target(name="policy", file="policy.json", emit=emit)
