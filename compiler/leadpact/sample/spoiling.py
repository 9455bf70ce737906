"""Rows that are wrong on purpose, so that one sees how they are told apart from the others."""

from __future__ import annotations

from typing import assert_never

from leadpact.sample.dice import Dice
from leadpact_dsl.model import Field, FieldKind


def misfit(kind: FieldKind, dice: Dice) -> str | None:
    """A text that a field of this kind cannot hold; None for text, which holds any."""
    match kind:
        case "text":
            return None
        case "whole number":
            return dice.pick(("12k", "about 50", "1,200", "7.5"))
        case "number":
            return dice.pick(("n.a.", "0.12345", "3,5"))
        case "money":
            return dice.pick(("1.2m", "€900", "10.999"))
        case "yes or no":
            return dice.pick(("maybe", "?", "2"))
        case "date":
            return dice.pick(("31.12.2026", "2026-02-30", "soon"))
        case "time":
            return dice.pick(("yesterday", "2026-13-01 10:00", "02/11/2026 9:00"))
        case "one of":
            return dice.pick(("none of these", "???"))
        case _:
            assert_never(kind)


def spoiled(field: Field, dice: Dice) -> str | None:
    """What to write into a field: what it cannot hold, or nothing where it is required; None where neither is wrong."""
    if field.required and dice.chance(0.5):
        return ""
    return misfit(field.kind, dice) or ("" if field.required else None)
