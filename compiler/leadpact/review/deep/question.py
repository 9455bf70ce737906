"""A question about a policy: what some lead should do, or none, and what there is to say where it is otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeAlias

from leadpact.solver.asks import Ask
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import ActivityRecord, LeadRecord
from leadpact_dsl.source import Span


@dataclass(frozen=True)
class Case:
    """One lead at one instant, found by chance, among the policy's own examples, or by the solver."""

    lead: LeadRecord
    activities: tuple[ActivityRecord, ...]
    as_of: int


class Further(Protocol):
    """What a finding may still ask to say more: how far a score goes, which rules never pay one lead together."""

    def impossible(self, *asks: Ask) -> tuple[Ask, ...] | None:
        """The asks that already contradict each other; None where they do not, or where it is not known."""
        ...

    def most(self, score: str, *given: Ask) -> Decimal | None:
        """A value that a score never exceeds where all of this is so: the highest, as far as that is known, or None."""
        ...

    def least(self, score: str, *given: Ask) -> Decimal | None:
        """A value that it never falls below."""
        ...


@dataclass(frozen=True)
class Never:
    """No lead is so, and `say` makes the finding from those of the asks that already contradict each other.

    `asks` must hold together for some lead, else something is wrong with what stands at `span`.
    """

    code: str
    span: Span
    asks: tuple[Ask, ...]
    say: Callable[[tuple[Ask, ...], Further], Diagnostic]
    means: Ask | None = None
    """What then can never be, for other questions to build on."""
    essential: tuple[Ask, ...] = ()
    """Asks without which a proof is about something else: of a policy where the rest is never so either way."""


@dataclass(frozen=True)
class Some:
    """Some lead is so, and `say` makes the finding from it. `asks` must not hold together for any lead."""

    code: str
    span: Span
    asks: tuple[Ask, ...]
    say: Callable[[Case], Diagnostic]
    settles: tuple[str, Span] | None = None
    """The ordinary finding (its code and place) that this one replaces, and that goes where no lead is so."""


Question: TypeAlias = "Never | Some"
