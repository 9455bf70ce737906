"""Rules: the leads they pay against those they are held against, worked out once more with pandas and scipy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from leadpact.review.calibrate.gathering import NO_ROW, UNKNOWN, YES, LinePart
from leadpact.review.calibrate.lines import first_ofs, signs
from leadpact.review.calibrate.result import RuleFound
from leadpact.review.calibrate.statistics import adjusted, compared, tie
from leadpact.review.calibrate.weighing_rules import weigh_rules
from leadpact_dsl.checks.walk import rules
from leadpact_dsl.model import Clause, IfRule, Policy, Table
from tests.review.calibrate.parts import gathered, made_up
from tests.review.calibrate.policies import policy

ROWS = (-500, 1000, 3000)
"""The points of the table by size, in hundredths."""


@dataclass(frozen=True)
class Line:
    """A line as an engine gives it."""

    score: str
    clause: Clause
    kind: str = "rule"
    scale: int = 2
    row: object = None


def _lines(made: Policy) -> list[Line]:
    """The table, the two rules of `first of`, the note, and both of doubt."""
    fit, doubt = made.scores["fit"], made.scores["doubt"]
    paying = [rule for rule in rules(fit) if isinstance(rule, Table | IfRule)]
    found = [Line("fit", rule, row=() if isinstance(rule, Table) else None) for rule in paying]
    return found + [Line("doubt", rule) for rule in rules(doubt)]


def _frame() -> pd.DataFrame:
    """800 leads; those with the third row and with the first rule convert more often, those with `out` less."""
    rng = np.random.default_rng(11)
    frame = made_up(800, 11)
    frame["row"] = rng.choice([0, 1, 2, NO_ROW], 800)
    frame["first"] = rng.random(800) < 0.2
    frame["second"] = ~frame["first"] & (rng.random(800) < 0.3)
    frame["note"], frame["out"], frame["called"] = rng.random(800) < 0.3, rng.random(800) < 0.25, False
    chance = 0.25 + 0.4 * (frame["row"] == 2) + 0.2 * frame["first"] - 0.2 * frame["out"]
    frame["won"] = np.where(rng.random(800) < 0.1, UNKNOWN, rng.random(800) < chance).astype(np.int8)
    return frame


def _parts(frame: pd.DataFrame) -> list[LinePart]:
    def paid(name: str, points: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.where(frame[name], points, 0).astype(np.int64)

    rows = frame["row"].to_numpy(dtype=np.int64)
    points = np.where(rows == NO_ROW, 0, np.array([*ROWS, 0])[rows]).astype(np.int64)
    first, second = frame["first"].to_numpy(), frame["second"].to_numpy()
    return [
        LinePart(points, rows, ROWS),
        LinePart(paid("first", 2000), aside=second & ~first),
        LinePart(paid("second", 500), aside=first & ~second),
        LinePart(paid("note", 1000)),
        LinePart(paid("out", 1000)),
        LinePart(paid("called", 1000)),
    ]


def _found() -> tuple[RuleFound, ...]:
    made = policy()
    paid = gathered(_frame(), _parts(_frame())).paid
    suspect = made.scores["fit"].rules[-1].id
    return weigh_rules(_lines(made), paid, signs(made, ["total"]), lambda clause: clause.id == suspect)


def _groups() -> dict[tuple[str, int | None], tuple[pd.Series[bool], pd.Series[bool]]]:
    """By clause and row, the leads paid and those held against them."""
    frame = _frame()
    points = frame["row"].map({0: -5, 1: 10, 2: 30, NO_ROW: 0})
    neither = ~frame["first"] & ~frame["second"]
    return {
        ("score fit/1", 0): (frame["row"] == 0, points > -5),
        ("score fit/1", 1): (frame["row"] == 1, points < 10),
        ("score fit/1", 2): (frame["row"] == 2, points < 30),
        ("score fit/2.1", None): (frame["first"], neither),
        ("score fit/2.2", None): (frame["second"], neither),
        ("score fit/3", None): (frame["note"], ~frame["note"]),
        ("score doubt/1", None): (frame["out"], ~frame["out"]),
        ("score doubt/2", None): (frame["called"], ~frame["called"]),
    }


def test_who_is_paid_and_who_is_held_against_them() -> None:
    frame = _frame()
    known = (frame["won"] != UNKNOWN) & ~frame["closed"]
    groups = _groups()
    found = {_key(rule): rule for rule in _found()}
    assert set(found) == set(groups)
    for key, (paid, others) in groups.items():
        rule = found[key]
        for share, who in ((rule.paid, paid), (rule.others, others)):
            assert share.known == (who & known).sum(), key
            assert share.converted == (who & known & (frame["won"] == YES)).sum(), key


def _key(rule: RuleFound) -> tuple[str, int | None]:
    if rule.row is None:
        return rule.clause.id, None
    assert isinstance(rule.clause, Table)
    return rule.clause.id, rule.clause.rows.index(rule.row)


def test_differences_intervals_and_ps_are_scipys() -> None:
    told = [rule for rule in _found() if rule.p is not None]
    raw = []
    for rule in told:
        paid, others = rule.paid, rule.others
        table = [
            [paid.converted, paid.known - paid.converted],
            [others.converted, others.known - others.converted],
        ]
        raw.append(stats.fisher_exact(table).pvalue)
        one = [1] * paid.converted + [0] * (paid.known - paid.converted)
        other = [1] * others.converted + [0] * (others.known - others.converted)
        welch = stats.ttest_ind(one, other, equal_var=False).confidence_interval()
        assert rule.interval == pytest.approx((welch.low, welch.high))
        assert rule.difference == pytest.approx(np.mean(one) - np.mean(other))
    assert [rule.p for rule in told] == pytest.approx(list(stats.false_discovery_control(raw)))


def test_verdicts_and_their_order() -> None:
    found = _found()
    verdicts = {_key(rule): (rule.verdict, rule.sign, rule.against) for rule in found}
    assert verdicts["score fit/1", 2] == ("better", 1, False)
    assert verdicts["score doubt/1", None] == ("worse", -1, False)
    assert verdicts["score fit/3", None] == ("no telling", 1, False)
    order = [(not rule.against, rule.verdict == "no telling") for rule in found]
    assert order == sorted(order)
    told = [abs(rule.difference or 0) * rule.paid.known for rule in found if rule.verdict != "no telling"]
    assert told == sorted(told, reverse=True)


def test_a_rule_that_pays_whoever_converts_less_works_against_its_points() -> None:
    frame = _frame()
    parts = _parts(frame)
    parts[3] = LinePart(parts[4].points)  # the note pays those who opted out
    made = policy()
    found = weigh_rules(_lines(made), gathered(frame, parts).paid, signs(made, ["total"]), lambda _: False)
    assert (found[0].clause.id, found[0].verdict, found[0].against) == ("score fit/3", "worse", True)


def test_a_rule_that_pays_nobody_is_held_against_nobody() -> None:
    (nobody,) = [rule for rule in _found() if rule.clause.id == "score doubt/2"]
    assert (nobody.paid.known, nobody.p, nobody.difference, nobody.verdict) == (0, None, None, "no telling")


def test_what_is_doubted_is_marked() -> None:
    assert [rule.clause.id for rule in _found() if rule.suspect] == ["score fit/3"]


def test_points_are_told_as_they_were_given() -> None:
    frame, made = _frame(), policy()
    parts = _parts(frame)
    parts[3] = LinePart(np.where(frame["note"], np.arange(800) % 3 * 100 + 100, 0).astype(np.int64))
    found = weigh_rules(_lines(made), gathered(frame, parts).paid, signs(made, ["total"]), lambda _: False)
    points = {rule.clause.id: rule.points for rule in found if rule.row is None}
    assert points["score fit/3"] == (1, 3)
    assert points["score fit/2.1"] == (20, 20)


def test_a_row_counts_the_others_of_blocks_that_it_is_not_in() -> None:
    """A row that only the last leads hit is held against all leads that the table pays less."""
    frame = _frame().sort_values("row", kind="stable").reset_index(drop=True)
    known = (frame["won"] != UNKNOWN) & ~frame["closed"]
    made = policy()
    found = weigh_rules(_lines(made), gathered(frame, _parts(frame)).paid, signs(made, ["total"]), lambda _: False)
    (last,) = [rule for rule in found if _key(rule) == ("score fit/1", 2)]
    assert last.others.known == (known & (frame["row"] != 2)).sum()


# --------------------------------------------------------------------------------------------- scores and statistics


def test_which_way_each_score_moves_the_one_in_question() -> None:
    assert signs(policy(), ["total"]) == {"fit": 1, "doubt": -1, "total": 1, "interest": 1}
    assert signs(policy(), ["fit"]) == {"fit": 1}


def test_rules_of_one_first_of_share_a_number() -> None:
    assert first_ofs(policy()) == {"score fit/2.1": 0, "score fit/2.2": 0}


def test_small_groups_have_no_interval() -> None:
    assert compared((9, 40), (20, 60))[1] is None
    assert compared((10, 40), (20, 60))[1] is not None


def test_nothing_compared_nothing_adjusted() -> None:
    assert adjusted([]) == []


def test_a_tie_is_cramers_v() -> None:
    table = np.array([[30, 10], [5, 40], [0, 0]])
    chi2 = stats.chi2_contingency(table[:2], correction=False).statistic
    assert tie(table) == pytest.approx(np.sqrt(chi2 / table.sum()))
    assert tie(np.array([[3, 4]])) == 0
