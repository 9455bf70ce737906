"""Clocks and the responses promised on them (LP440 to LP449)."""

from __future__ import annotations

from collections.abc import Iterator

from leadpact_dsl.checks import places
from leadpact_dsl.checks.exhaustive import cover_all
from leadpact_dsl.checks.plain import Comparing
from leadpact_dsl.diagnostics import Diagnostic, Label, error, warning
from leadpact_dsl.model import Action, AnswerByClose, AnswerWithin, Clock, Duration, Policy, Response, Tries
from leadpact_dsl.phrases.times import duration
from leadpact_dsl.phrases.words import listed, quoted
from leadpact_dsl.source import Span

_ANSWER = r"(?m)^ *(\w+ answers .*?)(?: because \".*)? *$"


def _on(policy: Policy, clock: Clock) -> list[Response]:
    return [response for response in policy.responses.values() if response.clock == clock.name]


def answer_span(response: Response) -> Span:
    """The line of a response that says how fast the answer comes."""
    return places.mark(places.block(response.span), _ANSWER)


def said(response: Response) -> str:
    """`within 15 business minutes`, `by close of business the next day`."""
    match response.answer:
        case AnswerWithin():
            return f"within {duration(response.answer.duration)}"
        case AnswerByClose(days_later=0):
            return "by close of business the same day"
        case AnswerByClose(days_later=1):
            return "by close of business the next day"
        case AnswerByClose():
            return f"by close of business {response.answer.days_later} days later"


def uncovered(policy: Policy) -> Iterator[Diagnostic]:
    """Clocks that run for leads to whom nobody promised anything."""
    for clock in policy.clocks.values():
        responses = _on(policy, clock)
        if not responses:
            yield warning(
                "LP449",
                clock.span,
                f"The clock {quoted(clock.label)} runs, but no response on it promises anything.",
                help=f'Add a response, such as `response standard "All leads" on {clock.name}`, or take the clock out.',
            )
            continue
        conditions = [response.applies_to for response in responses if response.applies_to is not None]
        if len(conditions) == len(responses) and not cover_all(policy, conditions):
            last = responses[-1]
            yield warning(
                "LP440",
                last.span,
                f"Leads that fit none of the responses on {quoted(clock.label)} are promised no answer at all.",
                labels=[Label(clock.span, "the clock runs for them too")],
                help="Add a last response without `for`, which covers all other leads.",
                fix=places.insert_below(
                    last.span,
                    [
                        "",
                        f'response {_free_name(policy)} "All other leads" on {clock.name}',
                        f"  {last.answer.team} answers within 2 days",
                    ],
                    "a response for the rest",
                ),
            )


def _free_name(policy: Policy) -> str:
    return "all_other_leads" if "all_other_leads" not in policy.responses else f"rest_{len(policy.responses)}"


def conflicts(policy: Policy) -> Iterator[Diagnostic]:
    """The same promise with two numbers, responses that never apply, and stricter ones that come too late."""
    comparing = Comparing(policy)
    for clock in policy.clocks.values():
        responses = _on(policy, clock)
        for place, later in enumerate(responses):
            earlier = next(
                (one for one in responses[:place] if comparing.implies(later.applies_to, one.applies_to)), None
            )
            if earlier is None:
                yield from _too_late(comparing, responses[:place], later)
            elif earlier.answer != later.answer:
                yield _two_numbers(clock, earlier, later)
            else:
                yield error(
                    "LP441",
                    later.span,
                    f"{quoted(later.label)} never applies: {quoted(earlier.label)} comes first and covers all of its "
                    "leads.",
                    note="never applies",
                    labels=[Label(earlier.span, "applies first")],
                    help="Put the stricter condition first, or keep one of the two.",
                )


def _two_numbers(clock: Clock, earlier: Response, later: Response) -> Diagnostic:
    return error(
        "LP442",
        answer_span(later),
        f"The same leads are promised two things on {quoted(clock.label)}: an answer {said(earlier)} by "
        f"{quoted(earlier.label)}, and {said(later)} by {quoted(later.label)}.",
        note="never applies",
        labels=[Label(answer_span(earlier), "this one applies, because it comes first")],
        help="Agree on one, or put the response for fewer leads first.",
    )


def _too_late(comparing: Comparing, before: list[Response], later: Response) -> Iterator[Diagnostic]:
    """A last response for all others is no promise of its own to those that an earlier one covers."""
    if later.applies_to is None:
        return
    for earlier in before:
        if stricter(later, earlier) and not comparing.disjoint(earlier.applies_to, later.applies_to):
            yield warning(
                "LP443",
                answer_span(later),
                f"A lead that fits {quoted(earlier.label)} as well is answered {said(earlier)}, not {said(later)}: the "
                "first response that fits applies.",
                labels=[Label(answer_span(earlier), "comes first, and is slower")],
                help="Put the faster response first, or make sure that no lead fits both.",
            )
            return


def stricter(one: Response, other: Response) -> bool:
    """Whether the one answer is surely due before the other, whenever the clock starts."""
    match one.answer, other.answer:
        case AnswerWithin(duration=mine), AnswerWithin(duration=theirs):
            # Business time passes no faster than plain time; the other way round nothing is certain.
            return mine.ms < theirs.ms and (not mine.business or theirs.business)
        case AnswerByClose(days_later=mine), AnswerByClose(days_later=theirs):
            return mine < theirs
        case _:
            return False


def reminders(policy: Policy) -> Iterator[Diagnostic]:
    """Reminders before due that fall at the very start, because there is not that much time."""
    for response in policy.responses.values():
        for action in response.actions:
            if action.moment == "before due" and action.offset is not None and _at_start(response, action.offset):
                yield warning(
                    "LP444",
                    action.span,
                    f"The answer is due {said(response)}, so a reminder {duration(action.offset)} before comes at the "
                    "very start.",
                    labels=[Label(answer_span(response), "no longer than that")],
                    help="Remind closer to the due time.",
                )


def _at_start(response: Response, offset: Duration) -> bool:
    if not isinstance(response.answer, AnswerWithin):
        return False
    within = response.answer.duration
    return offset.ms >= within.ms and within.business == offset.business


def calendars(policy: Policy) -> Iterator[Diagnostic]:
    """Business time where nobody says when business is open."""
    for response in policy.responses.values():
        if response.calendar is not None:
            continue
        team = policy.teams[response.answer.team]
        for span in _business_lines(response):
            yield error(
                "LP445",
                span,
                f"This counts business time, and neither the clock nor {quoted(team.label)} has a calendar.",
                labels=[Label(policy.clocks[response.clock].span, "this clock names no calendar")],
                help=f"Write `works CALENDAR` below the team {team.name}, or `on calendar CALENDAR` below the clock "
                f"{response.clock}.",
                fix=places.insert_inside(team.span, [f"works {next(iter(policy.calendars))}"], "when the team works")
                if policy.calendars and team.works is None
                else None,
            )


def _business_lines(response: Response) -> Iterator[Span]:
    if isinstance(response.answer, AnswerByClose) or response.answer.duration.business:
        yield answer_span(response)
    yield from (tries.span for tries in response.tries if tries.within.business)
    yield from (action.span for action in response.actions if _is_business(action))


def _is_business(action: Action) -> bool:
    return action.offset is not None and action.offset.business


def clock_ends(policy: Policy) -> Iterator[Diagnostic]:
    """Activities that start a clock and stop it at once, or pause it and let it go on at once."""
    for clock in policy.clocks.values():
        both = [name for name in (*clock.starts, *clock.afresh) if name in clock.stops]
        if both:
            labels = listed([quoted(policy.activities[name].label) for name in both], "and")
            yield error(
                "LP446",
                clock.span,
                f"{labels} starts this clock and stops it at the same instant, so it never runs.",
                help="Let one activity start the clock and another stop it.",
            )
        pausing = [name for name in clock.pause if name in clock.resume]
        if pausing:
            labels = listed([quoted(policy.activities[name].label) for name in pausing], "and")
            yield error(
                "LP447",
                places.mark(places.block(clock.span), r"(?m)^ *(pauses from .*?) *$"),
                f"{labels} pauses this clock and lets it go on at the same instant, so it never pauses.",
                help="Let one activity pause the clock and another let it go on.",
            )


def tries(policy: Policy) -> Iterator[Diagnostic]:
    """Numbers of tries that ask for nothing, or for no more than another line of the same response."""
    for response in policy.responses.values():
        for place, found in enumerate(response.tries):
            other = next((one for one in response.tries[:place] if _idle(found, one) or _idle(one, found)), None)
            if found.times == 0:
                yield _idle_tries(found, "No try at all is promised here, so this line is always kept", ())
            elif other is not None:
                team = quoted(policy.teams[found.team].label)
                labels = (Label(other.span, "the other number"),)
                yield _idle_tries(
                    found, f"{team} promises tries twice here, and one of the two asks for nothing more", labels
                )


def _idle(one: Tries, other: Tries) -> bool:
    """Whether the one asks for nothing that the other does not ask for as well."""
    same_time = one.within.business == other.within.business
    return one.team == other.team and same_time and one.within.ms >= other.within.ms and one.times <= other.times


def _idle_tries(found: Tries, message: str, labels: tuple[Label, ...]) -> Diagnostic:
    return warning(
        "LP448",
        found.span,
        f"{message}.",
        labels=labels,
        help="Ask for more tries the longer the time, and leave out what asks for nothing.",
        fix=places.drop(found.span, "without the line"),
    )
