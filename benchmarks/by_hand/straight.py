"""The rules of `policies/acme` as a programmer paid for speed writes them: straight down, in integers, nothing twice.

This is what a company would maintain by hand instead of a policy, and what the compiled scorer is measured against.
`straight_points.py` has the scores, `straight_clocks.py` the clocks, `straight_fit.py` fit by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from .hours import NEW_YEAR_2027
from .records import Activity, Cycle, Decision, Lead, Refused, Route, Row
from .straight_clocks import CALENDARS, DAYS_40, cycles, recycling
from .straight_points import (
    DOMAINS,
    MILLION,
    NO_DOMAIN,
    NO_TITLE,
    TITLES,
    doubt_of,
    engagement_of,
    fit_of,
    fit_of_record,
    total_of,
    trial_of,
)
from .texts import BLANKS, Remembered, fold

Log = Sequence[Activity]
ByKind = dict[str, list[Row]]

END_OF_TIME = 7_289_654_400_000  # 2201-01-01 UTC

# Whether a kind of activity is the lead's own.
# fmt: off
KINDS = {
    **dict.fromkeys(
        (
            "viewed_page", "opened_email", "clicked_email", "attended_webinar", "met_at_event", "joined_partner_event",
            "stayed_away", "requested_demo", "submitted_form", "asked_in_chat", "used_feature", "unsubscribed",
        ),
        True,
    ),
    **dict.fromkeys(
        (
            "bounced", "became_mql", "handed_over", "replied_in_chat", "called", "emailed", "on_hold", "resumed",
            "reassigned", "accepted", "returned", "met", "qualified", "won", "lost", "offered_to_partner",
            "partner_took", "partner_declined",
        ),
        False,
    ),
}
# fmt: on

# A country: points for fit, whether it is "US" or "CA", whether we may sell there.
ELSEWHERE = 0, False, True
COUNTRIES = {
    "us": (500, True, True),
    "ca": (500, True, True),
    "gb": (500, False, True),
    "ie": (500, False, True),
    **dict.fromkeys(("cu", "ir", "kp", "sy"), (0, False, False)),
}
PLACES = Remembered(lambda country: COUNTRIES.get(fold(country), ELSEWHERE) if country.strip(BLANKS) else None)
COMPANIES = Remembered(lambda company: (folded := fold(company)) and (True, "university" in folded))
OUR_OWN = Remembered(lambda email: fold(email).endswith("@acme.example"))
SECOND_LOOK = Route("second_look", "sales", None, "sales")
ACCOUNT_TEAM = Route("account_team", "executives", None, "executives")
PARTNER_DESK = Route("partner_desk", "partners", None, "partners")
EVERYONE_ELSE = Route("everyone_else", "sales", None, "sales")
DESK = "ana", "ben", "chloe"


def decide(lead: Lead, activities: Log, as_of: int) -> Decision:
    """What `policies/acme` says of a lead at an instant in ms, without the explanation.

    Raises `Refused`. That values are of their kind, and that activities have what they must, the reader of records sees
    to, here as for the generated scorer; what a record may lack is asked here.
    """
    if not 0 <= as_of < END_OF_TIME:
        raise Refused("The date asked for lies outside the years 1970 to 2200.")
    # ------------------------------------------------------------------------------------------------------ the record
    (
        lead_id, _, title, company, email, domain, employees, revenue, industry, country, region, source, brought_by,
        last_rep, opted_out, created_at, trial_started, trial_users, contract_end, review_points,
    ) = lead  # fmt: skip
    known_company = company is not None and COMPANIES[company]
    if not known_company:
        raise Refused("The company is unknown, and the policy requires it.")
    if country is None:
        raise Refused("The country is unknown, and the policy requires it.")
    facts = PLACES[country]
    if facts is None:
        raise Refused("The country is unknown, and the policy requires it.")
    calendar = CALENDARS.get(region)
    if calendar is None:
        raise Refused("The region is unknown, and the policy requires it.")
    if created_at is None:
        raise Refused("The day of creation is unknown, and the policy requires it.")
    about_title = NO_TITLE if title is None else TITLES[title]
    competitor, free_mail, of_university = NO_DOMAIN if domain is None else DOMAINS[domain]

    # --------------------------------------------------------------------------------------------------------- the log
    by: ByKind = {}
    own: list[int] = []
    before = 0
    for kind, at, values in activities:
        if at > as_of:
            continue
        try:
            its_own = KINDS[kind]
        except KeyError:
            continue
        if at < before:
            if at < 0:
                raise Refused("An activity lies before the year 1970.")
            # Out of order: sorted once for all, the later row of one instant behind the earlier one.
            return decide(lead, sorted(activities, key=_at), as_of)
        before = at
        if its_own:
            own.append(at)
        # A plain tuple is taken apart three times as fast as a named one, and each is taken apart several times.
        if kind in by:
            by[kind].append((kind, at, values))
        else:
            by[kind] = [(kind, at, values)]
    if len(activities) > 100_000 and sum(map(len, by.values())) > 100_000:
        raise Refused("The lead has more activities than can be counted.")
    last_own = own[-1] if own else -1

    # ------------------------------------------------------------------------------------------------------ the scores
    base, ideal = fit_of_record(about_title, employees, revenue, industry, facts, free_mail, source, review_points)
    served = facts[2]
    on_trial = trial_started is not None and as_of - DAYS_40 < trial_started <= as_of
    fit = 0 if competitor else fit_of(base, ideal, on_trial)
    engagement = engagement_of(by, as_of, last_own, created_at, contract_end, on_trial, trial_started)
    doubt = doubt_of(by, as_of, last_own, created_at, contract_end)
    total = total_of(fit, engagement, doubt) if served else 0
    profile = "strong" if fit >= 7000 else "medium" if fit >= 4000 else "weak"
    priority = "A" if total >= 7500 else "B" if total >= 6000 else "C"
    used = by.get("used_feature")
    trial = trial_of(profile, engagement, trial_users, used, as_of)
    if trial >= 7000 and on_trial:
        product = "high"
    elif used and used[-1][1] > as_of - DAYS_40:
        product = "some"
    else:
        product = "none_yet"

    # ------------------------------------------------------------------------------------------------- where it stands
    returned = by.get("returned")
    large = (employees is not None and employees > 5000) or (revenue is not None and revenue >= 1000 * MILLION)
    if opted_out:
        disqualified = "opted_out_lead"
    elif competitor:
        disqualified = "competitor_lead"
    elif email is not None and OUR_OWN[email]:
        disqualified = "own_people"
    elif not served:
        disqualified = "no_export"
    elif about_title[3] or known_company[1] or of_university:
        disqualified = "academic"
    elif employees is not None and employees <= 10 and revenue is not None and revenue < 50_000_000 and not _asked(by):
        disqualified = "too_small"
    elif "bounced" in by and len(by["bounced"]) >= 2 and _wrong_number(by):
        disqualified = "out_of_reach"
    elif returned and any(a[2]["reason"] == "wrong_fit" for a in returned):
        disqualified = "wrong_fit"
    elif returned and len(returned) >= 3:
        disqualified = "third_return"
    else:
        disqualified = None

    lost = by.get("lost")
    if returned or lost:
        recycle, since, taken_up = recycling(returned, lost, by, as_of)
    else:
        recycle, since, taken_up = None, -1, ()

    stage = route = None
    if disqualified is None and (recycle is None or not recycle[4]):
        if "won" in by and by["won"][-1][1] >= since:
            stage = "customer"
        elif "qualified" in by and by["qualified"][-1][1] >= since:
            stage = "SQL"
        elif "accepted" in by and by["accepted"][-1][1] >= since:
            stage = "SAL"
        elif (
            total >= (6000 if as_of < NEW_YEAR_2027 else 6500)
            or product == "high"
            or ("became_mql" in by and by["became_mql"][-1][1] >= since)
        ):
            stage = "MQL"
        else:
            stage = "inquiry"
        if returned and len(returned) == 2:
            route = SECOND_LOOK
        elif stage == "customer":
            route = ACCOUNT_TEAM
        elif brought_by and brought_by.strip(BLANKS):
            route = PARTNER_DESK
        elif last_rep and last_rep.strip(BLANKS):
            route = Route("known", last_rep, last_rep, None)
        elif large or (employees is not None and employees >= 1000):
            person = DESK[int(sha256(lead_id.encode()).hexdigest()[:7], 16) % 3]
            route = Route("enterprise", person, person, "executives")
        else:
            route = EVERYONE_ELSE

    found: tuple[Cycle, ...] = ()
    if by:
        record = (
            calendar, large, base, ideal, competitor, served, created_at, contract_end, trial_started, trial_users
        )  # fmt: skip
        found = cycles(by, activities, own, as_of, record, taken_up)
    return tuple.__new__(
        Decision,
        (
            lead_id,
            as_of,
            (fit, engagement, doubt, total, trial),
            (profile, priority, product),
            stage,
            disqualified,
            recycle,
            route,
            found,
        ),
    )


def _at(activity: Activity) -> int:
    return activity[1]


def _asked(by: ByKind) -> bool:
    """Whether the lead asked for a demo, or by a form to be called."""
    return "requested_demo" in by or any(a[2]["form"] == "contact" for a in by.get("submitted_form", ()))


def _wrong_number(by: ByKind) -> bool:
    return any(a[2]["outcome"] == "wrong_number" for a in by.get("called", ()))
