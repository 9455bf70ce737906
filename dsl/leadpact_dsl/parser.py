"""Policy files to one syntax tree. A broken line is reported and left out; everything else is still read."""

from __future__ import annotations

from collections.abc import Iterable

from leadpact_dsl import ast
from leadpact_dsl.build.declarations import BLOCKS, declaration
from leadpact_dsl.build.reader import is_because, read_line
from leadpact_dsl.clause_parser import Unparsed, parse_clause
from leadpact_dsl.diagnostics import Diagnostic, nearest
from leadpact_dsl.layout import Line, read_layout
from leadpact_dsl.source import SourceFile
from leadpact_dsl.syntax_hints import explain

MAX_REPORTED = 100
"""Syntax errors reported per file: a file of another kind altogether would otherwise give thousands."""


def parse(files: Iterable[SourceFile]) -> tuple[ast.PolicyText, list[Diagnostic]]:
    """The declarations of all files, and what could not be read."""
    declarations: list[ast.Declaration] = []
    diagnostics: list[Diagnostic] = []
    for file in files:
        found, problems = parse_file(file)
        declarations.extend(found)
        diagnostics.extend(problems)
    return ast.PolicyText(tuple(declarations)), diagnostics


def parse_file(file: SourceFile) -> tuple[list[ast.Declaration], list[Diagnostic]]:
    lines, diagnostics = read_layout(file)
    declarations: list[ast.Declaration] = []
    for line in lines:
        if len(diagnostics) >= MAX_REPORTED:
            break
        if line.is_comment:
            continue
        reader = read_line(line, "declaration", diagnostics)
        if reader is None:
            _read_below(line, diagnostics)
            continue
        node = declaration(reader)
        reader.refuse_reason()
        if node is not None:
            declarations.append(node)
    return declarations, diagnostics


def _read_below(line: Line, diagnostics: list[Diagnostic]) -> None:
    """Look for mistakes below a declaration whose own line is broken, if its first word tells what it was to be."""
    first = line.text.split(maxsplit=1)[0] if line.text else ""
    block = BLOCKS.get(nearest(first, BLOCKS) or "")
    for child in line.clauses if block else ():
        if not is_because(child):
            found = parse_clause(child.text, block or "")
            if isinstance(found, Unparsed):
                diagnostics.append(explain(child, block or "", found))
