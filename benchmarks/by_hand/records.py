"""What both hand-written versions take and give. Units are those of the generated scorer.

Instants and lengths are ms since 1970-01-01 UTC, points and money hundredths, the number of a review 0.0001 points.
None is unknown. The generated `Lead` and `Activity` have the same fields in the same order, and stand in for these.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

Value: TypeAlias = "str | int | bool"


class Lead(NamedTuple):
    id: str
    full_name: str | None = None
    title: str | None = None
    company: str | None = None
    email: str | None = None
    email_domain: str | None = None
    employees: int | None = None
    revenue: int | None = None
    industry: str | None = None
    country: str | None = None
    region: str | None = None
    source: str | None = None
    brought_by: str | None = None
    last_rep: str | None = None
    opted_out: bool | None = None
    created_at: int | None = None
    trial_started: int | None = None
    trial_users: int | None = None
    contract_end: int | None = None
    review_points: int | None = None


class Activity(NamedTuple):
    """`values` has the known fields of the activity only, each a text, a whole number or a yes or no."""

    kind: str
    at: int
    values: Mapping[str, Any] = {}


Row: TypeAlias = "tuple[str, int, Mapping[str, Any]]"
"""An activity as the straight lines keep it."""


class Tries(NamedTuple):
    """How many tries were made of those wanted, and the instant by which (None: a pause hides it)."""

    made: int
    wanted: int
    by: int | None


class Action(NamedTuple):
    kind: str
    target: str
    at: int | None
    fallen: bool


class Cycle(NamedTuple):
    clock: str
    started_at: int
    response: str | None
    calendar: str | None
    state: str
    due: int | None
    ended_at: int | None
    ended_by: str | None
    used_ms: int
    tries: tuple[Tries, ...]
    actions: tuple[Action, ...]


class Recycle(NamedTuple):
    rule: str
    nurture: str
    since: int
    until: int
    in_force: bool
    touches: tuple[int, ...]


class Route(NamedTuple):
    route: str
    to: str
    person: str | None
    team: str | None


class Decision(NamedTuple):
    """What the decision document says, without the explanation. Scores and grades stand in the order of the policy."""

    lead: str
    as_of: int
    scores: tuple[int, int, int, int, int]
    grades: tuple[str, str, str]
    stage: str | None
    disqualified: str | None
    recycle: Recycle | None
    route: Route | None
    cycles: tuple[Cycle, ...]


class Refused(ValueError):
    """A lead that cannot be scored; its argument says why in words."""


SCORES = ("fit", "engagement", "doubt", "total", "trial")
GRADES = ("profile", "priority", "product")
