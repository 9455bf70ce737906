"""6 Goals: what the teams set out to reach, what they try out, and what they can take in."""

from __future__ import annotations

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import items, reason, said, section, sentence_with
from leadpact.agreement.wording import Wording
from leadpact_dsl.model import Experiment, Goal, Policy
from leadpact_dsl.phrases import goals as phrases


def goals(policy: Policy, say: Wording) -> doc.Section:
    blocks: list[doc.Block] = [_goal(policy, goal) for goal in policy.goals.values()]
    parts = []
    if policy.experiments:
        tried = [_experiment(policy, experiment) for experiment in policy.experiments.values()]
        parts.append(section(say("experiments_title"), tried))
    if capacity := _capacity(policy):
        parts.append(section(say("capacity_title"), [doc.paragraph(say("capacity_intro")), capacity]))
    return section(say("goals_title"), blocks or [doc.paragraph(say("goals_none"))], parts)


def _goal(policy: Policy, goal: Goal) -> doc.Definition:
    lines = [sentence_with(phrases.goal_item(policy, item), item.because) for item in goal.items]
    only = phrases.goal_for(policy, goal)
    blocks = [
        *(said(only) if only is not None else ()),
        *(lines if len(lines) == 1 else [items([line] for line in lines)]),
    ]
    return doc.Definition(doc.plain(goal.label), (*blocks, *reason(goal.because)))


def _experiment(policy: Policy, experiment: Experiment) -> doc.Definition:
    blocks = said(phrases.experiment(policy, experiment))
    expected = sentence_with(phrases.expectation(policy, experiment), experiment.because)
    return doc.Definition(doc.plain(experiment.label), (*blocks, expected))


def _capacity(policy: Policy) -> doc.BulletList | None:
    found = [
        f"{team.label}: {phrases.capacity(policy, team.capacity)}"
        for team in policy.teams.values()
        if team.capacity is not None
    ]
    return doc.bullets(found) if found else None
