"""Fit alone: what of `policies/acme` hangs on nothing but the lead's own fields. Points are 0.0001."""

from __future__ import annotations

from .records import Lead
from .straight import COMPETITORS, COUNTRIES, ELSEWHERE
from .straight_clocks import DAYS_40
from .straight_points import FREE_MAIL, INDUSTRY, SENIOR
from .texts import fold, parted

_PLACES = {country: (points * 100, home) for country, (points, home, _) in COUNTRIES.items()}
_ELSEWHERE = ELSEWHERE[:2]
_INDUSTRY = {"other": 0} | {industry: points * 100 for industry, points in INDUSTRY.items()}


def fit(lead: Lead, as_of: int) -> int:
    """The score in hundredths."""
    (
        _, _, title, _, _, domain, employees, revenue, industry, country, _, source, _, _, _, _, trial_started, _, _,
        review,
    ) = lead  # fmt: skip
    place = None if country is None else _PLACES.get(country) or _PLACES.get(fold(country))
    points, home = place or _ELSEWHERE
    if domain is not None:
        domain = fold(domain)
        if domain in COMPETITORS:
            return 0
        if domain in FREE_MAIL:
            points -= 100_000
    senior = False
    if title is not None and (words := parted(title)):
        senior = not SENIOR.isdisjoint(words.split(b" "))
        if senior:
            points += 300_000
        if b"revenue" in words or b"accounts" in words or b"billing" in words or b"finance" in words:
            points += 100_000
    else:
        points -= 50_000
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
