"""What each scorer says of itself; here only so that the modules beside can be checked as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from leadpact.targets.python.runtime.days import Zone
from leadpact.targets.python.runtime.fields import Fields, declared
from leadpact.targets.python.runtime.records import Activity

if TYPE_CHECKING:
    from leadpact.targets.python.runtime.decisions import Decision

POLICY: dict[str, str | None] = {}
ZONE = Zone((0,), (0,))
COVERS = (1970, 2200)
"""The first and the last year whose holidays and clocks the agreement knows."""
UNKNOWN = frozenset({""})
"""Texts that count as unknown, folded; blank text is one."""
LEAD = declared({})
ACTIVITIES: Mapping[str, Fields] = {}
EXAMPLE = "{}"


class Lead(NamedTuple):
    id: str
    values: Any = None


def decide(lead: Lead, activities: Iterable[Activity], as_of: int, explain: bool = False) -> Decision:
    """What makes each scorer its own: written anew from every policy, and never called here."""
    raise AssertionError("a scorer decides by its own function")
