"""Annex: the policy's examples, each decided by its rules, with the points that lead there."""

from __future__ import annotations

from collections.abc import Sequence

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import row, section
from leadpact.agreement.wording import Wording
from leadpact_dsl.decision import CycleResult, Decision, Refused, ScoreResult
from leadpact_dsl.examples import ExampleOutcome
from leadpact_dsl.model import ActivityRecord, Example, Policy
from leadpact_dsl.phrases import activities, amounts, cycles, fields, lines, outcomes, times
from leadpact_dsl.phrases.words import capital, quoted, sentence, within


def examples(policy: Policy, outcomes_: Sequence[ExampleOutcome], say: Wording) -> doc.Section:
    worked = [_example(policy, outcome, say) for outcome in outcomes_]
    return section(say("examples_title"), [doc.paragraph(say("examples_intro"))], worked)


def _example(policy: Policy, worked: ExampleOutcome, say: Wording) -> doc.Section:
    blocks = [*_given(policy, worked.example, say)]
    match worked.outcome:
        case Refused(reason=reason):
            blocks.append(doc.paragraph(sentence(say("example_refused", reason=reason))))
        case Decision() as decision:
            blocks += [*_warned(worked, say), doc.paragraph(say("example_then"))]
            blocks += _outcome(policy, decision)
            for result in decision.scores.values():
                blocks += _waterfall(policy, result, decision.as_of, say)
    return section(worked.example.title, blocks)


def _given(policy: Policy, example: Example, say: Wording) -> list[doc.Block]:
    at = times.weekday_instant(example.as_of, policy.agreement.timezone)
    known = [_fact(policy, name, example) for name in policy.lead.fields if name in example.lead.values]
    known += [_activity(policy, record) for record in sorted(example.activities, key=lambda record: record.at)]
    if not known:
        return [doc.paragraph(say("example_no_facts", at=at))]
    return [doc.paragraph(say("example_given", at=at)), doc.bullets(known)]


def _fact(policy: Policy, name: str, example: Example) -> str:
    field = policy.lead.fields[name]
    return f"{field.label}: {fields.value(policy, field, example.lead.values[name])}"


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


def _warned(worked: ExampleOutcome, say: Wording) -> list[doc.Block]:
    if worked.passed:
        return []
    return [doc.Note((doc.paragraph(say("example_failed")),))]


def _outcome(policy: Policy, decision: Decision) -> list[doc.Block]:
    found: list[tuple[str, str]] = [("", outcomes.headline(policy, decision))]
    for grade in decision.grades.values():
        found.append((policy.grades[grade.grade].label, outcomes.grade_level(policy, grade)))
    if decision.route is not None:
        found.append(("", f"Goes to {outcomes.route(policy, decision.route)}"))
    found += [("", _cycle(policy, cycle)) for cycle in decision.cycles if cycle.response is not None]
    items = [
        doc.Item((doc.Paragraph((doc.Strong(doc.plain(f"{name}: {text}" if name else text)),)),))
        for name, text in found
    ]
    return [doc.BulletList(tuple(items))]


def _cycle(policy: Policy, cycle: CycleResult) -> str:
    promise = quoted(policy.responses[cycle.response or ""].label)
    due = times.weekday_instant(cycle.due, policy.agreement.timezone) if cycle.due is not None else "not known yet"
    return f"{cycles.title(policy, cycle)} (promise {promise}, due {due})"


def _waterfall(policy: Policy, result: ScoreResult, at: int, say: Wording) -> list[doc.Block]:
    """The lines that gave or took points, and the score below them."""
    columns = (
        doc.Column(say("col_points"), numeric=True),
        doc.Column(say("col_rule")),
        doc.Column(say("col_found")),
    )
    said = [lines.line(policy, line, at) for line in result.lines]
    paid = [row(line.points, line.what, capital(line.why)) for line in said if line.paid]
    label, value = policy.scores[result.score].label, amounts.number(result.value)
    found = "" if paid else say("example_nothing_paid")
    total = row((doc.Strong(doc.plain(value)),), (doc.Strong(doc.plain(label)),), found)
    intro = doc.paragraph(say("example_score", label=label, value=value))
    return [intro, doc.Table(columns, (*paid, total), label)]
