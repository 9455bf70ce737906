"""Quotes: missing ones, curly ones, single ones, and texts without any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from leadpact_dsl.clause_parser import Unparsed
from leadpact_dsl.mending.amounts_elsewhere import COUNT
from leadpact_dsl.mending.finding import (
    Change,
    Finding,
    among_choices,
    goes_further,
    reads_whole,
    shortened,
    without_quoted,
)

_TRIES = 120
_OPENING = re.compile(r"(?:^|(?<=[\s,:]))(?=[^\s\",:])")
_CLOSING = re.compile(r"(?<=[^\s\"])(?=[\s,:]|$)")
_QUOTE = re.compile(r'\\.|(")')
_BEHIND_LABELS = re.compile(r"\s+(?=from -?[0-9]|owned by [a-z_]+$)")
_COUNTED = re.compile(rf"(?i)(?:{COUNT})\b")
_SEVERAL = re.compile(r',\s*\\"(?=\w)|(?<=\w)\\"\s*,')
_GROWN_TOGETHER = re.compile(r'[^\s\0",:(\[{][\0]|\0[^\s\0",:)\]}]')
_REMARK = re.compile(r'((?:[^"#]|"(?:\\.|[^"\\])*")*?)\s*#.*$')
_CURLY = "“”„‟«»″〝〞＂"
_SINGLE = re.compile(r"['‘’‚`´]([^'‘’‚`´\"]*)['‘’‚`´]")
_IN_CURLY = re.compile(f'[{_CURLY}"]([^{_CURLY}"]*)[{_CURLY}"]')


def missing_quote(problem: Unparsed) -> Finding | None:
    """An odd number of quotes: the place for one more is where the whole clause makes sense with it."""
    words = problem.text
    lone = without_quoted(words).rfind('"')
    if lone < 0 or '"""' in words:
        return None
    for place in islice(_places(words), _TRIES):
        fix = Change(place, place, '"')
        # What a text without its end swallowed may be a remark: the clause is read without it.
        behind = _REMARK.match(fix.applied(words))
        go_on = Change(place, len(words), behind[1][place:]) if behind and len(behind[1]) > place else fix
        if reads_whole(problem, go_on):
            start, end = _marked(words, place)
            return Finding(
                "LP108", "A quote is missing here.", start, end, fix=fix, say="with the quote", go_on=go_on
            )  # fmt: skip
    return Finding(
        "LP108",
        "This text is not closed: a quote is missing.",
        lone,
        len(words),
        note="opens here",
        help='Text stands between two quotes on one line. A text of several lines stands between """ and """.',
    )


def _places(words: str) -> Iterator[int]:
    """Where one more quote could stand: at the end of a word if a text is open there, else at the start of one.

    The end of the clause comes first, unless words follow that nobody writes in a label.
    """
    if _is_open(words, len(words)):
        yield from (found.start() for found in _BEHIND_LABELS.finditer(words) if _is_open(words, found.start()))
        yield len(words)
    edges = sorted({found.start() for pattern in (_OPENING, _CLOSING) for found in pattern.finditer(words)})
    for place in edges:
        if (_CLOSING if _is_open(words, place) else _OPENING).match(words, place):
            yield place


def _is_open(words: str, place: int) -> bool:
    """Whether a text that began before a place is not closed there."""
    return sum(found[1] is not None for found in _QUOTE.finditer(words, 0, place)) % 2 == 1


def _marked(words: str, place: int) -> tuple[int, int]:
    """The text whose quote is missing: back to the quote that opens it, or on to the one that closes it."""
    quotes = [found.start() for found in _QUOTE.finditer(words) if found[1] is not None]
    if _is_open(words, place):
        return max(quote for quote in quotes if quote < place), place
    return place, next((quote + 1 for quote in quotes if quote >= place), len(words))


def quotes_inside(problem: Unparsed) -> Finding | None:
    """`"They "really" sign."`: quotes inside a text."""
    words = problem.text
    if words[problem.at - 1 : problem.at] != '"' or not _GROWN_TOGETHER.search(without_quoted(words)):
        return None
    openings = [token.start_pos or 0 for token in problem.read if token.type == "STRING"][-2:]
    closings = [place for place, char in enumerate(words) if char == '"' and place > problem.at]
    for start in reversed(openings):
        for end in closings:
            inside = re.sub(r'(?<!\\)"', r'\\"', words[start + 1 : end])
            change = Change(start, end + 1, f'"{inside}"')
            if reads_whole(problem, change):
                if _SEVERAL.search(inside):
                    return Finding(
                        "LP108", "Quotes are missing here.", start, end + 1,
                        help='Each text stands between two quotes of its own: "US", "CA".', go_on=change, partial=True,
                    )  # fmt: skip
                return Finding(
                    "LP108",
                    'A quote inside a text is written \\".',
                    start,
                    end + 1,
                    fix=change,
                    say="with backslashes before the inner quotes",
                    go_on=change,
                )
    return None


def other_quotes(problem: Unparsed) -> Finding | None:
    """Curly or single quotes: all of them on the line are put right at once."""
    if problem.word[:1] not in (*_CURLY, *"'‘’‚`´"):
        return None
    words, at = problem.text, problem.at
    curly = problem.word[0] in _CURLY
    pattern = _IN_CURLY if curly else _SINGLE
    rest = pattern.sub(lambda found: f'"{found[1]}"', words[at:])
    change = _least(words, at, rest)
    found = pattern.match(words, at)
    end = found.end() if found else at + 1
    name = "curly" if curly else "single"
    if change is None or not goes_further(problem, change):
        if not curly:
            return None
        change = None
    return Finding(
        "LP126",
        f"These are {name} quotes; text stands in straight double ones.",
        at,
        end,
        help='Write "text". Word processors turn quotes by themselves; a plain text editor leaves them alone.',
        fix=change,
        say="with straight quotes",
        go_on=change,
    )


def _least(words: str, at: int, rest: str) -> Change | None:
    """The change from `words` to `words[:at] + rest` without the end that both share."""
    old = words[at:]
    if old == rest:
        return None
    same = 0
    while same < min(len(old), len(rest)) and old[-1 - same] == rest[-1 - same]:
        same += 1
    return Change(at, len(words) - same, rest[: len(rest) - same])


def no_quotes(problem: Unparsed) -> Finding | None:
    """Bare words where a quoted text belongs: `team sales Sales development`."""
    words = problem.text
    for at, expected in _where_text_fits(problem):
        if "STRING" not in expected:
            continue
        for end in _ends_of_text(words, at):
            if "," in words[at:end] and among_choices(problem, at):
                continue  # the comma parts two choices
            if "NUMBER" in expected and _COUNTED.match(words[at:end]):
                continue
            text = words[at:end].lstrip("-*• ") if problem.start == "list_item" else words[at:end]
            pieces = ", ".join(f'"{piece}"' for piece in re.split(r"\s*[,;]\s*", text))
            changes = (Change(at, end, pieces), Change(at, end, f'"{text}"'))
            change = next((one for one in changes if text[:1].isalnum() and reads_whole(problem, one)), None)
            if change is not None:
                return Finding(
                    "LP135",
                    f"“{shortened(text)}” is text, and text stands in quotes.",
                    at,
                    end,
                    fix=change,
                    say="in quotes",
                    go_on=change,
                )
    return None


def _where_text_fits(problem: Unparsed) -> list[tuple[int, frozenset[str]]]:
    """Where the clause stopped, and one word before: a text's first word may have been taken for a name."""
    found = [(problem.at, problem.expected)] if problem.word else []
    if problem.read and problem.read[-1].type == "NAME":
        found.append((problem.read[-1].start_pos or 0, problem.expected_at(len(problem.read) - 1)))
    return found


def _ends_of_text(words: str, at: int) -> list[int]:
    """Where a text that begins at `at` may end, the furthest first. It holds no quote itself."""
    quote = words.find('"', at)
    limit = len(words) if quote < 0 else quote
    stops = re.finditer(r"\s+because\b|[:,]|\s+(?:by|from|is|to|on)\b", words[at:limit])
    return sorted({len(words[:end].rstrip()) for end in (limit, *(at + stop.start() for stop in stops))}, reverse=True)
