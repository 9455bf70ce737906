"""3 Lead scoring model: every score with every rule of it, and the grades made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, TypeAlias, assert_never

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import reason, reason_cell, row, section, sentence_with, with_reason, without_empty
from leadpact.agreement.sections.counting import counting
from leadpact.agreement.shares import ENDLESS, shares
from leadpact.agreement.uses import Uses
from leadpact.agreement.wording import Wording
from leadpact_dsl.checks.bounds import Reach, reachable
from leadpact_dsl.model import (
    Adds,
    EachRule,
    EachTable,
    FirstOf,
    Grade,
    Group,
    IdleRule,
    IfRule,
    Policy,
    Rule,
    Score,
    Table,
)
from leadpact_dsl.phrases import amounts, rows, rules
from leadpact_dsl.phrases.ranks import level_name
from leadpact_dsl.phrases.words import capital, sentence
from leadpact_dsl.zones import zone

Lines: TypeAlias = IfRule | EachRule | IdleRule | Adds


def scoring(policy: Policy, uses: Uses, say: Wording) -> doc.Section:
    if not policy.scores:
        return section(say("scoring_title"), [doc.paragraph(say("scoring_none"))], _grades(policy, say))
    parts = [counting(policy, uses, say), *(_score(policy, score, say) for score in policy.scores.values())]
    return section(say("scoring_title"), [doc.paragraph(say("scoring_intro"))], [*parts, *_grades(policy, say)])


def _score(policy: Policy, score: Score, say: Wording) -> doc.Section:
    intro = [rules.terms(policy, score)] if score.terms else []
    intro += [bounds] if (bounds := rules.bounds(score)) else []
    intro += [rules.follows(policy, score)] if score.follows and not score.follows_because else []
    intro += _most_said(policy, score, say)
    text = " ".join(sentence(part) for part in intro)
    blocks: list[doc.Block] = [with_reason(text, score.because)] if text else [*reason(score.because)]
    if score.follows and score.follows_because:
        blocks.append(sentence_with(rules.follows(policy, score), score.follows_because))
    blocks += [sentence_with(rules.zero_if(policy, zero), zero.because) for zero in score.zero_if]
    blocks += _rules(policy, score.label, score.rules, 1, say)
    blocks += _shared(policy, score, say)
    return section(say("score_title", label=score.label), blocks)


def _shared(policy: Policy, score: Score, say: Wording) -> list[doc.Block]:
    """Where the points of a score come from, below its rules."""
    bars = shares(policy, score, say)
    if bars is None:
        return []
    reach, total = reachable(policy, score.name), Reach(policy, _effective(policy)).total(score)
    base, beyond = (reach.high, total.high) if reach.high > 0 else (reach.low, total.low)
    groups = any(bar.depth for bar in bars.bars)
    if abs(base) <= ENDLESS:
        text = say("shares_intro", reach=amounts.points(base), groups=groups)
    else:
        text = say("shares_endless", groups=groups)
    if abs(beyond) > abs(base):
        text += " " + say("shares_beyond", limit=amounts.number(base))
    return [doc.Subheading(doc.plain(bars.label), 1), doc.paragraph(text), bars]


def _most_said(policy: Policy, score: Score, say: Wording) -> list[str]:
    """What all rules together can give, where that is no endless sum and not the score's own limit."""
    if not score.rules:
        return []
    most = Reach(policy, _effective(policy)).total(score).high
    if most <= 0 or most > ENDLESS or most == score.high:
        return []
    beyond = score.high is not None and most > score.high
    return [say("score_beyond" if beyond else "score_reach", points=amounts.points(most))]


def _effective(policy: Policy) -> int:
    """The instant at which dated amounts are read."""
    home = zone(policy.agreement.timezone)
    day = policy.agreement.effective
    return home.start_of_day(day) if home is not None and day is not None else 0


def _rules(policy: Policy, of: str, what: tuple[Rule, ...], depth: int, say: Wording) -> Iterator[doc.Block]:
    """The rules in their author's order, so that text and policy can be read side by side. `of` is what has them.

    Neighbours of a line each stand in one table. What follows a group gets a heading, or it would seem to be its part.
    """
    behind_group = False
    for kind, part in groupby(what, _kind):
        if kind == "group":
            for group in part:
                assert isinstance(group, Group)
                yield from _group(policy, group, depth, say)
            behind_group = True
            continue
        if behind_group:
            yield doc.Subheading(doc.plain(say("group_behind", label=of)), depth)
            behind_group = False
        yield from _plain(policy, list(part), say)


def _kind(rule: Rule) -> Literal["line", "with rows", "group"]:
    match rule:
        case IfRule() | EachRule() | IdleRule() | Adds():
            return "line"
        case Table() | EachTable() | FirstOf():
            return "with rows"
        case Group():
            return "group"
        case _:
            assert_never(rule)


def _group(policy: Policy, group: Group, depth: int, say: Wording) -> Iterator[doc.Block]:
    yield doc.Subheading(doc.plain(say("group_title", label=group.label)), depth)
    if text := rules.group(policy, group):
        yield sentence_with(text, group.because)
    else:
        yield from reason(group.because)
    yield from _rules(policy, group.label, group.rules, depth + 1, say)


def _plain(policy: Policy, what: Sequence[Rule], say: Wording) -> Iterator[doc.Block]:
    """Rules of a line each in one table; or those with rows of their own, one by one."""
    lines: list[Lines] = []
    for rule in what:
        match rule:
            case IfRule() | EachRule() | IdleRule() | Adds():
                lines.append(rule)
            case Table() | EachTable() | FirstOf():
                yield from _with_rows(policy, rule, say)
            case Group():
                yield from ()
            case _:
                assert_never(rule)
    if lines:
        yield _line_table(policy, lines, say)


def _with_rows(policy: Policy, rule: Table | EachTable | FirstOf, say: Wording) -> Iterator[doc.Block]:
    yield sentence_with(f"{rules.rule(policy, rule)}:", rule.because)
    match rule:
        case Table() | EachTable():
            yield _row_table(policy, rule, say)
        case FirstOf():
            yield _line_table(policy, rule.rules, say)


def _line_table(policy: Policy, lines: Sequence[Lines], say: Wording) -> doc.Table:
    columns = (
        doc.Column(say("col_points"), numeric=True),
        doc.Column(say("col_rule")),
        doc.Column(say("col_limits")),
        doc.Column(say("col_why")),
    )
    return without_empty(doc.Table(columns, tuple(_line(policy, rule) for rule in lines), say("scoring_title")))


def _line(policy: Policy, rule: Lines) -> tuple[doc.Runs, ...]:
    parts = rules.parts(policy, rule)
    return row(parts.points, parts.when, capital("; ".join(parts.limits)), reason_cell(rule.because))


def _row_table(policy: Policy, table: Table | EachTable, say: Wording) -> doc.Table:
    by = capital(rules.table_by(policy, table).removeprefix("the "))
    columns = (doc.Column(by), doc.Column(say("col_points"), numeric=True), doc.Column(say("col_why")))
    found = [
        row(
            capital(rows.row(policy, table, item)),
            amounts.signed(item.points),
            reason_cell(item.because),
        )
        for item in table.rows
    ]
    return without_empty(doc.Table(columns, tuple(found), by))


def _grades(policy: Policy, say: Wording) -> list[doc.Section]:
    if not policy.grades:
        return []
    blocks: list[doc.Block] = [doc.paragraph(say("grades_intro"))]
    for grade in policy.grades.values():
        if grade.score is not None:
            intro = say("grade_by_score", label=grade.label, score=policy.scores[grade.score].label)
        else:
            intro = say("grade_by_conditions", label=grade.label)
        blocks += [with_reason(intro, grade.because), _grade_table(policy, grade, say)]
    return [section(say("grades_title"), blocks)]


def _grade_table(policy: Policy, grade: Grade, say: Wording) -> doc.Table:
    columns = (doc.Column(say("col_level")), doc.Column(say("col_rule")), doc.Column(say("col_why")))
    found = [
        row(level_name(level), rows.level(policy, grade, level), reason_cell(level.because)) for level in grade.levels
    ]
    return without_empty(doc.Table(columns, tuple(found), grade.label))
