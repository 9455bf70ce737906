"""Why a lead stands where it does, in sentences that hold for every lead that stands there.

A reason names the clause that decided, and its time; what was found of the one lead stands in the explanation. So a
table of a million leads is rendered from codes, a sentence for each of a few.
"""

from __future__ import annotations

from leadpact_dsl.model import Policy
from leadpact_dsl.phrases import times
from leadpact_dsl.phrases.conditions import condition
from leadpact_dsl.phrases.ranks import stage_name
from leadpact_dsl.phrases.words import quoted, sentence


def disqualified_as(policy: Policy, name: str) -> str:
    """`Disqualified as “Competitor”: the company is in “Competitors”.`"""
    rule = policy.disqualify[name]
    return sentence(f"disqualified as {quoted(rule.label)}: {condition(policy, rule.when)}")


def recycled_as(policy: Policy, name: str, until: str) -> str:
    """`Recycled as “Not now” until 2 November 2026, 10:20 EST.`; `until` is what `moment` says."""
    return sentence(f"recycled as {quoted(policy.recycle[name].label)} until {until}")


def at_stage_since(policy: Policy, name: str, recorded: str) -> str:
    """`SAL since 2 November 2026, 10:20 EST.`; `recorded` is what `moment` says."""
    return sentence(f"{stage_name(policy, name)} since {recorded}")


def at_stage(policy: Policy, name: str) -> str | None:
    """`MQL: Lead score is at least 60.`; None for a stage that every lead is at from the start."""
    when = policy.stages[name].when
    return None if when is None else sentence(f"{stage_name(policy, name)}: {condition(policy, when)}")


def moment(policy: Policy, instant: int) -> str:
    """`2 November 2026, 10:20 EST`, by the agreement's timezone."""
    return times.instant(instant, policy.agreement.timezone)
