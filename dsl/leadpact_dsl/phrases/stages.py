"""What becomes of a lead: stages, disqualification, routes, recycling and nurturing."""

from __future__ import annotations

from leadpact_dsl.model import (
    Combined,
    Condition,
    Disqualify,
    Field,
    FieldTest,
    IsKnown,
    Nurture,
    Policy,
    Recycle,
    Route,
    Selection,
    Stage,
)
from leadpact_dsl.phrases import activities, amounts, times
from leadpact_dsl.phrases.conditions import Outline, about_lead, condition
from leadpact_dsl.phrases.ranks import stage_name
from leadpact_dsl.phrases.words import counted, listed, quoted


def stage(policy: Policy, what: Stage) -> Outline:
    """When a lead is at a stage: `A lead is at SAL once “was accepted by sales” is recorded for it`."""
    name = stage_name(policy, what.name)
    once = f"once {activities.recorded(policy, what.recorded_by)}" if what.recorded_by else ""
    if what.when is None:
        return Outline(f"A lead is at {name} {once}" if once else f"Every lead is at {name} from the start")
    until_then = f"{once}, and before that as long as" if once else "as long as"
    return about_lead(policy, what.when, f"A lead is at {name} {until_then}")


def stage_facts(policy: Policy, what: Stage) -> str:
    """`owned by Sales development, 25% probability of a sale`; empty where nothing is said."""
    owner = f"owned by {policy.teams[what.owner].label}" if what.owner is not None else ""
    chance = f"{amounts.percent(what.probability)} probability of a sale" if what.probability is not None else ""
    return ", ".join(filter(None, (owner, chance)))


def disqualify(policy: Policy, what: Disqualify) -> Outline:
    return about_lead(policy, what.when, f"A lead is disqualified as {quoted(what.label)} if")


def route(policy: Policy, what: Route) -> Outline:
    """`A lead goes to Sales development, shared out by lead id between ana and ben, if …`.

    Where a field names the person, the rule is passed over for a lead of which it is unknown, and says so: `A lead
    whose “Owner” is known goes to that person if …`.
    """
    shared = f", shared out by lead id between {listed(what.split, 'and')}" if what.split else ""
    lead, to = "lead", route_to(policy, what)
    if what.person_in is not None and not (what.when is not None and _asks_known(what.when, what.person_in)):
        lead, to = f"lead whose {quoted(what.person_in.label)} is known", "that person"
    goes = f"{lead} goes to {to}{shared}"
    if what.when is not None:
        return about_lead(policy, what.when, f"A {goes}{',' if shared else ''} if")
    return Outline(f"Every other {goes}" if len(policy.routes) > 1 else f"Every {goes}")


def _asks_known(what: Condition, field: Field) -> bool:
    """Whether a condition says itself that the field is known."""
    match what:
        case FieldTest(field=tested, test=IsKnown(True)):
            return tested.name == field.name
        case Combined(kind="all"):
            return any(_asks_known(item, field) for item in what.items)
        case _:
            return False


def route_to(policy: Policy, what: Route) -> str:
    """`Sales development`, `the person in “Last salesperson”`."""
    if what.person_in is not None:
        return f"the person in {quoted(what.person_in.label)}"
    return policy.teams[what.team].label if what.team is not None else what.label


def recycle(policy: Policy, what: Recycle) -> str:
    """`Once a lead was returned by sales where the reason is Not now, it goes to “Long-term nurturing” for 90 days`."""
    nurtured = quoted(policy.nurture[what.nurture].label)
    return f"Once a lead {either(policy, what.when)}, it goes to {nurtured} for {times.duration(what.duration)}"


def back_sooner(policy: Policy, what: Recycle) -> Outline | None:
    """`It comes back sooner if, after that, the lead asked for a demo`; None where nothing brings it back."""
    if what.back_if is None:
        return None
    return about_lead(policy, what.back_if, "It comes back sooner if, after that,")


def nurture(what: Nurture) -> str:
    """`The lead is contacted 1, 3, 6, 9 and 12 months after its return`."""
    return f"The lead is contacted {rhythm(what)} after its return"


def rhythm(what: Nurture) -> str:
    """`1, 3, 6, 9 and 12 months`."""
    *before, last = what.counts
    return listed([*(f"{count:,}" for count in before), counted(last, what.unit.removesuffix("s"))], "and")


def either(policy: Policy, selections: tuple[Selection, ...]) -> str:
    """What of several brings a return: `decided against us, or was returned by sales where the reason is Wrong fit`."""
    said = [
        activities.selected(policy, selection, lambda where: condition(policy, where, level=2))
        for selection in selections
    ]
    # Of neighbours about one activity, only the first names it.
    heads = ["", *(text.partition(" where ")[0] for text in said)]
    return ", or ".join(text.removeprefix(f"{head} ") for head, text in zip(heads, said, strict=False))
