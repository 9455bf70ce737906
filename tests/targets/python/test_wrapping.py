"""Lines of a scorer that are too long: broken, they say the same."""

from __future__ import annotations

import ast
import textwrap

import pytest

from leadpact.targets.python.wrapping import WIDTH, wrapped

NAMES = [f"a_rather_long_name_{number}" for number in range(12)]
LINES = [
    f"    x = {' or '.join(NAMES)}",
    f"    x = {' and '.join(NAMES[:4])} or {' and '.join(NAMES[4:8])}",
    f"    x = {' if t else '.join(NAMES)}",
    f"    x = found(1, [{', '.join(NAMES)}], {{'a, b': (1, 2), 'c': \"it's (so\"}})",
    f"    x += {' + '.join(NAMES)}",
    f"    ({', '.join(NAMES)}) = lead",
    f"    found.append(new(Cycle, ({', '.join(NAMES)}, (1,), ())))",
    f"    return found({', '.join(NAMES)})",
    f"    x = not {NAMES[0]} and ({' or '.join(NAMES)}) and y[{NAMES[1]}]",
    f"    x = [{' + '.join(NAMES)} for one in many]",
    "    x = 'no way to break " + "this " * 30 + "' + one",
]


@pytest.mark.parametrize("line", LINES)
def test_a_broken_line_says_the_same(line: str) -> None:
    lines = wrapped(line)
    assert ast.dump(ast.parse(textwrap.dedent("\n".join(lines)))) == ast.dump(ast.parse(line.strip()))


@pytest.mark.parametrize("line", LINES[:-2])
def test_it_fits_its_width(line: str) -> None:
    assert len(line) > WIDTH
    assert max(map(len, wrapped(line))) <= WIDTH


@pytest.mark.parametrize("head", ["if", "elif", "def f", "for x in f"])
def test_what_opens_a_block_is_broken_before_its_colon(head: str) -> None:
    line = (
        f"    {head}({', '.join(NAMES)}):"
        if head[-1] == "f" and head != "if" and head != "elif"
        else (f"    {head} {' or '.join(NAMES)}:")
    )
    lines = wrapped(line)
    assert len(lines) > 2
    assert lines[-1] == "    ):"


def test_short_lines_and_remarks_stay_as_they_are() -> None:
    for line in ("    x = 1", f"    # {'word ' * 40}", f"    elif {' or '.join(NAMES)}:  # routing.sla:3"):
        assert wrapped(line) == [line]
