"""The formatter: one layout, comments kept, the same meaning, and nothing left to change the second time."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadpact_dsl import formatter
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.formatter import WIDTH, format_file
from leadpact_dsl.layout import read_layout, walk
from leadpact_dsl.parser import parse_file
from leadpact_dsl.source import SourceFile
from tests.conftest import ROOT

ACME = sorted((ROOT / "policies" / "acme").glob("*.sla"))
TEXTS = [path.read_text(encoding="utf-8") for path in ACME]


def laid_out(text: str) -> str:
    done = format_file(SourceFile("policy.sla", text))
    assert done.text is not None, done.diagnostics
    return done.text


@pytest.mark.parametrize("path", ACME, ids=lambda path: path.name)
def test_the_sample_policy_is_laid_out(path):
    assert laid_out(path.read_text(encoding="utf-8")) == path.read_text(encoding="utf-8")


CASES = {
    "blanks between words": ("team   sales    \"Sales\"\n", 'team sales "Sales"\n'),
    "two blanks a level": (
        'define x\n      when any of\n            employees   is at least 5\n            opened\n',
        "define x\n  when any of\n    employees is at least 5\n    opened\n",
    ),
    "signs and commas": (
        "score fit from 0 to 100\n  + 10 for each of opened ,clicked\n  by employees\n    below 5 : - 3\n",
        "score fit from 0 to 100\n  +10 for each of opened, clicked\n  by employees\n    below 5: -3\n",
    ),
    "a line between declarations of different kinds": (
        'team sales\nactivity opened\nactivity clicked\nlead\n  email: text\n',
        "team sales\n\nactivity opened\nactivity clicked\n\nlead\n  email: text\n",
    ),
    "at most one empty line": ("team sales\n\n\n\nteam marketing\n", "team sales\n\nteam marketing\n"),
    "comments stay where they are": (
        "# top\nteam sales # beside\n  # inside\n  led by \"A\"   # by whom\n# bottom\n",
        '# top\nteam sales  # beside\n  # inside\n  led by "A"  # by whom\n\n# bottom\n',
    ),
    "a short reason goes to the end of its line": (
        'score fit from 0 to 100\n  +10 if opened\n    because "They read."\n',
        'score fit from 0 to 100\n  +10 if opened because "They read."\n',
    ),
    "a long reason goes to the next line": (
        f'score fit from 0 to 100\n  +10 if opened because "{"They read. " * 9}"\n',
        f'score fit from 0 to 100\n  +10 if opened\n    because "{"They read. " * 9}"\n',
    ),
    "a reason of a block stands below it": (
        'define x because "So it is."\n  when opened\n',
        'define x\n  when opened\n  because "So it is."\n',
    ),
    "a long list is broken up": (
        f"list domains: {', '.join(chr(34) + f'company-{n}.example' + chr(34) for n in range(8))}\n",
        "list domains:\n"
        '  "company-0.example", "company-1.example", "company-2.example", "company-3.example",\n'.replace(",\n", "\n")
        + '  "company-4.example", "company-5.example", "company-6.example", "company-7.example"\n',
    ),
    "a short list is put together": ('list domains:\n  "a"\n  "b", "c"\n', 'list domains: "a", "b", "c"\n'),
    "a list and its reason": (
        'list a:\n  "x", "y"\n  because "So."\n',
        'list a: "x", "y" because "So."\n',
    ),
    "many choices stand below their field": (
        'lead\n  reason "Reason" : one of first_choice "First", second_choice "Second", third_choice "Third",'
        ' fourth_choice  otherwise,first_choice when unknown from "R"\n',
        'lead\n  reason "Reason": one of from "R"\n'
        '    first_choice "First", second_choice "Second", third_choice "Third", fourth_choice otherwise\n'
        "    first_choice when unknown\n",
    ),
    "few choices stand on the line": (
        'lead\n  size "Size": one of  required from "S" # in the CRM\n    small "Small"\n\n    large\n  email: text\n',
        'lead\n  size "Size": one of small "Small", large required from "S"  # in the CRM\n  email: text\n',
    ),
    "remarks among choices": (
        "activity a\n  size: one of\n    small ,large\n    # so\n    huge\n",
        "activity a\n  size: one of\n    small, large\n    # so\n    huge\n",
    ),
    "choices that only lines below can hold": (
        "lead\n  size: one of\n    other otherwise\n    small\n",
        "lead\n  size: one of\n    other otherwise, small\n",
    ),
    "quotes, commas and words of the language in labels": (
        'lead\n  size: one of required\n    a "one of \\"x\\", required", b "from \\"y\\""\n',
        'lead\n  size: one of a "one of \\"x\\", required", b "from \\"y\\"" required\n',
    ),
    "a remark deeper than the entries of a list": (
        'list a:\n  "x"\n      # so\n',
        'list a:\n  "x"\n    # so\n',
    ),
    "texts keep their own indentation": (
        'section "A" """\n      one\n        two\n\n      three\n      """\n',
        'section "A" """\n  one\n    two\n\n  three\n  """\n',
    ),
    "a text on one line stays on one": ('section "A" """one"""\n', 'section "A" """one"""\n'),
    "dates and times stay whole": (
        "example \"x\"\n  as of 2026-11-02   10:20:30+01:00\n  expect fit is 1\n",
        'example "x"\n  as of 2026-11-02 10:20:30+01:00\n  expect fit is 1\n',
    ),
    "a hash in a text is no comment": ('team sales "No. #1"\n', 'team sales "No. #1"\n'),
    "nothing": ("", ""),
    "only a comment": ("# later\n", "# later\n"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES.keys())
def test_layout(before, after):
    assert laid_out(before) == after
    assert laid_out(after) == after


def test_a_file_with_syntax_errors_is_left_alone():
    done = format_file(SourceFile("policy.sla", 'team sales\nscroe fit "Fit"\n'))
    assert done.text is None
    assert [d.code for d in done.diagnostics] == ["LP128"]


def test_clauses_keep_to_the_width_where_they_can():
    for text in TEXTS:
        lines, _ = read_layout(SourceFile("policy.sla", laid_out(text)))
        for line in walk(lines):
            if '"""' not in line.text:
                assert len(line.text) + 2 * line.depth <= WIDTH or '"' in line.text


def _roughened(text: str, seed: int) -> str:
    """The same policy in a careless hand: other blanks, other indentation, empty lines, remarks."""
    dice = random.Random(seed)
    out = []
    in_text = False
    width = dice.choice([2, 3, 4, 7])
    for line in text.splitlines():
        if in_text or '"""' in line:
            in_text ^= line.count('"""') == 1
            closes_or_inside = in_text or line.strip() == '"""'
            out.append(" " * 20 + line if closes_or_inside and not _opens(line) else _indented(line, width))
            continue
        words = line.strip()
        if words and '"' not in words and not words.startswith("#"):
            words = re.sub(r" (?!\d\d:\d\d)", lambda _: " " * dice.choice([1, 1, 2, 5]), words)
        out.append(_indented(line, width, words) if words else "")
        if words and dice.random() < 0.1:
            out.append("")
    return "\n".join(out) + "\n" * dice.choice([0, 1, 3])


def _opens(line: str) -> bool:
    return '"""' in line and line.strip() != '"""'


def _indented(line: str, width: int, words: str | None = None) -> str:
    level = (len(line) - len(line.lstrip())) // 2
    return " " * (level * width) + (line.strip() if words is None else words)


@given(st.integers(0, 10_000), st.sampled_from(range(len(TEXTS))))
def test_carelessness_leaves_no_trace_in_the_meaning(seed, which):
    rough = _roughened(TEXTS[which], seed)
    done = laid_out(rough)
    assert laid_out(done) == done
    before, _ = parse_file(SourceFile("policy.sla", TEXTS[which]))
    after, problems = parse_file(SourceFile("policy.sla", done))
    assert not problems
    assert after == before


def test_what_would_be_too_long_is_left_alone():
    entries = ", ".join(f'"{"x" * 70}{n}"' for n in range(40))
    done = format_file(SourceFile("policy.sla", "list a:\n" + f"  {entries}\n" * 150))
    assert done.text is None
    assert [d.code for d in done.diagnostics] == ["LP138"]


def test_a_change_of_meaning_is_never_written(monkeypatch):
    monkeypatch.setattr(formatter, "_spaced", lambda words: words.replace("10", "20"))
    with pytest.raises(InternalError, match="would change what it means"):
        format_file(SourceFile("policy.sla", "score fit from 0 to 100\n  +10 if opened\n"))
