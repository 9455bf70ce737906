"""What was found as data, in the form of schemas/comparison.schema.json."""

from __future__ import annotations

from leadpact.case_document import case_document
from leadpact.json_text import Json
from leadpact.review.compare.values import Compared, Comparison, Region
from leadpact_dsl.model import Policy

VERSION = 1


def as_json(comparison: Comparison, policies: tuple[Policy, ...], drafts: Json) -> Json:
    """`drafts` say of each side what it is called, its commit, and the digest of its meaning."""
    return {
        "version": VERSION,
        "drafts": drafts,
        "compared": [_compared(one, policies) for one in comparison.compared],
        "only": [{"draft": one.which, "what": one.what, "names": list(one.names)} for one in comparison.only],
        "other_kinds": [{"field": one.name, "kinds": list(one.kinds)} for one in comparison.other_kinds],
        "beside": list(comparison.beside),
    }


def _compared(one: Compared, policies: tuple[Policy, ...]) -> Json:
    return {
        "kind": one.kind,
        "names": list(one.names),
        "clauses": list(one.ids),
        "verdict": one.verdict,
        "regions": [_region(region, policies) for region in one.regions],
    }


def _region(region: Region, policies: tuple[Policy, ...]) -> Json:
    shown = region.shown
    return {
        "where": region.where,
        "leads": "some" if shown is not None else "none" if region.empty else "unknown",
        "why": region.why or None,
        "lead": None
        if shown is None
        else {
            "title": shown.title,
            "says": list(shown.says),
            "clauses": [list(side) for side in shown.parted],
            "cases": [
                case_document(policy, record, log, shown.witness.as_of)
                for policy, record, log in zip(policies, shown.witness.records, shown.witness.logs, strict=True)
            ],
            "examples": list(shown.blocks),
        },
    }
