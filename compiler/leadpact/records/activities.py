"""The rows of an activity log, as the activities that a policy decides on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from leadpact.records import problems
from leadpact.records.columns import Columns, find, find_fields, names_of
from leadpact.records.convert import Converter, Reading, converter
from leadpact.records.leads import is_unknown, lead_id, nothing_there, read_values, reading_of
from leadpact.records.rejects import Problem, Rejected, broken, misfit
from leadpact.records.rows import BrokenRow, Raw, Row, Table
from leadpact.records.times import instant_of
from leadpact.records.wording import Bad, plain, shown
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Activity, ActivityRecord, Field, Policy
from leadpact_dsl.text import fold, is_blank


@dataclass(frozen=True)
class ReadActivity:
    lead: str
    record: ActivityRecord


@dataclass(frozen=True)
class Undeclared:
    """A kind of activity that the policy does not declare, as the log spells it: for the policy it does not exist."""

    kind: str


@dataclass(frozen=True)
class Later:
    """An activity after as of, which has not happened yet."""


ActivityRow: TypeAlias = "ReadActivity | Undeclared | Later | Rejected | Diagnostic"


Lack: TypeAlias = Literal["no lead id", "no activity named", "no time given"]
_LACKS: dict[Lack, str] = {
    "no lead id": "The row names no lead",
    "no activity named": "The row names no activity",
    "no time given": "The activity has no time",
}


@dataclass(frozen=True)
class _Kind:
    """One activity of the policy, where its fields stand in a row, and how they are read."""

    activity: Activity
    places: tuple[int, ...]
    readers: list[tuple[Field, str, Converter]]
    missing: tuple[Field, ...]


@dataclass(frozen=True)
class ActivityFile:
    """A log whose columns are known. `absent` are the fields of activities that it has no column for."""

    table: Table
    positions: tuple[int, int, int]
    columns: dict[str, Columns]
    policy: Policy
    reading: Reading

    @property
    def absent(self) -> tuple[Field, ...]:
        return tuple(field for columns in self.columns.values() for field in columns.absent)

    def rows(self, as_of: int | None) -> Iterator[ActivityRow]:
        """Every row in the order of the file; a diagnostic is the last item. Without an as of none is later."""
        wanted = sorted({position for columns in self.columns.values() for position in columns.positions.values()})
        by_spelling = self._kinds({position: place for place, position in enumerate(wanted, start=3)})
        for row in self.table.rows([*self.positions, *wanted]):
            match row:
                case Diagnostic():
                    yield row
                case BrokenRow():
                    yield broken("activities", row)
                case Row():
                    found = self._read(row, by_spelling, as_of)
                    yield found
                    if isinstance(found, Diagnostic):
                        return

    def _kinds(self, places: dict[int, int]) -> dict[str, _Kind]:
        """The activities by every spelling that the log may use."""
        kinds = {
            name: _Kind(
                activity,
                tuple(places[position] for position in self.columns[name].positions.values()),
                [
                    (
                        activity.fields[field],
                        self.table.columns[position],
                        converter(activity.fields[field], self.reading),
                    )
                    for field, position in self.columns[name].positions.items()
                ],
                tuple(field for field in self.columns[name].absent if field.required),
            )
            for name, activity in self.policy.activities.items()
        }
        return {spelling: kinds[name] for spelling, name in names_by_spelling(self.policy).items()}

    def _read(self, row: Row, by_spelling: dict[str, _Kind], as_of: int | None) -> ActivityRow:
        lead_cell, kind_cell, at_cell, *_ = row.cells
        spelling = plain(kind_cell)
        lead = lead_id(lead_cell, self.reading)
        if is_blank(spelling):
            return self._without(1, "no activity named", row, lead)
        kind = by_spelling.get(fold(spelling))
        if kind is None:
            return Undeclared(shown(spelling))
        if not lead:
            return self._without(0, "no lead id", row, lead)
        if kind.missing:
            return self.lacks(kind.activity.name, kind.missing)
        at = self.time(at_cell)
        if at is None:
            return self._without(2, "no time given", row, lead)
        if isinstance(at, Bad):
            column = self.table.columns[self.positions[2]]
            return Rejected("activities", row.number, lead, (misfit(column, "The time", at_cell, at),), row.part)
        if as_of is not None and at > as_of:
            return Later()
        values, wrong = read_values([row.cells[place] for place in kind.places], kind.readers)
        if wrong:
            return Rejected("activities", row.number, lead, wrong, row.part)
        return ReadActivity(lead, ActivityRecord(kind.activity.name, at, values))

    def lacks(self, kind: str, missing: tuple[Field, ...]) -> Diagnostic:
        """What is said with the first row whose activity has required fields without a column."""
        wanted = [(f"{field.label} of {kind}", names_of(field)) for field in missing]
        return problems.missing_columns(self.table.name, wanted, self.table.columns)

    def time(self, raw: Raw) -> int | Bad | None:
        """The instant of an activity, from its cell; None where it is unknown."""
        return None if is_unknown(raw, self.reading) else instant_of(raw, self.reading.zone)

    def _without(self, which: int, kind: Lack, row: Row, lead: str) -> Rejected:
        column = self.table.columns[self.positions[which]]
        problem = lacking(kind, column, row.cells[which])
        return Rejected("activities", row.number, lead or None, (problem,), row.part)


def lacking(kind: Lack, column: str, raw: Raw) -> Problem:
    """A row that lacks what every activity has, as its cell `raw` says."""
    return nothing_there(kind, column, raw, _LACKS[kind])


def names_by_spelling(policy: Policy) -> dict[str, str]:
    """The activities by every folded spelling that a log may use: a name beats a spelling, that beats a label."""
    activities = policy.activities.values()
    labels = {fold(activity.label): activity.name for activity in activities}
    spellings = {fold(activity.logged_as): activity.name for activity in activities if activity.logged_as}
    return labels | spellings | {fold(activity.name): activity.name for activity in activities}


def open_activities(policy: Policy, table: Table) -> ActivityFile | list[Diagnostic]:
    """Finds the lead, the activity, its time and the policy's fields in a log.

    A required field without a column is told with the first row that needs it: a log may hold other activities only.
    """
    log = policy.log
    wanted = [("the lead", log.lead_column), ("the activity", log.activity_column), ("its time", log.at_column)]
    of_kinds = {
        kind: {name for field in activity.fields.values() for name in names_of(field)}
        for kind, activity in policy.activities.items()
    }
    own = {name for names in of_kinds.values() for name in names}
    named = {column for _, column in wanted}
    found = [find(table, [column], what, {*own, *named}) for what, column in wanted]
    wrong = [diagnostic for diagnostic in found if isinstance(diagnostic, Diagnostic)]
    missing = [(what, [column]) for (what, column), position in zip(wanted, found, strict=True) if position is None]
    if missing:
        wrong.append(problems.missing_columns(table.name, missing, table.columns))
    columns: dict[str, Columns] = {}
    for name, activity in policy.activities.items():
        columns[name], of_fields = find_fields(
            table, activity.fields.values(), named.union(*(names for kind, names in of_kinds.items() if kind != name))
        )
        wrong.extend(of_fields)
    match found:
        case [int() as lead, int() as kind, int() as at] if not wrong:
            return ActivityFile(table, (lead, kind, at), columns, policy, reading_of(policy))
        case _:
            return wrong
