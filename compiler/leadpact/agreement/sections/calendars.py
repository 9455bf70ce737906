"""The business calendars of section 4: usual hours by weekday, and the days of the term that differ, side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from leadpact.agreement import document as doc
from leadpact.agreement.dates import Term, Unusual, unusual_days
from leadpact.agreement.pieces import row, section
from leadpact.agreement.wording import Wording
from leadpact_dsl.calendars import Calendar
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases import clocks, times

# More columns than these beside the days are not read side by side.
_ABREAST = 4


def calendars(policy: Policy, term: Term, say: Wording) -> doc.Section:
    all_of = list(policy.calendars.values())
    if len(all_of) == 1:
        blocks = _alone(all_of[0], term, say)
    else:
        blocks = [doc.paragraph(say("calendars_side", timezone=_told_in(policy)))]
        for start in range(0, len(all_of), _ABREAST):
            blocks += _abreast(all_of[start : start + _ABREAST], term, say)
    return section(say("calendars_title"), blocks)


def _told_in(policy: Policy) -> str:
    """The agreement's time zone, where a calendar goes by another."""
    home = policy.agreement.timezone
    return home if any(calendar.timezone != home for calendar in policy.calendars.values()) else ""


def _alone(calendar: Calendar, term: Term, say: Wording) -> list[doc.Block]:
    columns = (doc.Column(say("col_days")), doc.Column(say("col_hours")))
    hours = tuple(row(days, open_) for days, open_ in clocks.calendar_hours(calendar))
    zone = doc.paragraph(say("calendar_one", timezone=calendar.timezone))
    name = doc.Definition(doc.plain(calendar.label), (zone,))
    return [name, doc.Table(columns, hours, calendar.label), *_days([calendar], term, say)]


def _abreast(some: Sequence[Calendar], term: Term, say: Wording) -> list[doc.Block]:
    """One column a calendar; days of the week that are alike in all of them stand in one row."""
    columns = (doc.Column(say("col_days")), *(doc.Column(calendar.label) for calendar in some))
    zones = row(say("usual_timezone"), *(calendar.timezone for calendar in some))
    hours = [row(days, *open_) for days, open_ in clocks.hours_abreast(some)]
    return [doc.Table(columns, (zones, *hours), say("calendars_title")), *_days(some, term, say)]


def _days(some: Sequence[Calendar], term: Term, say: Wording) -> list[doc.Block]:
    return [*_unusual(some, term, say), *_before(some, term, say)]


def _unusual(some: Sequence[Calendar], term: Term, say: Wording) -> list[doc.Block]:
    """The days that differ, by date; the calendars of one policy cover the same years."""
    if not any(calendar.closures or calendar.special for calendar in some):
        return [doc.paragraph(say("holidays_never"))]
    first, last = term.within(some[0])
    said_term = {"first": times.day(first), "last": times.day(last)}
    found = [(number, day) for number, calendar in enumerate(some) for day in unusual_days(calendar, first, last)]
    if not found:
        return [doc.paragraph(say("holidays_none", **said_term))]
    rows = []
    for day, of_day in groupby(sorted(found, key=_by_day), key=lambda one: one[1].day):
        differs = {number: _differs(one, say) for number, one in of_day}
        date = times.weekday(day) if len(some) == 1 else times.short_day(day)
        rows.append(row(date, *(differs.get(number, "") for number in range(len(some)))))
    names = [say("col_differs")] if len(some) == 1 else [calendar.label for calendar in some]
    columns = (doc.Column(say("col_date")), *(doc.Column(name) for name in names))
    intro = say("calendar_exceptions" if len(some) == 1 else "calendar_exceptions_side", **said_term)
    return [doc.paragraph(intro), doc.Table(columns, tuple(rows), intro)]


def _before(some: Sequence[Calendar], term: Term, say: Wording) -> list[doc.Block]:
    """Clocks may have run before the term, and are counted still: in short the days that differed then."""
    lines = []
    for calendar in some:
        first, last = term.year_before(calendar)
        days = [
            say("calendar_day_before", day=times.short_day(one.day), hours=_differs(one, say))
            for one in unusual_days(calendar, first, last)
        ]
        lines += [f"{calendar.label}: {', '.join(days)}"] if days else []
    return [doc.paragraph(say("calendar_before")), doc.bullets(lines)] if lines else []


def _by_day(one: tuple[int, Unusual]) -> tuple[dt.date, int]:
    number, unusual = one
    return unusual.day, number


def _differs(unusual: Unusual, say: Wording) -> str:
    if unusual.ranges:
        return say("open_special", hours=clocks.ranges_said(unusual.ranges))
    return say("closed", holiday=unusual.name) if unusual.name else say("closed_unnamed")
