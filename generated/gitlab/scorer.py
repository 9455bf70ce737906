"""Lead model after GitLab's handbook, version FY27: the agreement as a program.

Made by `leadpact compile` from the policy; a change belongs there, not here. It needs Python 3.11 or later
and nothing else, reads no file but the one it is given, and gives the same answer to the same question.

    python scorer.py --example > lead.json
    python scorer.py lead.json --explain

    from scorer import decide, read_activity, read_lead
    decision = decide(read_lead({...}), [read_activity({...})], as_of)   # as_of in ms since 1970-01-01 UTC
    decision.stage, decision.scores, decision.document()

Points are in hundredths and instants in ms, so that no digit is ever lost. A lead that cannot be decided
raises Refused with the reason; it is never scored as zero.

Digest of the policy's meaning: sha256:077e63a8e7996828786dca92228d3de8ecdd5c4db624d2805b7cc061d638f9f2
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
    email: str | None = None
    email_domain: str | None = None
    company: str | None = None
    competitor: bool = False
    company_use: bool = False
    seniority: str | None = None
    function: str | None = None
    country_tier: str | None = None
    startup_applicant: bool = False
    share_status: str = "none_yet"
    region: str | None = None
    segment: str = "small"
    created_at: int | None = None  # ms
    customer: bool = False
    owner: str | None = None
    account_owner: str | None = None
    account_state: str | None = None
    related_owner: str | None = None
    specialist: str | None = None
    trial_started: int | None = None  # ms
    intent_grade: str | None = None
    intent_profile: str | None = None
    propensity: int | None = None
    manager: bool = False
    account_matched: bool = False
    upper_management: bool = False

# -------------------------------------------------------------------------------------------------------- The decision

def decide(lead: Lead, activities: Iterable[Activity], as_of: int, explain: bool = False) -> Decision:
    """What the policy says of a lead at an instant (ms since 1970-01-01 UTC).

    Activities after `as_of` do not exist. `explain` adds every line of every score, and what held.
    Raises Refused.
    """
    (
        lead_id,
        email,
        email_domain,
        company,
        competitor,
        company_use,
        seniority,
        function,
        country_tier,
        startup_applicant,
        share_status,
        region,
        segment,
        created_at,
        customer,
        owner,
        account_owner,
        account_state,
        related_owner,
        specialist,
        trial_started,
        intent_grade,
        intent_profile,
        propensity,
        manager,
        account_matched,
        upper_management,
    ) = lead
    if (
        competitor is None
        or company_use is None
        or startup_applicant is None
        or share_status is None
        or region is None
        or segment is None
        or created_at is None
        or customer is None
        or manager is None
        or account_matched is None
        or upper_management is None
    ):
        check(lead)
        raise AssertionError("one of them is unknown")
    if not 0 <= as_of < AFTER_LAST:
        raise Refused("The date asked for lies outside the years 1970 to 2200.")
    ordered, own, log, rows = sorted_out(activities, as_of)

    # scoring.sla:3: score demographic "Demographic score" from 0 to 70
    # scoring.sla:5: +25 if company_use because "Set up for a company or a team, not for oneself."
    demographic_sum = 2500 if company_use is True else 0
    # scoring.sla:6: +35 if business_domain
    (email_domain_is_not_aol_com_or_others, email_domain_is_aol_com_or_others) = ABOUT_EMAIL_DOMAIN[email_domain]
    # definitions.sla:46: define business_domain "Business email domain"
    business_domain = email_domain is not None and email_domain_is_not_aol_com_or_others
    if business_domain:
        demographic_sum += 3500
    # scoring.sla:7: -10 if email_domain is one of generic_domains
    if email_domain_is_aol_com_or_others:
        demographic_sum -= 1000
    # scoring.sla:8: by seniority
    demographic_sum += SENIORITY_ROWS.get(seniority, 0)
    # scoring.sla:13: by function
    demographic_sum += FUNCTION_ROWS.get(function, 0)
    # scoring.sla:19: by country_tier
    demographic_sum += COUNTRY_TIER_ROWS.get(country_tier, 0)
    demographic_held = 7000 if demographic_sum > 7000 else 0 if demographic_sum < 0 else demographic_sum
    # scoring.sla:4: zero if not_scored
    (email_ends_with_gitlab_com,) = ABOUT_EMAIL[email]
    (company_has_personal_or_others,) = ABOUT_COMPANY[company]
    # definitions.sla:19: define with_partner "Is worked by a partner"
    with_partner = share_status in ("accepted", "pending", "sending")
    # definitions.sla:22: define not_scored "Excluded from scoring"
    not_scored = email_ends_with_gitlab_com or competitor is True or company_has_personal_or_others or with_partner
    demographic = 0 if not_scored else demographic_held

    # scoring.sla:31: score actions "Behaviour without boosters" from 0 to 300
    actions_sum = 0
    # scoring.sla:34: group "Straight to MQL"
    # scoring.sla:35: +100 for each asked_follow_up
    # What follows the latest unsubscribed, recycled: everything, where there is none.
    fresh_log, fresh_rows = log, rows
    if "unsubscribed" in log or "recycled" in log:
        fresh_log, fresh_rows = behind(log, rows, ("unsubscribed", "recycled"))
    asked_follow_up_count = 0
    if "asked_follow_up" in fresh_log:
        asked_follow_up_count += len(fresh_log["asked_follow_up"])
    actions_2_sum = asked_follow_up_count * 10000
    # scoring.sla:36: +100 for each met
    met_count = 0
    if "met" in fresh_log:
        met_count += len(fresh_log["met"])
    actions_2_sum += met_count * 10000
    # scoring.sla:37: +100 for each submitted_form once a day where form is one of contact, renewal, health_che...
    submitted_form_day_count = submitted_form_day_count_2 = 0
    if "submitted_form" in fresh_log:
        submitted_form_day = None
        submitted_form_day_2 = None
        for at, values in reversed(fresh_rows["submitted_form"]):
            form = values["form"]
            if form in FORM:
                if (
                    submitted_form_day is None
                    or submitted_form_day - at >= 90_000_000
                    or day_of(submitted_form_day) != day_of(at)
                ):
                    submitted_form_day = at
                    submitted_form_day_count += 1
            if form == "other_inbound":
                if (
                    submitted_form_day_2 is None
                    or submitted_form_day_2 - at >= 90_000_000
                    or day_of(submitted_form_day_2) != day_of(at)
                ):
                    submitted_form_day_2 = at
                    submitted_form_day_count_2 += 1
    actions_2_sum += submitted_form_day_count * 10000
    # scoring.sla:38: +100 for each hand_raised once a day
    hand_raised_day_count = 0
    if "hand_raised" in fresh_log:
        hand_raised_day = None
        for at in reversed(fresh_log["hand_raised"]):
            if hand_raised_day is None or hand_raised_day - at >= 90_000_000 or day_of(hand_raised_day) != day_of(at):
                hand_raised_day = at
                hand_raised_day_count += 1
    actions_2_sum += hand_raised_day_count * 10000
    # scoring.sla:39: +100 for each chatted once a day where outcome is one of qualified, meeting
    chatted_day_count = 0
    if "chatted" in fresh_log:
        chatted_day = None
        for at, values in reversed(fresh_rows["chatted"]):
            outcome = values.get("outcome")
            if outcome in ("meeting", "qualified"):
                if chatted_day is None or chatted_day - at >= 90_000_000 or day_of(chatted_day) != day_of(at):
                    chatted_day = at
                    chatted_day_count += 1
    actions_2_sum += chatted_day_count * 10000
    # scoring.sla:40: group "Propensity" only if strong_fit
    # scoring.sla:41: +100 for each propensity_changed once every 90 days where propensity_group is one of 4, 5
    propensity_changed_fixed_count = 0
    if "propensity_changed" in fresh_log:
        propensity_changed_fixed = None
        for at, values in reversed(fresh_rows["propensity_changed"]):
            propensity_group = values["propensity_group"]
            if (propensity_group == 4 or propensity_group == 5):
                if (
                    propensity_changed_fixed is None
                    or propensity_changed_fixed - at >= 7_779_600_000
                    or (
                        propensity_changed_fixed
                        + ZONE.offset(propensity_changed_fixed) - 345_600_000
                    ) // 7_776_000_000 != (at + ZONE.offset(at) - 345_600_000) // 7_776_000_000
                ):
                    propensity_changed_fixed = at
                    propensity_changed_fixed_count += 1
    actions_2_6_sum = propensity_changed_fixed_count * 10000
    # scoring.sla:24: grade letter "Classification letter" of demographic
    letter = "A" if demographic >= 5000 else "B" if demographic >= 3500 else "C" if demographic >= 2000 else "D"
    # definitions.sla:43: define strong_fit "Classified A or B"
    strong_fit = letter in ("A", "B")
    actions_2_6 = actions_2_6_sum if strong_fit else 0
    actions_2_sum += actions_2_6
    # scoring.sla:42: group "Other inbound forms" only if not startup_applicant
    # scoring.sla:43: +100 for each submitted_form once a day where form is other_inbound
    actions_2_7_sum = submitted_form_day_count_2 * 10000
    actions_2_7_open = startup_applicant is False
    actions_2_7 = actions_2_7_sum if actions_2_7_open else 0
    actions_2_sum += actions_2_7
    # scoring.sla:44: +100 for each began_trial once every 180 days where size is not small and valuable and no...
    began_trial_fixed_count = 0
    if "began_trial" in fresh_log:
        began_trial_fixed = None
        for at, values in reversed(fresh_rows["began_trial"]):
            size = values["size"]
            valuable = values["valuable"]
            edu = values["edu"]
            if size != "small" and valuable is True and edu is False:
                if (
                    began_trial_fixed is None
                    or began_trial_fixed - at >= 15_555_600_000
                    or (
                        began_trial_fixed
                        + ZONE.offset(began_trial_fixed) - 345_600_000
                    ) // 15_552_000_000 != (at + ZONE.offset(at) - 345_600_000) // 15_552_000_000
                ):
                    began_trial_fixed = at
                    began_trial_fixed_count += 1
    actions_2_sum += began_trial_fixed_count * 10000
    actions_sum += actions_2_sum
    # scoring.sla:70: -10 for every 30 days without activity since created_at
    last_attended_and_13_others = own[-1] if own else NEVER
    actions_8_since = last_attended_and_13_others if last_attended_and_13_others is not NEVER else created_at
    actions_8_periods = (as_of - actions_8_since) // 2_592_000_000
    if actions_8_periods > 0:
        actions_sum += -1000 * actions_8_periods
    if "attended" in fresh_log or "registered" in fresh_log:
        # scoring.sla:45: group "Events"
        # scoring.sla:46: by kind for each attended where success
        attended_points = 0
        if "attended" in fresh_log:
            for at, values in reversed(fresh_rows["attended"]):
                success = values["success"]
                if success is True:
                    kind_2 = values["kind"]
                    price = KIND_2_ROWS.get(kind_2, 0)
                    attended_points += price
        actions_3_sum = attended_points
        # scoring.sla:50: +20 for each registered
        registered_count = 0
        if "registered" in fresh_log:
            registered_count += len(fresh_log["registered"])
        actions_3_sum += registered_count * 2000
        actions_sum += actions_3_sum
    if "consumed" in fresh_log or "answered_survey" in fresh_log or "submitted_form" in fresh_log:
        # scoring.sla:51: group "Content"
        # scoring.sla:52: by content for each consumed where success
        consumed_points = consumed_count = consumed_fixed_count = 0
        if "consumed" in fresh_log:
            consumed_fixed = None
            for at, values in reversed(fresh_rows["consumed"]):
                success_2 = values["success"]
                content = values["content"]
                if success_2 is True:
                    price_2 = CONTENT_ROWS.get(content, 0)
                    consumed_points += price_2
                if success_2 is True and content == "gated":
                    asset = values["asset"]
                    (asset_contains_forrester_or_others,) = ABOUT_CONSUMED_ASSET[asset]
                    if asset_contains_forrester_or_others:
                        consumed_count += 1
                if success_2 is True and content == "syndication":
                    if (
                        consumed_fixed is None
                        or consumed_fixed - at >= 2_595_600_000
                        or (
                            consumed_fixed
                            + ZONE.offset(consumed_fixed) - 345_600_000
                        ) // 2_592_000_000 != (at + ZONE.offset(at) - 345_600_000) // 2_592_000_000
                    ):
                        consumed_fixed = at
                        consumed_fixed_count += 1
        actions_4_sum = consumed_points
        # scoring.sla:56: +20 for each consumed where success and content is gated and asset contains one of analys...
        actions_4_sum += consumed_count * 2000
        # scoring.sla:58: +10 for each consumed once every 30 days where success and content is syndication
        actions_4_sum += consumed_fixed_count * 1000
        # scoring.sla:59: +5 for each submitted_form once a week where form is subscription
        submitted_form_week_count = 0
        if "submitted_form" in fresh_log:
            submitted_form_week = None
            for at, values in reversed(fresh_rows["submitted_form"]):
                form_2 = values["form"]
                if form_2 == "subscription":
                    if (
                        submitted_form_week is None
                        or submitted_form_week - at >= 608_400_000
                        or (day_of(submitted_form_week) + 3) // 7 != (day_of(at) + 3) // 7
                    ):
                        submitted_form_week = at
                        submitted_form_week_count += 1
        actions_4_sum += submitted_form_week_count * 500
        # scoring.sla:60: by worth for each answered_survey where success
        answered_survey_points = 0
        if "answered_survey" in fresh_log:
            for at, values in reversed(fresh_rows["answered_survey"]):
                success_3 = values["success"]
                if success_3 is True:
                    worth = values["worth"]
                    price_3 = WORTH_ROWS.get(worth, 0)
                    answered_survey_points += price_3
        actions_4_sum += answered_survey_points
        actions_sum += actions_4_sum
    if "viewed_page" in fresh_log:
        # scoring.sla:64: group "Web"
        # scoring.sla:65: +25 for each viewed_page once a week where path starts with one of key_pages
        viewed_page_week_count = viewed_page_day_count = 0
        viewed_page_week = None
        viewed_page_day = None
        for at, values in reversed(fresh_rows["viewed_page"]):
            path = values["path"]
            (path_starts_with_direction_or_others, path_starts_with_careers_or_others) = ABOUT_VIEWED_PAGE_PATH[path]
            if path_starts_with_direction_or_others:
                if (
                    viewed_page_week is None
                    or viewed_page_week - at >= 608_400_000
                    or (day_of(viewed_page_week) + 3) // 7 != (day_of(at) + 3) // 7
                ):
                    viewed_page_week = at
                    viewed_page_week_count += 1
            if path_starts_with_careers_or_others:
                if (
                    viewed_page_day is None
                    or viewed_page_day - at >= 90_000_000
                    or day_of(viewed_page_day) != day_of(at)
                ):
                    viewed_page_day = at
                    viewed_page_day_count += 1
        actions_5_sum = viewed_page_week_count * 2500
        # scoring.sla:66: -10 for each viewed_page once a day where path starts with one of leaving_pages
        actions_5_sum += viewed_page_day_count * -1000
        actions_sum += actions_5_sum
    last_imported = log["imported"][-1] if "imported" in log else NEVER
    last_unsubscribed = log["unsubscribed"][-1] if "unsubscribed" in log else NEVER
    last_recycled = log["recycled"][-1] if "recycled" in log else NEVER
    last_unsubscribed_or_recycled = last_unsubscribed if last_unsubscribed > last_recycled else last_recycled
    before_30_days = as_of - 2_592_000_000
    actions_6_open = not (last_imported > last_unsubscribed_or_recycled and last_imported > before_30_days)
    if "intent_seen" in fresh_log:
        # scoring.sla:67: group "Intent" only if no imported in the last 30 days
        # scoring.sla:68: +20 for each intent_seen once a quarter
        intent_seen_quarter_count = 0
        intent_seen_quarter = None
        for at in reversed(fresh_log["intent_seen"]):
            if (
                intent_seen_quarter is None
                or intent_seen_quarter - at >= 7_952_400_000
                or quarter_of(day_of(intent_seen_quarter)) != quarter_of(day_of(at))
            ):
                intent_seen_quarter = at
                intent_seen_quarter_count += 1
        actions_6_sum = intent_seen_quarter_count * 2000
        actions_6 = actions_6_sum if actions_6_open else 0
        actions_sum += actions_6
    if "bounced" in fresh_log:
        # scoring.sla:69: -20 for each bounced once a month
        bounced_month_count = 0
        bounced_month = None
        for at in reversed(fresh_log["bounced"]):
            if (
                bounced_month is None
                or bounced_month - at >= 2_682_000_000
                or month_of(day_of(bounced_month)) != month_of(day_of(at))
            ):
                bounced_month = at
                bounced_month_count += 1
        actions_sum += bounced_month_count * -2000
    actions = 30000 if actions_sum > 30000 else 0 if actions_sum < 0 else actions_sum

    # scoring.sla:72: score booster "Booster" from 0 to 20
    booster_sum = 0
    last_asked_follow_up = log["asked_follow_up"][-1] if "asked_follow_up" in log else NEVER
    last_met = log["met"][-1] if "met" in log else NEVER
    last_hand_raised = log["hand_raised"][-1] if "hand_raised" in log else NEVER
    last_began_trial = log["began_trial"][-1] if "began_trial" in log else NEVER
    last_asked_follow_up_and_3_others = max(last_asked_follow_up, last_met, last_hand_raised, last_began_trial)
    last_registered = log["registered"][-1] if "registered" in log else NEVER
    last_submitted_form = log["submitted_form"][-1] if "submitted_form" in log else NEVER
    last_registered_or_submitted_form = (
        last_registered if last_registered > last_submitted_form
        else last_submitted_form
    )
    if "became_mql" in log:
        # scoring.sla:74: +20 if active_again and was_mql because "They know us, and are back."
        from_last_recycled = last_recycled if last_recycled is not NEVER else FOREVER
        latest_attended_and_2_others = NEVER
        if "attended" in log:
            for at, values in reversed(rows["attended"]):
                if at <= from_last_recycled:
                    break
                success_4 = values["success"]
                if success_4 is True:
                    if latest_attended_and_2_others < at:
                        latest_attended_and_2_others = at
                    break
        if "consumed" in log:
            for at, values in reversed(rows["consumed"]):
                if at <= from_last_recycled:
                    break
                success_5 = values["success"]
                if success_5 is True:
                    if latest_attended_and_2_others < at:
                        latest_attended_and_2_others = at
                    break
        if "answered_survey" in log:
            for at, values in reversed(rows["answered_survey"]):
                if at <= from_last_recycled:
                    break
                success_6 = values["success"]
                if success_6 is True:
                    if latest_attended_and_2_others < at:
                        latest_attended_and_2_others = at
                    break
        latest_chatted = NEVER
        if "chatted" in log:
            for at, values in reversed(rows["chatted"]):
                if at <= from_last_recycled:
                    break
                outcome_2 = values.get("outcome")
                if outcome_2 in ("meeting", "qualified"):
                    latest_chatted = at
                    break
        latest_viewed_page = NEVER
        if "viewed_page" in log:
            for at, values in reversed(rows["viewed_page"]):
                if at <= from_last_recycled:
                    break
                path_2 = values["path"]
                path_starts_with_direction_or_others_2, _ = ABOUT_VIEWED_PAGE_PATH[path_2]
                if path_starts_with_direction_or_others_2:
                    latest_viewed_page = at
                    break
        # definitions.sla:32: define active_again "Active again after a recycle"
        active_again = (
            last_asked_follow_up_and_3_others > from_last_recycled
            or last_registered_or_submitted_form > from_last_recycled
            or latest_attended_and_2_others is not NEVER
            or latest_chatted is not NEVER
            or latest_viewed_page is not NEVER
        )
        last_became_mql = log["became_mql"][-1] if "became_mql" in log else NEVER
        # definitions.sla:29: define was_mql "Has been an MQL before"
        was_mql = last_became_mql is not NEVER
        if active_again and was_mql:
            booster_sum += 2000
    booster = 2000 if booster_sum > 2000 else booster_sum

    # scoring.sla:76: score behaviour "Behaviour score" from 0 to 300 is actions plus booster
    behaviour_sum = actions * 100 + booster * 100
    behaviour_held = 30000 if behaviour_sum > 3000000 else (behaviour_sum + 50) // 100
    # scoring.sla:77: zero if not_scored
    behaviour = 0 if not_scored else behaviour_held

    # scoring.sla:79: score person_score "Person score" from 0 to 300 is demographic plus behaviour
    person_score_sum = demographic * 100 + behaviour * 100
    person_score = 30000 if person_score_sum > 3000000 else (person_score_sum + 50) // 100

    # scoring.sla:88: score trial "Trial score" from 0 to 100
    # scoring.sla:90: group "Trial" only if in_trial
    # scoring.sla:91: by intent_grade
    trial_2_sum = INTENT_GRADE_ROWS.get(intent_grade, 0)
    # scoring.sla:97: by intent_profile
    trial_2_sum += INTENT_PROFILE_ROWS.get(intent_profile, 0)
    # scoring.sla:102: +10 if business_domain
    if business_domain:
        trial_2_sum += 1000
    # scoring.sla:104: +15 if used_duo at least 3 times with different feature since trial_started
    from_trial_started = trial_started if trial_started is not None else FOREVER
    different_feature_count = 0
    if "used_duo" in log:
        different_feature = set()
        for at, values in reversed(rows["used_duo"]):
            if at < from_trial_started:
                break
            if "feature" in values:
                different_feature.add(fold(values["feature"]))
        different_feature_count = len(different_feature)
    trial_2_4_1_holds = different_feature_count >= 3
    if trial_2_4_1_holds:
        trial_2_sum += 1500
    # scoring.sla:105: +10 if used_duo at least 2 times with different feature since trial_started
    trial_2_4_2_holds = different_feature_count >= 2
    if not trial_2_4_1_holds and trial_2_4_2_holds:
        trial_2_sum += 1000
    # scoring.sla:106: +5 if used_duo since trial_started
    last_used_duo = log["used_duo"][-1] if "used_duo" in log else NEVER
    trial_2_4_3_holds = last_used_duo >= from_trial_started
    if not trial_2_4_1_holds and not trial_2_4_2_holds and trial_2_4_3_holds:
        trial_2_sum += 500
    # scoring.sla:107: +10 if manager
    if manager is True:
        trial_2_sum += 1000
    # scoring.sla:108: +5 if account_matched
    if account_matched is True:
        trial_2_sum += 500
    # scoring.sla:109: +8 if upper_management
    if upper_management is True:
        trial_2_sum += 800
    # scoring.sla:110: by propensity
    if propensity is None:
        pass
    elif propensity == 3:
        trial_2_sum += 200
    elif propensity == 4:
        trial_2_sum += 700
    elif propensity == 5:
        trial_2_sum += 1000
    # scoring.sla:116: +3 if region is not LATAM and segment is not small
    if region != "LATAM" and segment != "small":
        trial_2_sum += 300
    # scoring.sla:118: +12 if activated_stage at least 3 times with different product_stage since trial_started
    different_product_stage_count = 0
    if "activated_stage" in log:
        different_product_stage = set()
        for at, values in reversed(rows["activated_stage"]):
            if at < from_trial_started:
                break
            if "product_stage" in values:
                different_product_stage.add(fold(values["product_stage"]))
        different_product_stage_count = len(different_product_stage)
    trial_2_10_1_holds = different_product_stage_count >= 3
    if trial_2_10_1_holds:
        trial_2_sum += 1200
    # scoring.sla:119: +7 if activated_stage at least 2 times with different product_stage since trial_started
    trial_2_10_2_holds = different_product_stage_count >= 2
    if not trial_2_10_1_holds and trial_2_10_2_holds:
        trial_2_sum += 700
    # scoring.sla:120: +2 if activated_stage since trial_started
    last_activated_stage = log["activated_stage"][-1] if "activated_stage" in log else NEVER
    trial_2_10_3_holds = last_activated_stage >= from_trial_started
    if not trial_2_10_1_holds and not trial_2_10_2_holds and trial_2_10_3_holds:
        trial_2_sum += 200
    before_40_days = as_of - 3_456_000_000
    # definitions.sla:40: define in_trial "Within 40 days of a trial's start"
    in_trial = trial_started is not None and before_40_days < trial_started <= as_of
    trial_2 = trial_2_sum if in_trial else 0
    trial_sum = trial_2
    trial_held = 10000 if trial_sum > 10000 else trial_sum
    # scoring.sla:89: zero if not_scored
    trial = 0 if not_scored else trial_held

    # scoring.sla:81: grade digit "Classification digit" of behaviour
    digit = "n1" if behaviour >= 7500 else "n2" if behaviour >= 5000 else "n3" if behaviour >= 2500 else "n4"

    # Where the lead stands
    last_ruled_out = log["ruled_out"][-1] if "ruled_out" in log else NEVER
    # lifecycle.sla:25: disqualify ineligible "Ineligible"
    last_disqualified = log["disqualified"][-1] if "disqualified" in log else NEVER
    last_asked_follow_up_or_hand_raised = (
        last_asked_follow_up if last_asked_follow_up > last_hand_raised
        else last_hand_raised
    )
    from_last_disqualified = last_disqualified if last_disqualified is not NEVER else FOREVER
    disqualified_lead = (
        last_disqualified is not NEVER
        and not last_asked_follow_up_or_hand_raised > from_last_disqualified
    )
    if disqualified_lead:
        latest_submitted_form = NEVER
        if "submitted_form" in log:
            for at, values in reversed(rows["submitted_form"]):
                if at <= from_last_disqualified:
                    break
                form_3 = values["form"]
                if form_3 == "contact":
                    latest_submitted_form = at
                    break
        disqualified_lead = last_disqualified is not NEVER and latest_submitted_form is NEVER
    # lifecycle.sla:29: disqualify disqualified_lead "Disqualified"
    last_bounced = log["bounced"][-1] if "bounced" in log else NEVER
    last_phone_failed = log["phone_failed"][-1] if "phone_failed" in log else NEVER
    # lifecycle.sla:35: disqualify bad_data "Bad data"
    disqualified = (
        "ineligible" if last_ruled_out is not NEVER
        else "disqualified_lead" if disqualified_lead
        else "bad_data" if last_bounced is not NEVER and last_phone_failed is not NEVER
        else None
    )

    recycled = recycle = None
    returned_at = recycled_until = NEVER
    in_recycle = False
    returned: Sequence[int] = ()
    if "recycled" in log:
        # lifecycle.sla:43: recycle recycle_status "Recycle"
        recycle_status_at = last_recycled
        from_last_recycled_2 = last_recycled if last_recycled is not NEVER else FOREVER
        latest_attended_and_2_others_2 = NEVER
        if "attended" in log:
            for at, values in reversed(rows["attended"]):
                if at <= from_last_recycled_2:
                    break
                success_7 = values["success"]
                if success_7 is True:
                    if latest_attended_and_2_others_2 < at:
                        latest_attended_and_2_others_2 = at
                    break
        if "consumed" in log:
            for at, values in reversed(rows["consumed"]):
                if at <= from_last_recycled_2:
                    break
                success_8 = values["success"]
                if success_8 is True:
                    if latest_attended_and_2_others_2 < at:
                        latest_attended_and_2_others_2 = at
                    break
        if "answered_survey" in log:
            for at, values in reversed(rows["answered_survey"]):
                if at <= from_last_recycled_2:
                    break
                success_9 = values["success"]
                if success_9 is True:
                    if latest_attended_and_2_others_2 < at:
                        latest_attended_and_2_others_2 = at
                    break
        latest_chatted_2 = NEVER
        if "chatted" in log:
            for at, values in reversed(rows["chatted"]):
                if at <= from_last_recycled_2:
                    break
                outcome_3 = values.get("outcome")
                if outcome_3 in ("meeting", "qualified"):
                    latest_chatted_2 = at
                    break
        latest_viewed_page_2 = NEVER
        if "viewed_page" in log:
            for at, values in reversed(rows["viewed_page"]):
                if at <= from_last_recycled_2:
                    break
                path_3 = values["path"]
                path_starts_with_direction_or_others_3, _ = ABOUT_VIEWED_PAGE_PATH[path_3]
                if path_starts_with_direction_or_others_3:
                    latest_viewed_page_2 = at
                    break
        recycle_status_back = (
            last_asked_follow_up_and_3_others > from_last_recycled_2
            or last_registered_or_submitted_form > from_last_recycled_2
            or latest_attended_and_2_others_2 is not NEVER
            or latest_chatted_2 is not NEVER
            or latest_viewed_page_2 is not NEVER
        )
        # The latest return decides; of two at one instant the rule written first.
        returned_at = recycle_status_at
        if returned_at is not NEVER:
            recycled = "recycle_status"
            recycled_until = returned_at + 31_622_400_000
            in_recycle = as_of < recycled_until and not recycle_status_back
            recycle = new(
                Recycle,
                (
                    recycled,
                    "recycled_leads",
                    returned_at,
                    recycled_until,
                    in_recycle,
                    touches(ZONE, (1, 2, 3, 6, 9, 12), "months", returned_at, recycled_until),
                ),
            )
        recycled_at = log["recycled"] if "recycled" in log else ()
        returned = sorted({*recycled_at})
    beaten = disqualified is not None or in_recycle
    # lifecycle.sla:3: stage raw "Raw" owned by marketing
    # lifecycle.sla:5: stage inquiry "Inquiry" owned by marketing
    # lifecycle.sla:8: stage MQL "Marketing qualified lead" owned by marketing
    # lifecycle.sla:14: stage accepted "Accepted" owned by development
    # lifecycle.sla:18: stage qualifying "Qualifying" owned by development
    # lifecycle.sla:22: stage qualified "Qualified" owned by development

    # The furthest stage that holds; a disqualification or a recycle in force beats them all.
    stage = (
        None if beaten
        else "qualified" if "qualified" in log and log["qualified"][-1] >= returned_at
        else "qualifying" if "qualifying" in log and log["qualifying"][-1] >= returned_at
        else "accepted" if "accepted" in log and log["accepted"][-1] >= returned_at
        else "MQL" if (
            "became_mql" in log
            and log["became_mql"][-1] >= returned_at
        ) or (person_score >= 10000 and behaviour != 0) or trial >= 2500
        else "inquiry" if last_attended_and_13_others is not NEVER
        else "raw"
    )
    became_mql_count = len(log["became_mql"]) if "became_mql" in log else 0
    last_called = log["called"][-1] if "called" in log else NEVER
    last_emailed = log["emailed"][-1] if "emailed" in log else NEVER
    last_called_or_emailed = last_called if last_called > last_emailed else last_emailed

    if beaten:
        route = None
    elif became_mql_count >= 2 and owner is not None:  # routing.sla:3
        route = new(Route, ("keeps_owner", owner or "", owner, None))
    elif ((specialist == "finance" and region == "AMER") or (specialist == "telecom" and region == "EMEA")):  # routing.sla:7
        route = ROUTE_INDUSTRY_TEAM
    elif (account_state == "working" and last_called_or_emailed > before_30_days) and account_owner is not None:  # routing.sla:13
        route = new(Route, ("account_worked", account_owner or "", account_owner, None))
    elif account_state == "restricted":  # routing.sla:18
        route = ROUTE_RESTRICTED
    elif related_owner is not None:  # routing.sla:21
        route = new(Route, ("related", related_owner or "", related_owner, None))
    else:  # routing.sla:24
        route = ROUTE_ROUND_ROBIN

    # The clocks
    found_2: list[Cycle] = []
    # response.sla:3: clock mql "MQL" from assigned to accepted, qualifying, qualified, recycled, disqualified,...
    if "assigned" in log:
        chosen = REGION_ROWS.get(region, -1)
        calendar = (CALENDAR_new_york, CALENDAR_london, CALENDAR_singapore)[chosen]
        for start, end, ended_by, following in stretches(
            ordered,
            log,
            log["assigned"],
            ("accepted", "qualifying", "qualified", "recycled", "disqualified", "ruled_out"),
            log.get("reassigned", ()),
            returned,
        ):
            until = as_of if end is None else end
            opened, (after_2_h,) = calendar.after(start, (7200000,))
            due = after_2_h
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
                        "mql",
                        start,
                        "mql_sla",
                        calendar.name,
                        state,
                        due,
                        end,
                        ended_by,
                        calendar.until(until) - opened,
                        (),
                        (),
                    ),
                )
            )
    # response.sla:10: clock sequence "End of a sequence" from sequence_finished to qualifying, recycled
    if "sequence_finished" in log:
        for start, end, ended_by, following in stretches(
            ordered,
            log,
            log["sequence_finished"],
            ("qualifying", "recycled"),
            (),
            returned,
        ):
            until = as_of if end is None else end
            due = start + 604_800_000
            state = (
                ("met" if end <= due else "missed") if end is not None
                else "overdue" if as_of > due
                else "running"
            )
            found_2.append(
                new(
                    Cycle,
                    (
                        "sequence",
                        start,
                        "sequence_end",
                        None,
                        state,
                        due,
                        end,
                        ended_by,
                        until - start,
                        (),
                        (new(ActionDue, ("return", "no_response", due, due <= until)),),
                    ),
                )
            )
    # response.sla:12: clock account_question "Question on a restricted account" from account_asked to account_a...
    if "account_asked" in log:
        for start, end, ended_by, following in stretches(
            ordered,
            log,
            log["account_asked"],
            ("account_answered",),
            (),
            returned,
        ):
            until = as_of if end is None else end
            due = start + 172_800_000
            state = (
                ("met" if end <= due else "missed") if end is not None
                else "overdue" if as_of > due
                else "running"
            )
            found_2.append(
                new(
                    Cycle,
                    (
                        "account_question",
                        start,
                        "restricted_account",
                        None,
                        state,
                        due,
                        end,
                        ended_by,
                        until - start,
                        (),
                        (),
                    ),
                )
            )
    # response.sla:14: clock partner "Partner" from shared to partner_accepted, partner_declined
    if "shared" in log:
        for start, end, ended_by, following in stretches(
            ordered,
            log,
            log["shared"],
            ("partner_accepted", "partner_declined"),
            (),
            returned,
        ):
            until = as_of if end is None else end
            due = start + 2_592_000_000
            state = (
                ("met" if end <= due else "missed") if end is not None
                else "overdue" if as_of > due
                else "running"
            )
            found_2.append(
                new(
                    Cycle,
                    (
                        "partner",
                        start,
                        "joint_campaign",
                        None,
                        state,
                        due,
                        end,
                        ended_by,
                        until - start,
                        (),
                        (new(ActionDue, ("return", "recalled", due, due <= until)),),
                    ),
                )
            )

    explanation = None
    if explain:
        last_became_mql_2 = log["became_mql"][-1] if "became_mql" in log else NEVER
        # definitions.sla:29: define was_mql "Has been an MQL before"
        was_mql_2 = last_became_mql_2 is not NEVER
        from_last_recycled_3 = last_recycled if last_recycled is not NEVER else FOREVER
        latest_attended_and_2_others_3 = NEVER
        if "attended" in log:
            for at, values in reversed(rows["attended"]):
                if at <= from_last_recycled_3:
                    break
                success_10 = values["success"]
                if success_10 is True:
                    if latest_attended_and_2_others_3 < at:
                        latest_attended_and_2_others_3 = at
                    break
        if "consumed" in log:
            for at, values in reversed(rows["consumed"]):
                if at <= from_last_recycled_3:
                    break
                success_11 = values["success"]
                if success_11 is True:
                    if latest_attended_and_2_others_3 < at:
                        latest_attended_and_2_others_3 = at
                    break
        if "answered_survey" in log:
            for at, values in reversed(rows["answered_survey"]):
                if at <= from_last_recycled_3:
                    break
                success_12 = values["success"]
                if success_12 is True:
                    if latest_attended_and_2_others_3 < at:
                        latest_attended_and_2_others_3 = at
                    break
        latest_chatted_3 = NEVER
        if "chatted" in log:
            for at, values in reversed(rows["chatted"]):
                if at <= from_last_recycled_3:
                    break
                outcome_4 = values.get("outcome")
                if outcome_4 in ("meeting", "qualified"):
                    latest_chatted_3 = at
                    break
        latest_viewed_page_3 = NEVER
        if "viewed_page" in log:
            for at, values in reversed(rows["viewed_page"]):
                if at <= from_last_recycled_3:
                    break
                path_4 = values["path"]
                path_starts_with_direction_or_others_4, _ = ABOUT_VIEWED_PAGE_PATH[path_4]
                if path_starts_with_direction_or_others_4:
                    latest_viewed_page_3 = at
                    break
        # definitions.sla:32: define active_again "Active again after a recycle"
        active_again_2 = (
            last_asked_follow_up_and_3_others > from_last_recycled_3
            or last_registered_or_submitted_form > from_last_recycled_3
            or latest_attended_and_2_others_3 is not NEVER
            or latest_chatted_3 is not NEVER
            or latest_viewed_page_3 is not NEVER
        )
        before_730_days = as_of - 63_072_000_000
        # definitions.sla:49: define forgettable "May be deleted"
        forgettable = (
            customer is False
            and created_at < before_730_days
            and not last_attended_and_13_others > before_730_days
            and stage in ("raw", "inquiry", None)
        )
        demographic_5_row = SENIORITY_ROWS_2.get(seniority, -1)
        demographic_6_row = FUNCTION_ROWS_2.get(function, -1)
        demographic_7_row = COUNTRY_TIER_ROWS_2.get(country_tier, -1)
        trial_2_1_row = INTENT_GRADE_ROWS_2.get(intent_grade, -1)
        trial_2_2_row = INTENT_PROFILE_ROWS_2.get(intent_profile, -1)
        if propensity is None:
            trial_2_8, trial_2_8_row = 0, 4
        elif propensity == 3:
            trial_2_8, trial_2_8_row = 200, 0
        elif propensity == 4:
            trial_2_8, trial_2_8_row = 700, 1
        elif propensity == 5:
            trial_2_8, trial_2_8_row = 1000, 2
        else:
            trial_2_8, trial_2_8_row = 0, 3
        explanation = Explanation(
            {
                'demographic': explained(
                (
                    (SAID[0], 2500 if company_use is True else 0, 2, 0),
                    (SAID[1], 3500 if business_domain else 0, 2, 0),
                    (SAID[2], -1000 if email_domain_is_aol_com_or_others else 0, 2, 0),
                    (SAID[3], SENIORITY_ROWS.get(seniority, 0), 2, demographic_5_row),
                    (SAID[4], FUNCTION_ROWS.get(function, 0), 2, demographic_6_row),
                    (SAID[5], COUNTRY_TIER_ROWS.get(country_tier, 0), 2, demographic_7_row),
                    (SAID[6], demographic_held - demographic_sum, 2, 0),
                    (SAID[7], demographic - demographic_held, 2, 0),
                )
                ),
                'actions': explained(
                (
                    (SAID[8], asked_follow_up_count * 10000, 2, 0),
                    (SAID[9], met_count * 10000, 2, 0),
                    (SAID[10], submitted_form_day_count * 10000, 2, 0),
                    (SAID[11], hand_raised_day_count * 10000, 2, 0),
                    (SAID[12], chatted_day_count * 10000, 2, 0),
                    (SAID[13], propensity_changed_fixed_count * 10000, 2, 0),
                    (SAID[14], actions_2_6 - actions_2_6_sum, 2, strong_fit),
                    (SAID[15], submitted_form_day_count_2 * 10000, 2, 0),
                    (SAID[16], actions_2_7 - actions_2_7_sum, 2, actions_2_7_open),
                    (SAID[17], began_trial_fixed_count * 10000, 2, 0),
                    (SAID[19], attended_points if "attended" in fresh_log or "registered" in fresh_log else 0, 2, 0),
                    (
                        SAID[20],
                        registered_count * 2000 if "attended" in fresh_log or "registered" in fresh_log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[21],
                        consumed_points if "consumed" in fresh_log or "answered_survey" in fresh_log or "submitted_form" in fresh_log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[22],
                        consumed_count * 2000 if "consumed" in fresh_log or "answered_survey" in fresh_log or "submitted_form" in fresh_log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[23],
                        consumed_fixed_count * 1000 if "consumed" in fresh_log or "answered_survey" in fresh_log or "submitted_form" in fresh_log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[24],
                        submitted_form_week_count * 500 if "consumed" in fresh_log or "answered_survey" in fresh_log or "submitted_form" in fresh_log else 0,
                        2,
                        0,
                    ),
                    (
                        SAID[25],
                        answered_survey_points if "consumed" in fresh_log or "answered_survey" in fresh_log or "submitted_form" in fresh_log else 0,
                        2,
                        0,
                    ),
                    (SAID[26], viewed_page_week_count * 2500 if "viewed_page" in fresh_log else 0, 2, 0),
                    (SAID[27], viewed_page_day_count * -1000 if "viewed_page" in fresh_log else 0, 2, 0),
                    (SAID[28], intent_seen_quarter_count * 2000 if "intent_seen" in fresh_log else 0, 2, 0),
                    (SAID[29], actions_6 - actions_6_sum if "intent_seen" in fresh_log else 0, 2, actions_6_open),
                    (SAID[30], bounced_month_count * -2000 if "bounced" in fresh_log else 0, 2, 0),
                    (SAID[18], -1000 * actions_8_periods if actions_8_periods > 0 else 0, 2, 0),
                    (SAID[31], actions - actions_sum, 2, 0),
                )
                ),
                'booster': explained(
                (
                    (SAID[32], (2000 if active_again and was_mql else 0) if "became_mql" in log else 0, 2, 0),
                    (SAID[33], booster - booster_sum, 2, 0),
                )
                ),
                'behaviour': explained(
                (
                    (SAID[34], actions * 100, 4, 0),
                    (SAID[35], booster * 100, 4, 0),
                    (SAID[36], rounded(behaviour_sum, 100) * 100 - behaviour_sum, 4, 0),
                    (SAID[37], behaviour_held - rounded(behaviour_sum, 100), 2, 0),
                    (SAID[38], behaviour - behaviour_held, 2, 0),
                )
                ),
                'person_score': explained(
                (
                    (SAID[39], demographic * 100, 4, 0),
                    (SAID[40], behaviour * 100, 4, 0),
                    (SAID[41], rounded(person_score_sum, 100) * 100 - person_score_sum, 4, 0),
                    (SAID[42], person_score - rounded(person_score_sum, 100), 2, 0),
                )
                ),
                'trial': explained(
                (
                    (SAID[43], INTENT_GRADE_ROWS.get(intent_grade, 0), 2, trial_2_1_row),
                    (SAID[44], INTENT_PROFILE_ROWS.get(intent_profile, 0), 2, trial_2_2_row),
                    (SAID[45], 1000 if business_domain else 0, 2, 0),
                    (SAID[46], 1500 if trial_2_4_1_holds else 0, 2, 0),
                    (SAID[47], 1000 if not trial_2_4_1_holds and trial_2_4_2_holds else 0, 2, 0),
                    (
                        SAID[48],
                        500 if not trial_2_4_1_holds and not trial_2_4_2_holds and trial_2_4_3_holds else 0,
                        2,
                        0,
                    ),
                    (SAID[49], 1000 if manager is True else 0, 2, 0),
                    (SAID[50], 500 if account_matched is True else 0, 2, 0),
                    (SAID[51], 800 if upper_management is True else 0, 2, 0),
                    (SAID[52], trial_2_8, 2, trial_2_8_row),
                    (SAID[53], 300 if region != "LATAM" and segment != "small" else 0, 2, 0),
                    (SAID[54], 1200 if trial_2_10_1_holds else 0, 2, 0),
                    (SAID[55], 700 if not trial_2_10_1_holds and trial_2_10_2_holds else 0, 2, 0),
                    (
                        SAID[56],
                        200 if not trial_2_10_1_holds and not trial_2_10_2_holds and trial_2_10_3_holds else 0,
                        2,
                        0,
                    ),
                    (SAID[57], trial_2 - trial_2_sum, 2, in_trial),
                    (SAID[58], trial_held - trial_sum, 2, 0),
                    (SAID[59], trial - trial_held, 2, 0),
                )
                ),
            },
            {
                "with_partner": with_partner,
                "not_scored": not_scored,
                "was_mql": was_mql_2,
                "active_again": active_again_2,
                "in_trial": in_trial,
                "strong_fit": strong_fit,
                "business_domain": business_domain,
                "forgettable": forgettable,
            },
            (
                ("raw", True, None),
                ("inquiry", last_attended_and_13_others is not NEVER, None),
                (
                    "MQL",
                    (
                        "became_mql" in log
                        and log["became_mql"][-1] >= returned_at
                    ) or (person_score >= 10000 and behaviour != 0) or trial >= 2500,
                    recorded(log["became_mql"], returned_at) if "became_mql" in log else None,
                ),
                (
                    "accepted",
                    "accepted" in log and log["accepted"][-1] >= returned_at,
                    recorded(log["accepted"], returned_at) if "accepted" in log else None,
                ),
                (
                    "qualifying",
                    "qualifying" in log and log["qualifying"][-1] >= returned_at,
                    recorded(log["qualifying"], returned_at) if "qualifying" in log else None,
                ),
                (
                    "qualified",
                    "qualified" in log and log["qualified"][-1] >= returned_at,
                    recorded(log["qualified"], returned_at) if "qualified" in log else None,
                ),
            ),
            {
                "ineligible": last_ruled_out is not NEVER,
                "disqualified_lead": disqualified_lead,
                "bad_data": last_bounced is not NEVER and last_phone_failed is not NEVER,
            },
        )
    return new(
        Decision, (
        lead_id,
        as_of,
        {
            "demographic": demographic,
            "actions": actions,
            "booster": booster,
            "behaviour": behaviour,
            "person_score": person_score,
            "trial": trial,
        },
        {"letter": letter, "digit": digit},
        stage,
        disqualified,
        recycle,
        route,
        tuple(found_2),
        explanation,
    ))


def score_demographic(lead: Lead, as_of: int) -> int:
    """Demographic score alone, in hundredths of a point: it asks for no activity. Raises Refused."""
    (
        _,
        email,
        email_domain,
        company,
        competitor,
        company_use,
        seniority,
        function,
        country_tier,
        _,
        share_status,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
    ) = lead
    if competitor is None or company_use is None or share_status is None:
        check(lead)
        raise AssertionError("one of them is unknown")

    # scoring.sla:3: score demographic "Demographic score" from 0 to 70
    # scoring.sla:5: +25 if company_use because "Set up for a company or a team, not for oneself."
    demographic_sum_2 = 2500 if company_use is True else 0
    # scoring.sla:6: +35 if business_domain
    (email_domain_is_not_aol_com_or_others_2, email_domain_is_aol_com_or_others_2) = ABOUT_EMAIL_DOMAIN[email_domain]
    # definitions.sla:46: define business_domain "Business email domain"
    business_domain_2 = email_domain is not None and email_domain_is_not_aol_com_or_others_2
    if business_domain_2:
        demographic_sum_2 += 3500
    # scoring.sla:7: -10 if email_domain is one of generic_domains
    if email_domain_is_aol_com_or_others_2:
        demographic_sum_2 -= 1000
    # scoring.sla:8: by seniority
    demographic_sum_2 += SENIORITY_ROWS.get(seniority, 0)
    # scoring.sla:13: by function
    demographic_sum_2 += FUNCTION_ROWS.get(function, 0)
    # scoring.sla:19: by country_tier
    demographic_sum_2 += COUNTRY_TIER_ROWS.get(country_tier, 0)
    demographic_held_2 = 7000 if demographic_sum_2 > 7000 else 0 if demographic_sum_2 < 0 else demographic_sum_2
    # scoring.sla:4: zero if not_scored
    (email_ends_with_gitlab_com_2,) = ABOUT_EMAIL[email]
    (company_has_personal_or_others_2,) = ABOUT_COMPANY[company]
    # definitions.sla:19: define with_partner "Is worked by a partner"
    with_partner_2 = share_status in ("accepted", "pending", "sending")
    # definitions.sla:22: define not_scored "Excluded from scoring"
    not_scored_2 = (
        email_ends_with_gitlab_com_2
        or competitor is True
        or company_has_personal_or_others_2
        or with_partner_2
    )
    demographic_2 = 0 if not_scored_2 else demographic_held_2
    return demographic_2


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
    "title": "Lead model after GitLab's handbook",
    "version": "FY27",
    "digest": "sha256:077e63a8e7996828786dca92228d3de8ecdd5c4db624d2805b7cc061d638f9f2",
}
KINDS: dict[str, str] = {
    "attended": "attended an event",
    "registered": "registered for an event",
    "consumed": "took up content",
    "answered_survey": "answered a survey",
    "asked_follow_up": "asked for a follow-up in a campaign",
    "met": "met us at a conference or through a vendor",
    "submitted_form": "sent a form",
    "hand_raised": "raised a hand in the product",
    "chatted": "chatted on the website",
    "began_trial": "began a trial",
    "viewed_page": "viewed a page",
    "used_duo": "used a Duo feature",
    "activated_stage": "activated a stage of the product",
    "unsubscribed": "unsubscribed",
    "propensity_changed": "was given another propensity group",
    "intent_seen": "was reported as showing intent",
    "imported": "was pushed in from a list",
    "bounced": "bounced for good",
    "became_mql": "became an MQL",
    "assigned": "was assigned as an MQL",
    "reassigned": "was given another owner",
    "called": "was called",
    "emailed": "was emailed",
    "phone_failed": "could not be reached by phone",
    "accepted": "was accepted",
    "qualifying": "replied to a representative",
    "qualified": "was qualified",
    "sequence_finished": "went through a whole sequence",
    "recycled": "was recycled",
    "disqualified": "was disqualified",
    "ruled_out": "was declared ineligible by hand",
    "account_asked": "raised a question about its restricted account",
    "account_answered": "got an answer about its account",
    "shared": "was shared with the partner of a joint campaign",
    "partner_accepted": "was accepted by the partner",
    "partner_declined": "was declined by the partner",
}
# Of each kind whether it is the lead's own, and whether its values are asked for.
TRAITS = {
    "attended": (True, True), "registered": (True, False), "consumed": (True, True), "answered_survey": (True, True),
    "asked_follow_up": (True, False), "met": (True, False), "submitted_form": (True, True),
    "hand_raised": (True, False), "chatted": (True, True), "began_trial": (True, True), "viewed_page": (True, True),
    "used_duo": (True, True), "activated_stage": (True, True), "unsubscribed": (True, False),
    "propensity_changed": (False, True), "intent_seen": (False, False), "imported": (False, False),
    "bounced": (False, False), "became_mql": (False, False), "assigned": (False, False), "reassigned": (False, False),
    "called": (False, False), "emailed": (False, False), "phone_failed": (False, False), "accepted": (False, False),
    "qualifying": (False, False), "qualified": (False, False), "sequence_finished": (False, False),
    "recycled": (False, False), "disqualified": (False, False), "ruled_out": (False, False),
    "account_asked": (False, False), "account_answered": (False, False), "shared": (False, False),
    "partner_accepted": (False, False), "partner_declined": (False, False),
}
# The first and the last year whose holidays and clocks the agreement knows.
COVERS = (2022, 2032)
# Texts that count as unknown, however they are spelled; blank text is one of them.
UNKNOWN = frozenset({""})
EXAMPLE = "{\n  \"lead\": {\n    \"id\": \"example\",\n    \"region\": \"AMER\",\n    \"created_at\": \"2026-11-01T09:00:00-05:00\"\n  },\n  \"activities\": [\n    {\n      \"activity\": \"became_mql\",\n      \"at\": \"2026-11-16T09:00:00-05:00\"\n    },\n    {\n      \"activity\": \"accepted\",\n      \"at\": \"2026-11-16T10:00:00-05:00\"\n    }\n  ],\n  \"as_of\": \"2026-11-18T12:00:00-05:00\"\n}"

SAID: tuple[Said, ...] = (
    Said("score demographic/2", "rule", "scoring.sla:5", ("\u201cSet up for company or team use\u201d is yes",), "Set up for a company or a team, not for oneself."),
    Said("score demographic/3", "rule", "scoring.sla:6", ("The lead meets \u201cBusiness email domain\u201d",), None),
    Said("score demographic/4", "rule", "scoring.sla:7", ("The email domain is on the list \u201cGeneric email domains\u201d",), None),
    Said("score demographic/5", "rule", "scoring.sla:8", ("By the seniority: High or Medium", "By the seniority: Low", "By the seniority: Negative", "By the seniority: unknown", "By the seniority"), None),
    Said("score demographic/6", "rule", "scoring.sla:13", ("By the job function: High", "By the job function: Medium", "By the job function: Low", "By the job function: Negative", "By the job function: unknown", "By the job function"), None),
    Said("score demographic/7", "rule", "scoring.sla:19", ("By the country tier: Tier 1 or Tier 2", "By the country tier: Tier 3", "By the country tier: unknown", "By the country tier"), None),
    Said("score demographic", "bound", "scoring.sla:3", ("Held between 0 and 70",), None),
    Said("score demographic/zero 1", "zero", "scoring.sla:4", ("The score is 0 if the lead meets \u201cExcluded from scoring\u201d",), None),
    Said("score actions/2.1", "rule", "scoring.sla:35", ("Each time the lead asked for a follow-up in a campaign",), None),
    Said("score actions/2.2", "rule", "scoring.sla:36", ("Each time the lead met us at a conference or through a vendor",), None),
    Said("score actions/2.3", "rule", "scoring.sla:37", ("Each time the lead sent a form where the form is Contact, Renewal, Health check or Duo",), None),
    Said("score actions/2.4", "rule", "scoring.sla:38", ("Each time the lead raised a hand in the product",), None),
    Said("score actions/2.5", "rule", "scoring.sla:39", ("Each time the lead chatted on the website where the outcome is Qualified or Meeting scheduled",), None),
    Said("score actions/2.6.1", "rule", "scoring.sla:41", ("Each time the lead was given another propensity group where the new group is 4 or 5",), None),
    Said("score actions/2.6", "gate", "scoring.sla:40", ("\u201cPropensity\u201d left out: it counts only if the lead meets \u201cClassified A or B\u201d", "\u201cPropensity\u201d counts only if the lead meets \u201cClassified A or B\u201d"), None),
    Said("score actions/2.7.1", "rule", "scoring.sla:43", ("Each time the lead sent a form where the form is Other inbound",), None),
    Said("score actions/2.7", "gate", "scoring.sla:42", ("\u201cOther inbound forms\u201d left out: it counts only if \u201cApplies for the start-up programme\u201d is no", "\u201cOther inbound forms\u201d counts only if \u201cApplies for the start-up programme\u201d is no"), None),
    Said("score actions/2.8", "rule", "scoring.sla:44", ("Each time the lead began a trial where the size is not Small, \u201cValuable\u201d is yes and \u201cIn education\u201d is no",), None),
    Said("score actions/8", "rule", "scoring.sla:70", ("Every 30 days without activity of the lead's own (counted from when the lead was created if it has none)",), None),
    Said("score actions/3.1", "rule", "scoring.sla:46", ("Each time the lead attended an event where \u201cReached a success status\u201d is yes",), None),
    Said("score actions/3.2", "rule", "scoring.sla:50", ("Each time the lead registered for an event",), None),
    Said("score actions/4.1", "rule", "scoring.sla:52", ("Each time the lead took up content where \u201cReached a success status\u201d is yes",), None),
    Said("score actions/4.2", "rule", "scoring.sla:56", ("Each time the lead took up content where \u201cReached a success status\u201d is yes, the content is Gated and the asset contains an entry of the list \u201cAnalysts whose reports count as high\u201d",), "With the 15 above, an analyst's report is worth 35."),
    Said("score actions/4.3", "rule", "scoring.sla:58", ("Each time the lead took up content where \u201cReached a success status\u201d is yes and the content is Syndication",), None),
    Said("score actions/4.4", "rule", "scoring.sla:59", ("Each time the lead sent a form where the form is Subscription",), None),
    Said("score actions/4.5", "rule", "scoring.sla:60", ("Each time the lead answered a survey where \u201cReached a success status\u201d is yes",), None),
    Said("score actions/5.1", "rule", "scoring.sla:65", ("Each time the lead viewed a page where the path starts with an entry of the list \u201cKey web pages\u201d",), None),
    Said("score actions/5.2", "rule", "scoring.sla:66", ("Each time the lead viewed a page where the path starts with an entry of the list \u201cPages of job seekers and leavers\u201d",), None),
    Said("score actions/6.1", "rule", "scoring.sla:68", ("Each time the lead was reported as showing intent",), None),
    Said("score actions/6", "gate", "scoring.sla:67", ("\u201cIntent\u201d left out: it counts only if the lead has not been pushed in from a list in the last 30 days", "\u201cIntent\u201d counts only if the lead has not been pushed in from a list in the last 30 days"), None),
    Said("score actions/7", "rule", "scoring.sla:69", ("Each time the lead bounced for good",), None),
    Said("score actions", "bound", "scoring.sla:31", ("Held between 0 and 300",), None),
    Said("score booster/2", "rule", "scoring.sla:74", ("The lead meets \u201cActive again after a recycle\u201d and it meets \u201cHas been an MQL before\u201d",), "They know us, and are back."),
    Said("score booster", "bound", "scoring.sla:72", ("Held between 0 and 20",), None),
    Said("score actions", "term", "scoring.sla:76", ("Behaviour without boosters",), None),
    Said("score booster", "term", "scoring.sla:76", ("Booster",), None),
    Said("score behaviour", "rounding", "scoring.sla:76", ("Rounded to hundredths",), None),
    Said("score behaviour", "bound", "scoring.sla:76", ("Held between 0 and 300",), None),
    Said("score behaviour/zero 1", "zero", "scoring.sla:77", ("The score is 0 if the lead meets \u201cExcluded from scoring\u201d",), None),
    Said("score demographic", "term", "scoring.sla:79", ("Demographic score",), None),
    Said("score behaviour", "term", "scoring.sla:79", ("Behaviour score",), None),
    Said("score person_score", "rounding", "scoring.sla:79", ("Rounded to hundredths",), None),
    Said("score person_score", "bound", "scoring.sla:79", ("Held between 0 and 300",), None),
    Said("score trial/2.1", "rule", "scoring.sla:91", ("By the intent grade: A", "By the intent grade: B", "By the intent grade: C", "By the intent grade: D", "By the intent grade: unknown", "By the intent grade"), None),
    Said("score trial/2.2", "rule", "scoring.sla:97", ("By the intent profile: Strong", "By the intent profile: Moderate", "By the intent profile: Weak", "By the intent profile: unknown", "By the intent profile"), None),
    Said("score trial/2.3", "rule", "scoring.sla:102", ("The lead meets \u201cBusiness email domain\u201d",), None),
    Said("score trial/2.4.1", "rule", "scoring.sla:104", ("The lead used a Duo feature at least 3 times since the trial started, each feature counted once",), None),
    Said("score trial/2.4.2", "rule", "scoring.sla:105", ("The lead used a Duo feature at least 2 times since the trial started, each feature counted once",), None),
    Said("score trial/2.4.3", "rule", "scoring.sla:106", ("The lead used a Duo feature since the trial started",), None),
    Said("score trial/2.5", "rule", "scoring.sla:107", ("The lead has a management role",), None),
    Said("score trial/2.6", "rule", "scoring.sla:108", ("The lead has a matching account",), None),
    Said("score trial/2.7", "rule", "scoring.sla:109", ("\u201cTitle is upper management\u201d is yes",), None),
    Said("score trial/2.8", "rule", "scoring.sla:110", ("By the propensity group: 3", "By the propensity group: 4", "By the propensity group: 5", "By the propensity group: any other", "By the propensity group: unknown", "By the propensity group"), None),
    Said("score trial/2.9", "rule", "scoring.sla:116", ("The region is not LATAM and the segment is not Small",), None),
    Said("score trial/2.10.1", "rule", "scoring.sla:118", ("The lead activated a stage of the product at least 3 times since the trial started, each product stage counted once",), None),
    Said("score trial/2.10.2", "rule", "scoring.sla:119", ("The lead activated a stage of the product at least 2 times since the trial started, each product stage counted once",), None),
    Said("score trial/2.10.3", "rule", "scoring.sla:120", ("The lead activated a stage of the product since the trial started",), None),
    Said("score trial/2", "gate", "scoring.sla:90", ("\u201cTrial\u201d left out: it counts only if the lead meets \u201cWithin 40 days of a trial's start\u201d", "\u201cTrial\u201d counts only if the lead meets \u201cWithin 40 days of a trial's start\u201d"), None),
    Said("score trial", "bound", "scoring.sla:88", ("Held between 0 and 100",), None),
    Said("score trial/zero 1", "zero", "scoring.sla:89", ("The score is 0 if the lead meets \u201cExcluded from scoring\u201d",), None),
)

EMAIL_DOMAIN = frozenset({
    "aol.com", "gmail.com", "hotmail.com", "icloud.com", "outlook.com", "proton.me", "yahoo.com",
})
SENIORITY_ROWS = {"high": 1500, "medium": 1500, "low": 500, "negative": -1000, None: 0}
SENIORITY_ROWS_2 = {"high": 0, "medium": 0, "low": 1, "negative": 2, None: 3}
FUNCTION_ROWS = {"high": 2000, "medium": 1500, "low": 1000, "negative": -2000, None: 0}
FUNCTION_ROWS_2 = {"high": 0, "medium": 1, "low": 2, "negative": 3, None: 4}
COUNTRY_TIER_ROWS = {"tier_1": 500, "tier_2": 500, "tier_3": 0, None: 0}
COUNTRY_TIER_ROWS_2 = {"tier_1": 0, "tier_2": 0, "tier_3": 1, None: 2}
COMPANY = frozenset({"personal", "student", "test"})
FORM = frozenset({"contact", "duo", "health_check", "renewal"})
KIND_2_ROWS = {"conference": 1000, "in_person": 4000, "webcast": 4000, "booth": 2000, "online": 2000}
CONTENT_ROWS = {"gated": 1500, "paid_social": 1000, "pathfactory": 1000, "syndication": 0}
WORTH_ROWS = {"high": 4500, "medium": 3000, "low": 1500}
INTENT_GRADE_ROWS = {"A": 1500, "B": 700, "C": 0, "D": 300, None: 0}
INTENT_GRADE_ROWS_2 = {"A": 0, "B": 1, "C": 2, "D": 3, None: 4}
INTENT_PROFILE_ROWS = {"strong": 1200, "moderate": 500, "weak": 0, None: 0}
INTENT_PROFILE_ROWS_2 = {"strong": 0, "moderate": 1, "weak": 2, None: 3}
ROUTE_INDUSTRY_TEAM = Route("industry_team", "development", None, "development")
ROUTE_RESTRICTED = Route("restricted", "development", None, "development")
ROUTE_ROUND_ROBIN = Route("round_robin", "development", None, "development")
REGION_ROWS = {"AMER": 0, "LATAM": 0, "EMEA": 1, "APAC": 2}


# --------------------------------------------------------------------------------------- What the policy asks of texts

def about_email_domain(given: str | None) -> tuple[bool, bool]:
    """Email domain: what the policy asks of this text."""
    folded = None if given is None else fold(given)
    return (
        folded is not None and folded not in EMAIL_DOMAIN,
        folded in EMAIL_DOMAIN,
    )


ABOUT_EMAIL_DOMAIN = Remembered(about_email_domain)


def about_email(given: str | None) -> tuple[bool]:
    """Email: what the policy asks of this text."""
    folded = None if given is None else fold(given)
    return (
        folded is not None and folded.endswith("@gitlab.com"),
    )


ABOUT_EMAIL = Remembered(about_email)


def about_company(given: str | None) -> tuple[bool]:
    """Company: what the policy asks of this text."""
    folded = None if given is None else fold(given)
    parted = words(folded) if folded else []
    return (
        not COMPANY.isdisjoint(parted),
    )


ABOUT_COMPANY = Remembered(about_company)


def about_consumed_asset(given: str) -> tuple[bool]:
    """Asset: what the policy asks of this text."""
    folded = fold(given)
    return (
        "forrester" in folded or "gartner" in folded,
    )


ABOUT_CONSUMED_ASSET = Remembered(about_consumed_asset)


def about_viewed_page_path(given: str) -> tuple[bool, bool]:
    """Path: what the policy asks of this text."""
    folded = fold(given)
    return (
        folded.startswith(
            (
                "/direction",
                "/features",
                "/install",
                "/pricing/",
                "/releases/gitlab-com/",
                "/sales",
                "/solutions/startups/",
            )
        ),
        folded.startswith(("/careers", "/jobs", "/unsubscribe")),
    )


ABOUT_VIEWED_PAGE_PATH = Remembered(about_viewed_page_path)


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
    "email": Field("Email", "text"),
    "email_domain": Field("Email domain", "text"),
    "company": Field("Company", "text"),
    "competitor": Field("Works for a competitor", "flag", default=False),
    "company_use": Field("Set up for company or team use", "flag", default=False),
    "seniority": Field(
        "Seniority", "choice", choices={"high": "High", "medium": "Medium", "low": "Low", "negative": "Negative"},
    ),
    "function": Field(
        "Job function", "choice", choices={"high": "High", "medium": "Medium", "low": "Low", "negative": "Negative"},
    ),
    "country_tier": Field(
        "Country tier", "choice", choices={"tier_1": "Tier 1", "tier_2": "Tier 2", "tier_3": "Tier 3"},
    ),
    "startup_applicant": Field("Applies for the start-up programme", "flag", default=False),
    "share_status": Field(
        "Share status", "choice", default="none_yet",
        choices={"none_yet": "None yet", "sending": "Sending", "accepted": "Accepted", "pending": "Pending"},
    ),
    "region": Field(
        "Region", "choice", required=True, choices={"AMER": "AMER", "LATAM": "LATAM", "EMEA": "EMEA", "APAC": "APAC"},
    ),
    "segment": Field(
        "Segment", "choice", default="small", choices={"small": "Small", "mid_market": "Mid market", "large": "Large"},
    ),
    "created_at": Field("Created", "time", required=True),
    "customer": Field("Belongs to a customer or partner", "flag", default=False),
    "owner": Field("Owner", "text"),
    "account_owner": Field("Representative who works on the account", "text"),
    "account_state": Field(
        "State of the account", "choice",
        choices={"working": "Working", "queued": "Queued", "worked": "Worked", "restricted": "Restricted", "no_account": "No account"},
    ),
    "related_owner": Field("Owner of a related lead in the account", "text"),
    "specialist": Field(
        "Industry team", "choice", choices={"finance": "Financial services", "telecom": "Telecom", "neither": "Neither"},
        otherwise="neither",
    ),
    "trial_started": Field("Trial started", "time"),
    "intent_grade": Field("Intent grade", "choice", choices={"A": "A", "B": "B", "C": "C", "D": "D"}),
    "intent_profile": Field(
        "Intent profile", "choice", choices={"strong": "Strong", "moderate": "Moderate", "weak": "Weak"},
    ),
    "propensity": Field("Propensity group", "number"),
    "manager": Field("Has a management role", "flag", default=False),
    "account_matched": Field("Has a matching account", "flag", default=False),
    "upper_management": Field("Title is upper management", "flag", default=False),
})
ACTIVITIES: dict[str, Fields] = {
    "attended": declared({
        "kind": Field(
            "Kind", "choice", required=True,
            choices={"conference": "Conference", "in_person": "In person", "online": "Online", "webcast": "Webcast", "booth": "Conference booth"},
        ),
        "success": Field("Reached a success status", "flag", default=False),
    }),
    "registered": declared({
        "place": Field("Place", "choice", required=True, choices={"in_person": "In person", "online": "Online"}),
    }),
    "consumed": declared({
        "content": Field(
            "Content", "choice", required=True,
            choices={"syndication": "Syndication", "gated": "Gated", "paid_social": "Paid social", "pathfactory": "PathFactory"},
        ),
        "asset": Field("Asset", "text", required=True),
        "success": Field("Reached a success status", "flag", default=False),
    }),
    "answered_survey": declared({
        "worth": Field("Worth", "choice", required=True, choices={"high": "High", "medium": "Medium", "low": "Low"}),
        "success": Field("Reached a success status", "flag", default=False),
    }),
    "asked_follow_up": declared({}),
    "met": declared({}),
    "submitted_form": declared({
        "form": Field(
            "Form", "choice", required=True,
            choices={"contact": "Contact", "renewal": "Renewal", "health_check": "Health check", "duo": "Duo", "other_inbound": "Other inbound", "subscription": "Subscription"},
        ),
    }),
    "hand_raised": declared({}),
    "chatted": declared({
        "outcome": Field(
            "Outcome", "choice", choices={"qualified": "Qualified", "meeting": "Meeting scheduled", "neither": "Neither"},
            otherwise="neither",
        ),
    }),
    "began_trial": declared({
        "size": Field(
            "Size", "choice", required=True, choices={"small": "Small", "mid_market": "Mid market", "large": "Large"},
        ),
        "valuable": Field("Valuable", "flag", default=False),
        "edu": Field("In education", "flag", default=False),
    }),
    "viewed_page": declared({
        "path": Field("Path", "text", required=True),
    }),
    "used_duo": declared({
        "feature": Field("Feature", "text", required=True),
    }),
    "activated_stage": declared({
        "product_stage": Field("Product stage", "text", required=True),
    }),
    "unsubscribed": declared({}),
    "propensity_changed": declared({
        "propensity_group": Field("New group", "number", required=True),
    }),
    "intent_seen": declared({}),
    "imported": declared({}),
    "bounced": declared({}),
    "became_mql": declared({}),
    "assigned": declared({}),
    "reassigned": declared({}),
    "called": declared({}),
    "emailed": declared({}),
    "phone_failed": declared({}),
    "accepted": declared({}),
    "qualifying": declared({}),
    "qualified": declared({}),
    "sequence_finished": declared({}),
    "recycled": declared({
        "reason": Field(
            "Reason", "choice", required=True,
            choices={"no_value": "Doesn't see value", "evaluating": "Evaluating", "in_contract": "In current contract", "no_budget": "No budget", "no_interest": "No interest", "no_response": "No response", "product_limitation": "Product limitation", "staying": "Staying with Subversion", "no_data": "No data collected", "recalled": "Recalled from partner", "no_action": "No action", "denied": "Denied from start-ups programme"},
        ),
    }),
    "disqualified": declared({
        "reason": Field(
            "Reason", "choice", required=True,
            choices={"competitor": "Competitor", "consultant": "Consultant", "no_authority": "No authority", "personal_use": "Personal use", "unsubscribed": "Unsubscribed", "left": "No longer at company", "ce_only": "CE only", "gitlab_com_only": "GitLab.com only", "disqualified_account": "Disqualified account", "bad_data": "Bad data"},
        ),
    }),
    "ruled_out": declared({
        "reason": Field(
            "Reason", "choice", required=True,
            choices={"jihu": "JIHU", "support": "Support", "remote_inquiries": "Remote inquiries", "community_contributor": "Community contributor", "student": "Student", "eccn": "ECCN", "open_source": "Open source programme", "employee": "Employee or candidate", "customer_success": "Customer success"},
        ),
    }),
    "account_asked": declared({}),
    "account_answered": declared({}),
    "shared": declared({}),
    "partner_accepted": declared({}),
    "partner_declined": declared({}),
}
# America/New_York
ZONE_1_SINCE = (
    1609477200000, 1615705200000, 1636264800000, 1647154800000, 1667714400000, 1678604400000, 1699164000000,
    1710054000000, 1730613600000, 1741503600000, 1762063200000, 1772953200000, 1793512800000, 1805007600000,
    1825567200000, 1836457200000, 1857016800000, 1867906800000, 1888466400000, 1899356400000, 1919916000000,
    1930806000000, 1951365600000, 1962860400000, 1983420000000, 1994310000000, 2014869600000,
)
ZONE_1_AHEAD = (
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000, -14400000,
    -18000000, -14400000, -18000000, -14400000, -18000000, -14400000, -18000000,
)
ZONE_1 = Zone(ZONE_1_SINCE, ZONE_1_AHEAD)
CALENDAR_new_york = Calendar(
    "new_york", "Americas", ZONE_1, 2022, 2032,
    # open minutes of Monday to Sunday
    (((540, 1020),), ((540, 1020),), ((540, 1020),), ((540, 1020),), ((540, 1020),), (), ()),
    {
    },
)
# Europe/London
ZONE_2_SINCE = (
    1609459200000, 1616893200000, 1635642000000, 1648342800000, 1667091600000, 1679792400000, 1698541200000,
    1711846800000, 1729990800000, 1743296400000, 1761440400000, 1774746000000, 1792890000000, 1806195600000,
    1824944400000, 1837645200000, 1856394000000, 1869094800000, 1887843600000, 1901149200000, 1919293200000,
    1932598800000, 1950742800000, 1964048400000, 1982797200000, 1995498000000, 2014246800000,
)
ZONE_2_AHEAD = (
    0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
    3600000, 0, 3600000, 0, 3600000, 0, 3600000, 0,
)
ZONE_2 = Zone(ZONE_2_SINCE, ZONE_2_AHEAD)
CALENDAR_london = Calendar(
    "london", "Europe, Middle East and Africa", ZONE_2, 2022, 2032,
    # open minutes of Monday to Sunday
    (((540, 1020),), ((540, 1020),), ((540, 1020),), ((540, 1020),), ((540, 1020),), (), ()),
    {
    },
)
# Asia/Singapore
ZONE_3_SINCE = (
    1609430400000,
)
ZONE_3_AHEAD = (
    28800000,
)
ZONE_3 = Zone(ZONE_3_SINCE, ZONE_3_AHEAD)
CALENDAR_singapore = Calendar(
    "singapore", "Asia and Pacific", ZONE_3, 2022, 2032,
    # open minutes of Monday to Sunday
    (((540, 1020),), ((540, 1020),), ((540, 1020),), ((540, 1020),), ((540, 1020),), (), ()),
    {
    },
)
CLOCK_mql = Clock(
    "mql",
    ("assigned",),  # starts
    ("accepted", "qualifying", "qualified", "recycled", "disqualified", "ruled_out"),  # stops
    ("reassigned",),  # afresh
    (),  # pause
    (),  # resume
    (
        Response("mql_sla", 7200000, 0, True, (
        ), (
        )),
    ),
)
CLOCK_sequence = Clock(
    "sequence",
    ("sequence_finished",),  # starts
    ("qualifying", "recycled"),  # stops
    (),  # afresh
    (),  # pause
    (),  # resume
    (
        Response("sequence_end", 604800000, 0, False, (
        ), (
            Action("return", "no_response", "at due", 0, False),
        )),
    ),
)
CLOCK_account_question = Clock(
    "account_question",
    ("account_asked",),  # starts
    ("account_answered",),  # stops
    (),  # afresh
    (),  # pause
    (),  # resume
    (
        Response("restricted_account", 172800000, 0, False, (
        ), (
        )),
    ),
)
CLOCK_partner = Clock(
    "partner",
    ("shared",),  # starts
    ("partner_accepted", "partner_declined"),  # stops
    (),  # afresh
    (),  # pause
    (),  # resume
    (
        Response("joint_campaign", 2592000000, 0, False, (
        ), (
            Action("return", "recalled", "at due", 0, False),
        )),
    ),
)


if __name__ == "__main__":
    sys.exit(main())
