"""The compiled grammar belongs to the grammar as it stands, and reads every clause as the grammar does."""

from __future__ import annotations

import pytest

from leadpact_dsl import clause_parser
from tests.conftest import ROOT

COMPILED = ROOT / "dsl" / "leadpact_dsl" / "grammar.json"

CLAUSES = (
    ("declaration", 'stage SAL "Sales accepted lead" owned by sales, probability 25%'),
    ("score_item", '+25 for each viewed_page at most 3 times a week losing 20% every 7 days where path is "/pricing"'),
    ("condition_line", "total is at least handover_score and not opted_out"),
    ("lead_item", 'industry: one of software "Software", other, other when unknown from "Industry"'),
    ("row", "500 to below 1000: 25"),
    ("response_item", '10 days after the start, return with reason no_reply because "They had their chance."'),
    ("example_item", "viewed_page 2 days ago with path \"/pricing\", seconds 30"),
)  # fmt: skip


def test_the_tables_are_those_of_the_grammar(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--bless") and not clause_parser.is_compiled():
        COMPILED.write_text(clause_parser.compile_grammar(), encoding="utf-8", newline="")
    assert clause_parser.is_compiled(), "grammar.lark was changed; `make bless` compiles it"


@pytest.mark.parametrize(("start", "text"), CLAUSES)
def test_compiled_and_plain_read_alike(start: str, text: str) -> None:
    plain = clause_parser._build()
    assert clause_parser.parse_clause(text, start) == plain.parse(text, start=start)


def test_a_file_that_no_longer_fits_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clause_parser.lark, "__version__", "0.0.1")
    assert not clause_parser.is_compiled()
