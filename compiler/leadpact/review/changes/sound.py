"""What of a partial policy can be talked about: every name in it is of something that is there."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from leadpact.review.changes.renaming import KINDS
from leadpact.review.changes.uses import references
from leadpact_dsl import model


def sound(policy: model.Policy) -> model.Policy:
    """The policy without what names something that could not be read. A whole policy is returned as it is."""
    while True:
        parts: dict[str, Any] = {
            kind: {name: one for name, one in getattr(policy, kind).items() if _stands(policy, one)} for kind in KINDS
        }
        if all(len(part) == len(getattr(policy, kind)) for kind, part in parts.items()):
            return policy
        policy = dataclasses.replace(policy, **parts)


def _stands(policy: model.Policy, declaration: object) -> bool:
    return all(name in _known(policy, kind) for kind, name in references(declaration))


def _known(policy: model.Policy, kind: str) -> Mapping[str, object]:
    grade = kind.removeprefix("levels of ")
    if grade != kind:
        known = policy.grades.get(grade)
        return {} if known is None else {level.name: level for level in known.levels}
    found: Mapping[str, object] = getattr(policy, kind)
    return found
