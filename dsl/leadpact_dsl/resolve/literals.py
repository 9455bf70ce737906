"""Written values to typed ones: a value must fit the field, the unit the amount, the window elapsed time."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from leadpact_dsl import ast, limits, model
from leadpact_dsl.diagnostics import Diagnostic, Fix, error, nearest
from leadpact_dsl.resolve.scope import Scope
from leadpact_dsl.resolve.ways import other_quotes, value_of, written_as
from leadpact_dsl.zones import LocalTimeProblem

MINUTE = 60_000
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?: +(?:thousand|million|billion))?")
DAY = 24 * 60 * MINUTE
UNIT_MS = {"minutes": MINUTE, "hours": 60 * MINUTE, "days": DAY, "weeks": 7 * DAY}
_DAYS_OF = {"months": 30, "quarters": 91, "years": 365}
_KINDS = {
    "text": "text",
    "whole number": "a whole number",
    "number": "a number",
    "money": "an amount of money",
    "yes or no": "yes or no",
    "date": "a date",
    "time": "a time",
    "one of": "one of its choices",
}


def scalar(scope: Scope, field: model.Field, value: ast.Value) -> model.Scalar | None:
    """A value of a field's own type; None, and a diagnostic, where it is of another."""
    match field.kind, value:
        case "text", ast.Text():
            return value.value
        case "one of", ast.Word():
            return _choice(scope, field, value)
        case "one of", ast.Text():
            match = next((c for c in field.choices if value.value.casefold() in (c.label.casefold(), c.name)), None)
            scope.report(
                error(
                    "LP212",
                    value.span,
                    "A choice is written by its name, without quotes.",
                    help="" if match else value_of(field),
                    fix=Fix(value.span, match.name, "the choice") if match else None,
                )
            )
            return None
        case "yes or no", ast.Word(name="yes" | "no"):
            return value.name == "yes"
        case "whole number" | "number" | "money", ast.Number() | ast.Money() | ast.Percent():
            return number(scope, field, value)
        case "date", ast.Day():
            return value.date
        case "time", ast.Moment():
            return instant(scope, value)
        case "time", ast.Day():
            scope.report(
                error("LP212", value.span, "The time of day is missing.",
                      fix=Fix(value.span, f"{value.date} 09:00", "at nine, for example"))
            )  # fmt: skip
            return None
        case _:
            wrong_type(scope, field, value)
            return None


def wrong_type(scope: Scope, field: model.Field, value: ast.Value) -> None:
    fix = other_quotes(field.kind, field.currency, value)
    text = value.span.text.strip('"')
    scope.report(
        error(
            "LP212",
            value.span,
            f"“{field.label}” holds text, and “{text}” has no quotes."
            if field.kind == "text"
            else f"“{field.label}” holds {_KINDS[field.kind]}, and “{text}” is {written_as(value)}.",
            help="" if fix else value_of(field),
            fix=fix,
        )
    )


def number(scope: Scope, field: model.Field, value: ast.Amount) -> model.Scalar | None:
    found = amount(scope, value, unit_of(field), field.label)
    if found is None:
        return None
    if field.kind == "whole number":
        if found != found.to_integral_value():
            scope.report(
                error(
                    "LP213", value.span, f"“{field.label}” is counted in whole numbers.", help="Leave out the decimals."
                )
            )
            return None
        return int(found)
    return found


def unit_of(field: model.Field) -> str:
    return field.currency or ""


def amount(scope: Scope, value: ast.Amount, unit: str, what: str) -> Decimal | None:
    """The number of an amount, once its unit ("", "%", or a currency) is right."""
    written = "" if isinstance(value, ast.Number) else "%" if isinstance(value, ast.Percent) else value.currency
    if written != unit:
        scope.report(_wrong_unit(value, written, unit, what))
        return None
    places = limits.MONEY_PLACES if isinstance(value, ast.Money) else limits.NUMBER_PLACES
    if limits.is_finer(value.value, places) or limits.is_too_large(value.value, places):
        scope.report(
            error(
                "LP214",
                value.span,
                f"“{value.span.text}” has more digits than leadpact computes with.",
                help="Numbers have at most four decimals and go up to 100 billion, money two and up to 10,000 billion.",
            )
        )
        return None
    return value.value


def points(scope: Scope, value: Decimal, span_of: ast.Node) -> Decimal:
    """Points, with at most two decimals."""
    if limits.is_finer(value, limits.POINTS_PLACES):
        scope.report(error("LP214", span_of.span, "Points have at most two decimals.", help="Such as 2.5 or 12.25."))
        return value.quantize(Decimal("0.01"))
    return value


def _wrong_unit(value: ast.Amount, written: str, unit: str, what: str) -> Diagnostic:
    wanted = _in_words(unit)
    bare = value.span.text.rstrip("%").removesuffix(written).strip()
    if not _PLAIN.fullmatch(bare):
        bare = f"{value.value:f}"  # the text was mended: 5000€
    text = bare if unit == "" else f"{bare}%" if unit == "%" else f"{bare} {unit}"
    converted = isinstance(value, ast.Money) and unit not in ("", "%")
    return error(
        "LP215",
        value.span,
        f"“{what}” is {wanted}, and “{value.span.text}” is not.",
        help=f"Write what it comes to in {unit}." if converted else "",
        fix=Fix(value.span, text, f"the same number, as {wanted}" if converted else f"as {wanted}"),
    )


def _in_words(unit: str) -> str:
    return {"": "a plain number", "%": "a percentage"}.get(unit, f"an amount in {unit}")


def _such(unit: str) -> str:
    return {"": "50", "%": "20%"}.get(unit, f"5000 {unit}")


def quantity(scope: Scope, value: ast.Value, unit: str, what: str) -> model.Quantity | None:
    """An amount, or a named value, in a unit."""
    match value:
        case ast.Word():
            found = scope.values.get(value.name)
            if found is None:
                scope.unknown_name(value, "value", scope.values)
                return None
            if found.unit != unit:
                scope.report(
                    error(
                        "LP215",
                        value.span,
                        f"“{what}” takes {_in_words(unit)}, and the value “{found.label}” is {_in_words(found.unit)}.",
                        help=f"Write {_in_words(unit)}, such as {_such(unit)}, or a value that is one.",
                    )
                )
                return None
            return model.ValueOf(value.name)
        case ast.Number() | ast.Money() | ast.Percent():
            number = amount(scope, value, unit, what)
            return None if number is None else model.Fixed(number, unit)
        case ast.Text() | ast.Day() | ast.Moment():
            fix = other_quotes("number", unit, value) if unit != "%" else None
            scope.report(
                error(
                    "LP212",
                    value.span,
                    f"“{what}” is compared with numbers, and “{value.span.text.strip(chr(34))}” is "
                    f"{written_as(value)}.",
                    help="" if fix else f"Such as {_such(unit)}, without quotes.",
                    fix=fix,
                )
            )
            return None


def instant(scope: Scope, moment: ast.Moment) -> int | None:
    """Milliseconds since 1970 of a date with a time, read in the agreement's timezone unless it carries an offset."""
    if moment.offset is not None:
        since = moment.local - moment.offset - dt.datetime(1970, 1, 1)
        found = since // dt.timedelta(milliseconds=1)
    else:
        try:
            found = scope.zone.instant(moment.local)
        except LocalTimeProblem as problem:
            scope.report(
                error(
                    "LP216",
                    moment.span,
                    f"{problem}.",
                    help="Write a time that exists once, or the time with its offset from UTC, such as 09:00+01:00.",
                )
            )
            return None
    if not limits.is_instant(found):
        scope.report(
            error("LP217", moment.span, "leadpact knows the years from 1970 to 2200 only.", help="Is the year right?")
        )
        return None
    return found


def window_ms(scope: Scope, duration: ast.Duration) -> int | None:
    """The length of a stretch of elapsed time: minutes, hours, days or weeks."""
    if duration.unit not in UNIT_MS:
        days = duration.count * _DAYS_OF[duration.unit]
        scope.report(
            error(
                "LP218",
                duration.span,
                f"{duration.unit.capitalize()} differ in length, so a stretch of time is written in days.",
                fix=Fix(duration.span, f"{days} days", f"write `{days} days`"),
            )
        )
        return None
    if duration.business:
        scope.report(
            error(
                "LP219",
                duration.span,
                "Business time is counted only in a response.",
                help="Write plain hours or days here.",
            )
        )
        return None
    return _length(scope, duration)


def response_time(scope: Scope, duration: ast.Duration) -> model.Duration | None:
    """A length in a response, in plain or in business time."""
    if duration.business and duration.unit not in ("minutes", "hours"):
        scope.report(
            error(
                "LP219",
                duration.span,
                "Business time is counted in minutes and hours.",
                help="For whole days write `answers by close of business the next day`, or `… 2 days later`.",
            )
        )
        return None
    if duration.unit not in UNIT_MS:
        window_ms(scope, duration)
        return None
    length = _length(scope, duration)
    if length is None:
        return None
    return model.Duration(length, duration.business, duration.count, duration.unit)


def _length(scope: Scope, duration: ast.Duration) -> int | None:
    if duration.count == 0:
        scope.report(error("LP220", duration.span, "Zero is no stretch of time.", help="Write 1 or more."))
        return None
    return duration.count * UNIT_MS[duration.unit]


def calendar_span(scope: Scope, duration: ast.Duration) -> model.CalendarSpan | None:
    """A length of calendar time, such as a term: days, weeks, months, quarters or years."""
    match duration.unit:
        case "minutes" | "hours":
            scope.report(
                error("LP218", duration.span, "This is counted in days, weeks, months or years.",
                      help="Such as `30 days` or `12 months`.")
            )  # fmt: skip
            return None
        case unit:
            if duration.count == 0:
                scope.report(error("LP220", duration.span, "Zero is no stretch of time.", help="Write 1 or more."))
                return None
            return model.CalendarSpan(duration.count, unit)


def _choice(scope: Scope, field: model.Field, word: ast.Word) -> str | None:
    names = [choice.name for choice in field.choices]
    if word.name in names:
        return word.name
    if word.name in scope.unread_names:
        return None  # its declaration was reported already
    by_label = next((c.name for c in field.choices if c.label.casefold() == word.name.casefold()), None)
    guess = by_label or nearest(word.name, names)
    scope.report(
        error(
            "LP205",
            word.span,
            f"“{field.label}” has no choice called “{word.name}”.",
            help="" if guess else value_of(field),
            fix=Fix(word.span, guess, f"did you mean `{guess}`?") if guess else None,
        )
    )
    return None
