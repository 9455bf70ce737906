-- Inbound marketing and sales agreement, version 1.0: scores, grade, stage, recycling and route of every lead
-- in one query, for Snowflake. Made by `leadpact compile`; a change belongs in the policy, not here.
-- NOT TESTED on Snowflake: read back by a parser, and run on other engines only.
-- The parameter :as_of is the instant decided at, in ms since 1970-01-01 UTC.
--
-- It reads two tables, and takes them as they are: what does not stand there as it is said here counts for
-- something else, without an error. docs/warehouses.md of leadpact shows how to get there.
--   leads(id text, full_name text, title text, company text, industry text, employees bigint, email text,
--     source text, owner text, created_at timestamp, opted_out boolean, do_not_call boolean, budget boolean,
--     authority boolean, need boolean, timeframe text, revenue_share decimal(19, 4))
--   activities(lead_id text, activity text, "AT" timestamp, position bigint, path text, item text,
--     interested boolean, reason text)
-- A name that the engine keeps for itself is quoted where the tables are made, as "AT" is here.
-- A value that is not known is NULL. Of fields that are text, a blank one, and "N/A", "None" in any case, is taken
-- for it, too; of choices, ids and activities it is not. `id` and `lead_id` are the same letter for letter,
-- without blanks at their ends; a lead has one row. Times are instants (without a time zone: in UTC). `position`
-- tells the order of activities at one instant.
-- Required, so that a row without it is to be left out:
--   created_at, path of viewed_page, reason of returned
-- Choices stand there by their names, letter for letter; a label, or any other text, is none of them:
--   industry: manufacturing, logistics, services, other (to be put for all others)
--   source: partner, trade_show, web_search, purchased_list, other (to be put for all others)
--   timeframe: this_quarter, this_year, later
--   item of downloaded: justify, ebook (to be put for all others)
--   reason of returned: unqualified, too_early, no_answer
-- Activities stand there by their names, never as a log spells them; others count for nothing:
--   opened_email, clicked_email, viewed_page, attended_webinar, downloaded, enquired, converted, met_at_event,
--     described_challenge, asked_prices, asked_proposal, became_mql, handed_over, called, emailed, spoke,
--     opportunity_opened, demonstrated, requirements_found, proposal_sent, selected_technically, negotiated,
--     decided_for_us, in_purchasing, ordered, deal_lost, returned
--
-- It gives a row for each lead, in no order:
--   lead_id text, as_of bigint (the parameter)
--   decimal(18, 2), points: fit, interest, points
--   text, names or NULL: stage, disqualified, recycle (the rule in force), route, routed_to (person or team)
--   recycle_until bigint: until when the rule is in force, in ms since 1970-01-01 UTC
--   and, from fit_1 to points_bound, a decimal for each line of each score: the points that it gave
--   (lead_decisions.yml says which line each is).
-- Of what `leadpact score` writes it has no same_as, paid and reasons, and nothing of clocks. Nothing is rejected.
--
-- Digest of the policy's meaning: sha256:3e686b09be8b685c90a071ec0366b398858d844f8276c4b38417f17fd9bafb1e
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
  FROM "LEADS" AS "L"
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
  FROM "ACTIVITIES" AS "A"
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
    AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST(:as_of AS BIGINT)
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
  FROM "ACTIVITIES" AS "A"
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
        AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST(:as_of AS BIGINT)
      )
      AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) > CASE
        WHEN "A"."ACTIVITY" IN ('viewed_page', 'attended_webinar', 'downloaded')
        THEN CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT)
        WHEN "A"."ACTIVITY" IN ('enquired', 'converted', 'met_at_event', 'described_challenge', 'asked_prices', 'asked_proposal')
        THEN CAST(:as_of AS BIGINT) - CAST(7776000000 AS BIGINT)
        ELSE -1
      END
    )
    AND "A"."AT" > TO_TIMESTAMP_NTZ((
      CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT) - 86400000
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
        AND "AT" > CAST(:as_of AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS "COUNT_DESCRIBED_CHALLENGE_ASKED_PRICES",
    COUNT(
      CASE
        WHEN "ACTIVITY" IN ('enquired', 'converted') AND "AT" > CAST(:as_of AS BIGINT) - CAST(7776000000 AS BIGINT)
        THEN 1
      END
    ) AS "COUNT_ENQUIRED_CONVERTED",
    COUNT(CASE WHEN "IS_MET_AT_EVENT" AND "AT" > CAST(:as_of AS BIGINT) - CAST(7776000000 AS BIGINT) THEN 1 END) AS "COUNT_MET_AT_EVENT",
    COUNT(
      CASE
        WHEN "ACTIVITY" = 'attended_webinar' AND "AT" > CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT)
        THEN 1
      END
    ) AS "COUNT_ATTENDED_WEBINAR",
    COUNT(CASE WHEN "IS_VIEWED_PAGE" AND "AT" > CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "COUNT_VIEWED_PAGE",
    COUNT(CASE WHEN "IS_VIEWED_PAGE_2" AND "AT" > CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "COUNT_VIEWED_PAGE_2",
    COUNT(CASE WHEN "ACTIVITY" = 'downloaded' AND "AT" > CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "COUNT_DOWNLOADED",
    COUNT(CASE WHEN "IS_VIEWED_PAGE_3" AND "AT" > CAST(:as_of AS BIGINT) - CAST(15552000000 AS BIGINT) THEN 1 END) AS "COUNT_VIEWED_PAGE_3"
  FROM "SEEN"
  GROUP BY
    "LEAD_ID"
), "LOG_OF_LATEST" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "A"."LEAD_ID",
    "A"."ACTIVITY",
    CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) AS "AT"
  FROM "ACTIVITIES" AS "A"
  WHERE
    "A"."ACTIVITY" IN ('described_challenge', 'asked_prices', 'asked_proposal')
    AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST(:as_of AS BIGINT)
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
  FROM "ACTIVITIES" AS "A"
  WHERE
    "A"."ACTIVITY" IN ('asked_prices', 'asked_proposal')
    AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST(:as_of AS BIGINT)
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
  FROM "ACTIVITIES" AS "A"
  WHERE
    "A"."ACTIVITY" IN ('clicked_email', 'viewed_page', 'attended_webinar', 'downloaded')
    AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST(:as_of AS BIGINT)
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
  FROM "ACTIVITIES" AS "A"
  WHERE
    "A"."ACTIVITY" IN ('enquired', 'converted', 'met_at_event')
    AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST(:as_of AS BIGINT)
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
    COALESCE(CAST(:as_of AS BIGINT) < "RECYCLE_UNTIL", FALSE)
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
  CAST(:as_of AS BIGINT) AS "AS_OF",
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
