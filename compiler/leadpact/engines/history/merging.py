"""One reading of the files for several policies: what they declare alike is read once, what they do not, beside it.

A row that one policy could read and another could not is the exception. It shows only once the files have been read:
then each policy has to read them for itself (`Merged.parts_company`).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from leadpact.lower.lowering import Lowering
from leadpact.plan import Plan
from leadpact.records.activities import ActivityFile, names_by_spelling
from leadpact.records.columns import Columns
from leadpact.records.inputs import Inputs
from leadpact.records.leads import LeadFile
from leadpact.records.rejects import Rejected
from leadpact_dsl.model import Activity, Field, Policy
from leadpact_dsl.source import Span


@dataclass(frozen=True)
class Reader:
    """A policy, and the files opened for it alone."""

    policy: Policy
    plan: Plan
    inputs: Inputs


@dataclass(frozen=True)
class Extra:
    """A column of the leads that no policy asks for: what its header says, and where it stands."""

    column: str
    position: int


@dataclass(frozen=True)
class Merged:
    """What is read for all readers at once.

    `fields` says for each reader under which name each of its fields of the lead is found here, `own` the same for the
    fields of activities, by kind and field; `extra` are the names of the extra columns. `alone_leads` and `alone_log`
    are the files' columns that not all readers read alike.
    """

    policy: Policy
    plan: Plan
    inputs: Inputs
    fields: tuple[Mapping[str, str], ...]
    own: tuple[Mapping[tuple[str, str], str], ...]
    extra: tuple[str, ...]
    alone_leads: frozenset[str]
    alone_log: frozenset[str]

    def parts_company(self, rejected: Rejected) -> bool:
        """Whether some reader might have read this row all the same."""
        alone = self.alone_leads if rejected.file == "leads" else self.alone_log
        return any(problem.column in alone for problem in rejected.problems)


def merged(readers: Sequence[Reader], extras: Sequence[Extra], span: Span) -> Merged | None:
    """All readers as one; None where the files mean different things to them, beyond single columns."""
    if len({_ground(reader) for reader in readers}) > 1 or not _kinds_agree([reader.policy for reader in readers]):
        return None
    leads = _Fields(len(readers))
    for place, reader in enumerate(readers):
        positions = {field.name: position for field, position in reader.inputs.leads.fields}
        for field in reader.policy.lead.fields.values():
            leads.add(place, field, positions.get(field.name))
    extra = tuple(
        leads.put(Field(span, "lead", "extra", one.column, "text", column=one.column), one.position) for one in extras
    )
    logs = {kind: _Fields(len(readers)) for reader in readers for kind in reader.policy.activities}
    for place, reader in enumerate(readers):
        log = reader.inputs.activities
        for kind, activity in reader.policy.activities.items():
            logs[kind].declared.add(place)
            for field in activity.fields.values():
                logs[kind].add(place, field, None if log is None else log.columns[kind].positions.get(field.name))
    policy = _policy(readers, leads, logs)
    low = Lowering(policy)
    first = readers[0]
    plan = replace(
        first.plan,
        policy=policy,
        lead=tuple(low.input(field) for field in policy.lead.fields.values()),
        activities={
            kind: tuple(low.input(field) for field in activity.fields.values())
            for kind, activity in policy.activities.items()
        },
    )
    lead_file = replace(first.inputs.leads, fields=tuple(leads.placed()), absent=())
    log_file = first.inputs.activities
    if log_file is not None:
        columns = {kind: fields.columns() for kind, fields in logs.items()}
        log_file = replace(log_file, columns=columns, policy=policy)
    return Merged(
        policy=policy,
        plan=plan,
        inputs=Inputs(lead_file, log_file),
        fields=tuple(leads.names),
        own=tuple(
            {(kind, field): name for kind, fields in logs.items() for field, name in fields.names[place].items()}
            for place in range(len(readers))
        ),
        extra=extra,
        alone_leads=_alone(lead_file, [leads]),
        alone_log=frozenset() if log_file is None else _alone(log_file, logs.values()),
    )


def _ground(reader: Reader) -> Hashable:
    """What has to be the same for all for a row to be read once."""
    leads, log = reader.inputs.leads, reader.inputs.activities
    reading = leads.reading
    return (
        leads.id_position,
        leads.as_of_position,
        leads.years if leads.as_of_position is not None else None,
        reading.zone.name,
        reading.unknown_texts,
        None if log is None else log.positions,
    )


def _kinds_agree(policies: Sequence[Policy]) -> bool:
    """Whether every spelling in a log stands for the same activity, to all who declare that activity."""
    spelled = [names_by_spelling(policy) for policy in policies]
    together = {spelling: kind for one in spelled for spelling, kind in one.items()}
    return all(
        one.get(spelling) == (kind if kind in policy.activities else None)
        for policy, one in zip(policies, spelled, strict=True)
        for spelling, kind in together.items()
    )


class _Fields:
    """The fields of a lead, or of one kind of activity, each way of reading a column once."""

    def __init__(self, readers: int) -> None:
        self.names: list[dict[str, str]] = [{} for _ in range(readers)]
        self.fields: dict[str, Field] = {}
        self.declared: set[int] = set()
        self._positions: dict[str, int | None] = {}
        self._found: dict[Hashable, str] = {}

    def add(self, reader: int, field: Field, position: int | None) -> None:
        alike = (position, field.kind, field.currency, field.choices, field.otherwise, field.required)
        if (field.name, alike) not in self._found:
            self._found[field.name, alike] = self.put(field, position)
        self.names[reader][field.name] = self._found[field.name, alike]

    def put(self, field: Field, position: int | None) -> str:
        name, more = field.name, 1
        while name in self.fields:
            more += 1
            name = f"{field.name} {more}"
        self.fields[name] = replace(field, name=name)
        self._positions[name] = position
        return name

    def placed(self) -> Iterable[tuple[Field, int]]:
        for name, field in self.fields.items():
            position = self._positions[name]
            if position is not None:
                yield field, position

    def columns(self) -> Columns:
        placed = {field.name: position for field, position in self.placed()}
        return Columns(placed, tuple(field for name, field in self.fields.items() if name not in placed))

    def alone(self) -> Iterable[int]:
        """The positions of what not all readers read so."""
        everywhere = set.intersection(*(set(names.values()) for names in self.names))
        for field, position in self.placed():
            if field.name not in everywhere:
                yield position


def _alone(file: LeadFile | ActivityFile, all_fields: Iterable[_Fields]) -> frozenset[str]:
    return frozenset(file.table.columns[position] for fields in all_fields for position in fields.alone())


def _policy(readers: Sequence[Reader], leads: _Fields, logs: Mapping[str, _Fields]) -> Policy:
    """As much of a policy as reading asks for."""
    first = readers[0].policy
    kinds: dict[str, Activity] = {}
    for reader in reversed(readers):
        kinds |= reader.policy.activities
    activities = {kind: replace(kinds[kind], fields=fields.fields) for kind, fields in logs.items()}
    lead = replace(first.lead, fields=leads.fields, same_when=())
    return replace(first, lead=lead, activities=activities)
