"""Policies of great size: what is said of them, and that no comparison is made again and again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leadpact_dsl.checks import crowds, plain
from leadpact_dsl.checks.spreads import MOST_MEETING, Cut, Run, gaps, meeting
from leadpact_dsl.checks.subjects import Subjects
from leadpact_dsl.model import Policy
from leadpact_dsl.policy import read_policy
from leadpact_dsl.source import SourceFile
from tests.dsl.checks.reading import BASE, define, marked, of


def shared(levels: int) -> str:
    """Definitions in pairs, each pair naming the next pair twice over."""
    lines = ["define top\n  when a0 and b0\n"]
    for level in range(levels):
        below = f"a{level + 1} and b{level + 1}" if level + 1 < levels else 'country is "x"'
        lines.append(f"define a{level}\n  when seats is {level} or both{level}\n")
        lines.append(f"define b{level}\n  when seats is {1000 + level} or both{level}\n")
        lines.append(f"define both{level}\n  when {below}\n")
    return BASE + "".join(lines)


def read(text: str) -> Policy:
    policy = read_policy([SourceFile("policy.sla", text)]).policy
    assert policy is not None
    return policy


@pytest.mark.parametrize("levels", [3, 7])
def test_shared_definitions_are_compared_once(levels: int) -> None:
    policy = read(shared(levels))
    comparing = plain.Comparing(policy)
    tops = policy.defines["a0"].when, policy.defines["b0"].when
    assert not comparing.disjoint(*tops)
    assert not comparing.implies(*tops)
    conditions = 7 * levels + 3
    assert comparing.steps <= 2 * conditions**2


def test_comparing_gives_up_as_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = read(define("seats is at least 1000") + "define wider\n  when seats is at least 500\n")
    one, other = policy.defines["it"].when, policy.defines["wider"].when
    assert plain.Comparing(policy).implies(one, other)
    monkeypatch.setattr(plain, "MOST_STEPS", 0)
    comparing = plain.Comparing(policy)
    assert not comparing.implies(one, other)
    assert comparing.is_spent


def test_only_what_shares_a_subject_is_compared() -> None:
    policy = read(
        BASE
        + "".join(
            f"define d{place}\n  when {words}\n"
            for place, words in enumerate(
                ["seats is 1", 'country is "x"', "viewed_page or seats is 2", "called", "d1 and seats is 5", "d3"]
            )
        )
    )
    conditions = [define.when for define in policy.defines.values()]
    assert dict(Subjects(policy).earlier([*conditions, None])) == {
        0: [],
        1: [],
        2: [0],
        3: [],
        4: [0, 1, 2],
        5: [3],
        6: [0, 1, 2, 3, 4, 5],
    }


def test_a_condition_of_more_parts_than_anyone_follows() -> None:
    lines = [f"seats is {number}" for number in range(crowds.MOST_CONDITIONS + 1)]
    too_many = define("any of\n" + "\n".join(f"  {line}" for line in lines))
    assert len(of(too_many, "LP242")) == 1
    just_so = define("any of\n" + "\n".join(f"  {line}" for line in lines[1:]))
    assert not of(just_so, "LP242")


def test_definitions_that_double_are_refused_where_they_become_too_many() -> None:
    """Only the innermost clause that is too large is named: those that name it are only as large because of it."""
    assert [text.split("\n")[0] for text in marked(shared(12), "LP242")] == ["define both2"]


def row_runs(*ends: tuple[int, int]) -> list[tuple[Run, ...]]:
    return [(Run(Cut(Decimal(low), False), Cut(Decimal(high), False)),) for low, high in ends]


def test_runs_that_meet_and_what_they_leave() -> None:
    runs = row_runs((0, 10), (20, 30), (5, 15), (10, 20), (8, 9))
    assert meeting(runs) == [[], [], [0], [2], [0, 2]]
    whole = (Run(Cut(Decimal(-5), False), Cut(Decimal(40), False)),)
    left = gaps(whole, row_runs((0, 10), (20, 30), (5, 15)))
    assert [(int(run.start.at), int(run.end.at)) for run in left] == [(-5, 0), (15, 20), (30, 40)]


def test_rows_that_all_meet_are_not_told_of_in_pairs() -> None:
    found = meeting(row_runs(*[(0, 10)] * 200))
    assert not found[0]
    assert all(0 < len(earlier) <= MOST_MEETING for earlier in found[1:])
