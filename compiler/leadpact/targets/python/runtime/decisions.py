"""What comes out: a decision, as a value and as a JSON document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from leadpact.targets.python.runtime.cycles import Cycle
from leadpact.targets.python.runtime.settings import POLICY, ZONE


class Said(NamedTuple):
    """The words of a line of a score; `what` has one text for each form that the line can take."""

    clause: str
    kind: str
    place: str
    what: tuple[str, ...]
    because: str | None


class ExplainedLine(NamedTuple):
    """What a clause did to a score: `points` in units of 10**-scale."""

    said: Said
    what: str
    points: int
    scale: int


class Explanation(NamedTuple):
    """`stages` are (name, holds, recorded at)."""

    scores: Mapping[str, tuple[ExplainedLine, ...]]
    defines: Mapping[str, bool]
    stages: tuple[tuple[str, bool, int | None], ...]
    disqualify: Mapping[str, bool]


class Recycle(NamedTuple):
    """The rule of the latest return; `touches` are the instants at which its nurture reaches out."""

    rule: str
    nurture: str
    since: int
    until: int
    in_force: bool
    touches: tuple[int, ...]


class Route(NamedTuple):
    route: str
    to: str
    person: str | None
    team: str | None


class Decision(NamedTuple):
    """What the policy says of one lead at an instant. Scores are in hundredths of a point, instants in ms."""

    lead: str
    as_of: int
    scores: Mapping[str, int]
    grades: Mapping[str, str]
    stage: str | None
    disqualified: str | None
    recycle: Recycle | None
    route: Route | None
    cycles: tuple[Cycle, ...]
    explanation: Explanation | None = None

    def document(self) -> dict[str, Any]:
        """The decision as it is written in JSON: numbers are exact, times are ISO 8601 in the agreement's timezone."""
        found: dict[str, Any] = {
            "policy": POLICY,
            "lead": self.lead,
            "as_of": ZONE.iso(self.as_of),
            "scores": {name: number(value, 2) for name, value in self.scores.items()},
            "grades": dict(self.grades),
            "stage": self.stage,
            "disqualified": self.disqualified,
            "recycle": recycle_document(self.recycle),
            "route": None if self.route is None else self.route._asdict(),
            "cycles": [cycle_document(cycle) for cycle in self.cycles],
        }
        if self.explanation is not None:
            found["explanation"] = explanation_document(self.explanation)
        return found


def recycle_document(recycle: Recycle | None) -> dict[str, Any] | None:
    if recycle is None:
        return None
    return {
        "rule": recycle.rule,
        "nurture": recycle.nurture,
        "since": ZONE.iso(recycle.since),
        "until": ZONE.iso(recycle.until),
        "in_force": recycle.in_force,
        "touches": [ZONE.iso(touch) for touch in recycle.touches],
    }


def cycle_document(cycle: Cycle) -> dict[str, Any]:
    return {
        "clock": cycle.clock,
        "started_at": ZONE.iso(cycle.started_at),
        "response": cycle.response,
        "calendar": cycle.calendar,
        "state": cycle.state,
        "due": moment(cycle.due),
        "ended_at": moment(cycle.ended_at),
        "ended_by": cycle.ended_by,
        "used_ms": cycle.used,
        "tries": [{"made": one.made, "wanted": one.wanted, "by": moment(one.by)} for one in cycle.tries],
        "actions": [
            {"kind": one.kind, "target": one.target, "at": moment(one.at), "fallen": one.fallen}
            for one in cycle.actions
        ],
    }


def explanation_document(explanation: Explanation) -> dict[str, Any]:
    return {
        "scores": {name: [line_document(line) for line in lines] for name, lines in explanation.scores.items()},
        "defines": dict(explanation.defines),
        "stages": [
            {"stage": name, "holds": holds, "recorded_at": moment(at)} for name, holds, at in explanation.stages
        ],
        "disqualify": dict(explanation.disqualify),
    }


def line_document(line: ExplainedLine) -> dict[str, Any]:
    said = line.said
    return {
        "clause": said.clause,
        "kind": said.kind,
        "place": said.place,
        "what": line.what,
        "because": said.because,
        "points": number(line.points, line.scale),
    }


def moment(at: int | None) -> str | None:
    return None if at is None else ZONE.iso(at)


def number(units: int, scale: int) -> int | float:
    """Units of 10**-scale. Below 2**53 of them each has a float of its own, which is written with just its digits."""
    one: int = 10**scale
    return units / one if units % one else units // one


def explained(lines: Iterable[tuple[Said, int, int, int]]) -> tuple[ExplainedLine, ...]:
    """The lines of a score: every rule, and every limit, share, rounding and bound that changed something."""
    return tuple(
        ExplainedLine(said, said.what[which], points, scale)
        for said, points, scale, which in lines
        if points or said.kind not in ("limit", "counts", "rounding", "bound")
    )


def share(lead: str, names: int) -> int:
    """Which of so many names a lead falls to: the first seven hex digits of its id's SHA-256, modulo their number."""
    return int(hashlib.sha256(lead.encode()).hexdigest()[:7], 16) % names


def rounded(points: int, whole: int) -> int:
    """To whole units, half away from zero."""
    return (points + whole // 2) // whole if points >= 0 else -((whole // 2 - points) // whole)


def faded(points: int, loss: int) -> int:
    """Points of either sign, less what time took of their size."""
    return max(0, points - loss) if points > 0 else -max(0, -points - loss)


def padded(words: Iterable[str]) -> str:
    """The words with a space before and behind each, so that several in a row can be looked for."""
    return f" {' '.join(filter(None, words))} "
