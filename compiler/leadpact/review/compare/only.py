"""What one draft knows and the other has no word for: only there can it decide on it."""

from __future__ import annotations

from leadpact.review.changes.matching import names_between
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases.words import quoted

_PARTS = (
    ("stages", "the stage"),
    ("defines", "the definition"),
    ("scores", "the score"),
    ("grades", "the grade"),
    ("disqualify", "the disqualification"),
    ("recycle", "the reason for returning"),
    ("routes", "the route"),
    ("clocks", "the clock"),
    ("responses", "the response"),
    ("activities", "the activity"),
)


def only_in(first: Policy, second: Policy) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """By side, in words: `the score “Booster”`, `the field “Budget”`."""
    names = names_between(first, second)
    found: tuple[list[str], list[str]] = ([], [])
    parts = [(kind, said, getattr(first, kind), getattr(second, kind)) for kind, said in _PARTS]
    for kind, said, mine, theirs in [*parts, ("fields", "the field", first.lead.fields, second.lead.fields)]:
        called = names.get(("fields", "lead") if kind == "fields" else (kind,), {})
        known = {called.get(name, name) for name in mine}
        found[0].extend(f"{said} {quoted(mine[name].label)}" for name in mine if called.get(name, name) not in theirs)
        found[1].extend(f"{said} {quoted(theirs[name].label)}" for name in theirs if name not in known)
    return tuple(found[0]), tuple(found[1])
