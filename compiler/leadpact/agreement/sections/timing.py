"""How answers are timed: when a clock runs, what a promise covers, and when it is due. Only what this policy uses."""

from __future__ import annotations

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import section
from leadpact.agreement.uses import Uses
from leadpact.agreement.wording import Wording
from leadpact_dsl.model import Action, AnswerByClose, CalendarChoice, Clock, Duration, Policy, Response, Tries


def timing(policy: Policy, uses: Uses, say: Wording) -> doc.Section:
    found = [*_clocks(policy, uses, say), *_promises(uses, say), *_afterwards(uses, say)]
    return section(say("time_title"), [doc.bullets(found)])


def _clocks(policy: Policy, uses: Uses, say: Wording) -> list[str]:
    afresh = uses(Clock, lambda clock: bool(clock.afresh))
    both = uses(Clock, lambda clock: not set(clock.starts).isdisjoint(clock.afresh))
    recycled = bool(policy.recycle)
    found = [say("time_cycles", afresh=afresh, both=both), say("time_end", recycled=recycled)]
    if afresh or recycled:
        found.append(say("time_same_instant", afresh=afresh, recycled=recycled))
    if uses(Clock, lambda clock: bool(clock.pause)):
        found.append(say("time_pauses"))
    return found


def _promises(uses: Uses, say: Wording) -> list[str]:
    found = [say("time_promise")] if uses(Response, lambda promise: promise.applies_to is not None) else []
    if uses(Response):
        found.append(say("time_due"))
    business = uses(Duration, lambda duration: duration.business)
    if business or uses(AnswerByClose):
        found.append(say("time_business"))
    if uses(CalendarChoice, lambda choice: choice.field is not None):
        found.append(say("time_calendar"))
    if uses(AnswerByClose):
        paused = uses(Clock, lambda clock: bool(clock.pause))
        same = uses(AnswerByClose, lambda answer: answer.days_later == 0)
        found.append(say("time_close", paused=paused, same=same))
    return found


def _afterwards(uses: Uses, say: Wording) -> list[str]:
    afresh, paused = uses(Clock, lambda clock: bool(clock.afresh)), uses(Clock, lambda clock: bool(clock.pause))
    found = [say("time_states", afresh=afresh, paused=paused)]
    found += [say("time_tries")] if uses(Tries) else []
    if uses(Action):
        kinds = {action.kind for action in uses.each(Action)}
        found.append(say("time_actions", returns="return" in kinds, passes="pass on" in kinds))
    if uses(Action, lambda action: action.moment == "before due"):
        found.append(say("time_before_due"))
    return found
