"""Rows of tables and levels of grades: which values a row is for."""

from __future__ import annotations

from leadpact_dsl.model import (
    Band,
    CalendarChoice,
    EachTable,
    Field,
    Grade,
    GradeName,
    Level,
    OtherwiseKey,
    Policy,
    Row,
    RowKey,
    ScoreName,
    Table,
    UnknownKey,
    ValuesKey,
)
from leadpact_dsl.phrases import amounts, fields
from leadpact_dsl.phrases.conditions import condition
from leadpact_dsl.phrases.ranks import level_name, level_of
from leadpact_dsl.phrases.words import capital, listed, quoted


def row(policy: Policy, table: Table | EachTable, what: Row) -> str:
    """The values of a row: `50 to 499`, `Software or Financial technology`, `unknown`, `any other`."""
    by = table.field if isinstance(table, EachTable) else table.by
    return key(policy, by, what.key)


def key(policy: Policy, by: Field | ScoreName | GradeName, what: RowKey) -> str:
    match what:
        case Band():
            return band(what, by.currency or "" if isinstance(by, Field) else "")
        case ValuesKey(values, lists):
            match by:
                case Field():
                    listed_there = {entry for name in lists for entry in policy.lists[name].items}
                    own = [fields.value(policy, by, value) for value in values if value not in listed_there]
                    return listed([*own, *(f"in {quoted(policy.lists[name].label)}" for name in lists)], "or")
                case GradeName(name):
                    return listed([level_name(level_of(policy.grades[name], str(value))) for value in values], "or")
                case ScoreName():
                    return listed([str(value) for value in values], "or")
        case UnknownKey():
            return "unknown"
        case OtherwiseKey():
            return "any other"


def band(what: Band, unit: str = "") -> str:
    """`below 50`, `50 to 499`, `60 to below 75`, `5,000 or more`; a unit is said once where it can be."""
    if what.low is None and what.high is None:
        return "any value"
    if what.low is None:
        assert what.high is not None
        return f"{'up to' if what.high_in else 'below'} {amounts.amount(what.high, unit)}"
    if what.high is None:
        return f"{amounts.amount(what.low, unit)} or more"
    if what.low == what.high and what.high_in:
        return amounts.amount(what.low, unit)
    return f"{amounts.amount(what.low, unit)} to {'' if what.high_in else 'below '}{amounts.amount(what.high, unit)}"


def level(policy: Policy, grade: Grade, what: Level) -> str:
    """When a level holds: `Lead score is 60 to below 75`, a condition, or `none of the above holds`."""
    match what.test:
        case None:
            return "None of the levels above holds"
        case Band() as of_score:
            label = policy.scores[grade.score].label if grade.score is not None else grade.label
            return f"{label} is {band(of_score)}"
        case test:
            return capital(condition(policy, test))


def calendar_choice(policy: Policy, choice: CalendarChoice) -> str:
    """`“New York office”`; by a field `“London office” where the region is EMEA, and “New York office” otherwise`."""
    said = []
    for of_row, name in choice.rows:
        label = quoted(policy.calendars[name].label)
        if choice.field is None:
            return label
        match of_row:
            case OtherwiseKey():
                said.append(f"{label} otherwise")
            case UnknownKey():
                said.append(f"{label} where {fields.called(choice.field)} is unknown")
            case ValuesKey():
                said.append(f"{label} where {fields.called(choice.field)} is {key(policy, choice.field, of_row)}")
    return ", and ".join(filter(None, (", ".join(said[:-1]), said[-1])))
