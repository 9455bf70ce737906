"""Nothing that can be written makes the reader fail: text from the grammar, and real policies broken in every way.

`make fuzz` searches longer. What it finds becomes a file in tests/corpus.
"""

from __future__ import annotations

import random
from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark

from leadpact_dsl import clause_parser, model
from leadpact_dsl.build.declarations import BLOCKS
from leadpact_dsl.codes import all_codes
from leadpact_dsl.evaluate import decide
from leadpact_dsl.examples import run_examples
from leadpact_dsl.formatter import format_file
from leadpact_dsl.policy import Reading, read_policy
from leadpact_dsl.render import render
from leadpact_dsl.source import SourceFile
from tests.conftest import ROOT

AS_OF = 1_793_620_800_000
"""2026-11-02 12:00 UTC."""

LEAD = model.LeadRecord(
    "L2", {"size": 250, "country": "US", "gone": True, "kind": "large", "made_at": AS_OF - 86_400_000}
)
LOG = (
    model.ActivityRecord("asked", AS_OF - 7_200_000, {"topic": "price", "kind": "small"}),
    model.ActivityRecord("returned", AS_OF - 3_600_000, {"reason": "not_now"}),
)

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
        for lead in (model.LeadRecord("L1"), LEAD):
            decide(reading.policy, lead, LOG, AS_OF)
        run_examples(reading.policy)
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
def _grammar() -> Lark:
    return clause_parser._build()


@cache
def clauses(start: str) -> st.SearchStrategy[str]:
    return from_lark(_grammar(), start=start).filter(lambda text: len(text) < 500)


@given(st.data())
def test_clauses_of_the_grammar_where_they_belong(data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(sorted(BLOCKS)))
    head = data.draw(st.one_of(st.just(f"{word} x"), clauses("declaration")))
    below = data.draw(st.lists(clauses(BLOCKS[word]), min_size=1, max_size=3))
    holds_together([SourceFile("policy.sla", "\n  ".join([head, *below]) + "\n")])


@given(st.data())
def test_choices_below_a_field(data: st.DataObject) -> None:
    opening = st.sampled_from(
        ["kind: one of", "kind: one of required", "kind: one of a, b", "kind: one of a,", "kind: text"]
    )
    head = data.draw(st.one_of(opening, clauses("lead_item")))
    below = data.draw(st.lists(st.one_of(clauses("choice_item"), clauses("lead_item")), min_size=1, max_size=4))
    text = mutated("\n    ".join([f"lead\n  {head}", *below]), random.Random(data.draw(st.integers(0, 9))))
    for one in ("\n    ".join([f"lead\n  {head}", *below]), text):
        holds_together([SourceFile("policy.sla", one + "\n")])
        done = format_file(SourceFile("policy.sla", one + "\n"))
        if done.text is not None:
            assert format_file(SourceFile("policy.sla", done.text)).text == done.text


@given(st.data())
def test_clauses_of_the_grammar_anywhere(data: st.DataObject) -> None:
    lines = data.draw(st.lists(st.sampled_from(clause_parser.STARTS).flatmap(clauses), min_size=1, max_size=4))
    indents = data.draw(st.lists(st.integers(0, 3), min_size=len(lines), max_size=len(lines)))
    text = "\n".join("  " * deep + line for deep, line in zip(indents, lines, strict=True))
    holds_together([SourceFile("policy.sla", text + "\n")])


HEAD = """\
agreement "Fuzz"
  timezone "America/New_York"

calendar office "Office"
  open monday to friday 09:00 to 17:00

team sales "Sales"
  works office

value limit "Limit" is 5

list markets "Markets": "US", "CA"

lead
  size "Size": whole number
  worth "Worth": money in USD
  country "Country": text
  kind "Kind": one of small, large
  gone "Gone": yes or no
  since_day "Since": date
  made_at "Made": time required

activity asked "asked"
  topic: text
  kind: one of small, large

activity called "was called" by sales

activity returned "was returned" by sales
  reason: one of not_now, no_reply

define big "Big"
  when size is at least 100

score base "Base" from 0 to 100
  +10 if asked

grade rank "Rank" of base
  high: 10 or more
  low: below 10

stage first "First"

stage second "Second"
  when asked

route everyone "Everyone" to sales

clock touch "Touch" from asked to called

nurture calm "Calm"
  after 5 days

response soon "Soon" on touch
  sales answers within 4 business hours

"""
"""Something of every kind, for clauses to refer to."""

_NAMES = [
    "size", "worth", "country", "kind", "gone", "since_day", "made_at", "asked", "called", "returned", "topic",
    "reason", "small", "large", "not_now", "no_reply", "big", "base", "rank", "high", "low", "first", "second",
    "everyone", "touch", "calm", "soon", "sales", "office", "limit", "markets", "new_one", "other_one",
]  # fmt: skip
_TERMINALS = {
    "NAME": st.sampled_from(_NAMES),
    "STRING": st.sampled_from(['"US"', '"ca"', '"VP"', '"a b"', '"https://example.com"', '"America/New_York"']),
    "TEXT": st.just('"""One text."""'),
    "CURRENCY": st.just("USD"),
    "NUMBER": st.sampled_from(["0", "1", "2", "5", "10", "50", "99.5"]),
    "PERCENT": st.sampled_from(["5%", "20%", "100%"]),
    "DATE": st.sampled_from(["2026-01-31", "2026-11-01", "2027-02-28"]),
    "INSTANT": st.sampled_from(["2026-11-01 12:00", "2026-11-02 09:30"]),
    "TIME": st.sampled_from(["00:00", "09:00", "17:30", "24:00"]),
}


@cache
def sensible(start: str) -> st.SearchStrategy[str]:
    """Clauses of the grammar whose names are declared in `HEAD` and whose numbers are small."""
    _, rules, _ = _grammar().grammar.compile([start], ())
    used = {symbol.name for rule in rules for symbol in rule.expansion}
    explicit = {kind: strategy for kind, strategy in _TERMINALS.items() if kind in used}
    found = from_lark(_grammar(), start=start, explicit=explicit)
    return found.filter(lambda text: len(text) < 300)


@given(st.data())
def test_clauses_that_refer_to_what_there_is(data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(["define", "score", "grade", "route", "recycle", "response", "goal", "example"]))
    below = data.draw(st.lists(sensible(BLOCKS[word]), min_size=1, max_size=3))
    opening = {
        "score": "score new_one from 0 to 100",
        "grade": "grade new_one of base",
        "route": "route new_one to sales",
        "response": "response new_one on touch",
        "example": 'example "One"\n  as of 2026-11-02 12:00\n  lead\n    made_at 2026-10-01 09:00',
    }.get(word, f"{word} new_one")
    holds_together([SourceFile("policy.sla", HEAD + "\n  ".join([opening, *below]) + "\n")])


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_at_all(text: str) -> None:
    holds_together([SourceFile("policy.sla", text)])
