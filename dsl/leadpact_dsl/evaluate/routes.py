"""Where a lead goes: the first route whose condition holds, and whom it chooses there."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from leadpact_dsl.decision import RouteResult, Truth
from leadpact_dsl.evaluate.conditions import truth
from leadpact_dsl.model import Route

if TYPE_CHECKING:
    from leadpact_dsl.evaluate.frame import Frame


def route(frame: Frame) -> RouteResult | None:
    """None where the policy has no routes, and for a lead that sales shall not have: disqualified, or in a recycle."""
    standing = frame.standing()
    if standing.disqualified is not None or (standing.recycle is not None and standing.recycle.in_force):
        return None
    tried: list[Truth] = []
    for candidate in frame.policy.routes.values():
        if candidate.when is not None:
            tried.append(truth(candidate.when, frame.all))
        if (candidate.when is None or tried[-1].holds) and names_someone(candidate, frame):
            person = _person(candidate, frame)
            return RouteResult(candidate.name, person or candidate.team or "", person, candidate.team, tuple(tried))
    return None


def names_someone(candidate: Route, frame: Frame) -> bool:
    """Whether a route leads anywhere: one to the person in a field that is unknown is passed over."""
    return candidate.person_in is None or candidate.person_in.name in frame.facts.values


def share(lead: str, names: int) -> int:
    """Which of so many names a lead falls to: the first seven hex digits of its id's SHA-256, modulo their number."""
    return int(hashlib.sha256(lead.encode()).hexdigest()[:7], 16) % names


def _person(candidate: Route, frame: Frame) -> str | None:
    if candidate.split:
        return candidate.split[share(frame.facts.lead, len(candidate.split))]
    if candidate.person_in is not None:
        found = frame.facts.values.get(candidate.person_in.name)
        return None if found is None else str(found)
    return None
