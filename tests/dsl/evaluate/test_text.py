"""The folding table and what text comparison is made of."""

from __future__ import annotations

import sys
import unicodedata

from leadpact_dsl.folding import FOLDED, UNICODE_VERSION
from leadpact_dsl.text import fold, words


def simple_fold(char: str) -> str:
    """What this Python says of simple case folding: a full folding of one character, else a lower case of one."""
    return next((found for found in (char.casefold(), char.lower()) if len(found) == 1), char)


def test_the_table_is_simple_case_folding() -> None:
    derived = {code: ord(simple_fold(chr(code))) for code in range(sys.maxunicode + 1)}
    changed = {code: to for code, to in derived.items() if code != to}
    if unicodedata.unidata_version == UNICODE_VERSION:
        assert changed == FOLDED
    else:
        # A character once assigned keeps its folding for ever; a newer Unicode only adds characters.
        assert changed.items() >= FOLDED.items()


def test_folding_is_final_and_takes_one_character_to_one() -> None:
    assert not FOLDED.keys() & set(FOLDED.values())
    assert len(FOLDED) == 1454


def test_ascii_goes_the_same_way_as_the_table() -> None:
    for code in range(128):
        assert fold("é" + chr(code) + "é") == "é" + fold("a" + chr(code) + "a")[1] + "é"


def test_characters_that_engines_disagree_on() -> None:
    assert fold("İ") == "İ"  # no simple folding
    assert fold("ΣΑΣ") == "σασ"  # no final sigma
    assert fold("\u212a") == "k"  # the Kelvin sign
    assert fold("ẞ") == fold("ß") == "ß"


def test_only_five_characters_are_blanks() -> None:
    assert fold(" \t\r\n\u00a0x\u00a0\n\r\t ") == "x"
    for other in "\u000b\u000c\u2003\u3000\ufeff\u200b\u0085":
        assert fold(f"{other}x") == f"{other}x"


def test_words_are_parted_by_blanks_and_ascii_punctuation_only() -> None:
    assert words("VP, Sales/EMEA (a.i.)") == ("vp", "sales", "emea", "a", "i")
    assert words("snake_case") == ("snake", "case")
    assert words("Vice—President") == ("vice—president",)
    assert words(" .,- ") == ()
