"""How activities are counted by a rule: which ones, from when, how many, and how their points fade."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from leadpact.review.changes.breadth import wider_kinds, wider_where, wider_window
from leadpact.review.changes.conditions import turns
from leadpact.review.changes.context import Both
from leadpact.review.changes.matching import same
from leadpact.review.changes.words import was
from leadpact_dsl import model
from leadpact_dsl.phrases import activities, amounts, rules
from leadpact_dsl.phrases.conditions import condition
from leadpact_dsl.phrases.words import capital, quoted, sentence, within

_GRID = {"ever": 10**15, "year": 365, "quarter": 91, "month": 30, "week": 7, "day": 1}
_DAY = 86_400_000


def counting_turns(both: Both, old: model.Counting, new: model.Counting) -> Iterator[tuple[str, int]]:
    """(what changed, as a sentence; +1 where more is counted, −1 where less is)."""
    subject = name_of(both, old, new)
    yield from _kinds(both, old, new, subject)
    yield from _where(both, old, new, subject)
    if (sign := wider_window(old.window, new.window)) is not None:
        now, before = _window(both.new, new.window), _window(both.old, old.window)
        yield sentence(f"{subject} now counts {now} {was(now, before)}"), sign
    if not same(old.once, new.once) or not same(old.at_most_times, new.at_most_times):
        yield _often(subject, old, new)
    yield from fading_turn(subject, old.fading, new.fading, "each")
    yield from most_turn(subject, old.at_most_points, new.at_most_points)


def name_of(both: Both, old: model.Counting, new: model.Counting) -> str:
    """What is counted, in the words that both versions share: `Attended a webinar in the last 90 days`."""
    shared = new.selection
    if not _same_kinds(old, new):
        kept = [name for name in new.selection.activities if name in old.selection.activities]
        shared = model.Selection(tuple(kept) or new.selection.activities, new.selection.own, shared.where)
    where = shared.where if wider_where(both.new, old.selection.where, shared.where) is None else None
    selection = model.Selection(shared.activities, shared.own, where)
    window = new.window if wider_window(old.window, new.window) is None else None

    def say(what: model.Condition) -> str:
        return condition(both.new, what, level=2)

    return capital(activities.selected(both.new, selection, say, window))


def _same_kinds(old: model.Counting, new: model.Counting) -> bool:
    return wider_kinds(old.selection, new.selection) is None


def _kinds(both: Both, old: model.Counting, new: model.Counting, subject: str) -> Iterator[tuple[str, int]]:
    if _same_kinds(old, new):
        if old.selection.activities != new.selection.activities:
            yield sentence(f"{subject}: the activities are named in another order, which makes no difference"), 2
        return
    ours, theirs = old.selection.activities, new.selection.activities
    for name in theirs:
        if name not in ours:
            said = quoted(within(both.new.activities[name].label))
            yield sentence(f"{subject}: the rule now also counts {said}"), 1
    for name in ours:
        if name not in theirs:
            said = quoted(within(both.old.activities[name].label))
            yield sentence(f"{subject}: the rule no longer counts {said}"), -1


def _where(both: Both, old: model.Counting, new: model.Counting, subject: str) -> Iterator[tuple[str, int]]:
    before, now = old.selection.where, new.selection.where
    if before is None or now is None:
        if now is not None:
            yield sentence(f"{subject} now counts only where {condition(both.new, now)}"), -1
        elif before is not None:
            yield sentence(f"{subject} now counts also where it is not so that {condition(both.old, before)}"), 1
        return
    for turn in turns(both, f"{subject}: the rule", before, now):
        yield turn.said, turn.breadth


def _window(policy: model.Policy, window: model.Window | None) -> str:
    return "at any time" if window is None else activities.window(policy, window)


def _often(subject: str, old: model.Counting, new: model.Counting) -> tuple[str, int]:
    now, before = _times(new), _times(old)
    signs = {_rarely(old.once, new.once), _fewer(old.at_most_times, new.at_most_times)} - {None}
    sign = signs.pop() if len(signs) == 1 else 0
    said = f"{subject} now counts {now} (before: {before})" if before else f"{subject} now counts {now}"
    return sentence(said if now else f"{subject} now counts each time (before: {before})"), sign or 0


def _times(counting: model.Counting) -> str:
    """`only the latest of each day, and at most the 2 latest of those`; empty where all count."""
    (said,) = rules.counting_limits(
        model.Counting(counting.selection, None, counting.once, counting.at_most_times, None, None)
    ) or ("",)
    return said.removeprefix("counting ")


def _rarely(old: model.Once | None, new: model.Once | None) -> int | None:
    if same(old, new):
        return None
    if old is None or new is None:
        return 1 if new is None else -1
    if old.times == new.times and "fixed" in (old.period, new.period):
        before, after = _length(old), _length(new)
        return 0 if before == after else 1 if after < before else -1
    if (old.period, old.every) == (new.period, new.every):
        return 1 if new.times > old.times else -1
    if old.times == new.times:
        return 1 if _GRID[new.period] < _GRID[old.period] else -1
    return 0


def _length(once: model.Once) -> int:
    return once.every if once.period == "fixed" else _GRID[once.period] * _DAY


def _fewer(old: int | None, new: int | None) -> int | None:
    if old == new:
        return None
    if old is None or new is None:
        return 1 if new is None else -1
    return 1 if new > old else -1


def fading_turn(
    subject: str, old: model.Fading | None, new: model.Fading | None, what: rules.Fades
) -> Iterator[tuple[str, int]]:
    if same(old, new):
        return
    if new is None:
        assert old is not None
        yield sentence(f"{subject} no longer fades (before: {rules.fading_said(old, what)})"), 1
    elif old is None:
        yield sentence(f"{subject} now fades: {rules.fading_said(new, what)}"), -1
    else:
        now, before = rules.fading_said(new, what), rules.fading_said(old, what)
        yield sentence(f"{subject} now fades otherwise: {now} (before: {before})"), _slower(old, new)


def _slower(old: model.Fading, new: model.Fading) -> int:
    if old.percent != new.percent:
        return 0
    before, after = old.loss / old.every, new.loss / new.every
    if old.loss != new.loss and old.every != new.every:
        return 0
    return 1 if after < before else -1


def most_turn(subject: str, old: Decimal | None, new: Decimal | None) -> Iterator[tuple[str, int]]:
    """Of the limit of a rule's points."""
    if old == new:
        return
    if new is None:
        assert old is not None
        yield sentence(f"{subject} now has no limit to its points (was {rules.at_most_said(old)})"), 1
    elif old is None:
        yield sentence(f"{subject} now gives {rules.at_most_said(new)}"), -1
    else:
        sign = 1 if new > old else -1
        yield sentence(f"{subject} now gives {rules.at_most_said(new)} (was {amounts.number(old)})"), sign
