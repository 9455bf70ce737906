"""Which clause of the new version is which of the old: by what clauses are about, never by where they stand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Protocol, TypeVar

from leadpact.digest import meaning_of_part
from leadpact.review.changes.renaming import KINDS, Names
from leadpact_dsl import model

T = TypeVar("T")

_ALIKE = 0.75
"""How much of two labels has to be the same for them to be spellings of one."""

_MOST_PAIRS = 40_000
"""More clauses than this are not held against each other one by one: what is not the same is then new, or gone."""


class Labelled(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...


def same(one: object, other: object) -> bool:
    """Whether two clauses say the same, reasons aside."""
    return one == other or meaning_of_part(one) == meaning_of_part(other)


def paired(
    old: Sequence[T], new: Sequence[T], keys: Sequence[Callable[[T], Hashable | None]], alike: Callable[[T, T], float]
) -> list[tuple[T | None, T | None]]:
    """Pairs, in the order of the new ones; each that is gone stands behind the one that it stood behind.

    Those with an equal key belong together, the first kind of key before the second (None is no key). Of what is left,
    those that are most `alike` do (from 0 to 1; 0 is never a pair), and of several the nearest.
    """
    partner: dict[int, int] = {}
    left_old, left_new = list(range(len(old))), list(range(len(new)))
    for key in keys:
        free: dict[Hashable, list[int]] = {}
        for place in left_old:
            if (found := key(old[place])) is not None:
                free.setdefault(found, []).append(place)
        for place in left_new:
            if waiting := free.get(key(new[place]), []):
                partner[place] = waiting.pop(0)
        taken = set(partner.values())
        left_old = [place for place in left_old if place not in taken]
        left_new = [place for place in left_new if place not in partner]
    if len(left_old) * len(left_new) <= _MOST_PAIRS:
        partner |= _most_alike(left_old, left_new, lambda a, b: alike(old[a], new[b]))
    return _in_order(old, new, partner)


def _most_alike(old: Iterable[int], new: Iterable[int], alike: Callable[[int, int], float]) -> dict[int, int]:
    likely = sorted((-likeness, abs(a - b), b, a) for b in new for a in old if (likeness := alike(a, b)) > 0)
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, b, a in likely:
        if b not in partner and a not in taken:
            partner[b] = a
            taken.add(a)
    return partner


def _in_order(old: Sequence[T], new: Sequence[T], partner: Mapping[int, int]) -> list[tuple[T | None, T | None]]:
    """Python's sort is stable: what is gone comes behind the new place of the nearest one before it that is not."""
    new_of = {a: b for b, a in partner.items()}
    places: list[tuple[float, tuple[T | None, T | None]]] = [
        (b, (old[partner[b]] if b in partner else None, thing)) for b, thing in enumerate(new)
    ]
    before = -1.0
    for a, thing in enumerate(old):
        if a in new_of:
            before = new_of[a]
        else:
            places.append((before + 0.5, (thing, None)))
    return [pair for _, pair in sorted(places, key=lambda place: place[0])]


def another_order(pairs: Sequence[tuple[T | None, T | None]], old: Sequence[T]) -> bool:
    """Whether what is in both versions stands in another order in the old one; the pairs are in the new one's order."""
    place = {id(one): number for number, one in enumerate(old)}
    places = [place[id(one)] for one, other in pairs if one is not None and other is not None]
    return places != sorted(places)


def moved(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The fewest of those in both that have to be moved to get from one order to the other."""
    before = {name: place for place, name in enumerate(old)}
    common = [name for name in new if name in before]
    if [name for name in old if name in set(common)] == common:
        return []
    longest: list[list[str]] = []
    for name in common:
        fits = [run for run in longest if before[run[-1]] < before[name]]
        longest.append([*_longest(fits), name])
    stay = set(_longest(longest))
    return [name for name in common if name not in stay]


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=lambda run: len(run)) if runs else []


def label_alike(one: str, other: str) -> float:
    """1 for labels that differ in capitals only, else how much they share; 0 where that is too little."""
    one, other = one.casefold(), other.casefold()
    if one == other:
        return 1
    ratio = SequenceMatcher(None, one[:200], other[:200], autojunk=False).ratio()
    return ratio if ratio >= _ALIKE else 0


def names_between(old: model.Policy, new: model.Policy) -> Names:
    """What is called otherwise in the new version, and is the same thing: by its label, or by all that it says."""
    names: dict[tuple[str, ...], dict[str, str]] = {}
    for kind in KINDS:
        names[(kind,)] = _renames([*getattr(old, kind).values()], [*getattr(new, kind).values()])
    _names_of_fields(names, "lead", old.lead.fields, new.lead.fields)
    for name, activity in old.activities.items():
        called = names[("activities",)].get(name, name)
        if called in new.activities:
            _names_of_fields(names, called, activity.fields, new.activities[called].fields)
    for name, grade in old.grades.items():
        called = names[("grades",)].get(name, name)
        if called in new.grades:
            names[("levels", called)] = _renames(grade.levels, new.grades[called].levels)
    return {kind: found for kind, found in names.items() if found}


def _names_of_fields(
    names: dict[tuple[str, ...], dict[str, str]],
    owner: str,
    old: Mapping[str, model.Field],
    new: Mapping[str, model.Field],
) -> None:
    names[("fields", owner)] = _renames([*old.values()], [*new.values()])
    for name, field in old.items():
        called = names[("fields", owner)].get(name, name)
        if called in new:
            names[("choices", owner, called)] = _renames(field.choices, new[called].choices)


def _renames(old: Sequence[Any], new: Sequence[Any]) -> dict[str, str]:
    """Old name → new name, for those of one kind that have another name."""

    pairs = paired(old, new, (_name_and_label, _own_label, _name), _declared_alike)
    both = [(one.name, other.name) for one, other in pairs if one is not None and other is not None]
    return {before: after for before, after in both if before != after}


def _name_and_label(one: Labelled) -> Hashable:
    return one.name, one.label


def _own_label(one: Labelled) -> Hashable | None:
    return one.label if one.label != one.name else None


def _name(one: Labelled) -> Hashable:
    return one.name


def _declared_alike(one: Any, other: Any) -> float:
    match one:
        case model.Choice():
            return 0
        case model.Field():
            recorded = one.column is not None and one.column == other.column
        case model.Activity():
            recorded = one.logged_as is not None and one.logged_as == other.logged_as
        case _:
            recorded = isinstance(one, _TELLING) and _without_name(one) == _without_name(other)
    return 0.9 if recorded else label_alike(one.label, other.label) * 0.8


_TELLING = (
    *(model.Define, model.Disqualify, model.Stage, model.Route, model.Recycle, model.Score, model.Grade, model.Level),
    *(model.ItemList, model.Clock, model.Response, model.Goal, model.Experiment),
)
"""What says so much that two who say it all alike are one, whatever they are called."""


def _without_name(thing: Any) -> str:
    """All that a declaration says but how it is called."""
    said = meaning_of_part(thing)
    for part in ("label", "name"):
        said = said.replace(meaning_of_part(getattr(thing, part)), f"<{part}>")
    return said
