"""How points are counted: the order of every step from an activity to a score. Only what this policy uses is said."""

from __future__ import annotations

import datetime as dt

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import section
from leadpact.agreement.uses import Uses
from leadpact.agreement.wording import Wording
from leadpact_dsl.model import (
    Adds,
    Band,
    Counting,
    EachTable,
    Fading,
    FirstOf,
    Group,
    IdleRule,
    IfRule,
    Once,
    OtherwiseKey,
    Policy,
    Score,
    Table,
    Term,
)
from leadpact_dsl.phrases import times
from leadpact_dsl.phrases.words import listed

# The fixed periods of `once every N days` begin here (`evaluate/counting.py`).
_GRID = dt.date(1970, 1, 5)
_DAY = 24 * 3_600_000


def counting(policy: Policy, uses: Uses, say: Wording) -> doc.Section:
    """A list for rules that count activities, one for groups, one for the end of a score; the rest in sentences."""
    blocks: list[doc.Block] = [doc.paragraph(text) for text in _rules(uses, say)]
    if uses(Counting):
        blocks += [doc.paragraph(say("count_each")), _numbered(_each(policy, uses, say))]
        blocks += [doc.paragraph(text) for text in _periods(policy, uses, say)]
    if uses(Fading):
        blocks.append(doc.paragraph(" ".join(_fading(uses, say))))
    group = _group(uses, say)
    if len(group) > 1:
        blocks += [doc.paragraph(say("count_group")), _numbered(group)]
    blocks += [doc.paragraph(say("count_score")), _numbered(_score(uses, say))]
    return section(say("count_title"), blocks)


def _numbered(texts: list[str]) -> doc.NumberedList:
    return doc.NumberedList(tuple(doc.Item((doc.paragraph(text),)) for text in texts))


def _rules(uses: Uses, say: Wording) -> list[str]:
    found = [say("count_if")] if uses(IfRule) else []
    if uses(FirstOf):
        found.append(say("count_first_of"))
    if uses(Table) or uses(EachTable):
        text = say("count_table")
        text += " " + say("count_bands") if uses(Band) else ""
        text += " " + say("count_otherwise") if uses(OtherwiseKey) else ""
        found.append(text)
    if uses(IdleRule):
        found.append(say("count_idle", since=uses(IdleRule, lambda rule: rule.since is not None)))
    if uses(Adds):
        found.append(say("count_adds"))
    if uses(Score, lambda score: bool(score.follows)):
        found.append(say("count_follows", idle=uses(IdleRule)))
    return found


def _each(policy: Policy, uses: Uses, say: Wording) -> list[str]:
    found = [say("count_each_taken")]
    if uses(Once):
        found.append(say("count_each_once"))
    if uses(Counting, lambda counting: counting.at_most_times is not None):
        found.append(say("count_each_times"))
    faded, table = uses(Fading), uses(EachTable)
    found.append(say("count_each_paid", faded=faded, table=table))
    if uses(Counting, lambda counting: counting.at_most_points is not None):
        found.append(say("count_each_limit"))
    return found


def _periods(policy: Policy, uses: Uses, say: Wording) -> list[str]:
    found = []
    if uses(Once, lambda once: once.period not in ("ever", "fixed")):
        weeks = uses(Once, lambda once: once.period == "week")
        quarters = uses(Once, lambda once: once.period == "quarter")
        found.append(say("count_periods", timezone=policy.agreement.timezone, weeks=weeks, quarters=quarters))
    if uses(Once, lambda once: once.period == "fixed"):
        found += [_grid(policy, every, say) for every in _fixed_periods(uses)]
    return found


def _fixed_periods(uses: Uses) -> list[int]:
    """The lengths of the fixed periods in ms, each once."""
    return list(dict.fromkeys(once.every for once in uses.each(Once) if once.period == "fixed"))


def _grid(policy: Policy, every: int, say: Wording) -> str:
    """With the next days on which such periods begin, so that a reader need not count from the first."""
    days: list[str] = []
    first = policy.agreement.effective
    if first is not None and every % _DAY == 0:
        length = every // _DAY
        passed = -(-(first - _GRID).days // length)
        days = [times.day(_GRID + dt.timedelta(days=length * (passed + more))) for more in range(3)]
    return say("count_grid", length=times.duration(every), start=times.weekday(_GRID), days=listed(days, "and"))


def _fading(uses: Uses, say: Wording) -> list[str]:
    found = [say("count_fading")]
    if uses(Fading, lambda fading: fading.percent):
        found.append(say("count_fading_percent"))
    if uses(Fading, lambda fading: not fading.percent):
        found.append(say("count_fading_points"))
    if uses(IfRule, lambda rule: rule.fading is not None) or uses(Group, _fades_conditions):
        found.append(say("count_fading_if"))
    return found


def _fades_conditions(group: Group) -> bool:
    return group.fading is not None and any(isinstance(rule, IfRule | FirstOf | Group) for rule in group.rules)


def _group(uses: Uses, say: Wording) -> list[str]:
    found = [say("count_group_sum")]
    if uses(Group, lambda group: group.high is not None):
        found.append(say("count_group_limit"))
    if uses(Group, lambda group: group.counts is not None):
        found.append(say("count_group_percent"))
    if uses(Group, lambda group: group.only_if is not None):
        found.append(say("count_group_only_if"))
    return found


def _score(uses: Uses, say: Wording) -> list[str]:
    found = [say("count_score_sum", terms=uses(Term))]
    found.append(say("count_score_rounded"))
    if uses(Score, lambda score: score.high is not None):
        found.append(say("count_score_bound"))
    if uses(Score, lambda score: bool(score.zero_if)):
        found.append(say("count_score_zero"))
    return found
