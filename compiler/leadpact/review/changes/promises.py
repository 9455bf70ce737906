"""Clocks, the promises on them, and what happens when they are not kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from leadpact.digest import meaning_of_part
from leadpact.review.changes.context import Both, span_of
from leadpact.review.changes.declared import declared, label_changes, order_changes, reason_change
from leadpact.review.changes.matching import another_order, paired, same
from leadpact.review.changes.stages import conditions_changed
from leadpact.review.changes.values import About, Found, found, label_of
from leadpact.review.changes.words import dropped_clause, lower, new_clause, was
from leadpact_dsl import model
from leadpact_dsl.phrases import activities, clocks, times
from leadpact_dsl.phrases.conditions import in_line
from leadpact_dsl.phrases.rows import calendar_choice
from leadpact_dsl.phrases.words import quoted, sentence
from leadpact_dsl.phrases.words import times as often


def clock_changes(both: Both) -> Iterator[Found]:
    for old, new in declared(both.old.clocks, both.new.clocks):
        known = new or old
        assert known is not None
        said = (_clock_said(both.old, old), _clock_said(both.new, new))
        about = About(both.place("clock_title", known), known.label, known.id, *said, span_of(old), span_of(new))
        if new is None:
            yield found(about, "different", dropped_clause(f"the clock {quoted(known.label)}"))
        elif old is None:
            yield found(about, "different", new_clause(f"the clock {quoted(new.label)}. {said[1]}"))
        else:
            yield from _clock(both, about, old, new)


def _clock_said(policy: model.Policy, clock: model.Clock | None) -> str:
    if clock is None:
        return ""
    return " ".join(sentence(text) for text in (clocks.clock(policy, clock), *clocks.clock_more(policy, clock)))


def _clock(both: Both, about: About, old: model.Clock, new: model.Clock) -> Iterator[Found]:
    yield from label_changes(about, "clock", old, new)
    yield from reason_change(about, f"The clock {quoted(new.label)}", old.because, new.because)
    parts: tuple[tuple[str, tuple[str, ...], tuple[str, ...], int], ...] = (
        ("starts once", old.starts, new.starts, -1),
        ("stops once", old.stops, new.stops, 1),
        ("starts afresh each time", old.afresh, new.afresh, 0),
    )
    for verb, before, after, sign in parts:
        for activity in after:
            if activity not in before:
                said = f"{quoted(new.label)} now also {verb} {activities.did(both.new, [activity])}"
                yield found(about, label_of(sign), sentence(said))
        for activity in before:
            if activity not in after:
                stem, _, rest = verb.partition(" ")
                base = {"starts": "start", "stops": "stop"}[stem]
                said = f"{quoted(new.label)} does not {base} {rest} {activities.did(both.old, [activity])} any more"
                yield found(about, label_of(-sign), sentence(said))
    yield from _pauses(both, about, old, new)
    if not same(old.calendar, new.calendar):
        yield found(about, "different", _by_calendar(both, quoted(new.label), old.calendar, new.calendar))


def _pauses(both: Both, about: About, old: model.Clock, new: model.Clock) -> Iterator[Found]:
    """When time does not pass, as one change: what stops it and what lets it go on belong together."""
    before, after = ({*old.pause}, {*old.resume}), ({*new.pause}, {*new.resume})
    if before == after:
        return
    name = quoted(new.label)
    if not new.pause:
        said = f"{name} no longer stands still from when {_pause(both.old, old)}"
        yield found(about, "tighter", sentence(said))
    elif not old.pause:
        yield found(about, "looser", sentence(f"{name} now stands still from when {_pause(both.new, new)}"))
    else:
        longer = before[0] <= after[0] and after[1] <= before[1]
        shorter = after[0] <= before[0] and before[1] <= after[1]
        said = f"{name} now stands still from when {_pause(both.new, new)} (before: from when {_pause(both.old, old)})"
        yield found(about, "looser" if longer else "tighter" if shorter else "different", sentence(said))


def _pause(policy: model.Policy, clock: model.Clock) -> str:
    """`the lead asked us to wait until it is active again`."""
    return f"{activities.did(policy, clock.pause)} until {activities.did(policy, clock.resume, 'it')}"


def _by_calendar(both: Both, name: str, old: model.CalendarChoice | None, new: model.CalendarChoice | None) -> str:
    now = f"the calendar {calendar_choice(both.new, new)}" if new is not None else "that of the team that answers"
    before = calendar_choice(both.old, old) if old is not None else "that of the team that answers"
    return sentence(f"{name}: business time now goes by {now} (was {before})")


# --------------------------------------------------------------------------------------------------------- promises


def response_changes(both: Both) -> Iterator[Found]:
    for old, new in declared(both.old.responses, both.new.responses):
        known = new or old
        assert known is not None
        policy = both.new if new is not None else both.old
        said = (_response_said(both.old, old), _response_said(both.new, new))
        place = both.place("clock_title", policy.clocks[known.clock])
        about = About(place, known.label, known.id, *said, span_of(old), span_of(new))
        if new is None:
            yield found(about, "looser", dropped_clause(f"the promise {quoted(known.label)}: {said[0]}"))
        elif old is None:
            yield found(about, "tighter", new_clause(f"the promise {quoted(new.label)}: {said[1]}"))
        else:
            yield from _response(both, about, old, new)
    for clock in both.new.clocks.values():
        ours, theirs = (
            {name: one for name, one in policy.responses.items() if one.clock == clock.name}
            for policy in (both.old, both.new)
        )
        place = both.place("clock_title", clock)
        about = About(place, clock.label, clock.id)
        yield from order_changes(about, ours, theirs, ": of several that cover a lead, the first holds")


def _response_said(policy: model.Policy, what: model.Response | None) -> str:
    if what is None:
        return ""
    return f"{sentence(clocks.response(policy, what))} {sentence(in_line(clocks.applies_to(policy, what)))}"


def _response(both: Both, about: About, old: model.Response, new: model.Response) -> Iterator[Found]:
    name = quoted(new.label)
    yield from label_changes(about, "promise", old, new)
    yield from reason_change(about, name, old.because, new.because)
    if old.clock != new.clock:
        now, before = both.new.clocks[new.clock].label, both.old.clocks[old.clock].label
        said = f"{name} is now a promise on the clock {quoted(now)} (was {quoted(before)})"
        yield found(about, "different", sentence(said))
    if (old.applies_to is None) != (new.applies_to is None):
        now = in_line(clocks.applies_to(both.new, new))
        yield found(about, "different", sentence(f"{name} now covers: {lower(now)}"))
    else:
        yield from conditions_changed(both, about, name, old.applies_to, new.applies_to, 0)
    yield from _answer(both, about, name, old, new)
    yield from _tries(both, about, name, old, new)
    yield from _actions(both, about, name, old, new)
    clocks_say_it = same(both.old.clocks[old.clock].calendar, both.new.clocks[new.clock].calendar)
    team_says_it = _works(both.old, old) == _works(both.new, new) and old.answer.team == new.answer.team
    if not same(old.calendar, new.calendar) and clocks_say_it and team_says_it:
        yield found(about, "different", _by_calendar(both, name, old.calendar, new.calendar))


def _works(policy: model.Policy, what: model.Response) -> str | None:
    return policy.teams[what.answer.team].works


def _answer(both: Both, about: About, name: str, old: model.Response, new: model.Response) -> Iterator[Found]:
    if old.answer.team != new.answer.team:
        now, before = both.new.teams[new.answer.team].label, both.old.teams[old.answer.team].label
        yield found(about, "different", sentence(f"{name} is now answered by {now} (was {before})"))
    now, before = _time(new.answer), _time(old.answer)
    if now != before:
        said = clocks.response(both.new, new)
        sign = _longer(old.answer, new.answer)
        yield found(about, label_of(sign), sentence(f"{name}: {said} {was(now, before)}"))


def _time(answer: model.AnswerWithin | model.AnswerByClose) -> str:
    if isinstance(answer, model.AnswerWithin):
        return f"within {times.duration(answer.duration)}"
    return f"by {clocks.close_of_business(answer.days_later)}"


def _longer(old: model.AnswerWithin | model.AnswerByClose, new: model.AnswerWithin | model.AnswerByClose) -> int:
    """More time to answer is looser. What is counted in other kinds of time cannot be compared simply."""
    match old, new:
        case model.AnswerWithin(duration=before), model.AnswerWithin(duration=after):
            return _more_time(before, after)
        case model.AnswerByClose(days_later=one), model.AnswerByClose(days_later=other):
            return (other > one) - (other < one)
        case _:
            return 0


def _more_time(old: model.Duration, new: model.Duration) -> int:
    if old.business == new.business:
        return (new.ms > old.ms) - (new.ms < old.ms)
    if new.business:  # business time never passes faster
        return 1 if new.ms >= old.ms else 0
    return -1 if new.ms <= old.ms else 0


def _tries(both: Both, about: About, name: str, old: model.Response, new: model.Response) -> Iterator[Found]:
    pairs = paired(
        old.tries,
        new.tries,
        (meaning_of_part, lambda tries: (tries.team, meaning_of_part(tries.within)), lambda tries: tries.team),
        lambda one, other: 0.5,
    )
    for one, other in pairs:
        clause = _part_about(about, one, other)
        if other is None and one is not None:
            yield found(clause, "looser", dropped_clause(f"{name}: {clocks.tries(both.old, one)}"))
        elif one is None and other is not None:
            yield found(clause, "tighter", new_clause(f"{name}: {clocks.tries(both.new, other)}"))
        elif one is not None and other is not None:
            owner = f"The tries of {name}"
            yield from reason_change(clause, owner, one.because, other.because)
            if not same(one, other):
                said = f"{name}: {clocks.tries(both.new, other)} {_tries_before(both, one, other)}"
                yield found(clause, label_of(_fewer_tries(one, other)), sentence(said))


def _tries_before(both: Both, old: model.Tries, new: model.Tries) -> str:
    before = []
    if old.team != new.team:
        before.append(both.old.teams[old.team].label)
    if old.times != new.times:
        before.append(often(old.times))
    if not same(old.within, new.within):
        before.append(f"within {times.duration(old.within)}")
    return f"(was {' '.join(before)})"


def _fewer_tries(old: model.Tries, new: model.Tries) -> int:
    signs = {(old.times > new.times) - (old.times < new.times)}
    if not same(old.within, new.within):
        signs.add(_more_time(old.within, new.within))
    if old.team != new.team:
        return 0
    signs -= {0} if same(old.within, new.within) or old.times == new.times else set()
    return signs.pop() if len(signs) == 1 else 0


def _actions(both: Both, about: About, name: str, old: model.Response, new: model.Response) -> Iterator[Found]:
    pairs = paired(
        old.actions,
        new.actions,
        (
            meaning_of_part,
            lambda action: (action.kind, action.target),
            lambda action: (action.kind, action.moment, meaning_of_part(action.offset)),
        ),
        lambda one, other: 0.5 if one.kind == other.kind else 0,
    )
    for one, other in pairs:
        clause = _part_about(about, one, other)
        if other is None and one is not None:
            yield found(clause, "different", dropped_clause(f"{name}: {clocks.action(both.old, one)}"))
        elif one is None and other is not None:
            yield found(clause, "different", new_clause(f"{name}: {clocks.action(both.new, other)}"))
        elif one is not None and other is not None:
            what = f"{name}, {clocks.action_what(other)}"
            yield from reason_change(clause, what, one.because, other.because)
            yield from _action(both, clause, name, one, other)
    if another_order(pairs, old.actions):
        yield found(about, "wording", sentence(f"{name} lists what happens in another order"))


def _action(both: Both, about: About, name: str, old: model.Action, new: model.Action) -> Iterator[Found]:
    if same(replace(old, target_label=""), replace(new, target_label="")) and new.target_kind != "text":
        return  # what the target is called is told where it is declared
    before = []
    if clocks.action_when(old) != clocks.action_when(new):
        before.append(clocks.action_when(old))
    if clocks.action_what(old) != clocks.action_what(new):
        before.append(clocks.action_what(old))
    if same(old, new):
        return
    was_said = f" (before: {', '.join(before)})" if before else ", which is written otherwise"
    said = sentence(f"{name}: {clocks.action(both.new, new)}{was_said}")
    yield found(about, label_of(_later(old, new)), said)


def _later(old: model.Action, new: model.Action) -> int:
    """+1 where what follows upon a missed answer, and is still the same, comes later than before."""
    same_act = (old.kind, old.target, old.target_kind) == (new.kind, new.target, new.target_kind)
    once_due = {old.moment, new.moment} <= {"at due", "after due"}
    if not same_act or new.kind not in ("notify", "escalate") or not once_due:
        return 0
    if old.offset is None or new.offset is None:
        return (new.offset is not None) - (old.offset is not None)
    return _more_time(old.offset, new.offset)


def _part_about(about: About, old: model.Tries | model.Action | None, new: model.Tries | model.Action | None) -> About:
    known = new or old
    assert known is not None
    return About(about.section, about.subject, known.id, about.old, about.new, span_of(old), span_of(new))
