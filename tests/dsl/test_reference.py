"""The language reference is true: every block of dsl/README.md is read, checked and run, and nothing is left out.

A fenced block says by its first line how it is read:

    ```sla                  a policy by itself: no errors, and its examples come out as they say
    ```sla part             the same, together with the block named `base` that the page shows first
    ```sla wrong LP260      exactly this error; `sla part wrong LP260` together with the base
    ```csv competitors.csv  a file that lists read

A comment on the line before a block can give it a name, and can say which named blocks it builds on:

    <!-- name: model; needs: fit, engagement -->
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from leadpact.records.decisions import columns_of, row_of
from leadpact_dsl import clause_parser, limits
from leadpact_dsl.decision import Decision
from leadpact_dsl.evaluate import decide
from leadpact_dsl.examples import run_examples
from leadpact_dsl.policy import Reading, read_policy
from leadpact_dsl.render import render
from leadpact_dsl.resolve.names import OUTCOMES
from leadpact_dsl.source import SourceFile

PAGE = Path(__file__).parents[2] / "dsl" / "README.md"

_FENCE = re.compile(
    r"^(?:<!-- (?P<about>[^\n]*) -->\n)?(?P<mark>`{3,})(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=mark)$", re.M | re.S
)
_INFO = re.compile(r"sla(?P<part> part)?(?: wrong (?P<code>LP\d{3}))?")


@dataclass(frozen=True)
class Block:
    """`code` is the error that the block is to show; None where it has to be sound."""

    line: int
    name: str | None
    part: bool
    code: str | None
    needs: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        return f"line {self.line}"


@cache
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


@cache
def blocks() -> tuple[Block, ...]:
    return tuple(_block(match) for match in _FENCE.finditer(page()) if match["info"].split(" ")[0] == "sla")


def _block(match: re.Match[str]) -> Block:
    info = _INFO.fullmatch(match["info"])
    line = page().count("\n", 0, match.start("text")) + 1
    assert info, f"line {line}: “{match['info']}” is no kind of block"
    about = dict(item.split(": ") for item in match["about"].split("; ")) if match["about"] else {}
    assert about.keys() <= {"name", "needs"}, f"line {line}: {about}"
    needs = tuple(about["needs"].split(", ")) if "needs" in about else ()
    return Block(line, about.get("name"), info["part"] is not None, info["code"], needs, match["text"])


def whole(block: Block) -> str:
    """The text of a block with everything that it builds on, each block once and in the order of the page."""
    named = {other.name: other for other in blocks() if other.name is not None}
    wanted: set[Block] = set()

    def collect(one: Block) -> None:
        wanted.add(one)
        for name in (*one.needs, *(["base"] if one.part else [])):
            if named[name] not in wanted:
                collect(named[name])

    collect(block)
    # The block itself comes last, so that the page can show a declaration before what it builds on.
    return "\n".join(one.text for one in blocks() if one in wanted and one != block) + "\n" + block.text


def attachments() -> dict[str, str]:
    found = (match for match in _FENCE.finditer(page()) if match["info"].startswith("csv "))
    return {match["info"].removeprefix("csv "): match["text"] for match in found}


def read(block: Block) -> Reading:
    return read_policy([SourceFile("README.md", whole(block))], attachments())


def _between(start: str, end: str) -> str:
    text = page()
    at = text.index(start) + len(start)
    return text[at : text.index(end, at)]


# What the grammar reads only to say what is wrong with it.
READ_TO_REFUSE = {
    "condition_line -> …: because",
    "example_item -> as_of: DATE",
    "example_item -> occurrence: DATE",
    "expected_due -> …: DATE",
    "value -> …: percent",
}

SOUND = [block for block in blocks() if block.code is None]
WRONG = [block for block in blocks() if block.code is not None]


@pytest.mark.parametrize("block", SOUND, ids=str)
def test_a_block_is_sound_and_its_examples_come_out(block: Block) -> None:
    reading = read(block)
    errors = [found for found in reading.diagnostics if found.is_error]
    assert not errors, "\n" + render(errors)
    assert reading.policy is not None
    failures = [failure for outcome in run_examples(reading.policy) for failure in outcome.failures]
    assert not failures, "\n" + render(failures)


@pytest.mark.parametrize("block", WRONG, ids=str)
def test_a_wrong_block_gets_exactly_its_code(block: Block) -> None:
    errors = [found for found in read(block).diagnostics if found.is_error]
    assert {found.code for found in errors} == {block.code}, "\n" + render(errors)


def test_the_page_has_blocks_of_every_kind() -> None:
    assert len(SOUND) > 120
    assert len(WRONG) > 10
    assert sum(block.text.count("\n  expect ") for block in SOUND) > 60


def test_names_of_blocks_are_given_once() -> None:
    names = [block.name for block in blocks() if block.name is not None]
    assert len(names) == len(set(names))
    assert {need for block in blocks() for need in block.needs} <= set(names)


# ------------------------------------------------------------------------------- nothing of the grammar is left out


def test_every_form_of_the_grammar_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each alternative, with each of its optional parts at least once, stands in some sound block."""
    # The rule that the parser applies is known to its callbacks only: a tree no longer shows which parts were optional.
    parser = clause_parser._lark().parser.parser.parser
    used: set[object] = set()
    noted: list[object] = []

    def noting(rule: object, build: Callable[[list[object]], object]) -> Callable[[list[object]], object]:
        def note(children: list[object]) -> object:
            noted.append(rule)
            return build(children)

        return note

    callbacks = {rule: noting(rule, build) for rule, build in parser.callbacks.items()}
    monkeypatch.setattr(parser, "callbacks", callbacks)

    def missing_in(shown_by: list[Block]) -> set[str]:
        used.clear()
        for block in shown_by:
            for line, start in _lines(block):
                noted.clear()
                if not isinstance(clause_parser.parse_clause(line, start), clause_parser.Unparsed):
                    used.update(noted)
        parts = {rule: {symbol.name for symbol in rule.expansion} for rule in callbacks}
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        shown: defaultdict[str, set[str]] = defaultdict(set)
        for rule in callbacks:
            if not rule.origin.name.startswith(("__", "$root")):
                form = f"{rule.origin.name} -> {rule.alias or '…'}"
                wanted[form] |= parts[rule]
                shown[form] |= parts[rule] if rule in used else set()
        return {f"{form}: {part}" for form in wanted for part in wanted[form] - shown[form]}

    assert missing_in(SOUND) == READ_TO_REFUSE
    assert not missing_in([*SOUND, *WRONG])


def _lines(block: Block) -> Iterator[tuple[str, str]]:
    """Every (clause, kind of line) that the reader asks the parser for while it reads a block."""
    asked: list[tuple[str, str]] = []
    with pytest.MonkeyPatch.context() as patch:
        real = clause_parser.parse_clause

        def note(text: str, start: str) -> object:
            asked.append((text, start))
            return real(text, start)

        patch.setattr("leadpact_dsl.build.reader.parse_clause", note)
        read(block)
    return iter(asked)


def test_every_word_of_the_language_stands_on_the_page() -> None:
    code = "\n".join(block.text for block in SOUND) + "\n".join(re.findall(r"`([^`\n]+)`", page()))
    words = {word for word in clause_parser.keywords().values() if word.isalpha()}
    assert not {word for word in words if not re.search(rf"\b{word}\b", code)}


def test_the_table_of_reserved_words_is_the_parsers_own() -> None:
    table = _between("<!-- reserved words -->", "<!-- end of reserved words -->")
    assert sorted(re.findall(r"`(\w+)`", table)) == sorted(clause_parser.reserved_words())


def test_the_names_of_outcomes_are_all_said() -> None:
    section = _between("<!-- names of outcomes -->", "<!-- end of names of outcomes -->")
    assert sorted(re.findall(r"`(\w+)`", section)) == sorted(OUTCOMES)


# --------------------------------------------------------------------------------------- what else the page claims


def _habits() -> list[tuple[list[str], str]]:
    rows = re.findall(r"^\| (`.+`) \| `(.+)` \|$", _between("<!-- habits -->", "<!-- end of habits -->"), re.M)
    return [(re.findall(r"`([^`]+)`", wrong), right) for wrong, right in rows]


def _is_sound(clause: str) -> bool:
    """Whether a rule, or else a condition, can be said with the names of the page's base."""
    rule = clause[0] in "+-1" or clause.startswith("if ")
    around = f"score shown from 0 to 9\n  {clause}\n" if rule else f"define shown\n  when {clause}\n"
    reading = read(Block(0, None, True, None, (), around))
    return not any(found.is_error for found in reading.diagnostics)


@pytest.mark.parametrize(("wrong", "right"), _habits(), ids=lambda value: value if isinstance(value, str) else "")
def test_habits_from_elsewhere(wrong: list[str], right: str) -> None:
    assert _is_sound(right)
    assert [clause for clause in wrong if _is_sound(clause)] == []


def test_the_columns_of_a_decision_are_those_of_the_page() -> None:
    """`SCORE` and its like stand for the names of a policy; the shape is that of the page's base and model."""
    policy = read(next(block for block in blocks() if block.name == "model")).policy
    assert policy is not None
    places = {"SCORE": policy.scores, "GRADE": policy.grades, "CLOCK": policy.clocks}
    rows = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \|", _between("<!-- columns -->", "<!-- end of columns -->"), re.M)
    found: list[str] = []
    for row in rows:
        patterns = re.findall(r"`([^`]+)`", row)
        place = next((place for place in places if place in patterns[0]), None)
        names = places[place] if place else [""]
        found.extend(pattern.replace(place or "\0", name) for name in names for pattern in patterns)
    assert found == [column.name for column in columns_of(policy, explain=True)]


def test_the_decision_shown_is_that_of_the_first_policy() -> None:
    policy = read(next(block for block in blocks() if block.name == "first")).policy
    assert policy is not None
    decision = decide(policy, policy.examples[0].lead, policy.examples[0].activities, policy.examples[0].as_of)
    assert isinstance(decision, Decision)
    cells = dict(zip((column.name for column in columns_of(policy)), row_of(policy, decision), strict=True))
    shown = _between("For the lead of [the first policy]", "The lines of a score add up")
    for name in ("paid", "reasons"):
        lines = cells[name]
        assert isinstance(lines, tuple)
        assert lines
        assert [line for line in lines if line not in shown] == []
    assert f"{cells['stage']}\n" in shown


def test_the_limits_are_those_of_the_code() -> None:
    section = _between("## Limits", "\n## ")
    for number in (limits.MOST_ACTIVITIES, limits.FIRST_YEAR, limits.LAST_YEAR):
        assert re.search(rf"\b({number}|{number:,})\b", section), number


def test_links_lead_to_headings_of_the_page() -> None:
    prose = _FENCE.sub("", page())
    anchors = {_anchor(heading) for heading in re.findall(r"^#+ (.+)$", prose, re.M)}
    links = set(re.findall(r"\]\(#([^)]+)\)", prose))
    assert links <= anchors, links - anchors
    second = {_anchor(heading) for heading in re.findall(r"^## (.+)$", prose, re.M)} - {"contents"}
    assert second <= links, f"not in the contents: {second - links}"


def _anchor(heading: str) -> str:
    """As GitHub names headings: small letters, blanks to hyphens, no punctuation."""
    kept = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
    return kept.replace(" ", "-")
