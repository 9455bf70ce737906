"""What is worked out once for several statements gives each of them what it would have found itself."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence

import duckdb
import pytest

from leadpact.digest import digest_of
from leadpact.engines.duckdb.statements import DuckDbTables
from leadpact.engines.history.sharing import Shared, shared
from leadpact.engines.reference import Case
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.targets.sql import Asked, Statement, build
from leadpact_dsl.decision import Refused
from leadpact_dsl.evaluate import decide
from leadpact_dsl.model import LeadRecord, Policy
from tests.engines.duckdb.by_hand import HandStaged, Stretch, engine
from tests.engines.history.versions import ACME, changed, sound
from tests.targets.at_random.cases import Case as LeadCase
from tests.targets.at_random.cases import Cases
from tests.targets.at_random.policy import read
from tests.targets.test_differential import made_of

ASKED = Asked(table="staged", now="column", what="decisions", lines=False)
_POINTS = re.compile(r"(?<=[+-])\d+(?= (?:if|for))|(?<=is at least )\d+$", re.MULTILINE)


def plan_of(policy: Policy) -> Plan:
    plan = lower(policy, digest_of(policy))
    assert isinstance(plan, Plan)
    return plan


def statement(policy: Policy) -> Statement:
    return build(plan_of(policy), ASKED)


def a_little_different(text: str, seed: int) -> list[Policy]:
    """Versions of a policy in which other points are given, or another number is enough."""
    dice = random.Random(seed)
    places = list(_POINTS.finditer(text))
    found = []
    for place in dice.sample(places, min(3, len(places))):
        policy = read(text[: place.start()] + str(dice.randint(1, 40)) + text[place.end() :])
        if policy is not None:
            found.append(policy)
    return found


def decided(policy: Policy, cases: Iterable[LeadCase]) -> Iterator[Case]:
    """Those that can be staged: decided by the reference, with activities that the policy declares."""
    for number, one in enumerate(cases):
        log = [activity for activity in one.activities if activity.activity in policy.activities]
        lead = LeadRecord(f"lead {number}", one.lead.values)
        if not isinstance(decide(policy, lead, log, one.as_of), Refused):
            yield Case(lead, log, one.as_of)


def rows(con: duckdb.DuckDBPyConnection, text: str) -> list[tuple[object, ...]]:
    found = DuckDbTables(con).ask(text, None)
    return sorted(zip(*(column.to_pylist() for column in found.columns), strict=True), key=repr)


def compare(policies: Sequence[Policy], cases: Sequence[Case]) -> Shared:
    """All together and each by itself."""
    statements = [statement(policy) for policy in policies]
    found = shared([one.tree for one in statements])
    with duckdb.connect() as con:
        engine(con, plan_of(policies[0]), cases, None, 10)
        HandStaged(con, len(cases)).show(Stretch(0, len(cases)))
        for name, query in found.tables:
            con.execute(f"CREATE TEMP TABLE {name} AS {query}")
        for one, text in zip(statements, found.statements, strict=True):
            assert rows(con, text) == rows(con, one.sql("duckdb"))
        assert len(rows(con, found.statements[0])) == len(cases)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_random_policies_and_versions_of_them(seed: int) -> None:
    made = made_of(seed)
    cases = list(decided(made.policy, Cases(made.policy, made.day, seed).some(12)))
    versions = a_little_different(made.text, seed)
    compare([made.policy, *versions], cases)
    compare([made.policy, made.policy], cases)


def test_a_threshold_leaves_nearly_everything_shared(tmp_path) -> None:  # type: ignore[no-untyped-def]
    old = sound(ACME)
    new = sound(changed(tmp_path / "new", ("definitions.sla", 'sales calls" is 60', 'sales calls" is 45')))
    found = shared([statement(old).tree, statement(new).tree])
    whole = len(statement(new).sql("duckdb"))
    assert len(found.tables) == 1
    assert all(len(text) < whole / 5 for text in found.statements)


def test_where_a_clause_stands_is_no_difference(tmp_path) -> None:  # type: ignore[no-untyped-def]
    old = sound(ACME)
    moved = changed(tmp_path / "new", ("scoring.sla", "score fit", "# A remark.\n\n\nscore fit"))
    found = shared([statement(old).tree, statement(sound(moved)).tree])
    assert found.statements[0] == found.statements[1]


def test_one_statement_alone_stays_as_it_is() -> None:
    one = statement(sound(ACME))
    found = shared([one.tree])
    assert found.tables == ()
    with duckdb.connect() as con:
        con.execute("SELECT 1")
        assert len(found.statements) == 1


def test_nothing_is_shared_where_the_log_is_read_otherwise(tmp_path) -> None:  # type: ignore[no-untyped-def]
    old = sound(ACME)
    new = sound(
        changed(tmp_path / "new", ("scoring.sla", "", 'score extra "Extra" from 0 to 9\n  +1 for each bounced\n'))
    )
    found = shared([statement(old).tree, statement(new).tree])
    assert sum(len(query) for _, query in found.tables) < len(statement(new).sql("duckdb"))
