"""The rows of a sample's two files: leads, and their activities, in any of the formats that leadpact reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from leadpact.records.writers import Cell, CellKind, Column
from leadpact.sample import dressing
from leadpact.sample.dice import Dice
from leadpact.sample.leads import MadeLead
from leadpact.sample.spoiling import spoiled
from leadpact_dsl.model import ActivityRecord, Field, FieldKind, Policy, Scalar
from leadpact_dsl.zones import Zone

Format: TypeAlias = Literal["csv", "jsonl", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "jsonl", "parquet")

_CELLS: dict[FieldKind, CellKind] = {
    "text": "text",
    "one of": "text",
    "whole number": "whole number",
    "number": "number",
    "money": "points",
    "yes or no": "yes or no",
    "date": "date",
    "time": "time",
}

_HOUR = 3_600_000


def _made(name: str, kind: CellKind) -> Column:
    return Column(name, kind, read_back=True)


@dataclass(frozen=True)
class _FieldColumn:
    """A column with the field that fills it, in the log by kind of activity; text where those are of two kinds."""

    name: str
    of: Mapping[str, Field]

    @property
    def kind(self) -> CellKind:
        kinds = {_CELLS[field.kind] for field in self.of.values()}
        return kinds.pop() if len(kinds) == 1 else "text"


@dataclass
class SampleRows:
    """Rows for the two files. `bad` is the share of rows, from 0 to 1, that are wrong on purpose and counted.

    Every oddity hangs on the seed and the lead alone, so that the three formats say the same.
    """

    policy: Policy
    zone: Zone
    seed: int
    as_of: int
    form: Format
    bad: float
    bad_leads: int = 0
    bad_activities: int = 0
    _last_id: str = ""

    @cached_property
    def lead_columns(self) -> tuple[Column, ...]:
        return (_made(self.policy.lead.id_column, "text"), *map(self._column, self._lead_fields))

    @cached_property
    def activity_columns(self) -> tuple[Column, ...]:
        log = self.policy.log
        at = _made(log.at_column, "text" if self.form == "csv" else "time")
        fields = map(self._column, self._log_fields)
        return (_made(log.lead_column, "text"), _made(log.activity_column, "text"), at, *fields)

    def lead_row(self, lead: MadeLead) -> list[Cell]:
        """One row of the file of leads; to be asked for in the order of the leads."""
        dice = Dice(f"{self.seed} row {lead.record.id}")
        fields = [column.of["lead"] for column in self._lead_fields]
        row: list[Cell] = [lead.record.id]
        row += [
            self._cell(column, field, lead.record.values.get(field.name), dice)
            for column, field in zip(self._lead_fields, fields, strict=True)
        ]
        # Thrown for every row: asking for bad ones leaves the good ones as they are.
        if dice.share() >= self.bad:
            self._last_id = lead.record.id
            return row
        self.bad_leads += 1
        if dice.chance(0.2) and self._last_id:
            row[0] = self._last_id
        elif dice.chance(0.2) or not self._spoil(row, 1, self._lead_fields, fields, dice):
            row[0] = None
        return row

    def activity_rows(self, lead: MadeLead) -> Iterator[list[Cell]]:
        """The rows of one lead's activities."""
        dice = Dice(f"{self.seed} log {lead.record.id}")
        return (self._activity_row(lead.record.id, activity, dice) for activity in lead.activities)

    def _activity_row(self, lead: str, record: ActivityRecord, dice: Dice) -> list[Cell]:
        row: list[Cell] = [
            f" {lead}" if dice.chance(0.01) else lead,
            self._spelled(record.activity, dice),
            self._at(record.at, dice),
        ]
        fields = [column.of.get(record.activity) for column in self._log_fields]
        for column, field in zip(self._log_fields, fields, strict=True):
            row.append(None if field is None else self._cell(column, field, record.values.get(field.name), dice))
        throw, how = dice.share(), dice.whole(0, 6)
        if throw >= self.bad:
            return row
        self.bad_activities += 1
        match how:
            case 0:
                row[0] = None
            case 1:
                row[0] = f"X{lead}"  # a lead that the file of leads does not have
            case 2:
                row[1] = "synced with the CRM"  # an activity that no policy declares
            case 3:
                row[2] = self._at(self.as_of + dice.spread(1, 1000) * _HOUR, dice)
            case 4 if self.form == "csv":
                row[2] = dice.pick(("yesterday", "2026-13-01 10:00", "02/11/2026 9:00"))
            case _ if self._spoil(row, 3, self._log_fields, fields, dice):
                pass
            case _:
                row[2] = None
        return row

    @cached_property
    def _lead_fields(self) -> list[_FieldColumn]:
        """Of two fields that are read from one column the first fills it."""
        found: dict[str, Field] = {}
        for field in self.policy.lead.fields.values():
            found.setdefault(field.column or field.name, field)
        found.pop(self.policy.lead.id_column, None)
        return [_FieldColumn(name, {"lead": field}) for name, field in found.items()]

    @cached_property
    def _log_fields(self) -> list[_FieldColumn]:
        found: dict[str, dict[str, Field]] = {}
        for name, activity in self.policy.activities.items():
            for field in activity.fields.values():
                found.setdefault(field.column or field.name, {}).setdefault(name, field)
        log = self.policy.log
        taken = (log.lead_column, log.activity_column, log.at_column)
        return [_FieldColumn(name, of) for name, of in found.items() if name not in taken]

    def _column(self, column: _FieldColumn) -> Column:
        return _made(column.name, "text" if self.form == "csv" else column.kind)

    def _cell(self, column: _FieldColumn, field: Field, value: Scalar | None, dice: Dice) -> Cell:
        # Dressed in every format, so that the throws are the same in all of them.
        if value is None:
            text = dressing.unknown(self.policy.lead.unknown_texts, dice)
        else:
            text = dressing.written(field, value, self.zone, dice)
        return text if self.form == "csv" or column.kind == "text" else value

    def _spelled(self, kind: str, dice: Dice) -> str:
        activity = self.policy.activities[kind]
        usual = activity.logged_as or kind
        return dressing.loose(activity.label if dice.chance(0.1) else usual, dice)

    def _at(self, instant: int, dice: Dice) -> Cell:
        text = dressing.time(instant, self.zone, dice)
        return text if self.form == "csv" else instant

    def _spoil(
        self, row: list[Cell], first: int, columns: Sequence[_FieldColumn], fields: Sequence[Field | None], dice: Dice
    ) -> bool:
        """Puts into one field what it cannot hold, or nothing where it is required; false where that cannot be done."""
        places = [place for place, field in enumerate(fields) if field is not None]
        if not places:
            return False
        place = dice.pick(places)
        field = fields[place]
        text = spoiled(field, dice) if field is not None else None
        # A typed column takes no text; nothing is what it can always hold.
        if text is None or (text and self.form != "csv" and columns[place].kind != "text"):
            return False
        row[first + place] = text or None
        return True
