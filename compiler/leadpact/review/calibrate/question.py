"""What is asked: which stage, which of its thresholds, and what the outcome stands for."""

from __future__ import annotations

from collections.abc import Iterable

from leadpact.review.calibrate.floors import Floor, floors
from leadpact_dsl.frozen import frozen
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases.ranks import stage_name
from leadpact_dsl.phrases.words import listed, quoted


@frozen
class Question:
    """`outcome` is the column's header; `means` the stage that a lead reached where it is yes, None where not said.

    Dated values are read as of `instant`.
    """

    policy: Policy
    stage: str
    floors: tuple[Floor, ...]
    outcome: str
    means: str | None
    instant: int

    @property
    def scores(self) -> tuple[str, ...]:
        """The scores in question, each once."""
        return tuple(dict.fromkeys(floor.score for floor in self.floors))


def question(
    policy: Policy, stage: str | None, score: str | None, outcome: str, means: str | None, instant: int
) -> Question | str:
    """What is meant; or a sentence that says why nothing can be.

    Without a stage it is the first with a threshold (of the score, where one is named).
    """
    if stage is not None and stage not in policy.stages:
        return _no_such("stage", stage, policy.stages)
    if score is not None and score not in policy.scores:
        return _no_such("score", score, policy.scores)
    if means is not None and means not in policy.stages:
        return _no_such("stage", means, policy.stages)
    for name in [stage] if stage is not None else policy.stages:
        found = tuple(one for one in floors(policy, policy.stages[name]) if score in (None, one.score))
        if found:
            order = list(policy.stages)
            if means is not None and order.index(means) <= order.index(name):
                return (
                    f"The outcome cannot stand for {stage_name(policy, means)}: leads are there before "
                    f"{stage_name(policy, name)}, or as soon."
                )
            return Question(policy, name, found, outcome, means, instant)
    asked = "No stage rests" if stage is None else f"The stage {stage_name(policy, stage)} does not rest"
    of_score = "a score" if score is None else quoted(policy.scores[score].label)
    return f"{asked} on a threshold of {of_score}, such as “is at least 60”, so there is none to hold against outcomes."


def _no_such(what: str, name: str, known: Iterable[str]) -> str:
    names = list(known)
    return (
        f"The policy has no {what} {name}. It has {listed(names, 'and')}." if names else f"The policy has no {what}s."
    )
