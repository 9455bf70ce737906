"""What `impact` found: the value that pages and JSON are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leadpact.review.calibrate.result import Share
from leadpact.review.calibrate.shares import share
from leadpact.review.impact.adding import LOST, WON, Added, Counts, Ints
from leadpact.review.impact.dimensions import Dimension, Value
from leadpact.review.impact.load import TeamLoad, Weeks
from leadpact.review.impact.why import Reason
from leadpact_dsl.model import Policy


@dataclass(frozen=True)
class Compared:
    """A version as reports name it. `digest` is that of its meaning."""

    name: str
    policy: Policy
    digest: str
    commit: str | None = None


@dataclass(frozen=True)
class Group:
    """Some leads, and how many of those with a known outcome were won."""

    leads: int
    share: Share


@dataclass(frozen=True)
class Flow:
    """Of some places: how many leads stand there before and after, who comes, who goes and who stays."""

    before: int
    after: int
    gained: Group
    lost: Group
    kept: Group

    @property
    def moves(self) -> bool:
        return self.gained.leads > 0 or self.lost.leads > 0


@dataclass(frozen=True)
class ShownMove:
    dimension: Dimension
    before: Value
    after: Value


@dataclass(frozen=True)
class ShownLead:
    """A lead that moves, with what moved it; `unsure` where the reference evaluation refuses it."""

    lead: str
    moves: tuple[ShownMove, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Handover:
    """The stage at which leads come to sales, in each version, and what moves across it."""

    old: str
    new: str
    label: str
    flow: Flow


@dataclass(frozen=True)
class Loads:
    """`every`: only each such lead was looked at, and the numbers are that many times what was counted.

    `untimed` are leads that hold the stage, in the old and in the new version, and nothing tells since when they are
    known: they come in no week. `came_in` is the label of the field that tells it.
    """

    weeks: Weeks
    teams: tuple[TeamLoad, ...]
    every: int
    untimed: tuple[int, int]
    came_in: str | None


@dataclass(frozen=True)
class OutcomeRead:
    """`unreadable` are values that are neither yes nor no, with their leads, the most frequent first: all of these are
    `unknown`, as are those without a value."""

    column: str
    won_values: tuple[str, ...]
    won: int
    lost: int
    unknown: int
    unreadable: tuple[tuple[str, int], ...] = ()

    @property
    def known(self) -> int:
        return self.won + self.lost


@dataclass(frozen=True)
class Impact:
    """`when` says as of when leads were decided, `account` what was read and what was not. `load` is None where leads
    are decided each as of its own time; `outcome` where none was asked for; `handover` where there is no such stage.

    Of `movers` leads that move somewhere, some are `shown`.
    """

    old: Compared
    new: Compared
    when: str
    account: tuple[str, ...]
    added: Added
    handover: Handover | None
    load: Loads | None
    outcome: OutcomeRead | None
    shown: tuple[ShownLead, ...]
    warnings: tuple[str, ...] = ()
    """What has to be known before any figure is believed."""

    @property
    def compared(self) -> int:
        return self.added.compared

    @property
    def movers(self) -> int:
        return self.added.moved


def flow(leads: Ints, old: Sequence[int], new: Sequence[int] | None = None) -> Flow:
    """Of places by before, after and outcome: what moves into and out of `old` (before) and `new` (after)."""
    here = list(new if new is not None else old)
    there = list(old)
    whole = leads.sum(axis=(0, 1))
    before, after = leads[there].sum(axis=(0, 1)), leads[:, here].sum(axis=(0, 1))
    kept = leads[there][:, here].sum(axis=(0, 1))
    assert whole.sum() >= kept.sum()
    return Flow(int(before.sum()), int(after.sum()), group(after - kept), group(before - kept), group(kept))


def group(outcomes: Ints) -> Group:
    """Leads by outcome."""
    won, lost = int(outcomes[WON]), int(outcomes[LOST])
    return Group(int(outcomes.sum()), share(won, won + lost))


def flows(counts: Counts) -> list[tuple[Value, Flow]]:
    """Of each place of a dimension, in its order."""
    return [(value, flow(counts.leads, [place])) for place, value in enumerate(counts.dimension.values)]
