"""5 Lead nurturing: which leads come back from sales, for how long, and what they get meanwhile."""

from __future__ import annotations

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import said as outlined
from leadpact.agreement.pieces import section, sentence_with
from leadpact.agreement.prose import link
from leadpact.agreement.wording import Wording
from leadpact_dsl.model import Nurture, Policy, Recycle
from leadpact_dsl.phrases import stages


def nurturing(policy: Policy, say: Wording) -> doc.Section:
    if not policy.recycle and not policy.nurture:
        return section(say("nurturing_title"), [doc.paragraph(say("nurturing_none"))])
    parts = []
    if policy.recycle:
        blocks: list[doc.Block] = [_recycle(policy, rule) for rule in policy.recycle.values()]
        intro = [say("recycle_intro")] if len(blocks) > 1 else []
        intro.append(say("recycle_force"))
        intro += [say("recycle_sooner")] if any(rule.back_if for rule in policy.recycle.values()) else []
        parts.append(section(say("recycle_title"), [doc.paragraph(" ".join(intro)), *blocks]))
    if policy.nurture:
        months = any(programme.unit in ("months", "quarters", "years") for programme in policy.nurture.values())
        days = doc.paragraph(say("nurture_days", timezone=policy.agreement.timezone, months=months))
        programmes = [_nurture(programme, say) for programme in policy.nurture.values()]
        parts.append(section(say("nurture_title"), [days, *programmes]))
    return section(say("nurturing_title"), [], parts)


def _recycle(policy: Policy, rule: Recycle) -> doc.Definition:
    back = stages.back_sooner(policy, rule)
    blocks = [sentence_with(stages.recycle(policy, rule), rule.because), *(outlined(back) if back else ())]
    return doc.Definition(doc.plain(rule.label), tuple(blocks))


def _nurture(programme: Nurture, say: Wording) -> doc.Definition:
    blocks: list[doc.Block] = [sentence_with(stages.nurture(programme), programme.because)]
    if programme.materials:
        found = []
        for material in programme.materials:
            label = doc.plain(material.label)
            found.append(doc.Item((doc.Paragraph(link(label, material.address) if material.address else label),)))
        blocks += [doc.paragraph(say("materials")), doc.BulletList(tuple(found))]
    return doc.Definition(doc.plain(programme.label), tuple(blocks))
