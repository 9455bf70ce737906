"""Many cases of one policy as tables, natural and staged, beside what the reference decides of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from leadpact.digest import digest_of
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.plan.numbers import Input
from leadpact.targets.sql import Asked, Statement, build
from leadpact.targets.sql.columns import lead_columns, own_columns
from leadpact_dsl import model
from leadpact_dsl.decision import Decision, Refused
from leadpact_dsl.evaluate import decide
from leadpact_dsl.evaluate.facts import instant_of
from leadpact_dsl.model.base import FieldKind
from leadpact_dsl.text import is_blank
from leadpact_dsl.zones import Zone, zone
from tests.targets.at_random.cases import Case
from tests.targets.comparing import as_read
from tests.targets.sql.databases import Relation, Type, Values

NATURAL: Mapping[FieldKind, Type] = {
    "text": "text",
    "whole number": "bigint",
    "number": "number",
    "money": "money",
    "yes or no": "boolean",
    "one of": "text",
    "date": "date",
    "time": "timestamp",
}
STAGED: Mapping[str, Type] = {
    "text": "text",
    "choice": "text",
    "flag": "boolean",
    "number": "bigint",
    "instant": "bigint",
}


@dataclass(frozen=True)
class Frame:
    """A lead, by its place among the cases, as it was at an instant (ms)."""

    lead: int
    as_of: int


class Batch:
    """Cases of one policy; each gets an id of its own, and is told apart by its place."""

    def __init__(self, policy: model.Policy, cases: Iterable[Case]) -> None:
        plan = lower(policy, digest_of(policy), {})
        assert isinstance(plan, Plan), plan
        self.policy, self.plan = policy, plan
        self._statements: dict[Asked, Statement] = {}
        self.cases = [_named(case, place) for place, case in enumerate(cases)]
        there = zone(policy.agreement.timezone)
        assert there is not None
        self._zone: Zone = there

    @cached_property
    def decisions(self) -> Mapping[int, Decision]:
        """By place, of the cases that the reference decides. What it refuses, no statement can tell."""
        found = {place: self.decision(Frame(place, case.as_of)) for place, case in enumerate(self.cases)}
        return {place: one for place, one in found.items() if isinstance(one, Decision)}

    def decision(self, frame: Frame) -> Decision | Refused:
        lead, activities = as_read(self.policy, self.cases[frame.lead])
        return decide(self.policy, lead, activities, frame.as_of)

    def statement(self, asked: Asked) -> Statement:
        if asked not in self._statements:
            self._statements[asked] = build(self.plan, asked)
        return self._statements[asked]

    # ------------------------------------------------------------------------------------------------------- tables

    def natural(self, *, as_of: bool) -> tuple[Relation, Relation]:
        """As a warehouse keeps them; also leads that the policy refuses, and activities that it does not know."""
        stored, fields = lead_columns(self.plan), self.policy.lead.fields
        columns: dict[str, Type] = {"id": "text", **({"as_of": "timestamp"} if as_of else {})}
        columns |= {stored[one.name]: NATURAL[fields[one.name].kind] for one in self.plan.lead}
        leads: list[Values] = []
        for case in self.cases:
            values = [_natural(fields[one.name].kind, case.lead.values.get(one.name)) for one in self.plan.lead]
            leads.append((case.lead.id, *([_moment(case.as_of)] if as_of else []), *values))
        kept = {
            name: NATURAL[self.policy.activities[kind].fields[field].kind]
            for (kind, field), name in own_columns(self.plan).items()
        }
        log: list[Values] = []
        for case in self.cases:
            for position, row in enumerate(case.activities):
                own = self._own(row)
                values = [None if found is None else _natural(*found) for found in (own.get(name) for name in kept)]
                log.append((case.lead.id, row.activity, _moment(row.at), position, *values))
        first: dict[str, Type] = {"lead_id": "text", "activity": "text", "at": "timestamp", "position": "bigint"}
        return Relation("leads", columns, leads), Relation("activities", first | kept, log)

    def _own(self, row: model.ActivityRecord) -> dict[str, tuple[FieldKind, model.Scalar | None]]:
        stored = own_columns(self.plan)
        declared = self.policy.activities.get(row.activity)
        fields = {} if declared is None else declared.fields
        return {stored[row.activity, name]: (field.kind, row.values.get(name)) for name, field in fields.items()}

    def staged(self, *, as_of: bool) -> tuple[Relation, Relation]:
        """As the engines make them of files: accepted leads alone, and what they did up to their as of."""
        stored = lead_columns(self.plan)
        columns: dict[str, Type] = {"lead": "bigint", "id": "text", **({"as_of": "bigint"} if as_of else {})}
        columns |= {stored[one.name]: STAGED[one.type] for one in self.plan.lead}
        leads: list[Values] = []
        log: list[Values] = []
        own = own_columns(self.plan)
        kept = {own[kind, one.name]: STAGED[one.type] for kind, some in self.plan.activities.items() for one in some}
        for place in self.decisions:
            case = self.cases[place]
            lead, activities = as_read(self.policy, case)
            values = [self._unit(one, lead.values.get(one.name)) for one in self.plan.lead]
            leads.append((place, lead.id, *([case.as_of] if as_of else []), *values))
            for position, row in enumerate(activities):
                if row.at > case.as_of or row.activity not in self.plan.activities:
                    continue
                found = {
                    own[row.activity, one.name]: self._unit(one, row.values.get(one.name))
                    for one in self.plan.activities[row.activity]
                }
                log.append((place, row.activity, row.at, position, *(found.get(name) for name in kept)))
        first: dict[str, Type] = {"lead": "bigint", "activity": "text", "at": "bigint", "position": "bigint"}
        return Relation("leads", columns, leads), Relation("activities", first | kept, log)

    def _unit(self, asked: Input, value: model.Scalar | None) -> Values | object:
        match value:
            case Decimal():
                return int(value.scaleb(asked.scale))
            case dt.date():
                return instant_of(value, self._zone)
            case str() if is_blank(value):
                return None
            case _:
                return value

    def frames(self, frames: Sequence[Frame], *, natural: bool) -> Relation:
        key: Type = "text" if natural else "bigint"
        rows: list[Values] = [
            (place, self.cases[one.lead].lead.id if natural else one.lead, one.as_of)
            for place, one in enumerate(frames)
        ]
        return Relation("frames", {"frame": "bigint", "lead": key, "as_of": "bigint"}, rows)

    def starts(self) -> Iterator[tuple[Frame, str, str | None]]:
        """The start of every cycle, its clock, and which response applied there."""
        for place, decision in self.decisions.items():
            for cycle in decision.cycles:
                yield Frame(place, cycle.started_at), cycle.clock, cycle.response


def _named(case: Case, place: int) -> Case:
    return replace(case, lead=replace(case.lead, id=f"{case.lead.id}-{place}"))


def _natural(kind: FieldKind, value: model.Scalar | None) -> object:
    return _moment(value) if kind == "time" and isinstance(value, int) else value


_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def _moment(ms: int) -> dt.datetime:
    return _EPOCH + dt.timedelta(milliseconds=ms)
