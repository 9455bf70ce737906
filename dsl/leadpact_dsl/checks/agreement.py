"""What an agreement should say and does not (LP501 to LP503), and when it is over (LP504) or due for review (LP505)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from leadpact_dsl.checks import places
from leadpact_dsl.diagnostics import Diagnostic, Fix, warning
from leadpact_dsl.model import CalendarSpan, Policy
from leadpact_dsl.phrases.times import day, every, span
from leadpact_dsl.source import Span


class Part(NamedTuple):
    """A part of the agreement: its code, what is missing in words, whether it is there, and the text to add."""

    code: str
    missing: str
    there: bool
    why: str
    snippet: Sequence[str]


def missing(policy: Policy, today: dt.date | None) -> Iterator[Diagnostic]:
    """A finding for each part that is missing, with text to paste."""
    header = policy.agreement.span
    written = header.text.startswith("agreement")
    if not written:
        yield warning(
            "LP501",
            header,
            "The agreement itself is missing: nothing says what it is called, from when it holds, or for how long.",
            help="Begin with an `agreement` block.",
            fix=Fix(Span(header.file, 0, 0), _header_block(today), "the agreement"),
        )
    for part in (*(_settings(policy, today) if written else ()), *_sections(policy)):
        if not part.there:
            inside = part.code == "LP501"
            fix = places.insert_inside(header, part.snippet, "add it") if inside else _at_end(header, part.snippet)
            yield warning(part.code, header, f"The agreement does not say {part.missing}.", help=part.why, fix=fix)
    if not policy.examples:
        yield warning(
            "LP503",
            header,
            "The agreement has no example: nobody has written down what it should say of one lead.",
            help="Add an `example`: a lead, what it did, and what you expect. It is tested and printed as well.",
        )


def _at_end(header: Span, snippet: Sequence[str]) -> Fix | None:
    return places.append(header, snippet, "for example") if snippet else None


def _header_block(today: dt.date | None) -> str:
    lines = [
        'agreement "Sales and marketing agreement"',
        '  version "1"',
        f"  effective {today or dt.date(2026, 1, 1)}",
        "  term 12 months",
        "  review every 3 months",
        '  timezone "UTC"',
        '  purpose "Marketing and sales share one definition of a lead, and each says what it owes the other."',
    ]
    return "\n".join(lines) + "\n\n"


def _settings(policy: Policy, today: dt.date | None) -> tuple[Part, ...]:
    found = policy.agreement
    return (
        Part(
            "LP501",
            "which version of it this is",
            found.version is not None,
            "Two people can only tell which text they agreed on when it carries a version.",
            ['version "1"'],
        ),
        Part(
            "LP501",
            "from when it holds",
            found.effective is not None,
            "Write the day from which both teams keep to it.",
            [f"effective {today or dt.date(2026, 1, 1)}"],
        ),
        Part("LP501", "how long it holds", found.term is not None, "Write its term.", ["term 12 months"]),
        Part(
            "LP501",
            "when it is reviewed",
            found.review is not None,
            "Leads, teams and markets change; say how often both sides look at it again.",
            ["review every 3 months"],
        ),
        Part(
            "LP501",
            "what it is for",
            bool(found.purpose and found.purpose.strip()),
            "One or two sentences on why both teams make it.",
            ['purpose "Marketing and sales share one definition of a lead, and each says what it owes the other."'],
        ),
    )


def _sections(policy: Policy) -> tuple[Part, ...]:
    """The parts that are blocks of their own. A `section` of prose with such a title says it as well."""
    titles = " ".join(section.title.casefold() for section in policy.sections)
    team = next(iter(policy.teams), None)
    return (
        Part(
            "LP502",
            "what its words mean",
            bool(policy.defines or policy.stages) or "definition" in titles,
            "Define who counts as what, with `define` and `stage`.",
            ['stage inquiry "Inquiry"'],
        ),
        Part(
            "LP502",
            "how leads are scored",
            bool(policy.scores) or "scor" in titles,
            "Add a `score` with its rules.",
            _score_snippet(policy),
        ),
        Part(
            "LP502",
            "how fast a lead is answered",
            bool(policy.responses) or "response" in titles,
            "Add a `clock` from hand-over to the first touch, and a `response` on it.",
            _response_snippet(policy),
        ),
        Part(
            "LP502",
            "how leads that are not ready are nurtured",
            bool(policy.nurture) or "nurtur" in titles,
            "Add a `nurture` programme and a `recycle` rule that leads to it.",
            ['nurture long_term "Long-term nurturing"', "  after 1, 3, 6, 9, 12 months"],
        ),
        Part(
            "LP502",
            "which goals both teams are measured by",
            bool(policy.goals) or "goal" in titles,
            "Add a `goal`: how many leads, how many of them accepted, how fast they are answered.",
            _goal_snippet(policy),
        ),
        Part(
            "LP502",
            "who is responsible for what",
            any(found.duties for found in policy.teams.values()) or "responsib" in titles,
            "Write `responsible for` below each team.",
            [] if team is not None else ['team sales "Sales"', '  responsible for "Answering every lead in time"'],
        ),
    )


def _score_snippet(policy: Policy) -> list[str]:
    own = next((name for name, activity in policy.activities.items() if activity.by is None), None)
    if own is None or "engagement" in policy.scores:
        return []
    return ['score engagement "Engagement" from 0 to 100', f"  +10 for each {own} in the last 90 days"]


def _response_snippet(policy: Policy) -> list[str]:
    by_team = [name for name, activity in policy.activities.items() if activity.by is not None]
    team = next(iter(policy.teams), None)
    if team is None or len(by_team) < 2 or policy.clocks:
        return []
    return [
        f'clock first_touch "First touch" from {by_team[0]} to {by_team[1]}',
        "",
        'response standard "All leads" on first_touch',
        f"  {team} answers within 2 days",
    ]


def _goal_snippet(policy: Policy) -> list[str]:
    response = next(iter(policy.responses), None)
    if response is None:
        return []
    return ['goal speed "Fast answers"', f"  at least 95% of {response} are answered in time each month"]


# ------------------------------------------------------------------------------------------------- term and review


def overdue(policy: Policy, today: dt.date | None) -> Iterator[Diagnostic]:
    """An agreement past its term, or past its first review without a new version.

    A review leaves a new `version` with a new `effective` day behind, even when nothing else changes; that is how the
    text itself shows that it took place.
    """
    found = policy.agreement
    if today is None or found.effective is None:
        return
    place = places.block(found.span)
    end = None if found.term is None else after(found.effective, found.term)
    if end is not None and found.term is not None and end <= today:
        yield warning(
            "LP504",
            places.mark(place, r"(?m)^ *(term .*?) *$"),
            f"The agreement is over: it holds for {span(found.term)} from {day(found.effective)}, which ended on "
            f"{day(end)}.",
            help="Agree anew, and write a new `version` and a new `effective` day.",
        )
        return
    due = None if found.review is None else after(found.effective, found.review)
    if due is not None and found.review is not None and due <= today:
        yield warning(
            "LP505",
            places.mark(place, r"(?m)^ *(review .*?) *$"),
            f"The agreement is reviewed {every(found.review)}, but this version is of {day(found.effective)}: a review "
            f"was due on {day(due)}.",
            help="Review it; then write a new `version` and the day of the review as `effective`, even if nothing else "
            "changes.",
        )


def after(start: dt.date, length: CalendarSpan) -> dt.date:
    """The day so much calendar time after a day; the last of the month where it has no such day."""
    match length.unit:
        case "days":
            return start + dt.timedelta(days=length.count)
        case "weeks":
            return start + dt.timedelta(weeks=length.count)
        case "months":
            months = length.count
        case "quarters":
            months = 3 * length.count
        case "years":
            months = 12 * length.count
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    first = dt.date(year, month + 1, 1)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return first.replace(day=min(start.day, (following - first).days))
