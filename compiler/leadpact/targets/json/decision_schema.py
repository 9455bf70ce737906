"""The decisions of a policy as JSON Schema: what comes back, for whoever stores it or acts on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from leadpact.json_text import written
from leadpact.plan import Plan
from leadpact.targets import Emitted, Target
from leadpact.targets.json.fields import MOMENT, Schema, decimals, head
from leadpact_dsl import limits
from leadpact_dsl.model import Grade, Named, Policy, Score

LINE_KINDS = ("rule", "limit", "counts", "gate", "rounding", "bound", "zero", "term")
STATES = ("running", "paused", "met", "missed", "overdue", "passed on")
ACTIONS = ("remind", "notify", "escalate", "return", "pass on")


def schema(policy: Policy, digest: str) -> Schema:
    """The schema of a decision, and of what is said instead of one where a lead cannot be decided."""
    agreement = policy.agreement
    return {
        **head(
            agreement,
            "decision",
            f"Decision: {agreement.title}",
            "What the policy says of one lead at one time, or why it says nothing.",
        ),
        "type": "object",
        "if": {"required": ["refused"]},
        "then": {"$ref": "#/$defs/refused"},
        "else": {"$ref": "#/$defs/decision"},
        "$defs": {
            "decision": _decision(policy, digest),
            "refused": _object(
                {
                    "lead": {"description": "The lead’s id; null where it has none.", "type": ["string", "null"]},
                    "refused": {"description": "Why, in words.", "type": "string", "minLength": 1},
                }
            ),
            "moment": {"description": "A time, in the agreement’s timezone.", **MOMENT},
            "moment-or-null": {"anyOf": [{"$ref": "#/$defs/moment"}, {"type": "null"}]},
            "recycle": _recycle(policy),
            "route": _route(policy),
            "cycle": _cycle(policy),
            "line": _line(),
            "explanation": _explanation(policy),
        },
    }


def _decision(policy: Policy, digest: str) -> Schema:
    agreement = policy.agreement
    held: Schema = _object(
        {
            "policy": _object(
                {
                    "title": {"const": agreement.title},
                    "version": {"const": agreement.version},
                    "digest": {"description": "Names exactly what the policy means.", "const": digest},
                }
            ),
            "lead": {"description": "The lead’s id.", "type": "string"},
            "as_of": _ref("moment", "The time that the decision is about."),
            "scores": _object({name: _score(score) for name, score in policy.scores.items()}),
            "grades": _object({name: _grade(grade) for name, grade in policy.grades.items()}),
            "stage": _name_or_null(
                policy.stages.values(), "The furthest stage reached; null where the lead is disqualified or recycled."
            ),
            "disqualified": _name_or_null(policy.disqualify.values(), "Why the lead is out, if it is."),
            "recycle": _or_null("recycle", "The latest return of the lead, in force or over."),
            "route": _or_null("route", "Where the lead goes."),
            "cycles": _list("cycle", "Each run of each clock: what was promised, and whether it was kept."),
        }
    )
    held["properties"]["explanation"] = _ref("explanation", "How it came about; only where it was asked for.")
    return held


def _score(score: Score) -> Schema:
    return {"title": score.label, **decimals(limits.POINTS_PLACES, score.low, score.high)}


def _grade(grade: Grade) -> Schema:
    return {"title": grade.label, "oneOf": [{"const": level.name, "title": level.label} for level in grade.levels]}


def _recycle(policy: Policy) -> Schema:
    return _object(
        {
            "rule": _named(policy.recycle.values()),
            "nurture": _named(policy.nurture.values()),
            "since": _ref("moment", "When the lead came back."),
            "until": _ref("moment", "When the lead is taken up again, unless something brings it back sooner."),
            "in_force": {"description": "Whether it is in nurturing at the time of the decision.", "type": "boolean"},
            "touches": _list("moment", "The days on which it is written to, each at its start."),
        }
    )


def _route(policy: Policy) -> Schema:
    return _object(
        {
            "route": _named(policy.routes.values()),
            "to": {"description": "The person, else the team.", "type": "string"},
            "person": {"type": ["string", "null"]},
            "team": {"enum": [*policy.teams, None]},
        }
    )


def _cycle(policy: Policy) -> Schema:
    whole = {"type": "integer", "minimum": 0}
    return _object(
        {
            "clock": _named(policy.clocks.values()),
            "started_at": _ref("moment"),
            "response": _name_or_null(policy.responses.values(), "What was promised; null where nothing was."),
            "calendar": {
                "description": "The calendar whose open hours count, if any.",
                "enum": [*policy.calendars, None],
            },
            "state": {"enum": list(STATES)},
            "due": _ref("moment-or-null", "When the answer is due; null while a pause hides it."),
            "ended_at": _ref("moment-or-null"),
            "ended_by": {
                "description": "The activity that stopped the clock, `recycled`, or `started afresh`.",
                "type": ["string", "null"],
            },
            "used_ms": {"description": "The time used up, in milliseconds of the kind that was promised.", **whole},
            "tries": {
                "type": "array",
                "items": _object(
                    {"made": whole, "wanted": {"type": "integer", "minimum": 1}, "by": _ref("moment-or-null")}
                ),
            },
            "actions": {
                "type": "array",
                "items": _object(
                    {
                        "kind": {"enum": list(ACTIONS)},
                        "target": {"type": "string"},
                        "at": _ref("moment-or-null", "Null while a pause hides it."),
                        "fallen": {"description": "Whether it has come due.", "type": "boolean"},
                    }
                ),
            },
        }
    )


def _line() -> Schema:
    return _object(
        {
            "clause": {"description": "The clause of the policy, by its id.", "type": "string"},
            "kind": {"enum": list(LINE_KINDS)},
            "place": {"description": "The file and line of the policy.", "type": "string", "pattern": ":[0-9]+$"},
            "what": {"description": "The clause in words.", "type": "string"},
            "because": {"description": "The author’s reason.", "type": ["string", "null"]},
            "points": {
                "description": "What it added to the score; all lines together are the score.",
                "type": "number",
            },
        }
    )


def _explanation(policy: Policy) -> Schema:
    truth = {"type": "boolean"}
    return _object(
        {
            "scores": _object({name: _list("line") for name in policy.scores}),
            "defines": _object({name: {"title": one.label, **truth} for name, one in policy.defines.items()}),
            "stages": {
                "type": "array",
                "items": _object(
                    {"stage": _named(policy.stages.values()), "holds": truth, "recorded_at": _ref("moment-or-null")}
                ),
            },
            "disqualify": _object({name: {"title": one.label, **truth} for name, one in policy.disqualify.items()}),
        }
    )


def _object(properties: Mapping[str, Schema]) -> Schema:
    """An object with exactly these keys."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": dict(properties),
    }


def _ref(name: str, description: str = "") -> Schema:
    return {**_described(description), "$ref": f"#/$defs/{name}"}


def _list(name: str, description: str = "") -> Schema:
    return {**_described(description), "type": "array", "items": _ref(name)}


def _or_null(name: str, description: str) -> Schema:
    return {"description": description, "anyOf": [_ref(name), {"type": "null"}]}


def _named(declared: Iterable[Named]) -> Schema:
    """One of these by name. Where there are none, nothing is one."""
    choices: list[Schema] = [{"const": one.name, "title": one.label} for one in declared]
    return {"oneOf": choices} if choices else {"not": {}}


def _name_or_null(declared: Iterable[Named], description: str) -> Schema:
    choices: list[Schema] = [{"const": one.name, "title": one.label} for one in declared]
    return {"description": description, "oneOf": [*choices, {"type": "null"}]}


def _described(description: str) -> Schema:
    return {"description": description} if description else {}


def emit(plan: Plan) -> Emitted:
    return written(schema(plan.policy, plan.digest))


target = Target(name="decision-schema", file="decision.schema.json", emit=emit)
