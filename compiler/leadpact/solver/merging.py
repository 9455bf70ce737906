"""Two policies that speak of one lead: which of their fields, activities and choices are the same.

They are matched by name, and what is left by its label. A field of another kind (or currency) is another field. What
the lead's record holds must suit both policies, as a record that one of them refuses is decided by neither.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from leadpact_dsl.model import Activity, Choice, Field, Policy
from leadpact_dsl.text import fold

LEAD = "lead"

T = TypeVar("T", Field, Activity, Choice)


@dataclass(frozen=True)
class SharedField:
    """A field under its common name, as each policy declares it (None: not at all).

    `owner` is "lead" or the common name of an activity; `choices` are the common names of those that all accept, some
    as one of those that they do not know.
    """

    owner: str
    name: str
    of: tuple[Field | None, ...]
    choices: tuple[str, ...]

    @property
    def first(self) -> Field:
        return next(one for one in self.of if one is not None)

    @property
    def required(self) -> bool:
        """By any: a record without it is refused."""
        return any(one is not None and one.required for one in self.of)


@dataclass(frozen=True)
class SharedActivity:
    name: str
    of: tuple[Activity | None, ...]
    fields: Mapping[str, SharedField]

    @property
    def first(self) -> Activity:
        return next(one for one in self.of if one is not None)


@dataclass(frozen=True)
class Merged:
    """Common names are those of the first policy that knows the thing.

    `common[which]` leads from (owner, name) as a policy has them to the common field; `kinds[which]` from an activity
    to its common name; `choices[which]` from (owner, field, choice) to the common name of the choice.
    """

    lead: Mapping[str, SharedField]
    activities: Mapping[str, SharedActivity]
    common: tuple[Mapping[tuple[str, str], SharedField], ...]
    kinds: tuple[Mapping[str, str], ...]
    choices: tuple[Mapping[tuple[str, str, str], str], ...]

    def choice(self, which: int, field: SharedField, common: str) -> str:
        """What a policy sees where a field holds a choice: its own name for it, or the choice that stands for all
        values which it does not know."""
        one = field.of[which]
        assert one is not None
        names = self.choices[which]
        known = (choice.name for choice in one.choices if names[one.owner, one.name, choice.name] == common)
        found = next(known, one.otherwise)
        assert found is not None
        return found


class _Merging:
    def __init__(self, count: int) -> None:
        self.common: tuple[dict[tuple[str, str], SharedField], ...] = tuple({} for _ in range(count))
        self.kinds: tuple[dict[str, str], ...] = tuple({} for _ in range(count))
        self.choices: tuple[dict[tuple[str, str, str], str], ...] = tuple({} for _ in range(count))

    def fields(self, owner: str, declared: Sequence[Mapping[str, Field]]) -> dict[str, SharedField]:
        found: dict[str, SharedField] = {}
        for name, of in _matched(declared, lambda one: (one.kind, one.currency)).items():
            field = SharedField(owner, name, of, self._choices(of))
            found[name] = field
            for which, one in enumerate(of):
                if one is not None:
                    self.common[which][one.owner, one.name] = field
        return found

    def _choices(self, of: tuple[Field | None, ...]) -> tuple[str, ...]:
        declared = [{} if one is None else {choice.name: choice for choice in one.choices} for one in of]
        accepted = []
        for name, choices in _matched(declared, lambda _: None).items():
            for which, (field, choice) in enumerate(zip(of, choices, strict=True)):
                if field is not None and choice is not None:
                    self.choices[which][field.owner, field.name, choice.name] = name
            if all(
                choice is not None or field.otherwise is not None
                for field, choice in zip(of, choices, strict=True)
                if field is not None
            ):
                accepted.append(name)
        return tuple(accepted)


def merge(policies: Sequence[Policy]) -> Merged:
    merging = _Merging(len(policies))
    lead = merging.fields(LEAD, [policy.lead.fields for policy in policies])
    activities: dict[str, SharedActivity] = {}
    for name, of in _matched([policy.activities for policy in policies], lambda _: None).items():
        for which, one in enumerate(of):
            if one is not None:
                merging.kinds[which][one.name] = name
        fields = merging.fields(name, [{} if one is None else one.fields for one in of])
        activities[name] = SharedActivity(name, of, fields)
    return Merged(lead, activities, merging.common, merging.kinds, merging.choices)


def _matched(declared: Sequence[Mapping[str, T]], kind: Callable[[T], Hashable]) -> dict[str, tuple[T | None, ...]]:
    """By common name what each policy declares: the same name, or else the same label, and the same kind."""
    first = declared[0]
    if len(declared) == 1:
        return {name: (one,) for name, one in first.items()}
    second = declared[1]
    pairs = {name: second[name] for name, one in first.items() if name in second and kind(second[name]) == kind(one)}
    left = {name: one for name, one in second.items() if name not in pairs}
    for name, one in first.items():
        if name not in pairs:
            alike = [other for other in left.values() if _alike(one, other) and kind(one) == kind(other)]
            if len(alike) == 1:
                pairs[name] = left.pop(alike[0].name)
    found: dict[str, tuple[T | None, ...]] = {name: (one, pairs.get(name)) for name, one in first.items()}
    for name, one in left.items():
        while name in found:
            name += " "
        found[name] = (None, one)
    return found


def _alike(one: T, other: T) -> bool:
    return fold(one.label) == fold(other.label)
