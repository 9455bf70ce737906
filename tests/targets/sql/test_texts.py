"""Texts in SQL compare as in the reference, whatever stands in the data."""

from __future__ import annotations

import random
import string
import sys

import duckdb
import pytest
from sqlglot import exp

from leadpact.plan.numbers import Input
from leadpact.plan.tests import TextMatches
from leadpact.targets.sql import texts
from leadpact.targets.sql.dialects import render
from leadpact.targets.sql.names import Names
from leadpact.targets.sql.steps import subquery
from leadpact.targets.sql.terms import column, named
from leadpact.targets.sql.text_columns import TextColumns
from leadpact_dsl.folding import FOLDED
from leadpact_dsl.model import MatchKind
from leadpact_dsl.text import fold, matches, words

PIECES = [
    *("VP", "vice  president", "Vice\u00a0President", "of", "SALES", "ſales", "\u212aing", "İstanbul", "ΣΑΣ", "straße"),
    *("Ǆ", "a.b", "x' OR 1=1 --", "100%", "_", "\\", "\t", "\n", " ", "\u00a0", "", "é", "É", "emoji 🙂", "<>", "><"),
]
WANTED = ["vp", "Vice President", "sales", "king", "istanbul", "σας", "STRASSE", "100%", "é", "<>", "x' or"]


def written(count: int) -> list[str]:
    chance = random.Random(7)
    joined = (" ".join(chance.choices(PIECES, k=chance.randint(0, 4))) for _ in range(count))
    return [*PIECES, *WANTED, *joined]


def answers(what: exp.Expression, alphabet: texts.Alphabet) -> list[tuple[str, object]]:
    con = duckdb.connect()
    con.execute('CREATE TABLE given AS SELECT unnest($1::VARCHAR[]) AS "raw"', [written(400)])
    folded = exp.select("*", named(alphabet.fold(column("raw")), "folded")).from_("given")
    query = exp.select(column("raw"), named(what, "found")).from_(subquery(folded, "f"))
    return con.execute(render(query, "duckdb")).fetchall()


@pytest.mark.parametrize("wanted", WANTED)
@pytest.mark.parametrize("kind", ["contains", "starts with", "ends with"])
def test_parts_are_found_where_the_reference_finds_them(kind: MatchKind, wanted: str) -> None:
    alphabet = texts.Alphabet(())
    alphabet.learn([fold(wanted)], kind)
    test = TextMatches(Input("lead", "title", "text"), kind, (fold(wanted),))
    for raw, found in answers(texts.matches(test, column("folded")), alphabet):
        assert found is matches(kind, raw, wanted), (raw, wanted)


@pytest.mark.parametrize("wanted", [one for one in WANTED if words(one)])
def test_words_are_found_where_the_reference_finds_them(wanted: str) -> None:
    item = " ".join(words(wanted))
    alphabet = texts.Alphabet(())
    alphabet.learn([item], "has the word")
    for raw, found in answers(texts.has_words(texts.as_words(column("folded")), [item]), alphabet):
        assert found is matches("has the word", raw, wanted), (raw, wanted)


def test_a_whole_alphabet_folds_as_the_reference() -> None:
    alphabet = texts.Alphabet(["n/a"])
    alphabet.learn([], "is")
    for raw, found in answers(texts.folded_wholly(column("folded")), alphabet):
        assert found == fold(raw)


def test_words_for_an_unknown_are_unknown_and_take_the_default() -> None:
    alphabet = texts.Alphabet([fold("N/A")])
    alphabet.learn(["vp", "so"], "is")
    con = duckdb.connect()
    given = ["N/A", " n/a\u00a0", "", " ", "VP", "ſo"]
    con.execute('CREATE TABLE given AS SELECT unnest($1::VARCHAR[]) AS "raw"', [given])
    folded = exp.select(named(alphabet.fold(column("raw")), "folded")).from_("given")
    query = exp.select(named(alphabet.known(column("folded"), "None given"), "found")).from_(subquery(folded, "f"))
    found = [row[0] for row in con.execute(render(query, "duckdb")).fetchall()]
    assert found == ["none given", "none given", "none given", "none given", "vp", "so"]


@pytest.mark.parametrize("how", ["contains", "ends with", "is"])
def test_every_character_that_folds_to_a_letter_is_found_as_that_letter_and_no_other_is(how: texts.Looked) -> None:
    alphabet = texts.Alphabet(())
    alphabet.learn([string.ascii_lowercase], how)
    con = duckdb.connect()
    con.execute(f'CREATE TABLE given AS SELECT chr(n::INT) AS "raw" FROM range(128, {sys.maxunicode + 1}) AS t(n)'
                " WHERE n NOT BETWEEN 55296 AND 57343")  # fmt: skip
    folded = exp.select("raw", named(alphabet.fold(column("raw")), "folded")).from_("given")
    query = f"SELECT raw, folded FROM ({render(folded, 'duckdb')}) WHERE regexp_matches(folded, '[a-z]')"
    assert dict(con.execute(query).fetchall()) == {chr(a): chr(b) for a, b in FOLDED.items() if a > 127 and b < 128}


@pytest.mark.parametrize("unknown", [("",), ("", "n/a", "unknown"), ("", "so k"), ("", "\u00e9")])
def test_a_text_is_known_where_it_folds_to_no_word_for_an_unknown(unknown: tuple[str, ...]) -> None:
    columns = TextColumns(Names(), unknown)
    known = columns.is_known("raw")
    given = [*written(100), *unknown, "UN\u212aNOWN", " Unknown\u00a0", "\u017fO \u212a", "\u00c9", "so  k", "n/a."]
    con = duckdb.connect()
    con.execute('CREATE TABLE given AS SELECT unnest($1::VARCHAR[]) AS "raw"', [[*given, None]])
    query = exp.select("*").from_("given")
    for made, _ in columns.layers():
        query = exp.select("*", *made).from_(subquery(query, "q"))
    found = dict(con.execute(f"SELECT raw, {known} FROM ({render(query, 'duckdb')})").fetchall())
    assert found == {**{raw: fold(raw) not in unknown for raw in given}, None: False}


@pytest.mark.parametrize(
    ("how", "items", "expected"),
    [("is", ("unknown",), True), ("is", ("known",), False), ("contains", ("know",), True), ("ends with", ("a",), True),
     ("has the word", ("a",), True), ("has the word", ("know",), False), ("starts with", ("k",), False)],
)  # fmt: skip
def test_a_text_for_an_unknown_is_seen_to_be_found(how: texts.Looked, items: tuple[str, ...], expected: bool) -> None:
    assert texts.any_unknown(how, items, ("", "n/a", "unknown")) is expected
