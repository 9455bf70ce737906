"""The leads that come to each team in a week, before and after, against what the team can take.

A lead comes to a team in a week (Monday to Sunday, in the agreement's timezone) where at the end of the week it holds
the hand-over stage or a later one, and at its start it did not, or had not come in yet; the team is that of its route
at the end. Both versions are asked at the end of each of the last full weeks before the instant of the decisions, with
the log as it was then and the fields as they are now. Of many leads, evenly chosen ones stand for all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from leadpact.review.calibrate.floors import floors
from leadpact.review.impact.adding import Flags, Ints
from leadpact_dsl.checks.dates import amount_at
from leadpact_dsl.checks.goals import PERIODS_A_YEAR
from leadpact_dsl.model import Delivers, Policy
from leadpact_dsl.zones import Zone

WEEKS = 8
MOST_LEADS = 10_000
"""Of more leads, this many at most stand for all."""


@dataclass(frozen=True)
class Weeks:
    """Full weeks, the earliest first: `starts` are their instants (ms), the last one is the end of the last week."""

    starts: Ints
    days: tuple[dt.date, ...]
    """The Mondays."""


def weeks_before(as_of: int, zone: Zone, count: int, first_year: int) -> Weeks:
    """The last full weeks before an instant, as many as there are since the first year that the agreement covers."""
    today = zone.local(as_of).date()
    monday = today - dt.timedelta(days=today.weekday())
    days = [monday - dt.timedelta(days=7 * back) for back in range(count, -1, -1)]
    days = [day for day in days if day.year >= first_year]
    return Weeks(np.array([zone.start_of_day(day) for day in days], dtype=np.int64), tuple(days[:-1]))


class ReplayedSide(Protocol):
    """See `leadpact.engines.history.replaying.Replayed`."""

    @property
    def known(self) -> Flags: ...

    @property
    def came(self) -> Ints: ...

    def column(self, column: str, /) -> pa.Array: ...


class ReplayOfLeads(Protocol):
    """See `leadpact.engines.history.history.Replay`."""

    @property
    def leads(self) -> Ints: ...

    @property
    def every(self) -> int: ...

    @property
    def sides(self) -> tuple[ReplayedSide, ...]: ...


def came_by_team(side: ReplayedSide, holds: Flags, weeks: Weeks, counted: Flags) -> tuple[dict[str, Ints], int]:
    """Leads that come to each team ("" is whoever the record names) in each week, and how many nothing is known of.

    `holds` says of each lead at each instant whether the stage holds; only leads that are `counted` count.
    """
    count = len(weeks.days)
    there = holds.reshape(-1, count + 1) & (side.came[:, None] <= weeks.starts[None, :]) & counted[:, None]
    comes = there[:, 1:] & ~there[:, :-1]
    teams = side.column("team").cast(pa.string()).dictionary_encode()
    names = [*teams.dictionary.to_pylist(), ""]
    codes = pa.compute.fill_null(teams.indices, len(names) - 1).to_numpy(zero_copy_only=False)
    codes = codes.reshape(-1, count + 1)[:, 1:]
    found = {}
    for code, team in enumerate(names):
        here: Ints = (comes & (codes == code)).sum(axis=0).astype(np.int64)
        if here.any():
            found[team] = here
    return found, int((there[:, -1] & (side.came < 0)).sum())


@dataclass(frozen=True)
class TeamLoad:
    """What comes to one team; a `team` of "" is whoever the lead's record names.

    `before` and `after` are leads by week. `capacity_…` is what the team can take in a week; None: nothing is said.
    """

    team: str
    label: str
    before: tuple[int, ...]
    after: tuple[int, ...]
    capacity_before: Decimal | None
    capacity_after: Decimal | None


def team_loads(
    before: Mapping[str, Ints],
    after: Mapping[str, Ints],
    old: Policy,
    new: Policy,
    renamed: Mapping[str, str],
    weeks: Weeks,
    as_of: int,
) -> tuple[TeamLoad, ...]:
    """The teams to which leads come, in the order of the new version; last whoever records name.

    `renamed` says what the new version calls a team.
    """
    nobody = np.zeros(len(weeks.days), dtype=np.int64)
    back = {called: name for name, called in renamed.items()}
    found = []
    for name in dict.fromkeys([*new.teams, *(renamed.get(name, name) for name in old.teams), ""]):
        was = back.get(name, name)
        if was not in before and name not in after:
            continue
        label = new.teams[name].label if name in new.teams else old.teams[was].label if was in old.teams else ""
        found.append(
            TeamLoad(
                name,
                label or "Whoever the record names",
                tuple(before.get(was, nobody).tolist()),
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
    """The stage at which leads come to sales, as far as a policy tells.

    It is the last one that has a condition and whose leads a goal promises; else the first whose condition rests on a
    score; else the first that a goal promises; else the first with a condition. None where no stage has any of it.
    """
    promised = {item.stage for goal in policy.goals.values() for item in goal.items if isinstance(item, Delivers)}
    stages = list(policy.stages.values())
    likely = (
        next((one for one in reversed(stages) if one.when is not None and one.name in promised), None),
        next((one for one in stages if floors(policy, one)), None),
        next((one for one in stages if one.name in promised), None),
        next((one for one in stages if one.when is not None), None),
    )
    return next((one.name for one in likely if one is not None), None)


def reached(policy: Policy, stage: str) -> Sequence[str]:
    """A stage and those after it."""
    names = list(policy.stages)
    return names[names.index(stage) :]


def flags(places: Ints, among: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Which of these are among those."""
    return np.isin(places, np.array(list(among), dtype=np.int64))
