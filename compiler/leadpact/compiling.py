"""From a sound policy to its files. Values in, values out: `leadpact compile` reads and writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from leadpact.agreement.acceptances import Acceptance
from leadpact.digest import digest_of
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.targets import Target, compiled
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy


@dataclass(frozen=True)
class Compiled:
    """The text of each file by its name; no file at all where a diagnostic is an error."""

    files: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...] = ()


def compile_policy(
    policy: Policy, targets: Iterable[Target], templates: Mapping[str, str], accepted: Sequence[Acceptance] = ()
) -> Compiled:
    """The files of these targets, or all that keeps any of them from being written.

    `accepted` are the acceptances of exactly what the policy means, which the agreement prints.
    """
    plan = lower(policy, digest_of(policy), templates, accepted)
    if not isinstance(plan, Plan):
        return Compiled({}, plan)
    files: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for target in targets:
        emitted = compiled(target, plan)
        if isinstance(emitted, str):
            files[target.file] = emitted
        else:
            problems.extend(emitted)
    return Compiled({} if any(d.is_error for d in problems) else files, tuple(problems))
