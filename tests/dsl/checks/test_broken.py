"""Policies with mistakes in them: whatever is broken or missing, reading them finds something and nothing raises."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from leadpact_dsl.diagnostics import Diagnostic
from tests.dsl.checks.reading import findings
from tests.dsl.evaluate.lead_case import COMMON
from tests.dsl.evaluate.random_cases import RICH

LINES = (COMMON + RICH).strip("\n").split("\n")
WORDS = sorted({word for line in LINES for word in re.findall(r'"[^"]*"|[\w.%-]+', line)})


@st.composite
def broken(draw: st.DrawFn) -> str:
    """A rich policy with some lines taken out, said twice, or with a word put in another's place."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["drop", "twice", "word", "word", "word"])):
            case "drop":
                del lines[place]
            case "twice":
                lines.insert(draw(st.integers(0, len(lines))), lines[place])
            case _:
                words = re.split(r"(\s+)", lines[place])
                words[2 * draw(st.integers(0, len(words) // 2))] = draw(st.sampled_from(WORDS))
                lines[place] = "".join(words)
    return "\n".join(lines)


def is_placed(found: Diagnostic) -> bool:
    """Whether the marked words and the text to replace lie inside the file, and the sentence is one."""
    spans = [found.span] if found.span is not None else []
    spans += [label.span for label in found.labels] + ([found.fix.span] if found.fix is not None else [])
    inside = all(0 <= span.start <= span.end <= len(span.file.text) for span in spans)
    return inside and found.message[:1] == found.message[:1].upper() and "  " not in found.message


@given(broken())
def test_nothing_raises_and_every_finding_has_its_place(text: str) -> None:
    assert [found for found in findings(text) if not is_placed(found)] == []
