"""One thing that people write out of habit, and what this language writes for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from leadpact_dsl.clause_parser import Unparsed
from leadpact_dsl.mending.finding import Change, Finding, fits_here, goes_further, shortened, without_quoted

CONDITIONAL: Final = (
    "define_item", "condition_line", "score_item", "grade_item", "stage_item", "disqualify_item", "route_item",
    "recycle_item",
)  # fmt: skip
"""Kinds of lines in which conditions stand, and no promises."""

Instead = str | Callable[[re.Match[str]], str | None]


@dataclass(frozen=True)
class Habit:
    """`pattern` is looked for where a clause stopped making sense; the first of `instead` with which more of it makes
    sense is offered; of a `bold` habit the first that makes sense itself, whatever follows. A `certain` habit is bold,
    and named even where nothing can be offered. In `message`, {was} stands for the words found and {now} for those
    offered, so that the sentence and the fix never name different ones."""

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
    changes = [_apart(found, text) for text in texts if text is not None and text != found.group()]
    proofs = (goes_further, fits_here) if one.bold and found.start() <= problem.at else (goes_further,)
    for proof in proofs:
        for change in changes:
            if not proof(problem, change):
                continue
            say = one.say or _written(change)
            fix = change
            if one.shown is not None:
                fix = Change(found.start(), found.end(), _filled(one.shown, found, problem.text))
            message = _message(one, problem.text[start:end], change)
            return Finding(one.code, message, start, end, help=_help(one, found), fix=fix, say=say, go_on=change)
    message = _message(one, problem.text[start:end], changes[0] if changes else None)
    help = _help(one, found) or (f"{_written(changes[0]).capitalize()}." if changes else "")
    return Finding(one.code, message, start, end, help=help)


def _apart(found: re.Match[str], text: str) -> Change:
    """The change that never lets words grow together: `employees>50` has no blanks around its sign."""
    before, behind = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    if text[:1].isalpha() and (before.isalnum() or before in ("_", "\0", "%")):
        text = f" {text}"
    if text[-1:].isalpha() and (behind.isalnum() or behind in ("_", "\0")):
        text = f"{text} "
    if not text and before.isalpha() and behind.isalpha():
        text = " "
    return Change(found.start(), found.end(), text)


def _message(one: Habit, was: str, change: Change | None) -> str:
    return one.message.replace("{was}", shortened(was)).replace("{now}", change.text.strip() if change else "")


def _help(one: Habit, found: re.Match[str]) -> str:
    return one.help if isinstance(one.help, str) else one.help(found) or ""


def _written(change: Change) -> str:
    return f"write `{change.text.strip()}`" if change.text.strip() else "without it"


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
