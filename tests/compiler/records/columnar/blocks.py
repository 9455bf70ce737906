"""Blocks as an engine yields them, made by hand from what the reference decided."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from leadpact.digest import digest_of
from leadpact.engines import Block
from leadpact.engines.clocks import table as clock_table
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.policies import load
from leadpact.records.columnar.phrases import LineColumn
from leadpact.targets.sql import Asked, build
from leadpact_dsl.decision import AdjustLine, CycleResult, Decision, RuleLine
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.model import Policy, Table


def policy_at(folder: str) -> Policy:
    policy, findings = load(Path(folder))
    assert policy is not None, [finding.message for finding in findings]
    return policy


def plan_of(policy: Policy) -> Plan:
    plan = lower(policy, digest_of(policy))
    assert isinstance(plan, Plan)
    return plan


def lines_of(plan: Plan) -> Sequence[LineColumn]:
    return build(plan, Asked(table="staged", what="decisions", lines=True)).lines


def block_of(policy: Policy, lines: Sequence[LineColumn], decided: Sequence[Decision], first: int = 0) -> Block:
    """`decided` are of the leads `first`, `first` + 2, …, so that numbers are no places."""
    leads = [first + 2 * place for place in range(len(decided))]
    rows = [{"lead": lead, **_row(policy, lines, one)} for lead, one in zip(leads, decided, strict=True)]
    decisions = pa.Table.from_pylist(rows, _schema(policy, lines)).combine_chunks().to_batches()
    cycles = [_cycle(lead, cycle) for lead, one in zip(leads, decided, strict=True) for cycle in one.cycles]
    return Block(
        decisions[0] if decisions else pa.RecordBatch.from_pylist([], _schema(policy, lines)),
        pa.RecordBatch.from_pylist(cycles, clock_table.schema()) if policy.clocks else None,
        (),
        first + 2 * len(decided),
    )


def _schema(policy: Policy, lines: Sequence[LineColumn]) -> pa.Schema:
    numbers = ("stage_recorded_at", "recycle_since", "recycle_until")
    texts = ("stage", "disqualified", "recycle", "route", "person", "team")
    return pa.schema([
        ("lead", pa.int64()), ("id", pa.string()), ("as_of", pa.int64()), ("same_as", pa.string()),
        *((f"score {name}", pa.int64()) for name in policy.scores),
        *((f"grade {name}", pa.dictionary(pa.int8(), pa.string())) for name in policy.grades),
        *((name, pa.string()) for name in texts), *((name, pa.int64()) for name in numbers),
        ("recycle_in_force", pa.bool_()),
        *((f"line {place}", pa.int64()) for place in range(len(lines))),
        *((f"row {place}", pa.int16()) for place, line in enumerate(lines) if line.row is not None),
    ])  # fmt: skip


def _row(policy: Policy, lines: Sequence[LineColumn], decision: Decision) -> dict[str, Any]:
    recycle, route = decision.recycle, decision.route
    reached = next((one for one in decision.stages if one.stage == decision.stage), None)
    row: dict[str, Any] = {
        "id": decision.lead, "as_of": decision.as_of, "same_as": f"={decision.lead}" if policy.lead.same_when else None,
        **{f"score {name}": int(result.value.scaleb(2)) for name, result in decision.scores.items()},
        **{f"grade {name}": result.level for name, result in decision.grades.items()},
        "stage": decision.stage, "disqualified": decision.disqualified,
        "stage_recorded_at": None if reached is None else reached.recorded_at,
    }  # fmt: skip
    if recycle is not None:
        row |= {"recycle": recycle.rule, "recycle_since": recycle.since, "recycle_until": recycle.until}
        row |= {"recycle_in_force": recycle.in_force}
    if route is not None:
        row |= {"route": route.route, "person": route.person, "team": route.team}
    return row | _lines(lines, decision)


def _lines(lines: Sequence[LineColumn], decision: Decision) -> dict[str, Any]:
    """Every line of the decision finds its column by score, clause and kind."""
    places = {(line.score, line.clause.id, line.kind): place for place, line in enumerate(lines)}
    found: dict[str, Any] = {f"line {place}": 0 for place in range(len(lines))}
    for score, result in decision.scores.items():
        for line in result.lines:
            match line:
                case RuleLine(clause=clause):
                    place = places[score, clause.id, "rule"]
                    if isinstance(clause, Table) and line.row is not None:
                        found[f"row {place}"] = clause.rows.index(line.row)
                case AdjustLine(clause=clause, kind=kind):
                    place = places[score, clause.id, kind]
                case _:
                    continue
            found[f"line {place}"] = _units(line.points, lines[place].scale)
    return found


def _units(points: Decimal, scale: int) -> int:
    units = points.scaleb(scale)
    if units != int(units):
        raise InternalError(f"{points} has more decimals than {scale}")
    return int(units)


def _cycle(lead: int, cycle: CycleResult) -> dict[str, Any]:
    return {
        "lead": lead, "clock": cycle.clock, "started_at": cycle.started_at, "response": cycle.response,
        "calendar": cycle.calendar, "state": str(cycle.state), "due": cycle.due, "ended_at": cycle.ended_at,
        "ended_by": cycle.ended_by, "used_ms": cycle.used, "opened_at": cycle.opened,
        "tries": [{"made": one.made, "wanted": one.clause.times, "by": one.by} for one in cycle.tries],
        "actions": [
            {"kind": one.clause.kind, "target": one.clause.target, "at": one.at, "fallen": one.fallen}
            for one in cycle.actions
        ],
    }  # fmt: skip
