"""Grades: where their levels begin, and what gives one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from leadpact.review.changes.context import Both, span_of
from leadpact.review.changes.declared import declared, label_changes, order_changes, reason_change
from leadpact.review.changes.matching import same
from leadpact.review.changes.stages import conditions_changed
from leadpact.review.changes.values import About, Found, found, label_of
from leadpact.review.changes.words import dropped_clause, new_clause
from leadpact_dsl import model
from leadpact_dsl.phrases import amounts, rows
from leadpact_dsl.phrases.ranks import level_name
from leadpact_dsl.phrases.words import listed, quoted, sentence


def grade_changes(both: Both) -> Iterator[Found]:
    place = both.place("grades_title")
    for old, new in declared(both.old.grades, both.new.grades):
        known = new or old
        assert known is not None
        said = (_said(both.old, old), _said(both.new, new))
        about = About(place, known.label, known.id, *said, span_of(old), span_of(new))
        if new is None:
            yield found(about, "different", dropped_clause(f"the grade {quoted(known.label)}"))
        elif old is None:
            levels = listed([level_name(level) for level in new.levels], "and")
            yield found(about, "different", new_clause(f"the grade {quoted(new.label)}, with the levels {levels}"))
        else:
            yield from _grade(both, about, old, new)


def _said(policy: model.Policy, grade: model.Grade | None) -> str:
    if grade is None:
        return ""
    return "; ".join(f"{level_name(level)}: {rows.level(policy, grade, level)}" for level in grade.levels)


def _grade(both: Both, about: About, old: model.Grade, new: model.Grade) -> Iterator[Found]:
    yield from label_changes(about, "grade", old, new)
    yield from reason_change(about, quoted(new.label), old.because, new.because)
    if old.score != new.score:
        now = f"goes by {both.new.scores[new.score].label}" if new.score else "goes by conditions"
        before = both.old.scores[old.score].label if old.score else "by conditions"
        yield found(about, "different", sentence(f"{new.label} now {now} (was {before})"))
    before_, after = ({level.name: level for level in grade.levels} for grade in (old, new))
    for one, other in declared(before_, after):
        if one is not None and other is not None:
            level = _level_about(both, about, old, new, one, other)
            yield from label_changes(level, "level", one, other)
            yield from reason_change(level, f"{new.label} {level_name(other)}", one.because, other.because)
    effect = both.stakes.of_grade(new.name)
    if _bands(old) and _bands(new) and {*before_} == {*after}:
        yield from _borders(both, about, old, new, effect)
        yield from order_changes(about, before_, after, " among the levels")
    else:
        yield from _levels(both, about, old, new, effect)


def _level_about(
    both: Both, about: About, old: model.Grade, new: model.Grade, one: model.Level | None, other: model.Level | None
) -> About:
    known = other or one
    assert known is not None
    return About(
        about.section,
        about.subject,
        known.id,
        f"{level_name(one)}: {rows.level(both.old, old, one)}" if one is not None else "",
        f"{level_name(other)}: {rows.level(both.new, new, other)}" if other is not None else "",
        span_of(one),
        span_of(other),
    )


def _bands(grade: model.Grade) -> bool:
    return all(isinstance(level.test, model.Band) for level in grade.levels)


def _borders(both: Both, about: About, old: model.Grade, new: model.Grade, effect: int) -> Iterator[Found]:
    """Of levels by points, where each begins: what moves one border is one change, though two levels say it."""
    ours, theirs = _rising(old), _rising(new)
    if [level.name for level in ours] != [level.name for level in theirs]:
        yield found(about, "different", sentence(f"{new.label}: its levels now stand for other points"))
        return
    for (low, high), (its_low, its_high) in zip(pairwise(ours), pairwise(theirs), strict=True):
        before, after = _border(low), _border(its_low)
        if before == after:
            if _low(high) != _low(its_high):  # levels that overlap, or leave a gap: no sound policy has them
                said = f"{new.label} {level_name(its_high)} now holds where {rows.level(both.new, new, its_high)}"
                yield found(_level_about(both, about, old, new, high, its_high), "different", sentence(said))
            continue
        better = new.rank(its_high.name) < new.rank(its_low.name)
        level, was_level = (its_high, high) if better else (its_low, low)
        sign = (1 if after < before else -1) * (1 if better else -1)
        verb = "begins" if better else "ends"
        was_said = amounts.number(before[0]) if before[1] == after[1] else _at(before, better)
        said = f"{new.label} {level_name(level)} now {verb} {_at(after, better)} (was {was_said})"
        level_about = _level_about(both, about, old, new, was_level, level)
        yield found(level_about, label_of(sign * effect), sentence(said))


def _rising(grade: model.Grade) -> Sequence[model.Level]:
    return sorted(grade.levels, key=lambda level: _low(level))


def _low(level: model.Level) -> Decimal:
    assert isinstance(level.test, model.Band)
    return Decimal("-Infinity") if level.test.low is None else level.test.low


def _border(level: model.Level) -> tuple[Decimal, bool]:
    """Where a level ends, and whether that number is still in."""
    assert isinstance(level.test, model.Band)
    high = level.test.high
    return Decimal("Infinity") if high is None else high, level.test.high_in


def _at(border: tuple[Decimal, bool], better: bool) -> str:
    amount, is_in = border
    if better:
        return f"above {amounts.number(amount)}" if is_in else f"at {amounts.number(amount)}"
    return f"at {amounts.number(amount)}" if is_in else f"below {amounts.number(amount)}"


def _levels(both: Both, about: About, old: model.Grade, new: model.Grade, effect: int) -> Iterator[Found]:
    """Of levels by conditions, or where levels have come and gone."""
    before, after = ({level.name: level for level in grade.levels} for grade in (old, new))
    for one, other in declared(before, after):
        level = _level_about(both, about, old, new, one, other)
        if other is None:
            assert one is not None
            yield found(level, "different", dropped_clause(f"the level {level_name(one)} of {new.label}"))
        elif one is None:
            said = f"the level {level_name(other)} of {new.label}: {rows.level(both.new, new, other)}"
            yield found(level, "different", new_clause(said))
        elif isinstance(one.test, model.Band) or isinstance(other.test, model.Band):
            if not same(one.test, other.test):
                now, was = rows.level(both.new, new, other), rows.level(both.old, old, one)
                said = f"{new.label} {level_name(other)} now holds where {now} (was {was})"
                yield found(level, "different", sentence(said))
        elif one.test is None or other.test is None:
            if one.test is not other.test:
                said = f"{new.label} {level_name(other)} now holds where {rows.level(both.new, new, other)}"
                yield found(level, "different", sentence(said))
        else:
            best = effect if new.rank(other.name) == 0 else 0
            owner = f"{new.label} {level_name(other)}"
            yield from conditions_changed(both, level, owner, one.test, other.test, best)
    yield from order_changes(about, before, after, " among the levels")
