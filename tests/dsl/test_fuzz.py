"""Nothing that can be written makes the reader fail: text from the grammar, and real policies broken in every way.

`make fuzz` searches longer. What it finds becomes a file in tests/corpus.
"""

from __future__ import annotations

import random
from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark

from leadpact_dsl import clause_parser, model
from leadpact_dsl.build.declarations import BLOCKS
from leadpact_dsl.codes import all_codes
from leadpact_dsl.evaluate import decide
from leadpact_dsl.formatter import format_file
from leadpact_dsl.policy import Reading, read_policy
from leadpact_dsl.render import render
from leadpact_dsl.source import SourceFile
from tests.conftest import ROOT

AS_OF = 1_793_620_800_000
"""2026-11-02 12:00 UTC."""

POLICIES = [
    [SourceFile(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.sla"))]
    for folder in (ROOT / "policies" / "acme", ROOT / "compiler" / "leadpact" / "starter" / "policy")
]


def holds_together(files: list[SourceFile]) -> Reading:
    """Reads a policy; whatever it says has its place, its words and its page, and what is sound can be decided."""
    reading = read_policy(files, {"competitors.csv": "name,domain\nRival,rival.example\n"})
    known = {file.name: file for file in files}
    for found in reading.diagnostics:
        assert found.code in all_codes()
        assert found.message.strip()
        assert found.message.rstrip()[-1] in ".?!”)"
        for span in [found.span, *(label.span for label in found.labels), found.fix and found.fix.span]:
            if span is not None and span.file.name in known:
                assert 0 <= span.start <= span.end <= len(known[span.file.name].text)
    render(reading.diagnostics)
    if reading.policy is not None:
        decide(reading.policy, model.LeadRecord("L1"), (), AS_OF)
    return reading


def mutated(text: str, dice: random.Random) -> str:
    """The text after a few slips of the hand."""
    for _ in range(dice.randint(1, 4)):
        lines = text.split("\n")
        place = dice.randrange(len(lines))
        words = lines[place].split(" ")
        match dice.randrange(12):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, dice.choice(lines))
            case 2:
                lines[place] = dice.choice(["", " ", "  ", "\t", "       "]) + lines[place].lstrip()
            case 3:
                other = dice.randrange(len(lines))
                lines[place], lines[other] = lines[other], lines[place]
            case 4:
                del words[dice.randrange(len(words))]
                lines[place] = " ".join(words)
            case 5:
                words.insert(dice.randrange(len(words) + 1), dice.choice(text.split() or ["x"]))
                lines[place] = " ".join(words)
            case 6:
                words[dice.randrange(len(words))] = dice.choice(text.split() or ["x"])
                lines[place] = " ".join(words)
            case 7:
                at = dice.randrange(len(lines[place]) + 1)
                lines[place] = (
                    lines[place][:at] + dice.choice("\"'#:,%+-.()[]{}<>=\\\t\u00a0\u202e\x00é☃0aA") + lines[place][at:]
                )
            case 8:
                at = dice.randrange(len(lines[place]) + 1)
                lines[place] = lines[place][:at] + lines[place][at + 1 :]
            case 9:
                lines[place] = lines[place].swapcase()
            case 10:
                lines = lines[:place]
            case _:
                lines[place] += dice.choice([" because", ' because "x"', " and", " where", ",", ' """', " # x"])
        text = "\n".join(lines) or "\n"
    return text


@given(st.integers(0, 2**32), st.sampled_from(range(len(POLICIES))))
def test_real_policies_with_slips(seed: int, which: int) -> None:
    dice = random.Random(seed)
    files = list(POLICIES[which])
    place = dice.randrange(len(files))
    broken = mutated(files[place].text, dice)
    files[place] = SourceFile(files[place].name, broken)
    holds_together(files)
    done = format_file(files[place])
    if done.text is not None:
        assert format_file(SourceFile("policy.sla", done.text)).text == done.text


@cache
def clauses(start: str) -> st.SearchStrategy[str]:
    return from_lark(clause_parser._build(), start=start).filter(lambda text: len(text) < 500)


@given(st.data())
def test_clauses_of_the_grammar_where_they_belong(data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(sorted(BLOCKS)))
    head = data.draw(st.one_of(st.just(f"{word} x"), clauses("declaration")))
    below = data.draw(st.lists(clauses(BLOCKS[word]), min_size=1, max_size=3))
    holds_together([SourceFile("policy.sla", "\n  ".join([head, *below]) + "\n")])


@given(st.data())
def test_clauses_of_the_grammar_anywhere(data: st.DataObject) -> None:
    lines = data.draw(st.lists(st.sampled_from(clause_parser.STARTS).flatmap(clauses), min_size=1, max_size=4))
    indents = data.draw(st.lists(st.integers(0, 3), min_size=len(lines), max_size=len(lines)))
    text = "\n".join("  " * deep + line for deep, line in zip(indents, lines, strict=True))
    holds_together([SourceFile("policy.sla", text + "\n")])


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_at_all(text: str) -> None:
    holds_together([SourceFile("policy.sla", text)])
