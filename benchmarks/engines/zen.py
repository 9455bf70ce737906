"""Fit in GoRules' ZEN (Rust), in both ways that it is offered: a decision as JSON, and a bare compiled expression.

A regular expression is compiled anew at each use, so it stands behind a search for its words as letters anywhere.
"""

from __future__ import annotations

import json
from typing import Any

import zen

from benchmarks.cases import Case
from benchmarks.engines import COMPETITORS, FIELDS, FREE_MAIL, SENIOR, Engine, known_values


def _any_in(text: str, words: tuple[str, ...]) -> str:
    return "(" + " or ".join(f'contains({text}, "{word}")' for word in words) + ")"


# One name after the other, each used by the later ones; points in 0.0001, as a review gives them.
_STEPS = {
    "words": 'title == null ? "" : lower(title)',
    "domain": 'email_domain == null ? "" : lower(email_domain)',
    "place": "lower(country)",
    "senior": f'{_any_in("words", SENIOR)} and matches(words, "(^|[^a-z0-9])({"|".join(SENIOR)})($|[^a-z0-9])")',
    "rich": "revenue != null and revenue >= 1000000000",
    "trying": "trial_started != null and now - 3456000000 < trial_started and trial_started <= now",
    "ideal": "employees != null and employees >= 50 and employees <= 5000"
    ' and (industry == "software" or industry == "fintech")'
    ' and (place == "us" or place == "ca" or (rich ? trying or senior : trying and senior))',
    "points": "(senior ? 300000 : 0)"
    f" + ({_any_in('words', ('billing', 'revenue', 'accounts', 'finance'))} ? 100000 : 0)"
    " + (ideal ? 250000 : 0)"
    " + (employees == null or employees < 50 ? 0 : employees < 500 ? 150000 : employees < 5000 ? 250000 : 50000)"
    " + (revenue == null ? 0 : revenue < 50000000 ? -100000 : revenue < 1000000000 ? 0 : 50000)"
    ' + (industry == "software" ? 200000 : industry == "fintech" ? 150000'
    ' : industry == "commerce" or industry == "media" ? 50000 : 0)'
    ' + (place in ["us", "ca", "gb", "ie"] ? 50000 : 0)'
    ' + (source == "referral" ? 50000 : 0)'
    " + (title == null ? -50000 : 0)"
    f" + (domain in {json.dumps(FREE_MAIL)} ? -100000 : 0)"
    " + (review_points == null ? 0 : review_points < -100000 ? -100000"
    " : review_points > 100000 ? 100000 : review_points)",
}
_RESULT = f"domain in {json.dumps(COMPETITORS)} ? 0 : points"
EXPRESSION = "; ".join([*(f"{name} = {step}" for name, step in _STEPS.items()), _RESULT])
DECISION = {
    "nodes": [
        {"id": "in", "name": "Lead", "type": "inputNode"},
        {
            "id": "fit",
            "name": "Fit",
            "type": "expressionNode",
            "content": {"expressions": [{"id": "points", "key": "points", "value": EXPRESSION}]},
        },
        {"id": "out", "name": "Score", "type": "outputNode"},
    ],
    "edges": [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "fit"},
        {"id": "2", "type": "edge", "sourceId": "fit", "targetId": "out"},
    ],
}


def engines(version: str) -> list[Engine]:
    # Handed over so, a decision is kept ready; one made by `create_decision` takes ten times as long each time.
    decision = zen.ZenEngine({"loader": {"type": "static", "content": {"fit": DECISION}}}).evaluate
    expression = zen.compile_expression(EXPRESSION).evaluate
    out = "folding of letters beyond ASCII"

    def decided(lead: dict[str, Any]) -> int:
        return _held(decision("fit", lead)["result"]["points"])

    def evaluated(lead: dict[str, Any]) -> int:
        return _held(expression(lead))

    return [
        Engine("ZEN decision (zen-engine)", version, _prepare, decided, out),
        Engine("ZEN bare expression (zen-engine)", version, _prepare, evaluated, out),
    ]


def _prepare(case: Case) -> dict[str, Any]:
    """All names must be there: what is unknown is null."""
    return dict.fromkeys(FIELDS) | known_values(case)


def _held(points: float) -> int:
    """Rounded half away from zero, and held within the bounds of the score."""
    return 0 if points <= 0 else 10_000 if points >= 1_000_000 else (int(points) + 50) // 100
