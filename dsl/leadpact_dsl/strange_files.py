"""Files that are no policy at all, or two at once: said once, instead of once for every line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Final

from leadpact_dsl.build.declarations import BLOCKS
from leadpact_dsl.build.placing import words_of
from leadpact_dsl.clause_parser import STARTS, parses
from leadpact_dsl.diagnostics import Diagnostic, error
from leadpact_dsl.layout import Line
from leadpact_dsl.source import SourceFile, Span

_LOOKED_AT = 100

# (pattern at the start of a file or of one of its first lines, what such a file is)
_PROGRAM = r"(?:.*\n)*?\s*(?:import\s+\w|from\s+[\w.]+\s+import\s|def\s+\w+\(|class\s+\w+[:(])"
_QUERY = r"(?i)(?:--.*\n|\s)*(?:select|create\s+(?:table|view)|insert\s+into|with\s+\w+\s+as)\b"
_KINDS: Final = (
    (re.compile(r"\s*%PDF-"), "a PDF"),
    (re.compile(r"PK\x03\x04"), "a Word, Excel or ZIP file"),
    (re.compile(r"\{\\rtf"), "a document of a word processor"),
    (re.compile(r"\s*(?:<!DOCTYPE\s+html|<html)", re.IGNORECASE), "HTML"),
    (re.compile(r"\s*<(?:\?xml|[A-Za-z][\w:.-]*[\s>])"), "XML or HTML"),
    (re.compile(r"\s*[\[{]\s*(?:$|[\"\[{\]}])", re.MULTILINE), "JSON"),
    (re.compile(_PROGRAM), "Python"),
    (re.compile(_QUERY), "a query in SQL"),
    (re.compile(r"(?:.*\n)*?(?:```|#{2,6} |\* |- \[|\|.*\|\s*$|> )", re.MULTILINE), "Markdown"),
    (re.compile(r"\s*---\s*$|(?:\s*#.*\n)*(?:[\w-]+:(?: .*)?\n(?:[ \t-].*\n)*){2,}", re.MULTILINE), "YAML"),
    (re.compile(r"(?:[^,;\t\n]*[,;\t]){1,}[^\n]*\n(?:[^,;\t\n]*[,;\t])+"), "a table (CSV)"),
)  # fmt: skip


_MERGE = re.compile(r"^<{7}(?: .*)?\n(?:.*\n)*?>{7}(?: .*)?$", re.MULTILINE)


def unfinished_merges(file: SourceFile) -> list[Diagnostic]:
    """Where git could not choose between the lines of two branches, and wrote down both."""
    return [
        error(
            "LP141",
            Span(file, found.start(), file.text.find("\n", found.start())),
            "This file holds a merge that was not finished: from here on stand the lines of both branches.",
            help="Keep the lines that were agreed on, and delete the others with the lines `<<<<<<<`, `=======` and "
            "`>>>>>>>`. Then `git add` the file.",
        )
        for found in _MERGE.finditer(file.text)
    ]


def strange_file(file: SourceFile, lines: Sequence[Line]) -> Diagnostic | None:
    """The finding for a file in which not a single line looks like one of a policy."""
    top = [line for line in lines if not line.is_comment][:_LOOKED_AT]
    if not top or any(line.unreadable or _looks_known(line) for line in top):
        return None
    kind = next((name for pattern, name in _KINDS if pattern.match(file.text[:5000])), None)
    first = top[0].span
    place = Span(file, first.start, min(first.end, file.text.find("\n", first.start) % (len(file.text) + 1)))
    return error(
        "LP136",
        place,
        f"This is no policy{f': it looks like {kind}' if kind else ''}.",
        note="nothing here is known",
        help='A policy file starts with a line such as `agreement "Acme sales and marketing agreement"` or '
        '`team sales "Sales"`. `leadpact init` writes one to start from.',
    )


def _looks_known(line: Line) -> bool:
    words = words_of(line)
    first = words.split(maxsplit=1)[0]
    if first in _DECLARATIONS and not words[len(first) :].lstrip().startswith((":", "=", "(", "{")):
        return True
    if difflib.get_close_matches(first.lower(), _DECLARATIONS, n=1, cutoff=0.8) and first.isalpha():
        return True
    return any(parses(words, start) for start in STARTS if start not in _LOOSE)


_LOOSE: Final = ("given", "condition_line", "list_item", "choice_item", "row", "calendar_row")
"""Kinds of lines that read almost anything."""
_DECLARATIONS: Final = (*BLOCKS, "section")
