"""The findings as data, in the form of schemas/calibration.schema.json.

Shares are from 0 to 1 with six decimals, p too; points are exact, weeks and loads
have one decimal. Names are the policy's own.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from leadpact.json_text import Json, number
from leadpact.review.calibrate.advice_said import cost, headline
from leadpact.review.calibrate.page import notes
from leadpact.review.calibrate.page_rules import rule_said
from leadpact.review.calibrate.result import (
    Advice,
    Change,
    Result,
    RuleFound,
    Share,
    Step,
    Suspect,
    Target,
    Tenth,
    Weighed,
)
from leadpact.review.calibrate.wording import floor_said, place
from leadpact_dsl.model import Policy, Row, Table

VERSION = 1

_MILLIONTH = Decimal("0.000001")


def as_json(result: Result) -> Json:
    policy, history = result.policy, result.history
    return {
        "version": VERSION,
        "agreement": {"title": policy.agreement.title, "version": policy.agreement.version},
        "outcome": result.outcome,
        "stage": result.stage,
        "history": {
            "leads": history.leads,
            "left_out": history.closed,
            "unknown": history.unknown,
            "share": _share(history.share),
            "at_stage": history.at_stage,
            "recorded": history.recorded,
            "weeks": _exact(history.weeks),
        },
        "notes": list(notes(result)),
        "read": list(result.read),
        "thresholds": [_weighed(policy, one) for one in result.weighed],
        "tenths": {score: [_tenth(one) for one in those] for score, those in result.tenths},
        "rules": [_rule(policy, rule) for rule in result.rules],
        "suspects": [_suspect(one) for one in result.suspects],
        "fields": [field.name for field in result.looked_at],
    }


def _weighed(policy: Policy, one: Weighed) -> Json:
    room = one.room
    return {
        "score": one.floor.score,
        "said": floor_said(policy, one.floor, one.today),
        "strict": one.floor.strict,
        "today": number(one.today),
        "always": one.always,
        "never": one.out,
        "targets": [_target(target) for target in one.targets],
        "capacity": _exact(room.capacity),
        "teams": list(room.teams),
        "promised": _exact(room.promised),
        "advice": _advice(policy, one),
        "steps": [_step(step) for step in one.steps],
        "curve": [_step(step) for step in one.curve],
    }


def _advice(policy: Policy, one: Weighed) -> Json:
    advice: Advice = one.advice
    return {
        "verdict": advice.verdict,
        "said": headline(policy, one),
        "cost": cost(one),
        "proposed": _threshold(advice.proposed),
        "for_target": _threshold(advice.for_rate),
        "for_target_surely": _threshold(advice.sure),
        "for_capacity": _threshold(advice.for_capacity),
        "for_promise": _threshold(advice.for_promise),
        "change": None if advice.change is None else _change(advice.change),
    }


def _change(change: Change) -> Json:
    return {"leads": change.leads, "per_week": _exact(change.per_week), "share": _share(change.share)}


def _threshold(step: Step | None) -> Json:
    return None if step is None else number(step.threshold)


def _step(step: Step) -> Json:
    return {
        "threshold": number(step.threshold),
        "leads": step.leads,
        "per_week": _exact(step.per_week),
        "share": _share(step.share),
        "kept": _part(step.kept),
        "today": step.today,
        "proposed": step.proposed,
    }


def _target(target: Target) -> Json:
    return {
        "goal": target.goal,
        "bound": target.bound,
        "percent": number(target.rate),
        "said": list(target.said),
    }


def _tenth(one: Tenth) -> Json:
    return {
        "tenth": one.number,
        "leads": one.leads,
        "from": number(one.low),
        "to": number(one.high),
        "share": _share(one.share),
        "lift": _part(one.lift),
        "kept": _part(one.kept),
    }


def _rule(policy: Policy, rule: RuleFound) -> Json:
    return {
        "score": rule.score,
        "clause": rule.clause.id,
        "row": _place_of_row(rule),
        "place": place((rule.row or rule.clause).span),
        "said": rule_said(policy, rule.clause, rule.row),
        "points": [number(end) for end in rule.points],
        "moves": rule.sign,
        "paid": _share(rule.paid),
        "others": _share(rule.others),
        "difference": _part(rule.difference),
        "interval": None if rule.interval is None else [_part(end) for end in rule.interval],
        "p": _part(rule.p),
        "verdict": rule.verdict,
        "against": rule.against,
        "suspect": rule.suspect,
    }


def _place_of_row(rule: RuleFound) -> int | None:
    """Of a table the place of the row, from 0."""
    rows: tuple[Row, ...] = rule.clause.rows if isinstance(rule.clause, Table) else ()
    return None if rule.row is None else next(at for at, row in enumerate(rows) if row is rule.row)


def _suspect(one: Suspect) -> Json:
    return {
        "what": one.what,
        "name": one.name,
        "label": one.label,
        "column": one.column,
        "shown_by_data": one.sure,
        "reasons": list(one.reasons),
        "later_than_outcome": one.after,
        "used": [{"clause": clause.id, "place": place(clause.span)} for clause in one.used],
    }


def _share(share: Share) -> Json:
    return {
        "converted": share.converted,
        "known": share.known,
        "rate": _part(share.rate),
        "low": _part(share.low),
        "high": _part(share.high),
    }


def _part(part: float | None) -> Decimal | int | None:
    return None if part is None else number(Decimal(str(part)).quantize(_MILLIONTH, ROUND_HALF_UP))


def _exact(amount: Decimal | None) -> Decimal | int | None:
    return None if amount is None else number(amount.quantize(Decimal("0.1"), ROUND_HALF_UP))
