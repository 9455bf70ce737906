"""What came of a comparison, ready to be written in any form."""

from __future__ import annotations

from dataclasses import dataclass

from leadpact.review.compare.comparing import Compared, Part
from leadpact.review.compare.subjects import Subject, called
from leadpact.review.compare.telling import expected, told
from leadpact.solver import Witness
from leadpact_dsl.model import Policy


@dataclass(frozen=True)
class Side:
    """One of two drafts, or one of two definitions. `which` is the place of its policy in a witness."""

    name: str
    policy: Policy
    which: int
    digest: str


@dataclass(frozen=True)
class Comparison:
    """`drafts`: two policies are compared, else two definitions of one.

    `same_meaning`: the drafts mean the same word for word, and nothing had to be asked. `only` are the things that only
    one of the drafts has, by side.
    """

    sides: tuple[Side, Side]
    drafts: bool
    found: tuple[Compared, ...]
    only: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    same_meaning: bool = False

    def with_verdict(self, verdict: str) -> tuple[Compared, ...]:
        return tuple(one for one in self.found if one.verdict == verdict)

    def title(self, subject: Subject, part: Part) -> str:
        """What a lead in a part is, said of the subject where drafts are compared."""
        first, second = (side.name for side in self.sides)
        if part == "differ":
            return "Where they differ"
        if self.drafts:
            where = {"both": "In both", "first": f"In {first} alone", "second": f"In {second} alone"}
            return where.get(part, "In neither")
        one, other = (called(side.policy, name) for side, name in zip(self.sides, subject.names, strict=True))
        return {
            "both": f"Both {one} and {other}",
            "first": f"{one}, and not {other}",
            "second": f"{other}, and not {one}",
            "neither": f"Neither {one} nor {other}",
        }[part]

    def said(self, subject: Subject, witness: Witness, side: int) -> tuple[str, ...]:
        """What a side says of a lead, and why."""
        own = self.sides[side]
        return told(subject, own.policy, own.which, witness, side)

    def example(self, subject: Subject, part: Part, witness: Witness, side: int) -> str:
        """An `example` of the lead in the words of a side's policy, that expects what this policy says."""
        own = self.sides[side]
        sides = (side,) if self.drafts else (0, 1)
        expectations = [line for one in sides for line in expected(subject, own.policy, own.which, witness, one)]
        title = self.title(subject, part)
        if self.drafts:
            title = f"{subject.label}: {title[:1].lower()}{title[1:]}"
        return witness.example(own.policy, title, tuple(dict.fromkeys(expectations)), own.which)
