"""What changed in a condition, part by part: what it also asks now, asks no longer, or asks otherwise."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from leadpact.digest import meaning_of_part
from leadpact.review.changes.breadth import whole
from leadpact.review.changes.context import Both
from leadpact.review.changes.matching import paired, same
from leadpact.review.changes.words import short_quantity, was
from leadpact_dsl import model
from leadpact_dsl.phrases.conditions import condition
from leadpact_dsl.phrases.words import sentence


@dataclass(frozen=True)
class Turn:
    """One difference, `said` as a sentence; the condition of the owner then holds more often (+1) or less (−1)."""

    said: str
    breadth: int


_Parts: TypeAlias = "tuple[model.Condition, ...]"


def turns(both: Both, owner: str, old: model.Condition | None, new: model.Condition | None) -> Iterator[Turn]:
    """The differences of two conditions of one `owner`, which is named in front: `“Enterprise”`, `MQL`. None: none."""
    if old is None or new is None:
        if new is not None:
            yield Turn(sentence(f"{owner} now asks that {_new(both, new)}"), -1)
        elif old is not None:
            yield Turn(sentence(f"{owner} no longer asks that {_old(both, old)}"), 1)
        return
    if not same(old, new):
        yield from _turns(both, owner, old, new, within="")


def _turns(both: Both, owner: str, old: model.Condition, new: model.Condition, within: str) -> Iterator[Turn]:
    """`within` is the kind of the combination that the two are parts of."""
    kind = _joint_kind(old, new)
    if kind is None:
        yield _otherwise(both, owner, old, new, within)
        return
    ours, theirs = _parts(old, kind), _parts(new, kind)
    pairs = paired(ours, theirs, (_meaning,), lambda one, other: _alike(one, other))
    kept = [(one, other) for one, other in pairs if one is not None and other is not None]
    if not kept:
        yield _otherwise(both, owner, old, new, within)
        return
    before, after = _at_least(old, kind), _at_least(new, kind)
    if before != after:
        said = f"{owner} now asks for at least {after} of {len(theirs)} things (before: {before} of {len(ours)})"
        yield Turn(sentence(said), -1 if after > before and len(theirs) <= len(ours) else 1 if after < before else 0)
    gone = [one for one, other in pairs if one is not None and other is None]
    come = [other for one, other in pairs if other is not None and one is None]
    if len(gone) == len(come) == 1 and before == after:
        pairs = [(one, other) for one, other in pairs if one is not None and other is not None]
        yield _otherwise(both, owner, gone[0], come[0], kind)
    for one, other in pairs:
        if one is None and other is not None:
            yield Turn(_come(both, owner, kind, within, other), -1 if kind == "all" else 1)
        elif other is None and one is not None:
            yield Turn(_gone(both, owner, kind, within, one), 1 if kind == "all" else -1)
        elif one is not None and other is not None and not same(one, other):
            yield from _turns(both, owner, one, other, kind)


def _come(both: Both, owner: str, kind: str, within: str, part: model.Condition) -> str:
    said = _new(both, part)
    if kind == "all":
        return sentence(f"{_in_part(owner, within)} now also asks that {said}")
    if kind == "any":
        others = " (the other conditions stay)" if within else ""
        return sentence(f"For {owner}, it is now also enough that {said}{others}")
    return sentence(f"For {owner}, it now also counts{_in(within)} that {said}")


def _gone(both: Both, owner: str, kind: str, within: str, part: model.Condition) -> str:
    said = _old(both, part)
    if kind == "all":
        return sentence(f"{_in_part(owner, within)} no longer asks that {said}")
    if kind == "any":
        others = " (the other conditions stay)" if within else ""
        return sentence(f"For {owner}, it is no longer enough that {said}{others}")
    return sentence(f"For {owner}, it no longer counts{_in(within)} that {said}")


def _in(within: str) -> str:
    """Where a choice is only a part of what is asked."""
    return " in one part" if within else ""


def _in_part(owner: str, within: str) -> str:
    return f"In one of its ways, {owner}" if within in ("any", "at least") else owner


def _otherwise(both: Both, owner: str, old: model.Condition, new: model.Condition, within: str) -> Turn:
    now, before = _new(both, new), _old(both, old)
    sign = whole(both.new, old, new)
    if isinstance(old, model.Combined) or isinstance(new, model.Combined) or _subject(old) != _subject(new):
        return Turn(sentence(f"{owner} now asks that {now} (before: {before})"), sign)
    if within in ("any", "at least"):
        verb = "it is now enough" if within == "any" else "it now counts"
        return Turn(sentence(f"For {owner}, {verb} that {now} {was(now, before)}"), sign)
    return Turn(sentence(f"{owner} now asks that {now} {was(now, before)}"), sign)


def _new(both: Both, what: model.Condition) -> str:
    return condition(both.new, what, short_quantity, level=1)


def _old(both: Both, what: model.Condition) -> str:
    return condition(both.old, what, short_quantity, level=1)


def _joint_kind(old: model.Condition, new: model.Condition) -> str | None:
    """How both combine; a plain condition is a combination of one where it is, or resembles, a part of the other."""
    match old, new:
        case model.Combined(), model.Combined():
            if old.kind == new.kind:
                return old.kind
            kept = [one.kind for one, other in ((old, new), (new, old)) if any(same(other, item) for item in one.items)]
            return kept[0] if kept and kept[0] != "at least" else None
        case model.Combined(), _:
            return old.kind if old.kind != "at least" and _resembles(new, old.items) else None
        case _, model.Combined():
            return new.kind if new.kind != "at least" and _resembles(old, new.items) else None
        case _:
            return None


def _resembles(what: model.Condition, items: _Parts) -> bool:
    return any(same(what, item) or _subject(what) == _subject(item) for item in items)


def _parts(what: model.Condition, kind: str | None = None) -> _Parts:
    """The parts of a combination of a kind, or of any; else the condition itself."""
    if isinstance(what, model.Combined) and kind in (what.kind, None):
        return what.items
    return (what,)


def _at_least(what: model.Condition, kind: str) -> int:
    return what.at_least if isinstance(what, model.Combined) and kind == "at least" else 0


def _meaning(what: model.Condition) -> Hashable:
    return meaning_of_part(what)


def _alike(one: model.Condition, other: model.Condition) -> float:
    """Of parts that are not the same: those about one thing belong together, of combinations those that share most."""
    if isinstance(one, model.Combined) and isinstance(other, model.Combined):
        if one.kind != other.kind:
            return 0.1 if _shared(one, other) else 0
        return 0.2 + _shared(one, other)
    if isinstance(one, model.Combined) or isinstance(other, model.Combined):
        return 0.3 if _joint_kind(one, other) is not None else 0
    return 1 if _subject(one) == _subject(other) else 0


def _shared(one: model.Combined, other: model.Combined) -> float:
    ours, theirs = ({_subject(item) for item in what.items} for what in (one, other))
    return 0.7 * len(ours & theirs) / max(len(ours | theirs), 1)


def _subject(what: model.Condition) -> Hashable:
    """What a condition is about."""
    match what:
        case model.FieldTest():
            return "field", what.field.owner, what.field.name
        case model.ScoreTest():
            return "score", what.score
        case model.GradeTest():
            return "grade", what.grade
        case model.StageTest():
            return ("stage",)
        case model.DefineTest():
            return "define", what.define
        case model.Not():
            return _subject(what.item)
        case model.Happened():
            return "activities", what.selection.own, frozenset(what.selection.activities)
        case model.Combined():
            return what.kind, frozenset(map(_subject, what.items))


def alike(one: model.Condition, other: model.Condition) -> float:
    """How much two conditions are about one thing, from 0 to 1."""
    if same(one, other):
        return 1
    if isinstance(one, model.Combined) or isinstance(other, model.Combined):
        ours, theirs = ({*map(_subject, _parts(what))} for what in (one, other))
        return 0.9 * len(ours & theirs) / max(len(ours | theirs), 1)
    if _subject(one) != _subject(other):
        return 0
    if isinstance(one, model.Happened) and isinstance(other, model.Happened):
        if apart(one.selection.where, other.selection.where):
            return 0
        where = (one.selection.where is None) == (other.selection.where is None)
        return (
            0.8
            - 0.2 * (not same(one.window, other.window))
            - 0.2 * (not same(one.count, other.count))
            - 0.3 * (not where)
        )
    return 0.8


def apart(one: model.Condition | None, other: model.Condition | None) -> bool:
    """Whether two conditions ask the same field for values of which they share none: for another kind of thing."""
    ours, theirs = _named(one), _named(other)
    shared = ours.keys() & theirs.keys()
    return any(not ours[field] & theirs[field] for field in shared)


def _named(what: model.Condition | None) -> dict[Hashable, set[Hashable]]:
    """The values, or lists, that are asked of fields, by field."""
    match what:
        case model.FieldTest(field=field, test=model.Equals(value=value, negated=False)):
            return {(field.owner, field.name): {value}}
        case model.FieldTest(field=field, test=model.OneOf(negated=False) | model.TextMatch() as test):
            return {(field.owner, field.name): {*test.values, *(("list", name) for name in test.lists)}}
        case model.Combined(kind="all"):
            found: dict[Hashable, set[Hashable]] = {}
            for item in what.items:
                found |= _named(item)
            return found
        case _:
            return {}
