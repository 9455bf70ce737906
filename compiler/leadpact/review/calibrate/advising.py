"""What the agreement asks of a threshold, and which one keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from leadpact.review.calibrate.result import Advice, Change, Room, Step, Target, Verdict
from leadpact.review.calibrate.shares import share
from leadpact_dsl.checks.dates import amount_at
from leadpact_dsl.checks.goals import PERIODS_A_YEAR
from leadpact_dsl.model import Capacity, Delivers, Goal, Period, Policy, ReachGoal
from leadpact_dsl.phrases import goals as phrases

ENOUGH_LEADS = 30
"""A threshold that lets in fewer leads with a known outcome is never proposed."""

_WEEKS = PERIODS_A_YEAR["week"]
_HUNDRED = Decimal(100)


def targets(policy: Policy, stage: str, means: str | None, instant: int) -> tuple[Target, ...]:
    """The shares that goals ask of leads at a stage, where the outcome is that a lead reaches the stage `means`.

    Without `means` the outcome is taken for the one stage that goals name; where they name several, nothing is. Where
    no goal goes straight to `means`, the goals on the way there are multiplied. Goals of some leads only are left out.
    """
    found = list(_goals(policy))
    if means is None:
        named = dict.fromkeys(item.target for _, item in found if item.source == stage)
        if len(named) != 1:
            return ()
        means = next(iter(named))
    direct = [
        _target(policy, goal, item, instant) for goal, item in found if (item.source, item.target) == (stage, means)
    ]
    if direct:
        return tuple(direct)
    way = _way(found, stage, means)
    return (_chained(policy, way, instant),) if way else ()


def several_targets(policy: Policy, stage: str) -> tuple[str, ...]:
    """The stages that goals name for leads at this one."""
    return tuple(dict.fromkeys(item.target for _, item in _goals(policy) if item.source == stage))


def partial_goals(policy: Policy, stage: str) -> tuple[Goal, ...]:
    """Goals from this stage that speak of some leads only."""
    return tuple(
        goal
        for goal in policy.goals.values()
        if goal.applies_to is not None and any(isinstance(i, ReachGoal) and i.source == stage for i in goal.items)
    )


def room(policy: Policy, stage: str, teams: Mapping[str, int], instant: int) -> Room:
    """`teams` are those to whom the leads of the stage go, with how many each; of the others nobody asks.

    Where leads go to no team that says what it can take, the teams that answer are asked, then the stage's owner.
    """
    asked = [list(teams), list(dict.fromkeys(one.answer.team for one in policy.responses.values()))]
    owner = policy.stages[stage].owner
    asked += [[owner]] if owner is not None else []
    able: dict[str, Decimal] = {}
    for names in asked:
        able = {
            name: _a_week(policy, capacity, instant)
            for name in names
            if (capacity := policy.teams[name].capacity) is not None
        }
        if able:
            break
    promised = _promised(policy, stage, instant)
    return Room(
        sum(able.values(), Decimal(0)) if able else None,
        tuple(able),
        sum((each for each, _ in promised), Decimal(0)) if promised else None,
        " and ".join(said for _, said in promised) or None,
    )


def advise(curve: Sequence[Step], asked: tuple[Target, ...], teams: Room) -> Advice:
    """The lowest of the steps that keeps all; `curve` ascends and has today's threshold in it."""
    today = next(step for step in curve if step.today)
    enough = [step for step in curve if step.share.known >= ENOUGH_LEADS]
    fits = _fits(teams)
    delivers = _delivers(teams)
    limited = fits is not None and today.per_week is not None
    if not asked and not limited:
        return Advice("no target", None, None, None, None, None, None)

    def lowest(test: Callable[[Step], bool]) -> Step | None:
        found = next((step for step in enough if test(step)), None)
        return None if found is None else _plainest(curve, found)

    def keeps(step: Step) -> bool:
        return (
            all(_kept(target, step.share.rate) for target in asked)
            and (fits is None or fits(step))
            and (delivers is None or delivers(step))
        )

    proposed = lowest(keeps)
    verdict: Verdict = "today is best" if proposed is not None and proposed.today else "another"
    if proposed is None:
        verdict = "none" if enough else "too few"
    return Advice(
        verdict,
        None if proposed is None else replace(proposed, proposed=True),
        lowest(lambda step: all(_kept(target, step.share.rate) for target in asked)) if asked else None,
        lowest(lambda step: all(_surely(target, step) for target in asked)) if asked else None,
        lowest(fits) if fits is not None else None,
        None if delivers is None else next((step for step in reversed(curve) if delivers(step)), None),
        None if proposed is None else change(today, proposed),
    )


def _plainest(curve: Sequence[Step], found: Step) -> Step:
    """Of the thresholds that let in the same leads today's, else the roundest, else the lowest."""
    same = [step for step in curve if (step.leads, step.share) == (found.leads, found.share)]
    return min(
        same, key=lambda step: (not step.today, *(step.threshold % by != 0 for by in (10, 5, 1)), step.threshold)
    )


def change(today: Step, then: Step) -> Change:
    """What a threshold does against another: leads more or fewer, and how the leads between the two converted."""
    per_week = None if today.per_week is None or then.per_week is None else then.per_week - today.per_week
    return Change(
        then.leads - today.leads,
        per_week,
        share(abs(then.share.converted - today.share.converted), abs(then.share.known - today.share.known)),
    )


def keeps_all(step: Step, asked: tuple[Target, ...], teams: Room) -> bool:
    """Whether a threshold keeps everything that is asked."""
    fits, delivers = _fits(teams), _delivers(teams)
    return (
        all(_kept(target, step.share.rate) for target in asked)
        and (fits is None or fits(step))
        and (delivers is None or delivers(step))
    )


def _fits(teams: Room) -> Callable[[Step], bool] | None:
    able = teams.capacity
    return None if able is None else lambda step: step.per_week is None or step.per_week <= able


def _delivers(teams: Room) -> Callable[[Step], bool] | None:
    owed = teams.promised
    return None if owed is None else lambda step: step.per_week is None or step.per_week >= owed


def _kept(target: Target, rate: float | None) -> bool:
    if rate is None:
        return False
    return rate * 100 >= target.rate if target.bound == "at least" else rate * 100 <= target.rate


def _surely(target: Target, step: Step) -> bool:
    return _kept(target, step.share.low if target.bound == "at least" else step.share.high)


def _goals(policy: Policy) -> Iterator[tuple[Goal, ReachGoal]]:
    for goal in policy.goals.values():
        if goal.applies_to is None:
            yield from ((goal, item) for item in goal.items if isinstance(item, ReachGoal))


def _target(policy: Policy, goal: Goal, item: ReachGoal, instant: int) -> Target:
    rate = amount_at(policy, item.rate, instant)
    return Target(rate, item.bound, (phrases.goal_item(policy, item),), goal.label, False, _within([item]))


def _way(goals: list[tuple[Goal, ReachGoal]], stage: str, means: str) -> list[tuple[Goal, ReachGoal]]:
    """The goals “at least” that lead from one stage to another, the fewest of them; none where there is no way."""
    ways: list[list[tuple[Goal, ReachGoal]]] = [[]]
    seen = {stage}
    while ways:
        way = ways.pop(0)
        here = way[-1][1].target if way else stage
        for goal, item in goals:
            if item.source != here or item.bound != "at least" or item.target in seen:
                continue
            if item.target == means:
                return [*way, (goal, item)]
            seen.add(item.target)
            ways.append([*way, (goal, item)])
    return []


def _chained(policy: Policy, way: list[tuple[Goal, ReachGoal]], instant: int) -> Target:
    rate = _HUNDRED
    for _, item in way:
        rate *= amount_at(policy, item.rate, instant) / _HUNDRED
    said = tuple(phrases.goal_item(policy, item) for _, item in way)
    return Target(rate, "at least", said, way[0][0].label, True, _within([item for _, item in way]))


def _within(items: Sequence[ReachGoal]) -> int | None:
    """How long leads have for all of these, one after the other, in ms."""
    if any(item.within.business for item in items):
        return None
    return sum(item.within.ms for item in items)


def _a_week(policy: Policy, capacity: Capacity, instant: int) -> Decimal:
    leads = amount_at(policy, capacity.leads, instant)
    people = Decimal(1) if capacity.people is None else amount_at(policy, capacity.people, instant)
    return _weekly(leads * people if capacity.per_person else leads, capacity.period)


def _promised(policy: Policy, stage: str, instant: int) -> list[tuple[Decimal, str]]:
    """What each team promises at the stage, a week: of several goals of one team the largest."""
    best: dict[str, tuple[Decimal, str]] = {}
    for goal in policy.goals.values():
        for item in goal.items:
            if isinstance(item, Delivers) and item.stage == stage and goal.applies_to is None:
                owed = _weekly(amount_at(policy, item.leads, instant), item.period)
                if item.team not in best or owed > best[item.team][0]:
                    best[item.team] = (owed, phrases.goal_item(policy, item))
    return list(best.values())


def _weekly(leads: Decimal, period: Period) -> Decimal:
    """A year counts as 12 months, 52 weeks and 260 working days, as where the checker compares such numbers."""
    return leads * PERIODS_A_YEAR[period] / _WEEKS
