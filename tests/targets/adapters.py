"""How the suite runs each executable target: its text in, a function from a case's document to the decision's out."""

from __future__ import annotations

import itertools
import json
import sys
import types
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from leadpact.targets import TARGETS, Target, target_called

Decide: TypeAlias = Callable[[str], dict[str, Any]]
"""From the text of a case (JSON) to the document of its decision, explained, or of its refusal."""

_fresh = itertools.count()


def python(text: str) -> Decide:
    """The module in a namespace of its own, by its Python API: what a company's own service does with it."""
    name = f"scorer_{next(_fresh)}"
    module = types.ModuleType(name)
    sys.modules[name] = module  # dataclasses and named tuples look their module up
    try:
        exec(compile(text, f"{name}.py", "exec"), module.__dict__)
    finally:
        del sys.modules[name]

    def decide(case: str) -> dict[str, Any]:
        found: Any = json.loads(case, parse_float=Decimal)
        try:
            lead = module.read_lead(found["lead"])
            activities = [_activity(module, row) for row in found["activities"]]
            as_of = module.read_instant(found["as_of"])
            decision = module.decide(lead, activities, as_of, explain=True)
            short = module.decide(lead, activities, as_of)
        except module.Refused as refused:
            return {"lead": found["lead"]["id"], "refused": str(refused)}
        document: dict[str, Any] = decision.document()
        assert {**short.document(), "explanation": document["explanation"]} == document, "unexplained, it is another"
        return document

    return decide


def _activity(module: types.ModuleType, row: dict[str, Any]) -> Any:
    """A document holds no kind that the policy does not declare; a service may hand one over, and it does not count."""
    if row["activity"] in module.ACTIVITIES:
        return module.read_activity(row)
    return module.Activity(row["activity"], module.read_instant(row["at"]))


ADAPTERS: Mapping[str, Callable[[str], Decide]] = {
    "python": python,
}


def executables() -> list[Target]:
    """Every target that decides leads. One without an adapter is no less tested: the suite fails."""
    found = [target for target in map(target_called, TARGETS) if target.executable]
    assert {target.name for target in found} <= set(ADAPTERS)
    return found
