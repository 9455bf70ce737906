"""From a policy's model to its plan, in one place for all targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadpact.agreement.acceptances import Acceptance
from leadpact.lower import flow, scores, sizes
from leadpact.lower.conditions import condition
from leadpact.lower.lowering import Lowering
from leadpact.plan import Plan
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy


def lower(
    policy: Policy,
    digest: str,
    templates: Mapping[str, str] | None = None,
    accepted: Sequence[Acceptance] = (),
) -> Plan | tuple[Diagnostic, ...]:
    """The plan of a policy that has no errors, or what in it a plan cannot hold.

    `digest` is that of the policy's meaning (`leadpact.digest`), `templates` are the company's own, by name, and
    `accepted` the acceptances of exactly this meaning.
    """
    low = Lowering(policy)
    lowered = {name: scores.score(low, score) for name, score in policy.scores.items()}
    plan = Plan(
        policy=policy,
        digest=digest,
        templates=dict(templates or {}),
        lead=tuple(low.input(field) for field in policy.lead.fields.values()),
        activities={
            name: tuple(low.input(field) for field in activity.fields.values())
            for name, activity in policy.activities.items()
        },
        dials=low.dials,
        defines={name: condition(low, define.when).test for name, define in policy.defines.items()},
        scores=lowered,
        grades={name: flow.grade(low, grade) for name, grade in policy.grades.items()},
        stages=tuple(flow.stage(low, stage) for stage in policy.stages.values()),
        disqualify=tuple(flow.disqualify(low, rule) for rule in policy.disqualify.values()),
        recycle=tuple(flow.recycle(low, rule) for rule in policy.recycle.values()),
        routes=tuple(flow.route(low, route) for route in policy.routes.values()),
        clocks=tuple(flow.clock(low, clock) for clock in policy.clocks.values()),
        accepted=tuple(accepted),
    )
    found = tuple(dict.fromkeys((*low.found, *sizes.too_large(policy, lowered))))
    return found if found else plan
