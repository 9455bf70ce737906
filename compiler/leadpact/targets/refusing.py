"""What a target cannot say: the places of a policy where something stands that its table refuses."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from leadpact.targets import Target, refusal
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy
from leadpact_dsl.source import Span

_TOLD_ONLY = frozenset({"examples", "calendar_spans"})
"""Parts of a policy that no target has to say: examples follow from the rest."""


def refusals(target: Target, policy: Policy) -> tuple[Diagnostic, ...]:
    """A finding for everything in the policy that the target's `cannot` names, in the order of the policy."""
    parts = {f.name: getattr(policy, f.name) for f in dataclasses.fields(policy) if f.name not in _TOLD_ONLY}
    found = (
        refusal(target.name, span, target.cannot[kind])
        for thing, span in _things(parts, None)
        for kind in target.cannot
        if isinstance(thing, kind)
    )
    return tuple(dict.fromkeys(found))


def _things(thing: object, above: Span | None) -> Iterator[tuple[object, Span | None]]:
    """Every value of the model below one, each with its own place or that of the clause around it."""
    match thing:
        case Mapping():
            for part in thing.values():
                yield from _things(part, above)
        case tuple():
            for part in thing:
                yield from _things(part, above)
        case Span():
            pass
        case _ if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
            own = getattr(thing, "span", None)
            span = own if isinstance(own, Span) else above
            yield thing, span
            for field in dataclasses.fields(thing):
                yield from _things(getattr(thing, field.name), span)
        case _:
            pass
