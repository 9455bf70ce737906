"""What two drafts say otherwise and no single lead shows: promises and their hours, returns, goals, duties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leadpact.digest import meaning_of_part
from leadpact_dsl.model import Policy


def beside(first: Policy, second: Policy) -> tuple[str, ...]:
    """The parts that are not compared lead by lead and differ, in words, as agreements order them."""
    return tuple(said for said, part in _parts(first).items() if part != _parts(second)[said])


def _parts(policy: Policy) -> dict[str, str]:
    return {
        "response times": meaning_of_part([_by_name(policy.clocks), list(policy.responses.values())]),
        "calendars": meaning_of_part(_by_name(policy.calendars)),
        "what becomes of returned leads": meaning_of_part([list(policy.recycle.values()), _by_name(policy.nurture)]),
        "goals": meaning_of_part([_by_name(policy.goals), _by_name(policy.experiments)]),
        "teams and their duties": meaning_of_part(_by_name(policy.teams)),
    }


def _by_name(named: Mapping[str, Any]) -> list[Any]:
    return [named[name] for name in sorted(named)]
