"""A scorer and `leadpact score`, run side by side in this process on the same bytes."""

from __future__ import annotations

import contextlib
import io
import sys
import types
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from leadpact.cli.score_case import score_case
from leadpact.digest import digest_of
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.policies import load
from leadpact.targets.python.scorer import scorer_text
from leadpact_dsl.model import Policy
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile
from tests.conftest import ROOT

ODD = """
agreement "Odd"
  timezone "America/Sao_Paulo"
  covers 2016 to 2035
lead
  company "Company": text required
  nick "Nick": text, "none" when unknown
  size "Size": whole number required
  seats "Seats": whole number, 3 when unknown
  rate "Rate": number, 0.5 when unknown
  worth "Worth": money in BRL
  wants "Wants a call": yes or no
  owns "Owns it": yes or no required
  ends "Ends": date, 2026-10-05 when unknown
  begins "Begins": date required
  made "Made": time required
  met "Met": time
  region "Region": one of AMER, EMEA "Europe", nowhere "No region", other "Elsewhere" otherwise
  tier "Tier": one of gold "Gold tier", nowhere "No tier" required
  "n/a", "None", "Nowhere", "1970-01-01", "2026-10-05T13:00:00Z", "true", "Straße" count as unknown
activity viewed_page "viewed a page"
  path "Page": text required
  seconds "Seconds": whole number, 0 when unknown
  on "On": date
activity called "was called"
score fit "Fit" from -1000 to 1000
  adds size from 0 to 100
  adds seats from 0 to 100
  adds rate from -100 to 100
  +1.5 if wants
  +10 for each viewed_page where seconds is at least 5
"""
"""Fields of every kind, required and not, with and without what stands in for them; texts of every kind for unknown."""


class Said(NamedTuple):
    code: int
    out: str
    err: str


@cache
def policy_called(name: str) -> Policy:
    """One of the folder `policies`, or `odd`."""
    policy = (
        read_policy([SourceFile("odd.sla", ODD)]).policy if name == "odd" else load(ROOT / "policies" / name).policy
    )
    assert policy is not None
    return policy


@cache
def text_of(name: str) -> str:
    policy = policy_called(name)
    plan = lower(policy, digest_of(policy), {})
    assert isinstance(plan, Plan)
    return scorer_text(plan)


@cache
def scorer_of(name: str) -> Any:
    """A policy's scorer as a module."""
    module = types.ModuleType(f"scorer_of_{name}")
    sys.modules[module.__name__] = module  # named tuples look it up
    try:
        exec(compile(text_of(name), f"{name}.py", "exec"), module.__dict__)
    finally:
        del sys.modules[module.__name__]
    return module


def by_scorer(module: Any, case: Path, *words: str) -> Said:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = module.main([*words, str(case)])
    return Said(code, out.getvalue(), err.getvalue())


def by_leadpact(policy: Policy, case: Path, explain: bool = False) -> Said:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = score_case(policy, case, None, explain, None)
    return Said(code, out.getvalue(), err.getvalue())
