"""More on one line than a line can hold."""

from __future__ import annotations

import re

from leadpact_dsl.clause_parser import STARTS, Unparsed, parses
from leadpact_dsl.mending.finding import Change, Finding, shortened


def mixed_words(problem: Unparsed) -> Finding | None:
    """`and` and `or` on one line."""
    other = {"and": "or", "or": "and"}.get(problem.word)
    if other is None or all(token != other for token in problem.read):
        return None
    return Finding(
        "LP109",
        "`and` and `or` are mixed on one line, so it could be read in two ways.",
        problem.at,
        problem.at + len(problem.word),
        help="Put the conditions on lines of their own below `all of` or `any of`; blocks may stand in blocks.",
    )


def two_clauses(problem: Unparsed) -> Finding | None:
    """Two clauses on one line, or a declaration and what belongs below it."""
    if problem.word == "because":
        return None
    head, rest = problem.text[: problem.at].rstrip(" ,;:="), problem.text[problem.at :].lstrip(" ,;:=")
    rest = rest.removeprefix("and ") if problem.word == "and" else rest
    if not head or not rest or not parses(head, problem.start):
        return None
    parted = any(sign in problem.text[len(head) : len(problem.text) - len(rest)] for sign in ",;:")
    if problem.start == "choice_item" and not parted:
        return None  # two words of one name
    if problem.start == "condition_line" and not parted and (head.isidentifier() or rest.isidentifier()):
        return None  # a lone word reads as a condition, and is none: `never asked`
    opened = head.split(maxsplit=1)[0]
    if problem.start == "declaration" and (condition := _as_condition(opened, rest)):
        return _opens_and_more(problem, opened, head, condition)
    below = f"{opened}_item"
    start = len(head)
    at = len(problem.text) - len(rest)
    if problem.start == "declaration" and below in STARTS and parses(rest, below):
        return _opens_and_more(problem, opened, head, rest)
    if problem.start != "declaration" and parses(rest, problem.start):
        change = Change(start, at, "\n")
        message, say = "Two clauses stand on this line; each needs a line of its own.", "on lines of their own"
        note = "the second"
    else:
        return None
    return Finding(
        "LP140", message, at, len(problem.text), note=note, fix=change, say=say,
        go_on=Change(start, len(problem.text), ""), partial=True,
    )  # fmt: skip


def said_of_the_field(problem: Unparsed) -> Finding | None:
    """`required` or a column's name behind the last of the choices that stand below their field."""
    start = len(problem.text[: problem.at].rstrip())
    if problem.start != "choice_item" or problem.word not in ("required", "from"):
        return None
    if not parses(problem.text[:start].rstrip(","), problem.start):
        return None
    rest = problem.text[problem.at :]
    return Finding(
        "LP119",
        f"“{shortened(rest)}” is said of the field, and stands behind a choice here.",
        problem.at,
        len(problem.text),
        help=f"It stands on the field's own line, behind `one of`: `one of {shortened(rest)}`.",
        go_on=Change(len(problem.text[:start].rstrip(",")), len(problem.text), ""),
        partial=True,
    )


_DEFAULT_FIRST = re.compile(r":\s*one\s+of(?:\s+required)?(?P<default>\s*,?\s*(?P<name>[A-Za-z_]\w*)\s+when\s+unknown)")


def default_before_choices(problem: Unparsed) -> Finding | None:
    """`one of, small when unknown`, with the choices below."""
    found = _DEFAULT_FIRST.search(problem.text)
    if found is None or not found.start() <= problem.at <= found.end():
        return None
    if problem.start not in ("lead_item", "activity_item"):
        return None
    return Finding(
        "LP123",
        "What unknown means is said behind the last choice.",
        found.start("name"),
        found.end(),
        help=f"Put `{found['name']} when unknown` at the end of the choices, on the lines below.",
        go_on=Change(found.start("default"), found.end("default"), ""),
        partial=True,
    )


def _as_condition(opened: str, rest: str) -> str | None:
    """What stands behind `route r to sales if …` and `define large = …`, as a line below the one that is opened."""
    said = f"when {rest.removeprefix('if ')}"
    below = f"{opened}_item"
    if rest.startswith("if ") or (opened == "define" and " " in rest and not rest.startswith("when ")):
        return said if below in STARTS and parses(said, below) else None
    return None


def _opens_and_more(problem: Unparsed, opened: str, head: str, rest: str) -> Finding:
    """A declaration, and what belongs below it on the same line."""
    at = len(problem.text) - len(problem.text[problem.at :].lstrip(" ,;:="))
    return Finding(
        "LP140",
        f"“{shortened(problem.text[at:])}” belongs on a line of its own, below the line that starts with `{opened}`.",
        at,
        len(problem.text),
        fix=Change(len(head), len(problem.text), f"\n  {rest}"),
        say="on the line below, two blanks further in",
        go_on=Change(len(head), len(problem.text), ""),
        partial=True,
    )


def one_reason_too_many(problem: Unparsed) -> Finding | None:
    """A second reason, or one behind a clause that takes none."""
    start = len(problem.text[: problem.at].rstrip())
    if problem.word != "because" or not parses(problem.text[:start], problem.start):
        return None
    second = any(token == "because" for token in problem.read)
    return Finding(
        "LP111",
        "A second reason stands here; a clause carries one." if second else "This line carries no reason.",
        problem.at,
        len(problem.text),
        help="Put both into one text." if second else "Leave it out, or write it as a remark behind #.",
        go_on=Change(start, len(problem.text), ""),
    )
