"""What an agreement should say and does not (LP501 to LP503)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from leadpact_dsl.checks import places, snippets
from leadpact_dsl.diagnostics import Diagnostic, Fix, warning
from leadpact_dsl.model import Policy
from leadpact_dsl.source import Span


class Part(NamedTuple):
    """A part that an agreement should have: what is missing without it, whether it is there, and the way to it."""

    missing: str
    there: bool
    help: str
    fix: Fix | None


def header(policy: Policy, today: dt.date | None) -> Iterator[Diagnostic]:
    """The lines of the agreement block that are missing, or the block itself."""
    span = policy.agreement.span
    if not span.text.startswith("agreement"):
        yield warning(
            "LP501",
            span,
            "The agreement itself is missing: nothing says what it is called, from when it holds, or for how long.",
            help="Begin with an `agreement` block.",
            fix=Fix(Span(span.file, 0, 0), snippets.agreement(today), "the agreement"),
        )
        return
    yield from _findings("LP501", span, _lines(policy, today))


def sections(policy: Policy) -> Iterator[Diagnostic]:
    """The parts of an agreement between marketing and sales, and at least one example."""
    span = policy.agreement.span
    yield from _findings("LP502", span, _sections(policy))
    if not policy.examples:
        yield warning(
            "LP503",
            span,
            "The agreement has no example: nobody has written down what it should say of one lead.",
            help="Add an `example`: a lead, what it did, and what you expect. It is tested and printed as well.",
        )


def _findings(code: str, span: Span, parts: tuple[Part, ...]) -> Iterator[Diagnostic]:
    for part in parts:
        if not part.there:
            yield warning(code, span, f"The agreement does not say {part.missing}.", help=part.help, fix=part.fix)


def _lines(policy: Policy, today: dt.date | None) -> tuple[Part, ...]:
    found = policy.agreement

    def line(text: str) -> Fix:
        return places.insert_inside(found.span, [text], "for example")

    return (
        Part(
            "which version of it this is",
            found.version is not None,
            "Two people can only tell which text they agreed on when it carries a version.",
            line(snippets.VERSION),
        ),
        Part(
            "from when it holds",
            found.effective is not None,
            "Write the day from which both teams keep to it.",
            line(snippets.effective(today)),
        ),
        Part(
            "how long it holds",
            found.term is not None,
            "An agreement without an end is never agreed anew. Write its term.",
            line(snippets.TERM),
        ),
        Part(
            "when it is reviewed",
            found.review is not None,
            "Leads, teams and markets change; say how often both sides look at it again.",
            line(snippets.REVIEW),
        ),
        Part(
            "what it is for",
            bool(found.purpose and found.purpose.strip()),
            "Write in one or two sentences why both teams make it.",
            line(snippets.PURPOSE),
        ),
    )


def _sections(policy: Policy) -> tuple[Part, ...]:
    """The parts that are blocks of their own. A `section` of prose with such a title says it as well."""
    titles = " ".join(section.title.casefold() for section in policy.sections)

    def block(lines: list[str]) -> Fix:
        return places.append(policy.agreement.span, lines, "for example")

    team = next(iter(policy.teams.values()), None)
    return (
        Part(
            "what its words mean",
            bool(policy.defines or policy.stages) or "definition" in titles,
            "Say who counts as what, with `define` and `stage`.",
            block(snippets.stages()),
        ),
        Part(
            "how leads are scored",
            bool(policy.scores) or "scor" in titles,
            "Add a `score` with its rules.",
            block(snippets.score(policy)),
        ),
        Part(
            "how fast a lead is answered",
            bool(policy.responses) or "respon" in titles.replace("responsib", ""),
            "Add a `clock` from hand-over to the first touch, and a `response` on it.",
            block(snippets.response(policy)),
        ),
        Part(
            "how leads that are not ready are nurtured",
            bool(policy.nurture) or "nurtur" in titles,
            "Add a `nurture` programme and a `recycle` rule that leads to it.",
            block(snippets.nurture()),
        ),
        Part(
            "which goals both teams are measured by",
            bool(policy.goals) or "goal" in titles,
            "Add a `goal`: how many leads, how many of them accepted, how fast they are answered.",
            block(snippets.goal(policy)),
        ),
        Part(
            "who is responsible for what",
            any(found.duties for found in policy.teams.values()) or "responsib" in titles,
            "Write `responsible for` below each team.",
            block(snippets.team()) if team is None else places.insert_inside(team.span, [snippets.DUTY], "for example"),
        ),
    )
