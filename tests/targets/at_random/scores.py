"""Random scores and grades, with rules of every kind."""

from __future__ import annotations

from itertools import pairwise

from tests.targets.at_random.conditions import condition, several, where, window
from tests.targets.at_random.words import LABELS, SCORE_NAMES, WHOLES, ActivityMade, FieldMade, World, below

_UNITS = ("day", "week", "month", "quarter", "year")


def scores(world: World) -> list[str]:
    """Scores of rules, then grades and scores made of them: each refers to those before it alone."""
    dice = world.dice
    lines: list[str] = []
    for name in dice.some(SCORE_NAMES, 2, 4):
        if len(world.scores) >= 2 and dice.chance(60):
            lines += _weighted(world, name)
        else:
            lines += _of_rules(world, name)
        world.scores.append(name)
        if dice.chance(50):
            lines += grade(world, f"g{len(world.grades)}")
    return lines


def _of_rules(world: World, name: str) -> list[str]:
    dice = world.dice
    low, high = dice.pick([(0, 100), (-50, 60), (-1000, 1000), (0, 20), (-10.5, 33.33)])
    lines = [f"score {name}{world.label()} from {low} to {high}{world.reason()}"]
    if dice.chance(25):
        latest = ", ".join(one.name for one in dice.some(world.activities, 1, 2))
        lines.append(f"  counts only what follows the latest {latest}{world.reason()}")
    if dice.chance(15):
        lines += below(_with_condition(world, "zero if ", ""))
    for _ in range(dice.number(2, 6)):
        lines += below(rule(world, 2))
    return lines


def _weighted(world: World, name: str) -> list[str]:
    dice = world.dice
    terms = []
    for place, score in enumerate(dice.some(world.scores, 1, 3)):
        weight = dice.pick(["", "", "60.5% of ", "33.33% of ", "0.01% of ", "250% of "])
        terms.append(f"{'' if place == 0 else dice.pick(['plus ', 'plus ', 'minus '])}{weight}{score}")
    bounds = dice.maybe(40, lambda: dice.pick(["from 0 to 50", "from -10.25 to 12.5"]))
    lines = [f"score {name}{world.label()}{bounds} is {' '.join(terms)}{world.reason()}"]
    return lines + (below(_with_condition(world, "zero if ", "")) if dice.chance(20) else [])


# ---------------------------------------------------------------------------------------------------------------- rules


def rule(world: World, deep: int) -> list[str]:
    dice = world.dice
    match dice.number(0, 15 if deep else 12):
        case 0 | 1 | 2:
            return _if_rule(world)
        case 3 | 4 | 5:
            return [_each_rule(world)]
        case 6 | 7:
            return _each_table(world)
        case 8 | 9 | 10:
            return _table(world)
        case 11:
            return [_idle(world)]
        case 12:
            return [_adds(world)]
        case 13:
            rules = [line for _ in range(dice.number(2, 3)) for line in _if_rule(world, fading=False)]
            return [f"first of{world.reason()}", *below(rules)]
        case _:
            rules = [line for _ in range(dice.number(1, 4)) for line in rule(world, deep - 1)]
            return [_group(world), *below(rules)]


def _points(world: World) -> str:
    dice = world.dice
    sign = dice.pick("++-")
    if world.numbers and dice.chance(15):
        return f"{sign}{dice.pick(world.numbers)}"
    return sign + dice.pick(["1", "5", "10", "2.5", "0.01", "12.35", "33.33", "7", "100"])


def _fading(world: World) -> str:
    dice = world.dice
    loss = dice.pick(["33%", "7%", "100%", "20%", "1 points", "2.5 points", "0.01 points", "7 points"])
    every = dice.pick(["1 day", "3 days", "7 days", "12 hours", "90 minutes", "2 weeks"])
    return f"losing {loss} every {every}"


def _with_condition(world: World, head: str, tail: str) -> list[str]:
    """A clause with a condition; where that is a block, what ends the clause stands behind its first line."""
    first, *rest = condition(world, results=bool(world.scores), deep=2)
    return [f"{head}{first}{tail}", *below(rest)]


def _if_rule(world: World, *, fading: bool = True) -> list[str]:
    tail = world.dice.maybe(35, lambda: _fading(world)) if fading else ""
    return _with_condition(world, f"{_points(world)} if ", tail + world.reason())


def _limits(world: World, kinds: list[ActivityMade]) -> str:
    dice = world.dice
    once = ["once", "once every 3 days", "once every 2 weeks", "once every 1 day"]
    once += [f"once a {unit}" for unit in _UNITS] + [f"at most {dice.number(2, 3)} times a {unit}" for unit in _UNITS]
    return (
        dice.maybe(45, lambda: window(world, long_ago=True))
        + dice.maybe(50, lambda: dice.pick(once))
        + dice.maybe(30, lambda: f"at most {dice.number(1, 4)} times")
        + dice.maybe(45, lambda: _fading(world))
        + dice.maybe(35, lambda: f"at most {dice.pick(['9', '10', '0.5', '33.33', '100'])} points")
        + dice.maybe(40, lambda: where(world, kinds)).removesuffix(" ")
    )


def _kinds(world: World) -> tuple[str, list[ActivityMade]]:
    kinds = world.dice.some(world.activities, 1, world.dice.pick([1, 1, 2, 3]))
    names = ", ".join(one.name for one in kinds)
    return (f"of {names}" if len(kinds) > 1 else names), kinds


def _each_rule(world: World) -> str:
    names, kinds = _kinds(world)
    return f"{_points(world)} for each {names}{_limits(world, kinds)}{world.reason()}"


def _idle(world: World) -> str:
    dice = world.dice
    times = world.of_kind("date", "time")
    since = dice.maybe(60, lambda: f"since {dice.pick(times).name}") if times else ""
    most = dice.maybe(50, lambda: "at most 9.5 points")
    length = dice.pick(["1 day", "3 days", "36 hours", "30 days"])
    return f"{_points(world)} for every {length} without activity{since}{most}{world.reason()}"


def _adds(world: World) -> str:
    numbers = world.of_kind("number", "whole number")
    if not numbers:
        return _each_rule(world)
    field = world.dice.pick(numbers)
    unknown = "" if field.known else f", {world.dice.pick(['0', '-2.5', '3'])} when unknown"
    return f"adds {field.name} from {world.dice.pick(['-10', '-2.25', '0'])} to 20.5{unknown}{world.reason()}"


def _group(world: World) -> str:
    dice = world.dice
    bounds = dice.maybe(
        60, lambda: dice.pick(["at most 40 points", "at most 7.5 points", "from -20 to 40", "from 0 to 9"])
    )
    counts = dice.maybe(40, lambda: f"counts {dice.pick([50, 75, 150, 33, 1])}%")
    fading = dice.maybe(40, lambda: _fading(world))
    gate = ""
    if dice.chance(35):
        (test, *rest) = condition(world, results=bool(world.scores), deep=0)
        assert not rest
        gate = f" only if {test}"
    return f'group "{dice.pick(LABELS)}"{bounds}{counts}{fading}{gate}{world.reason()}'


# --------------------------------------------------------------------------------------------------------------- tables


def _table(world: World) -> list[str]:
    dice = world.dice
    kind = dice.number(0, 3)
    if kind == 0 and world.scores:
        return [f"by {dice.pick(world.scores)}{world.reason()}", *below(_bands(world, None))]
    if kind == 1 and world.grades:
        name = dice.pick(list(world.grades))
        rows = _named_rows(world, [f"{level}" for level in world.grades[name]], known=True)
        return [f"by {name}{world.reason()}", *below(rows)]
    fields = [one for one in world.fields if one.kind != "time"]
    if not fields:
        return _if_rule(world)
    field = dice.pick(fields)
    return [f"by {field.name}{world.reason()}", *below(_rows(world, field))]


def _each_table(world: World) -> list[str]:
    fitting = [(kind, field) for kind in world.activities for field in kind.fields if field.kind != "time"]
    kind, field = world.dice.pick(fitting)
    head = f"by {field.name} for each {kind.name}{_limits(world, [kind])}{world.reason()}"
    return [head, *below(_rows(world, field))]


def _rows(world: World, field: FieldMade) -> list[str]:
    match field.kind:
        case "yes or no":
            rows = [f"yes: {_row(world)}", f"no: {_row(world)}"]
            return rows + ([] if field.known else [f"unknown: {_row(world)}"])
        case "one of":
            return _named_rows(world, list(field.choices), field.known)
        case "whole number" | "number" | "money" if world.dice.chance(75):
            return _bands(world, field)
        case _:
            keys = several(world, field)
            rows = [f"{key}: {_row(world)}" for key in keys[1:]] + [f"{keys[0]}: {_row(world)}"]
            return [*rows, f"otherwise: {_row(world)}"] + ([] if field.known else [f"unknown: {_row(world)}"])


def _named_rows(world: World, names: list[str], known: bool) -> list[str]:
    rows = []
    while names:
        here = world.dice.pick([1, 1, 2])
        rows.append(f"{', '.join(names[:here])}: {_row(world)}")
        names = names[here:]
    if len(rows) > 1 and world.dice.chance(40):
        rows[-1] = f"otherwise: {_row(world)}"
    return rows if known else [*rows, f"unknown: {_row(world)}"]


def _bands(world: World, field: FieldMade | None) -> list[str]:
    dice = world.dice
    whole = field is not None and field.kind == "whole number"
    unit = " USD" if field is not None and field.kind == "money" else ""
    cuts = sorted(dice.some(sorted({*WHOLES}), 2, 4))
    rows = [f"below {cuts[0]}{unit}"]
    for low, high in pairwise(cuts):
        rows.append(f"{low} to {high - 1}" if whole else f"{low}{unit} to below {high}{unit}")
    rows.append(f"{cuts[-1]}{unit} or more")
    if field is not None and not field.known:
        rows.append("unknown")
    return [f"{row}: {_row(world)}" for row in rows]


def _row(world: World) -> str:
    return world.dice.pick(["0", "1", "10", "-5", "2.5", "33.33", "-0.01"]) + world.reason()


# --------------------------------------------------------------------------------------------------------------- grades


def grade(world: World, name: str) -> list[str]:
    dice = world.dice
    levels = tuple(dice.some(["A", "B", "C", "hot", "warm", "None_", "low"], 2, 4))
    if dice.chance(50):
        cuts = sorted(dice.some([0, 1, 5, 10, 12.35, 20, 50], len(levels) - 1, len(levels) - 1), reverse=True)
        bands = [f"{cuts[0]} or more", *(f"{low} to below {high}" for high, low in pairwise(cuts))]
        bands.append(f"below {cuts[-1]}")
        lines = [f"grade {name}{world.label()} of {dice.pick(world.scores)}{world.reason()}"]
        lines += [
            f"  {level}{world.label()}: {band}{world.reason()}" for level, band in zip(levels, bands, strict=True)
        ]
    else:
        lines = [f"grade {name}{world.label()}{world.reason()}"]
        for level in levels[:-1]:
            lines += below(_with_condition(world, f"{level}{world.label()}: when ", world.reason()))
        lines.append(f"  {levels[-1]}: otherwise{world.reason()}")
    world.grades[name] = levels
    return lines
