"""2 Definitions: how to read them, stages, disqualification, terms, agreed amounts, fields, activities and lists."""

from __future__ import annotations

from dataclasses import replace

from leadpact.agreement import document as doc
from leadpact.agreement.lifecycle import lifecycle
from leadpact.agreement.pieces import reason_cell, row, said, section, with_reason, without_empty
from leadpact.agreement.sections.reading import reading
from leadpact.agreement.uses import Uses
from leadpact.agreement.wording import Wording
from leadpact_dsl.model import Disqualify, Field, ItemList, Policy, Stage
from leadpact_dsl.phrases import amounts, fields, stages
from leadpact_dsl.phrases.conditions import outline
from leadpact_dsl.phrases.ranks import stage_full
from leadpact_dsl.phrases.words import capital, counted, listed, quoted, sentence, within

# A longer list is cut here: no reader goes through it by eye, and it has a file where all of it stands.
_LISTED = 250


def definitions(policy: Policy, uses: Uses, say: Wording) -> doc.Section:
    parts = [
        reading(policy, uses, say),
        _lifecycle(policy, say) if policy.stages else None,
        _disqualified(policy, say) if policy.disqualify else None,
        _terms(policy, say) if policy.defines else None,
        _dials(policy, say) if policy.values else None,
        _fields(policy, say) if policy.lead.fields else None,
        _activities(policy, say) if policy.activities else None,
        _lists(policy, say) if policy.lists else None,
    ]
    return section(say("definitions_title"), [], [part for part in parts if part is not None])


def _lifecycle(policy: Policy, say: Wording) -> doc.Section:
    drawn = lifecycle(policy, say)
    blocks: list[doc.Block] = [doc.paragraph(say("lifecycle_intro")), *([drawn] if drawn is not None else [])]
    blocks += [_stage(policy, stage) for stage in policy.stages.values()]
    if policy.recycle:
        blocks.append(
            doc.paragraph(
                say("lifecycle_recycled", recorded=any(stage.recorded_by for stage in policy.stages.values()))
            )
        )
    return section(say("lifecycle_title"), blocks)


def _stage(policy: Policy, stage: Stage) -> doc.Definition:
    facts = stages.stage_facts(policy, stage)
    what = stages.stage(policy, stage)
    return doc.Definition(
        doc.plain(stage_full(stage)),
        said(replace(what, text=f"{sentence(facts)} {what.text}") if facts else what, stage.because),
    )


def _disqualified(policy: Policy, say: Wording) -> doc.Section:
    rules = [_disqualify(policy, rule) for rule in policy.disqualify.values()]
    return section(say("disqualified_title"), [doc.paragraph(say("disqualified_intro")), *rules])


def _disqualify(policy: Policy, rule: Disqualify) -> doc.Definition:
    return doc.Definition(doc.plain(rule.label), said(stages.disqualify(policy, rule), rule.because))


def _terms(policy: Policy, say: Wording) -> doc.Section:
    blocks: list[doc.Block] = [doc.paragraph(say("terms_intro"))]
    for define in policy.defines.values():
        blocks.append(doc.Definition(doc.plain(define.label), said(outline(policy, define.when), define.because)))
    return section(say("terms_title"), blocks)


def _dials(policy: Policy, say: Wording) -> doc.Section:
    columns = (doc.Column(say("col_name")), doc.Column(say("col_amount")), doc.Column(say("col_why")))
    found = [row(dial.label, amounts.dial_amounts(dial), reason_cell(dial.because)) for dial in policy.values.values()]
    table = without_empty(doc.Table(columns, tuple(found), say("dials_title")))
    return section(say("dials_title"), [doc.paragraph(say("dials_intro")), table])


def _fields(policy: Policy, say: Wording) -> doc.Section:
    intro = [say("fields_required")] if any(field.required for field in policy.lead.fields.values()) else []
    intro.append(say("fields_as_recorded"))
    if policy.lead.unknown_texts:
        texts = listed([quoted(text) for text in policy.lead.unknown_texts], "and")
        intro.append(say("fields_placeholders", texts=texts))
    columns = (doc.Column(say("col_name")), doc.Column(say("col_kind")), doc.Column(say("col_unknown")))
    found = [
        row(field.label, capital(fields.kind(field)), _unknown(policy, field, say))
        for field in policy.lead.fields.values()
    ]
    blocks: list[doc.Block] = [doc.paragraph(" ".join(intro)), doc.Table(columns, tuple(found), say("fields_title"))]
    if policy.lead.same_when:
        labels = [[within(policy.lead.fields[name].label) for name in same] for same in policy.lead.same_when]
        blocks.append(doc.paragraph(say("duplicates", fields=[listed(same, "and") for same in labels])))
    return section(say("fields_title"), blocks)


def _unknown(policy: Policy, field: Field, say: Wording) -> str:
    if field.required:
        return say("required")
    if field.when_unknown is not None:
        return say("taken_as", value=fields.value(policy, field, field.when_unknown))
    return say("stays_unknown")


def _activities(policy: Policy, say: Wording) -> doc.Section:
    columns = (doc.Column(say("col_name")), doc.Column(say("col_who")), doc.Column(say("col_with")))
    found = []
    for activity in policy.activities.values():
        who = policy.teams[activity.by].label if activity.by is not None else say("the_lead_itself")
        details = "; ".join(_detail(policy, field, say) for field in activity.fields.values())
        found.append(row(capital(activity.label), capital(who), details))
    table = without_empty(doc.Table(columns, tuple(found), say("activities_title")))
    return section(say("activities_title"), [doc.paragraph(say("activities_intro")), table])


def _detail(policy: Policy, field: Field, say: Wording) -> str:
    """`event (one of Dinner or Trade fair; required)`."""
    unknown = "" if field.can_be_unknown else within(_unknown(policy, field, say))
    return f"{within(field.label)} ({'; '.join(filter(None, (fields.kind(field), unknown)))})"


def _lists(policy: Policy, say: Wording) -> doc.Section:
    return section(say("lists_title"), [_list(what, say) for what in policy.lists.values()])


def _list(what: ItemList, say: Wording) -> doc.Definition:
    shown = [quoted(item) if "," in item else item for item in what.items[:_LISTED]]
    if len(what.items) > _LISTED:
        shown.append(say("list_more", count=f"{len(what.items) - _LISTED:,}"))
    count = counted(len(what.items), "entry", "entries")
    if what.file is None:
        text = say("list_inline", count=count, items=", ".join(shown))
    else:
        text = say("list_from_file", count=count, items=", ".join(shown), file=what.file, column=what.column or "")
    return doc.Definition(doc.plain(what.label), (with_reason(text, what.because),))
