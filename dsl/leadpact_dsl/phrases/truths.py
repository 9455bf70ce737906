"""What was found of one lead: conditions with their outcome. `the number of employees is 600, between 50 and 5,000`.

`truth` says it in one clause and keeps to what decided; `verdict` says everything, in levels. `at` is the instant of
the decision, at which dated values are read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import assert_never

from leadpact_dsl.decision import Truth
from leadpact_dsl.model import (
    Between,
    Combined,
    CountTest,
    DefineTest,
    Equals,
    Field,
    FieldTest,
    GradeTest,
    Happened,
    IsKnown,
    LongAgo,
    Not,
    OneOf,
    Order,
    Policy,
    Quantity,
    Recent,
    Scalar,
    ScoreTest,
    SinceField,
    SinceLatest,
    StageTest,
    TextMatch,
    TimeSpanTest,
)
from leadpact_dsl.phrases import activities, amounts, fields, times
from leadpact_dsl.phrases.conditions import SayQuantity, condition, define_test, heading, number_test, predicate
from leadpact_dsl.phrases.ranks import grade_test, level_name, level_of, stage_name, stage_test
from leadpact_dsl.phrases.words import counted

_MISSED = {
    "is": "not",
    "is more than": "not more than",
    "is at least": "less than",
    "is less than": "not less than",
    "is at most": "more than",
}


@dataclass(frozen=True)
class Verdict:
    """What was found, whether it holds, and the same of its parts."""

    text: str
    holds: bool
    items: tuple[Verdict, ...] = ()


def truth(policy: Policy, what: Truth, at: int) -> str:
    """One clause: of parts joined by `and` the ones that fail, or all when none does; of `or` the other way round."""
    match what.condition:
        case Combined():
            deciding = _not_known_only([part for part in what.parts if part.holds is what.holds])
            said = dict.fromkeys(truth(policy, part, at) for part in deciding)
            return ", and ".join(said) if said else heading(what.condition)
        case DefineTest(define=name):
            return f"{define_test(policy, name, what.holds)}: {truth(policy, what.parts[0], at)}"
        case Not(item=DefineTest(define=name)):
            return truth(policy, what.parts[0], at) if what.parts else define_test(policy, name, not what.holds)
        case _:
            return _atom(policy, what, at)


def verdict(policy: Policy, what: Truth, at: int) -> Verdict:
    """Everything, in levels: the parts of a block or a definition stand below it."""
    match what.condition:
        case Combined():
            items = _items(policy, what, at)
            held = sum(item.holds for item in items)
            return Verdict(f"{heading(what.condition)} ({held} of {len(items)} do)", what.holds, items)
        case DefineTest(define=name):
            text = define_test(policy, name, what.holds)
            return Verdict(text, what.holds, _below(policy, what.parts[0], at) if what.parts else ())
        case Not(item=DefineTest(define=name)):
            text = define_test(policy, name, not what.holds)
            below = what.parts[0].parts if what.parts else ()
            return Verdict(text, what.holds, _below(policy, below[0], at) if below else ())
        case _:
            return Verdict(_atom(policy, what, at), what.holds)


def _not_known_only(parts: list[Truth]) -> list[Truth]:
    """Without those that say only that a field is known, where another tells its value."""

    def field_of(part: Truth) -> Field | None:
        found = part.parts[0] if isinstance(part.condition, Not) and part.parts else part
        return found.condition.field if isinstance(found.condition, FieldTest) else None

    def only_known(part: Truth) -> bool:
        return part.holds and isinstance(part.condition, FieldTest) and part.condition.test == IsKnown(True)

    told = {(field.owner, field.name) for part in parts if not only_known(part) and (field := field_of(part))}
    return [
        part
        for part in parts
        if not (only_known(part) and (field := field_of(part)) and (field.owner, field.name) in told)
    ]


def _items(policy: Policy, what: Truth, at: int) -> tuple[Verdict, ...]:
    """The parts of a block. Two that say the same of one unknown are said once, where nobody counts them."""
    items = tuple(verdict(policy, part, at) for part in what.parts)
    counted_parts = isinstance(what.condition, Combined) and what.condition.kind == "at least"
    return items if counted_parts else tuple(dict.fromkeys(items))


def _below(policy: Policy, what: Truth, at: int) -> tuple[Verdict, ...]:
    """What stands below a definition: that all of its parts hold is what it means to meet it."""
    if isinstance(what.condition, Combined) and what.condition.kind == "all":
        return _items(policy, what, at)
    return (verdict(policy, what, at),)


def _atom(policy: Policy, what: Truth, at: int) -> str:
    say = _as_it_stands(at)
    match what.condition:
        case FieldTest() as test:
            return _field(policy, test, what.found, what.holds, say)
        case Not(item=FieldTest() as test):
            inner = what.parts[0]
            return _field(policy, test, inner.found, inner.holds, say)
        case ScoreTest() as test:
            label = policy.scores[test.score].label
            return f"{label} is {_found_and(policy, _number(what.found), test.test, what.holds, say)}"
        case GradeTest() as test:
            grade = policy.grades[test.grade]
            found = level_name(level_of(grade, str(what.found)))
            wanted = grade_test(policy, test).removeprefix("is ")
            if test.op in ("is", "is one of") and what.holds:
                return f"{grade.label} is {found}"
            return f"{grade.label} is {found}, {wanted if what.holds else _not(wanted)}"
        case StageTest() as test:
            wanted = stage_test(policy, test)
            if what.found is None:
                return f"the lead is at no stage now, and so {'' if what.holds else 'not '}{wanted}"
            found = stage_name(policy, str(what.found))
            also = "" if wanted == f"at {found}" else f", {wanted if what.holds else _not(wanted)}"
            return f"the lead is at {found}{also}"
        case Happened() as test:
            return _happened(policy, what, test, at, say)
        case other:
            return condition(policy, other, say)


def _field(policy: Policy, test: FieldTest, found: Scalar | None, holds: bool, say: SayQuantity) -> str:
    field = test.field
    called = fields.called(field)
    if found is None:
        return f"{called} is unknown"
    if isinstance(found, bool):
        return fields.statement(field, found)
    value = fields.of_lead(policy, field, found)
    match test.test:
        case Equals(negated=negated) | OneOf(negated=negated):
            wanted = predicate(policy, field, test.test, say).removeprefix("is ")
            if holds is not negated and not (isinstance(test.test, OneOf) and test.test.lists):
                # What is one of the values asked for needs no second naming.
                return f"{called} is {value}"
            return f"{called} is {value}, {wanted if holds else _not(wanted)}"
        case Order() | Between() as numeric:
            return f"{called} is {_found_and(policy, value, numeric, holds, say)}"
        case IsKnown():
            return f"{called} is known ({value})"
        case TextMatch() as match_:
            return f"{called} is {value}, which {_matched(policy, field, match_, holds)}"
        case TimeSpanTest() | Recent() as moment:
            wanted = predicate(policy, field, moment, say).removeprefix("is ")
            event = fields.happened(field)
            said = f"{event} on {value}" if event else f"{called} is {value}"
            return f"{said}, {wanted if holds else _not(wanted)}"
        case _:
            assert_never(test.test)


def _found_and(policy: Policy, found: str, test: Order | Between, holds: bool, say: SayQuantity) -> str:
    """`60, at least 50`; only `60` where 60 was asked for and is, or where it must not be 60 and is."""
    if isinstance(test, Order) and test.op in ("is", "is not") and holds is (test.op == "is"):
        return found
    return f"{found}, {_compared(policy, test, holds, say)}"


def _compared(policy: Policy, test: Order | Between, holds: bool, say: SayQuantity) -> str:
    """`at least 50`, `less than 50` where at least 50 was asked for, `not between 50 and 5,000`."""
    match test:
        case Order(op, amount):
            if holds:
                return number_test(policy, test, say).removeprefix("is ")
            return f"{_MISSED[op]} {say(policy, amount)}"
        case Between():
            return f"{'' if holds else 'not '}{number_test(policy, test, say).removeprefix('is ')}"


def _matched(policy: Policy, field: Field, test: TextMatch, holds: bool) -> str:
    wanted = predicate(policy, field, test)
    if holds:
        return wanted
    if wanted.startswith("has one of"):
        return wanted.replace("has one of", "has none of", 1)
    verb, _, rest = wanted.partition(" ")
    base = {"contains": "contain", "starts": "start", "ends": "end", "has": "have"}[verb]
    return f"does not {base} {rest}"


def _happened(policy: Policy, what: Truth, test: Happened, at: int, say: SayQuantity) -> str:
    """What took place, said as the clause that is true: `the lead has not attended a webinar in the last 90 days`."""
    count = what.count or 0
    if count == 0 and (test.count is None or not what.holds):
        if isinstance(test.window, SinceLatest | SinceField) and not what.holds and _never_holds(test):
            return f"{activities.never_began(policy, test.window)}, so nothing can be said since"
        window = None if isinstance(test.window, LongAgo) else test.window
        none = replace(test, absent=True, count=None, different=None, window=window)
        return activities.none_found(policy, none, lambda where: condition(policy, where, say, level=2))
    if isinstance(test.window, LongAgo) and what.latest is not None:
        last = activities.last(policy, test, lambda where: condition(policy, where, say))
        not_ = "" if what.latest < at - test.window.duration else "not "
        return f"{last} on {_at(policy, what.latest)}, {not_}{activities.window(policy, test.window)}"
    if what.holds or test.count is None:
        return condition(policy, replace(test, absent=False), say) + _found(policy, what, test)
    found = condition(policy, replace(test, absent=False, count=CountTest("exactly", count)), say)
    return f"{found.replace('exactly ', '', 1)}, {_miscounted(test.count)}"


def _never_holds(test: Happened) -> bool:
    """Whether a count of none would satisfy it, so that it can fail only where there is nothing to count from."""
    return test.absent or (test.count is not None and test.count.kind == "at most")


def _miscounted(test: CountTest) -> str:
    match test.kind:
        case "at least":
            return f"fewer than the {test.times} asked for"
        case "at most":
            return f"more than the {test.times} allowed"
        case "exactly":
            return f"not exactly {test.times}"


def _found(policy: Policy, what: Truth, test: Happened) -> str:
    """How often and when, in brackets: `(3 times, the latest on 2 November 2026, 10:20 EST)`."""
    if what.latest is None:
        return ""
    latest = _at(policy, what.latest)
    if what.count == 1:
        return f" (on {latest})"
    if test.different is not None:
        often = f"{what.count} different"
    else:
        often = f"{what.count} in all" if test.selection.own else counted(what.count or 0, "time")
    return f" ({often}, the latest on {latest})"


def _at(policy: Policy, instant: int) -> str:
    return times.instant(instant, policy.agreement.timezone)


def _number(found: Scalar | None) -> str:
    assert isinstance(found, Decimal | int)
    return amounts.number(found)


def _not(wanted: str) -> str:
    """The contrary of what was asked: `not in the last 40 days`; of `neither A nor B` it is `which is excluded`."""
    if wanted.startswith("neither "):
        return "which is excluded"
    return wanted.removeprefix("not ") if wanted.startswith("not ") else f"not {wanted}"


def _as_it_stands(at: int) -> SayQuantity:
    def say(policy: Policy, value: Quantity) -> str:
        return amounts.quantity_at(policy, value, at)

    return say
