"""The lead of a policy as JSON Schema: what its systems hand over before a lead is decided on."""

from __future__ import annotations

from leadpact.json_text import written
from leadpact.plan import Plan
from leadpact.targets import Emitted, Target, refusal
from leadpact.targets.json.fields import Schema, definitions, field_schema, head, must_be_known
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy

NAME = "lead-schema"


def schema(policy: Policy) -> Schema:
    """The schema of `lead` in a case: its id and the fields of the policy by their names, and nothing else."""
    fields = policy.lead.fields.values()
    agreement = policy.agreement
    return {
        **head(agreement, "lead", f"Lead: {agreement.title}", "What is known of one lead, by the policy’s own names."),
        "type": "object",
        "additionalProperties": False,
        "required": ["id", *(field.name for field in fields if must_be_known(field))],
        "properties": {
            "id": {"title": "Id", "$ref": "#/$defs/id"},
            **{field.name: field_schema(policy, field) for field in fields},
        },
        "$defs": definitions(fields, "id"),
    }


def clashes(policy: Policy, target: str = NAME) -> tuple[Diagnostic, ...]:
    """What keeps leads of this policy from being written down: a field where something else has its place."""
    own = policy.lead.fields.get("id")
    if own is None:
        return ()
    why = "the lead's own id is called `id` there, so no field can be"
    return (refusal(target, own.span, why, 'Give the field another name (`record_id: text from "id"`)'),)


def emit(plan: Plan) -> Emitted:
    return clashes(plan.policy) or written(schema(plan.policy))


target = Target(name=NAME, file="lead.schema.json", emit=emit)
