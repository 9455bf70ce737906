"""Where points come from: what each part can bring within the limits around it, and its share of the reach."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from leadpact.agreement import document as doc
from leadpact.agreement.prose import text_of
from leadpact.agreement.shares import shares
from leadpact.agreement.wording import Wording
from leadpact.policies import load
from leadpact_dsl.checks.bounds import reachable
from tests.compiler.agreement.documents import BARE, read

ACME = Path(__file__).parents[3] / "policies" / "acme"

LEAD = """
value dial "Dial" is 10
  from 2027-01-01: 30
lead
  size "Size": whole number required
activity viewed "viewed a page"
activity left "left"
"""


def bars(rules: str, head: str = 'score fit "Fit" from 0 to 100', name: str = "fit") -> list[tuple[str, ...]]:
    """Label, values and share of each bar, a part of another set in by a dot a level."""
    policy = read(BARE + LEAD + head + "\n" + rules)
    made = shares(policy, policy.scores[name], Wording())
    assert made is not None
    assert all(len(bar.values) == len(made.values) for bar in made.bars)
    return [("." * bar.depth + text_of(bar.label), *bar.values) for bar in made.bars]


def test_a_part_is_a_share_of_what_the_score_can_reach() -> None:
    assert bars("  +30 if size is 1\n  +20 if size is 2\n") == [
        ("The size is 1", "+30", "60%"),
        ("The size is 2", "+20", "40%"),
    ]


def test_a_capped_score_is_shared_out_by_its_cap() -> None:
    found = bars("  +90 if size is 1\n  +60 if size is 2\n")
    assert [share for *_, share in found] == ["90%", "60%"]


def test_what_takes_points_shows_its_least_and_no_share() -> None:
    assert bars("  +50 if size is 1\n  -10 if size is 2\n") == [
        ("The size is 1", "0", "+50", "100%"),
        ("The size is 2", "−10", "0", ""),
    ]


def test_a_group_holds_its_parts_back() -> None:
    found = bars(
        '  +50 if size is 1\n  group "Web" at most 40 points counts 50%\n    +10 for each viewed\n'
        '    group "Deep" at most 10 points\n      +15 if size is 3\n'
    )
    assert found == [
        ("The size is 1", "+50", "71%"),
        ("Group “Web”", "+20", "29%"),
        (".Each time the lead viewed a page", "+20", "29%"),
        (".Group “Deep”", "+5", "7%"),
        ("..The size is 3", "+5", "7%"),
    ]


def test_what_nothing_limits_is_said_to_have_no_limit() -> None:
    assert bars("  +10 for each viewed\n  -5 for each left\n") == [
        ("Each time the lead viewed a page", "0", "no limit", "100%"),
        ("Each time the lead left", "no limit", "0", ""),
    ]


def test_dated_amounts_count_at_their_best() -> None:
    assert bars("  +dial if size is 1\n  +10 if size is 2\n")[0][1:] == ("+30", "75%")


def test_a_fading_group_fades_its_rules() -> None:
    found = bars(
        '  +10 if size is 1\n  group "Web" losing 50% every 30 days\n    +10 for each viewed once a month\n'
        "    +1 if size is 2\n"
    )
    # Of three months the outer two can lie little more than February apart, and lose nothing; a fourth loses half.
    assert found[2][:2] == (".Each time the lead viewed a page", "+35")


def test_a_weighted_score_is_shared_by_its_terms() -> None:
    text = '  +100 if size is 1\nscore second "More" from 0 to 50\n  +50 if size is 2\n'
    text += 'score everything "All" is 40% of fit minus second\n'
    assert bars(text, name="everything") == [("40% of Fit", "0", "+40", "100%"), ("Minus More", "−50", "0", "")]


def test_a_score_that_only_takes_is_shared_by_what_it_takes() -> None:
    assert bars("  -30 if size is 1\n  -10 if size is 2\n", head='score fit "Fit" from -100 to 0') == [
        ("The size is 1", "−30", "0", "75%"),
        ("The size is 2", "−10", "0", "25%"),
    ]


def test_the_least_share_is_not_called_nothing() -> None:
    assert [share for *_, share in bars("  +100 if size is 1\n  +0.5 if size is 2\n")] == ["100%", "under 1%"]


@pytest.mark.parametrize("rules", ["  +10 if size is 1\n", "  +0 if size is 1\n  +0 if size is 2\n"])
def test_a_score_of_one_part_or_of_nothing_has_no_shares(rules: str) -> None:
    policy = read(BARE + LEAD + 'score fit "Fit" from 0 to 100\n' + rules)
    assert shares(policy, policy.scores["fit"], Wording()) is None


def test_the_shares_of_acme_lie_within_its_scores() -> None:
    policy, _ = load(ACME)
    assert policy is not None
    for name, score in policy.scores.items():
        made = shares(policy, score, Wording())
        assert made is not None
        top = [bar for bar in made.bars if bar.depth == 0]
        assert len(top) == len(score.rules) + len(score.terms)
        assert all(bar.share is not None and 0 <= bar.share <= 100 for bar in made.bars)
        assert sum(bar.share or Decimal(0) for bar in top) >= 100, (
            f"the parts of {name} reach {reachable(policy, name)}"
        )


def test_a_bar_stands_in_markdown_below_what_it_is_part_of() -> None:
    from leadpact.agreement.markdown import render_markdown

    made = doc.Bars("Shares", "Part", ("Most", "Share"), (doc.Bar(doc.plain("a|b"), ("+1", "5%"), Decimal(5), 1),))
    text = render_markdown(doc.Document("T", (), (), (doc.Section("1", "S", "s", (made,)),), ()))
    assert "| Part | Most | Share | |\n| --- | ---: | ---: | --- |\n| ↳ a\\|b | +1 | 5% | ▒ |\n" in text
