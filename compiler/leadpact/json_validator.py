"""JSON Schema with exact numbers: `jsonschema`, taught that a number may be a Decimal, and what our formats are.

As it comes, jsonschema takes a Decimal for a number, but not 3.0 for a whole one, and its `multipleOf` fails on numbers
of more than 28 digits. Documents and schemas are both read with decimals. Importing this module imports jsonschema,
which takes a while: import it where it is used.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, TypeChecker, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from leadpact_dsl.limits import is_finer


def validator(schema: dict[str, Any]) -> Validator:
    """A validator for a schema of ours. Formats count."""
    found: Validator = _EXACT(schema, format_checker=_FORMATS)
    return found


def _is_number(_: TypeChecker, value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) and not isinstance(value, bool)


def _is_whole(_: TypeChecker, value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite() and not is_finer(value, 0)
    return isinstance(value, int) and not isinstance(value, bool)


def _multiple_of(_: object, unit: Decimal | int, value: object, __: object) -> Iterator[ValidationError]:
    """Our units are 1, 0.1, 0.01 and so on: a multiple is what has no more decimals."""
    if isinstance(value, Decimal) and value.is_finite():
        places = -int(Decimal(unit).normalize().as_tuple().exponent)
        if is_finer(value, places):
            yield ValidationError(f"{value} has more than {places} decimals")


_EXACT = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {"multipleOf": _multiple_of},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many({"number": _is_number, "integer": _is_whole}),
)

_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date", ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(dt.date.fromisoformat(value))


@_FORMATS.checks("date-time", ValueError)
def _is_time(value: object) -> bool:
    # The pattern says how it is written; that there is such a day and hour is said here.
    return not isinstance(value, str) or bool(dt.date.fromisoformat(value[:10]) and not value[-1:].isspace())
