"""Figures and short sentences that several parts of the report say."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from leadpact.review.calibrate.wording import percent
from leadpact.review.impact.adding import Counts
from leadpact.review.impact.load import TeamLoad
from leadpact_dsl.phrases import amounts
from leadpact_dsl.phrases.words import quoted

_TENTH = Decimal("0.1")


def share_of(count: int, whole: int) -> str:
    """`12.5%`."""
    return percent(count / whole) if whole else "–"


def signed_count(count: int) -> str:
    """`+173`, `−12`, `0`."""
    return amounts.signed(count) if count else "0"


def from_to(counts: Counts, move: tuple[int, int], count: int) -> str:
    """`173 from “Inquiry” to “MQL”`."""
    before, after = (counts.dimension.values[place].label for place in move)
    return f"{count:,} from {quoted(before)} to {quoted(after)}"


def a_week(leads: tuple[int, ...]) -> Decimal:
    """The mean of some weeks, to a tenth."""
    return (Decimal(sum(leads)) / max(len(leads), 1)).quantize(_TENTH, ROUND_HALF_UP)


def team_sentence(team: TeamLoad, weeks: int) -> str:
    """What comes to a team, before and now, against what it can take."""
    before, after = a_week(team.before), a_week(team.after)
    said = f"{team.label}: {amounts.number(after)} leads a week come to them, on average of {weeks} weeks"
    said += f" (before: {amounts.number(before)})" if before != after else ", as before"
    able = team.capacity_after
    if able is None:
        return f"{said}."
    can = f"they can take {amounts.number(able.quantize(_TENTH, ROUND_HALF_UP))}"
    if team.capacity_before != able and team.capacity_before is not None:
        can += f" (before: {amounts.number(team.capacity_before.quantize(_TENTH, ROUND_HALF_UP))})"
    if not able:
        return f"{said}; {can}."
    over = sum(1 for count in team.after if count > able)
    share = f"that is {percent(float(after / able))} of it"
    more = f", and in {over} of the weeks more came than that" if over else ""
    return f"{said}; {can}: {share}{more}."
