"""Counting and fading against a second calculation, written apart from the first: fractions, and no shared code."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from .lead_case import DAY, HOUR, NOW, at, case, did, score

T = at(NOW)
NEW_YORK = ZoneInfo("America/New_York")


@dataclass(frozen=True)
class Rule:
    points: int
    """In hundredths, signed."""
    window: int | None
    once: str
    times: int | None
    loss: int
    percent: bool
    step: int
    limit: int | None

    def text(self) -> str:
        parts = [f"{signed(self.points)} for each asked"]
        parts += [f"in the last {self.window} hours"] if self.window else []
        parts += [self.once] if self.once else []
        parts += [f"at most {self.times} times"] if self.times else []
        if self.loss:
            parts.append(f"losing {self.loss}{'%' if self.percent else ' points'} every {self.step} hours")
        parts += [f"at most {self.limit} points"] if self.limit else []
        return " ".join(parts)


PERIODS = (
    *("", "once", "once a day", "once a week", "once a month", "once a quarter"),
    *("once every 5 days", "once every 2 weeks"),
)


def signed(points: int) -> str:
    return f"{'+' if points > 0 else '-'}{abs(points) // 100}.{abs(points) % 100:02}"


rules = st.builds(
    Rule,
    points=st.integers(1, 9999) | st.integers(-9999, -1),
    window=st.none() | st.integers(1, 24 * 40),
    once=st.sampled_from(PERIODS),
    times=st.none() | st.integers(1, 5),
    loss=st.just(0) | st.integers(1, 100),
    percent=st.booleans(),
    step=st.integers(1, 200),
    limit=st.none() | st.integers(1, 200),
)
instants = st.one_of(
    st.integers(-24 * 100, 24).map(lambda hours: T + hours * HOUR), st.integers(-100 * DAY, DAY).map(lambda ms: T + ms)
)


def expected(rule: Rule, log: list[int]) -> Fraction:
    """Straight from the words, oldest question first; a period is whatever its name names on a New York calendar."""
    counted = []
    for instant in log:
        if instant > T or (rule.window is not None and instant <= T - rule.window * HOUR):
            continue
        rivals = [
            other
            for other in log
            if other <= T
            and (rule.window is None or other > T - rule.window * HOUR)
            and rule.once
            and period(rule.once, other) == period(rule.once, instant)
        ]
        if not rivals or instant == max(rivals):
            counted.append(instant)
    if rule.once:
        counted = list(dict.fromkeys(counted))
    counted.sort(reverse=True)
    if rule.times is not None:
        counted = counted[: rule.times]
    total = Fraction(0)
    for instant in counted:
        whole = Fraction(abs(rule.points), 100)
        steps = (T - instant) // (rule.step * HOUR)
        lost = whole * Fraction(rule.loss, 100) if rule.percent else Fraction(rule.loss)
        total += max(Fraction(0), whole - lost * steps)
    if rule.limit is not None:
        total = min(total, Fraction(rule.limit))
    hundredths = total * 100
    whole_hundredths = int(hundredths)
    if hundredths - whole_hundredths >= Fraction(1, 2):
        whole_hundredths += 1
    return Fraction(whole_hundredths, 100) * (1 if rule.points > 0 else -1)


def period(once: str, instant: int) -> tuple[int, ...]:
    day = dt.datetime.fromtimestamp(instant / 1000, NEW_YORK).date()
    match once.split()[1:]:
        case []:
            return ()
        case ["a", "day"]:
            return (day.toordinal(),)
        case ["a", "week"]:
            return ((day - dt.timedelta(days=day.weekday())).toordinal(),)
        case ["a", "month"]:
            return (day.year, day.month)
        case ["a", "quarter"]:
            return (day.year, (day.month + 2) // 3)
        case ["every", count, unit]:
            length = int(count) * (7 if unit == "weeks" else 1)
            return ((day - dt.date(1970, 1, 5)).days // length,)
        case other:
            raise AssertionError(other)


@given(rules, st.lists(instants, max_size=14))
def test_points_for_activities_agree_with_the_second_calculation(rule: Rule, log: list[int]) -> None:
    text = score(rule.text(), "from -10000 to 10000")
    found = case(text, T, *[did("asked", instant) for instant in log]).scores["it"]
    assert Fraction(found.value) == expected(rule, log), rule.text()


@given(rules, st.lists(instants, min_size=1, max_size=6))
def test_an_if_rule_fades_with_the_age_of_the_latest(rule: Rule, log: list[int]) -> None:
    fading = f" losing {rule.loss}{'%' if rule.percent else ' points'} every {rule.step} hours" if rule.loss else ""
    text = score(f"{signed(rule.points)} if asked{fading}")
    found = case(text, T, *[did("asked", instant) for instant in log]).scores["it"]
    past = [instant for instant in log if instant <= T]
    alone = Rule(rule.points, None, "", 1, rule.loss, rule.percent, rule.step, None)
    assert Fraction(found.value) == expected(alone, past)
