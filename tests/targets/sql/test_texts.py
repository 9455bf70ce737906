"""Texts in SQL compare as in the reference, whatever stands in the data."""

from __future__ import annotations

import random

import duckdb
import pytest
from sqlglot import exp

from leadpact.plan.numbers import Input
from leadpact.plan.tests import TextMatches
from leadpact.targets.sql import texts
from leadpact.targets.sql.dialects import render
from leadpact.targets.sql.steps import subquery
from leadpact.targets.sql.terms import column, named
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
    alphabet.learn([fold(wanted)])
    test = TextMatches(Input("lead", "title", "text"), kind, (fold(wanted),))
    for raw, found in answers(texts.matches(test, column("folded")), alphabet):
        assert found is matches(kind, raw, wanted), (raw, wanted)


@pytest.mark.parametrize("wanted", [one for one in WANTED if words(one)])
def test_words_are_found_where_the_reference_finds_them(wanted: str) -> None:
    item = " ".join(words(wanted))
    alphabet = texts.Alphabet(())
    alphabet.learn([item])
    for raw, found in answers(texts.has_words(texts.as_words(column("folded")), [item]), alphabet):
        assert found is matches("has the word", raw, wanted), (raw, wanted)


def test_a_whole_alphabet_folds_as_the_reference() -> None:
    alphabet = texts.Alphabet(["n/a"])
    for raw, found in answers(texts.folded_wholly(column("folded")), alphabet):
        assert found == fold(raw)


def test_words_for_an_unknown_are_unknown_and_take_the_default() -> None:
    alphabet = texts.Alphabet([fold("N/A")])
    alphabet.learn(["vp", "so"])
    con = duckdb.connect()
    given = ["N/A", " n/a\u00a0", "", " ", "VP", "ſo"]
    con.execute('CREATE TABLE given AS SELECT unnest($1::VARCHAR[]) AS "raw"', [given])
    folded = exp.select(named(alphabet.fold(column("raw")), "folded")).from_("given")
    query = exp.select(named(alphabet.known(column("folded"), "None given"), "found")).from_(subquery(folded, "f"))
    found = [row[0] for row in con.execute(render(query, "duckdb")).fetchall()]
    assert found == ["none given", "none given", "none given", "none given", "vp", "so"]
