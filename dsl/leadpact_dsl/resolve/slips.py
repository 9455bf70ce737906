"""Conditions that parse and yet are no conditions of this language: what was meant, with text to paste."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Diagnostic, Fix, error
from leadpact_dsl.source import Span

_NOTHING: Final = frozenset({"blank", "empty", "missing", "nil", "none", "nothing", "null", "undefined", "unknown"})
_SOMETHING: Final = frozenset({"filled", "known", "present", "set", "something"})
_YES: Final = frozenset({"yes", "true", "y", "on"})
_NO: Final = frozenset({"no", "false", "n", "off"})
_MORE: Final = frozenset({"above", "greater", "higher", "larger", "more", "over", "up"})
_LESS: Final = frozenset({"below", "fewer", "less", "lower", "smaller", "under"})


def emptiness(node: ast.Compare) -> Diagnostic | None:
    """`title is empty`, `title is not null`."""
    if node.op not in ("is", "is not"):
        return None
    match node.value:
        case ast.Word(name=name) if name.casefold() in _NOTHING | _SOMETHING:
            known = (name.casefold() in _SOMETHING) == (node.op == "is")
        case _:
            return None
    says = "is known" if known else "is unknown"
    text = f"{node.subject.name} {says}"
    return error(
        "LP133",
        node.span,
        f"Whether a field holds anything is written `{says}`.",
        fix=Fix(node.span, text, f"write `{text}`"),
    )


def yes_or_no(node: ast.Compare, field: model.Field) -> Diagnostic:
    """`opted_out is true`."""
    name = node.value.name.casefold() if isinstance(node.value, ast.Word) else ""
    if name not in _YES | _NO:
        return error(
            "LP206",
            node.span,
            f"“{field.label}” holds yes or no, and is tested by its name alone.",
            help=f"Write `{field.name}` or `not {field.name}`.",
        )
    plain = (name in _YES) == (node.op == "is")
    return error(
        "LP206",
        node.span,
        f"“{field.label}” holds yes or no, and is tested by its name alone.",
        fix=Fix(node.span, field.name if plain else f"not {field.name}", "its name alone"),
    )


def or_more(node: ast.Chain) -> Diagnostic | None:
    """`employees is 1000 or more`."""
    match node.items:
        case (ast.Compare(op="is", subject=subject, value=value), ast.Bare(negated=False, name=word)) if (
            node.kind == "or" and word.name in _MORE | _LESS
        ):
            says = "is at least" if word.name in _MORE else "is at most"
            text = f"{subject.name} {says} {value.span.text}"
            return error(
                "LP133",
                node.span,
                f"In a condition this is written `{says}`.",
                fix=Fix(node.span, text, f"write `{text}`"),
            )
        case _:
            return None


def several_values(node: ast.Chain, names: Mapping[str, Sequence[str]]) -> Diagnostic | None:
    """`industry is software or fintech`; `names` holds the values that have names, by the name of what holds them."""
    first, rest = node.items[0], node.items[1:]
    if not isinstance(first, ast.Compare) or first.op != "is" or not isinstance(first.value, ast.Word):
        return None
    known = names.get(first.subject.name, ())
    if node.kind != "or" or not all(
        isinstance(item, ast.Bare) and not item.negated and item.name.name in known for item in rest
    ):
        return None
    values = [first.value.name, *(item.name.name for item in rest if isinstance(item, ast.Bare))]
    text = f"{first.subject.name} is one of {', '.join(values)}"
    return error(
        "LP133", node.span, "Several values are written `is one of`.", fix=Fix(node.span, text, f"write `{text}`")
    )


def field_in_a_window(
    node: ast.Happened, fields: Mapping[str, model.Field], activities: Collection[str]
) -> Diagnostic | None:
    """`created_at in the last 30 days`: said of a date or a time as if it were an activity."""
    match node:
        case ast.Happened(
            activities=(word,), absent=False, count=None, different=None, where=None, own=False,
            window=ast.InTheLast() | ast.LongAgo(),
        ) if word.name in fields and word.name not in activities:  # fmt: skip
            pass
        case _:
            return None
    field = fields[word.name]
    if field.kind not in ("date", "time"):
        return None
    behind = Span(word.span.file, word.span.end, word.span.end, word.span.exact)
    return error(
        "LP133",
        node.span,
        f"“{field.label}” holds a {field.kind}, and its test starts with `is`.",
        fix=Fix(behind, " is", "with `is`"),
    )


def business_days(duration: ast.Duration) -> Diagnostic | None:
    """`answers within 2 business days`."""
    if not duration.business or duration.unit != "days":
        return None
    file, end = duration.span.file, duration.span.end
    start = file.text.rfind("within", 0, duration.span.start)
    later = {0: "the same day", 1: "the next day"}.get(duration.count, f"{duration.count} days later")
    text = f"by close of business {later}"
    return error(
        "LP219",
        duration.span,
        "Business time is counted in minutes and hours, business days by their close.",
        fix=Fix(Span(file, start, end), text, f"write `{text}`") if start >= 0 else None,
    )
