"""Clocks, calendars and logs at random, dense where they meet: one instant for many things, pauses over everything."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from leadpact_dsl import model
from leadpact_dsl.calendars import Calendar
from tests.dsl.time.cases import strange_calendars
from tests.targets.at_random.cases import Case
from tests.targets.at_random.policy import read

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000

TEXT = """\
agreement "Clocks"
  timezone "UTC"

lead
  region "Region": one of here "Here", there "There"
  size "Size": whole number

team sales "Sales"
activity given "was handed over" by sales
activity given_again "was handed over again" by sales
activity moved "was given to another" by sales
activity called "was called" by sales
activity wrote "was written to" by sales
activity held "asked us to wait" by sales
activity busy "was busy" by sales
activity resumed "is active again" by sales
activity returned "was returned" by sales
activity looked "looked"

calendar one
  open monday to friday 09:00 to 17:00
calendar two
  open monday to friday 09:00 to 17:00

clock touch "Touch" from given, given_again to called, wrote
  pauses from held, busy to resumed
  starts afresh at moved
  on calendar by region
    here: one
    otherwise: two
    unknown: two
clock other "Other" from given, called to returned, wrote
  on calendar one

response large "Large" on touch
  for size is at least 5
  sales answers within 4 business hours
response small "Small" on touch
  for looked
  sales answers by close of business the next day
response rest "Rest" on other
  sales answers within 4 hours
  sales tries at least 2 times within 1 day
  at due, notify sales

route everyone "Everyone" to sales
nurture slow "Slow"
  after 1 month
recycle later "Later"
  when returned
  to nurture slow for 30 days
"""


def base() -> model.Policy:
    policy = read(TEXT)
    assert policy is not None
    return policy


BASE = base()
KINDS = [*BASE.activities, "given", "moved", "moved", "held", "busy", "resumed", "resumed"]


@st.composite
def bulks(draw: st.DrawFn) -> tuple[model.Policy, list[Case]]:
    """A policy with random calendars and responses, and leads whose logs lie around a strange day."""
    calendar, day, grain = draw(strange_calendars())
    other, _, _ = draw(strange_calendars())
    return made(Random(draw(st.integers(0, 2**32))), calendar, other, _noon(calendar, day.toordinal()), grain * MINUTE)


def _noon(calendar: Calendar, ordinal: int) -> int:
    near = [at for at, day in ((one.start, one.day) for one in calendar.open_intervals) if day.toordinal() == ordinal]
    return near[0] if near else (calendar.begins + calendar.ends) // 2


def made(dice: Random, one: Calendar, two: Calendar, around: int, step: int) -> tuple[model.Policy, list[Case]]:
    calendars = {"one": replace(one, name="one", label="One"), "two": replace(two, name="two", label="Two")}
    responses = {name: _response(dice, response) for name, response in BASE.responses.items()}
    if dice.random() < 0.3:
        responses["large"] = replace(responses["large"], applies_to=None)
    clocks = {name: _clock(dice, clock) for name, clock in BASE.clocks.items()}
    policy = replace(BASE, calendars=calendars, responses=responses, clocks=clocks)
    if dice.random() < 0.3:
        around = dice.choice([one.begins, one.ends, two.begins, two.ends])
    around = max(around // step * step, 10 * DAY)
    return policy, [_case(dice, place, around, step) for place in range(12)]


def _clock(dice: Random, clock: model.Clock) -> model.Clock:
    if dice.random() < 0.3:
        clock = replace(clock, afresh=())
    if dice.random() < 0.2:
        return replace(clock, pause=(), resume=())
    if dice.random() < 0.1:
        return replace(clock, pause=("held", "resumed"), resume=("resumed", "busy"))
    return clock


def _response(dice: Random, response: model.Response) -> model.Response:
    answer: model.AnswerWithin | model.AnswerByClose = model.AnswerWithin("sales", _length(dice))
    if dice.random() < 0.4:
        answer = model.AnswerByClose("sales", dice.choice([0, 0, 1, 3]))
    some = next(iter(BASE.responses["rest"].tries))
    tries = tuple(replace(some, times=dice.randint(1, 4), within=_length(dice)) for _ in range(dice.choice([0, 1, 2])))
    act = BASE.responses["rest"].actions[0]
    actions = tuple(_action(dice, act) for _ in range(dice.choice([0, 1, 3, 5])))
    return replace(response, answer=answer, tries=tries, actions=actions)


def _action(dice: Random, action: model.Action) -> model.Action:
    moment = dice.choice(["before due", "at due", "after due", "after start"])
    kind = dice.choice(["remind", "notify", "escalate"])
    offset = None if moment == "at due" else _length(dice)
    return replace(action, moment=moment, kind=kind, offset=offset)


def _length(dice: Random) -> model.Duration:
    ms = dice.choice([0, 1, 15 * MINUTE, HOUR, HOUR, 4 * HOUR, 4 * HOUR, 9 * HOUR, DAY, DAY, 40 * HOUR, 7 * DAY])
    if dice.random() < 0.03:
        ms = 4000 * DAY  # more than any of the calendars covers
    return model.Duration(ms, dice.random() < 0.6, 1, "minute")


def _case(dice: Random, place: int, around: int, step: int) -> Case:
    wide = dice.choice([4 * HOUR, DAY, 5 * DAY])
    instants = [around + dice.randint(-wide // step, wide // step) * step for _ in range(dice.choice([3, 8, 16]))]
    as_of = max(instants) + dice.choice([0, 0, 1, step, DAY, -step, -DAY])
    kinds = dice.sample(KINDS, 6) if dice.random() < 0.5 else KINDS
    log = [
        model.ActivityRecord(dice.choice(kinds), dice.choice(instants) + dice.choice([0, 0, 0, -1, 1]))
        for _ in range(dice.choice([1, 5, 12, 40]))
    ]
    log.append(model.ActivityRecord("given", dice.choice(instants)))
    values: dict[str, model.Scalar] = {"size": dice.choice([1, 9])}
    if dice.random() < 0.8:
        values["region"] = dice.choice(["here", "there"])
    return Case(model.LeadRecord(f"L-{place}", values), tuple(log), as_of)
