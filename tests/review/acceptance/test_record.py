"""The record of acceptances: what is written is read back, and what was changed by hand is found."""

from __future__ import annotations

import datetime as dt
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadpact.review.acceptance.findings import lost
from leadpact.review.acceptance.record import MAX_NAME, Record, added, read, what_is_wrong_with_name, written
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.source import SourceFile

NAME = "acceptance.toml"
MEANING, OTHER = f"sha256:{'5c' * 32}", f"sha256:{'1a' * 32}"
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def three() -> Record:
    record = added(Record(), team="marketing", by="Ada Lovelace", at=NOON, version="1", meaning=MEANING)
    record = added(record, team="sales", by="Alan Turing", at=NOON + dt.timedelta(1), version="1", meaning=MEANING)
    return added(record, team="marketing", by="Ada Lovelace", at=NOON + dt.timedelta(9), version="2", meaning=OTHER)


def found(text: str) -> Record | Diagnostic:
    return read(SourceFile(NAME, text))


def refused(text: str) -> Diagnostic:
    problem = found(text)
    assert isinstance(problem, Diagnostic), "it was taken for sound"
    assert (problem.code, problem.is_error) == ("LP852", True)
    assert problem.help, "it says no way out"
    return problem


def entries(text: str) -> tuple[str, list[str]]:
    """The file's head, and its entries one by one."""
    head, *rest = text.split("\n[[acceptance]]\n")
    return head, [f"\n[[acceptance]]\n{entry}" for entry in rest]


def test_what_is_written_is_read_back() -> None:
    assert found(written(three())) == three()
    assert found(written(Record())) == Record()


def test_it_reads_as_toml_in_a_pull_request() -> None:
    table = tomllib.loads(written(three()))
    assert [entry["team"] for entry in table["acceptance"]] == ["marketing", "sales", "marketing"]
    assert table["acceptance"][0]["by"] == "Ada Lovelace"
    assert table["acceptance"][0]["at"] == NOON


def test_an_acceptance_is_added_at_the_end_and_changes_no_line_of_those_before() -> None:
    before, after = (
        written(three()),
        written(added(three(), team="sales", by="B", at=NOON, version=None, meaning=OTHER)),
    )
    old, new = entries(before)[1], entries(after)[1]
    assert new[:-1] == [*old[:-1], f"{old[-1].rstrip()}\n"]
    assert len(new) == 4


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(categories=["L", "M", "N", "P", "S"]), max_size=30).map(lambda name: f"A{name}"),
            st.none() | st.text(max_size=40),
            st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2200, 1, 1)),
        ),
        max_size=4,
    )
)
def test_any_name_and_version_come_back(rows: list[tuple[str, str | None, dt.datetime]]) -> None:
    record = Record()
    for by, version, at in rows:
        record = added(record, team="sales", by=by, at=at.replace(tzinfo=dt.UTC), version=version, meaning=MEANING)
    assert found(written(record)) == record


# ------------------------------------------------------------------------------------------------- changed by hand


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Alan Turing", "Grace Hopper"),
        ("2026-11-23", "2026-10-23"),
        ('team = "sales"', 'team = "marketing"'),
        (MEANING, OTHER),
        ('version = "1"\n', ""),
        ('version = "2"', 'version = "3"'),
    ],
)
def test_an_entry_that_was_changed_is_found(old: str, new: str) -> None:
    text = written(three())
    assert old in text
    refused(text.replace(old, new, 1))
    refused(text[::-1].replace(old[::-1], new[::-1], 1)[::-1])


def test_every_character_of_an_entry_counts() -> None:
    """But for blanks, which no reader takes for anything."""
    text = written(three())
    start = text.index("\n[[acceptance]]")
    for place in range(start, len(text)):
        if not text[place].isspace():
            other = "X" if text[place] != "X" else "Y"
            refused(text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_entry_that_was_taken_out_is_found(place: int) -> None:
    head, rest = entries(written(three()))
    problem = refused(head + "".join(entry for number, entry in enumerate(rest) if number != place))
    assert ("at the end" in problem.message) == (place == 2)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_entry_that_stands_twice_is_found(place: int) -> None:
    head, rest = entries(written(three()))
    rest.insert(place, rest[place].rstrip() + "\n")
    assert "stands there twice" in refused(head + "".join(rest)).message


def test_entries_that_changed_places_are_found() -> None:
    head, (one, two, three_) = entries(written(three()))
    problem = refused(head + two + one + three_)
    assert problem.message.startswith(
        f"The 1st entry of {NAME} (sales, by “Alan Turing”, 23 November 2026) was changed"
    )
    assert problem.span is not None
    assert problem.span.text == "[[acceptance]]"


def test_an_entry_of_another_record_is_found() -> None:
    other = added(Record(), team="sales", by="Mallory", at=NOON, version="2", meaning=OTHER)
    refused(written(three()) + entries(written(other))[1][0])


@pytest.mark.parametrize(
    "text",
    [
        written(three()).replace('version = "2"', 'version = "2"  # approved by the board'),
        written(three()).replace("[[acceptance]]", "# The board agreed.\n[[acceptance]]", 1),
        written(three()).replace("12:00:00Z", "12:00:00.5Z", 1),
        written(three()).replace("12:00:00Z", "13:00:00+01:00", 1),
        written(three()) + "note = 1\n",
        written(three()).replace("form = 1", 'form = 1\nnote = "x"'),
    ],
    ids=["remark", "remark above", "half a second", "offset", "in an entry", "in the head"],
)
def test_nothing_can_be_written_between_the_lines(text: str) -> None:
    refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "form = 0",
        'form = "1"',
        "form = 1",
        'form = 1\nlast = ""\nacceptance = 3',
        'form = 1\nlast = ""\nacceptance = [3]',
        'form = 1\nlast = ""\n[acceptance]\nteam = "a"',
        f"x = {'[' * 5000}",
        "form = 1e400",
        f"form = {'9' * 5000}",
        "at = 9999-12-31T23:59:59-23:59\nform = 1",
        written(three()).replace("2026-11-22T12:00:00Z", "0001-01-01T00:00:00+23:00", 1),
        written(three()).replace("2026-11-22T12:00:00Z", "2026-11-22", 1),
        written(three()).replace('by = "Ada Lovelace"', 'by = "\\u001b[2J"', 1),
    ],
)
def test_what_is_no_record_is_no_mishap(text: str) -> None:
    refused(text)


def test_the_marks_of_a_merge_are_told() -> None:
    head, (one, two, three_) = entries(written(three()))
    problem = refused(f"{head}{one}<<<<<<< HEAD{two}=======\n{three_}\n>>>>>>> topic\n")
    assert "two branches" in problem.message
    assert "--ours" in problem.help


def test_a_record_of_a_newer_leadpact_is_told() -> None:
    assert "newer leadpact" in refused(written(three()).replace("form = 1", "form = 2")).message


def test_a_head_that_is_worded_otherwise_in_a_later_release_does_no_harm() -> None:
    text = written(three())
    assert found(text.replace("# Who has accepted", "# Those that have accepted")) == three()


# ---------------------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    "name",
    ["Ada Lovelace", "Zoë O’Neill-Núñez", "李雷", "علی‌رضا", "X Æ A-12", "5", "**Ada** <b>", "a|b", "=HYPERLINK(1)"],
)
def test_names_of_people_are_taken(name: str) -> None:
    assert what_is_wrong_with_name(name) is None
    record = added(Record(), team="sales", by=name, at=NOON, version=None, meaning=MEANING)
    assert found(written(record)) == record


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "\t",
        " Ada",
        "Ada ",
        "Ada\nsigned",
        "Ada\x1b[31m",
        "Ada\x00",
        "Ada\u202etpircs",
        "\u200bAda",
        "—",
        "Ada\x7f",
    ],
)
def test_what_cannot_be_seen_is_no_name(name: str) -> None:
    assert what_is_wrong_with_name(name) is not None


def test_a_name_may_not_fill_the_page() -> None:
    assert what_is_wrong_with_name("A" * MAX_NAME) is None
    assert what_is_wrong_with_name("A" * (MAX_NAME + 1)) is not None
    assert what_is_wrong_with_name("\u0958" * MAX_NAME) is not None, "one character that is kept as two"


# --------------------------------------------------------------------------------------------- against an earlier one


def test_a_record_is_only_added_to() -> None:
    before, file = three(), SourceFile(NAME, "")
    more = added(before, team="sales", by="B", at=NOON, version=None, meaning=OTHER)
    assert lost(before, before, file, "main") is None
    assert lost(before, more, file, "main") is None
    assert lost(Record(), before, file, "main") is None
    for less in (Record(), Record(before.entries[:2]), Record(before.entries[1:])):
        problem = lost(before, less, file, "main")
        assert problem is not None
        assert problem.code == "LP854"


def test_a_false_record_with_seals_that_fit_is_found_where_there_is_an_earlier_one() -> None:
    """The seals alone cannot tell: there is no secret in them."""
    false = added(Record(), team="marketing", by="Mallory", at=NOON, version="1", meaning=MEANING)
    assert found(written(false)) == false
    assert lost(three(), false, SourceFile(NAME, ""), "main") is not None
