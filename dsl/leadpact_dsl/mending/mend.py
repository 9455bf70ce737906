"""A clause that does not parse becomes sentences: what was probably meant, or what could have stood there.

The parser knows where it stopped and which words would have fitted. Habits from elsewhere (symbols, other quotes, other
dates) are recognised first, because “expected one of” helps nobody who wrote `>=`. Where it is clear how the clause
was meant it is read that way from there on: its other mistakes are found, and nothing that refers to it seems missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from leadpact_dsl.clause_parser import ClauseTree, Unparsed, keywords, parse_clause, where_it_stopped
from leadpact_dsl.diagnostics import Diagnostic, in_words
from leadpact_dsl.mending import clauses, habits, names, quotes, repairs
from leadpact_dsl.mending.elsewhere import elsewhere
from leadpact_dsl.mending.finding import Finding, shortened
from leadpact_dsl.mending.forms import FORMS, PLACES, nearest_forms
from leadpact_dsl.mending.habit import first_habit
from leadpact_dsl.wording import Wording

_MOST_FINDINGS = 8

_PLAIN = {
    "NAME": "a name",
    "STRING": 'a text in quotes, such as "Title"',
    "TEXT": 'a text between """ and """',
    "INSTANT": "a date with a time, such as 2026-03-31 09:00",
    "DATE": "a date, such as 2026-03-31",
    "TIME": "a time of day, such as 09:00",
    "PERCENT": "a percentage, such as 20%",
    "NUMBER": "a number",
    "SIGN": "points with their sign, such as +10 or -5",
    "CURRENCY": "a currency, such as USD",
    "MAGNITUDE": "thousand, million or billion",
    "UNIT": "minutes, hours, days, weeks or months",
    "WEEKDAY": "a day of the week, such as monday",
    "COMMA": "a comma",
    "COLON": "a colon",
}


@dataclass(frozen=True)
class Mended:
    """What is wrong with a clause, its tree if it could be read all the same, and the words that it was read from.

    `whole` says that nothing of the clause was left out.
    """

    diagnostics: tuple[Diagnostic, ...]
    tree: ClauseTree | None
    wording: Wording
    whole: bool


def mend(wording: Wording, problem: Unparsed) -> Mended:
    """Explains why a clause does not parse, and reads it as it was probably meant where that is clear."""
    found: list[Diagnostic] = []
    whole = True
    while True:
        finding = _finding(problem, first=not found)
        if finding is None:
            return Mended(_without_fixes(found), None, wording, False)
        whole = whole and not finding.partial
        found.append(finding.diagnostic(wording))
        change = finding.go_on
        changed = wording.changed(change.start, change.end, change.text) if change is not None else None
        if changed is None:
            return Mended(_without_fixes(found), None, wording, False)
        wording = changed
        tree = parse_clause(wording.text, problem.start)
        if tree is not None:
            return Mended(tuple(found), tree, wording, whole)
        if len(found) == _MOST_FINDINGS:
            return Mended(_without_fixes(found), None, wording, False)
        problem = where_it_stopped(wording.text, problem.start)


def _without_fixes(found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """A clause that makes no sense even with the fixes: to paste them would only give the next error.

    What they would have written is still a way out, in words.
    """
    return tuple(replace(one, fix=None, help=one.help or (in_words(one.fix) if one.fix else "")) for one in found)


def _finding(problem: Unparsed, *, first: bool) -> Finding | None:
    """What is wrong where the clause stopped. Behind a first finding only what is recognised counts: a guess about
    words that were themselves guessed helps nobody."""
    for step in _STEPS if first else _RECOGNISED:
        found = step(problem)
        if found is not None:
            return found
    return _unexpected(problem) if first else None


def _sign_habits(problem: Unparsed) -> Finding | None:
    return first_habit(problem, habits.SPELT)


def _word_habits(problem: Unparsed) -> Finding | None:
    return first_habit(problem, habits.SAID)


def _elsewhere_at_once(problem: Unparsed) -> Finding | None:
    return elsewhere(problem) if problem.at == 0 else None


def _ended_early(problem: Unparsed) -> Finding | None:
    if problem.word or not problem.text:
        return None
    return Finding(
        "LP130",
        "The line ends too soon.",
        *repairs.last_word(problem),
        note="something is missing behind this",
        help=" ".join(part for part in (_could_stand(problem), _specimens(problem)) if part) or _lines_here(problem),
    )


def _unexpected(problem: Unparsed) -> Finding:
    word = shortened(problem.word)
    end = problem.at + max(1, len(problem.word))
    if problem.at == 0:
        place = PLACES[problem.start]
        help = _specimens(problem) or _lines_here(problem)
        if problem.start == "declaration":
            words = ", ".join(_expected_words(problem))
            help = f"A line at the margin starts with one of: {words}."
        return Finding("LP110", f"“{word}” does not start anything that can stand {place}.", 0, end, help=help)
    return Finding(
        "LP110", f"“{word}” does not fit here.", problem.at, end, note="not understood", help=_way_out(problem)
    )


def _way_out(problem: Unparsed) -> str:
    return _specimens(problem) or _could_stand(problem) or _lines_here(problem)


def _lines_here(problem: Unparsed) -> str:
    place = PLACES[problem.start]
    return f"{place[0].upper()}{place[1:]} stand lines such as {_quoted(FORMS[problem.start][:3])}."


def _specimens(problem: Unparsed) -> str:
    forms = nearest_forms(problem.text, problem.start)
    if not forms:
        return ""
    return f"Such a line reads: {_quoted(forms, 'or')}."


def _quoted(forms: Sequence[str], joint: str = "and") -> str:
    shown = [f"`{form}`" for form in forms]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {joint} {shown[-1]}"


def _expected_words(problem: Unparsed) -> list[str]:
    words = keywords()
    return sorted(words[name] for name in problem.expected if name in words and words[name].isalpha())


def _could_stand(problem: Unparsed) -> str:
    """What would have fitted, where that is little enough to be read."""
    expected = problem.expected
    options = [text for name, text in _PLAIN.items() if name in expected]
    options += [f"`{word}`" for word in _expected_words(problem)]
    if not options or len(options) > 5:
        return ""
    joined = options[0] if len(options) == 1 else ", ".join(options[:-1]) + " or " + options[-1]
    return f"Here could stand {joined}."


_Step = Callable[[Unparsed], Finding | None]

_RECOGNISED: Final[tuple[_Step, ...]] = (
    quotes.missing_quote,
    quotes.quotes_inside,
    quotes.other_quotes,
    clauses.mixed_words,
    clauses.one_reason_too_many,
    clauses.said_of_the_field,
    clauses.default_before_choices,
    clauses.two_clauses,
    _sign_habits,
    _word_habits,
    repairs.misspelt,
    names.choice_without_name,
    names.odd_name,
    repairs.joined,
    quotes.no_quotes,
)
_STEPS: Final[tuple[_Step, ...]] = (
    quotes.missing_quote,
    quotes.quotes_inside,
    quotes.other_quotes,
    clauses.mixed_words,
    clauses.one_reason_too_many,
    clauses.said_of_the_field,
    clauses.default_before_choices,
    clauses.two_clauses,
    _sign_habits,
    _elsewhere_at_once,
    _word_habits,
    repairs.misspelt,
    repairs.no_opening,
    names.choice_without_name,
    names.odd_name,
    repairs.joined,
    repairs.missing,
    quotes.no_quotes,
    elsewhere,
    repairs.swapped,
    repairs.replaced,
    names.reserved,
    repairs.superfluous,
    _ended_early,
)
