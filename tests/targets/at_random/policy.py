"""A whole policy at random: declarations, then everything that refers to them; what is not sound is taken out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from leadpact_dsl.model import Policy
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile
from tests.targets.at_random.conditions import condition
from tests.targets.at_random.flow import clocks, disqualifications, recycling, routes, stages
from tests.targets.at_random.scores import grade, scores
from tests.targets.at_random.words import (
    ACTIVITY_NAMES,
    CHOICES,
    DAYS,
    DECIMALS,
    FIELD_NAMES,
    TEAM_ACTIVITY_NAMES,
    TEXTS,
    WHOLES,
    ZONES,
    ActivityMade,
    Dice,
    FieldMade,
    World,
    below,
)

FILE = "policy.sla"


@dataclass(frozen=True)
class Made:
    """A sound policy: its text, what it means, and the day around which its dates lie."""

    text: str
    policy: Policy
    day: date


def random_policy(seed: int | str) -> Made:
    """The same seed gives the same policy."""
    dice = Dice(f"policy {seed}")
    world = World(dice, dice.pick(DAYS))
    text, policy = sound("\n".join(_written(world)) + "\n")
    return Made(text, policy, date.fromisoformat(world.day))


def read(text: str) -> Policy | None:
    """The policy of a text, or None where it has errors."""
    return read_policy([SourceFile(FILE, text)]).policy


def sound(text: str) -> tuple[str, Policy]:
    """The text without the clauses in which the checks find an error, until they find none."""
    while True:
        reading = read_policy([SourceFile(FILE, text)])
        if reading.policy is not None:
            return text, reading.policy
        lines = text.split("\n")
        wrong = {found.span.line - 1 for found in reading.diagnostics if found.is_error and found.span is not None}
        assert wrong, reading.diagnostics
        for line in sorted(wrong, reverse=True):
            del lines[line : end_of_clause(lines, line)]
        text = "\n".join(lines)


def end_of_clause(lines: list[str], line: int) -> int:
    """The line behind a clause: behind all that stands below it, further in."""
    margin = _margin(lines[line])
    end = line + 1
    while end < len(lines) and lines[end].strip() and _margin(lines[end]) > margin:
        end += 1
    return end


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _written(world: World) -> list[str]:
    lines = [*_agreement(world), *_lead(world), *_activities(world), *_dials(world)]
    for name in ("d0", "d1", "d2"):
        lines += _define(world, name, results=False)
    lines += scores(world)
    if len(world.grades) < 2:
        lines += grade(world, "g_last")
    lines += _define(world, "d3", results=True)
    lines += disqualifications(world)  # before the stages: a lead that is out is at none, so it cannot ask for one
    lines += stages(world)
    lines += _define(world, "d4", results=True)
    return [*lines, *routes(world), *recycling(world), *clocks(world)]


def _agreement(world: World) -> list[str]:
    dice = world.dice
    year = int(world.day[:4])
    lines = [
        'agreement "At random"',
        f'  timezone "{dice.pick(ZONES)}"',
        f"  covers {year - dice.number(1, 3)} to {year + dice.number(1, 3)}",
        'team marketing "Marketing"',
        'team sales "Sales"',
        "  works office",
    ]
    for name in ("office", "desk", "always"):
        world.calendars.append(name)
        lines += [f"calendar {name}{world.label()}", *below(_hours(world, name))]
    return lines


def _hours(world: World, name: str) -> list[str]:
    dice = world.dice
    if name == "always":
        return ["open every day 00:00 to 24:00"]
    lines = [f'timezone "{dice.pick(ZONES)}"'] if dice.chance(60) else []
    lines += dice.pick(
        [
            ["open monday to friday 09:00 to 17:30"],
            ["open monday to thursday 08:00 to 12:00, 13:00 to 17:30", "open friday 08:00 to 12:00"],
            ["open every day 00:00 to 03:30, 22:00 to 24:00"],
            ["open sunday to thursday 01:30 to 02:30"],
        ]
    )
    day = date.fromisoformat(world.day)
    if dice.chance(40):
        lines.append(f'closed {day + timedelta(dice.number(-4, 4))} "Staff day"')
    if dice.chance(40):
        lines.append(f"open {day + timedelta(dice.number(-4, 4))} 09:00 to 12:00")
    if dice.chance(40):
        lines.append(f'holidays of "{dice.pick(["US", "GB", "DE", "JP"])}"')
    return lines


# --------------------------------------------------------------------------------------------------------------- fields


def _lead(world: World) -> list[str]:
    lines = ["lead"]
    for kind, names in FIELD_NAMES.items():
        for name in world.dice.some(names, 1, 2):
            line, made = _field(world, name, kind)
            lines.append(f"  {line}")
            world.fields.append(made)
    if world.dice.chance(30):
        lines.append('  "N/A", "-" count as unknown')
    return lines


def _field(world: World, name: str, kind: str) -> tuple[str, FieldMade]:
    dice = world.dice
    choices = tuple(dice.some(CHOICES, 2, 4)) if kind == "one of" else ()
    written = {"money": "money in USD", "one of": "one of " + ", ".join(f"{c}{world.label()}" for c in choices)}
    line = f"{name}{world.label()}: {written.get(kind, kind)}"
    if kind == "one of" and dice.chance(25):
        line += " otherwise"
    if dice.chance(20):
        return f"{line} required", FieldMade(name, kind, choices, known=True)
    default = _default(world, kind, choices) if dice.chance(25) else None
    if default is None or "otherwise" in line:
        return line, FieldMade(name, kind, choices)
    return f"{line}, {default} when unknown", FieldMade(name, kind, choices, known=True)


def _default(world: World, kind: str, choices: tuple[str, ...]) -> str | None:
    dice = world.dice
    match kind:
        case "text":
            return f'"{dice.pick(TEXTS)}"'
        case "whole number":
            return str(dice.pick(WHOLES))
        case "number":
            return dice.pick(DECIMALS)
        case "yes or no":
            return dice.pick(["yes", "no"])
        case "one of":
            return dice.pick(choices)
        case "date":
            return world.day
        case _:
            return None


def _activities(world: World) -> list[str]:
    dice = world.dice
    lines: list[str] = []
    for name in dice.some(ACTIVITY_NAMES, 3, 6):
        fields: list[FieldMade] = []
        lines.append(f'activity {name} "{name}"')
        for kind in dice.some(tuple(FIELD_NAMES), 0, 3):
            line, made = _field(world, dice.pick(FIELD_NAMES[kind][:4]), kind)
            lines.append(f"  {line}")
            fields.append(made)
        world.activities.append(ActivityMade(name, False, tuple(fields)))
    for name in dice.some(TEAM_ACTIVITY_NAMES, 5, 8):
        lines.append(f'activity {name} "{name}" by {dice.pick(["sales", "marketing"])}')
        world.activities.append(ActivityMade(name, True))
    for name in {"on_hold", "resumed"} - {one.name for one in world.activities}:
        world.activities.append(ActivityMade(name, True))
    lines = [line for line in lines if not line.startswith(("activity on_hold", "activity resumed"))]
    lines += ['activity on_hold "on hold" by sales', 'activity resumed "resumed" by sales']
    reasons = FieldMade("reason", "one of", ("not_now", "no_reply", "wrong_fit"), known=True)
    world.activities.append(ActivityMade("returned", True, (reasons,)))
    return [*lines, 'activity returned "returned" by sales', "  reason: one of not_now, no_reply, wrong_fit required"]


def _dials(world: World) -> list[str]:
    dice = world.dice
    day = date.fromisoformat(world.day)
    lines: list[str] = []
    for name in dice.some(["bar", "line"], 0, 2):
        lines.append(f"value {name}{world.label()} is {dice.pick(['20', '0.5', '5'])}{world.reason()}")
        lines += [
            f"  from {day + timedelta(step)}: {dice.pick(['25', '1.25'])}" for step in dice.some([-9, 0, 1], 0, 2)
        ]
        world.numbers.append(name)
    if dice.chance(50):
        lines += [f"value rich{world.label()} is 1000 USD", f"  from {day}: 1200.5 USD"]
        world.moneys.append("rich")
    for name in dice.some(["free", "tier_one"], 0, 2):
        items = ", ".join(f'"{text}"' for text in dice.some(TEXTS, 1, 5))
        lines.append(f"list {name}{world.label()}: {items}{world.reason()}")
        world.lists.append(name)
    return lines


def _define(world: World, name: str, *, results: bool) -> list[str]:
    first, *rest = condition(world, results=results)
    lines = [f"define {name}{world.label()}{world.reason()}", f"  when {first}", *below(below(rest))]
    world.defines.append(name)
    return lines
