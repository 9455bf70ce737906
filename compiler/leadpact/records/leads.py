"""The rows of a file of leads, as the records that a policy decides on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from leadpact.records import problems
from leadpact.records.columns import find, find_fields, names_of
from leadpact.records.convert import Converter, Reading, converter
from leadpact.records.rejects import Problem, Rejected, broken, misfit, unknown
from leadpact.records.rows import BrokenRow, Odd, Raw, Row, Table
from leadpact.records.wording import Bad, plain
from leadpact_dsl.diagnostics import Diagnostic, InternalError
from leadpact_dsl.model import Field, LeadRecord, Policy, Scalar
from leadpact_dsl.text import BLANKS, fold
from leadpact_dsl.zones import zone


@dataclass(frozen=True)
class ReadLead:
    """A row that is fit to be decided on."""

    number: int
    record: LeadRecord


LeadRow: TypeAlias = "ReadLead | Rejected | Diagnostic"


@dataclass(frozen=True)
class LeadFile:
    """A file of leads whose columns are known. `absent` are the fields that it has no column for."""

    table: Table
    id_position: int
    fields: tuple[tuple[Field, int], ...]
    absent: tuple[Field, ...]
    reading: Reading

    def rows(self) -> Iterator[LeadRow]:
        """Every row, read or rejected, in the order of the file; a diagnostic is the last item.

        Of the rows that were read only the ids are kept, to find the ones given twice.
        """
        columns = [self.table.columns[position] for _, position in self.fields]
        readers = [
            (field, column, converter(field, self.reading))
            for (field, _), column in zip(self.fields, columns, strict=True)
        ]
        first_rows: dict[str, int] = {}
        for row in self.table.rows([self.id_position, *(position for _, position in self.fields)]):
            match row:
                case Diagnostic():
                    yield row
                case BrokenRow():
                    yield broken("leads", row)
                case Row():
                    yield self._read(row, readers, first_rows)

    def _read(
        self, row: Row, readers: list[tuple[Field, str, Converter]], first_rows: dict[str, int]
    ) -> ReadLead | Rejected:
        lead = lead_id(row.cells[0], self.reading)
        if not lead:
            column = self.table.columns[self.id_position]
            problem = Problem("no lead id", column, "", f"The row names no lead: “{column}” is blank.")
            return Rejected("leads", row.number, None, (problem,))
        first = first_rows.setdefault(lead, row.number)
        if first != row.number:
            problem = Problem(
                "lead given twice",
                self.table.columns[self.id_position],
                lead,
                f"The lead is there already, in {self.table.counted} {first}: which of the two holds cannot be told.",
            )
            return Rejected("leads", row.number, lead, (problem,))
        values, wrong = read_values(row.cells[1:], readers)
        return Rejected("leads", row.number, lead, wrong) if wrong else ReadLead(row.number, LeadRecord(lead, values))


def open_leads(policy: Policy, table: Table) -> LeadFile | list[Diagnostic]:
    """Finds the policy's fields in a file of leads; a required one without a column is one diagnostic for all rows."""
    columns, wrong = find_fields(table, policy.lead.fields.values())
    # The policy's own column first; the usual name of the id in the log second.
    id_names = tuple(dict.fromkeys((policy.lead.id_column, "lead_id")))
    position = find(table, id_names, "the lead’s id")
    if isinstance(position, Diagnostic):
        wrong.append(position)
    missing = [] if position is not None else [("the lead’s id", id_names)]
    missing += [(field.label, names_of(field)) for field in columns.absent if field.required]
    if missing:
        wrong.append(problems.missing_columns(table.name, missing, table.columns))
    if wrong or not isinstance(position, int):
        return wrong
    fields = tuple(
        (field, columns.positions[name]) for name, field in policy.lead.fields.items() if name in columns.positions
    )
    return LeadFile(table, position, fields, columns.absent, reading_of(policy))


def reading_of(policy: Policy) -> Reading:
    """How the policy's files are read: bare times in the agreement's timezone, its words for unknown."""
    agreed = zone(policy.agreement.timezone)
    if agreed is None:
        raise InternalError(f"the agreement's timezone {policy.agreement.timezone} is none")
    return Reading(agreed, frozenset(map(fold, policy.lead.unknown_texts)))


def lead_id(raw: Raw, reading: Reading) -> str:
    """A lead's id without blanks around it; empty where the cell is unknown or cannot name a lead."""
    if raw is None or isinstance(raw, Odd | bool):
        return ""
    text = plain(raw).strip(BLANKS)
    return "" if fold(text) in reading.unknown_texts or any("\ud800" <= char <= "\udfff" for char in text) else text


def read_values(
    cells: Sequence[Raw], readers: Sequence[tuple[Field, str, Converter]]
) -> tuple[dict[str, Scalar], tuple[Problem, ...]]:
    """The known values of a row, and what is wrong with it."""
    values: dict[str, Scalar] = {}
    wrong: list[Problem] = []
    for raw, (field, column, convert) in zip(cells, readers, strict=True):
        value = convert(raw)
        if value is None:
            if field.required:
                wrong.append(unknown(column, field))
        elif isinstance(value, Bad):
            wrong.append(misfit(column, field.label, raw, value))
        else:
            values[field.name] = value
    return values, tuple(wrong)
