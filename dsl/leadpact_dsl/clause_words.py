"""A clause into words: what each word is depends on what can stand in its place.

`date` is a kind of field behind a colon and a name elsewhere; `10:20` is a time of day in a calendar, and a value with
its points in a table. So each word is read as the first kind of those that the parser would take.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from lark import Token

_BLANKS: Final = re.compile(" *")
_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DIGITS: Final = ("INSTANT", "DATE", "TIME", "PERCENT", "NUMBER")
_TEXTS: Final = ("TEXT", "STRING")
_SPECIAL_WORDS: Final = ("CURRENCY", "MAGNITUDE", "UNIT", "WEEKDAY")
_SIGNS: Final = {",": "COMMA", ":": "COLON", "+": "SIGN", "-": "SIGN"}


class Words:
    """`patterns` holds the grammar's own expression for each kind of word, `keywords` the kind of each fixed word."""

    def __init__(self, patterns: Mapping[str, str], keywords: Mapping[str, str]) -> None:
        self._patterns = {kind: re.compile(patterns[kind]) for kind in (*_DIGITS, *_TEXTS, *_SPECIAL_WORDS)}
        self._keywords = keywords

    def next(self, text: str, at: int, fitting: Collection[str]) -> Token | None:
        """The word that begins at a place or behind the blanks there, of a kind that fits; None where none does.

        At the end of the text it is of the kind `$END`.
        """
        blanks = _BLANKS.match(text, at)
        at = blanks.end() if blanks else at
        if at >= len(text):
            return Token("$END", "", at, end_pos=at)
        char = text[at]
        kinds: tuple[str, ...]
        if char.isdigit():
            kinds = _DIGITS
        elif char == '"':
            kinds = _TEXTS
        elif char in _SIGNS:
            kind = _SIGNS[char]
            return Token(kind, char, at, end_pos=at + 1) if kind in fitting else None
        else:
            return self._word(text, at, fitting)
        for kind in kinds:
            found = self._patterns[kind].match(text, at) if kind in fitting else None
            if found:
                return Token(kind, found.group(), at, end_pos=found.end())
        return None

    def _word(self, text: str, at: int, fitting: Collection[str]) -> Token | None:
        found = _WORD.match(text, at)
        if found is None:
            return None
        word = found.group()
        kind = self._keywords.get(word)
        if kind is None or kind not in fitting:
            kind = next(
                (one for one in _SPECIAL_WORDS if one in fitting and self._patterns[one].fullmatch(word)), "NAME"
            )
        return Token(kind, word, at, end_pos=found.end()) if kind in fitting else None
