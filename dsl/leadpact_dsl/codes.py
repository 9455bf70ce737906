"""The page of each diagnostic code: `explain/LP203.md`, with its title and its wrong and right examples.

A page is Markdown. Its first line is `# LP203 Title in plain words`; its examples are fenced blocks:

    ```sla wrong                     a policy that gets this code
    ```sla right                     the same policy, mended
    ```sla wrong file=scoring.sla    one file of a policy in several files

Blocks with `file=` of one kind that follow one another make one policy; a block without it is a policy by itself.
"""

from __future__ import annotations

import importlib.resources
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Literal, cast

from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.source import SourceFile

Kind = Literal["wrong", "right"]

LONE_FILE = "policy.sla"

_TITLE = re.compile(r"# (LP\d{3}) (.+)")
_BLOCK = re.compile(r"^```(?P<info>sla\b[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_INFO = re.compile(r"sla (?P<kind>wrong|right)(?: file=(?P<file>\S+))?")


@dataclass(frozen=True)
class Example:
    """A policy of one file or several that gets the code (`wrong`) or does not (`right`)."""

    kind: Kind
    files: tuple[SourceFile, ...]


@dataclass(frozen=True)
class Page:
    """What there is to say about a code: `body` is the Markdown that follows the title line."""

    code: str
    title: str
    body: str
    examples: tuple[Example, ...]

    def of(self, kind: Kind) -> tuple[Example, ...]:
        """The wrong examples, or the right ones, in the order of the page."""
        return tuple(example for example in self.examples if example.kind == kind)


@cache
def all_codes() -> tuple[str, ...]:
    """Every code that has a page, in order."""
    names = (entry.name for entry in _folder().iterdir())
    return tuple(sorted(name.removesuffix(".md") for name in names if name.endswith(".md")))


@cache
def page(code: str) -> Page | None:
    """The page of a code such as `LP203`, or None when there is no such code."""
    if code not in all_codes():
        return None
    return read_page(code, (_folder() / f"{code}.md").read_text(encoding="utf-8"))


def read_page(code: str, text: str) -> Page:
    """The page in a Markdown text. A page that does not keep the form is our own fault: InternalError."""
    first, _, body = text.partition("\n")
    title = _TITLE.fullmatch(first)
    if title is None or title[1] != code:
        raise InternalError(f"The page of {code} must begin with '# {code}' and a title, not with {first!r}.")
    return Page(code, title[2].strip(), body.strip("\n"), _examples(code, body))


def _examples(code: str, text: str) -> tuple[Example, ...]:
    examples: list[Example] = []
    for block in _BLOCK.finditer(text):
        info = _INFO.fullmatch(block["info"].strip())
        if info is None:
            raise InternalError(f"The page of {code} has a block {block['info']!r}: say 'sla wrong' or 'sla right'.")
        kind, file = cast(Kind, info["kind"]), SourceFile(info["file"] or LONE_FILE, block["text"])
        if info["file"] and examples and _goes_on(examples[-1], kind, file.name):
            examples[-1] = Example(kind, (*examples[-1].files, file))
        else:
            examples.append(Example(kind, (file,)))
    return tuple(examples)


def _goes_on(example: Example, kind: Kind, name: str) -> bool:
    """Whether a file belongs to the policy of the example before it."""
    return example.kind == kind and not {LONE_FILE, name} & {file.name for file in example.files}


def _folder() -> Traversable:
    return importlib.resources.files("leadpact_dsl") / "explain"
