"""The plan: a policy as whole numbers and tests, the same for every target, with nothing left to interpret.

A plan is made by `leadpact.lower` and read by `leadpact.targets`. Names of definitions, scores and grades refer to each
other as in the policy, without circles. Everything is about one frame: the lead's fields, its activities up to an
instant, and that instant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from leadpact.agreement.acceptances import Acceptance
from leadpact.plan.flow import Clock, Disqualify, Grade, Recycle, Route, Stage
from leadpact.plan.numbers import Input
from leadpact.plan.points import Score
from leadpact.plan.tests import Test
from leadpact_dsl.frozen import frozen
from leadpact_dsl.model import Policy

__all__ = ["DialTable", "Plan"]


@frozen
class DialTable:
    """Amounts in units of 10**-`scale`: `amounts[0]` from ever, `amounts[i]` from the instant `since[i - 1]` on."""

    scale: int
    amounts: tuple[int, ...]
    since: tuple[int, ...]


@frozen
class Plan:
    """`digest` is of the policy's meaning; `templates` are the company's own, for targets that people read.

    `accepted` are the acceptances of exactly this meaning, for the agreement.
    """

    policy: Policy
    digest: str
    templates: Mapping[str, str]
    lead: tuple[Input, ...]
    activities: Mapping[str, tuple[Input, ...]]
    dials: Mapping[str, DialTable]
    defines: Mapping[str, Test]
    scores: Mapping[str, Score]
    grades: Mapping[str, Grade]
    stages: tuple[Stage, ...]
    disqualify: tuple[Disqualify, ...]
    recycle: tuple[Recycle, ...]
    routes: tuple[Route, ...]
    clocks: tuple[Clock, ...] = field(default=())
    accepted: tuple[Acceptance, ...] = ()
