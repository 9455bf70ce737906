"""Fields of leads and activities: how they are called within a sentence, and how their values are said."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from leadpact_dsl.model import Field, Policy, Scalar
from leadpact_dsl.phrases import amounts, times
from leadpact_dsl.phrases.vocabulary import DONE_TO_A_LEAD
from leadpact_dsl.phrases.words import listed, quoted, values, within

# A yes-or-no field whose label begins so is a statement about the lead: "Has opted out".
_STATEMENT = re.compile(r"(has|is|was|can|will|does) (?!not\b)", re.IGNORECASE)
# A date or time field whose label ends so tells what happened: "Trial started".
_EVENT = re.compile(r"\b(\w{3,}ed|began|begins|ends|expires|left|met|sent|starts)$", re.IGNORECASE)
# "Brought by partner" names nobody: it is no thing that could have "the" in front.
_DONE_BY = re.compile(
    r"(\w{2,}ed|brought|found|given|known|made|met|seen|sent|told|won) (by|from|in|to|at|on|with)\b", re.I
)
_PREPOSITION = re.compile(r" (about|at|before|by|for|from|in|of|on|per|since|to|until|with)\b.*", re.IGNORECASE)
_PLURAL = re.compile(r"\b[A-Za-z]{2,}(?<!s)(?<!u)(?<!i)s$")
# Of a text that a lead has, no more than this is said.
_LONGEST = 60


def called(field: Field) -> str:
    """The field as a thing in a sentence: `the job title`, `the number of employees`; `“Created”` where that fails."""
    match field.kind:
        case "yes or no":
            return quoted(field.label)
        case "date" | "time" if _EVENT.search(field.label) or re.search(r" (at|on|since|until)$", field.label):
            return quoted(field.label)
    if _DONE_BY.match(field.label):
        return quoted(field.label)
    if re.match(r"the\b", field.label, re.IGNORECASE):
        return within(field.label)
    if _PLURAL.search(_PREPOSITION.sub("", field.label)):
        # "the employees is at least 50" is no English, and "the number of points is −5" none either.
        if re.match(r"points\b", field.label, re.IGNORECASE):
            return quoted(field.label)
        return f"the number of {within(field.label)}" if "number" in field.kind else quoted(field.label)
    return f"the {within(field.label)}"


def bare(field: Field) -> str:
    """The field without an article: `job title`, for `each job title counted once`."""
    return called(field).removeprefix("the ")


def statement(field: Field, holds: bool) -> str:
    """A yes-or-no field as a clause: `the lead has opted out`, or else `“Wants a call” is no`."""
    if found := _STATEMENT.match(field.label):
        verb, rest = found.group(1).lower(), field.label[found.end() :]
        return f"the {_owner(field)} {verb} {'' if holds else 'not '}{rest}"
    return f"{quoted(field.label)} is {'yes' if holds else 'no'}"


def happened(field: Field) -> str | None:
    """A time field that tells what happened, as a clause that a time can follow: `the trial started`. Else None."""
    if field.kind not in ("date", "time") or not _EVENT.search(field.label):
        return None
    label = within(field.label)
    if " " in label:
        return label if label.startswith("the ") else f"the {label}"
    return f"the {_owner(field)} was {label}" if label in DONE_TO_A_LEAD else None


def kind(field: Field) -> str:
    """`text`, `money in USD`, `one of Website, Event or Other (Other: any other value)`."""
    match field.kind:
        case "one of":
            said = f"one of {listed([choice.label for choice in field.choices], 'or')}"
            return f"{said} ({field.choice(field.otherwise).label}: any other value)" if field.otherwise else said
        case "money":
            return f"money in {field.currency}"
        case plain:
            return plain


def of_kind(field: Field) -> str:
    """What the field is, behind `is`: `a whole number`, `text`, `money in USD`, `one of Website or Event`."""
    return f"a {field.kind}" if field.kind in ("number", "whole number", "date", "time") else kind(field)


def value(policy: Policy, field: Field, found: Scalar) -> str:
    """A known value as people read it: the label of a choice, `yes`, `10 million USD`, `2 November 2026, 10:20 EST`."""
    match field.kind, found:
        case "one of", str():
            return field.choice(found).label
        case "yes or no", bool():
            return "yes" if found else "no"
        case "money", (Decimal() | int()) as amount:
            return amounts.money(amount, field.currency or "")
        case "date", dt.date():
            return times.day(found)
        case "time", int():
            return times.instant(found, policy.agreement.timezone)
        case "text", str():
            return values([found], "or")
        case _, (Decimal() | int()) as amount:
            return amounts.number(amount)
        case _:
            return quoted(str(found))


def of_lead(policy: Policy, field: Field, found: Scalar) -> str:
    """A value of a lead or an activity, as `value` says it; a long text, which anybody may have sent, is cut."""
    if field.kind == "text" and isinstance(found, str) and len(found) > _LONGEST:
        found = f"{found[: _LONGEST - 1]}…"
    return value(policy, field, found)


def shown(policy: Policy, field: Field, found: Scalar) -> str:
    """A known value behind a colon, where a text needs no quotes: `VP Operations`."""
    return found if field.kind == "text" and isinstance(found, str) else value(policy, field, found)


def _owner(field: Field) -> str:
    return "lead" if field.owner == "lead" else "activity"
