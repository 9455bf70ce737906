"""The suite can fail: programs with a slip in them are told from the right ones by the cases that it uses."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from decimal import Decimal

import pytest

from leadpact.digest import digest_of
from leadpact.json_text import written
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.targets import Target, compiled
from tests.conftest import ROOT
from tests.targets.adapters import ADAPTERS, Decide, executables
from tests.targets.at_random.cases import Cases
from tests.targets.at_random.policy import read
from tests.targets.comparing import difference, references, runnable, trouble
from tests.targets.mutating import mutants
from tests.targets.shrinking import shrunk

PROMISES = ROOT / "tests" / "golden" / "policies" / "promises.sla"
DECIDES = (
    r"decide|\w+_response|share|faded|touches|hours|until|reach|business_days|close|after|length|passed|is_paused|"
    r"close_of_business|merged|recorded|stretches|unpromised|cycle_with_pauses|\w+_of|first_kind|instants"
)
"""Of a scorer in Python, what computes. Reading leads and answering a command line are tested on their own."""


@pytest.mark.parametrize("target", [one for one in executables() if one.name == "python"], ids=lambda one: one.name)
def test_most_slips_are_noticed_and_each_kind_of_slip_is(target: Target) -> None:
    """Not all can be: some change nothing that a program says, and some lie where few leads come."""
    policy = read(PROMISES.read_text(encoding="utf-8"))
    assert policy is not None
    cases = list(Cases(policy, dt.date(2026, 11, 2), "mutated").some(60))
    plan = lower(policy, digest_of(policy), {})
    assert isinstance(plan, Plan)
    text = compiled(target, plan)
    assert isinstance(text, str)
    wanted = list(references(policy, cases))
    assert difference(policy, ADAPTERS[target.name](text), cases, wanted) is None
    tried: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    for mutant in mutants(text, DECIDES, "mutated", 12):
        tried[mutant.kind] += 1
        noticed[mutant.kind] += difference(policy, ADAPTERS[target.name](mutant.text), cases, wanted) is not None
    assert set(tried) == {"comparison", "number", "and, or", "plus, minus", "not"}
    assert all(noticed[kind] for kind in tried), noticed
    assert noticed.total() >= tried.total() * 0.6, noticed


def test_what_was_found_is_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that overlooks the first activity: a few lines and one activity are left of the case."""
    (target,) = (one for one in executables() if one.name == "python")
    whole = PROMISES.with_stem("first").read_text(encoding="utf-8")
    policy = read(whole)
    assert policy is not None
    cases = list(Cases(policy, dt.date(2026, 11, 2), "shrunk").some(10))
    right = ADAPTERS["python"]

    def forgetful(text: str) -> Decide:
        program = right(text)
        return lambda case: program(
            written({**(given := json.loads(case, parse_float=Decimal)), "activities": given["activities"][1:]})
        )

    monkeypatch.setitem(ADAPTERS, "python", forgetful)
    found = trouble(target, policy, cases)
    assert found is not None
    text, case = shrunk(whole, found.case, lambda policy, case: trouble(target, policy, [case]) is not None)
    assert len(text.splitlines()) < len(whole.splitlines()) / 2
    assert len(case.activities) == 1
    monkeypatch.undo()
    assert not isinstance(runnable(target, policy), tuple)
    assert trouble(target, policy, [case]) is None
