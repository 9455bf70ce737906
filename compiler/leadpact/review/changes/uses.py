"""What a definition, list or amount is used by, in the words of the agreement."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from leadpact.review.changes.renaming import REFERENCES
from leadpact_dsl import model
from leadpact_dsl.phrases.ranks import stage_full
from leadpact_dsl.phrases.words import quoted
from leadpact_dsl.source import Span

_KINDS = (
    *("defines", "scores", "grades", "stages", "disqualify", "routes", "responses", "recycle", "goals", "experiments"),
    "teams",
)


def uses_of(policy: model.Policy) -> dict[tuple[str, str], tuple[str, ...]]:
    """By kind and name, the labels of all that name it, in the agreement's order, each once."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for kind in _KINDS:
        for declaration in getattr(policy, kind).values():
            for reference in references(declaration):
                if reference != (kind, declaration.name):
                    found.setdefault(reference, {})[_called(declaration)] = None
    return {reference: tuple(labels) for reference, labels in found.items()}


def _called(declaration: model.Named) -> str:
    return stage_full(declaration) if isinstance(declaration, model.Stage) else quoted(declaration.label)


def references(node: Any) -> Iterator[tuple[str, str]]:
    """(kind, name) of all that a clause names; the levels of a grade as `levels of priority`."""
    if isinstance(node, tuple):
        for item in node:
            yield from references(item)
    elif isinstance(node, Mapping):
        for item in node.values():
            yield from references(item)
    elif isinstance(node, model.CalendarChoice):
        for key, calendar in node.rows:
            yield "calendars", calendar
            yield from references(key)
    elif dataclasses.is_dataclass(node) and not isinstance(node, Span | type):
        if isinstance(node, model.GradeTest):
            yield from ((f"levels of {node.grade}", level) for level in node.levels)
        for part in dataclasses.fields(node):
            value = getattr(node, part.name)
            kind = REFERENCES.get((type(node), part.name))
            if kind is None:
                yield from references(value)
            else:
                names = value if isinstance(value, tuple) else (value,)
                yield from ((kind, name) for name in names if name is not None)
