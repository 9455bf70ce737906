"""What changed between two versions of a policy, as values.

A change is labelled from the side of a lead, and of those who owe something:

- **tighter**: leads get fewer points, or reach a stage (or a better grade) harder; or more leads are not pursued, are
  rejected, or rest longer. Of a promise, a goal or a duty: whoever owes it owes more, or has less time.
- **looser**: the other way round.
- **different**: neither can be said simply. Some leads gain and others lose, or it is another team, person, calendar or
  column; who gets a lead and which promise covers it; stages, their owners and their order; the agreement's own days.
- **wording**: what people read is changed and what leads get is not: labels, prose, reasons, names that only the
  policy's authors see, a version's number, an order in which nothing depends on the order.

Points count as they reach a lead: in a score that is subtracted from another one, more points are tighter. Where a
definition, list or amount is used both ways, it is different. `leadpact.review.changes.stakes` works that out.

Every difference that the digest counts is a change with `signed`, and teams that had accepted the old version have to
accept again. What only words a reason otherwise is not signed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from leadpact_dsl.source import Span

Label: TypeAlias = Literal["tighter", "looser", "different", "wording"]
LABELS: tuple[Label, ...] = get_args(Label)


@dataclass(frozen=True)
class Place:
    """A section of the agreement; `order` says where it stands among the others."""

    order: tuple[int, ...]
    title: str = field(compare=False)


@dataclass(frozen=True)
class Change:
    """One thing that changed.

    `section` is the agreement's section that says it, `subject` what it is about (`Fit`, `Hot leads`), `clause` the id
    of the clause. `sentence` says the change whole, with its full stop. `old` and `new` are the clause's own words in
    the two versions, "" where it is not in one of them, and the spans are where it stands. `uses` names what else
    depends on it: stages, rules, promises. `signed` is told in the module's words.
    """

    section: str
    subject: str
    clause: str
    label: Label
    sentence: str
    old: str = ""
    new: str = ""
    old_span: Span | None = field(default=None, compare=False, repr=False)
    new_span: Span | None = field(default=None, compare=False, repr=False)
    uses: tuple[str, ...] = ()
    signed: bool = True

    @property
    def is_meaning(self) -> bool:
        """Whether it may change what becomes of a lead, or what somebody owes."""
        return self.label != "wording"


@dataclass(frozen=True)
class Changes:
    """All changes, in the order of the agreement."""

    changes: tuple[Change, ...]

    @property
    def meaning(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.is_meaning)

    @property
    def wording(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if not change.is_meaning)

    @property
    def signed(self) -> bool:
        """Whether the teams have to accept the agreement anew: exactly where the digests of the versions differ."""
        return any(change.signed for change in self.changes)

    def counts(self) -> dict[Label, int]:
        found = Counter(change.label for change in self.changes)
        return {label: found[label] for label in LABELS}


@dataclass(frozen=True)
class About:
    """A clause that is compared: what all changes of it share."""

    section: Place
    subject: str
    clause: str
    old: str = ""
    new: str = ""
    old_span: Span | None = field(default=None, compare=False, repr=False)
    new_span: Span | None = field(default=None, compare=False, repr=False)
    uses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A change with what it is sorted by."""

    section: Place
    change: Change


def found(about: About, label: Label, said: str, *, signed: bool = True) -> Found:
    """A change of a clause, `said` as a sentence with its full stop."""
    return Found(
        about.section,
        Change(
            about.section.title,
            about.subject,
            about.clause,
            label,
            said,
            about.old,
            about.new,
            about.old_span,
            about.new_span,
            about.uses,
            signed,
        ),
    )


def label_of(sign: int) -> Label:
    """+1 is looser, −1 tighter, 0 different."""
    return "looser" if sign > 0 else "tighter" if sign < 0 else "different"
