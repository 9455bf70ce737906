"""What two drafts, or two definitions, agree on and where they part, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from leadpact.solver import Witness

Kind: TypeAlias = Literal["definition", "stage", "disqualification", "score", "grade", "route"]
Where: TypeAlias = Literal["both", "only first", "only second", "neither", "same", "different"]
"""`both` to `neither` of what holds or does not; `same` and `different` of what has a value."""
Verdict: TypeAlias = Literal["same clauses", "equivalent", "different", "unknown"]
"""`same clauses`: nothing had to be solved. `equivalent`: no lead tells them apart, as is proved. `unknown`: there is
neither such a proof nor such a lead."""


@dataclass(frozen=True)
class Shown:
    """A lead of one part of the world.

    `says` are what each side finds of it, in words; `blocks` the example for each policy, ready to paste; `parted` the
    clauses that decided, as sentences.
    """

    witness: Witness
    title: str
    says: tuple[str, str]
    blocks: tuple[str, ...]
    parted: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Region:
    """`shown` is a lead that lies there; without one, `empty` says that there is none, else it is unknown (`why`)."""

    where: Where
    shown: Shown | None
    empty: bool
    why: str = ""


@dataclass(frozen=True)
class Compared:
    """`names` are the two sides as people call them: labels of clauses; `sides` the drafts they stand in."""

    kind: Kind
    names: tuple[str, str]
    ids: tuple[str, str]
    verdict: Verdict
    regions: tuple[Region, ...]

    def region(self, where: Where) -> Region | None:
        return next((one for one in self.regions if one.where == where), None)


@dataclass(frozen=True)
class OnlyIn:
    """What only one draft knows: `what` in the plural (`fields of the lead`), `names` as people read them."""

    which: int
    what: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class OtherKind:
    """A field that is of another kind in each draft: what it is called, and its kinds behind `is` (`a whole number`).

    A lead's value suits one of them only, so that the drafts never ask the same of it.
    """

    name: str
    kinds: tuple[str, str]


@dataclass(frozen=True)
class Comparison:
    """`drafts` name the two; there is one name for two definitions of one policy.

    `beside` are parts of the drafts that differ, too, and of which no lead was asked.
    """

    drafts: tuple[str, ...]
    compared: tuple[Compared, ...]
    only: tuple[OnlyIn, ...]
    beside: tuple[str, ...] = ()
    other_kinds: tuple[OtherKind, ...] = ()

    @property
    def differing(self) -> tuple[Compared, ...]:
        return tuple(one for one in self.compared if one.verdict == "different")
