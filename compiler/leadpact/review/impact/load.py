"""The leads that come to each team in a week, before and after, against what the team can take.

A lead comes to the team of its route once it holds the hand-over stage or a later one. It counts in the week (Monday to
Sunday, in the agreement's timezone) in which its stage was recorded; a stage that no record, but the lead's own merits
bring about, in the week in which the lead last did something. Counted are the last full weeks before the instant of the
decisions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from leadpact.review.impact.adding import Flags, Ints, SideOfBlock
from leadpact_dsl.checks.dates import amount_at
from leadpact_dsl.checks.goals import PERIODS_A_YEAR
from leadpact_dsl.model import Delivers, Policy
from leadpact_dsl.zones import Zone

MOST_WEEKS = 13
"""A quarter of a year."""


@dataclass(frozen=True)
class Weeks:
    """Full weeks, the earliest first: `starts` are their instants (ms), the last one is the end of the last week."""

    starts: Ints
    days: tuple[dt.date, ...]
    """The Mondays."""

    def of(self, instants: Ints) -> Ints:
        """The place of the week of each instant; -1 outside of all."""
        found = np.searchsorted(self.starts, instants, "right") - 1
        found[found >= len(self.days)] = -1
        return found


def weeks_before(as_of: int, zone: Zone, count: int = MOST_WEEKS) -> Weeks:
    """The last full weeks before an instant."""
    today = zone.local(as_of).date()
    monday = today - dt.timedelta(days=today.weekday())
    days = [monday - dt.timedelta(days=7 * back) for back in range(count, -1, -1)]
    return Weeks(np.array([zone.start_of_day(day) for day in days], dtype=np.int64), tuple(days[:-1]))


@dataclass
class Load:
    """Leads by team and week, `came[which][team][week]`; a team of "" is whoever the lead's record names."""

    weeks: Weeks
    came: list[dict[str, Ints]] = field(default_factory=lambda: [{}, {}])
    """Of the old and of the new version."""
    untimed: list[int] = field(default_factory=lambda: [0, 0])
    """Leads that hold the stage, and nothing says since when."""
    earlier: list[int] = field(default_factory=lambda: [0, 0])
    """Leads that hold the stage since before the first week."""

    def add(self, which: int, side: SideOfBlock, holds: Flags, seen: Ints, renamed: Mapping[str, str]) -> None:
        """The leads for which `holds` hold the stage. `renamed` says what the new version calls a team."""
        recorded = pa.compute.fill_null(side.column("stage_recorded_at").cast(pa.int64()), -1)
        at = recorded.to_numpy(zero_copy_only=False)[holds]
        at = np.where(at >= 0, at, seen[holds])
        week = self.weeks.of(at)
        week[at < 0] = -1
        self.untimed[which] += int((at < 0).sum())
        self.earlier[which] += int(((at >= 0) & (at < self.weeks.starts[0])).sum())
        teams = side.column("team").cast(pa.string()).filter(pa.array(holds)).dictionary_encode()
        names = [*teams.dictionary.to_pylist(), ""]
        codes = pa.compute.fill_null(teams.indices, len(names) - 1).to_numpy(zero_copy_only=False)
        count = len(self.weeks.days)
        for code, name in enumerate(names):
            here = week[(codes == code) & (week >= 0)]
            if len(here):
                called = renamed.get(name, name)
                counted = np.bincount(here, minlength=count).astype(np.int64)
                self.came[which][called] = self.came[which].get(called, np.zeros(count, dtype=np.int64)) + counted


@dataclass(frozen=True)
class TeamLoad:
    """What comes to one team. `capacity` is what it can take in a week, by each version; None where nothing is said.

    `before` and `after` are leads by week.
    """

    team: str
    label: str
    before: tuple[int, ...]
    after: tuple[int, ...]
    capacity_before: Decimal | None
    capacity_after: Decimal | None


def team_loads(load: Load, old: Policy, new: Policy, renamed: Mapping[str, str], as_of: int) -> tuple[TeamLoad, ...]:
    """The teams to which leads come, as the new version has them; last the persons that records name."""
    nobody = np.zeros(len(load.weeks.days), dtype=np.int64)
    before, after = load.came
    back = {called: name for name, called in renamed.items()}
    names = [*new.teams, *(renamed.get(name, name) for name in old.teams), ""]
    found = []
    for name in dict.fromkeys(names):
        if name not in before and name not in after:
            continue
        was = back.get(name, name)
        label = new.teams[name].label if name in new.teams else old.teams[was].label if was in old.teams else ""
        found.append(
            TeamLoad(
                name,
                label or "Whoever the record names",
                tuple(before.get(name, nobody).tolist()),
                tuple(after.get(name, nobody).tolist()),
                weekly_capacity(old, was, as_of),
                weekly_capacity(new, name, as_of),
            )
        )
    return tuple(found)


def weekly_capacity(policy: Policy, team: str, as_of: int) -> Decimal | None:
    """The new leads that a team can take in a week: a year counts as 12 months, 52 weeks and 260 working days."""
    capacity = policy.teams[team].capacity if team in policy.teams else None
    if capacity is None:
        return None
    leads = amount_at(policy, capacity.leads, as_of)
    people = amount_at(policy, capacity.people, as_of) if capacity.per_person and capacity.people else Decimal(1)
    return leads * people * PERIODS_A_YEAR[capacity.period] / PERIODS_A_YEAR["week"]


def handover_stage(policy: Policy) -> str | None:
    """The stage at which leads come to sales: the one whose leads a goal promises, else the first with a condition.

    None where no stage has either.
    """
    for goal in policy.goals.values():
        for item in goal.items:
            if isinstance(item, Delivers):
                return item.stage
    return next((stage.name for stage in policy.stages.values() if stage.when is not None), None)


def reached(policy: Policy, stage: str) -> Sequence[str]:
    """A stage and those after it."""
    names = list(policy.stages)
    return names[names.index(stage) :]


def flags(places: Ints, among: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Which of these are among those."""
    return np.isin(places, np.array(list(among), dtype=np.int64))
