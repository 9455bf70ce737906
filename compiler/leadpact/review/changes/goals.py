"""Goals and experiments."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from leadpact.digest import meaning_of_part
from leadpact.review.changes.context import Both, span_of
from leadpact.review.changes.declared import declared, label_changes, reason_change
from leadpact.review.changes.matching import paired, same
from leadpact.review.changes.stages import conditions_changed
from leadpact.review.changes.values import About, Found, found, label_of
from leadpact.review.changes.words import dropped_clause, lower, new_clause, was
from leadpact_dsl import model
from leadpact_dsl.phrases import amounts, goals, times
from leadpact_dsl.phrases.conditions import in_line
from leadpact_dsl.phrases.words import quoted, sentence


def goal_changes(both: Both) -> Iterator[Found]:
    place = both.place("goals_title")
    for old, new in declared(both.old.goals, both.new.goals):
        known = new or old
        assert known is not None
        said = (_said(both.old, old), _said(both.new, new))
        about = About(place, known.label, known.id, *said, span_of(old), span_of(new))
        if new is None:
            yield found(about, "looser", dropped_clause(f"the goal {quoted(known.label)}: {lower(said[0])}"))
        elif old is None:
            yield found(about, "tighter", new_clause(f"the goal {quoted(new.label)}: {lower(said[1])}"))
        else:
            yield from _goal(both, about, old, new)


def _said(policy: model.Policy, goal: model.Goal | None) -> str:
    return "" if goal is None else " ".join(sentence(goals.goal_item(policy, item)) for item in goal.items)


def _goal(both: Both, about: About, old: model.Goal, new: model.Goal) -> Iterator[Found]:
    name = quoted(new.label)
    yield from label_changes(about, "goal", old, new)
    yield from reason_change(about, name, old.because, new.because)
    if (old.applies_to is None) != (new.applies_to is None):
        only = goals.goal_for(both.new, new)
        said = f"{name}: {lower(in_line(only))}" if only is not None else f"{name} now speaks of all leads"
        yield found(about, "different", sentence(said))
    else:
        yield from conditions_changed(both, about, name, old.applies_to, new.applies_to, 0)
    pairs = paired(old.items, new.items, (meaning_of_part, _about_what, _kind), lambda one, other: 0)
    for one, other in pairs:
        clause = _item_about(both, about, one, other)
        if other is None and one is not None:
            yield found(clause, "looser", dropped_clause(f"{name}: {lower(goals.goal_item(both.old, one))}"))
        elif one is None and other is not None:
            yield found(clause, "tighter", new_clause(f"{name}: {lower(goals.goal_item(both.new, other))}"))
        elif one is not None and other is not None:
            yield from reason_change(clause, name, one.because, other.because)
            if not same(one, other):
                now, before = goals.goal_item(both.new, other), goals.goal_item(both.old, one)
                said = f"{name}: {lower(now)} {was(now, before)}"
                yield found(clause, label_of(_sign(both, one, other)), sentence(said))


def _item_about(both: Both, about: About, old: model.GoalItem | None, new: model.GoalItem | None) -> About:
    known = new or old
    assert known is not None
    return About(
        about.section,
        about.subject,
        known.id,
        goals.goal_item(both.old, old) if old is not None else "",
        goals.goal_item(both.new, new) if new is not None else "",
        span_of(old),
        span_of(new),
    )


def _kind(item: model.GoalItem) -> str:
    return type(item).__name__


def _about_what(item: model.GoalItem) -> tuple[str, ...]:
    match item:
        case model.Delivers():
            return "delivers", item.team, item.stage
        case model.ReachGoal():
            return "reach", item.source, item.target
        case model.ShareGoal():
            return "share", item.stage, item.define
        case model.InTimeGoal():
            return "in time", item.response


def _sign(both: Both, old: model.GoalItem, new: model.GoalItem) -> int:
    """−1 where whoever owes it owes more. Where more than the amount has changed, it cannot be said simply."""
    match old, new:
        case model.Delivers(), model.Delivers():
            others = (old.team, old.stage, old.period) == (new.team, new.stage, new.period)
            return -_more(both, old.leads, new.leads) if others else 0
        case model.ReachGoal(), model.ReachGoal():
            if (old.bound, old.source, old.target) != (new.bound, new.source, new.target):
                return 0
            rate = -_more(both, old.rate, new.rate) * (1 if new.bound == "at least" else -1)
            if same(old.within, new.within):
                return rate
            longer = (new.within.ms > old.within.ms) - (new.within.ms < old.within.ms)
            time = longer * (1 if new.bound == "at least" else -1)
            return time if same(old.rate, new.rate) or rate == time else 0
        case model.ShareGoal(), model.ShareGoal():
            return _rate(both, old, new)
        case model.InTimeGoal(), model.InTimeGoal():
            return _rate(both, old, new)
        case _:
            return 0


def _rate(both: Both, old: model.ShareGoal | model.InTimeGoal, new: model.ShareGoal | model.InTimeGoal) -> int:
    if (old.bound, old.period, _about_what(old)) != (new.bound, new.period, _about_what(new)):
        return 0
    return -_more(both, old.rate, new.rate) * (1 if new.bound == "at least" else -1)


def _more(both: Both, old: model.Quantity, new: model.Quantity) -> int:
    before, after = _first(both.old, old), _first(both.new, new)
    return (after > before) - (after < before)


def _first(policy: model.Policy, what: model.Quantity) -> Decimal:
    return what.value if isinstance(what, model.Fixed) else policy.values[what.name].amounts[0]


# ------------------------------------------------------------------------------------------------------- experiments


def experiment_changes(both: Both) -> Iterator[Found]:
    place = both.place("experiments_title")
    for old, new in declared(both.old.experiments, both.new.experiments):
        known = new or old
        assert known is not None
        said = (_tried(both.old, old), _tried(both.new, new))
        about = About(place, known.label, known.id, *said, span_of(old), span_of(new))
        if new is None:
            yield found(about, "different", dropped_clause(f"the experiment {quoted(known.label)}: {said[0]}"))
        elif old is None:
            yield found(about, "different", new_clause(f"the experiment {quoted(new.label)}: {said[1]}"))
        else:
            yield from _experiment(both, about, old, new)


def _tried(policy: model.Policy, what: model.Experiment | None) -> str:
    if what is None:
        return ""
    return f"{sentence(in_line(goals.experiment(policy, what)))} {sentence(goals.expectation(policy, what))}"


def _experiment(both: Both, about: About, old: model.Experiment, new: model.Experiment) -> Iterator[Found]:
    name = quoted(new.label)
    yield from label_changes(about, "experiment", old, new)
    yield from reason_change(about, name, old.because, new.because)
    yield from conditions_changed(both, about, name, old.applies_to, new.applies_to, 0)
    if not same(old.hand_over, new.hand_over):
        now = amounts.counted_quantity(both.new, new.hand_over, "leads")
        before = amounts.quantity(both.old, old.hand_over)
        yield found(about, "different", sentence(f"{name}: {now} are now handed over (was {before})"))
    now, before = goals.expectation(both.new, new), goals.expectation(both.old, old)
    if now != before:
        yield found(about, "different", sentence(f"{name}: {lower(now)} {was(now, before)}"))
    elif not same(old.within, new.within):
        said = f"{name}: {now}, counted in {times.duration(new.within)}"
        yield found(about, "different", sentence(said))
