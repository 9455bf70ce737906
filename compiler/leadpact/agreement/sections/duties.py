"""7 Responsibilities of each team: what it took on in words, and what the rest of the agreement asks of it."""

from __future__ import annotations

from collections.abc import Sequence

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import section
from leadpact.agreement.wording import Wording
from leadpact_dsl.model import Delivers, Policy, Team
from leadpact_dsl.phrases import clocks, goals
from leadpact_dsl.phrases.ranks import stage_name
from leadpact_dsl.phrases.words import listed, sentence


def duties(policy: Policy, say: Wording) -> doc.Section:
    parts = [part for team in policy.teams.values() if (part := _team(policy, team, say)) is not None]
    blocks = [] if parts else [doc.paragraph(say("duties_none"))]
    return section(say("duties_title"), blocks, parts)


def further_terms(own: Sequence[doc.Section], say: Wording) -> doc.Section:
    """Annex: the authors' own sections that speak of more than one team's duties."""
    return section(say("further_title"), [doc.paragraph(say("further_intro"))], own)


def _team(policy: Policy, team: Team, say: Wording) -> doc.Section | None:
    """None of a team of which nothing is said."""
    facts = []
    if team.led_by is not None:
        facts.append(say("team_led", leader=team.led_by))
    if team.works is not None:
        facts.append(
            say("team_works", calendar=policy.calendars[team.works].label, others=_works_otherwise(policy, team))
        )
    asked = [*team.duties, *_owed(policy, team, say)]
    blocks: list[doc.Block] = [doc.paragraph(" ".join(facts))] if facts else []
    blocks += [doc.bullets([sentence(text) for text in asked])] if asked else []
    return section(team.label, blocks) if blocks else None


def _works_otherwise(policy: Policy, team: Team) -> bool:
    """Whether the team answers on a clock that names a calendar of its own."""
    answered = {promise.clock for promise in policy.responses.values() if promise.answer.team == team.name}
    return any(policy.clocks[name].calendar is not None for name in answered)


def _owed(policy: Policy, team: Team, say: Wording) -> list[str]:
    """What stages, promises and goals ask of a team, each said as where it is agreed."""
    owned = [stage_name(policy, stage.name) for stage in policy.stages.values() if stage.owner == team.name]
    found = [say("owns_stages", stages=listed(owned, "and"))] if owned else []
    for promise in policy.responses.values():
        said = [clocks.response(policy, promise)] if promise.answer.team == team.name else []
        said += [clocks.tries(policy, clause) for clause in promise.tries if clause.team == team.name]
        found += [f"{promise.label}: {text}" for text in said]
    for goal in policy.goals.values():
        found += [
            goals.goal_item(policy, item)
            for item in goal.items
            if isinstance(item, Delivers) and item.team == team.name
        ]
    return found
