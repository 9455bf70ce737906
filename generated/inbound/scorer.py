"""Inbound marketing and sales agreement, version 1.0: the agreement as a program.

Made by `leadpact compile` from the policy; a change belongs there, not here. It needs Python 3.11 or later
and nothing else, reads no file but the one it is given, and gives the same answer to the same question.

    python scorer.py --example > lead.json
    python scorer.py lead.json --explain

    from scorer import decide, read_activity, read_lead
    decision = decide(read_lead({...}), [read_activity({...})], as_of)   # as_of in ms since 1970-01-01 UTC
    decision.stage, decision.scores, decision.document()

Points are in hundredths and instants in ms, so that no digit is ever lost. A lead that cannot be decided
raises Refused with the reason; it is never scored as zero.

Digest of the policy's meaning: sha256:3e686b09be8b685c90a071ec0366b398858d844f8276c4b38417f17fd9bafb1e
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and sys.version_info < (3, 11):
    print(f"This needs Python 3.11 or later, and here runs {sys.version.split()[0]}.", file=sys.stderr)
    sys.exit(2)

import hashlib
import io
import json
import os
import re
import time
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Context, Decimal, InvalidOperation, MAX_EMAX, MAX_PREC, MIN_EMIN
from pathlib import Path
from typing import Any, NamedTuple

# ------------------------------------------------------------------------------------------------------------ The lead

class Lead(NamedTuple):
    """The fields of a lead, in whole units; None is unknown. `read_lead` makes one from JSON values."""

    id: str
    full_name: str | None = None
    title: str | None = None
    company: str | None = None
    industry: str | None = None
    employees: int | None = None
    email: str | None = None
    source: str | None = None
    owner: str | None = None
    created_at: int | None = None  # ms
    opted_out: bool = False
    do_not_call: bool = False
    budget: bool = False
    authority: bool = False
    need: bool = False
    timeframe: str = "later"
    revenue_share: int | None = None  # in 0.0001

# -------------------------------------------------------------------------------------------------------- The decision

def first_answer_response(ordered: Sequence[Activity], own: list[int], log: Log, rows: Rows, as_of: int) -> int:
    """First answer: which response applies to a cycle that starts at `as_of`; -1 for none."""
    log, rows = by_then(log, rows, as_of)
    if own and own[-1] > as_of:
        own = own[: bisect_right(own, as_of)]

    # response.sla:7: response asked_us "Leads that asked sales for something" on first_answer
    last_described_challenge_2 = log["described_challenge"][-1] if "described_challenge" in log else NEVER
    last_asked_prices_2 = log["asked_prices"][-1] if "asked_prices" in log else NEVER
    last_asked_proposal_2 = log["asked_proposal"][-1] if "asked_proposal" in log else NEVER
    last_described_challenge_and_2_others_2 = max(
        last_described_challenge_2,
        last_asked_prices_2,
        last_asked_proposal_2,
    )
    before_90_days_3 = as_of - 7_776_000_000
    # definitions.sla:68: define sql_sign "Showed a sign of a sales qualified lead"
    sql_sign_2 = last_described_challenge_and_2_others_2 > before_90_days_3
    if sql_sign_2:
        return 0

    # response.sla:14: response all_leads "All other leads" on first_answer
    return 1


def decide(lead: Lead, activities: Iterable[Activity], as_of: int, explain: bool = False) -> Decision:
    """What the policy says of a lead at an instant (ms since 1970-01-01 UTC).

    Activities after `as_of` do not exist. `explain` adds every line of every score, and what held.
    Raises Refused.
    """
    (
        lead_id,
        full_name,
        title,
        company,
        industry,
        employees,
        email,
        source,
        owner,
        created_at,
        opted_out,
        do_not_call,
        budget,
        authority,
        need,
        timeframe,
        revenue_share,
    ) = lead
    if (
        created_at is None
        or opted_out is None
        or do_not_call is None
        or budget is None
        or authority is None
        or need is None
        or timeframe is None
    ):
        check(lead)
        raise AssertionError("one of them is unknown")
    if not 0 <= as_of < AFTER_LAST:
        raise Refused("The date asked for lies outside the years 1970 to 2200.")
    ordered, own, log, rows = sorted_out(activities, as_of)

    # scoring.sla:3: score fit "Fit" from 0 to 30
    # scoring.sla:4: +10 if title has one of the words deciding_words
    (title_has_ceo_or_others,) = ABOUT_TITLE[title]
    fit_sum = 1000 if title_has_ceo_or_others else 0
    # scoring.sla:5: by industry
    fit_sum += INDUSTRY_ROWS.get(industry, 0)
    # scoring.sla:9: by employees
    if employees is None:
        pass
    elif employees < 50:
        pass
    elif employees <= 2000:
        fit_sum += 1000
    else:
        fit_sum += 500
    fit = 3000 if fit_sum > 3000 else fit_sum

    # scoring.sla:16: score interest "Interest" from 0 to 100
    interest_sum = 0
    last_described_challenge = log["described_challenge"][-1] if "described_challenge" in log else NEVER
    last_asked_prices = log["asked_prices"][-1] if "asked_prices" in log else NEVER
    last_asked_proposal = log["asked_proposal"][-1] if "asked_proposal" in log else NEVER
    last_described_challenge_and_2_others = max(last_described_challenge, last_asked_prices, last_asked_proposal)
    if "described_challenge" in log or "asked_prices" in log or "asked_proposal" in log:
        # scoring.sla:17: +60 if sql_sign because "Whoever asks sales for something gets sales, whatever else is kn...
        before_90_days = as_of - 7_776_000_000
        # definitions.sla:68: define sql_sign "Showed a sign of a sales qualified lead"
        sql_sign = last_described_challenge_and_2_others > before_90_days
        if sql_sign:
            interest_sum += 6000
    if "enquired" in log or "converted" in log or "met_at_event" in log:
        # scoring.sla:18: +30 if mql_sign
        last_enquired = log["enquired"][-1] if "enquired" in log else NEVER
        last_converted = log["converted"][-1] if "converted" in log else NEVER
        last_enquired_or_converted = last_enquired if last_enquired > last_converted else last_converted
        before_90_days_2 = as_of - 7_776_000_000
        latest_met_at_event = NEVER
        if "met_at_event" in log:
            for at, values in reversed(rows["met_at_event"]):
                if at <= before_90_days_2:
                    break
                interested = values["interested"]
                if interested is True:
                    latest_met_at_event = at
                    break
        # definitions.sla:63: define mql_sign "Showed a sign of a marketing qualified lead"
        mql_sign = last_enquired_or_converted > before_90_days_2 or latest_met_at_event is not NEVER
        if mql_sign:
            interest_sum += 3000
    if "attended_webinar" in log:
        # scoring.sla:19: +10 for each attended_webinar in the last 180 days at most 3 times
        before_180_days = as_of - 15_552_000_000
        attended_webinar_count = 0
        for at in reversed(log["attended_webinar"]):
            if at <= before_180_days:
                break
            attended_webinar_count += 1
        interest_sum += (attended_webinar_count if attended_webinar_count < 3 else 3) * 1000
    if "viewed_page" in log:
        # scoring.sla:20: +10 for each viewed_page in the last 180 days at most 3 times where path starts with "/pr...
        before_180_days_2 = as_of - 15_552_000_000
        viewed_page_count = viewed_page_count_2 = 0
        latest_viewed_page = NEVER
        for at, values in reversed(rows["viewed_page"]):
            if at <= before_180_days_2:
                break
            path = values["path"]
            (
                path_starts_with_pricing,
                path_is_cases_or_others,
                path_starts_with_careers_or_others,
            ) = ABOUT_VIEWED_PAGE_PATH[path]
            if path_starts_with_pricing:
                viewed_page_count += 1
            if path_is_cases_or_others:
                viewed_page_count_2 += 1
            if path_starts_with_careers_or_others:
                if latest_viewed_page < at:
                    latest_viewed_page = at
        interest_sum += (viewed_page_count if viewed_page_count < 3 else 3) * 1000
        # scoring.sla:21: +1 for each viewed_page in the last 180 days at most 20 points where path is one of key_p...
        interest_5 = viewed_page_count_2 * 100
        interest_sum += 2000 if interest_5 > 2000 else interest_5
        # scoring.sla:23: -20 if viewed_page in the last 180 days where path starts with one of job_pages
        if latest_viewed_page is not NEVER:
            interest_sum -= 2000
    if "downloaded" in log:
        # scoring.sla:22: +5 for each downloaded in the last 180 days at most 2 times
        before_180_days_3 = as_of - 15_552_000_000
        downloaded_count = 0
        for at in reversed(log["downloaded"]):
            if at <= before_180_days_3:
                break
            downloaded_count += 1
        interest_sum += (downloaded_count if downloaded_count < 2 else 2) * 500
    interest = 10000 if interest_sum > 10000 else 0 if interest_sum < 0 else interest_sum

    # scoring.sla:27: score points "Lead score" from 0 to 100 is fit plus interest
    points_sum = fit * 100 + interest * 100
    points = 10000 if points_sum > 1000000 else (points_sum + 50) // 100


    # Where the lead stands
    # pipeline.sla:51: disqualify opt_out "Opted out"
    # pipeline.sla:54: disqualify no_calls "Do not call"
    disqualified = "opt_out" if opted_out is True else "no_calls" if do_not_call is True else None

    recycled = recycle = None
    returned_at = recycled_until = NEVER
    in_recycle = False
    returned: Sequence[int] = ()
    if "returned" in log or "deal_lost" in log:
        # nurture.sla:10: recycle not_ready "Not ready yet"
        last_returned = log["returned"][-1] if "returned" in log else NEVER
        not_ready_at = last_returned
        from_last_returned = last_returned if last_returned is not NEVER else FOREVER
        not_ready_back = last_described_challenge_and_2_others > from_last_returned
        # nurture.sla:16: recycle lost "Lost business"
        last_deal_lost = log["deal_lost"][-1] if "deal_lost" in log else NEVER
        lost_at = last_deal_lost
        last_asked_prices_or_asked_proposal = (
            last_asked_prices if last_asked_prices > last_asked_proposal
            else last_asked_proposal
        )
        from_last_deal_lost = last_deal_lost if last_deal_lost is not NEVER else FOREVER
        lost_back = last_asked_prices_or_asked_proposal > from_last_deal_lost
        # The latest return decides; of two at one instant the rule written first.
        returned_at = not_ready_at if not_ready_at > lost_at else lost_at
        if returned_at is not NEVER and not_ready_at == returned_at:
            recycled = "not_ready"
            recycled_until = returned_at + 31_622_400_000
            in_recycle = as_of < recycled_until and not not_ready_back
            recycle = new(
                Recycle,
                (
                    recycled,
                    "stay_in_touch",
                    returned_at,
                    recycled_until,
                    in_recycle,
                    touches(ZONE, (1, 3, 6, 9, 12), "months", returned_at, recycled_until),
                ),
            )
        elif returned_at is not NEVER:
            recycled = "lost"
            recycled_until = returned_at + 31_622_400_000
            in_recycle = as_of < recycled_until and not lost_back
            recycle = new(
                Recycle,
                (
                    recycled,
                    "stay_in_touch",
                    returned_at,
                    recycled_until,
                    in_recycle,
                    touches(ZONE, (1, 3, 6, 9, 12), "months", returned_at, recycled_until),
                ),
            )
        returned_at_2 = log["returned"] if "returned" in log else ()
        deal_lost_at = log["deal_lost"] if "deal_lost" in log else ()
        returned = sorted({*returned_at_2, *deal_lost_at})
    beaten = disqualified is not None or in_recycle
    # pipeline.sla:3: stage inquiry "Inquiry" owned by marketing because "A name in the database, new or old."
    last_clicked_email = log["clicked_email"][-1] if "clicked_email" in log else NEVER
    last_viewed_page = log["viewed_page"][-1] if "viewed_page" in log else NEVER
    last_attended_webinar = log["attended_webinar"][-1] if "attended_webinar" in log else NEVER
    last_downloaded = log["downloaded"][-1] if "downloaded" in log else NEVER
    last_clicked_email_and_3_others = max(
        last_clicked_email,
        last_viewed_page,
        last_attended_webinar,
        last_downloaded,
    )
    last_enquired_2 = log["enquired"][-1] if "enquired" in log else NEVER
    last_converted_2 = log["converted"][-1] if "converted" in log else NEVER
    last_met_at_event = log["met_at_event"][-1] if "met_at_event" in log else NEVER
    last_enquired_and_2_others = max(last_enquired_2, last_converted_2, last_met_at_event)
    # definitions.sla:37: define responded "Lead"
    responded = (
        last_clicked_email_and_3_others is not NEVER
        or last_enquired_and_2_others is not NEVER
        or last_described_challenge_and_2_others is not NEVER
    )
    # pipeline.sla:5: stage responder "Responding lead" owned by marketing
    # pipeline.sla:8: stage MQL "Marketing qualified lead" owned by marketing
    # pipeline.sla:13: stage prospect_new "Prospect new" owned by sales, probability 10%
    # pipeline.sla:17: stage prospect_engaged "Prospect engaged" owned by sales, probability 20%
    # pipeline.sla:21: stage qualified "Opportunity" owned by sales
    # pipeline.sla:25: stage evaluation "Evaluation" owned by sales, probability 30%
    # pipeline.sla:28: stage budget_qualification "Budget qualification" owned by sales, probability 40%
    # pipeline.sla:31: stage proposal "Proposal submitted" owned by sales, probability 50%
    # pipeline.sla:35: stage selected "Technically selected" owned by sales, probability 60%
    # pipeline.sla:38: stage negotiation "Contract negotiation" owned by sales, probability 70%
    # pipeline.sla:41: stage signature "Final signature" owned by sales, probability 80%
    # pipeline.sla:44: stage purchasing "In purchasing" owned by sales, probability 90%
    # pipeline.sla:47: stage closed "Closed" owned by sales, probability 100%

    # The furthest stage that holds; a disqualification or a recycle in force beats them all.
    stage = (
        None if beaten
        else "closed" if "ordered" in log and log["ordered"][-1] >= returned_at
        else "purchasing" if "in_purchasing" in log and log["in_purchasing"][-1] >= returned_at
        else "signature" if "decided_for_us" in log and log["decided_for_us"][-1] >= returned_at
        else "negotiation" if "negotiated" in log and log["negotiated"][-1] >= returned_at
        else "selected" if "selected_technically" in log and log["selected_technically"][-1] >= returned_at
        else "proposal" if "proposal_sent" in log and log["proposal_sent"][-1] >= returned_at
        else "budget_qualification" if "requirements_found" in log and log["requirements_found"][-1] >= returned_at
        else "evaluation" if "demonstrated" in log and log["demonstrated"][-1] >= returned_at
        else "qualified" if "opportunity_opened" in log and log["opportunity_opened"][-1] >= returned_at
        else "prospect_engaged" if "spoke" in log and log["spoke"][-1] >= returned_at
        else "prospect_new" if "handed_over" in log and log["handed_over"][-1] >= returned_at
        else "MQL" if ("became_mql" in log and log["became_mql"][-1] >= returned_at) or points >= 6000
        else "responder" if responded
        else "inquiry"
    )
    # definitions.sla:73: define a_customer "A customer"
    a_customer = revenue_share is not None and revenue_share <= 800_000
    # definitions.sla:77: define b_customer "B customer"
    b_customer = revenue_share is not None and 800_000 < revenue_share <= 900_000
    last_spoke = log["spoke"][-1] if "spoke" in log else NEVER

    if beaten:
        route = None
    elif (a_customer or b_customer) and owner is not None:  # pipeline.sla:57
        route = new(Route, ("key_accounts", owner or "", owner, None))
    elif last_spoke is not NEVER and owner is not None:  # pipeline.sla:61
        route = new(Route, ("keeps_lead", owner or "", owner, None))
    else:  # pipeline.sla:64
        route = ROUTE_INSIDE

    # The clocks
    found_2: list[Cycle] = []
    # response.sla:3: clock first_answer "First answer" from handed_over to called, emailed, spoke
    if "handed_over" in log:
        for start, end, ended_by, following in stretches(
            ordered,
            log,
            log["handed_over"],
            ("called", "emailed", "spoke"),
            (),
            returned,
        ):
            which_2 = first_answer_response(ordered, own, log, rows, start)
            until = as_of if end is None else end
            if which_2 == 0:
                opened, (
                    after_45_min,
                    after_1_h,
                    after_4_h,
                ) = CALENDAR_office.after(start, (2700000, 3600000, 14400000))
                due = after_1_h
                at_0 = after_45_min
                at_2 = after_4_h
                state = (
                    ("met" if end <= due else "missed") if end is not None
                    else "overdue" if as_of > due
                    else "running"
                )
                found_2.append(
                    new(
                        Cycle,
                        (
                            "first_answer",
                            start,
                            "asked_us",
                            CALENDAR_office.name,
                            state,
                            due,
                            end,
                            ended_by,
                            CALENDAR_office.until(until) - opened,
                            (),
                            (
                                new(ActionDue, ("remind", "sales", at_0, at_0 <= until)),
                                new(ActionDue, ("notify", "sales manager", due, due <= until)),
                                new(ActionDue, ("escalate", "VP Sales", at_2, at_2 <= until)),
                            ),
                        ),
                    )
                )
            else:
                opened = CALENDAR_office.until(start)
                due = CALENDAR_office.close(start, 1)
                at_2 = start + 1_209_600_000
                by_0 = start + 1_209_600_000
                state = (
                    ("met" if end <= due else "missed") if end is not None
                    else "overdue" if as_of > due
                    else "running"
                )
                found_2.append(
                    new(
                        Cycle,
                        (
                            "first_answer",
                            start,
                            "all_leads",
                            CALENDAR_office.name,
                            state,
                            due,
                            end,
                            ended_by,
                            CALENDAR_office.until(until) - opened,
                            (
                                new(
                                    TriesMade,
                                    (
                                        tries_made(log, ("called", "emailed", "spoke"), start, by_0, following),
                                        4,
                                        by_0,
                                    ),
                                ),
                            ),
                            (
                                new(ActionDue, ("notify", "sales manager", due, due <= until)),
                                new(ActionDue, ("notify", "marketing", due, due <= until)),
                                new(ActionDue, ("return", "no_answer", at_2, at_2 <= until)),
                            ),
                        ),
                    )
                )
    # response.sla:5: clock result "Result" from handed_over to opportunity_opened, returned
    if "handed_over" in log:
        for start, end, ended_by, following in stretches(
            ordered,
            log,
            log["handed_over"],
            ("opportunity_opened", "returned"),
            (),
            returned,
        ):
            until = as_of if end is None else end
            opened = CALENDAR_office.until(start)
            due = CALENDAR_office.close(start, 20)
            at_0 = max(start, due - 259200000)
            state = (
                ("met" if end <= due else "missed") if end is not None
                else "overdue" if as_of > due
                else "running"
            )
            found_2.append(
                new(
                    Cycle,
                    (
                        "result",
                        start,
                        "result_known",
                        CALENDAR_office.name,
                        state,
                        due,
                        end,
                        ended_by,
                        CALENDAR_office.until(until) - opened,
                        (),
                        (
                            new(ActionDue, ("remind", "sales", at_0, at_0 <= until)),
                            new(ActionDue, ("escalate", "VP Sales", due, due <= until)),
                        ),
                    ),
                )
            )

    explanation = None
    if explain:
        # definitions.sla:30: define prospect "Prospect"
        prospect = title_has_ceo_or_others or industry in ("logistics", "manufacturing") or (
            employees is not None
            and 50 <= employees <= 2000
        )
        # definitions.sla:44: define bant "Qualified by budget, authority, need and timeframe"
        bant = budget is True and authority is True and need is True and timeframe in ("this_quarter", "this_year")
        # definitions.sla:51: define opportunity "Opportunity"
        opportunity = last_spoke is not NEVER and bant
        # definitions.sla:55: define no_opportunity "No opportunity, whatever was hoped"
        no_opportunity = last_spoke is NEVER or not bant
        last_enquired_or_converted_2 = last_enquired_2 if last_enquired_2 > last_converted_2 else last_converted_2
        before_90_days_4 = as_of - 7_776_000_000
        latest_met_at_event_2 = NEVER
        if "met_at_event" in log:
            for at, values in reversed(rows["met_at_event"]):
                if at <= before_90_days_4:
                    break
                interested_2 = values["interested"]
                if interested_2 is True:
                    latest_met_at_event_2 = at
                    break
        # definitions.sla:63: define mql_sign "Showed a sign of a marketing qualified lead"
        mql_sign_2 = last_enquired_or_converted_2 > before_90_days_4 or latest_met_at_event_2 is not NEVER
        # definitions.sla:68: define sql_sign "Showed a sign of a sales qualified lead"
        sql_sign_3 = last_described_challenge_and_2_others > before_90_days_4
        # definitions.sla:80: define c_customer "C customer"
        c_customer = revenue_share is not None and revenue_share > 900_000
        last_ordered = log["ordered"][-1] if "ordered" in log else NEVER
        # definitions.sla:83: define d_customer "D customer"
        d_customer = last_ordered is not NEVER and revenue_share is None
        before_180_days_4 = as_of - 15_552_000_000
        last_opened_email = log["opened_email"][-1] if "opened_email" in log else NEVER
        last_opened_email_or_clicked_email = (
            last_opened_email if last_opened_email > last_clicked_email
            else last_clicked_email
        )
        # definitions.sla:87: define inactive "Inactive"
        inactive = created_at < before_180_days_4 and not last_opened_email_or_clicked_email > before_180_days_4
        # definitions.sla:92: define clicks_links "Clicks our links"
        clicks_links = last_clicked_email > before_180_days_4
        # definitions.sla:95: define newly_added "Added in the last 90 days"
        newly_added = before_90_days_4 < created_at <= as_of
        # definitions.sla:98: define mailable "Can be reached by email"
        mailable = email is not None and opted_out is False
        last_deal_lost_2 = log["deal_lost"][-1] if "deal_lost" in log else NEVER
        # definitions.sla:101: define lost_business "Lost business"
        lost_business = last_deal_lost_2 is not NEVER
        fit_2_row = INDUSTRY_ROWS_2.get(industry, 1)
        if employees is None:
            fit_3, fit_3_row = 0, 3
        elif employees < 50:
            fit_3, fit_3_row = 0, 0
        elif employees <= 2000:
            fit_3, fit_3_row = 1000, 1
        else:
            fit_3, fit_3_row = 500, 2
        explanation = Explanation(
            {
                'fit': explained(
                (
                    (SAID[0], 1000 if title_has_ceo_or_others else 0, 2, 0),
                    (SAID[1], INDUSTRY_ROWS.get(industry, 0), 2, fit_2_row),
                    (SAID[2], fit_3, 2, fit_3_row),
                    (SAID[3], fit - fit_sum, 2, 0),
                )
                ),
                'interest': explained(
                (
                    (
                        SAID[4],
                        (6000 if sql_sign else 0) if "described_challenge" in log or "asked_prices" in log or "asked_proposal" in log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[5],
                        (3000 if mql_sign else 0) if "enquired" in log or "converted" in log or "met_at_event" in log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[6],
                        (
                            (attended_webinar_count if attended_webinar_count < 3 else 3) * 1000
                        ) if "attended_webinar" in log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[7],
                        ((viewed_page_count if viewed_page_count < 3 else 3) * 1000) if "viewed_page" in log else 0,
                        2,
                        0,
                    ),
                    (SAID[8], (2000 if interest_5 > 2000 else interest_5) if "viewed_page" in log else 0, 2, 0),
                    (
                        SAID[10],
                        ((downloaded_count if downloaded_count < 2 else 2) * 500) if "downloaded" in log else 0,
                        2,
                        0,
                    ),
                    (SAID[9], (-2000 if latest_viewed_page is not NEVER else 0) if "viewed_page" in log else 0, 2, 0),
                    (SAID[11], interest - interest_sum, 2, 0),
                )
                ),
                'points': explained(
                (
                    (SAID[12], fit * 100, 4, 0),
                    (SAID[13], interest * 100, 4, 0),
                    (SAID[14], rounded(points_sum, 100) * 100 - points_sum, 4, 0),
                    (SAID[15], points - rounded(points_sum, 100), 2, 0),
                )
                ),
            },
            {
                "prospect": prospect,
                "responded": responded,
                "bant": bant,
                "opportunity": opportunity,
                "no_opportunity": no_opportunity,
                "mql_sign": mql_sign_2,
                "sql_sign": sql_sign_3,
                "a_customer": a_customer,
                "b_customer": b_customer,
                "c_customer": c_customer,
                "d_customer": d_customer,
                "inactive": inactive,
                "clicks_links": clicks_links,
                "newly_added": newly_added,
                "mailable": mailable,
                "lost_business": lost_business,
            },
            (
                ("inquiry", True, None),
                ("responder", responded, None),
                (
                    "MQL",
                    ("became_mql" in log and log["became_mql"][-1] >= returned_at) or points >= 6000,
                    recorded(log["became_mql"], returned_at) if "became_mql" in log else None,
                ),
                (
                    "prospect_new",
                    "handed_over" in log and log["handed_over"][-1] >= returned_at,
                    recorded(log["handed_over"], returned_at) if "handed_over" in log else None,
                ),
                (
                    "prospect_engaged",
                    "spoke" in log and log["spoke"][-1] >= returned_at,
                    recorded(log["spoke"], returned_at) if "spoke" in log else None,
                ),
                (
                    "qualified",
                    "opportunity_opened" in log and log["opportunity_opened"][-1] >= returned_at,
                    recorded(log["opportunity_opened"], returned_at) if "opportunity_opened" in log else None,
                ),
                (
                    "evaluation",
                    "demonstrated" in log and log["demonstrated"][-1] >= returned_at,
                    recorded(log["demonstrated"], returned_at) if "demonstrated" in log else None,
                ),
                (
                    "budget_qualification",
                    "requirements_found" in log and log["requirements_found"][-1] >= returned_at,
                    recorded(log["requirements_found"], returned_at) if "requirements_found" in log else None,
                ),
                (
                    "proposal",
                    "proposal_sent" in log and log["proposal_sent"][-1] >= returned_at,
                    recorded(log["proposal_sent"], returned_at) if "proposal_sent" in log else None,
                ),
                (
                    "selected",
                    "selected_technically" in log and log["selected_technically"][-1] >= returned_at,
                    recorded(log["selected_technically"], returned_at) if "selected_technically" in log else None,
                ),
                (
                    "negotiation",
                    "negotiated" in log and log["negotiated"][-1] >= returned_at,
                    recorded(log["negotiated"], returned_at) if "negotiated" in log else None,
                ),
                (
                    "signature",
                    "decided_for_us" in log and log["decided_for_us"][-1] >= returned_at,
                    recorded(log["decided_for_us"], returned_at) if "decided_for_us" in log else None,
                ),
                (
                    "purchasing",
                    "in_purchasing" in log and log["in_purchasing"][-1] >= returned_at,
                    recorded(log["in_purchasing"], returned_at) if "in_purchasing" in log else None,
                ),
                (
                    "closed",
                    "ordered" in log and log["ordered"][-1] >= returned_at,
                    recorded(log["ordered"], returned_at) if "ordered" in log else None,
                ),
            ),
            {"opt_out": opted_out is True, "no_calls": do_not_call is True},
        )
    return new(
        Decision, (
        lead_id,
        as_of,
        {"fit": fit, "interest": interest, "points": points},
        {},
        stage,
        disqualified,
        recycle,
        route,
        tuple(found_2),
        explanation,
    ))


def score_fit(lead: Lead, as_of: int) -> int:
    """Fit alone, in hundredths of a point: it asks for no activity. Raises Refused."""
    (_, _, title, _, industry, employees, _, _, _, _, _, _, _, _, _, _, _) = lead

    # scoring.sla:3: score fit "Fit" from 0 to 30
    # scoring.sla:4: +10 if title has one of the words deciding_words
    (title_has_ceo_or_others_2,) = ABOUT_TITLE[title]
    fit_sum_2 = 1000 if title_has_ceo_or_others_2 else 0
    # scoring.sla:5: by industry
    fit_sum_2 += INDUSTRY_ROWS.get(industry, 0)
    # scoring.sla:9: by employees
    if employees is None:
        pass
    elif employees < 50:
        pass
    elif employees <= 2000:
        fit_sum_2 += 1000
    else:
        fit_sum_2 += 500
    fit_4 = 3000 if fit_sum_2 > 3000 else fit_sum_2
    return fit_4


# -------------------------------------------------------------------------- How a lead that cannot be decided is told

class Refused(ValueError):
    """The lead cannot be decided; the reason is a sentence for people. It is never scored as zero."""


# ------------------------ How text is compared: without regard to case and to surrounding blanks, on one frozen table

RUNS = (
    (65, 90, 1, 32),
    (181, 181, 1, 775),
    (192, 214, 1, 32),
    (216, 222, 1, 32),
    (256, 302, 2, 1),
    (306, 310, 2, 1),
    (313, 327, 2, 1),
    (330, 374, 2, 1),
    (376, 376, 1, -121),
    (377, 381, 2, 1),
    (383, 383, 1, -268),
    (385, 385, 1, 210),
    (386, 388, 2, 1),
    (390, 390, 1, 206),
    (391, 391, 1, 1),
    (393, 394, 1, 205),
    (395, 395, 1, 1),
    (398, 398, 1, 79),
    (399, 399, 1, 202),
    (400, 400, 1, 203),
    (401, 401, 1, 1),
    (403, 403, 1, 205),
    (404, 404, 1, 207),
    (406, 406, 1, 211),
    (407, 407, 1, 209),
    (408, 408, 1, 1),
    (412, 412, 1, 211),
    (413, 413, 1, 213),
    (415, 415, 1, 214),
    (416, 420, 2, 1),
    (422, 422, 1, 218),
    (423, 423, 1, 1),
    (425, 425, 1, 218),
    (428, 428, 1, 1),
    (430, 430, 1, 218),
    (431, 431, 1, 1),
    (433, 434, 1, 217),
    (435, 437, 2, 1),
    (439, 439, 1, 219),
    (440, 440, 1, 1),
    (444, 444, 1, 1),
    (452, 452, 1, 2),
    (453, 453, 1, 1),
    (455, 455, 1, 2),
    (456, 456, 1, 1),
    (458, 458, 1, 2),
    (459, 475, 2, 1),
    (478, 494, 2, 1),
    (497, 497, 1, 2),
    (498, 500, 2, 1),
    (502, 502, 1, -97),
    (503, 503, 1, -56),
    (504, 542, 2, 1),
    (544, 544, 1, -130),
    (546, 562, 2, 1),
    (570, 570, 1, 10795),
    (571, 571, 1, 1),
    (573, 573, 1, -163),
    (574, 574, 1, 10792),
    (577, 577, 1, 1),
    (579, 579, 1, -195),
    (580, 580, 1, 69),
    (581, 581, 1, 71),
    (582, 590, 2, 1),
    (837, 837, 1, 116),
    (880, 882, 2, 1),
    (886, 886, 1, 1),
    (895, 895, 1, 116),
    (902, 902, 1, 38),
    (904, 906, 1, 37),
    (908, 908, 1, 64),
    (910, 911, 1, 63),
    (913, 929, 1, 32),
    (931, 939, 1, 32),
    (962, 962, 1, 1),
    (975, 975, 1, 8),
    (976, 976, 1, -30),
    (977, 977, 1, -25),
    (981, 981, 1, -15),
    (982, 982, 1, -22),
    (984, 1006, 2, 1),
    (1008, 1008, 1, -54),
    (1009, 1009, 1, -48),
    (1012, 1012, 1, -60),
    (1013, 1013, 1, -64),
    (1015, 1015, 1, 1),
    (1017, 1017, 1, -7),
    (1018, 1018, 1, 1),
    (1021, 1023, 1, -130),
    (1024, 1039, 1, 80),
    (1040, 1071, 1, 32),
    (1120, 1152, 2, 1),
    (1162, 1214, 2, 1),
    (1216, 1216, 1, 15),
    (1217, 1229, 2, 1),
    (1232, 1326, 2, 1),
    (1329, 1366, 1, 48),
    (4256, 4293, 1, 7264),
    (4295, 4295, 1, 7264),
    (4301, 4301, 1, 7264),
    (5112, 5117, 1, -8),
    (7296, 7296, 1, -6222),
    (7297, 7297, 1, -6221),
    (7298, 7298, 1, -6212),
    (7299, 7300, 1, -6210),
    (7301, 7301, 1, -6211),
    (7302, 7302, 1, -6204),
    (7303, 7303, 1, -6180),
    (7304, 7304, 1, 35267),
    (7312, 7354, 1, -3008),
    (7357, 7359, 1, -3008),
    (7680, 7828, 2, 1),
    (7835, 7835, 1, -58),
    (7838, 7838, 1, -7615),
    (7840, 7934, 2, 1),
    (7944, 7951, 1, -8),
    (7960, 7965, 1, -8),
    (7976, 7983, 1, -8),
    (7992, 7999, 1, -8),
    (8008, 8013, 1, -8),
    (8025, 8031, 2, -8),
    (8040, 8047, 1, -8),
    (8072, 8079, 1, -8),
    (8088, 8095, 1, -8),
    (8104, 8111, 1, -8),
    (8120, 8121, 1, -8),
    (8122, 8123, 1, -74),
    (8124, 8124, 1, -9),
    (8126, 8126, 1, -7173),
    (8136, 8139, 1, -86),
    (8140, 8140, 1, -9),
    (8152, 8153, 1, -8),
    (8154, 8155, 1, -100),
    (8168, 8169, 1, -8),
    (8170, 8171, 1, -112),
    (8172, 8172, 1, -7),
    (8184, 8185, 1, -128),
    (8186, 8187, 1, -126),
    (8188, 8188, 1, -9),
    (8486, 8486, 1, -7517),
    (8490, 8490, 1, -8383),
    (8491, 8491, 1, -8262),
    (8498, 8498, 1, 28),
    (8544, 8559, 1, 16),
    (8579, 8579, 1, 1),
    (9398, 9423, 1, 26),
    (11264, 11311, 1, 48),
    (11360, 11360, 1, 1),
    (11362, 11362, 1, -10743),
    (11363, 11363, 1, -3814),
    (11364, 11364, 1, -10727),
    (11367, 11371, 2, 1),
    (11373, 11373, 1, -10780),
    (11374, 11374, 1, -10749),
    (11375, 11375, 1, -10783),
    (11376, 11376, 1, -10782),
    (11378, 11378, 1, 1),
    (11381, 11381, 1, 1),
    (11390, 11391, 1, -10815),
    (11392, 11490, 2, 1),
    (11499, 11501, 2, 1),
    (11506, 11506, 1, 1),
    (42560, 42604, 2, 1),
    (42624, 42650, 2, 1),
    (42786, 42798, 2, 1),
    (42802, 42862, 2, 1),
    (42873, 42875, 2, 1),
    (42877, 42877, 1, -35332),
    (42878, 42886, 2, 1),
    (42891, 42891, 1, 1),
    (42893, 42893, 1, -42280),
    (42896, 42898, 2, 1),
    (42902, 42920, 2, 1),
    (42922, 42922, 1, -42308),
    (42923, 42923, 1, -42319),
    (42924, 42924, 1, -42315),
    (42925, 42925, 1, -42305),
    (42926, 42926, 1, -42308),
    (42928, 42928, 1, -42258),
    (42929, 42929, 1, -42282),
    (42930, 42930, 1, -42261),
    (42931, 42931, 1, 928),
    (42932, 42946, 2, 1),
    (42948, 42948, 1, -48),
    (42949, 42949, 1, -42307),
    (42950, 42950, 1, -35384),
    (42951, 42953, 2, 1),
    (42960, 42960, 1, 1),
    (42966, 42968, 2, 1),
    (42997, 42997, 1, 1),
    (43888, 43967, 1, -38864),
    (65313, 65338, 1, 32),
    (66560, 66599, 1, 40),
    (66736, 66771, 1, 40),
    (66928, 66938, 1, 39),
    (66940, 66954, 1, 39),
    (66956, 66962, 1, 39),
    (66964, 66965, 1, 39),
    (68736, 68786, 1, 64),
    (71840, 71871, 1, 32),
    (93760, 93791, 1, 32),
    (125184, 125217, 1, 34),
)

FOLDED = {code: code + far for first, last, step, far in RUNS for code in range(first, last + 1, step)}
BLANKS = " \t\r\n\u00a0"
# Each ASCII character, those of words too: one that is missing here takes far longer to be left as it is.
PARTING = {code: code for code in range(128)}
PARTING |= dict.fromkeys(map(ord, BLANKS + "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"), ord(" "))

MOST_REMEMBERED = 2000
LONGEST_REMEMBERED = 100
"""So many texts of a field, and none with more characters."""


def fold(text: str) -> str:
    """The form in which texts are compared: blanks at both ends off, each character case-folded by itself."""
    text = text.strip(BLANKS)
    return text.lower() if text.isascii() else text.translate(FOLDED)


def words(folded: str) -> list[str]:
    """The words of a folded text in their order, parted by blanks and ASCII punctuation."""
    return folded.translate(PARTING).split(" ")


class Remembered(dict[Any, Any]):
    """What is asked of a text, for the texts that were asked about last: the same ones come again and again."""

    def __init__(self, ask: Callable[[Any], Any]) -> None:
        self.ask = ask

    def __missing__(self, text: str | None) -> Any:
        found = self.ask(text)
        if text is None or len(text) <= LONGEST_REMEMBERED:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
            self[text] = found
        return found


# ---------------------- Days of the wall clock: time zones as tables of their changes. Instants and lengths are in ms

DAY = 86_400_000
EPOCH = date(1970, 1, 1).toordinal()


class Zone(NamedTuple):
    """From each instant of `since` on, the wall clock is ahead of UTC by as many ms as `ahead` has in its place."""

    since: tuple[int, ...]
    ahead: tuple[int, ...]

    def offset(self, at: int) -> int:
        return self.ahead[bisect_right(self.since, at) - 1]

    def start_of_day(self, day: int) -> int:
        """The first instant at which the wall clock shows this day (counted from 1970-01-01) or a later one."""
        midnight = day * DAY
        # The offset was or will be one of those around: no zone changes twice within two days.
        first = max(bisect_right(self.since, midnight - 2 * DAY) - 1, 0)
        last = bisect_right(self.since, midnight + 2 * DAY)
        for place in range(first, last):
            at = max(midnight - self.ahead[place], self.since[place])
            if place + 1 == len(self.since) or at < self.since[place + 1]:
                return at
        raise AssertionError("the table of a zone covers every day")

    def iso(self, at: int) -> str:
        """`2026-11-02T10:20:00-05:00`, with milliseconds where they are not 0."""
        ahead = self.offset(at)
        day, ms = divmod(at + ahead, DAY)
        seconds, ms = divmod(ms, 1000)
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}" + (f".{ms:03}" if ms else "")
        sign, away = ("-", -ahead) if ahead < 0 else ("+", ahead)
        offset = f"{sign}{away // 3_600_000:02}:{away // 60_000 % 60:02}"
        offset += f":{away // 1000 % 60:02}" if away % 60_000 else ""
        return f"{date.fromordinal(day + EPOCH).isoformat()}T{clock}{offset}"


def day_of(at: int) -> int:
    """The day that the agreement's wall clock shows, counted from 1970-01-01."""
    return (at + AHEAD[bisect_right(SINCE, at) - 1]) // DAY


def year_of(day: int) -> int:
    return date.fromordinal(day + EPOCH).year


def months_later(day: int, months: int) -> int | None:
    """The same day of a later month, or the last that it has. None beyond the year 9999."""
    found = date.fromordinal(day + EPOCH)
    year, month = divmod(found.year * 12 + found.month - 1 + months, 12)
    if year > 9999:
        return None
    return date(year, month + 1, min(found.day, monthrange(year, month + 1)[1])).toordinal() - EPOCH


def touches(zone: Zone, counts: tuple[int, ...], unit: str, since: int, until: int) -> tuple[int, ...]:
    """When a nurture reaches out: at the start of days counted from the day of the return, before it ends."""
    day = (since + zone.offset(since)) // DAY
    found = []
    for count in counts:
        if unit in ("days", "weeks"):
            later = day + count * (7 if unit == "weeks" else 1)
            reached = later if later + EPOCH <= date.max.toordinal() else None
        else:
            reached = months_later(day, count * {"months": 1, "quarters": 3, "years": 12}[unit])
        if reached is not None and (at := zone.start_of_day(reached)) < until:
            found.append(at)
    return tuple(sorted(found))


# ---------------------- Business time: when a team works, what passes between two instants, and what a pause holds up

MINUTE = 60_000
Pauses = list[tuple[int, "int | None"]]
"""From and to, sorted and apart; the last has no end while it lasts."""


class Calendar:
    """Working time over some years. `week` holds the open minutes of Monday to Sunday as (from, to), `special` those of
    days that differ from it, by date. The open stretches are worked out when they are first asked for."""

    def __init__(
        self,
        name: str,
        label: str,
        zone: Zone,
        first_year: int,
        last_year: int,
        week: tuple[tuple[tuple[int, int], ...], ...],
        special: dict[str, tuple[tuple[int, int], ...]],
    ) -> None:
        self.name, self.label, self.zone, self.week, self.special = name, label, zone, week, special
        self.first_year, self.last_year = first_year, last_year
        self.begins = zone.start_of_day(date(first_year, 1, 1).toordinal() - EPOCH)
        self.ends = zone.start_of_day(date(last_year + 1, 1, 1).toordinal() - EPOCH)

    def __getattr__(self, name: str) -> Any:
        """The tables: starts and ends of open stretches, the time open up to each end, closings by day."""
        if name not in ("starts", "stops", "days", "closings", "worked"):
            raise AttributeError(name)
        self.open()
        return self.__dict__[name]

    def open(self) -> None:
        stretches: list[tuple[int, int, int]] = []
        changes = [at for at in self.zone.since if self.begins < at < self.ends]
        # Between two changes of the clocks the wall clock is UTC plus a constant.
        for since, until in zip([self.begins, *changes], [*changes, self.ends], strict=True):
            ahead = self.zone.offset(since)
            for day in range((since + ahead) // DAY, (until - 1 + ahead) // DAY + 1):
                for first, last in self.hours(day):
                    opens = max(since, day * DAY - ahead + first * MINUTE)
                    closes = min(until, day * DAY - ahead + last * MINUTE)
                    if opens >= closes:
                        continue
                    if stretches and stretches[-1][1] == opens and stretches[-1][2] == day:
                        opens = stretches.pop()[0]
                    stretches.append((opens, closes, day))
        self.starts = [opens for opens, _, _ in stretches]
        self.stops = [closes for _, closes, _ in stretches]
        closings = sorted({day: closes for _, closes, day in stretches}.items())
        days = {day: place for place, (day, _) in enumerate(closings)}
        self.closings: list[int] = [closes for _, closes in closings]
        self.days = [days[day] for _, _, day in stretches]
        self.worked: list[int] = []
        total = 0
        for opens, closes, _ in stretches:
            total += closes - opens
            self.worked.append(total)

    def hours(self, day: int) -> tuple[tuple[int, int], ...]:
        """The open minutes of a day counted from 1970-01-01, which was a Thursday."""
        return self.special.get(date.fromordinal(day + EPOCH).isoformat(), self.week[(day + 3) % 7])

    def until(self, at: int) -> int:
        """The time open from the beginning up to an instant."""
        if not self.begins <= at <= self.ends:
            raise self.outside()
        place = bisect_right(self.starts, at) - 1
        if place < 0:
            return 0
        left = self.stops[place] - at
        return self.worked[place] - left if left > 0 else self.worked[place]

    def reach(self, start: int, amount: int) -> int:
        """The earliest instant at which `amount` has passed since `start`; used up at closing time is closing time."""
        wanted = self.until(start) + amount
        if amount == 0:
            return start
        place = bisect_left(self.worked, wanted)
        if place == len(self.worked):
            raise self.outside()
        return self.stops[place] - (self.worked[place] - wanted)

    def business_days(self, start: int) -> Iterator[int]:
        """The last close of each business day, from that of the next opening on."""
        later = 0
        while True:
            yield self.close(start, later)
            later += 1

    def close(self, start: int, later: int) -> int:
        """The close of the business day of `start`, or of its next opening, or of so many business days later."""
        if not self.begins <= start <= self.ends:
            raise self.outside()
        place = bisect_right(self.stops, start)
        if place == len(self.stops):
            raise self.outside()
        day = self.days[place] + later
        if day >= len(self.closings):
            raise self.outside()
        return self.closings[day]

    def after(self, start: int, distances: tuple[int, ...]) -> tuple[int, list[int]]:
        """The time open up to `start`, and when so much more (each at least 1, in order) has passed."""
        if not self.begins <= start <= self.ends:
            raise self.outside()
        stops, worked = self.stops, self.worked
        place = bisect_right(self.starts, start) - 1
        opened = 0
        if place < 0:
            place = 0
        else:
            opened = worked[place]
            if start < stops[place]:
                opened -= stops[place] - start
        found = []
        try:
            for wanted in distances:
                wanted += opened
                if worked[place] < wanted:
                    place += 1
                    if worked[place] < wanted:
                        place = bisect_left(worked, wanted, place)
                found.append(stops[place] - worked[place] + wanted)
        except IndexError:
            raise self.outside() from None
        return opened, found

    def outside(self) -> Refused:
        years = f"{self.first_year} to {self.last_year}"
        return Refused(f"A clock needs the calendar “{self.label}” outside the years {years} that it covers.")


def length(calendar: Calendar | None, start: int, end: int) -> int:
    """Business time, or with no calendar plain time."""
    return end - start if calendar is None else calendar.until(end) - calendar.until(start)


def passed(calendar: Calendar | None, pauses: Pauses, start: int, end: int) -> int:
    """How much time has passed outside the pauses; 0 when `end` is the earlier."""
    total = 0
    for since, until in pauses:
        if start < min(since, end):
            total += length(calendar, start, min(since, end))
        if until is None:
            return total
        start = max(start, until)
    return total + length(calendar, start, end) if start < end else total


def reach(calendar: Calendar | None, pauses: Pauses, start: int, amount: int) -> int | None:
    """When `amount` has passed outside the pauses since `start`; None while an open pause prevents it."""
    if amount == 0:
        return start
    for since, until in pauses:
        if start < since:
            available = length(calendar, start, since)
            if amount <= available:
                break
            amount -= available
        if until is None:
            return None
        start = max(start, until)
    return start + amount if calendar is None else calendar.reach(start, amount)


def is_paused(pauses: Pauses, at: int) -> bool:
    return any(since <= at and (until is None or at < until) for since, until in pauses)


def close_of_business(calendar: Calendar, pauses: Pauses, start: int, later: int) -> int | None:
    """The close of the business day of `start`, or of so many later; days that close in a pause do not count."""
    open_since = next((since for since, until in pauses if until is None), None)
    for closing in calendar.business_days(start):
        if open_since is not None and closing >= open_since:
            return None
        if not is_paused(pauses, closing):
            if later == 0:
                return closing
            later -= 1
    raise AssertionError("the business days end in a refusal")


# -------------------------------------------- What comes in: activities as records, in their order and by their kinds

FOREVER = 10**15
NEVER = -FOREVER
"""Instants that stand for “at no time”: behind and before all others. There is one object of each, to be told by it."""
AFTER_LAST = 7_289_654_400_000
"""2201-01-01 00:00 UTC, the first instant that is too late; 1970-01-01 00:00 UTC is the first of all."""
MOST_ACTIVITIES = 100_000


class Activity(NamedTuple):
    """One row of the log: `at` in ms since 1970-01-01 UTC, and the known values of its own fields, in units."""

    kind: str
    at: int
    values: Mapping[str, Any] = {}


new = tuple.__new__
"""Makes a named tuple of its values at once, which its own constructor takes three times as long for."""
Log = dict[str, list[int]]
"""The instants of a lead's activities by kind, in order."""
Rows = dict[str, list[tuple[int, Mapping[str, Any]]]]
"""The same with their values, of the kinds of which the policy asks more than when."""


def sorted_out(activities: Iterable[Activity], until: int) -> tuple[Sequence[Activity], list[int], Log, Rows]:
    """The activities of known kinds up to an instant, in order of time (of one instant as given): the list they are in,
    the instants of the lead's own, and all by kind, as instants and with values. Raises Refused."""
    ordered = activities if isinstance(activities, (list, tuple)) else list(activities)
    own: list[int] = []
    log: Log = {}
    rows: Rows = {}
    before = 0
    for kind, at, values in ordered:
        if at > until:
            continue
        try:
            is_own, is_asked = TRAITS[kind]
        except KeyError:
            continue
        if at < before:
            if at < 0:
                raise Refused(f"An activity “{KINDS[kind]}” lies before the year 1970.")
            return sorted_out(sorted((one for one in ordered if one.kind in KINDS), key=instant_of), until)
        before = at
        if is_own:
            own.append(at)
        if kind in log:
            log[kind].append(at)
            if is_asked:
                rows[kind].append((at, values))
        else:
            log[kind] = [at]
            if is_asked:
                rows[kind] = [(at, values)]
    if len(ordered) > MOST_ACTIVITIES and (found := sum(map(len, log.values()))) > MOST_ACTIVITIES:
        raise Refused(f"The lead has {found:,} activities; at most {MOST_ACTIVITIES:,} can be counted.")
    return ordered, own, log, rows


def by_then(log: Log, rows: Rows, until: int) -> tuple[Log, Rows]:
    """The same log at an earlier instant. Rows of kinds that had not happened yet stay; they are in no log."""
    then: Log = dict(log)
    for kind, found in log.items():
        if found[-1] > until:
            if found[0] > until:
                del then[kind]
            else:
                count = bisect_right(found, until)
                then[kind] = found[:count]
                if kind in rows:
                    rows = {**rows, kind: rows[kind][:count]}
    return then, rows


def instant_of(activity: Activity) -> int:
    return activity.at


def instants(log: Log, kinds: tuple[str, ...]) -> list[int]:
    """Those of several kinds, sorted."""
    return sorted([at for kind in kinds if kind in log for at in log[kind]])


def recorded(times: list[int], since: int) -> int | None:
    """The first instant that is not before another one."""
    place = bisect_left(times, since)
    return times[place] if place < len(times) else None


# ---------------- Clocks: every cycle in the log with the response that applied, when it was due, and where it stands

class Tries(NamedTuple):
    """So many answers within `amount` ms from the start."""

    times: int
    amount: int
    business: bool


class Action(NamedTuple):
    """An instruction: `moment` is before due, at due, after due or after start, by `amount` ms."""

    kind: str
    target: str
    moment: str
    amount: int
    business: bool


class Response(NamedTuple):
    """`within` ms, or (None) at the close of business so many `days_later`."""

    name: str
    within: int | None
    days_later: int
    business: bool
    tries: tuple[Tries, ...]
    actions: tuple[Action, ...]


class Clock(NamedTuple):
    name: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    afresh: tuple[str, ...]
    pause: tuple[str, ...]
    resume: tuple[str, ...]
    responses: tuple[Response, ...]


class TriesMade(NamedTuple):
    made: int
    wanted: int
    by: int | None


class ActionDue(NamedTuple):
    """`fallen`: it has come due. `at` is None while a pause hides it."""

    kind: str
    target: str
    at: int | None
    fallen: bool


class Cycle(NamedTuple):
    """One cycle of a clock. Without a response nothing was promised. `used` are the ms that passed, in business time
    where the answer is promised in it (`calendar` is its name then)."""

    clock: str
    started_at: int
    response: str | None
    calendar: str | None
    state: str
    due: int | None
    ended_at: int | None
    ended_by: str | None
    used: int
    tries: tuple[TriesMade, ...]
    actions: tuple[ActionDue, ...]


Paused = list[tuple[int, int]]
"""The instants of a clock's pauses (1) and resumptions (0) in a lead's log."""


Stretch = tuple[int, "int | None", "str | None", "int | None"]
"""Start, end, what ended it, and the start of the next."""


def stretches(
    ordered: Sequence[Activity],
    log: Log,
    starts: list[int],
    stopping: tuple[str, ...],
    afresh: Sequence[int],
    returned: Sequence[int],
) -> Sequence[Stretch]:
    """The cycles of a clock that was started, in order of time.

    At one instant an answer comes before a return, and a return before a fresh start. `ordered` are all activities by
    time, `log` their instants by kind; `afresh` and `returned` are the instants, in order, of what starts a cycle anew
    and at which the lead was recycled.
    """
    found: list[Stretch] = []
    start: int | None = starts[0]
    while start is not None:
        end = ended_by = following = None
        for kind in stopping:
            if kind in log:
                times = log[kind]
                at = times[0]
                if at < start:
                    if times[-1] < start:
                        continue
                    at = times[bisect_left(times, start)]
                if end is None or at < end:
                    end, ended_by = at, kind
                elif at == end:
                    ended_by = first_kind(ordered, end, stopping)
        if returned and returned[-1] >= start:
            at = returned[bisect_left(returned, start)]
            if end is None or at < end:
                end, ended_by = at, "recycled"
        if afresh and afresh[-1] > start:
            at = afresh[bisect_right(afresh, start)]
            if end is None or at < end:
                end = following = at
                ended_by = "started afresh"
        if following is None and end is not None and end < starts[-1]:
            following = starts[bisect_right(starts, end)]
        found.append((start, end, ended_by, following))
        start = following
    return found


def unpromised(clock: Clock, start: int, end: int | None, ended_by: str | None, as_of: int) -> Cycle:
    """A cycle to which no response applies."""
    state = state_of(None, end, ended_by, as_of, False)
    return Cycle(clock.name, start, None, None, state, None, end, ended_by, 0, (), ())


def pauses_in(log: Log, clock: Clock) -> Paused:
    return [*((at, 1) for at in instants(log, clock.pause)), *((at, 0) for at in instants(log, clock.resume))]


def cycle_with_pauses(
    clock: Clock,
    which: int,
    calendar: Calendar | None,
    start: int,
    end: int | None,
    ended_by: str | None,
    following: int | None,
    log: Log,
    paused: Paused,
    as_of: int,
) -> Cycle:
    """A cycle of which pauses may hold up the time: nothing passes in them."""
    response = clock.responses[which]
    until = as_of if end is None else end
    pauses = pauses_of(paused, end, as_of)
    counted = calendar if response.business else None
    if response.within is not None:
        due = reach(counted, pauses, start, response.within)
    else:
        assert calendar is not None  # the check of the policy sees to that
        due = close_of_business(calendar, pauses, start, response.days_later)
    reach(counted, pauses, start, 1)  # refuses a start behind which nothing opens any more
    return Cycle(
        clock.name,
        start,
        response.name,
        calendar.name if response.business and calendar is not None else None,
        state_of(due, end, ended_by, as_of, is_paused(pauses, as_of)),
        due,
        end,
        ended_by,
        passed(counted, pauses, start, until),
        tuple(tries_of(clock, one, calendar, start, following, log, paused, as_of) for one in response.tries),
        tuple(action_of(one, calendar, pauses, start, due, until) for one in response.actions),
    )


def state_of(due: int | None, end: int | None, ended_by: str | None, as_of: int, paused: bool) -> str:
    if ended_by == "started afresh":
        return "passed on"
    if end is not None:
        return "met" if due is None or end <= due else "missed"
    if due is not None and as_of > due:
        return "overdue"
    return "paused" if paused else "running"


def pauses_of(paused: Paused, end: int | None, as_of: int) -> Pauses:
    """The pauses up to the end of a cycle, those from before its start too. At one instant a resumption wins."""
    until = as_of if end is None else end
    pauses: dict[int, int] = {}
    for at, begins in paused:
        if at <= until:
            pauses[at] = pauses.get(at, 1) & begins
    found: Pauses = []
    since: int | None = None
    for at, begins in sorted(pauses.items()):
        if begins and since is None:
            since = at
        elif not begins and since is not None:
            found.append((since, at))
            since = None
    if since is not None and since != end:
        found.append((since, end))
    return found


def tries_of(
    clock: Clock,
    tries: Tries,
    calendar: Calendar | None,
    start: int,
    following: int | None,
    log: Log,
    paused: Paused,
    as_of: int,
) -> TriesMade:
    """Trying goes on behind the first answer, and so do its pauses: until the next cycle begins."""
    pauses = pauses_of(paused, following, as_of)
    by = reach(calendar if tries.business else None, pauses, start, tries.amount)
    return TriesMade(tries_made(log, clock.stops, start, by, following), tries.times, by)


def tries_made(log: Log, stops: tuple[str, ...], start: int, by: int | None, following: int | None) -> int:
    """How many answers there were up to `by` and before the next cycle."""
    last = FOREVER if by is None else by
    if following is not None and following <= last:
        last = following - 1
    made = 0
    for kind in stops:
        if kind in log:
            for at in log[kind]:
                if start <= at <= last:
                    made += 1
    return made


def action_of(
    action: Action, calendar: Calendar | None, pauses: Pauses, start: int, due: int | None, until: int
) -> ActionDue:
    kind, target, moment, amount, business = action
    counted = calendar if business else None
    if moment == "after start":
        at = reach(counted, pauses, start, amount)
    elif due is None or moment == "at due":
        at = due
    elif moment == "before due":
        at = reach(counted, pauses, start, max(0, passed(counted, pauses, start, due) - amount))
    else:
        at = reach(counted, pauses, due, amount)
    return ActionDue(kind, target, at, at is not None and at <= until)


def first_kind(ordered: Sequence[Activity], instant: int, kinds: tuple[str, ...]) -> str:
    """Of the activities of these kinds at an instant the first in the log."""
    return next(kind for kind, at, _ in ordered if at == instant and kind in kinds)


# ------------------------------------------------------ What comes out: a decision, as a value and as a JSON document

class Said(NamedTuple):
    """The words of a line of a score; `what` has one text for each form that the line can take."""

    clause: str
    kind: str
    place: str
    what: tuple[str, ...]
    because: str | None


class ExplainedLine(NamedTuple):
    """What a clause did to a score: `points` in units of 10**-scale."""

    said: Said
    what: str
    points: int
    scale: int


class Explanation(NamedTuple):
    """`stages` are (name, holds, recorded at)."""

    scores: Mapping[str, tuple[ExplainedLine, ...]]
    defines: Mapping[str, bool]
    stages: tuple[tuple[str, bool, int | None], ...]
    disqualify: Mapping[str, bool]


class Recycle(NamedTuple):
    """The rule of the latest return; `touches` are the instants at which its nurture reaches out."""

    rule: str
    nurture: str
    since: int
    until: int
    in_force: bool
    touches: tuple[int, ...]


class Route(NamedTuple):
    route: str
    to: str
    person: str | None
    team: str | None


class Decision(NamedTuple):
    """What the policy says of one lead at an instant. Scores are in hundredths of a point, instants in ms."""

    lead: str
    as_of: int
    scores: Mapping[str, int]
    grades: Mapping[str, str]
    stage: str | None
    disqualified: str | None
    recycle: Recycle | None
    route: Route | None
    cycles: tuple[Cycle, ...]
    explanation: Explanation | None = None

    def document(self) -> dict[str, Any]:
        """The decision as it is written in JSON: numbers are exact, times are ISO 8601 in the agreement's timezone."""
        found: dict[str, Any] = {
            "policy": POLICY,
            "lead": self.lead,
            "as_of": ZONE.iso(self.as_of),
            "scores": {name: number(value, 2) for name, value in self.scores.items()},
            "grades": dict(self.grades),
            "stage": self.stage,
            "disqualified": self.disqualified,
            "recycle": recycle_document(self.recycle),
            "route": None if self.route is None else self.route._asdict(),
            "cycles": [cycle_document(cycle) for cycle in self.cycles],
        }
        if self.explanation is not None:
            found["explanation"] = explanation_document(self.explanation)
        return found


def recycle_document(recycle: Recycle | None) -> dict[str, Any] | None:
    if recycle is None:
        return None
    return {
        "rule": recycle.rule,
        "nurture": recycle.nurture,
        "since": ZONE.iso(recycle.since),
        "until": ZONE.iso(recycle.until),
        "in_force": recycle.in_force,
        "touches": [ZONE.iso(touch) for touch in recycle.touches],
    }


def cycle_document(cycle: Cycle) -> dict[str, Any]:
    return {
        "clock": cycle.clock,
        "started_at": ZONE.iso(cycle.started_at),
        "response": cycle.response,
        "calendar": cycle.calendar,
        "state": cycle.state,
        "due": moment(cycle.due),
        "ended_at": moment(cycle.ended_at),
        "ended_by": cycle.ended_by,
        "used_ms": cycle.used,
        "tries": [{"made": one.made, "wanted": one.wanted, "by": moment(one.by)} for one in cycle.tries],
        "actions": [
            {"kind": one.kind, "target": one.target, "at": moment(one.at), "fallen": one.fallen}
            for one in cycle.actions
        ],
    }


def explanation_document(explanation: Explanation) -> dict[str, Any]:
    return {
        "scores": {name: [line_document(line) for line in lines] for name, lines in explanation.scores.items()},
        "defines": dict(explanation.defines),
        "stages": [
            {"stage": name, "holds": holds, "recorded_at": moment(at)} for name, holds, at in explanation.stages
        ],
        "disqualify": dict(explanation.disqualify),
    }


def line_document(line: ExplainedLine) -> dict[str, Any]:
    said = line.said
    return {
        "clause": said.clause,
        "kind": said.kind,
        "place": said.place,
        "what": line.what,
        "because": said.because,
        "points": number(line.points, line.scale),
    }


def moment(at: int | None) -> str | None:
    return None if at is None else ZONE.iso(at)


def number(units: int, scale: int) -> int | float:
    """Units of 10**-scale. Below 2**53 of them each has a float of its own, which is written with just its digits."""
    one: int = 10**scale
    return units / one if units % one else units // one


def explained(lines: Iterable[tuple[Said, int, int, int]]) -> tuple[ExplainedLine, ...]:
    """The lines of a score: every rule, and every limit, share, rounding and bound that changed something."""
    return tuple(
        ExplainedLine(said, said.what[which], points, scale)
        for said, points, scale, which in lines
        if points or said.kind not in ("limit", "counts", "rounding", "bound")
    )


def share(lead: str, names: int) -> int:
    """Which of so many names a lead falls to: the first seven hex digits of its id's SHA-256, modulo their number."""
    return int(hashlib.sha256(lead.encode()).hexdigest()[:7], 16) % names


def rounded(points: int, whole: int) -> int:
    """To whole units, half away from zero."""
    return (points + whole // 2) // whole if points >= 0 else -((whole // 2 - points) // whole)


def padded(words: Iterable[str]) -> str:
    """The words with a space before and behind each, so that several in a row can be looked for."""
    return f" {' '.join(filter(None, words))} "


# ---------------------------------------------------------- The fields that a policy declares, as a scorer reads them

class Field(NamedTuple):
    """How a field is read and spoken of.

    `type` is text, choice, flag, number, date or time. `places` are the decimals of a number, whose units are
    10**-places. `required` is one without which nothing is decided; `default`, in units, stands in where it is unknown.
    `choices` are names with labels; `otherwise` is the one that stands for all other values.
    """

    label: str
    type: str
    places: int = 0
    required: bool = False
    default: Any = None
    choices: Mapping[str, str] = {}
    otherwise: str | None = None
    currency: str | None = None


class Fields(NamedTuple):
    """The fields of a lead, or of a kind of activity, by name."""

    known: Mapping[str, Field]
    defaults: Mapping[str, Any]
    required: tuple[str, ...]


def declared(known: Mapping[str, Field]) -> Fields:
    defaults = {name: field.default for name, field in known.items() if field.default is not None}
    return Fields(known, defaults, tuple(name for name, field in known.items() if field.required))


# ----------------------------------------------------- The values of fields: from JSON values to the units of records

MOST_UNITS = 10**15
"""What a whole number, and any other in its units, is at most, of either sign."""
WRONG = object()
"""Stands for a value that its field cannot hold."""
WIDE = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Rounds nothing, however many digits a number has."""
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def units(field: Field, value: Any) -> Any:
    """A value in units; None where it counts as unknown, WRONG where it is none of the field's."""
    kind = field.type
    if isinstance(value, str):
        if fold(value) in UNKNOWN and (is_blank(value) or is_well_written(field, value)):
            return None
        if kind == "text":
            return WRONG if is_broken(value) else value
        if kind == "choice":
            return value if value in field.choices else WRONG
        if kind == "time":
            return instant_in(value)
        day = day_in(value) if kind == "date" else None
        return WRONG if day is None else ZONE.start_of_day(day)
    if value is None:
        return None
    if kind == "number":
        return number_in(value, field.places)
    return value if kind == "flag" and isinstance(value, bool) else WRONG


def is_well_written(field: Field, value: str) -> bool:
    """Whether a text is a value of the field, were it not one of those that count as unknown."""
    match field.type:
        case "text":
            return True
        case "choice":
            return value in field.choices
        case "date":
            return day_in(value) is not None
        case "time":
            return written_instant(value) is not None
        case _:
            return False


def is_blank(text: str) -> bool:
    return not text.strip(BLANKS)


def is_broken(text: str) -> bool:
    """Whether a text holds half a character, which nothing can write."""
    return not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text)


def number_in(value: Any, places: int) -> Any:
    """A number in units of 10**-places; WRONG where it is none, has more decimals or is too large."""
    if value.__class__ is int:
        found = value * 10**places
    elif isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return WRONG
    else:
        exact = exactly(value)
        if not exact:
            return 0
        if not exact.is_finite() or exact.adjusted() > 15:
            return WRONG
        scaled = exact.scaleb(places, WIDE)
        found = int(scaled)
        if found != scaled:
            return WRONG
    return found if -MOST_UNITS <= found <= MOST_UNITS else WRONG


def exactly(value: float | Decimal) -> Decimal:
    """A float counts as the number that it is written as."""
    return Decimal(repr(float(value))) if isinstance(value, float) else Decimal(value)


def day_in(text: str) -> int | None:
    """A day counted from 1970-01-01; None where it is none, or not of the years 1970 to 2200."""
    if len(text) != 10 or not text[4] == text[7] == "-":
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day.toordinal() - EPOCH if 1970 <= day.year <= 2200 else None


def instant_in(value: Any) -> Any:
    """A time in ms since 1970-01-01 UTC; WRONG where it is none, or not of the years 1970 to 2200."""
    at = written_instant(value) if isinstance(value, str) else None
    return WRONG if at is None or not 0 <= at < AFTER_LAST else at


def written_instant(text: str) -> int | None:
    """A time as RFC 3339 writes it, `2026-10-05T09:00:00-04:00`, cut to ms, of the local years 1970 to 2200.

    What Python reads beyond that is told by where the marks stand: weeks, bare hours, 24 o'clock, offsets of
    75 minutes.
    """
    ms = 0
    if len(text) != 25 or text[19] == ".":
        text, ms = without_fraction(text)
        if len(text) != 25:
            return None
    if not (text[4] == text[7] == "-" and text[10] == "T" and text[13] == text[16] == text[22] == ":"):
        return None
    if text[11:13] > "23" or text[19] not in "+-" or text[23] > "5":
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    since = moment - BEGINNING
    return since.days * DAY + since.seconds * 1000 + ms if 1970 <= moment.year <= 2200 else None


def without_fraction(text: str) -> tuple[str, int]:
    """A time with Z for +00:00, or with parts of a second, as one without; and the whole ms of the parts taken off."""
    ms = 0
    offset = 1 if text.endswith("Z") else 6
    if text[19:20] == ".":
        digits = text[20:-offset]
        if not (digits.isdigit() and digits.isascii() and len(digits) <= 12):
            return "", 0
        ms = int(f"{digits}00"[:3])
        text = text[:19] + text[-offset:]
    return (text[:-1] + "+00:00" if offset == 1 else text), ms


# -------- What is wrong with a case, in the policy's words: a sentence a mistake, each with its place in the document

MOST_SAID = 20
LONGEST = 40
YEARS = "the years 1970 to 2200"
A_DATE, A_TIME = "a date such as 2026-10-05", "a time such as 2026-10-05T09:00:00-04:00"
WHOLE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,12})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
BARE_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?")

Place = tuple[str | int, ...]
"""The keys and the places in lists that lead to a value of a document."""


class Mistaken(Refused):
    """What cannot be read, and all that is wrong with it: `mistakes` are sentences."""

    def __init__(self, sentences: Iterable[str]) -> None:
        found = list(dict.fromkeys(sentences))
        if len(found) > MOST_SAID:
            found[MOST_SAID:] = [f"There are {len(found) - MOST_SAID:,} more mistakes like these."]
        super().__init__(" ".join(found))
        self.mistakes = tuple(found)


def mistake(place: Place, sentence: str) -> str:
    """`lead.employees: “Number of employees” is a whole number, and "many" is text.`"""
    said = ""
    for step in place:
        said += f"[{step}]" if isinstance(step, int) else f".{key_said(step)}" if said else key_said(step)
    return f"{said or 'the case'}: {sentence}"


def key_said(step: str) -> str:
    """A key as it stands in a place; in quotes where it would run into it."""
    return step if re.fullmatch(r"\w{1,60}", step) else shown(step)


def key_twice(place: Place) -> str:
    return mistake(place, "This key stands more than once, so which of the values holds cannot be told.")


def unknown_key(place: Place, what: str, known: Sequence[str]) -> str:
    guess = nearest(str(place[-1]), known)
    way_out = f" Is “{guess}” meant?" if guess else f" It knows {listed(known)}." if known else ""
    return mistake(place, f"{what} has no field of this name.{way_out}")


def unknown_kind(place: Place, value: Any, known: Mapping[str, str]) -> str:
    """`known` are the activities with their labels."""
    if not isinstance(value, str):
        return mistake(place, f"This is the name of an activity, and {stands(value)}.")
    return mistake(place, f"The policy has no activity called {shown(value)}.{meant(value, known)}")


def missing(place: Place, label: str) -> str:
    return mistake(place, f"“{label}” is required, and it is missing.")


def half_a_character(place: Place, label: str) -> str:
    return mistake(place, f"“{label}” holds half a character, which is no text.")


def no_object(place: Place, what: str, value: Any) -> str:
    return mistake(place, f"{what} is an object in curly brackets, and {stands(value)}.")


def no_list(place: Place, value: Any) -> str:
    return mistake(place, f"The activities are a list in square brackets, and {stands(value)}.")


def bad_id(place: Place, value: Any) -> str:
    if isinstance(value, str) and value != "" and value == value.strip():
        return half_a_character(place, "Id")
    if isinstance(value, str) and not is_blank(value):
        return mistake(place, f"The lead’s id has no blanks at its ends, and {shown(value)} has.")
    found = "it is blank" if isinstance(value, str) else "it is null" if value is None else stands(value)
    return mistake(place, f"The lead’s id is text that is not blank, and {found}.")


def bad_time(place: Place, what: str, value: Any) -> str:
    return mistake(place, f"{what} is {A_TIME}, and {no_time(value)}.")


def stands_for_unknown(place: Place, label: str, value: Any) -> str:
    """Why a value that counts as unknown is not enough."""
    if value is None or is_blank(value):
        return mistake(place, f"“{label}” is required, and {'null' if value is None else 'blank text'} means unknown.")
    return mistake(place, f"“{label}” is required, and {shown(value)} counts as unknown.")


def misfit(place: Place, field: Field, value: Any) -> str:
    """Why a value is none of this field's."""
    if field.type == "text" and isinstance(value, str):
        return half_a_character(place, field.label)
    return mistake(place, f"“{field.label}” {fault(field, value)}")


def fault(field: Field, value: Any) -> str:
    match field.type:
        case "text":
            return f"is text, and {stands(value)}."
        case "flag":
            return f"is yes or no (true or false), and {stands(value)}."
        case "date":
            return f"is {A_DATE}, and {no_date(value)}."
        case "time":
            return f"is {A_TIME}, and {no_time(value)}."
        case "choice":
            return no_choice(field, value)
        case _:
            return no_number(field, value)


def no_number(field: Field, value: Any) -> str:
    places = field.places
    what = "a whole number" if places == 0 else "a number"
    if field.currency is not None:
        what = f"an amount of money in {field.currency}"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return f"is {what}, and {stands(value)}."
    amount = exactly(value)
    beyond = not amount.is_finite() or amount.adjusted() > 15
    if beyond or amount.scaleb(places, WIDE).copy_abs() > MOST_UNITS:
        return f"is {what} of at most {10 ** (15 - places):,}, of either sign, and {shown(value)} is beyond that."
    if places == 0:
        return f"is {what}, and {shown(value)} has decimals."
    return f"has at most {places} decimals, and {shown(value)} has more."


def no_choice(field: Field, value: Any) -> str:
    names = listed(list(field.choices))
    if not isinstance(value, str):
        return f"is one of {names}, and {stands(value)}."
    way_out = meant(value, field.choices)
    if not way_out and field.otherwise is not None:
        way_out = f" Every other value is “{field.otherwise}”."
    return f"is one of {names}, and {shown(value)} is none of them.{way_out}"


def no_date(value: Any) -> str:
    if not isinstance(value, str):
        return stands(value)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return f"{shown(value)} is none"
    return f"there is no {value}" if "1970" <= value[:4] <= "2200" else f"{shown(value)} is not within {YEARS}"


def no_time(value: Any) -> str:
    if not isinstance(value, str):
        return stands(value)
    if BARE_TIME.fullmatch(value):
        return f"{shown(value)} lacks its offset from UTC, such as -04:00 or Z"
    if not WHOLE_TIME.fullmatch(value):
        return f"{shown(value)} is none"
    return f"{shown(value)} is not within {YEARS}" if is_there(value) else f"there is no {value}"


def is_there(time: str) -> bool:
    """Whether there is such a day and hour."""
    try:
        date.fromisoformat(time[:10])
    except ValueError:
        return False
    return time[11:13] < "24" and time[14:16] < "60" and time[17:19] < "60"


def meant(value: str, labels: Mapping[str, str]) -> str:
    """The name that stands for a label, or is written nearly so."""
    by_label = {fold(label): name for name, label in labels.items()}
    by_label |= {fold(name): name for name in labels}
    guess = by_label.get(fold(value)) or nearest(value, labels)
    return f" Is “{guess}” meant?" if guess else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, or None when none is close."""
    from difflib import get_close_matches

    by_fold = {name.casefold().replace("-", "_"): name for name in known}
    close = get_close_matches(word.casefold().replace("-", "_").replace(" ", "_"), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None


def listed(items: Sequence[str]) -> str:
    """`A, B and C`."""
    return "".join(items) if len(items) < 2 else f"{', '.join(items[:-1])} and {items[-1]}"


def stands(value: Any) -> str:
    """What stands there instead, as a clause."""
    match value:
        case None:
            return "null stands there"
        case bool():
            return f"{shown(value)} is yes or no"
        case int() | float() | Decimal():
            return f"{shown(value)} is a number"
        case str():
            return f"{shown(value)} is text"
        case list() | tuple():
            return "a list stands there"
        case _:
            return "an object stands there"


def shown(value: Any) -> str:
    """A single value as JSON writes it, cut where it is long."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float() | Decimal():
            amount = exactly(value)
            if amount.is_finite() and amount.adjusted() > LONGEST:
                return f"a number with {amount.adjusted() + 1:,} digits"
            if not amount.is_finite() or amount.adjusted() < -LONGEST or len(amount.as_tuple().digits) > LONGEST:
                return "it"
            digits = format(amount, "f")
            digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
            return "0" if digits == "-0" else digits
        case str():
            return json.dumps(value if len(value) <= LONGEST else f"{value[:LONGEST]}…", ensure_ascii=False)
        case _:
            return "it"


# --- Leads, activities and whole cases from JSON documents: what is sound at once, what is not with all that is wrong

PARTS = ("lead", "activities", "as_of")


def read_lead(given: Mapping[str, Any]) -> Lead:
    """A lead from a mapping of the policy's field names, and `id`. Raises Refused with all that is wrong."""
    found = lead_in(given)
    if found is None:
        raise Mistaken(wrong_in_lead(given))
    return found


def read_activity(given: Mapping[str, Any]) -> Activity:
    """An activity from a mapping of `activity`, `at` and its fields' names. Raises Refused with all that is wrong."""
    found = activity_in(given)
    if found is None:
        raise Mistaken(wrong_in_activity(("activity",), given))
    return found


def read_instant(given: Any) -> int:
    """A time, such as that of a decision, in ms since 1970-01-01 UTC. Raises Refused."""
    found = instant_in(given)
    if found is WRONG:
        raise Mistaken([wrong_as_of(given)])
    return int(found)


def read_case(case: Any, now: int, twice: Sequence[Place] = ()) -> tuple[Lead, list[Activity], int]:
    """The lead, its activities and the instant of a case document; `now` is that of one that names none.

    `twice` are the places of keys that stand more than once in it, which Python's own reader of JSON passes over.
    Raises Refused with all that is wrong.
    """
    found = None if twice else case_in(case, now)
    if found is None:
        raise Mistaken([*map(key_twice, twice), *wrong_in_case(case)])
    return found


def check(lead: Lead) -> None:
    """Raises Refused with the required fields that a record lacks."""
    for field, value in zip(LEAD.known.values(), lead[1:], strict=True):
        if value is None and (field.required or field.default is not None):
            raise Refused(f"“{field.label}” is unknown, and the policy requires it.")


def is_object(given: Any) -> bool:
    return isinstance(given, (dict, Mapping))


# What is sound. None stands for what is not.


def case_in(case: Any, now: int) -> tuple[Lead, list[Activity], int] | None:
    if not is_object(case) or not all(part in PARTS for part in case):
        return None
    lead, rows, as_of = lead_in(case.get("lead")), case.get("activities", ()), case.get("as_of")
    at = now if as_of is None else instant_in(as_of)
    if lead is None or at is WRONG or not isinstance(rows, list | tuple):
        return None
    activities = []
    for row in rows:
        activity = activity_in(row)
        if activity is None:
            return None
        activities.append(activity)
    return lead, activities, at


def lead_in(given: Any) -> Lead | None:
    values = values_in(LEAD, given, ("id",)) if is_object(given) else None
    if values is None or not is_id(given.get("id")):
        return None
    return new(Lead, (given["id"], *map(values.get, LEAD.known)))


def activity_in(given: Any) -> Activity | None:
    kind = given.get("activity") if is_object(given) else None
    fields = ACTIVITIES.get(kind) if isinstance(kind, str) else None
    if fields is None:
        return None
    at = instant_in(given.get("at"))
    values = values_in(fields, given, ("activity", "at"))
    return None if at is WRONG or values is None else new(Activity, (kind, at, values))


def values_in(fields: Fields, given: Mapping[str, Any], own: tuple[str, ...]) -> dict[str, Any] | None:
    """The known values in units; `own` are the keys that are no fields."""
    known = fields.known
    values = dict(fields.defaults)
    for name, value in given.items():
        field = known.get(name)
        if field is not None:
            value = units(field, value)
            if value is WRONG:
                return None
            if value is not None:
                values[name] = value
        elif name not in own:
            return None
    for name in fields.required:
        if name not in values:
            return None
    return values


def is_id(given: Any) -> bool:
    return isinstance(given, str) and given != "" and given == given.strip() and not is_broken(given)


# What is wrong.


def wrong_in_case(case: Any) -> Iterator[str]:
    if not is_object(case):
        yield no_object((), "A case", case)
        return
    yield from (unknown_key((str(key),), "A case", PARTS) for key in case if key not in PARTS)
    if "lead" in case:
        yield from wrong_in_lead(case["lead"])
    else:
        yield mistake(("lead",), "The case has no lead.")
    rows = case.get("activities", ())
    if not isinstance(rows, list | tuple):
        yield no_list(("activities",), rows)
        rows = ()
    for number, row in enumerate(rows):
        yield from wrong_in_activity(("activities", number), row)
    if case.get("as_of") is not None and instant_in(case["as_of"]) is WRONG:
        yield wrong_as_of(case["as_of"])


def wrong_as_of(given: Any) -> str:
    return bad_time(("as_of",), "The time that the decision is about", given)


def wrong_in_lead(given: Any) -> Iterator[str]:
    place = ("lead",)
    if not is_object(given):
        yield no_object(place, "A lead", given)
        return
    yield from lacking(place, given, LEAD.known, {"id": "Id"})
    known = ["id", *LEAD.known]
    yield from (unknown_key((*place, str(key)), "The lead", known) for key in given if key not in known)
    if "id" in given and not is_id(given["id"]):
        yield bad_id((*place, "id"), given["id"])
    yield from wrong_values(place, given, LEAD.known)


def wrong_in_activity(place: Place, given: Any) -> Iterator[str]:
    if not is_object(given):
        yield no_object(place, "An activity", given)
        return
    kind = given.get("activity")
    fields = ACTIVITIES.get(kind) if isinstance(kind, str) else None
    declared_fields = {} if fields is None else fields.known
    yield from lacking(place, given, declared_fields, {"activity": "Kind of activity", "at": "Time"})
    if fields is not None:
        known = ["activity", "at", *declared_fields]
        what = f"The activity “{KINDS[str(kind)]}”"
        yield from (unknown_key((*place, str(key)), what, known) for key in given if key not in known)
    elif "activity" in given:
        yield unknown_kind((*place, "activity"), kind, KINDS)
    if "at" in given and instant_in(given["at"]) is WRONG:
        yield bad_time((*place, "at"), "The time of an activity", given["at"])
    yield from wrong_values(place, given, declared_fields)


def wrong_values(place: Place, given: Mapping[str, Any], fields: Mapping[str, Field]) -> Iterator[str]:
    for name, field in fields.items():
        if name in given:
            value = given[name]
            found = units(field, value)
            if found is WRONG:
                yield misfit((*place, name), field, value)
            elif found is None and field.required:
                yield stands_for_unknown((*place, name), field.label, value)


def lacking(
    place: Place, given: Mapping[str, Any], fields: Mapping[str, Field], always: Mapping[str, str]
) -> Iterator[str]:
    """What is required and not even there; `always` are keys with what they are called."""
    labels = {**always, **{name: field.label for name, field in fields.items() if field.required}}
    yield from (missing((*place, name), label) for name, label in labels.items() if name not in given)


# ------------------------- JSON from outside, read strictly: exact numbers, no key twice, nothing beyond the standard

LARGEST_FILE = 64_000_000
"""Bytes of a document."""
MARKS = ((b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
"""How a text begins → its encoding. Those of UTF-32 come first: one of them begins like one of UTF-16."""
MOST_DIGITS = 400
"""Of a whole number that is read as such: Python takes long over longer ones, and can be set to refuse them."""
WHAT_IS_NO_JSON = {
    "Expecting property name": "a key in double quotes has to stand here",
    "Expecting ',' delimiter": "a comma is missing here, or a closing bracket",
    "Expecting ':' delimiter": "a colon has to stand here, between a key and its value",
    "Expecting value": "a value has to stand here",
    "Extra data": "the document ends before this, and there is more",
    "Unterminated string": "a text begins here whose closing quote is missing",
    "Invalid control character": "a text holds a line end or another control character: write \\n and its like",
    "Invalid \\": "the backslash here begins nothing that JSON knows",
    "Illegal trailing comma": "nothing follows the comma here",
}
"""How Python's messages begin → what is said instead."""


class NoJson(ValueError):
    """Why a document cannot be read: a sentence, without its full stop, that goes on from its name."""


class Repeating(dict[str, Any]):
    """An object in which keys stood more than once: `twice`."""

    twice: tuple[str, ...] = ()


def parsed(written: bytes, name: str) -> tuple[Any, list[Place]]:
    """The case in a JSON document called `name`, its numbers exact, and the places of keys that stand more than once.

    Raises Refused where it is none.
    """
    repeating = []

    def as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            count = Counter(key for key, _ in pairs)
            found = Repeating(found)
            found.twice = tuple(key for key in found if count[key] > 1)
            repeating.append(found)
        return found

    try:
        text = text_in(written)
        document = json.loads(
            text, parse_float=decimal, parse_int=whole, parse_constant=no_constant, object_pairs_hook=as_object
        )
        if isinstance(document, list):
            raise NoJson("holds a list, and a case is one object: leads are decided one at a time here")
    except json.JSONDecodeError as problem:
        said = (said for begin, said in WHAT_IS_NO_JSON.items() if problem.msg.startswith(begin))
        what = next(said, "it cannot be read here")
        why = f"is not JSON: in line {problem.lineno:,}, column {problem.colno:,}, {what}"
    except RecursionError:
        why = "is nested far deeper than a lead with its activities"
    except NoJson as problem:
        why = str(problem)
    else:
        return document, list(keys_given_twice(document)) if repeating else []
    raise Mistaken([f"{name} {why}."])


def text_in(written: bytes) -> str:
    if len(written) > LARGEST_FILE:
        raise NoJson("is far larger than one lead with its activities")
    # The shells of Windows write UTF-16, and say so with a mark; without one it is UTF-8.
    encoding = next((name for mark, name in MARKS if written.startswith(mark)), "UTF-8")
    try:
        text = written.decode("utf-8-sig" if encoding == "UTF-8" else encoding)
    except UnicodeDecodeError as problem:
        raise NoJson(f"is not saved as {encoding} (byte {problem.start + 1:,})") from None
    if not text.strip():
        raise NoJson("is empty")
    return text


def keys_given_twice(document: Any, place: Place = ()) -> Iterator[Place]:
    """The places of keys that stand more than once, in the few levels that a case has."""
    if isinstance(document, Repeating):
        yield from ((*place, key) for key in document.twice)
    if len(place) < 3:
        numbered = enumerate(document) if isinstance(document, list) else ()
        for key, item in document.items() if isinstance(document, dict) else numbered:
            yield from keys_given_twice(item, (*place, key))


def whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= MOST_DIGITS else decimal(digits)


def decimal(digits: str) -> Decimal:
    """The number as it is written; infinite where it is beyond what can be."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("-Infinity" if digits.startswith("-") else "Infinity")


def no_constant(word: str) -> Any:
    raise NoJson(f"is not JSON: {word} is no number there. Null stands for what is not known")


# ---------------------------------------------------------- The command line of a scorer: a case in, its decision out

DECIDED, REFUSED, WRONG_USE = 0, 1, 2
# What a shell reports for a program stopped by Ctrl-C, and for one whose reader went away.
INTERRUPTED, READER_GONE = 130, 141
PLAINER = str.maketrans({"“": '"', "”": '"', "’": "'", "…": "..."})
"""For terminals that have no curly quotes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit code: 0 decided, 1 refused, 2 nothing that could be decided."""
    open_closed_streams()
    try:
        code = run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        let_go_of_output()
        return READER_GONE
    except OSError as fault:
        let_go_of_output()
        tell(f"The decision cannot be written: {fault.strerror or fault}.")
        return WRONG_USE
    return code


def run(arguments: Sequence[str] | None) -> int:
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    version = f", version {POLICY['version']}" if POLICY["version"] else ""
    parser = ArgumentParser(
        # argparse would fill in %(prog)s.
        description=one_line(f"Decides a lead as agreed in “{POLICY['title']}”{version}.").replace("%(", "% ("),
        epilog=HELP,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("case", nargs="?", metavar="LEAD.json", help="the lead with its activities; - reads stdin")
    parser.add_argument("--explain", action="store_true", help="add every line of every score, and what held")
    parser.add_argument("--example", action="store_true", help="print a lead to start from, and nothing else")
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as stopped:
        return int(stopped.code or 0)
    if chosen.example:
        print(EXAMPLE)
        return DECIDED
    if chosen.case is None:
        tell("Name a file with a lead: python scorer.py lead.json. To see one, give --example instead.")
        return WRONG_USE
    if chosen.case == "-" and sys.stdin is None:
        tell("There is nothing to read: stdin is closed. Name a file with a lead instead of -.")
        return WRONG_USE
    name = "stdin" if chosen.case == "-" else chosen.case
    try:
        written = sys.stdin.buffer.read(LARGEST_FILE + 1) if chosen.case == "-" else read_file(chosen.case)
    except OSError as fault:
        tell(why_unread(name, fault))
        return WRONG_USE
    found = answer(written, name, time.time_ns() // 60_000_000_000 * 60_000, chosen.explain)
    print(json.dumps(found, indent=2))
    return REFUSED if "refused" in found else DECIDED


HELP = """\
Try it:
  python scorer.py --example > lead.json
  python scorer.py lead.json

A lead is written with the policy's own names; null, or a name left out, is
unknown. "as_of" is the time that the decision is about; without it, now.
The decision is printed as JSON. A lead that cannot be decided is refused:
{"lead": ..., "refused": why}, never a score of zero.

Exit code: 0 decided, 1 refused, 2 there is nothing that could be decided.
"""


def answer(written: bytes, name: str, now: int, explain: bool) -> dict[str, Any]:
    """The decision on a case as a document, or its refusal, which is also told on stderr. `now` is in ms."""
    lead_id = None
    try:
        case, twice = parsed(written, name)
        lead_id = id_in(case)
        lead, activities, as_of = read_case(case, now, twice)
        hold_to_years(as_of, case.get("as_of") is None)
        return decide(lead, activities, as_of, explain).document()
    except Refused as refused:
        who = "The case" if lead_id is None else f"Lead {lead_id}"
        tell(f"{who} is refused, and so it has no score:")
        for sentence in refused.mistakes if isinstance(refused, Mistaken) else (str(refused),):
            tell(f"  {sentence}")
        return {"lead": lead_id, "refused": str(refused)}


def id_in(case: Any) -> str | None:
    """The id that a case names, as far as it can be written."""
    lead = case.get("lead") if isinstance(case, dict) else None
    found = lead.get("id") if isinstance(lead, dict) else None
    return found if isinstance(found, str) and not is_broken(found) else None


def hold_to_years(as_of: int, is_now: bool) -> None:
    """Raises Refused for a time in years whose holidays and clocks the agreement does not know."""
    first, last = COVERS
    if not first <= year_of((as_of + ZONE.offset(as_of)) // DAY) <= last:
        if is_now:
            raise Refused(f"It is now {clock_time(as_of)}, and the agreement knows the years {first} to {last} only.")
        said = f"{clock_time(as_of)} is outside the years {first} to {last}"
        raise Refused(f"as_of: {said}, whose holidays and clocks the agreement knows.")


def clock_time(at: int) -> str:
    """`2026-11-02 12:00` in the agreement's timezone; with its offset where the clocks show the same time twice."""
    written, ahead = ZONE.iso(at), ZONE.offset(at)
    others = {ZONE.offset(at - DAY), ZONE.offset(at + DAY)} - {ahead}
    if any(ZONE.offset(at + ahead - other) == other for other in others):
        return written
    return written[: 16 if at % 60_000 == 0 else 19 if at % 1000 == 0 else 23].replace("T", " ")


def read_file(name: str) -> bytes:
    with Path(name).open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def why_unread(name: str, fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        return f"There is no file {name}."
    if isinstance(fault, IsADirectoryError) or Path(name).is_dir():
        return f"{name} is a folder, and not a file with a lead."
    if isinstance(fault, PermissionError):
        return f"{name} may not be read: its owner has not allowed it."
    return f"{name} cannot be read: {fault.strerror or fault}."


def tell(sentence: str) -> None:
    """Prints a line for people on stderr, in characters that it has."""
    try:
        sentence.encode(sys.stderr.encoding or "utf-8")
    except UnicodeError:
        sentence = sentence.translate(PLAINER)
    print(one_line(sentence), file=sys.stderr)


def one_line(text: str) -> str:
    """The text with what is invisible, or could drive a terminal, made visible."""
    return "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in text)


def open_closed_streams() -> None:
    """A shell can close them (`>&-`): what goes there is then lost. Characters that stdout lacks show by number."""
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")


def let_go_of_output() -> None:
    """Sends the rest of the output nowhere, so that closing it when Python ends cannot fail a second time."""
    with suppress(OSError, ValueError):  # what is no real file has nothing left to fail
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# ------------------------------------------------------------------------------------------------ What the policy says

POLICY: dict[str, str | None] = {
    "title": "Inbound marketing and sales agreement",
    "version": "1.0",
    "digest": "sha256:3e686b09be8b685c90a071ec0366b398858d844f8276c4b38417f17fd9bafb1e",
}
KINDS: dict[str, str] = {
    "opened_email": "opened an email",
    "clicked_email": "clicked a link in an email",
    "viewed_page": "viewed a page",
    "attended_webinar": "attended a webinar",
    "downloaded": "downloaded something to read",
    "enquired": "asked on our website about working together",
    "converted": "sent the form of a landing page",
    "met_at_event": "met us at an event",
    "described_challenge": "described a challenge and asked for our help",
    "asked_prices": "asked for prices or case studies",
    "asked_proposal": "asked for a proposal or a quote",
    "became_mql": "was qualified by marketing",
    "handed_over": "was handed to sales",
    "called": "was called",
    "emailed": "was emailed",
    "spoke": "spoke with us on the phone or in a web meeting",
    "opportunity_opened": "was recorded as an opportunity",
    "demonstrated": "was given a demonstration",
    "requirements_found": "went through its requirements with us",
    "proposal_sent": "was sent a proposal",
    "selected_technically": "was won over on technical grounds",
    "negotiated": "began to review the contract",
    "decided_for_us": "decided for us",
    "in_purchasing": "passed the order to purchasing",
    "ordered": "placed an order",
    "deal_lost": "decided against us",
    "returned": "was returned by sales",
}
# Of each kind whether it is the lead's own, and whether its values are asked for.
TRAITS = {
    "opened_email": (True, False), "clicked_email": (True, False), "viewed_page": (True, True),
    "attended_webinar": (True, False), "downloaded": (True, False), "enquired": (True, False),
    "converted": (True, False), "met_at_event": (True, True), "described_challenge": (True, False),
    "asked_prices": (True, False), "asked_proposal": (True, False), "became_mql": (False, False),
    "handed_over": (False, False), "called": (False, False), "emailed": (False, False), "spoke": (False, False),
    "opportunity_opened": (False, False), "demonstrated": (False, False), "requirements_found": (False, False),
    "proposal_sent": (False, False), "selected_technically": (False, False), "negotiated": (False, False),
    "decided_for_us": (False, False), "in_purchasing": (False, False), "ordered": (False, False),
    "deal_lost": (False, False), "returned": (False, False),
}
# The first and the last year whose holidays and clocks the agreement knows.
COVERS = (2022, 2032)
# Texts that count as unknown, however they are spelled; blank text is one of them.
UNKNOWN = frozenset({"", "n/a", "none"})
EXAMPLE = "{\n  \"lead\": {\n    \"id\": \"example\",\n    \"owner\": \"Ruth\",\n    \"created_at\": \"2026-11-01T09:00:00-06:00\"\n  },\n  \"activities\": [\n    {\n      \"activity\": \"became_mql\",\n      \"at\": \"2026-11-16T09:00:00-06:00\"\n    },\n    {\n      \"activity\": \"handed_over\",\n      \"at\": \"2026-11-16T09:30:00-06:00\"\n    },\n    {\n      \"activity\": \"spoke\",\n      \"at\": \"2026-11-17T10:00:00-06:00\"\n    }\n  ],\n  \"as_of\": \"2026-11-18T12:00:00-06:00\"\n}"

SAID: tuple[Said, ...] = (
    Said("score fit/1", "rule", "scoring.sla:4", ("The job title has one of the words on the list \u201cWords in the titles of people who decide\u201d",), None),
    Said("score fit/2", "rule", "scoring.sla:5", ("By the industry: Manufacturing or Logistics", "By the industry: any other", "By the industry: unknown", "By the industry"), None),
    Said("score fit/3", "rule", "scoring.sla:9", ("By the number of employees: below 50", "By the number of employees: 50 to 2,000", "By the number of employees: 2,001 or more", "By the number of employees: unknown", "By the number of employees"), None),
    Said("score fit", "bound", "scoring.sla:3", ("Held between 0 and 30",), "Who they are: it makes a prospect, and not yet a lead."),
    Said("score interest/1", "rule", "scoring.sla:17", ("The lead meets \u201cShowed a sign of a sales qualified lead\u201d",), "Whoever asks sales for something gets sales, whatever else is known."),
    Said("score interest/2", "rule", "scoring.sla:18", ("The lead meets \u201cShowed a sign of a marketing qualified lead\u201d",), None),
    Said("score interest/3", "rule", "scoring.sla:19", ("Each time the lead attended a webinar in the last 180 days",), None),
    Said("score interest/4", "rule", "scoring.sla:20", ("Each time the lead viewed a page in the last 180 days where the page starts with \u201c/pricing\u201d",), None),
    Said("score interest/5", "rule", "scoring.sla:21", ("Each time the lead viewed a page in the last 180 days where the page is on the list \u201cKey pages\u201d",), None),
    Said("score interest/7", "rule", "scoring.sla:23", ("The lead viewed a page in the last 180 days where the page starts with an entry of the list \u201cPages for people who want a job\u201d",), "They are most likely looking for a job."),
    Said("score interest/6", "rule", "scoring.sla:22", ("Each time the lead downloaded something to read in the last 180 days",), None),
    Said("score interest", "bound", "scoring.sla:16", ("Held between 0 and 100",), "What they do: no single visit makes a good lead, but a collection of them may."),
    Said("score fit", "term", "scoring.sla:27", ("Fit",), None),
    Said("score interest", "term", "scoring.sla:27", ("Interest",), None),
    Said("score points", "rounding", "scoring.sla:27", ("Rounded to hundredths",), None),
    Said("score points", "bound", "scoring.sla:27", ("Held between 0 and 100",), None),
)

TITLE = frozenset({"ceo", "cfo", "chief", "coo", "director", "head", "owner", "vp"})
INDUSTRY_ROWS = {"logistics": 1000, "manufacturing": 1000, None: 0}
INDUSTRY_ROWS_2 = {"logistics": 0, "manufacturing": 0, None: 2}
PATH = frozenset({"/cases", "/compare", "/features", "/integrations", "/roi", "/security"})
ROUTE_INSIDE = Route("inside", "sales", None, "sales")


# --------------------------------------------------------------------------------------- What the policy asks of texts

def about_title(given: str | None) -> tuple[bool]:
    """Job title: what the policy asks of this text."""
    folded = None if given is None else fold(given)
    parted = words(folded) if folded else []
    return (
        not TITLE.isdisjoint(parted) or " vice president " in padded(parted),
    )


ABOUT_TITLE = Remembered(about_title)


def about_viewed_page_path(given: str) -> tuple[bool, bool, bool]:
    """Page: what the policy asks of this text."""
    folded = fold(given)
    return (
        folded.startswith("/pricing"),
        folded in PATH,
        folded.startswith(("/careers", "/jobs")),
    )


ABOUT_VIEWED_PAGE_PATH = Remembered(about_viewed_page_path)


# ------------------------------------------------------------------------------------ Time zones, calendars and clocks

# America/Chicago
ZONE_SINCE = (
    -31514400000, -21484800000, -5763600000, 9964800000, 25686000000, 41414400000, 57740400000, 73468800000,
    89190000000, 104918400000, 120639600000, 126691200000, 152089200000, 162374400000, 183538800000, 199267200000,
    215593200000, 230716800000, 247042800000, 262771200000, 278492400000, 294220800000, 309942000000, 325670400000,
    341391600000, 357120000000, 372841200000, 388569600000, 404895600000, 420019200000, 436345200000, 452073600000,
    467794800000, 483523200000, 499244400000, 514972800000, 530694000000, 544608000000, 562143600000, 576057600000,
    594198000000, 607507200000, 625647600000, 638956800000, 657097200000, 671011200000, 688546800000, 702460800000,
    719996400000, 733910400000, 752050800000, 765360000000, 783500400000, 796809600000, 814950000000, 828864000000,
    846399600000, 860313600000, 877849200000, 891763200000, 909298800000, 923212800000, 941353200000, 954662400000,
    972802800000, 986112000000, 1004252400000, 1018166400000, 1035702000000, 1049616000000, 1067151600000,
    1081065600000, 1099206000000, 1112515200000, 1130655600000, 1143964800000, 1162105200000, 1173600000000,
    1194159600000, 1205049600000, 1225609200000, 1236499200000, 1257058800000, 1268553600000, 1289113200000,
    1300003200000, 1320562800000, 1331452800000, 1352012400000, 1362902400000, 1383462000000, 1394352000000,
    1414911600000, 1425801600000, 1446361200000, 1457856000000, 1478415600000, 1489305600000, 1509865200000,
    1520755200000, 1541314800000, 1552204800000, 1572764400000, 1583654400000, 1604214000000, 1615708800000,
    1636268400000, 1647158400000, 1667718000000, 1678608000000, 1699167600000, 1710057600000, 1730617200000,
    1741507200000, 1762066800000, 1772956800000, 1793516400000, 1805011200000, 1825570800000, 1836460800000,
    1857020400000, 1867910400000, 1888470000000, 1899360000000, 1919919600000, 1930809600000, 1951369200000,
    1962864000000, 1983423600000, 1994313600000, 2014873200000, 2025763200000, 2046322800000, 2057212800000,
    2077772400000, 2088662400000, 2109222000000, 2120112000000, 2140671600000, 2152166400000, 2172726000000,
    2183616000000, 2204175600000, 2215065600000, 2235625200000, 2246515200000, 2267074800000, 2277964800000,
    2298524400000, 2309414400000, 2329974000000, 2341468800000, 2362028400000, 2372918400000, 2393478000000,
    2404368000000, 2424927600000, 2435817600000, 2456377200000, 2467267200000, 2487826800000, 2499321600000,
    2519881200000, 2530771200000, 2551330800000, 2562220800000, 2582780400000, 2593670400000, 2614230000000,
    2625120000000, 2645679600000, 2656569600000, 2677129200000, 2688624000000, 2709183600000, 2720073600000,
    2740633200000, 2751523200000, 2772082800000, 2782972800000, 2803532400000, 2814422400000, 2834982000000,
    2846476800000, 2867036400000, 2877926400000, 2898486000000, 2909376000000, 2929935600000, 2940825600000,
    2961385200000, 2972275200000, 2992834800000, 3003724800000, 3024284400000, 3035779200000, 3056338800000,
    3067228800000, 3087788400000, 3098678400000, 3119238000000, 3130128000000, 3150687600000, 3161577600000,
    3182137200000, 3193027200000, 3213586800000, 3225081600000, 3245641200000, 3256531200000, 3277090800000,
    3287980800000, 3308540400000, 3319430400000, 3339990000000, 3350880000000, 3371439600000, 3382934400000,
    3403494000000, 3414384000000, 3434943600000, 3445833600000, 3466393200000, 3477283200000, 3497842800000,
    3508732800000, 3529292400000, 3540182400000, 3560742000000, 3572236800000, 3592796400000, 3603686400000,
    3624246000000, 3635136000000, 3655695600000, 3666585600000, 3687145200000, 3698035200000, 3718594800000,
    3730089600000, 3750649200000, 3761539200000, 3782098800000, 3792988800000, 3813548400000, 3824438400000,
    3844998000000, 3855888000000, 3876447600000, 3887337600000, 3907897200000, 3919392000000, 3939951600000,
    3950841600000, 3971401200000, 3982291200000, 4002850800000, 4013740800000, 4034300400000, 4045190400000,
    4065750000000, 4076640000000, 4097199600000, 4108694400000, 4129254000000, 4140144000000, 4160703600000,
    4171593600000, 4192153200000, 4203043200000, 4223602800000, 4234492800000, 4255052400000, 4265942400000,
    4286502000000, 4297996800000, 4318556400000, 4329446400000, 4350006000000, 4360896000000, 4381455600000,
    4392345600000, 4412905200000, 4423795200000, 4444354800000, 4455244800000, 4475804400000, 4487299200000,
    4507858800000, 4518748800000, 4539308400000, 4550198400000, 4570758000000, 4581648000000, 4602207600000,
    4613097600000, 4633657200000, 4645152000000, 4665711600000, 4676601600000, 4697161200000, 4708051200000,
    4728610800000, 4739500800000, 4760060400000, 4770950400000, 4791510000000, 4802400000000, 4822959600000,
    4834454400000, 4855014000000, 4865904000000, 4886463600000, 4897353600000, 4917913200000, 4928803200000,
    4949362800000, 4960252800000, 4980812400000, 4992307200000, 5012866800000, 5023756800000, 5044316400000,
    5055206400000, 5075766000000, 5086656000000, 5107215600000, 5118105600000, 5138665200000, 5149555200000,
    5170114800000, 5181609600000, 5202169200000, 5213059200000, 5233618800000, 5244508800000, 5265068400000,
    5275958400000, 5296518000000, 5307408000000, 5327967600000, 5338857600000, 5359417200000, 5370912000000,
    5391471600000, 5402361600000, 5422921200000, 5433811200000, 5454370800000, 5465260800000, 5485820400000,
    5496710400000, 5517270000000, 5528764800000, 5549324400000, 5560214400000, 5580774000000, 5591664000000,
    5612223600000, 5623113600000, 5643673200000, 5654563200000, 5675122800000, 5686012800000, 5706572400000,
    5718067200000, 5738626800000, 5749516800000, 5770076400000, 5780966400000, 5801526000000, 5812416000000,
    5832975600000, 5843865600000, 5864425200000, 5875920000000, 5896479600000, 5907369600000, 5927929200000,
    5938819200000, 5959378800000, 5970268800000, 5990828400000, 6001718400000, 6022278000000, 6033168000000,
    6053727600000, 6065222400000, 6085782000000, 6096672000000, 6117231600000, 6128121600000, 6148681200000,
    6159571200000, 6180130800000, 6191020800000, 6211580400000, 6222470400000, 6243030000000, 6254524800000,
    6275084400000, 6285974400000, 6306534000000, 6317424000000, 6337983600000, 6348873600000, 6369433200000,
    6380323200000, 6400882800000, 6412377600000, 6432937200000, 6443827200000, 6464386800000, 6475276800000,
    6495836400000, 6506726400000, 6527286000000, 6538176000000, 6558735600000, 6569625600000, 6590185200000,
    6601680000000, 6622239600000, 6633129600000, 6653689200000, 6664579200000, 6685138800000, 6696028800000,
    6716588400000, 6727478400000, 6748038000000, 6759532800000, 6780092400000, 6790982400000, 6811542000000,
    6822432000000, 6842991600000, 6853881600000, 6874441200000, 6885331200000, 6905890800000, 6916780800000,
    6937340400000, 6948835200000, 6969394800000, 6980284800000, 7000844400000, 7011734400000, 7032294000000,
    7043184000000, 7063743600000, 7074633600000, 7095193200000, 7106083200000, 7126642800000, 7138137600000,
    7158697200000, 7169587200000, 7190146800000, 7201036800000, 7221596400000, 7232486400000, 7253046000000,
    7263936000000, 7284495600000, 7295385600000, 7315945200000, 7327440000000, 7347999600000, 7358889600000,
    7379449200000,
)
ZONE_AHEAD = (
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000,
)
ZONE = Zone(ZONE_SINCE, ZONE_AHEAD)
SINCE, AHEAD = ZONE_SINCE, ZONE_AHEAD
LEAD = declared({
    "full_name": Field("Name", "text"),
    "title": Field("Job title", "text"),
    "company": Field("Company", "text"),
    "industry": Field(
        "Industry", "choice",
        choices={"manufacturing": "Manufacturing", "logistics": "Logistics", "services": "Services", "other": "Other"},
        otherwise="other",
    ),
    "employees": Field("Number of employees", "number"),
    "email": Field("Email", "text"),
    "source": Field(
        "Source", "choice",
        choices={"partner": "Partner", "trade_show": "Trade show", "web_search": "Web search", "purchased_list": "Purchased list", "other": "Other"},
        otherwise="other",
    ),
    "owner": Field("Salesperson", "text"),
    "created_at": Field("Added", "time", required=True),
    "opted_out": Field("Has opted out of emails", "flag", default=False),
    "do_not_call": Field("Has asked not to be called", "flag", default=False),
    "budget": Field("Budget confirmed", "flag", default=False),
    "authority": Field("Authority confirmed", "flag", default=False),
    "need": Field("Need confirmed", "flag", default=False),
    "timeframe": Field(
        "Timeframe", "choice", default="later",
        choices={"this_quarter": "This quarter", "this_year": "This year", "later": "Later or open"},
    ),
    "revenue_share": Field("Running share of last year's sales in percent", "number", places=4),
})
ACTIVITIES: dict[str, Fields] = {
    "opened_email": declared({}),
    "clicked_email": declared({}),
    "viewed_page": declared({
        "path": Field("Page", "text", required=True),
    }),
    "attended_webinar": declared({}),
    "downloaded": declared({
        "item": Field(
            "Title", "choice", choices={"justify": "Justifying this purchase to my boss", "ebook": "Another"},
            otherwise="ebook",
        ),
    }),
    "enquired": declared({}),
    "converted": declared({}),
    "met_at_event": declared({
        "interested": Field("Showed interest", "flag", default=False),
    }),
    "described_challenge": declared({}),
    "asked_prices": declared({}),
    "asked_proposal": declared({}),
    "became_mql": declared({}),
    "handed_over": declared({}),
    "called": declared({}),
    "emailed": declared({}),
    "spoke": declared({}),
    "opportunity_opened": declared({}),
    "demonstrated": declared({}),
    "requirements_found": declared({}),
    "proposal_sent": declared({}),
    "selected_technically": declared({}),
    "negotiated": declared({}),
    "decided_for_us": declared({}),
    "in_purchasing": declared({}),
    "ordered": declared({}),
    "deal_lost": declared({}),
    "returned": declared({
        "reason": Field(
            "Reason", "choice", required=True,
            choices={"unqualified": "Unqualified", "too_early": "Too early", "no_answer": "No answer"},
        ),
    }),
}
# America/Chicago
ZONE_1_SINCE = (
    1609480800000, 1615708800000, 1636268400000, 1647158400000, 1667718000000, 1678608000000, 1699167600000,
    1710057600000, 1730617200000, 1741507200000, 1762066800000, 1772956800000, 1793516400000, 1805011200000,
    1825570800000, 1836460800000, 1857020400000, 1867910400000, 1888470000000, 1899360000000, 1919919600000,
    1930809600000, 1951369200000, 1962864000000, 1983423600000, 1994313600000, 2014873200000,
)
ZONE_1_AHEAD = (
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000, -18000000,
    -21600000, -18000000, -21600000, -18000000, -21600000, -18000000, -21600000,
)
ZONE_1 = Zone(ZONE_1_SINCE, ZONE_1_AHEAD)
CALENDAR_office = Calendar(
    "office", "Office hours", ZONE_1, 2022, 2032,
    # open minutes of Monday to Sunday
    (((510, 1050),), ((510, 1050),), ((510, 1050),), ((510, 1050),), ((510, 1050),), (), ()),
    {
        "2022-01-17": (),  # Martin Luther King Jr. Day
        "2022-02-21": (),  # Washington's Birthday
        "2022-05-30": (),  # Memorial Day
        "2022-06-20": (),  # Juneteenth National Independence Day (observed)
        "2022-07-04": (),  # Independence Day
        "2022-09-05": (),  # Labor Day
        "2022-10-10": (),  # Columbus Day
        "2022-11-11": (),  # Veterans Day
        "2022-11-24": (),  # Thanksgiving Day
        "2022-12-26": (),  # Christmas Day (observed)
        "2023-01-02": (),  # New Year's Day (observed)
        "2023-01-16": (),  # Martin Luther King Jr. Day
        "2023-02-20": (),  # Washington's Birthday
        "2023-05-29": (),  # Memorial Day
        "2023-06-19": (),  # Juneteenth National Independence Day
        "2023-07-04": (),  # Independence Day
        "2023-09-04": (),  # Labor Day
        "2023-10-09": (),  # Columbus Day
        "2023-11-10": (),  # Veterans Day (observed)
        "2023-11-23": (),  # Thanksgiving Day
        "2023-12-25": (),  # Christmas Day
        "2024-01-01": (),  # New Year's Day
        "2024-01-15": (),  # Martin Luther King Jr. Day
        "2024-02-19": (),  # Washington's Birthday
        "2024-05-27": (),  # Memorial Day
        "2024-06-19": (),  # Juneteenth National Independence Day
        "2024-07-04": (),  # Independence Day
        "2024-09-02": (),  # Labor Day
        "2024-10-14": (),  # Columbus Day
        "2024-11-11": (),  # Veterans Day
        "2024-11-28": (),  # Thanksgiving Day
        "2024-12-25": (),  # Christmas Day
        "2025-01-01": (),  # New Year's Day
        "2025-01-20": (),  # Martin Luther King Jr. Day
        "2025-02-17": (),  # Washington's Birthday
        "2025-05-26": (),  # Memorial Day
        "2025-06-19": (),  # Juneteenth National Independence Day
        "2025-07-04": (),  # Independence Day
        "2025-09-01": (),  # Labor Day
        "2025-10-13": (),  # Columbus Day
        "2025-11-11": (),  # Veterans Day
        "2025-11-27": (),  # Thanksgiving Day
        "2025-12-25": (),  # Christmas Day
        "2026-01-01": (),  # New Year's Day
        "2026-01-19": (),  # Martin Luther King Jr. Day
        "2026-02-16": (),  # Washington's Birthday
        "2026-05-25": (),  # Memorial Day
        "2026-06-19": (),  # Juneteenth National Independence Day
        "2026-07-03": (),  # Independence Day (observed)
        "2026-09-07": (),  # Labor Day
        "2026-10-12": (),  # Columbus Day
        "2026-11-11": (),  # Veterans Day
        "2026-11-26": (),  # Thanksgiving Day
        "2026-11-27": (),  # Day after Thanksgiving
        "2026-12-24": (),  # Company holidays
        "2026-12-25": (),  # Christmas Day
        "2026-12-28": (),  # Company holidays
        "2026-12-29": (),  # Company holidays
        "2026-12-30": (),  # Company holidays
        "2026-12-31": (),  # Company holidays
        "2027-01-01": (),  # New Year's Day
        "2027-01-18": (),  # Martin Luther King Jr. Day
        "2027-02-15": (),  # Washington's Birthday
        "2027-05-31": (),  # Memorial Day
        "2027-06-18": (),  # Juneteenth National Independence Day (observed)
        "2027-07-05": (),  # Independence Day (observed)
        "2027-09-06": (),  # Labor Day
        "2027-10-11": (),  # Columbus Day
        "2027-11-11": (),  # Veterans Day
        "2027-11-25": (),  # Thanksgiving Day
        "2027-12-24": (),  # Christmas Day (observed)
        "2027-12-31": (),  # New Year's Day (observed)
        "2028-01-17": (),  # Martin Luther King Jr. Day
        "2028-02-21": (),  # Washington's Birthday
        "2028-05-29": (),  # Memorial Day
        "2028-06-19": (),  # Juneteenth National Independence Day
        "2028-07-04": (),  # Independence Day
        "2028-09-04": (),  # Labor Day
        "2028-10-09": (),  # Columbus Day
        "2028-11-10": (),  # Veterans Day (observed)
        "2028-11-23": (),  # Thanksgiving Day
        "2028-12-25": (),  # Christmas Day
        "2029-01-01": (),  # New Year's Day
        "2029-01-15": (),  # Martin Luther King Jr. Day
        "2029-02-19": (),  # Washington's Birthday
        "2029-05-28": (),  # Memorial Day
        "2029-06-19": (),  # Juneteenth National Independence Day
        "2029-07-04": (),  # Independence Day
        "2029-09-03": (),  # Labor Day
        "2029-10-08": (),  # Columbus Day
        "2029-11-12": (),  # Veterans Day (observed)
        "2029-11-22": (),  # Thanksgiving Day
        "2029-12-25": (),  # Christmas Day
        "2030-01-01": (),  # New Year's Day
        "2030-01-21": (),  # Martin Luther King Jr. Day
        "2030-02-18": (),  # Washington's Birthday
        "2030-05-27": (),  # Memorial Day
        "2030-06-19": (),  # Juneteenth National Independence Day
        "2030-07-04": (),  # Independence Day
        "2030-09-02": (),  # Labor Day
        "2030-10-14": (),  # Columbus Day
        "2030-11-11": (),  # Veterans Day
        "2030-11-28": (),  # Thanksgiving Day
        "2030-12-25": (),  # Christmas Day
        "2031-01-01": (),  # New Year's Day
        "2031-01-20": (),  # Martin Luther King Jr. Day
        "2031-02-17": (),  # Washington's Birthday
        "2031-05-26": (),  # Memorial Day
        "2031-06-19": (),  # Juneteenth National Independence Day
        "2031-07-04": (),  # Independence Day
        "2031-09-01": (),  # Labor Day
        "2031-10-13": (),  # Columbus Day
        "2031-11-11": (),  # Veterans Day
        "2031-11-27": (),  # Thanksgiving Day
        "2031-12-25": (),  # Christmas Day
        "2032-01-01": (),  # New Year's Day
        "2032-01-19": (),  # Martin Luther King Jr. Day
        "2032-02-16": (),  # Washington's Birthday
        "2032-05-31": (),  # Memorial Day
        "2032-06-18": (),  # Juneteenth National Independence Day (observed)
        "2032-07-05": (),  # Independence Day (observed)
        "2032-09-06": (),  # Labor Day
        "2032-10-11": (),  # Columbus Day
        "2032-11-11": (),  # Veterans Day
        "2032-11-25": (),  # Thanksgiving Day
        "2032-12-24": (),  # Christmas Day (observed)
        "2032-12-31": (),  # New Year's Day (observed)
    },
)
CLOCK_first_answer = Clock(
    "first_answer",
    ("handed_over",),  # starts
    ("called", "emailed", "spoke"),  # stops
    (),  # afresh
    (),  # pause
    (),  # resume
    (
        Response("asked_us", 3600000, 0, True, (
        ), (
            Action("remind", "sales", "before due", 900000, True),
            Action("notify", "sales manager", "at due", 0, False),
            Action("escalate", "VP Sales", "after due", 10800000, True),
        )),
        Response("all_leads", None, 1, True, (
            Tries(4, 1209600000, False),
        ), (
            Action("notify", "sales manager", "at due", 0, False),
            Action("notify", "marketing", "at due", 0, False),
            Action("return", "no_answer", "after start", 1209600000, False),
        )),
    ),
)
CLOCK_result = Clock(
    "result",
    ("handed_over",),  # starts
    ("opportunity_opened", "returned"),  # stops
    (),  # afresh
    (),  # pause
    (),  # resume
    (
        Response("result_known", None, 20, True, (
        ), (
            Action("remind", "sales", "before due", 259200000, False),
            Action("escalate", "VP Sales", "at due", 0, False),
        )),
    ),
)


if __name__ == "__main__":
    sys.exit(main())
