"""What GoRules' ZEN can take of `policies/acme`: everything that comes after the counting, as one expression a lead.

It sees one record and no log. Counting by day, week and quarter, fading, "since" and "follows the latest" are done
before, in SQL; so are words in titles, folding of texts and hashes, which it lacks or would redo for each lead.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

_BEST = Path(__file__).parent / "best.sql"
_BORDER = "-- From here on each lead"

COUNTS = r"""
SELECT id AS lead_id, senior, NOT has_title AS untitled, coalesce(competitor, FALSE) AS competitor,
  coalesce(regexp_matches(words, 'billing|revenue|accounts|finance'), FALSE) AS daily_user, served, on_trial, small,
  large, opted_out, employees, revenue::BIGINT AS revenue, industry, country, domain, source,
  (review * 10000)::BIGINT AS review, users, last_rep, has_rep, has_partner AS brought,
  email LIKE '%@acme.example' AS own,
  coalesce(has_word(words, 'student|intern|trainee'), FALSE)
    OR company LIKE '%university%' OR coalesce(domain LIKE '%.edu' OR domain LIKE '%.ac.uk', FALSE) AS academic,
  coalesce(contract_end > DATE '2027-09-30', FALSE) AS locked_in,
  coalesce(contract_end > today AND contract_end <= today + 120, FALSE) AS switching,
  coalesce(plain, 0) AS plain, coalesce(counts & 1048575, 0) AS webinars,
  coalesce((counts >> 20) & 1048575, 0) AS webinars_before, coalesce(counts >> 40, 0) AS opened,
  coalesce(flags, 0) & 8 > 0 AS chatted, coalesce(flags, 0) & 256 > 0 AS careers, coalesce(flags, 0) & 1 > 0 AS asked,
  coalesce(flags, 0) & 2 > 0 AS demo_since, coalesce(flags, 0) & 4 > 0 AS chat_since,
  coalesce(flags, 0) & 16 > 0 AS used, coalesce(flags, 0) & 32 > 0 AS clicked, came_back, coalesce(paths, 0) AS paths,
  coalesce(buying, 0) AS buying,
  coalesce(browsing, 0) AS browsing, coalesce(mail, 0) AS mail, coalesce(partners, 0) AS partners, lately, features,
  coalesce(imported, 0) AS imported, coalesce(trying, 0) AS trying, idle, created, coalesce(returned, 0) AS returned,
  coalesce(unreached, 0) AS unreached, coalesce(spoke, 0) AS spoke, called, contacted, handed_over,
  coalesce(bounces & 1048575, 0) AS bounced, coalesce(bounces >> 20, 0) AS bounced_days,
  coalesce(wrong_number, 0) AS wrong_number, coalesce(wrong_fit, 0) AS wrong_fit, not_now, no_reply, chose_another,
  least(not_now, no_reply, chose_another) AS back, won, qualified, accepted, became_mql, $as_of AS now,
  CASE ('0x' || substr(sha256(id), 1, 7))::BIGINT % 3 WHEN 0 THEN 'ana' WHEN 1 THEN 'ben' ELSE 'chloe' END AS person
FROM facts
"""


def counts() -> str:
    """The SQL that counts for it: the steps of `best.sql`, whose macros it needs, up to where each lead is one row."""
    steps = _BEST.read_text("utf-8").split(_BORDER)[0].rstrip().removesuffix(",")
    return steps + COUNTS


_FREE = ["gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com", "aol.com", "gmx.net", "proton.me"]
_DAY = 86_400_000
_MONTH = 30 * _DAY
_SINCE = "not (back != null and {0} > back)"


def _reached(name: str) -> str:
    return f"({name} != null and {_SINCE.format(name)})"


# One name after the other, each used by the later ones.
_STEPS = {
    "rich": "revenue != null and revenue >= 10000000",
    "knows": "(senior ? 1 : 0) + (rich ? 1 : 0) + (on_trial ? 1 : 0)",
    "ideal": 'employees != null and employees >= 50 and employees <= 5000 and industry in ["software", "fintech"]'
    ' and (country in ["us", "ca"] or knows >= 2)',
    "fits": "(senior ? 3000 : 0) + (daily_user ? 1000 : 0) + (ideal ? 2500 : 0)"
    " + (employees == null or employees < 50 ? 0 : employees < 500 ? 1500 : employees < 5000 ? 2500 : 500)"
    " + (revenue == null ? 0 : revenue < 500000 ? -1000 : revenue < 10000000 ? 0 : 500)"
    ' + (industry == "software" ? 2000 : industry == "fintech" ? 1500'
    ' : industry == "commerce" or industry == "media" ? 500 : 0)'
    ' + (country in ["us", "ca", "gb", "ie"] ? 500 : 0) + (source == "referral" ? 500 : 0) - (untitled ? 500 : 0)'
    f" - (domain in {_FREE} ? 1000 : 0)".replace("'", '"'),
    "unrounded": "fits * 100 + max([-100000, min([100000, review])]) + 50",
    "fit": "competitor or unrounded < 0 ? 0 : min([10000, floor(unrounded / 100)])",
    "using": "lately == null or not on_trial ? 0"
    " : min([3000, (lately < 3 ? 500 : features >= 3 ? 3000 : 1500) + (imported > 0 ? 1000 : 0)])",
    "rest": f"floor((idle == null ? created : idle) / {_MONTH})",
    "wants": "plain + 1000 * min([3, webinars]) + 500 * min([2, webinars_before]) + (chatted ? 1000 : 0)"
    f" + (came_back == null ? 0 : came_back < {14 * _DAY} ? 1000 : came_back < {28 * _DAY} ? 500 : 0)"
    " + (switching ? 1000 : 0) + min([4000, buying + min([1000, browsing])]) - (careers ? 2000 : 0)"
    " + min([1500, mail]) + max([-1000, min([4000, partners])]) / 2 + using - 1000 * max([0, min([3, rest])])",
    "engagement": "max([0, min([10000, wants])])",
    "early": "now - 1790827200000",
    "doubt": "min([3000, (locked_in ? 1000 : 0) + (returned == 2 ? 1000 : 0)"
    " + (unreached >= 3 and spoke == 0 and (idle == null or idle >= called) ? 1000 : 0)"
    f" + (handed_over != null and handed_over > {_MONTH} and (contacted == null or contacted >= {_MONTH}) ? 500 : 0)"
    " + (created > early and (idle == null or idle > early) ? 500 : 0)"
    f" + (created > {365 * _DAY} and not clicked and opened <= 2 ? 500 : 0) + 500 * min([2, bounced_days])"
    f" + (idle == null ? 0 : 1000 * min([2, max([0, floor(idle / {90 * _DAY})])]))])",
    "sum": "60 * fit + 40 * engagement - 100 * doubt + 50",
    "total": "not served or sum < 0 ? 0 : floor(sum / 100)",
    "trial": "min([10000, (fit >= 7000 ? 3000 : fit >= 4000 ? 1500 : 0)"
    " + (engagement >= 5000 ? 3000 : engagement >= 2000 ? 1500 : 0) + 100 * max([0, min([10, users])]) + trying])",
    "profile": 'fit >= 7000 ? "strong" : fit >= 4000 ? "medium" : "weak"',
    "priority": 'total >= 7500 ? "A" : total >= 6000 ? "B" : "C"',
    "product": 'trial >= 7000 and on_trial ? "high" : used ? "some" : "none_yet"',
    "disqualified": 'opted_out ? "opted_out_lead" : competitor ? "competitor_lead" : own == true ? "own_people"'
    ' : not served ? "no_export" : academic ? "academic" : small and not asked ? "too_small"'
    ' : bounced >= 2 and wrong_number > 0 ? "out_of_reach" : wrong_fit > 0 ? "wrong_fit"'
    ' : returned >= 3 ? "third_return" : null',
    "recycle": "back == null ? null"
    f' : not_now == back ? (back >= {180 * _DAY} or demo_since or paths >= 3 ? null : "not_now")'
    f' : no_reply == back ? (back >= {30 * _DAY} or demo_since or chat_since ? null : "no_reply")'
    f' : back >= {365 * _DAY} ? null : "chose_another"',
    "recycle_until": f'recycle == null ? null : now - back + (recycle == "not_now" ? {180 * _DAY}'
    f' : recycle == "no_reply" ? {30 * _DAY} : {365 * _DAY})',
    "stage": f'disqualified != null or recycle != null ? null : {_reached("won")} ? "customer"'
    f' : {_reached("qualified")} ? "SQL" : {_reached("accepted")} ? "SAL"'
    f' : total >= (now < 1798779600000 ? 6000 : 6500) or product == "high" or {_reached("became_mql")} ? "MQL"'
    ' : "inquiry"',
    "route": 'stage == null ? null : returned == 2 ? "second_look" : stage == "customer" ? "account_team"'
    ' : brought ? "partner_desk" : has_rep ? "known"'
    ' : large or (employees != null and employees >= 1000) ? "enterprise" : "everyone_else"',
    "routed_to": 'route == null ? null : route == "known" ? last_rep : route == "enterprise" ? person'
    ' : route == "partner_desk" ? "partners" : route == "account_team" ? "executives" : "sales"',
}
RESULTS = (
    "fit", "engagement", "doubt", "total", "trial", "profile", "priority", "product", "stage", "disqualified",
    "recycle", "recycle_until", "route", "routed_to",
)  # fmt: skip
EXPRESSION = "; ".join(f"{name} = {step}" for name, step in _STEPS.items()) + f"; [{', '.join(RESULTS)}]"


def decide() -> Callable[[dict[str, Any]], list[Any]]:
    """What decides on one lead's counts; the answer has the values of `RESULTS`."""
    import zen

    evaluate: Callable[[dict[str, Any]], list[Any]] = zen.compile_expression(EXPRESSION).evaluate
    return evaluate
