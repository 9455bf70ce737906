"""A comparison as data, in the form of schemas/comparison.schema.json."""

from __future__ import annotations

from leadpact.json_text import Json
from leadpact.review.compare.comparing import Compared, Part
from leadpact.review.compare.result import Comparison
from leadpact.solver import Found, Impossible, Unknown, Witness

VERSION = 1


def as_json(comparison: Comparison) -> Json:
    return {
        "version": VERSION,
        "drafts": comparison.drafts,
        "sides": [
            {"name": side.name, "title": side.policy.agreement.title, "digest": side.digest, "only": list(only)}
            for side, only in zip(comparison.sides, comparison.only, strict=True)
        ],
        "same_meaning": comparison.same_meaning,
        "compared": [_compared(comparison, one) for one in comparison.found],
    }


def _compared(comparison: Comparison, one: Compared) -> Json:
    return {
        "kind": one.subject.kind,
        "label": one.subject.label,
        "names": list(one.subject.names),
        "verdict": one.verdict,
        "parts": {part: _part(comparison, one, part, found) for part, found in one.parts.items()},
    }


def _part(comparison: Comparison, one: Compared, part: Part, found: Found) -> Json:
    match found:
        case Impossible():
            return {"found": "impossible"}
        case Unknown(why):
            return {"found": "unknown", "why": why}
        case Witness():
            sides = (0, 1) if comparison.drafts else (0,)
            return {
                "found": "lead",
                "said": [list(comparison.said(one.subject, found, side)) for side in (0, 1)],
                "examples": [comparison.example(one.subject, part, found, side) for side in sides],
            }
