"""Fit alone: what of `policies/acme` hangs on nothing but the lead's own fields. Points are 0.0001."""

from __future__ import annotations

from .records import Lead
from .straight import ELSEWHERE, PLACES
from .straight_clocks import DAYS_40
from .straight_points import DOMAINS, INDUSTRY, NO_TITLE, TITLES

_INDUSTRY = {"other": 0} | {industry: points * 100 for industry, points in INDUSTRY.items()}


def fit(lead: Lead, as_of: int) -> int:
    """The score in hundredths."""
    (
        _, _, title, _, _, domain, employees, revenue, industry, country, _, source, _, _, _, _, trial_started, _, _,
        review,
    ) = lead  # fmt: skip
    points, home, _ = (None if country is None else PLACES[country]) or ELSEWHERE
    points *= 100
    if domain is not None:
        competitor, free_mail, _ = DOMAINS[domain]
        if competitor:
            return 0
        if free_mail:
            points -= 100_000
    known, senior, billing, _ = NO_TITLE if title is None else TITLES[title]
    if not known:
        points -= 50_000
    if senior:
        points += 300_000
    if billing:
        points += 100_000
    rich = False
    if revenue is not None:
        if revenue >= 1_000_000_000:
            rich = True
            points += 50_000
        elif revenue < 50_000_000:
            points -= 100_000
    if industry is not None:
        points += _INDUSTRY[industry]
    if employees is not None and employees >= 50:
        points += 150_000 if employees < 500 else 250_000 if employees < 5000 else 50_000
        if (
            employees <= 5000
            and (industry == "software" or industry == "fintech")
            and (
                home
                or (senior and rich)
                or ((senior or rich) and trial_started is not None and as_of - DAYS_40 < trial_started <= as_of)
            )
        ):
            points += 250_000
    if source == "referral":
        points += 50_000
    if review is not None:
        points += -100_000 if review < -100_000 else 100_000 if review > 100_000 else review
    return 0 if points <= 0 else 10_000 if points >= 1_000_000 else (points + 50) // 100
