"""The texts of a table in the forms in which they are compared, each form in a column of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from leadpact.targets.sql import dialects
from leadpact.targets.sql.names import Names
from leadpact.targets.sql.terms import column, named
from leadpact.targets.sql.texts import Alphabet, Looked, any_unknown, as_words

Layer = tuple[list[exp.Expression], str]
"""Columns that are made of those before, and what they are in words."""


@dataclass
class _Text:
    stored: str
    alias: str
    alphabet: Alphabet
    default: str | None
    known: str = ""
    is_known: str = ""
    words: dict[str, str] = field(default_factory=dict)

    @property
    def bare(self) -> str:
        return f"{self.alias}_bare"


class TextColumns:
    """Registers the forms that are asked for. `unknown` are the folded words that stand for an unknown text."""

    def __init__(self, names: Names, unknown: Iterable[str]) -> None:
        self._names, self._unknown = names, frozenset(unknown)
        self._texts: dict[str, _Text] = {}

    def folded(self, stored: str, items: Iterable[str], default: str | None = None) -> str:
        """As it is compared with these; the folded default, or NULL, where it is unknown."""
        text = self._text(stored, default)
        text.alphabet.learn(items, "is")
        text.known = text.known or text.alias
        return text.known

    def matched(self, stored: str, how: Looked, items: Sequence[str], default: str | None = None) -> str:
        """As any of these are looked for in it. Where it is unknown, none is found."""
        text = self._text(stored, default)
        if default is not None or any_unknown(how, items, self._unknown):
            found = self.folded(stored, items, default)
        else:
            text.alphabet.learn(items, how)
            found = text.bare
        if how != "has the word":
            return found
        return text.words.setdefault(found, self._names.fresh(f"{stored}_words"))

    def is_known(self, stored: str) -> str:
        """Whether a text without default is known."""
        text = self._text(stored, None)
        text.is_known = text.is_known or self._names.fresh(f"{stored}_known")
        return text.is_known

    def _text(self, stored: str, default: str | None) -> _Text:
        if stored not in self._texts:
            alias = self._names.fresh(f"{stored}_folded")
            self._texts[stored] = _Text(stored, alias, Alphabet(self._unknown), default)
        return self._texts[stored]

    def names(self) -> Iterator[str]:
        """The columns there are in the end."""
        for text in self._texts.values():
            yield from (name for name in (text.bare, text.known, text.is_known, *text.words.values()) if name)

    def layers(self) -> list[Layer]:
        texts = self._texts.values()
        bare: list[exp.Expression] = [named(text.alphabet.fold(column(text.stored)), text.bare) for text in texts]
        known: list[exp.Expression] = [
            named(text.alphabet.known(column(text.bare), text.default), text.known) for text in texts if text.known
        ]
        known += [
            named(dialects.is_known_text(column(text.stored), column(text.bare), text.alphabet.unknown), text.is_known)
            for text in texts
            if text.is_known
        ]
        words: list[exp.Expression] = [
            named(as_words(column(of)), name) for text in texts for of, name in text.words.items()
        ]
        found = [
            (bare, "Texts as they are compared"),
            (known, "Those that are known"),
            (words, "The words of those that words are looked for in"),
        ]
        return [layer for layer in found if layer[0]]
