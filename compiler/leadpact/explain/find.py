"""The one lead to explain: by its id in a file of leads, or whole in a JSON document of its own.

The document is a case, as `leadpact score` and scorers take it, or a flat record: the lead's columns and activities.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from leadpact.records.activities import ActivityFile, ReadActivity, open_activities
from leadpact.records.inputs import open_inputs
from leadpact.records.leads import LeadFile, ReadLead, lead_id, open_leads, reading_of
from leadpact.records.problems import unreadable, unreadable_because
from leadpact.records.rejects import Rejected
from leadpact.records.rows import BrokenRow, Odd, Raw, Row
from leadpact.records.strict_json import LARGEST, NotJson, parse
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import ActivityRecord, LeadRecord, Policy


@dataclass(frozen=True)
class Found:
    """A lead with its activities. `left_out` are sentences on rows of its own that could not be read."""

    lead: LeadRecord
    activities: tuple[ActivityRecord, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotFound:
    """There is no such lead in the file."""


@dataclass(frozen=True)
class Unfit:
    """The lead is there, but its record cannot be read: the reasons, a sentence each."""

    reasons: tuple[str, ...]


Outcome = Found | NotFound | Unfit | list[Diagnostic]


def find_lead(policy: Policy, lead: str, leads: Path, activities: Path | None, as_of: int) -> Outcome:
    """A lead by its id, with its activities up to as of."""
    inputs = open_inputs(policy, leads, activities)
    if isinstance(inputs, list):
        return inputs
    return _found(inputs.leads, inputs.activities, lead, as_of)


def read_object(path: Path) -> dict[str, object] | Diagnostic:
    """The object that a JSON file holds, with exact numbers."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as problem:
        return unreadable_because(str(path), problem)
    found = parse(data)
    if isinstance(found, NotJson):
        return unreadable(str(path), f"it {found.why}")
    if not isinstance(found, dict):
        return unreadable(str(path), "it holds no JSON object, such as {“lead”: {“id”: “17”}}")
    return found


def is_record(found: Mapping[str, object]) -> bool:
    """Whether an object is a flat record and no case: none of a record's values can be an object."""
    return not isinstance(found.get("lead"), dict)


def read_record(policy: Policy, path: Path, given: Mapping[str, object], as_of: int) -> Outcome:
    """A lead from a flat record: its fields by name or column, and its activities as a list under `activities`."""
    record = dict(given)
    log = record.pop("activities", [])
    if not isinstance(log, list) or not all(isinstance(item, dict) for item in log):
        return [unreadable(str(path), "“activities” has to be a list of objects, each with an activity and its time")]
    record.setdefault("id", path.stem)
    lead = record.get(policy.lead.id_column, record["id"])
    leads = open_leads(policy, _Objects(str(path), [{**record, policy.lead.id_column: lead}]))
    wanted = lead_id(_raw(lead), reading_of(policy))
    if not wanted:
        return Unfit((f"The lead’s id is blank: give it under “{policy.lead.id_column}”.",))
    entries = [{**item, policy.log.lead_column: lead} for item in log]
    found = open_activities(policy, _Objects(str(path), entries)) if entries else None
    wrong = [diagnostic for part in (leads, found) if isinstance(part, list) for diagnostic in part]
    if isinstance(leads, list) or isinstance(found, list):
        return wrong
    return _found(leads, found, wanted, as_of)


def _found(leads: LeadFile, log: ActivityFile | None, lead: str, as_of: int) -> Outcome:
    record: LeadRecord | None = None
    for row in leads.rows():
        match row:
            case Diagnostic():
                return [row]
            case Rejected(lead=found, problems=problems) if found == lead:
                return Unfit(tuple(problem.reason for problem in problems))
            case ReadLead(record=found_record) if found_record.id == lead:
                record = found_record
                break
            case _:
                pass
    if record is None:
        return NotFound()
    own: list[ActivityRecord] = []
    left_out: list[str] = []
    for entry in log.rows(as_of) if log is not None else ():
        match entry:
            case Diagnostic():
                return [entry]
            case ReadActivity(lead=of_lead, record=activity) if of_lead == lead:
                own.append(activity)
            case Rejected(lead=of_lead, number=number, problems=problems) if of_lead == lead:
                left_out += [f"Activity {number} is left out: {problem.reason}" for problem in problems]
            case _:
                pass
    return Found(record, tuple(own), tuple(left_out))


@dataclass(frozen=True)
class _Objects:
    """Objects of a JSON file as a table: their keys are the columns."""

    name: str
    objects: Sequence[Mapping[str, object]]

    @property
    def counted(self) -> Literal["row"]:
        return "row"

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for item in self.objects for key in item))

    @property
    def unusable(self) -> Mapping[int, str]:
        return {}

    def rows(self, wanted: Sequence[int]) -> Iterator[Row | BrokenRow | Diagnostic]:
        keys = [self.columns[position] for position in wanted]
        for number, item in enumerate(self.objects, 1):
            yield Row(number, [_raw(item.get(key)) for key in keys])

    def share_read(self) -> float:
        return 1.0


def _raw(value: object) -> Raw:
    match value:
        case None | str() | bool() | int() | Decimal():
            return value
        case list():
            return Odd("a list")
        case _:
            return Odd("an object")
