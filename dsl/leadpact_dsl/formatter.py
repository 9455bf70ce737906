"""The one way in which policy text is laid out, comments kept. Nothing is written that has not been read back.

Two blanks a level; one blank between words; one empty line between declarations (those of one kind
may stand together); a reason at the end of its clause where it fits, else on the next line; long lists broken up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leadpact_dsl.choices import Choices, choices_of
from leadpact_dsl.clause_parser import parses
from leadpact_dsl.diagnostics import Diagnostic, InternalError
from leadpact_dsl.layout import Line, read_layout, walk
from leadpact_dsl.packing import WIDTH, packed
from leadpact_dsl.parser import parse_file
from leadpact_dsl.source import SourceFile

__all__ = ("WIDTH", "Formatted", "format_file")

_TOKEN = re.compile(
    r'"""(?:.|\n)*?"""'
    r'|"(?:\\.|[^"\\])*"'
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?: +|T)[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}:[0-9]{2}(?![0-9])"
    r"|[0-9]+(?:\.[0-9]+)?%?|[A-Za-z_][A-Za-z0-9_]*|[+-]|[,:]"
)
_TEXT = '"""'
_LIMITS = ("LP107", "LP138")
"""Lines too long, and too many of them."""


@dataclass(frozen=True)
class Formatted:
    """`text` is None where the file has syntax errors, which `diagnostics` then hold: it is left as it is."""

    text: str | None
    diagnostics: tuple[Diagnostic, ...]


def format_file(file: SourceFile) -> Formatted:
    """The canonical text of a file. Raises InternalError where that would not mean the same: nothing is lost."""
    before, diagnostics = parse_file(file)
    if any(d.is_error for d in diagnostics):
        return Formatted(None, tuple(diagnostics))
    lines, _ = read_layout(file)
    text = "\n".join(_blocks(lines)) + "\n" if lines else ""
    after, problems = parse_file(SourceFile(file.name, text))
    if any(problem.code in _LIMITS for problem in problems):
        return Formatted(None, tuple(problems))  # laid out, it would be too long to be read again
    if problems or list(after) != list(before) or _comments(file.text) != _comments(text):
        raise InternalError(f"formatting {file.name} would change what it means")
    return Formatted(text, ())


def _comments(text: str) -> list[str]:
    found: list[str] = []

    def collect(lines: Sequence[Line]) -> None:
        for line in lines:
            if line.is_comment:
                found.append(line.text)
            if line.comment is not None:
                found.append(line.comment.text.rstrip())
            collect(line.children)

    collect(read_layout(SourceFile("", text))[0])
    return sorted(found)


def _blocks(lines: Sequence[Line]) -> Iterator[str]:
    """The lines of a file, with empty lines between the declarations."""
    above: Line | None = None
    for line in lines:
        if above is not None and _parted(above, line):
            yield ""
        yield from _written(line, 0)
        above = line


def _parted(above: Line, line: Line) -> bool:
    """Whether an empty line stands between two lines at the margin."""
    if above.is_comment:
        return line.blank_before
    if line.is_comment:
        return line.blank_before or bool(above.children)
    return line.blank_before or _first_word(above) != _first_word(line)


def _first_word(line: Line) -> str:
    return line.text.split(maxsplit=1)[0]


def _written(line: Line, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if line.is_comment:
        yield indent + line.text.rstrip()
        return
    words, reason = _parts(line)
    children = [child for child in line.children if child is not reason]
    own_reason = _spaced(reason.text) if reason is not None else None
    if _TEXT in line.text:
        yield from _long_text(line, indent)
    elif _is_list(line) and not _has_remarks_below(line):
        yield from _list(line, indent)
        return
    elif not _has_remarks_below(line) and (rows := _with_choices(line, indent)):
        yield rows[0] + _remark(line)
        yield from rows[1:]
        return
    else:
        head = _spaced(words)
        one_line = indent + head + (f" {own_reason}" if own_reason else "")
        fits = len(one_line) <= WIDTH and (reason is None or reason.comment is None)
        if own_reason and not children and fits:
            yield one_line + _remark(line)
            return
        inline = _inline_reason(line)
        if inline and (children or len(indent + head) > WIDTH):
            head = _spaced(words[: inline.start()])
            own_reason = _spaced(words[inline.start() :])
        yield indent + head + _remark(line)
    for place, child in enumerate(children):
        if child.blank_before and place:
            yield ""
        yield from _written(child, depth + 1)
    if own_reason:
        yield f"{indent}  {own_reason}" + (_remark(reason) if reason is not None else "")


def _parts(line: Line) -> tuple[str, Line | None]:
    """The clause's own words, and the line below it that holds its reason."""
    reasons = [child for child in line.clauses if child.text.startswith("because")]
    return line.text, reasons[0] if reasons and not reasons[0].children else None


def _inline_reason(line: Line) -> re.Match[str] | None:
    """A reason at the end of the clause's own line."""
    if line.text.startswith("because"):
        return None
    return re.search(r'\bbecause\s*"(?:\\.|[^"\\])*"$', line.text)


def _remark(line: Line) -> str:
    return f"  {line.comment.text.rstrip()}" if line.comment else ""


def _spaced(words: str) -> str:
    """The words of a clause with one blank between them; none before commas and colons and behind signs."""
    text = ""
    glued = True
    for match in _TOKEN.finditer(words):
        token = _one_blank(match.group())
        text += token if glued or token in ",:" else f" {token}"
        glued = token in "+-"
    return text


def _one_blank(token: str) -> str:
    """A date and its time are one word, with one blank between them."""
    return (
        token if token.startswith('"') else " ".join(token.replace("T", " ").split()) if token[:1].isdigit() else token
    )


def _has_remarks_below(line: Line) -> bool:
    return any(one.is_comment or one.comment for one in walk(line.children))


def _with_choices(line: Line, indent: str) -> list[str]:
    """A field with its choices, on its line or below it; nothing where the line is no such field."""
    found = choices_of(line.text, [child.text for child in line.clauses])
    if found is None:
        return []
    neat = Choices(_spaced(found.opening), tuple(_spaced(entry) for entry in found.entries), _spaced(found.rest))
    if not parses(neat.on_one_line, "lead_item"):
        return [indent + neat.above, *packed(neat.entries, f"{indent}  ")]  # choices that only lines below can hold
    return neat.laid_out(indent)


def _is_list(line: Line) -> bool:
    return bool(re.match(r"list\b", line.text)) and _items_start(line.text) is not None


def _items_start(text: str) -> int | None:
    """Where the entries of a list begin: behind the first colon outside quotes."""
    for match in _TOKEN.finditer(text):
        if match.group() == ":":
            return match.end()
    return None


def _list(line: Line, indent: str) -> Iterator[str]:
    start = _items_start(line.text)
    assert start is not None
    reason_line = next((child for child in line.clauses if child.text.startswith("because")), None)
    inline = _inline_reason(line)
    reason = _spaced(reason_line.text) if reason_line else _spaced(inline.group()) if inline else None
    own = line.text[start : inline.start()] if inline else line.text[start:]
    rest = [own, *(child.text for child in line.clauses if child is not reason_line)]
    items = [match.group() for text in rest for match in re.finditer(r'"(?:\\.|[^"\\])*"', text)]
    head = indent + _spaced(line.text[:start])
    flat = f"{head} {', '.join(items)}" if items else head
    if len(flat + (f" {reason}" if reason else "")) <= WIDTH:
        yield flat + (f" {reason}" if reason else "") + _remark(line)
        return
    if len(flat) <= WIDTH:
        yield flat + _remark(line)
    else:
        yield head + _remark(line)
        yield from packed(items, indent + "  ")
    if reason:
        yield f"{indent}  {reason}"


def _long_text(line: Line, indent: str) -> Iterator[str]:
    """A text between triple quotes: its lines below the clause, one level in, their own indentation kept."""
    start = line.text.index(_TEXT)
    head = _spaced(line.text[:start])
    body = line.text[start + 3 : line.text.rindex(_TEXT)]
    if "\n" not in body:
        yield f"{indent}{head} {_TEXT}{body}{_TEXT}"
        return
    first, *rest = body.split("\n")
    shared = min((len(text) - len(text.lstrip()) for text in rest if text.strip()), default=0)
    texts = ([first.strip()] if first.strip() else []) + [text[shared:].rstrip() for text in rest]
    while texts and not texts[0]:
        texts.pop(0)
    while texts and not texts[-1]:
        texts.pop()
    yield f"{indent}{head} {_TEXT}"
    for text in texts:
        yield f"{indent}  {text}" if text else ""
    yield f"{indent}  {_TEXT}"
