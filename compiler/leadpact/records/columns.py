"""Which column of a file holds which field: by the policy's `from`, else by the field's name, else by its label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from leadpact.records import problems
from leadpact.records.json_lines import JsonLinesTable
from leadpact.records.parts import Parts
from leadpact.records.rows import Table
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Field
from leadpact_dsl.text import fold

Found: TypeAlias = "int | Diagnostic | None"
"""The column's position; None where the file has none; a diagnostic where it has one that cannot be used."""


@dataclass(frozen=True)
class Columns:
    """Where the fields stand. `absent` are the fields without a column: unknown in every row."""

    positions: dict[str, int]
    absent: tuple[Field, ...]


def find_fields(table: Table, fields: Iterable[Field]) -> tuple[Columns, list[Diagnostic]]:
    """The columns of these fields by field name, with what is wrong with them; a required field without a column is."""
    positions: dict[str, int] = {}
    absent: list[Field] = []
    wrong: list[Diagnostic] = []
    for field in fields:
        match find(table, names_of(field), field.label):
            case int() as position:
                positions[field.name] = position
            case None:
                absent.append(field)
            case Diagnostic() as diagnostic:
                wrong.append(diagnostic)
    return Columns(positions, tuple(absent)), wrong


def names_of(field: Field) -> tuple[str, ...]:
    """The names under which a field's column is looked for, the strongest first."""
    return tuple(dict.fromkeys(name for name in (field.column, field.name, field.label) if name))


def find(table: Table, names: Sequence[str], what: str) -> Found:
    """The first of these names that is a column, as it stands or else without regard to case and blanks around it.

    `what` says in messages what the column holds. Each of several files has its own spelling.
    """
    if isinstance(table, Parts):
        return _find_in_each(table, names, what)
    folded = [fold(column) for column in table.columns]
    for name in names:
        for known, wanted in ((table.columns, name), (folded, fold(name))):
            match [position for position, column in enumerate(known) if column == wanted]:
                case []:
                    continue
                case [position, *others] if not others or isinstance(table, JsonLinesTable):
                    # Each object of JSON has its own spelling of a key, which stands behind all of them.
                    unusable = table.unusable.get(position)
                    if unusable is None:
                        return position
                    return problems.unusable_column(table.name, table.columns[position], unusable, what)
                case _:
                    return problems.column_twice(table.name, name, what)
    return None


def _find_in_each(table: Parts, names: Sequence[str], what: str) -> Found:
    places: list[int | None] = []
    for part in table.tables:
        found = find(part, names, what)
        if isinstance(found, Diagnostic):
            return found
        places.append(found)
    return None if all(place is None for place in places) else table.joined(tuple(places))
