"""Quotes: missing ones, curly ones, single ones, and texts without any."""

from __future__ import annotations

import re
from itertools import islice

from leadpact_dsl.clause_parser import Unparsed
from leadpact_dsl.mending.finding import Change, Finding, goes_further, reads_whole, shortened, without_quoted

_TRIES = 120
_EDGES = re.compile(r"(?<=[^\s\"])(?=[\s,:]|$)|(?<![^\s\"])(?=[^\s\"])")
_CURLY = "“”„‟«»″〝〞＂"
_SINGLE = re.compile(r"['‘’‚`´]([^'‘’‚`´\"]*)['‘’‚`´]")
_IN_CURLY = re.compile(f'[{_CURLY}"]([^{_CURLY}"]*)[{_CURLY}"]')


def missing_quote(problem: Unparsed) -> Finding | None:
    """An odd number of quotes: the place for one more is where the whole clause makes sense with it."""
    words = problem.text
    lone = without_quoted(words).rfind('"')
    if lone < 0 or '"""' in words:
        return None
    places = [len(words), *islice((found.start() for found in _EDGES.finditer(words)), _TRIES)]
    for place in places:
        change = Change(place, place, '"')
        if reads_whole(problem, change):
            start, end = _marked(words, place)
            return Finding(
                "LP108",
                "A quote is missing here.",
                start,
                end,
                help='A quote inside a text is written \\". A text of several lines stands between """ and """.',
                fix=change,
                say="with the quote",
                go_on=change,
            )
    return Finding(
        "LP108",
        "This text is not closed: a quote is missing.",
        lone,
        len(words),
        note="opens here",
        help='Text stands between two quotes on one line. A text of several lines stands between """ and """.',
    )


def _marked(words: str, place: int) -> tuple[int, int]:
    """The text whose quote is missing: back to the quote that opens it, or on to the one that closes it."""
    before, after = words[:place], words[place:]
    if before.count('"') % 2 and '"' in before:
        return before.rindex('"'), place
    return (place, place + after.index('"') + 1) if '"' in after else (place, max(place + 1, len(words)))


def quotes_inside(problem: Unparsed) -> Finding | None:
    """`"They "really" sign."`: quotes inside a text."""
    words = problem.text
    if words[problem.at - 1 : problem.at] != '"':
        return None
    openings = [token.start_pos or 0 for token in problem.read if token.type == "STRING"][-2:]
    closings = [place for place, char in enumerate(words) if char == '"' and place > problem.at]
    for start in reversed(openings):
        for end in closings:
            inside = re.sub(r'(?<!\\)"', r'\\"', words[start + 1 : end])
            change = Change(start, end + 1, f'"{inside}"')
            if reads_whole(problem, change):
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
            text = words[at:end].lstrip("-*• ") if problem.start == "list_item" else words[at:end]
            pieces = ", ".join(f'"{piece}"' for piece in re.split(r"\s*,\s*", text))
            changes = (Change(at, end, pieces), Change(at, end, f'"{text}"'))
            change = next((one for one in changes if text and reads_whole(problem, one)), None)
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
