"""Where a lead stands: disqualified, in a recycle, or at the furthest stage that holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadpact_dsl.decision import RecycleState, StageReached, Truth
from leadpact_dsl.evaluate.conditions import truth
from leadpact_dsl.evaluate.nurturing import touches
from leadpact_dsl.evaluate.view import View
from leadpact_dsl.model import Recycle, Stage

if TYPE_CHECKING:
    from leadpact_dsl.evaluate.frame import Frame


@dataclass(frozen=True)
class Standing:
    """`stage` is None where a disqualification (`disqualified` is its name) or a recycle in force beats stages."""

    stage: str | None
    stages: tuple[StageReached, ...]
    disqualified: str | None
    disqualify: tuple[Truth, ...]
    recycle: RecycleState | None


def standing(frame: Frame) -> Standing:
    policy = frame.policy
    disqualify = tuple(truth(rule.when, frame.all) for rule in policy.disqualify.values())
    held = (name for name, found in zip(policy.disqualify, disqualify, strict=True) if found.holds)
    disqualified = next(held, None)
    recycle = _recycle(frame)
    since = None if recycle is None else recycle.since
    stages = tuple(_stage(stage, i == 0, since, frame) for i, stage in enumerate(policy.stages.values()))
    furthest = next((reached.stage for reached in reversed(stages) if reached.holds), None)
    beaten = disqualified is not None or (recycle is not None and recycle.in_force)
    return Standing(None if beaten else furthest, stages, disqualified, disqualify, recycle)


def _stage(stage: Stage, first: bool, recycled_at: int | None, frame: Frame) -> StageReached:
    """Held by its `when` for as long as that holds, or from its first record on. The first stage always holds."""
    records = (entry.at for kind in stage.recorded_by for entry in frame.all.of_kind(kind))
    # A return starts the lead anew: what was recorded before it no longer counts.
    recorded_at = min((at for at in records if recycled_at is None or at >= recycled_at), default=None)
    found = None if stage.when is None else truth(stage.when, frame.all)
    holds = first or recorded_at is not None or (found is not None and found.holds)
    return StageReached(stage.name, holds, found, recorded_at)


def returns(frame: Frame) -> list[int]:
    """The instants of all activities that any recycle rule matches, in order."""
    return sorted({at for rule in frame.policy.recycle.values() for at in _matches(rule, frame)})


def _matches(rule: Recycle, frame: Frame) -> list[int]:
    return [entry.at for selection in rule.when for entry in frame.all.selected(selection)]


def _recycle(frame: Frame) -> RecycleState | None:
    """The rule of the latest return, in force or not; of two rules at one instant the first written."""
    latest: Recycle | None = None
    since = -1
    for rule in frame.policy.recycle.values():
        at = max(_matches(rule, frame), default=-1)
        if at > since:
            latest, since = rule, at
    if latest is None:
        return None
    until = since + latest.duration
    back = None if latest.back_if is None else truth(latest.back_if, View(frame, since))
    in_force = frame.instant < until and not (back is not None and back.holds)
    schedule = touches(frame.policy.nurture[latest.nurture], since, until, frame.facts.zone)
    return RecycleState(latest.name, latest.nurture, since, until, in_force, back, schedule)
