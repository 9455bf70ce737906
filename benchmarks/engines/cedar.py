"""Fit in Cedar (Rust, through cedarpy): a policy for each way to get points, parsed once.

Cedar answers yes or no and which policies said so. So it finds what holds; the points of that, of a review, rounding
and bounds are added up in Python behind it. It has no folding of letters: it is given texts already folded, and a title
as its words with blanks between, neither of which is counted.
"""

from __future__ import annotations

import json
from typing import Any

import cedarpy

from benchmarks.by_hand.texts import fold, parted
from benchmarks.cases import Case
from benchmarks.engines import COMPETITORS, FREE_MAIL, SENIOR, Engine, known_values

_SENIOR = "(context has title && (" + " || ".join(f'context.title like "* {word} *"' for word in SENIOR) + "))"
_DAILY = " || ".join(f'context.title like "*{word}*"' for word in ("billing", "revenue", "accounts", "finance"))
_RICH = "(context has revenue && context.revenue >= 1000000000)"
_ON_TRIAL = (
    "(context has trial_started && context.now - 3456000000 < context.trial_started"
    " && context.trial_started <= context.now)"
)

# What holds, and what it gives in 0.0001 points; a competitor gets none at all.
_NONE_AT_ALL = -100_000_000
RULES: tuple[tuple[str, int], ...] = (
    (_SENIOR, 300_000),
    (f"context has title && ({_DAILY})", 100_000),
    (
        "context has employees && context.employees >= 50 && context.employees <= 5000 && context has industry"
        ' && ["software", "fintech"].contains(context.industry)'
        f' && (["us", "ca"].contains(context.country) || (if {_RICH} then {_ON_TRIAL} || {_SENIOR}'
        f" else {_ON_TRIAL} && {_SENIOR}))",
        250_000,
    ),
    ("context has employees && context.employees >= 50 && context.employees < 500", 150_000),
    ("context has employees && context.employees >= 500 && context.employees < 5000", 250_000),
    ("context has employees && context.employees >= 5000", 50_000),
    ("context has revenue && context.revenue < 50000000", -100_000),
    (_RICH, 50_000),
    ('context has industry && context.industry == "software"', 200_000),
    ('context has industry && context.industry == "fintech"', 150_000),
    ('context has industry && ["commerce", "media"].contains(context.industry)', 50_000),
    ('["us", "ca", "gb", "ie"].contains(context.country)', 50_000),
    ('context has source && context.source == "referral"', 50_000),
    ("!(context has title)", -50_000),
    (f"context has email_domain && {json.dumps(FREE_MAIL)}.contains(context.email_domain)", -100_000),
    (f"context has email_domain && {json.dumps(COMPETITORS)}.contains(context.email_domain)", _NONE_AT_ALL),
)
POLICIES = "\n".join(f"permit(principal, action, resource) when {{ {condition} }};" for condition, _ in RULES)


def engines(version: str) -> list[Engine]:
    policies = cedarpy.PolicySet.from_str(POLICIES)
    entities = cedarpy.Entities.from_json_str("[]")
    # Policies are called by their place in the text.
    points = {f"policy{place}": given for place, (_, given) in enumerate(RULES)}

    def fit(asked: tuple[dict[str, Any], int]) -> int:
        request, total = asked
        for policy in cedarpy.is_authorized(request, policies, entities).diagnostics.reasons:
            total += points[policy]
        return 0 if total <= 0 else 10_000 if total >= 1_000_000 else (total + 50) // 100

    return [
        Engine(
            "Cedar (cedarpy)",
            version,
            _prepare,
            fit,
            "points and their sum, the points of a review, rounding, bounds; folding and words of texts",
        )
    ]


def _prepare(case: Case) -> tuple[dict[str, Any], int]:
    """The request with its context as JSON text, which is taken faster than a dict, and the points of a review."""
    context = known_values(case)
    review = max(-100_000, min(100_000, context.pop("review_points", 0)))
    for name in ("country", "email_domain"):
        if name in context:
            context[name] = fold(context[name])
    if "title" in context:
        context["title"] = f" {parted(context['title']).decode()} "
    request = {
        "principal": {"type": "Lead", "id": case.record.id},
        "action": {"type": "Action", "id": "score"},
        "resource": {"type": "Score", "id": "fit"},
        "context": json.dumps(context),
    }
    return request, review
