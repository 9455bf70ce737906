"""The load of teams by week, worked out once more lead by lead with the reference."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from leadpact.records.leads import reading_of
from leadpact.review.impact.load import handover_stage, weekly_capacity, weeks_before
from leadpact_dsl.decision import Refused
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import Policy
from tests.conftest import RunCli
from tests.engines.history.versions import ACME, Reference, at, changed, reference, sound

SMALL = Path(__file__).parents[2] / "engines" / "history" / "small"
AS_OF = "2026-11-02 12:00"
CREATED = ("policy.sla", 'created "Created": time', 'created "Created": time required')


def by_hand(
    policy: Policy, alone: Reference, both: set[str], instants: list[int], created: bool
) -> dict[str, list[int]]:
    """By team, the leads that come to it in each week: at MQL at its end, and not, or not there yet, at its start."""
    weeks: Counter[tuple[str, int]] = Counter()
    for lead in both:
        case = alone.cases[lead]
        came = min((one.at for one in case.activities), default=-1)
        came = int(case.record.values["created"]) if created else came  # type: ignore[arg-type]
        held = False
        for week, instant in enumerate(instants):
            decision = decide(policy, case.record, case.activities, instant)
            assert not isinstance(decision, Refused)
            holds = decision.stage == "MQL" and came <= instant
            if holds and not held and week:
                assert decision.route is not None
                weeks[decision.route.team or "", week - 1] += 1
            held = holds
    teams = {team for team, _ in weeks}
    return {team: [weeks[team, week] for week in range(len(instants) - 1)] for team in teams}


@pytest.mark.parametrize("created", [False, True])
def test_leads_come_in_the_week_in_which_they_reach_the_stage(run_cli: RunCli, tmp_path: Path, created: bool) -> None:
    more = [CREATED] if created else []
    old = changed(tmp_path / "old", *more, of=SMALL)
    new = changed(
        tmp_path / "new",
        ("policy.sla", "when points is at least 50", "when points is at least 30"),
        ("policy.sla", 'team sales "Sales"', 'team sales "Sales"\n  capacity 2 new leads each week\nteam big "Big"'),
        ("policy.sla", 'route large "Large" to sales', 'route large "Large" to big'),
        *more,
        of=SMALL,
    )
    files = [SMALL / "leads.csv", SMALL / "activities.csv"]
    ran = run_cli(
        "impact", old, new, "--leads", files[0], "--activities", files[1], "--as-of", AS_OF, "--format", "json"
    )
    assert ran.code == 0, ran.err
    load: dict[str, Any] = json.loads(ran.out)["load"]
    mondays = [dt.date(2026, 9, 7) + dt.timedelta(days=7 * week) for week in range(9)]
    assert load["weeks"] == [str(day) for day in mondays[:-1]]
    policies = [sound(old), sound(new)]
    instants = [at(policies[0], f"{day} 00:00") for day in mondays]
    alone = [reference(policy, files[0], files[1], at(policy, AS_OF)) for policy in policies]
    both = set(alone[0].decisions) & set(alone[1].decisions)
    before, now = (by_hand(policy, its, both, instants, created) for policy, its in zip(policies, alone, strict=True))
    assert {one["team"]: one["before"] for one in load["teams"] if any(one["before"])} == before
    assert {one["team"]: one["now"] for one in load["teams"] if any(one["now"])} == now
    assert before != now
    assert {one["team"]: (one["capacity_before"], one["capacity_now"]) for one in load["teams"]}["sales"] == (None, 2)
    assert load["every"] == 1


def test_weeks_are_full_ones_before_the_instant() -> None:
    policy = sound(SMALL)
    zone = reading_of(policy).zone
    weeks = weeks_before(at(policy, "2026-11-02 00:00"), zone, 2, 2000)
    assert weeks.days == (dt.date(2026, 10, 19), dt.date(2026, 10, 26))
    # The clocks went back on 25 October.
    assert [int(one) for one in weeks.starts] == [
        at(policy, f"2026-{day} 00:00") for day in ("10-19", "10-26", "11-02")
    ]
    assert int(weeks.starts[1] - weeks.starts[0]) == (7 * 24 + 1) * 3_600_000
    assert weeks_before(at(policy, "2026-11-01 23:59"), zone, 1, 2000).days == (dt.date(2026, 10, 19),)
    assert weeks_before(at(policy, "2026-01-20 00:00"), zone, 8, 2026).days == (
        dt.date(2026, 1, 5),
        dt.date(2026, 1, 12),
    )


def test_what_teams_can_take_in_a_week_is_that_of_the_day() -> None:
    policy = sound(ACME)
    assert weekly_capacity(policy, "sales", at(policy, "2026-12-31 12:00")) == 12 * 12
    assert weekly_capacity(policy, "sales", at(policy, "2027-01-01 12:00")) == 14 * 12
    assert round(float(weekly_capacity(policy, "executives", at(policy, AS_OF)) or 0), 4) == round(120 * 12 / 52, 4)
    assert weekly_capacity(policy, "partners", at(policy, AS_OF)) == 15
    assert weekly_capacity(policy, "marketing", at(policy, AS_OF)) is None


def test_leads_are_handed_over_at_the_stage_that_a_goal_promises() -> None:
    assert handover_stage(sound(ACME)) == "MQL"
    assert handover_stage(sound(SMALL)) == "MQL"
    # A goal promises leads at a stage that sales records; points bring them to the one before.
    assert handover_stage(sound(ACME.parent / "inbound")) == "MQL"
    assert handover_stage(sound(ACME.parent / "gitlab")) == "MQL"
