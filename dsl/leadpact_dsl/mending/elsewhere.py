"""A clause that would make sense in another block: where it belongs, and how the same is said here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from leadpact_dsl.clause_parser import STARTS, Unparsed, parses
from leadpact_dsl.mending.finding import Finding
from leadpact_dsl.mending.forms import PLACES

# Kinds that read almost anything, so that fitting them proves nothing.
_LOOSE: Final = ("given", "condition_line", "calendar_row", "because_line", "list_item", "choice_item")

# (the word a clause starts with, the block it stands in) → how that block says it.
_SAID_HERE: Final = {
    ("when", "score_item"): "In a score points come first: `+10 if …`.",
    ("for", "score_item"): "In a score points come first: `+10 for each …` or `+10 if …`.",
    ("when", "response_item"): "In a response the condition starts with `for`.",
    ("when", "experiment_item"): "In an experiment the condition starts with `for`.",
    ("for", "define_item"): "In a definition the condition starts with `when`.",
    ("for", "route_item"): "In a route the condition starts with `when`.",
    ("by", "grade_item"): 'A grade goes by bands of a score: `grade NAME "Label" of SCORE`.',
    ("when", "grade_item"): 'In a grade each level has its condition: `high "High": when …`.',
}


def elsewhere(problem: Unparsed) -> Finding | None:
    """The finding for a clause that makes sense as a whole in another block, but not in this one."""
    words = problem.text
    homes = [start for start in STARTS if start != problem.start and start not in _LOOSE and parses(words, start)]
    if not homes:
        return None
    if homes == ["declaration"]:
        first = words.split()[0]
        return Finding(
            "LP129",
            f"“{first}” opens a block of its own; it belongs at the margin, not {PLACES[problem.start]}.",
            0,
            len(words),
            note="belongs at the margin",
            help="Take away the blanks before it.",
        )
    places = [PLACES[home] for home in homes if home != "declaration"]
    where = places[0] if len(places) == 1 else f"{', '.join(places[:-1])} or {places[-1]}"
    here = PLACES[problem.start]
    said = _SAID_HERE.get((words.split()[0], problem.start), "")
    if homes[0] == "row" and problem.start == "score_item":
        said = "A table opens with `by` and a field; its rows stand below that line, two blanks further in."
    elif problem.start == "declaration":
        here = "at the margin"
        said = "Put it below the line that opens the block, two blanks further in."
        return Finding("LP129", f"This line belongs {where}, not {here}.", 0, len(words), help=said)
    said = said or f"Move it below a line that starts with {_opened_by(homes)}."
    return Finding(
        "LP129", f"This line belongs {where}, not {here}.", 0, len(words), note="in the wrong block", help=said
    )


def _opened_by(homes: Sequence[str]) -> str:
    """The words that open the blocks in which such lines stand: `stage` or `route`."""
    opening = [f"`{'by' if home == 'row' else home.removesuffix('_item')}`" for home in homes if home != "declaration"]
    return opening[0] if len(opening) == 1 else f"{', '.join(opening[:-1])} or {opening[-1]}"
