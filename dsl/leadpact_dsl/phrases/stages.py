"""What becomes of a lead: stages, disqualification, routes, recycling and nurturing."""

from __future__ import annotations

from leadpact_dsl.model import Disqualify, Nurture, Policy, Recycle, Route, Selection, Stage
from leadpact_dsl.phrases import activities, amounts, times
from leadpact_dsl.phrases.conditions import condition, stage_name
from leadpact_dsl.phrases.words import counted, listed, quoted


def stage(policy: Policy, what: Stage) -> str:
    """When a lead is at a stage: `A lead is at MQL as long as …, and for good once it was qualified by marketing`."""
    name = stage_name(policy, what.name)
    record = activities.did(policy, what.recorded_by, "it") if what.recorded_by else ""
    match what.when, record:
        case None, "":
            return f"Every lead is at {name} from the start"
        case None, _:
            return f"A lead is at {name} once {record}"
        case when, "" if when is not None:
            return f"A lead is at {name} as long as this holds: {condition(policy, when)}"
        case when, _ if when is not None:
            return f"A lead is at {name} as long as this holds: {condition(policy, when)}; and to stay once {record}"
        case _:
            return f"A lead is at {name}"


def stage_facts(policy: Policy, what: Stage) -> str:
    """`owned by Sales development; 25% of these leads are expected to buy`; empty where nothing is said."""
    owner = f"owned by {policy.teams[what.owner].label}" if what.owner is not None else ""
    chance = f"{amounts.percent(what.probability)} probability of a sale" if what.probability is not None else ""
    return ", ".join(filter(None, (owner, chance)))


def disqualify(policy: Policy, what: Disqualify) -> str:
    return f"A lead is disqualified as {quoted(what.label)} if {condition(policy, what.when)}"


def route(policy: Policy, what: Route) -> str:
    """`A lead goes to Sales development if …, shared out between ana and ben`."""
    shared = f", shared out evenly by lead id between {listed(what.split, 'and')}" if what.split else ""
    goes = f"goes to {route_to(policy, what)}"
    if what.when is None:
        return f"Every other lead {goes}{shared}" if len(policy.routes) > 1 else f"Every lead {goes}{shared}"
    return f"A lead {goes}{shared} if {condition(policy, what.when)}"


def route_to(policy: Policy, what: Route) -> str:
    """`Sales development`, `the person in “Last salesperson”`."""
    if what.person_in is not None:
        return f"the person in {quoted(what.person_in.label)}"
    return policy.teams[what.team].label if what.team is not None else what.label


def recycle(policy: Policy, what: Recycle) -> str:
    """`A lead that was returned by sales where the reason is Not now goes to “Long-term nurturing” for 90 days`."""
    nurtured = quoted(policy.nurture[what.nurture].label)
    said = f"A lead that {_either(policy, what.when)} goes to {nurtured} for {times.duration(what.duration)}"
    if what.back_if is None:
        return said
    return f"{said}; it comes back sooner if, after that, {condition(policy, what.back_if)}"


def nurture(what: Nurture) -> str:
    """`The lead hears from us 1, 3, 6, 9 and 12 months after it came in`."""
    unit = what.unit.removesuffix("s")
    *before, last = what.counts
    counts = listed([*(f"{count:,}" for count in before), counted(last, unit)], "and")
    return f"The lead hears from us {counts} after it came in"


def _either(policy: Policy, selections: tuple[Selection, ...]) -> str:
    said = [
        activities.selected(policy, selection, lambda where: condition(policy, where, level=2))
        for selection in selections
    ]
    return ", or that ".join(said)
