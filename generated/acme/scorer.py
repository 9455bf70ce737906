"""Acme sales and marketing agreement, version 2026.4: the agreement as a program.

Made by `leadpact compile` from the policy; a change belongs there, not here. It needs Python 3.11 or later
and nothing else, reads no file but the one it is given, and gives the same answer to the same question.

    python scorer.py --example > lead.json
    python scorer.py lead.json --explain

    from scorer import decide, read_activity, read_lead
    decision = decide(read_lead({...}), [read_activity({...})], as_of)   # as_of in ms since 1970-01-01 UTC
    decision.stage, decision.scores, decision.document()

Points are in hundredths and instants in ms, so that no digit is ever lost. A lead that cannot be decided
raises Refused with the reason; it is never scored as zero.

Digest of the policy's meaning: sha256:02c1cef24142315a4981e908cf7402a9287de18a99876c8ef7e005cf921d4242
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
    email: str | None = None
    email_domain: str | None = None
    employees: int | None = None
    revenue: int | None = None  # in 0.01 USD
    industry: str | None = None
    country: str | None = None
    region: str | None = None
    source: str = "website"
    brought_by: str | None = None
    last_rep: str | None = None
    opted_out: bool = False
    created_at: int | None = None  # ms
    trial_started: int | None = None  # ms
    trial_users: int = 0
    contract_end: int | None = None  # ms, the start of the day
    review_points: int | None = None  # in 0.0001

# -------------------------------------------------------------------------------------------------------- The decision

def first_touch_response(
    ordered: Sequence[Activity],
    own: list[int],
    log: Log,
    rows: Rows,
    as_of: int,
    fit_sum_still: Any,
    employees: Any,
    industry: Any,
    country_is_ca_or_others: Any,
    decision_maker: Any,
    revenue: Any,
    trial_started: Any,
    competitor: Any,
    contract_end: Any,
    created_at: Any,
    doubt_sum_still: Any,
    served: Any,
    trial_sum_still: Any,
) -> int:
    """First touch: which response applies to a cycle that starts at `as_of`; -1 for none."""
    log, rows = by_then(log, rows, as_of)
    if own and own[-1] > as_of:
        own = own[: bisect_right(own, as_of)]

    # response.sla:21: response hot "Hot leads" on first_touch

    # scoring.sla:90: score total "Lead score" from 0 to 100 is 60% of fit plus 40% of engagement minus doubt

    # scoring.sla:3: score fit "Fit" from 0 to 100
    fit_sum_2 = fit_sum_still
    # scoring.sla:6: +25 if ideal_customer
    before_40_days_2 = as_of - 3_456_000_000
    # definitions.sla:56: define ideal_customer "Ideal customer"
    ideal_customer_2 = employees is not None and 50 <= employees <= 5000 and industry in ("fintech", "software") and (
        country_is_ca_or_others
        or (decision_maker) + (revenue is not None and revenue >= 1_000_000_000) + (
            trial_started is not None
            and before_40_days_2 < trial_started <= as_of
        ) >= 2
    )
    if ideal_customer_2:
        fit_sum_2 += 250_000
    fit_held_2 = 10000 if fit_sum_2 > 1000000 else 0 if fit_sum_2 < 0 else (fit_sum_2 + 50) // 100
    # scoring.sla:31: zero if competitor
    fit_2 = 0 if competitor else fit_held_2

    # scoring.sla:39: score engagement "Engagement" from 0 to 100
    engagement_sum_2 = 0
    # What follows the latest unsubscribed, returned: everything, where there is none.
    fresh_log_2, fresh_rows_2 = log, rows
    if "unsubscribed" in log or "returned" in log:
        fresh_log_2, fresh_rows_2 = behind(log, rows, ("unsubscribed", "returned"))
    if "requested_demo" in fresh_log_2 or "submitted_form" in fresh_log_2:
        # scoring.sla:42: +demo_points for each of requested_demo, submitted_form once a day where form is contact
        requested_demo_or_submitted_form_day_count_2 = 0
        requested_demo_or_submitted_form_day_2: list[int] = []
        if "requested_demo" in fresh_log_2:
            requested_demo_or_submitted_form_day_2 += fresh_log_2["requested_demo"]
        if "submitted_form" in fresh_log_2:
            for at, values in fresh_rows_2["submitted_form"]:
                form_4 = values["form"]
                if form_4 == "contact":
                    requested_demo_or_submitted_form_day_2.append(at)
        requested_demo_or_submitted_form_day_count_2 = (
            len(
                {day_of(found) for found in requested_demo_or_submitted_form_day_2}
            ) if len(requested_demo_or_submitted_form_day_2) > 1
            else len(requested_demo_or_submitted_form_day_2)
        )
        engagement_sum_2 += requested_demo_or_submitted_form_day_count_2 * 500_000
    if "submitted_form" in fresh_log_2:
        # scoring.sla:43: by form for each submitted_form once a week
        submitted_form_points_2 = 0
        submitted_form_points_2_counted = None
        for at, values in reversed(fresh_rows_2["submitted_form"]):
            form_5 = values["form"]
            price_3 = FORM_2_ROWS.get(form_5, 0)
            if (
                submitted_form_points_2_counted is None
                or submitted_form_points_2_counted - at >= 608_400_000
                or (day_of(submitted_form_points_2_counted) + 3) // 7 != (day_of(at) + 3) // 7
            ):
                submitted_form_points_2_counted = at
                submitted_form_points_2 += price_3
        engagement_sum_2 += submitted_form_points_2 * 100
    if "attended_webinar" in fresh_log_2:
        # scoring.sla:47: +10 for each attended_webinar in the last 90 days at most 3 times
        before_90_days_3 = as_of - 7_776_000_000
        attended_webinar_count_3 = attended_webinar_count_4 = 0
        for at in fresh_log_2["attended_webinar"]:
            if at > before_90_days_3:
                attended_webinar_count_3 += 1
            if at < before_90_days_3:
                attended_webinar_count_4 += 1
        engagement_sum_2 += (attended_webinar_count_3 if attended_webinar_count_3 < 3 else 3) * 100_000
        # scoring.sla:48: +5 for each attended_webinar more than 90 days ago at most 2 times
        engagement_sum_2 += (attended_webinar_count_4 if attended_webinar_count_4 < 2 else 2) * 50000
    if "asked_in_chat" in fresh_log_2:
        # scoring.sla:49: +10 for each asked_in_chat once
        asked_in_chat_count_2 = 0
        asked_in_chat_count_2 += len(fresh_log_2["asked_in_chat"])
        engagement_sum_2 += (asked_in_chat_count_2 if asked_in_chat_count_2 < 1 else 1) * 100_000
    last_called_2 = log["called"][-1] if "called" in log else NEVER
    if "viewed_page" in log and "called" in log:
        # scoring.sla:50: +10 if came_back losing 5 points every 14 days
        latest_viewed_page_3 = NEVER
        for at, values in reversed(rows["viewed_page"]):
            if at <= last_called_2:
                break
            seconds_2 = values["seconds"]
            if seconds_2 >= 10:
                path_3 = values.get("path")
                path_is_compare_or_others_2, _, _ = ABOUT_VIEWED_PAGE_PATH[path_3]
                if path_is_compare_or_others_2:
                    latest_viewed_page_3 = at
                    break
        # definitions.sla:127: define came_back "Came back after our call"
        came_back_2 = latest_viewed_page_3 is not NEVER
        if came_back_2:
            engagement_sum_2 += max(0, 100_000 - 50000 * ((as_of - latest_viewed_page_3) // 1_209_600_000))
    if "met_at_event" in fresh_log_2:
        # scoring.sla:52: by event for each met_at_event once a quarter where ours
        met_at_event_points_2 = met_at_event_year_count_2 = 0
        met_at_event_points_2_counted = None
        met_at_event_year_2 = None
        for at, values in reversed(fresh_rows_2["met_at_event"]):
            ours_2 = values["ours"]
            if ours_2 is True:
                event_2 = values["event"]
                price_4 = EVENT_ROWS.get(event_2, 0)
                if (
                    met_at_event_points_2_counted is None
                    or met_at_event_points_2_counted - at >= 7_952_400_000
                    or quarter_of(day_of(met_at_event_points_2_counted)) != quarter_of(day_of(at))
                ):
                    met_at_event_points_2_counted = at
                    met_at_event_points_2 += price_4
            if ours_2 is False:
                if (
                    met_at_event_year_2 is None
                    or met_at_event_year_2 - at >= 31_626_000_000
                    or year_of(day_of(met_at_event_year_2)) != year_of(day_of(at))
                ):
                    met_at_event_year_2 = at
                    met_at_event_year_count_2 += 1
        engagement_sum_2 += met_at_event_points_2 * 100
        # scoring.sla:56: +5 for each met_at_event once a year where not ours
        engagement_sum_2 += met_at_event_year_count_2 * 50000
    # scoring.sla:57: +10 if switching because "They must choose somebody soon."
    in_120_days_2 = as_of + 10_368_000_000
    # definitions.sla:84: define switching "Contract with another supplier ends soon"
    switching_2 = contract_end is not None and as_of < contract_end <= in_120_days_2
    if switching_2:
        engagement_sum_2 += 100_000
    # scoring.sla:77: -10 for every 30 days without activity since created_at at most 30 points
    last_viewed_page_and_11_others_2 = own[-1] if own else NEVER
    engagement_16_since_2 = (
        last_viewed_page_and_11_others_2 if last_viewed_page_and_11_others_2 is not NEVER
        else created_at
    )
    engagement_16_periods_2 = (as_of - engagement_16_since_2) // 2_592_000_000
    if engagement_16_periods_2 > 0:
        engagement_sum_2 += -100_000 * engagement_16_periods_2 if engagement_16_periods_2 <= 3 else -300000
    if "viewed_page" in fresh_log_2:
        # scoring.sla:58: group "Web" at most 40 points losing 20% every 7 days
        # scoring.sla:59: +25 for each viewed_page once a week where path starts with one of buying_pages
        before_35_days_2 = as_of - 3_024_000_000
        before_30_days_5 = as_of - 2_592_000_000
        viewed_page_points_3 = viewed_page_points_4 = 0
        latest_viewed_page_4 = NEVER
        viewed_page_points_3_counted = None
        for at, values in reversed(fresh_rows_2["viewed_page"]):
            if at <= before_35_days_2:
                break
            left_6 = 100 - 20 * ((as_of - at) // 604_800_000)
            path_4 = values.get("path")
            (_, path_starts_with_compare_or_others_2, path_starts_with_careers_2) = ABOUT_VIEWED_PAGE_PATH[path_4]
            if path_starts_with_compare_or_others_2:
                if (
                    viewed_page_points_3_counted is None
                    or viewed_page_points_3_counted - at >= 608_400_000
                    or (day_of(viewed_page_points_3_counted) + 3) // 7 != (day_of(at) + 3) // 7
                ):
                    viewed_page_points_3_counted = at
                    viewed_page_points_3 += 2500 * left_6
            viewed_page_points_4 += 100 * left_6
            if at > before_30_days_5 and path_starts_with_careers_2:
                if latest_viewed_page_4 < at:
                    latest_viewed_page_4 = at
        engagement_11_sum_2 = viewed_page_points_3
        # scoring.sla:60: +1 for each viewed_page at most 10 points
        engagement_11_sum_2 += 100000 if viewed_page_points_4 > 100000 else viewed_page_points_4
        engagement_11_held_2 = 400000 if engagement_11_sum_2 > 400000 else engagement_11_sum_2
        engagement_sum_2 += engagement_11_held_2
        # scoring.sla:75: -20 if viewed_page in the last 30 days where path starts with "/careers"
        if latest_viewed_page_4 is not NEVER:
            engagement_sum_2 -= 200_000
    if "opened_email" in fresh_log_2 or "clicked_email" in fresh_log_2:
        # scoring.sla:61: group "Email" at most 15 points losing 25% every 30 days
        # scoring.sla:62: +1 for each opened_email at most 2 times a day
        before_120_days_2 = as_of - 10_368_000_000
        opened_email_points_2 = 0
        if "opened_email" in fresh_log_2:
            opened_email_points_2_counted = None
            for at in reversed(fresh_log_2["opened_email"]):
                if at <= before_120_days_2:
                    break
                left_7 = 100 - 25 * ((as_of - at) // 2_592_000_000)
                if (
                    opened_email_points_2_counted is None
                    or opened_email_points_2_counted - at >= 90_000_000
                    or day_of(opened_email_points_2_counted) != day_of(at)
                ):
                    opened_email_points_2_counted = at
                    opened_email_points_2_counted_of_it = 1
                    opened_email_points_2 += 100 * left_7
                elif opened_email_points_2_counted_of_it < 2:
                    opened_email_points_2_counted_of_it += 1
                    opened_email_points_2 += 100 * left_7
        engagement_12_sum_2 = opened_email_points_2
        # scoring.sla:63: +4 for each clicked_email once every 3 days
        clicked_email_points_2 = 0
        if "clicked_email" in fresh_log_2:
            clicked_email_points_2_counted = None
            for at in reversed(fresh_log_2["clicked_email"]):
                if at <= before_120_days_2:
                    break
                left_8 = 100 - 25 * ((as_of - at) // 2_592_000_000)
                if clicked_email_points_2_counted is None or clicked_email_points_2_counted - at >= 262_800_000 or (
                    clicked_email_points_2_counted
                    + ZONE.offset(clicked_email_points_2_counted) - 345_600_000
                ) // 259_200_000 != (at + ZONE.offset(at) - 345_600_000) // 259_200_000:
                    clicked_email_points_2_counted = at
                    clicked_email_points_2 += 400 * left_8
        engagement_12_sum_2 += clicked_email_points_2
        engagement_12_held_2 = 150000 if engagement_12_sum_2 > 150000 else engagement_12_sum_2
        engagement_sum_2 += engagement_12_held_2
    if "joined_partner_event" in fresh_log_2 or "stayed_away" in fresh_log_2:
        # scoring.sla:64: group "Partner events" from -10 to 40 counts 50%
        # scoring.sla:65: +20 for each joined_partner_event once a quarter
        joined_partner_event_quarter_count_2 = 0
        if "joined_partner_event" in fresh_log_2:
            joined_partner_event_quarter_2 = None
            for at in reversed(fresh_log_2["joined_partner_event"]):
                if (
                    joined_partner_event_quarter_2 is None
                    or joined_partner_event_quarter_2 - at >= 7_952_400_000
                    or quarter_of(day_of(joined_partner_event_quarter_2)) != quarter_of(day_of(at))
                ):
                    joined_partner_event_quarter_2 = at
                    joined_partner_event_quarter_count_2 += 1
        engagement_13_sum_2 = joined_partner_event_quarter_count_2 * 2000
        # scoring.sla:66: -5 for each stayed_away once a month
        stayed_away_month_count_2 = 0
        if "stayed_away" in fresh_log_2:
            stayed_away_month_2 = None
            for at in reversed(fresh_log_2["stayed_away"]):
                if (
                    stayed_away_month_2 is None
                    or stayed_away_month_2 - at >= 2_682_000_000
                    or month_of(day_of(stayed_away_month_2)) != month_of(day_of(at))
                ):
                    stayed_away_month_2 = at
                    stayed_away_month_count_2 += 1
        engagement_13_sum_2 += stayed_away_month_count_2 * -500
        engagement_13_held_2 = (
            4000 if engagement_13_sum_2 > 4000
            else -1000 if engagement_13_sum_2 < -1000
            else engagement_13_sum_2
        )
        engagement_13_counted_2 = engagement_13_held_2 * 50
        engagement_sum_2 += engagement_13_counted_2
    last_used_feature_2 = log["used_feature"][-1] if "used_feature" in log else NEVER
    if "used_feature" in fresh_log_2:
        # scoring.sla:68: group "Product use" at most 30 points only if on_trial
        # scoring.sla:70: +30 if used_feature at least 3 times with different feature in the last 14 days
        before_14_days_2 = as_of - 1_209_600_000
        from_trial_started_2 = trial_started if trial_started is not None else FOREVER
        different_feature_count_2 = used_feature_count_2 = 0
        latest_used_feature_2 = NEVER
        different_feature_2 = set()
        for at, values in reversed(fresh_rows_2["used_feature"]):
            if at > before_14_days_2 and "feature" in values:
                different_feature_2.add(fold(values["feature"]))
            if at > before_14_days_2:
                used_feature_count_2 += 1
            if at >= from_trial_started_2:
                feature_2 = values.get("feature")
                (feature_is_import_2,) = ABOUT_USED_FEATURE_FEATURE[feature_2]
                if feature_is_import_2:
                    if latest_used_feature_2 < at:
                        latest_used_feature_2 = at
        different_feature_count_2 = len(different_feature_2)
        engagement_14_1_1_holds_2 = different_feature_count_2 >= 3
        engagement_14_sum_2 = 3000 if engagement_14_1_1_holds_2 else 0
        # scoring.sla:71: +15 if used_feature at least 3 times in the last 14 days
        engagement_14_1_2_holds_2 = used_feature_count_2 >= 3
        if not engagement_14_1_1_holds_2 and engagement_14_1_2_holds_2:
            engagement_14_sum_2 += 1500
        # scoring.sla:72: +5 if used_feature
        engagement_14_1_3_holds_2 = "used_feature" in fresh_log_2
        if not engagement_14_1_1_holds_2 and not engagement_14_1_2_holds_2 and engagement_14_1_3_holds_2:
            engagement_14_sum_2 += 500
        # scoring.sla:73: +10 if used_feature since trial_started where feature is "import"
        if latest_used_feature_2 is not NEVER:
            engagement_14_sum_2 += 1000
        engagement_14_held_2 = 3000 if engagement_14_sum_2 > 3000 else engagement_14_sum_2
        # definitions.sla:133: define on_trial "On trial"
        on_trial_2 = trial_started is not None and before_40_days_2 < trial_started <= as_of
        engagement_14_2 = engagement_14_held_2 if on_trial_2 else 0
        engagement_sum_2 += engagement_14_2 * 100
    engagement_2 = (
        10000 if engagement_sum_2 > 1000000
        else 0 if engagement_sum_2 < 0
        else (engagement_sum_2 + 50) // 100
    )

    # scoring.sla:80: score doubt "Doubt" from 0 to 30
    doubt_sum_2 = doubt_sum_still
    # scoring.sla:85: +5 if left_over
    # definitions.sla:96: define left_over "Left over from before this agreement"
    left_over_2 = created_at < 1_790_827_200_000 and not last_viewed_page_and_11_others_2 >= 1_790_827_200_000
    if left_over_2:
        doubt_sum_2 += 500
    # scoring.sla:86: +5 if reads_little
    before_365_days_2 = as_of - 31_536_000_000
    # definitions.sla:90: define old_record "Known for more than a year"
    old_record_2 = created_at < before_365_days_2
    last_clicked_email_2 = log["clicked_email"][-1] if "clicked_email" in log else NEVER
    before_90_days_4 = as_of - 7_776_000_000
    # definitions.sla:99: define reads_little "Has hardly read our mail of late"
    reads_little_2 = old_record_2 and not last_clicked_email_2 > before_90_days_4
    if reads_little_2:
        opened_email_count_2 = 0
        if "opened_email" in log:
            for at in reversed(log["opened_email"]):
                if at <= before_90_days_4:
                    break
                opened_email_count_2 += 1
        reads_little_2 = opened_email_count_2 <= 2
    if reads_little_2:
        doubt_sum_2 += 500
    # scoring.sla:88: +10 for every 90 days without activity at most 20 points
    doubt_8_periods_2 = (
        (as_of - last_viewed_page_and_11_others_2) // 7_776_000_000 if last_viewed_page_and_11_others_2 is not NEVER
        else 0
    )
    if doubt_8_periods_2 > 0:
        doubt_sum_2 += 1000 * doubt_8_periods_2 if doubt_8_periods_2 <= 2 else 2000
    if "returned" in log:
        # scoring.sla:82: +10 if returned_twice
        returned_count_2 = len(log["returned"]) if "returned" in log else 0
        # definitions.sla:130: define returned_twice "Returned twice"
        returned_twice_3 = returned_count_2 == 2
        if returned_twice_3:
            doubt_sum_2 += 1000
    if "called" in log:
        # scoring.sla:83: +10 if hard_to_reach
        # definitions.sla:117: define hard_to_reach "Hard to reach"
        hard_to_reach_2 = (
            len(log["called"]) >= 3
            and last_called_2 is not NEVER
            and not last_viewed_page_and_11_others_2 > last_called_2
        )
        if hard_to_reach_2:
            before_30_days_6 = as_of - 2_592_000_000
            called_count_2 = 0
            latest_called_3 = NEVER
            for at, values in reversed(rows["called"]):
                if at <= before_30_days_6:
                    break
                outcome_3 = values["outcome"]
                if (outcome_3 == "no_answer" or outcome_3 == "message"):
                    called_count_2 += 1
                if outcome_3 == "spoke":
                    if latest_called_3 < at:
                        latest_called_3 = at
            hard_to_reach_2 = called_count_2 >= 3 and latest_called_3 is NEVER
        if hard_to_reach_2:
            doubt_sum_2 += 1000
    last_handed_over_2 = log["handed_over"][-1] if "handed_over" in log else NEVER
    if "handed_over" in log:
        # scoring.sla:84: +5 if let_go
        before_30_days_7 = as_of - 2_592_000_000
        last_emailed_2 = log["emailed"][-1] if "emailed" in log else NEVER
        last_called_or_emailed_2 = last_called_2 if last_called_2 > last_emailed_2 else last_emailed_2
        # definitions.sla:114: define let_go "Handed over and let go"
        let_go_2 = last_handed_over_2 < before_30_days_7 and not last_called_or_emailed_2 > before_30_days_7
        if let_go_2:
            doubt_sum_2 += 500
    if "bounced" in log and "handed_over" in log:
        # scoring.sla:87: +5 for each bounced since handed_over once a day at most 2 times
        bounced_day_count_2 = 0
        bounced_day_2 = None
        for at in reversed(log["bounced"]):
            if at <= last_handed_over_2:
                break
            if bounced_day_2 is None or bounced_day_2 - at >= 90_000_000 or day_of(bounced_day_2) != day_of(at):
                bounced_day_2 = at
                bounced_day_count_2 += 1
        doubt_sum_2 += (bounced_day_count_2 if bounced_day_count_2 < 2 else 2) * 500
    doubt_2 = 3000 if doubt_sum_2 > 3000 else doubt_sum_2
    total_sum_2 = fit_2 * 60 + engagement_2 * 40 - doubt_2 * 100
    total_held_2 = 0 if total_sum_2 < 0 else (total_sum_2 + 50) // 100
    # scoring.sla:91: zero if not served because "Export rules."
    total_2 = 0 if not served else total_held_2
    # scoring.sla:93: grade priority "Priority" of total
    priority_2 = "A" if total_2 >= 7500 else "B" if total_2 >= 6000 else "C"
    if priority_2 == "A":
        return 0
    # definitions.sla:133: define on_trial "On trial"
    on_trial_3 = trial_started is not None and before_40_days_2 < trial_started <= as_of
    if on_trial_3:

        # scoring.sla:99: score trial "Trial score" from 0 to 100
        trial_sum_2 = trial_sum_still
        # scoring.sla:100: by profile
        # scoring.sla:34: grade profile "Profile" of fit
        profile_2 = "strong" if fit_2 >= 7000 else "medium" if fit_2 >= 4000 else "weak"
        trial_sum_2 += PROFILE_ROWS[profile_2]
        # scoring.sla:104: by engagement
        if engagement_2 < 2000:
            pass
        elif engagement_2 < 5000:
            trial_sum_2 += 1500
        else:
            trial_sum_2 += 3000
        if "used_feature" in log:
            # scoring.sla:109: +10 for each used_feature in the last 14 days once a day losing 2 points every 1 day
            before_5_days_2 = as_of - 432_000_000
            used_feature_points_2 = 0
            used_feature_points_2_counted = None
            for at in reversed(log["used_feature"]):
                if at <= before_5_days_2:
                    break
                left_9 = 1000 - 200 * ((as_of - at) // 86_400_000)
                if (
                    used_feature_points_2_counted is None
                    or used_feature_points_2_counted - at >= 90_000_000
                    or day_of(used_feature_points_2_counted) != day_of(at)
                ):
                    used_feature_points_2_counted = at
                    used_feature_points_2 += left_9
            trial_sum_2 += used_feature_points_2
        trial_3 = 10000 if trial_sum_2 > 10000 else trial_sum_2
        if trial_3 >= 7000:
            return 0

    # response.sla:30: response met_us "People we have met" on first_touch
    last_met_at_event = log["met_at_event"][-1] if "met_at_event" in log else NEVER
    before_3_days = as_of - 259_200_000
    if last_met_at_event > before_3_days:
        return 1

    # response.sla:36: response warm "Warm leads" on first_touch
    if priority_2 == "B":
        return 2
    before_7_days = as_of - 604_800_000
    viewed_page_and_11_others_count = 0
    if own:
        for at in reversed(own):
            if at <= before_7_days:
                break
            viewed_page_and_11_others_count += 1
    # definitions.sla:111: define lively "Busy with us this week"
    lively = viewed_page_and_11_others_count >= 5
    if lively:
        return 2
    before_14_days_3 = as_of - 1_209_600_000
    latest_requested_demo_or_submitted_form_2 = NEVER
    if "requested_demo" in log:
        for at in reversed(log["requested_demo"]):
            if at <= before_14_days_3:
                break
            if latest_requested_demo_or_submitted_form_2 < at:
                latest_requested_demo_or_submitted_form_2 = at
            break
    if "submitted_form" in log:
        for at, values in reversed(rows["submitted_form"]):
            if at <= before_14_days_3:
                break
            form_6 = values["form"]
            if form_6 != "newsletter":
                if latest_requested_demo_or_submitted_form_2 < at:
                    latest_requested_demo_or_submitted_form_2 = at
                break
    # definitions.sla:108: define asks_for_us "Has asked us for something of late"
    asks_for_us = latest_requested_demo_or_submitted_form_2 is not NEVER
    if asks_for_us:
        return 2

    # response.sla:46: response standard "All other leads" on first_touch
    return 3


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
        email,
        email_domain,
        employees,
        revenue,
        industry,
        country,
        region,
        source,
        brought_by,
        last_rep,
        opted_out,
        created_at,
        trial_started,
        trial_users,
        contract_end,
        review_points,
    ) = lead
    if (
        company is None
        or country is None
        or region is None
        or source is None
        or opted_out is None
        or created_at is None
        or trial_users is None
    ):
        check(lead)
        raise AssertionError("one of them is unknown")
    if not 0 <= as_of < AFTER_LAST:
        raise Refused("The date asked for lies outside the years 1970 to 2200.")
    ordered, own, log, rows = sorted_out(activities, as_of)

    # scoring.sla:3: score fit "Fit" from 0 to 100
    # scoring.sla:4: +30 if decision_maker because "They sign."
    (decision_maker, daily_user, title_has_student, title_has_intern_or_others) = ABOUT_TITLE[title]
    # definitions.sla:39: define decision_maker "Decision maker"
    fit_sum_still = 300_000 if decision_maker else 0
    # scoring.sla:5: +10 if daily_user because "They feel the pain, and will run the trial."
    # definitions.sla:43: define daily_user "Works with billing every day"
    if daily_user:
        fit_sum_still += 100_000
    # scoring.sla:7: by employees
    if employees is None:
        pass
    elif employees < 50:
        pass
    elif employees <= 499:
        fit_sum_still += 150000
    elif employees <= 4999:
        fit_sum_still += 250000
    else:
        fit_sum_still += 50000
    # scoring.sla:13: by revenue
    if revenue is None:
        pass
    elif revenue < 50000000:
        fit_sum_still -= 100000
    elif revenue < 1000000000:
        pass
    else:
        fit_sum_still += 50000
    # scoring.sla:18: by industry
    fit_sum_still += INDUSTRY_ROWS.get(industry, 0)
    # scoring.sla:24: by country
    country_points, country_is_ca_or_others, served = ABOUT_COUNTRY[country]
    fit_sum_still += country_points
    # scoring.sla:27: +5 if source is referral
    if source == "referral":
        fit_sum_still += 50000
    # scoring.sla:28: -5 if title is unknown because "Somebody has to look it up before calling."
    if title is None:
        fit_sum_still -= 50000
    # scoring.sla:29: -10 if email_domain is one of free_mail
    (
        email_domain_is_aol_com_or_others,
        competitor,
        email_domain_ends_with_ac_uk_or_others,
    ) = ABOUT_EMAIL_DOMAIN[email_domain]
    if email_domain_is_aol_com_or_others:
        fit_sum_still -= 100_000
    # scoring.sla:30: adds review_points from -10 to 10, 0 when unknown because "People see what records do not...
    if review_points is not None:
        fit_sum_still += 100000 if review_points > 100000 else -100000 if review_points < -100000 else review_points
    fit_sum = fit_sum_still
    # scoring.sla:6: +25 if ideal_customer
    before_40_days = as_of - 3_456_000_000
    # definitions.sla:56: define ideal_customer "Ideal customer"
    ideal_customer = employees is not None and 50 <= employees <= 5000 and industry in ("fintech", "software") and (
        country_is_ca_or_others
        or (decision_maker) + (revenue is not None and revenue >= 1_000_000_000) + (
            trial_started is not None
            and before_40_days < trial_started <= as_of
        ) >= 2
    )
    if ideal_customer:
        fit_sum += 250_000
    fit_held = 10000 if fit_sum > 1000000 else 0 if fit_sum < 0 else (fit_sum + 50) // 100
    # scoring.sla:31: zero if competitor
    # definitions.sla:68: define competitor "Works for a competitor"
    fit = 0 if competitor else fit_held

    # scoring.sla:39: score engagement "Engagement" from 0 to 100
    engagement_sum = 0
    # What follows the latest unsubscribed, returned: everything, where there is none.
    fresh_log, fresh_rows = log, rows
    if "unsubscribed" in log or "returned" in log:
        fresh_log, fresh_rows = behind(log, rows, ("unsubscribed", "returned"))
    if "requested_demo" in fresh_log or "submitted_form" in fresh_log:
        # scoring.sla:42: +demo_points for each of requested_demo, submitted_form once a day where form is contact
        requested_demo_or_submitted_form_day_count = 0
        requested_demo_or_submitted_form_day: list[int] = []
        if "requested_demo" in fresh_log:
            requested_demo_or_submitted_form_day += fresh_log["requested_demo"]
        if "submitted_form" in fresh_log:
            for at, values in fresh_rows["submitted_form"]:
                form = values["form"]
                if form == "contact":
                    requested_demo_or_submitted_form_day.append(at)
        requested_demo_or_submitted_form_day_count = (
            len(
                {day_of(found) for found in requested_demo_or_submitted_form_day}
            ) if len(requested_demo_or_submitted_form_day) > 1
            else len(requested_demo_or_submitted_form_day)
        )
        engagement_sum += requested_demo_or_submitted_form_day_count * 500_000
    if "submitted_form" in fresh_log:
        # scoring.sla:43: by form for each submitted_form once a week
        submitted_form_points = 0
        submitted_form_points_counted = None
        for at, values in reversed(fresh_rows["submitted_form"]):
            form_2 = values["form"]
            price = FORM_2_ROWS.get(form_2, 0)
            if (
                submitted_form_points_counted is None
                or submitted_form_points_counted - at >= 608_400_000
                or (day_of(submitted_form_points_counted) + 3) // 7 != (day_of(at) + 3) // 7
            ):
                submitted_form_points_counted = at
                submitted_form_points += price
        engagement_sum += submitted_form_points * 100
    if "attended_webinar" in fresh_log:
        # scoring.sla:47: +10 for each attended_webinar in the last 90 days at most 3 times
        before_90_days = as_of - 7_776_000_000
        attended_webinar_count = attended_webinar_count_2 = 0
        for at in fresh_log["attended_webinar"]:
            if at > before_90_days:
                attended_webinar_count += 1
            if at < before_90_days:
                attended_webinar_count_2 += 1
        engagement_sum += (attended_webinar_count if attended_webinar_count < 3 else 3) * 100_000
        # scoring.sla:48: +5 for each attended_webinar more than 90 days ago at most 2 times
        engagement_sum += (attended_webinar_count_2 if attended_webinar_count_2 < 2 else 2) * 50000
    if "asked_in_chat" in fresh_log:
        # scoring.sla:49: +10 for each asked_in_chat once
        asked_in_chat_count = 0
        asked_in_chat_count += len(fresh_log["asked_in_chat"])
        engagement_sum += (asked_in_chat_count if asked_in_chat_count < 1 else 1) * 100_000
    last_called = log["called"][-1] if "called" in log else NEVER
    if "viewed_page" in log and "called" in log:
        # scoring.sla:50: +10 if came_back losing 5 points every 14 days
        latest_viewed_page = NEVER
        for at, values in reversed(rows["viewed_page"]):
            if at <= last_called:
                break
            seconds = values["seconds"]
            if seconds >= 10:
                path = values.get("path")
                path_is_compare_or_others, _, _ = ABOUT_VIEWED_PAGE_PATH[path]
                if path_is_compare_or_others:
                    latest_viewed_page = at
                    break
        # definitions.sla:127: define came_back "Came back after our call"
        came_back = latest_viewed_page is not NEVER
        if came_back:
            engagement_sum += max(0, 100_000 - 50000 * ((as_of - latest_viewed_page) // 1_209_600_000))
    if "met_at_event" in fresh_log:
        # scoring.sla:52: by event for each met_at_event once a quarter where ours
        met_at_event_points = met_at_event_year_count = 0
        met_at_event_points_counted = None
        met_at_event_year = None
        for at, values in reversed(fresh_rows["met_at_event"]):
            ours = values["ours"]
            if ours is True:
                event = values["event"]
                price_2 = EVENT_ROWS.get(event, 0)
                if (
                    met_at_event_points_counted is None
                    or met_at_event_points_counted - at >= 7_952_400_000
                    or quarter_of(day_of(met_at_event_points_counted)) != quarter_of(day_of(at))
                ):
                    met_at_event_points_counted = at
                    met_at_event_points += price_2
            if ours is False:
                if (
                    met_at_event_year is None
                    or met_at_event_year - at >= 31_626_000_000
                    or year_of(day_of(met_at_event_year)) != year_of(day_of(at))
                ):
                    met_at_event_year = at
                    met_at_event_year_count += 1
        engagement_sum += met_at_event_points * 100
        # scoring.sla:56: +5 for each met_at_event once a year where not ours
        engagement_sum += met_at_event_year_count * 50000
    # scoring.sla:57: +10 if switching because "They must choose somebody soon."
    in_120_days = as_of + 10_368_000_000
    # definitions.sla:84: define switching "Contract with another supplier ends soon"
    switching = contract_end is not None and as_of < contract_end <= in_120_days
    if switching:
        engagement_sum += 100_000
    # scoring.sla:77: -10 for every 30 days without activity since created_at at most 30 points
    last_viewed_page_and_11_others = own[-1] if own else NEVER
    engagement_16_since = (
        last_viewed_page_and_11_others if last_viewed_page_and_11_others is not NEVER
        else created_at
    )
    engagement_16_periods = (as_of - engagement_16_since) // 2_592_000_000
    if engagement_16_periods > 0:
        engagement_sum += -100_000 * engagement_16_periods if engagement_16_periods <= 3 else -300000
    if "viewed_page" in fresh_log:
        # scoring.sla:58: group "Web" at most 40 points losing 20% every 7 days
        # scoring.sla:59: +25 for each viewed_page once a week where path starts with one of buying_pages
        before_35_days = as_of - 3_024_000_000
        before_30_days = as_of - 2_592_000_000
        viewed_page_points = viewed_page_points_2 = 0
        latest_viewed_page_2 = NEVER
        viewed_page_points_counted = None
        for at, values in reversed(fresh_rows["viewed_page"]):
            if at <= before_35_days:
                break
            left_2 = 100 - 20 * ((as_of - at) // 604_800_000)
            path_2 = values.get("path")
            (_, path_starts_with_compare_or_others, path_starts_with_careers) = ABOUT_VIEWED_PAGE_PATH[path_2]
            if path_starts_with_compare_or_others:
                if (
                    viewed_page_points_counted is None
                    or viewed_page_points_counted - at >= 608_400_000
                    or (day_of(viewed_page_points_counted) + 3) // 7 != (day_of(at) + 3) // 7
                ):
                    viewed_page_points_counted = at
                    viewed_page_points += 2500 * left_2
            viewed_page_points_2 += 100 * left_2
            if at > before_30_days and path_starts_with_careers:
                if latest_viewed_page_2 < at:
                    latest_viewed_page_2 = at
        engagement_11_sum = viewed_page_points
        # scoring.sla:60: +1 for each viewed_page at most 10 points
        engagement_11_sum += 100000 if viewed_page_points_2 > 100000 else viewed_page_points_2
        engagement_11_held = 400000 if engagement_11_sum > 400000 else engagement_11_sum
        engagement_sum += engagement_11_held
        # scoring.sla:75: -20 if viewed_page in the last 30 days where path starts with "/careers"
        if latest_viewed_page_2 is not NEVER:
            engagement_sum -= 200_000
    if "opened_email" in fresh_log or "clicked_email" in fresh_log:
        # scoring.sla:61: group "Email" at most 15 points losing 25% every 30 days
        # scoring.sla:62: +1 for each opened_email at most 2 times a day
        before_120_days = as_of - 10_368_000_000
        opened_email_points = 0
        if "opened_email" in fresh_log:
            opened_email_points_counted = None
            for at in reversed(fresh_log["opened_email"]):
                if at <= before_120_days:
                    break
                left_3 = 100 - 25 * ((as_of - at) // 2_592_000_000)
                if (
                    opened_email_points_counted is None
                    or opened_email_points_counted - at >= 90_000_000
                    or day_of(opened_email_points_counted) != day_of(at)
                ):
                    opened_email_points_counted = at
                    opened_email_points_counted_of_it = 1
                    opened_email_points += 100 * left_3
                elif opened_email_points_counted_of_it < 2:
                    opened_email_points_counted_of_it += 1
                    opened_email_points += 100 * left_3
        engagement_12_sum = opened_email_points
        # scoring.sla:63: +4 for each clicked_email once every 3 days
        clicked_email_points = 0
        if "clicked_email" in fresh_log:
            clicked_email_points_counted = None
            for at in reversed(fresh_log["clicked_email"]):
                if at <= before_120_days:
                    break
                left_4 = 100 - 25 * ((as_of - at) // 2_592_000_000)
                if clicked_email_points_counted is None or clicked_email_points_counted - at >= 262_800_000 or (
                    clicked_email_points_counted
                    + ZONE.offset(clicked_email_points_counted) - 345_600_000
                ) // 259_200_000 != (at + ZONE.offset(at) - 345_600_000) // 259_200_000:
                    clicked_email_points_counted = at
                    clicked_email_points += 400 * left_4
        engagement_12_sum += clicked_email_points
        engagement_12_held = 150000 if engagement_12_sum > 150000 else engagement_12_sum
        engagement_sum += engagement_12_held
    if "joined_partner_event" in fresh_log or "stayed_away" in fresh_log:
        # scoring.sla:64: group "Partner events" from -10 to 40 counts 50%
        # scoring.sla:65: +20 for each joined_partner_event once a quarter
        joined_partner_event_quarter_count = 0
        if "joined_partner_event" in fresh_log:
            joined_partner_event_quarter = None
            for at in reversed(fresh_log["joined_partner_event"]):
                if (
                    joined_partner_event_quarter is None
                    or joined_partner_event_quarter - at >= 7_952_400_000
                    or quarter_of(day_of(joined_partner_event_quarter)) != quarter_of(day_of(at))
                ):
                    joined_partner_event_quarter = at
                    joined_partner_event_quarter_count += 1
        engagement_13_sum = joined_partner_event_quarter_count * 2000
        # scoring.sla:66: -5 for each stayed_away once a month
        stayed_away_month_count = 0
        if "stayed_away" in fresh_log:
            stayed_away_month = None
            for at in reversed(fresh_log["stayed_away"]):
                if (
                    stayed_away_month is None
                    or stayed_away_month - at >= 2_682_000_000
                    or month_of(day_of(stayed_away_month)) != month_of(day_of(at))
                ):
                    stayed_away_month = at
                    stayed_away_month_count += 1
        engagement_13_sum += stayed_away_month_count * -500
        engagement_13_held = (
            4000 if engagement_13_sum > 4000
            else -1000 if engagement_13_sum < -1000
            else engagement_13_sum
        )
        engagement_13_counted = engagement_13_held * 50
        engagement_sum += engagement_13_counted
    # definitions.sla:133: define on_trial "On trial"
    on_trial = trial_started is not None and before_40_days < trial_started <= as_of
    last_used_feature = log["used_feature"][-1] if "used_feature" in log else NEVER
    if "used_feature" in fresh_log:
        # scoring.sla:68: group "Product use" at most 30 points only if on_trial
        # scoring.sla:70: +30 if used_feature at least 3 times with different feature in the last 14 days
        before_14_days = as_of - 1_209_600_000
        from_trial_started = trial_started if trial_started is not None else FOREVER
        different_feature_count = used_feature_count = 0
        latest_used_feature = NEVER
        different_feature = set()
        for at, values in reversed(fresh_rows["used_feature"]):
            if at > before_14_days and "feature" in values:
                different_feature.add(fold(values["feature"]))
            if at > before_14_days:
                used_feature_count += 1
            if at >= from_trial_started:
                feature = values.get("feature")
                (feature_is_import,) = ABOUT_USED_FEATURE_FEATURE[feature]
                if feature_is_import:
                    if latest_used_feature < at:
                        latest_used_feature = at
        different_feature_count = len(different_feature)
        engagement_14_1_1_holds = different_feature_count >= 3
        engagement_14_sum = 3000 if engagement_14_1_1_holds else 0
        # scoring.sla:71: +15 if used_feature at least 3 times in the last 14 days
        engagement_14_1_2_holds = used_feature_count >= 3
        if not engagement_14_1_1_holds and engagement_14_1_2_holds:
            engagement_14_sum += 1500
        # scoring.sla:72: +5 if used_feature
        engagement_14_1_3_holds = "used_feature" in fresh_log
        if not engagement_14_1_1_holds and not engagement_14_1_2_holds and engagement_14_1_3_holds:
            engagement_14_sum += 500
        # scoring.sla:73: +10 if used_feature since trial_started where feature is "import"
        if latest_used_feature is not NEVER:
            engagement_14_sum += 1000
        engagement_14_held = 3000 if engagement_14_sum > 3000 else engagement_14_sum
        engagement_14 = engagement_14_held if on_trial else 0
        engagement_sum += engagement_14 * 100
    engagement = 10000 if engagement_sum > 1000000 else 0 if engagement_sum < 0 else (engagement_sum + 50) // 100

    # scoring.sla:80: score doubt "Doubt" from 0 to 30
    # scoring.sla:81: +10 if locked_in because "They cannot buy from us before our next agreement."
    # definitions.sla:87: define locked_in "Bound to another supplier beyond this agreement"
    locked_in = contract_end is not None and contract_end >= 1_822_363_200_000
    doubt_sum_still = 1000 if locked_in else 0
    doubt_sum = doubt_sum_still
    # scoring.sla:85: +5 if left_over
    # definitions.sla:96: define left_over "Left over from before this agreement"
    left_over = created_at < 1_790_827_200_000 and not last_viewed_page_and_11_others >= 1_790_827_200_000
    if left_over:
        doubt_sum += 500
    # scoring.sla:86: +5 if reads_little
    before_365_days = as_of - 31_536_000_000
    # definitions.sla:90: define old_record "Known for more than a year"
    old_record = created_at < before_365_days
    last_clicked_email = log["clicked_email"][-1] if "clicked_email" in log else NEVER
    before_90_days_2 = as_of - 7_776_000_000
    # definitions.sla:99: define reads_little "Has hardly read our mail of late"
    reads_little = old_record and not last_clicked_email > before_90_days_2
    if reads_little:
        opened_email_count = 0
        if "opened_email" in log:
            for at in reversed(log["opened_email"]):
                if at <= before_90_days_2:
                    break
                opened_email_count += 1
        reads_little = opened_email_count <= 2
    if reads_little:
        doubt_sum += 500
    # scoring.sla:88: +10 for every 90 days without activity at most 20 points
    doubt_8_periods = (
        (as_of - last_viewed_page_and_11_others) // 7_776_000_000 if last_viewed_page_and_11_others is not NEVER
        else 0
    )
    if doubt_8_periods > 0:
        doubt_sum += 1000 * doubt_8_periods if doubt_8_periods <= 2 else 2000
    returned_count = len(log["returned"]) if "returned" in log else 0
    if "returned" in log:
        # scoring.sla:82: +10 if returned_twice
        # definitions.sla:130: define returned_twice "Returned twice"
        returned_twice = returned_count == 2
        if returned_twice:
            doubt_sum += 1000
    if "called" in log:
        # scoring.sla:83: +10 if hard_to_reach
        # definitions.sla:117: define hard_to_reach "Hard to reach"
        hard_to_reach = (
            len(log["called"]) >= 3
            and last_called is not NEVER
            and not last_viewed_page_and_11_others > last_called
        )
        if hard_to_reach:
            before_30_days_2 = as_of - 2_592_000_000
            called_count = 0
            latest_called = NEVER
            for at, values in reversed(rows["called"]):
                if at <= before_30_days_2:
                    break
                outcome = values["outcome"]
                if (outcome == "no_answer" or outcome == "message"):
                    called_count += 1
                if outcome == "spoke":
                    if latest_called < at:
                        latest_called = at
            hard_to_reach = called_count >= 3 and latest_called is NEVER
        if hard_to_reach:
            doubt_sum += 1000
    last_handed_over = log["handed_over"][-1] if "handed_over" in log else NEVER
    if "handed_over" in log:
        # scoring.sla:84: +5 if let_go
        before_30_days_3 = as_of - 2_592_000_000
        last_emailed = log["emailed"][-1] if "emailed" in log else NEVER
        last_called_or_emailed = last_called if last_called > last_emailed else last_emailed
        # definitions.sla:114: define let_go "Handed over and let go"
        let_go = last_handed_over < before_30_days_3 and not last_called_or_emailed > before_30_days_3
        if let_go:
            doubt_sum += 500
    if "bounced" in log and "handed_over" in log:
        # scoring.sla:87: +5 for each bounced since handed_over once a day at most 2 times
        bounced_day_count = 0
        bounced_day = None
        for at in reversed(log["bounced"]):
            if at <= last_handed_over:
                break
            if bounced_day is None or bounced_day - at >= 90_000_000 or day_of(bounced_day) != day_of(at):
                bounced_day = at
                bounced_day_count += 1
        doubt_sum += (bounced_day_count if bounced_day_count < 2 else 2) * 500
    doubt = 3000 if doubt_sum > 3000 else doubt_sum

    # scoring.sla:90: score total "Lead score" from 0 to 100 is 60% of fit plus 40% of engagement minus doubt
    total_sum = fit * 60 + engagement * 40 - doubt * 100
    total_held = 0 if total_sum < 0 else (total_sum + 50) // 100
    # scoring.sla:91: zero if not served because "Export rules."
    # definitions.sla:81: define served "In a country that we sell to"
    total = 0 if not served else total_held

    # scoring.sla:99: score trial "Trial score" from 0 to 100
    # scoring.sla:108: adds trial_users from 0 to 10
    trial_sum_still = 1000 if trial_users > 10 else 0 if trial_users < 0 else trial_users * 100
    trial_sum = trial_sum_still
    # scoring.sla:100: by profile
    # scoring.sla:34: grade profile "Profile" of fit
    profile = "strong" if fit >= 7000 else "medium" if fit >= 4000 else "weak"
    trial_sum += PROFILE_ROWS[profile]
    # scoring.sla:104: by engagement
    if engagement < 2000:
        pass
    elif engagement < 5000:
        trial_sum += 1500
    else:
        trial_sum += 3000
    if "used_feature" in log:
        # scoring.sla:109: +10 for each used_feature in the last 14 days once a day losing 2 points every 1 day
        before_5_days = as_of - 432_000_000
        used_feature_points = 0
        used_feature_points_counted = None
        for at in reversed(log["used_feature"]):
            if at <= before_5_days:
                break
            left_5 = 1000 - 200 * ((as_of - at) // 86_400_000)
            if (
                used_feature_points_counted is None
                or used_feature_points_counted - at >= 90_000_000
                or day_of(used_feature_points_counted) != day_of(at)
            ):
                used_feature_points_counted = at
                used_feature_points += left_5
        trial_sum += used_feature_points
    trial = 10000 if trial_sum > 10000 else trial_sum

    # scoring.sla:93: grade priority "Priority" of total
    priority = "A" if total >= 7500 else "B" if total >= 6000 else "C"
    # scoring.sla:111: grade product "Product qualified"
    product = "high" if trial >= 7000 and on_trial else "some" if last_used_feature > before_40_days else "none_yet"

    # Where the lead stands
    # lifecycle.sla:23: disqualify opted_out_lead "Opted out"
    # lifecycle.sla:26: disqualify competitor_lead "Competitor"
    (our_own,) = ABOUT_EMAIL[email]
    # definitions.sla:71: define our_own "Works for Acme"
    # lifecycle.sla:29: disqualify own_people "One of us"
    # lifecycle.sla:32: disqualify no_export "Country that we do not sell to"
    (company_contains_university,) = ABOUT_COMPANY[company]
    # definitions.sla:74: define student "Student or university"
    student = (
        title_has_student
        or title_has_intern_or_others
        or company_contains_university
        or email_domain_ends_with_ac_uk_or_others
    )
    # lifecycle.sla:36: disqualify academic "Student or university"
    # definitions.sla:51: define small "Very small company"
    small = employees is not None and employees <= 10 and revenue is not None and revenue < 50_000_000
    too_small = small
    if too_small:
        latest_requested_demo_or_submitted_form = NEVER
        if "requested_demo" in log:
            for at in reversed(log["requested_demo"]):
                if latest_requested_demo_or_submitted_form < at:
                    latest_requested_demo_or_submitted_form = at
                break
        if "submitted_form" in log:
            for at, values in reversed(rows["submitted_form"]):
                form_3 = values["form"]
                if form_3 == "contact":
                    if latest_requested_demo_or_submitted_form < at:
                        latest_requested_demo_or_submitted_form = at
                    break
        too_small = latest_requested_demo_or_submitted_form is NEVER
    # lifecycle.sla:40: disqualify too_small "Too small"
    bounced_count = len(log["bounced"]) if "bounced" in log else 0
    # definitions.sla:124: define unreachable "Neither phone nor mail works"
    unreachable = bounced_count >= 2
    if unreachable:
        latest_called_2 = NEVER
        if "called" in log:
            for at, values in reversed(rows["called"]):
                outcome_2 = values["outcome"]
                if outcome_2 == "wrong_number":
                    latest_called_2 = at
                    break
        unreachable = latest_called_2 is not NEVER
    # lifecycle.sla:43: disqualify out_of_reach "Neither phone nor mail works"
    returned_at: list[int] = []
    returned_at_2: list[int] = []
    returned_at_3: list[int] = []
    latest_returned = latest_returned_2 = latest_returned_3 = latest_returned_4 = NEVER
    if "returned" in log:
        for at, values in reversed(rows["returned"]):
            reason = values["reason"]
            if reason == "wrong_fit":
                if latest_returned < at:
                    latest_returned = at
            if reason in ("no_budget", "not_now"):
                if latest_returned_2 < at:
                    latest_returned_2 = at
                returned_at.append(at)
            if reason == "no_reply":
                if latest_returned_3 < at:
                    latest_returned_3 = at
                returned_at_2.append(at)
            if reason == "chose_another":
                if latest_returned_4 < at:
                    latest_returned_4 = at
                returned_at_3.append(at)
    # lifecycle.sla:46: disqualify wrong_fit "Not our kind of customer"
    # lifecycle.sla:49: disqualify third_return "Returned three times"
    disqualified = (
        "opted_out_lead" if opted_out is True
        else "competitor_lead" if competitor
        else "own_people" if our_own
        else "no_export" if not served
        else "academic" if student
        else "too_small" if too_small
        else "out_of_reach" if unreachable
        else "wrong_fit" if latest_returned is not NEVER
        else "third_return" if returned_count >= 3
        else None
    )

    recycled = recycle = None
    returned_at_4 = recycled_until = NEVER
    in_recycle = False
    returned: Sequence[int] = ()
    if "returned" in log or "lost" in log:
        # lifecycle.sla:53: recycle not_now "Not now"
        not_now_at = latest_returned_2
        last_requested_demo = log["requested_demo"][-1] if "requested_demo" in log else NEVER
        from_latest_returned_2 = latest_returned_2 if latest_returned_2 is not NEVER else FOREVER
        before_30_days_4 = as_of - 2_592_000_000
        since = from_latest_returned_2 if from_latest_returned_2 > before_30_days_4 else before_30_days_4
        different_path_count = 0
        if "viewed_page" in log:
            different_path = set()
            for at, values in reversed(rows["viewed_page"]):
                if at <= since:
                    break
                if "path" in values:
                    different_path.add(fold(values["path"]))
            different_path_count = len(different_path)
        not_now_back = last_requested_demo > from_latest_returned_2 or different_path_count >= 3
        # lifecycle.sla:60: recycle no_reply "No reply"
        no_reply_at = latest_returned_3
        last_asked_in_chat = log["asked_in_chat"][-1] if "asked_in_chat" in log else NEVER
        last_requested_demo_or_asked_in_chat = (
            last_requested_demo if last_requested_demo > last_asked_in_chat
            else last_asked_in_chat
        )
        from_latest_returned_3 = latest_returned_3 if latest_returned_3 is not NEVER else FOREVER
        no_reply_back = last_requested_demo_or_asked_in_chat > from_latest_returned_3
        # lifecycle.sla:65: recycle chose_another "Chose another supplier"
        last_lost = log["lost"][-1] if "lost" in log else NEVER
        chose_another_at = last_lost if last_lost > latest_returned_4 else latest_returned_4
        # The latest return decides; of two at one instant the rule written first.
        returned_at_4 = max(not_now_at, no_reply_at, chose_another_at)
        if returned_at_4 is not NEVER and not_now_at == returned_at_4:
            recycled = "not_now"
            recycled_until = returned_at_4 + 15_552_000_000
            in_recycle = as_of < recycled_until and not not_now_back
            recycle = new(
                Recycle,
                (
                    recycled,
                    "long_term",
                    returned_at_4,
                    recycled_until,
                    in_recycle,
                    touches(ZONE, (1, 3, 6, 9, 12), "months", returned_at_4, recycled_until),
                ),
            )
        elif returned_at_4 is not NEVER and no_reply_at == returned_at_4:
            recycled = "no_reply"
            recycled_until = returned_at_4 + 2_592_000_000
            in_recycle = as_of < recycled_until and not no_reply_back
            recycle = new(
                Recycle,
                (
                    recycled,
                    "keep_warm",
                    returned_at_4,
                    recycled_until,
                    in_recycle,
                    touches(ZONE, (1, 2, 4), "weeks", returned_at_4, recycled_until),
                ),
            )
        elif returned_at_4 is not NEVER:
            recycled = "chose_another"
            recycled_until = returned_at_4 + 31_536_000_000
            in_recycle = as_of < recycled_until
            recycle = new(
                Recycle,
                (
                    recycled,
                    "long_term",
                    returned_at_4,
                    recycled_until,
                    in_recycle,
                    touches(ZONE, (1, 3, 6, 9, 12), "months", returned_at_4, recycled_until),
                ),
            )
        lost_at = log["lost"] if "lost" in log else ()
        returned = sorted({*returned_at, *returned_at_2, *lost_at, *returned_at_3})
    beaten = disqualified is not None or in_recycle
    # lifecycle.sla:3: stage inquiry "Inquiry" owned by marketing
    # definitions.sla:3: value handover_score "Points a lead needs before sales calls" is 60
    handover_score = 60 if as_of < 1_798_779_600_000 else 65
    # lifecycle.sla:5: stage MQL "Marketing qualified lead" owned by marketing, probability 10%
    # lifecycle.sla:13: stage SAL "Sales accepted lead" owned by sales, probability 25%
    # lifecycle.sla:17: stage SQL "Sales qualified lead" owned by executives, probability 50%
    # lifecycle.sla:20: stage customer "Customer" probability 100%

    # The furthest stage that holds; a disqualification or a recycle in force beats them all.
    stage = (
        None if beaten
        else "customer" if "won" in log and log["won"][-1] >= returned_at_4
        else "SQL" if "qualified" in log and log["qualified"][-1] >= returned_at_4
        else "SAL" if "accepted" in log and log["accepted"][-1] >= returned_at_4
        else "MQL" if (
            "became_mql" in log
            and log["became_mql"][-1] >= returned_at_4
        ) or opted_out is False and (total >= handover_score * 100 or product == "high")
        else "inquiry"
    )
    # definitions.sla:130: define returned_twice "Returned twice"
    returned_twice_2 = returned_count == 2
    # definitions.sla:136: define our_customer "Already a customer"
    our_customer = stage in ("customer",)
    # definitions.sla:46: define large "Enterprise"
    large = (employees is not None and employees > 5000) or (revenue is not None and revenue >= 100_000_000_000)

    if beaten:
        route = None
    elif returned_twice_2:  # routing.sla:3
        route = ROUTE_SECOND_LOOK
    elif our_customer:  # routing.sla:7
        route = ROUTE_ACCOUNT_TEAM
    elif brought_by is not None:  # routing.sla:10
        route = ROUTE_PARTNER_DESK
    elif last_rep is not None:  # routing.sla:14
        route = new(Route, ("known", last_rep or "", last_rep, None))
    elif (large or (employees is not None and employees >= 1000)):  # routing.sla:17
        person = ENTERPRISE_PEOPLE[share(lead_id, 3)]
        route = new(Route, ("enterprise", person, person, "executives"))
    else:  # routing.sla:21
        route = ROUTE_EVERYONE_ELSE

    # The clocks
    found_2: list[Cycle] = []
    # response.sla:3: clock first_touch "First touch" from handed_over to called, emailed
    if "handed_over" in log:
        chosen = REGION_ROWS.get(region, 2)
        calendar = (CALENDAR_london, CALENDAR_singapore, CALENDAR_office)[chosen]
        paused = pauses_in(log, CLOCK_first_touch) if "on_hold" in log else []
        for start, end, ended_by, following in stretches(
            ordered,
            log,
            log["handed_over"],
            ("called", "emailed"),
            log.get("reassigned", ()),
            returned,
        ):
            which_2 = first_touch_response(
                ordered,
                own,
                log,
                rows,
                start,
                fit_sum_still,
                employees,
                industry,
                country_is_ca_or_others,
                decision_maker,
                revenue,
                trial_started,
                competitor,
                contract_end,
                created_at,
                doubt_sum_still,
                served,
                trial_sum_still,
            )
            until = as_of if end is None else end
            if paused:
                found_2.append(
                    cycle_with_pauses(
                        CLOCK_first_touch,
                        which_2,
                        (calendar, calendar, calendar, calendar,)[which_2],
                        start,
                        end,
                        ended_by,
                        following,
                        log,
                        paused,
                        as_of,
                    )
                )
            elif which_2 == 0:
                opened, (
                    after_10_min,
                    after_15_min,
                    after_4_h_15,
                ) = calendar.after(start, (600000, 900000, 15300000))
                due = after_15_min
                at_0 = after_10_min
                at_2 = after_4_h_15
                at_3 = start + 864_000_000
                by_0 = start + 864_000_000
                state = (
                    "passed on" if ended_by == "started afresh"
                    else ("met" if end <= due else "missed") if end is not None
                    else "overdue" if as_of > due
                    else "running"
                )
                found_2.append(
                    new(
                        Cycle,
                        (
                            "first_touch",
                            start,
                            "hot",
                            calendar.name,
                            state,
                            due,
                            end,
                            ended_by,
                            calendar.until(until) - opened,
                            (
                                new(
                                    TriesMade,
                                    (tries_made(log, ("called", "emailed"), start, by_0, following), 6, by_0),
                                ),
                            ),
                            (
                                new(ActionDue, ("remind", "sales", at_0, at_0 <= until)),
                                new(ActionDue, ("notify", "sales manager", due, due <= until)),
                                new(ActionDue, ("escalate", "VP Sales", at_2, at_2 <= until)),
                                new(ActionDue, ("return", "no_reply", at_3, at_3 <= until)),
                            ),
                        ),
                    )
                )
            elif which_2 == 1:
                opened = calendar.until(start)
                due = calendar.close(start, 0)
                state = (
                    "passed on" if ended_by == "started afresh"
                    else ("met" if end <= due else "missed") if end is not None
                    else "overdue" if as_of > due
                    else "running"
                )
                found_2.append(
                    new(
                        Cycle,
                        (
                            "first_touch",
                            start,
                            "met_us",
                            calendar.name,
                            state,
                            due,
                            end,
                            ended_by,
                            calendar.until(until) - opened,
                            (),
                            (new(ActionDue, ("notify", "sales manager", due, due <= until)),),
                        ),
                    )
                )
            elif which_2 == 2:
                opened, (after_3_h, after_4_h, after_6_h,) = calendar.after(start, (10800000, 14400000, 21600000))
                due = after_4_h
                at_0 = after_3_h
                at_1 = after_6_h
                by_0 = start + 1_296_000_000
                state = (
                    "passed on" if ended_by == "started afresh"
                    else ("met" if end <= due else "missed") if end is not None
                    else "overdue" if as_of > due
                    else "running"
                )
                found_2.append(
                    new(
                        Cycle,
                        (
                            "first_touch",
                            start,
                            "warm",
                            calendar.name,
                            state,
                            due,
                            end,
                            ended_by,
                            calendar.until(until) - opened,
                            (
                                new(
                                    TriesMade,
                                    (tries_made(log, ("called", "emailed"), start, by_0, following), 4, by_0),
                                ),
                            ),
                            (
                                new(ActionDue, ("remind", "sales", at_0, at_0 <= until)),
                                new(ActionDue, ("escalate", "sales manager", at_1, at_1 <= until)),
                            ),
                        ),
                    )
                )
            else:
                opened = calendar.until(start)
                due = calendar.close(start, 1)
                state = (
                    "passed on" if ended_by == "started afresh"
                    else ("met" if end <= due else "missed") if end is not None
                    else "overdue" if as_of > due
                    else "running"
                )
                found_2.append(
                    new(
                        Cycle,
                        (
                            "first_touch",
                            start,
                            "standard",
                            calendar.name,
                            state,
                            due,
                            end,
                            ended_by,
                            calendar.until(until) - opened,
                            (),
                            (new(ActionDue, ("remind", "sales", due, due <= until)),),
                        ),
                    )
                )
    # response.sla:11: clock decision "Accept or return" from handed_over to accepted, returned
    if "handed_over" in log:
        for start, end, ended_by, following in stretches(
            ordered,
            log,
            log["handed_over"],
            ("accepted", "returned"),
            log.get("reassigned", ()),
            returned,
        ):
            until = as_of if end is None else end
            due = start + 172_800_000
            at_1 = start + 259_200_000
            state = (
                "passed on" if ended_by == "started afresh"
                else ("met" if end <= due else "missed") if end is not None
                else "overdue" if as_of > due
                else "running"
            )
            found_2.append(
                new(
                    Cycle,
                    (
                        "decision",
                        start,
                        "decide",
                        None,
                        state,
                        due,
                        end,
                        ended_by,
                        until - start,
                        (),
                        (
                            new(ActionDue, ("pass on", "everyone_else", due, due <= until)),
                            new(ActionDue, ("notify", "marketing", at_1, at_1 <= until)),
                        ),
                    ),
                )
            )
    # response.sla:14: clock partner_answer "Partner's answer" from offered_to_partner to partner_took, partner_...
    if "offered_to_partner" in log:
        for start, end, ended_by, following in stretches(
            ordered,
            log,
            log["offered_to_partner"],
            ("partner_took", "partner_declined"),
            (),
            returned,
        ):
            until = as_of if end is None else end
            due = start + 432_000_000
            at_0 = start + 345_600_000
            state = (
                ("met" if end <= due else "missed") if end is not None
                else "overdue" if as_of > due
                else "running"
            )
            found_2.append(
                new(
                    Cycle,
                    (
                        "partner_answer",
                        start,
                        "partner_reply",
                        None,
                        state,
                        due,
                        end,
                        ended_by,
                        until - start,
                        (),
                        (
                            new(ActionDue, ("remind", "partners", at_0, at_0 <= until)),
                            new(ActionDue, ("pass on", "everyone_else", due, due <= until)),
                        ),
                    ),
                )
            )
    # response.sla:16: clock chat "Chat" from asked_in_chat to replied_in_chat, called
    if "asked_in_chat" in log:
        for start, end, ended_by, following in stretches(
            ordered,
            log,
            log["asked_in_chat"],
            ("replied_in_chat", "called"),
            (),
            returned,
        ):
            until = as_of if end is None else end
            opened, (after_5_min, after_15_min,) = CALENDAR_chat_desk.after(start, (300000, 900000))
            due = after_5_min
            at_0 = after_15_min
            state = (
                ("met" if end <= due else "missed") if end is not None
                else "overdue" if as_of > due
                else "running"
            )
            found_2.append(
                new(
                    Cycle,
                    (
                        "chat",
                        start,
                        "chat_answer",
                        CALENDAR_chat_desk.name,
                        state,
                        due,
                        end,
                        ended_by,
                        CALENDAR_chat_desk.until(until) - opened,
                        (),
                        (new(ActionDue, ("notify", "chat desk", at_0, at_0 <= until)),),
                    ),
                )
            )
    # response.sla:19: clock first_meeting "First meeting" from accepted to met, lost
    if "accepted" in log:
        for start, end, ended_by, following in stretches(
            ordered,
            log,
            log["accepted"],
            ("met", "lost"),
            (),
            returned,
        ):
            which_6 = 0 if large else 1
            until = as_of if end is None else end
            if which_6 == 0:
                opened = CALENDAR_office.until(start)
                due = CALENDAR_office.close(start, 5)
                at_0 = max(start, due - 172800000)
                state = (
                    ("met" if end <= due else "missed") if end is not None
                    else "overdue" if as_of > due
                    else "running"
                )
                found_2.append(
                    new(
                        Cycle,
                        (
                            "first_meeting",
                            start,
                            "enterprise_meeting",
                            CALENDAR_office.name,
                            state,
                            due,
                            end,
                            ended_by,
                            CALENDAR_office.until(until) - opened,
                            (),
                            (new(ActionDue, ("remind", "executives", at_0, at_0 <= until)),),
                        ),
                    )
                )
            else:
                opened = CALENDAR_office.until(start)
                due = CALENDAR_office.close(start, 2)
                state = (
                    ("met" if end <= due else "missed") if end is not None
                    else "overdue" if as_of > due
                    else "running"
                )
                found_2.append(
                    new(
                        Cycle,
                        (
                            "first_meeting",
                            start,
                            "meeting",
                            CALENDAR_office.name,
                            state,
                            due,
                            end,
                            ended_by,
                            CALENDAR_office.until(until) - opened,
                            (),
                            (new(ActionDue, ("escalate", "VP Sales", due, due <= until)),),
                        ),
                    )
                )

    explanation = None
    if explain:
        # definitions.sla:93: define launch_lead "Came with the autumn launch"
        launch_lead = 1_791_777_600_000 <= created_at < 1_792_987_200_000
        # definitions.sla:105: define silent "Silent for three months"
        silent = not last_viewed_page_and_11_others > before_90_days_2
        before_14_days_4 = as_of - 1_209_600_000
        latest_requested_demo_or_submitted_form_3 = latest_requested_demo_or_submitted_form_4 = NEVER
        if "requested_demo" in log:
            for at in reversed(log["requested_demo"]):
                if at > before_14_days_4:
                    if latest_requested_demo_or_submitted_form_3 < at:
                        latest_requested_demo_or_submitted_form_3 = at
                if latest_requested_demo_or_submitted_form_4 < at:
                    latest_requested_demo_or_submitted_form_4 = at
        if "submitted_form" in log:
            for at, values in reversed(rows["submitted_form"]):
                form_7 = values["form"]
                if at > before_14_days_4 and form_7 != "newsletter":
                    if latest_requested_demo_or_submitted_form_3 < at:
                        latest_requested_demo_or_submitted_form_3 = at
                if form_7 == "contact":
                    if latest_requested_demo_or_submitted_form_4 < at:
                        latest_requested_demo_or_submitted_form_4 = at
        # definitions.sla:108: define asks_for_us "Has asked us for something of late"
        asks_for_us_2 = latest_requested_demo_or_submitted_form_3 is not NEVER
        before_7_days_2 = as_of - 604_800_000
        viewed_page_and_11_others_count_2 = 0
        if own:
            for at in reversed(own):
                if at <= before_7_days_2:
                    break
                viewed_page_and_11_others_count_2 += 1
        # definitions.sla:111: define lively "Busy with us this week"
        lively_2 = viewed_page_and_11_others_count_2 >= 5
        before_30_days_8 = as_of - 2_592_000_000
        last_emailed_3 = log["emailed"][-1] if "emailed" in log else NEVER
        last_called_or_emailed_3 = last_called if last_called > last_emailed_3 else last_emailed_3
        # definitions.sla:114: define let_go "Handed over and let go"
        let_go_3 = (
            last_handed_over is not NEVER
            and last_handed_over < before_30_days_8
            and not last_called_or_emailed_3 > before_30_days_8
        )
        called_count_3 = 0
        latest_called_4 = latest_called_5 = NEVER
        if "called" in log:
            for at, values in reversed(rows["called"]):
                outcome_4 = values["outcome"]
                if at > before_30_days_8 and (outcome_4 == "no_answer" or outcome_4 == "message"):
                    called_count_3 += 1
                if at > before_30_days_8 and outcome_4 == "spoke":
                    if latest_called_4 < at:
                        latest_called_4 = at
                if outcome_4 == "wrong_number":
                    if latest_called_5 < at:
                        latest_called_5 = at
        from_last_called = last_called if last_called is not NEVER else FOREVER
        # definitions.sla:117: define hard_to_reach "Hard to reach"
        hard_to_reach_3 = (
            called_count_3 >= 3
            and latest_called_4 is NEVER
            and last_called is not NEVER
            and not last_viewed_page_and_11_others > from_last_called
        )
        latest_viewed_page_5 = NEVER
        if "viewed_page" in log:
            for at, values in reversed(rows["viewed_page"]):
                if at <= from_last_called:
                    break
                seconds_3 = values["seconds"]
                if seconds_3 >= 10:
                    path_5 = values.get("path")
                    path_is_compare_or_others_3, _, _ = ABOUT_VIEWED_PAGE_PATH[path_5]
                    if path_is_compare_or_others_3:
                        latest_viewed_page_5 = at
                        break
        # definitions.sla:127: define came_back "Came back after our call"
        came_back_3 = latest_viewed_page_5 is not NEVER
        if employees is None:
            fit_4, fit_4_row = 0, 4
        elif employees < 50:
            fit_4, fit_4_row = 0, 0
        elif employees <= 499:
            fit_4, fit_4_row = 150000, 1
        elif employees <= 4999:
            fit_4, fit_4_row = 250000, 2
        else:
            fit_4, fit_4_row = 50000, 3
        if revenue is None:
            fit_5, fit_5_row = 0, 3
        elif revenue < 50000000:
            fit_5, fit_5_row = -100000, 0
        elif revenue < 1000000000:
            fit_5, fit_5_row = 0, 1
        else:
            fit_5, fit_5_row = 50000, 2
        fit_6_row = INDUSTRY_ROWS_2.get(industry, 3)
        country_folded = fold(country)
        fit_7_row = COUNTRY_FOLDED_ROWS.get(country_folded, 1)
        trial_1_row = PROFILE_ROWS_2.get(profile, -1)
        if engagement < 2000:
            trial_2, trial_2_row = 0, 0
        elif engagement < 5000:
            trial_2, trial_2_row = 1500, 1
        else:
            trial_2, trial_2_row = 3000, 2
        explanation = Explanation(
            {
                'fit': explained(
                (
                    (SAID[0], 300_000 if decision_maker else 0, 4, 0),
                    (SAID[1], 100_000 if daily_user else 0, 4, 0),
                    (SAID[10], 250_000 if ideal_customer else 0, 4, 0),
                    (SAID[2], fit_4, 4, fit_4_row),
                    (SAID[3], fit_5, 4, fit_5_row),
                    (SAID[4], INDUSTRY_ROWS.get(industry, 0), 4, fit_6_row),
                    (SAID[5], country_points, 4, fit_7_row),
                    (SAID[6], 50000 if source == "referral" else 0, 4, 0),
                    (SAID[7], -50000 if title is None else 0, 4, 0),
                    (SAID[8], -100_000 if email_domain_is_aol_com_or_others else 0, 4, 0),
                    (
                        SAID[9],
                        (
                            100000 if review_points > 100000
                            else -100000 if review_points < -100000
                            else review_points
                        ) if review_points is not None else 0,
                        4,
                        0,
                    ),
                    (SAID[11], rounded(fit_sum, 100) * 100 - fit_sum, 4, 0),
                    (SAID[12], fit_held - rounded(fit_sum, 100), 2, 0),
                    (SAID[13], fit - fit_held, 2, 0),
                )
                ),
                'engagement': explained(
                (
                    (
                        SAID[14],
                        requested_demo_or_submitted_form_day_count * 500_000 if "requested_demo" in fresh_log or "submitted_form" in fresh_log else 0,
                        4,
                        0,
                    ),
                    (SAID[15], submitted_form_points * 100 if "submitted_form" in fresh_log else 0, 4, 0),
                    (
                        SAID[16],
                        (
                            (attended_webinar_count if attended_webinar_count < 3 else 3) * 100_000
                        ) if "attended_webinar" in fresh_log else 0,
                        4,
                        0,
                    ),
                    (
                        SAID[17],
                        (
                            (attended_webinar_count_2 if attended_webinar_count_2 < 2 else 2) * 50000
                        ) if "attended_webinar" in fresh_log else 0,
                        4,
                        0,
                    ),
                    (
                        SAID[18],
                        (
                            (asked_in_chat_count if asked_in_chat_count < 1 else 1) * 100_000
                        ) if "asked_in_chat" in fresh_log else 0,
                        4,
                        0,
                    ),
                    (
                        SAID[19],
                        (
                            max(0, 100_000 - 50000 * ((as_of - latest_viewed_page) // 1_209_600_000)) if came_back
                            else 0
                        ) if "viewed_page" in log and "called" in log else 0,
                        4,
                        0,
                    ),
                    (SAID[20], met_at_event_points * 100 if "met_at_event" in fresh_log else 0, 4, 0),
                    (SAID[21], met_at_event_year_count * 50000 if "met_at_event" in fresh_log else 0, 4, 0),
                    (SAID[22], 100_000 if switching else 0, 4, 0),
                    (SAID[24], viewed_page_points if "viewed_page" in fresh_log else 0, 4, 0),
                    (
                        SAID[25],
                        (
                            100000 if viewed_page_points_2 > 100000
                            else viewed_page_points_2
                        ) if "viewed_page" in fresh_log else 0,
                        4,
                        0,
                    ),
                    (SAID[26], engagement_11_held - engagement_11_sum if "viewed_page" in fresh_log else 0, 4, 0),
                    (
                        SAID[28],
                        opened_email_points if "opened_email" in fresh_log or "clicked_email" in fresh_log else 0,
                        4,
                        0,
                    ),
                    (
                        SAID[29],
                        clicked_email_points if "opened_email" in fresh_log or "clicked_email" in fresh_log else 0,
                        4,
                        0,
                    ),
                    (
                        SAID[30],
                        engagement_12_held - engagement_12_sum if "opened_email" in fresh_log or "clicked_email" in fresh_log else 0,
                        4,
                        0,
                    ),
                    (
                        SAID[31],
                        joined_partner_event_quarter_count * 2000 if "joined_partner_event" in fresh_log or "stayed_away" in fresh_log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[32],
                        stayed_away_month_count * -500 if "joined_partner_event" in fresh_log or "stayed_away" in fresh_log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[33],
                        engagement_13_held - engagement_13_sum if "joined_partner_event" in fresh_log or "stayed_away" in fresh_log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[34],
                        engagement_13_counted - engagement_13_held * 100 if "joined_partner_event" in fresh_log or "stayed_away" in fresh_log else 0,
                        4,
                        0,
                    ),
                    (SAID[35], (3000 if engagement_14_1_1_holds else 0) if "used_feature" in fresh_log else 0, 2, 0),
                    (
                        SAID[36],
                        (
                            1500 if not engagement_14_1_1_holds and engagement_14_1_2_holds
                            else 0
                        ) if "used_feature" in fresh_log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[37],
                        (
                            500 if not engagement_14_1_1_holds and not engagement_14_1_2_holds and engagement_14_1_3_holds
                            else 0
                        ) if "used_feature" in fresh_log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[38],
                        (1000 if latest_used_feature is not NEVER else 0) if "used_feature" in fresh_log else 0,
                        2,
                        0,
                    ),
                    (SAID[39], engagement_14_held - engagement_14_sum if "used_feature" in fresh_log else 0, 2, 0),
                    (SAID[40], engagement_14 - engagement_14_held if "used_feature" in fresh_log else 0, 2, on_trial),
                    (
                        SAID[27],
                        (-200_000 if latest_viewed_page_2 is not NEVER else 0) if "viewed_page" in fresh_log else 0,
                        4,
                        0,
                    ),
                    (
                        SAID[23],
                        (
                            -100_000 * engagement_16_periods if engagement_16_periods <= 3
                            else -300000
                        ) if engagement_16_periods > 0 else 0,
                        4,
                        0,
                    ),
                    (SAID[41], rounded(engagement_sum, 100) * 100 - engagement_sum, 4, 0),
                    (SAID[42], engagement - rounded(engagement_sum, 100), 2, 0),
                )
                ),
                'doubt': explained(
                (
                    (SAID[43], 1000 if locked_in else 0, 2, 0),
                    (SAID[47], (1000 if returned_twice else 0) if "returned" in log else 0, 2, 0),
                    (SAID[48], (1000 if hard_to_reach else 0) if "called" in log else 0, 2, 0),
                    (SAID[49], (500 if let_go else 0) if "handed_over" in log else 0, 2, 0),
                    (SAID[44], 500 if left_over else 0, 2, 0),
                    (SAID[45], 500 if reads_little else 0, 2, 0),
                    (
                        SAID[50],
                        (
                            (bounced_day_count if bounced_day_count < 2 else 2) * 500
                        ) if "bounced" in log and "handed_over" in log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[46],
                        (1000 * doubt_8_periods if doubt_8_periods <= 2 else 2000) if doubt_8_periods > 0 else 0,
                        2,
                        0,
                    ),
                    (SAID[51], doubt - doubt_sum, 2, 0),
                )
                ),
                'total': explained(
                (
                    (SAID[52], fit * 60, 4, 0),
                    (SAID[53], engagement * 40, 4, 0),
                    (SAID[54], -doubt * 100, 4, 0),
                    (SAID[55], rounded(total_sum, 100) * 100 - total_sum, 4, 0),
                    (SAID[56], total_held - rounded(total_sum, 100), 2, 0),
                    (SAID[57], total - total_held, 2, 0),
                )
                ),
                'trial': explained(
                (
                    (SAID[59], PROFILE_ROWS[profile], 2, trial_1_row),
                    (SAID[60], trial_2, 2, trial_2_row),
                    (SAID[58], 1000 if trial_users > 10 else 0 if trial_users < 0 else trial_users * 100, 2, 0),
                    (SAID[61], used_feature_points if "used_feature" in log else 0, 2, 0),
                    (SAID[62], trial - trial_sum, 2, 0),
                )
                ),
            },
            {
                "decision_maker": decision_maker,
                "daily_user": daily_user,
                "large": large,
                "small": small,
                "ideal_customer": ideal_customer,
                "competitor": competitor,
                "our_own": our_own,
                "student": student,
                "served": served,
                "switching": switching,
                "locked_in": locked_in,
                "old_record": old_record,
                "launch_lead": launch_lead,
                "left_over": left_over,
                "reads_little": reads_little,
                "silent": silent,
                "asks_for_us": asks_for_us_2,
                "lively": lively_2,
                "let_go": let_go_3,
                "hard_to_reach": hard_to_reach_3,
                "unreachable": unreachable,
                "came_back": came_back_3,
                "returned_twice": returned_twice_2,
                "on_trial": on_trial,
                "our_customer": our_customer,
            },
            (
                ("inquiry", True, None),
                (
                    "MQL",
                    (
                        "became_mql" in log
                        and log["became_mql"][-1] >= returned_at_4
                    ) or opted_out is False and (total >= handover_score * 100 or product == "high"),
                    recorded(log["became_mql"], returned_at_4) if "became_mql" in log else None,
                ),
                (
                    "SAL",
                    "accepted" in log and log["accepted"][-1] >= returned_at_4,
                    recorded(log["accepted"], returned_at_4) if "accepted" in log else None,
                ),
                (
                    "SQL",
                    "qualified" in log and log["qualified"][-1] >= returned_at_4,
                    recorded(log["qualified"], returned_at_4) if "qualified" in log else None,
                ),
                (
                    "customer",
                    "won" in log and log["won"][-1] >= returned_at_4,
                    recorded(log["won"], returned_at_4) if "won" in log else None,
                ),
            ),
            {
                "opted_out_lead": opted_out is True,
                "competitor_lead": competitor,
                "own_people": our_own,
                "no_export": not served,
                "academic": student,
                "too_small": too_small,
                "out_of_reach": unreachable,
                "wrong_fit": latest_returned is not NEVER,
                "third_return": returned_count >= 3,
            },
        )
    return new(
        Decision, (
        lead_id,
        as_of,
        {"fit": fit, "engagement": engagement, "doubt": doubt, "total": total, "trial": trial},
        {"profile": profile, "priority": priority, "product": product},
        stage,
        disqualified,
        recycle,
        route,
        tuple(found_2),
        explanation,
    ))


def score_fit(lead: Lead, as_of: int) -> int:
    """Fit alone, in hundredths of a point: it asks for no activity. Raises Refused."""
    (
        _,
        _,
        title,
        _,
        _,
        email_domain,
        employees,
        revenue,
        industry,
        country,
        _,
        source,
        _,
        _,
        _,
        _,
        trial_started,
        _,
        _,
        review_points,
    ) = lead
    if country is None or source is None:
        check(lead)
        raise AssertionError("one of them is unknown")

    # scoring.sla:3: score fit "Fit" from 0 to 100
    # scoring.sla:4: +30 if decision_maker because "They sign."
    decision_maker_2, daily_user_2, _, _ = ABOUT_TITLE[title]
    # definitions.sla:39: define decision_maker "Decision maker"
    fit_sum_3 = 300_000 if decision_maker_2 else 0
    # scoring.sla:5: +10 if daily_user because "They feel the pain, and will run the trial."
    # definitions.sla:43: define daily_user "Works with billing every day"
    if daily_user_2:
        fit_sum_3 += 100_000
    # scoring.sla:6: +25 if ideal_customer
    country_points_2, country_is_ca_or_others_2, _ = ABOUT_COUNTRY[country]
    before_40_days_3 = as_of - 3_456_000_000
    # definitions.sla:56: define ideal_customer "Ideal customer"
    ideal_customer_3 = employees is not None and 50 <= employees <= 5000 and industry in ("fintech", "software") and (
        country_is_ca_or_others_2
        or (decision_maker_2) + (revenue is not None and revenue >= 1_000_000_000) + (
            trial_started is not None
            and before_40_days_3 < trial_started <= as_of
        ) >= 2
    )
    if ideal_customer_3:
        fit_sum_3 += 250_000
    # scoring.sla:7: by employees
    if employees is None:
        pass
    elif employees < 50:
        pass
    elif employees <= 499:
        fit_sum_3 += 150000
    elif employees <= 4999:
        fit_sum_3 += 250000
    else:
        fit_sum_3 += 50000
    # scoring.sla:13: by revenue
    if revenue is None:
        pass
    elif revenue < 50000000:
        fit_sum_3 -= 100000
    elif revenue < 1000000000:
        pass
    else:
        fit_sum_3 += 50000
    # scoring.sla:18: by industry
    fit_sum_3 += INDUSTRY_ROWS.get(industry, 0)
    # scoring.sla:24: by country
    fit_sum_3 += country_points_2
    # scoring.sla:27: +5 if source is referral
    if source == "referral":
        fit_sum_3 += 50000
    # scoring.sla:28: -5 if title is unknown because "Somebody has to look it up before calling."
    if title is None:
        fit_sum_3 -= 50000
    # scoring.sla:29: -10 if email_domain is one of free_mail
    email_domain_is_aol_com_or_others_2, competitor_2, _ = ABOUT_EMAIL_DOMAIN[email_domain]
    if email_domain_is_aol_com_or_others_2:
        fit_sum_3 -= 100_000
    # scoring.sla:30: adds review_points from -10 to 10, 0 when unknown because "People see what records do not...
    if review_points is not None:
        fit_sum_3 += 100000 if review_points > 100000 else -100000 if review_points < -100000 else review_points
    fit_held_3 = 10000 if fit_sum_3 > 1000000 else 0 if fit_sum_3 < 0 else (fit_sum_3 + 50) // 100
    # scoring.sla:31: zero if competitor
    # definitions.sla:68: define competitor "Works for a competitor"
    fit_3 = 0 if competitor_2 else fit_held_3
    return fit_3


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


def month_of(day: int) -> int:
    """Months since year 0, of a day counted from 1970-01-01."""
    found = date.fromordinal(day + EPOCH)
    return found.year * 12 + found.month - 1


def quarter_of(day: int) -> int:
    return month_of(day) // 3


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


def behind(log: Log, rows: Rows, kinds: tuple[str, ...]) -> tuple[Log, Rows]:
    """What follows the latest activity of some kinds, one of which is in the log."""
    last = max([log[kind][-1] for kind in kinds if kind in log])
    left: Log = {}
    for kind, found in log.items():
        if found[-1] > last:
            place = bisect_right(found, last)
            left[kind] = found[place:]
            if kind in rows:
                rows = {**rows, kind: rows[kind][place:]}
    return left, rows


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
    "title": "Acme sales and marketing agreement",
    "version": "2026.4",
    "digest": "sha256:02c1cef24142315a4981e908cf7402a9287de18a99876c8ef7e005cf921d4242",
}
KINDS: dict[str, str] = {
    "viewed_page": "viewed a page",
    "opened_email": "opened an email",
    "clicked_email": "clicked in an email",
    "attended_webinar": "attended a webinar",
    "met_at_event": "met us at an event",
    "joined_partner_event": "joined a partner's event",
    "stayed_away": "registered for an event and stayed away",
    "requested_demo": "asked for a demo",
    "submitted_form": "sent a form",
    "asked_in_chat": "asked in the chat",
    "used_feature": "used a feature",
    "unsubscribed": "unsubscribed",
    "bounced": "could not be reached by email",
    "became_mql": "was qualified by marketing",
    "handed_over": "was handed to sales",
    "replied_in_chat": "was answered in the chat",
    "called": "was called",
    "emailed": "was emailed",
    "on_hold": "asked us to wait",
    "resumed": "is active again",
    "reassigned": "was passed to another salesperson",
    "accepted": "was accepted by sales",
    "returned": "was returned by sales",
    "met": "had the first meeting",
    "qualified": "was qualified by sales",
    "won": "became a customer",
    "lost": "decided against us",
    "offered_to_partner": "was offered to a partner",
    "partner_took": "was taken by the partner",
    "partner_declined": "was declined by the partner",
}
# Of each kind whether it is the lead's own, and whether its values are asked for.
TRAITS = {
    "viewed_page": (True, True), "opened_email": (True, False), "clicked_email": (True, False),
    "attended_webinar": (True, False), "met_at_event": (True, True), "joined_partner_event": (True, False),
    "stayed_away": (True, False), "requested_demo": (True, False), "submitted_form": (True, True),
    "asked_in_chat": (True, False), "used_feature": (True, True), "unsubscribed": (True, False),
    "bounced": (False, False), "became_mql": (False, False), "handed_over": (False, False),
    "replied_in_chat": (False, False), "called": (False, True), "emailed": (False, False), "on_hold": (False, False),
    "resumed": (False, False), "reassigned": (False, False), "accepted": (False, False), "returned": (False, True),
    "met": (False, False), "qualified": (False, False), "won": (False, False), "lost": (False, False),
    "offered_to_partner": (False, False), "partner_took": (False, False), "partner_declined": (False, False),
}
# The first and the last year whose holidays and clocks the agreement knows.
COVERS = (2021, 2036)
# Texts that count as unknown, however they are spelled; blank text is one of them.
UNKNOWN = frozenset({"", "-", "n/a", "unknown"})
EXAMPLE = "{\n  \"lead\": {\n    \"id\": \"example\",\n    \"title\": \"Operations Manager\",\n    \"company\": \"Prairie Software\",\n    \"employees\": 200,\n    \"industry\": \"software\",\n    \"country\": \"US\",\n    \"region\": \"AMER\",\n    \"source\": \"referral\",\n    \"created_at\": \"2026-12-14T09:00:00-05:00\"\n  },\n  \"activities\": [\n    {\n      \"activity\": \"requested_demo\",\n      \"at\": \"2026-12-30T10:00:00-05:00\"\n    }\n  ],\n  \"as_of\": \"2026-12-31T23:59:00-05:00\"\n}"

SAID: tuple[Said, ...] = (
    Said("score fit/1", "rule", "scoring.sla:4", ("The lead meets \u201cDecision maker\u201d",), "They sign."),
    Said("score fit/2", "rule", "scoring.sla:5", ("The lead meets \u201cWorks with billing every day\u201d",), "They feel the pain, and will run the trial."),
    Said("score fit/4", "rule", "scoring.sla:7", ("By the number of employees: below 50", "By the number of employees: 50 to 499", "By the number of employees: 500 to 4,999", "By the number of employees: 5,000 or more", "By the number of employees: unknown", "By the number of employees"), None),
    Said("score fit/5", "rule", "scoring.sla:13", ("By the annual revenue: below 500,000 USD", "By the annual revenue: 500,000 USD to below 10 million USD", "By the annual revenue: 10 million USD or more", "By the annual revenue: unknown", "By the annual revenue"), None),
    Said("score fit/6", "rule", "scoring.sla:18", ("By the industry: Software", "By the industry: Financial technology", "By the industry: Commerce or Media", "By the industry: any other", "By the industry: unknown", "By the industry"), None),
    Said("score fit/7", "rule", "scoring.sla:24", ("By the country: in \u201cCore markets\u201d", "By the country: any other", "By the country"), None),
    Said("score fit/8", "rule", "scoring.sla:27", ("The source is Referral",), None),
    Said("score fit/9", "rule", "scoring.sla:28", ("The job title is unknown",), "Somebody has to look it up before calling."),
    Said("score fit/10", "rule", "scoring.sla:29", ("The email domain is on the list \u201cFree mail domains\u201d",), None),
    Said("score fit/11", "rule", "scoring.sla:30", ("The value of \u201cPoints from the manual review\u201d",), "People see what records do not say."),
    Said("score fit/3", "rule", "scoring.sla:6", ("The lead meets \u201cIdeal customer\u201d",), None),
    Said("score fit", "rounding", "scoring.sla:3", ("Rounded to hundredths",), "Who they are: it changes with the record, not with the day."),
    Said("score fit", "bound", "scoring.sla:3", ("Held between 0 and 100",), "Who they are: it changes with the record, not with the day."),
    Said("score fit/zero 1", "zero", "scoring.sla:31", ("The score is 0 if the lead meets \u201cWorks for a competitor\u201d",), None),
    Said("score engagement/2", "rule", "scoring.sla:42", ("Each time the lead asked for a demo, or sent a form where the form is Contact",), None),
    Said("score engagement/3", "rule", "scoring.sla:43", ("Each time the lead sent a form",), None),
    Said("score engagement/4", "rule", "scoring.sla:47", ("Each time the lead attended a webinar in the last 90 days",), None),
    Said("score engagement/5", "rule", "scoring.sla:48", ("Each time the lead attended a webinar more than 90 days ago",), None),
    Said("score engagement/6", "rule", "scoring.sla:49", ("Each time the lead asked in the chat",), None),
    Said("score engagement/7", "rule", "scoring.sla:50", ("The lead meets \u201cCame back after our call\u201d",), "Whoever looks at prices after a call is thinking about it."),
    Said("score engagement/8", "rule", "scoring.sla:52", ("Each time the lead met us at an event where \u201cHosted by us\u201d is yes",), None),
    Said("score engagement/9", "rule", "scoring.sla:56", ("Each time the lead met us at an event where \u201cHosted by us\u201d is no",), None),
    Said("score engagement/10", "rule", "scoring.sla:57", ("The lead meets \u201cContract with another supplier ends soon\u201d",), "They must choose somebody soon."),
    Said("score engagement/16", "rule", "scoring.sla:77", ("Every 30 days without activity of the lead's own (counted from when the lead was created if it has none)",), None),
    Said("score engagement/11.1", "rule", "scoring.sla:59", ("Each time the lead viewed a page where the page starts with an entry of the list \u201cPages that buyers read\u201d",), None),
    Said("score engagement/11.2", "rule", "scoring.sla:60", ("Each time the lead viewed a page",), None),
    Said("score engagement/11", "limit", "scoring.sla:58", ("\u201cWeb\u201d together: at most 40 points",), None),
    Said("score engagement/15", "rule", "scoring.sla:75", ("The lead viewed a page in the last 30 days where the page starts with \u201c/careers\u201d",), "They want a job."),
    Said("score engagement/12.1", "rule", "scoring.sla:62", ("Each time the lead opened an email",), None),
    Said("score engagement/12.2", "rule", "scoring.sla:63", ("Each time the lead clicked in an email",), None),
    Said("score engagement/12", "limit", "scoring.sla:61", ("\u201cEmail\u201d together: at most 15 points",), None),
    Said("score engagement/13.1", "rule", "scoring.sla:65", ("Each time the lead joined a partner's event",), None),
    Said("score engagement/13.2", "rule", "scoring.sla:66", ("Each time the lead registered for an event and stayed away",), None),
    Said("score engagement/13", "limit", "scoring.sla:64", ("\u201cPartner events\u201d together: from \u221210 to 40 points",), "Partners invite everyone they know."),
    Said("score engagement/13", "counts", "scoring.sla:64", ("50% of \u201cPartner events\u201d left out: it counts 50%",), "Partners invite everyone they know."),
    Said("score engagement/14.1.1", "rule", "scoring.sla:70", ("The lead used a feature at least 3 times in the last 14 days, each feature counted once",), None),
    Said("score engagement/14.1.2", "rule", "scoring.sla:71", ("The lead used a feature at least 3 times in the last 14 days",), None),
    Said("score engagement/14.1.3", "rule", "scoring.sla:72", ("The lead used a feature",), None),
    Said("score engagement/14.2", "rule", "scoring.sla:73", ("The lead used a feature where the feature is \u201cimport\u201d, and this since the trial started",), "Their own data is in."),
    Said("score engagement/14", "limit", "scoring.sla:68", ("\u201cProduct use\u201d together: at most 30 points",), None),
    Said("score engagement/14", "gate", "scoring.sla:68", ("\u201cProduct use\u201d left out: it counts only if the lead meets \u201cOn trial\u201d", "\u201cProduct use\u201d counts only if the lead meets \u201cOn trial\u201d"), None),
    Said("score engagement", "rounding", "scoring.sla:39", ("Rounded to hundredths",), "What they do: it fades when they stop."),
    Said("score engagement", "bound", "scoring.sla:39", ("Held between 0 and 100",), "What they do: it fades when they stop."),
    Said("score doubt/1", "rule", "scoring.sla:81", ("The lead meets \u201cBound to another supplier beyond this agreement\u201d",), "They cannot buy from us before our next agreement."),
    Said("score doubt/5", "rule", "scoring.sla:85", ("The lead meets \u201cLeft over from before this agreement\u201d",), None),
    Said("score doubt/6", "rule", "scoring.sla:86", ("The lead meets \u201cHas hardly read our mail of late\u201d",), None),
    Said("score doubt/8", "rule", "scoring.sla:88", ("Every 90 days without activity of the lead's own",), None),
    Said("score doubt/2", "rule", "scoring.sla:82", ("The lead meets \u201cReturned twice\u201d",), None),
    Said("score doubt/3", "rule", "scoring.sla:83", ("The lead meets \u201cHard to reach\u201d",), None),
    Said("score doubt/4", "rule", "scoring.sla:84", ("The lead meets \u201cHanded over and let go\u201d",), None),
    Said("score doubt/7", "rule", "scoring.sla:87", ("Each time the lead could not be reached by email since it was last handed to sales",), None),
    Said("score doubt", "bound", "scoring.sla:80", ("Held between 0 and 30",), None),
    Said("score fit", "term", "scoring.sla:90", ("60% of Fit",), None),
    Said("score engagement", "term", "scoring.sla:90", ("40% of Engagement",), None),
    Said("score doubt", "term", "scoring.sla:90", ("Minus Doubt",), None),
    Said("score total", "rounding", "scoring.sla:90", ("Rounded to hundredths",), None),
    Said("score total", "bound", "scoring.sla:90", ("Held between 0 and 100",), None),
    Said("score total/zero 1", "zero", "scoring.sla:91", ("The score is 0 if the lead does not meet \u201cIn a country that we sell to\u201d",), "Export rules."),
    Said("score trial/3", "rule", "scoring.sla:108", ("The value of \u201cUsers on the trial\u201d",), None),
    Said("score trial/1", "rule", "scoring.sla:100", ("By Profile: Strong", "By Profile: Medium", "By Profile: Weak", "By Profile"), None),
    Said("score trial/2", "rule", "scoring.sla:104", ("By Engagement: below 20", "By Engagement: 20 to below 50", "By Engagement: 50 to 100", "By Engagement"), None),
    Said("score trial/4", "rule", "scoring.sla:109", ("Each time the lead used a feature in the last 14 days",), None),
    Said("score trial", "bound", "scoring.sla:99", ("Held between 0 and 100",), None),
)

TITLE = frozenset({"ceo", "cfo", "chief", "coo", "cro", "founder", "head", "owner", "president", "vp"})
TITLE_2 = frozenset({"intern", "trainee"})
INDUSTRY_ROWS = {"software": 200000, "fintech": 150000, "commerce": 50000, "media": 50000, None: 0}
INDUSTRY_ROWS_2 = {"software": 0, "fintech": 1, "commerce": 2, "media": 2, None: 4}
COUNTRY_POINTS = {"us": 50000, "ca": 50000, "gb": 50000, "ie": 50000}
COUNTRY = frozenset({"cu", "ir", "kp", "sy"})
COUNTRY_FOLDED_ROWS = {"us": 0, "ca": 0, "gb": 0, "ie": 0}
EMAIL_DOMAIN = frozenset({
    "aol.com", "gmail.com", "gmx.net", "hotmail.com", "icloud.com", "outlook.com", "proton.me", "yahoo.com",
})
EMAIL_DOMAIN_2 = frozenset({
    "billmore.example", "invoicely.example", "ledgerline.example", "quotapay.example", "tallybird.example",
})
FORM_2_ROWS = {"contact": 0, "guide": 1000, "newsletter": 200}
PATH = frozenset({"/compare", "/pricing", "/sales", "/security"})
EVENT_ROWS = {"conference": 1500, "dinner": 2000, "booth": 500}
PROFILE_ROWS = {"strong": 3000, "medium": 1500, "weak": 0}
PROFILE_ROWS_2 = {"strong": 0, "medium": 1, "weak": 2}
ROUTE_SECOND_LOOK = Route("second_look", "sales", None, "sales")
ROUTE_ACCOUNT_TEAM = Route("account_team", "executives", None, "executives")
ROUTE_PARTNER_DESK = Route("partner_desk", "partners", None, "partners")
ENTERPRISE_PEOPLE = ("ana", "ben", "chloe")
ROUTE_EVERYONE_ELSE = Route("everyone_else", "sales", None, "sales")
REGION_ROWS = {"EMEA": 0, "APAC": 1}


# --------------------------------------------------------------------------------------- What the policy asks of texts

def about_title(given: str | None) -> tuple[bool, bool, bool, bool]:
    """Job title: what the policy asks of this text."""
    folded = None if given is None else fold(given)
    parted = words(folded) if folded else []
    return (
        not TITLE.isdisjoint(parted),
        folded is not None and (
            "accounts" in folded
            or "billing" in folded
            or "finance" in folded
            or "revenue" in folded
        ),
        "student" in parted,
        not TITLE_2.isdisjoint(parted),
    )


ABOUT_TITLE = Remembered(about_title)


def about_country(given: str) -> tuple[int, bool, bool]:
    """Country: what the policy asks of this text."""
    folded = fold(given)
    return (
        COUNTRY_POINTS.get(folded, 0),
        folded in ("ca", "us"),
        folded not in COUNTRY,
    )


ABOUT_COUNTRY = Remembered(about_country)


def about_email_domain(given: str | None) -> tuple[bool, bool, bool]:
    """Email domain: what the policy asks of this text."""
    folded = None if given is None else fold(given)
    return (
        folded in EMAIL_DOMAIN,
        folded in EMAIL_DOMAIN_2,
        folded is not None and folded.endswith((".ac.uk", ".edu")),
    )


ABOUT_EMAIL_DOMAIN = Remembered(about_email_domain)


def about_viewed_page_path(given: str | None) -> tuple[bool, bool, bool]:
    """Page: what the policy asks of this text."""
    folded = None if given is None else fold(given)
    return (
        folded in PATH,
        folded is not None and folded.startswith(("/compare", "/pricing", "/sales", "/security")),
        folded is not None and folded.startswith("/careers"),
    )


ABOUT_VIEWED_PAGE_PATH = Remembered(about_viewed_page_path)


def about_used_feature_feature(given: str | None) -> tuple[bool]:
    """Feature: what the policy asks of this text."""
    folded = None if given is None else fold(given)
    return (
        folded == "import",
    )


ABOUT_USED_FEATURE_FEATURE = Remembered(about_used_feature_feature)


def about_email(given: str | None) -> tuple[bool]:
    """Email: what the policy asks of this text."""
    folded = None if given is None else fold(given)
    return (
        folded is not None and folded.endswith("@acme.example"),
    )


ABOUT_EMAIL = Remembered(about_email)


def about_company(given: str) -> tuple[bool]:
    """Company: what the policy asks of this text."""
    folded = fold(given)
    return (
        "university" in folded,
    )


ABOUT_COMPANY = Remembered(about_company)


# ------------------------------------------------------------------------------------ Time zones, calendars and clocks

# America/New_York
ZONE_SINCE = (
    -31518000000, -21488400000, -5767200000, 9961200000, 25682400000, 41410800000, 57736800000, 73465200000,
    89186400000, 104914800000, 120636000000, 126687600000, 152085600000, 162370800000, 183535200000, 199263600000,
    215589600000, 230713200000, 247039200000, 262767600000, 278488800000, 294217200000, 309938400000, 325666800000,
    341388000000, 357116400000, 372837600000, 388566000000, 404892000000, 420015600000, 436341600000, 452070000000,
    467791200000, 483519600000, 499240800000, 514969200000, 530690400000, 544604400000, 562140000000, 576054000000,
    594194400000, 607503600000, 625644000000, 638953200000, 657093600000, 671007600000, 688543200000, 702457200000,
    719992800000, 733906800000, 752047200000, 765356400000, 783496800000, 796806000000, 814946400000, 828860400000,
    846396000000, 860310000000, 877845600000, 891759600000, 909295200000, 923209200000, 941349600000, 954658800000,
    972799200000, 986108400000, 1004248800000, 1018162800000, 1035698400000, 1049612400000, 1067148000000,
    1081062000000, 1099202400000, 1112511600000, 1130652000000, 1143961200000, 1162101600000, 1173596400000,
    1194156000000, 1205046000000, 1225605600000, 1236495600000, 1257055200000, 1268550000000, 1289109600000,
    1299999600000, 1320559200000, 1331449200000, 1352008800000, 1362898800000, 1383458400000, 1394348400000,
    1414908000000, 1425798000000, 1446357600000, 1457852400000, 1478412000000, 1489302000000, 1509861600000,
    1520751600000, 1541311200000, 1552201200000, 1572760800000, 1583650800000, 1604210400000, 1615705200000,
    1636264800000, 1647154800000, 1667714400000, 1678604400000, 1699164000000, 1710054000000, 1730613600000,
    1741503600000, 1762063200000, 1772953200000, 1793512800000, 1805007600000, 1825567200000, 1836457200000,
    1857016800000, 1867906800000, 1888466400000, 1899356400000, 1919916000000, 1930806000000, 1951365600000,
    1962860400000, 1983420000000, 1994310000000, 2014869600000, 2025759600000, 2046319200000, 2057209200000,
    2077768800000, 2088658800000, 2109218400000, 2120108400000, 2140668000000, 2152162800000, 2172722400000,
    2183612400000, 2204172000000, 2215062000000, 2235621600000, 2246511600000, 2267071200000, 2277961200000,
    2298520800000, 2309410800000, 2329970400000, 2341465200000, 2362024800000, 2372914800000, 2393474400000,
    2404364400000, 2424924000000, 2435814000000, 2456373600000, 2467263600000, 2487823200000, 2499318000000,
    2519877600000, 2530767600000, 2551327200000, 2562217200000, 2582776800000, 2593666800000, 2614226400000,
    2625116400000, 2645676000000, 2656566000000, 2677125600000, 2688620400000, 2709180000000, 2720070000000,
    2740629600000, 2751519600000, 2772079200000, 2782969200000, 2803528800000, 2814418800000, 2834978400000,
    2846473200000, 2867032800000, 2877922800000, 2898482400000, 2909372400000, 2929932000000, 2940822000000,
    2961381600000, 2972271600000, 2992831200000, 3003721200000, 3024280800000, 3035775600000, 3056335200000,
    3067225200000, 3087784800000, 3098674800000, 3119234400000, 3130124400000, 3150684000000, 3161574000000,
    3182133600000, 3193023600000, 3213583200000, 3225078000000, 3245637600000, 3256527600000, 3277087200000,
    3287977200000, 3308536800000, 3319426800000, 3339986400000, 3350876400000, 3371436000000, 3382930800000,
    3403490400000, 3414380400000, 3434940000000, 3445830000000, 3466389600000, 3477279600000, 3497839200000,
    3508729200000, 3529288800000, 3540178800000, 3560738400000, 3572233200000, 3592792800000, 3603682800000,
    3624242400000, 3635132400000, 3655692000000, 3666582000000, 3687141600000, 3698031600000, 3718591200000,
    3730086000000, 3750645600000, 3761535600000, 3782095200000, 3792985200000, 3813544800000, 3824434800000,
    3844994400000, 3855884400000, 3876444000000, 3887334000000, 3907893600000, 3919388400000, 3939948000000,
    3950838000000, 3971397600000, 3982287600000, 4002847200000, 4013737200000, 4034296800000, 4045186800000,
    4065746400000, 4076636400000, 4097196000000, 4108690800000, 4129250400000, 4140140400000, 4160700000000,
    4171590000000, 4192149600000, 4203039600000, 4223599200000, 4234489200000, 4255048800000, 4265938800000,
    4286498400000, 4297993200000, 4318552800000, 4329442800000, 4350002400000, 4360892400000, 4381452000000,
    4392342000000, 4412901600000, 4423791600000, 4444351200000, 4455241200000, 4475800800000, 4487295600000,
    4507855200000, 4518745200000, 4539304800000, 4550194800000, 4570754400000, 4581644400000, 4602204000000,
    4613094000000, 4633653600000, 4645148400000, 4665708000000, 4676598000000, 4697157600000, 4708047600000,
    4728607200000, 4739497200000, 4760056800000, 4770946800000, 4791506400000, 4802396400000, 4822956000000,
    4834450800000, 4855010400000, 4865900400000, 4886460000000, 4897350000000, 4917909600000, 4928799600000,
    4949359200000, 4960249200000, 4980808800000, 4992303600000, 5012863200000, 5023753200000, 5044312800000,
    5055202800000, 5075762400000, 5086652400000, 5107212000000, 5118102000000, 5138661600000, 5149551600000,
    5170111200000, 5181606000000, 5202165600000, 5213055600000, 5233615200000, 5244505200000, 5265064800000,
    5275954800000, 5296514400000, 5307404400000, 5327964000000, 5338854000000, 5359413600000, 5370908400000,
    5391468000000, 5402358000000, 5422917600000, 5433807600000, 5454367200000, 5465257200000, 5485816800000,
    5496706800000, 5517266400000, 5528761200000, 5549320800000, 5560210800000, 5580770400000, 5591660400000,
    5612220000000, 5623110000000, 5643669600000, 5654559600000, 5675119200000, 5686009200000, 5706568800000,
    5718063600000, 5738623200000, 5749513200000, 5770072800000, 5780962800000, 5801522400000, 5812412400000,
    5832972000000, 5843862000000, 5864421600000, 5875916400000, 5896476000000, 5907366000000, 5927925600000,
    5938815600000, 5959375200000, 5970265200000, 5990824800000, 6001714800000, 6022274400000, 6033164400000,
    6053724000000, 6065218800000, 6085778400000, 6096668400000, 6117228000000, 6128118000000, 6148677600000,
    6159567600000, 6180127200000, 6191017200000, 6211576800000, 6222466800000, 6243026400000, 6254521200000,
    6275080800000, 6285970800000, 6306530400000, 6317420400000, 6337980000000, 6348870000000, 6369429600000,
    6380319600000, 6400879200000, 6412374000000, 6432933600000, 6443823600000, 6464383200000, 6475273200000,
    6495832800000, 6506722800000, 6527282400000, 6538172400000, 6558732000000, 6569622000000, 6590181600000,
    6601676400000, 6622236000000, 6633126000000, 6653685600000, 6664575600000, 6685135200000, 6696025200000,
    6716584800000, 6727474800000, 6748034400000, 6759529200000, 6780088800000, 6790978800000, 6811538400000,
    6822428400000, 6842988000000, 6853878000000, 6874437600000, 6885327600000, 6905887200000, 6916777200000,
    6937336800000, 6948831600000, 6969391200000, 6980281200000, 7000840800000, 7011730800000, 7032290400000,
    7043180400000, 7063740000000, 7074630000000, 7095189600000, 7106079600000, 7126639200000, 7138134000000,
    7158693600000, 7169583600000, 7190143200000, 7201033200000, 7221592800000, 7232482800000, 7253042400000,
    7263932400000, 7284492000000, 7295382000000, 7315941600000, 7327436400000, 7347996000000, 7358886000000,
    7379445600000,
)
ZONE_AHEAD = (
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000,
)
ZONE = Zone(ZONE_SINCE, ZONE_AHEAD)
SINCE, AHEAD = ZONE_SINCE, ZONE_AHEAD
LEAD = declared({
    "full_name": Field("Name", "text"),
    "title": Field("Job title", "text"),
    "company": Field("Company", "text", required=True),
    "email": Field("Email", "text"),
    "email_domain": Field("Email domain", "text"),
    "employees": Field("Number of employees", "number"),
    "revenue": Field("Annual revenue", "number", places=2, currency="USD"),
    "industry": Field(
        "Industry", "choice",
        choices={"software": "Software", "fintech": "Financial technology", "commerce": "Commerce", "media": "Media", "other": "Other"},
    ),
    "country": Field("Country", "text", required=True),
    "region": Field("Region", "choice", required=True, choices={"AMER": "AMER", "EMEA": "EMEA", "APAC": "APAC"}),
    "source": Field(
        "Source", "choice", default="website",
        choices={"website": "Website", "event": "Event", "referral": "Referral", "rest": "Other"}, otherwise="rest",
    ),
    "brought_by": Field("Brought by partner", "text"),
    "last_rep": Field("Last salesperson", "text"),
    "opted_out": Field("Has opted out", "flag", default=False),
    "created_at": Field("Created", "time", required=True),
    "trial_started": Field("Trial started", "time"),
    "trial_users": Field("Users on the trial", "number", default=0),
    "contract_end": Field("Contract with another supplier ends", "date"),
    "review_points": Field("Points from the manual review", "number", places=4),
})
ACTIVITIES: dict[str, Fields] = {
    "viewed_page": declared({
        "path": Field("Page", "text"),
        "seconds": Field("Seconds on the page", "number", default=0),
    }),
    "opened_email": declared({}),
    "clicked_email": declared({}),
    "attended_webinar": declared({}),
    "met_at_event": declared({
        "event": Field(
            "Event", "choice", required=True,
            choices={"conference": "Conference", "dinner": "Dinner", "booth": "Trade fair booth"},
        ),
        "ours": Field("Hosted by us", "flag", default=False),
    }),
    "joined_partner_event": declared({}),
    "stayed_away": declared({}),
    "requested_demo": declared({}),
    "submitted_form": declared({
        "form": Field(
            "Form", "choice", required=True,
            choices={"contact": "Contact", "guide": "Buyer's guide", "newsletter": "Newsletter"},
        ),
    }),
    "asked_in_chat": declared({}),
    "used_feature": declared({
        "feature": Field("Feature", "text"),
    }),
    "unsubscribed": declared({}),
    "bounced": declared({}),
    "became_mql": declared({}),
    "handed_over": declared({}),
    "replied_in_chat": declared({}),
    "called": declared({
        "outcome": Field(
            "Outcome", "choice", required=True,
            choices={"spoke": "Spoke to them", "message": "Message", "no_answer": "No answer", "wrong_number": "Wrong number"},
        ),
    }),
    "emailed": declared({}),
    "on_hold": declared({}),
    "resumed": declared({}),
    "reassigned": declared({}),
    "accepted": declared({}),
    "returned": declared({
        "reason": Field(
            "Reason", "choice", required=True,
            choices={"not_now": "Not now", "no_budget": "No budget", "no_reply": "No reply", "chose_another": "Chose another", "wrong_fit": "Wrong fit"},
        ),
    }),
    "met": declared({}),
    "qualified": declared({}),
    "won": declared({}),
    "lost": declared({}),
    "offered_to_partner": declared({}),
    "partner_took": declared({}),
    "partner_declined": declared({}),
}
# America/New_York
ZONE_1_SINCE = (
    1577854800000, 1583650800000, 1604210400000, 1615705200000, 1636264800000, 1647154800000, 1667714400000,
    1678604400000, 1699164000000, 1710054000000, 1730613600000, 1741503600000, 1762063200000, 1772953200000,
    1793512800000, 1805007600000, 1825567200000, 1836457200000, 1857016800000, 1867906800000, 1888466400000,
    1899356400000, 1919916000000, 1930806000000, 1951365600000, 1962860400000, 1983420000000, 1994310000000,
    2014869600000, 2025759600000, 2046319200000, 2057209200000, 2077768800000, 2088658800000, 2109218400000,
    2120108400000, 2140668000000,
)
ZONE_1_AHEAD = (
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000,
)
ZONE_1 = Zone(ZONE_1_SINCE, ZONE_1_AHEAD)
CALENDAR_office = Calendar(
    "office", "New York office", ZONE_1, 2021, 2036,
    # open minutes of Monday to Sunday
    (((480, 720), (780, 1050)), ((480, 720), (780, 1050)), ((480, 720), (780, 1050)), ((480, 720), (780, 1050)), ((480, 720), (780, 960)), (), ()),
    {
        "2021-01-01": (),  # New Year's Day
        "2021-01-18": (),  # Martin Luther King Jr. Day
        "2021-02-12": (),  # Lincoln's Birthday
        "2021-02-15": (),  # Susan B. Anthony Day; Washington's Birthday
        "2021-05-31": (),  # Memorial Day
        "2021-06-18": (),  # Juneteenth National Independence Day (observed)
        "2021-07-05": (),  # Independence Day (observed)
        "2021-09-06": (),  # Labor Day
        "2021-10-11": (),  # Columbus Day
        "2021-11-02": (),  # Election Day
        "2021-11-11": (),  # Veterans Day
        "2021-11-25": (),  # Thanksgiving Day
        "2021-12-24": (),  # Christmas Day (observed)
        "2021-12-31": (),  # New Year's Day (observed)
        "2022-01-17": (),  # Martin Luther King Jr. Day
        "2022-02-11": (),  # Lincoln's Birthday (observed)
        "2022-02-15": (),  # Susan B. Anthony Day
        "2022-02-21": (),  # Washington's Birthday
        "2022-05-30": (),  # Memorial Day
        "2022-06-20": (),  # Juneteenth National Independence Day (observed)
        "2022-07-04": (),  # Independence Day
        "2022-09-05": (),  # Labor Day
        "2022-10-10": (),  # Columbus Day
        "2022-11-08": (),  # Election Day
        "2022-11-11": (),  # Veterans Day
        "2022-11-24": (),  # Thanksgiving Day
        "2022-12-26": (),  # Christmas Day (observed)
        "2023-01-02": (),  # New Year's Day (observed)
        "2023-01-16": (),  # Martin Luther King Jr. Day
        "2023-02-13": (),  # Lincoln's Birthday (observed)
        "2023-02-15": (),  # Susan B. Anthony Day
        "2023-02-20": (),  # Washington's Birthday
        "2023-05-29": (),  # Memorial Day
        "2023-06-19": (),  # Juneteenth National Independence Day
        "2023-07-04": (),  # Independence Day
        "2023-09-04": (),  # Labor Day
        "2023-10-09": (),  # Columbus Day
        "2023-11-07": (),  # Election Day
        "2023-11-10": (),  # Veterans Day (observed)
        "2023-11-23": (),  # Thanksgiving Day
        "2023-12-25": (),  # Christmas Day
        "2024-01-01": (),  # New Year's Day
        "2024-01-15": (),  # Martin Luther King Jr. Day
        "2024-02-12": (),  # Lincoln's Birthday
        "2024-02-15": (),  # Susan B. Anthony Day
        "2024-02-19": (),  # Washington's Birthday
        "2024-05-27": (),  # Memorial Day
        "2024-06-19": (),  # Juneteenth National Independence Day
        "2024-07-04": (),  # Independence Day
        "2024-09-02": (),  # Labor Day
        "2024-10-14": (),  # Columbus Day
        "2024-11-05": (),  # Election Day
        "2024-11-11": (),  # Veterans Day
        "2024-11-28": (),  # Thanksgiving Day
        "2024-12-25": (),  # Christmas Day
        "2025-01-01": (),  # New Year's Day
        "2025-01-20": (),  # Martin Luther King Jr. Day
        "2025-02-12": (),  # Lincoln's Birthday
        "2025-02-17": (),  # Washington's Birthday
        "2025-05-26": (),  # Memorial Day
        "2025-06-19": (),  # Juneteenth National Independence Day
        "2025-07-04": (),  # Independence Day
        "2025-09-01": (),  # Labor Day
        "2025-10-13": (),  # Columbus Day
        "2025-11-04": (),  # Election Day
        "2025-11-11": (),  # Veterans Day
        "2025-11-27": (),  # Thanksgiving Day
        "2025-12-25": (),  # Christmas Day
        "2026-01-01": (),  # New Year's Day
        "2026-01-19": (),  # Martin Luther King Jr. Day
        "2026-02-12": (),  # Lincoln's Birthday
        "2026-02-16": (),  # Washington's Birthday
        "2026-05-25": (),  # Memorial Day
        "2026-06-19": (),  # Juneteenth National Independence Day
        "2026-07-03": (),  # Independence Day (observed)
        "2026-09-07": (),  # Labor Day
        "2026-10-12": (),  # Columbus Day
        "2026-11-03": (),  # Election Day
        "2026-11-11": (),  # Veterans Day
        "2026-11-26": (),  # Thanksgiving Day
        "2026-12-19": ((540, 720),),
        "2026-12-24": (),  # Christmas Eve
        "2026-12-25": (),  # Christmas Day
        "2026-12-31": (),  # New Year's Eve
        "2027-01-01": (),  # New Year's Day
        "2027-01-18": (),  # Martin Luther King Jr. Day
        "2027-02-12": (),  # Lincoln's Birthday
        "2027-02-15": (),  # Susan B. Anthony Day; Washington's Birthday
        "2027-05-31": (),  # Memorial Day
        "2027-06-18": (),  # Juneteenth National Independence Day (observed)
        "2027-06-28": (),  # Company week
        "2027-06-29": (),  # Company week
        "2027-06-30": (),  # Company week
        "2027-07-01": (),  # Company week
        "2027-07-02": (),  # Company week
        "2027-07-05": (),  # Independence Day (observed)
        "2027-09-06": (),  # Labor Day
        "2027-10-11": (),  # Columbus Day
        "2027-11-02": (),  # Election Day
        "2027-11-11": (),  # Veterans Day
        "2027-11-25": (),  # Thanksgiving Day
        "2027-12-24": (),  # Christmas Day (observed)
        "2027-12-31": (),  # New Year's Day (observed)
        "2028-01-17": (),  # Martin Luther King Jr. Day
        "2028-02-11": (),  # Lincoln's Birthday (observed)
        "2028-02-15": (),  # Susan B. Anthony Day
        "2028-02-21": (),  # Washington's Birthday
        "2028-05-29": (),  # Memorial Day
        "2028-06-19": (),  # Juneteenth National Independence Day
        "2028-07-04": (),  # Independence Day
        "2028-09-04": (),  # Labor Day
        "2028-10-09": (),  # Columbus Day
        "2028-11-07": (),  # Election Day
        "2028-11-10": (),  # Veterans Day (observed)
        "2028-11-23": (),  # Thanksgiving Day
        "2028-12-25": (),  # Christmas Day
        "2029-01-01": (),  # New Year's Day
        "2029-01-15": (),  # Martin Luther King Jr. Day
        "2029-02-12": (),  # Lincoln's Birthday
        "2029-02-15": (),  # Susan B. Anthony Day
        "2029-02-19": (),  # Washington's Birthday
        "2029-05-28": (),  # Memorial Day
        "2029-06-19": (),  # Juneteenth National Independence Day
        "2029-07-04": (),  # Independence Day
        "2029-09-03": (),  # Labor Day
        "2029-10-08": (),  # Columbus Day
        "2029-11-06": (),  # Election Day
        "2029-11-12": (),  # Veterans Day (observed)
        "2029-11-22": (),  # Thanksgiving Day
        "2029-12-25": (),  # Christmas Day
        "2030-01-01": (),  # New Year's Day
        "2030-01-21": (),  # Martin Luther King Jr. Day
        "2030-02-12": (),  # Lincoln's Birthday
        "2030-02-15": (),  # Susan B. Anthony Day
        "2030-02-18": (),  # Washington's Birthday
        "2030-05-27": (),  # Memorial Day
        "2030-06-19": (),  # Juneteenth National Independence Day
        "2030-07-04": (),  # Independence Day
        "2030-09-02": (),  # Labor Day
        "2030-10-14": (),  # Columbus Day
        "2030-11-05": (),  # Election Day
        "2030-11-11": (),  # Veterans Day
        "2030-11-28": (),  # Thanksgiving Day
        "2030-12-25": (),  # Christmas Day
        "2031-01-01": (),  # New Year's Day
        "2031-01-20": (),  # Martin Luther King Jr. Day
        "2031-02-12": (),  # Lincoln's Birthday
        "2031-02-17": (),  # Washington's Birthday
        "2031-05-26": (),  # Memorial Day
        "2031-06-19": (),  # Juneteenth National Independence Day
        "2031-07-04": (),  # Independence Day
        "2031-09-01": (),  # Labor Day
        "2031-10-13": (),  # Columbus Day
        "2031-11-04": (),  # Election Day
        "2031-11-11": (),  # Veterans Day
        "2031-11-27": (),  # Thanksgiving Day
        "2031-12-25": (),  # Christmas Day
        "2032-01-01": (),  # New Year's Day
        "2032-01-19": (),  # Martin Luther King Jr. Day
        "2032-02-12": (),  # Lincoln's Birthday
        "2032-02-16": (),  # Washington's Birthday
        "2032-05-31": (),  # Memorial Day
        "2032-06-18": (),  # Juneteenth National Independence Day (observed)
        "2032-07-05": (),  # Independence Day (observed)
        "2032-09-06": (),  # Labor Day
        "2032-10-11": (),  # Columbus Day
        "2032-11-02": (),  # Election Day
        "2032-11-11": (),  # Veterans Day
        "2032-11-25": (),  # Thanksgiving Day
        "2032-12-24": (),  # Christmas Day (observed)
        "2032-12-31": (),  # New Year's Day (observed)
        "2033-01-17": (),  # Martin Luther King Jr. Day
        "2033-02-11": (),  # Lincoln's Birthday (observed)
        "2033-02-15": (),  # Susan B. Anthony Day
        "2033-02-21": (),  # Washington's Birthday
        "2033-05-30": (),  # Memorial Day
        "2033-06-20": (),  # Juneteenth National Independence Day (observed)
        "2033-07-04": (),  # Independence Day
        "2033-09-05": (),  # Labor Day
        "2033-10-10": (),  # Columbus Day
        "2033-11-08": (),  # Election Day
        "2033-11-11": (),  # Veterans Day
        "2033-11-24": (),  # Thanksgiving Day
        "2033-12-26": (),  # Christmas Day (observed)
        "2034-01-02": (),  # New Year's Day (observed)
        "2034-01-16": (),  # Martin Luther King Jr. Day
        "2034-02-13": (),  # Lincoln's Birthday (observed)
        "2034-02-15": (),  # Susan B. Anthony Day
        "2034-02-20": (),  # Washington's Birthday
        "2034-05-29": (),  # Memorial Day
        "2034-06-19": (),  # Juneteenth National Independence Day
        "2034-07-04": (),  # Independence Day
        "2034-09-04": (),  # Labor Day
        "2034-10-09": (),  # Columbus Day
        "2034-11-07": (),  # Election Day
        "2034-11-10": (),  # Veterans Day (observed)
        "2034-11-23": (),  # Thanksgiving Day
        "2034-12-25": (),  # Christmas Day
        "2035-01-01": (),  # New Year's Day
        "2035-01-15": (),  # Martin Luther King Jr. Day
        "2035-02-12": (),  # Lincoln's Birthday
        "2035-02-15": (),  # Susan B. Anthony Day
        "2035-02-19": (),  # Washington's Birthday
        "2035-05-28": (),  # Memorial Day
        "2035-06-19": (),  # Juneteenth National Independence Day
        "2035-07-04": (),  # Independence Day
        "2035-09-03": (),  # Labor Day
        "2035-10-08": (),  # Columbus Day
        "2035-11-06": (),  # Election Day
        "2035-11-12": (),  # Veterans Day (observed)
        "2035-11-22": (),  # Thanksgiving Day
        "2035-12-25": (),  # Christmas Day
        "2036-01-01": (),  # New Year's Day
        "2036-01-21": (),  # Martin Luther King Jr. Day
        "2036-02-12": (),  # Lincoln's Birthday
        "2036-02-15": (),  # Susan B. Anthony Day
        "2036-02-18": (),  # Washington's Birthday
        "2036-05-26": (),  # Memorial Day
        "2036-06-19": (),  # Juneteenth National Independence Day
        "2036-07-04": (),  # Independence Day
        "2036-09-01": (),  # Labor Day
        "2036-10-13": (),  # Columbus Day
        "2036-11-04": (),  # Election Day
        "2036-11-11": (),  # Veterans Day
        "2036-11-27": (),  # Thanksgiving Day
        "2036-12-25": (),  # Christmas Day
    },
)
# Europe/London
ZONE_2_SINCE = (
    1577836800000, 1585443600000, 1603587600000, 1616893200000, 1635642000000, 1648342800000, 1667091600000,
    1679792400000, 1698541200000, 1711846800000, 1729990800000, 1743296400000, 1761440400000, 1774746000000,
    1792890000000, 1806195600000, 1824944400000, 1837645200000, 1856394000000, 1869094800000, 1887843600000,
    1901149200000, 1919293200000, 1932598800000, 1950742800000, 1964048400000, 1982797200000, 1995498000000,
    2014246800000, 2026947600000, 2045696400000, 2058397200000, 2077146000000, 2090451600000, 2108595600000,
    2121901200000, 2140045200000,
)
ZONE_2_AHEAD = (
    0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
)
ZONE_2 = Zone(ZONE_2_SINCE, ZONE_2_AHEAD)
CALENDAR_london = Calendar(
    "london", "London office", ZONE_2, 2021, 2036,
    # open minutes of Monday to Sunday
    (((540, 1050),), ((540, 1050),), ((540, 1050),), ((540, 1050),), ((540, 1050),), (), ()),
    {
        "2021-01-01": (),  # New Year's Day
        "2021-04-02": (),  # Good Friday
        "2021-04-05": (),  # Easter Monday
        "2021-05-03": (),  # May Day
        "2021-05-31": (),  # Spring Bank Holiday
        "2021-08-30": (),  # Late Summer Bank Holiday
        "2021-12-27": (),  # Christmas Day (observed)
        "2021-12-28": (),  # Boxing Day (observed)
        "2022-01-03": (),  # New Year's Day (observed)
        "2022-04-15": (),  # Good Friday
        "2022-04-18": (),  # Easter Monday
        "2022-05-02": (),  # May Day
        "2022-06-02": (),  # Spring Bank Holiday
        "2022-06-03": (),  # Platinum Jubilee of Elizabeth II
        "2022-08-29": (),  # Late Summer Bank Holiday
        "2022-09-19": (),  # State Funeral of Queen Elizabeth II
        "2022-12-26": (),  # Boxing Day
        "2022-12-27": (),  # Christmas Day (observed)
        "2023-01-02": (),  # New Year's Day (observed)
        "2023-04-07": (),  # Good Friday
        "2023-04-10": (),  # Easter Monday
        "2023-05-01": (),  # May Day
        "2023-05-08": (),  # Coronation of Charles III
        "2023-05-29": (),  # Spring Bank Holiday
        "2023-08-28": (),  # Late Summer Bank Holiday
        "2023-12-25": (),  # Christmas Day
        "2023-12-26": (),  # Boxing Day
        "2024-01-01": (),  # New Year's Day
        "2024-03-29": (),  # Good Friday
        "2024-04-01": (),  # Easter Monday
        "2024-05-06": (),  # May Day
        "2024-05-27": (),  # Spring Bank Holiday
        "2024-08-26": (),  # Late Summer Bank Holiday
        "2024-12-25": (),  # Christmas Day
        "2024-12-26": (),  # Boxing Day
        "2025-01-01": (),  # New Year's Day
        "2025-04-18": (),  # Good Friday
        "2025-04-21": (),  # Easter Monday
        "2025-05-05": (),  # May Day
        "2025-05-26": (),  # Spring Bank Holiday
        "2025-08-25": (),  # Late Summer Bank Holiday
        "2025-12-25": (),  # Christmas Day
        "2025-12-26": (),  # Boxing Day
        "2026-01-01": (),  # New Year's Day
        "2026-04-03": (),  # Good Friday
        "2026-04-06": (),  # Easter Monday
        "2026-05-04": (),  # May Day
        "2026-05-25": (),  # Spring Bank Holiday
        "2026-08-31": (),  # Late Summer Bank Holiday
        "2026-12-25": (),  # Christmas Day
        "2026-12-28": (),  # Boxing Day (observed)
        "2027-01-01": (),  # New Year's Day
        "2027-03-26": (),  # Good Friday
        "2027-03-29": (),  # Easter Monday
        "2027-05-03": (),  # May Day
        "2027-05-31": (),  # Spring Bank Holiday
        "2027-08-30": (),  # Late Summer Bank Holiday
        "2027-12-27": (),  # Christmas Day (observed)
        "2027-12-28": (),  # Boxing Day (observed)
        "2028-01-03": (),  # New Year's Day (observed)
        "2028-04-14": (),  # Good Friday
        "2028-04-17": (),  # Easter Monday
        "2028-05-01": (),  # May Day
        "2028-05-29": (),  # Spring Bank Holiday
        "2028-08-28": (),  # Late Summer Bank Holiday
        "2028-12-25": (),  # Christmas Day
        "2028-12-26": (),  # Boxing Day
        "2029-01-01": (),  # New Year's Day
        "2029-03-30": (),  # Good Friday
        "2029-04-02": (),  # Easter Monday
        "2029-05-07": (),  # May Day
        "2029-05-28": (),  # Spring Bank Holiday
        "2029-08-27": (),  # Late Summer Bank Holiday
        "2029-12-25": (),  # Christmas Day
        "2029-12-26": (),  # Boxing Day
        "2030-01-01": (),  # New Year's Day
        "2030-04-19": (),  # Good Friday
        "2030-04-22": (),  # Easter Monday
        "2030-05-06": (),  # May Day
        "2030-05-27": (),  # Spring Bank Holiday
        "2030-08-26": (),  # Late Summer Bank Holiday
        "2030-12-25": (),  # Christmas Day
        "2030-12-26": (),  # Boxing Day
        "2031-01-01": (),  # New Year's Day
        "2031-04-11": (),  # Good Friday
        "2031-04-14": (),  # Easter Monday
        "2031-05-05": (),  # May Day
        "2031-05-26": (),  # Spring Bank Holiday
        "2031-08-25": (),  # Late Summer Bank Holiday
        "2031-12-25": (),  # Christmas Day
        "2031-12-26": (),  # Boxing Day
        "2032-01-01": (),  # New Year's Day
        "2032-03-26": (),  # Good Friday
        "2032-03-29": (),  # Easter Monday
        "2032-05-03": (),  # May Day
        "2032-05-31": (),  # Spring Bank Holiday
        "2032-08-30": (),  # Late Summer Bank Holiday
        "2032-12-27": (),  # Christmas Day (observed)
        "2032-12-28": (),  # Boxing Day (observed)
        "2033-01-03": (),  # New Year's Day (observed)
        "2033-04-15": (),  # Good Friday
        "2033-04-18": (),  # Easter Monday
        "2033-05-02": (),  # May Day
        "2033-05-30": (),  # Spring Bank Holiday
        "2033-08-29": (),  # Late Summer Bank Holiday
        "2033-12-26": (),  # Boxing Day
        "2033-12-27": (),  # Christmas Day (observed)
        "2034-01-02": (),  # New Year's Day (observed)
        "2034-04-07": (),  # Good Friday
        "2034-04-10": (),  # Easter Monday
        "2034-05-01": (),  # May Day
        "2034-05-29": (),  # Spring Bank Holiday
        "2034-08-28": (),  # Late Summer Bank Holiday
        "2034-12-25": (),  # Christmas Day
        "2034-12-26": (),  # Boxing Day
        "2035-01-01": (),  # New Year's Day
        "2035-03-23": (),  # Good Friday
        "2035-03-26": (),  # Easter Monday
        "2035-05-07": (),  # May Day
        "2035-05-28": (),  # Spring Bank Holiday
        "2035-08-27": (),  # Late Summer Bank Holiday
        "2035-12-25": (),  # Christmas Day
        "2035-12-26": (),  # Boxing Day
        "2036-01-01": (),  # New Year's Day
        "2036-04-11": (),  # Good Friday
        "2036-04-14": (),  # Easter Monday
        "2036-05-05": (),  # May Day
        "2036-05-26": (),  # Spring Bank Holiday
        "2036-08-25": (),  # Late Summer Bank Holiday
        "2036-12-25": (),  # Christmas Day
        "2036-12-26": (),  # Boxing Day
    },
)
# Asia/Singapore
ZONE_3_SINCE = (
    1577808000000,
)
ZONE_3_AHEAD = (
    28800000,
)
ZONE_3 = Zone(ZONE_3_SINCE, ZONE_3_AHEAD)
CALENDAR_singapore = Calendar(
    "singapore", "Singapore office", ZONE_3, 2021, 2036,
    # open minutes of Monday to Sunday
    (((540, 1080),), ((540, 1080),), ((540, 1080),), ((540, 900),), ((540, 1080),), (), ()),
    {
        "2021-01-01": (),  # New Year's Day
        "2021-02-12": (),  # Chinese New Year
        "2021-04-02": (),  # Good Friday
        "2021-05-13": (),  # Eid al-Fitr
        "2021-05-26": (),  # Vesak Day
        "2021-07-20": (),  # Eid al-Adha
        "2021-08-09": (),  # National Day
        "2021-11-04": (),  # Diwali
        "2022-02-01": (),  # Chinese New Year
        "2022-02-02": (),  # Chinese New Year
        "2022-04-15": (),  # Good Friday
        "2022-05-02": (),  # Labor Day (observed)
        "2022-05-03": (),  # Eid al-Fitr
        "2022-05-16": (),  # Vesak Day (observed)
        "2022-07-11": (),  # Eid al-Adha (observed)
        "2022-08-09": (),  # National Day
        "2022-10-24": (),  # Diwali
        "2022-12-26": (),  # Christmas Day (observed)
        "2023-01-02": (),  # New Year's Day (observed)
        "2023-01-23": (),  # Chinese New Year
        "2023-01-24": (),  # Chinese New Year (observed)
        "2023-04-07": (),  # Good Friday
        "2023-05-01": (),  # Labor Day
        "2023-06-02": (),  # Vesak Day
        "2023-06-29": (),  # Eid al-Adha
        "2023-08-09": (),  # National Day
        "2023-09-01": (),  # Polling Day
        "2023-11-13": (),  # Diwali (observed)
        "2023-12-25": (),  # Christmas Day
        "2024-01-01": (),  # New Year's Day
        "2024-02-12": (),  # Chinese New Year (observed)
        "2024-03-29": (),  # Good Friday
        "2024-04-10": (),  # Eid al-Fitr
        "2024-05-01": (),  # Labor Day
        "2024-05-22": (),  # Vesak Day
        "2024-06-17": (),  # Eid al-Adha
        "2024-08-09": (),  # National Day
        "2024-10-31": (),  # Diwali
        "2024-12-25": (),  # Christmas Day
        "2025-01-01": (),  # New Year's Day
        "2025-01-29": (),  # Chinese New Year
        "2025-01-30": (),  # Chinese New Year
        "2025-03-31": (),  # Eid al-Fitr
        "2025-04-18": (),  # Good Friday
        "2025-05-01": (),  # Labor Day
        "2025-05-12": (),  # Vesak Day
        "2025-10-20": (),  # Diwali
        "2025-12-25": (),  # Christmas Day
        "2026-01-01": (),  # New Year's Day
        "2026-02-17": (),  # Chinese New Year
        "2026-02-18": (),  # Chinese New Year
        "2026-04-03": (),  # Good Friday
        "2026-05-01": (),  # Labor Day
        "2026-05-27": (),  # Eid al-Adha
        "2026-06-01": (),  # Vesak Day (observed)
        "2026-08-10": (),  # National Day (observed)
        "2026-11-09": (),  # Diwali (observed)
        "2026-12-25": (),  # Christmas Day
        "2027-01-01": (),  # New Year's Day
        "2027-02-08": (),  # Chinese New Year (observed)
        "2027-03-10": (),  # Eid al-Fitr
        "2027-03-26": (),  # Good Friday
        "2027-05-17": (),  # Eid al-Adha
        "2027-05-20": (),  # Vesak Day
        "2027-08-09": (),  # National Day
        "2027-10-28": (),  # Diwali
        "2028-01-26": (),  # Chinese New Year (estimated)
        "2028-01-27": (),  # Chinese New Year (estimated)
        "2028-02-28": (),  # Eid al-Fitr (observed, estimated)
        "2028-04-14": (),  # Good Friday
        "2028-05-01": (),  # Labor Day
        "2028-05-05": (),  # Eid al-Adha (estimated)
        "2028-05-09": (),  # Vesak Day (estimated)
        "2028-08-09": (),  # National Day
        "2028-11-15": (),  # Diwali
        "2028-12-25": (),  # Christmas Day
        "2029-01-01": (),  # New Year's Day
        "2029-02-13": (),  # Chinese New Year (estimated)
        "2029-02-14": (),  # Chinese New Year (estimated)
        "2029-02-15": (),  # Eid al-Fitr (estimated)
        "2029-03-30": (),  # Good Friday
        "2029-04-25": (),  # Eid al-Adha (estimated)
        "2029-05-01": (),  # Labor Day
        "2029-05-28": (),  # Vesak Day (observed, estimated)
        "2029-08-09": (),  # National Day
        "2029-11-05": (),  # Diwali
        "2029-12-25": (),  # Christmas Day
        "2030-01-01": (),  # New Year's Day
        "2030-02-04": (),  # Chinese New Year (estimated); Eid al-Fitr (estimated)
        "2030-02-05": (),  # Chinese New Year (observed, estimated)
        "2030-04-15": (),  # Eid al-Adha (observed, estimated)
        "2030-04-19": (),  # Good Friday
        "2030-05-01": (),  # Labor Day
        "2030-05-16": (),  # Vesak Day (estimated)
        "2030-08-09": (),  # National Day
        "2030-12-25": (),  # Christmas Day
        "2031-01-01": (),  # New Year's Day
        "2031-01-23": (),  # Chinese New Year (estimated)
        "2031-01-24": (),  # Chinese New Year (estimated)
        "2031-04-03": (),  # Eid al-Adha (estimated)
        "2031-04-11": (),  # Good Friday
        "2031-05-01": (),  # Labor Day
        "2031-06-04": (),  # Vesak Day (estimated)
        "2031-11-14": (),  # Diwali
        "2031-12-25": (),  # Christmas Day
        "2032-01-01": (),  # New Year's Day
        "2032-01-14": (),  # Eid al-Fitr (estimated)
        "2032-02-11": (),  # Chinese New Year (estimated)
        "2032-02-12": (),  # Chinese New Year (estimated)
        "2032-03-22": (),  # Eid al-Adha (estimated)
        "2032-03-26": (),  # Good Friday
        "2032-05-24": (),  # Vesak Day (observed, estimated)
        "2032-08-09": (),  # National Day
        "2032-11-02": (),  # Diwali
        "2033-01-03": (),  # Eid al-Fitr (estimated)
        "2033-01-31": (),  # Chinese New Year (estimated)
        "2033-02-01": (),  # Chinese New Year (estimated)
        "2033-04-15": (),  # Good Friday
        "2033-05-02": (),  # Labor Day (observed)
        "2033-05-13": (),  # Vesak Day (estimated)
        "2033-08-09": (),  # National Day
        "2033-12-23": (),  # Eid al-Fitr (estimated)
        "2033-12-26": (),  # Christmas Day (observed)
        "2034-01-02": (),  # New Year's Day (observed)
        "2034-02-20": (),  # Chinese New Year (estimated)
        "2034-02-21": (),  # Chinese New Year (observed, estimated)
        "2034-03-01": (),  # Eid al-Adha (estimated)
        "2034-04-07": (),  # Good Friday
        "2034-05-01": (),  # Labor Day
        "2034-06-01": (),  # Vesak Day (estimated)
        "2034-08-09": (),  # National Day
        "2034-11-10": (),  # Diwali
        "2034-12-12": (),  # Eid al-Fitr (estimated)
        "2034-12-25": (),  # Christmas Day
        "2035-01-01": (),  # New Year's Day
        "2035-02-08": (),  # Chinese New Year (estimated)
        "2035-02-09": (),  # Chinese New Year (estimated)
        "2035-02-19": (),  # Eid al-Adha (estimated)
        "2035-03-23": (),  # Good Friday
        "2035-05-01": (),  # Labor Day
        "2035-05-22": (),  # Vesak Day (estimated)
        "2035-08-09": (),  # National Day
        "2035-10-30": (),  # Diwali
        "2035-12-25": (),  # Christmas Day
        "2036-01-01": (),  # New Year's Day
        "2036-01-28": (),  # Chinese New Year (estimated)
        "2036-01-29": (),  # Chinese New Year (estimated)
        "2036-02-08": (),  # Eid al-Adha (estimated)
        "2036-04-11": (),  # Good Friday
        "2036-05-01": (),  # Labor Day
        "2036-11-17": (),  # Diwali
        "2036-11-19": (),  # Eid al-Fitr (estimated)
        "2036-12-25": (),  # Christmas Day
    },
)
CALENDAR_chat_desk = Calendar(
    "chat_desk", "Chat desk", ZONE_1, 2021, 2036,
    # open minutes of Monday to Sunday
    (((420, 1320),), ((420, 1320),), ((420, 1320),), ((420, 1320),), ((420, 1320),), ((420, 1320),), ((420, 1320),)),
    {
        "2026-12-25": (),
    },
)
CLOCK_first_touch = Clock(
    "first_touch",
    ("handed_over",),  # starts
    ("called", "emailed"),  # stops
    ("reassigned",),  # afresh
    ("on_hold",),  # pause
    ("resumed",),  # resume
    (
        Response("hot", 900000, 0, True, (
            Tries(6, 864000000, False),
        ), (
            Action("remind", "sales", "before due", 300000, True),
            Action("notify", "sales manager", "at due", 0, False),
            Action("escalate", "VP Sales", "after due", 14400000, True),
            Action("return", "no_reply", "after start", 864000000, False),
        )),
        Response("met_us", None, 0, True, (
        ), (
            Action("notify", "sales manager", "at due", 0, False),
        )),
        Response("warm", 14400000, 0, True, (
            Tries(4, 1296000000, False),
        ), (
            Action("remind", "sales", "before due", 3600000, True),
            Action("escalate", "sales manager", "after due", 7200000, True),
        )),
        Response("standard", None, 1, True, (
        ), (
            Action("remind", "sales", "at due", 0, False),
        )),
    ),
)
CLOCK_decision = Clock(
    "decision",
    ("handed_over",),  # starts
    ("accepted", "returned"),  # stops
    ("reassigned",),  # afresh
    (),  # pause
    (),  # resume
    (
        Response("decide", 172800000, 0, False, (
        ), (
            Action("pass on", "everyone_else", "at due", 0, False),
            Action("notify", "marketing", "after due", 86400000, False),
        )),
    ),
)
CLOCK_partner_answer = Clock(
    "partner_answer",
    ("offered_to_partner",),  # starts
    ("partner_took", "partner_declined"),  # stops
    (),  # afresh
    (),  # pause
    (),  # resume
    (
        Response("partner_reply", 432000000, 0, False, (
        ), (
            Action("remind", "partners", "before due", 86400000, False),
            Action("pass on", "everyone_else", "at due", 0, False),
        )),
    ),
)
CLOCK_chat = Clock(
    "chat",
    ("asked_in_chat",),  # starts
    ("replied_in_chat", "called"),  # stops
    (),  # afresh
    (),  # pause
    (),  # resume
    (
        Response("chat_answer", 300000, 0, True, (
        ), (
            Action("notify", "chat desk", "after due", 600000, True),
        )),
    ),
)
CLOCK_first_meeting = Clock(
    "first_meeting",
    ("accepted",),  # starts
    ("met", "lost"),  # stops
    (),  # afresh
    (),  # pause
    (),  # resume
    (
        Response("enterprise_meeting", None, 5, True, (
        ), (
            Action("remind", "executives", "before due", 172800000, False),
        )),
        Response("meeting", None, 2, True, (
        ), (
            Action("escalate", "VP Sales", "at due", 0, False),
        )),
    ),
)


if __name__ == "__main__":
    sys.exit(main())
