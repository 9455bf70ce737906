"""The policy as one Python module that needs nothing but Python: `generated/<policy>/scorer.py`."""

from __future__ import annotations

from leadpact.plan import Plan
from leadpact.targets import Emitted, Target
from leadpact.targets.json import activity_schema, lead_schema
from leadpact.targets.python.scorer import scorer_text

NAME = "python"


def emit(plan: Plan) -> Emitted:
    # A scorer reads leads as they are written in JSON, where a few names are taken.
    refused = (*lead_schema.clashes(plan.policy, NAME), *activity_schema.clashes(plan.policy, NAME))
    return refused or scorer_text(plan)


target = Target(name=NAME, file="scorer.py", emit=emit, executable=True)
