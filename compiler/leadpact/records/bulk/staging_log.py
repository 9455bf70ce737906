"""Activities on their way into the engine: every row is read, counted, left to the converters, or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadpact.plan import Plan
from leadpact.records.activities import ActivityFile, names_by_spelling
from leadpact.records.bulk.fast import lay
from leadpact.records.bulk.odd_values import TYPES, Judge, judge_of
from leadpact.records.bulk.sources import Source, sources_of
from leadpact.records.bulk.spellings import Spellings, spellings_of
from leadpact.records.bulk.sql import Layers, any_of, listing, name
from leadpact.records.bulk.staging_leads import DAYS, read_source
from leadpact.records.bulk.wishes import NAMELESS, UNDECLARED, Wish, unknown
from leadpact.records.convert import converter
from leadpact.targets.sql.columns import own_columns
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Field, Policy

if TYPE_CHECKING:
    import duckdb

LOG, KNOWN, KINDS = "leadpact_activities", "leadpact_known", "leadpact_kind"
GOOD, NONE, LATER, STRANGER, REFUSED_LEAD, LOOK = 0, 1, 2, 3, 4, 9
"""What becomes of a row: it counts; its kind is not declared; it has not happened yet; nobody knows its lead; its lead was
refused; or it has to be looked at."""


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


def log_plan(policy: Policy, plan: Plan, file: ActivityFile) -> LogPlan:
    kinds = tuple(policy.activities)
    names = own_columns(plan)
    columns: dict[str, str] = {}
    alike: dict[tuple[object, ...], list[tuple[int, Field]]] = {}
    for at, (kind, activity) in enumerate(policy.activities.items()):
        for field in activity.fields.values():
            column = names[kind, field.name]
            columns[column] = TYPES[field.kind]
            position = file.columns[kind].positions.get(field.name)
            if position is not None:
                means = (field.kind, field.currency, field.choices, field.otherwise)
                alike.setdefault((column, position, means), []).append((at, field))
    own = []
    for number, ((column, position, _), members) in enumerate(alike.items()):
        field = members[0][1]
        spelled = spellings_of(field, f"leadpact_own_{number}") if field.kind == "one of" else None
        judge = judge_of(field, converter(field, file.reading), file.reading.zone)
        assert isinstance(column, str) and isinstance(position, int)
        own.append(
            Own(
                f"own{number}", column, columns[column], tuple(at for at, _ in members),
                tuple(one for _, one in members), position, judge, spelled,
            )
        )  # fmt: skip
    places = {spelling: kinds.index(kind) for spelling, kind in names_by_spelling(policy).items()}
    return LogPlan(file, kinds, Spellings("leadpact_spelling", dict(places), UNDECLARED), tuple(own), columns)


def read_log(
    con: duckdb.DuckDBPyConnection, plan: LogPlan, as_of: int | None, advance: Callable[[], None]
) -> tuple[int, Diagnostic] | None:
    """Reads all rows into the table `LOG`, or says which file is damaged: the staged columns, then status and, of rows that are no good, `odd`."""
    types = "".join(f", {name(column)} {type_name}" for column, type_name in plan.columns.items())
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {LOG} (lead BIGINT, activity {KINDS}, {name('at')} BIGINT, position BIGINT{types}, "
        f"{name(STATUS)} UTINYINT, {name(ODD)} VARCHAR[])"
    )
    damage: dict[int, Diagnostic] = {}
    file = plan.file
    for source in sources_of(file.table, [*file.positions, *(one.position for one in plan.own)]):
        damage |= read_source(con, source, lambda it: _query(plan, as_of, it), LOG, advance)
    return min(damage.items(), key=lambda item: item[0], default=None)


STATUS, ODD = "#status", "#odd"
"""Columns of the log until it is settled; no field can have such a name."""


def _query(plan: LogPlan, as_of: int | None, source: Source) -> Callable[[str], str]:
    def query(relation: str) -> str:
        layers = Layers(relation)
        (lead, kind, at), places = source.layout[:3], source.layout[3:]
        lost = {
            f"c_{which}": "CAST(NULL AS VARCHAR)"
            for which, place in zip(("id", "kind", "at"), (lead, kind, at), strict=True)
            if place is None
        }
        layers.add(lost)

        def wish(key: str, place: int | None, wanted: str) -> Wish:
            column, shape = (f"c_{key}", "text") if place is None else (f"c{place}", source.shapes[place])
            return Wish(key, column, shape, wanted, None, plan.spelled if key == "kind" else None)  # type: ignore[arg-type]

        words = unknown(plan.file.reading.unknown_texts)
        lay(layers, [wish("id", lead, "id"), wish("kind", kind, "kind"), wish("at", at, "time")], words, DAYS)
        there = {one.key for one, place in zip(plan.own, places, strict=True) if place is not None}
        # Where the kind could not be told, every field is left to those who will know it.
        wishes = [
            Wish(
                one.key,
                f"c{place}",
                source.shapes[place],
                one.fields[0].kind,
                f"({one.guard} OR vkind IS NULL)",
                one.spellings,
                "vkind IS NULL",
            )  # fmt: skip
            for one, place in zip(plan.own, places, strict=True)
            if place is not None
        ]
        lay(layers, wishes, words, DAYS)
        layers.join(KNOWN, "j.id = q.vid", {"known": "lead", **({"known_as_of": "as_of"} if as_of is None else {})})
        own_bad = [f"o{key} IS NOT NULL" for key in sorted(there)]
        for one in plan.own:
            if one.required:
                missing = f"v{one.key} IS NULL" if one.key in there else "true"
                own_bad.append(f"vkind IN ({listing(one.required)}) AND {missing}")
        status = _status(plan, as_of, own_bad)
        layers.add({"status": f"CAST({status} AS UTINYINT)"})
        odd = [item if item[1:] in there or not item.startswith("oown") else "NULL" for item in plan.odd]
        told = {NONE: "[NULL, NULL, okind]", STRANGER: "[vid]", LOOK: f"[{', '.join(odd)}]"}
        return layers.select(
            {
                "lead": "known",
                "activity": "named",
                "at": "vat",
                "position": "row",
                **{column: value(plan, column, there) for column in plan.columns},
                STATUS: "status",
                ODD: f"CASE {' '.join(f'WHEN status = {one} THEN {items}' for one, items in told.items())} END",
            }
        )

    return query


def kind_named(plan: LogPlan, place: str) -> str:
    """The name of the kind at this place among the policy's, NULL where there is none."""
    return f"CASE WHEN {place} >= 0 THEN ([{listing(plan.kinds)}])[CAST({place} AS INTEGER) + 1] END"


def value(plan: LogPlan, column: str, there: set[str]) -> str:
    """A staged column of own fields, by the kind of the activity."""
    cases = [f"WHEN {one.guard} THEN v{one.key}" for one in plan.own if one.column == column and one.key in there]
    return f"CASE {' '.join(cases)} END" if cases else f"CAST(NULL AS {plan.columns[column]})"


def _status(plan: LogPlan, as_of: int | None, own_bad: list[str]) -> str:
    """In the order in which the row-by-row reader looks."""
    happened = f"vat > {as_of}" if as_of is not None else "false"
    later = "known_as_of IS NOT NULL AND vat > known_as_of" if as_of is None else "false"
    lacking = f"vkind IN ({listing(plan.lacking)})" if plan.lacking else "false"
    return (
        f"CASE WHEN broken IS NOT NULL OR vkind IS NULL OR vkind = {NAMELESS} THEN {LOOK} "
        f"WHEN vkind = {UNDECLARED} THEN {NONE} "
        f"WHEN vid IS NULL OR vid = '' OR {lacking} OR vat IS NULL THEN {LOOK} "
        f"WHEN {happened} THEN {LATER} WHEN {any_of(own_bad)} THEN {LOOK} "
        f"WHEN known IS NULL THEN {STRANGER} WHEN known < 0 THEN {REFUSED_LEAD} WHEN {later} THEN {LATER} ELSE {GOOD} END"
    )
