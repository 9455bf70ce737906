"""The advice on a threshold in plain sentences: what keeps the agreement, and what it would cost or gain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from leadpact.review.calibrate.advising import ENOUGH_LEADS, keeps_all
from leadpact.review.calibrate.result import Change, History, Room, Step, Target, Weighed
from leadpact.review.calibrate.wording import percent, place, rate, whole
from leadpact_dsl.model import Fixed, GradeTest, Policy, ValueOf
from leadpact_dsl.phrases import amounts
from leadpact_dsl.phrases.ranks import stage_name
from leadpact_dsl.phrases.words import capital, counted, listed, quoted


def headline(policy: Policy, weighed: Weighed) -> str:
    """Whether today's threshold keeps the agreement, and which one would, in one sentence."""
    today = today_of(weighed)
    if today is None:
        return "No lead whose outcome is known depends on this threshold, so that nothing can be said about it."
    asked = _asked_said(weighed.targets, weighed.room, today)
    advice, stage = weighed.advice, stage_name(policy, weighed.floor.stage)
    now = f"Today's threshold of {amounts.number(weighed.today)}"
    match advice.verdict:
        case "no target":
            return f"{now} lets {_in(today)} reach {stage}, and {rate(today.share)} of them convert."
        case "too few":
            return (
                f"Fewer than {ENOUGH_LEADS} leads with a known outcome are too few to judge by what the agreement "
                f"asks, {asked}."
            )
        case "none":
            return f"No threshold keeps all that the agreement asks: {asked}."
        case "today is best":
            assert advice.proposed is not None
            return (
                f"{now} is right: it is the lowest that keeps what the agreement asks, {asked}; it lets "
                f"{_in(advice.proposed)} reach {stage}, and {rate(advice.proposed.share)} of them convert."
            )
        case "another":
            assert advice.proposed is not None
            kept = keeps_all(today, weighed.targets, weighed.room)
            new = f"{amounts.number(advice.proposed.threshold)} would{' keep it too' if kept else ''}"
            return (
                f"{now} {'keeps' if kept else 'does not keep'} what the agreement asks, {asked}; {new}: "
                f"{_in(advice.proposed)} would reach {stage}, and {rate(advice.proposed.share)} of them convert."
            )
        case _:
            assert_never(advice.verdict)


def cost(weighed: Weighed) -> str | None:
    """What another threshold would cost or gain, in one sentence; None where none is proposed."""
    advice = weighed.advice
    return _change(advice.change) if advice.verdict == "another" and advice.change is not None else None


def where(policy: Policy, weighed: Weighed) -> str:
    """Where the threshold is written, so that it can be changed."""
    floor = weighed.floor
    match floor.amount:
        case ValueOf(name):
            dial = policy.values[name]
            return f"The threshold is written at {place(dial.span)}: the value {quoted(dial.label)}."
        case Fixed():
            span = floor.test.span
            if isinstance(floor.test, GradeTest):
                span = policy.grades[floor.test.grade].span
            return f"The threshold is written at {place(span)}."
        case _:
            assert_never(floor.amount)


def reasons(policy: Policy, weighed: Weighed, history: History) -> Iterator[str]:
    """What stands behind it, demand by demand."""
    advice, today = weighed.advice, today_of(weighed)
    if today is None:
        return
    if weighed.targets:
        yield from _target_reasons(weighed)
    elif advice.verdict == "no target":
        yield (
            f"No goal of the agreement says which share of the leads at {stage_name(policy, weighed.floor.stage)} has "
            "to get further, so that no threshold can be right or wrong by it."
        )
    yield from _room_reasons(policy, weighed, history)
    if weighed.always:
        yield (
            f"{counted(weighed.always, 'lead is', 'leads are')} in whatever this score, as the condition holds without "
            "it."
        )
    if weighed.out:
        yield f"{counted(weighed.out, 'lead stays', 'leads stay')} out whatever this score."
    yield where(policy, weighed)


def _target_reasons(weighed: Weighed) -> Iterator[str]:
    advice = weighed.advice
    for target in weighed.targets:
        said = " ".join(f"{sentence}." for sentence in target.said)
        chain = f" Together that is {amounts.percent(target.rate)}." if target.chain else ""
        yield f"“{target.goal}”: {said}{chain}"
    if advice.for_rate is None:
        yield (
            f"The share alone is reached by no threshold that lets in at least {ENOUGH_LEADS} leads with a known "
            "outcome."
        )
        return
    sure = "; no threshold does so for sure" if advice.sure is None else ""
    if advice.sure is not None and advice.sure.threshold != advice.for_rate.threshold:
        sure = f", and for sure (the whole 95% interval) from {amounts.number(advice.sure.threshold)} on"
    yield (
        f"The share alone is kept from {amounts.number(advice.for_rate.threshold)} on "
        f"({rate(advice.for_rate.share)} of {counted(advice.for_rate.leads, 'lead')}){sure}."
    )


def _room_reasons(policy: Policy, weighed: Weighed, history: History) -> Iterator[str]:
    room, advice = weighed.room, weighed.advice
    if room.capacity is not None:
        who = listed([policy.teams[name].label for name in room.teams], "and")
        can = f"{who} can take {amounts.number(round(room.capacity, 1))} leads a week"
        if history.weeks is None:
            yield f"{can}. How many weeks this history is long nothing tells: --weeks N says it."
        elif advice.for_capacity is None:
            yield f"{can}: no threshold lets in so few and still enough to judge by."
        elif advice.for_capacity.threshold == weighed.curve[0].threshold:
            yield f"{can}, and no threshold lets in more ({_a_week(weighed.curve[0])} at most)."
        else:
            yield (
                f"{can}: that is so from {amounts.number(advice.for_capacity.threshold)} on "
                f"({_a_week(advice.for_capacity)})."
            )
    if room.promised is not None and history.weeks is not None:
        owed = amounts.number(round(room.promised, 1))
        if advice.for_promise is None:
            yield f"{room.promise}: {owed} a week, which no threshold lets in."
        else:
            yield f"{room.promise}: {owed} a week, which is so up to {amounts.number(advice.for_promise.threshold)}."


def _asked_said(targets: tuple[Target, ...], room: Room, today: Step) -> str:
    found = [f"{target.bound} {amounts.percent(target.rate)} convert" for target in targets]
    if today.per_week is not None:
        if room.capacity is not None:
            found.append(f"at most {amounts.number(round(room.capacity, 1))} leads a week")
        if room.promised is not None:
            found.append(f"at least {amounts.number(round(room.promised, 1))} leads a week")
    return listed(found, "and")


def _in(step: Step) -> str:
    """`2,134 leads (27 a week)`."""
    weekly = f" ({_a_week(step)})" if step.per_week is not None else ""
    return f"{counted(step.leads, 'lead')}{weekly}"


def _a_week(step: Step) -> str:
    return "" if step.per_week is None else f"{whole(step.per_week)} a week"


def _change(change: Change) -> str:
    """What it would cost or gain."""
    many, weekly = abs(change.leads), ""
    if change.per_week is not None:
        weekly = f" ({whole(abs(change.per_week))} a week)"
    more = change.leads > 0
    if not many:
        return "No lead of this history would be decided otherwise."
    leads = f"{capital(counted(many, 'lead'))} {'more' if more else 'fewer'}{weekly} would be handed over"
    if change.share.rate is None:
        return f"{leads}, of which nobody knows what became."
    those = f"{change.share.converted:,} of them"
    if change.share.known != many:
        those = f"of the {change.share.known:,} whose outcome is known {change.share.converted:,}"
    those += f" ({percent(change.share.rate)}) converted"
    return f"{leads}: {those}, and would be {'gained' if more else 'given up for the time saved'}."


def today_of(weighed: Weighed) -> Step | None:
    """The step of today's threshold; None where no lead with a known outcome is let in by any."""
    if not any(step.share.known for step in weighed.curve):
        return None
    return next(step for step in weighed.steps if step.today)
