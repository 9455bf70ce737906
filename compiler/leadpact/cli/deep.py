"""`leadpact check --deep`: the questions that a solver answers, with their progress and what came of them in a line."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from leadpact.cli.extras import SOLVER, need
from leadpact.cli.options import progress
from leadpact.policies import shown
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy

SECONDS = 10.0
"""The time for one policy where nothing else is said, in the solver's own seconds."""


@dataclass(frozen=True)
class Deep:
    """All that is to be said of a policy, ordinary findings included, and what came of the questions, line by line."""

    findings: list[Diagnostic]
    account: tuple[str, ...]


def deep(place: Path, policy: Policy | None, ordinary: Sequence[Diagnostic], seconds: float) -> Deep:
    """Asks the solver about a policy. One with errors has to be mended first."""
    if not math.isfinite(seconds):
        raise click.BadParameter("a time is a number of seconds.", param_hint="--time-limit")
    need(SOLVER, "`check --deep`")
    name = shown(place)
    if policy is None:
        return Deep([*ordinary], (f"{name}: nothing was asked of the solver, as the errors have to be mended first.",))
    from leadpact.review.deep.account import account
    from leadpact.review.deep.examine import examine, questions_about
    from leadpact.review.deep.solving import Solving
    from leadpact.solver import World

    world = World.of((policy,))
    if not isinstance(world, World):
        return Deep([*ordinary, *world], (f"{name}: the solver cannot be asked, as this policy cannot be compiled.",))
    asked = questions_about(policy, ordinary)
    with progress(f"Asking about {name}", len(asked.questions)) as tick:
        found = examine(policy, asked, Solving(policy, world, seconds, time.monotonic), tick)
    return Deep([*found.left_of(ordinary), *found.findings], account(name, found))
