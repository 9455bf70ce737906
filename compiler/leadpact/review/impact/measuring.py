"""From blocks of decisions by two versions to what the change does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from leadpact.plan import Plan
from leadpact.review.impact import load as loading
from leadpact.review.impact.adding import Added, Flags, Ints, SideOfBlock, Which
from leadpact.review.impact.dimensions import dimensions
from leadpact.review.impact.load import Load, Weeks
from leadpact.review.impact.result import (
    Compared,
    Handover,
    Impact,
    Loads,
    OutcomeRead,
    ShownLead,
    ShownMove,
    flow,
)
from leadpact.review.impact.why import Compared as Versions
from leadpact_dsl.decision import Refused
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import ActivityRecord, LeadRecord


class SideOfPlan(SideOfBlock, Protocol):
    @property
    def plan(self) -> Plan: ...


class BlockOfLeads(Protocol):
    """See `leadpact.engines.history.Block`: its sides are the old version and the new one."""

    @property
    def first(self) -> int: ...

    @property
    def sides(self) -> tuple[SideOfPlan, ...]: ...

    @property
    def won(self) -> npt.NDArray[np.int8] | None: ...

    @property
    def seen(self) -> Ints: ...


class LeadCase(Protocol):
    """See `leadpact.engines.history.cases.Case`."""

    @property
    def record(self) -> LeadRecord: ...

    @property
    def activities(self) -> tuple[ActivityRecord, ...]: ...

    @property
    def as_of(self) -> int: ...


class Measuring:
    """Takes in blocks, one by one; `movers` then are the leads to be shown, and `impact` is all that was found."""

    def __init__(self, old: Compared, new: Compared, show: int, weeks: Weeks | None) -> None:
        self._old, self._new = old, new
        self._versions = Versions(old.policy, new.policy)
        self._show = show
        self._dimensions = dimensions(old.policy, new.policy)
        self.added = Added(self._dimensions, show)
        self._stages = self._handover()
        self._load = None if weeks is None or self._stages is None else Load(weeks)

    def _handover(self) -> tuple[str, str] | None:
        """The hand-over stage in the old and in the new version."""
        new = loading.handover_stage(self._new.policy)
        old = loading.handover_stage(self._old.policy)
        back = {self._versions.renamed("stages", name): name for name in self._old.policy.stages}
        if new is not None and new in back:
            return back[new], new
        return (old, new) if old is not None and new is not None else None

    def add(self, block: BlockOfLeads) -> None:
        old, new = block.sides
        responses: dict[Which, Mapping[str, Sequence[str]]] = {"old": _responses(old.plan), "new": _responses(new.plan)}
        stands = self.added.add(block.first, old, new, block.won, responses)
        if self._load is None or self._stages is None:
            return
        both = old.decided & new.decided
        renamed = self._versions.names.get(("teams",), {})
        for which, (side, places) in enumerate(zip((old, new), self._reached(), strict=True)):
            holds: Flags = np.zeros(len(both), dtype=np.bool_)
            holds[both] = loading.flags(stands[0][which], places)
            self._load.add(which, side, holds, block.seen, renamed if which == 0 else {})

    def _reached(self) -> tuple[list[int], list[int]]:
        """Of the stages' dimension, the places of the hand-over stage and those after it, in each version."""
        assert self._stages is not None
        stage = self._dimensions[0]
        old, new = stage.places("old"), stage.places("new")
        return (
            [old[name] for name in loading.reached(self._old.policy, self._stages[0])],
            [new[name] for name in loading.reached(self._new.policy, self._stages[1])],
        )

    def movers(self) -> list[int]:
        """The leads to show: of each move some, the moves with the most leads first, stages before all else."""
        chosen: dict[int, None] = {}
        for counts in self.added.counts:
            moves = counts.moves
            waiting = [list(leads) for _, leads in sorted(counts.first.items(), key=lambda it: (-moves[it[0]], it[0]))]
            while waiting and len(chosen) < self._show:
                for leads in waiting:
                    while leads and leads[0] in chosen:
                        leads.pop(0)
                    if leads and len(chosen) < self._show:
                        chosen[leads.pop(0)] = None
                waiting = [leads for leads in waiting if leads]
        return list(chosen)

    def impact(
        self,
        when: str,
        account: tuple[str, ...],
        outcome: OutcomeRead | None,
        cases: Iterable[tuple[LeadCase, LeadCase]],
        as_of: int | None,
    ) -> Impact:
        """`cases` are the leads of `movers`, as the old and as the new version read them."""
        handover = None
        if self._stages is not None:
            old, new = self._reached()
            label = next(one.label for one in self._dimensions[0].values if one.new == self._stages[1])
            across = flow(self.added.counts[0].leads, old, new)
            handover = Handover(self._stages[0], self._stages[1], label, across)
        loads = None
        if self._load is not None and as_of is not None:
            teams = loading.team_loads(
                self._load, self._old.policy, self._new.policy, self._versions.names.get(("teams",), {}), as_of
            )
            untimed, earlier = self._load.untimed, self._load.earlier
            loads = Loads(self._load.weeks, teams, (untimed[0], untimed[1]), (earlier[0], earlier[1]))
        return Impact(
            old=self._old,
            new=self._new,
            when=when,
            account=account,
            added=self.added,
            handover=handover,
            load=loads,
            outcome=outcome,
            shown=tuple(self._shown(before, after) for before, after in cases),
        )

    def _shown(self, before: LeadCase, after: LeadCase) -> ShownLead:
        """A lead decided once more, by the reference evaluation, which says why."""
        old = decide(self._old.policy, before.record, before.activities, before.as_of)
        new = decide(self._new.policy, after.record, after.activities, after.as_of)
        # The engines decided this lead: the reference decides it too.
        assert not isinstance(old, Refused)
        assert not isinstance(new, Refused)
        moves = []
        for one in self._dimensions:
            was, now = one.values[one.standing(old, "old")], one.values[one.standing(new, "new")]
            if was != now:
                moves.append(ShownMove(one, was, now))
        return ShownLead(old.lead, tuple(moves), self._versions.reasons(old, new, [one.dimension for one in moves]))


def _responses(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Of each clock, its responses in their order."""
    return {one.clause.name: tuple(each.clause.name for each in one.responses) for one in plan.clocks}
