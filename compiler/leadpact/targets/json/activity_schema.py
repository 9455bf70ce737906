"""The activities of a policy as JSON Schema: one schema for all, and within it one for each kind.

Which kind an activity is decides alone which schema it has to satisfy, so that what is wrong is said of that kind and
not of all the others (`oneOf` would say both). Each stands by itself under `$defs`, as `activity-NAME`.
"""

from __future__ import annotations

from leadpact.json_text import written
from leadpact.plan import Plan
from leadpact.targets import Emitted, Target, refusal
from leadpact.targets.json.fields import Schema, definitions, field_schema, head, must_be_known
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Activity, Policy

NAME = "activity-schema"
KIND, AT = "activity", "at"


def schema(policy: Policy) -> Schema:
    """The schema of each item of `activities` in a case: its kind, its time, and its own fields by their names."""
    agreement, kinds = policy.agreement, policy.activities.values()
    said = "Something that a lead did, or that was done about it: its kind, its time, and what is known of it."
    return {
        **head(agreement, "activity", f"Activity: {agreement.title}", said),
        "type": "object",
        "required": [KIND, AT],
        "properties": {
            KIND: {
                "title": "Kind",
                # An empty list of choices is no schema: without kinds, nothing is one.
                **({"oneOf": [{"const": kind.name, "title": kind.label} for kind in kinds]} if kinds else {"not": {}}),
            },
            AT: {"title": "Time", "$ref": "#/$defs/time"},
        },
        "allOf": [
            {
                "if": {"required": [KIND], "properties": {KIND: {"const": kind.name}}},
                "then": {"$ref": f"#/$defs/{definition_of(kind.name)}"},
            }
            for kind in kinds
        ]
        or [True],
        "$defs": {
            **definitions((field for kind in kinds for field in kind.fields.values()), "time"),
            **{definition_of(kind.name): _kind(policy, kind) for kind in kinds},
        },
    }


def definition_of(activity: str) -> str:
    """The name of a kind’s own schema under `$defs`; the hyphen keeps it apart from those of values."""
    return f"activity-{activity}"


def _kind(policy: Policy, kind: Activity) -> Schema:
    fields = kind.fields.values()
    by = policy.teams[kind.by].label if kind.by is not None else "the lead"
    return {
        "title": kind.label,
        "description": f"Done by {by}.",
        "type": "object",
        "additionalProperties": False,
        "required": [KIND, AT, *(field.name for field in fields if must_be_known(field))],
        "properties": {
            KIND: {"const": kind.name},
            AT: {"title": "Time", "$ref": "#/$defs/time"},
            **{field.name: field_schema(policy, field) for field in fields},
        },
    }


def clashes(policy: Policy, target: str = NAME) -> tuple[Diagnostic, ...]:
    """What keeps activities of this policy from being written down: fields where something else has its place."""
    return tuple(
        refusal(
            target,
            kind.fields[name].span,
            f"each activity has a key `{name}` of its own there, so no field can be called so",
            f'Give the field another name (`its_{name}: … from "{name}"`)',
        )
        for kind in policy.activities.values()
        for name in (KIND, AT)
        if name in kind.fields
    )


def emit(plan: Plan) -> Emitted:
    return clashes(plan.policy) or written(schema(plan.policy))


target = Target(name=NAME, file="activity.schema.json", emit=emit)
