"""What a statement of the SQL target says beside what the reference decides: every value, every line of every score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from leadpact.targets.sql import Asked, Statement
from leadpact_dsl import model
from leadpact_dsl.decision import AdjustLine, Decision, RuleLine
from tests.targets.sql.batches import Batch, Frame
from tests.targets.sql.databases import Database, Values

Row: TypeAlias = "Mapping[str, Any]"

Form: TypeAlias = Literal[
    "natural", "natural parameter", "natural frames", "staged", "staged parameter", "staged frames", "staged short",
    "events", "responses", "calendars",
]  # fmt: skip
FORMS: tuple[Form, ...] = (
    *("natural", "natural parameter", "natural frames", "staged", "staged parameter", "staged frames", "staged short"),
    *("events", "responses", "calendars"),
)  # fmt: skip


def difference(database: Database, batch: Batch, form: Form, statement: Statement | None = None) -> str | None:
    """What the first case that differs differs in, a line each, below its place among the cases; None for no such case.

    `statement`: instead of the one that the policy has ("natural" and "staged" alone).
    """
    match form:
        case "natural" | "natural parameter" | "natural frames":
            return _natural(database, batch, form.removeprefix("natural").strip(), statement)
        case "staged" | "staged parameter" | "staged frames" | "staged short":
            return _staged(database, batch, form.removeprefix("staged").strip(), statement)
        case "events":
            return _events(database, batch)
        case "responses":
            return _responses(database, batch)
        case "calendars":
            return _calendars(database, batch)


# ----------------------------------------------------------------------------------------------------------- decisions


def _natural(database: Database, batch: Batch, now: str, given: Statement | None) -> str | None:
    if now == "frames":
        wanted_of, frames = _at_frames(batch)
        database.load(*batch.natural(as_of=False), batch.frames(frames, natural=True))
        statement = batch.statement(Asked("natural", "frames"))
        found = _keyed(database, statement, "lead_id")
    elif now == "parameter":
        as_of, wanted_of = at_one_instant(batch)
        database.load(*batch.natural(as_of=False))
        statement = batch.statement(Asked("natural", "parameter"))
        found = by_place(batch, _keyed(database, statement, "lead_id", as_of))
    else:
        wanted_of = batch.decisions
        database.load(*batch.natural(as_of=True))
        statement = given or batch.statement(Asked("natural", "column"))
        found = by_place(batch, _keyed(database, statement, "lead_id"))
        assert len(found) == len(batch.cases), "every lead gets a row"
    return people_difference(statement, wanted_of, found)


def people_difference(statement: Statement, wanted: Mapping[int, Decision], found: Mapping[Any, Row]) -> str | None:
    """The first difference in rows of the form for people, by place."""
    rows = ((place, one, list(_for_people(one, statement).values())) for place, one in wanted.items())
    return _first_difference(rows, found)


def _staged(database: Database, batch: Batch, now: str, given: Statement | None) -> str | None:
    lines = now != "short"
    if now == "frames":
        wanted_of, frames = _at_frames(batch)
        database.load(*batch.staged(as_of=False), batch.frames(frames, natural=False))
        statement = batch.statement(Asked("staged", "frames"))
        found = _keyed(database, statement, "frame")
    elif now == "parameter":
        as_of, wanted_of = at_one_instant(batch)
        database.load(*batch.staged(as_of=False))
        statement = batch.statement(Asked("staged", "parameter"))
        found = _keyed(database, statement, "lead", as_of)
    else:
        wanted_of = batch.decisions
        database.load(*batch.staged(as_of=True))
        statement = given or batch.statement(Asked("staged", "column", lines=lines))
        found = _keyed(database, statement, "lead")
        assert sorted(found) == sorted(batch.decisions), "every lead gets a row"
    cased = database.name == "postgres"
    for place, one in wanted_of.items():
        wanted = {_cased(name, cased): value for name, value in _for_engines(one, batch, statement, lines).items()}
        says = _lines(wanted, found.get(place))
        if says:
            return f"case {place}\n" + "\n".join(says)
    return None


def at_one_instant(batch: Batch) -> tuple[int, Mapping[int, Decision]]:
    """The instant that most cases share, and what is decided of these."""
    instants = [one.as_of for one in batch.decisions.values()]
    as_of = max(sorted(set(instants)), key=instants.count, default=0)
    return as_of, {place: one for place, one in batch.decisions.items() if one.as_of == as_of}


def _at_frames(batch: Batch) -> tuple[Mapping[int, Decision], list[Frame]]:
    """Each lead as of its instant, and as it was when the activity in the middle of its log happened."""
    frames = [Frame(place, one.as_of) for place, one in batch.decisions.items()]
    for place in batch.decisions:
        case = batch.cases[place]
        before = sorted(row.at for row in case.activities if row.at < case.as_of)
        frames += [Frame(place, before[len(before) // 2])] if before else []
    found = {place: batch.decision(frame) for place, frame in enumerate(frames)}
    return {place: one for place, one in found.items() if isinstance(one, Decision)}, frames


def _for_engines(decision: Decision, batch: Batch, statement: Statement, lines: bool) -> dict[str, Any]:
    recycle, route = decision.recycle, decision.route
    reached = {one.stage: one.recorded_at for one in decision.stages}
    found: dict[str, Any] = {f"score {name}": _units(one.value, 2) for name, one in decision.scores.items()}
    found |= {f"grade {name}": one.level for name, one in decision.grades.items()}
    found |= {
        "stage": decision.stage,
        "disqualified": decision.disqualified,
        "stage_recorded_at": None if decision.stage is None else reached[decision.stage],
        "recycle": None if recycle is None else recycle.rule,
        "recycle_since": None if recycle is None else recycle.since,
        "recycle_until": None if recycle is None else recycle.until,
        "recycle_in_force": recycle is not None and recycle.in_force,
        "route": None if route is None else route.route,
        "person": None if route is None else route.person,
        "team": None if route is None else route.team,
    }
    if lines:
        for place, (points, row, has_row) in enumerate(_line_values(decision, statement)):
            found[f"line {place}"] = points
            if has_row:
                found[f"row {place}"] = row
    return found


def _for_people(decision: Decision, statement: Statement) -> dict[str, Any]:
    """In the order of the columns; their names are those of the policy, or near them."""
    recycle, route = decision.recycle, decision.route
    in_force = recycle is not None and recycle.in_force
    found: dict[str, Any] = {"as_of": decision.as_of}
    found |= {f"score {name}": one.value for name, one in decision.scores.items()}
    found |= {f"grade {name}": one.level for name, one in decision.grades.items()}
    found |= {
        "stage": decision.stage,
        "disqualified": decision.disqualified,
        "recycle": recycle.rule if recycle is not None and in_force else None,
        "recycle_until": recycle.until if recycle is not None and in_force else None,
        "route": None if route is None else route.route,
        "routed_to": None if route is None else route.to,
    }
    for place, (points, _, _) in enumerate(_line_values(decision, statement)):
        found[f"line {place}"] = Decimal(points).scaleb(-statement.lines[place].scale)
    return found


def _line_values(decision: Decision, statement: Statement) -> Iterator[tuple[int, int | None, bool]]:
    """Points in units, the row that was hit, and whether there is a column for it."""
    told = {
        (name, line.clause.id, line.kind if isinstance(line, AdjustLine) else "rule"): line
        for name, result in decision.scores.items()
        for line in result.lines
        if isinstance(line, (RuleLine, AdjustLine))
    }
    columns = [(one.score, one.clause.id, one.kind) for one in statement.lines]
    assert len(columns) == len(set(columns)), "each line has one column"
    assert told.keys() <= set(columns), f"no column for {told.keys() - set(columns)}"
    for one, key in zip(statement.lines, columns, strict=True):
        line = told.get(key)
        row: int | None = None
        if isinstance(line, RuleLine) and isinstance(line.clause, model.Table) and line.row is not None:
            row = next(place for place, found in enumerate(line.clause.rows) if found is line.row)
        yield 0 if line is None else _units(line.points, one.scale), row, one.row is not None


def _units(points: Decimal, scale: int) -> int:
    exact = points.scaleb(scale)
    assert exact == exact.to_integral_value(), f"{points} has more than {scale} decimals"
    return int(exact)


# -------------------------------------------------------------------------------------------------------------- clocks


def _events(database: Database, batch: Batch) -> str | None:
    database.load(*batch.staged(as_of=True))
    _, rows = database.rows(batch.statement(Asked("staged", "column", "events")).sql(database.name))
    wanted = [event for place in sorted(batch.decisions) for event in _events_of(batch, place)]
    clocked = {list(batch.policy.activities).index(kind) for kind in _clocked(batch.policy)}
    # What a recycle rule looks at and does not take may be there, or not.
    found = [row for row in rows if row[3] or row[2] in clocked]
    if found == wanted:
        return None
    pair = next((pair for pair in zip(wanted, found, strict=False) if pair[0] != pair[1]), None)
    return f"events: {len(wanted)} wanted, {len(found)} found; first {pair}"


def _clocked(policy: model.Policy) -> set[str]:
    return {
        kind
        for clock in policy.clocks.values()
        for kind in (*clock.starts, *clock.stops, *clock.afresh, *clock.pause, *clock.resume)
    }


def _events_of(batch: Batch, place: int) -> Iterator[Values]:
    from leadpact_dsl.evaluate.facts import Facts, gather
    from leadpact_dsl.evaluate.frame import Frame as ReferenceFrame
    from tests.targets.comparing import as_read

    case = batch.cases[place]
    lead, activities = as_read(batch.policy, case)
    kinds = list(batch.policy.activities)
    clocked = _clocked(batch.policy)
    rows = sorted(
        ((row.at, position, row.activity) for position, row in enumerate(activities) if row.at <= case.as_of),
    )
    facts = gather(batch.policy, lead, activities, case.as_of)
    assert isinstance(facts, Facts)
    view = ReferenceFrame(facts, case.as_of).all
    taken = [entry for rule in batch.policy.recycle.values() for one in rule.when for entry in view.selected(one)]
    ranks = {entry.rank for entry in taken}
    rank = 0
    for at, _, kind in rows:
        if kind in kinds:
            if rank in ranks or kind in clocked:
                yield (place, at, kinds.index(kind), rank in ranks)
            rank += 1


def _responses(database: Database, batch: Batch) -> str | None:
    starts = list(batch.starts())
    frames = [frame for frame, _, _ in starts]
    database.load(*batch.staged(as_of=False), batch.frames(frames, natural=False))
    found = _keyed(database, batch.statement(Asked("staged", "frames", "responses")), "frame")
    for place, (frame, clock, response) in enumerate(starts):
        names = next(
            [one.clause.name for one in each.responses] for each in batch.plan.clocks if each.clause.name == clock
        )
        wanted = None if response is None else names.index(response)
        got = found[place][_cased(f"response {clock}", database.name == "postgres")]
        if got != wanted:
            return f"case {frame.lead}\nresponse of {clock} at {frame.as_of}: {wanted} wanted, found {got}"
    return None


def _calendars(database: Database, batch: Batch) -> str | None:
    database.load(*batch.staged(as_of=True))
    found = _keyed(database, batch.statement(Asked("staged", "column", "calendars")), "lead")
    chosen = {one.clause.name for clock in batch.plan.clocks for one in clock.responses if one.chosen is not None}
    calendars = list(batch.policy.calendars)
    for place, decision in batch.decisions.items():
        for cycle in decision.cycles:
            if cycle.calendar is None or cycle.response not in chosen:
                continue
            got = found[place][_cased(f"calendar {cycle.response}", database.name == "postgres")]
            if got != calendars.index(cycle.calendar):
                return f"case {place}\ncalendar of {cycle.response}: {cycle.calendar} wanted, found {got}"
    return None


# --------------------------------------------------------------------------------------------------------------- rows


def _cased(name: str, lower: bool) -> str:
    return name.lower() if lower else name


def _keyed(database: Database, statement: Statement, key: str, as_of: int | None = None) -> dict[Any, Row]:
    columns, rows = database.rows(statement.sql(database.name), as_of)
    assert len(set(columns)) == len(columns)
    place = columns.index(key) if key in columns else 0
    found = {row[place]: dict(zip(columns, row, strict=True)) for row in rows}
    assert len(found) == len(rows), "one row each"
    return found


def by_place(batch: Batch, found: Mapping[Any, Row]) -> dict[Any, Row]:
    return {place: found[case.lead.id] for place, case in enumerate(batch.cases) if case.lead.id in found}


def _first_difference(wanted: Iterable[tuple[int, Decision, Sequence[Any]]], found: Mapping[Any, Row]) -> str | None:
    for place, _, values in wanted:
        row = found.get(place)
        if row is None:
            return f"case {place}\nno row"
        names = list(row)[1:]
        assert len(names) == len(values), f"columns {names}"
        says = _lines(dict(zip(names, values, strict=True)), {name: row[name] for name in names})
        if says:
            return f"case {place}\n" + "\n".join(says)
    return None


def _lines(wanted: Mapping[str, Any], found: Row | None) -> list[str]:
    if found is None:
        return ["no row"]
    missing = [f"{name}: no such column" for name in wanted if name not in found]
    return missing + [
        f"{name}: {value!r} wanted, found {found[name]!r}"
        for name, value in wanted.items()
        if name in found and (value != found[name] or (value is True) != (found[name] is True))
    ]
