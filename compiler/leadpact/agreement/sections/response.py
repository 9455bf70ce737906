"""4 Lead response process and timeline: routes, clocks with their promises, and the calendars they run on."""

from __future__ import annotations

from leadpact.agreement import document as doc
from leadpact.agreement.dates import Term
from leadpact.agreement.pieces import items, reason_cell, row, said, section, sentence_with, with_reason, without_empty
from leadpact.agreement.sections.calendars import calendars
from leadpact.agreement.sections.timing import timing
from leadpact.agreement.uses import Uses
from leadpact.agreement.wording import Wording
from leadpact_dsl.model import Clock, Policy, Response
from leadpact_dsl.phrases import clocks, stages, timeline
from leadpact_dsl.phrases.words import capital, sentence


def response(policy: Policy, uses: Uses, term: Term, say: Wording) -> doc.Section:
    parts = [_routes(policy, say)] if policy.routes else []
    parts += [timing(policy, uses, say)] if policy.clocks else []
    parts += [_clock(policy, clock, say) for clock in policy.clocks.values()]
    parts += [calendars(policy, term, say)] if policy.calendars else []
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
    blocks.append(numbered)
    notes = [say("routes_none_for", recycled=bool(policy.recycle))] if policy.disqualify or policy.recycle else []
    notes += [say("routes_shared")] if any(route.split for route in policy.routes.values()) else []
    return section(say("routes_title"), [*blocks, *([doc.paragraph(" ".join(notes))] if notes else [])])


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
    hours = clocks.response_calendar(policy, promise)
    counted = [(doc.paragraph(sentence(hours)),)] if hours else []
    blocks: list[doc.Block] = [doc.Definition(doc.plain(promise.label), who), items([*duties, *counted, *tries])]
    if promise.actions or promise.tries:
        intro = say("actions_intro", tries=bool(promise.tries)) + (
            " " + say("actions_mixed") if timeline.mixed(promise) else ""
        )
        blocks += [doc.paragraph(intro), _timeline(policy, promise, say)]
    return blocks


def _timeline(policy: Policy, promise: Response, say: Wording) -> doc.Table:
    columns = (doc.Column(say("col_moment")), doc.Column(say("col_action")), doc.Column(say("col_why")))
    found = [
        row(
            _strong_if(moment.role == "due", capital(moment.when)),
            _strong_if(moment.role == "due", capital(moment.what)),
            reason_cell(moment.because),
        )
        for moment in timeline.timeline(policy, promise)
    ]
    return without_empty(doc.Table(columns, tuple(found), promise.label))


def _strong_if(strong: bool, text: str) -> doc.Runs:
    return (doc.Strong(doc.plain(text)),) if strong else doc.plain(text)
