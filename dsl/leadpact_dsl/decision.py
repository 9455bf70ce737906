"""A decision: what the policy says of one lead at one instant, with everything that led to it.

Words are not written here: `phrases.py` says these values in English. Points are exact decimals; the lines of a score
sum to its value, because bounds and rounding are lines of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

from leadpact_dsl import model
from leadpact_dsl.frozen import frozen

# ------------------------------------------------------------------------------------------------------ conditions


@frozen
class Truth:
    """A condition with its outcome and what was found.

    `parts` are the truths of its parts (of a definition: the one of its `when`). `found` is the value of the field,
    score, grade or stage that was tested (None: unknown, or nothing to show). For activities, `count` is how many were
    counted and `latest` the latest of them. `decided_at` is the instant of the latest activity that made it hold,
    None where no activity did.
    """

    condition: model.Condition
    holds: bool
    parts: tuple[Truth, ...] = ()
    found: model.Scalar | None = None
    count: int | None = None
    latest: int | None = None
    decided_at: int | None = None


# ---------------------------------------------------------------------------------------------------------- scores


@frozen
class Counted:
    """One activity that a rule counted, with its points after fading; `faded` is what fading took (≥ 0 in size)."""

    activity: str
    at: int
    points: Decimal
    faded: Decimal


@frozen
class RuleLine:
    """What one rule gave. `points` is after the rule's own limit; `limited` is what that limit took away.

    `truth` for `if` rules; `counted` for `for each` rules and their tables, `skipped` how many matching activities
    `once` or `at most N times` left out; `row` for tables (the row that was hit); `idle_periods` for `without
    activity`. `found` is the field's value for `adds` and `by` tables. `passed_over` is set where an earlier rule of a
    `first of` was taken. `paid` is `points != 0`.
    """

    clause: model.IfRule | model.EachRule | model.IdleRule | model.Table | model.EachTable | model.Adds
    points: Decimal
    limited: Decimal = Decimal(0)
    faded: Decimal = Decimal(0)
    truth: Truth | None = None
    counted: tuple[Counted, ...] = ()
    skipped: int = 0
    row: model.Row | None = None
    rows_hit: tuple[model.Row, ...] = ()
    found: model.Scalar | None = None
    idle_periods: int | None = None
    passed_over: bool = False

    @property
    def paid(self) -> bool:
        return self.points != 0


@frozen
class AdjustLine:
    """What changed a sum as a whole, in points that can be added to it.

    `kind`: a group's `limit`, its `counts` percent, its closed `gate` (`only if` did not hold: minus all inside);
    a score's `rounding`, `bound` and `zero`. `clause` is the group, the score, or the `zero if`.
    """

    kind: Literal["limit", "counts", "gate", "rounding", "bound", "zero"]
    clause: model.Group | model.Score | model.ZeroIf
    points: Decimal
    truth: Truth | None = None


@frozen
class TermLine:
    """`weight` percent of another score of this value."""

    term: model.Term
    value: Decimal
    points: Decimal


Line: TypeAlias = "RuleLine | AdjustLine | TermLine"


@frozen
class ScoreResult:
    """`value` is the sum of the points of `lines`. `follows_at` is the instant after which activities counted."""

    score: str
    value: Decimal
    lines: tuple[Line, ...]
    follows_at: int | None = None


@frozen
class GradeResult:
    """`tried` are the truths of the levels by condition up to the one that held."""

    grade: str
    level: str
    value: Decimal | None
    tried: tuple[Truth, ...] = ()


# ---------------------------------------------------------------------------------------------------------- stages


@frozen
class StageReached:
    """How one stage stands: by its `when` now, or by a record at `recorded_at`."""

    stage: str
    holds: bool
    truth: Truth | None
    recorded_at: int | None


@frozen
class RecycleState:
    """The recycle rule in force, or the latest one that no longer is.

    `touches` is the nurture schedule: instants at the start of the touch's day in the agreement's timezone.
    """

    rule: str
    nurture: str
    since: int
    until: int
    in_force: bool
    back: Truth | None
    touches: tuple[int, ...]


@frozen
class RouteResult:
    """`to` is the person or team; `tried` are the truths of the routes before and including the one taken."""

    route: str
    to: str
    person: str | None
    team: str | None
    tried: tuple[Truth, ...]


# ---------------------------------------------------------------------------------------------------------- clocks

State: TypeAlias = Literal["running", "paused", "met", "missed", "overdue", "passed on"]


@frozen
class TriesResult:
    clause: model.Tries
    made: int
    by: int | None
    """The instant by which all must be made; None while a pause hides it."""


@frozen
class ActionDue:
    """An instruction with its instant (None while a pause hides it). `fallen` where the instant is at or before the
    cycle's end and as of: it has come due. A stop before it cancels it."""

    clause: model.Action
    at: int | None
    fallen: bool


@frozen
class CycleResult:
    """One cycle of a clock.

    `response` is None where no response applied. `ended_by`: the stop activity, "recycled", "started afresh", or None.
    `used` is the time passed up to the end or as of, in ms of the answer's kind (business or plain). `hours` are the
    open ms per local day counted, `skipped` the closed days passed over. `opened` is the first instant at which time
    passed (the next opening, for a start while closed).
    """

    clock: str
    started_at: int
    response: str | None
    applied: tuple[Truth, ...]
    calendar: str | None
    state: State
    due: int | None
    ended_at: int | None
    ended_by: str | None
    used: int
    opened: int | None
    hours: tuple[tuple[dt.date, int], ...]
    skipped: tuple[tuple[dt.date, str], ...]
    tries: tuple[TriesResult, ...] = ()
    actions: tuple[ActionDue, ...] = ()


# ------------------------------------------------------------------------------------------------------- the whole


@frozen
class Decision:
    """`stage` is the name of a stage; where `disqualified` or a recycle in force beats stages, `stage` is None."""

    lead: str
    as_of: int
    scores: Mapping[str, ScoreResult]
    grades: Mapping[str, GradeResult]
    defines: Mapping[str, Truth]
    stage: str | None
    stages: tuple[StageReached, ...]
    disqualified: str | None
    disqualify: tuple[Truth, ...]
    recycle: RecycleState | None
    route: RouteResult | None
    cycles: tuple[CycleResult, ...]


@frozen
class Refused:
    """A lead that cannot be scored, with the reason in words. It is never scored as zero."""

    lead: str
    reason: str
