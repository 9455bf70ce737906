"""From values as people keep them to units of the plan, and constants of the policy in those units."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlglot import exp

from leadpact.plan import Plan
from leadpact.plan.numbers import PLACES, Input
from leadpact.targets.sql import walls
from leadpact.targets.sql.dialects import bigint, day_number, epoch_ms
from leadpact.targets.sql.terms import flag, number, text, times
from leadpact_dsl.evaluate.facts import instant_of
from leadpact_dsl.model import Field, Scalar
from leadpact_dsl.model.base import FieldKind


def in_units(kind: FieldKind, value: exp.Expression, plan: Plan) -> exp.Expression:
    """A natural value of a field in units; NULL where it is unknown. Texts have more to be asked (`known_text`)."""
    match kind:
        case "text" | "one of" | "yes or no":
            return value
        case "whole number":
            return bigint(value)
        case "number" | "money":
            places = PLACES[kind]
            exact = exp.cast(value, exp.DataType.build(f"DECIMAL({15 + places}, {places})"))
            return bigint(times(exact, 10**places))
        case "date":
            return walls.start_of_day(plan, day_number(value))
        case "time":
            return epoch_ms(value)


def default_of(plan: Plan, owner: str, field: str) -> Scalar | None:
    """What a field counts as when it is unknown."""
    return field_of(plan, owner, field).when_unknown


def field_of(plan: Plan, owner: str, field: str) -> Field:
    policy = plan.policy
    return (policy.lead.fields if owner == "lead" else policy.activities[owner].fields)[field]


def constant(plan: Plan, asked: Input, value: Scalar) -> exp.Expression:
    """A value of a field in its units."""
    match value:
        case bool():
            return flag(value)
        case str():
            return text(value)
        case Decimal():
            return number(int(value.scaleb(asked.scale)))
        case dt.date():
            return number(instant_of(value, walls.zone_of(plan)))
        case int():
            return number(value)
