"""One meaning: every executable target decides as the reference does, to the last digit and with every reason."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from leadpact.policies import load
from leadpact.targets import Target
from leadpact_dsl import model
from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from leadpact_dsl.zones import zone
from tests.conftest import ROOT
from tests.targets import found
from tests.targets.adapters import Decide, executables
from tests.targets.at_random.cases import Case, Cases
from tests.targets.at_random.edges import values_in
from tests.targets.at_random.policy import Made, random_policy, read
from tests.targets.comparing import difference, runnable
from tests.targets.documents import as_text, case_of

TARGETS = executables()
POLICIES = sorted(path for path in (ROOT / "policies").iterdir() if path.is_dir())
CORPUS = sorted((ROOT / "tests" / "corpus" / "valid").glob("*/*.sla"))
SEEDS = range(24)
"""Of random policies; `make fuzz` goes on from others."""

each_target = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)


@cache
def policy_at(path: Path) -> model.Policy:
    policy = load(path).policy
    assert policy is not None
    return policy


@cache
def made_of(seed: int) -> Made:
    return random_policy(seed)


def program_of(target: Target, policy: model.Policy) -> Decide:
    program = runnable(target, policy)
    assert not isinstance(program, tuple), [found.message for found in program]
    return program


def cases_at_random(policy: model.Policy, seed: int | str, count: int) -> list[Case]:
    """Around the as of of an example where there is one, else around a day when the clocks change."""
    there = zone(policy.agreement.timezone)
    assert there is not None
    day = there.local(policy.examples[0].as_of).date() if policy.examples else dt.date(2026, 11, 2)
    return list(Cases(policy, day, seed).some(count))


def agree(target: Target, policy: model.Policy, cases: list[Case]) -> None:
    program = program_of(target, policy)
    found = difference(policy, program, cases)
    assert found is None, f"{found.says}\n\nof the case\n{as_text(policy, found.case)}"


@each_target
@pytest.mark.parametrize("path", [*POLICIES, *CORPUS], ids=lambda path: path.stem)
def test_examples(target: Target, path: Path) -> None:
    policy = policy_at(path)
    agree(target, policy, [Case(one.lead, one.activities, one.as_of) for one in policy.examples])


@each_target
@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_real_policies_at_their_edges(target: Target, path: Path) -> None:
    policy = policy_at(path)
    agree(target, policy, cases_at_random(policy, path.stem, 25))


@each_target
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_policies_of_the_corpus_at_their_edges(target: Target, path: Path) -> None:
    policy = policy_at(path)
    agree(target, policy, cases_at_random(policy, path.stem, 4))


@each_target
@pytest.mark.parametrize("seed", SEEDS)
def test_random_policies_at_their_edges(target: Target, seed: int) -> None:
    made = made_of(seed)
    agree(target, made.policy, list(Cases(made.policy, made.day, seed).some(8)))


@each_target
@pytest.mark.parametrize("place", found.kept(), ids=lambda place: place.stem)
def test_what_was_found_before(target: Target, place: Path) -> None:
    text, case = found.load(place)
    policy = read(text)
    assert policy is not None
    agree(target, policy, [case])


# ------------------------------------------------------------------------------------------ what the suite itself holds


def test_random_policies_hold_clauses_of_every_kind() -> None:
    """A kind of node that none of them has is one that nothing here would compare."""
    kinds = {kind for kind in vars(model).values() if isinstance(kind, type) and hasattr(kind, "__dataclass_fields__")}
    untold = {"Goal", "Experiment", "Delivers", "ReachGoal", "ShareGoal", "InTimeGoal", "Section", "Capacity"}
    untold |= {"Material", "CalendarSpan", "Clause", "Named"}
    untold |= {kind.__name__ for kind in kinds if kind.__name__.startswith("Expect")}
    untold |= {"Example", "ActivityRecord", "LeadRecord"}
    seen = {type(node).__name__ for seed in SEEDS for node in values_in(made_of(seed).policy)}
    assert {kind.__name__ for kind in kinds} - seen - untold == set()


def test_random_cases_reach_every_outcome() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS[:20]:
        made = made_of(seed)
        for case in Cases(made.policy, made.day, seed).some(6):
            decision = decide(made.policy, case.lead, case.activities, case.as_of)
            seen["decided" if isinstance(decision, Decision) else "refused"] += 1
            if not isinstance(decision, Decision):
                continue
            seen.update(cycle.state for cycle in decision.cycles)
            seen["stage" if decision.stage else "disqualified" if decision.disqualified else "in recycle"] += 1
            seen.update(("routed",) if decision.route else ())
            seen.update(("by a person",) if decision.route and decision.route.person else ())
            seen.update("fallen" for cycle in decision.cycles for action in cycle.actions if action.fallen)
            seen.update("hidden" for cycle in decision.cycles if cycle.due is None and cycle.response)
            seen.update(type(line).__name__ for result in decision.scores.values() for line in result.lines)
            seen.update(
                line.kind for result in decision.scores.values() for line in result.lines if hasattr(line, "kind")
            )
    wanted = {"decided", "refused", "stage", "disqualified", "in recycle", "routed", "by a person", "fallen", "hidden"}
    wanted |= {"running", "paused", "met", "missed", "overdue", "passed on", "RuleLine", "AdjustLine", "TermLine"}
    wanted |= {"limit", "counts", "gate", "rounding", "bound", "zero"}
    assert {outcome for outcome in wanted if seen[outcome] < 3} == set()


def test_a_case_is_the_same_after_it_was_written() -> None:
    for seed in SEEDS[:5]:
        made = made_of(seed)
        for case in Cases(made.policy, made.day, seed).some(5):
            assert case_of(made.policy, as_text(made.policy, case)) == case


def test_the_same_seed_gives_the_same() -> None:
    first, second = random_policy("again"), random_policy("again")
    assert first.text == second.text
    assert list(Cases(first.policy, first.day, 1).some(3)) == list(Cases(second.policy, second.day, 1).some(3))
