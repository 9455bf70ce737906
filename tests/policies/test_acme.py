"""The sample agreement: sound, complete, every clause proved by an example, every construct of the language in use."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from leadpact.policies import load
from leadpact_dsl.build import reader
from leadpact_dsl.clause_parser import ClauseTree, Unparsed
from leadpact_dsl.coverage import coverage
from leadpact_dsl.examples import run_examples
from leadpact_dsl.formatter import format_file
from leadpact_dsl.model import Policy
from leadpact_dsl.parser import parse_file
from leadpact_dsl.source import SourceFile
from tests.conftest import RunCli
from tests.policies.grammar_use import Clause, Use, all_rules, all_words, grammar, use_of

ACME = Path(__file__).parents[2] / "policies" / "acme"
TODAY = dt.date(2026, 11, 21)
FILES = [SourceFile(path.name, path.read_text(encoding="utf-8")) for path in sorted(ACME.glob("*.sla"))]
GRAMMAR = grammar()


@pytest.fixture(scope="module")
def policy() -> Policy:
    found = load(ACME, TODAY).policy
    assert found is not None
    return found


@pytest.fixture(scope="module")
def use() -> Use:
    """What the policy's clauses use, each read as the kind of line that the parser read it as."""
    clauses: list[Clause] = []
    read = reader.parse_clause

    def noting(text: str, start: str) -> ClauseTree | Unparsed:
        clauses.append((text, start))
        return read(text, start)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "parse_clause", noting)
        for file in FILES:
            parse_file(file)
    return use_of(GRAMMAR, clauses)


def test_nothing_is_found_wrong_with_it() -> None:
    assert [(str(d.span), d.message) for d in load(ACME, TODAY).diagnostics] == []


def test_its_examples_come_out_as_they_say(policy: Policy) -> None:
    outcomes = run_examples(policy)
    assert [(one.example.title, failure.message) for one in outcomes for failure in one.failures] == []
    assert len(outcomes) > 50


def test_every_clause_is_touched_by_an_example(policy: Policy) -> None:
    found = coverage(policy, run_examples(policy))
    assert [clause.id for clause in found.missed] == []
    assert len(found.covered) > 150


def test_every_alternative_of_the_grammar_is_used(use: Use) -> None:
    assert sorted(all_rules(GRAMMAR) - use.rules) == []


def test_every_word_of_the_language_is_used(use: Use) -> None:
    assert sorted(all_words(GRAMMAR) - use.words) == []


def test_every_optional_part_is_used(use: Use) -> None:
    below_zero = {"money": [0]}  # no amount in this agreement is one of debts
    assert use.never_filled == below_zero


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_it_is_laid_out_as_the_formatter_lays_it_out(file: SourceFile) -> None:
    assert format_file(file).text == file.text
    assert max(len(line) for line in file.text.splitlines()) <= 100


def test_every_reason_is_printed_in_the_agreement(run_cli: RunCli, tmp_path: Path) -> None:
    written = [text for file in FILES for text in re.findall(r'because "((?:\\.|[^"\\])*)"', file.text)]
    assert run_cli("render", ACME, "-o", tmp_path / "agreement.md").code == 0
    printed = (tmp_path / "agreement.md").read_text(encoding="utf-8")
    assert [reason for reason in written if reason not in printed] == []
    assert len(written) > 30
