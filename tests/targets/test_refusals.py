"""What a target cannot say it refuses, at the policy's line; it never approximates, and nothing is written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leadpact.compiling import compile_policy
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.targets import TARGETS, Target, compiled, refusal, target_called
from leadpact_dsl import model
from leadpact_dsl.diagnostics import InternalError, warning
from leadpact_dsl.limits import MOST_ACTIVITIES
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile
from tests.targets.adapters import executables
from tests.targets.at_random.cases import Case
from tests.targets.at_random.edges import values_in
from tests.targets.at_random.policy import random_policy
from tests.targets.comparing import difference, runnable
from tests.targets.documents import as_text

TEXT = """\
agreement "A"
  timezone "UTC"

lead
  size "Size": whole number
  revenue "Revenue": money in USD

activity asked "asked"

score fit "Fit" from 0 to 100
  first of
    +10 if size is at least 100
    +5 if size is at least 10
  +20 for each asked losing 10% every 1 day
  +5 for each asked
  group "Web" losing 10% every 1 day
    +1 for each asked
  +1 if revenue is at least 5 USD
"""


def plan_of(text: str) -> Plan:
    policy = read_policy([SourceFile("fit.sla", text)]).policy
    assert policy is not None
    plan = lower(policy, "sha256:0", {})
    assert isinstance(plan, Plan)
    return plan


def toy(**settings: object) -> Target:
    return replace(Target("toy", "toy.txt", lambda plan: plan.policy.agreement.title), **settings)  # type: ignore[arg-type]


def test_what_the_table_names_is_refused_at_each_of_its_lines() -> None:
    target = toy(cannot={model.FirstOf: "it knows no alternatives", model.Fading: "nothing fades there"})
    refused = compiled(target, plan_of(TEXT))
    assert not isinstance(refused, str)
    assert [(one.span.line, one.message) for one in refused if one.span] == [
        (11, "This cannot be said in toy: it knows no alternatives."),
        (14, "This cannot be said in toy: nothing fades there."),
        (16, "This cannot be said in toy: nothing fades there."),
    ]
    assert {one.code for one in refused} == {"LP810"}


def test_a_policy_without_it_is_written() -> None:
    assert compiled(toy(cannot={model.Adds: "it has no such fields"}), plan_of(TEXT)) == "A\n"


def test_what_examples_say_is_not_refused() -> None:
    example = '\nexample "One"\n  as of 2026-11-02 10:00\n  expect fit is 0\n'
    assert compiled(toy(cannot={model.ExpectScore: "it knows no examples"}), plan_of(TEXT + example)) == "A\n"


def test_what_a_target_finds_itself_comes_through() -> None:
    finding = refusal("toy", None, "it is too large")
    assert compiled(toy(emit=lambda plan: (finding,)), plan_of(TEXT)) == (finding,)


@pytest.mark.parametrize("nothing", [(), (warning("LP810", None, "Hm."),)])
def test_neither_a_text_nor_an_error_is_our_fault(nothing: object) -> None:
    with pytest.raises(InternalError):
        compiled(toy(emit=lambda plan: nothing), plan_of(TEXT))


def test_one_refusal_keeps_everything_from_being_written() -> None:
    other = toy(name="other", file="other.txt", cannot={model.FirstOf: "it knows no alternatives"})
    policy = plan_of(TEXT).policy
    done = compile_policy(policy, [toy(), other], {})
    assert done.files == {}
    assert len(done.diagnostics) == 1
    assert compile_policy(policy, [toy()], {}).files == {"toy.txt": "A\n"}


@pytest.mark.parametrize("name", TARGETS)
def test_a_table_names_classes_of_the_model_and_what_holds_them_is_refused(name: str) -> None:
    target = target_called(name)
    policies = [random_policy(seed).policy for seed in range(4)]
    assert all(kind in vars(model).values() for kind in target.cannot)
    for policy in policies:
        held = {type(node) for node in values_in(policy)} & target.cannot.keys()
        plan = lower(policy, "sha256:0", {})
        assert isinstance(plan, Plan)
        emitted = compiled(target, plan)
        assert isinstance(emitted, str) or all(one.span is not None for one in emitted)
        assert not (held and isinstance(emitted, str))


def test_a_line_that_leads_to_no_target_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TARGETS, "toy", "leadpact.targets.refusing")
    with pytest.raises(InternalError):
        target_called("toy")


@pytest.mark.parametrize("target", executables(), ids=lambda target: target.name)
def test_more_activities_than_can_be_counted_are_refused_in_the_same_words(target: Target) -> None:
    policy = plan_of(TEXT).policy
    program = runnable(target, policy)
    assert not isinstance(program, tuple)
    log = (model.ActivityRecord("asked", 1_790_000_000_000),) * (MOST_ACTIVITIES + 1)
    case = Case(model.LeadRecord("L-1"), log, 1_790_000_000_000)
    found = program(as_text(policy, case))
    assert found == {"lead": "L-1", "refused": "The lead has 100,001 activities; at most 100,000 can be counted."}
    assert difference(policy, program, [case]) is None


def test_a_scorer_refuses_names_that_its_cases_need() -> None:
    text = """
agreement "A"
  timezone "UTC"
lead
  id "Own id": text
activity called "called"
  at "Place": text
score s from 0 to 10
  +1 if id is known
  +1 if called
"""
    reading = read_policy([SourceFile("a.sla", text)])
    assert reading.policy is not None
    plan = lower(reading.policy, "sha256:0")
    assert isinstance(plan, Plan)
    found = compiled(target_called("python"), plan)
    assert not isinstance(found, str)
    assert [(one.code, one.span and one.span.line) for one in found] == [("LP810", 5), ("LP810", 7)]
    assert all("another name" in one.help for one in found)
