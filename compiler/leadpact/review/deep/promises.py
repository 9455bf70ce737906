"""Responses that never apply (LP915), leads that none covers (LP920), a faster one that comes too late (LP922)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from leadpact.review.deep import ends, marking, witnesses
from leadpact.review.deep.parts import all_of
from leadpact.review.deep.question import Case, Further, Never, Question, Some
from leadpact.solver.asks import Ask, No, ResponseHolds, ResponseIs, Starts
from leadpact_dsl.checks.places import insert_below
from leadpact_dsl.checks.promises import answer_span, said, stricter
from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, error, warning
from leadpact_dsl.model import Clock, Condition, Policy, Response
from leadpact_dsl.phrases.words import quoted


def on(policy: Policy, clock: Clock) -> list[Response]:
    """The responses of a clock, in the order in which they are tried."""
    return [response for response in policy.responses.values() if response.clock == clock.name]


def questions(policy: Policy) -> Iterator[Question]:
    for clock in policy.clocks.values():
        responses = on(policy, clock)
        for place, response in enumerate(responses):
            if response.applies_to is not None:
                yield _applies(policy, clock, responses[:place], response)
                yield from _too_late(policy, clock, responses[:place], response)
        if responses and all(response.applies_to is not None for response in responses):
            last = responses[-1]
            asks = (ResponseIs(0, clock.name, None),)
            # The ordinary check compares clause with clause, and asks for this wherever it cannot see it otherwise.
            settles = ("LP440", last.span)
            yield Some("LP920", last.span, asks, partial(_nothing_promised, policy, clock, last), settles)


def _applies(policy: Policy, clock: Clock, earlier: list[Response], response: Response) -> Never:
    asks = (
        Starts(0, clock.name),
        *all_of(policy, response.applies_to),
        *(No(ResponseHolds(0, one.name)) for one in earlier),
    )
    return Never(
        "LP915",
        response.span,
        asks,
        partial(_never_applies, policy, clock, response),
        means=ResponseIs(0, clock.name, response.name),
    )


def _never_applies(
    policy: Policy, clock: Clock, response: Response, core: tuple[Ask, ...], further: Further
) -> Diagnostic:
    if any(isinstance(ask, No) for ask in core):
        why = "the first response that fits applies, and every lead that fits here fits one above"
    elif any(isinstance(ask, Starts) for ask in core):
        why = f"what it asks for never holds at the instant at which {quoted(clock.label)} starts"
    else:
        why = "what it asks for never holds together"
    return error(
        "LP915",
        response.span,
        f"{quoted(response.label)} never applies: {why}.{ends.told(policy, _of_leads(core), further)}",
        note="never applies",
        labels=marking.labels(policy, core, besides=response.span, words="asked here"),
        help="Put the response for fewer leads first, or change what one of the marked lines asks for.",
    )


def _of_leads(core: tuple[Ask, ...]) -> tuple[Ask, ...]:
    """Without the start of the clock, which any lead has."""
    return tuple(ask for ask in core if not isinstance(ask, Starts))


def _nothing_promised(policy: Policy, clock: Clock, last: Response, case: Case) -> Diagnostic:
    return warning(
        "LP920",
        last.span,
        f"Leads that fit none of the responses on {quoted(clock.label)} are promised no answer at all. "
        f"{witnesses.such_as(policy, case, _asked(on(policy, clock)))}",
        note="no response for the rest",
        labels=[Label(clock.span, "the clock runs for them too")],
        help="Add a last response without `for`, which covers all other leads."
        + witnesses.to_paste(policy, case, f"No response of {clock.label} is for this lead"),
        fix=_for_the_rest(policy, clock, last),
    )


def _asked(responses: Iterable[Response]) -> Iterator[Condition]:
    """What responses are for, so that the lead is told in those words."""
    return (response.applies_to for response in responses if response.applies_to is not None)


def _for_the_rest(policy: Policy, clock: Clock, last: Response) -> Fix:
    free = "all_other_leads" if "all_other_leads" not in policy.responses else f"rest_{len(policy.responses)}"
    lines = [
        "",
        f'response {free} "All other leads" on {clock.name}',
        f"  {last.answer.team} answers within 2 days",
    ]
    return insert_below(last.span, lines, "a response for the rest")


def _too_late(policy: Policy, clock: Clock, before: list[Response], later: Response) -> Iterator[Some]:
    """What the ordinary check says wherever it cannot see that no lead fits both: of the first that is slower."""
    for earlier in before:
        if stricter(later, earlier):
            asks = (
                ResponseIs(0, clock.name, earlier.name),
                ResponseHolds(0, later.name),
            )
            settles = ("LP443", answer_span(later))
            yield Some("LP922", answer_span(later), asks, partial(_slower, policy, earlier, later), settles)


def _slower(policy: Policy, earlier: Response, later: Response, case: Case) -> Diagnostic:
    return warning(
        "LP922",
        answer_span(later),
        f"Leads that fit {quoted(earlier.label)} as well are answered {said(earlier)}, not {said(later)}: the first "
        f"response that fits applies. {witnesses.such_as(policy, case, _asked([earlier, later]))}",
        labels=[Label(answer_span(earlier), "comes first, and is slower")],
        help="Put the faster response first, or make sure that no lead fits both."
        + witnesses.to_paste(policy, case, f"{earlier.label}, and not {later.label}", f"{earlier.name} is running"),
    )
