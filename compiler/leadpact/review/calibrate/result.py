"""What calibration finds: values for the page and for JSON. Shares are from 0 to 1, points are exact."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from leadpact.review.calibrate.floors import Floor
from leadpact_dsl.frozen import frozen
from leadpact_dsl.model import Clause, Field, Policy, Row


@frozen
class Share:
    """Of `known` leads, whose outcome is known, `converted` did.
    `low` to `high` is Wilson's interval, None of no lead."""

    converted: int
    known: int
    low: float | None
    high: float | None

    @property
    def rate(self) -> float | None:
        return self.converted / self.known if self.known else None


@frozen
class History:
    """The past leads: `leads` were decided, `closed` of them are disqualified or recycled and count no further.

    `share` is of the others. `at_stage` of them stand at the stage or further, `recorded` only because it was recorded.
    `weeks` is how long the history is, `weeks_by` how that is known; both None where nothing tells.
    """

    leads: int
    closed: int
    unknown: int
    share: Share
    at_stage: int
    recorded: int
    weeks: Decimal | None
    weeks_by: str | None


@frozen
class Step:
    """A threshold that could be: the leads that the stage would then hold for, and how many of them converted.

    `kept` is their part in all conversions; `role` marks the threshold of today and the one proposed.
    """

    threshold: Decimal
    leads: int
    per_week: Decimal | None
    share: Share
    kept: float | None
    today: bool
    proposed: bool


@frozen
class Target:
    """A share that the agreement asks for, in percent. `chain` where it is the product of several goals on the way.

    `within` ms of being at the stage leads have to get further; None where that is counted in business time.
    """

    rate: Decimal
    bound: Literal["at least", "at most"]
    said: tuple[str, ...]
    goal: str
    chain: bool
    within: int | None = None


@frozen
class Room:
    """What the teams can take in a week, and what they are promised at least; None where nothing is said."""

    capacity: Decimal | None
    teams: tuple[str, ...]
    promised: Decimal | None
    promise: str | None


@frozen
class Change:
    """What a threshold does against today's: leads and conversions more (or fewer, below 0)."""

    leads: int
    per_week: Decimal | None
    share: Share


Verdict: TypeAlias = Literal["no target", "too few", "today is best", "another", "none"]


@frozen
class Advice:
    """The lowest threshold that keeps everything that the agreement asks, and the lowest for each demand alone.

    `sure` is the lowest for which the whole interval of the share keeps the target. None where there is none.
    """

    verdict: Verdict
    proposed: Step | None
    for_rate: Step | None
    sure: Step | None
    for_capacity: Step | None
    for_promise: Step | None
    change: Change | None


@frozen
class Tenth:
    """A tenth of the leads by score, the best first; leads of one score stay together."""

    number: int
    leads: int
    low: Decimal
    high: Decimal
    share: Share
    lift: float | None
    kept: float | None


@frozen
class Weighed:
    """One floor: `steps` stand in the table, `curve` in the chart. `out` leads never get in, whatever the score."""

    floor: Floor
    today: Decimal
    steps: tuple[Step, ...]
    curve: tuple[Step, ...]
    always: int
    out: int
    targets: tuple[Target, ...]
    room: Room
    advice: Advice


@frozen
class RuleFound:
    """A line of a score, or a row of a table, and whether the leads that it pays convert better than the others.

    `points` are those that it gives: from, to. `sign` is the way in which it moves the score in question (a rule of a
    score that is taken off moves it the other way). `p` is adjusted for all rules compared, None
    where one side is empty.
    """

    score: str
    clause: Clause
    row: Row | None
    points: tuple[Decimal, Decimal]
    sign: Literal[-1, 0, 1]
    paid: Share
    others: Share
    difference: float | None
    interval: tuple[float, float] | None
    p: float | None
    verdict: Literal["better", "worse", "no telling"]
    against: bool
    suspect: bool


@frozen
class Suspect:
    """Something that a rule uses and that may have been filled after the outcome.

    `sure` is said of what the data shows, not of what a name suggests. `used` are the clauses that use it. `after`
    counts activities that are later than the outcome of their lead and still counted, which is a matter of the time as
    of which leads are decided: where that is all there is, no reason is given and no rule is doubted for it.
    """

    what: Literal["field", "activity"]
    name: str
    label: str
    column: str | None
    sure: bool
    reasons: tuple[str, ...]
    used: tuple[Clause, ...]
    after: int = 0


@frozen
class Result:
    """`won_values` of the outcome count as won (none: it is yes); `unreadable` are values that are neither yes nor no,
    with their leads, the most frequent first."""

    policy: Policy
    outcome: str
    stage: str
    history: History
    weighed: tuple[Weighed, ...]
    tenths: tuple[tuple[str, tuple[Tenth, ...]], ...]
    rules: tuple[RuleFound, ...]
    suspects: tuple[Suspect, ...]
    looked_at: tuple[Field, ...]
    notes: tuple[str, ...]
    read: tuple[str, ...]
    won_values: tuple[str, ...] = ()
    unreadable: tuple[tuple[str, int], ...] = ()
