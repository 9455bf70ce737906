"""The agreement as Markdown, as GitHub and wikis show it."""

from __future__ import annotations

from leadpact.agreement.formats import write_agreement
from leadpact.plan import Plan
from leadpact.targets import Emitted, Target
from leadpact_dsl.diagnostics import Diagnostic


def emit(plan: Plan) -> Emitted:
    written = write_agreement(plan.policy, "markdown", accepted=plan.accepted, overrides=plan.templates)
    match written:
        case Diagnostic():
            return (written,)
        case bytes():
            return written.decode()
        case _:
            return written


target = Target(name="agreement-markdown", file="agreement.md", emit=emit)
