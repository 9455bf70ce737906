"""Goals that cannot be measured (LP520), are impossible or idle (LP521), ask too much (LP522), or go back (LP523)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple, assert_never

from leadpact_dsl.checks import places
from leadpact_dsl.checks.dates import State, amount_at, states
from leadpact_dsl.checks.walk import opened
from leadpact_dsl.diagnostics import Diagnostic, Label, error, warning
from leadpact_dsl.model import (
    Bound,
    Capacity,
    Clause,
    Condition,
    DefineTest,
    Delivers,
    Happened,
    InTimeGoal,
    Period,
    Policy,
    Quantity,
    ReachGoal,
    ShareGoal,
    Stage,
    Team,
)
from leadpact_dsl.phrases.amounts import number
from leadpact_dsl.phrases.words import capital, listed, quoted

PERIODS_A_YEAR: Final[dict[Period, int]] = {"day": 260, "week": 52, "month": 12, "quarter": 4, "year": 1}
"""To compare capacities and goals: a year has 12 months, 4 quarters, 52 weeks, and 260 working days (5 a week)."""


class Rate(NamedTuple):
    """A share that a clause promises."""

    clause: Clause
    bound: Bound
    share: Quantity


def measurable(policy: Policy) -> Iterator[Diagnostic]:
    """Goals and experiments about a stage of which no record says when a lead got there."""
    for clause, name in _stages_measured(policy):
        stage = policy.stages[name]
        if not _has_instant(policy, stage):
            yield error(
                "LP520",
                places.word(clause.span, name) if clause.span.text.count(name) else clause.span,
                f"Nothing records when a lead gets to {quoted(stage.label)}, so this cannot be measured.",
                labels=[Label(stage.span, "no `recorded by` stands below")],
                help=f"Add `recorded by` and the activity that marks it below the stage {name}.",
            )


def _stages_measured(policy: Policy) -> Iterator[tuple[Clause, str]]:
    for goal in policy.goals.values():
        for item in goal.items:
            match item:
                case Delivers() | ShareGoal():
                    yield item, item.stage
                case ReachGoal():
                    yield item, item.source
                    yield item, item.target
                case InTimeGoal():
                    pass
                case _:
                    assert_never(item)
    for experiment in policy.experiments.values():
        yield experiment, experiment.stage


def _has_instant(policy: Policy, stage: Stage) -> bool:
    return bool(stage.recorded_by) or (stage.when is not None and _is_activity(policy, stage.when))


def _is_activity(policy: Policy, condition: Condition) -> bool:
    """Whether a condition consists of one activity that happened."""
    match condition:
        case Happened(absent=False, count=None, window=None):
            return not condition.selection.own
        case DefineTest():
            when = opened(policy, condition)
            return when is None or _is_activity(policy, when)
        case _:
            return False


def rates(policy: Policy) -> Iterator[Diagnostic]:
    """More than all of them, at least none of them."""
    for rate in _rates(policy):
        for state in states(policy):
            share = amount_at(policy, rate.share, state.instant)
            if share > 100 and rate.bound == "at least":
                yield _impossible(rate, state, f"{number(share)}% is more than all of them")
                break
            if (share >= 100 and rate.bound == "at most") or (share <= 0 and rate.bound == "at least"):
                words = f"{rate.bound} {number(share)}%"
                yield warning(
                    "LP521",
                    rate.clause.span,
                    f"{capital(state.when)}“{words}” is kept whatever happens.",
                    help="Write a share that can be missed.",
                )
                break


def _impossible(rate: Rate, state: State, why: str) -> Diagnostic:
    return error(
        "LP521",
        rate.clause.span,
        capital(f"{state.when}this goal can never be met: {why}."),
        help="Write a share of at most 100%.",
    )


def _rates(policy: Policy) -> Iterator[Rate]:
    for goal in policy.goals.values():
        for item in goal.items:
            if not isinstance(item, Delivers):
                yield Rate(item, item.bound, item.rate)
    yield from (Rate(found, found.bound, found.rate) for found in policy.experiments.values())


def backwards(policy: Policy) -> Iterator[Diagnostic]:
    """Leads at a later stage that are to reach an earlier one."""
    order = list(policy.stages)
    for goal in policy.goals.values():
        for item in goal.items:
            if isinstance(item, ReachGoal) and order.index(item.target) <= order.index(item.source):
                yield error(
                    "LP523",
                    item.span,
                    f"Leads at {quoted(policy.stages[item.source].label)} have been at "
                    f"{quoted(policy.stages[item.target].label)} already, or never come there.",
                    help="Name the earlier stage first: `leads at MQL reach SAL`.",
                )


# -------------------------------------------------------------------------------------------------------- capacity


def capacities(policy: Policy) -> Iterator[Diagnostic]:
    """More leads promised at a stage than the team that owns it, or the teams that answer, can take."""
    for stage in policy.stages.values():
        delivers = [item for goal in policy.goals.values() for item in goal.items if isinstance(item, Delivers)]
        promised = [item for item in delivers if item.stage == stage.name]
        if not promised:
            continue
        for teams in _takers(policy, stage):
            found = next((one for state in states(policy) if (one := _too_many(policy, promised, teams, state))), None)
            if found is not None:
                yield found
                break


def _takers(policy: Policy, stage: Stage) -> Iterator[list[Team]]:
    """The owner by itself, and those who answer together; only where each says what it can take."""
    answering = dict.fromkeys(response.answer.team for response in policy.responses.values())
    for names in ([stage.owner] if stage.owner is not None else [], list(answering)):
        teams = [policy.teams[name] for name in names]
        if teams and all(team.capacity is not None for team in teams):
            yield teams


def _too_many(policy: Policy, promised: list[Delivers], teams: list[Team], state: State) -> Diagnostic | None:
    """Compared over a year, said in the period of the goal."""
    wanted = sum(
        amount_at(policy, item.leads, state.instant) * PERIODS_A_YEAR[item.period]
        for item in _largest(policy, promised, state)
    )
    able = sum((_a_year(policy, team.capacity, state) for team in teams if team.capacity is not None), Decimal(0))
    if wanted <= able:
        return None
    last = promised[-1]
    periods = PERIODS_A_YEAR[last.period]
    who = listed([quoted(team.label) for team in teams], "and")
    return warning(
        "LP522",
        last.span,
        f"{capital(state.when)}{who} can take {number(able // periods)} new leads a {last.period}, and "
        f"{number(wanted // periods)} are promised at {quoted(policy.stages[last.stage].label)}.",
        labels=[Label(team.span, "its capacity stands here") for team in teams],
        help="Promise fewer leads, or give the team more people. A year counts as 12 months, 52 weeks, 260 working "
        "days.",
    )


def _largest(policy: Policy, promised: list[Delivers], state: State) -> list[Delivers]:
    """Of several goals of one team the largest: promises of different teams add up."""
    best: dict[str, Delivers] = {}
    for item in promised:
        known = best.get(item.team)
        if known is None or _yearly(policy, item, state) > _yearly(policy, known, state):
            best[item.team] = item
    return list(best.values())


def _yearly(policy: Policy, item: Delivers, state: State) -> Decimal:
    return amount_at(policy, item.leads, state.instant) * PERIODS_A_YEAR[item.period]


def _a_year(policy: Policy, capacity: Capacity, state: State) -> Decimal:
    leads = amount_at(policy, capacity.leads, state.instant) * PERIODS_A_YEAR[capacity.period]
    people = Decimal(1) if capacity.people is None else amount_at(policy, capacity.people, state.instant)
    return leads * people if capacity.per_person else leads
