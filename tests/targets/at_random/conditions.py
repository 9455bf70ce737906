"""Random conditions, as lines: the first goes behind `when` or `if`, the others stand below it."""

from __future__ import annotations

from datetime import date, timedelta

from tests.targets.at_random.words import (
    DECIMALS,
    LENGTHS,
    MONEY,
    TEXTS,
    WHOLES,
    ActivityMade,
    FieldMade,
    World,
    below,
)

_TEXT_TESTS = (
    *("is", "contains", "contains one of", "starts with", "starts with one of", "ends with", "ends with one of"),
    *("has the word", "has one of the words"),
)


def condition(world: World, *, results: bool, deep: int = 2) -> list[str]:
    """`results`: it may ask for scores and grades, too."""
    dice = world.dice
    if deep and dice.chance(35):
        head = dice.pick(["all of", "any of", "any of", "at least 2 of"])
        parts = [condition(world, results=results, deep=deep - 1) for _ in range(dice.number(2, 4))]
        return [head, *below([line for part in parts for line in part])]
    return [one_line(world, results=results)]


def one_line(world: World, *, results: bool) -> str:
    """One condition, or several joined by `and` or `or`; a `where` stands in the last one only."""
    dice = world.dice
    joint = dice.pick([" and ", " or "])
    parts = [_atom(world, results, in_and=joint == " and ") for _ in range(dice.pick([0, 0, 0, 1, 1, 2]))]
    last = happened(world) if dice.chance(50) else _atom(world, results, in_and=joint == " and " or not parts)
    return joint.join([*parts, last])


def _atom(world: World, results: bool, *, in_and: bool) -> str:
    dice = world.dice
    kind = dice.number(0, 9)
    if kind <= 1 and world.defines:
        return dice.pick(world.defines)
    if kind == 2 and results and world.scores:
        return _score_test(world)
    if kind == 3 and results and world.grades:
        grade = dice.pick(list(world.grades))
        return f"{grade} {_rank_test(world, world.grades[grade])}"
    if kind == 4 and results and len(world.stages) > 1:
        return f"stage {_rank_test(world, tuple(world.stages))}"
    if kind <= 6 or not world.fields:
        return happened(world, where=False)
    return field_test(world, dice.pick(world.fields), in_and=in_and, windows=True)


def _score_test(world: World) -> str:
    dice = world.dice
    name = dice.pick(world.scores)
    amounts = ["0", "0.5", "12.35", "20", "-1", "1", "5", *world.numbers]
    if dice.chance(20):
        return f"{name} is between {dice.pick(['-1', '0', '0.5'])} and {dice.pick(['5', '12.35', '40'])}"
    op = dice.pick(["is", "is not", "is more than", "is at least", "is less than", "is at most"])
    return f"{name} {op} {dice.pick(amounts)}"


def _rank_test(world: World, names: tuple[str, ...]) -> str:
    dice = world.dice
    if dice.chance(30):
        return f"{dice.pick(['is one of', 'is none of'])} {', '.join(dice.some(names, 1, 3))}"
    op = dice.pick(["is", "is not", "is more than", "is at least", "is less than", "is at most"])
    return f"{op} {dice.pick(names)}"


# --------------------------------------------------------------------------------------------------------------- fields


def field_test(world: World, field: FieldMade, *, in_and: bool, windows: bool) -> str:
    """A test of a field. Tests that an unknown value would fail silently ask whether it is known, within `and`."""
    dice = world.dice
    name = field.name
    if dice.chance(10):
        return f"{name} is {dice.pick(['known', 'unknown'])}" if not field.known else f"{name} is known"
    if field.kind == "yes or no":
        if not _may_deny(world, field, in_and):
            return name
        return f"not {name}" if field.known else f"{name} is known and not {name}"
    if field.kind in ("date", "time") and windows and dice.chance(60):
        return f"{name} {_recent(world)}"
    if field.kind in ("date", "time"):
        return f"{name} {_days(world, field)}"
    if dice.chance(15):
        kind = "is none of" if _may_deny(world, field, in_and) else "is one of"
        return _denied(field, f"{name} {kind} {', '.join(several(world, field))}", kind)
    match field.kind:
        case "text":
            return _text_test(world, field, in_and)
        case "one of":
            kind = "is not" if _may_deny(world, field, in_and) else "is"
            return _denied(field, f"{name} {kind} {dice.pick(field.choices)}", kind)
        case _:
            return _number_test(world, field, in_and)


def _may_deny(world: World, field: FieldMade, in_and: bool) -> bool:
    return (field.known or in_and) and world.dice.chance(35)


def _denied(field: FieldMade, test: str, kind: str) -> str:
    guarded = kind in ("is not", "is none of") and not field.known
    return f"{field.name} is known and {test}" if guarded else test


def amount(world: World, field: FieldMade, *, dials: bool = True) -> str:
    """A value of the field's kind, as it is written."""
    dice = world.dice
    match field.kind:
        case "whole number":
            return dice.pick(world.numbers) if dials and world.numbers and dice.chance(15) else str(dice.pick(WHOLES))
        case "number":
            return dice.pick(DECIMALS)
        case "money":
            if dials and world.moneys and dice.chance(25):
                return dice.pick(world.moneys)
            return f"{dice.pick(MONEY)} USD"
        case "text":
            return f'"{dice.pick(TEXTS)}"'
        case "one of":
            return dice.pick(field.choices)
        case "date":
            return _day(world)
        case _:
            raise AssertionError(field.kind)


def several(world: World, field: FieldMade) -> list[str]:
    """Distinct values; of texts, names of lists as well."""
    found = list(dict.fromkeys(amount(world, field, dials=False) for _ in range(world.dice.number(1, 4))))
    if field.kind == "text" and world.lists and world.dice.chance(40):
        found.append(world.dice.pick(world.lists))
    return found


def _number_test(world: World, field: FieldMade, in_and: bool) -> str:
    dice = world.dice
    if dice.chance(20):
        low, high = sorted(dice.some(WHOLES if field.kind == "whole number" else range(-3, 60), 2, 2))
        unit = " USD" if field.kind == "money" else ""
        return f"{field.name} is between {low}{unit} and {high}{unit}"
    if _may_deny(world, field, in_and):
        return _denied(field, f"{field.name} is not {amount(world, field)}", "is not")
    op = dice.pick(["is", "is more than", "is at least", "is less than", "is at most"])
    return f"{field.name} {op} {amount(world, field)}"


def _text_test(world: World, field: FieldMade, in_and: bool) -> str:
    dice = world.dice
    if _may_deny(world, field, in_and):
        return _denied(field, f'{field.name} is not "{dice.pick(TEXTS)}"', "is not")
    test = dice.pick(_TEXT_TESTS)
    if "one of" in test:
        return f"{field.name} {test} {', '.join(several(world, field))}"
    return f'{field.name} {test} "{dice.pick(TEXTS)}"'


def _recent(world: World) -> str:
    length = world.dice.pick(LENGTHS)
    return world.dice.pick([f"is in the last {length}", f"is in the next {length}", f"is more than {length} ago"])


def _day(world: World, days: tuple[int, int] = (-3, 3)) -> str:
    return str(date.fromisoformat(world.day) + timedelta(days=world.dice.number(*days)))


def _days(world: World, field: FieldMade) -> str:
    dice = world.dice
    if dice.chance(30):
        first, last = sorted([_day(world), _day(world)])
        return f"is between {first} and {last}"
    if field.kind == "date" and dice.chance(30):
        return f"is {_day(world)}"
    time = f" {dice.pick(['00:00', '09:00', '12:00', '17:30'])}" if field.kind == "time" and dice.chance(40) else ""
    return f"{dice.pick(['is before', 'is after'])} {_day(world)}{time}"


# ----------------------------------------------------------------------------------------------------------- activities


def happened(world: World, *, where: bool = True) -> str:
    """What a lead did, in one of all the ways to ask; `where` only at the end of a line."""
    dice = world.dice
    kind = dice.number(0, 9)
    if kind == 0:
        return f"no activity{_window(world, 60)}"
    if kind == 1:
        return f"activity{_count(world)}{_window(world, 50)}"
    kinds = dice.some(world.activities, 2, 3) if kind <= 4 else [dice.pick(world.activities)]
    names = ", ".join(one.name for one in kinds)
    if kind in (2, 5):
        head = f"none of {names}" if len(kinds) > 1 else f"no {names}"
        return head + _window(world, 60) + (_where(world, kinds, denied=True) if where else "")
    head = f"any of {names}" if len(kinds) > 1 else names
    if dice.chance(25):
        rest = f" more than {dice.pick(LENGTHS)} ago"
    else:
        rest = _count(world) + _different(world, kinds) + _window(world, 50)
    tail = _where(world, kinds) if where else ""
    return f"{head}{rest}{tail}"


def _count(world: World) -> str:
    dice = world.dice
    return dice.maybe(
        45, lambda: f"{dice.pick(['at least', 'at least', 'at most', 'exactly'])} {dice.number(1, 4)} times"
    )


def _different(world: World, kinds: list[ActivityMade]) -> str:
    fields = [field for field in kinds[0].fields if all(field.name in {f.name for f in kind.fields} for kind in kinds)]
    if not fields:
        return ""
    return world.dice.maybe(35, lambda: f"with different {world.dice.pick(fields).name}")


def _window(world: World, percent: int) -> str:
    return world.dice.maybe(percent, lambda: window(world))


def window(world: World, *, long_ago: bool = False) -> str:
    dice = world.dice
    times = world.of_kind("date", "time")
    kinds = ["in the last", "in the last", "since activity", "since day"]
    kinds += ["since field"] * bool(times) + ["long ago"] * long_ago
    match dice.pick(kinds):
        case "in the last":
            return f"in the last {dice.pick(LENGTHS)}"
        case "since activity":
            return f"since {dice.pick(world.activities).name}"
        case "since day":
            return f"since {_day(world, (-20, 0))}"
        case "since field":
            return f"since {dice.pick(times).name}"
        case _:
            return f"more than {dice.pick(LENGTHS)} ago"


def _where(world: World, kinds: list[ActivityMade], *, denied: bool = False) -> str:
    return world.dice.maybe(60, lambda: where(world, kinds, denied=denied)).removesuffix(" ")


def where(world: World, kinds: list[ActivityMade], *, denied: bool = False) -> str:
    """`where …` about fields of these activities, or nothing where they have none.

    Behind `no` a field that may be unknown has to be asked for; `is known` alone needs no other question.
    """
    dice = world.dice
    fields = list({field.name: field for kind in kinds for field in kind.fields}.values())
    if denied:
        fields = [field for field in fields if field.known]
    if not fields:
        return ""
    joint = dice.pick([" and ", " or "])
    tests = [
        field_test(world, dice.pick(fields), in_and=joint == " and ", windows=False)
        for _ in range(dice.pick([1, 1, 2, 3]))
    ]
    return f"where {joint.join(tests)}"
