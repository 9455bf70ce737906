"""The rows of a file of leads, as the records that a policy decides on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from leadpact.records import problems
from leadpact.records.columns import find, find_fields, names_of
from leadpact.records.convert import Converter, Reading, converter
from leadpact.records.parts import place
from leadpact.records.rejects import Kind, Problem, Rejected, broken, misfit, unknown
from leadpact.records.rows import BrokenRow, Odd, Raw, Row, Table
from leadpact.records.times import instant_of
from leadpact.records.wording import Bad, plain, sentence, shown
from leadpact_dsl.diagnostics import Diagnostic, InternalError
from leadpact_dsl.limits import FIRST_YEAR, LAST_YEAR
from leadpact_dsl.model import Field, LeadRecord, Policy, Scalar
from leadpact_dsl.text import BLANKS, fold, is_blank
from leadpact_dsl.zones import zone


@dataclass(frozen=True)
class ReadLead:
    """A row that is fit to be decided on; `as_of` where it says itself as of when, in ms."""

    number: int
    record: LeadRecord
    part: str = ""
    as_of: int | None = None


LeadRow: TypeAlias = "ReadLead | Rejected | Diagnostic"


@dataclass(frozen=True)
class LeadFile:
    """A file of leads whose columns are known. `absent` are the fields that it has no column for.

    `as_of_position` is the column that says as of when each lead is decided, within the local years `years`.
    """

    table: Table
    id_position: int
    fields: tuple[tuple[Field, int], ...]
    absent: tuple[Field, ...]
    reading: Reading
    as_of_position: int | None = None
    years: tuple[int, int] = (FIRST_YEAR, LAST_YEAR)

    def rows(self) -> Iterator[LeadRow]:
        """Every row, read or rejected, in the order of the file; a diagnostic is the last item.

        Of the rows that were read only the ids are kept, to find the ones given twice.
        """
        columns = [self.table.columns[position] for _, position in self.fields]
        readers = [
            (field, column, converter(field, self.reading))
            for (field, _), column in zip(self.fields, columns, strict=True)
        ]
        first_rows: dict[str, tuple[str, int]] = {}
        asked = [] if self.as_of_position is None else [self.as_of_position]
        for row in self.table.rows([self.id_position, *asked, *(position for _, position in self.fields)]):
            match row:
                case Diagnostic():
                    yield row
                case BrokenRow():
                    yield broken("leads", row)
                case Row():
                    yield self._read(row, readers, first_rows)

    def _read(
        self, row: Row, readers: list[tuple[Field, str, Converter]], first_rows: dict[str, tuple[str, int]]
    ) -> ReadLead | Rejected:
        lead = lead_id(row.cells[0], self.reading)
        if not lead:
            column = self.table.columns[self.id_position]
            return Rejected("leads", row.number, None, (nameless(column, row.cells[0]),), row.part)
        part, first = first_rows.setdefault(lead, (row.part, row.number))
        if (part, first) != (row.part, row.number):
            where = place(self.table, first, part)
            problem = given_twice(self.table.columns[self.id_position], lead, where)
            return Rejected("leads", row.number, lead, (problem,), row.part)
        as_of = None if self.as_of_position is None else self.as_of(row.cells[1])
        values, wrong = read_values(row.cells[1 if self.as_of_position is None else 2 :], readers)
        if isinstance(as_of, Problem):
            return Rejected("leads", row.number, lead, (as_of, *wrong), row.part)
        if wrong:
            return Rejected("leads", row.number, lead, wrong, row.part)
        return ReadLead(row.number, LeadRecord(lead, values), row.part, as_of)

    def as_of(self, raw: Raw) -> int | Problem:
        """The time to decide as of, from its cell."""
        assert self.as_of_position is not None
        column = self.table.columns[self.as_of_position]
        if is_unknown(raw, self.reading):
            return nothing_there("no time given", column, raw, "The row has no time to decide as of")
        instant = instant_of(raw, self.reading.zone)
        if isinstance(instant, Bad):
            return misfit(column, "The time to decide as of", raw, instant)
        first, last = self.years
        if first <= self.reading.zone.local(instant).year <= last:
            return instant
        outside = Bad(f"which is not within the years {first} to {last} that the agreement knows")
        return misfit(column, "The time to decide as of", raw, outside)


def open_leads(policy: Policy, table: Table, as_of_column: str | None = None) -> LeadFile | list[Diagnostic]:
    """Finds the policy's fields in a file of leads; a required one without a column is one diagnostic for all rows.

    `as_of_column` names the column of times as of which the leads are decided.
    """
    # The policy's own column first; the usual name of the id in the log second.
    id_names = tuple(dict.fromkeys((policy.lead.id_column, "lead_id")))
    times = () if as_of_column is None else (as_of_column,)
    of_fields = {name for field in policy.lead.fields.values() for name in names_of(field)}
    columns, wrong = find_fields(table, policy.lead.fields.values(), (*id_names, *times))
    position = find(table, id_names, "the lead’s id", {*of_fields, *times})
    if isinstance(position, Diagnostic):
        wrong.append(position)
    missing = [] if position is not None else [("the lead’s id", id_names)]
    asked = None if as_of_column is None else find(table, times, "the time to decide as of", {*of_fields, *id_names})
    if isinstance(asked, Diagnostic):
        wrong.append(asked)
    elif asked is None and as_of_column is not None:
        missing.append(("the time to decide as of", (as_of_column,)))
    missing += [(field.label, names_of(field)) for field in columns.absent if field.required]
    if missing:
        wrong.append(problems.missing_columns(table.name, missing, table.columns))
    if wrong or not isinstance(position, int):
        return wrong
    fields = tuple(
        (field, columns.positions[name]) for name, field in policy.lead.fields.items() if name in columns.positions
    )
    years = (policy.agreement.first_year, policy.agreement.last_year)
    found = asked if isinstance(asked, int) else None
    return LeadFile(table, position, fields, columns.absent, reading_of(policy), found, years)


def nameless(column: str, raw: Raw) -> Problem:
    """A row whose cell for the lead's id, which is `raw`, names none."""
    return nothing_there("no lead id", column, raw, "The row names no lead")


def nothing_there(kind: Kind, column: str, raw: Raw, lack: str) -> Problem:
    """What is said of a cell that every row needs: The row names no lead: “Lead ID” is “-”, which counts as unknown."""
    if raw is None or (isinstance(raw, str) and is_blank(raw)):
        return Problem(kind, column, "", f"{lack}: “{column}” is blank.")
    why = "which counts as unknown"
    if isinstance(raw, bool | Odd):
        why = "which is no name"
    elif _has_half(raw):
        why = "which holds half a character"
    return Problem(kind, column, shown(raw), f"{lack}: {sentence(f'“{column}”', raw, Bad(why))}.")


def given_twice(column: str, lead: str, where: str) -> Problem:
    """`where` is the place of the lead's first row: "line 2"."""
    reason = f"The lead is there already, in {where}: of its rows only the first counts."
    return Problem("lead given twice", column, lead, reason)


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
    return "" if fold(text) in reading.unknown_texts or _has_half(text) else text


def _has_half(raw: Raw) -> bool:
    return isinstance(raw, str) and not raw.isascii() and any("\ud800" <= char <= "\udfff" for char in raw)


def is_unknown(raw: Raw, reading: Reading) -> bool:
    """Whether a cell holds nothing, or a text that counts as unknown."""
    return raw is None or (isinstance(raw, str) and (is_blank(raw) or fold(raw) in reading.unknown_texts))


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
