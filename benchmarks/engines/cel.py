"""Fit in CEL, by Google's own implementation (C++): one expression over a map, compiled once.

A regular expression is compiled anew at each use, so it stands behind a search for its words as letters anywhere, and
`cel.bind` would cost more than writing a part twice.
"""

from __future__ import annotations

from typing import Any

from cel_expr_python import cel  # type: ignore[import-untyped]
from cel_expr_python.ext import ext_strings  # type: ignore[import-untyped]

from benchmarks.cases import Case
from benchmarks.engines import COMPETITORS, FREE_MAIL, SENIOR, Engine, known_values


def _listed(values: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


_TITLE = "lead.title.lowerAscii()"
_DOMAIN = "lead.email_domain.lowerAscii()"
_COUNTRY = "lead.country.lowerAscii()"
_WORDS = f"""(has(lead.title)
  && ({" || ".join(f'{_TITLE}.contains("{word}")' for word in SENIOR)})
  && {_TITLE}.matches("(^|[^a-z0-9])({"|".join(SENIOR)})($|[^a-z0-9])"))"""
_RICH = "(has(lead.revenue) && lead.revenue >= 1000000000)"
_ON_TRIAL = "(has(lead.trial_started) && now - 3456000000 < lead.trial_started && lead.trial_started <= now)"
_DAILY = " || ".join(f'{_TITLE}.contains("{word}")' for word in ("billing", "revenue", "accounts", "finance"))

# Points in 0.0001, as a review gives them.
_POINTS = f"""
(has(lead.title) ? ({_WORDS} ? 300000 : 0) + ({_DAILY} ? 100000 : 0) : -50000)
+ (has(lead.employees) && lead.employees >= 50
   ? (lead.employees < 500 ? 150000 : lead.employees < 5000 ? 250000 : 50000)
     + (lead.employees <= 5000 && has(lead.industry) && lead.industry in ["software", "fintech"]
        && ({_COUNTRY} in ["us", "ca"]
            || ({_RICH} ? {_ON_TRIAL} || {_WORDS} : {_ON_TRIAL} && {_WORDS}))
        ? 250000 : 0)
   : 0)
+ (has(lead.revenue) ? (lead.revenue < 50000000 ? -100000 : lead.revenue < 1000000000 ? 0 : 50000) : 0)
+ (has(lead.industry)
   ? (lead.industry == "software" ? 200000 : lead.industry == "fintech" ? 150000
      : lead.industry in ["commerce", "media"] ? 50000 : 0)
   : 0)
+ ({_COUNTRY} in ["us", "ca", "gb", "ie"] ? 50000 : 0)
+ (has(lead.source) && lead.source == "referral" ? 50000 : 0)
+ (has(lead.email_domain) && {_DOMAIN} in {_listed(FREE_MAIL)} ? -100000 : 0)
+ (has(lead.review_points)
   ? (lead.review_points < -100000 ? -100000 : lead.review_points > 100000 ? 100000 : lead.review_points)
   : 0)
"""
EXPRESSION = f"has(lead.email_domain) && {_DOMAIN} in {_listed(COMPETITORS)} ? 0 : {_POINTS}"


def engines(version: str) -> list[Engine]:
    types = cel.Type
    variables = {"lead": types.Map(types.STRING, types.DYN), "now": types.INT}
    expression = cel.NewEnv(variables=variables, extensions=[ext_strings.ExtStrings()]).compile(EXPRESSION)
    evaluate = expression.eval

    def fit(data: dict[str, Any]) -> int:
        points: int = evaluate(data=data).value()
        return 0 if points <= 0 else 10_000 if points >= 1_000_000 else (points + 50) // 100

    return [Engine("CEL (cel-expr-python)", version, _prepare, fit, "folding of letters beyond ASCII")]


def _prepare(case: Case) -> dict[str, Any]:
    lead = known_values(case)
    return {"now": lead.pop("now"), "lead": lead}
