"""From what was added up to what is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from leadpact.review.calibrate.advising import advise, partial_goals, room, several_targets, targets
from leadpact.review.calibrate.field_values import FieldValues
from leadpact.review.calibrate.floors import Floor
from leadpact.review.calibrate.gathering import NEVER, UNKNOWN, WHATEVER, YES, Gathered
from leadpact.review.calibrate.leakage import suspects
from leadpact.review.calibrate.lines import LineColumn, signs
from leadpact.review.calibrate.question import Question
from leadpact.review.calibrate.result import History, Result, Room, Step, Suspect, Target, Weighed
from leadpact.review.calibrate.shares import share
from leadpact.review.calibrate.steps import IN_CHART, IN_TABLE, Ladder, ladder
from leadpact.review.calibrate.tenths import tenths
from leadpact.review.calibrate.uses import Uses
from leadpact.review.calibrate.weighing_rules import weigh_rules
from leadpact_dsl.model import Clause
from leadpact_dsl.phrases.ranks import stage_name
from leadpact_dsl.phrases.words import listed, quoted

_WEEK = 7 * 24 * 3_600_000
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Beside:
    """What is known beside the leads: `teams` counts those that leads of the stage go to, `columns` are the headers
    that fields are read from, `after` counts activities later than the outcome of their lead.

    `weeks` is given, or None: then it is from the first lead to the last, where `weeks_by` says how that is known.
    """

    teams: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, int] = field(default_factory=dict)
    weeks: Decimal | None = None
    weeks_by: str | None = None
    notes: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    """What is told of the files that were read."""
    won_values: tuple[str, ...] = ()
    unreadable: tuple[tuple[str, int], ...] = ()
    """Values of the outcome that count as won, and those that say neither yes nor no, with their leads."""


def weigh(
    asked: Question,
    gathered: Gathered,
    lines: Sequence[LineColumn],
    used: Uses,
    values: Mapping[str, FieldValues],
    beside: Beside,
) -> Result:
    """All findings. `lines` are the lines of scores in the order of the parts that were added up."""
    won = gathered.outcomes()
    converted, known = int((won == YES).sum()), int((won != UNKNOWN).sum())
    weeks, weeks_by = _weeks(gathered, beside)
    teams = room(asked.policy, asked.stage, beside.teams, asked.instant)
    wanted = targets(asked.policy, asked.stage, asked.means, asked.instant)
    doubtful = suspects(asked.policy, asked.stage, used, values, asked.outcome, beside.columns, beside.after)
    return Result(
        policy=asked.policy,
        outcome=asked.outcome,
        stage=asked.stage,
        history=History(
            gathered.leads,
            gathered.closed,
            len(won) - known,
            share(converted, known),
            gathered.at_stage,
            gathered.recorded,
            weeks,
            weeks_by,
        ),
        weighed=tuple(
            _weighed(asked, gathered, number, floor, wanted, teams, weeks) for number, floor in enumerate(asked.floors)
        ),
        tenths=tuple((score, tenths(gathered.column(score), won)) for score in asked.scores),
        rules=weigh_rules(
            lines,
            gathered.paid,
            signs(asked.policy, asked.scores),
            _doubts(doubtful),
        ),
        suspects=doubtful,
        looked_at=tuple(asked.policy.lead.fields[name] for name in used.fields),
        notes=(*beside.notes, *_notes(asked, wanted)),
        read=beside.read,
        won_values=beside.won_values,
        unreadable=beside.unreadable,
    )


def _weighed(
    asked: Question,
    gathered: Gathered,
    number: int,
    floor: Floor,
    wanted: tuple[Target, ...],
    teams: Room,
    weeks: Decimal | None,
) -> Weighed:
    reach = gathered.reached(number)
    won = gathered.outcomes()
    found = ladder(gathered.column(floor.score), reach, won, strict=floor.strict, weeks=weeks)
    today = floor.at(asked.policy, asked.instant)
    curve = _steps(found, IN_CHART, today)
    advice = advise(curve, wanted, teams)
    pointed = [one.threshold for one in (advice.proposed, advice.for_rate, advice.for_capacity) if one is not None]

    def marked(step: Step) -> Step:
        return replace(step, proposed=advice.proposed is not None and step.threshold == advice.proposed.threshold)

    return Weighed(
        floor,
        today,
        tuple(map(marked, _steps(found, IN_TABLE, today, *pointed))),
        tuple(map(marked, curve)),
        int((reach == WHATEVER).sum()),
        int((reach == NEVER).sum()),
        wanted,
        teams,
        advice,
    )


def _steps(found: Ladder, about: int, today: Decimal, *more: Decimal) -> tuple[Step, ...]:
    thresholds = sorted({*found.candidates(about), today, *more})
    return tuple(found.step(threshold, today) for threshold in thresholds)


def _weeks(gathered: Gathered, beside: Beside) -> tuple[Decimal | None, str | None]:
    if beside.weeks is not None:
        return beside.weeks, beside.weeks_by
    if gathered.first is None or gathered.last is None or beside.weeks_by is None or gathered.first == gathered.last:
        return None, None
    found = (Decimal(gathered.last - gathered.first) / _WEEK).quantize(_TENTH)
    # Of less than a week nothing can be said about weeks.
    return (found, beside.weeks_by) if found >= 1 else (None, None)


def _doubts(doubtful: tuple[Suspect, ...]) -> Callable[[Clause], bool]:
    places = {clause.id for one in doubtful if one.reasons for clause in one.used}
    return lambda clause: clause.id in places


def _notes(asked: Question, wanted: tuple[Target, ...]) -> list[str]:
    policy, stage = asked.policy, asked.stage
    found = []
    several = several_targets(policy, stage)
    if not wanted and asked.means is None and len(several) > 1:
        said = listed([stage_name(policy, name) for name in several], "and")
        found.append(
            f"The agreement has goals for leads at {stage_name(policy, stage)} to reach {said}. Say with --means which "
            "of them the outcome stands for; until then none is held against it."
        )
    if partial := partial_goals(policy, stage):
        said = listed([quoted(goal.label) for goal in partial], "and")
        found.append(f"Goals that speak of some leads only are left out: {said}.")
    return found
