"""Policies to be changed: the real ones with one clause otherwise, and a small one with one clause of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from leadpact.policies import ListFiles, read_files
from leadpact_dsl import ast, model
from leadpact_dsl.parser import parse, parse_file
from leadpact_dsl.resolve import resolve
from leadpact_dsl.source import SourceFile
from tests.conftest import ROOT

POLICIES = ("acme", "inbound", "gitlab")


def small(text: str) -> model.Policy:
    """A policy from text without errors of syntax or names. What the checks would say of it is left aside."""
    written, syntax = parse([SourceFile("small.sla", text)])
    policy, _, names = resolve(written, {})
    assert [found.message for found in (*syntax, *names) if found.is_error] == []
    return policy


@cache
def files_of(name: str) -> tuple[SourceFile, ...]:
    return tuple(file for file in read_files(ROOT / "policies" / name).files if "/examples" not in file.name)


@cache
def _parsed(file: SourceFile) -> ast.PolicyText:
    nodes, syntax = parse_file(file)
    assert not syntax
    return ast.PolicyText(tuple(nodes), (), frozenset(), frozenset())


def real(name: str, instead: SourceFile | None = None) -> model.Policy | None:
    """A real policy, with another file in place of its own of that name; None where that has errors."""
    nodes: list[ast.Declaration] = []
    wrong = []
    for file in files_of(name):
        if instead is not None and file.name == instead.name:
            found, syntax = parse_file(instead)
            nodes.extend(found)
            wrong.extend(syntax)
        else:
            nodes.extend(_parsed(file).declarations)
    written = ast.PolicyText(tuple(nodes), (), frozenset(), frozenset())
    policy, _, names = resolve(written, ListFiles(ROOT / "policies" / name))
    return None if any(found.is_error for found in (*wrong, *names)) else policy


def lines_removed(file: SourceFile) -> Iterator[tuple[int, SourceFile]]:
    """(line, the file without it), for every line that says something."""
    lines = file.text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, SourceFile(file.name, "".join([*lines[: number - 1], *lines[number:]]))


def lines_swapped(file: SourceFile) -> Iterator[tuple[int, SourceFile]]:
    """(line, the file with it behind the next one), for neighbours of one depth within a declaration."""
    lines = file.text.splitlines(keepends=True)
    depth = [len(line) - len(line.lstrip()) for line in lines]
    for number in range(1, len(lines)):
        one, other = lines[number - 1], lines[number]
        if one.strip() and other.strip() and depth[number - 1] == depth[number] > 0:
            yield number, SourceFile(file.name, "".join([*lines[: number - 1], other, one, *lines[number + 1 :]]))
