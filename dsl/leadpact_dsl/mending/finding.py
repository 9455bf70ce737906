"""What is wrong with a clause, in offsets of its words, before it becomes a diagnostic with places in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leadpact_dsl.choices import choices_of
from leadpact_dsl.clause_parser import Unparsed, stops_at
from leadpact_dsl.diagnostics import Diagnostic, Fix, error
from leadpact_dsl.wording import Wording

_QUOTED = re.compile(r'"""(?:.|\n)*?(?:"""|$)|"(?:\\.|[^"\\])*"')


@dataclass(frozen=True)
class Change:
    """Other words at `start` to `end`."""

    start: int
    end: int
    text: str

    def applied(self, words: str) -> str:
        return words[: self.start] + self.text + words[self.end :]


@dataclass(frozen=True)
class Finding:
    """One mistake in a clause.

    `fix` is offered to the author (`say` is its heading); `go_on` is what the clause is read as from here on, so that
    what follows in it is not lost. Where `go_on` is None the rest of the clause is not read. A `partial` finding goes
    on without a part of the clause.
    """

    code: str
    message: str
    start: int
    end: int
    note: str = ""
    help: str = ""
    fix: Change | None = None
    say: str = ""
    go_on: Change | None = None
    partial: bool = False

    def diagnostic(self, wording: Wording) -> Diagnostic:
        place = wording.span(self.start, self.end)
        fix = None
        if self.fix is not None:
            indent = " " * (wording.written.column - 1)
            text = self.fix.text.replace("\n", f"\n{indent}")
            fix = Fix(wording.span(self.fix.start, self.fix.end), text, self.say)
        return error(self.code, place, self.message, note=self.note, help=self.help, fix=fix)


def goes_further(problem: Unparsed, change: Change) -> bool:
    """Whether the clause makes sense beyond the changed words, and beyond where it stopped making sense before."""
    words = change.applied(problem.text)
    left = len(words) - stops_at(words, problem.start)
    behind = len(problem.text[max(change.end, problem.at) :].lstrip())
    return left < behind or (left <= 0 and behind == 0)


def fits_here(problem: Unparsed, change: Change) -> bool:
    """Whether the changed words make sense themselves, whatever follows them."""
    words = change.applied(problem.text)
    return change.text.strip() != "" and stops_at(words, problem.start) >= change.start + len(change.text.rstrip())


def reads_whole(problem: Unparsed, change: Change) -> bool:
    """Whether the clause makes sense to its end with the change."""
    words = change.applied(problem.text)
    return stops_at(words, problem.start) > len(words)


def without_quoted(words: str) -> str:
    """The words with blanked-out quoted texts, for searching; every offset stays what it was."""
    return _QUOTED.sub(lambda found: "\0" * len(found.group()), words)


def shortened(word: str) -> str:
    return word if len(word) <= 40 else word[:39] + "…"


def among_choices(problem: Unparsed, at: int) -> bool:
    """Whether a place is one of a choice, on the line of a field or below it."""
    return problem.start == "choice_item" or choices_of(problem.text[:at].rstrip()) is not None
