"""The policy as one Python module that needs nothing but Python: `generated/<policy>/scorer.py`."""

from __future__ import annotations

from leadpact.plan import Plan
from leadpact.targets import Emitted, Target
from leadpact.targets.python.scorer import scorer_text


def emit(plan: Plan) -> Emitted:
    return scorer_text(plan)


target = Target(name="python", file="scorer.py", emit=emit, executable=True)
