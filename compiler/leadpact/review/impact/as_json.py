"""The impact as data, in the form of schemas/impact.schema.json.

Names are the policies' own; shares are from 0 to 1 with six decimals; loads are whole leads by week.
"""

from __future__ import annotations

from decimal import Decimal

from leadpact.json_text import Json, number
from leadpact.review.calibrate.result import Share
from leadpact.review.impact.adding import Counts
from leadpact.review.impact.dimensions import Value
from leadpact.review.impact.page import notes
from leadpact.review.impact.result import Compared, Flow, Group, Impact, Loads, ShownLead, flows

VERSION = 1

_MILLIONTH = Decimal("0.000001")


def as_json(impact: Impact) -> Json:
    added, handover = impact.added, impact.handover
    return {
        "version": VERSION,
        "before": _version(impact.old),
        "now": _version(impact.new),
        "decided": impact.when,
        "notes": list(notes(impact)),
        "read": list(impact.account),
        "leads": {
            "compared": added.compared,
            "moved": added.moved,
            "only_before": added.only_old,
            "only_now": added.only_new,
            "neither": added.neither,
        },
        "outcome": None if impact.outcome is None else {
            "column": impact.outcome.column,
            "won_values": list(impact.outcome.won_values),
            "won": impact.outcome.won,
            "lost": impact.outcome.lost,
            "unknown": impact.outcome.unknown,
        },
        "handover": None if handover is None else {
            "stage": handover.new,
            "stage_before": handover.old,
            **_flow(handover.flow, impact),
        },
        "dimensions": [_dimension(counts, impact) for counts in added.counts],
        "load": None if impact.load is None else _load(impact.load),
        "shown": [_lead(one) for one in impact.shown],
    }  # fmt: skip


def _version(one: Compared) -> Json:
    agreement = one.policy.agreement
    return {
        "name": one.name,
        "title": agreement.title,
        "version": agreement.version,
        "digest": one.digest,
        "commit": one.commit,
    }


def _dimension(counts: Counts, impact: Impact) -> Json:
    dimension = counts.dimension
    moves = counts.moves
    size = range(len(dimension.values))
    return {
        "kind": dimension.kind,
        "name": dimension.new or None,
        "label": dimension.label,
        "values": [{**_value(value), **_flow(flow, impact)} for value, flow in flows(counts)],
        "moves": [
            {"from": dimension.values[a].name, "to": dimension.values[b].name, "leads": int(moves[a, b])}
            for a in size
            for b in size
            if a != b and moves[a, b]
        ],
    }


def _value(value: Value) -> dict[str, Json]:
    return {
        "name": value.name,
        "label": value.label,
        "in_before": value.old is not None,
        "in_now": value.new is not None,
        "outside": value.outside,
    }


def _flow(flow: Flow, impact: Impact) -> dict[str, Json]:
    known = impact.outcome is not None
    return {
        "before": flow.before,
        "now": flow.after,
        "come": _group(flow.gained, known),
        "go": _group(flow.lost, known),
        "stay": _group(flow.kept, known),
    }


def _group(group: Group, known: bool) -> Json:
    return {"leads": group.leads, **({"won": _share(group.share)} if known else {})}


def _share(share: Share) -> Json:
    def part(value: float | None) -> Decimal | int | None:
        return None if value is None else number(Decimal(str(value)).quantize(_MILLIONTH))

    return {
        "leads": share.converted,
        "of": share.known,
        "share": part(share.rate),
        "low": part(share.low),
        "high": part(share.high),
    }


def _load(load: Loads) -> Json:
    return {
        "weeks": [day.isoformat() for day in load.weeks.days],
        "teams": [
            {
                "team": team.team or None,
                "label": team.label,
                "before": list(team.before),
                "now": list(team.after),
                "capacity_before": None if team.capacity_before is None else number(team.capacity_before),
                "capacity_now": None if team.capacity_after is None else number(team.capacity_after),
            }
            for team in load.teams
        ],
        "every": load.every,
        "in_no_week": {"before": load.untimed[0], "now": load.untimed[1]},
    }


def _lead(one: ShownLead) -> Json:
    return {
        "lead": one.lead,
        "moves": [
            {
                "kind": move.dimension.kind,
                "name": move.dimension.new or None,
                "from": move.before.name,
                "to": move.after.name,
            }
            for move in one.moves
        ],
        "because": [{"clause": reason.clause, "text": reason.said} for reason in one.reasons],
    }
