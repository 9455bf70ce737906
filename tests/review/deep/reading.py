"""Policy text in, what the solver finds out: what the tests of `check --deep` share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leadpact.review.deep.examine import Examined, examine, questions_about
from leadpact.review.deep.solving import Solving
from leadpact.solver import World
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy
from leadpact_dsl.policy import Reading, read_policy
from leadpact_dsl.render import render
from leadpact_dsl.source import SourceFile

TODAY = date(2026, 11, 2)
TIME = 10.0


def world_of(policy: Policy) -> World:
    found = World.of((policy,))
    assert isinstance(found, World), found
    return found


def examined(policy: Policy, ordinary: Sequence[Diagnostic] = (), time: float = TIME) -> Examined:
    return examine(policy, questions_about(policy, ordinary), Solving(policy, world_of(policy), time))


def read(files: Sequence[SourceFile]) -> tuple[Policy, Reading]:
    """A policy that has no error, with what the ordinary check says of it."""
    reading = read_policy(files, {}, TODAY)
    assert reading.policy is not None, render(reading.diagnostics)
    return reading.policy, reading


def found_in(text: str) -> Examined:
    """What is found in a policy of one file; nothing may stay open."""
    policy, reading = read([SourceFile("policy.sla", text)])
    found = examined(policy, reading.diagnostics)
    assert not found.undecided, found.undecided
    return found


def codes(text: str) -> list[str]:
    return [one.code for one in found_in(text).findings]


def marked(text: str) -> list[tuple[str, str]]:
    """Each finding's code with the first line of what it marks."""
    return [(one.code, one.span.text.partition("\n")[0]) for one in found_in(text).findings if one.span is not None]
