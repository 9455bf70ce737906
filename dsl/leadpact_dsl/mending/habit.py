"""One thing that people write out of habit, and what this language writes for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leadpact_dsl.clause_parser import Unparsed
from leadpact_dsl.mending.finding import Change, Finding, fits_here, goes_further, without_quoted

Instead = str | Callable[[re.Match[str]], str | None]


@dataclass(frozen=True)
class Habit:
    """`pattern` is looked for where a clause stopped making sense; the first of `instead` with which more of it makes
    sense is offered; of a `bold` habit the first that makes sense itself, whatever follows. A `certain` habit is bold,
    and named even where nothing can be offered."""

    code: str
    pattern: re.Pattern[str]
    message: str
    instead: Sequence[Instead] = ()
    help: Instead = ""
    say: str = ""
    certain: bool = False
    bold: bool = False
    starts: tuple[str, ...] = ()
    shown: str | None = None
    """What is offered to the author, where that is not what the clause is read as."""


def habit(
    code: str,
    pattern: str,
    message: str,
    *instead: Instead,
    help: Instead = "",
    say: str = "",
    certain: bool = False,
    bold: bool = False,
    starts: tuple[str, ...] = (),
    shown: str | None = None,
) -> Habit:
    surely = certain or not instead
    return Habit(code, re.compile(pattern), message, instead, help, say, surely, surely or bold, starts, shown)


def first_habit(problem: Unparsed, habits: Sequence[Habit]) -> Finding | None:
    """The first habit that shows where the clause stopped, if any."""
    words = without_quoted(problem.text)
    certain: Finding | None = None
    for one in habits:
        if one.starts and problem.start not in one.starts:
            continue
        for found in one.pattern.finditer(words):
            if not found.start() <= problem.at <= found.end() + 1 or not found.group():
                continue
            finding = _offered(problem, one, found)
            if finding.go_on is not None:
                return finding
            here = found.start() <= problem.at < found.end() or not problem.word
            if one.certain and certain is None and here:
                certain = finding
    return certain


def _offered(problem: Unparsed, one: Habit, found: re.Match[str]) -> Finding:
    start, end = _marked(found)
    texts = (
        _filled(one_way, found, problem.text) if isinstance(one_way, str) else one_way(found) for one_way in one.instead
    )
    changes = [Change(found.start(), found.end(), text) for text in texts if text not in (None, found.group())]
    proofs = (goes_further, fits_here) if one.bold and found.start() <= problem.at else (goes_further,)
    for proof in proofs:
        for change in changes:
            if not proof(problem, change):
                continue
            say = one.say or _written(change, problem.text)
            fix = change
            if one.shown is not None:
                fix = Change(found.start(), found.end(), _filled(one.shown, found, problem.text))
            return Finding(one.code, one.message, start, end, help=_help(one, found), fix=fix, say=say, go_on=change)
    return Finding(one.code, one.message, start, end, help=_help(one, found))


def _help(one: Habit, found: re.Match[str]) -> str:
    return one.help if isinstance(one.help, str) else one.help(found) or ""


def _written(change: Change, words: str) -> str:
    """`write …`, with the word behind the changed ones where they end in the middle."""
    if not change.text.strip():
        return "without it"
    behind = words[change.end :].split()[:1] if change.text.endswith(" ") else []
    return f"write `{' '.join([change.text.strip(), *behind]).rstrip(':')}`"


def _filled(template: str, found: re.Match[str], words: str) -> str:
    """The template with the groups of a match, as they stand in the words themselves."""

    def group(mark: re.Match[str]) -> str:
        start, end = found.span(int(mark[2]) if mark[2] else mark[1])
        return words[start:end] if start >= 0 else ""

    return re.sub(r"\\g<(\w+)>|\\([0-9])", group, template)


def _marked(found: re.Match[str]) -> tuple[int, int]:
    """The words found without blanks around them."""
    group = found.group()
    start = found.start() + len(group) - len(group.lstrip())
    return start, max(start + 1, found.start() + len(group.rstrip()))
