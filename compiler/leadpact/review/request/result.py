"""What a review has found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from leadpact.agreement import document as doc
from leadpact_dsl.diagnostics import Diagnostic, in_order
from leadpact_dsl.frozen import frozen

Outcome = Literal["good", "bad", "look", "open"]
"""`bad` fails the review, `look` and `open` do not: something to look at, and what could not or need not be said."""

Standing = Literal["new", "changed", "same", "deleted"]


@frozen
class Check:
    """One line of the table of checks: what was asked, and what came of it in a sentence."""

    what: str
    outcome: Outcome
    said: str


@frozen
class PolicyReview:
    """`path` as people type it. `parts` are the sections that say what the change means and does, in their order.

    `headline` is what a reader has to know first, in a few words each; `findings` holds everything that some check has
    reported, each once. `moved_from` is the path at the base, where that was another.
    """

    path: str
    title: str
    standing: Standing
    checks: tuple[Check, ...]
    findings: tuple[Diagnostic, ...]
    headline: tuple[str, ...] = ()
    parts: tuple[doc.Section, ...] = ()
    moved_from: str | None = None

    @property
    def is_good(self) -> bool:
        return not any(check.outcome == "bad" for check in self.checks)


@frozen
class Review:
    """`base` is the revision as it was typed and `commit` its hash, both None where nothing was compared.

    `findings` are those that belong to no policy.
    """

    base: str | None
    commit: str | None
    policies: tuple[PolicyReview, ...]
    findings: tuple[Diagnostic, ...] = ()

    @property
    def is_good(self) -> bool:
        return all(one.is_good for one in self.policies) and not any(one.is_error for one in self.findings)

    @property
    def all_findings(self) -> list[Diagnostic]:
        return in_order([*self.findings, *(found for one in self.policies for found in one.findings)])


def outcome_of(findings: Iterable[Diagnostic]) -> Outcome:
    """The worst of some findings."""
    severities = {found.severity.value for found in findings}
    return "bad" if "error" in severities else "look" if severities else "good"
