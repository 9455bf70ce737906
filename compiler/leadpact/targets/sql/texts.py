"""Texts as they are compared: without blanks at their ends, folded character by character, or as words.

A text is only ever compared with constants of the policy, so that a character matters only if it folds to one that some
constant has: all others cannot match anyway. That leaves ASCII and a few characters more, and one short translation is
the whole folding. Only where different texts are counted, every character is folded, of those few texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from sqlglot import exp

from leadpact.plan.tests import TextMatches
from leadpact.targets.sql import dialects
from leadpact.targets.sql.terms import any_of, case, text
from leadpact_dsl import text as folding
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.folding import FOLDED
from leadpact_dsl.text import fold

Looked: TypeAlias = Literal["is", "contains", "starts with", "ends with", "has the word"]
"""How a text is compared with others."""


Side: TypeAlias = Literal["start", "end"]

_SIDES: dict[Looked, frozenset[Side]] = {
    "is": frozenset({"start", "end"}),
    "starts with": frozenset({"start"}),
    "ends with": frozenset({"end"}),
}


def sides(how: Looked) -> frozenset[Side]:
    """Where blanks around a text make a difference. No text that is looked for has any."""
    return _SIDES.get(how, frozenset())


def any_unknown(how: Looked, items: Iterable[str], unknown: Iterable[str]) -> bool:
    """Whether any of these would be found in a text that stands for an unknown one."""
    if how == "is":
        return bool({*items} & {*unknown})
    return any(folding.matches(how, text, item) for text in unknown for item in items)


class Alphabet:
    """The characters that the folding of one field has to know: those of the constants it is compared with, and how."""

    def __init__(self, unknown: Iterable[str]) -> None:
        """`unknown` are the folded words that stand for an unknown text, as a blank one does."""
        self.unknown = ("", *sorted({*unknown} - {""}))
        self._known: set[str] = set().union(*self.unknown)
        self._sides: set[Side] = set()

    def learn(self, items: Iterable[str], how: Looked) -> None:
        self._known.update(*items)
        self._sides |= sides(how)

    def fold(self, raw: exp.Expression) -> exp.Expression:
        """The folded text, which may be blank, or a word that stands for an unknown."""
        letters = [(chr(a), chr(b)) for a, b in FOLDED.items() if chr(b) in self._known]
        others = dialects.trimmed(raw)
        if not letters:
            return others
        others = dialects.translated(others, "".join(a for a, _ in letters), "".join(b for _, b in letters))
        # What nearly all texts are is quick; the rest is slow, and right for all.
        folded = case([(dialects.is_plain_ascii(raw.copy()), exp.Lower(this=raw.copy()))], others)
        if "start" in self._sides or not all(map(str.isascii, self._known)):
            return folded
        return dialects.folded_inside(folded, raw.copy(), "".join(self._known), to_end="end" in self._sides)

    def known(self, bare: exp.Expression, default: str | None) -> exp.Expression:
        """A folded text, or, where it stands for an unknown, the default, folded too."""
        stands = exp.Not(this=exp.In(this=bare, expressions=[text(word) for word in self.unknown]))
        return case([(stands, bare.copy())], None if default is None else text(fold(default)))


def folded_wholly(folded: exp.Expression) -> exp.Expression:
    """A text that is folded already as far as constants ask for it, with all its other characters folded too: to be
    compared with any other text. That is slow, and so only for the few texts that are."""
    old, new = "".join(map(chr, FOLDED)), "".join(map(chr, FOLDED.values()))
    ascii_only = dialects.is_ascii(folded.copy())
    return case([(ascii_only, exp.Lower(this=folded.copy()))], dialects.translated(folded, old, new))


def as_words(folded: exp.Expression) -> exp.Expression:
    """The words of a folded text, in the form in which `has_words` looks for some."""
    return dialects.words(folded)


def has_words(words: exp.Expression, items: Sequence[str]) -> exp.Expression:
    """Whether any of these words, or words in a row, are among them."""
    # Words in a row, one of which is looked for by itself, are found with it.
    single = [item for item in items if " " not in item]
    several = [item for item in items if " " in item and not set(single) & set(item.split(" "))]
    return dialects.has_words(words, [*single, *several])


def matches(test: TextMatches, folded: exp.Expression) -> exp.Expression:
    """Whether a folded text contains, starts or ends with any of the texts; unknown where it is not known."""
    found: list[exp.Expression] = []
    for item in test.items:
        match test.kind:
            case "contains":
                found.append(dialects.contains(folded.copy(), item))
            case "starts with":
                found.append(dialects.starts(folded.copy(), item))
            case "ends with":
                found.append(dialects.ends(folded.copy(), item))
            case "has the word":
                raise InternalError("Words are looked for among words.")
    return any_of(found)
