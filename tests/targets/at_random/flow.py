"""Random stages, disqualifications, routes, recycling, clocks and responses."""

from __future__ import annotations

from tests.targets.at_random.conditions import condition, happened, several
from tests.targets.at_random.words import TEXTS, FieldMade, World, below

_BUSINESS = ("15 business minutes", "4 business hours", "90 business minutes", "9 business hours", "30 business hours")
_PLAIN = ("30 minutes", "4 hours", "1 day", "2 days", "1 week", "36 hours")


def stages(world: World) -> list[str]:
    dice = world.dice
    names = dice.some(["inquiry", "MQL", "SAL", "class", "stage_4", "won"], 2, 5)
    lines = [f"stage {names[0]}{world.label()}{world.reason()}"]
    for place, name in enumerate(names[1:], 1):
        owned = dice.maybe(30, lambda place=place: f"owned by sales, probability {place * 10}%")  # type: ignore[misc]
        lines.append(f"stage {name}{world.label()}{owned}{world.reason()}")
        recorded = dice.chance(50)
        if recorded:
            lines.append(f"  recorded by {', '.join(one.name for one in dice.some(world.activities, 1, 2))}")
        if not recorded or dice.chance(60):
            lines += below(_when(world))
    world.stages = names
    return lines


def _when(world: World, head: str = "when ", *, results: bool = True) -> list[str]:
    first, *rest = condition(world, results=results and bool(world.scores))
    return [head + first, *below(rest)]


def disqualifications(world: World) -> list[str]:
    lines: list[str] = []
    for name in world.dice.some(["rival", "out", "student"], 0, world.dice.pick([0, 1, 1, 2])):
        lines += [f"disqualify {name}{world.label()}{world.reason()}", *below(_when(world))]
    return lines


def routes(world: World) -> list[str]:
    dice = world.dice
    lines: list[str] = []
    people = world.of_kind("text", "one of")
    for name in dice.some(["owner_route", "big", "near", "self"], 0, 3):
        if people and dice.chance(40):
            lines.append(f"route {name}{world.label()} to the person in {dice.pick(people).name}{world.reason()}")
        else:
            lines.append(f"route {name}{world.label()} to {dice.pick(['sales', 'marketing'])}{world.reason()}")
            lines += _split(world)
        lines += below(_when(world))
    lines.append(f"route rest{world.label()} to sales")
    return lines + _split(world)


def _split(world: World) -> list[str]:
    if not world.dice.chance(50):
        return []
    people = ['"ana"', '"Ben"', '"ana"', '"Zoë"', '"O\\"Neil"'][: world.dice.number(2, 5)]
    return [f"  split by lead id between {', '.join(people)}"]


def recycling(world: World) -> list[str]:
    dice = world.dice
    lines: list[str] = []
    nurtures = dice.some(["slow", "drip", "calm"], 1, 2)
    for name in nurtures:
        counts, unit = dice.pick(
            [("1, 3, 6, 9, 12", "months"), ("1, 2, 5", "days"), ("1, 2", "weeks"), ("1, 2", "quarters"), ("1", "years")]
        )
        lines += [f"nurture {name}{world.label()}{world.reason()}", f"  after {counts} {unit}"]
    reasons = ["not_now", "no_reply", "wrong_fit"]
    for place, name in enumerate(dice.some(["not_now", "no_reply", "later"], 1, 3)):
        lines.append(f"recycle {name}{world.label()}{world.reason()}")
        other = f"{dice.pick(world.own()).name} or " if dice.chance(25) else ""
        lines.append(f"  when {other}returned where reason is {reasons[place]}")
        lines.append(
            f"  to nurture {dice.pick(nurtures)} for {dice.pick(['9 days', '30 days', '400 days', '12 hours'])}"
        )
        if dice.chance(60):
            lines.append(f"  back sooner if {_back(world)}")
    return lines


def _back(world: World) -> str:
    parts = [happened(world, where=False) for _ in range(world.dice.pick([0, 0, 1]))]
    return world.dice.pick([" and ", " or "]).join([*parts, happened(world)])


# --------------------------------------------------------------------------------------------------------------- clocks


def clocks(world: World) -> list[str]:
    lines: list[str] = []
    for name in world.dice.some(["touch", "reply", "async"], 1, 2):
        lines += _clock(world, name)
    return lines


def _clock(world: World, name: str) -> list[str]:
    dice = world.dice
    starts, stops, extra = _parted(world)
    lines = [f"clock {name}{world.label()} from {', '.join(starts)} to {', '.join(stops)}{world.reason()}"]
    if dice.chance(50):
        lines.append("  pauses from on_hold to resumed")
    if dice.chance(45) and extra:
        lines.append(f"  starts afresh at {', '.join(extra)}")
    if dice.chance(70):
        lines += below(_calendar(world))
    for place in range(dice.number(0, 2)):
        lines += _response(world, f"{name}_{place}", name, stops, all_leads=False)
    return lines + (_response(world, f"{name}_rest", name, stops, all_leads=True) if dice.chance(85) else [])


def _parted(world: World) -> tuple[list[str], list[str], list[str]]:
    """Distinct activities that start a clock, stop it, and start it afresh."""
    names = [one.name for one in world.activities if one.name not in ("on_hold", "resumed")]
    mixed = world.dice.some(names, 5, 5)
    return mixed[: world.dice.number(1, 2)], mixed[2 : 2 + world.dice.number(1, 2)], mixed[4:]


def _calendar(world: World) -> list[str]:
    dice = world.dice
    fields: list[FieldMade] = world.of_kind("text", "one of", "yes or no", "whole number")
    if not fields or dice.chance(50):
        return [f"on calendar {dice.pick(world.calendars)}"]
    field = dice.pick(fields)
    rows = {"yes or no": ["yes", "no"]}.get(field.kind) or [", ".join(several(world, field)), "otherwise"]
    rows += [] if field.known else ["unknown"]
    return [f"on calendar by {field.name}", *below([f"{row}: {dice.pick(world.calendars)}" for row in rows])]


def _response(world: World, name: str, clock: str, stops: list[str], *, all_leads: bool) -> list[str]:
    dice = world.dice
    lines = [f"response {name}{world.label()} on {clock}{world.reason()}"]
    if not all_leads:
        lines += below(_when(world, "for "))
    if dice.chance(40):
        when = dice.pick(["the same day", "the next day", "3 days later"])
        lines.append(f"  sales answers by close of business {when}{world.reason()}")
    else:
        lines.append(f"  sales answers within {dice.pick([*_BUSINESS, *_PLAIN])}{world.reason()}")
    for _ in range(dice.pick([0, 0, 1])):
        length = dice.pick([*_BUSINESS, *_PLAIN])
        lines.append(f"  sales tries at least {dice.number(2, 4)} times within {length}{world.reason()}")
    for _ in range(dice.pick([0, 1, 3])):
        lines.append(f"  {_moment(world)}, {_act(world)}{world.reason()}")
    return lines


def _moment(world: World) -> str:
    length = world.dice.pick([*_BUSINESS[:3], *_PLAIN[:3]])
    return world.dice.pick([f"{length} before due", "at due", f"{length} after due", f"{length} after the start"])


def _act(world: World) -> str:
    dice = world.dice
    who = dice.pick(["sales", "marketing", f'"{dice.pick(TEXTS)}"'])
    return dice.pick(
        [f"remind {who}", f"notify {who}", f"escalate to {who}", "return with reason not_now", "pass to route rest"]
    )
