"""Small wording that changes of every kind share."""

from __future__ import annotations

from collections.abc import Sequence

from leadpact_dsl.model import Fixed, Policy, Quantity
from leadpact_dsl.phrases import amounts
from leadpact_dsl.phrases.words import listed, quoted, sentence

MOST_NAMED = 8
"""Of a list, at most so many entries are named."""

_LONG = 160


def short_quantity(policy: Policy, what: Quantity) -> str:
    """An amount, or the name of one: what it is now stands under its own heading."""
    return amounts.amount(what.value, what.unit) if isinstance(what, Fixed) else quoted(policy.values[what.name].label)


def was(new: str, old: str) -> str:
    """What a clause said before, behind what it says now: of words that both begin and end with, only the others.

    `(was 60)` behind “the number of employees is at least 50”; `(before: …)` where the whole is another one.
    """
    ours, theirs = new.split(), old.split()
    start = _alike(ours, theirs)
    if _is_list(ours, start) or _is_list(theirs, start):
        return f"(before: {' '.join(theirs[_after_verb(ours, start) :])})"
    end = min(_alike(ours[start:][::-1], theirs[start:][::-1]), len(theirs) - start, len(ours) - start)
    middle = theirs[start : len(theirs) - end]
    if not middle and start >= 3 and len(ours) > len(theirs):
        return f"(“{' '.join(ours[start : len(ours) - end])}” is new)"
    if len(ours) == start + end and start >= 3 and len(theirs) > len(ours):
        return f"(before also: “{' '.join(middle)}”)"
    if start and ours[start - 1] == "between":
        return f"(was between {' '.join(theirs[start:])})"
    if start and middle and len(middle) <= 4 and middle[0] not in _JOINTS and ours[start] not in _JOINTS:
        behind = theirs[len(theirs) - end :] if end else []
        unit = behind if end <= 2 else behind[:1] if behind[0].rstrip(",") in _UNITS else []
        return f"(was {' '.join((*middle, *unit)).rstrip(',')})"
    rest = " ".join(theirs[start:] if start >= 3 and middle and middle[0] not in _JOINTS else theirs)
    return f"(before: {rest})"


_UNITS = frozenset({"days", "hours", "minutes", "points", "times", "weeks", "months", "leads"})
_JOINTS = frozenset({"or", "and", "nor", "not", "of", "than"})


_VERBS = frozenset({"is", "has", "contains", "with", "words", "word", "where", "of"})


def _is_list(words: Sequence[str], start: int) -> bool:
    """Whether what differs is a part of a list, which says nothing without the others."""
    return any(word in ("or", "and", "nor", "neither") for word in words[max(0, start - 1) :])


def _after_verb(words: Sequence[str], start: int) -> int:
    """Behind the last verb before a place, so that all that it says is told."""
    return next((place + 1 for place in range(start - 1, -1, -1) if words[place] in _VERBS), 0)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words are equal from the beginning on."""
    count = 0
    for ours, theirs in zip(one, other, strict=False):
        if ours != theirs:
            break
        count += 1
    return count


def named(entries: Sequence[str], word: str = "and") -> str:
    """A list of which a reader is told the first, and how many there are more."""
    if len(entries) <= MOST_NAMED:
        return listed(list(entries), word)
    return listed([*entries[: MOST_NAMED - 1], f"{len(entries) - MOST_NAMED + 1:,} more"], word)


def short(text: str) -> str:
    """A long text, cut at a word."""
    if len(text) <= _LONG:
        return text
    return f"{text[: _LONG - 1].rsplit(' ', 1)[0]}…"


def reworded(new: str, old: str) -> str:
    """Prose that reads otherwise: what it says now and said before, where the two part, and a few words around that.

    `: “Ask always.” (before: “Ask first.”)`; nothing is left of texts that only break their lines elsewhere.
    """
    ours, theirs = new.split(), old.split()
    if ours == theirs:
        return ""
    start = _alike(ours, theirs)
    end = min(_alike(ours[start:][::-1], theirs[start:][::-1]), len(theirs) - start, len(ours) - start)
    now, before = (_part(words, start, len(words) - end) for words in (ours, theirs))
    return f": {quoted(now)} (before: {quoted(before)})"


_AROUND = 4


def _part(words: Sequence[str], start: int, end: int) -> str:
    """The words from start to end with some around them; where that leaves only a few out, all to the end."""
    first = start - _AROUND if start > 2 * _AROUND else 0
    last = end + _AROUND if len(words) - end > 2 * _AROUND else len(words)
    said = short(" ".join(words[first:last]))
    behind = " …" if last < len(words) and not said.endswith("…") else ""
    return f"{'… ' if first else ''}{said}{behind}"


def new_clause(text: str) -> str:
    return sentence(f"New: {lower(text)}")


def dropped_clause(text: str) -> str:
    return sentence(f"Dropped: {lower(text)}")


_OURS = (
    *("A", "All", "At", "Each", "Every", "Leads", "Once", "Only", "Points", "The", "These", "They", "Together"),
    "Unless",
)


def lower(text: str) -> str:
    """A clause as it goes on behind a colon, where it begins with a word of ours rather than with a name."""
    return text[:1].lower() + text[1:] if text.split(" ", 1)[0] in _OURS else text
