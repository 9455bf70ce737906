"""What random policies are made of: dice, names that are hard on programs, labels that are hard on comments."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

# An agreement's zone decides days and periods: with summer time and without, by half an hour, at odd offsets.
ZONES = (
    *("America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns", "UTC"),
    *("America/Sao_Paulo", "Africa/Cairo", "Pacific/Auckland", "America/Santiago", "Asia/Beirut"),
)
# Days around which things happen: the clocks change, a leap day, ends of months, quarters and years, a holiday.
DAYS = ("2026-11-02", "2026-03-09", "2026-10-26", "2024-03-01", "2027-01-01", "2026-04-30", "2026-07-04", "2025-04-06")

FIELD_NAMES = {
    "text": ("title", "city", "owner", "class", "Lead", "kind", "_asdict", "None", "lower", "values"),
    "whole number": ("employees", "seats", "index", "count", "int", "_fields", "as_of"),
    "number": ("review", "rating", "self", "lambda", "float"),
    "money": ("revenue", "budget", "print", "import"),
    "yes or no": ("wants_call", "opted_out", "True", "is_", "bool"),
    "one of": ("industry", "source", "tier", "match", "type"),
    "date": ("contract_end", "born", "date", "dt"),
    "time": ("created_at", "trial_started", "time", "now", "instant"),
}
ACTIVITY_NAMES = (
    "viewed_page",
    "asked",
    "sent_form",
    "opened",
    "clicked",
    "def",
    "used",
    "Activity",
    "decide",
    "wrote",
)
TEAM_ACTIVITY_NAMES = ("handed_over", "called", "emailed", "accepted", "on_hold", "resumed", "reassigned", "yield")
SCORE_NAMES = ("fit", "engagement", "score", "sum", "total", "min", "rules", "points")
LABELS = (
    "Fit",
    "Points of the lead",
    'Say \\"hello\\"',
    "Back\\\\slash and {braces} and %s",
    "Größe – ÄÖ",
    "# no remark",
    "'''",
    "日本語 🎉",
    "{{ x }} <b>`",
)
CHOICES = ("a", "b", "c", "small", "large", "None", "other_one", "True")
TEXTS = (
    *("US", "ca", "VP", "Vice President", "a b", "/pricing", "/Pricing/x", "gmail.com", "x", "ÄRZTE", "ΣΑΣ", "Straße"),
    *("İstanbul", "don't", 'say \\"x\\"', "a\\\\b", "日本", "C++", "R&D"),
)
WHOLES = (0, 1, 2, 49, 50, 51, 499, 500, 1000, -5, 5000)
DECIMALS = ("0", "0.5", "2.5", "-10.0001", "3.3333", "99.9999", "-0.005", "1.25", "50")
MONEY = ("0", "0.01", "1200.5", "50000", "1000000", "-3.25", "999.99")
LENGTHS = (
    *("90 minutes", "12 hours", "24 hours", "1 day", "2 days", "3 days", "5 days", "7 days", "2 weeks", "30 days"),
    *("40 days", "90 days"),
)


class Dice:
    """Chances, all from one seed."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)

    def pick(self, things: Sequence[T]) -> T:
        return things[self._random.randrange(len(things))]

    def some(self, things: Sequence[T], least: int, most: int) -> list[T]:
        """Distinct ones, in a random order."""
        most = min(most, len(things))
        return self._random.sample(list(things), self.number(min(least, most), most))

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def chance(self, percent: int) -> bool:
        return self._random.randrange(100) < percent

    def maybe(self, percent: int, make: Callable[[], str]) -> str:
        """The text with a blank before it, or nothing."""
        return f" {make()}" if self.chance(percent) else ""


@dataclass(frozen=True)
class FieldMade:
    name: str
    kind: str
    choices: tuple[str, ...] = ()
    known: bool = False
    """Whether it always has a value: required, or with a default."""


@dataclass(frozen=True)
class ActivityMade:
    name: str
    by_team: bool
    fields: tuple[FieldMade, ...] = ()


@dataclass
class World:
    """What has been declared so far, for later clauses to refer to."""

    dice: Dice
    day: str
    fields: list[FieldMade] = field(default_factory=list)
    activities: list[ActivityMade] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    """Values that are plain numbers."""
    moneys: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    defines: list[str] = field(default_factory=list)
    scores: list[str] = field(default_factory=list)
    grades: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stages: list[str] = field(default_factory=list)
    calendars: list[str] = field(default_factory=list)

    def of_kind(self, *kinds: str) -> list[FieldMade]:
        return [one for one in self.fields if one.kind in kinds]

    def own(self) -> list[ActivityMade]:
        return [one for one in self.activities if not one.by_team]

    def label(self) -> str:
        return self.dice.maybe(70, lambda: f'"{self.dice.pick(LABELS)}"')

    def reason(self) -> str:
        return self.dice.maybe(15, lambda: f'because "{self.dice.pick(LABELS)}"')


def below(lines: Sequence[str]) -> list[str]:
    """The lines, a level further in."""
    return [f"  {line}" for line in lines]
