"""Numbers, money, dates and durations as written."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from decimal import Decimal
from typing import cast

from lark import Token, Tree

from leadpact_dsl import ast
from leadpact_dsl.build.reader import Part, Reader, _token, _tree
from leadpact_dsl.diagnostics import Diagnostic, Fix, error

_MAGNITUDES = {None: 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_MAX_DIGITS = 15
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9][0-9]0")
_MAX_COUNT = 100_000


def value(reader: Reader, part: Part) -> ast.Value:
    match part:
        case Token(type="NAME"):
            return reader.word(part)
        case Token(type="STRING"):
            return reader.text(part)
        case Token(type="DATE"):
            return day(reader, part)
        case Token(type="INSTANT"):
            return moment(reader, part)
        case _:
            return amount(reader, part)


def values(reader: Reader, part: Part) -> tuple[ast.Value, ...]:
    return tuple(value(reader, child) for child in _tree(part).children)


def amount(reader: Reader, part: Part) -> ast.Amount:
    tree = _tree(part)
    span = reader.span_of(tree)
    match tree.data:
        case "percent":
            return percent(reader, tree.children[0])
        case "money":
            sign, digits, magnitude, currency = tree.children
            return ast.Money(span, _signed(reader, sign, digits, magnitude), str(currency))
        case _:
            return ast.Number(span, number(reader, tree))


def number(reader: Reader, part: Part) -> Decimal:
    sign, digits, magnitude = _tree(part).children
    return _signed(reader, sign, digits, magnitude)


def signed(reader: Reader, sign: Part, digits: Part) -> Decimal:
    """A number whose plus sign, if any, is not wanted."""
    return _signed(reader, sign, digits, None)


def _signed(reader: Reader, sign: Part, digits: Part, magnitude: Part) -> Decimal:
    size = plain_number(reader, digits) * _MAGNITUDES[str(magnitude) if magnitude is not None else None]
    if sign is None:
        return size
    if str(sign) == "+":
        span = reader.span_of(_token(sign))
        reader.report(
            error(
                "LP112",
                span,
                "A plus sign has no meaning here; it stands only before the points of a rule.",
                help="Leave it out.",
                fix=Fix(span, "", "without the sign"),
            )
        )
        return size
    return -size


def plain_number(reader: Reader, part: Part) -> Decimal:
    token = _token(part)
    if len(token) > _MAX_DIGITS + 5 or len(token.split(".")[0].lstrip("0")) > _MAX_DIGITS:
        reader.report(
            error("LP113", reader.span_of(token), "This number is too long.", help="Numbers have at most 15 digits.")
        )
        return Decimal(0)
    if _THOUSANDS.fullmatch(token):
        reader.report(_one_or_thousand(reader, token))
    return Decimal(str(token))


def _one_or_thousand(reader: Reader, token: Token) -> Diagnostic:
    """1.000 is a thousand to half of Europe."""
    whole, _, decimals = token.partition(".")
    span = reader.span_of(token)
    shorter = f"{whole}.{decimals.rstrip('0')}".rstrip(".")
    return error(
        "LP132",
        span,
        f"“{token}” can be read as {shorter} and as {whole}{decimals}.",
        help=f"Write {shorter} or {whole}{decimals}.",
        fix=Fix(span, f"{whole}{decimals}", "if the point parts thousands"),
    )


def whole(reader: Reader, part: Part) -> int:
    """A count: whole, and not absurdly large."""
    token = _token(part)
    found = plain_number(reader, token)
    if found != found.to_integral_value():
        reader.report(
            error("LP114", reader.span_of(token), f"{token} is not a whole number.", help="Counts are whole numbers.")
        )
        return max(1, int(found))
    if found > _MAX_COUNT:
        reader.report(
            error(
                "LP114",
                reader.span_of(token),
                f"{found:,f} is more than anyone counts here.",
                help=f"Counts reach at most {_MAX_COUNT:,}.",
            )
        )
        return _MAX_COUNT
    return int(found)


def count(reader: Reader, part: Part) -> ast.Number | ast.Word:
    """A number of leads or people, or the name of a value."""
    token = _token(part)
    if token.type == "NAME":
        return reader.word(token)
    return ast.Number(reader.span_of(token), plain_number(reader, token))


def rate(reader: Reader, part: Part) -> ast.Percent | ast.Word:
    if isinstance(part, Tree):
        return percent(reader, part.children[0])
    return reader.word(part)


def percent(reader: Reader, part: Part) -> ast.Percent:
    token = _token(part)
    digits = token[:-1]
    if len(digits) > 12:
        reader.report(
            error("LP113", reader.span_of(token), "This number is too long.", help="Numbers have at most 15 digits.")
        )
        digits = "0"
    return ast.Percent(reader.span_of(token), Decimal(digits))


def duration(reader: Reader, part: Part) -> ast.Duration:
    tree = _tree(part)
    digits, unit_token = tree.children
    token = _token(unit_token)
    between = reader.wording.text[_token(digits).end_pos : token.start_pos]
    unit = cast(ast.Unit, str(token) if token.endswith("s") else f"{token}s")
    return ast.Duration(reader.span_of(tree), whole(reader, digits), unit, "business" in between)


def period(reader: Reader, part: Part) -> ast.Period:
    """The unit behind `a` or `each`: one day, week, month, quarter or year."""
    token = _token(part)
    if token in ("day", "week", "month", "quarter", "year"):
        return cast(ast.Period, str(token))
    single = token.rstrip("s")
    usable = single in ("day", "week", "month", "quarter", "year")
    before = " ".join(reader.wording.text[: token.start_pos].split()[-2:])
    reader.report(
        error(
            "LP115",
            reader.span_of(token),
            f"“{token}” does not fit here: a period is a day, week, month, quarter or year.",
            help="" if usable else f"Nothing shorter than a day can be written here: `{before} day`.",
            fix=Fix(reader.span_of(token), single, f"write `{single}`") if usable else None,
        )
    )
    return cast(ast.Period, single) if usable else "day"


def day(reader: Reader, part: Part) -> ast.Day:
    token = _token(part)
    try:
        return ast.Day(reader.span_of(token), dt.date.fromisoformat(str(token)))
    except ValueError:
        reader.report(_no_such_date(reader, token))
        return ast.Day(reader.span_of(token), dt.date(2000, 1, 1))


def moment(reader: Reader, part: Part) -> ast.Moment:
    token = _token(part)
    try:
        found = dt.datetime.fromisoformat(" ".join(token.split()))
    except ValueError:
        reader.report(_no_such_date(reader, token))
        found = dt.datetime(2000, 1, 1)
    return ast.Moment(reader.span_of(token), found.replace(tzinfo=None), found.utcoffset())


def moment_or_day(reader: Reader, part: Part) -> ast.Moment | ast.Day:
    return moment(reader, part) if _token(part).type == "INSTANT" else day(reader, part)


def minutes(reader: Reader, part: Part) -> int | None:
    """A time of day in minutes from midnight; 24:00 is the end of the day. None, and a diagnostic, where it is none."""
    token = _token(part)
    hour, minute = int(token[:2]), int(token[3:])
    if hour * 60 + minute > 24 * 60 or minute > 59:
        reader.report(
            error(
                "LP116",
                reader.span_of(token),
                f"{token} is not a time of day.",
                help="Times run from 00:00 to 24:00.",
            )
        )
        return None
    return hour * 60 + minute


def _no_such_date(reader: Reader, token: Token) -> Diagnostic:
    year, month, day = (int(part) for part in token[:10].split("-"))
    if year == 0 or not 1 <= month <= 12:
        why = "Dates are written year-month-day, such as 2026-03-31."
    elif not day <= (last := calendar.monthrange(year, month)[1]) or day < 1:
        why = f"{calendar.month_name[month]} {year} has {last} days."
    else:
        why = "Times run from 00:00 to 23:59."
    return error(
        "LP116",
        reader.span_of(token),
        f"{token} is not a {'date' if len(token) == 10 else 'time'} that exists.",
        help=why,
    )
