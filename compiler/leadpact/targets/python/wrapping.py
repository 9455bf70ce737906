"""Long lines of a scorer, broken where a person would: at the commas of a call, and before `or` and `else`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

WIDTH = 118
_OPENING, _CLOSING = "([{", ")]}"
_JOINTS = (" or ", " and ", " else ", " if ", " + ")


def wrapped(line: str) -> list[str]:
    """The lines of one statement, or of a part of one, that is too long for one."""
    code = line.lstrip(" ")
    indent = line[: len(line) - len(code)]
    if len(line) <= WIDTH or code.startswith("#") or "  # " in code:
        return [line]
    place = _longest_brackets(code)
    if place is not None and place[1] - place[0] > len(code) // 3:
        start, end = place
        parts = _inside(code[start + 1 : end])
        if len(parts) > 1 or _longest_brackets(parts[0]) is not None:
            inner = [one for part in parts for one in wrapped(f"{indent}    {part}")]
            return [f"{indent}{code[: start + 1]}", *inner, *wrapped(f"{indent}{code[end:]}")]
    return _bracketed(indent, code)


def _bracketed(indent: str, code: str) -> list[str]:
    """A long expression, put in brackets and parted where it is held together most loosely."""
    head, tail = _frame_of(code)
    expression = code[len(head) : len(code) - len(tail)]
    parts = _at_joints(expression)
    if len(parts) < 2 or not head:
        return [f"{indent}{code}"]
    inner = [one for part in parts for one in wrapped(f"{indent}    {part}")]
    return [f"{indent}{head}(", *inner, f"{indent}){tail}"]


def _frame_of(code: str) -> tuple[str, str]:
    """What stands before and behind the expression of a statement."""
    for word in ("if ", "elif ", "return "):
        if code.startswith(word):
            return word, ":" if code.endswith(":") else ""
    for place, depth in _depths(code):
        if depth == 0 and code.startswith((" = ", " += ", " -= "), place):
            return code[: code.index("= ", place) + 2], ""
    return "", ""


def _inside(content: str) -> list[str]:
    """The items of a call or a display, each with its comma; or the parts of an expression in brackets."""
    if " for " in content:
        return [content]
    items = _parted(content, ", ")
    if len(items) > 1:
        items = [item.rstrip(",").strip() for item in items]
        return [f"{item}," for item in items if item]
    return _at_joints(content)


def _at_joints(expression: str) -> list[str]:
    """Parted before the first kind of joint that it has; later parts begin with theirs."""
    if " if " in expression and len(parts := _parted(expression, " else ")) > 1:
        return _begun(parts, "else ")
    for joint in _JOINTS:
        parts = _parted(expression, joint)
        if len(parts) > 1:
            return _begun(parts, joint.lstrip())
    return [expression]


def _begun(parts: Sequence[str], word: str) -> list[str]:
    return [part if number == 0 else f"{word}{part}" for number, part in enumerate(parts)]


def _parted(content: str, mark: str) -> list[str]:
    """Parted at a mark outside of texts and brackets."""
    found, start = [], 0
    for place, depth in _depths(content):
        if depth == 0 and place >= start and content.startswith(mark, place):
            found.append(content[start:place])
            start = place + len(mark)
    return [*found, content[start:]]


def _longest_brackets(code: str) -> tuple[int, int] | None:
    """The outermost brackets with the most between them."""
    found: tuple[int, int] | None = None
    start, before = 0, 0
    for place, depth in _depths(code):
        if depth == 1 and before == 0:
            start = place
        if depth == 0 and before == 1 and (found is None or place - start > found[1] - found[0]):
            found = start, place
        before = depth
    return found


def _depths(code: str) -> Iterator[tuple[int, int]]:
    """Every place outside of texts with the number of brackets that are open behind it."""
    depth, quote, place = 0, "", 0
    while place < len(code):
        char = code[place]
        if quote:
            if char == "\\":
                place += 1
            elif char == quote:
                quote = ""
        elif char in "\"'":
            quote = char
        else:
            depth += (char in _OPENING) - (char in _CLOSING)
            yield place, depth
        place += 1
