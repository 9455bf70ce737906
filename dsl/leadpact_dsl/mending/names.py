"""Words that cannot be names."""

from __future__ import annotations

import re
import unicodedata

from leadpact_dsl.clause_parser import Unparsed, keywords, reserved_words
from leadpact_dsl.mending.finding import Change, Finding, among_choices, goes_further, reads_whole, shortened


def odd_name(problem: Unparsed) -> Finding | None:
    """A name with hyphens, dots, umlauts or blanks in it."""
    words, at = problem.text, problem.at
    if at >= len(words):
        return None
    start, end = at, at
    while start > 0 and _in_odd_name(words[start - 1]):
        start -= 1
    while end < len(words) and _in_odd_name(words[end]):
        end += 1
    written = words[start:end]
    if "NAME" in problem.expected and re.fullmatch(r"[0-9]+[A-Za-z_]\w*", written) and start == at:
        return Finding(
            "LP134", f"“{shortened(written)}” cannot be a name: names start with a letter.", start, end,
            help=f"Put a word before the number, such as `the_{_as_name(shortened(written))}`.",
            go_on=Change(start, end, f"_{_as_name(written)}"),
        )  # fmt: skip
    if written and not written[0].isdigit() and not _is_name(written) and any(c.isalpha() for c in written):
        name = _as_name(written)
        change = Change(start, end, name)
        if _is_name(name) and goes_further(problem, change):
            return Finding(
                "LP134",
                f"“{shortened(written)}” cannot be a name: names hold the letters A to Z, digits and the underscore.",
                start,
                end,
                help="A label in quotes may hold anything.",
                fix=change,
                say="a name that works",
                go_on=change,
            )
    return _name_in_parts(problem)


def _name_in_parts(problem: Unparsed) -> Finding | None:
    """`list free mail "Free mail": …`: two words that were meant as one name."""
    if not problem.read or problem.read[-1].type != "NAME" or not _is_name(problem.word):
        return None
    first = problem.read[-1].start_pos or 0
    end = problem.at + len(problem.word)
    behind = problem.text[end:].lstrip()
    chosen = among_choices(problem, first)
    if not (behind.startswith(('"', ":")) or (chosen and behind[:1] in ("", ","))):
        return None
    change = Change(first, end, f"{problem.read[-1]}_{problem.word}")
    proof = goes_further if chosen else reads_whole  # several choices may be so
    if not proof(problem, change):
        return None
    return Finding(
        "LP134",
        "A name is one word.",
        first,
        end,
        fix=change,
        say="joined by an underscore",
        go_on=change,
    )


_TEXT_ALONE = re.compile(r'(?:^|(?<=,)|(?<=\bof))(\s*)"((?:\\.|[^"\\])*)"')


def choice_without_name(problem: Unparsed) -> Finding | None:
    """`one of "Not now", "No budget"`: labels without the names that a policy calls the choices by."""
    if not problem.word.startswith('"') or "NAME" not in problem.expected:
        return None
    if not among_choices(problem, problem.at):
        return None
    place = len(problem.text[: problem.at].rstrip())
    named = _TEXT_ALONE.sub(_with_name, problem.text[place:]) if place else _TEXT_ALONE.sub(_with_name, problem.text)
    change = Change(problem.at, len(problem.text), named.lstrip())
    if not reads_whole(problem, change):
        return None
    return Finding(
        "LP130",
        "A choice has a name, by which the policy calls it; its label in quotes follows.",
        problem.at,
        problem.at + len(problem.word),
        fix=change,
        say="with names",
        go_on=change,
    )


def _with_name(found: re.Match[str]) -> str:
    words = _as_name(re.sub(r"\s+", "_", found[2].strip().lower()))
    name = re.sub(r"_+", "_", words)
    good = _is_name(name) and name not in reserved_words()
    return f'{found[1]}{name if good else f"choice_{name}".rstrip("_")} "{found[2]}"'


def _in_odd_name(char: str) -> bool:
    return char.isalnum() or char in "_-.‐‑'’/&"


def _is_name(word: str) -> bool:
    return word.isascii() and word.isidentifier()


def _as_name(written: str) -> str:
    """The letters and digits of a word as far as a name can hold them: Käufer-Land is Kaeufer_Land."""
    spelled = written
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"), ("ß", "ss")):
        spelled = spelled.replace(letter, plain)
    decomposed = unicodedata.normalize("NFKD", spelled)
    kept = "".join(
        c if (c.isascii() and c.isalnum()) or c == "_" else "" if c in "'’" or not c.isascii() else "_"
        for c in decomposed
    )
    return kept.strip("_") if not written.startswith("_") else kept


def reserved(problem: Unparsed) -> Finding | None:
    """A word of the language in place of a name."""
    if "NAME" not in problem.expected or problem.word not in keywords().values() or not problem.word.isalpha():
        return None
    return Finding(
        "LP125",
        f"“{problem.word}” is a word of the language and cannot be a name.",
        problem.at,
        problem.at + len(problem.word),
        help=f"Take another name, such as {problem.word}_lead; its label in quotes may be anything.",
    )
