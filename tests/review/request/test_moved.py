"""Which policy that is gone is which that is new."""

from __future__ import annotations

from leadpact.review.request.moved import Content, moved

ONE = Content("One", ("a\nb\nc\nd", "e\nf"))
TWO = Content("Two", ("u\nv\nw\nx",))


def test_the_same_text_is_the_same_policy_in_whatever_files() -> None:
    assert moved({"one": ONE, "two": TWO}, {"2": TWO, "1": Content("Else", ("f\ne\n  d\nc\nb\na",))}) == {
        "1": "one",
        "2": "two",
    }


def test_half_of_the_lines_are_enough_and_less_are_not() -> None:
    assert moved({"two": TWO}, {"new": Content("New", ("u\nv\ny\nz",))}) == {"new": "two"}
    assert moved({"two": TWO}, {"new": Content("New", ("u\nx1\ny\nz",))}) == {}
    assert moved({"two": TWO}, {"new": Content("New", ("u\nv\nw\nx\n1\n2\n3\n4\n5",))}) == {}


def test_the_same_title_is_enough() -> None:
    assert moved({"two": TWO}, {"new": Content("Two", ("p\nq",))}) == {"new": "two"}
    assert moved({"two": Content(None, ("a",))}, {"new": Content(None, ("b",))}) == {}


def test_each_is_taken_once_and_the_most_alike_first() -> None:
    decoy, real = Content("Two", ("y",)), Content("New", ("u\nv\nw\nx",))
    assert moved({"two": TWO}, {"decoy": decoy, "real": real}) == {"real": "two"}
    assert moved({"two": TWO, "again": TWO}, {"new": TWO}) == {"new": "two"}


def test_nothing_is_like_nothing() -> None:
    assert moved({"old": Content("A", ())}, {"new": Content("B", ())}) == {}
