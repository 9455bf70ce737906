"""What each scorer says of itself; here only so that the modules beside can be checked as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from leadpact.targets.python.runtime.days import Zone
from leadpact.targets.python.runtime.records import Activity, Field

if TYPE_CHECKING:
    from leadpact.targets.python.runtime.decisions import Decision

POLICY: dict[str, str | None] = {}
ZONE = Zone((0,), (0,))
LEAD: tuple[Field, ...] = ()
ACTIVITIES: Mapping[str, tuple[Field, ...]] = {}
EXAMPLE = "{}"


class Lead(NamedTuple):
    id: str
    values: Any = None


def decide(lead: Lead, activities: Iterable[Activity], as_of: int, explain: bool = False) -> Decision:
    raise NotImplementedError
