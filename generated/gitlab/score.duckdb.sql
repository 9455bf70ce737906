-- Lead model after GitLab's handbook, version FY27: scores, grade, stage, recycling and route of every lead
-- in one query, for DuckDB. Made by `leadpact compile`; a change belongs in the policy, not here.
-- The parameter $as_of is the instant decided at, in ms since 1970-01-01 UTC.
--
-- It reads two tables, and takes them as they are: what does not stand there as it is said here counts for
-- something else, without an error. docs/warehouses.md of leadpact shows how to get there.
--   leads(id text, email text, email_domain text, company text, competitor boolean, company_use boolean,
--     seniority text, function text, country_tier text, startup_applicant boolean, share_status text,
--     region text, segment text, created_at timestamp, customer boolean, owner text, account_owner text,
--     account_state text, related_owner text, specialist text, trial_started timestamp, intent_grade text,
--     intent_profile text, propensity bigint, manager boolean, account_matched boolean, upper_management boolean)
--   activities(lead_id text, activity text, "at" timestamp, position bigint, kind_2 text, success boolean,
--     place text, content text, asset text, worth text, form text, outcome text, size text, valuable boolean,
--     edu boolean, path text, feature text, product_stage text, propensity_group bigint, reason text)
-- A name that the engine keeps for itself is quoted where the tables are made, as "at" is here.
-- A value that is not known is NULL. Of fields that are text, a blank one is taken for it, too; of choices, ids
-- and activities it is not. `id` and `lead_id` are the same letter for letter, without blanks at their ends; a
-- lead has one row. Times are instants (without a time zone: in UTC). `position` tells the order of activities at
-- one instant.
-- Required, so that a row without it is to be left out:
--   region, created_at, kind_2 of attended, place of registered, content of consumed, asset of consumed,
--     worth of answered_survey, form of submitted_form, size of began_trial, path of viewed_page,
--     feature of used_duo, product_stage of activated_stage, propensity_group of propensity_changed,
--     reason of recycled, reason of disqualified, reason of ruled_out
-- Choices stand there by their names, letter for letter; a label, or any other text, is none of them:
--   seniority: high, medium, low, negative
--   function: high, medium, low, negative
--   country_tier: tier_1, tier_2, tier_3
--   share_status: none_yet, sending, accepted, pending
--   region: AMER, LATAM, EMEA, APAC
--   segment: small, mid_market, large
--   account_state: working, queued, worked, restricted, no_account
--   specialist: finance, telecom, neither (to be put for all others)
--   intent_grade: A, B, C, D
--   intent_profile: strong, moderate, weak
--   kind_2 of attended: conference, in_person, online, webcast, booth
--   place of registered: in_person, online
--   content of consumed: syndication, gated, paid_social, pathfactory
--   worth of answered_survey: high, medium, low
--   form of submitted_form: contact, renewal, health_check, duo, other_inbound, subscription
--   outcome of chatted: qualified, meeting, neither (to be put for all others)
--   size of began_trial: small, mid_market, large
--   reason of recycled: no_value, evaluating, in_contract, no_budget, no_interest, no_response,
--     product_limitation, staying, no_data, recalled, no_action, denied
--   reason of disqualified: competitor, consultant, no_authority, personal_use, unsubscribed, left, ce_only,
--     gitlab_com_only, disqualified_account, bad_data
--   reason of ruled_out: jihu, support, remote_inquiries, community_contributor, student, eccn, open_source,
--     employee, customer_success
-- Activities stand there by their names, never as a log spells them; others count for nothing:
--   attended, registered, consumed, answered_survey, asked_follow_up, met, submitted_form, hand_raised, chatted,
--     began_trial, viewed_page, used_duo, activated_stage, unsubscribed, propensity_changed, intent_seen,
--     imported, bounced, became_mql, assigned, reassigned, called, emailed, phone_failed, accepted, qualifying,
--     qualified, sequence_finished, recycled, disqualified, ruled_out, account_asked, account_answered, shared,
--     partner_accepted, partner_declined
--
-- It gives a row for each lead, in no order:
--   lead_id text, as_of bigint (the parameter)
--   decimal(18, 2), points: demographic, actions, booster, behaviour, person_score, trial
--   text, names of levels: letter, digit
--   text, names or NULL: stage, disqualified, recycle (the rule in force), route, routed_to (person or team)
--   recycle_until bigint: until when the rule is in force, in ms since 1970-01-01 UTC
--   and, from demographic_2 to trial_zero_1_zero, a decimal for each line of each score: the points that it gave
--   (lead_decisions.yml says which line each is).
-- Of what `leadpact score` writes it has no paid and reasons, and nothing of clocks. Nothing is rejected.
--
-- Digest of the policy's meaning: sha256:077e63a8e7996828786dca92228d3de8ecdd5c4db624d2805b7cc061d638f9f2
WITH "record_values" AS NOT MATERIALIZED (
  /* What is known of a lead */
  SELECT
    "l"."id" AS "lead_id",
    "l"."owner" AS "owner",
    "l"."specialist" AS "specialist",
    "l"."region" AS "region",
    "l"."account_state" AS "account_state",
    "l"."account_owner" AS "account_owner",
    "l"."related_owner" AS "related_owner",
    COALESCE("l"."company_use", FALSE) AS "company_use",
    "l"."email_domain" AS "email_domain",
    "l"."seniority" AS "seniority",
    "l"."function" AS "function",
    "l"."country_tier" AS "country_tier",
    "l"."company" AS "company",
    "l"."email" AS "email",
    COALESCE("l"."competitor", FALSE) AS "competitor",
    COALESCE("l"."share_status", 'none_yet') AS "share_status",
    COALESCE("l"."startup_applicant", FALSE) AS "startup_applicant",
    EPOCH_US("l"."created_at") // 1000 AS "created_at",
    "l"."intent_grade" AS "intent_grade",
    "l"."intent_profile" AS "intent_profile",
    EPOCH_US("l"."trial_started") // 1000 AS "trial_started",
    COALESCE("l"."manager", FALSE) AS "manager",
    COALESCE("l"."account_matched", FALSE) AS "account_matched",
    COALESCE("l"."upper_management", FALSE) AS "upper_management",
    CAST("l"."propensity" AS BIGINT) AS "propensity",
    COALESCE("l"."segment", 'small') AS "segment"
  FROM "leads" AS "l"
), "record_texts" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    TRIM("owner", ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160)) AS "owner_folded_bare",
    TRIM("account_owner", ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160)) AS "account_owner_folded_bare",
    TRIM("related_owner", ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160)) AS "related_owner_folded_bare",
    CASE
      WHEN STRLEN("email_domain") = LENGTH("email_domain")
      AND "email_domain" >= '!'
      AND ARRAY_EXTRACT("email_domain", -1) >= '!'
      THEN LOWER("email_domain")
      ELSE TRANSLATE(TRIM("email_domain", ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160)), 'ACDEGHIKLMNOPRTUYK', 'acdeghiklmnoprtuyk')
    END AS "email_domain_folded_bare",
    LOWER(REPLACE("company", 'ſ', 's')) AS "company_folded_bare",
    LOWER(
      REPLACE(
        CASE
          WHEN ARRAY_EXTRACT("email", -1) BETWEEN '!' AND '~'
          THEN "email"
          ELSE RTRIM("email", ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160))
        END,
        'İ',
        'ı'
      )
    ) AS "email_folded_bare"
  FROM "record_values"
), "record_known" AS NOT MATERIALIZED (
  /* Those that are known */
  SELECT
    *,
    CASE WHEN NOT "email_domain_folded_bare" IN ('') THEN "email_domain_folded_bare" END AS "email_domain_folded",
    COALESCE(NOT REGEXP_FULL_MATCH("owner", '(?i)[\t\n\r \x{a0}]*(?:)?[\t\n\r \x{a0}]*'), FALSE) AS "owner_known",
    COALESCE(NOT REGEXP_FULL_MATCH("account_owner", '(?i)[\t\n\r \x{a0}]*(?:)?[\t\n\r \x{a0}]*'), FALSE) AS "account_owner_known",
    COALESCE(NOT REGEXP_FULL_MATCH("related_owner", '(?i)[\t\n\r \x{a0}]*(?:)?[\t\n\r \x{a0}]*'), FALSE) AS "related_owner_known",
    COALESCE(NOT REGEXP_FULL_MATCH("email_domain", '(?i)[\t\n\r \x{a0}]*(?:)?[\t\n\r \x{a0}]*'), FALSE) AS "email_domain_known"
  FROM "record_texts"
), "record" AS NOT MATERIALIZED (
  /* The words of those that words are looked for in */
  SELECT
    *,
    "company_folded_bare" AS "company_words"
  FROM "record_known"
), "rules_and_texts" AS (
  SELECT
    "lead_id",
    "specialist",
    "region",
    "account_state",
    "related_owner_known",
    "startup_applicant",
    "created_at",
    "trial_started",
    CASE WHEN "owner_known" THEN "owner" END AS "owner_text",
    CASE WHEN "account_owner_known" THEN "account_owner" END AS "account_owner_text",
    CASE WHEN "related_owner_known" THEN "related_owner" END AS "related_owner_text",
    CAST(CASE WHEN "company_use" = TRUE THEN 2500 ELSE 0 END AS BIGINT) AS "demographic_2", /* scoring.sla:5 +25 if company_use because "Set up for a company or a team, not for onese... */
    COALESCE(
      (
        "email_domain_known"
        AND NOT (
          "email_domain_folded" IN ('aol.com', 'gmail.com', 'hotmail.com', 'icloud.com', 'outlook.com', 'proton.me', 'yahoo.com')
        )
      ),
      FALSE
    ) AS "business_domain", /* definitions.sla:46 define business_domain "Business email domain" */
    CAST(CASE
      WHEN "email_domain_folded_bare" IN ('aol.com', 'gmail.com', 'hotmail.com', 'icloud.com', 'outlook.com', 'proton.me', 'yahoo.com')
      THEN -1000
      ELSE 0
    END AS BIGINT) AS "demographic_4", /* scoring.sla:7 -10 if email_domain is one of generic_domains */
    CAST(CASE
      WHEN "seniority" IS NULL
      THEN 0
      WHEN "seniority" IN ('high', 'medium')
      THEN 1500
      WHEN "seniority" = 'low'
      THEN 500
      WHEN "seniority" = 'negative'
      THEN -1000
      ELSE 0
    END AS BIGINT) AS "demographic_5", /* scoring.sla:8 by seniority */
    CAST(CASE
      WHEN "function" IS NULL
      THEN 0
      WHEN "function" = 'high'
      THEN 2000
      WHEN "function" = 'medium'
      THEN 1500
      WHEN "function" = 'low'
      THEN 1000
      WHEN "function" = 'negative'
      THEN -2000
      ELSE 0
    END AS BIGINT) AS "demographic_6", /* scoring.sla:13 by function */
    CAST(CASE
      WHEN "country_tier" IS NULL
      THEN 0
      WHEN "country_tier" IN ('tier_1', 'tier_2')
      THEN 500
      WHEN "country_tier" = 'tier_3'
      THEN 0
      ELSE 0
    END AS BIGINT) AS "demographic_7", /* scoring.sla:19 by country_tier */
    COALESCE(
      (
        REGEXP_MATCHES("company_words", '(?:\A|[\t\n\r \x{a0}!-/:-@[-`{-~])(?:personal|student|test)(?:[\t\n\r \x{a0}!-/:-@[-`{-~]|\z)')
        OR ENDS_WITH("email_folded_bare", '@gitlab.com')
        OR "competitor" = TRUE
        OR COALESCE("share_status" IN ('accepted', 'pending', 'sending'), FALSE) /* definitions.sla:19 define with_partner "Is worked by a partner" */
      ),
      FALSE
    ) AS "not_scored", /* definitions.sla:22 define not_scored "Excluded from scoring" */
    CAST(CASE
      WHEN "intent_grade" IS NULL
      THEN 0
      WHEN "intent_grade" = 'A'
      THEN 1500
      WHEN "intent_grade" = 'B'
      THEN 700
      WHEN "intent_grade" = 'C'
      THEN 0
      WHEN "intent_grade" = 'D'
      THEN 300
      ELSE 0
    END AS BIGINT) AS "trial_2_1", /* scoring.sla:91 by intent_grade */
    CAST(CASE
      WHEN "intent_profile" IS NULL
      THEN 0
      WHEN "intent_profile" = 'strong'
      THEN 1200
      WHEN "intent_profile" = 'moderate'
      THEN 500
      WHEN "intent_profile" = 'weak'
      THEN 0
      ELSE 0
    END AS BIGINT) AS "trial_2_2", /* scoring.sla:97 by intent_profile */
    CAST(CASE WHEN "manager" = TRUE THEN 1000 ELSE 0 END AS BIGINT) AS "trial_2_5", /* scoring.sla:107 +10 if manager */
    CAST(CASE WHEN "account_matched" = TRUE THEN 500 ELSE 0 END AS BIGINT) AS "trial_2_6", /* scoring.sla:108 +5 if account_matched */
    CAST(CASE WHEN "upper_management" = TRUE THEN 800 ELSE 0 END AS BIGINT) AS "trial_2_7", /* scoring.sla:109 +8 if upper_management */
    CAST(CASE
      WHEN "propensity" IS NULL
      THEN 0
      WHEN "propensity" = 3
      THEN 200
      WHEN "propensity" = 4
      THEN 700
      WHEN "propensity" = 5
      THEN 1000
      ELSE 0
    END AS BIGINT) AS "trial_2_8", /* scoring.sla:110 by propensity */
    CAST(CASE WHEN (
      NOT (
        "region" = 'LATAM'
      ) AND NOT (
        "segment" = 'small'
      )
    ) THEN 300 ELSE 0 END AS BIGINT) AS "trial_2_9" /* scoring.sla:116 +3 if region is not LATAM and segment is not small */
  FROM "record"
), "sums_and_rules" AS (
  SELECT
    "lead_id",
    "specialist",
    "region",
    "account_state",
    "related_owner_known",
    "startup_applicant",
    "created_at",
    "trial_started",
    "owner_text",
    "account_owner_text",
    "related_owner_text",
    "demographic_2",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "trial_2_1",
    "trial_2_2",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    CAST(CASE WHEN "business_domain" THEN 3500 ELSE 0 END AS BIGINT) AS "demographic_3", /* scoring.sla:6 +35 if business_domain */
    COALESCE("not_scored", FALSE) AS "demographic_is_zero", /* scoring.sla:4 zero if not_scored */
    COALESCE("not_scored", FALSE) AS "behaviour_is_zero", /* scoring.sla:77 zero if not_scored */
    CAST(CASE WHEN "business_domain" THEN 1000 ELSE 0 END AS BIGINT) AS "trial_2_3", /* scoring.sla:102 +10 if business_domain */
    COALESCE("not_scored", FALSE) AS "trial_is_zero" /* scoring.sla:89 zero if not_scored */
  FROM "rules_and_texts"
), "sums_11" AS (
  SELECT
    "lead_id",
    "specialist",
    "region",
    "account_state",
    "related_owner_known",
    "startup_applicant",
    "created_at",
    "trial_started",
    "owner_text",
    "account_owner_text",
    "related_owner_text",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_is_zero",
    "behaviour_is_zero",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_is_zero",
    "demographic_2" + "demographic_3" + "demographic_4" + "demographic_5" + "demographic_6" + "demographic_7" AS "demographic_sum" /* scoring.sla:3 score demographic "Demographic score" from 0 to 70 */
  FROM "sums_and_rules"
), "sums_12" AS (
  SELECT
    "lead_id",
    "specialist",
    "region",
    "account_state",
    "related_owner_known",
    "startup_applicant",
    "created_at",
    "trial_started",
    "owner_text",
    "account_owner_text",
    "related_owner_text",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_sum",
    "demographic_is_zero",
    "behaviour_is_zero",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_is_zero",
    LEAST(GREATEST("demographic_sum", 0), 7000) AS "demographic_bounded" /* scoring.sla:3 score demographic "Demographic score" from 0 to 70 */
  FROM "sums_11"
), "changes_and_scores_2" AS (
  SELECT
    "lead_id",
    "specialist",
    "region",
    "account_state",
    "related_owner_known",
    "startup_applicant",
    "created_at",
    "trial_started",
    "owner_text",
    "account_owner_text",
    "related_owner_text",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "behaviour_is_zero",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_is_zero",
    "demographic_bounded" - "demographic_sum" AS "demographic_bound", /* scoring.sla:3 score demographic "Demographic score" from 0 to 70 */
    CASE WHEN "demographic_is_zero" THEN -"demographic_bounded" ELSE 0 END AS "demographic_zero", /* scoring.sla:4 zero if not_scored */
    CASE WHEN "demographic_is_zero" THEN 0 ELSE "demographic_bounded" END AS "demographic" /* scoring.sla:3 score demographic "Demographic score" from 0 to 70 */
  FROM "sums_12"
), "grades" AS (
  SELECT
    "lead_id",
    "specialist",
    "region",
    "account_state",
    "related_owner_known",
    "startup_applicant",
    "created_at",
    "trial_started",
    "owner_text",
    "account_owner_text",
    "related_owner_text",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_bound",
    "demographic_zero",
    "demographic",
    "behaviour_is_zero",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_is_zero",
    CASE
      WHEN (
        "demographic"
      ) >= 5000
      THEN 'A'
      WHEN (
        "demographic"
      ) >= 3500 AND (
        "demographic"
      ) < 5000
      THEN 'B'
      WHEN (
        "demographic"
      ) >= 2000 AND (
        "demographic"
      ) < 3500
      THEN 'C'
      WHEN (
        "demographic"
      ) < 2000
      THEN 'D'
    END AS "letter" /* scoring.sla:24 grade letter "Classification letter" of demographic */
  FROM "changes_and_scores_2"
), "log_of_since" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    EPOCH_US("a"."at") // 1000 AS "at"
  FROM "activities" AS "a"
  WHERE
    (
      "a"."activity" IN (
        'unsubscribed',
        'became_mql',
        'called',
        'emailed',
        'phone_failed',
        'accepted',
        'qualifying',
        'qualified',
        'recycled',
        'disqualified',
        'ruled_out'
      )
      AND EPOCH_US("a"."at") // 1000 <= CAST($as_of AS BIGINT)
    )
    AND EPOCH_US("a"."at") // 1000 > CASE
      WHEN "a"."activity" IN ('called', 'emailed')
      THEN CAST($as_of AS BIGINT) - CAST(2592000000 AS BIGINT)
      ELSE -1
    END
), "since" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "lead_id",
    MAX(CASE WHEN "activity" = 'recycled' THEN "at" END) AS "latest_recycled",
    MAX(CASE WHEN "activity" = 'ruled_out' THEN "at" END) AS "latest_ruled_out",
    MAX(CASE WHEN "activity" = 'disqualified' THEN "at" END) AS "latest_disqualified",
    MAX(CASE WHEN "activity" = 'phone_failed' THEN "at" END) AS "latest_phone_failed",
    COUNT(CASE WHEN "activity" = 'became_mql' THEN 1 END) AS "count_became_mql",
    COUNT(
      CASE
        WHEN "activity" IN ('called', 'emailed') AND "at" > CAST($as_of AS BIGINT) - CAST(2592000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_called_emailed",
    MAX(CASE WHEN "activity" IN ('unsubscribed', 'recycled') THEN "at" END) AS "latest_unsubscribed_recycled",
    MAX(CASE WHEN "activity" = 'became_mql' THEN "at" END) AS "latest_became_mql",
    MAX(CASE WHEN "activity" = 'qualified' THEN "at" END) AS "latest_qualified",
    MAX(CASE WHEN "activity" = 'qualifying' THEN "at" END) AS "latest_qualifying",
    MAX(CASE WHEN "activity" = 'accepted' THEN "at" END) AS "latest_accepted"
  FROM "log_of_since"
  GROUP BY
    "lead_id"
), "lanes" AS NOT MATERIALIZED (
  /* The ways in which activities of each kind count */
  SELECT
    *
  FROM (
    SELECT
      'submitted_form' AS "kind",
      CAST(0 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'hand_raised' AS "kind",
      CAST(1 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'chatted' AS "kind",
      CAST(2 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'propensity_changed' AS "kind",
      CAST(3 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'submitted_form' AS "kind",
      CAST(4 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'began_trial' AS "kind",
      CAST(5 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'consumed' AS "kind",
      CAST(6 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'submitted_form' AS "kind",
      CAST(7 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'viewed_page' AS "kind",
      CAST(8 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'viewed_page' AS "kind",
      CAST(9 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'intent_seen' AS "kind",
      CAST(10 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'bounced' AS "kind",
      CAST(11 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'asked_follow_up' AS "kind",
      CAST(12 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'met' AS "kind",
      CAST(13 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'registered' AS "kind",
      CAST(14 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'attended' AS "kind",
      CAST(15 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'answered_survey' AS "kind",
      CAST(16 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'imported' AS "kind",
      CAST(17 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'used_duo' AS "kind",
      CAST(18 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'activated_stage' AS "kind",
      CAST(19 AS BIGINT) AS "lane"
    UNION ALL
    SELECT
      'unsubscribed' AS "kind",
      CAST(20 AS BIGINT) AS "lane"
  ) AS "a"
), "log_2" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    EPOCH_US("a"."at") // 1000 AS "at",
    "k"."lane"
  FROM "activities" AS "a"
  INNER JOIN "lanes" AS "k"
    ON "k"."kind" = "a"."activity"
  WHERE
    (
      (
        "a"."activity" = 'imported' AND EPOCH_US("a"."at") // 1000 <= CAST($as_of AS BIGINT)
      )
      AND EPOCH_US("a"."at") // 1000 > CAST($as_of AS BIGINT) - CAST(2592000000 AS BIGINT)
    )
    AND "a"."at" > MAKE_TIMESTAMP((
      CAST($as_of AS BIGINT) - CAST(2592000000 AS BIGINT) - 86400000
    ) * 1000)
), "seen" AS NOT MATERIALIZED (
  /* Which activities lie after those instants */
  SELECT
    "r"."lead_id",
    "r"."at",
    "r"."lane",
    "r"."at" > COALESCE("s"."latest_unsubscribed_recycled", -1) AS "after_unsubscribed_recycled"
  FROM "log_2" AS "r"
  LEFT JOIN (
    SELECT
      "lead_id",
      "latest_unsubscribed_recycled"
    FROM "since"
    WHERE
      NOT "latest_unsubscribed_recycled" IS NULL
  ) AS "s"
    ON "s"."lead_id" = "r"."lead_id"
), "hits" AS NOT MATERIALIZED (
  /* Where each activity counts, and what it adds there */
  SELECT
    "lead_id",
    "at",
    "lane" AS "place",
    CAST(NULL AS BIGINT) AS "latest_1",
    CAST(CASE
      WHEN "lane" = 17
      THEN CASE
        WHEN "after_unsubscribed_recycled" AND "at" > CAST($as_of AS BIGINT) - CAST(2592000000 AS BIGINT)
        THEN 1
        ELSE 0
      END
    END AS BIGINT) AS "total_1"
  FROM (
    SELECT
      *
    FROM "seen"
  ) AS "a"
), "log_3_1" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    EPOCH_US("a"."at") // 1000 AS "at",
    "a"."content" AS "content",
    "a"."kind_2" AS "kind_2",
    "a"."worth" AS "worth",
    "a"."form" AS "form",
    "a"."outcome" AS "outcome",
    CAST("a"."propensity_group" AS BIGINT) AS "propensity_group",
    "a"."size" AS "size",
    "a"."valuable" AS "valuable",
    "a"."edu" AS "edu",
    "a"."success" AS "success",
    "a"."path" AS "path",
    "a"."asset" AS "asset",
    "k"."lane"
  FROM "activities" AS "a"
  INNER JOIN "lanes" AS "k"
    ON "k"."kind" = "a"."activity"
  WHERE
    "a"."activity" IN (
      'attended',
      'registered',
      'consumed',
      'answered_survey',
      'asked_follow_up',
      'met',
      'submitted_form',
      'hand_raised',
      'chatted',
      'began_trial',
      'viewed_page',
      'used_duo',
      'activated_stage',
      'unsubscribed',
      'propensity_changed',
      'intent_seen',
      'bounced'
    )
    AND EPOCH_US("a"."at") // 1000 <= CAST($as_of AS BIGINT)
), "log_3_2" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN STRLEN("path") = LENGTH("path") AND "path" >= '!' AND ARRAY_EXTRACT("path", -1) >= '!'
      THEN LOWER("path")
      ELSE TRANSLATE(TRIM("path", ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160)), 'ABCDEFGIJLMNOPRSTUſ', 'abcdefgijlmnoprstus')
    END AS "path_folded_bare",
    LOWER(REPLACE("asset", 'ſ', 's')) AS "asset_folded_bare"
  FROM "log_3_1"
), "log_3" AS NOT MATERIALIZED (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE WHEN "activity" = 'submitted_form' THEN "form" IN ('contact', 'duo', 'health_check', 'renewal') END AS "is_submitted_form",
    CASE WHEN "activity" = 'chatted' THEN "outcome" IN ('meeting', 'qualified') END AS "is_chatted",
    CASE WHEN "activity" = 'propensity_changed' THEN (
      "propensity_group" = 4 OR "propensity_group" = 5
    ) END AS "is_propensity_changed",
    CASE WHEN "activity" = 'submitted_form' THEN "form" = 'other_inbound' END AS "is_submitted_form_2",
    CASE
      WHEN "activity" = 'began_trial'
      THEN (
        NOT (
          "size" = 'small'
        ) AND COALESCE("valuable", FALSE) = TRUE AND COALESCE("edu", FALSE) = FALSE
      )
    END AS "is_began_trial",
    CASE WHEN "activity" = 'consumed' THEN (
      COALESCE("success", FALSE) = TRUE AND "content" = 'syndication'
    ) END AS "is_consumed",
    CASE WHEN "activity" = 'submitted_form' THEN "form" = 'subscription' END AS "is_submitted_form_3",
    CASE
      WHEN "activity" = 'viewed_page'
      THEN (
        LEFT("path_folded_bare", 10) = '/direction'
        OR LEFT("path_folded_bare", 9) = '/features'
        OR LEFT("path_folded_bare", 8) = '/install'
        OR LEFT("path_folded_bare", 9) = '/pricing/'
        OR LEFT("path_folded_bare", 21) = '/releases/gitlab-com/'
        OR LEFT("path_folded_bare", 6) = '/sales'
        OR LEFT("path_folded_bare", 20) = '/solutions/startups/'
      )
    END AS "is_viewed_page",
    CASE
      WHEN "activity" = 'viewed_page'
      THEN (
        LEFT("path_folded_bare", 8) = '/careers'
        OR LEFT("path_folded_bare", 5) = '/jobs'
        OR LEFT("path_folded_bare", 12) = '/unsubscribe'
      )
    END AS "is_viewed_page_2",
    CASE WHEN "activity" = 'submitted_form' THEN "form" = 'contact' END AS "is_submitted_form_4",
    CASE WHEN "activity" = 'consumed' THEN COALESCE("success", FALSE) = TRUE END AS "is_consumed_2",
    CASE WHEN "activity" = 'attended' THEN COALESCE("success", FALSE) = TRUE END AS "is_attended",
    CASE WHEN "activity" = 'answered_survey' THEN COALESCE("success", FALSE) = TRUE END AS "is_answered_survey",
    CASE
      WHEN "activity" = 'consumed'
      THEN (
        COALESCE("success", FALSE) = TRUE
        AND "content" = 'gated'
        AND (
          CONTAINS("asset_folded_bare", 'forrester') OR CONTAINS("asset_folded_bare", 'gartner')
        )
      )
    END AS "is_consumed_3"
  FROM "log_3_2"
), "seen_2" AS NOT MATERIALIZED (
  /* Which activities lie after those instants, and what the clocks of America/New_York read */
  SELECT
    "r"."lead_id",
    "r"."at",
    "r"."lane",
    "r"."content",
    "r"."kind_2",
    "r"."worth",
    "r"."is_submitted_form",
    "r"."is_chatted",
    "r"."is_propensity_changed",
    "r"."is_submitted_form_2",
    "r"."is_began_trial",
    "r"."is_consumed",
    "r"."is_submitted_form_3",
    "r"."is_viewed_page",
    "r"."is_viewed_page_2",
    "r"."is_submitted_form_4",
    "r"."is_consumed_2",
    "r"."is_attended",
    "r"."is_answered_survey",
    "r"."is_consumed_3",
    "r"."at" > COALESCE("s"."latest_unsubscribed_recycled", -1) AS "after_unsubscribed_recycled",
    "r"."at" + CASE
      WHEN "r"."at" >= CAST(1641013200000 AS BIGINT) AND "r"."at" < CAST(1988168400000 AS BIGINT)
      THEN CASE WHEN "r"."at" < 1805007600000 THEN CASE WHEN "r"."at" < 1710054000000 THEN CASE WHEN "r"."at" < 1667714400000 THEN CASE WHEN "r"."at" < 1647154800000 THEN -18000000 ELSE -14400000 END ELSE CASE WHEN "r"."at" < 1678604400000 THEN -18000000 ELSE CASE WHEN "r"."at" < 1699164000000 THEN -14400000 ELSE -18000000 END END END ELSE CASE WHEN "r"."at" < 1762063200000 THEN CASE WHEN "r"."at" < 1730613600000 THEN -14400000 ELSE CASE WHEN "r"."at" < 1741503600000 THEN -18000000 ELSE -14400000 END END ELSE CASE WHEN "r"."at" < 1772953200000 THEN -18000000 ELSE CASE WHEN "r"."at" < 1793512800000 THEN -14400000 ELSE -18000000 END END END END ELSE CASE WHEN "r"."at" < 1899356400000 THEN CASE WHEN "r"."at" < 1857016800000 THEN CASE WHEN "r"."at" < 1825567200000 THEN -14400000 ELSE CASE WHEN "r"."at" < 1836457200000 THEN -18000000 ELSE -14400000 END END ELSE CASE WHEN "r"."at" < 1867906800000 THEN -18000000 ELSE CASE WHEN "r"."at" < 1888466400000 THEN -14400000 ELSE -18000000 END END END ELSE CASE WHEN "r"."at" < 1951365600000 THEN CASE WHEN "r"."at" < 1919916000000 THEN -14400000 ELSE CASE WHEN "r"."at" < 1930806000000 THEN -18000000 ELSE -14400000 END END ELSE CASE WHEN "r"."at" < 1962860400000 THEN -18000000 ELSE CASE WHEN "r"."at" < 1983420000000 THEN -14400000 ELSE -18000000 END END END END END
      ELSE CASE
        WHEN (
          "r"."at" % CAST(24300000000 AS BIGINT)
        ) // 3600000 < CAST(SUBSTRING(
          '027671675001038404753112538067500001571452400214316510001441167500117460460311373206750001351158860033371675001112205491113108067500007271509400271316750010330046991123160668511447006750001921164560040751675001169206061113678067500012971566400277916750010900047651130540675000000115040001987167500102760414111226206127114248067500013631640200334916750011638053351136240675000073915610002725167500108460471111283206697114986067500019331675001022203919112208060731141940675000130916180003295167500115840528111357006750000517155560019991675001096003985112946059711149320675000137516750010336033611123220534711430806750000583162940025691675001153004555113516067091156700675000194516750010906039311128920591711487806750001153167500101140330711226805293114254067500005291624000251516750011476045011134620648711544806750001891167500108520387711283805863114824067500010991675001006003085112046052391142000675000047516186002461167500114220444711340806433115394067500016691675001063003823112784058091147700675000104516750010006030311119920501711397806750000253159640024071675001136804393113354063791153400675000161516750010576036011125620575511471606750000991167020029771675001193804963113924067500001991591000218516750011146043391133000632511528606750001561167500105220354711250805533114494067500009371664800292316750011884049091138700675000014515856002131167500110920411711307806271115232067500015071675001046803493112454054791144400675000071516426002701167500116620485511381606750000091158020020771675001103804063113024060491150100675000145316750010414034391124000542511438606750000661163720026471675001160804633113594067500000371574800202316750010984040091129700599511495606750001231167500101920338511234605371114332067500006071631800259316750011554045791135400656511552606750001969167500109300395511291605941114902067500011771675001013803163112124051491141100675000055316264002539167500115000452511348606511115472067500017471675001070803733112694058871148480675000112316750010084031091120700509511405606750000331160420023171675001127804471113432064571154180675000169316750010654036791126400566511462606750001069167500100300305511201605041114002067500002771598800226316750011224042491132100640311536406750001639167500106000362511258605611114572067500008471655800300116750011962049871139480675000022315934002209167500111700419511315606181115142067500015851675001054603571112532055571145180675000079316504002779167500117400476511372606750000169158800021551675001111604141113102061271150880675000136316750010324035171124780550311446406750000739164500027251675001168604711113672066971156580675000210116750011062040871130480607311503406750001309167500102700329511225605449114410067500006851639600267116750011632046571136180664311560406750001879167500108400403311299406019114980067500012551675001021603241112202052271141880675000046316174002617167500115780460311356406589115550067500018251675001078603811112772059651149260675000120116750010162031871121480517311413406750000409161200023951675001135604549113510065351154960675000177116750010732037571127180574311470406750001147167500101080313311209405119114080067500003551606600234116750011302043271132880648111544206750001717167500106780370311266405689114650067500009251663600291116750011872050651140260675000030116012002287167500112480427311323406259115220067500',
          CAST((
            "r"."at" // CAST(24300000000 AS BIGINT)
          ) * 11 + 1 + 1 AS INT),
          4
        ) AS BIGINT)
        THEN CAST(SUBSTRING(
          '027671675001038404753112538067500001571452400214316510001441167500117460460311373206750001351158860033371675001112205491113108067500007271509400271316750010330046991123160668511447006750001921164560040751675001169206061113678067500012971566400277916750010900047651130540675000000115040001987167500102760414111226206127114248067500013631640200334916750011638053351136240675000073915610002725167500108460471111283206697114986067500019331675001022203919112208060731141940675000130916180003295167500115840528111357006750000517155560019991675001096003985112946059711149320675000137516750010336033611123220534711430806750000583162940025691675001153004555113516067091156700675000194516750010906039311128920591711487806750001153167500101140330711226805293114254067500005291624000251516750011476045011134620648711544806750001891167500108520387711283805863114824067500010991675001006003085112046052391142000675000047516186002461167500114220444711340806433115394067500016691675001063003823112784058091147700675000104516750010006030311119920501711397806750000253159640024071675001136804393113354063791153400675000161516750010576036011125620575511471606750000991167020029771675001193804963113924067500001991591000218516750011146043391133000632511528606750001561167500105220354711250805533114494067500009371664800292316750011884049091138700675000014515856002131167500110920411711307806271115232067500015071675001046803493112454054791144400675000071516426002701167500116620485511381606750000091158020020771675001103804063113024060491150100675000145316750010414034391124000542511438606750000661163720026471675001160804633113594067500000371574800202316750010984040091129700599511495606750001231167500101920338511234605371114332067500006071631800259316750011554045791135400656511552606750001969167500109300395511291605941114902067500011771675001013803163112124051491141100675000055316264002539167500115000452511348606511115472067500017471675001070803733112694058871148480675000112316750010084031091120700509511405606750000331160420023171675001127804471113432064571154180675000169316750010654036791126400566511462606750001069167500100300305511201605041114002067500002771598800226316750011224042491132100640311536406750001639167500106000362511258605611114572067500008471655800300116750011962049871139480675000022315934002209167500111700419511315606181115142067500015851675001054603571112532055571145180675000079316504002779167500117400476511372606750000169158800021551675001111604141113102061271150880675000136316750010324035171124780550311446406750000739164500027251675001168604711113672066971156580675000210116750011062040871130480607311503406750001309167500102700329511225605449114410067500006851639600267116750011632046571136180664311560406750001879167500108400403311299406019114980067500012551675001021603241112202052271141880675000046316174002617167500115780460311356406589115550067500018251675001078603811112772059651149260675000120116750010162031871121480517311413406750000409161200023951675001135604549113510065351154960675000177116750010732037571127180574311470406750001147167500101080313311209405119114080067500003551606600234116750011302043271132880648111544206750001717167500106780370311266405689114650067500009251663600291116750011872050651140260675000030116012002287167500112480427311323406259115220067500',
          CAST((
            "r"."at" // CAST(24300000000 AS BIGINT)
          ) * 11 + 1 AS INT),
          1
        ) AS BIGINT) * 3600000 + -18000000
        WHEN (
          "r"."at" % CAST(24300000000 AS BIGINT)
        ) // 3600000 < CAST(SUBSTRING(
          '027671675001038404753112538067500001571452400214316510001441167500117460460311373206750001351158860033371675001112205491113108067500007271509400271316750010330046991123160668511447006750001921164560040751675001169206061113678067500012971566400277916750010900047651130540675000000115040001987167500102760414111226206127114248067500013631640200334916750011638053351136240675000073915610002725167500108460471111283206697114986067500019331675001022203919112208060731141940675000130916180003295167500115840528111357006750000517155560019991675001096003985112946059711149320675000137516750010336033611123220534711430806750000583162940025691675001153004555113516067091156700675000194516750010906039311128920591711487806750001153167500101140330711226805293114254067500005291624000251516750011476045011134620648711544806750001891167500108520387711283805863114824067500010991675001006003085112046052391142000675000047516186002461167500114220444711340806433115394067500016691675001063003823112784058091147700675000104516750010006030311119920501711397806750000253159640024071675001136804393113354063791153400675000161516750010576036011125620575511471606750000991167020029771675001193804963113924067500001991591000218516750011146043391133000632511528606750001561167500105220354711250805533114494067500009371664800292316750011884049091138700675000014515856002131167500110920411711307806271115232067500015071675001046803493112454054791144400675000071516426002701167500116620485511381606750000091158020020771675001103804063113024060491150100675000145316750010414034391124000542511438606750000661163720026471675001160804633113594067500000371574800202316750010984040091129700599511495606750001231167500101920338511234605371114332067500006071631800259316750011554045791135400656511552606750001969167500109300395511291605941114902067500011771675001013803163112124051491141100675000055316264002539167500115000452511348606511115472067500017471675001070803733112694058871148480675000112316750010084031091120700509511405606750000331160420023171675001127804471113432064571154180675000169316750010654036791126400566511462606750001069167500100300305511201605041114002067500002771598800226316750011224042491132100640311536406750001639167500106000362511258605611114572067500008471655800300116750011962049871139480675000022315934002209167500111700419511315606181115142067500015851675001054603571112532055571145180675000079316504002779167500117400476511372606750000169158800021551675001111604141113102061271150880675000136316750010324035171124780550311446406750000739164500027251675001168604711113672066971156580675000210116750011062040871130480607311503406750001309167500102700329511225605449114410067500006851639600267116750011632046571136180664311560406750001879167500108400403311299406019114980067500012551675001021603241112202052271141880675000046316174002617167500115780460311356406589115550067500018251675001078603811112772059651149260675000120116750010162031871121480517311413406750000409161200023951675001135604549113510065351154960675000177116750010732037571127180574311470406750001147167500101080313311209405119114080067500003551606600234116750011302043271132880648111544206750001717167500106780370311266405689114650067500009251663600291116750011872050651140260675000030116012002287167500112480427311323406259115220067500',
          CAST((
            "r"."at" // CAST(24300000000 AS BIGINT)
          ) * 11 + 1 + 6 AS INT),
          4
        ) AS BIGINT)
        THEN CAST(SUBSTRING(
          '027671675001038404753112538067500001571452400214316510001441167500117460460311373206750001351158860033371675001112205491113108067500007271509400271316750010330046991123160668511447006750001921164560040751675001169206061113678067500012971566400277916750010900047651130540675000000115040001987167500102760414111226206127114248067500013631640200334916750011638053351136240675000073915610002725167500108460471111283206697114986067500019331675001022203919112208060731141940675000130916180003295167500115840528111357006750000517155560019991675001096003985112946059711149320675000137516750010336033611123220534711430806750000583162940025691675001153004555113516067091156700675000194516750010906039311128920591711487806750001153167500101140330711226805293114254067500005291624000251516750011476045011134620648711544806750001891167500108520387711283805863114824067500010991675001006003085112046052391142000675000047516186002461167500114220444711340806433115394067500016691675001063003823112784058091147700675000104516750010006030311119920501711397806750000253159640024071675001136804393113354063791153400675000161516750010576036011125620575511471606750000991167020029771675001193804963113924067500001991591000218516750011146043391133000632511528606750001561167500105220354711250805533114494067500009371664800292316750011884049091138700675000014515856002131167500110920411711307806271115232067500015071675001046803493112454054791144400675000071516426002701167500116620485511381606750000091158020020771675001103804063113024060491150100675000145316750010414034391124000542511438606750000661163720026471675001160804633113594067500000371574800202316750010984040091129700599511495606750001231167500101920338511234605371114332067500006071631800259316750011554045791135400656511552606750001969167500109300395511291605941114902067500011771675001013803163112124051491141100675000055316264002539167500115000452511348606511115472067500017471675001070803733112694058871148480675000112316750010084031091120700509511405606750000331160420023171675001127804471113432064571154180675000169316750010654036791126400566511462606750001069167500100300305511201605041114002067500002771598800226316750011224042491132100640311536406750001639167500106000362511258605611114572067500008471655800300116750011962049871139480675000022315934002209167500111700419511315606181115142067500015851675001054603571112532055571145180675000079316504002779167500117400476511372606750000169158800021551675001111604141113102061271150880675000136316750010324035171124780550311446406750000739164500027251675001168604711113672066971156580675000210116750011062040871130480607311503406750001309167500102700329511225605449114410067500006851639600267116750011632046571136180664311560406750001879167500108400403311299406019114980067500012551675001021603241112202052271141880675000046316174002617167500115780460311356406589115550067500018251675001078603811112772059651149260675000120116750010162031871121480517311413406750000409161200023951675001135604549113510065351154960675000177116750010732037571127180574311470406750001147167500101080313311209405119114080067500003551606600234116750011302043271132880648111544206750001717167500106780370311266405689114650067500009251663600291116750011872050651140260675000030116012002287167500112480427311323406259115220067500',
          CAST((
            "r"."at" // CAST(24300000000 AS BIGINT)
          ) * 11 + 1 + 5 AS INT),
          1
        ) AS BIGINT) * 3600000 + -18000000
        ELSE CAST(SUBSTRING(
          '027671675001038404753112538067500001571452400214316510001441167500117460460311373206750001351158860033371675001112205491113108067500007271509400271316750010330046991123160668511447006750001921164560040751675001169206061113678067500012971566400277916750010900047651130540675000000115040001987167500102760414111226206127114248067500013631640200334916750011638053351136240675000073915610002725167500108460471111283206697114986067500019331675001022203919112208060731141940675000130916180003295167500115840528111357006750000517155560019991675001096003985112946059711149320675000137516750010336033611123220534711430806750000583162940025691675001153004555113516067091156700675000194516750010906039311128920591711487806750001153167500101140330711226805293114254067500005291624000251516750011476045011134620648711544806750001891167500108520387711283805863114824067500010991675001006003085112046052391142000675000047516186002461167500114220444711340806433115394067500016691675001063003823112784058091147700675000104516750010006030311119920501711397806750000253159640024071675001136804393113354063791153400675000161516750010576036011125620575511471606750000991167020029771675001193804963113924067500001991591000218516750011146043391133000632511528606750001561167500105220354711250805533114494067500009371664800292316750011884049091138700675000014515856002131167500110920411711307806271115232067500015071675001046803493112454054791144400675000071516426002701167500116620485511381606750000091158020020771675001103804063113024060491150100675000145316750010414034391124000542511438606750000661163720026471675001160804633113594067500000371574800202316750010984040091129700599511495606750001231167500101920338511234605371114332067500006071631800259316750011554045791135400656511552606750001969167500109300395511291605941114902067500011771675001013803163112124051491141100675000055316264002539167500115000452511348606511115472067500017471675001070803733112694058871148480675000112316750010084031091120700509511405606750000331160420023171675001127804471113432064571154180675000169316750010654036791126400566511462606750001069167500100300305511201605041114002067500002771598800226316750011224042491132100640311536406750001639167500106000362511258605611114572067500008471655800300116750011962049871139480675000022315934002209167500111700419511315606181115142067500015851675001054603571112532055571145180675000079316504002779167500117400476511372606750000169158800021551675001111604141113102061271150880675000136316750010324035171124780550311446406750000739164500027251675001168604711113672066971156580675000210116750011062040871130480607311503406750001309167500102700329511225605449114410067500006851639600267116750011632046571136180664311560406750001879167500108400403311299406019114980067500012551675001021603241112202052271141880675000046316174002617167500115780460311356406589115550067500018251675001078603811112772059651149260675000120116750010162031871121480517311413406750000409161200023951675001135604549113510065351154960675000177116750010732037571127180574311470406750001147167500101080313311209405119114080067500003551606600234116750011302043271132880648111544206750001717167500106780370311266405689114650067500009251663600291116750011872050651140260675000030116012002287167500112480427311323406259115220067500',
          CAST((
            "r"."at" // CAST(24300000000 AS BIGINT)
          ) * 11 + 1 + 10 AS INT),
          1
        ) AS BIGINT) * 3600000 + -18000000
      END
    END AS "wall"
  FROM "log_3" AS "r"
  LEFT JOIN (
    SELECT
      "lead_id",
      "latest_unsubscribed_recycled"
    FROM "since"
    WHERE
      NOT "latest_unsubscribed_recycled" IS NULL
  ) AS "s"
    ON "s"."lead_id" = "r"."lead_id"
), "hits_2" AS NOT MATERIALIZED (
  /* Where each activity counts, and what it adds there */
  SELECT
    "lead_id",
    "at",
    CASE
      WHEN "lane" = 0 AND "is_submitted_form" AND "after_unsubscribed_recycled"
      THEN (
        (
          "wall" + 86400000
        ) // 86400000
      ) * 42 + 21
      WHEN "lane" = 1 AND "after_unsubscribed_recycled"
      THEN (
        (
          "wall" + 86400000
        ) // 86400000
      ) * 42 + 22
      WHEN "lane" = 2 AND "is_chatted" AND "after_unsubscribed_recycled"
      THEN (
        (
          "wall" + 86400000
        ) // 86400000
      ) * 42 + 23
      WHEN "lane" = 3 AND "is_propensity_changed" AND "after_unsubscribed_recycled"
      THEN (
        (
          "wall" + CAST(7430400000 AS BIGINT)
        ) // CAST(7776000000 AS BIGINT)
      ) * 42 + 24
      WHEN "lane" = 4 AND "is_submitted_form_2" AND "after_unsubscribed_recycled"
      THEN (
        (
          "wall" + 86400000
        ) // 86400000
      ) * 42 + 25
      WHEN "lane" = 5 AND "is_began_trial" AND "after_unsubscribed_recycled"
      THEN (
        (
          "wall" + CAST(15206400000 AS BIGINT)
        ) // CAST(15552000000 AS BIGINT)
      ) * 42 + 26
      WHEN "lane" = 6 AND "is_consumed" AND "after_unsubscribed_recycled"
      THEN (
        (
          "wall" + CAST(2246400000 AS BIGINT)
        ) // CAST(2592000000 AS BIGINT)
      ) * 42 + 27
      WHEN "lane" = 7 AND "is_submitted_form_3" AND "after_unsubscribed_recycled"
      THEN (
        (
          "wall" + 259200000
        ) // 604800000
      ) * 42 + 28
      WHEN "lane" = 8 AND "is_viewed_page" AND "after_unsubscribed_recycled"
      THEN (
        (
          "wall" + 259200000
        ) // 604800000
      ) * 42 + 29
      WHEN "lane" = 9 AND "is_viewed_page_2" AND "after_unsubscribed_recycled"
      THEN (
        (
          "wall" + 86400000
        ) // 86400000
      ) * 42 + 30
      WHEN "lane" = 10 AND "after_unsubscribed_recycled"
      THEN (
        (
          DATE_DIFF(
            'month',
            CAST('1970-01-01' AS DATE),
            CAST('1970-01-01' AS DATE) + CAST((
              "wall" + 86400000
            ) // 86400000 - 1 AS INT)
          ) + 23640
        ) // 3
      ) * 42 + 31
      WHEN "lane" = 11 AND "after_unsubscribed_recycled"
      THEN (
        DATE_DIFF(
          'month',
          CAST('1970-01-01' AS DATE),
          CAST('1970-01-01' AS DATE) + CAST((
            "wall" + 86400000
          ) // 86400000 - 1 AS INT)
        ) + 23640
      ) * 42 + 32
      ELSE "lane"
    END AS "place",
    CASE
      WHEN "lane" = 0 AND "is_submitted_form_4"
      THEN "at"
      WHEN "lane" = 2 AND "is_chatted"
      THEN "at"
      WHEN "lane" = 6 AND "is_consumed_2"
      THEN "at"
      WHEN "lane" = 8 AND "is_viewed_page"
      THEN "at"
      WHEN "lane" = 15 AND "is_attended"
      THEN "at"
      WHEN "lane" = 16 AND "is_answered_survey"
      THEN "at"
    END AS "latest_1",
    CASE
      WHEN "lane" = 6
      THEN CASE
        WHEN "is_consumed_2" AND "after_unsubscribed_recycled"
        THEN CASE
          WHEN "content" IS NULL
          THEN 0
          WHEN "content" = 'gated'
          THEN 1500
          WHEN "content" IN ('paid_social', 'pathfactory')
          THEN 1000
          WHEN "content" = 'syndication'
          THEN 0
          ELSE 0
        END
        ELSE 0
      END + CASE WHEN "is_consumed_3" AND "after_unsubscribed_recycled" THEN CAST(2147483648 AS BIGINT) ELSE 0 END
      WHEN "lane" = 12
      THEN CASE WHEN "after_unsubscribed_recycled" THEN 1 ELSE 0 END
      WHEN "lane" = 13
      THEN CASE WHEN "after_unsubscribed_recycled" THEN 1 ELSE 0 END
      WHEN "lane" = 14
      THEN CASE WHEN "after_unsubscribed_recycled" THEN 1 ELSE 0 END
      WHEN "lane" = 15
      THEN CASE
        WHEN "is_attended" AND "after_unsubscribed_recycled"
        THEN CASE
          WHEN "kind_2" IS NULL
          THEN 0
          WHEN "kind_2" = 'conference'
          THEN 1000
          WHEN "kind_2" IN ('in_person', 'webcast')
          THEN 4000
          WHEN "kind_2" IN ('booth', 'online')
          THEN 2000
          ELSE 0
        END
        ELSE 0
      END
      WHEN "lane" = 16
      THEN CASE
        WHEN "is_answered_survey" AND "after_unsubscribed_recycled"
        THEN CASE
          WHEN "worth" IS NULL
          THEN 0
          WHEN "worth" = 'high'
          THEN 4500
          WHEN "worth" = 'medium'
          THEN 3000
          WHEN "worth" = 'low'
          THEN 1500
          ELSE 0
        END
        ELSE 0
      END
    END AS "total_1"
  FROM (
    SELECT
      *
    FROM "seen_2"
    WHERE
      CASE
        WHEN "lane" = 3
        THEN "is_propensity_changed" AND "after_unsubscribed_recycled"
        WHEN "lane" = 4
        THEN "is_submitted_form_2" AND "after_unsubscribed_recycled"
        WHEN "lane" = 7
        THEN "is_submitted_form_3" AND "after_unsubscribed_recycled"
        WHEN "lane" = 9
        THEN "is_viewed_page_2" AND "after_unsubscribed_recycled"
        ELSE TRUE
      END
  ) AS "a"
), "by_place" AS (
  /* All that counts in one place */
  SELECT
    "lead_id",
    "place",
    MAX("at") AS "at",
    MAX("latest_1") AS "latest_1",
    SUM("total_1") AS "total_1"
  FROM (
    SELECT
      *
    FROM "hits"
    UNION ALL
    SELECT
      *
    FROM "hits_2"
  ) AS "a"
  GROUP BY
    "lead_id",
    "place"
), "places" AS NOT MATERIALIZED (
  /* Places of a lead, each with its lane */
  SELECT
    "lead_id",
    "at",
    "place" % 42 AS "lane",
    "latest_1",
    CAST("total_1" AS BIGINT) AS "total_1"
  FROM "by_place"
), "by_lead" AS (
  /* All that counts of a lead */
  SELECT
    "lead_id",
    MAX(CASE WHEN "lane" IN (0, 21, 14) THEN "at" END) AS "latest_registered_submitted_form",
    MAX(CASE WHEN "lane" IN (0, 21) THEN "latest_1" END) AS "latest_submitted_form",
    MAX(CASE WHEN "lane" IN (0, 21, 1, 22, 2, 23, 5, 26, 6, 27, 8, 29, 12, 13, 14, 15, 16, 18, 19, 20) THEN "at" END) AS "latest_attended_registered",
    MAX(CASE WHEN "lane" IN (1, 22, 5, 26, 12, 13) THEN "at" END) AS "latest_asked_follow_up_met",
    MAX(CASE WHEN "lane" IN (1, 22, 12) THEN "at" END) AS "latest_asked_follow_up_hand_raised",
    MAX(CASE WHEN "lane" IN (2, 23) THEN "latest_1" END) AS "latest_chatted",
    MAX(CASE WHEN "lane" IN (6, 27, 15, 16) THEN "latest_1" END) AS "latest_attended_consumed",
    MAX(CASE WHEN "lane" IN (8, 29) THEN "latest_1" END) AS "latest_viewed_page",
    MAX(CASE WHEN "lane" IN (11, 32) THEN "at" END) AS "latest_bounced",
    MAX(CASE WHEN "lane" = 18 THEN "at" END) AS "latest_used_duo",
    MAX(CASE WHEN "lane" = 19 THEN "at" END) AS "latest_activated_stage",
    SUM(
      CASE WHEN "lane" = 21 THEN 1 WHEN "lane" = 22 THEN 1048576 WHEN "lane" = 23 THEN CAST(1099511627776 AS BIGINT) END
    ) AS "sums",
    SUM(
      CASE WHEN "lane" = 24 THEN 1 WHEN "lane" = 25 THEN 1048576 WHEN "lane" = 26 THEN CAST(1099511627776 AS BIGINT) END
    ) AS "sums_2",
    SUM(
      CASE
        WHEN "lane" = 27
        THEN (
          "total_1" % CAST(2147483648 AS BIGINT)
        ) * 1048576 + 1
        WHEN "lane" = 6
        THEN (
          "total_1" % CAST(2147483648 AS BIGINT)
        ) * 1048576
      END
    ) AS "sums_3",
    SUM(
      CASE
        WHEN "lane" IN (6, 27)
        THEN "total_1" // CAST(2147483648 AS BIGINT)
        WHEN "lane" = 28
        THEN 1048576
        WHEN "lane" = 29
        THEN CAST(1099511627776 AS BIGINT)
      END
    ) AS "sums_4",
    SUM(
      CASE WHEN "lane" = 30 THEN 1 WHEN "lane" = 31 THEN 1048576 WHEN "lane" = 32 THEN CAST(1099511627776 AS BIGINT) END
    ) AS "sums_5",
    SUM(
      CASE
        WHEN "lane" = 12
        THEN "total_1"
        WHEN "lane" = 13
        THEN "total_1" * 1048576
        WHEN "lane" = 14
        THEN "total_1" * CAST(1099511627776 AS BIGINT)
      END
    ) AS "sums_6",
    SUM(CASE WHEN "lane" = 15 THEN "total_1" WHEN "lane" = 17 THEN "total_1" * CAST(4294967296 AS BIGINT) END) AS "sums_7",
    SUM(CASE WHEN "lane" = 16 THEN "total_1" END) AS "sums_8"
  FROM "places"
  GROUP BY
    "lead_id"
), "counted" AS NOT MATERIALIZED (
  /* What is counted of a lead's activities */
  SELECT
    "lead_id",
    CAST("sums" AS BIGINT) % 1048576 AS "days_submitted_form",
    "latest_registered_submitted_form" AS "latest_registered_submitted_form",
    "latest_submitted_form" AS "latest_submitted_form",
    "latest_attended_registered" AS "latest_attended_registered",
    (
      CAST("sums" AS BIGINT) // 1048576
    ) % 1048576 AS "days_hand_raised",
    "latest_asked_follow_up_met" AS "latest_asked_follow_up_met",
    "latest_asked_follow_up_hand_raised" AS "latest_asked_follow_up_hand_raised",
    CAST("sums" AS BIGINT) // CAST(1099511627776 AS BIGINT) AS "days_chatted",
    "latest_chatted" AS "latest_chatted",
    CAST("sums_2" AS BIGINT) % 1048576 AS "times_propensity_changed",
    (
      CAST("sums_2" AS BIGINT) // 1048576
    ) % 1048576 AS "days_submitted_form_2",
    CAST("sums_2" AS BIGINT) // CAST(1099511627776 AS BIGINT) AS "times_began_trial",
    CAST("sums_3" AS BIGINT) % 1048576 AS "times_consumed",
    "latest_attended_consumed" AS "latest_attended_consumed",
    CAST("sums_3" AS BIGINT) // 1048576 AS "paid_consumed",
    CAST("sums_4" AS BIGINT) % 1048576 AS "count_consumed",
    (
      CAST("sums_4" AS BIGINT) // 1048576
    ) % 1048576 AS "weeks_submitted_form",
    CAST("sums_4" AS BIGINT) // CAST(1099511627776 AS BIGINT) AS "weeks_viewed_page",
    "latest_viewed_page" AS "latest_viewed_page",
    CAST("sums_5" AS BIGINT) % 1048576 AS "days_viewed_page",
    (
      CAST("sums_5" AS BIGINT) // 1048576
    ) % 1048576 AS "quarters_intent_seen",
    CAST("sums_5" AS BIGINT) // CAST(1099511627776 AS BIGINT) AS "months_bounced",
    "latest_bounced" AS "latest_bounced",
    CAST("sums_6" AS BIGINT) % 1048576 AS "count_asked_follow_up",
    (
      CAST("sums_6" AS BIGINT) // 1048576
    ) % 1048576 AS "count_met",
    CAST("sums_6" AS BIGINT) // CAST(1099511627776 AS BIGINT) AS "count_registered",
    CAST("sums_7" AS BIGINT) % CAST(4294967296 AS BIGINT) AS "paid_attended",
    CAST("sums_8" AS BIGINT) AS "paid_answered_survey",
    CAST("sums_7" AS BIGINT) // CAST(4294967296 AS BIGINT) AS "count_imported",
    "latest_used_duo" AS "latest_used_duo",
    "latest_activated_stage" AS "latest_activated_stage"
  FROM "by_lead"
), "log_4_1" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    EPOCH_US("a"."at") // 1000 AS "at",
    "a"."feature" AS "feature"
  FROM "activities" AS "a"
  WHERE
    "a"."activity" = 'used_duo' AND EPOCH_US("a"."at") // 1000 <= CAST($as_of AS BIGINT)
), "log_4_2" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    TRIM("feature", ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160)) AS "feature_folded_bare"
  FROM "log_4_1"
), "log_4" AS NOT MATERIALIZED (
  /* Those that are known */
  SELECT
    *,
    CASE WHEN NOT "feature_folded_bare" IN ('') THEN "feature_folded_bare" END AS "feature_folded"
  FROM "log_4_2"
), "seen_3" AS NOT MATERIALIZED (
  /* Which activities lie after those instants */
  SELECT
    "r"."lead_id",
    "r"."activity",
    "r"."feature_folded",
    "r"."at" >= "l"."trial_started" AS "after_trial_started"
  FROM "log_4" AS "r"
  LEFT JOIN (
    SELECT
      "lead_id",
      "trial_started"
    FROM "record"
    WHERE
      NOT "trial_started" IS NULL
  ) AS "l"
    ON "l"."lead_id" = "r"."lead_id"
), "different" AS (
  /* How many different ones there are */
  SELECT
    "lead_id",
    COUNT(
      DISTINCT CASE
        WHEN STRLEN("feature_folded") = LENGTH("feature_folded")
        THEN LOWER("feature_folded")
        ELSE TRANSLATE(
          "feature_folded",
          'ABCDEFGHIJKLMNOPQRSTUVWXYZµÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽſƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎͅͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫςϏϐϑϕϖϘϚϜϞϠϢϤϦϨϪϬϮϰϱϴϵϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᏸᏹᏺᏻᏼᏽᲀᲁᲂᲃᲄᲅᲆᲇᲈᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẛẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼιῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼΩKÅℲⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯↃⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟐꟖꟘꟵꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇𐐈𐐉𐐊𐐋𐐌𐐍𐐎𐐏𐐐𐐑𐐒𐐓𐐔𐐕𐐖𐐗𐐘𐐙𐐚𐐛𐐜𐐝𐐞𐐟𐐠𐐡𐐢𐐣𐐤𐐥𐐦𐐧𐒰𐒱𐒲𐒳𐒴𐒵𐒶𐒷𐒸𐒹𐒺𐒻𐒼𐒽𐒾𐒿𐓀𐓁𐓂𐓃𐓄𐓅𐓆𐓇𐓈𐓉𐓊𐓋𐓌𐓍𐓎𐓏𐓐𐓑𐓒𐓓𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼𐕽𐕾𐕿𐖀𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔𐖕𐲀𐲁𐲂𐲃𐲄𐲅𐲆𐲇𐲈𐲉𐲊𐲋𐲌𐲍𐲎𐲏𐲐𐲑𐲒𐲓𐲔𐲕𐲖𐲗𐲘𐲙𐲚𐲛𐲜𐲝𐲞𐲟𐲠𐲡𐲢𐲣𐲤𐲥𐲦𐲧𐲨𐲩𐲪𐲫𐲬𐲭𐲮𐲯𐲰𐲱𐲲𑢠𑢡𑢢𑢣𑢤𑢥𑢦𑢧𑢨𑢩𑢪𑢫𑢬𑢭𑢮𑢯𑢰𑢱𑢲𑢳𑢴𑢵𑢶𑢷𑢸𑢹𑢺𑢻𑢼𑢽𑢾𑢿𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍𖹎𖹏𖹐𖹑𖹒𖹓𖹔𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟𞤀𞤁𞤂𞤃𞤄𞤅𞤆𞤇𞤈𞤉𞤊𞤋𞤌𞤍𞤎𞤏𞤐𞤑𞤒𞤓𞤔𞤕𞤖𞤗𞤘𞤙𞤚𞤛𞤜𞤝𞤞𞤟𞤠𞤡',
          'abcdefghijklmnopqrstuvwxyzμàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžsɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏιͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋσϗβθφπϙϛϝϟϡϣϥϧϩϫϭϯκρθεϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭᏰᏱᏲᏳᏴᏵвдосттъѣꙋაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕṡßạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳιὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳωkåⅎⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↄⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊꟑꟗꟙꟶᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯𐐰𐐱𐐲𐐳𐐴𐐵𐐶𐐷𐐸𐐹𐐺𐐻𐐼𐐽𐐾𐐿𐑀𐑁𐑂𐑃𐑄𐑅𐑆𐑇𐑈𐑉𐑊𐑋𐑌𐑍𐑎𐑏𐓘𐓙𐓚𐓛𐓜𐓝𐓞𐓟𐓠𐓡𐓢𐓣𐓤𐓥𐓦𐓧𐓨𐓩𐓪𐓫𐓬𐓭𐓮𐓯𐓰𐓱𐓲𐓳𐓴𐓵𐓶𐓷𐓸𐓹𐓺𐓻𐖗𐖘𐖙𐖚𐖛𐖜𐖝𐖞𐖟𐖠𐖡𐖣𐖤𐖥𐖦𐖧𐖨𐖩𐖪𐖫𐖬𐖭𐖮𐖯𐖰𐖱𐖳𐖴𐖵𐖶𐖷𐖸𐖹𐖻𐖼𐳀𐳁𐳂𐳃𐳄𐳅𐳆𐳇𐳈𐳉𐳊𐳋𐳌𐳍𐳎𐳏𐳐𐳑𐳒𐳓𐳔𐳕𐳖𐳗𐳘𐳙𐳚𐳛𐳜𐳝𐳞𐳟𐳠𐳡𐳢𐳣𐳤𐳥𐳦𐳧𐳨𐳩𐳪𐳫𐳬𐳭𐳮𐳯𐳰𐳱𐳲𑣀𑣁𑣂𑣃𑣄𑣅𑣆𑣇𑣈𑣉𑣊𑣋𑣌𑣍𑣎𑣏𑣐𑣑𑣒𑣓𑣔𑣕𑣖𑣗𑣘𑣙𑣚𑣛𑣜𑣝𑣞𑣟𖹠𖹡𖹢𖹣𖹤𖹥𖹦𖹧𖹨𖹩𖹪𖹫𖹬𖹭𖹮𖹯𖹰𖹱𖹲𖹳𖹴𖹵𖹶𖹷𖹸𖹹𖹺𖹻𖹼𖹽𖹾𖹿𞤢𞤣𞤤𞤥𞤦𞤧𞤨𞤩𞤪𞤫𞤬𞤭𞤮𞤯𞤰𞤱𞤲𞤳𞤴𞤵𞤶𞤷𞤸𞤹𞤺𞤻𞤼𞤽𞤾𞤿𞥀𞥁𞥂𞥃'
        )
      END
    ) AS "different_feature_used_duo"
  FROM "seen_3"
  WHERE
    "activity" = 'used_duo' AND NOT "feature_folded" IS NULL AND "after_trial_started"
  GROUP BY
    "lead_id"
), "log_5_1" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    EPOCH_US("a"."at") // 1000 AS "at",
    "a"."product_stage" AS "product_stage"
  FROM "activities" AS "a"
  WHERE
    "a"."activity" = 'activated_stage' AND EPOCH_US("a"."at") // 1000 <= CAST($as_of AS BIGINT)
), "log_5_2" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    TRIM("product_stage", ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160)) AS "product_stage_folded_bare"
  FROM "log_5_1"
), "log_5" AS NOT MATERIALIZED (
  /* Those that are known */
  SELECT
    *,
    CASE WHEN NOT "product_stage_folded_bare" IN ('') THEN "product_stage_folded_bare" END AS "product_stage_folded"
  FROM "log_5_2"
), "seen_4" AS NOT MATERIALIZED (
  /* Which activities lie after those instants */
  SELECT
    "r"."lead_id",
    "r"."activity",
    "r"."product_stage_folded",
    "r"."at" >= "l"."trial_started" AS "after_trial_started"
  FROM "log_5" AS "r"
  LEFT JOIN (
    SELECT
      "lead_id",
      "trial_started"
    FROM "record"
    WHERE
      NOT "trial_started" IS NULL
  ) AS "l"
    ON "l"."lead_id" = "r"."lead_id"
), "different_2" AS (
  /* How many different ones there are */
  SELECT
    "lead_id",
    COUNT(
      DISTINCT CASE
        WHEN STRLEN("product_stage_folded") = LENGTH("product_stage_folded")
        THEN LOWER("product_stage_folded")
        ELSE TRANSLATE(
          "product_stage_folded",
          'ABCDEFGHIJKLMNOPQRSTUVWXYZµÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽſƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎͅͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫςϏϐϑϕϖϘϚϜϞϠϢϤϦϨϪϬϮϰϱϴϵϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᏸᏹᏺᏻᏼᏽᲀᲁᲂᲃᲄᲅᲆᲇᲈᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẛẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼιῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼΩKÅℲⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯↃⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟐꟖꟘꟵꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇𐐈𐐉𐐊𐐋𐐌𐐍𐐎𐐏𐐐𐐑𐐒𐐓𐐔𐐕𐐖𐐗𐐘𐐙𐐚𐐛𐐜𐐝𐐞𐐟𐐠𐐡𐐢𐐣𐐤𐐥𐐦𐐧𐒰𐒱𐒲𐒳𐒴𐒵𐒶𐒷𐒸𐒹𐒺𐒻𐒼𐒽𐒾𐒿𐓀𐓁𐓂𐓃𐓄𐓅𐓆𐓇𐓈𐓉𐓊𐓋𐓌𐓍𐓎𐓏𐓐𐓑𐓒𐓓𐕰𐕱𐕲𐕳𐕴𐕵𐕶𐕷𐕸𐕹𐕺𐕼𐕽𐕾𐕿𐖀𐖁𐖂𐖃𐖄𐖅𐖆𐖇𐖈𐖉𐖊𐖌𐖍𐖎𐖏𐖐𐖑𐖒𐖔𐖕𐲀𐲁𐲂𐲃𐲄𐲅𐲆𐲇𐲈𐲉𐲊𐲋𐲌𐲍𐲎𐲏𐲐𐲑𐲒𐲓𐲔𐲕𐲖𐲗𐲘𐲙𐲚𐲛𐲜𐲝𐲞𐲟𐲠𐲡𐲢𐲣𐲤𐲥𐲦𐲧𐲨𐲩𐲪𐲫𐲬𐲭𐲮𐲯𐲰𐲱𐲲𑢠𑢡𑢢𑢣𑢤𑢥𑢦𑢧𑢨𑢩𑢪𑢫𑢬𑢭𑢮𑢯𑢰𑢱𑢲𑢳𑢴𑢵𑢶𑢷𑢸𑢹𑢺𑢻𑢼𑢽𑢾𑢿𖹀𖹁𖹂𖹃𖹄𖹅𖹆𖹇𖹈𖹉𖹊𖹋𖹌𖹍𖹎𖹏𖹐𖹑𖹒𖹓𖹔𖹕𖹖𖹗𖹘𖹙𖹚𖹛𖹜𖹝𖹞𖹟𞤀𞤁𞤂𞤃𞤄𞤅𞤆𞤇𞤈𞤉𞤊𞤋𞤌𞤍𞤎𞤏𞤐𞤑𞤒𞤓𞤔𞤕𞤖𞤗𞤘𞤙𞤚𞤛𞤜𞤝𞤞𞤟𞤠𞤡',
          'abcdefghijklmnopqrstuvwxyzμàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžsɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏιͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋσϗβθφπϙϛϝϟϡϣϥϧϩϫϭϯκρθεϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭᏰᏱᏲᏳᏴᏵвдосттъѣꙋაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕṡßạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳιὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳωkåⅎⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↄⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊꟑꟗꟙꟶᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯𐐰𐐱𐐲𐐳𐐴𐐵𐐶𐐷𐐸𐐹𐐺𐐻𐐼𐐽𐐾𐐿𐑀𐑁𐑂𐑃𐑄𐑅𐑆𐑇𐑈𐑉𐑊𐑋𐑌𐑍𐑎𐑏𐓘𐓙𐓚𐓛𐓜𐓝𐓞𐓟𐓠𐓡𐓢𐓣𐓤𐓥𐓦𐓧𐓨𐓩𐓪𐓫𐓬𐓭𐓮𐓯𐓰𐓱𐓲𐓳𐓴𐓵𐓶𐓷𐓸𐓹𐓺𐓻𐖗𐖘𐖙𐖚𐖛𐖜𐖝𐖞𐖟𐖠𐖡𐖣𐖤𐖥𐖦𐖧𐖨𐖩𐖪𐖫𐖬𐖭𐖮𐖯𐖰𐖱𐖳𐖴𐖵𐖶𐖷𐖸𐖹𐖻𐖼𐳀𐳁𐳂𐳃𐳄𐳅𐳆𐳇𐳈𐳉𐳊𐳋𐳌𐳍𐳎𐳏𐳐𐳑𐳒𐳓𐳔𐳕𐳖𐳗𐳘𐳙𐳚𐳛𐳜𐳝𐳞𐳟𐳠𐳡𐳢𐳣𐳤𐳥𐳦𐳧𐳨𐳩𐳪𐳫𐳬𐳭𐳮𐳯𐳰𐳱𐳲𑣀𑣁𑣂𑣃𑣄𑣅𑣆𑣇𑣈𑣉𑣊𑣋𑣌𑣍𑣎𑣏𑣐𑣑𑣒𑣓𑣔𑣕𑣖𑣗𑣘𑣙𑣚𑣛𑣜𑣝𑣞𑣟𖹠𖹡𖹢𖹣𖹤𖹥𖹦𖹧𖹨𖹩𖹪𖹫𖹬𖹭𖹮𖹯𖹰𖹱𖹲𖹳𖹴𖹵𖹶𖹷𖹸𖹹𖹺𖹻𖹼𖹽𖹾𖹿𞤢𞤣𞤤𞤥𞤦𞤧𞤨𞤩𞤪𞤫𞤬𞤭𞤮𞤯𞤰𞤱𞤲𞤳𞤴𞤵𞤶𞤷𞤸𞤹𞤺𞤻𞤼𞤽𞤾𞤿𞥀𞥁𞥂𞥃'
        )
      END
    ) AS "different_product_stage_activated_stage"
  FROM "seen_4"
  WHERE
    "activity" = 'activated_stage' AND NOT "product_stage_folded" IS NULL AND "after_trial_started"
  GROUP BY
    "lead_id"
), "facts" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "l"."account_owner_text",
    "l"."account_state",
    "l"."behaviour_is_zero",
    "l"."created_at",
    "l"."demographic",
    "l"."demographic_2",
    "l"."demographic_3",
    "l"."demographic_4",
    "l"."demographic_5",
    "l"."demographic_6",
    "l"."demographic_7",
    "l"."demographic_bound",
    "l"."demographic_zero",
    "l"."lead_id",
    "l"."letter",
    "l"."owner_text",
    "l"."region",
    "l"."related_owner_known",
    "l"."related_owner_text",
    "l"."specialist",
    "l"."startup_applicant",
    "l"."trial_2_1",
    "l"."trial_2_2",
    "l"."trial_2_3",
    "l"."trial_2_5",
    "l"."trial_2_6",
    "l"."trial_2_7",
    "l"."trial_2_8",
    "l"."trial_2_9",
    "l"."trial_is_zero",
    "l"."trial_started",
    "s0"."latest_recycled" AS "latest_recycled",
    "s0"."latest_ruled_out" AS "latest_ruled_out",
    "s0"."latest_disqualified" AS "latest_disqualified",
    "s0"."latest_phone_failed" AS "latest_phone_failed",
    COALESCE("s0"."count_became_mql", 0) AS "count_became_mql",
    COALESCE("s0"."count_called_emailed", 0) AS "count_called_emailed",
    "s0"."latest_became_mql" AS "latest_became_mql",
    "s0"."latest_qualified" AS "latest_qualified",
    "s0"."latest_qualifying" AS "latest_qualifying",
    "s0"."latest_accepted" AS "latest_accepted",
    "s1"."latest_asked_follow_up_met" AS "latest_asked_follow_up_met",
    "s1"."latest_registered_submitted_form" AS "latest_registered_submitted_form",
    "s1"."latest_attended_consumed" AS "latest_attended_consumed",
    "s1"."latest_chatted" AS "latest_chatted",
    "s1"."latest_viewed_page" AS "latest_viewed_page",
    "s1"."latest_asked_follow_up_hand_raised" AS "latest_asked_follow_up_hand_raised",
    "s1"."latest_submitted_form" AS "latest_submitted_form",
    "s1"."latest_bounced" AS "latest_bounced",
    COALESCE("s1"."count_asked_follow_up", 0) AS "count_asked_follow_up",
    COALESCE("s1"."count_met", 0) AS "count_met",
    COALESCE("s1"."days_submitted_form", 0) AS "days_submitted_form",
    COALESCE("s1"."days_hand_raised", 0) AS "days_hand_raised",
    COALESCE("s1"."days_chatted", 0) AS "days_chatted",
    COALESCE("s1"."times_propensity_changed", 0) AS "times_propensity_changed",
    COALESCE("s1"."days_submitted_form_2", 0) AS "days_submitted_form_2",
    COALESCE("s1"."times_began_trial", 0) AS "times_began_trial",
    COALESCE("s1"."paid_attended", 0) AS "paid_attended",
    COALESCE("s1"."count_registered", 0) AS "count_registered",
    COALESCE("s1"."paid_consumed", 0) AS "paid_consumed",
    COALESCE("s1"."count_consumed", 0) AS "count_consumed",
    COALESCE("s1"."times_consumed", 0) AS "times_consumed",
    COALESCE("s1"."weeks_submitted_form", 0) AS "weeks_submitted_form",
    COALESCE("s1"."paid_answered_survey", 0) AS "paid_answered_survey",
    COALESCE("s1"."weeks_viewed_page", 0) AS "weeks_viewed_page",
    COALESCE("s1"."days_viewed_page", 0) AS "days_viewed_page",
    COALESCE("s1"."quarters_intent_seen", 0) AS "quarters_intent_seen",
    COALESCE("s1"."count_imported", 0) AS "count_imported",
    COALESCE("s1"."months_bounced", 0) AS "months_bounced",
    "s1"."latest_attended_registered" AS "latest_attended_registered",
    "s1"."latest_used_duo" AS "latest_used_duo",
    "s1"."latest_activated_stage" AS "latest_activated_stage",
    COALESCE("s2"."different_feature_used_duo", 0) AS "different_feature_used_duo",
    COALESCE("s3"."different_product_stage_activated_stage", 0) AS "different_product_stage_activated_stage"
  FROM "grades" AS "l"
  LEFT JOIN "since" AS "s0"
    ON "s0"."lead_id" = "l"."lead_id"
  LEFT JOIN "counted" AS "s1"
    ON "s1"."lead_id" = "l"."lead_id"
  LEFT JOIN "different" AS "s2"
    ON "s2"."lead_id" = "l"."lead_id"
  LEFT JOIN "different_2" AS "s3"
    ON "s3"."lead_id" = "l"."lead_id"
), "rules_and_standing" AS (
  SELECT
    "lead_id",
    "latest_recycled",
    "latest_asked_follow_up_met",
    "latest_registered_submitted_form",
    "latest_attended_consumed",
    "latest_chatted",
    "latest_viewed_page",
    "count_became_mql",
    "specialist",
    "region",
    "account_state",
    "count_called_emailed",
    "related_owner_known",
    "startup_applicant",
    "paid_attended",
    "paid_consumed",
    "paid_answered_survey",
    "count_imported",
    "latest_attended_registered",
    "latest_became_mql",
    "trial_started",
    "latest_qualified",
    "latest_qualifying",
    "latest_accepted",
    "owner_text",
    "account_owner_text",
    "related_owner_text",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_bound",
    "demographic_zero",
    "demographic",
    "letter",
    "behaviour_is_zero",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_is_zero",
    CASE WHEN "latest_recycled" = "latest_recycled" THEN 'recycle_status' END AS "recycle", /* lifecycle.sla:43 recycle recycle_status "Recycle" */
    CASE
      WHEN NOT "latest_ruled_out" IS NULL
      THEN 'ineligible'
      WHEN (
        (
          NOT "latest_disqualified" IS NULL
          AND NOT (
            NOT CASE
              WHEN "latest_asked_follow_up_hand_raised" > "latest_disqualified"
              THEN "latest_asked_follow_up_hand_raised"
            END IS NULL
          )
        )
        AND (
          NOT "latest_disqualified" IS NULL
          AND NOT (
            NOT CASE WHEN "latest_submitted_form" > "latest_disqualified" THEN "latest_submitted_form" END IS NULL
          )
        )
      )
      THEN 'disqualified_lead'
      WHEN (
        NOT "latest_bounced" IS NULL AND NOT "latest_phone_failed" IS NULL
      )
      THEN 'bad_data'
    END AS "disqualified", /* lifecycle.sla:25 disqualify ineligible "Ineligible" */
    "count_asked_follow_up" * 10000 AS "actions_2_1", /* scoring.sla:35 +100 for each asked_follow_up */
    "count_met" * 10000 AS "actions_2_2", /* scoring.sla:36 +100 for each met */
    "days_submitted_form" * 10000 AS "actions_2_3", /* scoring.sla:37 +100 for each submitted_form once a day where form is one of contact, re... */
    "days_hand_raised" * 10000 AS "actions_2_4", /* scoring.sla:38 +100 for each hand_raised once a day */
    "days_chatted" * 10000 AS "actions_2_5", /* scoring.sla:39 +100 for each chatted once a day where outcome is one of qualified, meeting */
    "times_propensity_changed" * 10000 AS "actions_2_6_1", /* scoring.sla:41 +100 for each propensity_changed once every 90 days where propensity_gro... */
    "days_submitted_form_2" * 10000 AS "actions_2_7_1", /* scoring.sla:43 +100 for each submitted_form once a day where form is other_inbound */
    "times_began_trial" * 10000 AS "actions_2_8", /* scoring.sla:44 +100 for each began_trial once every 180 days where size is not small an... */
    "count_registered" * 2000 AS "actions_3_2", /* scoring.sla:50 +20 for each registered */
    "count_consumed" * 2000 AS "actions_4_2", /* scoring.sla:56 +20 for each consumed where success and content is gated and asset conta... */
    "times_consumed" * 1000 AS "actions_4_3", /* scoring.sla:58 +10 for each consumed once every 30 days where success and content is sy... */
    "weeks_submitted_form" * 500 AS "actions_4_4", /* scoring.sla:59 +5 for each submitted_form once a week where form is subscription */
    "weeks_viewed_page" * 2500 AS "actions_5_1", /* scoring.sla:65 +25 for each viewed_page once a week where path starts with one of key_p... */
    "days_viewed_page" * (
      -1000
    ) AS "actions_5_2", /* scoring.sla:66 -10 for each viewed_page once a day where path starts with one of leavin... */
    "quarters_intent_seen" * 2000 AS "actions_6_1", /* scoring.sla:68 +20 for each intent_seen once a quarter */
    "months_bounced" * (
      -2000
    ) AS "actions_7", /* scoring.sla:69 -20 for each bounced once a month */
    CASE
      WHEN CAST($as_of AS BIGINT) > COALESCE("latest_attended_registered", "created_at")
      THEN (
        (
          CAST($as_of AS BIGINT) - COALESCE("latest_attended_registered", "created_at")
        ) // CAST(2592000000 AS BIGINT)
      ) * (
        -1000
      )
      ELSE 0
    END AS "actions_8", /* scoring.sla:70 -10 for every 30 days without activity since created_at */
    (
      NOT CASE WHEN "latest_asked_follow_up_met" > "latest_recycled" THEN "latest_asked_follow_up_met" END IS NULL
      OR NOT CASE WHEN "latest_registered_submitted_form" > "latest_recycled" THEN "latest_registered_submitted_form" END IS NULL
      OR NOT CASE WHEN "latest_attended_consumed" > "latest_recycled" THEN "latest_attended_consumed" END IS NULL
      OR NOT CASE WHEN "latest_chatted" > "latest_recycled" THEN "latest_chatted" END IS NULL
      OR NOT CASE WHEN "latest_viewed_page" > "latest_recycled" THEN "latest_viewed_page" END IS NULL
    ) AS "active_again", /* definitions.sla:32 define active_again "Active again after a recycle" */
    CAST(CASE WHEN "different_feature_used_duo" >= 3 THEN 1500 ELSE 0 END AS BIGINT) AS "trial_2_4_1", /* scoring.sla:104 +15 if used_duo at least 3 times with different feature since trial_sta... */
    CAST(CASE
      WHEN "different_feature_used_duo" >= 2 AND NOT (
        COALESCE("different_feature_used_duo" >= 3, FALSE)
      )
      THEN 1000
      ELSE 0
    END AS BIGINT) AS "trial_2_4_2", /* scoring.sla:105 +10 if used_duo at least 2 times with different feature since trial_sta... */
    CAST(CASE
      WHEN NOT CASE WHEN "latest_used_duo" >= "trial_started" THEN "latest_used_duo" END IS NULL
      AND NOT (
        COALESCE("different_feature_used_duo" >= 3, FALSE)
      )
      AND NOT (
        COALESCE("different_feature_used_duo" >= 2, FALSE)
      )
      THEN 500
      ELSE 0
    END AS BIGINT) AS "trial_2_4_3", /* scoring.sla:106 +5 if used_duo since trial_started */
    CAST(CASE WHEN "different_product_stage_activated_stage" >= 3 THEN 1200 ELSE 0 END AS BIGINT) AS "trial_2_10_1", /* scoring.sla:118 +12 if activated_stage at least 3 times with different product_stage si... */
    CAST(CASE
      WHEN "different_product_stage_activated_stage" >= 2
      AND NOT (
        COALESCE("different_product_stage_activated_stage" >= 3, FALSE)
      )
      THEN 700
      ELSE 0
    END AS BIGINT) AS "trial_2_10_2", /* scoring.sla:119 +7 if activated_stage at least 2 times with different product_stage sin... */
    CAST(CASE
      WHEN NOT CASE WHEN "latest_activated_stage" >= "trial_started" THEN "latest_activated_stage" END IS NULL
      AND NOT (
        COALESCE("different_product_stage_activated_stage" >= 3, FALSE)
      )
      AND NOT (
        COALESCE("different_product_stage_activated_stage" >= 2, FALSE)
      )
      THEN 200
      ELSE 0
    END AS BIGINT) AS "trial_2_10_3" /* scoring.sla:120 +2 if activated_stage since trial_started */
  FROM "facts"
), "groups_and_standing" AS (
  SELECT
    "lead_id",
    "latest_recycled",
    "latest_asked_follow_up_met",
    "latest_registered_submitted_form",
    "latest_attended_consumed",
    "latest_chatted",
    "latest_viewed_page",
    "count_became_mql",
    "specialist",
    "region",
    "account_state",
    "count_called_emailed",
    "related_owner_known",
    "paid_attended",
    "paid_consumed",
    "paid_answered_survey",
    "latest_attended_registered",
    "latest_became_mql",
    "trial_started",
    "latest_qualified",
    "latest_qualifying",
    "latest_accepted",
    "recycle",
    "disqualified",
    "owner_text",
    "account_owner_text",
    "related_owner_text",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_bound",
    "demographic_zero",
    "demographic",
    "actions_2_1",
    "actions_2_2",
    "actions_2_3",
    "actions_2_4",
    "actions_2_5",
    "actions_2_6_1",
    "letter",
    "actions_2_7_1",
    "actions_2_8",
    "actions_3_2",
    "actions_4_2",
    "actions_4_3",
    "actions_4_4",
    "actions_5_1",
    "actions_5_2",
    "actions_6_1",
    "actions_7",
    "actions_8",
    "behaviour_is_zero",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_4_1",
    "trial_2_4_2",
    "trial_2_4_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_2_10_1",
    "trial_2_10_2",
    "trial_2_10_3",
    "trial_is_zero",
    CASE WHEN "recycle" = 'recycle_status' THEN "latest_recycled" + CAST(31622400000 AS BIGINT) END AS "recycle_until",
    CASE
      WHEN COALESCE("letter" IN ('A', 'B'), FALSE) /* definitions.sla:43 define strong_fit "Classified A or B" */
      THEN "actions_2_6_1"
      ELSE 0
    END AS "actions_Propensity_gated", /* scoring.sla:40 group "Propensity" only if strong_fit */
    CASE WHEN "startup_applicant" = FALSE THEN "actions_2_7_1" ELSE 0 END AS "actions_Other_inbound_forms_gated", /* scoring.sla:42 group "Other inbound forms" only if not startup_applicant */
    CASE WHEN NOT (
      "count_imported" > 0
    ) THEN "actions_6_1" ELSE 0 END AS "actions_Intent_gated", /* scoring.sla:67 group "Intent" only if no imported in the last 30 days */
    CAST(CASE
      WHEN (
        "active_again"
        AND (
          NOT "latest_became_mql" IS NULL
        ) /* definitions.sla:29 define was_mql "Has been an MQL before" */
      )
      THEN 2000
      ELSE 0
    END AS BIGINT) AS "booster_2", /* scoring.sla:74 +20 if active_again and was_mql because "They know us, and are back." */
    "trial_2_1" + "trial_2_2" + "trial_2_3" + "trial_2_4_1" + "trial_2_4_2" + "trial_2_4_3" + "trial_2_5" + "trial_2_6" + "trial_2_7" + "trial_2_8" + "trial_2_9" + "trial_2_10_1" + "trial_2_10_2" + "trial_2_10_3" AS "trial_Trial" /* scoring.sla:90 group "Trial" only if in_trial */
  FROM "rules_and_standing"
), "changes_and_sums" AS (
  SELECT
    "lead_id",
    "latest_recycled",
    "count_became_mql",
    "specialist",
    "region",
    "account_state",
    "count_called_emailed",
    "related_owner_known",
    "paid_attended",
    "paid_consumed",
    "paid_answered_survey",
    "latest_attended_registered",
    "latest_became_mql",
    "latest_qualified",
    "latest_qualifying",
    "latest_accepted",
    "recycle",
    "recycle_until",
    "disqualified",
    "owner_text",
    "account_owner_text",
    "related_owner_text",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_bound",
    "demographic_zero",
    "demographic",
    "actions_2_1",
    "actions_2_2",
    "actions_2_3",
    "actions_2_4",
    "actions_2_5",
    "actions_2_6_1",
    "letter",
    "actions_2_7_1",
    "actions_2_8",
    "actions_3_2",
    "actions_4_2",
    "actions_4_3",
    "actions_4_4",
    "actions_5_1",
    "actions_5_2",
    "actions_6_1",
    "actions_7",
    "actions_8",
    "booster_2",
    "behaviour_is_zero",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_4_1",
    "trial_2_4_2",
    "trial_2_4_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_2_10_1",
    "trial_2_10_2",
    "trial_2_10_3",
    "trial_Trial",
    "trial_is_zero",
    COALESCE(CAST($as_of AS BIGINT) < "recycle_until", FALSE)
    AND CASE
      WHEN "recycle" = 'recycle_status'
      THEN NOT (
        COALESCE(
          (
            NOT CASE WHEN "latest_asked_follow_up_met" > "latest_recycled" THEN "latest_asked_follow_up_met" END IS NULL
            OR NOT CASE WHEN "latest_registered_submitted_form" > "latest_recycled" THEN "latest_registered_submitted_form" END IS NULL
            OR NOT CASE WHEN "latest_attended_consumed" > "latest_recycled" THEN "latest_attended_consumed" END IS NULL
            OR NOT CASE WHEN "latest_chatted" > "latest_recycled" THEN "latest_chatted" END IS NULL
            OR NOT CASE WHEN "latest_viewed_page" > "latest_recycled" THEN "latest_viewed_page" END IS NULL
          ),
          FALSE
        )
      )
      ELSE TRUE
    END AS "recycle_in_force",
    "actions_Propensity_gated" - "actions_2_6_1" AS "actions_gate", /* scoring.sla:40 group "Propensity" only if strong_fit */
    "actions_Other_inbound_forms_gated" - "actions_2_7_1" AS "actions_gate_2", /* scoring.sla:42 group "Other inbound forms" only if not startup_applicant */
    "actions_Intent_gated" - "actions_6_1" AS "actions_gate_3", /* scoring.sla:67 group "Intent" only if no imported in the last 30 days */
    (
      "actions_2_1" + "actions_2_2" + "actions_2_3" + "actions_2_4" + "actions_2_5" + "actions_Propensity_gated" + "actions_Other_inbound_forms_gated" + "actions_2_8"
    ) /* scoring.sla:34 group "Straight to MQL" */ + (
      "paid_attended" + "actions_3_2"
    ) /* scoring.sla:45 group "Events" */ + (
      "paid_consumed" + "actions_4_2" + "actions_4_3" + "actions_4_4" + "paid_answered_survey"
    ) /* scoring.sla:51 group "Content" */ + (
      "actions_5_1" + "actions_5_2"
    ) /* scoring.sla:64 group "Web" */ + "actions_Intent_gated" + "actions_7" + "actions_8" AS "actions_sum", /* scoring.sla:31 score actions "Behaviour without boosters" from 0 to 300 */
    LEAST(GREATEST("booster_2", 0), 2000) AS "booster_bounded", /* scoring.sla:72 score booster "Booster" from 0 to 20 */
    CASE
      WHEN COALESCE(
        (
          "trial_started" > (
            CAST($as_of AS BIGINT) - CAST(3456000000 AS BIGINT)
          )
          AND "trial_started" <= CAST($as_of AS BIGINT)
        ),
        FALSE
      ) /* definitions.sla:40 define in_trial "Within 40 days of a trial's start" */
      THEN "trial_Trial"
      ELSE 0
    END AS "trial_Trial_gated" /* scoring.sla:90 group "Trial" only if in_trial */
  FROM "groups_and_standing"
), "sums_and_changes" AS (
  SELECT
    "lead_id",
    "latest_recycled",
    "paid_attended",
    "paid_consumed",
    "paid_answered_survey",
    "latest_attended_registered",
    "latest_became_mql",
    "latest_qualified",
    "latest_qualifying",
    "latest_accepted",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "owner_text",
    "account_owner_text",
    "related_owner_text",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_bound",
    "demographic_zero",
    "demographic",
    "actions_2_1",
    "actions_2_2",
    "actions_2_3",
    "actions_2_4",
    "actions_2_5",
    "actions_2_6_1",
    "letter",
    "actions_gate",
    "actions_2_7_1",
    "actions_gate_2",
    "actions_2_8",
    "actions_3_2",
    "actions_4_2",
    "actions_4_3",
    "actions_4_4",
    "actions_5_1",
    "actions_5_2",
    "actions_6_1",
    "actions_gate_3",
    "actions_7",
    "actions_8",
    "actions_sum",
    "booster_2",
    "booster_bounded",
    "behaviour_is_zero",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_4_1",
    "trial_2_4_2",
    "trial_2_4_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_2_10_1",
    "trial_2_10_2",
    "trial_2_10_3",
    "trial_Trial_gated",
    "trial_is_zero",
    CASE
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      AND "count_became_mql" >= 2
      AND NOT "owner_text" IS NULL
      THEN 'keeps_owner'
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      AND (
        (
          "specialist" = 'finance' AND "region" = 'AMER'
        ) OR (
          "specialist" = 'telecom' AND "region" = 'EMEA'
        )
      )
      THEN 'industry_team'
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      AND (
        "account_state" = 'working' AND "count_called_emailed" > 0
      )
      AND NOT "account_owner_text" IS NULL
      THEN 'account_worked'
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      ) AND "account_state" = 'restricted'
      THEN 'restricted'
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      AND "related_owner_known"
      AND NOT "related_owner_text" IS NULL
      THEN 'related'
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      THEN 'round_robin'
    END AS "route", /* routing.sla:3 route keeps_owner "Whoever had them before" to the person in owner */
    LEAST(GREATEST("actions_sum", 0), 30000) AS "actions_bounded", /* scoring.sla:31 score actions "Behaviour without boosters" from 0 to 300 */
    "booster_bounded" - "booster_2" AS "booster_bound", /* scoring.sla:72 score booster "Booster" from 0 to 20 */
    "trial_Trial_gated" - "trial_Trial" AS "trial_gate", /* scoring.sla:90 group "Trial" only if in_trial */
    LEAST(GREATEST("trial_Trial_gated", 0), 10000) AS "trial_bounded" /* scoring.sla:88 score trial "Trial score" from 0 to 100 */
  FROM "changes_and_sums"
), "changes_and_standing" AS (
  SELECT
    "lead_id",
    "latest_recycled",
    "paid_attended",
    "paid_consumed",
    "paid_answered_survey",
    "latest_attended_registered",
    "latest_became_mql",
    "latest_qualified",
    "latest_qualifying",
    "latest_accepted",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_bound",
    "demographic_zero",
    "demographic",
    "actions_2_1",
    "actions_2_2",
    "actions_2_3",
    "actions_2_4",
    "actions_2_5",
    "actions_2_6_1",
    "letter",
    "actions_gate",
    "actions_2_7_1",
    "actions_gate_2",
    "actions_2_8",
    "actions_3_2",
    "actions_4_2",
    "actions_4_3",
    "actions_4_4",
    "actions_5_1",
    "actions_5_2",
    "actions_6_1",
    "actions_gate_3",
    "actions_7",
    "actions_8",
    "actions_bounded",
    "booster_2",
    "booster_bounded",
    "booster_bound",
    "behaviour_is_zero",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_4_1",
    "trial_2_4_2",
    "trial_2_4_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_2_10_1",
    "trial_2_10_2",
    "trial_2_10_3",
    "trial_gate",
    CASE
      WHEN "route" = 'keeps_owner'
      THEN "owner_text"
      WHEN "route" = 'account_worked'
      THEN "account_owner_text"
      WHEN "route" = 'related'
      THEN "related_owner_text"
    END AS "person",
    CASE
      WHEN "route" = 'industry_team'
      THEN 'development'
      WHEN "route" = 'restricted'
      THEN 'development'
      WHEN "route" = 'round_robin'
      THEN 'development'
    END AS "team",
    "actions_bounded" - "actions_sum" AS "actions_bound", /* scoring.sla:31 score actions "Behaviour without boosters" from 0 to 300 */
    "actions_bounded" * 100 + "booster_bounded" * 100 AS "behaviour_sum", /* scoring.sla:76 score behaviour "Behaviour score" from 0 to 300 is actions plus booster */
    "trial_bounded" - "trial_Trial_gated" AS "trial_bound", /* scoring.sla:88 score trial "Trial score" from 0 to 100 */
    CASE WHEN "trial_is_zero" THEN -"trial_bounded" ELSE 0 END AS "trial_zero", /* scoring.sla:89 zero if not_scored */
    CASE WHEN "trial_is_zero" THEN 0 ELSE "trial_bounded" END AS "trial" /* scoring.sla:88 score trial "Trial score" from 0 to 100 */
  FROM "sums_and_changes"
), "sums_9" AS (
  SELECT
    "lead_id",
    "latest_recycled",
    "paid_attended",
    "paid_consumed",
    "paid_answered_survey",
    "latest_attended_registered",
    "latest_became_mql",
    "latest_qualified",
    "latest_qualifying",
    "latest_accepted",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "person",
    "team",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_bound",
    "demographic_zero",
    "demographic",
    "actions_2_1",
    "actions_2_2",
    "actions_2_3",
    "actions_2_4",
    "actions_2_5",
    "actions_2_6_1",
    "letter",
    "actions_gate",
    "actions_2_7_1",
    "actions_gate_2",
    "actions_2_8",
    "actions_3_2",
    "actions_4_2",
    "actions_4_3",
    "actions_4_4",
    "actions_5_1",
    "actions_5_2",
    "actions_6_1",
    "actions_gate_3",
    "actions_7",
    "actions_8",
    "actions_bounded",
    "actions_bound",
    "booster_2",
    "booster_bounded",
    "booster_bound",
    "behaviour_sum",
    "behaviour_is_zero",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_4_1",
    "trial_2_4_2",
    "trial_2_4_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_2_10_1",
    "trial_2_10_2",
    "trial_2_10_3",
    "trial_gate",
    "trial_bound",
    "trial_zero",
    "trial",
    CASE
      WHEN "behaviour_sum" >= 0
      THEN (
        "behaviour_sum" + 50
      ) // 100
      ELSE -(
        (
          50 - "behaviour_sum"
        ) // 100
      )
    END AS "behaviour_rounded" /* scoring.sla:76 score behaviour "Behaviour score" from 0 to 300 is actions plus booster */
  FROM "changes_and_standing"
), "changes_and_sums_2" AS (
  SELECT
    "lead_id",
    "latest_recycled",
    "paid_attended",
    "paid_consumed",
    "paid_answered_survey",
    "latest_attended_registered",
    "latest_became_mql",
    "latest_qualified",
    "latest_qualifying",
    "latest_accepted",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "person",
    "team",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_bound",
    "demographic_zero",
    "demographic",
    "actions_2_1",
    "actions_2_2",
    "actions_2_3",
    "actions_2_4",
    "actions_2_5",
    "actions_2_6_1",
    "letter",
    "actions_gate",
    "actions_2_7_1",
    "actions_gate_2",
    "actions_2_8",
    "actions_3_2",
    "actions_4_2",
    "actions_4_3",
    "actions_4_4",
    "actions_5_1",
    "actions_5_2",
    "actions_6_1",
    "actions_gate_3",
    "actions_7",
    "actions_8",
    "actions_bounded",
    "actions_bound",
    "booster_2",
    "booster_bounded",
    "booster_bound",
    "behaviour_rounded",
    "behaviour_is_zero",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_4_1",
    "trial_2_4_2",
    "trial_2_4_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_2_10_1",
    "trial_2_10_2",
    "trial_2_10_3",
    "trial_gate",
    "trial_bound",
    "trial_zero",
    "trial",
    "behaviour_rounded" * 100 - "behaviour_sum" AS "behaviour_rounding", /* scoring.sla:76 score behaviour "Behaviour score" from 0 to 300 is actions plus booster */
    LEAST(GREATEST("behaviour_rounded", 0), 30000) AS "behaviour_bounded" /* scoring.sla:76 score behaviour "Behaviour score" from 0 to 300 is actions plus booster */
  FROM "sums_9"
), "changes_and_scores" AS (
  SELECT
    "lead_id",
    "latest_recycled",
    "paid_attended",
    "paid_consumed",
    "paid_answered_survey",
    "latest_attended_registered",
    "latest_became_mql",
    "latest_qualified",
    "latest_qualifying",
    "latest_accepted",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "person",
    "team",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_bound",
    "demographic_zero",
    "demographic",
    "actions_2_1",
    "actions_2_2",
    "actions_2_3",
    "actions_2_4",
    "actions_2_5",
    "actions_2_6_1",
    "letter",
    "actions_gate",
    "actions_2_7_1",
    "actions_gate_2",
    "actions_2_8",
    "actions_3_2",
    "actions_4_2",
    "actions_4_3",
    "actions_4_4",
    "actions_5_1",
    "actions_5_2",
    "actions_6_1",
    "actions_gate_3",
    "actions_7",
    "actions_8",
    "actions_bounded",
    "actions_bound",
    "booster_2",
    "booster_bounded",
    "booster_bound",
    "behaviour_rounding",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_4_1",
    "trial_2_4_2",
    "trial_2_4_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_2_10_1",
    "trial_2_10_2",
    "trial_2_10_3",
    "trial_gate",
    "trial_bound",
    "trial_zero",
    "trial",
    "behaviour_bounded" - "behaviour_rounded" AS "behaviour_bound", /* scoring.sla:76 score behaviour "Behaviour score" from 0 to 300 is actions plus booster */
    CASE WHEN "behaviour_is_zero" THEN -"behaviour_bounded" ELSE 0 END AS "behaviour_zero", /* scoring.sla:77 zero if not_scored */
    CASE WHEN "behaviour_is_zero" THEN 0 ELSE "behaviour_bounded" END AS "behaviour" /* scoring.sla:76 score behaviour "Behaviour score" from 0 to 300 is actions plus booster */
  FROM "changes_and_sums_2"
), "sums_and_grades" AS (
  SELECT
    "lead_id",
    "latest_recycled",
    "paid_attended",
    "paid_consumed",
    "paid_answered_survey",
    "latest_attended_registered",
    "latest_became_mql",
    "latest_qualified",
    "latest_qualifying",
    "latest_accepted",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "person",
    "team",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_bound",
    "demographic_zero",
    "demographic",
    "actions_2_1",
    "actions_2_2",
    "actions_2_3",
    "actions_2_4",
    "actions_2_5",
    "actions_2_6_1",
    "letter",
    "actions_gate",
    "actions_2_7_1",
    "actions_gate_2",
    "actions_2_8",
    "actions_3_2",
    "actions_4_2",
    "actions_4_3",
    "actions_4_4",
    "actions_5_1",
    "actions_5_2",
    "actions_6_1",
    "actions_gate_3",
    "actions_7",
    "actions_8",
    "actions_bounded",
    "actions_bound",
    "booster_2",
    "booster_bounded",
    "booster_bound",
    "behaviour_rounding",
    "behaviour_bound",
    "behaviour_zero",
    "behaviour",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_4_1",
    "trial_2_4_2",
    "trial_2_4_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_2_10_1",
    "trial_2_10_2",
    "trial_2_10_3",
    "trial_gate",
    "trial_bound",
    "trial_zero",
    "trial",
    "demographic" * 100 + "behaviour" * 100 AS "person_score_sum", /* scoring.sla:79 score person_score "Person score" from 0 to 300 is demographic plus beha... */
    CASE
      WHEN (
        "behaviour"
      ) >= 7500
      THEN 'n1'
      WHEN (
        "behaviour"
      ) >= 5000 AND (
        "behaviour"
      ) < 7500
      THEN 'n2'
      WHEN (
        "behaviour"
      ) >= 2500 AND (
        "behaviour"
      ) < 5000
      THEN 'n3'
      WHEN (
        "behaviour"
      ) < 2500
      THEN 'n4'
    END AS "digit" /* scoring.sla:81 grade digit "Classification digit" of behaviour */
  FROM "changes_and_scores"
), "sums_10" AS (
  SELECT
    "lead_id",
    "latest_recycled",
    "paid_attended",
    "paid_consumed",
    "paid_answered_survey",
    "latest_attended_registered",
    "latest_became_mql",
    "latest_qualified",
    "latest_qualifying",
    "latest_accepted",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "person",
    "team",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_bound",
    "demographic_zero",
    "demographic",
    "actions_2_1",
    "actions_2_2",
    "actions_2_3",
    "actions_2_4",
    "actions_2_5",
    "actions_2_6_1",
    "letter",
    "actions_gate",
    "actions_2_7_1",
    "actions_gate_2",
    "actions_2_8",
    "actions_3_2",
    "actions_4_2",
    "actions_4_3",
    "actions_4_4",
    "actions_5_1",
    "actions_5_2",
    "actions_6_1",
    "actions_gate_3",
    "actions_7",
    "actions_8",
    "actions_bounded",
    "actions_bound",
    "booster_2",
    "booster_bounded",
    "booster_bound",
    "behaviour_rounding",
    "behaviour_bound",
    "behaviour_zero",
    "behaviour",
    "person_score_sum",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_4_1",
    "trial_2_4_2",
    "trial_2_4_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_2_10_1",
    "trial_2_10_2",
    "trial_2_10_3",
    "trial_gate",
    "trial_bound",
    "trial_zero",
    "trial",
    "digit",
    CASE
      WHEN "person_score_sum" >= 0
      THEN (
        "person_score_sum" + 50
      ) // 100
      ELSE -(
        (
          50 - "person_score_sum"
        ) // 100
      )
    END AS "person_score_rounded" /* scoring.sla:79 score person_score "Person score" from 0 to 300 is demographic plus beha... */
  FROM "sums_and_grades"
), "changes_and_sums_3" AS (
  SELECT
    "lead_id",
    "latest_recycled",
    "paid_attended",
    "paid_consumed",
    "paid_answered_survey",
    "latest_attended_registered",
    "latest_became_mql",
    "latest_qualified",
    "latest_qualifying",
    "latest_accepted",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "person",
    "team",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_bound",
    "demographic_zero",
    "demographic",
    "actions_2_1",
    "actions_2_2",
    "actions_2_3",
    "actions_2_4",
    "actions_2_5",
    "actions_2_6_1",
    "letter",
    "actions_gate",
    "actions_2_7_1",
    "actions_gate_2",
    "actions_2_8",
    "actions_3_2",
    "actions_4_2",
    "actions_4_3",
    "actions_4_4",
    "actions_5_1",
    "actions_5_2",
    "actions_6_1",
    "actions_gate_3",
    "actions_7",
    "actions_8",
    "actions_bounded",
    "actions_bound",
    "booster_2",
    "booster_bounded",
    "booster_bound",
    "behaviour_rounding",
    "behaviour_bound",
    "behaviour_zero",
    "behaviour",
    "person_score_rounded",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_4_1",
    "trial_2_4_2",
    "trial_2_4_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_2_10_1",
    "trial_2_10_2",
    "trial_2_10_3",
    "trial_gate",
    "trial_bound",
    "trial_zero",
    "trial",
    "digit",
    "person_score_rounded" * 100 - "person_score_sum" AS "person_score_rounding", /* scoring.sla:79 score person_score "Person score" from 0 to 300 is demographic plus beha... */
    LEAST(GREATEST("person_score_rounded", 0), 30000) AS "person_score_bounded" /* scoring.sla:79 score person_score "Person score" from 0 to 300 is demographic plus beha... */
  FROM "sums_10"
), "changes_and_standing_2" AS (
  SELECT
    "lead_id",
    "paid_attended",
    "paid_consumed",
    "paid_answered_survey",
    "recycle",
    "recycle_until",
    "recycle_in_force",
    "disqualified",
    "route",
    "person",
    "team",
    "demographic_2",
    "demographic_3",
    "demographic_4",
    "demographic_5",
    "demographic_6",
    "demographic_7",
    "demographic_bound",
    "demographic_zero",
    "demographic",
    "actions_2_1",
    "actions_2_2",
    "actions_2_3",
    "actions_2_4",
    "actions_2_5",
    "actions_2_6_1",
    "letter",
    "actions_gate",
    "actions_2_7_1",
    "actions_gate_2",
    "actions_2_8",
    "actions_3_2",
    "actions_4_2",
    "actions_4_3",
    "actions_4_4",
    "actions_5_1",
    "actions_5_2",
    "actions_6_1",
    "actions_gate_3",
    "actions_7",
    "actions_8",
    "actions_bounded",
    "actions_bound",
    "booster_2",
    "booster_bounded",
    "booster_bound",
    "behaviour_rounding",
    "behaviour_bound",
    "behaviour_zero",
    "behaviour",
    "person_score_rounding",
    "person_score_bounded",
    "trial_2_1",
    "trial_2_2",
    "trial_2_3",
    "trial_2_4_1",
    "trial_2_4_2",
    "trial_2_4_3",
    "trial_2_5",
    "trial_2_6",
    "trial_2_7",
    "trial_2_8",
    "trial_2_9",
    "trial_2_10_1",
    "trial_2_10_2",
    "trial_2_10_3",
    "trial_gate",
    "trial_bound",
    "trial_zero",
    "trial",
    "digit",
    "person_score_bounded" - "person_score_rounded" AS "person_score_bound", /* scoring.sla:79 score person_score "Person score" from 0 to 300 is demographic plus beha... */
    CASE
      WHEN NOT (
        (
          NOT "disqualified" IS NULL OR "recycle_in_force"
        )
      )
      THEN CASE
        WHEN COALESCE("latest_qualified" >= COALESCE("latest_recycled", -1), FALSE) /* lifecycle.sla:22 stage qualified "Qualified" owned by development */
        THEN 'qualified'
        WHEN COALESCE("latest_qualifying" >= COALESCE("latest_recycled", -1), FALSE) /* lifecycle.sla:18 stage qualifying "Qualifying" owned by development */
        THEN 'qualifying'
        WHEN COALESCE("latest_accepted" >= COALESCE("latest_recycled", -1), FALSE) /* lifecycle.sla:14 stage accepted "Accepted" owned by development */
        THEN 'accepted'
        WHEN COALESCE(
          "latest_became_mql" >= COALESCE("latest_recycled", -1)
          OR (
            (
              "person_score_bounded" >= 10000 AND "behaviour" <> 0
            ) OR "trial" >= 2500
          ),
          FALSE
        ) /* lifecycle.sla:8 stage MQL "Marketing qualified lead" owned by marketing */
        THEN 'MQL'
        WHEN COALESCE(NOT "latest_attended_registered" IS NULL, FALSE) /* lifecycle.sla:5 stage inquiry "Inquiry" owned by marketing */
        THEN 'inquiry'
        ELSE 'raw'
      END
    END AS "stage" /* lifecycle.sla:3 stage raw "Raw" owned by marketing */
  FROM "changes_and_sums_3"
)
SELECT
  "lead_id",
  CAST($as_of AS BIGINT) AS "as_of",
  CAST(CAST("demographic" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "demographic",
  CAST(CAST("actions_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions",
  CAST(CAST("booster_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "booster",
  CAST(CAST("behaviour" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "behaviour",
  CAST(CAST("person_score_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "person_score",
  CAST(CAST("trial" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial",
  "letter" AS "letter",
  "digit" AS "digit",
  "stage" AS "stage",
  "disqualified" AS "disqualified",
  CASE WHEN "recycle_in_force" THEN "recycle" END AS "recycle",
  CAST(CASE WHEN "recycle_in_force" THEN "recycle_until" END AS BIGINT) AS "recycle_until",
  "route" AS "route",
  COALESCE("person", "team") AS "routed_to",
  CAST(CAST("demographic_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "demographic_2",
  CAST(CAST("demographic_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "demographic_3",
  CAST(CAST("demographic_4" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "demographic_4",
  CAST(CAST("demographic_5" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "demographic_5",
  CAST(CAST("demographic_6" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "demographic_6",
  CAST(CAST("demographic_7" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "demographic_7",
  CAST(CAST("demographic_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "demographic_bound",
  CAST(CAST("demographic_zero" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "demographic_zero_1_zero",
  CAST(CAST("actions_2_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_2_1",
  CAST(CAST("actions_2_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_2_2",
  CAST(CAST("actions_2_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_2_3",
  CAST(CAST("actions_2_4" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_2_4",
  CAST(CAST("actions_2_5" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_2_5",
  CAST(CAST("actions_2_6_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_2_6_1",
  CAST(CAST("actions_gate" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_2_6_gate",
  CAST(CAST("actions_2_7_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_2_7_1",
  CAST(CAST("actions_gate_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_2_7_gate",
  CAST(CAST("actions_2_8" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_2_8",
  CAST(CAST("paid_attended" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_3_1",
  CAST(CAST("actions_3_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_3_2",
  CAST(CAST("paid_consumed" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_4_1",
  CAST(CAST("actions_4_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_4_2",
  CAST(CAST("actions_4_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_4_3",
  CAST(CAST("actions_4_4" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_4_4",
  CAST(CAST("paid_answered_survey" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_4_5",
  CAST(CAST("actions_5_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_5_1",
  CAST(CAST("actions_5_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_5_2",
  CAST(CAST("actions_6_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_6_1",
  CAST(CAST("actions_gate_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_6_gate",
  CAST(CAST("actions_7" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_7",
  CAST(CAST("actions_8" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_8",
  CAST(CAST("actions_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "actions_bound",
  CAST(CAST("booster_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "booster_2",
  CAST(CAST("booster_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "booster_bound",
  CAST(CAST("behaviour_rounding" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "behaviour_rounding",
  CAST(CAST("behaviour_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "behaviour_bound",
  CAST(CAST("behaviour_zero" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "behaviour_zero_1_zero",
  CAST(CAST("person_score_rounding" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "person_score_rounding",
  CAST(CAST("person_score_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "person_score_bound",
  CAST(CAST("trial_2_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_1",
  CAST(CAST("trial_2_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_2",
  CAST(CAST("trial_2_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_3",
  CAST(CAST("trial_2_4_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_4_1",
  CAST(CAST("trial_2_4_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_4_2",
  CAST(CAST("trial_2_4_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_4_3",
  CAST(CAST("trial_2_5" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_5",
  CAST(CAST("trial_2_6" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_6",
  CAST(CAST("trial_2_7" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_7",
  CAST(CAST("trial_2_8" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_8",
  CAST(CAST("trial_2_9" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_9",
  CAST(CAST("trial_2_10_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_10_1",
  CAST(CAST("trial_2_10_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_10_2",
  CAST(CAST("trial_2_10_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_10_3",
  CAST(CAST("trial_gate" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_2_gate",
  CAST(CAST("trial_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_bound",
  CAST(CAST("trial_zero" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "trial_zero_1_zero"
FROM "changes_and_standing_2"
