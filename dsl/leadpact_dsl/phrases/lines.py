"""The lines of a score as it was worked out for one lead: what each rule gave, and why."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from leadpact_dsl.decision import AdjustLine, Counted, Line, RuleLine, TermLine, Truth
from leadpact_dsl.model import (
    Adds,
    DefineTest,
    EachRule,
    EachTable,
    Field,
    GradeName,
    Group,
    IdleRule,
    IfRule,
    Policy,
    Score,
    Table,
    ZeroIf,
)
from leadpact_dsl.phrases import activities, amounts, fields, rules, times
from leadpact_dsl.phrases.conditions import condition
from leadpact_dsl.phrases.ranks import level_name, level_of
from leadpact_dsl.phrases.rows import row
from leadpact_dsl.phrases.truths import truth
from leadpact_dsl.phrases.words import capital, counted, listed, quoted

# More than this many activities of one rule are not told one by one.
_TOLD = 4


@dataclass(frozen=True)
class SaidLine:
    """One line: `points` as `+30`, `what` names the rule, `why` says what was found; `paid`: it changed the sum."""

    points: str
    what: str
    why: str
    paid: bool


def line(policy: Policy, what: Line, at: int) -> SaidLine:
    """One line of a score of a decision as of `at`."""
    match what:
        case RuleLine():
            return SaidLine(amounts.signed(what.points), _rule(policy, what), _why(policy, what, at), what.paid)
        case AdjustLine():
            name, why = _adjustment(policy, what, at)
            return SaidLine(amounts.signed(what.points), name, why, what.points != 0)
        case TermLine(term=term, value=value, points=points):
            found = f"{policy.scores[term.score].label} is {amounts.number(value)}"
            return SaidLine(amounts.signed(points), capital(rules.term_said(policy, term)), found, points != 0)
        case _:
            assert_never(what)


def _rule(policy: Policy, what: RuleLine) -> str:
    clause = what.clause
    match clause:
        case IfRule() | EachRule() | EachTable() | IdleRule() | Adds():
            return rules.parts(policy, clause).when
        case Table():
            hit = f": {row(policy, clause, what.row)}" if what.row is not None else ""
            return f"By {rules.table_by(policy, clause)}{hit}"
        case _:
            assert_never(clause)


def _why(policy: Policy, what: RuleLine, at: int) -> str:
    """What was found, and what was left out, faded or limited."""
    if what.passed_over:
        return "passed over: an earlier one of its “first of” held"
    said = [_finding(policy, what, at)]
    if what.faded and not what.counted:
        said.append(f"faded by {amounts.points(abs(what.faded))}")
    if what.limited:
        said.append(f"{amounts.points(abs(what.limited))} {_limit(what)}")
    return "; ".join(filter(None, said))


def _finding(policy: Policy, what: RuleLine, at: int) -> str:
    clause = what.clause
    match clause:
        case IfRule():
            return condition_found(policy, what.truth, at) if what.truth is not None else ""
        case EachRule() | EachTable():
            return _counted(policy, what, clause)
        case IdleRule():
            periods = what.idle_periods
            if not periods:
                return (
                    f"not yet {times.duration(clause.every)} without activity" if periods == 0 else _never_began(clause)
                )
            return f"{counted(periods, 'period')} of {times.duration(clause.every)} without activity"
        case Table():
            return _table_found(policy, clause, what)
        case Adds():
            called = fields.called(clause.field)
            return f"{called} is {_found_number(what)}" if what.found is not None else f"{called} is unknown"
        case _:
            assert_never(clause)


def condition_found(policy: Policy, what: Truth, at: int) -> str:
    """What was found; of a definition, which the rule has named already, only what stands below it."""
    if isinstance(what.condition, DefineTest) and what.parts:
        return truth(policy, what.parts[0], at)
    return truth(policy, what, at)


def _never_began(clause: IdleRule) -> str:
    since = f", and {fields.called(clause.since)} is unknown" if clause.since is not None else ""
    return f"no activity to count from{since}"


def _table_found(policy: Policy, clause: Table, what: RuleLine) -> str:
    by = rules.table_by(policy, clause)
    if what.found is None:
        return f"{by} is unknown"
    return f"{by} is {_found_in_table(policy, clause, what)}"


def _found_in_table(policy: Policy, clause: Table, what: RuleLine) -> str:
    assert what.found is not None
    match clause.by:
        case Field() as field:
            return fields.of_lead(policy, field, what.found)
        case GradeName(name):
            return level_name(level_of(policy.grades[name], str(what.found)))
        case _:
            return _found_number(what)


def _found_number(what: RuleLine) -> str:
    assert isinstance(what.found, Decimal | int)
    return amounts.number(what.found)


def _counted(policy: Policy, what: RuleLine, clause: EachRule | EachTable) -> str:
    """`2 counted: 1 November 2026 (+10), 28 October 2026 (+8, faded by 2); 1 more left out`."""
    if not what.counted:
        return "none counted" if not what.skipped else f"none counted, {what.skipped:,} left out"
    several = len(clause.counting.selection.activities) > 1
    latest = sorted(what.counted, key=lambda item: item.at, reverse=True)
    told = [_one(policy, item, several) for item in latest[:_TOLD]]
    if len(latest) > _TOLD:
        rest = sum((item.points for item in latest[_TOLD:]), Decimal(0))
        told.append(f"{len(latest) - _TOLD:,} more ({amounts.signed(rest)})")
    said = f"{len(latest):,} counted: {listed(told, 'and')}" if len(latest) > 1 else told[0]
    return f"{said}; {what.skipped:,} more left out" if what.skipped else said


def _one(policy: Policy, item: Counted, several: bool) -> str:
    day = times.day(times.local_day(item.at, policy.agreement.timezone))
    name = f"{activities.verbs(policy, [item.activity])} on " if several else ""
    faded = f", faded by {amounts.number(abs(item.faded))}" if item.faded else ""
    return f"{name}{day} ({amounts.signed(item.points)}{faded})"


def _limit(what: RuleLine) -> str:
    return "outside its limits left out" if isinstance(what.clause, Adds) else "over its limit left out"


def _adjustment(policy: Policy, what: AdjustLine, at: int) -> tuple[str, str]:
    size = amounts.points(abs(what.points))
    match what.kind, what.clause:
        case "limit", Group() as group:
            return f"{quoted(group.label)} together: {rules.group_bounds(group)}", _beyond(what.points, size)
        case "counts", Group() as group:
            return _counting(group, what.points)
        case "gate", Group() as group:
            assert group.only_if is not None
            shut = what.truth is not None and not what.truth.holds
            name = f"{quoted(group.label)} {'left out: it counts' if shut else 'counts'} only if"
            found = condition_found(policy, what.truth, at) if what.truth is not None else ""
            return f"{name} {condition(policy, group.only_if)}", found
        case "rounding", _:
            return "Rounded to hundredths", ""
        case "bound", Score() as score:
            return (rules.bounds(score) or "").replace("This score is held", "Held"), _beyond(what.points, size)
        case "zero", ZeroIf() as zero:
            name = capital(f"the score is 0 if {condition(policy, zero.condition)}")
            return name, condition_found(policy, what.truth, at) if what.truth is not None else ""
        case _:
            return capital(what.kind), ""


def idle(kind: str, clause: Group | Score, *, added: bool) -> str | None:
    """What a bound or a percentage does that changes nothing: `nothing is cut off by the limit of 100`.

    `added` says that it is the lower bound that is spoken of. None for what always has a line of its own.
    """
    end = "added to reach" if added else "cut off by"
    match kind, clause:
        case "bound", Score(low=low, high=high) if low is not None and high is not None:
            return f"nothing is {end} the limit of {amounts.number(low if added else high)}"
        case "limit", Group(low=low, high=high) as group if low is not None and high is not None:
            return f"nothing is {end} the limit of {quoted(group.label)}, {rules.group_bounds(group)}"
        case "counts", Group(counts=counts) as group if counts is not None:
            return f"nothing is {'left out' if counts < 100 else 'added'} of {quoted(group.label)}"
        case "rounding", _:
            return "nothing is rounded"
        case _:
            return None


def _counting(group: Group, points: Decimal) -> tuple[str, str]:
    """What a group's percentage leaves out or adds, said so that nobody takes it for a penalty."""
    assert group.counts is not None
    share = amounts.percent(abs(group.counts - 100))
    done = "left out" if group.counts < 100 else "added"
    whole = points * 100 / (group.counts - 100)
    name = f"{share} of {quoted(group.label)} {done}: it counts {amounts.percent(group.counts)}"
    return name, f"{amounts.points(whole + points)} instead of {amounts.number(whole)}"


def _beyond(points: Decimal, size: str) -> str:
    return f"{size} over the limit" if points < 0 else f"{size} under the limit"
