"""A decision as one row of a table, in columns that are the same for every lead of a policy.

The columns, in this order: `lead_id`, `as_of`; each score by its name; each grade (the name of its level); `stage`,
`disqualified`, `recycle` and `recycle_until` while a recycle is in force; `route` and `routed_to`; `same_as`, where the
policy says when leads are the same: the id of the earlier lead that is; for each clock the latest cycle's
`<clock>_response`, `<clock>_state` and `<clock>_due`; `paid`, every clause and bound that changed a score, with its
points; `reasons`, why the lead stands where it does and the authors' reasons for what paid; and, where asked for,
`explanation`, every line of every score with what was found. A score, grade or clock whose name an earlier column has
taken is told apart by its kind (`score_paid`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from leadpact.records import reasons
from leadpact.records.writers import Cell, CellKind, Column
from leadpact_dsl.decision import CycleResult, Decision, TermLine
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases import lines

DecisionRow: TypeAlias = "tuple[Cell, ...]"

_FIXED = frozenset(
    {"lead_id", "as_of", "stage", "disqualified", "recycle", "recycle_until"}
    | {"route", "routed_to", "same_as", "paid", "reasons", "explanation"}
)
_OF_A_CLOCK: tuple[tuple[str, CellKind], ...] = (("_response", "text"), ("_state", "text"), ("_due", "time"))


def columns_of(policy: Policy, *, explain: bool = False) -> tuple[Column, ...]:
    """The columns of `row_of`, in its order."""
    taken = set(_FIXED)

    def named(kind: str, name: str, cell: CellKind) -> Column:
        column = Column(name if name not in taken else f"{kind}_{name}", cell)
        taken.add(column.name)
        return column

    return (
        Column("lead_id", "text"),
        Column("as_of", "time"),
        *(named("score", name, "points") for name in policy.scores),
        *(named("grade", name, "text") for name in policy.grades),
        Column("stage", "text"),
        Column("disqualified", "text"),
        Column("recycle", "text"),
        Column("recycle_until", "time"),
        Column("route", "text"),
        Column("routed_to", "text"),
        *([Column("same_as", "text")] if policy.lead.same_when else []),
        *(named("clock", f"{name}{ending}", cell) for name in policy.clocks for ending, cell in _OF_A_CLOCK),
        Column("paid", "texts"),
        Column("reasons", "texts"),
        *([Column("explanation", "texts")] if explain else []),
    )


def row_of(policy: Policy, decision: Decision, *, same_as: str | None = None, explain: bool = False) -> DecisionRow:
    """One decision as cells. `same_as` is the earlier lead that is the same, by the policy's `same when`."""
    recycle = decision.recycle if decision.recycle is not None and decision.recycle.in_force else None
    route = decision.route
    cycles = [_latest(decision, clock) for clock in policy.clocks]
    return (
        decision.lead,
        decision.as_of,
        *(decision.scores[name].value for name in policy.scores),
        *(decision.grades[name].level for name in policy.grades),
        decision.stage,
        decision.disqualified,
        recycle.rule if recycle is not None else None,
        recycle.until if recycle is not None else None,
        route.route if route is not None else None,
        route.to if route is not None else None,
        *([same_as] if policy.lead.same_when else []),
        *(cell for cycle in cycles for cell in _of_cycle(cycle)),
        tuple(_paid(policy, decision)),
        tuple(dict.fromkeys((*_standing(policy, decision), *_because(decision)))),
        *([tuple(_explained(policy, decision))] if explain else []),
    )


def _latest(decision: Decision, clock: str) -> CycleResult | None:
    return max(
        (cycle for cycle in decision.cycles if cycle.clock == clock), key=lambda cycle: cycle.started_at, default=None
    )


def _of_cycle(cycle: CycleResult | None) -> tuple[Cell, Cell, Cell]:
    return (None, None, None) if cycle is None else (cycle.response, str(cycle.state), cycle.due)


def _paid(policy: Policy, decision: Decision) -> Iterator[str]:
    for name, result in decision.scores.items():
        for line in result.lines:
            # A weighted score is told by the scores that it is made of.
            if line.points and not isinstance(line, TermLine):
                said = lines.line(policy, line, decision.as_of)
                # The label comes first: a cell that begins with + is a formula to a spreadsheet.
                yield f"{policy.scores[name].label} {said.points}: {said.what}"


def _explained(policy: Policy, decision: Decision) -> Iterator[str]:
    for name, result in decision.scores.items():
        for line in result.lines:
            said = lines.line(policy, line, decision.as_of)
            found = f" ({said.why})" if said.why else ""
            yield f"{policy.scores[name].label} {said.points}: {said.what}{found}"


def _because(decision: Decision) -> Iterator[str]:
    """The authors' own reasons for the clauses that paid."""
    for result in decision.scores.values():
        for line in result.lines:
            if line.points and not isinstance(line, TermLine) and line.clause.because:
                yield line.clause.because


def _standing(policy: Policy, decision: Decision) -> Iterator[str]:
    """Why the lead is disqualified, in a recycle, or at its stage."""
    if decision.disqualified is not None:
        yield reasons.disqualified_as(policy, decision.disqualified)
    if decision.recycle is not None and decision.recycle.in_force:
        until = reasons.moment(policy, decision.recycle.until)
        yield reasons.recycled_as(policy, decision.recycle.rule, until)
    for reached in decision.stages:
        if reached.stage != decision.stage:
            continue
        if reached.recorded_at is not None:
            yield reasons.at_stage_since(policy, reached.stage, reasons.moment(policy, reached.recorded_at))
        elif said := reasons.at_stage(policy, reached.stage):
            yield said
