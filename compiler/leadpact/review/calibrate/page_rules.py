"""Rules, and whether the leads that they pay convert better."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import row, section
from leadpact.review.calibrate.result import Result, RuleFound
from leadpact.review.calibrate.wording import NONE, bare, rate, rate_between, signed
from leadpact_dsl.decision import RuleLine
from leadpact_dsl.model import Adds, Clause, EachRule, EachTable, IdleRule, IfRule, Policy, Row, Table
from leadpact_dsl.phrases import amounts
from leadpact_dsl.phrases.lines import line
from leadpact_dsl.phrases.words import counted


def rules_section(result: Result) -> doc.Section:
    """Rules in groups: what works against its points first, what cannot be told last, and folded."""
    title = "Which rules tell leads apart?"
    if not result.rules:
        return section(title, [doc.paragraph("No rule moves this score.")])
    blocks: list[doc.Block] = [
        doc.paragraph(
            "A rule is held against the leads that it does not pay; a row of a table against those that the table pays "
            "less, a rule of a “first of” against those that none of them pays. That leads convert better need not be "
            "because of the rule. Chance is reckoned over all rules together: of those that are said to tell leads "
            "apart, one in twenty may do so by chance."
        )
    ]
    for group in _groups(result):
        heading = doc.plain(f"{group.title}: {counted(len(group.rules), 'rule')}")
        table = _table(result, group)
        if group.folded:
            blocks.append(doc.Details(heading, (table,)))
        else:
            blocks += [doc.Subheading(heading, 1), table]
    return section(title, blocks)


@dataclass(frozen=True)
class _Group:
    title: str
    rules: tuple[RuleFound, ...]
    folded: bool = False


def _groups(result: Result) -> list[_Group]:
    telling = [rule for rule in result.rules if rule.verdict != "no telling"]
    found = [
        _Group("Work against their points", tuple(rule for rule in telling if rule.against)),
        _Group("Point the right way", tuple(rule for rule in telling if not rule.against and rule.sign)),
        _Group("Tell leads apart, with points that go both ways", tuple(rule for rule in telling if not rule.sign)),
        _Group(
            "This history cannot tell",
            tuple(rule for rule in result.rules if rule.verdict == "no telling"),
            folded=bool(telling),
        ),
    ]
    return [group for group in found if group.rules]


def _table(result: Result, group: _Group) -> doc.Table:
    columns = (
        doc.Column("Rule"),
        doc.Column("Points", numeric=True),
        doc.Column("Leads", numeric=True),
        doc.Column("Convert (95%)", numeric=True),
        doc.Column("Others", numeric=True),
        doc.Column("Difference (95%)", numeric=True),
    )
    several = len({rule.score for rule in result.rules}) > 1
    rows = tuple(_rule(result.policy, rule, name_score=several) for rule in group.rules)
    return doc.Table(columns, rows, f"{group.title}: how the leads that each rule pays convert")


def _rule(policy: Policy, rule: RuleFound, *, name_score: bool) -> tuple[doc.Runs, ...]:
    said = rule_said(policy, rule.clause, rule.row)
    said = f"{policy.scores[rule.score].label}: {said}" if name_score else said
    difference = NONE if rule.difference is None else signed(rule.difference)
    if rule.interval is not None:
        difference += f" ({bare(rule.interval[0])} to {bare(rule.interval[1])})"
    doubt: doc.Runs = (doc.Strong(doc.plain(" (filled afterwards? see below)")),) if rule.suspect else ()
    return row(
        (doc.Plain(said), *doubt),
        _points(rule),
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


def rule_said(policy: Policy, clause: Clause, of_table: Row | None) -> str:
    """A rule in the words of the agreement; of a table one row."""
    match clause:
        case IfRule() | EachRule() | EachTable() | IdleRule() | Table() | Adds():
            return line(policy, RuleLine(clause, Decimal(0), row=of_table), 0).what
        case _:
            return clause.id
