"""A decision as a JSON document: the form in which every program that decides hands it over.

docs/leads-and-decisions.md describes it, and `decision.schema.json` of each policy says it for machines. Names are the
policy's own, times are ISO 8601 in the agreement's timezone, numbers are exact.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, assert_never

from leadpact.json_text import number
from leadpact.records.writers import in_iso
from leadpact_dsl.decision import (
    AdjustLine,
    CycleResult,
    Decision,
    Line,
    RecycleState,
    Refused,
    RouteResult,
    RuleLine,
    TermLine,
    Truth,
)
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.model import Combined, Group, Policy, Row, Table
from leadpact_dsl.phrases import lines
from leadpact_dsl.source import Span
from leadpact_dsl.zones import Zone, zone


def document_of(policy: Policy, digest: str, decision: Decision | Refused, explain: bool = False) -> dict[str, Any]:
    """The document of what was decided; of a lead that could not be, the document that says why.

    `digest` is `leadpact.digest.digest_of(policy)`; `explain` adds every line of every score, and what held.
    """
    if isinstance(decision, Refused):
        return refused_document(decision.lead, decision.reason)
    there = zone(policy.agreement.timezone)
    if there is None:
        raise InternalError(f"the agreement's timezone {policy.agreement.timezone} is none")
    found: dict[str, Any] = {
        "policy": {"title": policy.agreement.title, "version": policy.agreement.version, "digest": digest},
        "lead": decision.lead,
        "as_of": in_iso(decision.as_of, there),
        "scores": {name: number(result.value) for name, result in decision.scores.items()},
        "grades": {name: result.level for name, result in decision.grades.items()},
        "stage": decision.stage,
        "disqualified": decision.disqualified,
        "recycle": None if decision.recycle is None else _recycle(decision.recycle, there),
        "route": None if decision.route is None else _route(decision.route),
        "cycles": [_cycle(cycle, there) for cycle in decision.cycles],
    }
    if explain:
        found["explanation"] = _explanation(policy, decision, there)
    return found


def refused_document(lead: str | None, reason: str) -> dict[str, Any]:
    """Instead of a decision; `lead` is None where the case names none."""
    return {"lead": lead, "refused": reason}


def said_of(policy: Policy, line: Line) -> str:
    """The clause of a line in words, `what` in an explanation.

    It depends on nothing but the clause (values that change by date are said with all their dates) and, in two cases,
    on which of its forms the line shows: of a table the row that was hit, of a group's `only if` whether it was shut.
    `said_of_row` and `said_of_gate` give each of these without a lead.
    """
    return lines.line(policy, line, 0).what


def said_of_row(policy: Policy, table: Table, row: Row | None) -> str:
    """`what` of a table's line where this row was hit (None: where none was)."""
    return said_of(policy, RuleLine(table, Decimal(0), row=row))


def said_of_gate(policy: Policy, group: Group, shut: bool) -> str:
    """`what` of the line of a group's `only if`, shut or open."""
    if group.only_if is None:
        raise InternalError(f"{group.id} has no “only if”.")
    # Only whether it held is told here; what was found is of a lead, and stands in no `what`.
    nothing = Combined(group.only_if.span, "all", 0, (), inline=False)
    return said_of(policy, AdjustLine("gate", group, Decimal(0), Truth(nothing, holds=not shut)))


def place_of(span: Span) -> str:
    """`scoring.sla:7`: the file within the policy's folder, and the line."""
    return f"{span.file.name.rpartition('/')[2]}:{span.line}"


def _recycle(recycle: RecycleState, there: Zone) -> dict[str, Any]:
    return {
        "rule": recycle.rule,
        "nurture": recycle.nurture,
        "since": in_iso(recycle.since, there),
        "until": in_iso(recycle.until, there),
        "in_force": recycle.in_force,
        "touches": [in_iso(touch, there) for touch in recycle.touches],
    }


def _route(route: RouteResult) -> dict[str, Any]:
    return {"route": route.route, "to": route.to, "person": route.person, "team": route.team}


def _cycle(cycle: CycleResult, there: Zone) -> dict[str, Any]:
    return {
        "clock": cycle.clock,
        "started_at": in_iso(cycle.started_at, there),
        "response": cycle.response,
        "calendar": cycle.calendar,
        "state": cycle.state,
        "due": _moment(cycle.due, there),
        "ended_at": _moment(cycle.ended_at, there),
        "ended_by": cycle.ended_by,
        "used_ms": cycle.used,
        "tries": [
            {"made": tries.made, "wanted": tries.clause.times, "by": _moment(tries.by, there)} for tries in cycle.tries
        ],
        "actions": [
            {
                "kind": action.clause.kind,
                "target": action.clause.target,
                "at": _moment(action.at, there),
                "fallen": action.fallen,
            }
            for action in cycle.actions
        ],
    }


def _explanation(policy: Policy, decision: Decision, there: Zone) -> dict[str, Any]:
    return {
        "scores": {
            name: [_line(policy, name, line) for line in result.lines] for name, result in decision.scores.items()
        },
        "defines": {name: found.holds for name, found in decision.defines.items()},
        "stages": [
            {"stage": reached.stage, "holds": reached.holds, "recorded_at": _moment(reached.recorded_at, there)}
            for reached in decision.stages
        ],
        "disqualify": {name: found.holds for name, found in zip(policy.disqualify, decision.disqualify, strict=True)},
    }


def _line(policy: Policy, score: str, line: Line) -> dict[str, Any]:
    match line:
        case RuleLine(clause=clause):
            kind, name, span, because = "rule", clause.id, clause.span, clause.because
        case AdjustLine(clause=clause):
            kind, name, span, because = line.kind, clause.id, clause.span, clause.because
        case TermLine(term=term):
            # A term is no clause of its own: it goes by the score that it takes, in the line that takes it.
            kind, name, span, because = "term", policy.scores[term.score].id, policy.scores[score].span, None
        case _:
            assert_never(line)
    return {
        "clause": name,
        "kind": kind,
        "place": place_of(span),
        "what": said_of(policy, line),
        "because": because,
        "points": number(line.points),
    }


def _moment(instant: int | None, there: Zone) -> str | None:
    return None if instant is None else in_iso(instant, there)
