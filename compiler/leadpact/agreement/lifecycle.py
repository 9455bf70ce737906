"""The lifecycle of a lead as a graph: its stages, the programmes that nurture it meanwhile, and the way out."""

from __future__ import annotations

from itertools import pairwise

from leadpact.agreement import document as doc
from leadpact.agreement.wording import Wording
from leadpact_dsl.model import Policy, Recycle
from leadpact_dsl.phrases import amounts, moves, stages
from leadpact_dsl.phrases.conditions import in_line
from leadpact_dsl.phrases.ranks import stage_full
from leadpact_dsl.phrases.words import sentence

_CLOSED = "closed"


def lifecycle(policy: Policy, say: Wording) -> doc.Lifecycle | None:
    """None where there is nothing to draw: without stages, or with one and no way from it."""
    places = (*_stages(policy, say), *_programmes(policy), *_closed(policy, say))
    arrows = (*_onward(policy), *_returns(policy), *_out(policy, say))
    if not policy.stages or not arrows:
        return None
    frame = say("lifecycle_frame")
    return doc.Lifecycle(say("lifecycle_title"), frame, places, arrows, _told(places, arrows, frame))


def _stages(policy: Policy, say: Wording) -> list[doc.Place]:
    found = []
    for number, stage in enumerate(policy.stages.values()):
        facts = []
        if stage.owner is not None:
            facts.append(policy.teams[stage.owner].label)
        if stage.probability is not None:
            facts.append(say("lifecycle_probability", probability=amounts.percent(stage.probability)))
        found.append(doc.Place(f"stage{number}", "stage", stage_full(stage), tuple(facts)))
    return found


def _programmes(policy: Policy) -> list[doc.Place]:
    """Those that a return leads into; ids count all, so that another return changes none."""
    used = {rule.nurture for rule in policy.recycle.values()}
    return [
        doc.Place(_programme(policy, name), "nurture", programme.label, (moves.contacted(programme),))
        for name, programme in policy.nurture.items()
        if name in used
    ]


def _closed(policy: Policy, say: Wording) -> list[doc.Place]:
    grounds = tuple(rule.label for rule in policy.disqualify.values())
    return [doc.Place(_CLOSED, "closed", say("lifecycle_closed"), grounds)] if grounds else []


def _onward(policy: Policy) -> list[doc.Arrow]:
    found = []
    for number, (_, stage) in enumerate(pairwise(policy.stages.values()), 1):
        detail = sentence(in_line(stages.stage(policy, stage)))
        label = moves.onward(policy, stage)
        found.append(doc.Arrow(f"stage{number - 1}", f"stage{number}", "onward", label, detail))
    return found


def _returns(policy: Policy) -> list[doc.Arrow]:
    """Into a programme and out of it again, for each rule of return."""
    found = []
    for rule in policy.recycle.values():
        programme = _programme(policy, rule.nurture)
        detail = sentence(stages.recycle(policy, rule))
        found.append(doc.Arrow(None, programme, "return", moves.returned(policy, rule), detail))
        found.append(doc.Arrow(programme, None, "back", moves.back(rule), _sooner(policy, rule)))
    return found


def _sooner(policy: Policy, rule: Recycle) -> str:
    sooner = stages.back_sooner(policy, rule)
    return "" if sooner is None else sentence(in_line(sooner))


def _out(policy: Policy, say: Wording) -> list[doc.Arrow]:
    return [doc.Arrow(None, _CLOSED, "out", say("lifecycle_out"))] if policy.disqualify else []


def _programme(policy: Policy, name: str) -> str:
    return f"nurture{list(policy.nurture).index(name)}"


def _told(places: tuple[doc.Place, ...], arrows: tuple[doc.Arrow, ...], frame: str) -> str:
    """The drawing in sentences: every box with what stands in it, then every arrow."""
    titles = {place.id: place.title for place in places}
    boxes = [sentence(": ".join(filter(None, (place.title, ", ".join(place.facts))))) for place in places]
    ways = [
        sentence(f"{titles.get(arrow.source or '', frame)} → {titles.get(arrow.target or '', frame)}: {arrow.label}")
        for arrow in arrows
    ]
    return " ".join((*boxes, *ways))
