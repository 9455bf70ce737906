"""Rules, and whether the leads that they pay convert better."""

from __future__ import annotations

from decimal import Decimal

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import row, section
from leadpact.review.calibrate.result import Result, RuleFound
from leadpact.review.calibrate.wording import NONE, bare, p_said, rate, rate_between, signed
from leadpact_dsl.decision import RuleLine
from leadpact_dsl.model import Adds, Clause, EachRule, EachTable, IdleRule, IfRule, Policy, Row, Table
from leadpact_dsl.phrases import amounts
from leadpact_dsl.phrases.lines import line
from leadpact_dsl.phrases.words import counted, listed, sentence


def rules_section(result: Result) -> doc.Section:
    if not result.rules:
        return section("Which rules tell?", [doc.paragraph("No rule moves this score.")])
    intro = (
        f"{_counts(result)} A rule is held against the leads that it does not pay; a row of a table against those that "
        "the table pays less, a rule of a “first of” against those that none of them pays. That leads convert better "
        "need not be because of the rule. What is told from chance is told over all rules together: of what is found "
        "here, one in twenty may be chance."
    )
    columns = (
        doc.Column("Rule"),
        doc.Column("Points", numeric=True),
        doc.Column("Those it pays convert"),
        doc.Column("Leads", numeric=True),
        doc.Column("Share (95%)", numeric=True),
        doc.Column("Others", numeric=True),
        doc.Column("Difference (95%)", numeric=True),
    )
    several = len({rule.score for rule in result.rules}) > 1
    rows = tuple(_rule(result.policy, rule, name_score=several) for rule in result.rules)
    return section("Which rules tell?", [doc.paragraph(intro), doc.Table(columns, rows, "Rules and conversion")])


def _counts(result: Result) -> str:
    against = sum(rule.against for rule in result.rules)
    silent = sum(rule.verdict == "no telling" for rule in result.rules)
    right = len(result.rules) - against - silent
    said = [f"{right} of {counted(len(result.rules), 'rule')} {'points' if right == 1 else 'point'} the right way"]
    if against:
        said.append(f"{against} {'works against its' if against == 1 else 'work against their'} points")
    if silent:
        said.append(f"of {silent} this history cannot tell")
    return sentence(listed(said, "and"))


def _rule(policy: Policy, rule: RuleFound, *, name_score: bool) -> tuple[doc.Runs, ...]:
    said = rule_said(policy, rule.clause, rule.row)
    difference = NONE if rule.difference is None else signed(rule.difference)
    if rule.interval is not None:
        difference += f" ({bare(rule.interval[0])} to {bare(rule.interval[1])})"
    verdict = _verdict(rule)
    return row(
        f"{policy.scores[rule.score].label}: {said}" if name_score else said,
        _points(rule),
        (doc.Strong(doc.plain(verdict)),) if rule.against or rule.suspect else verdict,
        f"{rule.paid.known:,}",
        rate_between(rule.paid),
        rate(rule.others),
        difference,
    )


def _points(rule: RuleFound) -> str:
    if rule.row is None and not rule.paid.known:
        return NONE
    low, high = map(amounts.signed, rule.points)
    return low if low == high else f"{low} to {high}"


def _verdict(rule: RuleFound) -> str:
    if rule.p is None:
        said = "nobody to compare" if rule.paid.known else "nobody is paid"
    elif rule.verdict == "no telling":
        said = f"no telling (p {p_said(rule.p)})"
    else:
        said = rule.verdict
    if rule.against:
        said += ", though it pays" if rule.sign > 0 else ", though it costs"
    return f"{said}; see below" if rule.suspect else said


def rule_said(policy: Policy, clause: Clause, of_table: Row | None) -> str:
    """A rule in the words of the agreement; of a table one row."""
    match clause:
        case IfRule() | EachRule() | EachTable() | IdleRule() | Table() | Adds():
            return line(policy, RuleLine(clause, Decimal(0), row=of_table), 0).what
        case _:
            return clause.id
