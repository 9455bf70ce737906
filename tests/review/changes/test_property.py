"""Every difference in meaning is told, at its place, and nothing else is: real policies with one clause otherwise."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from leadpact.digest import digest_of
from leadpact.policies import ListFiles
from leadpact.review.changes import Changes, changes_between
from leadpact_dsl import model
from leadpact_dsl.formatter import format_file
from leadpact_dsl.parser import parse
from leadpact_dsl.resolve import resolve
from leadpact_dsl.source import SourceFile
from tests.compiler.test_digest import _changes as said_otherwise
from tests.conftest import ROOT
from tests.review.changes.policies import POLICIES, files_of, lines_removed, lines_swapped, real

EVERY = 37
"""One mutation of so many is tried: each run takes the same ones. Others were tried once, all of them."""


def mutations(name: str) -> Iterator[tuple[int, SourceFile]]:
    for file in files_of(name):
        for number, _, text in said_otherwise(file.text):
            yield number, SourceFile(file.name, text)
        yield from lines_removed(file)
        yield from lines_swapped(file)


def read(files: list[SourceFile], name: str) -> model.Policy:
    written, syntax = parse(sorted(files, key=lambda file: file.name))
    policy, _, names = resolve(written, ListFiles(ROOT / "policies" / name))
    assert not [found for found in (*syntax, *names) if found.is_error]
    return policy


def declaration_at(file: SourceFile, line: int) -> int:
    """The first line of the declaration that a line belongs to; of what stands before the first one, that."""
    begins = [n for n, text in enumerate(file.text.splitlines(), 1) if re.match(r"[a-z]", text)]
    return max([n for n in begins if n <= line], default=begins[0])


def stands_at(changes: Changes, base: SourceFile, now: SourceFile, line: int) -> bool:
    """Whether a change points into the declaration that was changed, as it was before or as it is now."""
    for change in changes.changes:
        if change.clause == "log":  # it has no place in the model
            return "log\n" in base.text
        for span, file in ((change.old_span, base), (change.new_span, now)):
            lines = (min(n, len(file.line_starts)) for n in (line - 1, line))
            at = {declaration_at(file, max(1, n)) for n in lines}
            if span is not None and span.file.name == file.name and declaration_at(file, span.line) in at:
                return True
    return False


@pytest.mark.parametrize("offset", [5, 23])
@pytest.mark.parametrize("name", POLICIES)
def test_what_counts_in_the_digest_is_told_and_nothing_else(name: str, offset: int) -> None:
    base = real(name)
    assert base is not None
    texts = {file.name: file for file in files_of(name)}
    tried = 0
    for number, (line, file) in enumerate(mutations(name)):
        if number % EVERY != offset:
            continue
        changed = real(name, file)
        if changed is None:
            continue
        tried += 1
        where = f"{file.name}:{line}"
        differs = digest_of(base) != digest_of(changed)
        forth, back = changes_between(base, changed), changes_between(changed, base)
        assert forth.signed == back.signed == differs, where
        assert sorted(c.label for c in forth.changes if c.label in ("wording", "different")) == sorted(
            c.label for c in back.changes if c.label in ("wording", "different")
        ), where
        if forth.changes:
            # A name that is a text of many clauses, such as a team's, may be told where it is declared.
            assert stands_at(forth, texts[file.name], file, line), (where, [c.sentence for c in forth.changes])
        for change in forth.changes:
            assert re.fullmatch(r"[A-Z“0-9].*[.!?:”)]", change.sentence, re.DOTALL)
            assert "  " not in change.sentence
    assert tried > 5


@pytest.mark.parametrize("name", POLICIES)
def test_layout_comments_and_files_are_no_change(name: str) -> None:
    base = real(name)
    assert base is not None
    files = [SourceFile(file.name, format_file(file).text or "") for file in files_of(name)]
    spread = [
        SourceFile(file.name, "# Why.\n\n" + re.sub(r"^(\w.*[^\n\"])$", r"\n\1   # so", file.text, flags=re.M))
        for file in files_of(name)
        if '"""' not in file.text
    ]
    others = [file for file in files_of(name) if '"""' in file.text]
    random.Random(3).shuffle(files)
    renamed = [SourceFile(f"{place:02}.sla", file.text) for place, file in enumerate(files)]
    for variant in (files, [*spread, *others], renamed):
        assert changes_between(base, read(variant, name)).changes == ()


@pytest.mark.parametrize("name", POLICIES)
def test_the_order_of_declarations_is_a_change_only_where_one_stands_in_line(name: str) -> None:
    base = real(name)
    assert base is not None
    blocks = [block for file in files_of(name) for block in re.split(r"^(?=[a-z])", file.text, flags=re.M)]
    in_line = [block for block in blocks if re.match(r"stage|disqualify|route|recycle|response", block)]
    free = [block for block in blocks if block not in in_line]
    random.Random(5).shuffle(free)
    together = SourceFile("b.sla", "\n".join(in_line))
    assert changes_between(base, read([SourceFile("a.sla", "\n".join(free)), together], name)).changes == ()
    swapped = SourceFile("b.sla", "\n".join(reversed(in_line)))
    found = changes_between(base, read([SourceFile("a.sla", "\n".join(free)), swapped], name)).changes
    assert found
    assert all(change.label == "different" and " now comes " in change.sentence for change in found)


DECLARED = r"^(?:value|list|define|score|grade|stage|disqualify|route|clock|response|recycle|nurture|goal|team) (\w+)"


@pytest.mark.parametrize("name", POLICIES)
def test_a_name_that_changed_wherever_it_stands_is_wording_only(name: str) -> None:
    base = real(name)
    assert base is not None
    texts = {file.name: file.text for file in files_of(name)}
    names = sorted({found for text in texts.values() for found in re.findall(DECLARED, text, re.M)})
    fields = [*base.lead.fields.values(), *(f for one in base.activities.values() for f in one.fields.values())]
    choices = {choice.name for field in fields for choice in field.choices}  # data is read by these
    for found in random.Random(1).sample([one for one in names if one not in choices], 12):
        other = [SourceFile(file, _renamed(text, found)) for file, text in texts.items()]
        try:
            policy = read(other, name)
        except AssertionError:
            continue  # a word that means something else elsewhere, too
        changes = changes_between(base, policy)
        assert changes.meaning == (), (found, [change.sentence for change in changes.meaning])
        assert len(changes.wording) >= 1
        assert all(f"{found}_x" in change.sentence for change in changes.wording)


def _renamed(text: str, name: str) -> str:
    """The name outside of quotes and comments."""
    parts = re.split(r'("""[\s\S]*?"""|"[^"\n]*"|#.*)', text)
    return "".join(
        part if number % 2 else re.sub(rf"\b{name}\b", f"{name}_x", part) for number, part in enumerate(parts)
    )


def test_any_two_policies_can_be_held_against_each_other() -> None:
    policies = [real(name) for name in POLICIES]
    for old in policies:
        for new in policies:
            assert old is not None
            assert new is not None
            changes = changes_between(old, new)
            assert changes.signed == (old is not new)
            assert bool(changes.changes) == (old is not new)


@pytest.mark.parametrize("name", POLICIES)
def test_what_could_be_read_of_a_broken_policy_can_be_compared(name: str) -> None:
    base = real(name)
    assert base is not None
    chance = random.Random(11)
    for _ in range(12):
        files = []
        for file in files_of(name):
            lines = file.text.splitlines(keepends=True)
            files.append(SourceFile(file.name, "".join(line for line in lines if chance.random() > 0.15)))
        written, _ = parse(sorted(files, key=lambda file: file.name))
        partial, _, _ = resolve(written, ListFiles(ROOT / "policies" / name))
        assert changes_between(base, partial).changes
        assert changes_between(partial, base).changes
