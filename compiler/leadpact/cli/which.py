"""Which policy a command means: the one named, else the repository's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from leadpact.cli.options import emit_findings, fail_usage
from leadpact.policies import BadSettings, NoPolicy, files_of, load, policies_of, shown
from leadpact_dsl.model import Policy

POLICY_PATH = click.Path(exists=True, path_type=Path)


def policies_meant(path: Path | None) -> list[Path]:
    """All policies at a path, or of the repository that the present folder lies in. Ends in wrong use without any."""
    try:
        return policies_of(path)
    except (BadSettings, NoPolicy) as problem:
        fail_usage(str(problem))


def policy_meant(path: Path | None) -> Path:
    """The one policy that a command works on."""
    found = policies_meant(path)
    if len(found) > 1:
        fail_usage(f"Name one of the policies: {', '.join(shown(one) for one in found)}.")
    return found[0]


def sound_policy(path: Path | None) -> Policy:
    """The policy, ready to run. With errors in it they are printed to stderr and the command ends with exit code 1."""
    place = policy_meant(path)
    policy, diagnostics = load(place)
    if policy is None:
        emit_findings([d for d in diagnostics if d.is_error], err=True)
        raise click.exceptions.Exit(1)
    return policy


def files_meant(path: Path | None, policy: Policy) -> list[Path]:
    """The files that the policy was read from, those of its lists too: none of them may be an output."""
    return files_of(policy_meant(path), policy)


def today() -> date:
    """The day by this machine's clock: only checks of terms and reviews look at it."""
    return date.today()
