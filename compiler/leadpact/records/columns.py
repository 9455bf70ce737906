"""Which column of a file holds which field: by the policy's `from`, else by the field's name, else by its label."""

from __future__ import annotations

from collections import Counter
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


def find_fields(table: Table, fields: Iterable[Field], others: Iterable[str] = ()) -> tuple[Columns, list[Diagnostic]]:
    """The columns of these fields by field name, with what is wrong with them; a required field without a column is.

    `others` are the names that something else in the file goes by.
    """
    fields = list(fields)
    count = Counter([*others, *(name for field in fields for name in names_of(field))])
    positions: dict[str, int] = {}
    absent: list[Field] = []
    wrong: list[Diagnostic] = []
    for field in fields:
        elsewhere = count - Counter(names_of(field))
        match find(table, names_of(field), field.label, elsewhere):
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


def find(table: Table, names: Sequence[str], what: str, others: Iterable[str] = ()) -> Found:
    """The first of these names that is a column, as it stands or else without regard to case and blanks around it.

    `what` says in messages what the column holds. Each of several files has its own spelling. Of two columns that are
    told apart by case alone nobody knows which is meant, unless one goes by a name of something else, one of `others`.
    """
    if isinstance(table, Parts):
        return _find_in_each(table, names, what, frozenset(others))
    folded = [fold(column) for column in table.columns]
    for name in names:
        for known, wanted in ((table.columns, name), (folded, fold(name))):
            match [position for position, column in enumerate(known) if column == wanted]:
                case []:
                    continue
                case [position, *more] if not more or isinstance(table, JsonLinesTable):
                    # Each object of JSON has its own spelling of a key, which stands behind all of them.
                    unusable = table.unusable.get(position)
                    if unusable is None:
                        twin = _twin(table, folded, position, others)
                        return position if twin is None else problems.column_twice(table.name, twin, what)
                    return problems.unusable_column(table.name, table.columns[position], unusable, what)
                case _:
                    return problems.column_twice(table.name, name, what)
    return None


def _twin(table: Table, folded: Sequence[str], position: int, others: Iterable[str]) -> str | None:
    """Both names, where there is another column that differs from this one in case alone, and is nobody else's."""
    if isinstance(table, JsonLinesTable):
        return None
    alike = [at for at, column in enumerate(folded) if at != position and column == folded[position]]
    twins = [table.columns[at] for at in alike if table.columns[at] not in frozenset(others)]
    return f"{table.columns[position]}” and “{twins[0]}" if twins else None


def _find_in_each(table: Parts, names: Sequence[str], what: str, others: frozenset[str]) -> Found:
    places: list[int | None] = []
    for part in table.tables:
        found = find(part, names, what, others)
        if isinstance(found, Diagnostic):
            return found
        places.append(found)
    return None if all(place is None for place in places) else table.joined(tuple(places))
