"""From a history of leads to what calibration adds up: blocks of decisions as the arrays that it asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leadpact.engines.clocks.arrays import Flags, Ints
from leadpact.engines.duckdb.statements import table
from leadpact.engines.history import Block, History, SideBlock
from leadpact.engines.history.groups import lead_column
from leadpact.records.bulk.staging_leads import LEADS
from leadpact.records.columns import find
from leadpact.records.convert import converter
from leadpact.records.wording import Bad
from leadpact.review.calibrate.field_values import FieldValues
from leadpact.review.calibrate.floors import ALWAYS, ENOUGH
from leadpact.review.calibrate.gathering import (
    NEVER,
    NO_ROW,
    WHATEVER,
    WITH_SCORE,
    YES,
    Bytes,
    Gathered,
    LinePart,
    Part,
)
from leadpact.review.calibrate.lines import LineColumn, first_ofs, signs
from leadpact.review.calibrate.question import Question
from leadpact.review.calibrate.steps import least_enough
from leadpact.review.calibrate.timing import Times
from leadpact.review.calibrate.uses import Uses
from leadpact_dsl.model import Field, Table

_REACH = {ALWAYS: WHATEVER, ENOUGH: WITH_SCORE}
_TIMES = "calibrate_times"


@dataclass
class Found:
    """All that was read. `lines` are those added up; `teams` counts the leads of the stage by the team they go to."""

    gathered: Gathered
    lines: tuple[LineColumn, ...]
    values: dict[str, FieldValues]
    teams: Counter[str]
    times: Times


def last_as_of(history: History) -> int:
    """The latest instant that any lead is decided as of."""
    if history.asked.as_of is not None:
        return history.asked.as_of
    latest = [group.con.execute(f'SELECT max("as_of") FROM {LEADS}').fetchone() for group in history.groups]
    return max((int(one[0]) for one in latest if one is not None and one[0] is not None), default=0)


def headers(history: History) -> dict[str, str]:
    """By field of the lead, the column of the file that it is read from."""
    leads = history.sides[0].inputs.leads
    return {field.name: leads.table.columns[position] for field, position in leads.fields}


def header(history: History, column: str) -> str:
    """A column by the name that it has in the file."""
    table = history.sides[0].inputs.leads.table
    position = find(table, [column], column)
    return table.columns[position] if isinstance(position, int) else column


def read(
    history: History,
    asked: Question,
    grades: Sequence[str],
    used: Uses,
    came: Field | None,
    outcome_at: str | None,
    within: int | None = None,
) -> Found:
    """Reads all blocks of a history of one policy: that of the question, with `grades` for its floors.

    `came` is the field that tells when a lead came in; None: as of when each is decided, where each has its own time.
    `within` is how long (ms) leads have to convert, where a goal says so.
    """
    side = history.sides[0]
    moved = signs(asked.policy, asked.scores)
    kept = [(at, line) for at, line in enumerate(side.lines) if line.kind == "rule" and line.score in moved]
    rivals = first_ofs(asked.policy)
    values = {name: FieldValues(asked.policy.lead.fields[name]) for name in used.fields}
    found = Found(Gathered(), tuple(line for _, line in kept), values, Counter(), Times())
    order = list(asked.policy.stages)
    beyond = pa.array(order[order.index(asked.stage) :])
    thresholds = [
        (floor.score, least_enough(floor.at(asked.policy, asked.instant), floor.strict)) for floor in asked.floors
    ]
    reading = side.inputs.leads.reading
    to_instant = converter(Field(side.policy.agreement.span, "lead", "outcome_at", outcome_at or "", "time"), reading)
    for block in history.blocks():
        here = block.sides[0]
        decided = here.decided
        as_of = _as_of(history, here)
        stage = _texts(here, "stage", decided)
        at_stage = pc.is_in(stage, value_set=beyond).to_numpy(zero_copy_only=False)
        assert block.won is not None  # an outcome was asked for
        won = block.won[decided]
        part = Part(
            won=won,
            closed=_closed(here, decided),
            at_stage=at_stage,
            scores={name: _ints(here.column(f"score {name}"), decided) for name in asked.scores},
            reach=[_reach(here, name, decided) for name in grades],
            lines=_lines(here, kept, rivals, decided),
            came=_came(here, came, as_of, decided, own=history.asked.as_of is None),
        )
        found.gathered.add(part, thresholds)
        of_stage = pc.fill_null(pc.equal(stage, asked.stage), False)
        teams = _texts(here, "team", decided).filter(of_stage).drop_null()
        found.teams.update(Counter({one["values"]: one["counts"] for one in pc.value_counts(teams).to_pylist()}))
        moments, known = None, None
        if outcome_at is not None:
            all_moments, all_known = _moments(block, outcome_at, to_instant, found.times)
            moments, known = all_moments[decided], all_known[decided].astype(np.int8)
            found.times.timed += int((known != 0).sum())
            found.times.early += int(((known != 0) & (moments <= as_of[decided])).sum())
            if within is not None:
                late = (won == YES) & (known != 0) & (moments > as_of[decided] + within)
                found.times.late += int(late.sum())
            found.times.after.update(_after(here, all_moments, all_known, as_of))
        for name, one in values.items():
            one.add(here.field(name).filter(pa.array(decided)), won, moments, known)
    return found


def _as_of(history: History, side: SideBlock) -> Ints:
    """As of when each lead of the block is decided; 0 of those that are not."""
    if history.asked.as_of is not None:
        return np.full(side.count, history.asked.as_of, dtype=np.int64)
    there = side.staged_at[side.staged_at >= 0]
    found = np.zeros(side.count, dtype=np.int64)
    if len(there):
        first, after = int(there[0]), int(there[-1]) + 1
        column = lead_column(side.views.con, "as_of", first, after).to_numpy()
        found[side.staged_at >= 0] = column[there - first]
    return found


def _closed(side: SideBlock, decided: Flags) -> Flags:
    out: Flags = pc.is_valid(side.column("disqualified")).to_numpy(zero_copy_only=False)[decided]
    recycled = pc.fill_null(side.column("recycle_in_force"), False).to_numpy(zero_copy_only=False)[decided]
    found: Flags = out | recycled.astype(np.bool_)
    return found


def _reach(side: SideBlock, grade: str, decided: Flags) -> Bytes:
    """Of each lead whether the stage holds whatever the score, with the score, or never."""
    found = np.full(int(decided.sum()), NEVER, dtype=np.int8)
    levels = _texts(side, f"grade {grade}", decided)
    for name, code in _REACH.items():
        found[pc.fill_null(pc.equal(levels, name), False).to_numpy(zero_copy_only=False)] = code
    return found


def _lines(
    side: SideBlock, kept: Sequence[tuple[int, LineColumn]], rivals: Mapping[str, int], decided: Flags
) -> list[LinePart]:
    found: list[LinePart] = []
    by_first_of: dict[int, list[int]] = {}
    for at, line in kept:
        points = _ints(side.column(f"line {at}"), decided)
        if isinstance(line.clause, Table):
            rows = _ints(side.column(f"row {at}"), decided, missing=NO_ROW)
            found.append(LinePart(points, rows, tuple(int(row.points.scaleb(line.scale)) for row in line.clause.rows)))
            continue
        found.append(LinePart(points))
        if line.clause.id in rivals:
            by_first_of.setdefault(rivals[line.clause.id], []).append(len(found) - 1)
    for places in by_first_of.values():
        any_paid = np.logical_or.reduce([found[place].points != 0 for place in places])
        for place in places:
            found[place] = replace(found[place], aside=any_paid & (found[place].points == 0))
    return found


def _came(side: SideBlock, came: Field | None, as_of: Ints, decided: Flags, *, own: bool) -> Ints | None:
    if came is None:
        return as_of[decided] if own else None
    values = side.field(came.name).filter(pa.array(decided)).drop_null()
    return _plain(values)


def _moments(block: Block, column: str, to_instant: Callable[[Any], Any], times: Times) -> tuple[Ints, Flags]:
    """When the outcome of each lead was, in ms, and of which leads that is known."""
    encoded = block.columns[column].dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    read = [to_instant(text) for text in texts]
    moments = np.array([*(one if isinstance(one, int) else 0 for one in read), 0], dtype=np.int64)
    good = np.array([*(isinstance(one, int) for one in read), False])
    places = pc.fill_null(encoded.indices, len(texts)).to_numpy(zero_copy_only=False)
    counts = np.bincount(places, minlength=len(texts) + 1)
    for text, one, count in zip(texts, read, counts.tolist(), strict=False):
        if isinstance(one, Bad):
            times.unreadable[text] += count
    return moments[places], good[places]


def _after(side: SideBlock, moments: Ints, known: Flags, as_of: Ints) -> Counter[str]:
    """By kind, the activities that count and are later than their lead's outcome."""
    there = known & (side.staged_at >= 0)
    if not there.any():
        return Counter()
    con = side.views.con
    given = {"lead": side.staged_at[there], "ended": moments[there], "as_of": as_of[there]}
    con.register(_TIMES, pa.table({name: pa.array(values) for name, values in given.items()}))
    query = (
        f"SELECT CAST(a.activity AS VARCHAR) AS kind, count(*) AS n FROM activities a JOIN {_TIMES} t USING (lead) "
        "WHERE a.at > t.ended AND a.at <= t.as_of GROUP BY 1"
    )
    rows = table(con, query)
    con.unregister(_TIMES)
    return Counter(dict(zip(rows.column("kind").to_pylist(), rows.column("n").to_pylist(), strict=True)))


def _texts(side: SideBlock, name: str, decided: Flags) -> pa.StringArray:
    return side.column(name).cast(pa.string()).filter(pa.array(decided))


def _ints(column: pa.Array, decided: Flags, missing: int = 0) -> Ints:
    return _plain(pc.fill_null(column, missing))[decided]


def _plain(column: pa.Array) -> Ints:
    found: Ints = column.to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
    return found
