"""How activities are counted by a rule: which ones, from when, how many, and how their points fade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeAlias

from leadpact.review.changes.breadth import whole, wider_kinds, wider_window
from leadpact.review.changes.context import Both
from leadpact.review.changes.matching import same
from leadpact.review.changes.words import was
from leadpact_dsl import model
from leadpact_dsl.phrases import activities, amounts, rules
from leadpact_dsl.phrases.conditions import condition
from leadpact_dsl.phrases.words import capital, listed, quoted, within

_GRID = {"ever": 10**15, "year": 365, "quarter": 91, "month": 30, "week": 7, "day": 1}
_DAY = 86_400_000


Fragment: TypeAlias = "tuple[str, int]"
"""What goes on behind `earns 10 points`, and whether more is counted by it (+1) or less (−1)."""


def counting_fragments(both: Both, old: model.Counting, new: model.Counting) -> Iterator[Fragment]:
    yield from _kinds(both, old, new)
    yield from _where(both, old, new)
    if (sign := wider_window(old.window, new.window)) is not None:
        now, before = _window(both.new, new.window), _window(both.old, old.window)
        yield f"now {now} {was(now, before)}", sign
    if not same(old.once, new.once) or not same(old.at_most_times, new.at_most_times):
        yield _often(old, new)
    yield from fading_fragment(old.fading, new.fading, "each")
    yield from most_fragment(old.at_most_points, new.at_most_points)


def name_of(both: Both, old: model.Counting, new: model.Counting) -> str:
    """What is counted, in the words that both versions share: `Attended a webinar in the last 90 days`."""
    shared = new.selection
    if not _same_kinds(old, new):
        kept = [name for name in new.selection.activities if name in old.selection.activities]
        shared = model.Selection(tuple(kept) or new.selection.activities, new.selection.own, shared.where)
    where = shared.where if same(old.selection.where, shared.where) else None
    if old.selection.where is not None and new.selection.where is not None:
        both_ask = shared_values(old.selection.where, new.selection.where)
        where = both_ask[0] if both_ask is not None else where
    selection = model.Selection(shared.activities, shared.own, where)
    window = new.window if wider_window(old.window, new.window) is None else None

    def say(what: model.Condition) -> str:
        return condition(both.new, what, level=2)

    return capital(activities.selected(both.new, selection, say, window))


def _same_kinds(old: model.Counting, new: model.Counting) -> bool:
    return wider_kinds(old.selection, new.selection) is None


def _kinds(both: Both, old: model.Counting, new: model.Counting) -> Iterator[Fragment]:
    if _same_kinds(old, new):
        return
    ours, theirs = old.selection.activities, new.selection.activities
    if come := [quoted(within(both.new.activities[name].label)) for name in theirs if name not in ours]:
        yield f"now also for {listed(come, 'and')}", 1
    if gone := [quoted(within(both.old.activities[name].label)) for name in ours if name not in theirs]:
        yield f"no longer for {listed(gone, 'or')}", -1
    if old.selection.own != new.selection.own:
        yield "now for everything that the lead does" if new.selection.own else "no longer for all that it does", 0


def _where(both: Both, old: model.Counting, new: model.Counting) -> Iterator[Fragment]:
    before, now = old.selection.where, new.selection.where
    if before is None or now is None:
        if now is not None:
            yield f"now only where {_said(both.new, now)}", -1
        elif before is not None:
            yield f"now always (before: only where {_said(both.old, before)})", 1
        return
    shared = shared_values(before, now)
    if shared is not None:
        _, come, gone = shared
        if come is not None:
            yield f"now also where {_said(both.new, come)}", 1
        if gone is not None:
            yield f"no longer where {_said(both.old, gone)}", -1
    elif not same(before, now):
        after_said, before_said = _said(both.new, now), _said(both.old, before)
        yield f"now where {after_said} {was(after_said, before_said)}", whole(both.new, before, now)


_Values: TypeAlias = "tuple[model.Condition, model.Condition | None, model.Condition | None]"


def shared_values(old: model.Condition, new: model.Condition) -> _Values | None:
    """Of two conditions that ask one field for different values: for those of both, those that came, those gone.

    None where it is not so, or where they share no value.
    """
    if not isinstance(old, model.FieldTest) or not isinstance(new, model.FieldTest) or not same(old.field, new.field):
        return None
    before, after = _asked(old.test), _asked(new.test)
    if before is None or after is None or type(before) is not type(after) or same(before, after):
        return None
    if isinstance(before, model.TextMatch) and isinstance(after, model.TextMatch) and before.kind != after.kind:
        return None
    kept = [value for value in after.values if value in before.values], [x for x in after.lists if x in before.lists]
    come = [value for value in after.values if value not in kept[0]], [x for x in after.lists if x not in kept[1]]
    gone = [value for value in before.values if value not in kept[0]], [x for x in before.lists if x not in kept[1]]
    if not any(kept) or not (any(come) or any(gone)):
        return None

    def asking(test: model.FieldTest, asked: model.OneOf | model.TextMatch, of: tuple[list[Any], list[str]]) -> Any:
        return replace(test, test=replace(asked, values=tuple(of[0]), lists=tuple(of[1]))) if any(of) else None

    return asking(new, after, kept), asking(new, after, come), asking(old, before, gone)


def _asked(test: model.Test) -> model.OneOf | model.TextMatch | None:
    match test:
        case model.Equals(value=value, negated=False):
            return model.OneOf((value,), (), False)
        case model.OneOf(negated=False) | model.TextMatch():
            return test
        case _:
            return None


def _said(policy: model.Policy, where: model.Condition) -> str:
    return condition(policy, where, level=2)


def _window(policy: model.Policy, window: model.Window | None) -> str:
    return "at any time" if window is None else activities.window(policy, window)


def _often(old: model.Counting, new: model.Counting) -> Fragment:
    now, before = _times(new), _times(old)
    signs = {_rarely(old.once, new.once), _fewer(old.at_most_times, new.at_most_times)} - {None}
    sign = signs.pop() if len(signs) == 1 else 0
    if not now:
        return f"now each time (before: {before})", sign or 0
    return f"now counting {now} (before: {before or 'each time'})", sign or 0


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


def fading_fragment(old: model.Fading | None, new: model.Fading | None, what: rules.Fades) -> Iterator[Fragment]:
    if same(old, new):
        return
    if new is None:
        assert old is not None
        yield f"no longer fading (before: {rules.fading_said(old, what)})", 1
    elif old is None:
        yield f"now fading: {rules.fading_said(new, what)}", -1
    else:
        now, before = rules.fading_said(new, what), rules.fading_said(old, what)
        yield f"{rules.fading_said(new, what, now=True)} {was(now, before)}", _slower(old, new)


def _slower(old: model.Fading, new: model.Fading) -> int:
    if old.percent != new.percent:
        return 0
    if new.loss <= old.loss and new.every >= old.every:
        return 1
    return -1 if new.loss >= old.loss and new.every <= old.every else 0


def most_fragment(old: Decimal | None, new: Decimal | None) -> Iterator[Fragment]:
    """Of the limit of a rule's points."""
    if old == new:
        return
    if new is None:
        assert old is not None
        yield f"now without a limit (was {rules.at_most_said(old)})", 1
    elif old is None:
        yield f"now {rules.at_most_said(new)}", -1
    else:
        yield f"now {rules.at_most_said(new)} (was {amounts.number(old)})", 1 if new > old else -1
