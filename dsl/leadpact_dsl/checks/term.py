"""When an agreement is over (LP504) or due for review (LP505), seen from a day that the caller names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from leadpact_dsl.checks import places
from leadpact_dsl.diagnostics import Diagnostic, warning
from leadpact_dsl.model import CalendarSpan, Policy
from leadpact_dsl.phrases.times import day, every, span


def overdue(policy: Policy, today: dt.date | None) -> Iterator[Diagnostic]:
    """An agreement past its term, or past its first review without a new version.

    A review leaves a new `version` with a new `effective` day behind, even when nothing else changes; that is how the
    text itself shows that it took place.
    """
    found = policy.agreement
    if today is None or found.effective is None:
        return
    place = places.block(found.span)
    end = None if found.term is None else after(found.effective, found.term)
    if end is not None and found.term is not None and end <= today:
        yield warning(
            "LP504",
            places.mark(place, r"(?m)^ *(term .*?) *$"),
            f"The agreement is over: it holds for {span(found.term)} from {day(found.effective)}, which ended on "
            f"{day(end)}.",
            help="Agree anew, and write a new `version` and a new `effective` day.",
        )
        return
    due = None if found.review is None else after(found.effective, found.review)
    if due is not None and found.review is not None and due <= today:
        yield warning(
            "LP505",
            places.mark(place, r"(?m)^ *(review .*?) *$"),
            f"The agreement is reviewed {every(found.review)}, but this version is of {day(found.effective)}: a review "
            f"was due on {day(due)}.",
            help="Review it; then write a new `version` and the day of the review as `effective`, even if nothing else "
            "changes.",
        )


def is_over(policy: Policy, today: dt.date) -> bool:
    """Whether the term of an agreement has ended on some day. One without a day or a term never ends by itself."""
    found = policy.agreement
    if found.effective is None or found.term is None:
        return False
    return after(found.effective, found.term) <= today


def after(start: dt.date, length: CalendarSpan) -> dt.date:
    """The day so much calendar time after a day; the last of the month where it has no such day."""
    match length.unit:
        case "days":
            return start + dt.timedelta(days=length.count)
        case "weeks":
            return start + dt.timedelta(weeks=length.count)
        case "months":
            months = length.count
        case "quarters":
            months = 3 * length.count
        case "years":
            months = 12 * length.count
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    first = dt.date(year, month + 1, 1)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return first.replace(day=min(start.day, (following - first).days))
