"""From blocks of decisions by two versions to what the change does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from leadpact.plan import Plan
from leadpact.review.impact import load as loading
from leadpact.review.impact.adding import Added, Flags, Ints, SideOfBlock, Which, standing
from leadpact.review.impact.dimensions import dimensions
from leadpact.review.impact.load import ReplayOfLeads, Weeks
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


class LeadCase(Protocol):
    """See `leadpact.engines.history.cases.Case`."""

    @property
    def record(self) -> LeadRecord: ...

    @property
    def activities(self) -> tuple[ActivityRecord, ...]: ...

    @property
    def as_of(self) -> int: ...


class Measuring:
    """Takes in blocks, one by one, then what both versions say of earlier weeks, where that is asked for.

    `stage` is the stage, of the new version, at which leads come to sales; without it the policy tells.
    `movers` then are the leads to be shown, and `impact` is all that was found.
    """

    def __init__(self, old: Compared, new: Compared, show: int, stage: str | None = None) -> None:
        self._old, self._new = old, new
        self._versions = Versions(old.policy, new.policy)
        self._show = show
        self._dimensions = dimensions(old.policy, new.policy)
        self.added = Added(self._dimensions, show)
        self._stages = self._handover(stage)
        self._loads: Loads | None = None
        self._decided: list[Flags] = []

    def _handover(self, asked: str | None) -> tuple[str, str] | None:
        """The hand-over stage in the old and in the new version: the one asked for, else the one that they tell."""
        new = asked if asked is not None else loading.handover_stage(self._new.policy)
        old = loading.handover_stage(self._old.policy)
        back = {self._versions.renamed("stages", name): name for name in self._old.policy.stages}
        if new is not None and new in back:
            return back[new], new
        return (old, new) if old is not None and new is not None else None

    def add(self, block: BlockOfLeads) -> None:
        old, new = block.sides
        responses: dict[Which, Mapping[str, Sequence[str]]] = {"old": _responses(old.plan), "new": _responses(new.plan)}
        self.added.add(block.first, old, new, block.won, responses)
        self._decided.append(old.decided & new.decided)

    def add_replay(self, replay: ReplayOfLeads, weeks: Weeks, as_of: int, came_in: str | None) -> None:
        """Works out the load of the teams from what both versions say at the ends of weeks (`Weeks.starts`)."""
        if self._stages is None:
            return
        counted = np.concatenate(self._decided)[replay.leads] if self._decided else np.zeros(0, dtype=np.bool_)
        came: list[dict[str, Ints]] = []
        untimed = []
        sides: tuple[Which, Which] = ("old", "new")
        for which, side, places in zip(sides, replay.sides, self._reached(), strict=True):
            holds = loading.flags(standing(self._dimensions[0], side, which), places)
            found, without = loading.came_by_team(side, holds, weeks, counted)
            came.append({team: count * replay.every for team, count in found.items()})
            untimed.append(without * replay.every)
        old, new = self._old.policy, self._new.policy
        renamed = self._versions.names.get(("teams",), {})
        teams = loading.team_loads(came[0], came[1], old, new, renamed, weeks, as_of)
        self._loads = Loads(weeks, teams, replay.every, (untimed[0], untimed[1]), came_in)

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
    ) -> Impact:
        """`cases` are the leads of `movers`, as the old and as the new version read them."""
        handover = None
        if self._stages is not None:
            old, new = self._reached()
            label = next(one.label for one in self._dimensions[0].values if one.new == self._stages[1])
            across = flow(self.added.counts[0].leads, old, new)
            handover = Handover(self._stages[0], self._stages[1], label, across)
        return Impact(
            old=self._old,
            new=self._new,
            when=when,
            account=account,
            added=self.added,
            handover=handover,
            load=self._loads,
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
