"""The agreement as Markdown, as `leadpact render` prints it."""

from __future__ import annotations

from leadpact.agreement.build import build_agreement
from leadpact.agreement.markdown import render_markdown
from leadpact.plan import Plan
from leadpact.targets import Emitted, Target


def emit(plan: Plan) -> Emitted:
    return render_markdown(build_agreement(plan.policy, overrides=plan.templates), plan.templates)


target = Target(name="agreement", file="agreement.md", emit=emit)
