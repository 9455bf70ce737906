"""Lines in the wrong column: they are reported once and read in the block that they were meant for."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import pairwise

from leadpact_dsl.choices import choices_of, opens_choices
from leadpact_dsl.clause_parser import STARTS, parses
from leadpact_dsl.diagnostics import Diagnostic, Fix, error
from leadpact_dsl.layout import Line, astray, in_column, shifted
from leadpact_dsl.source import Span
from leadpact_dsl.wording import Edit, Wording

_STEP = 2


def words_of(line: Line) -> str:
    return Wording(line.span, line.edits).text


def opened_below(words: str) -> str | None:
    """The kind of lines that stand below a clause inside a block, where it opens one."""
    if words.startswith("by "):
        return "row"
    if words.startswith("on calendar by "):
        return "calendar_row"
    if words == "lead" or words.startswith('lead "'):
        return "given"
    if opens_choices(words):
        return "choice_item"
    return "condition_line" if words.endswith(" of") else None


def adopt(parent: Line, waiting: deque[Line], start: str, opened: str) -> list[Diagnostic]:
    """Take the lines that follow a clause and only make sense below it, as if they had kept their indentation.

    `start` is the kind of line that would be right beside `parent`, `opened` the kind below it.
    """
    taken: list[Line] = []
    while waiting and _fits_only(waiting[0], opened, start):
        taken.append(waiting.popleft())
    if not taken:
        return []
    for line in taken:
        parent.children.append(line)
        _flatten(parent, line)
    # With tabs about, nobody knows how far a line is indented: they are reported, and that is enough.
    # Lines that stand in the right column got here because of others, which are reported.
    if any("\t" in line.indentation.text for line in (parent, *taken)) or taken[0].indent == parent.indent + _STEP:
        return []
    return [_lost_indentation(parent, taken)]


def _fits_only(line: Line, opened: str, start: str) -> bool:
    if line.unreadable or line.is_comment:
        return False
    words = words_of(line)
    if words == "lead" and opened == "example_item":
        return any(parses(words_of(child), "given") for child in line.clauses)
    return not parses(words, start) and (parses(words, opened) or parses(words, "because_line"))


def _flatten(parent: Line, line: Line) -> None:
    """The lines that followed a line without indentation were taken for its own: they stand beside it."""
    if opened_below(words_of(line)) is None and not line.text.startswith(("group", "first of")):
        parent.children.extend(line.children)
        line.children = []


def adopt_at_margin(top: Line, block: str, waiting: deque[Line]) -> list[Diagnostic]:
    """The same for the lines behind a declaration: they may belong below it, or below its last line."""
    found = adopt(top, waiting, "declaration", block)
    last = top.clauses[-1] if top.clauses else None
    if not found and last is not None:
        opened = opened_below(words_of(last))
        if opened is not None:
            found = adopt(last, waiting, "declaration", opened)
    return found


def _lost_indentation(parent: Line, taken: Sequence[Line]) -> Diagnostic:
    more = ""
    if len(taken) > 1:
        more = (
            " So does the line that follows." if len(taken) == 2 else f" So do the {len(taken) - 1} lines that follow."
        )
    wanted = parent.indent + _STEP
    return error(
        "LP139",
        taken[0].span,
        f"This line belongs further in, below `{_shown(parent)}`.{more}",
        note="indented too little",
        fix=in_column(taken[0], wanted, "indented below it")
        if len(taken) == 1
        else shifted(taken, wanted - taken[0].indent, "indented below it"),
    )


def too_far_in(parent: Line, strays: Sequence[Line], *, beside: bool) -> list[Diagnostic]:
    """Lines below a clause that takes none; `beside` says whether they make sense beside it."""
    if any("\t" in line.indentation.text for line in (parent, *strays)) or strays[0].indent == parent.indent:
        return []
    column = strays[0].indent
    if beside and column == parent.indent + 1 and column % _STEP == 0:
        return [astray(parent, column)]  # it is the line above that is a blank off
    alike = strays if len({line.indent for line in strays}) == 1 else strays[:1]
    more = "" if len(strays) == 1 else f" ({_lines(len(strays) - 1)} more here.)"
    found = error(
        "LP105",
        strays[0].span,
        f"This line is indented as if it belonged to the line above it, which takes nothing below it.{more}",
        note="indented too far",
        help=""
        if beside
        else "Choices stand below a field that is `one of`."
        if parses(words_of(parent), "activity_item") and parses(words_of(strays[0]), "choice_item")
        else "Several conditions stand below `all of` or `any of` at the end of the line above."
        if parses(words_of(strays[0]), "condition_line")
        else "What belongs together starts in the same column.",
        fix=shifted(alike, parent.indent - strays[0].indent, "indented like the line above") if beside else None,
    )
    return [found]


def on_one_line(line: Line) -> Wording | None:
    """A line and those below it as one clause; None where nothing below could belong to its words."""
    below = [line, *line.clauses]
    if len(below) == 1 or any(one.children or one.comment or one.edits or one.unreadable for one in below[1:]):
        return None
    if any(child.is_comment for child in line.children) or line.comment or line.edits:
        return None
    whole = line.span.to(below[-1].span)
    gaps = [Edit(above.span.end - whole.start, one.span.start - whole.start, " ") for above, one in pairwise(below)]
    return Wording(whole, tuple(gaps))


def goes_on_below(line: Line, joined: Wording) -> Diagnostic:
    if choices_of(joined.text) is not None:
        return choices_go_on(line)
    return error(
        "LP140",
        line.clauses[0].span if line.children else joined.written,
        "A clause stands on one line, and this goes on with the one above.",
        note="goes on",
        help="Or put each condition on a line of its own below `all of` or `any of`."
        if line.children and line.clauses[0].text.startswith(("and ", "or "))
        else "",
        fix=Fix(joined.written, joined.text, "on one line"),
    )


def choices_go_on(line: Line) -> Diagnostic:
    """Some choices of a field stand on its line, and others below it."""
    joined = on_one_line(line)
    found = joined and (choices_of(line.text, [one.text for one in line.clauses]) or choices_of(joined.text))
    fix = None
    if joined and found:
        rows = found.laid_out(" " * line.indent)
        say = "on one line" if len(rows) == 1 else "all of them below"
        fix = Fix(joined.written, "\n".join(rows).lstrip(), say)
    return error(
        "LP140",
        line.clauses[0].span if line.children else line.span,
        "The choices of a field stand on its line, or all of them below it; these go on with the one above.",
        note="goes on",
        help="" if fix else "End the field's line with `one of`, and put every choice below it.",
        fix=fix,
    )


def no_all_of(line: Line) -> Diagnostic:
    end = Span(line.span.file, line.span.end, line.span.end)
    return error(
        "LP130",
        line.span,
        "The lines below are conditions, and this line does not say how they go together.",
        help="It ends with `all of`, `any of` or `at least 2 of`.",
        fix=Fix(end, " all of", "if all of them have to hold"),
    )


def at_the_margin(line: Line) -> Diagnostic:
    """A declaration that was indented into the block before it."""
    below = [child for child in line.children if child.indent > line.indent]
    whole = shifted([line], -line.indent, "at the margin")
    return error(
        "LP139",
        line.span,
        f"`{words_of(line).split()[0]}` opens a block of its own, so it belongs at the margin.",
        note="indented too far",
        fix=whole if below or not line.children else Fix(line.indentation, "", "at the margin"),
    )


def split_off(line: Line) -> list[Line]:
    """Declarations somewhere below a line, with what follows them: they are taken out of it, in order."""
    found: list[Line] = []
    kept: list[Line] = []
    for child in line.children:
        if not child.is_comment and _is_declaration(words_of(child)):
            found.append(child)
        elif found:
            found[-1].children.append(child)
        else:
            found_below = split_off(child) if child.children else []
            kept.append(child)
            found.extend(found_below)
    line.children = kept
    return found


def _is_declaration(words: str) -> bool:
    """Whether a line makes sense as a declaration, and as nothing else."""
    if '"' not in words or words.split()[0] not in _NAMED:
        return False
    return parses(words, "declaration") and not any(parses(words, start) for start in STARTS if start != "declaration")


_NAMED = frozenset(
    ("agreement", "team", "calendar", "value", "list", "activity", "define", "score", "grade", "stage", "disqualify",
     "route", "clock", "response", "recycle", "nurture", "goal", "experiment", "section", "example")
)  # fmt: skip
"""Declarations that go on behind their first word."""


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _shown(line: Line) -> str:
    words = line.text.split("\n")[0]
    return words if len(words) <= 50 else words[:49].rstrip() + "…"
