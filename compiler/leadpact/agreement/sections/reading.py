"""How the agreement is to be read: what its words mean exactly, and in which order things are worked out.

Only what this policy uses is explained. With it, a reader comes to the same decision on a lead as the scorers do.
"""

from __future__ import annotations

from collections.abc import Iterator

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import section
from leadpact.agreement.uses import Uses
from leadpact.agreement.wording import Wording
from leadpact_dsl.model import (
    Between,
    DefineTest,
    Equals,
    Field,
    FieldTest,
    Happened,
    InLast,
    LongAgo,
    Not,
    OneOf,
    Policy,
    Recent,
    SinceDay,
    SinceField,
    SinceLatest,
    StageTest,
    TextMatch,
    TimeSpanTest,
    ValuesKey,
)
from leadpact_dsl.text import words as words_of

_EXCLUDES = ("is not", "is none of")


def reading(policy: Policy, uses: Uses, say: Wording) -> doc.Section:
    """The steps to a decision, then the words."""
    steps = doc.NumberedList(tuple(doc.Item((doc.paragraph(text),)) for text in _steps(policy, say)))
    blocks: list[doc.Block] = [doc.paragraph(say("read_intro")), steps]
    if words := _words(policy, uses, say):
        blocks += [doc.paragraph(say("read_words")), doc.bullets(words)]
    return section(say("read_title"), blocks)


def _steps(policy: Policy, say: Wording) -> list[str]:
    found = [say("read_instant")]
    if policy.lead.fields:
        found.append(say("read_record"))
    if policy.defines or policy.scores or policy.grades:
        found.append(say("read_worked_out"))
    if policy.disqualify:
        found.append(say("read_disqualified"))
    if policy.recycle:
        found.append(say("read_recycled", after=bool(policy.disqualify)))
    if policy.stages:
        found.append(say("read_stage", after=bool(policy.disqualify or policy.recycle)))
    if policy.routes:
        found.append(say("read_route"))
    if policy.clocks:
        found.append(say("read_clocks"))
    return found


def _words(policy: Policy, uses: Uses, say: Wording) -> list[str]:
    return [*_of_unknown(uses, say), *_of_text(policy, uses, say), *_of_time(policy, uses, say), *_of_counts(uses, say)]


def _of_unknown(uses: Uses, say: Wording) -> list[str]:
    found = [say("read_unknown")] if uses(Field, lambda field: field.can_be_unknown) else []
    if uses(Not, lambda negated: isinstance(negated.item, DefineTest)):
        found.append(say("read_does_not_meet"))
    return found


def _of_text(policy: Policy, uses: Uses, say: Wording) -> list[str]:
    if not _compares_text(uses):
        return []
    found = [say("read_text")]
    if uses(OneOf, lambda test: bool(test.lists)):
        found.append(say("read_list"))
    for kind in ("contains", "starts with", "ends with", "has the word"):
        if uses(TextMatch, lambda test, kind=kind: test.kind == kind):  # type: ignore[misc]
            found.append(say(f"read_{kind.replace(' ', '_')}", several=_several_words(policy, uses)))
    return found


def _several_words(policy: Policy, uses: Uses) -> bool:
    """Whether something is looked for that is several words."""
    return uses(TextMatch, lambda test: any(len(words_of(text)) > 1 for text in _looked_for(policy, test)))


def _looked_for(policy: Policy, test: TextMatch) -> Iterator[str]:
    if test.kind == "has the word":
        yield from test.values
        for name in test.lists:
            yield from policy.lists[name].items


def _compares_text(uses: Uses) -> bool:
    return (
        uses(TextMatch)
        or uses(FieldTest, lambda test: test.field.kind == "text" and isinstance(test.test, Equals | OneOf))
        or uses(ValuesKey, lambda key: any(isinstance(value, str) for value in key.values))
    )


def _of_time(policy: Policy, uses: Uses, say: Wording) -> list[str]:
    found = []
    if uses(InLast) or uses(LongAgo) or uses(Recent) or policy.clocks:
        found.append(say("read_day"))
    if uses(InLast) or uses(Recent, lambda test: test.kind == "in the last"):
        found.append(say("read_in_the_last"))
    if uses(Recent, lambda test: test.kind == "in the next"):
        found.append(say("read_in_the_next"))
    if uses(LongAgo) or uses(Recent, lambda test: test.kind == "more than ago"):
        found.append(say("read_ago"))
    if uses(Happened, lambda test: isinstance(test.window, LongAgo)):
        found.append(say("read_last_ago"))
    if uses(SinceLatest):
        found.append(say("read_since_activity"))
    if uses(SinceField):
        found.append(say("read_since_field"))
    if uses(SinceDay):
        found.append(say("read_since_day"))
    if uses(Field, lambda field: field.kind == "date") or uses(SinceDay) or uses(TimeSpanTest):
        found.append(say("read_date", timezone=policy.agreement.timezone))
    if uses(TimeSpanTest):
        found.append(say("read_span"))
    return found


def _of_counts(uses: Uses, say: Wording) -> list[str]:
    found = []
    if uses(Between):
        found.append(say("read_between"))
    if uses(Happened):
        found.append(say("read_happened"))
    if uses(Happened, lambda test: test.different is not None):
        found.append(say("read_different"))
    if uses(StageTest):
        excluded = uses(StageTest, lambda test: test.op in _EXCLUDES)
        included = uses(StageTest, lambda test: test.op not in _EXCLUDES)
        ranked = uses(StageTest, lambda test: test.op not in (*_EXCLUDES, "is", "is one of"))
        found.append(say("read_no_stage", excluded=excluded, included=included, ranked=ranked))
    return found
