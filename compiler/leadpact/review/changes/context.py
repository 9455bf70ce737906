"""What every comparison has at hand: both versions under the names of the new one, and what leads have at stake."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from leadpact.agreement.wording import Wording
from leadpact.review.changes.stakes import Stakes
from leadpact.review.changes.uses import uses_of
from leadpact.review.changes.values import Place
from leadpact_dsl import model
from leadpact_dsl.model import Policy
from leadpact_dsl.source import Span


@dataclass(frozen=True)
class Both:
    """`old` is the old version with the new version's names; `say` has the titles of the agreement's sections."""

    old: Policy
    new: Policy
    say: Wording

    @cached_property
    def stakes(self) -> Stakes:
        return Stakes(self.new)

    @cached_property
    def old_stakes(self) -> Stakes:
        return Stakes(self.old)

    @cached_property
    def uses(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """What is used by what in the new version, and in the old one what is gone by now."""
        return uses_of(self.old) | uses_of(self.new)

    def place(self, title: str, of: model.Named | None = None) -> Place:
        """The section whose title is called so in the wording of agreements; `of` is the score or clock it is about."""
        number = _SECTIONS.index(title)
        if of is None:
            return Place((number, 0), self.say(title))
        return Place((number, _within(self.new, title, of.name)), self.say(title, label=of.label))


_SECTIONS = (
    *("purpose_title", "lifecycle_title", "disqualified_title", "terms_title", "dials_title", "fields_title"),
    *("activities_title", "lists_title", "scoring_title", "score_title", "grades_title", "routes_title"),
    *("clock_title", "calendars_title", "recycle_title", "nurture_title", "goals_title", "experiments_title"),
    *("capacity_title", "duties_title", "review_title", "term_title", "further_title", "names_title"),
)
"""In the order of the agreement."""


def _within(policy: Policy, title: str, name: str) -> int:
    named = [*(policy.scores if title == "score_title" else policy.clocks)]
    return named.index(name) if name in named else len(named)


class Spanned(Protocol):
    @property
    def span(self) -> Span: ...


def span_of(thing: Spanned | None) -> Span | None:
    return None if thing is None else thing.span
