-- A decision for every lead. Made by `leadpact compile`; a change belongs in the policy, not here.
-- Digest of the policy's meaning: sha256:3e686b09be8b685c90a071ec0366b398858d844f8276c4b38417f17fd9bafb1e
-- It decides at the instant `as_of`, in ms since 1970-01-01 UTC (`dbt run --vars 'as_of: 1793638800000'`); without it,
-- at the start of the run. Tables are in the schema `leadpact_schema`; without it, in that of the target.
{{ config(materialized='table') }}
{% set as_of = (var('as_of', none) or (run_started_at.timestamp() * 1000)) | int %}
{% if target.type in ['duckdb'] %}
WITH "record_values" AS NOT MATERIALIZED (
  /* What is known of a lead */
  SELECT
    "l"."id" AS "lead_id",
    COALESCE("l"."opted_out", FALSE) AS "opted_out",
    COALESCE("l"."do_not_call", FALSE) AS "do_not_call",
    CAST(CAST("l"."revenue_share" AS DECIMAL(19, 4)) * 10000 AS BIGINT) AS "revenue_share",
    "l"."owner" AS "owner",
    "l"."title" AS "title",
    "l"."industry" AS "industry",
    CAST("l"."employees" AS BIGINT) AS "employees"
  FROM {{ source('leadpact', 'leads') }} AS "l"
), "record_texts" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    LOWER("owner") AS "owner_folded_bare",
    LOWER(REPLACE(REPLACE("title", 'ſ', 's'), 'İ', 'ı')) AS "title_folded_bare"
  FROM "record_values"
), "record_known" AS NOT MATERIALIZED (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT REGEXP_FULL_MATCH("owner", '(?i)[\t\n\r \x{a0}]*(?:n\x{2f}a|none)?[\t\n\r \x{a0}]*'), FALSE) AS "owner_known"
  FROM "record_texts"
), "record" AS NOT MATERIALIZED (
  /* The words of those that words are looked for in */
  SELECT
    *,
    "title_folded_bare" AS "title_words"
  FROM "record_known"
), "rules_and_standing_2" AS (
  SELECT
    "lead_id",
    "revenue_share",
    CASE WHEN "opted_out" = TRUE THEN 'opt_out' WHEN "do_not_call" = TRUE THEN 'no_calls' END AS "disqualified", /* pipeline.sla:51 disqualify opt_out "Opted out" */
    CASE WHEN "owner_known" THEN "owner" END AS "owner_text",
    CAST(CASE
      WHEN REGEXP_MATCHES(
        "title_words",
        '(?:\A|[\t\n\r \x{a0}!-/:-@[-`{-~])(?:ceo|cfo|chief|coo|director|head|owner|vp|vice[\t\n\r \x{a0}!-/:-@[-`{-~]+president)(?:[\t\n\r \x{a0}!-/:-@[-`{-~]|\z)'
      )
      THEN 1000
      ELSE 0
    END AS BIGINT) AS "fit_1", /* scoring.sla:4 +10 if title has one of the words deciding_words */
    CAST(CASE WHEN "industry" IS NULL THEN 0 WHEN "industry" IN ('logistics', 'manufacturing') THEN 1000 ELSE 0 END AS BIGINT) AS "fit_2", /* scoring.sla:5 by industry */
    CAST(CASE
      WHEN "employees" IS NULL
      THEN 0
      WHEN "employees" < 50
      THEN 0
      WHEN "employees" >= 50 AND "employees" <= 2000
      THEN 1000
      WHEN "employees" >= 2001
      THEN 500
      ELSE 0
    END AS BIGINT) AS "fit_3" /* scoring.sla:9 by employees */
  FROM "record"
), "sums" AS (
  SELECT
    "lead_id",
    "revenue_share",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_1" + "fit_2" + "fit_3" AS "fit_sum" /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM "rules_and_standing_2"
), "sums_2" AS (
  SELECT
    "lead_id",
    "revenue_share",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_sum",
    LEAST(GREATEST("fit_sum", 0), 3000) AS "fit_bounded" /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM "sums"
), "changes" AS (
  SELECT
    "lead_id",
    "revenue_share",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bounded" - "fit_sum" AS "fit_bound" /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM "sums_2"
), "log_of_since" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    EPOCH_US("a"."at") // 1000 AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN (
      'became_mql',
      'handed_over',
      'spoke',
      'opportunity_opened',
      'demonstrated',
      'requirements_found',
      'proposal_sent',
      'selected_technically',
      'negotiated',
      'decided_for_us',
      'in_purchasing',
      'ordered',
      'deal_lost',
      'returned'
    )
    AND EPOCH_US("a"."at") // 1000 <= CAST({{ as_of }} AS BIGINT)
), "since" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "lead_id",
    MAX(CASE WHEN "activity" = 'returned' THEN "at" END) AS "latest_returned",
    MAX(CASE WHEN "activity" = 'deal_lost' THEN "at" END) AS "latest_deal_lost",
    MAX(CASE WHEN "activity" = 'spoke' THEN "at" END) AS "latest_spoke",
    MAX(CASE WHEN "activity" = 'ordered' THEN "at" END) AS "latest_ordered",
    MAX(CASE WHEN "activity" = 'in_purchasing' THEN "at" END) AS "latest_in_purchasing",
    MAX(CASE WHEN "activity" = 'decided_for_us' THEN "at" END) AS "latest_decided_for_us",
    MAX(CASE WHEN "activity" = 'negotiated' THEN "at" END) AS "latest_negotiated",
    MAX(CASE WHEN "activity" = 'selected_technically' THEN "at" END) AS "latest_selected_technically",
    MAX(CASE WHEN "activity" = 'proposal_sent' THEN "at" END) AS "latest_proposal_sent",
    MAX(CASE WHEN "activity" = 'requirements_found' THEN "at" END) AS "latest_requirements_found",
    MAX(CASE WHEN "activity" = 'demonstrated' THEN "at" END) AS "latest_demonstrated",
    MAX(CASE WHEN "activity" = 'opportunity_opened' THEN "at" END) AS "latest_opportunity_opened",
    MAX(CASE WHEN "activity" = 'handed_over' THEN "at" END) AS "latest_handed_over",
    MAX(CASE WHEN "activity" = 'became_mql' THEN "at" END) AS "latest_became_mql"
  FROM "log_of_since"
  GROUP BY
    "lead_id"
), "log_2_1" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    EPOCH_US("a"."at") // 1000 AS "at",
    "a"."interested" AS "interested",
    "a"."path" AS "path"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    (
      (
        "a"."activity" IN (
          'viewed_page',
          'attended_webinar',
          'downloaded',
          'enquired',
          'converted',
          'met_at_event',
          'described_challenge',
          'asked_prices',
          'asked_proposal'
        )
        AND EPOCH_US("a"."at") // 1000 <= CAST({{ as_of }} AS BIGINT)
      )
      AND EPOCH_US("a"."at") // 1000 > CASE
        WHEN "a"."activity" IN ('viewed_page', 'attended_webinar', 'downloaded')
        THEN CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        WHEN "a"."activity" IN ('enquired', 'converted', 'met_at_event', 'described_challenge', 'asked_prices', 'asked_proposal')
        THEN CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        ELSE -1
      END
    )
    AND "a"."at" > MAKE_TIMESTAMP((
      CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) - 86400000
    ) * 1000)
), "log_2_2" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN STRLEN("path") = LENGTH("path") AND "path" >= '!' AND ARRAY_EXTRACT("path", -1) >= '!'
      THEN LOWER("path")
      ELSE TRANSLATE(TRIM("path", ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160)), 'ABCEFGIJMNOPRSTUYſ', 'abcefgijmnoprstuys')
    END AS "path_folded_bare"
  FROM "log_2_1"
), "log_2" AS NOT MATERIALIZED (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE WHEN "activity" = 'met_at_event' THEN COALESCE("interested", FALSE) = TRUE END AS "is_met_at_event",
    CASE WHEN "activity" = 'viewed_page' THEN LEFT("path_folded_bare", 8) = '/pricing' END AS "is_viewed_page",
    CASE
      WHEN "activity" = 'viewed_page'
      THEN "path_folded_bare" IN ('/cases', '/compare', '/features', '/integrations', '/roi', '/security')
    END AS "is_viewed_page_2",
    CASE
      WHEN "activity" = 'viewed_page'
      THEN (
        LEFT("path_folded_bare", 8) = '/careers' OR LEFT("path_folded_bare", 5) = '/jobs'
      )
    END AS "is_viewed_page_3"
  FROM "log_2_2"
), "seen" AS NOT MATERIALIZED (
  /* What is asked of activities */
  SELECT
    "r"."lead_id",
    "r"."activity",
    "r"."at",
    "r"."is_met_at_event",
    "r"."is_viewed_page",
    "r"."is_viewed_page_2",
    "r"."is_viewed_page_3"
  FROM "log_2" AS "r"
), "counted" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "lead_id",
    COUNT(
      CASE
        WHEN "activity" IN ('described_challenge', 'asked_prices', 'asked_proposal')
        AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_described_challenge_asked_prices",
    COUNT(
      CASE
        WHEN "activity" IN ('enquired', 'converted') AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_enquired_converted",
    COUNT(CASE WHEN "is_met_at_event" AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT) THEN 1 END) AS "count_met_at_event",
    COUNT(
      CASE
        WHEN "activity" = 'attended_webinar' AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_attended_webinar",
    COUNT(CASE WHEN "is_viewed_page" AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "count_viewed_page",
    COUNT(CASE WHEN "is_viewed_page_2" AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "count_viewed_page_2",
    COUNT(
      CASE
        WHEN "activity" = 'downloaded' AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_downloaded",
    COUNT(CASE WHEN "is_viewed_page_3" AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "count_viewed_page_3"
  FROM "seen"
  GROUP BY
    "lead_id"
), "log_of_latest" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    EPOCH_US("a"."at") // 1000 AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN ('described_challenge', 'asked_prices', 'asked_proposal')
    AND EPOCH_US("a"."at") // 1000 <= CAST({{ as_of }} AS BIGINT)
), "latest" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "lead_id",
    MAX("at") AS "latest_described_challenge_asked_prices"
  FROM "log_of_latest"
  GROUP BY
    "lead_id"
), "log_of_latest_2" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    EPOCH_US("a"."at") // 1000 AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN ('asked_prices', 'asked_proposal')
    AND EPOCH_US("a"."at") // 1000 <= CAST({{ as_of }} AS BIGINT)
), "latest_2" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "lead_id",
    MAX("at") AS "latest_asked_prices_asked_proposal"
  FROM "log_of_latest_2"
  GROUP BY
    "lead_id"
), "log_of_latest_3" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    EPOCH_US("a"."at") // 1000 AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN ('clicked_email', 'viewed_page', 'attended_webinar', 'downloaded')
    AND EPOCH_US("a"."at") // 1000 <= CAST({{ as_of }} AS BIGINT)
), "latest_3" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "lead_id",
    MAX("at") AS "latest_clicked_email_viewed_page"
  FROM "log_of_latest_3"
  GROUP BY
    "lead_id"
), "log_of_latest_4" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    EPOCH_US("a"."at") // 1000 AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN ('enquired', 'converted', 'met_at_event')
    AND EPOCH_US("a"."at") // 1000 <= CAST({{ as_of }} AS BIGINT)
), "latest_4" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "lead_id",
    MAX("at") AS "latest_enquired_converted"
  FROM "log_of_latest_4"
  GROUP BY
    "lead_id"
), "facts" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "l"."disqualified",
    "l"."fit_1",
    "l"."fit_2",
    "l"."fit_3",
    "l"."fit_bound",
    "l"."fit_bounded",
    "l"."lead_id",
    "l"."owner_text",
    "l"."revenue_share",
    "s0"."latest_returned" AS "latest_returned",
    "s0"."latest_deal_lost" AS "latest_deal_lost",
    "s0"."latest_spoke" AS "latest_spoke",
    "s0"."latest_ordered" AS "latest_ordered",
    "s0"."latest_in_purchasing" AS "latest_in_purchasing",
    "s0"."latest_decided_for_us" AS "latest_decided_for_us",
    "s0"."latest_negotiated" AS "latest_negotiated",
    "s0"."latest_selected_technically" AS "latest_selected_technically",
    "s0"."latest_proposal_sent" AS "latest_proposal_sent",
    "s0"."latest_requirements_found" AS "latest_requirements_found",
    "s0"."latest_demonstrated" AS "latest_demonstrated",
    "s0"."latest_opportunity_opened" AS "latest_opportunity_opened",
    "s0"."latest_handed_over" AS "latest_handed_over",
    "s0"."latest_became_mql" AS "latest_became_mql",
    COALESCE("s1"."count_described_challenge_asked_prices", 0) AS "count_described_challenge_asked_prices",
    COALESCE("s1"."count_enquired_converted", 0) AS "count_enquired_converted",
    COALESCE("s1"."count_met_at_event", 0) AS "count_met_at_event",
    COALESCE("s1"."count_attended_webinar", 0) AS "count_attended_webinar",
    COALESCE("s1"."count_viewed_page", 0) AS "count_viewed_page",
    COALESCE("s1"."count_viewed_page_2", 0) AS "count_viewed_page_2",
    COALESCE("s1"."count_downloaded", 0) AS "count_downloaded",
    COALESCE("s1"."count_viewed_page_3", 0) AS "count_viewed_page_3",
    "s2"."latest_described_challenge_asked_prices" AS "latest_described_challenge_asked_prices",
    "s3"."latest_asked_prices_asked_proposal" AS "latest_asked_prices_asked_proposal",
    "s4"."latest_clicked_email_viewed_page" AS "latest_clicked_email_viewed_page",
    "s5"."latest_enquired_converted" AS "latest_enquired_converted"
  FROM "changes" AS "l"
  LEFT JOIN "since" AS "s0"
    ON "s0"."lead_id" = "l"."lead_id"
  LEFT JOIN "counted" AS "s1"
    ON "s1"."lead_id" = "l"."lead_id"
  LEFT JOIN "latest" AS "s2"
    ON "s2"."lead_id" = "l"."lead_id"
  LEFT JOIN "latest_2" AS "s3"
    ON "s3"."lead_id" = "l"."lead_id"
  LEFT JOIN "latest_3" AS "s4"
    ON "s4"."lead_id" = "l"."lead_id"
  LEFT JOIN "latest_4" AS "s5"
    ON "s5"."lead_id" = "l"."lead_id"
), "rules_and_standing" AS (
  SELECT
    "lead_id",
    "latest_returned",
    "latest_deal_lost",
    "latest_described_challenge_asked_prices",
    "latest_asked_prices_asked_proposal",
    "revenue_share",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    NULLIF(GREATEST(COALESCE("latest_returned", -1), COALESCE("latest_deal_lost", -1)), -1) AS "recycle_since",
    CAST(CASE
      WHEN (
        "count_described_challenge_asked_prices" > 0
      ) /* definitions.sla:68 define sql_sign "Showed a sign of a sales qualified lead" */
      THEN 6000
      ELSE 0
    END AS BIGINT) AS "interest_1", /* scoring.sla:17 +60 if sql_sign because "Whoever asks sales for something gets sales, wh... */
    CAST(CASE
      WHEN (
        "count_enquired_converted" > 0 OR "count_met_at_event" > 0
      ) /* definitions.sla:63 define mql_sign "Showed a sign of a marketing qualified lead" */
      THEN 3000
      ELSE 0
    END AS BIGINT) AS "interest_2", /* scoring.sla:18 +30 if mql_sign */
    LEAST("count_attended_webinar", 3) * 1000 AS "interest_3", /* scoring.sla:19 +10 for each attended_webinar in the last 180 days at most 3 times */
    LEAST("count_viewed_page", 3) * 1000 AS "interest_4", /* scoring.sla:20 +10 for each viewed_page in the last 180 days at most 3 times where path... */
    LEAST(GREATEST("count_viewed_page_2" * 100, -2000), 2000) AS "interest_5", /* scoring.sla:21 +1 for each viewed_page in the last 180 days at most 20 points where pat... */
    LEAST("count_downloaded", 2) * 500 AS "interest_6", /* scoring.sla:22 +5 for each downloaded in the last 180 days at most 2 times */
    CAST(CASE WHEN "count_viewed_page_3" > 0 THEN -2000 ELSE 0 END AS BIGINT) AS "interest_7" /* scoring.sla:23 -20 if viewed_page in the last 180 days where path starts with one of jo... */
  FROM "facts"
), "standing_and_sums" AS (
  SELECT
    "lead_id",
    "latest_returned",
    "latest_deal_lost",
    "latest_described_challenge_asked_prices",
    "latest_asked_prices_asked_proposal",
    "revenue_share",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    CASE
      WHEN "latest_returned" = "recycle_since"
      THEN 'not_ready'
      WHEN "latest_deal_lost" = "recycle_since"
      THEN 'lost'
    END AS "recycle", /* nurture.sla:10 recycle not_ready "Not ready yet" */
    "interest_1" + "interest_2" + "interest_3" + "interest_4" + "interest_5" + "interest_6" + "interest_7" AS "interest_sum" /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM "rules_and_standing"
), "standing_and_sums_2" AS (
  SELECT
    "lead_id",
    "latest_returned",
    "latest_deal_lost",
    "latest_described_challenge_asked_prices",
    "latest_asked_prices_asked_proposal",
    "revenue_share",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "recycle",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_sum",
    CASE
      WHEN "recycle" = 'not_ready'
      THEN "recycle_since" + CAST(31622400000 AS BIGINT)
      WHEN "recycle" = 'lost'
      THEN "recycle_since" + CAST(31622400000 AS BIGINT)
    END AS "recycle_until",
    LEAST(GREATEST("interest_sum", 0), 10000) AS "interest_bounded" /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM "standing_and_sums"
), "standing_and_changes" AS (
  SELECT
    "lead_id",
    "latest_described_challenge_asked_prices",
    "revenue_share",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "recycle",
    "recycle_until",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_bounded",
    COALESCE(CAST({{ as_of }} AS BIGINT) < "recycle_until", FALSE)
    AND CASE
      WHEN "recycle" = 'not_ready'
      THEN NOT (
        COALESCE(
          NOT CASE
            WHEN "latest_described_challenge_asked_prices" > "latest_returned"
            THEN "latest_described_challenge_asked_prices"
          END IS NULL,
          FALSE
        )
      )
      WHEN "recycle" = 'lost'
      THEN NOT (
        COALESCE(
          NOT CASE WHEN "latest_asked_prices_asked_proposal" > "latest_deal_lost" THEN "latest_asked_prices_asked_proposal" END IS NULL,
          FALSE
        )
      )
      ELSE TRUE
    END AS "recycle_in_force",
    "interest_bounded" - "interest_sum" AS "interest_bound", /* scoring.sla:16 score interest "Interest" from 0 to 100 */
    "fit_bounded" * 100 + "interest_bounded" * 100 AS "points_sum" /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM "standing_and_sums_2"
), "standing_and_sums_3" AS (
  SELECT
    "lead_id",
    "latest_described_challenge_asked_prices",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_bounded",
    "interest_bound",
    "points_sum",
    CASE
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      AND (
        COALESCE("revenue_share" <= 800000, FALSE) /* definitions.sla:73 define a_customer "A customer" */
        OR COALESCE((
          "revenue_share" > 800000 AND "revenue_share" <= 900000
        ), FALSE) /* definitions.sla:77 define b_customer "B customer" */
      )
      AND NOT "owner_text" IS NULL
      THEN 'key_accounts'
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      AND NOT "latest_spoke" IS NULL
      AND NOT "owner_text" IS NULL
      THEN 'keeps_lead'
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      THEN 'inside'
    END AS "route", /* pipeline.sla:57 route key_accounts "Whoever looks after the customer" to the person in... */
    CASE WHEN "points_sum" >= 0 THEN (
      "points_sum" + 50
    ) // 100 ELSE -(
      (
        50 - "points_sum"
      ) // 100
    ) END AS "points_rounded" /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM "standing_and_changes"
), "standing_and_changes_2" AS (
  SELECT
    "lead_id",
    "latest_described_challenge_asked_prices",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_bounded",
    "interest_bound",
    "points_rounded",
    CASE WHEN "route" = 'key_accounts' THEN "owner_text" WHEN "route" = 'keeps_lead' THEN "owner_text" END AS "person",
    CASE WHEN "route" = 'inside' THEN 'sales' END AS "team",
    "points_rounded" * 100 - "points_sum" AS "points_rounding", /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    LEAST(GREATEST("points_rounded", 0), 10000) AS "points_bounded" /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM "standing_and_sums_3"
), "changes_and_standing" AS (
  SELECT
    "lead_id",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "person",
    "team",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_bounded",
    "interest_bound",
    "points_rounding",
    "points_bounded",
    "points_bounded" - "points_rounded" AS "points_bound", /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    CASE
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      THEN CASE
        WHEN COALESCE("latest_ordered" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:47 stage closed "Closed" owned by sales, probability 100% */
        THEN 'closed'
        WHEN COALESCE("latest_in_purchasing" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:44 stage purchasing "In purchasing" owned by sales, probability 90% */
        THEN 'purchasing'
        WHEN COALESCE("latest_decided_for_us" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:41 stage signature "Final signature" owned by sales, probability 80% */
        THEN 'signature'
        WHEN COALESCE("latest_negotiated" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:38 stage negotiation "Contract negotiation" owned by sales, probability 70% */
        THEN 'negotiation'
        WHEN COALESCE("latest_selected_technically" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:35 stage selected "Technically selected" owned by sales, probability 60% */
        THEN 'selected'
        WHEN COALESCE("latest_proposal_sent" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:31 stage proposal "Proposal submitted" owned by sales, probability 50% */
        THEN 'proposal'
        WHEN COALESCE("latest_requirements_found" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:28 stage budget_qualification "Budget qualification" owned by sales, proba... */
        THEN 'budget_qualification'
        WHEN COALESCE("latest_demonstrated" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:25 stage evaluation "Evaluation" owned by sales, probability 30% */
        THEN 'evaluation'
        WHEN COALESCE("latest_opportunity_opened" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:21 stage qualified "Opportunity" owned by sales */
        THEN 'qualified'
        WHEN COALESCE("latest_spoke" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:17 stage prospect_engaged "Prospect engaged" owned by sales, probability 20% */
        THEN 'prospect_engaged'
        WHEN COALESCE("latest_handed_over" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:13 stage prospect_new "Prospect new" owned by sales, probability 10% */
        THEN 'prospect_new'
        WHEN COALESCE("latest_became_mql" >= COALESCE("recycle_since", -1) OR "points_bounded" >= 6000, FALSE) /* pipeline.sla:8 stage MQL "Marketing qualified lead" owned by marketing */
        THEN 'MQL'
        WHEN COALESCE(
          (
            NOT "latest_clicked_email_viewed_page" IS NULL
            OR NOT "latest_enquired_converted" IS NULL
            OR NOT "latest_described_challenge_asked_prices" IS NULL
          ) /* definitions.sla:37 define responded "Lead" */,
          FALSE
        ) /* pipeline.sla:5 stage responder "Responding lead" owned by marketing */
        THEN 'responder'
        ELSE 'inquiry'
      END
    END AS "stage" /* pipeline.sla:3 stage inquiry "Inquiry" owned by marketing because "A name in the databa... */
  FROM "standing_and_changes_2"
)
SELECT
  "lead_id",
  CAST({{ as_of }} AS BIGINT) AS "as_of",
  CAST(CAST("fit_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit",
  CAST(CAST("interest_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest",
  CAST(CAST("points_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "points",
  "stage" AS "stage",
  "disqualified" AS "disqualified",
  CASE WHEN "recycle_in_force" THEN "recycle" END AS "recycle",
  CAST(CASE WHEN "recycle_in_force" THEN "recycle_until" END AS BIGINT) AS "recycle_until",
  "route" AS "route",
  COALESCE("person", "team") AS "routed_to",
  CAST(CAST("fit_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit_1",
  CAST(CAST("fit_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit_2",
  CAST(CAST("fit_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit_3",
  CAST(CAST("fit_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit_bound",
  CAST(CAST("interest_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_1",
  CAST(CAST("interest_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_2",
  CAST(CAST("interest_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_3",
  CAST(CAST("interest_4" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_4",
  CAST(CAST("interest_5" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_5",
  CAST(CAST("interest_6" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_6",
  CAST(CAST("interest_7" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_7",
  CAST(CAST("interest_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_bound",
  CAST(CAST("points_rounding" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "points_rounding",
  CAST(CAST("points_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "points_bound"
FROM "changes_and_standing"
{% elif target.type in ['spark', 'databricks'] %}
WITH `record_values` AS (
  /* What is known of a lead */
  SELECT
    `l`.`id` AS `lead_id`,
    COALESCE(`l`.`opted_out`, FALSE) AS `opted_out`,
    COALESCE(`l`.`do_not_call`, FALSE) AS `do_not_call`,
    CAST(CAST(`l`.`revenue_share` AS DECIMAL(19, 4)) * 10000 AS BIGINT) AS `revenue_share`,
    `l`.`owner` AS `owner`,
    `l`.`title` AS `title`,
    `l`.`industry` AS `industry`,
    CAST(`l`.`employees` AS BIGINT) AS `employees`
  FROM {{ source('leadpact', 'leads') }} AS `l`
), `record_texts` AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH(`owner`) = CHAR_LENGTH(`owner`) AND `owner` = TRIM(BOTH ' \t\r\n ' FROM `owner`)
      THEN LOWER(`owner`)
      ELSE TRANSLATE(TRIM(BOTH ' \t\r\n ' FROM `owner`), 'AENO', 'aeno')
    END AS `owner_folded_bare`,
    CASE
      WHEN OCTET_LENGTH(`title`) = CHAR_LENGTH(`title`) AND `title` = TRIM(BOTH ' \t\r\n ' FROM `title`)
      THEN LOWER(`title`)
      ELSE TRANSLATE(TRIM(BOTH ' \t\r\n ' FROM `title`), 'ACDEFHINOPRSTVWſ', 'acdefhinoprstvws')
    END AS `title_folded_bare`
  FROM `record_values`
), `record_known` AS (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT `owner_folded_bare` IN ('', 'n/a', 'none'), FALSE) AS `owner_known`
  FROM `record_texts`
), `record` AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE(`title_folded_bare`, ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS `title_words`
  FROM `record_known`
), `rules_and_standing_2` AS (
  SELECT
    `lead_id`,
    `revenue_share`,
    CASE WHEN `opted_out` = TRUE THEN 'opt_out' WHEN `do_not_call` = TRUE THEN 'no_calls' END AS `disqualified`, /* pipeline.sla:51 disqualify opt_out "Opted out" */
    CASE WHEN `owner_known` THEN `owner` END AS `owner_text`,
    CAST(CASE
      WHEN (
        CONTAINS(`title_words`, ' ceo ')
        OR CONTAINS(`title_words`, ' cfo ')
        OR CONTAINS(`title_words`, ' chief ')
        OR CONTAINS(`title_words`, ' coo ')
        OR CONTAINS(`title_words`, ' director ')
        OR CONTAINS(`title_words`, ' head ')
        OR CONTAINS(`title_words`, ' owner ')
        OR CONTAINS(`title_words`, ' vp ')
        OR CONTAINS(REPLACE(REPLACE(REPLACE(`title_words`, ' ', '<>'), '><', ''), '<>', ' '), ' vice president ')
      )
      THEN 1000
      ELSE 0
    END AS BIGINT) AS `fit_1`, /* scoring.sla:4 +10 if title has one of the words deciding_words */
    CAST(CASE WHEN `industry` IS NULL THEN 0 WHEN `industry` IN ('logistics', 'manufacturing') THEN 1000 ELSE 0 END AS BIGINT) AS `fit_2`, /* scoring.sla:5 by industry */
    CAST(CASE
      WHEN `employees` IS NULL
      THEN 0
      WHEN `employees` < 50
      THEN 0
      WHEN `employees` >= 50 AND `employees` <= 2000
      THEN 1000
      WHEN `employees` >= 2001
      THEN 500
      ELSE 0
    END AS BIGINT) AS `fit_3` /* scoring.sla:9 by employees */
  FROM `record`
), `sums` AS (
  SELECT
    `lead_id`,
    `revenue_share`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_1` + `fit_2` + `fit_3` AS `fit_sum` /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM `rules_and_standing_2`
), `sums_2` AS (
  SELECT
    `lead_id`,
    `revenue_share`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_sum`,
    LEAST(GREATEST(`fit_sum`, 0), 3000) AS `fit_bounded` /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM `sums`
), `changes` AS (
  SELECT
    `lead_id`,
    `revenue_share`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bounded` - `fit_sum` AS `fit_bound` /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM `sums_2`
), `log_of_since` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    `a`.`activity` IN (
      'became_mql',
      'handed_over',
      'spoke',
      'opportunity_opened',
      'demonstrated',
      'requirements_found',
      'proposal_sent',
      'selected_technically',
      'negotiated',
      'decided_for_us',
      'in_purchasing',
      'ordered',
      'deal_lost',
      'returned'
    )
    AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS BIGINT)
), `since` AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    `lead_id`,
    MAX(CASE WHEN `activity` = 'returned' THEN `at` END) AS `latest_returned`,
    MAX(CASE WHEN `activity` = 'deal_lost' THEN `at` END) AS `latest_deal_lost`,
    MAX(CASE WHEN `activity` = 'spoke' THEN `at` END) AS `latest_spoke`,
    MAX(CASE WHEN `activity` = 'ordered' THEN `at` END) AS `latest_ordered`,
    MAX(CASE WHEN `activity` = 'in_purchasing' THEN `at` END) AS `latest_in_purchasing`,
    MAX(CASE WHEN `activity` = 'decided_for_us' THEN `at` END) AS `latest_decided_for_us`,
    MAX(CASE WHEN `activity` = 'negotiated' THEN `at` END) AS `latest_negotiated`,
    MAX(CASE WHEN `activity` = 'selected_technically' THEN `at` END) AS `latest_selected_technically`,
    MAX(CASE WHEN `activity` = 'proposal_sent' THEN `at` END) AS `latest_proposal_sent`,
    MAX(CASE WHEN `activity` = 'requirements_found' THEN `at` END) AS `latest_requirements_found`,
    MAX(CASE WHEN `activity` = 'demonstrated' THEN `at` END) AS `latest_demonstrated`,
    MAX(CASE WHEN `activity` = 'opportunity_opened' THEN `at` END) AS `latest_opportunity_opened`,
    MAX(CASE WHEN `activity` = 'handed_over' THEN `at` END) AS `latest_handed_over`,
    MAX(CASE WHEN `activity` = 'became_mql' THEN `at` END) AS `latest_became_mql`
  FROM `log_of_since`
  GROUP BY
    `lead_id`
), `log_2_1` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`,
    `a`.`interested` AS `interested`,
    `a`.`path` AS `path`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    (
      (
        `a`.`activity` IN (
          'viewed_page',
          'attended_webinar',
          'downloaded',
          'enquired',
          'converted',
          'met_at_event',
          'described_challenge',
          'asked_prices',
          'asked_proposal'
        )
        AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS BIGINT)
      )
      AND UNIX_MILLIS(`a`.`at`) > CASE
        WHEN `a`.`activity` IN ('viewed_page', 'attended_webinar', 'downloaded')
        THEN CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        WHEN `a`.`activity` IN ('enquired', 'converted', 'met_at_event', 'described_challenge', 'asked_prices', 'asked_proposal')
        THEN CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        ELSE -1
      END
    )
    AND `a`.`at` > TIMESTAMP_MILLIS((
      CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) - 86400000
    ))
), `log_2_2` AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH(`path`) = CHAR_LENGTH(`path`) AND `path` = TRIM(BOTH ' \t\r\n ' FROM `path`)
      THEN LOWER(`path`)
      ELSE TRANSLATE(TRIM(BOTH ' \t\r\n ' FROM `path`), 'ABCEFGIJMNOPRSTUYſ', 'abcefgijmnoprstuys')
    END AS `path_folded_bare`
  FROM `log_2_1`
), `log_2` AS (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE WHEN `activity` = 'met_at_event' THEN COALESCE(`interested`, FALSE) = TRUE END AS `is_met_at_event`,
    CASE WHEN `activity` = 'viewed_page' THEN STARTSWITH(`path_folded_bare`, '/pricing') END AS `is_viewed_page`,
    CASE
      WHEN `activity` = 'viewed_page'
      THEN `path_folded_bare` IN ('/cases', '/compare', '/features', '/integrations', '/roi', '/security')
    END AS `is_viewed_page_2`,
    CASE
      WHEN `activity` = 'viewed_page'
      THEN (
        STARTSWITH(`path_folded_bare`, '/careers') OR STARTSWITH(`path_folded_bare`, '/jobs')
      )
    END AS `is_viewed_page_3`
  FROM `log_2_2`
), `seen` AS (
  /* What is asked of activities */
  SELECT
    `r`.`lead_id`,
    `r`.`activity`,
    `r`.`at`,
    `r`.`is_met_at_event`,
    `r`.`is_viewed_page`,
    `r`.`is_viewed_page_2`,
    `r`.`is_viewed_page_3`
  FROM `log_2` AS `r`
), `counted` AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    `lead_id`,
    COUNT(
      CASE
        WHEN `activity` IN ('described_challenge', 'asked_prices', 'asked_proposal')
        AND `at` > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS `count_described_challenge_asked_prices`,
    COUNT(
      CASE
        WHEN `activity` IN ('enquired', 'converted') AND `at` > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS `count_enquired_converted`,
    COUNT(CASE WHEN `is_met_at_event` AND `at` > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT) THEN 1 END) AS `count_met_at_event`,
    COUNT(
      CASE
        WHEN `activity` = 'attended_webinar' AND `at` > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        THEN 1
      END
    ) AS `count_attended_webinar`,
    COUNT(CASE WHEN `is_viewed_page` AND `at` > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS `count_viewed_page`,
    COUNT(CASE WHEN `is_viewed_page_2` AND `at` > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS `count_viewed_page_2`,
    COUNT(
      CASE
        WHEN `activity` = 'downloaded' AND `at` > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        THEN 1
      END
    ) AS `count_downloaded`,
    COUNT(CASE WHEN `is_viewed_page_3` AND `at` > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS `count_viewed_page_3`
  FROM `seen`
  GROUP BY
    `lead_id`
), `log_of_latest` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    `a`.`activity` IN ('described_challenge', 'asked_prices', 'asked_proposal')
    AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS BIGINT)
), `latest` AS (
  /* Only the latest of these counts, however old */
  SELECT
    `lead_id`,
    MAX(`at`) AS `latest_described_challenge_asked_prices`
  FROM `log_of_latest`
  GROUP BY
    `lead_id`
), `log_of_latest_2` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    `a`.`activity` IN ('asked_prices', 'asked_proposal') AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS BIGINT)
), `latest_2` AS (
  /* Only the latest of these counts, however old */
  SELECT
    `lead_id`,
    MAX(`at`) AS `latest_asked_prices_asked_proposal`
  FROM `log_of_latest_2`
  GROUP BY
    `lead_id`
), `log_of_latest_3` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    `a`.`activity` IN ('clicked_email', 'viewed_page', 'attended_webinar', 'downloaded')
    AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS BIGINT)
), `latest_3` AS (
  /* Only the latest of these counts, however old */
  SELECT
    `lead_id`,
    MAX(`at`) AS `latest_clicked_email_viewed_page`
  FROM `log_of_latest_3`
  GROUP BY
    `lead_id`
), `log_of_latest_4` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    `a`.`activity` IN ('enquired', 'converted', 'met_at_event')
    AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS BIGINT)
), `latest_4` AS (
  /* Only the latest of these counts, however old */
  SELECT
    `lead_id`,
    MAX(`at`) AS `latest_enquired_converted`
  FROM `log_of_latest_4`
  GROUP BY
    `lead_id`
), `facts` AS (
  /* A lead with all that is told of its activities */
  SELECT
    `l`.`disqualified`,
    `l`.`fit_1`,
    `l`.`fit_2`,
    `l`.`fit_3`,
    `l`.`fit_bound`,
    `l`.`fit_bounded`,
    `l`.`lead_id`,
    `l`.`owner_text`,
    `l`.`revenue_share`,
    `s0`.`latest_returned` AS `latest_returned`,
    `s0`.`latest_deal_lost` AS `latest_deal_lost`,
    `s0`.`latest_spoke` AS `latest_spoke`,
    `s0`.`latest_ordered` AS `latest_ordered`,
    `s0`.`latest_in_purchasing` AS `latest_in_purchasing`,
    `s0`.`latest_decided_for_us` AS `latest_decided_for_us`,
    `s0`.`latest_negotiated` AS `latest_negotiated`,
    `s0`.`latest_selected_technically` AS `latest_selected_technically`,
    `s0`.`latest_proposal_sent` AS `latest_proposal_sent`,
    `s0`.`latest_requirements_found` AS `latest_requirements_found`,
    `s0`.`latest_demonstrated` AS `latest_demonstrated`,
    `s0`.`latest_opportunity_opened` AS `latest_opportunity_opened`,
    `s0`.`latest_handed_over` AS `latest_handed_over`,
    `s0`.`latest_became_mql` AS `latest_became_mql`,
    COALESCE(`s1`.`count_described_challenge_asked_prices`, 0) AS `count_described_challenge_asked_prices`,
    COALESCE(`s1`.`count_enquired_converted`, 0) AS `count_enquired_converted`,
    COALESCE(`s1`.`count_met_at_event`, 0) AS `count_met_at_event`,
    COALESCE(`s1`.`count_attended_webinar`, 0) AS `count_attended_webinar`,
    COALESCE(`s1`.`count_viewed_page`, 0) AS `count_viewed_page`,
    COALESCE(`s1`.`count_viewed_page_2`, 0) AS `count_viewed_page_2`,
    COALESCE(`s1`.`count_downloaded`, 0) AS `count_downloaded`,
    COALESCE(`s1`.`count_viewed_page_3`, 0) AS `count_viewed_page_3`,
    `s2`.`latest_described_challenge_asked_prices` AS `latest_described_challenge_asked_prices`,
    `s3`.`latest_asked_prices_asked_proposal` AS `latest_asked_prices_asked_proposal`,
    `s4`.`latest_clicked_email_viewed_page` AS `latest_clicked_email_viewed_page`,
    `s5`.`latest_enquired_converted` AS `latest_enquired_converted`
  FROM `changes` AS `l`
  LEFT JOIN `since` AS `s0`
    ON `s0`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `counted` AS `s1`
    ON `s1`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `latest` AS `s2`
    ON `s2`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `latest_2` AS `s3`
    ON `s3`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `latest_3` AS `s4`
    ON `s4`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `latest_4` AS `s5`
    ON `s5`.`lead_id` = `l`.`lead_id`
), `rules_and_standing` AS (
  SELECT
    `lead_id`,
    `latest_returned`,
    `latest_deal_lost`,
    `latest_described_challenge_asked_prices`,
    `latest_asked_prices_asked_proposal`,
    `revenue_share`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    NULLIF(GREATEST(COALESCE(`latest_returned`, -1), COALESCE(`latest_deal_lost`, -1)), -1) AS `recycle_since`,
    CAST(CASE
      WHEN (
        `count_described_challenge_asked_prices` > 0
      ) /* definitions.sla:68 define sql_sign "Showed a sign of a sales qualified lead" */
      THEN 6000
      ELSE 0
    END AS BIGINT) AS `interest_1`, /* scoring.sla:17 +60 if sql_sign because "Whoever asks sales for something gets sales, wh... */
    CAST(CASE
      WHEN (
        `count_enquired_converted` > 0 OR `count_met_at_event` > 0
      ) /* definitions.sla:63 define mql_sign "Showed a sign of a marketing qualified lead" */
      THEN 3000
      ELSE 0
    END AS BIGINT) AS `interest_2`, /* scoring.sla:18 +30 if mql_sign */
    LEAST(`count_attended_webinar`, 3) * 1000 AS `interest_3`, /* scoring.sla:19 +10 for each attended_webinar in the last 180 days at most 3 times */
    LEAST(`count_viewed_page`, 3) * 1000 AS `interest_4`, /* scoring.sla:20 +10 for each viewed_page in the last 180 days at most 3 times where path... */
    LEAST(GREATEST(`count_viewed_page_2` * 100, -2000), 2000) AS `interest_5`, /* scoring.sla:21 +1 for each viewed_page in the last 180 days at most 20 points where pat... */
    LEAST(`count_downloaded`, 2) * 500 AS `interest_6`, /* scoring.sla:22 +5 for each downloaded in the last 180 days at most 2 times */
    CAST(CASE WHEN `count_viewed_page_3` > 0 THEN -2000 ELSE 0 END AS BIGINT) AS `interest_7` /* scoring.sla:23 -20 if viewed_page in the last 180 days where path starts with one of jo... */
  FROM `facts`
), `standing_and_sums` AS (
  SELECT
    `lead_id`,
    `latest_returned`,
    `latest_deal_lost`,
    `latest_described_challenge_asked_prices`,
    `latest_asked_prices_asked_proposal`,
    `revenue_share`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    CASE
      WHEN `latest_returned` = `recycle_since`
      THEN 'not_ready'
      WHEN `latest_deal_lost` = `recycle_since`
      THEN 'lost'
    END AS `recycle`, /* nurture.sla:10 recycle not_ready "Not ready yet" */
    `interest_1` + `interest_2` + `interest_3` + `interest_4` + `interest_5` + `interest_6` + `interest_7` AS `interest_sum` /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM `rules_and_standing`
), `standing_and_sums_2` AS (
  SELECT
    `lead_id`,
    `latest_returned`,
    `latest_deal_lost`,
    `latest_described_challenge_asked_prices`,
    `latest_asked_prices_asked_proposal`,
    `revenue_share`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `recycle`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_sum`,
    CASE
      WHEN `recycle` = 'not_ready'
      THEN `recycle_since` + CAST(31622400000 AS BIGINT)
      WHEN `recycle` = 'lost'
      THEN `recycle_since` + CAST(31622400000 AS BIGINT)
    END AS `recycle_until`,
    LEAST(GREATEST(`interest_sum`, 0), 10000) AS `interest_bounded` /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM `standing_and_sums`
), `standing_and_changes` AS (
  SELECT
    `lead_id`,
    `latest_described_challenge_asked_prices`,
    `revenue_share`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `recycle`,
    `recycle_until`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_bounded`,
    COALESCE(CAST({{ as_of }} AS BIGINT) < `recycle_until`, FALSE)
    AND CASE
      WHEN `recycle` = 'not_ready'
      THEN NOT (
        COALESCE(
          NOT CASE
            WHEN `latest_described_challenge_asked_prices` > `latest_returned`
            THEN `latest_described_challenge_asked_prices`
          END IS NULL,
          FALSE
        )
      )
      WHEN `recycle` = 'lost'
      THEN NOT (
        COALESCE(
          NOT CASE WHEN `latest_asked_prices_asked_proposal` > `latest_deal_lost` THEN `latest_asked_prices_asked_proposal` END IS NULL,
          FALSE
        )
      )
      ELSE TRUE
    END AS `recycle_in_force`,
    `interest_bounded` - `interest_sum` AS `interest_bound`, /* scoring.sla:16 score interest "Interest" from 0 to 100 */
    `fit_bounded` * 100 + `interest_bounded` * 100 AS `points_sum` /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM `standing_and_sums_2`
), `standing_and_sums_3` AS (
  SELECT
    `lead_id`,
    `latest_described_challenge_asked_prices`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `recycle`,
    `recycle_until`,
    `recycle_in_force`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_bounded`,
    `interest_bound`,
    `points_sum`,
    CASE
      WHEN NOT (
        (
          NOT `disqualified` IS NULL OR `recycle_in_force`
        )
      )
      AND (
        COALESCE(`revenue_share` <= 800000, FALSE) /* definitions.sla:73 define a_customer "A customer" */
        OR COALESCE((
          `revenue_share` > 800000 AND `revenue_share` <= 900000
        ), FALSE) /* definitions.sla:77 define b_customer "B customer" */
      )
      AND NOT `owner_text` IS NULL
      THEN 'key_accounts'
      WHEN NOT (
        (
          NOT `disqualified` IS NULL OR `recycle_in_force`
        )
      )
      AND NOT `latest_spoke` IS NULL
      AND NOT `owner_text` IS NULL
      THEN 'keeps_lead'
      WHEN NOT (
        (
          NOT `disqualified` IS NULL OR `recycle_in_force`
        )
      )
      THEN 'inside'
    END AS `route`, /* pipeline.sla:57 route key_accounts "Whoever looks after the customer" to the person in... */
    CASE
      WHEN `points_sum` >= 0
      THEN (
        `points_sum` + 50
      ) DIV 100
      ELSE -(
        (
          50 - `points_sum`
        ) DIV 100
      )
    END AS `points_rounded` /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM `standing_and_changes`
), `standing_and_changes_2` AS (
  SELECT
    `lead_id`,
    `latest_described_challenge_asked_prices`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `recycle`,
    `recycle_until`,
    `recycle_in_force`,
    `disqualified`,
    `route`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_bounded`,
    `interest_bound`,
    `points_rounded`,
    CASE WHEN `route` = 'key_accounts' THEN `owner_text` WHEN `route` = 'keeps_lead' THEN `owner_text` END AS `person`,
    CASE WHEN `route` = 'inside' THEN 'sales' END AS `team`,
    `points_rounded` * 100 - `points_sum` AS `points_rounding`, /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    LEAST(GREATEST(`points_rounded`, 0), 10000) AS `points_bounded` /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM `standing_and_sums_3`
), `changes_and_standing` AS (
  SELECT
    `lead_id`,
    `recycle`,
    `recycle_until`,
    `recycle_in_force`,
    `disqualified`,
    `route`,
    `person`,
    `team`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_bounded`,
    `interest_bound`,
    `points_rounding`,
    `points_bounded`,
    `points_bounded` - `points_rounded` AS `points_bound`, /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    CASE
      WHEN NOT (
        (
          NOT `disqualified` IS NULL OR `recycle_in_force`
        )
      )
      THEN CASE
        WHEN COALESCE(`latest_ordered` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:47 stage closed "Closed" owned by sales, probability 100% */
        THEN 'closed'
        WHEN COALESCE(`latest_in_purchasing` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:44 stage purchasing "In purchasing" owned by sales, probability 90% */
        THEN 'purchasing'
        WHEN COALESCE(`latest_decided_for_us` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:41 stage signature "Final signature" owned by sales, probability 80% */
        THEN 'signature'
        WHEN COALESCE(`latest_negotiated` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:38 stage negotiation "Contract negotiation" owned by sales, probability 70% */
        THEN 'negotiation'
        WHEN COALESCE(`latest_selected_technically` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:35 stage selected "Technically selected" owned by sales, probability 60% */
        THEN 'selected'
        WHEN COALESCE(`latest_proposal_sent` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:31 stage proposal "Proposal submitted" owned by sales, probability 50% */
        THEN 'proposal'
        WHEN COALESCE(`latest_requirements_found` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:28 stage budget_qualification "Budget qualification" owned by sales, proba... */
        THEN 'budget_qualification'
        WHEN COALESCE(`latest_demonstrated` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:25 stage evaluation "Evaluation" owned by sales, probability 30% */
        THEN 'evaluation'
        WHEN COALESCE(`latest_opportunity_opened` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:21 stage qualified "Opportunity" owned by sales */
        THEN 'qualified'
        WHEN COALESCE(`latest_spoke` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:17 stage prospect_engaged "Prospect engaged" owned by sales, probability 20% */
        THEN 'prospect_engaged'
        WHEN COALESCE(`latest_handed_over` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:13 stage prospect_new "Prospect new" owned by sales, probability 10% */
        THEN 'prospect_new'
        WHEN COALESCE(`latest_became_mql` >= COALESCE(`recycle_since`, -1) OR `points_bounded` >= 6000, FALSE) /* pipeline.sla:8 stage MQL "Marketing qualified lead" owned by marketing */
        THEN 'MQL'
        WHEN COALESCE(
          (
            NOT `latest_clicked_email_viewed_page` IS NULL
            OR NOT `latest_enquired_converted` IS NULL
            OR NOT `latest_described_challenge_asked_prices` IS NULL
          ) /* definitions.sla:37 define responded "Lead" */,
          FALSE
        ) /* pipeline.sla:5 stage responder "Responding lead" owned by marketing */
        THEN 'responder'
        ELSE 'inquiry'
      END
    END AS `stage` /* pipeline.sla:3 stage inquiry "Inquiry" owned by marketing because "A name in the databa... */
  FROM `standing_and_changes_2`
)
SELECT
  `lead_id`,
  CAST({{ as_of }} AS BIGINT) AS `as_of`,
  CAST(CAST(`fit_bounded` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `fit`,
  CAST(CAST(`interest_bounded` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest`,
  CAST(CAST(`points_bounded` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `points`,
  `stage` AS `stage`,
  `disqualified` AS `disqualified`,
  CASE WHEN `recycle_in_force` THEN `recycle` END AS `recycle`,
  CAST(CASE WHEN `recycle_in_force` THEN `recycle_until` END AS BIGINT) AS `recycle_until`,
  `route` AS `route`,
  COALESCE(`person`, `team`) AS `routed_to`,
  CAST(CAST(`fit_1` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `fit_1`,
  CAST(CAST(`fit_2` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `fit_2`,
  CAST(CAST(`fit_3` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `fit_3`,
  CAST(CAST(`fit_bound` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `fit_bound`,
  CAST(CAST(`interest_1` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_1`,
  CAST(CAST(`interest_2` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_2`,
  CAST(CAST(`interest_3` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_3`,
  CAST(CAST(`interest_4` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_4`,
  CAST(CAST(`interest_5` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_5`,
  CAST(CAST(`interest_6` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_6`,
  CAST(CAST(`interest_7` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_7`,
  CAST(CAST(`interest_bound` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_bound`,
  CAST(CAST(`points_rounding` AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS `points_rounding`,
  CAST(CAST(`points_bound` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `points_bound`
FROM `changes_and_standing`
{% elif target.type in ['postgres'] %}
WITH "record_values" AS NOT MATERIALIZED (
  /* What is known of a lead */
  SELECT
    "l"."id" AS "lead_id",
    COALESCE("l"."opted_out", FALSE) AS "opted_out",
    COALESCE("l"."do_not_call", FALSE) AS "do_not_call",
    CAST(CAST("l"."revenue_share" AS DECIMAL(19, 4)) * 10000 AS BIGINT) AS "revenue_share",
    "l"."owner" AS "owner",
    "l"."title" AS "title",
    "l"."industry" AS "industry",
    CAST("l"."employees" AS BIGINT) AS "employees"
  FROM {{ source('leadpact', 'leads') }} AS "l"
  OFFSET 0
), "record_texts" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("owner") = CHAR_LENGTH("owner")
      AND "owner" = TRIM(BOTH ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) FROM "owner")
      THEN LOWER("owner" COLLATE "C")
      ELSE TRANSLATE(TRIM(BOTH ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) FROM "owner"), 'AENO', 'aeno')
    END AS "owner_folded_bare",
    CASE
      WHEN OCTET_LENGTH("title") = CHAR_LENGTH("title")
      AND "title" = TRIM(BOTH ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) FROM "title")
      THEN LOWER("title" COLLATE "C")
      ELSE TRANSLATE(TRIM(BOTH ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) FROM "title"), 'ACDEFHINOPRSTVWſ', 'acdefhinoprstvws')
    END AS "title_folded_bare"
  FROM "record_values"
  OFFSET 0
), "record_known" AS NOT MATERIALIZED (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT "owner_folded_bare" IN ('', 'n/a', 'none'), FALSE) AS "owner_known"
  FROM "record_texts"
  OFFSET 0
), "record" AS NOT MATERIALIZED (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE(
      "title_folded_bare",
      ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) || '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~',
      '                                     '
    ) || ' ' AS "title_words"
  FROM "record_known"
  OFFSET 0
), "rules_and_standing_2" AS (
  SELECT
    "lead_id",
    "revenue_share",
    CASE WHEN "opted_out" = TRUE THEN 'opt_out' WHEN "do_not_call" = TRUE THEN 'no_calls' END AS "disqualified", /* pipeline.sla:51 disqualify opt_out "Opted out" */
    CASE WHEN "owner_known" THEN "owner" END AS "owner_text",
    CAST(CASE
      WHEN (
        STRPOS("title_words", ' ceo ') > 0
        OR STRPOS("title_words", ' cfo ') > 0
        OR STRPOS("title_words", ' chief ') > 0
        OR STRPOS("title_words", ' coo ') > 0
        OR STRPOS("title_words", ' director ') > 0
        OR STRPOS("title_words", ' head ') > 0
        OR STRPOS("title_words", ' owner ') > 0
        OR STRPOS("title_words", ' vp ') > 0
        OR STRPOS(REPLACE(REPLACE(REPLACE("title_words", ' ', '<>'), '><', ''), '<>', ' '), ' vice president ') > 0
      )
      THEN 1000
      ELSE 0
    END AS BIGINT) AS "fit_1", /* scoring.sla:4 +10 if title has one of the words deciding_words */
    CAST(CASE WHEN "industry" IS NULL THEN 0 WHEN "industry" IN ('logistics', 'manufacturing') THEN 1000 ELSE 0 END AS BIGINT) AS "fit_2", /* scoring.sla:5 by industry */
    CAST(CASE
      WHEN "employees" IS NULL
      THEN 0
      WHEN "employees" < 50
      THEN 0
      WHEN "employees" >= 50 AND "employees" <= 2000
      THEN 1000
      WHEN "employees" >= 2001
      THEN 500
      ELSE 0
    END AS BIGINT) AS "fit_3" /* scoring.sla:9 by employees */
  FROM "record"
  OFFSET 0
), "sums" AS (
  SELECT
    "lead_id",
    "revenue_share",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_1" + "fit_2" + "fit_3" AS "fit_sum" /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM "rules_and_standing_2"
  OFFSET 0
), "sums_2" AS (
  SELECT
    "lead_id",
    "revenue_share",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_sum",
    LEAST(GREATEST("fit_sum", 0), 3000) AS "fit_bounded" /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM "sums"
  OFFSET 0
), "changes" AS (
  SELECT
    "lead_id",
    "revenue_share",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bounded" - "fit_sum" AS "fit_bound" /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM "sums_2"
  OFFSET 0
), "log_of_since" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN (
      'became_mql',
      'handed_over',
      'spoke',
      'opportunity_opened',
      'demonstrated',
      'requirements_found',
      'proposal_sent',
      'selected_technically',
      'negotiated',
      'decided_for_us',
      'in_purchasing',
      'ordered',
      'deal_lost',
      'returned'
    )
    AND CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
  OFFSET 0
), "since" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "lead_id",
    MAX(CASE WHEN "activity" = 'returned' THEN "at" END) AS "latest_returned",
    MAX(CASE WHEN "activity" = 'deal_lost' THEN "at" END) AS "latest_deal_lost",
    MAX(CASE WHEN "activity" = 'spoke' THEN "at" END) AS "latest_spoke",
    MAX(CASE WHEN "activity" = 'ordered' THEN "at" END) AS "latest_ordered",
    MAX(CASE WHEN "activity" = 'in_purchasing' THEN "at" END) AS "latest_in_purchasing",
    MAX(CASE WHEN "activity" = 'decided_for_us' THEN "at" END) AS "latest_decided_for_us",
    MAX(CASE WHEN "activity" = 'negotiated' THEN "at" END) AS "latest_negotiated",
    MAX(CASE WHEN "activity" = 'selected_technically' THEN "at" END) AS "latest_selected_technically",
    MAX(CASE WHEN "activity" = 'proposal_sent' THEN "at" END) AS "latest_proposal_sent",
    MAX(CASE WHEN "activity" = 'requirements_found' THEN "at" END) AS "latest_requirements_found",
    MAX(CASE WHEN "activity" = 'demonstrated' THEN "at" END) AS "latest_demonstrated",
    MAX(CASE WHEN "activity" = 'opportunity_opened' THEN "at" END) AS "latest_opportunity_opened",
    MAX(CASE WHEN "activity" = 'handed_over' THEN "at" END) AS "latest_handed_over",
    MAX(CASE WHEN "activity" = 'became_mql' THEN "at" END) AS "latest_became_mql"
  FROM "log_of_since"
  GROUP BY
    "lead_id"
), "log_2_1" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) AS "at",
    "a"."interested" AS "interested",
    "a"."path" AS "path"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    (
      (
        "a"."activity" IN (
          'viewed_page',
          'attended_webinar',
          'downloaded',
          'enquired',
          'converted',
          'met_at_event',
          'described_challenge',
          'asked_prices',
          'asked_proposal'
        )
        AND CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
      )
      AND CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) > CASE
        WHEN "a"."activity" IN ('viewed_page', 'attended_webinar', 'downloaded')
        THEN CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        WHEN "a"."activity" IN ('enquired', 'converted', 'met_at_event', 'described_challenge', 'asked_prices', 'asked_proposal')
        THEN CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        ELSE -1
      END
    )
    AND "a"."at" > TO_TIMESTAMP((
      CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) - 86400000
    ) / 1000)
  OFFSET 0
), "log_2_2" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("path") = CHAR_LENGTH("path")
      AND "path" = TRIM(BOTH ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) FROM "path")
      THEN LOWER("path" COLLATE "C")
      ELSE TRANSLATE(TRIM(BOTH ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) FROM "path"), 'ABCEFGIJMNOPRSTUYſ', 'abcefgijmnoprstuys')
    END AS "path_folded_bare"
  FROM "log_2_1"
  OFFSET 0
), "log_2" AS NOT MATERIALIZED (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE WHEN "activity" = 'met_at_event' THEN COALESCE("interested", FALSE) = TRUE END AS "is_met_at_event",
    CASE WHEN "activity" = 'viewed_page' THEN STARTS_WITH("path_folded_bare", '/pricing') END AS "is_viewed_page",
    CASE
      WHEN "activity" = 'viewed_page'
      THEN "path_folded_bare" IN ('/cases', '/compare', '/features', '/integrations', '/roi', '/security')
    END AS "is_viewed_page_2",
    CASE
      WHEN "activity" = 'viewed_page'
      THEN (
        STARTS_WITH("path_folded_bare", '/careers') OR STARTS_WITH("path_folded_bare", '/jobs')
      )
    END AS "is_viewed_page_3"
  FROM "log_2_2"
  OFFSET 0
), "seen" AS NOT MATERIALIZED (
  /* What is asked of activities */
  SELECT
    "r"."lead_id",
    "r"."activity",
    "r"."at",
    "r"."is_met_at_event",
    "r"."is_viewed_page",
    "r"."is_viewed_page_2",
    "r"."is_viewed_page_3"
  FROM "log_2" AS "r"
  OFFSET 0
), "counted" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "lead_id",
    COUNT(
      CASE
        WHEN "activity" IN ('described_challenge', 'asked_prices', 'asked_proposal')
        AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_described_challenge_asked_prices",
    COUNT(
      CASE
        WHEN "activity" IN ('enquired', 'converted') AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_enquired_converted",
    COUNT(CASE WHEN "is_met_at_event" AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT) THEN 1 END) AS "count_met_at_event",
    COUNT(
      CASE
        WHEN "activity" = 'attended_webinar' AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_attended_webinar",
    COUNT(CASE WHEN "is_viewed_page" AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "count_viewed_page",
    COUNT(CASE WHEN "is_viewed_page_2" AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "count_viewed_page_2",
    COUNT(
      CASE
        WHEN "activity" = 'downloaded' AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_downloaded",
    COUNT(CASE WHEN "is_viewed_page_3" AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "count_viewed_page_3"
  FROM "seen"
  GROUP BY
    "lead_id"
), "log_of_latest" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN ('described_challenge', 'asked_prices', 'asked_proposal')
    AND CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
  OFFSET 0
), "latest" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "lead_id",
    MAX("at") AS "latest_described_challenge_asked_prices"
  FROM "log_of_latest"
  GROUP BY
    "lead_id"
), "log_of_latest_2" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN ('asked_prices', 'asked_proposal')
    AND CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
  OFFSET 0
), "latest_2" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "lead_id",
    MAX("at") AS "latest_asked_prices_asked_proposal"
  FROM "log_of_latest_2"
  GROUP BY
    "lead_id"
), "log_of_latest_3" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN ('clicked_email', 'viewed_page', 'attended_webinar', 'downloaded')
    AND CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
  OFFSET 0
), "latest_3" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "lead_id",
    MAX("at") AS "latest_clicked_email_viewed_page"
  FROM "log_of_latest_3"
  GROUP BY
    "lead_id"
), "log_of_latest_4" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN ('enquired', 'converted', 'met_at_event')
    AND CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
  OFFSET 0
), "latest_4" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "lead_id",
    MAX("at") AS "latest_enquired_converted"
  FROM "log_of_latest_4"
  GROUP BY
    "lead_id"
), "facts" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "l"."disqualified",
    "l"."fit_1",
    "l"."fit_2",
    "l"."fit_3",
    "l"."fit_bound",
    "l"."fit_bounded",
    "l"."lead_id",
    "l"."owner_text",
    "l"."revenue_share",
    "s0"."latest_returned" AS "latest_returned",
    "s0"."latest_deal_lost" AS "latest_deal_lost",
    "s0"."latest_spoke" AS "latest_spoke",
    "s0"."latest_ordered" AS "latest_ordered",
    "s0"."latest_in_purchasing" AS "latest_in_purchasing",
    "s0"."latest_decided_for_us" AS "latest_decided_for_us",
    "s0"."latest_negotiated" AS "latest_negotiated",
    "s0"."latest_selected_technically" AS "latest_selected_technically",
    "s0"."latest_proposal_sent" AS "latest_proposal_sent",
    "s0"."latest_requirements_found" AS "latest_requirements_found",
    "s0"."latest_demonstrated" AS "latest_demonstrated",
    "s0"."latest_opportunity_opened" AS "latest_opportunity_opened",
    "s0"."latest_handed_over" AS "latest_handed_over",
    "s0"."latest_became_mql" AS "latest_became_mql",
    COALESCE("s1"."count_described_challenge_asked_prices", 0) AS "count_described_challenge_asked_prices",
    COALESCE("s1"."count_enquired_converted", 0) AS "count_enquired_converted",
    COALESCE("s1"."count_met_at_event", 0) AS "count_met_at_event",
    COALESCE("s1"."count_attended_webinar", 0) AS "count_attended_webinar",
    COALESCE("s1"."count_viewed_page", 0) AS "count_viewed_page",
    COALESCE("s1"."count_viewed_page_2", 0) AS "count_viewed_page_2",
    COALESCE("s1"."count_downloaded", 0) AS "count_downloaded",
    COALESCE("s1"."count_viewed_page_3", 0) AS "count_viewed_page_3",
    "s2"."latest_described_challenge_asked_prices" AS "latest_described_challenge_asked_prices",
    "s3"."latest_asked_prices_asked_proposal" AS "latest_asked_prices_asked_proposal",
    "s4"."latest_clicked_email_viewed_page" AS "latest_clicked_email_viewed_page",
    "s5"."latest_enquired_converted" AS "latest_enquired_converted"
  FROM "changes" AS "l"
  LEFT JOIN "since" AS "s0"
    ON "s0"."lead_id" = "l"."lead_id"
  LEFT JOIN "counted" AS "s1"
    ON "s1"."lead_id" = "l"."lead_id"
  LEFT JOIN "latest" AS "s2"
    ON "s2"."lead_id" = "l"."lead_id"
  LEFT JOIN "latest_2" AS "s3"
    ON "s3"."lead_id" = "l"."lead_id"
  LEFT JOIN "latest_3" AS "s4"
    ON "s4"."lead_id" = "l"."lead_id"
  LEFT JOIN "latest_4" AS "s5"
    ON "s5"."lead_id" = "l"."lead_id"
), "rules_and_standing" AS (
  SELECT
    "lead_id",
    "latest_returned",
    "latest_deal_lost",
    "latest_described_challenge_asked_prices",
    "latest_asked_prices_asked_proposal",
    "revenue_share",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    NULLIF(GREATEST(COALESCE("latest_returned", -1), COALESCE("latest_deal_lost", -1)), -1) AS "recycle_since",
    CAST(CASE
      WHEN (
        "count_described_challenge_asked_prices" > 0
      ) /* definitions.sla:68 define sql_sign "Showed a sign of a sales qualified lead" */
      THEN 6000
      ELSE 0
    END AS BIGINT) AS "interest_1", /* scoring.sla:17 +60 if sql_sign because "Whoever asks sales for something gets sales, wh... */
    CAST(CASE
      WHEN (
        "count_enquired_converted" > 0 OR "count_met_at_event" > 0
      ) /* definitions.sla:63 define mql_sign "Showed a sign of a marketing qualified lead" */
      THEN 3000
      ELSE 0
    END AS BIGINT) AS "interest_2", /* scoring.sla:18 +30 if mql_sign */
    LEAST("count_attended_webinar", 3) * 1000 AS "interest_3", /* scoring.sla:19 +10 for each attended_webinar in the last 180 days at most 3 times */
    LEAST("count_viewed_page", 3) * 1000 AS "interest_4", /* scoring.sla:20 +10 for each viewed_page in the last 180 days at most 3 times where path... */
    LEAST(GREATEST("count_viewed_page_2" * 100, -2000), 2000) AS "interest_5", /* scoring.sla:21 +1 for each viewed_page in the last 180 days at most 20 points where pat... */
    LEAST("count_downloaded", 2) * 500 AS "interest_6", /* scoring.sla:22 +5 for each downloaded in the last 180 days at most 2 times */
    CAST(CASE WHEN "count_viewed_page_3" > 0 THEN -2000 ELSE 0 END AS BIGINT) AS "interest_7" /* scoring.sla:23 -20 if viewed_page in the last 180 days where path starts with one of jo... */
  FROM "facts"
  OFFSET 0
), "standing_and_sums" AS (
  SELECT
    "lead_id",
    "latest_returned",
    "latest_deal_lost",
    "latest_described_challenge_asked_prices",
    "latest_asked_prices_asked_proposal",
    "revenue_share",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    CASE
      WHEN "latest_returned" = "recycle_since"
      THEN 'not_ready'
      WHEN "latest_deal_lost" = "recycle_since"
      THEN 'lost'
    END AS "recycle", /* nurture.sla:10 recycle not_ready "Not ready yet" */
    "interest_1" + "interest_2" + "interest_3" + "interest_4" + "interest_5" + "interest_6" + "interest_7" AS "interest_sum" /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM "rules_and_standing"
  OFFSET 0
), "standing_and_sums_2" AS (
  SELECT
    "lead_id",
    "latest_returned",
    "latest_deal_lost",
    "latest_described_challenge_asked_prices",
    "latest_asked_prices_asked_proposal",
    "revenue_share",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "recycle",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_sum",
    CASE
      WHEN "recycle" = 'not_ready'
      THEN "recycle_since" + CAST(31622400000 AS BIGINT)
      WHEN "recycle" = 'lost'
      THEN "recycle_since" + CAST(31622400000 AS BIGINT)
    END AS "recycle_until",
    LEAST(GREATEST("interest_sum", 0), 10000) AS "interest_bounded" /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM "standing_and_sums"
  OFFSET 0
), "standing_and_changes" AS (
  SELECT
    "lead_id",
    "latest_described_challenge_asked_prices",
    "revenue_share",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "recycle",
    "recycle_until",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_bounded",
    COALESCE(CAST({{ as_of }} AS BIGINT) < "recycle_until", FALSE)
    AND CASE
      WHEN "recycle" = 'not_ready'
      THEN NOT (
        COALESCE(
          NOT CASE
            WHEN "latest_described_challenge_asked_prices" > "latest_returned"
            THEN "latest_described_challenge_asked_prices"
          END IS NULL,
          FALSE
        )
      )
      WHEN "recycle" = 'lost'
      THEN NOT (
        COALESCE(
          NOT CASE WHEN "latest_asked_prices_asked_proposal" > "latest_deal_lost" THEN "latest_asked_prices_asked_proposal" END IS NULL,
          FALSE
        )
      )
      ELSE TRUE
    END AS "recycle_in_force",
    "interest_bounded" - "interest_sum" AS "interest_bound", /* scoring.sla:16 score interest "Interest" from 0 to 100 */
    "fit_bounded" * 100 + "interest_bounded" * 100 AS "points_sum" /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM "standing_and_sums_2"
  OFFSET 0
), "standing_and_sums_3" AS (
  SELECT
    "lead_id",
    "latest_described_challenge_asked_prices",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_bounded",
    "interest_bound",
    "points_sum",
    CASE
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      AND (
        COALESCE("revenue_share" <= 800000, FALSE) /* definitions.sla:73 define a_customer "A customer" */
        OR COALESCE((
          "revenue_share" > 800000 AND "revenue_share" <= 900000
        ), FALSE) /* definitions.sla:77 define b_customer "B customer" */
      )
      AND NOT "owner_text" IS NULL
      THEN 'key_accounts'
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      AND NOT "latest_spoke" IS NULL
      AND NOT "owner_text" IS NULL
      THEN 'keeps_lead'
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      THEN 'inside'
    END AS "route", /* pipeline.sla:57 route key_accounts "Whoever looks after the customer" to the person in... */
    CASE WHEN "points_sum" >= 0 THEN (
      "points_sum" + 50
    ) / 100 ELSE -(
      (
        50 - "points_sum"
      ) / 100
    ) END AS "points_rounded" /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM "standing_and_changes"
  OFFSET 0
), "standing_and_changes_2" AS (
  SELECT
    "lead_id",
    "latest_described_challenge_asked_prices",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_bounded",
    "interest_bound",
    "points_rounded",
    CASE WHEN "route" = 'key_accounts' THEN "owner_text" WHEN "route" = 'keeps_lead' THEN "owner_text" END AS "person",
    CASE WHEN "route" = 'inside' THEN 'sales' END AS "team",
    "points_rounded" * 100 - "points_sum" AS "points_rounding", /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    LEAST(GREATEST("points_rounded", 0), 10000) AS "points_bounded" /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM "standing_and_sums_3"
  OFFSET 0
), "changes_and_standing" AS (
  SELECT
    "lead_id",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "person",
    "team",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_bounded",
    "interest_bound",
    "points_rounding",
    "points_bounded",
    "points_bounded" - "points_rounded" AS "points_bound", /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    CASE
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      THEN CASE
        WHEN COALESCE("latest_ordered" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:47 stage closed "Closed" owned by sales, probability 100% */
        THEN 'closed'
        WHEN COALESCE("latest_in_purchasing" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:44 stage purchasing "In purchasing" owned by sales, probability 90% */
        THEN 'purchasing'
        WHEN COALESCE("latest_decided_for_us" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:41 stage signature "Final signature" owned by sales, probability 80% */
        THEN 'signature'
        WHEN COALESCE("latest_negotiated" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:38 stage negotiation "Contract negotiation" owned by sales, probability 70% */
        THEN 'negotiation'
        WHEN COALESCE("latest_selected_technically" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:35 stage selected "Technically selected" owned by sales, probability 60% */
        THEN 'selected'
        WHEN COALESCE("latest_proposal_sent" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:31 stage proposal "Proposal submitted" owned by sales, probability 50% */
        THEN 'proposal'
        WHEN COALESCE("latest_requirements_found" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:28 stage budget_qualification "Budget qualification" owned by sales, proba... */
        THEN 'budget_qualification'
        WHEN COALESCE("latest_demonstrated" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:25 stage evaluation "Evaluation" owned by sales, probability 30% */
        THEN 'evaluation'
        WHEN COALESCE("latest_opportunity_opened" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:21 stage qualified "Opportunity" owned by sales */
        THEN 'qualified'
        WHEN COALESCE("latest_spoke" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:17 stage prospect_engaged "Prospect engaged" owned by sales, probability 20% */
        THEN 'prospect_engaged'
        WHEN COALESCE("latest_handed_over" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:13 stage prospect_new "Prospect new" owned by sales, probability 10% */
        THEN 'prospect_new'
        WHEN COALESCE("latest_became_mql" >= COALESCE("recycle_since", -1) OR "points_bounded" >= 6000, FALSE) /* pipeline.sla:8 stage MQL "Marketing qualified lead" owned by marketing */
        THEN 'MQL'
        WHEN COALESCE(
          (
            NOT "latest_clicked_email_viewed_page" IS NULL
            OR NOT "latest_enquired_converted" IS NULL
            OR NOT "latest_described_challenge_asked_prices" IS NULL
          ) /* definitions.sla:37 define responded "Lead" */,
          FALSE
        ) /* pipeline.sla:5 stage responder "Responding lead" owned by marketing */
        THEN 'responder'
        ELSE 'inquiry'
      END
    END AS "stage" /* pipeline.sla:3 stage inquiry "Inquiry" owned by marketing because "A name in the databa... */
  FROM "standing_and_changes_2"
  OFFSET 0
)
SELECT
  "lead_id",
  CAST({{ as_of }} AS BIGINT) AS "as_of",
  CAST(CAST("fit_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit",
  CAST(CAST("interest_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest",
  CAST(CAST("points_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "points",
  "stage" AS "stage",
  "disqualified" AS "disqualified",
  CASE WHEN "recycle_in_force" THEN "recycle" END AS "recycle",
  CAST(CASE WHEN "recycle_in_force" THEN "recycle_until" END AS BIGINT) AS "recycle_until",
  "route" AS "route",
  COALESCE("person", "team") AS "routed_to",
  CAST(CAST("fit_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit_1",
  CAST(CAST("fit_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit_2",
  CAST(CAST("fit_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit_3",
  CAST(CAST("fit_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit_bound",
  CAST(CAST("interest_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_1",
  CAST(CAST("interest_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_2",
  CAST(CAST("interest_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_3",
  CAST(CAST("interest_4" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_4",
  CAST(CAST("interest_5" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_5",
  CAST(CAST("interest_6" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_6",
  CAST(CAST("interest_7" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_7",
  CAST(CAST("interest_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_bound",
  CAST(CAST("points_rounding" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "points_rounding",
  CAST(CAST("points_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "points_bound"
FROM "changes_and_standing"
{% elif target.type in ['snowflake'] %}
-- NOT TESTED here: read back by a parser, and run on other warehouses only.
WITH "RECORD_VALUES" AS (
  /* What is known of a lead */
  SELECT
    "L"."ID" AS "LEAD_ID",
    COALESCE("L"."OPTED_OUT", FALSE) AS "OPTED_OUT",
    COALESCE("L"."DO_NOT_CALL", FALSE) AS "DO_NOT_CALL",
    CAST(CAST("L"."REVENUE_SHARE" AS DECIMAL(19, 4)) * 10000 AS BIGINT) AS "REVENUE_SHARE",
    "L"."OWNER" AS "OWNER",
    "L"."TITLE" AS "TITLE",
    "L"."INDUSTRY" AS "INDUSTRY",
    CAST("L"."EMPLOYEES" AS BIGINT) AS "EMPLOYEES"
  FROM {{ source('leadpact', 'leads') }} AS "L"
), "RECORD_TEXTS" AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("OWNER") = CHAR_LENGTH("OWNER") AND "OWNER" = TRIM("OWNER", ' \t\r\n ')
      THEN LOWER("OWNER")
      ELSE TRANSLATE(TRIM("OWNER", ' \t\r\n '), 'AENO', 'aeno')
    END AS "OWNER_FOLDED_BARE",
    CASE
      WHEN OCTET_LENGTH("TITLE") = CHAR_LENGTH("TITLE") AND "TITLE" = TRIM("TITLE", ' \t\r\n ')
      THEN LOWER("TITLE")
      ELSE TRANSLATE(TRIM("TITLE", ' \t\r\n '), 'ACDEFHINOPRSTVWſ', 'acdefhinoprstvws')
    END AS "TITLE_FOLDED_BARE"
  FROM "RECORD_VALUES"
), "RECORD_KNOWN" AS (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT "OWNER_FOLDED_BARE" IN ('', 'n/a', 'none'), FALSE) AS "OWNER_KNOWN"
  FROM "RECORD_TEXTS"
), "RECORD" AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE("TITLE_FOLDED_BARE", ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS "TITLE_WORDS"
  FROM "RECORD_KNOWN"
), "RULES_AND_STANDING_2" AS (
  SELECT
    "LEAD_ID",
    "REVENUE_SHARE",
    CASE WHEN "OPTED_OUT" = TRUE THEN 'opt_out' WHEN "DO_NOT_CALL" = TRUE THEN 'no_calls' END AS "DISQUALIFIED", /* pipeline.sla:51 disqualify opt_out "Opted out" */
    CASE WHEN "OWNER_KNOWN" THEN "OWNER" END AS "OWNER_TEXT",
    CAST(CASE
      WHEN (
        CONTAINS("TITLE_WORDS", ' ceo ')
        OR CONTAINS("TITLE_WORDS", ' cfo ')
        OR CONTAINS("TITLE_WORDS", ' chief ')
        OR CONTAINS("TITLE_WORDS", ' coo ')
        OR CONTAINS("TITLE_WORDS", ' director ')
        OR CONTAINS("TITLE_WORDS", ' head ')
        OR CONTAINS("TITLE_WORDS", ' owner ')
        OR CONTAINS("TITLE_WORDS", ' vp ')
        OR CONTAINS(REPLACE(REPLACE(REPLACE("TITLE_WORDS", ' ', '<>'), '><', ''), '<>', ' '), ' vice president ')
      )
      THEN 1000
      ELSE 0
    END AS BIGINT) AS "FIT_1", /* scoring.sla:4 +10 if title has one of the words deciding_words */
    CAST(CASE WHEN "INDUSTRY" IS NULL THEN 0 WHEN "INDUSTRY" IN ('logistics', 'manufacturing') THEN 1000 ELSE 0 END AS BIGINT) AS "FIT_2", /* scoring.sla:5 by industry */
    CAST(CASE
      WHEN "EMPLOYEES" IS NULL
      THEN 0
      WHEN "EMPLOYEES" < 50
      THEN 0
      WHEN "EMPLOYEES" >= 50 AND "EMPLOYEES" <= 2000
      THEN 1000
      WHEN "EMPLOYEES" >= 2001
      THEN 500
      ELSE 0
    END AS BIGINT) AS "FIT_3" /* scoring.sla:9 by employees */
  FROM "RECORD"
), "SUMS" AS (
  SELECT
    "LEAD_ID",
    "REVENUE_SHARE",
    "DISQUALIFIED",
    "OWNER_TEXT",
    "FIT_1",
    "FIT_2",
    "FIT_3",
    "FIT_1" + "FIT_2" + "FIT_3" AS "FIT_SUM" /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM "RULES_AND_STANDING_2"
), "SUMS_2" AS (
  SELECT
    "LEAD_ID",
    "REVENUE_SHARE",
    "DISQUALIFIED",
    "OWNER_TEXT",
    "FIT_1",
    "FIT_2",
    "FIT_3",
    "FIT_SUM",
    LEAST(GREATEST("FIT_SUM", 0), 3000) AS "FIT_BOUNDED" /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM "SUMS"
), "CHANGES" AS (
  SELECT
    "LEAD_ID",
    "REVENUE_SHARE",
    "DISQUALIFIED",
    "OWNER_TEXT",
    "FIT_1",
    "FIT_2",
    "FIT_3",
    "FIT_BOUNDED",
    "FIT_BOUNDED" - "FIT_SUM" AS "FIT_BOUND" /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM "SUMS_2"
), "LOG_OF_SINCE" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "A"."LEAD_ID",
    "A"."ACTIVITY",
    CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) AS "AT"
  FROM {{ source('leadpact', 'activities') }} AS "A"
  WHERE
    "A"."ACTIVITY" IN (
      'became_mql',
      'handed_over',
      'spoke',
      'opportunity_opened',
      'demonstrated',
      'requirements_found',
      'proposal_sent',
      'selected_technically',
      'negotiated',
      'decided_for_us',
      'in_purchasing',
      'ordered',
      'deal_lost',
      'returned'
    )
    AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
), "SINCE" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "LEAD_ID",
    MAX(CASE WHEN "ACTIVITY" = 'returned' THEN "AT" END) AS "LATEST_RETURNED",
    MAX(CASE WHEN "ACTIVITY" = 'deal_lost' THEN "AT" END) AS "LATEST_DEAL_LOST",
    MAX(CASE WHEN "ACTIVITY" = 'spoke' THEN "AT" END) AS "LATEST_SPOKE",
    MAX(CASE WHEN "ACTIVITY" = 'ordered' THEN "AT" END) AS "LATEST_ORDERED",
    MAX(CASE WHEN "ACTIVITY" = 'in_purchasing' THEN "AT" END) AS "LATEST_IN_PURCHASING",
    MAX(CASE WHEN "ACTIVITY" = 'decided_for_us' THEN "AT" END) AS "LATEST_DECIDED_FOR_US",
    MAX(CASE WHEN "ACTIVITY" = 'negotiated' THEN "AT" END) AS "LATEST_NEGOTIATED",
    MAX(CASE WHEN "ACTIVITY" = 'selected_technically' THEN "AT" END) AS "LATEST_SELECTED_TECHNICALLY",
    MAX(CASE WHEN "ACTIVITY" = 'proposal_sent' THEN "AT" END) AS "LATEST_PROPOSAL_SENT",
    MAX(CASE WHEN "ACTIVITY" = 'requirements_found' THEN "AT" END) AS "LATEST_REQUIREMENTS_FOUND",
    MAX(CASE WHEN "ACTIVITY" = 'demonstrated' THEN "AT" END) AS "LATEST_DEMONSTRATED",
    MAX(CASE WHEN "ACTIVITY" = 'opportunity_opened' THEN "AT" END) AS "LATEST_OPPORTUNITY_OPENED",
    MAX(CASE WHEN "ACTIVITY" = 'handed_over' THEN "AT" END) AS "LATEST_HANDED_OVER",
    MAX(CASE WHEN "ACTIVITY" = 'became_mql' THEN "AT" END) AS "LATEST_BECAME_MQL"
  FROM "LOG_OF_SINCE"
  GROUP BY
    "LEAD_ID"
), "LOG_2_1" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "A"."LEAD_ID",
    "A"."ACTIVITY",
    CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) AS "AT",
    "A"."INTERESTED" AS "INTERESTED",
    "A"."PATH" AS "PATH"
  FROM {{ source('leadpact', 'activities') }} AS "A"
  WHERE
    (
      (
        "A"."ACTIVITY" IN (
          'viewed_page',
          'attended_webinar',
          'downloaded',
          'enquired',
          'converted',
          'met_at_event',
          'described_challenge',
          'asked_prices',
          'asked_proposal'
        )
        AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
      )
      AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) > CASE
        WHEN "A"."ACTIVITY" IN ('viewed_page', 'attended_webinar', 'downloaded')
        THEN CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        WHEN "A"."ACTIVITY" IN ('enquired', 'converted', 'met_at_event', 'described_challenge', 'asked_prices', 'asked_proposal')
        THEN CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        ELSE -1
      END
    )
    AND "A"."AT" > TO_TIMESTAMP_NTZ((
      CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) - 86400000
    ), 3)
), "LOG_2_2" AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("PATH") = CHAR_LENGTH("PATH") AND "PATH" = TRIM("PATH", ' \t\r\n ')
      THEN LOWER("PATH")
      ELSE TRANSLATE(TRIM("PATH", ' \t\r\n '), 'ABCEFGIJMNOPRSTUYſ', 'abcefgijmnoprstuys')
    END AS "PATH_FOLDED_BARE"
  FROM "LOG_2_1"
), "LOG_2" AS (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE WHEN "ACTIVITY" = 'met_at_event' THEN COALESCE("INTERESTED", FALSE) = TRUE END AS "IS_MET_AT_EVENT",
    CASE WHEN "ACTIVITY" = 'viewed_page' THEN STARTSWITH("PATH_FOLDED_BARE", '/pricing') END AS "IS_VIEWED_PAGE",
    CASE
      WHEN "ACTIVITY" = 'viewed_page'
      THEN "PATH_FOLDED_BARE" IN ('/cases', '/compare', '/features', '/integrations', '/roi', '/security')
    END AS "IS_VIEWED_PAGE_2",
    CASE
      WHEN "ACTIVITY" = 'viewed_page'
      THEN (
        STARTSWITH("PATH_FOLDED_BARE", '/careers') OR STARTSWITH("PATH_FOLDED_BARE", '/jobs')
      )
    END AS "IS_VIEWED_PAGE_3"
  FROM "LOG_2_2"
), "SEEN" AS (
  /* What is asked of activities */
  SELECT
    "R"."LEAD_ID",
    "R"."ACTIVITY",
    "R"."AT",
    "R"."IS_MET_AT_EVENT",
    "R"."IS_VIEWED_PAGE",
    "R"."IS_VIEWED_PAGE_2",
    "R"."IS_VIEWED_PAGE_3"
  FROM "LOG_2" AS "R"
), "COUNTED" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "LEAD_ID",
    COUNT(
      CASE
        WHEN "ACTIVITY" IN ('described_challenge', 'asked_prices', 'asked_proposal')
        AND "AT" > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS "COUNT_DESCRIBED_CHALLENGE_ASKED_PRICES",
    COUNT(
      CASE
        WHEN "ACTIVITY" IN ('enquired', 'converted') AND "AT" > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS "COUNT_ENQUIRED_CONVERTED",
    COUNT(CASE WHEN "IS_MET_AT_EVENT" AND "AT" > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT) THEN 1 END) AS "COUNT_MET_AT_EVENT",
    COUNT(
      CASE
        WHEN "ACTIVITY" = 'attended_webinar' AND "AT" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        THEN 1
      END
    ) AS "COUNT_ATTENDED_WEBINAR",
    COUNT(CASE WHEN "IS_VIEWED_PAGE" AND "AT" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "COUNT_VIEWED_PAGE",
    COUNT(CASE WHEN "IS_VIEWED_PAGE_2" AND "AT" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "COUNT_VIEWED_PAGE_2",
    COUNT(
      CASE
        WHEN "ACTIVITY" = 'downloaded' AND "AT" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        THEN 1
      END
    ) AS "COUNT_DOWNLOADED",
    COUNT(CASE WHEN "IS_VIEWED_PAGE_3" AND "AT" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "COUNT_VIEWED_PAGE_3"
  FROM "SEEN"
  GROUP BY
    "LEAD_ID"
), "LOG_OF_LATEST" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "A"."LEAD_ID",
    "A"."ACTIVITY",
    CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) AS "AT"
  FROM {{ source('leadpact', 'activities') }} AS "A"
  WHERE
    "A"."ACTIVITY" IN ('described_challenge', 'asked_prices', 'asked_proposal')
    AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
), "LATEST" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "LEAD_ID",
    MAX("AT") AS "LATEST_DESCRIBED_CHALLENGE_ASKED_PRICES"
  FROM "LOG_OF_LATEST"
  GROUP BY
    "LEAD_ID"
), "LOG_OF_LATEST_2" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "A"."LEAD_ID",
    "A"."ACTIVITY",
    CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) AS "AT"
  FROM {{ source('leadpact', 'activities') }} AS "A"
  WHERE
    "A"."ACTIVITY" IN ('asked_prices', 'asked_proposal')
    AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
), "LATEST_2" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "LEAD_ID",
    MAX("AT") AS "LATEST_ASKED_PRICES_ASKED_PROPOSAL"
  FROM "LOG_OF_LATEST_2"
  GROUP BY
    "LEAD_ID"
), "LOG_OF_LATEST_3" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "A"."LEAD_ID",
    "A"."ACTIVITY",
    CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) AS "AT"
  FROM {{ source('leadpact', 'activities') }} AS "A"
  WHERE
    "A"."ACTIVITY" IN ('clicked_email', 'viewed_page', 'attended_webinar', 'downloaded')
    AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
), "LATEST_3" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "LEAD_ID",
    MAX("AT") AS "LATEST_CLICKED_EMAIL_VIEWED_PAGE"
  FROM "LOG_OF_LATEST_3"
  GROUP BY
    "LEAD_ID"
), "LOG_OF_LATEST_4" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "A"."LEAD_ID",
    "A"."ACTIVITY",
    CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) AS "AT"
  FROM {{ source('leadpact', 'activities') }} AS "A"
  WHERE
    "A"."ACTIVITY" IN ('enquired', 'converted', 'met_at_event')
    AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
), "LATEST_4" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "LEAD_ID",
    MAX("AT") AS "LATEST_ENQUIRED_CONVERTED"
  FROM "LOG_OF_LATEST_4"
  GROUP BY
    "LEAD_ID"
), "FACTS" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "L"."DISQUALIFIED",
    "L"."FIT_1",
    "L"."FIT_2",
    "L"."FIT_3",
    "L"."FIT_BOUND",
    "L"."FIT_BOUNDED",
    "L"."LEAD_ID",
    "L"."OWNER_TEXT",
    "L"."REVENUE_SHARE",
    "S0"."LATEST_RETURNED" AS "LATEST_RETURNED",
    "S0"."LATEST_DEAL_LOST" AS "LATEST_DEAL_LOST",
    "S0"."LATEST_SPOKE" AS "LATEST_SPOKE",
    "S0"."LATEST_ORDERED" AS "LATEST_ORDERED",
    "S0"."LATEST_IN_PURCHASING" AS "LATEST_IN_PURCHASING",
    "S0"."LATEST_DECIDED_FOR_US" AS "LATEST_DECIDED_FOR_US",
    "S0"."LATEST_NEGOTIATED" AS "LATEST_NEGOTIATED",
    "S0"."LATEST_SELECTED_TECHNICALLY" AS "LATEST_SELECTED_TECHNICALLY",
    "S0"."LATEST_PROPOSAL_SENT" AS "LATEST_PROPOSAL_SENT",
    "S0"."LATEST_REQUIREMENTS_FOUND" AS "LATEST_REQUIREMENTS_FOUND",
    "S0"."LATEST_DEMONSTRATED" AS "LATEST_DEMONSTRATED",
    "S0"."LATEST_OPPORTUNITY_OPENED" AS "LATEST_OPPORTUNITY_OPENED",
    "S0"."LATEST_HANDED_OVER" AS "LATEST_HANDED_OVER",
    "S0"."LATEST_BECAME_MQL" AS "LATEST_BECAME_MQL",
    COALESCE("S1"."COUNT_DESCRIBED_CHALLENGE_ASKED_PRICES", 0) AS "COUNT_DESCRIBED_CHALLENGE_ASKED_PRICES",
    COALESCE("S1"."COUNT_ENQUIRED_CONVERTED", 0) AS "COUNT_ENQUIRED_CONVERTED",
    COALESCE("S1"."COUNT_MET_AT_EVENT", 0) AS "COUNT_MET_AT_EVENT",
    COALESCE("S1"."COUNT_ATTENDED_WEBINAR", 0) AS "COUNT_ATTENDED_WEBINAR",
    COALESCE("S1"."COUNT_VIEWED_PAGE", 0) AS "COUNT_VIEWED_PAGE",
    COALESCE("S1"."COUNT_VIEWED_PAGE_2", 0) AS "COUNT_VIEWED_PAGE_2",
    COALESCE("S1"."COUNT_DOWNLOADED", 0) AS "COUNT_DOWNLOADED",
    COALESCE("S1"."COUNT_VIEWED_PAGE_3", 0) AS "COUNT_VIEWED_PAGE_3",
    "S2"."LATEST_DESCRIBED_CHALLENGE_ASKED_PRICES" AS "LATEST_DESCRIBED_CHALLENGE_ASKED_PRICES",
    "S3"."LATEST_ASKED_PRICES_ASKED_PROPOSAL" AS "LATEST_ASKED_PRICES_ASKED_PROPOSAL",
    "S4"."LATEST_CLICKED_EMAIL_VIEWED_PAGE" AS "LATEST_CLICKED_EMAIL_VIEWED_PAGE",
    "S5"."LATEST_ENQUIRED_CONVERTED" AS "LATEST_ENQUIRED_CONVERTED"
  FROM "CHANGES" AS "L"
  LEFT JOIN "SINCE" AS "S0"
    ON "S0"."LEAD_ID" = "L"."LEAD_ID"
  LEFT JOIN "COUNTED" AS "S1"
    ON "S1"."LEAD_ID" = "L"."LEAD_ID"
  LEFT JOIN "LATEST" AS "S2"
    ON "S2"."LEAD_ID" = "L"."LEAD_ID"
  LEFT JOIN "LATEST_2" AS "S3"
    ON "S3"."LEAD_ID" = "L"."LEAD_ID"
  LEFT JOIN "LATEST_3" AS "S4"
    ON "S4"."LEAD_ID" = "L"."LEAD_ID"
  LEFT JOIN "LATEST_4" AS "S5"
    ON "S5"."LEAD_ID" = "L"."LEAD_ID"
), "RULES_AND_STANDING" AS (
  SELECT
    "LEAD_ID",
    "LATEST_RETURNED",
    "LATEST_DEAL_LOST",
    "LATEST_DESCRIBED_CHALLENGE_ASKED_PRICES",
    "LATEST_ASKED_PRICES_ASKED_PROPOSAL",
    "REVENUE_SHARE",
    "LATEST_SPOKE",
    "LATEST_ORDERED",
    "LATEST_IN_PURCHASING",
    "LATEST_DECIDED_FOR_US",
    "LATEST_NEGOTIATED",
    "LATEST_SELECTED_TECHNICALLY",
    "LATEST_PROPOSAL_SENT",
    "LATEST_REQUIREMENTS_FOUND",
    "LATEST_DEMONSTRATED",
    "LATEST_OPPORTUNITY_OPENED",
    "LATEST_HANDED_OVER",
    "LATEST_BECAME_MQL",
    "LATEST_CLICKED_EMAIL_VIEWED_PAGE",
    "LATEST_ENQUIRED_CONVERTED",
    "DISQUALIFIED",
    "OWNER_TEXT",
    "FIT_1",
    "FIT_2",
    "FIT_3",
    "FIT_BOUNDED",
    "FIT_BOUND",
    NULLIF(GREATEST(COALESCE("LATEST_RETURNED", -1), COALESCE("LATEST_DEAL_LOST", -1)), -1) AS "RECYCLE_SINCE",
    CAST(CASE
      WHEN (
        "COUNT_DESCRIBED_CHALLENGE_ASKED_PRICES" > 0
      ) /* definitions.sla:68 define sql_sign "Showed a sign of a sales qualified lead" */
      THEN 6000
      ELSE 0
    END AS BIGINT) AS "INTEREST_1", /* scoring.sla:17 +60 if sql_sign because "Whoever asks sales for something gets sales, wh... */
    CAST(CASE
      WHEN (
        "COUNT_ENQUIRED_CONVERTED" > 0 OR "COUNT_MET_AT_EVENT" > 0
      ) /* definitions.sla:63 define mql_sign "Showed a sign of a marketing qualified lead" */
      THEN 3000
      ELSE 0
    END AS BIGINT) AS "INTEREST_2", /* scoring.sla:18 +30 if mql_sign */
    LEAST("COUNT_ATTENDED_WEBINAR", 3) * 1000 AS "INTEREST_3", /* scoring.sla:19 +10 for each attended_webinar in the last 180 days at most 3 times */
    LEAST("COUNT_VIEWED_PAGE", 3) * 1000 AS "INTEREST_4", /* scoring.sla:20 +10 for each viewed_page in the last 180 days at most 3 times where path... */
    LEAST(GREATEST("COUNT_VIEWED_PAGE_2" * 100, -2000), 2000) AS "INTEREST_5", /* scoring.sla:21 +1 for each viewed_page in the last 180 days at most 20 points where pat... */
    LEAST("COUNT_DOWNLOADED", 2) * 500 AS "INTEREST_6", /* scoring.sla:22 +5 for each downloaded in the last 180 days at most 2 times */
    CAST(CASE WHEN "COUNT_VIEWED_PAGE_3" > 0 THEN -2000 ELSE 0 END AS BIGINT) AS "INTEREST_7" /* scoring.sla:23 -20 if viewed_page in the last 180 days where path starts with one of jo... */
  FROM "FACTS"
), "STANDING_AND_SUMS" AS (
  SELECT
    "LEAD_ID",
    "LATEST_RETURNED",
    "LATEST_DEAL_LOST",
    "LATEST_DESCRIBED_CHALLENGE_ASKED_PRICES",
    "LATEST_ASKED_PRICES_ASKED_PROPOSAL",
    "REVENUE_SHARE",
    "LATEST_SPOKE",
    "LATEST_ORDERED",
    "LATEST_IN_PURCHASING",
    "LATEST_DECIDED_FOR_US",
    "LATEST_NEGOTIATED",
    "LATEST_SELECTED_TECHNICALLY",
    "LATEST_PROPOSAL_SENT",
    "LATEST_REQUIREMENTS_FOUND",
    "LATEST_DEMONSTRATED",
    "LATEST_OPPORTUNITY_OPENED",
    "LATEST_HANDED_OVER",
    "LATEST_BECAME_MQL",
    "LATEST_CLICKED_EMAIL_VIEWED_PAGE",
    "LATEST_ENQUIRED_CONVERTED",
    "RECYCLE_SINCE",
    "DISQUALIFIED",
    "OWNER_TEXT",
    "FIT_1",
    "FIT_2",
    "FIT_3",
    "FIT_BOUNDED",
    "FIT_BOUND",
    "INTEREST_1",
    "INTEREST_2",
    "INTEREST_3",
    "INTEREST_4",
    "INTEREST_5",
    "INTEREST_6",
    "INTEREST_7",
    CASE
      WHEN "LATEST_RETURNED" = "RECYCLE_SINCE"
      THEN 'not_ready'
      WHEN "LATEST_DEAL_LOST" = "RECYCLE_SINCE"
      THEN 'lost'
    END AS "RECYCLE", /* nurture.sla:10 recycle not_ready "Not ready yet" */
    "INTEREST_1" + "INTEREST_2" + "INTEREST_3" + "INTEREST_4" + "INTEREST_5" + "INTEREST_6" + "INTEREST_7" AS "INTEREST_SUM" /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM "RULES_AND_STANDING"
), "STANDING_AND_SUMS_2" AS (
  SELECT
    "LEAD_ID",
    "LATEST_RETURNED",
    "LATEST_DEAL_LOST",
    "LATEST_DESCRIBED_CHALLENGE_ASKED_PRICES",
    "LATEST_ASKED_PRICES_ASKED_PROPOSAL",
    "REVENUE_SHARE",
    "LATEST_SPOKE",
    "LATEST_ORDERED",
    "LATEST_IN_PURCHASING",
    "LATEST_DECIDED_FOR_US",
    "LATEST_NEGOTIATED",
    "LATEST_SELECTED_TECHNICALLY",
    "LATEST_PROPOSAL_SENT",
    "LATEST_REQUIREMENTS_FOUND",
    "LATEST_DEMONSTRATED",
    "LATEST_OPPORTUNITY_OPENED",
    "LATEST_HANDED_OVER",
    "LATEST_BECAME_MQL",
    "LATEST_CLICKED_EMAIL_VIEWED_PAGE",
    "LATEST_ENQUIRED_CONVERTED",
    "RECYCLE_SINCE",
    "RECYCLE",
    "DISQUALIFIED",
    "OWNER_TEXT",
    "FIT_1",
    "FIT_2",
    "FIT_3",
    "FIT_BOUNDED",
    "FIT_BOUND",
    "INTEREST_1",
    "INTEREST_2",
    "INTEREST_3",
    "INTEREST_4",
    "INTEREST_5",
    "INTEREST_6",
    "INTEREST_7",
    "INTEREST_SUM",
    CASE
      WHEN "RECYCLE" = 'not_ready'
      THEN "RECYCLE_SINCE" + CAST(31622400000 AS BIGINT)
      WHEN "RECYCLE" = 'lost'
      THEN "RECYCLE_SINCE" + CAST(31622400000 AS BIGINT)
    END AS "RECYCLE_UNTIL",
    LEAST(GREATEST("INTEREST_SUM", 0), 10000) AS "INTEREST_BOUNDED" /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM "STANDING_AND_SUMS"
), "STANDING_AND_CHANGES" AS (
  SELECT
    "LEAD_ID",
    "LATEST_DESCRIBED_CHALLENGE_ASKED_PRICES",
    "REVENUE_SHARE",
    "LATEST_SPOKE",
    "LATEST_ORDERED",
    "LATEST_IN_PURCHASING",
    "LATEST_DECIDED_FOR_US",
    "LATEST_NEGOTIATED",
    "LATEST_SELECTED_TECHNICALLY",
    "LATEST_PROPOSAL_SENT",
    "LATEST_REQUIREMENTS_FOUND",
    "LATEST_DEMONSTRATED",
    "LATEST_OPPORTUNITY_OPENED",
    "LATEST_HANDED_OVER",
    "LATEST_BECAME_MQL",
    "LATEST_CLICKED_EMAIL_VIEWED_PAGE",
    "LATEST_ENQUIRED_CONVERTED",
    "RECYCLE_SINCE",
    "RECYCLE",
    "RECYCLE_UNTIL",
    "DISQUALIFIED",
    "OWNER_TEXT",
    "FIT_1",
    "FIT_2",
    "FIT_3",
    "FIT_BOUNDED",
    "FIT_BOUND",
    "INTEREST_1",
    "INTEREST_2",
    "INTEREST_3",
    "INTEREST_4",
    "INTEREST_5",
    "INTEREST_6",
    "INTEREST_7",
    "INTEREST_BOUNDED",
    COALESCE(CAST({{ as_of }} AS BIGINT) < "RECYCLE_UNTIL", FALSE)
    AND CASE
      WHEN "RECYCLE" = 'not_ready'
      THEN NOT (
        COALESCE(
          NOT CASE
            WHEN "LATEST_DESCRIBED_CHALLENGE_ASKED_PRICES" > "LATEST_RETURNED"
            THEN "LATEST_DESCRIBED_CHALLENGE_ASKED_PRICES"
          END IS NULL,
          FALSE
        )
      )
      WHEN "RECYCLE" = 'lost'
      THEN NOT (
        COALESCE(
          NOT CASE WHEN "LATEST_ASKED_PRICES_ASKED_PROPOSAL" > "LATEST_DEAL_LOST" THEN "LATEST_ASKED_PRICES_ASKED_PROPOSAL" END IS NULL,
          FALSE
        )
      )
      ELSE TRUE
    END AS "RECYCLE_IN_FORCE",
    "INTEREST_BOUNDED" - "INTEREST_SUM" AS "INTEREST_BOUND", /* scoring.sla:16 score interest "Interest" from 0 to 100 */
    "FIT_BOUNDED" * 100 + "INTEREST_BOUNDED" * 100 AS "POINTS_SUM" /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM "STANDING_AND_SUMS_2"
), "STANDING_AND_SUMS_3" AS (
  SELECT
    "LEAD_ID",
    "LATEST_DESCRIBED_CHALLENGE_ASKED_PRICES",
    "LATEST_SPOKE",
    "LATEST_ORDERED",
    "LATEST_IN_PURCHASING",
    "LATEST_DECIDED_FOR_US",
    "LATEST_NEGOTIATED",
    "LATEST_SELECTED_TECHNICALLY",
    "LATEST_PROPOSAL_SENT",
    "LATEST_REQUIREMENTS_FOUND",
    "LATEST_DEMONSTRATED",
    "LATEST_OPPORTUNITY_OPENED",
    "LATEST_HANDED_OVER",
    "LATEST_BECAME_MQL",
    "LATEST_CLICKED_EMAIL_VIEWED_PAGE",
    "LATEST_ENQUIRED_CONVERTED",
    "RECYCLE_SINCE",
    "RECYCLE",
    "RECYCLE_UNTIL",
    "RECYCLE_IN_FORCE",
    "DISQUALIFIED",
    "OWNER_TEXT",
    "FIT_1",
    "FIT_2",
    "FIT_3",
    "FIT_BOUNDED",
    "FIT_BOUND",
    "INTEREST_1",
    "INTEREST_2",
    "INTEREST_3",
    "INTEREST_4",
    "INTEREST_5",
    "INTEREST_6",
    "INTEREST_7",
    "INTEREST_BOUNDED",
    "INTEREST_BOUND",
    "POINTS_SUM",
    CASE
      WHEN NOT (
        (
          NOT "DISQUALIFIED" IS NULL OR "RECYCLE_IN_FORCE"
        )
      )
      AND (
        COALESCE("REVENUE_SHARE" <= 800000, FALSE) /* definitions.sla:73 define a_customer "A customer" */
        OR COALESCE((
          "REVENUE_SHARE" > 800000 AND "REVENUE_SHARE" <= 900000
        ), FALSE) /* definitions.sla:77 define b_customer "B customer" */
      )
      AND NOT "OWNER_TEXT" IS NULL
      THEN 'key_accounts'
      WHEN NOT (
        (
          NOT "DISQUALIFIED" IS NULL OR "RECYCLE_IN_FORCE"
        )
      )
      AND NOT "LATEST_SPOKE" IS NULL
      AND NOT "OWNER_TEXT" IS NULL
      THEN 'keeps_lead'
      WHEN NOT (
        (
          NOT "DISQUALIFIED" IS NULL OR "RECYCLE_IN_FORCE"
        )
      )
      THEN 'inside'
    END AS "ROUTE", /* pipeline.sla:57 route key_accounts "Whoever looks after the customer" to the person in... */
    CASE
      WHEN "POINTS_SUM" >= 0
      THEN CAST((
        (
          "POINTS_SUM" + 50
        ) - (
          "POINTS_SUM" + 50
        ) % 100
      ) / 100 AS BIGINT)
      ELSE -(
        CAST((
          (
            50 - "POINTS_SUM"
          ) - (
            50 - "POINTS_SUM"
          ) % 100
        ) / 100 AS BIGINT)
      )
    END AS "POINTS_ROUNDED" /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM "STANDING_AND_CHANGES"
), "STANDING_AND_CHANGES_2" AS (
  SELECT
    "LEAD_ID",
    "LATEST_DESCRIBED_CHALLENGE_ASKED_PRICES",
    "LATEST_SPOKE",
    "LATEST_ORDERED",
    "LATEST_IN_PURCHASING",
    "LATEST_DECIDED_FOR_US",
    "LATEST_NEGOTIATED",
    "LATEST_SELECTED_TECHNICALLY",
    "LATEST_PROPOSAL_SENT",
    "LATEST_REQUIREMENTS_FOUND",
    "LATEST_DEMONSTRATED",
    "LATEST_OPPORTUNITY_OPENED",
    "LATEST_HANDED_OVER",
    "LATEST_BECAME_MQL",
    "LATEST_CLICKED_EMAIL_VIEWED_PAGE",
    "LATEST_ENQUIRED_CONVERTED",
    "RECYCLE_SINCE",
    "RECYCLE",
    "RECYCLE_UNTIL",
    "RECYCLE_IN_FORCE",
    "DISQUALIFIED",
    "ROUTE",
    "FIT_1",
    "FIT_2",
    "FIT_3",
    "FIT_BOUNDED",
    "FIT_BOUND",
    "INTEREST_1",
    "INTEREST_2",
    "INTEREST_3",
    "INTEREST_4",
    "INTEREST_5",
    "INTEREST_6",
    "INTEREST_7",
    "INTEREST_BOUNDED",
    "INTEREST_BOUND",
    "POINTS_ROUNDED",
    CASE WHEN "ROUTE" = 'key_accounts' THEN "OWNER_TEXT" WHEN "ROUTE" = 'keeps_lead' THEN "OWNER_TEXT" END AS "PERSON",
    CASE WHEN "ROUTE" = 'inside' THEN 'sales' END AS "TEAM",
    "POINTS_ROUNDED" * 100 - "POINTS_SUM" AS "POINTS_ROUNDING", /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    LEAST(GREATEST("POINTS_ROUNDED", 0), 10000) AS "POINTS_BOUNDED" /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM "STANDING_AND_SUMS_3"
), "CHANGES_AND_STANDING" AS (
  SELECT
    "LEAD_ID",
    "RECYCLE",
    "RECYCLE_UNTIL",
    "RECYCLE_IN_FORCE",
    "DISQUALIFIED",
    "ROUTE",
    "PERSON",
    "TEAM",
    "FIT_1",
    "FIT_2",
    "FIT_3",
    "FIT_BOUNDED",
    "FIT_BOUND",
    "INTEREST_1",
    "INTEREST_2",
    "INTEREST_3",
    "INTEREST_4",
    "INTEREST_5",
    "INTEREST_6",
    "INTEREST_7",
    "INTEREST_BOUNDED",
    "INTEREST_BOUND",
    "POINTS_ROUNDING",
    "POINTS_BOUNDED",
    "POINTS_BOUNDED" - "POINTS_ROUNDED" AS "POINTS_BOUND", /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    CASE
      WHEN NOT (
        (
          NOT "DISQUALIFIED" IS NULL OR "RECYCLE_IN_FORCE"
        )
      )
      THEN CASE
        WHEN COALESCE("LATEST_ORDERED" >= COALESCE("RECYCLE_SINCE", -1), FALSE) /* pipeline.sla:47 stage closed "Closed" owned by sales, probability 100% */
        THEN 'closed'
        WHEN COALESCE("LATEST_IN_PURCHASING" >= COALESCE("RECYCLE_SINCE", -1), FALSE) /* pipeline.sla:44 stage purchasing "In purchasing" owned by sales, probability 90% */
        THEN 'purchasing'
        WHEN COALESCE("LATEST_DECIDED_FOR_US" >= COALESCE("RECYCLE_SINCE", -1), FALSE) /* pipeline.sla:41 stage signature "Final signature" owned by sales, probability 80% */
        THEN 'signature'
        WHEN COALESCE("LATEST_NEGOTIATED" >= COALESCE("RECYCLE_SINCE", -1), FALSE) /* pipeline.sla:38 stage negotiation "Contract negotiation" owned by sales, probability 70% */
        THEN 'negotiation'
        WHEN COALESCE("LATEST_SELECTED_TECHNICALLY" >= COALESCE("RECYCLE_SINCE", -1), FALSE) /* pipeline.sla:35 stage selected "Technically selected" owned by sales, probability 60% */
        THEN 'selected'
        WHEN COALESCE("LATEST_PROPOSAL_SENT" >= COALESCE("RECYCLE_SINCE", -1), FALSE) /* pipeline.sla:31 stage proposal "Proposal submitted" owned by sales, probability 50% */
        THEN 'proposal'
        WHEN COALESCE("LATEST_REQUIREMENTS_FOUND" >= COALESCE("RECYCLE_SINCE", -1), FALSE) /* pipeline.sla:28 stage budget_qualification "Budget qualification" owned by sales, proba... */
        THEN 'budget_qualification'
        WHEN COALESCE("LATEST_DEMONSTRATED" >= COALESCE("RECYCLE_SINCE", -1), FALSE) /* pipeline.sla:25 stage evaluation "Evaluation" owned by sales, probability 30% */
        THEN 'evaluation'
        WHEN COALESCE("LATEST_OPPORTUNITY_OPENED" >= COALESCE("RECYCLE_SINCE", -1), FALSE) /* pipeline.sla:21 stage qualified "Opportunity" owned by sales */
        THEN 'qualified'
        WHEN COALESCE("LATEST_SPOKE" >= COALESCE("RECYCLE_SINCE", -1), FALSE) /* pipeline.sla:17 stage prospect_engaged "Prospect engaged" owned by sales, probability 20% */
        THEN 'prospect_engaged'
        WHEN COALESCE("LATEST_HANDED_OVER" >= COALESCE("RECYCLE_SINCE", -1), FALSE) /* pipeline.sla:13 stage prospect_new "Prospect new" owned by sales, probability 10% */
        THEN 'prospect_new'
        WHEN COALESCE("LATEST_BECAME_MQL" >= COALESCE("RECYCLE_SINCE", -1) OR "POINTS_BOUNDED" >= 6000, FALSE) /* pipeline.sla:8 stage MQL "Marketing qualified lead" owned by marketing */
        THEN 'MQL'
        WHEN COALESCE(
          (
            NOT "LATEST_CLICKED_EMAIL_VIEWED_PAGE" IS NULL
            OR NOT "LATEST_ENQUIRED_CONVERTED" IS NULL
            OR NOT "LATEST_DESCRIBED_CHALLENGE_ASKED_PRICES" IS NULL
          ) /* definitions.sla:37 define responded "Lead" */,
          FALSE
        ) /* pipeline.sla:5 stage responder "Responding lead" owned by marketing */
        THEN 'responder'
        ELSE 'inquiry'
      END
    END AS "STAGE" /* pipeline.sla:3 stage inquiry "Inquiry" owned by marketing because "A name in the databa... */
  FROM "STANDING_AND_CHANGES_2"
)
SELECT
  "LEAD_ID",
  CAST({{ as_of }} AS BIGINT) AS "AS_OF",
  CAST(CAST("FIT_BOUNDED" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "FIT",
  CAST(CAST("INTEREST_BOUNDED" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST",
  CAST(CAST("POINTS_BOUNDED" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "POINTS",
  "STAGE" AS "STAGE",
  "DISQUALIFIED" AS "DISQUALIFIED",
  CASE WHEN "RECYCLE_IN_FORCE" THEN "RECYCLE" END AS "RECYCLE",
  CAST(CASE WHEN "RECYCLE_IN_FORCE" THEN "RECYCLE_UNTIL" END AS BIGINT) AS "RECYCLE_UNTIL",
  "ROUTE" AS "ROUTE",
  COALESCE("PERSON", "TEAM") AS "ROUTED_TO",
  CAST(CAST("FIT_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "FIT_1",
  CAST(CAST("FIT_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "FIT_2",
  CAST(CAST("FIT_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "FIT_3",
  CAST(CAST("FIT_BOUND" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "FIT_BOUND",
  CAST(CAST("INTEREST_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_1",
  CAST(CAST("INTEREST_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_2",
  CAST(CAST("INTEREST_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_3",
  CAST(CAST("INTEREST_4" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_4",
  CAST(CAST("INTEREST_5" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_5",
  CAST(CAST("INTEREST_6" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_6",
  CAST(CAST("INTEREST_7" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_7",
  CAST(CAST("INTEREST_BOUND" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_BOUND",
  CAST(CAST("POINTS_ROUNDING" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "POINTS_ROUNDING",
  CAST(CAST("POINTS_BOUND" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "POINTS_BOUND"
FROM "CHANGES_AND_STANDING"
{% elif target.type in ['bigquery'] %}
-- NOT TESTED here: read back by a parser, and run on other warehouses only.
WITH `record_values` AS (
  /* What is known of a lead */
  SELECT
    `l`.`id` AS `lead_id`,
    COALESCE(`l`.`opted_out`, FALSE) AS `opted_out`,
    COALESCE(`l`.`do_not_call`, FALSE) AS `do_not_call`,
    CAST(CAST(`l`.`revenue_share` AS NUMERIC) * 10000 AS INT64) AS `revenue_share`,
    `l`.`owner` AS `owner`,
    `l`.`title` AS `title`,
    `l`.`industry` AS `industry`,
    CAST(`l`.`employees` AS INT64) AS `employees`
  FROM {{ source('leadpact', 'leads') }} AS `l`
), `record_texts` AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN BYTE_LENGTH(`owner`) = CHAR_LENGTH(`owner`) AND `owner` = TRIM(`owner`, ' \t\r\n ')
      THEN LOWER(`owner`)
      ELSE TRANSLATE(TRIM(`owner`, ' \t\r\n '), 'AENO', 'aeno')
    END AS `owner_folded_bare`,
    CASE
      WHEN BYTE_LENGTH(`title`) = CHAR_LENGTH(`title`) AND `title` = TRIM(`title`, ' \t\r\n ')
      THEN LOWER(`title`)
      ELSE TRANSLATE(TRIM(`title`, ' \t\r\n '), 'ACDEFHINOPRSTVWſ', 'acdefhinoprstvws')
    END AS `title_folded_bare`
  FROM `record_values`
), `record_known` AS (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT `owner_folded_bare` IN ('', 'n/a', 'none'), FALSE) AS `owner_known`
  FROM `record_texts`
), `record` AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE(`title_folded_bare`, ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS `title_words`
  FROM `record_known`
), `rules_and_standing_2` AS (
  SELECT
    `lead_id`,
    `revenue_share`,
    CASE WHEN `opted_out` = TRUE THEN 'opt_out' WHEN `do_not_call` = TRUE THEN 'no_calls' END AS `disqualified`, /* pipeline.sla:51 disqualify opt_out "Opted out" */
    CASE WHEN `owner_known` THEN `owner` END AS `owner_text`,
    CAST(CASE
      WHEN (
        STRPOS(`title_words`, ' ceo ') > 0
        OR STRPOS(`title_words`, ' cfo ') > 0
        OR STRPOS(`title_words`, ' chief ') > 0
        OR STRPOS(`title_words`, ' coo ') > 0
        OR STRPOS(`title_words`, ' director ') > 0
        OR STRPOS(`title_words`, ' head ') > 0
        OR STRPOS(`title_words`, ' owner ') > 0
        OR STRPOS(`title_words`, ' vp ') > 0
        OR STRPOS(REPLACE(REPLACE(REPLACE(`title_words`, ' ', '<>'), '><', ''), '<>', ' '), ' vice president ') > 0
      )
      THEN 1000
      ELSE 0
    END AS INT64) AS `fit_1`, /* scoring.sla:4 +10 if title has one of the words deciding_words */
    CAST(CASE WHEN `industry` IS NULL THEN 0 WHEN `industry` IN ('logistics', 'manufacturing') THEN 1000 ELSE 0 END AS INT64) AS `fit_2`, /* scoring.sla:5 by industry */
    CAST(CASE
      WHEN `employees` IS NULL
      THEN 0
      WHEN `employees` < 50
      THEN 0
      WHEN `employees` >= 50 AND `employees` <= 2000
      THEN 1000
      WHEN `employees` >= 2001
      THEN 500
      ELSE 0
    END AS INT64) AS `fit_3` /* scoring.sla:9 by employees */
  FROM `record`
), `sums` AS (
  SELECT
    `lead_id`,
    `revenue_share`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_1` + `fit_2` + `fit_3` AS `fit_sum` /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM `rules_and_standing_2`
), `sums_2` AS (
  SELECT
    `lead_id`,
    `revenue_share`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_sum`,
    LEAST(GREATEST(`fit_sum`, 0), 3000) AS `fit_bounded` /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM `sums`
), `changes` AS (
  SELECT
    `lead_id`,
    `revenue_share`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bounded` - `fit_sum` AS `fit_bound` /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM `sums_2`
), `log_of_since` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    `a`.`activity` IN (
      'became_mql',
      'handed_over',
      'spoke',
      'opportunity_opened',
      'demonstrated',
      'requirements_found',
      'proposal_sent',
      'selected_technically',
      'negotiated',
      'decided_for_us',
      'in_purchasing',
      'ordered',
      'deal_lost',
      'returned'
    )
    AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS INT64)
), `since` AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    `lead_id`,
    MAX(CASE WHEN `activity` = 'returned' THEN `at` END) AS `latest_returned`,
    MAX(CASE WHEN `activity` = 'deal_lost' THEN `at` END) AS `latest_deal_lost`,
    MAX(CASE WHEN `activity` = 'spoke' THEN `at` END) AS `latest_spoke`,
    MAX(CASE WHEN `activity` = 'ordered' THEN `at` END) AS `latest_ordered`,
    MAX(CASE WHEN `activity` = 'in_purchasing' THEN `at` END) AS `latest_in_purchasing`,
    MAX(CASE WHEN `activity` = 'decided_for_us' THEN `at` END) AS `latest_decided_for_us`,
    MAX(CASE WHEN `activity` = 'negotiated' THEN `at` END) AS `latest_negotiated`,
    MAX(CASE WHEN `activity` = 'selected_technically' THEN `at` END) AS `latest_selected_technically`,
    MAX(CASE WHEN `activity` = 'proposal_sent' THEN `at` END) AS `latest_proposal_sent`,
    MAX(CASE WHEN `activity` = 'requirements_found' THEN `at` END) AS `latest_requirements_found`,
    MAX(CASE WHEN `activity` = 'demonstrated' THEN `at` END) AS `latest_demonstrated`,
    MAX(CASE WHEN `activity` = 'opportunity_opened' THEN `at` END) AS `latest_opportunity_opened`,
    MAX(CASE WHEN `activity` = 'handed_over' THEN `at` END) AS `latest_handed_over`,
    MAX(CASE WHEN `activity` = 'became_mql' THEN `at` END) AS `latest_became_mql`
  FROM `log_of_since`
  GROUP BY
    `lead_id`
), `log_2_1` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`,
    `a`.`interested` AS `interested`,
    `a`.`path` AS `path`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    (
      (
        `a`.`activity` IN (
          'viewed_page',
          'attended_webinar',
          'downloaded',
          'enquired',
          'converted',
          'met_at_event',
          'described_challenge',
          'asked_prices',
          'asked_proposal'
        )
        AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS INT64)
      )
      AND UNIX_MILLIS(`a`.`at`) > CASE
        WHEN `a`.`activity` IN ('viewed_page', 'attended_webinar', 'downloaded')
        THEN CAST({{ as_of }} AS INT64) - CAST(15552000000 AS INT64)
        WHEN `a`.`activity` IN ('enquired', 'converted', 'met_at_event', 'described_challenge', 'asked_prices', 'asked_proposal')
        THEN CAST({{ as_of }} AS INT64) - CAST(7776000000 AS INT64)
        ELSE -1
      END
    )
    AND `a`.`at` > TIMESTAMP_MILLIS((
      CAST({{ as_of }} AS INT64) - CAST(15552000000 AS INT64) - 86400000
    ))
), `log_2_2` AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN BYTE_LENGTH(`path`) = CHAR_LENGTH(`path`) AND `path` = TRIM(`path`, ' \t\r\n ')
      THEN LOWER(`path`)
      ELSE TRANSLATE(TRIM(`path`, ' \t\r\n '), 'ABCEFGIJMNOPRSTUYſ', 'abcefgijmnoprstuys')
    END AS `path_folded_bare`
  FROM `log_2_1`
), `log_2` AS (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE WHEN `activity` = 'met_at_event' THEN COALESCE(`interested`, FALSE) = TRUE END AS `is_met_at_event`,
    CASE WHEN `activity` = 'viewed_page' THEN STARTS_WITH(`path_folded_bare`, '/pricing') END AS `is_viewed_page`,
    CASE
      WHEN `activity` = 'viewed_page'
      THEN `path_folded_bare` IN ('/cases', '/compare', '/features', '/integrations', '/roi', '/security')
    END AS `is_viewed_page_2`,
    CASE
      WHEN `activity` = 'viewed_page'
      THEN (
        STARTS_WITH(`path_folded_bare`, '/careers') OR STARTS_WITH(`path_folded_bare`, '/jobs')
      )
    END AS `is_viewed_page_3`
  FROM `log_2_2`
), `seen` AS (
  /* What is asked of activities */
  SELECT
    `r`.`lead_id`,
    `r`.`activity`,
    `r`.`at`,
    `r`.`is_met_at_event`,
    `r`.`is_viewed_page`,
    `r`.`is_viewed_page_2`,
    `r`.`is_viewed_page_3`
  FROM `log_2` AS `r`
), `counted` AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    `lead_id`,
    COUNT(
      CASE
        WHEN `activity` IN ('described_challenge', 'asked_prices', 'asked_proposal')
        AND `at` > CAST({{ as_of }} AS INT64) - CAST(7776000000 AS INT64)
        THEN 1
      END
    ) AS `count_described_challenge_asked_prices`,
    COUNT(
      CASE
        WHEN `activity` IN ('enquired', 'converted') AND `at` > CAST({{ as_of }} AS INT64) - CAST(7776000000 AS INT64)
        THEN 1
      END
    ) AS `count_enquired_converted`,
    COUNT(CASE WHEN `is_met_at_event` AND `at` > CAST({{ as_of }} AS INT64) - CAST(7776000000 AS INT64) THEN 1 END) AS `count_met_at_event`,
    COUNT(
      CASE
        WHEN `activity` = 'attended_webinar' AND `at` > CAST({{ as_of }} AS INT64) - CAST(15552000000 AS INT64)
        THEN 1
      END
    ) AS `count_attended_webinar`,
    COUNT(CASE WHEN `is_viewed_page` AND `at` > CAST({{ as_of }} AS INT64) - CAST(15552000000 AS INT64) THEN 1 END) AS `count_viewed_page`,
    COUNT(CASE WHEN `is_viewed_page_2` AND `at` > CAST({{ as_of }} AS INT64) - CAST(15552000000 AS INT64) THEN 1 END) AS `count_viewed_page_2`,
    COUNT(
      CASE WHEN `activity` = 'downloaded' AND `at` > CAST({{ as_of }} AS INT64) - CAST(15552000000 AS INT64) THEN 1 END
    ) AS `count_downloaded`,
    COUNT(CASE WHEN `is_viewed_page_3` AND `at` > CAST({{ as_of }} AS INT64) - CAST(15552000000 AS INT64) THEN 1 END) AS `count_viewed_page_3`
  FROM `seen`
  GROUP BY
    `lead_id`
), `log_of_latest` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    `a`.`activity` IN ('described_challenge', 'asked_prices', 'asked_proposal')
    AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS INT64)
), `latest` AS (
  /* Only the latest of these counts, however old */
  SELECT
    `lead_id`,
    MAX(`at`) AS `latest_described_challenge_asked_prices`
  FROM `log_of_latest`
  GROUP BY
    `lead_id`
), `log_of_latest_2` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    `a`.`activity` IN ('asked_prices', 'asked_proposal') AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS INT64)
), `latest_2` AS (
  /* Only the latest of these counts, however old */
  SELECT
    `lead_id`,
    MAX(`at`) AS `latest_asked_prices_asked_proposal`
  FROM `log_of_latest_2`
  GROUP BY
    `lead_id`
), `log_of_latest_3` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    `a`.`activity` IN ('clicked_email', 'viewed_page', 'attended_webinar', 'downloaded')
    AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS INT64)
), `latest_3` AS (
  /* Only the latest of these counts, however old */
  SELECT
    `lead_id`,
    MAX(`at`) AS `latest_clicked_email_viewed_page`
  FROM `log_of_latest_3`
  GROUP BY
    `lead_id`
), `log_of_latest_4` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    `a`.`activity` IN ('enquired', 'converted', 'met_at_event')
    AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS INT64)
), `latest_4` AS (
  /* Only the latest of these counts, however old */
  SELECT
    `lead_id`,
    MAX(`at`) AS `latest_enquired_converted`
  FROM `log_of_latest_4`
  GROUP BY
    `lead_id`
), `facts` AS (
  /* A lead with all that is told of its activities */
  SELECT
    `l`.`disqualified`,
    `l`.`fit_1`,
    `l`.`fit_2`,
    `l`.`fit_3`,
    `l`.`fit_bound`,
    `l`.`fit_bounded`,
    `l`.`lead_id`,
    `l`.`owner_text`,
    `l`.`revenue_share`,
    `s0`.`latest_returned` AS `latest_returned`,
    `s0`.`latest_deal_lost` AS `latest_deal_lost`,
    `s0`.`latest_spoke` AS `latest_spoke`,
    `s0`.`latest_ordered` AS `latest_ordered`,
    `s0`.`latest_in_purchasing` AS `latest_in_purchasing`,
    `s0`.`latest_decided_for_us` AS `latest_decided_for_us`,
    `s0`.`latest_negotiated` AS `latest_negotiated`,
    `s0`.`latest_selected_technically` AS `latest_selected_technically`,
    `s0`.`latest_proposal_sent` AS `latest_proposal_sent`,
    `s0`.`latest_requirements_found` AS `latest_requirements_found`,
    `s0`.`latest_demonstrated` AS `latest_demonstrated`,
    `s0`.`latest_opportunity_opened` AS `latest_opportunity_opened`,
    `s0`.`latest_handed_over` AS `latest_handed_over`,
    `s0`.`latest_became_mql` AS `latest_became_mql`,
    COALESCE(`s1`.`count_described_challenge_asked_prices`, 0) AS `count_described_challenge_asked_prices`,
    COALESCE(`s1`.`count_enquired_converted`, 0) AS `count_enquired_converted`,
    COALESCE(`s1`.`count_met_at_event`, 0) AS `count_met_at_event`,
    COALESCE(`s1`.`count_attended_webinar`, 0) AS `count_attended_webinar`,
    COALESCE(`s1`.`count_viewed_page`, 0) AS `count_viewed_page`,
    COALESCE(`s1`.`count_viewed_page_2`, 0) AS `count_viewed_page_2`,
    COALESCE(`s1`.`count_downloaded`, 0) AS `count_downloaded`,
    COALESCE(`s1`.`count_viewed_page_3`, 0) AS `count_viewed_page_3`,
    `s2`.`latest_described_challenge_asked_prices` AS `latest_described_challenge_asked_prices`,
    `s3`.`latest_asked_prices_asked_proposal` AS `latest_asked_prices_asked_proposal`,
    `s4`.`latest_clicked_email_viewed_page` AS `latest_clicked_email_viewed_page`,
    `s5`.`latest_enquired_converted` AS `latest_enquired_converted`
  FROM `changes` AS `l`
  LEFT JOIN `since` AS `s0`
    ON `s0`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `counted` AS `s1`
    ON `s1`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `latest` AS `s2`
    ON `s2`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `latest_2` AS `s3`
    ON `s3`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `latest_3` AS `s4`
    ON `s4`.`lead_id` = `l`.`lead_id`
  LEFT JOIN `latest_4` AS `s5`
    ON `s5`.`lead_id` = `l`.`lead_id`
), `rules_and_standing` AS (
  SELECT
    `lead_id`,
    `latest_returned`,
    `latest_deal_lost`,
    `latest_described_challenge_asked_prices`,
    `latest_asked_prices_asked_proposal`,
    `revenue_share`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    NULLIF(GREATEST(COALESCE(`latest_returned`, -1), COALESCE(`latest_deal_lost`, -1)), -1) AS `recycle_since`,
    CAST(CASE
      WHEN (
        `count_described_challenge_asked_prices` > 0
      ) /* definitions.sla:68 define sql_sign "Showed a sign of a sales qualified lead" */
      THEN 6000
      ELSE 0
    END AS INT64) AS `interest_1`, /* scoring.sla:17 +60 if sql_sign because "Whoever asks sales for something gets sales, wh... */
    CAST(CASE
      WHEN (
        `count_enquired_converted` > 0 OR `count_met_at_event` > 0
      ) /* definitions.sla:63 define mql_sign "Showed a sign of a marketing qualified lead" */
      THEN 3000
      ELSE 0
    END AS INT64) AS `interest_2`, /* scoring.sla:18 +30 if mql_sign */
    LEAST(`count_attended_webinar`, 3) * 1000 AS `interest_3`, /* scoring.sla:19 +10 for each attended_webinar in the last 180 days at most 3 times */
    LEAST(`count_viewed_page`, 3) * 1000 AS `interest_4`, /* scoring.sla:20 +10 for each viewed_page in the last 180 days at most 3 times where path... */
    LEAST(GREATEST(`count_viewed_page_2` * 100, -2000), 2000) AS `interest_5`, /* scoring.sla:21 +1 for each viewed_page in the last 180 days at most 20 points where pat... */
    LEAST(`count_downloaded`, 2) * 500 AS `interest_6`, /* scoring.sla:22 +5 for each downloaded in the last 180 days at most 2 times */
    CAST(CASE WHEN `count_viewed_page_3` > 0 THEN -2000 ELSE 0 END AS INT64) AS `interest_7` /* scoring.sla:23 -20 if viewed_page in the last 180 days where path starts with one of jo... */
  FROM `facts`
), `standing_and_sums` AS (
  SELECT
    `lead_id`,
    `latest_returned`,
    `latest_deal_lost`,
    `latest_described_challenge_asked_prices`,
    `latest_asked_prices_asked_proposal`,
    `revenue_share`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    CASE
      WHEN `latest_returned` = `recycle_since`
      THEN 'not_ready'
      WHEN `latest_deal_lost` = `recycle_since`
      THEN 'lost'
    END AS `recycle`, /* nurture.sla:10 recycle not_ready "Not ready yet" */
    `interest_1` + `interest_2` + `interest_3` + `interest_4` + `interest_5` + `interest_6` + `interest_7` AS `interest_sum` /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM `rules_and_standing`
), `standing_and_sums_2` AS (
  SELECT
    `lead_id`,
    `latest_returned`,
    `latest_deal_lost`,
    `latest_described_challenge_asked_prices`,
    `latest_asked_prices_asked_proposal`,
    `revenue_share`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `recycle`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_sum`,
    CASE
      WHEN `recycle` = 'not_ready'
      THEN `recycle_since` + CAST(31622400000 AS INT64)
      WHEN `recycle` = 'lost'
      THEN `recycle_since` + CAST(31622400000 AS INT64)
    END AS `recycle_until`,
    LEAST(GREATEST(`interest_sum`, 0), 10000) AS `interest_bounded` /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM `standing_and_sums`
), `standing_and_changes` AS (
  SELECT
    `lead_id`,
    `latest_described_challenge_asked_prices`,
    `revenue_share`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `recycle`,
    `recycle_until`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_bounded`,
    COALESCE(CAST({{ as_of }} AS INT64) < `recycle_until`, FALSE)
    AND CASE
      WHEN `recycle` = 'not_ready'
      THEN NOT (
        COALESCE(
          NOT CASE
            WHEN `latest_described_challenge_asked_prices` > `latest_returned`
            THEN `latest_described_challenge_asked_prices`
          END IS NULL,
          FALSE
        )
      )
      WHEN `recycle` = 'lost'
      THEN NOT (
        COALESCE(
          NOT CASE WHEN `latest_asked_prices_asked_proposal` > `latest_deal_lost` THEN `latest_asked_prices_asked_proposal` END IS NULL,
          FALSE
        )
      )
      ELSE TRUE
    END AS `recycle_in_force`,
    `interest_bounded` - `interest_sum` AS `interest_bound`, /* scoring.sla:16 score interest "Interest" from 0 to 100 */
    `fit_bounded` * 100 + `interest_bounded` * 100 AS `points_sum` /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM `standing_and_sums_2`
), `standing_and_sums_3` AS (
  SELECT
    `lead_id`,
    `latest_described_challenge_asked_prices`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `recycle`,
    `recycle_until`,
    `recycle_in_force`,
    `disqualified`,
    `owner_text`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_bounded`,
    `interest_bound`,
    `points_sum`,
    CASE
      WHEN NOT (
        (
          NOT `disqualified` IS NULL OR `recycle_in_force`
        )
      )
      AND (
        COALESCE(`revenue_share` <= 800000, FALSE) /* definitions.sla:73 define a_customer "A customer" */
        OR COALESCE((
          `revenue_share` > 800000 AND `revenue_share` <= 900000
        ), FALSE) /* definitions.sla:77 define b_customer "B customer" */
      )
      AND NOT `owner_text` IS NULL
      THEN 'key_accounts'
      WHEN NOT (
        (
          NOT `disqualified` IS NULL OR `recycle_in_force`
        )
      )
      AND NOT `latest_spoke` IS NULL
      AND NOT `owner_text` IS NULL
      THEN 'keeps_lead'
      WHEN NOT (
        (
          NOT `disqualified` IS NULL OR `recycle_in_force`
        )
      )
      THEN 'inside'
    END AS `route`, /* pipeline.sla:57 route key_accounts "Whoever looks after the customer" to the person in... */
    CASE
      WHEN `points_sum` >= 0
      THEN DIV((
        `points_sum` + 50
      ), 100)
      ELSE -(
        DIV((
          50 - `points_sum`
        ), 100)
      )
    END AS `points_rounded` /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM `standing_and_changes`
), `standing_and_changes_2` AS (
  SELECT
    `lead_id`,
    `latest_described_challenge_asked_prices`,
    `latest_spoke`,
    `latest_ordered`,
    `latest_in_purchasing`,
    `latest_decided_for_us`,
    `latest_negotiated`,
    `latest_selected_technically`,
    `latest_proposal_sent`,
    `latest_requirements_found`,
    `latest_demonstrated`,
    `latest_opportunity_opened`,
    `latest_handed_over`,
    `latest_became_mql`,
    `latest_clicked_email_viewed_page`,
    `latest_enquired_converted`,
    `recycle_since`,
    `recycle`,
    `recycle_until`,
    `recycle_in_force`,
    `disqualified`,
    `route`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_bounded`,
    `interest_bound`,
    `points_rounded`,
    CASE WHEN `route` = 'key_accounts' THEN `owner_text` WHEN `route` = 'keeps_lead' THEN `owner_text` END AS `person`,
    CASE WHEN `route` = 'inside' THEN 'sales' END AS `team`,
    `points_rounded` * 100 - `points_sum` AS `points_rounding`, /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    LEAST(GREATEST(`points_rounded`, 0), 10000) AS `points_bounded` /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM `standing_and_sums_3`
), `changes_and_standing` AS (
  SELECT
    `lead_id`,
    `recycle`,
    `recycle_until`,
    `recycle_in_force`,
    `disqualified`,
    `route`,
    `person`,
    `team`,
    `fit_1`,
    `fit_2`,
    `fit_3`,
    `fit_bounded`,
    `fit_bound`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_5`,
    `interest_6`,
    `interest_7`,
    `interest_bounded`,
    `interest_bound`,
    `points_rounding`,
    `points_bounded`,
    `points_bounded` - `points_rounded` AS `points_bound`, /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    CASE
      WHEN NOT (
        (
          NOT `disqualified` IS NULL OR `recycle_in_force`
        )
      )
      THEN CASE
        WHEN COALESCE(`latest_ordered` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:47 stage closed "Closed" owned by sales, probability 100% */
        THEN 'closed'
        WHEN COALESCE(`latest_in_purchasing` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:44 stage purchasing "In purchasing" owned by sales, probability 90% */
        THEN 'purchasing'
        WHEN COALESCE(`latest_decided_for_us` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:41 stage signature "Final signature" owned by sales, probability 80% */
        THEN 'signature'
        WHEN COALESCE(`latest_negotiated` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:38 stage negotiation "Contract negotiation" owned by sales, probability 70% */
        THEN 'negotiation'
        WHEN COALESCE(`latest_selected_technically` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:35 stage selected "Technically selected" owned by sales, probability 60% */
        THEN 'selected'
        WHEN COALESCE(`latest_proposal_sent` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:31 stage proposal "Proposal submitted" owned by sales, probability 50% */
        THEN 'proposal'
        WHEN COALESCE(`latest_requirements_found` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:28 stage budget_qualification "Budget qualification" owned by sales, proba... */
        THEN 'budget_qualification'
        WHEN COALESCE(`latest_demonstrated` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:25 stage evaluation "Evaluation" owned by sales, probability 30% */
        THEN 'evaluation'
        WHEN COALESCE(`latest_opportunity_opened` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:21 stage qualified "Opportunity" owned by sales */
        THEN 'qualified'
        WHEN COALESCE(`latest_spoke` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:17 stage prospect_engaged "Prospect engaged" owned by sales, probability 20% */
        THEN 'prospect_engaged'
        WHEN COALESCE(`latest_handed_over` >= COALESCE(`recycle_since`, -1), FALSE) /* pipeline.sla:13 stage prospect_new "Prospect new" owned by sales, probability 10% */
        THEN 'prospect_new'
        WHEN COALESCE(`latest_became_mql` >= COALESCE(`recycle_since`, -1) OR `points_bounded` >= 6000, FALSE) /* pipeline.sla:8 stage MQL "Marketing qualified lead" owned by marketing */
        THEN 'MQL'
        WHEN COALESCE(
          (
            NOT `latest_clicked_email_viewed_page` IS NULL
            OR NOT `latest_enquired_converted` IS NULL
            OR NOT `latest_described_challenge_asked_prices` IS NULL
          ) /* definitions.sla:37 define responded "Lead" */,
          FALSE
        ) /* pipeline.sla:5 stage responder "Responding lead" owned by marketing */
        THEN 'responder'
        ELSE 'inquiry'
      END
    END AS `stage` /* pipeline.sla:3 stage inquiry "Inquiry" owned by marketing because "A name in the databa... */
  FROM `standing_and_changes_2`
)
SELECT
  `lead_id`,
  CAST({{ as_of }} AS INT64) AS `as_of`,
  CAST(CAST(`fit_bounded` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `fit`,
  CAST(CAST(`interest_bounded` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest`,
  CAST(CAST(`points_bounded` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `points`,
  `stage` AS `stage`,
  `disqualified` AS `disqualified`,
  CASE WHEN `recycle_in_force` THEN `recycle` END AS `recycle`,
  CAST(CASE WHEN `recycle_in_force` THEN `recycle_until` END AS INT64) AS `recycle_until`,
  `route` AS `route`,
  COALESCE(`person`, `team`) AS `routed_to`,
  CAST(CAST(`fit_1` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `fit_1`,
  CAST(CAST(`fit_2` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `fit_2`,
  CAST(CAST(`fit_3` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `fit_3`,
  CAST(CAST(`fit_bound` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `fit_bound`,
  CAST(CAST(`interest_1` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_1`,
  CAST(CAST(`interest_2` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_2`,
  CAST(CAST(`interest_3` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_3`,
  CAST(CAST(`interest_4` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_4`,
  CAST(CAST(`interest_5` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_5`,
  CAST(CAST(`interest_6` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_6`,
  CAST(CAST(`interest_7` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_7`,
  CAST(CAST(`interest_bound` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_bound`,
  CAST(CAST(`points_rounding` AS NUMERIC) * CAST('0.0001' AS NUMERIC) AS NUMERIC) AS `points_rounding`,
  CAST(CAST(`points_bound` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `points_bound`
FROM `changes_and_standing`
{% elif target.type in ['redshift'] %}
-- NOT TESTED here: read back by a parser, and run on other warehouses only.
WITH "record_values" AS (
  /* What is known of a lead */
  SELECT
    "l"."id" AS "lead_id",
    COALESCE("l"."opted_out", FALSE) AS "opted_out",
    COALESCE("l"."do_not_call", FALSE) AS "do_not_call",
    CAST(CAST("l"."revenue_share" AS DECIMAL(19, 4)) * 10000 AS BIGINT) AS "revenue_share",
    "l"."owner" AS "owner",
    "l"."title" AS "title",
    "l"."industry" AS "industry",
    CAST("l"."employees" AS BIGINT) AS "employees"
  FROM {{ source('leadpact', 'leads') }} AS "l"
), "record_texts" AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("owner") = CHAR_LENGTH("owner") AND "owner" = BTRIM("owner", ' \t\r\n ')
      THEN LOWER("owner")
      ELSE TRANSLATE(BTRIM("owner", ' \t\r\n '), 'AENO', 'aeno')
    END AS "owner_folded_bare",
    CASE
      WHEN OCTET_LENGTH("title") = CHAR_LENGTH("title") AND "title" = BTRIM("title", ' \t\r\n ')
      THEN LOWER("title")
      ELSE TRANSLATE(BTRIM("title", ' \t\r\n '), 'ACDEFHINOPRSTVWſ', 'acdefhinoprstvws')
    END AS "title_folded_bare"
  FROM "record_values"
), "record_known" AS (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT "owner_folded_bare" IN ('', 'n/a', 'none'), FALSE) AS "owner_known"
  FROM "record_texts"
), "record" AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE("title_folded_bare", ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS "title_words"
  FROM "record_known"
), "rules_and_standing_2" AS (
  SELECT
    "lead_id",
    "revenue_share",
    CASE WHEN "opted_out" = TRUE THEN 'opt_out' WHEN "do_not_call" = TRUE THEN 'no_calls' END AS "disqualified", /* pipeline.sla:51 disqualify opt_out "Opted out" */
    CASE WHEN "owner_known" THEN "owner" END AS "owner_text",
    CAST(CASE
      WHEN (
        STRPOS("title_words", ' ceo ') > 0
        OR STRPOS("title_words", ' cfo ') > 0
        OR STRPOS("title_words", ' chief ') > 0
        OR STRPOS("title_words", ' coo ') > 0
        OR STRPOS("title_words", ' director ') > 0
        OR STRPOS("title_words", ' head ') > 0
        OR STRPOS("title_words", ' owner ') > 0
        OR STRPOS("title_words", ' vp ') > 0
        OR STRPOS(REPLACE(REPLACE(REPLACE("title_words", ' ', '<>'), '><', ''), '<>', ' '), ' vice president ') > 0
      )
      THEN 1000
      ELSE 0
    END AS BIGINT) AS "fit_1", /* scoring.sla:4 +10 if title has one of the words deciding_words */
    CAST(CASE WHEN "industry" IS NULL THEN 0 WHEN "industry" IN ('logistics', 'manufacturing') THEN 1000 ELSE 0 END AS BIGINT) AS "fit_2", /* scoring.sla:5 by industry */
    CAST(CASE
      WHEN "employees" IS NULL
      THEN 0
      WHEN "employees" < 50
      THEN 0
      WHEN "employees" >= 50 AND "employees" <= 2000
      THEN 1000
      WHEN "employees" >= 2001
      THEN 500
      ELSE 0
    END AS BIGINT) AS "fit_3" /* scoring.sla:9 by employees */
  FROM "record"
), "sums" AS (
  SELECT
    "lead_id",
    "revenue_share",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_1" + "fit_2" + "fit_3" AS "fit_sum" /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM "rules_and_standing_2"
), "sums_2" AS (
  SELECT
    "lead_id",
    "revenue_share",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_sum",
    LEAST(GREATEST("fit_sum", 0), 3000) AS "fit_bounded" /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM "sums"
), "changes" AS (
  SELECT
    "lead_id",
    "revenue_share",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bounded" - "fit_sum" AS "fit_bound" /* scoring.sla:3 score fit "Fit" from 0 to 30 */
  FROM "sums_2"
), "log_of_since" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN (
      'became_mql',
      'handed_over',
      'spoke',
      'opportunity_opened',
      'demonstrated',
      'requirements_found',
      'proposal_sent',
      'selected_technically',
      'negotiated',
      'decided_for_us',
      'in_purchasing',
      'ordered',
      'deal_lost',
      'returned'
    )
    AND CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
), "since" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "lead_id",
    MAX(CASE WHEN "activity" = 'returned' THEN "at" END) AS "latest_returned",
    MAX(CASE WHEN "activity" = 'deal_lost' THEN "at" END) AS "latest_deal_lost",
    MAX(CASE WHEN "activity" = 'spoke' THEN "at" END) AS "latest_spoke",
    MAX(CASE WHEN "activity" = 'ordered' THEN "at" END) AS "latest_ordered",
    MAX(CASE WHEN "activity" = 'in_purchasing' THEN "at" END) AS "latest_in_purchasing",
    MAX(CASE WHEN "activity" = 'decided_for_us' THEN "at" END) AS "latest_decided_for_us",
    MAX(CASE WHEN "activity" = 'negotiated' THEN "at" END) AS "latest_negotiated",
    MAX(CASE WHEN "activity" = 'selected_technically' THEN "at" END) AS "latest_selected_technically",
    MAX(CASE WHEN "activity" = 'proposal_sent' THEN "at" END) AS "latest_proposal_sent",
    MAX(CASE WHEN "activity" = 'requirements_found' THEN "at" END) AS "latest_requirements_found",
    MAX(CASE WHEN "activity" = 'demonstrated' THEN "at" END) AS "latest_demonstrated",
    MAX(CASE WHEN "activity" = 'opportunity_opened' THEN "at" END) AS "latest_opportunity_opened",
    MAX(CASE WHEN "activity" = 'handed_over' THEN "at" END) AS "latest_handed_over",
    MAX(CASE WHEN "activity" = 'became_mql' THEN "at" END) AS "latest_became_mql"
  FROM "log_of_since"
  GROUP BY
    "lead_id"
), "log_2_1" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) AS "at",
    "a"."interested" AS "interested",
    "a"."path" AS "path"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    (
      (
        "a"."activity" IN (
          'viewed_page',
          'attended_webinar',
          'downloaded',
          'enquired',
          'converted',
          'met_at_event',
          'described_challenge',
          'asked_prices',
          'asked_proposal'
        )
        AND CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
      )
      AND CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) > CASE
        WHEN "a"."activity" IN ('viewed_page', 'attended_webinar', 'downloaded')
        THEN CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        WHEN "a"."activity" IN ('enquired', 'converted', 'met_at_event', 'described_challenge', 'asked_prices', 'asked_proposal')
        THEN CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        ELSE -1
      END
    )
    AND "a"."at" > DATEADD(
      SECOND,
      (
        CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) - 86400000
      ) / 1000,
      CAST('1970-01-01 00:00:00' AS TIMESTAMP)
    )
), "log_2_2" AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("path") = CHAR_LENGTH("path") AND "path" = BTRIM("path", ' \t\r\n ')
      THEN LOWER("path")
      ELSE TRANSLATE(BTRIM("path", ' \t\r\n '), 'ABCEFGIJMNOPRSTUYſ', 'abcefgijmnoprstuys')
    END AS "path_folded_bare"
  FROM "log_2_1"
), "log_2" AS (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE WHEN "activity" = 'met_at_event' THEN COALESCE("interested", FALSE) = TRUE END AS "is_met_at_event",
    CASE WHEN "activity" = 'viewed_page' THEN LEFT("path_folded_bare", 8) = '/pricing' END AS "is_viewed_page",
    CASE
      WHEN "activity" = 'viewed_page'
      THEN "path_folded_bare" IN ('/cases', '/compare', '/features', '/integrations', '/roi', '/security')
    END AS "is_viewed_page_2",
    CASE
      WHEN "activity" = 'viewed_page'
      THEN (
        LEFT("path_folded_bare", 8) = '/careers' OR LEFT("path_folded_bare", 5) = '/jobs'
      )
    END AS "is_viewed_page_3"
  FROM "log_2_2"
), "seen" AS (
  /* What is asked of activities */
  SELECT
    "r"."lead_id",
    "r"."activity",
    "r"."at",
    "r"."is_met_at_event",
    "r"."is_viewed_page",
    "r"."is_viewed_page_2",
    "r"."is_viewed_page_3"
  FROM "log_2" AS "r"
), "counted" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "lead_id",
    COUNT(
      CASE
        WHEN "activity" IN ('described_challenge', 'asked_prices', 'asked_proposal')
        AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_described_challenge_asked_prices",
    COUNT(
      CASE
        WHEN "activity" IN ('enquired', 'converted') AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_enquired_converted",
    COUNT(CASE WHEN "is_met_at_event" AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(7776000000 AS BIGINT) THEN 1 END) AS "count_met_at_event",
    COUNT(
      CASE
        WHEN "activity" = 'attended_webinar' AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_attended_webinar",
    COUNT(CASE WHEN "is_viewed_page" AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "count_viewed_page",
    COUNT(CASE WHEN "is_viewed_page_2" AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "count_viewed_page_2",
    COUNT(
      CASE
        WHEN "activity" = 'downloaded' AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_downloaded",
    COUNT(CASE WHEN "is_viewed_page_3" AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "count_viewed_page_3"
  FROM "seen"
  GROUP BY
    "lead_id"
), "log_of_latest" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN ('described_challenge', 'asked_prices', 'asked_proposal')
    AND CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
), "latest" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "lead_id",
    MAX("at") AS "latest_described_challenge_asked_prices"
  FROM "log_of_latest"
  GROUP BY
    "lead_id"
), "log_of_latest_2" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN ('asked_prices', 'asked_proposal')
    AND CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
), "latest_2" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "lead_id",
    MAX("at") AS "latest_asked_prices_asked_proposal"
  FROM "log_of_latest_2"
  GROUP BY
    "lead_id"
), "log_of_latest_3" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN ('clicked_email', 'viewed_page', 'attended_webinar', 'downloaded')
    AND CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
), "latest_3" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "lead_id",
    MAX("at") AS "latest_clicked_email_viewed_page"
  FROM "log_of_latest_3"
  GROUP BY
    "lead_id"
), "log_of_latest_4" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    "a"."activity" IN ('enquired', 'converted', 'met_at_event')
    AND CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
), "latest_4" AS (
  /* Only the latest of these counts, however old */
  SELECT
    "lead_id",
    MAX("at") AS "latest_enquired_converted"
  FROM "log_of_latest_4"
  GROUP BY
    "lead_id"
), "facts" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "l"."disqualified",
    "l"."fit_1",
    "l"."fit_2",
    "l"."fit_3",
    "l"."fit_bound",
    "l"."fit_bounded",
    "l"."lead_id",
    "l"."owner_text",
    "l"."revenue_share",
    "s0"."latest_returned" AS "latest_returned",
    "s0"."latest_deal_lost" AS "latest_deal_lost",
    "s0"."latest_spoke" AS "latest_spoke",
    "s0"."latest_ordered" AS "latest_ordered",
    "s0"."latest_in_purchasing" AS "latest_in_purchasing",
    "s0"."latest_decided_for_us" AS "latest_decided_for_us",
    "s0"."latest_negotiated" AS "latest_negotiated",
    "s0"."latest_selected_technically" AS "latest_selected_technically",
    "s0"."latest_proposal_sent" AS "latest_proposal_sent",
    "s0"."latest_requirements_found" AS "latest_requirements_found",
    "s0"."latest_demonstrated" AS "latest_demonstrated",
    "s0"."latest_opportunity_opened" AS "latest_opportunity_opened",
    "s0"."latest_handed_over" AS "latest_handed_over",
    "s0"."latest_became_mql" AS "latest_became_mql",
    COALESCE("s1"."count_described_challenge_asked_prices", 0) AS "count_described_challenge_asked_prices",
    COALESCE("s1"."count_enquired_converted", 0) AS "count_enquired_converted",
    COALESCE("s1"."count_met_at_event", 0) AS "count_met_at_event",
    COALESCE("s1"."count_attended_webinar", 0) AS "count_attended_webinar",
    COALESCE("s1"."count_viewed_page", 0) AS "count_viewed_page",
    COALESCE("s1"."count_viewed_page_2", 0) AS "count_viewed_page_2",
    COALESCE("s1"."count_downloaded", 0) AS "count_downloaded",
    COALESCE("s1"."count_viewed_page_3", 0) AS "count_viewed_page_3",
    "s2"."latest_described_challenge_asked_prices" AS "latest_described_challenge_asked_prices",
    "s3"."latest_asked_prices_asked_proposal" AS "latest_asked_prices_asked_proposal",
    "s4"."latest_clicked_email_viewed_page" AS "latest_clicked_email_viewed_page",
    "s5"."latest_enquired_converted" AS "latest_enquired_converted"
  FROM "changes" AS "l"
  LEFT JOIN "since" AS "s0"
    ON "s0"."lead_id" = "l"."lead_id"
  LEFT JOIN "counted" AS "s1"
    ON "s1"."lead_id" = "l"."lead_id"
  LEFT JOIN "latest" AS "s2"
    ON "s2"."lead_id" = "l"."lead_id"
  LEFT JOIN "latest_2" AS "s3"
    ON "s3"."lead_id" = "l"."lead_id"
  LEFT JOIN "latest_3" AS "s4"
    ON "s4"."lead_id" = "l"."lead_id"
  LEFT JOIN "latest_4" AS "s5"
    ON "s5"."lead_id" = "l"."lead_id"
), "rules_and_standing" AS (
  SELECT
    "lead_id",
    "latest_returned",
    "latest_deal_lost",
    "latest_described_challenge_asked_prices",
    "latest_asked_prices_asked_proposal",
    "revenue_share",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    NULLIF(GREATEST(COALESCE("latest_returned", -1), COALESCE("latest_deal_lost", -1)), -1) AS "recycle_since",
    CAST(CASE
      WHEN (
        "count_described_challenge_asked_prices" > 0
      ) /* definitions.sla:68 define sql_sign "Showed a sign of a sales qualified lead" */
      THEN 6000
      ELSE 0
    END AS BIGINT) AS "interest_1", /* scoring.sla:17 +60 if sql_sign because "Whoever asks sales for something gets sales, wh... */
    CAST(CASE
      WHEN (
        "count_enquired_converted" > 0 OR "count_met_at_event" > 0
      ) /* definitions.sla:63 define mql_sign "Showed a sign of a marketing qualified lead" */
      THEN 3000
      ELSE 0
    END AS BIGINT) AS "interest_2", /* scoring.sla:18 +30 if mql_sign */
    LEAST("count_attended_webinar", 3) * 1000 AS "interest_3", /* scoring.sla:19 +10 for each attended_webinar in the last 180 days at most 3 times */
    LEAST("count_viewed_page", 3) * 1000 AS "interest_4", /* scoring.sla:20 +10 for each viewed_page in the last 180 days at most 3 times where path... */
    LEAST(GREATEST("count_viewed_page_2" * 100, -2000), 2000) AS "interest_5", /* scoring.sla:21 +1 for each viewed_page in the last 180 days at most 20 points where pat... */
    LEAST("count_downloaded", 2) * 500 AS "interest_6", /* scoring.sla:22 +5 for each downloaded in the last 180 days at most 2 times */
    CAST(CASE WHEN "count_viewed_page_3" > 0 THEN -2000 ELSE 0 END AS BIGINT) AS "interest_7" /* scoring.sla:23 -20 if viewed_page in the last 180 days where path starts with one of jo... */
  FROM "facts"
), "standing_and_sums" AS (
  SELECT
    "lead_id",
    "latest_returned",
    "latest_deal_lost",
    "latest_described_challenge_asked_prices",
    "latest_asked_prices_asked_proposal",
    "revenue_share",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    CASE
      WHEN "latest_returned" = "recycle_since"
      THEN 'not_ready'
      WHEN "latest_deal_lost" = "recycle_since"
      THEN 'lost'
    END AS "recycle", /* nurture.sla:10 recycle not_ready "Not ready yet" */
    "interest_1" + "interest_2" + "interest_3" + "interest_4" + "interest_5" + "interest_6" + "interest_7" AS "interest_sum" /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM "rules_and_standing"
), "standing_and_sums_2" AS (
  SELECT
    "lead_id",
    "latest_returned",
    "latest_deal_lost",
    "latest_described_challenge_asked_prices",
    "latest_asked_prices_asked_proposal",
    "revenue_share",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "recycle",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_sum",
    CASE
      WHEN "recycle" = 'not_ready'
      THEN "recycle_since" + CAST(31622400000 AS BIGINT)
      WHEN "recycle" = 'lost'
      THEN "recycle_since" + CAST(31622400000 AS BIGINT)
    END AS "recycle_until",
    LEAST(GREATEST("interest_sum", 0), 10000) AS "interest_bounded" /* scoring.sla:16 score interest "Interest" from 0 to 100 */
  FROM "standing_and_sums"
), "standing_and_changes" AS (
  SELECT
    "lead_id",
    "latest_described_challenge_asked_prices",
    "revenue_share",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "recycle",
    "recycle_until",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_bounded",
    COALESCE(CAST({{ as_of }} AS BIGINT) < "recycle_until", FALSE)
    AND CASE
      WHEN "recycle" = 'not_ready'
      THEN NOT (
        COALESCE(
          NOT CASE
            WHEN "latest_described_challenge_asked_prices" > "latest_returned"
            THEN "latest_described_challenge_asked_prices"
          END IS NULL,
          FALSE
        )
      )
      WHEN "recycle" = 'lost'
      THEN NOT (
        COALESCE(
          NOT CASE WHEN "latest_asked_prices_asked_proposal" > "latest_deal_lost" THEN "latest_asked_prices_asked_proposal" END IS NULL,
          FALSE
        )
      )
      ELSE TRUE
    END AS "recycle_in_force",
    "interest_bounded" - "interest_sum" AS "interest_bound", /* scoring.sla:16 score interest "Interest" from 0 to 100 */
    "fit_bounded" * 100 + "interest_bounded" * 100 AS "points_sum" /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM "standing_and_sums_2"
), "standing_and_sums_3" AS (
  SELECT
    "lead_id",
    "latest_described_challenge_asked_prices",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "owner_text",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_bounded",
    "interest_bound",
    "points_sum",
    CASE
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      AND (
        COALESCE("revenue_share" <= 800000, FALSE) /* definitions.sla:73 define a_customer "A customer" */
        OR COALESCE((
          "revenue_share" > 800000 AND "revenue_share" <= 900000
        ), FALSE) /* definitions.sla:77 define b_customer "B customer" */
      )
      AND NOT "owner_text" IS NULL
      THEN 'key_accounts'
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      AND NOT "latest_spoke" IS NULL
      AND NOT "owner_text" IS NULL
      THEN 'keeps_lead'
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      THEN 'inside'
    END AS "route", /* pipeline.sla:57 route key_accounts "Whoever looks after the customer" to the person in... */
    CASE WHEN "points_sum" >= 0 THEN (
      "points_sum" + 50
    ) / 100 ELSE -(
      (
        50 - "points_sum"
      ) / 100
    ) END AS "points_rounded" /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM "standing_and_changes"
), "standing_and_changes_2" AS (
  SELECT
    "lead_id",
    "latest_described_challenge_asked_prices",
    "latest_spoke",
    "latest_ordered",
    "latest_in_purchasing",
    "latest_decided_for_us",
    "latest_negotiated",
    "latest_selected_technically",
    "latest_proposal_sent",
    "latest_requirements_found",
    "latest_demonstrated",
    "latest_opportunity_opened",
    "latest_handed_over",
    "latest_became_mql",
    "latest_clicked_email_viewed_page",
    "latest_enquired_converted",
    "recycle_since",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_bounded",
    "interest_bound",
    "points_rounded",
    CASE WHEN "route" = 'key_accounts' THEN "owner_text" WHEN "route" = 'keeps_lead' THEN "owner_text" END AS "person",
    CASE WHEN "route" = 'inside' THEN 'sales' END AS "team",
    "points_rounded" * 100 - "points_sum" AS "points_rounding", /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    LEAST(GREATEST("points_rounded", 0), 10000) AS "points_bounded" /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
  FROM "standing_and_sums_3"
), "changes_and_standing" AS (
  SELECT
    "lead_id",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "person",
    "team",
    "fit_1",
    "fit_2",
    "fit_3",
    "fit_bounded",
    "fit_bound",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_5",
    "interest_6",
    "interest_7",
    "interest_bounded",
    "interest_bound",
    "points_rounding",
    "points_bounded",
    "points_bounded" - "points_rounded" AS "points_bound", /* scoring.sla:27 score points "Lead score" from 0 to 100 is fit plus interest */
    CASE
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      THEN CASE
        WHEN COALESCE("latest_ordered" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:47 stage closed "Closed" owned by sales, probability 100% */
        THEN 'closed'
        WHEN COALESCE("latest_in_purchasing" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:44 stage purchasing "In purchasing" owned by sales, probability 90% */
        THEN 'purchasing'
        WHEN COALESCE("latest_decided_for_us" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:41 stage signature "Final signature" owned by sales, probability 80% */
        THEN 'signature'
        WHEN COALESCE("latest_negotiated" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:38 stage negotiation "Contract negotiation" owned by sales, probability 70% */
        THEN 'negotiation'
        WHEN COALESCE("latest_selected_technically" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:35 stage selected "Technically selected" owned by sales, probability 60% */
        THEN 'selected'
        WHEN COALESCE("latest_proposal_sent" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:31 stage proposal "Proposal submitted" owned by sales, probability 50% */
        THEN 'proposal'
        WHEN COALESCE("latest_requirements_found" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:28 stage budget_qualification "Budget qualification" owned by sales, proba... */
        THEN 'budget_qualification'
        WHEN COALESCE("latest_demonstrated" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:25 stage evaluation "Evaluation" owned by sales, probability 30% */
        THEN 'evaluation'
        WHEN COALESCE("latest_opportunity_opened" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:21 stage qualified "Opportunity" owned by sales */
        THEN 'qualified'
        WHEN COALESCE("latest_spoke" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:17 stage prospect_engaged "Prospect engaged" owned by sales, probability 20% */
        THEN 'prospect_engaged'
        WHEN COALESCE("latest_handed_over" >= COALESCE("recycle_since", -1), FALSE) /* pipeline.sla:13 stage prospect_new "Prospect new" owned by sales, probability 10% */
        THEN 'prospect_new'
        WHEN COALESCE("latest_became_mql" >= COALESCE("recycle_since", -1) OR "points_bounded" >= 6000, FALSE) /* pipeline.sla:8 stage MQL "Marketing qualified lead" owned by marketing */
        THEN 'MQL'
        WHEN COALESCE(
          (
            NOT "latest_clicked_email_viewed_page" IS NULL
            OR NOT "latest_enquired_converted" IS NULL
            OR NOT "latest_described_challenge_asked_prices" IS NULL
          ) /* definitions.sla:37 define responded "Lead" */,
          FALSE
        ) /* pipeline.sla:5 stage responder "Responding lead" owned by marketing */
        THEN 'responder'
        ELSE 'inquiry'
      END
    END AS "stage" /* pipeline.sla:3 stage inquiry "Inquiry" owned by marketing because "A name in the databa... */
  FROM "standing_and_changes_2"
)
SELECT
  "lead_id",
  CAST({{ as_of }} AS BIGINT) AS "as_of",
  CAST(CAST("fit_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit",
  CAST(CAST("interest_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest",
  CAST(CAST("points_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "points",
  "stage" AS "stage",
  "disqualified" AS "disqualified",
  CASE WHEN "recycle_in_force" THEN "recycle" END AS "recycle",
  CAST(CASE WHEN "recycle_in_force" THEN "recycle_until" END AS BIGINT) AS "recycle_until",
  "route" AS "route",
  COALESCE("person", "team") AS "routed_to",
  CAST(CAST("fit_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit_1",
  CAST(CAST("fit_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit_2",
  CAST(CAST("fit_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit_3",
  CAST(CAST("fit_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "fit_bound",
  CAST(CAST("interest_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_1",
  CAST(CAST("interest_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_2",
  CAST(CAST("interest_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_3",
  CAST(CAST("interest_4" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_4",
  CAST(CAST("interest_5" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_5",
  CAST(CAST("interest_6" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_6",
  CAST(CAST("interest_7" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_7",
  CAST(CAST("interest_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_bound",
  CAST(CAST("points_rounding" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "points_rounding",
  CAST(CAST("points_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "points_bound"
FROM "changes_and_standing"
{% else %}
{{ exceptions.raise_compiler_error("leadpact has no statement for " ~ target.type) }}
{% endif %}
