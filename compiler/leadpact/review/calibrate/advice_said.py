"""The advice on a threshold in plain sentences: what keeps the agreement, and what it would cost or gain."""

from __future__ import annotations

from collections.abc import Iterator

from leadpact.review.calibrate.advising import ENOUGH_LEADS, keeps_all
from leadpact.review.calibrate.result import Change, History, Room, Step, Target, Weighed
from leadpact.review.calibrate.wording import percent, rate, whole
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases import amounts
from leadpact_dsl.phrases.ranks import stage_name
from leadpact_dsl.phrases.words import capital, counted, listed


def headline(policy: Policy, weighed: Weighed) -> str:
    """What should be done, in one sentence."""
    today = today_of(weighed)
    if today is None:
        return "No lead has an outcome that this threshold decided on, so nothing can be said about it."
    stage = stage_name(policy, weighed.floor.stage)
    asked = _asked_said(policy, weighed.targets, weighed.room, today)
    advice = weighed.advice
    now = amounts.number(weighed.today)
    match advice.verdict:
        case "no target":
            return f"Today's threshold of {now} lets {_in(today)} reach {stage}, and {rate(today.share)} convert."
        case "none":
            return f"No threshold keeps all that the agreement asks: {asked}."
        case "today is best":
            assert advice.proposed is not None
            return (
                f"Today's threshold of {now} is right: it is the lowest that keeps what the agreement asks, {asked}. "
                f"It lets {_in(advice.proposed)} reach {stage}, and {rate(advice.proposed.share)} convert."
            )
        case "another":
            assert advice.proposed is not None
            assert advice.change is not None
            new = amounts.number(advice.proposed.threshold)
            kept = keeps_all(today, weighed.targets, weighed.room)
            lead = (
                f"Today's threshold of {now} keeps what the agreement asks, {asked}; {new} would keep it too"
                if kept
                else f"Today's threshold of {now} does not keep what the agreement asks, {asked}; {new} would"
            )
            return (
                f"{lead}: {_in(advice.proposed)} would reach {stage}, and {rate(advice.proposed.share)} convert. "
                f"{_change(advice.change)}"
            )


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


def _asked_said(policy: Policy, targets: tuple[Target, ...], room: Room, today: Step) -> str:
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
    """The step of today's threshold; None where no lead depends on it at all."""
    return next((step for step in weighed.steps if step.today), None) if weighed.curve else None
