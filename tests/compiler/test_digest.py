"""The digest names what a policy means: how it is written does not count, and every clause does."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from leadpact.digest import digest_of, meaning_of
from leadpact.policies import ListFiles, read_files
from leadpact_dsl import ast
from leadpact_dsl.formatter import format_file
from leadpact_dsl.model import Policy
from leadpact_dsl.parser import parse, parse_file
from leadpact_dsl.resolve import resolve
from leadpact_dsl.source import SourceFile
from tests.conftest import ROOT

POLICIES = ("acme", "inbound", "gitlab")
ACME = ROOT / "policies" / "acme"

BASE = """
agreement "Small"
  version "1"
  timezone "Europe/Paris"
team sales "Sales"
  works office
calendar office "Office"
  open monday to friday 09:00 to 17:00
  closed 2026-12-24 to 2026-12-26 "Christmas"
list regions "Regions": "North", "South"
lead
  country "Country": text required
  size "Size": whole number
activity called "was called" by sales
score fit "Fit" from 0 to 100
  +10 if size is at least 50 because "Large."
  by country
    regions: 5
    otherwise: 0
stage new "New"
stage good "Good"
  when fit is at least 10
"""


def _read(files: Sequence[SourceFile], folder: Path = ACME) -> Policy:
    """Without the checks, which take longest and say nothing of the meaning."""
    written, syntax = parse(sorted(files, key=lambda file: file.name))
    policy, _, names = resolve(written, ListFiles(folder))
    assert [found for found in (*syntax, *names) if found.is_error] == []
    return policy


def _digest(text: str) -> str:
    return digest_of(_read([SourceFile("a.sla", text)]))


@cache
def _files(name: str) -> tuple[SourceFile, ...]:
    return read_files(ROOT / "policies" / name).files


@cache
def _whole(name: str) -> str:
    return digest_of(_read(_files(name), ROOT / "policies" / name))


# ------------------------------------------------------------------------------------- what does not count


@pytest.mark.parametrize("name", POLICIES)
def test_comments_and_layout_do_not_count(name: str) -> None:
    def spread(file: SourceFile) -> SourceFile:
        """The clauses of a file with other indentation, and a comment wherever one can stand."""
        text = re.sub(r"^(?: {2})+", lambda blanks: blanks[0] * 2, file.text, flags=re.M)
        return SourceFile(file.name, "# A comment.\n\n" + re.sub(r"^(\w.*[^\n\"])$", r"\n\1   # why", text, flags=re.M))

    def formatted(file: SourceFile) -> SourceFile:
        return SourceFile(file.name, format_file(file).text)

    folder = ROOT / "policies" / name
    assert digest_of(_read([formatted(file) for file in _files(name)], folder)) == _whole(name)
    without_prose = [file for file in _files(name) if '"""' not in file.text]
    spread_out = [spread(file) if file in without_prose else file for file in _files(name)]
    assert spread_out != list(_files(name))
    assert digest_of(_read(spread_out, folder)) == _whole(name)


@pytest.mark.parametrize("name", POLICIES)
def test_the_files_and_their_order_do_not_count(name: str) -> None:
    files, folder = list(_files(name)), ROOT / "policies" / name
    for seed in range(3):
        random.Random(seed).shuffle(files)
        renamed = [SourceFile(f"{place:02}.sla", file.text) for place, file in enumerate(files)]
        assert digest_of(_read(renamed, folder)) == _whole(name)


@pytest.mark.parametrize("name", POLICIES)
def test_the_order_of_declarations_counts_only_where_the_first_or_furthest_wins(name: str) -> None:
    blocks = [block for file in _files(name) for block in re.split(r"^(?=[a-z])", file.text, flags=re.M)]
    in_line = [block for block in blocks if re.match(r"stage|disqualify|route|recycle|response", block)]
    free = [block for block in blocks if block not in in_line]
    random.Random(5).shuffle(free)
    together = [SourceFile("a.sla", "\n".join(free)), SourceFile("b.sla", "\n".join(in_line))]
    assert digest_of(_read(together, ROOT / "policies" / name)) == _whole(name)
    swapped = SourceFile("b.sla", "\n".join(reversed(in_line)))
    assert digest_of(_read([together[0], swapped], ROOT / "policies" / name)) != _whole(name)


LINES = """
agreement "Small"
  timezone "Europe/Paris"
team sales "Sales"
  responsible for "Answering"
  responsible for "Recording"
lead
  country "Country": text required
  size "Size": one of small, large, huge required
activity called "was called" by sales
activity emailed "was emailed" by sales
activity asked "asked"
activity left "left"
score fit "Fit" from 0 to 100
  counts only what follows the latest asked, left
  +10 if size is one of large, huge
  +5 for each of asked, left
  by size
    small: 1
    large: 2
    huge: 3
  group "Both"
    +1 if country is "FR"
    +2 if country is "DE"
  first of
    +3 if country is "IT"
    +4 if size is large
  zero if country is "XX"
  zero if country is "YY"
score again "Again" from 0 to 100
  +1 if asked
score both "Both of them" is 60% of fit plus 40% of again
grade rank "Rank" of both
  top "Top": 50 or more
  rest "Rest": below 50
stage new "New"
stage good "Good"
  when any of
    both is at least 10
    size is huge
clock first_touch "First touch" from asked to called, emailed
response fast "Fast" on first_touch
  sales answers within 2 hours
  at due, notify "boss"
  1 hour after due, notify "chief"
goal speed "Speed"
  at least 90% of fast are answered in time each month
  at most 50% of leads at good are poor each month
define poor "Poor"
  when size is small and country is "FR"
"""


@pytest.mark.parametrize(
    "moved",
    [
        ("  responsible for “Answering”", "  responsible for “Recording”"),
        ("  country “Country”: text required", "  size “Size”: one of small, large, huge required"),
        ("one of small, large", "one of large, small"),
        ("latest asked, left", "latest left, asked"),
        ("is one of large, huge", "is one of huge, large"),
        ("each of asked, left", "each of left, asked"),
        ("  +10 if size is one of large, huge", "  +5 for each of asked, left"),
        ("    small: 1", "    huge: 3"),
        ("    +1 if country is “FR”", "    +2 if country is “DE”"),
        ("  zero if country is “XX”", "  zero if country is “YY”"),
        ("60% of fit plus 40% of again", "40% of again plus 60% of fit"),
        ("    both is at least 10", "    size is huge"),
        ("to called, emailed", "to emailed, called"),
        (
            "  at least 90% of fast are answered in time each month",
            "  at most 50% of leads at good are poor each month",
        ),
        ("size is small and country is “FR”", "country is “FR” and size is small"),
    ],
)
def test_what_stands_elsewhere_in_its_block_does_not_count(moved: tuple[str, str]) -> None:
    assert _digest(_swapped(*moved)) == _digest(LINES)


@pytest.mark.parametrize(
    "moved",
    [
        ("    +3 if country is “IT”", "    +4 if size is large"),
        ("  at due, notify “boss”", "  1 hour after due, notify “chief”"),
        ("stage new “New”", "stage good “Good”\n  when any of\n    both is at least 10\n    size is huge"),
    ],
)
def test_an_order_that_decides_counts(moved: tuple[str, str]) -> None:
    changed, _, _ = resolve(parse([SourceFile("a.sla", _swapped(*moved))])[0], {})
    assert digest_of(changed) != _digest(LINES)


def _swapped(one: str, other: str) -> str:
    """Two parts of the text in each other's place, or one written as the other."""
    first, second = (text.replace("“", '"').replace("”", '"') for text in (one, other))
    assert LINES.count(first) == 1
    if second not in LINES:
        return LINES.replace(first, second)
    return LINES.replace(first, "\0").replace(second, first).replace("\0", second)


@pytest.mark.parametrize("name", POLICIES)
def test_reasons_do_not_count(name: str) -> None:
    def without(file: SourceFile) -> SourceFile:
        return SourceFile(file.name, re.sub(r'\s+because ".*?"', "", file.text))

    def other(file: SourceFile) -> SourceFile:
        return SourceFile(file.name, re.sub(r'because ".*?"', 'because "So we said."', file.text))

    for changed in (without, other):
        files = [changed(file) for file in _files(name)]
        assert files != list(_files(name))
        assert digest_of(_read(files, ROOT / "policies" / name)) == _whole(name)


@pytest.mark.parametrize("name", POLICIES)
def test_examples_do_not_count(name: str) -> None:
    files = [file for file in _files(name) if not file.name.rpartition("/")[2].startswith("examples")]
    assert len(files) < len(_files(name))
    assert digest_of(_read(files, ROOT / "policies" / name)) == _whole(name)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("size is at least 50", "size is at least 50.00"),
        ("+10 if", "+10.0 if"),
        ("size is at least 50", "size is at least 0.05 thousand"),
        ('"North", "South"', '"South", "North"'),
        ('"North", "South"', '"South", "North", "South"'),
        ("open monday to friday 09:00 to 17:00", "open monday, tuesday to friday 09:00 to 12:00, 12:00 to 17:00"),
        (
            "open monday to friday 09:00 to 17:00",
            "open friday 09:00 to 17:00\n  open monday to thursday 09:00 to 17:00",
        ),
        (
            'closed 2026-12-24 to 2026-12-26 "Christmas"',
            'closed 2026-12-25 to 2026-12-26 "Christmas", 2026-12-24 "Christmas"',
        ),
    ],
)
def test_the_same_said_otherwise(written: str, same: str) -> None:
    assert BASE.count(written) == 1
    assert _digest(BASE.replace(written, same)) == _digest(BASE)


def test_where_a_list_is_kept_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "regions.csv").write_text("code,name\nS,South\nN,North\n", encoding="utf-8")
    (tmp_path / "other.csv").write_text("place\nNorth\nSouth\n", encoding="utf-8")
    for source in ('from "regions.csv" column "name"', 'from "other.csv"'):
        text = BASE.replace(': "North", "South"', f" {source}")
        assert digest_of(_read([SourceFile("a.sla", text)], tmp_path)) == _digest(BASE)
    (tmp_path / "other.csv").write_text("place\nNorth\nEast\n", encoding="utf-8")
    assert digest_of(_read([SourceFile("a.sla", text)], tmp_path)) != _digest(BASE)


def test_it_is_the_same_in_every_process() -> None:
    program = (
        "from pathlib import Path; from leadpact.digest import digest_of; from leadpact.policies import load;"
        f"print(digest_of(load(Path({str(ACME)!r})).policy))"
    )
    for seed in ("1", "2"):
        ran = subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"}, capture_output=True
        )
        assert ran.stdout.decode().strip() == _whole("acme"), ran.stderr.decode()


def test_it_has_not_changed_since_it_was_first_given() -> None:
    """Companies keep digests beside signatures: a release of leadpact must not change them unawares."""
    assert _digest(BASE) == "sha256:7faa0a21acc12c3e4a1505badff803927576fe72c3edcd512dcec4d751e06401"


# --------------------------------------------------------------------------------------------- what does


def _changes(text: str) -> Iterator[tuple[int, str, str]]:
    """(line, what it said, the whole text with one number or one quoted word of that line changed)."""
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        said = re.sub(r'because ".*|#.*', "", line)
        quoted = [place for found in re.finditer(r'"[^"\n]+"', said) for place in range(*found.span())]
        for found in re.finditer(r"\d+", said):
            if found.start() not in quoted and not re.match(r"[A-Z]", said[found.start() - 1]):
                yield number, line, text[: at + found.start()] + _other(found[0]) + text[at + found.end() :]
        for found in re.finditer(r'(?<=")[^"\n]*[A-Za-z][^"\n]*(?=")', said):
            if found.start() in quoted:
                yield number, line, text[: at + found.start()] + found[0] + "x" + text[at + found.end() :]
        at += len(line)


def _other(digits: str) -> str:
    """A number that can stand wherever the first one can, days, hours and years among them."""
    value = int(digits)
    return str(value + 1 if value in (0, 1, 6) else value - 1).rjust(len(digits), "0")


@pytest.mark.parametrize("place", range(10))
def test_every_number_and_every_text_of_a_clause_counts(place: int) -> None:
    files = [file for file in _files("acme") if "examples" not in file.name]
    file = files[place]
    others = [node for other in files if other is not file for node in parse_file(other)[0]]
    attached = {"competitors.csv": (ACME / "competitors.csv").read_text(encoding="utf-8")}
    tried, unread = 0, []
    for number, line, text in _changes(file.text):
        nodes, syntax = parse_file(SourceFile(file.name, text))
        policy, _, names = resolve(ast.PolicyText((*others, *nodes), (), frozenset(), frozenset()), attached)
        if any(found.is_error for found in (*syntax, *names)):
            unread.append(line)
        else:
            tried += 1
            assert digest_of(policy) != _whole("acme"), f"{file.name}:{number}: {line}"
    assert tried >= 8
    assert len(unread) < max(2, tried / 4), unread


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("is at least 50", "is more than 50"),
        ("+10 if", "-10 if"),
        ("whole number", "number"),
        (" required", ""),
        ("by sales", ""),
        ("from 0 to 100", ""),
        ('fit "Fit"', 'fit "fit"'),
        ("  when fit is at least 10", "  when not size is at least 10"),
        ('"Europe/Paris"', '"Europe/Rome"'),
        ('  version "1"\n', ""),
        ("otherwise: 0", "unknown: 0"),
        ("text required", 'text from "Land" required'),
        ("  works office\n", ""),
        ('good "Good"', 'good "Good" owned by sales'),
        ("monday to friday", "monday to thursday"),
        ('"Christmas"', '"Yule"'),
        ("2026-12-26", "2026-12-27"),
    ],
)
def test_every_word_counts(written: str, other: str) -> None:
    assert BASE.count(written) == 1, written
    changed, _, _ = resolve(parse([SourceFile("a.sla", BASE.replace(written, other))])[0], {})
    assert meaning_of(changed) != meaning_of(_read([SourceFile("a.sla", BASE)]))


def test_no_two_policies_of_the_corpus_have_the_same() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/corpus/valid").rglob("*.sla"))}
    meant = {
        path: meaning_of(resolve(parse([SourceFile("a.sla", text)])[0], ListFiles(path.parent))[0])
        for path, text in texts.items()
    }
    assert len(set(meant.values())) > 0.9 * len(meant) > 20
