"""Cases as the arrays that the bulk engine gets, and what comes out of it beside the reference, lead by lead."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import localcontext
from typing import Any, NamedTuple

import numpy as np

from leadpact.digest import digest_of
from leadpact.engines.clocks import NONE, Events, cycles, frames_of, refusals, responses, timed
from leadpact.engines.clocks.arrays import Ints
from leadpact.engines.clocks.frames import asks
from leadpact.engines.clocks.table import table
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact_dsl import model
from leadpact_dsl.decision import CycleResult, Decision, Refused
from leadpact_dsl.evaluate import clocks as reference
from leadpact_dsl.evaluate.decide import EXACT, decide
from leadpact_dsl.evaluate.facts import Facts, gather
from leadpact_dsl.evaluate.frame import Frame
from leadpact_dsl.evaluate.stages import returns
from tests.targets.at_random.cases import Case

Row = dict[str, Any]


class Differing(NamedTuple):
    """A case that is timed otherwise than the reference says."""

    case: Case
    wanted: str | list[Row]
    found: str | list[Row]


def plan_of(policy: model.Policy) -> Plan:
    plan = lower(policy, digest_of(policy))
    assert isinstance(plan, Plan), plan
    return plan


def difference(plan: Plan, cases: Sequence[Case], *, apart: int = 1) -> Differing | None:
    """The first case that differs. Lead numbers lie `apart`; cases that the records' readers refuse are left out."""
    policy = plan.policy
    gathered = [gather(policy, one.lead, one.activities, one.as_of) for one in cases]
    kept = [(case, facts) for case, facts in zip(cases, gathered, strict=True) if isinstance(facts, Facts)]
    found = bulk(plan, kept, apart)
    for place, (case, _) in enumerate(kept):
        decision = decide(policy, case.lead, case.activities, case.as_of)
        wanted = decision.reason if isinstance(decision, Refused) else wanted_of(decision)
        if found[place] != wanted:
            return Differing(case, wanted, found[place])
    return None


def bulk(plan: Plan, kept: Sequence[tuple[Case, Facts]], apart: int = 1) -> list[str | list[Row]]:
    """For each lead its rows of the table, or why it is refused."""
    with localcontext(EXACT):
        numbers = np.arange(len(kept), dtype=np.int64) * apart
        as_of = np.full(len(kept) * apart, -1, dtype=np.int64)
        as_of[numbers] = [case.as_of for case, _ in kept]
        events = events_of(plan.policy, [(facts, case.as_of) for case, facts in kept], numbers)
        some = cycles(plan, events, as_of)
        frames = frames_of(plan, some)
        answers = {clock.clause.name: np.zeros(len(frames), dtype=np.int16) for clock in plan.clocks if asks(clock)}
        for place in range(len(frames)):
            frame = Frame(kept[int(frames.lead[place]) // apart][1], int(frames.at[place]))
            for clock in plan.clocks:
                if asks(clock):
                    answers[clock.clause.name][place] = _response(plan, clock.clause, frame)
        response = responses(plan, some, frames, answers)
        times = timed(plan, some, response, _calendars(plan, kept, numbers), events, as_of)
    refused = refusals(some, times)
    found: list[str | list[Row]] = [[] for _ in kept]
    for which, lead in enumerate(refused.lead.tolist()):
        found[lead // apart] = refused.reason(plan, which)
    for row in table(plan, some, times).to_pylist():
        rows = found[row.pop("lead") // apart]
        assert isinstance(rows, list), "a refused lead has rows"
        rows.append(row)
    return found


def events_of(policy: model.Policy, leads: Sequence[tuple[Facts, int]], numbers: Ints) -> Events:
    """The log of each lead as the reference has it, with what any recycle rule takes up."""
    places = {name: place for place, name in enumerate(policy.activities)}
    rows: list[tuple[int, int, int, bool]] = []
    for (facts, as_of), number in zip(leads, numbers.tolist(), strict=True):
        frame = Frame(facts, as_of)
        sent_back = set(returns(frame))
        log = sorted((entry for log in facts.by_kind.values() for entry in log), key=lambda entry: entry.rank)
        rows += [(number, entry.at, places[entry.activity], entry.at in sent_back) for entry in log]
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    kinds = (np.int64, np.int64, np.int16, np.bool_)
    return Events(*(np.array(column, dtype=kind) for column, kind in zip(columns, kinds, strict=True)))


def _response(plan: Plan, clock: model.Clock, frame: Frame) -> int:
    found, _ = reference._response(clock, frame)
    if found is None:
        return NONE
    return [one.clause.name for one in next(c for c in plan.clocks if c.clause == clock).responses].index(found.name)


def _calendars(plan: Plan, kept: Sequence[tuple[Case, Facts]], numbers: Ints) -> dict[str, Ints]:
    places = {name: place for place, name in enumerate(plan.policy.calendars)}
    found: dict[str, Ints] = {}
    for clock in plan.clocks:
        for response in clock.responses:
            if response.chosen is None:
                continue
            column = np.full(int(numbers[-1]) + 1 if len(numbers) else 0, NONE, dtype=np.int64)
            for (case, facts), number in zip(kept, numbers.tolist(), strict=True):
                name, _ = reference._calendar(response.clause.calendar, Frame(facts, case.as_of))
                assert name is not None
                column[number] = places[name]
            found[response.clause.name] = column
    return found


def wanted_of(decision: Decision) -> list[Row]:
    return [_row(one) for one in decision.cycles]


def _row(cycle: CycleResult) -> Row:
    return {
        "clock": cycle.clock,
        "started_at": cycle.started_at,
        "response": cycle.response,
        "calendar": cycle.calendar,
        "state": cycle.state,
        "due": cycle.due,
        "ended_at": cycle.ended_at,
        "ended_by": cycle.ended_by,
        "used_ms": cycle.used,
        "opened_at": cycle.opened,
        "actions": [
            {"kind": one.clause.kind, "target": one.clause.target, "at": one.at, "fallen": one.fallen}
            for one in cycle.actions
        ],
        "tries": [{"made": one.made, "wanted": one.clause.times, "by": one.by} for one in cycle.tries],
    }
