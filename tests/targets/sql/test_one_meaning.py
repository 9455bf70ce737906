"""One meaning: on every engine that can be run, the statements of a policy say what the reference decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import sqlglot
from sqlglot import exp

from leadpact.policies import load
from leadpact.targets.sql import Asked
from leadpact.targets.sql.asked import What
from leadpact.targets.sql.dialects import DIALECTS
from leadpact.targets.sql.engine_words import Dialect
from leadpact_dsl import model
from leadpact_dsl.decision import Decision
from tests.targets import found
from tests.targets.at_random.cases import Case, Cases
from tests.targets.at_random.policy import random_policy, read
from tests.targets.at_random.words import Dice
from tests.targets.sql.batches import Batch
from tests.targets.sql.conftest import ON_SPARK
from tests.targets.sql.databases import Database
from tests.targets.sql.differing import FORMS, Form, difference
from tests.targets.test_differential import CORPUS, POLICIES, cases_at_random

SEEDS = range(6)
"""Of random policies; `make fuzz` goes on from others."""
ON_POSTGRES = range(100, 103)
ON_SPARKS = range(200, 201)
FOR_SPARK: tuple[Form, ...] = ("natural", "staged frames", "events", "responses", "calendars")
CLOSE_DIALECTS: tuple[Dialect, ...] = tuple(one for one in DIALECTS if one not in ("duckdb", "spark", "postgres"))
"""Those of engines that cannot be run here."""


@cache
def policy_at(path: Path) -> model.Policy:
    policy = load(path).policy
    assert policy is not None
    return policy


@cache
def batch_of(path: Path, count: int) -> Batch:
    """The examples of a policy, and cases at its edges."""
    policy = policy_at(path)
    examples = [Case(one.lead, one.activities, one.as_of) for one in policy.examples]
    return Batch(policy, [*examples, *cases_at_random(policy, path.stem, count)])


@cache
def batch_at_random(seed: int) -> Batch:
    made = random_policy(seed)
    return Batch(made.policy, Cases(made.policy, made.day, seed).some(8))


def agree(database: Database, batch: Batch, forms: tuple[Form, ...]) -> None:
    for form in forms:
        says = difference(database, batch, form)
        assert says is None, f"{form}: {says}"


@pytest.mark.parametrize("seed", SEEDS)
def test_random_policies_on_duckdb(duckdb_database: Database, seed: int) -> None:
    agree(duckdb_database, batch_at_random(seed), FORMS)


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_real_policies_on_duckdb(duckdb_database: Database, path: Path) -> None:
    agree(duckdb_database, batch_of(path, 30), FORMS)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_policies_of_the_corpus_on_duckdb(duckdb_database: Database, path: Path) -> None:
    agree(duckdb_database, batch_of(path, 3), ("natural", "staged"))


@pytest.mark.parametrize("place", found.kept(), ids=lambda place: place.stem)
def test_what_was_found_before(duckdb_database: Database, place: Path) -> None:
    text, case = found.load(place)
    policy = read(text)
    assert policy is not None
    agree(duckdb_database, Batch(policy, [case]), FORMS)


def test_policies_on_postgres(postgres_database: Database) -> None:
    for path in POLICIES:
        agree(postgres_database, batch_of(path, 30), FORMS)
    for seed in ON_POSTGRES:
        agree(postgres_database, batch_at_random(seed), FORMS)


@ON_SPARK
def test_policies_on_spark(spark_database: Database) -> None:
    """Few: Spark takes seconds to plan a statement."""
    agree(spark_database, batch_of(POLICIES[0], 30), ("staged",))
    agree(spark_database, batch_of(POLICIES[-1], 30), ("natural parameter", "staged frames"))
    for seed in ON_SPARKS:
        agree(spark_database, batch_at_random(seed), FOR_SPARK)


# ------------------------------------------------------------------------------------------- what cannot be run here


@pytest.mark.parametrize("dialect", CLOSE_DIALECTS)
@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_other_dialects_are_read_again(path: Path, dialect: Dialect) -> None:
    """Their text is one statement, whose texts are those of the policy, and which is printed again as it is."""
    batch = batch_of(path, 0)
    for one in (Asked("natural", "parameter"), *(Asked("staged", "frames", what, False) for what in get_args(What))):
        statement = batch.statement(one)
        (parsed,) = sqlglot.parse(statement.sql(dialect), dialect=dialect)
        assert parsed is not None
        texts = {node.name for node in statement.tree.find_all(exp.Literal) if node.is_string}
        assert {node.name for node in parsed.find_all(exp.Literal) if node.is_string} >= texts
        printed = parsed.sql(dialect=dialect, comments=False)
        if one.table == "staged":
            assert sqlglot.parse_one(printed, dialect=dialect).sql(dialect=dialect, comments=False) == printed


# ----------------------------------------------------------------------------------------- what the suite itself holds


Slip = Callable[[Decision], Decision]


def _score(decision: Decision) -> Decision:
    name, result = next(iter(decision.scores.items()))
    return replace(decision, scores={**decision.scores, name: replace(result, value=result.value + Decimal("0.01"))})


def _line(decision: Decision) -> Decision:
    """Points of one line moved by a hundredth; the score as it is."""
    name, result = next((name, one) for name, one in decision.scores.items() if one.lines)
    first, *rest = result.lines
    moved = replace(first, points=first.points + Decimal("0.01"))
    return replace(decision, scores={**decision.scores, name: replace(result, lines=(moved, *rest))})


SLIPS: Mapping[str, Slip] = {
    "score": _score,
    "line": _line,
    "grade": lambda one: replace(
        one, grades={name: replace(level, level="other") for name, level in one.grades.items()}
    ),
    "stage": lambda one: replace(one, stage="other" if one.stage is None else None),
    "disqualified": lambda one: replace(one, disqualified="other"),
    "route": lambda one: replace(one, route=None if one.route else one.route),
    "as of": lambda one: replace(one, as_of=one.as_of + 1),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_one_wrong_value_of_one_case_is_noticed(duckdb_database: Database, slip: str) -> None:
    batch = Batch(policy_at(POLICIES[0]), batch_of(POLICIES[0], 30).cases)
    place = next(
        place for place, one in reversed(batch.decisions.items()) if one.route is not None and one.recycle is None
    )
    batch.__dict__["decisions"] = {**batch.decisions, place: SLIPS[slip](batch.decisions[place])}
    assert difference(duckdb_database, batch, "natural") is not None
    if slip != "as of":
        assert difference(duckdb_database, batch, "staged") is not None


def test_slips_of_a_statement_are_noticed(duckdb_database: Database) -> None:
    """A comparison or a number of the statement is changed in one place: many such statements are told from the right
    one. Not all can be: some of what they ask does not happen to these leads."""
    batch = batch_of(POLICIES[-1], 30)
    right = batch.statement(Asked("staged", "column"))
    dice = Dice("slips")
    places = [place for place, node in enumerate(right.tree.walk()) if _can_slip(node)]
    noticed = 0
    tried = dice.some(places, 24, 24)
    for place in tried:
        tree = right.tree.copy()
        _slip([*tree.walk()][place])
        wrong = replace(right, tree=tree)
        noticed += difference(duckdb_database, batch, "staged", wrong) is not None
    assert noticed >= len(tried) * 0.4, noticed


def _can_slip(node: exp.Expr) -> bool:
    """Long texts are tables of the calendar, of which a few leads touch a few digits."""
    return isinstance(node, (exp.LT, exp.GTE)) or (isinstance(node, exp.Literal) and len(node.name) < 20)


def _slip(node: exp.Expr) -> None:
    match node:
        case exp.LT():
            node.replace(exp.LTE(this=node.left.copy(), expression=node.right.copy()))
        case exp.GTE():
            node.replace(exp.GT(this=node.left.copy(), expression=node.right.copy()))
        case exp.Literal():
            node.set("this", f"{node.name}x" if node.is_string else str(int(node.name) + 1))
        case _:
            raise AssertionError(node)
