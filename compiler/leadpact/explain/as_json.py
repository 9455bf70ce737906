"""The explanation of a decision for programs, in the form that `schemas/explanation.schema.json` publishes.

Names are the policy's own, instants are ISO 8601 with the offset of the agreement's timezone, and points are texts, as
JSON has no exact decimals. What is said in words stands beside what is said in names.
"""

from __future__ import annotations

import json
from typing import Any, assert_never

from leadpact.explain.page import Page
from leadpact.records.writers import digits, in_iso
from leadpact_dsl.decision import AdjustLine, CycleResult, Decision, Line, RuleLine, TermLine
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases import cycles, lines, outcomes
from leadpact_dsl.phrases.conditions import Outline
from leadpact_dsl.source import Span
from leadpact_dsl.zones import Zone

VERSION = 1


def as_json(policy: Policy, decision: Decision, page: Page, zone: Zone) -> str:
    """A JSON document in ASCII, so that no terminal or pipe can garble it."""
    return json.dumps(_document(policy, decision, page, zone), indent=2) + "\n"


def _document(policy: Policy, decision: Decision, page: Page, zone: Zone) -> dict[str, Any]:
    at = decision.as_of
    return {
        "version": VERSION,
        "lead": decision.lead,
        "as_of": in_iso(at, zone),
        "agreement": {"title": policy.agreement.title, "version": policy.agreement.version},
        "standing": {
            "stage": decision.stage,
            "disqualified": decision.disqualified,
            "recycle": _recycle(policy, decision, zone),
            "said": page.standing,
            "why": page.standing_why,
        },
        "notes": list(page.notes),
        "scores": [
            {
                "score": name,
                "label": policy.scores[name].label,
                "value": digits(result.value),
                "lines": [_line(policy, name, line, at) for line in result.lines],
            }
            for name, result in decision.scores.items()
        ],
        "grades": [
            {
                "grade": name,
                "level": result.level,
                "said": outcomes.grade_level(policy, result),
                "why": outcomes.grade(policy, result, at),
            }
            for name, result in decision.grades.items()
        ],
        "stages": [
            {
                "stage": reached.stage,
                "holds": reached.holds,
                "recorded_at": None if reached.recorded_at is None else in_iso(reached.recorded_at, zone),
                "why": outcomes.stage(policy, reached, at),
            }
            for reached in decision.stages
        ],
        "disqualify": [
            {"rule": rule, "holds": found.holds, "why": lines.condition_found(policy, found, at)}
            for rule, found in zip(policy.disqualify, decision.disqualify, strict=True)
        ],
        "route": _route(policy, decision),
        "cycles": [_cycle(policy, cycle, at, zone) for cycle in decision.cycles],
        "why_not": None if page.why_not is None else _outline(page.why_not),
    }


def _line(policy: Policy, score: str, line: Line, at: int) -> dict[str, Any]:
    said = lines.line(policy, line, at)
    match line:
        case RuleLine(clause=clause):
            kind, span, name, because = "rule", clause.span, clause.id, clause.because
        case AdjustLine(clause=clause):
            kind, span, name, because = line.kind, clause.span, clause.id, clause.because
        case TermLine(term=term):
            kind, span, name, because = "term", policy.scores[score].span, f"score {term.score}", None
        case _:
            assert_never(line)
    return {
        "points": digits(line.points),
        "kind": kind,
        "clause": name,
        "place": _place(span),
        "what": said.what,
        "why": said.why,
        "because": because,
    }


def _recycle(policy: Policy, decision: Decision, zone: Zone) -> dict[str, Any] | None:
    recycle = decision.recycle
    if recycle is None:
        return None
    return {
        "rule": recycle.rule,
        "nurture": recycle.nurture,
        "since": in_iso(recycle.since, zone),
        "until": in_iso(recycle.until, zone),
        "in_force": recycle.in_force,
        "said": outcomes.recycled(policy, recycle),
    }


def _route(policy: Policy, decision: Decision) -> dict[str, Any] | None:
    route = decision.route
    if route is None:
        return None
    return {
        "route": route.route,
        "team": route.team,
        "person": route.person,
        "said": outcomes.route(policy, route),
        "why": outcomes.route_why(policy, route, decision.as_of),
    }


def _cycle(policy: Policy, cycle: CycleResult, at: int, zone: Zone) -> dict[str, Any]:
    def moment(instant: int | None) -> str | None:
        return None if instant is None else in_iso(instant, zone)

    return {
        "clock": cycle.clock,
        "response": cycle.response,
        "state": cycle.state,
        "started_at": moment(cycle.started_at),
        "opened_at": moment(cycle.opened),
        "due": moment(cycle.due),
        "ended_at": moment(cycle.ended_at),
        "ended_by": cycle.ended_by,
        "calendar": cycle.calendar,
        "used_ms": cycle.used,
        "hours": [{"day": day.isoformat(), "ms": ms} for day, ms in cycle.hours],
        "skipped": [{"day": day.isoformat(), "name": name} for day, name in cycle.skipped],
        "tries": [{"made": one.made, "wanted": one.clause.times, "by": moment(one.by)} for one in cycle.tries],
        "actions": [
            {"kind": one.clause.kind, "target": one.clause.target, "at": moment(one.at), "fallen": one.fallen}
            for one in cycle.actions
        ],
        "said": [{"name": fact.name, "text": fact.text} for fact in cycles.facts(policy, cycle, at)],
    }


def _outline(outline: Outline) -> dict[str, Any]:
    return {"said": outline.text, "items": [_outline(item) for item in outline.items]}


def _place(span: Span) -> dict[str, Any]:
    return {"file": span.file.name, "line": span.line, "column": span.column}
