"""The small change of English: lists of things, quotes, capitals, plurals. Nothing here knows what a policy is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadpact_dsl.phrases.vocabulary import PROPER_NAMES, SINGULAR_IN_S

MINUS = "−"

_FIRST_WORD = re.compile(r"[^\W\d_]+")
_RUNS_IN = re.compile(r"^[^A-Z0-9]|[,;:“”\"]|\b(and|or|nor)\b")
_CAPITALISED = re.compile(r"[A-Z0-9][A-Za-z0-9]*")


def within(label: str) -> str:
    """A label as it stands within a sentence: "Job title" is "job title", but "CRM owner" and "LinkedIn" stay."""
    found = _FIRST_WORD.match(label)
    if found is None:
        return label
    word = found.group()
    keeps = word in PROPER_NAMES or not word[1:].islower()
    if len(word) == 1:
        keeps = word != "A"
    return label if keeps else label[0].lower() + label[1:]


def sentence(text: str) -> str:
    """The text with a capital in front and a full stop behind."""
    text = capital(text)
    return text if text.endswith((".", "!", "?", ":")) else text + "."


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    return f"“{text}”"


def listed(items: Sequence[str], word: str) -> str:
    """`A, B or C`: the items joined by commas and, before the last, by the word."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def listed_clauses(items: Sequence[str], word: str) -> str:
    """Clauses joined by the word; with a comma before it where they hold commas or such words themselves.

    Of neighbours that both speak of the lead, the second calls it `it`.
    """
    about_lead = [item.startswith("the lead ") for item in items]
    items = [
        f"it {item.removeprefix('the lead ')}" if number and all(about_lead[number - 1 : number + 1]) else item
        for number, item in enumerate(items)
    ]
    if any("," in item or re.search(r"\b(and|or|nor|where)\b", item) for item in items):
        return f", {word} ".join(items)
    return listed(items, word)


def values(texts: Sequence[str], word: str) -> str:
    """Texts as a list. They stand in quotes unless each is one capitalised word that cannot be misread: VP, Chief."""
    if not all(_CAPITALISED.fullmatch(text) for text in texts):
        texts = [quoted(text) for text in texts]
    return listed(list(texts), word)


def names(labels: Sequence[str], word: str) -> str:
    """Labels of choices or levels as a list, in quotes where they would run into the sentence."""
    if any(_RUNS_IN.search(label) for label in labels):
        labels = [quoted(label) for label in labels]
    return listed(labels, word)


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 lead`, `1,200 leads`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def is_plural(label: str) -> bool:
    """Whether a name of people is plural, so that its verb has no s: `Partner managers answer`, but `Sales answers`."""
    last = label.split()[-1].lower() if label.split() else ""
    return last.endswith("s") and not last.endswith(("ss", "us", "is")) and last not in SINGULAR_IN_S


def verb(label: str, singular: str, plural: str) -> str:
    """The form of the verb that the name of a team or person asks for."""
    return plural if is_plural(label) else singular


def times(count: int) -> str:
    """`once`, `3 times`."""
    return "once" if count == 1 else f"{count:,} times"
