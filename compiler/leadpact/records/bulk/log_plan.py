"""How a log is read: which columns hold what, for which kinds of activities, and into which staged columns it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadpact.plan import Plan
from leadpact.records.activities import ActivityFile, names_by_spelling
from leadpact.records.bulk.odd_values import TYPES, Judge, judge_of
from leadpact.records.bulk.spellings import Spellings, spellings_of
from leadpact.records.bulk.sql import listing
from leadpact.records.bulk.wishes import UNDECLARED
from leadpact.records.convert import converter
from leadpact.targets.sql.columns import own_columns
from leadpact_dsl.model import Choice, Field, FieldKind, Policy

if TYPE_CHECKING:
    import duckdb

KINDS = "leadpact_kind"
"""The ENUM type of the kinds of activities."""


@dataclass(frozen=True)
class Own:
    """Fields of activities that are read alike from one column into one: those of the kinds `kinds` (their places)."""

    key: str
    column: str
    type_name: str
    kinds: tuple[int, ...]
    fields: tuple[Field, ...]
    position: int
    judge: Judge
    spellings: Spellings | None

    @property
    def guard(self) -> str:
        return f"vkind IN ({listing(self.kinds)})"

    @property
    def required(self) -> tuple[int, ...]:
        """The kinds whose field has to be known."""
        return tuple(kind for kind, field in zip(self.kinds, self.fields, strict=True) if field.required)


@dataclass(frozen=True)
class LogPlan:
    """How a log is read. `columns` are those of the staged activities, with their types, in order."""

    file: ActivityFile
    kinds: tuple[str, ...]
    spelled: Spellings
    own: tuple[Own, ...]
    columns: dict[str, str]

    @property
    def lacking(self) -> tuple[int, ...]:
        """The kinds that have required fields without a column."""
        return tuple(
            at for at, kind in enumerate(self.kinds) if any(one.required for one in self.file.columns[kind].absent)
        )

    def make_spellings(self, con: duckdb.DuckDBPyConnection) -> None:
        self.spelled.make(con, (KINDS, self.kinds))
        for one in self.own:
            if one.spellings is not None:
                one.spellings.make(con)

    @property
    def odd(self) -> list[str]:
        """The items of the list `odd`: what has to be known of a row that is no good."""
        return ["vid", "oid", "okind", "oat", "broken", *(f"o{one.key}" for one in self.own)]


@dataclass(frozen=True)
class _Alike:
    """What makes fields be read alike, into one column from one."""

    column: str
    position: int
    kind: FieldKind
    currency: str | None
    choices: tuple[Choice, ...]
    otherwise: str | None


def log_plan(policy: Policy, plan: Plan, file: ActivityFile) -> LogPlan:
    kinds = tuple(policy.activities)
    names = own_columns(plan)
    columns: dict[str, str] = {}
    members: dict[_Alike, list[tuple[int, Field]]] = {}
    for at, (kind, activity) in enumerate(policy.activities.items()):
        for field in activity.fields.values():
            column = names[kind, field.name]
            columns[column] = TYPES[field.kind]
            position = file.columns[kind].positions.get(field.name)
            if position is not None:
                alike = _Alike(column, position, field.kind, field.currency, field.choices, field.otherwise)
                members.setdefault(alike, []).append((at, field))
    own = []
    for number, (alike, theirs) in enumerate(members.items()):
        field = theirs[0][1]
        judge = judge_of(field, converter(field, file.reading), file.reading.zone)
        spelled = spellings_of(field, f"leadpact_own_{number}") if field.kind == "one of" else None
        of_kinds, fields = tuple(at for at, _ in theirs), tuple(one for _, one in theirs)
        type_name = columns[alike.column]
        own.append(Own(f"own{number}", alike.column, type_name, of_kinds, fields, alike.position, judge, spelled))
    places = {spelling: kinds.index(kind) for spelling, kind in names_by_spelling(policy).items()}
    return LogPlan(file, kinds, Spellings("leadpact_spelling", dict(places), UNDECLARED), tuple(own), columns)
