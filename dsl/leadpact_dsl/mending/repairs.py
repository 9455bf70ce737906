"""Repairs found by trying: the one word changed, added, moved or left out with which the whole clause makes sense."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from leadpact_dsl.clause_parser import Unparsed, keywords, reserved_words, stops_at, where_it_stopped
from leadpact_dsl.mending.finding import Change, Finding, fits_here, goes_further, reads_whole, shortened

_CLOSE = 0.6


def last_word(problem: Unparsed) -> tuple[int, int]:
    """The place of the word that a line ends with."""
    last = problem.read[-1] if problem.read else None
    return (last.start_pos or 0, len(problem.text.rstrip())) if last else (0, len(problem.text))


_BOUND = re.compile(r"\bat (?:least|most) [0-9.]+$")
_SAYING = frozenset(("activity", "known", "no", "none", "not", "or", "unknown"))
"""Words that say something by themselves: nobody leaves them out."""
_NEXT_WORD = re.compile(r"\s+([A-Za-z]+)\b")
_PUNCTUATION = {":": "a colon", ",": "a comma"}


def misspelt(problem: Unparsed) -> Finding | None:
    """A word close to one that would have fitted: where the clause stopped, or up to two words before."""
    words = keywords()
    for place, written, start in _suspects(problem):
        if not written.isalpha() or (len(written) <= 3 and written in words.values()):
            continue  # a short word of the language was meant as it stands
        here = place == len(problem.read)
        fitting = [words[name] for name in problem.expected_at(place) if name in words and words[name].isalpha()]
        if place == 0 and problem.start != "declaration" and _is_reason(written, problem.text):
            return Finding(
                "LP128", f"“{written}” is no word that fits here.", 0, len(written),
                fix=Change(0, len(written), "because"), say="did you mean `because`?",
            )  # fmt: skip
        for guess in _guesses(written, fitting):
            change = Change(start, start + len(written), guess)
            capital = written.lower() == guess
            proof = fits_here if here and capital else goes_further if here else reads_whole
            if guess != written and proof(problem, change):
                return Finding(
                    "LP128",
                    "The words of the language are written in small letters."
                    if capital
                    else f"“{shortened(written)}” is no word that fits here.",
                    start,
                    start + len(written),
                    fix=change,
                    say=f"write `{guess}`" if capital else f"did you mean `{guess}`?",
                    go_on=change,
                )
    return None


def _is_reason(first: str, words: str) -> bool:
    """`becuase "…"` on a line of its own."""
    rest = words[len(first) :].strip()
    return (
        rest.startswith('"') and rest.endswith('"') and bool(difflib.get_close_matches(first, ["because"], cutoff=0.7))
    )


def _suspects(problem: Unparsed) -> Iterator[tuple[int, str, int]]:
    """(how many words stand before it, the word, its offset)."""
    if problem.word:
        yield len(problem.read), problem.word, problem.at
    for place in range(len(problem.read) - 1, max(-1, len(problem.read) - 3), -1):
        token = problem.read[place]
        if token.type == "NAME":
            yield place, str(token), token.start_pos or 0


def _guesses(written: str, fitting: Iterable[str]) -> list[str]:
    known = sorted(set(fitting))
    guesses = [written.lower()] if written.lower() in known else []
    return guesses + difflib.get_close_matches(written.lower(), known, n=3, cutoff=_CLOSE)


def joined(problem: Unparsed) -> Finding | None:
    """`atleast`, `oneof`: two words written as one."""
    words = set(keywords().values())
    for _, written, start in _suspects(problem):
        for cut in range(1, len(written)):
            if written[:cut] in words and written[cut:] in words:
                change = Change(start, start + len(written), f"{written[:cut]} {written[cut:]}")
                if goes_further(problem, change):
                    return Finding(
                        "LP128",
                        f"“{written}” is two words.",
                        start,
                        start + len(written),
                        fix=change,
                        say="with a blank",
                        go_on=change,
                    )
    return None


def missing(problem: Unparsed) -> Finding | None:
    """A colon, a comma or one word of the language that was left out."""
    at = len(problem.text[: problem.at].rstrip()) if problem.word else len(problem.text)
    if (problem.start == "declaration" and at == 0) or _reads_a_word_as_name(problem):
        return None
    found = _insertions(problem, at, reads_whole) or _insertions(problem, at, _goes_far)
    preferred = [pair for pair in found if pair[0] in _PUNCTUATION] or found
    if not preferred:
        return None
    start, end = (problem.at, problem.at + len(problem.word)) if problem.word else last_word(problem)
    if preferred[0][0] == "times" and (found_bound := _BOUND.search(problem.text)):
        bound = found_bound.group()
        return Finding(
            "LP130",
            "A word is missing: it is open whether this is a comparison or a count.",
            found_bound.start(),
            end,
            help=f"Write `is {bound}` of a field or score, `{bound} times` of an activity.",
        )
    if len(preferred) > 1:
        before = problem.text[:at].split()[-1:]
        offers = " or ".join(f"`{' '.join([*before, word])}`" for word, _ in preferred[:4])
        message = "A word is missing before this." if problem.word else "The line ends too soon."
        note = "" if problem.word else "something is missing behind this"
        return Finding("LP130", message, start, end, note=note, help=f"Did you mean {offers}?")
    word, change = preferred[0]
    name = _PUNCTUATION.get(word, f"the word `{word}`")
    where = "before this" if problem.word else "at the end of this line"
    return Finding(
        "LP130",
        f"{name[0].upper()}{name[1:]} is missing {where}.",
        start,
        end,
        fix=change,
        say=f"with {name}",
        go_on=change,
    )


def _insertions(problem: Unparsed, at: int, proof: Callable[[Unparsed, Change], bool]) -> list[tuple[str, Change]]:
    """The words that fit at a place, each with the change that puts it there, as far as `proof` holds with it."""
    words = keywords()
    fitting = sorted({words[name] for name in problem.expected if name in words} - _SAYING)
    if len(problem.text[at:].split()) < 3:
        fitting = [word for word in fitting if word != "and"]  # a stray word is no second condition
    before = "" if at == 0 else " "
    after = " " if at == 0 else ""
    changes = [
        (word, Change(at, at, word + after if word in _PUNCTUATION else f"{before}{word}{after}")) for word in fitting
    ]
    return [(word, change) for word, change in changes if proof(problem, change) and not _makes_a_name(problem, change)]


def _makes_a_name(problem: Unparsed, change: Change) -> bool:
    """Whether a word of the language is taken for a name with the change: `since for`."""
    if problem.word not in reserved_words():
        return False
    read = where_it_stopped(change.applied(problem.text), problem.start).read
    return any(token.type == "NAME" and token == problem.word for token in read)


def _reads_a_word_as_name(problem: Unparsed) -> bool:
    """`not contains …`: the parser took a word of the language for a name, so what follows is a guess already."""
    words = keywords().values()
    return any(token.type == "NAME" and str(token) in words for token in problem.read[-2:])


def _goes_far(problem: Unparsed, change: Change) -> bool:
    """Whether the clause makes sense for at least three more words."""
    words = change.applied(problem.text)
    gained = words[change.end + len(change.text) : stops_at(words, problem.start)]
    return len(gained.split()) >= 3


def swapped(problem: Unparsed) -> Finding | None:
    """Two words next to each other in the wrong order."""
    if not problem.word.isalpha():
        return None
    around = [(str(token), token.start_pos or 0) for token in problem.read[-2:]] + [(problem.word, problem.at)]
    behind = _NEXT_WORD.match(problem.text, problem.at + len(problem.word))
    if behind:
        around.append((behind[1], behind.start(1)))
    for (first, start), (second, other) in reversed(list(pairwise(around))):
        change = Change(start, other + len(second), f"{second} {first}")
        if first != second and first.isidentifier() and second.isidentifier() and reads_whole(problem, change):
            return Finding(
                "LP119",
                "These words stand in another order.",
                start,
                other + len(second),
                fix=change,
                say="in order",
                go_on=change,
            )
    return None


def replaced(problem: Unparsed) -> Finding | None:
    """Another word of the language: the only one with which the clause makes sense."""
    words = keywords()
    if not problem.word.isalpha() or problem.word in words.values():
        return None  # a word of the language was meant as it stands: another one would say something else
    end = problem.at + len(problem.word)
    if problem.text[end : end + 1] == '"':
        return None  # the end of a text whose first quote is missing
    fitting = sorted(words[name] for name in problem.expected if name in words)
    changes = [Change(problem.at, end, word) for word in fitting if word not in _PUNCTUATION]
    good = [change for change in changes if reads_whole(problem, change)]
    if len(good) != 1:
        return None
    return Finding(
        "LP110",
        f"“{shortened(problem.word)}” does not fit here.",
        problem.at,
        end,
        note="not understood",
        fix=good[0],
        say=f"write `{good[0].text}`",
        go_on=good[0],
    )


_FILLERS = frozenset(
    ("a", "also", "always", "an", "any", "are", "at", "be", "by", "if", "in", "is", "it", "just", "lead", "leads",
     "must", "of", "on", "only", "please", "points", "should", "still", "that", "the", "then", "time", "times", "to",
     "which", "who", "will", "with")
)  # fmt: skip


def superfluous(problem: Unparsed) -> Finding | None:
    """A small word too many."""
    if problem.word not in _FILLERS:
        return None
    stop = problem.at + len(problem.word)
    start = len(problem.text[: problem.at].rstrip())
    change = Change(start, stop, "") if start else Change(0, len(problem.text) - len(problem.text[stop:].lstrip()), "")
    if not reads_whole(problem, change):
        return None
    return Finding(
        "LP110",
        f"“{problem.word}” does not fit here.",
        problem.at,
        stop,
        note="not understood",
        fix=change,
        say="without it",
        go_on=change,
    )


_OPENINGS = {
    "score_item": "+", "example_item": "expect ", "define_item": "when ", "stage_item": "when ",
    "disqualify_item": "when ", "route_item": "when ", "recycle_item": "when ", "response_item": "for ",
    "experiment_item": "for ", "goal_item": "for ", "nurture_item": "after ",
}  # fmt: skip


def no_opening(problem: Unparsed) -> Finding | None:
    """A clause that only lacks its first word."""
    opening = _OPENINGS.get(problem.start)
    if opening is None:
        return None
    change = Change(0, 0, opening)
    if not reads_whole(problem, change):
        return None
    end = len(problem.text.split(maxsplit=1)[0])
    code, message, help, say = "LP130", f"The word `{opening.strip()}` is missing before this.", "", ""
    if problem.start == "score_item":
        code, message, help, say = "LP133", "Points carry their sign, + or -.", "+ gives, - takes.", "it gives"
    elif problem.start == "example_item":
        message = "What an example expects starts with `expect`."
    say = say or f"with the word `{opening.strip()}`"
    return Finding(code, message, 0, end, help=help, fix=change, say=say, go_on=change)
