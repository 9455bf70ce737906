"""Annex: the policy's examples, each decided by its rules, with the points that lead there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import section
from leadpact.agreement.relevance import relevant_scores
from leadpact.agreement.waterfall import waterfall
from leadpact.agreement.wording import Wording
from leadpact_dsl.decision import CycleResult, Decision, Refused, ScoreResult
from leadpact_dsl.examples import ExampleOutcome, latest_cycle
from leadpact_dsl.model import (
    ActivityRecord,
    Between,
    Example,
    Expectation,
    ExpectDue,
    ExpectName,
    ExpectScore,
    Order,
    Policy,
)
from leadpact_dsl.phrases import activities, amounts, cycles, fields, outcomes, times
from leadpact_dsl.phrases.expectations import expectation
from leadpact_dsl.phrases.words import capital, listed, sentence, within


def examples(policy: Policy, outcomes_: Sequence[ExampleOutcome], say: Wording) -> doc.Section:
    worked = [_example(policy, outcome, say) for outcome in outcomes_]
    return section(say("examples_title"), [doc.paragraph(say("examples_intro"))], worked)


def _example(policy: Policy, worked: ExampleOutcome, say: Wording) -> doc.Section:
    blocks = [*_given(policy, worked.example, say)]
    match worked.outcome:
        case Refused(reason=reason):
            blocks.append(doc.paragraph(sentence(say("example_refused", reason=reason))))
        case Decision() as decision:
            blocks += [] if worked.passed else [doc.Note((doc.paragraph(say("example_failed")),))]
            blocks += [doc.paragraph(say("example_then")), _outcome(policy, worked, decision)]
            for name in relevant_scores(policy, worked.example):
                blocks += _worked_out(policy, decision.scores[name], decision.as_of, say)
    return section(worked.example.title, blocks)


def _given(policy: Policy, example: Example, say: Wording) -> list[doc.Block]:
    at = times.weekday_instant(example.as_of, policy.agreement.timezone)
    # Of the id, only a split of leads between people makes use.
    split = any(route.split for route in policy.routes.values())
    known = [say("example_lead", lead=example.lead.id)] if split else []
    known += [_fact(policy, name, example) for name in policy.lead.fields if name in example.lead.values]
    known += [_activity(policy, record) for record in sorted(example.activities, key=lambda record: record.at)]
    if not known:
        return [doc.paragraph(say("example_no_facts", at=at))]
    return [doc.paragraph(say("example_given", at=at)), doc.bullets(known)]


def _fact(policy: Policy, name: str, example: Example) -> str:
    field = policy.lead.fields[name]
    return f"{field.label}: {fields.shown(policy, field, example.lead.values[name])}"


def _activity(policy: Policy, record: ActivityRecord) -> str:
    """`1 November 2026, 15:00 EST: the lead viewed a page (path “/pricing”)`."""
    when = times.instant(record.at, policy.agreement.timezone)
    declared = policy.activities[record.activity].fields
    details = [
        f"{within(field.label)} {fields.value(policy, field, record.values[name])}"
        for name, field in declared.items()
        if name in record.values
    ]
    said = activities.did(policy, [record.activity])
    return f"{when}: {said}" + (f" ({', '.join(details)})" if details else "")


def _outcome(policy: Policy, worked: ExampleOutcome, decision: Decision) -> doc.BulletList:
    """Where the lead stands, its scores, and what the example is about, as it is found to be."""
    scores = [f"{policy.scores[name].label} {amounts.number(result.value)}" for name, result in decision.scores.items()]
    found = [doc.Paragraph((doc.Strong(doc.plain(outcomes.headline(policy, decision))),))]
    found += [doc.paragraph(listed(scores, "and"))] if scores else []
    failed = {failure.span for failure in worked.failures}
    for expected in worked.example.expectations:
        # Where the lead stands, and what its scores are, is said by the lines above.
        text = "; ".join(_met(policy, expected, decision)) if expected.span not in failed else ""
        if text:
            found.append(doc.paragraph(capital(text)))
    return doc.BulletList(tuple(doc.Item((line,)) for line in dict.fromkeys(found)))


def _met(policy: Policy, expected: Expectation, decision: Decision) -> Iterator[str]:
    match expected:
        case ExpectScore(test=Order(op="is")):
            return
        case ExpectName(what="stage" | "recycle" | "disqualify", name=str(), negated=False):
            return
        case ExpectScore(score=score, test=Order() | Between()):
            value = amounts.number(decision.scores[score].value)
            wanted = expectation(policy, expected).removeprefix(f"{policy.scores[score].label} is ")
            yield f"{policy.scores[score].label} is {value}, {wanted}"
        case ExpectDue(response=response):
            yield expectation(policy, expected)
            cycle = latest_cycle(decision, response)
            yield from _counted(policy, cycle) if cycle is not None else ()
        case _:
            yield expectation(policy, expected)


def _counted(policy: Policy, cycle: CycleResult) -> Iterator[str]:
    """The hours that led to a due instant, where business time was counted."""
    told = {fact.name: fact.text for fact in cycles.facts(policy, cycle, cycle.started_at)}
    if "Counted" in told:
        yield f"counted {told['Counted']}"
    if "Skipped" in told:
        yield f"skipped {told['Skipped']}"


def _worked_out(policy: Policy, result: ScoreResult, at: int, say: Wording) -> list[doc.Block]:
    """How a score came about; a score that nothing moved needs no table."""
    steps = waterfall(policy, result, at, say)
    if steps is None:
        return []
    return [doc.paragraph(say("example_score", label=steps.label, value=steps.total)), steps]
