"""4 Lead response process and timeline: routes, clocks with their promises, and the calendars they run on."""

from __future__ import annotations

import datetime as dt

from leadpact.agreement import document as doc
from leadpact.agreement.dates import Term, days_off
from leadpact.agreement.pieces import items, reason_cell, row, said, section, sentence_with, with_reason, without_empty
from leadpact.agreement.wording import Wording
from leadpact_dsl.calendars import Calendar
from leadpact_dsl.model import Clock, Policy, Response
from leadpact_dsl.phrases import clocks, stages, times
from leadpact_dsl.phrases.words import capital, sentence


def response(policy: Policy, term: Term, say: Wording) -> doc.Section:
    parts = [_routes(policy, say)] if policy.routes else []
    parts += [_clock(policy, clock, say) for clock in policy.clocks.values()]
    parts += [_calendars(policy, term, say)] if policy.calendars else []
    intro = say("response_intro") if policy.responses else say("response_none")
    return section(say("response_title"), [doc.paragraph(intro)], parts)


def _routes(policy: Policy, say: Wording) -> doc.Section:
    blocks: list[doc.Block] = [doc.paragraph(say("routes_intro"))] if len(policy.routes) > 1 else []
    found = []
    for route in policy.routes.values():
        (first, *rest) = said(stages.route(policy, route), route.because)
        assert isinstance(first, doc.Paragraph)
        label = (doc.Strong(doc.plain(route.label)), doc.Plain(". "))
        found.append((doc.Paragraph((*label, *first.runs)), *rest))
    numbered = doc.NumberedList(tuple(doc.Item(blocks_of) for blocks_of in found))
    return section(say("routes_title"), [*blocks, numbered])


def _clock(policy: Policy, clock: Clock, say: Wording) -> doc.Section:
    text = " ".join(sentence(part) for part in (clocks.clock(policy, clock), *clocks.clock_more(policy, clock)))
    blocks: list[doc.Block] = [with_reason(text, clock.because)]
    promised = [promise for promise in policy.responses.values() if promise.clock == clock.name]
    if len(promised) > 1:
        blocks.append(doc.paragraph(say("clock_intro")))
    for promise in promised:
        blocks += _promise(policy, promise, say)
    return section(say("clock_title", label=clock.label), blocks)


def _promise(policy: Policy, promise: Response, say: Wording) -> list[doc.Block]:
    who = said(clocks.applies_to(policy, promise), promise.because)
    what = [clocks.response(policy, promise)]
    duties = [(doc.Paragraph((doc.Strong(doc.plain(sentence(text))),)),) for text in what]
    tries = [(sentence_with(clocks.tries(policy, clause), clause.because),) for clause in promise.tries]
    blocks: list[doc.Block] = [doc.Definition(doc.plain(promise.label), who), items([*duties, *tries])]
    if promise.actions:
        columns = (doc.Column(say("col_moment")), doc.Column(say("col_action")), doc.Column(say("col_why")))
        found = [
            row(
                capital(clocks.action_when(action)),
                capital(clocks.action_what(action)),
                reason_cell(action.because),
            )
            for action in promise.actions
        ]

        blocks += [doc.paragraph(say("actions_intro")), without_empty(doc.Table(columns, tuple(found), promise.label))]
    return blocks


def _calendars(policy: Policy, term: Term, say: Wording) -> doc.Section:
    return section(
        say("calendars_title"), [], [_calendar(calendar, term, say) for calendar in policy.calendars.values()]
    )


def _calendar(calendar: Calendar, term: Term, say: Wording) -> doc.Section:
    columns = (doc.Column(say("col_days")), doc.Column(say("col_hours")))
    hours = tuple(row(days, open_) for days, open_ in clocks.calendar_hours(calendar))
    blocks: list[doc.Block] = [
        doc.paragraph(say("calendar_zone", timezone=calendar.timezone)),
        doc.Table(columns, hours, calendar.label),
    ]
    first, last = term.within(calendar)
    exceptions = sorted({special.day for special in calendar.special if first <= special.day <= last})
    for day in exceptions:
        ranges = " and ".join(
            f"{times.clock_time(start)} to {times.clock_time(end)}" for start, end in calendar.ranges_of(day)
        )
        blocks.append(doc.paragraph(say("calendar_special", day=times.weekday(day), hours=ranges)))
    return section(calendar.label, [*blocks, *_holidays(calendar, first, last, say)])


def _holidays(calendar: Calendar, first: dt.date, last: dt.date, say: Wording) -> list[doc.Block]:
    said_term = {"first": times.day(first), "last": times.day(last)}
    off = days_off(calendar, first, last)
    if not off:
        return [doc.paragraph(say("holidays_none", **said_term))]
    columns = (doc.Column(say("col_date")), doc.Column(say("col_holiday")))
    found = tuple(row(times.weekday(day), name or say("closed_unnamed")) for day, name in off)
    return [doc.paragraph(say("holidays_intro", **said_term)), doc.Table(columns, found, calendar.label)]
