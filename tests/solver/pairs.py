"""Random pairs of policies: one at random, and the same after some changes of all kinds, most of them small."""

from __future__ import annotations

import re
from typing import NamedTuple

from leadpact_dsl.model import Policy
from tests.targets.at_random.policy import Made, end_of_clause, random_policy, sound
from tests.targets.at_random.words import Dice

_NUMBER = re.compile(r"(?<![\w\".:-])\d+(?:\.\d+)?(?![\w\".:-])")
_SWAPS = (
    ("is at least", "is more than"),
    ("is at most", "is less than"),
    ("at least", "at most"),
    ("any of", "all of"),
    (" and ", " or "),
    ("in the last", "more than"),
    ("starts with", "contains"),
    ("contains", "has the word"),
    ("once a day", "once a week"),
    ("+", "-"),
)


class Pair(NamedTuple):
    first: Made
    text: str
    second: Policy


def random_pair(seed: int | str) -> Pair:
    """The same seed gives the same pair. Some pairs mean the same, whatever was done to them."""
    dice = Dice(f"pair {seed}")
    made = random_policy(f"pair {seed}")
    lines = made.text.rstrip("\n").split("\n")
    for _ in range(dice.pick([0, 1, 1, 1, 2, 3])):
        lines = _changed(dice, lines)
    text, policy = sound("\n".join(lines) + "\n")
    return Pair(made, text, policy)


def _changed(dice: Dice, lines: list[str]) -> list[str]:
    first = next(i for i, line in enumerate(lines) if line.startswith("define "))
    place = dice.number(first, len(lines) - 1)
    line = lines[place]
    match dice.number(0, 5):
        case 0 | 1:  # another number
            numbers = list(_NUMBER.finditer(line))
            if numbers:
                found = dice.pick(numbers)
                other = dice.pick(["1", "2", "3", "7", "20", found[0] + "0"])
                lines = [*lines[:place], line[: found.start()] + other + line[found.end() :], *lines[place + 1 :]]
        case 2:  # another word
            fitting = [(a, b) for a, b in (*_SWAPS, *((b, a) for a, b in _SWAPS)) if a in line]
            if fitting:
                old, new = dice.pick(fitting)
                lines = [*lines[:place], line.replace(old, new, 1), *lines[place + 1 :]]
        case 3:  # one clause less
            if line.startswith("  "):
                lines = [*lines[:place], *lines[end_of_clause(lines, place) :]]
        case 4:  # two clauses the other way round
            end = end_of_clause(lines, place)
            if line.startswith("  ") and end < len(lines) and _margin(lines[end]) == _margin(line):
                after = end_of_clause(lines, end)
                lines = [*lines[:place], *lines[end:after], *lines[place:end], *lines[after:]]
        case _:  # one clause twice
            if line.startswith("  "):
                end = end_of_clause(lines, place)
                lines = [*lines[:end], *lines[place:end], *lines[end:]]
    return lines


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
