-- A decision for every lead. Made by `leadpact compile`; a change belongs in the policy, not here.
-- Digest of the policy's meaning: sha256:fd45186f40439fcfdcc62494e057430f112e96dc8a98c08457ffda15cf9a2561
-- It decides at the instant `as_of`, in ms since 1970-01-01 UTC (`dbt run --vars 'as_of: 1793638800000'`); without it,
-- at the start of the run. Tables are in the schema `leadpact_schema`; without it, in that of the target.
{{ config(materialized='table') }}
{% set as_of = (var('as_of', none) or (run_started_at.timestamp() * 1000)) | int %}
{% if target.type in ['duckdb'] %}
WITH "record_values" AS NOT MATERIALIZED (
  /* What is known of a lead */
  SELECT
    "l"."id" AS "lead_id",
    "l"."title" AS "title",
    CAST("l"."employees" AS BIGINT) AS "employees"
  FROM {{ source('leadpact', 'leads') }} AS "l"
), "record_texts" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    LOWER(REPLACE("title", 'İ', 'ı')) AS "title_folded_bare"
  FROM "record_values"
), "record" AS NOT MATERIALIZED (
  /* The words of those that words are looked for in */
  SELECT
    *,
    "title_folded_bare" AS "title_words"
  FROM "record_texts"
), "rules_2" AS (
  SELECT
    "lead_id",
    CAST(CASE
      WHEN REGEXP_MATCHES("title_words", '(?:\A|[\t\n\r \x{a0}!-/:-@[-`{-~])(?:chief|vp)(?:[\t\n\r \x{a0}!-/:-@[-`{-~]|\z)')
      THEN 2000
      ELSE 0
    END AS BIGINT) AS "interest_3", /* first.sla:14 +20 if title has one of the words "VP", "Chief" because "They sign." */
    CAST(CASE WHEN "employees" IS NULL THEN 0 WHEN "employees" < 50 THEN 0 WHEN "employees" >= 50 THEN 1500 ELSE 0 END AS BIGINT) AS "interest_4" /* first.sla:15 by employees */
  FROM "record"
), "log_2" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    EPOCH_US("a"."at") // 1000 AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    (
      "a"."activity" IN ('requested_demo', 'viewed_page')
      AND EPOCH_US("a"."at") // 1000 <= CAST({{ as_of }} AS BIGINT)
    )
    AND EPOCH_US("a"."at") // 1000 > CASE
      WHEN "a"."activity" = 'requested_demo'
      THEN CAST({{ as_of }} AS BIGINT) - CAST(2592000000 AS BIGINT)
      ELSE -1
    END
), "seen" AS NOT MATERIALIZED (
  /* What is asked of activities */
  SELECT
    "r"."lead_id",
    "r"."activity",
    "r"."at"
  FROM "log_2" AS "r"
), "counted" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "lead_id",
    COUNT(
      CASE
        WHEN "activity" = 'requested_demo' AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(2592000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_requested_demo",
    COUNT(CASE WHEN "activity" = 'viewed_page' THEN 1 END) AS "count_viewed_page"
  FROM "seen"
  GROUP BY
    "lead_id"
), "facts" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "l"."interest_3",
    "l"."interest_4",
    "l"."lead_id",
    COALESCE("s0"."count_requested_demo", 0) AS "count_requested_demo",
    COALESCE("s0"."count_viewed_page", 0) AS "count_viewed_page"
  FROM "rules_2" AS "l"
  LEFT JOIN "counted" AS "s0"
    ON "s0"."lead_id" = "l"."lead_id"
), "rules" AS (
  SELECT
    "lead_id",
    "interest_3",
    "interest_4",
    CAST(CASE WHEN "count_requested_demo" > 0 THEN 5000 ELSE 0 END AS BIGINT) AS "interest_1", /* first.sla:12 +50 if requested_demo in the last 30 days */
    LEAST(GREATEST("count_viewed_page" * 100, -2000), 2000) AS "interest_2" /* first.sla:13 +1 for each viewed_page at most 20 points */
  FROM "facts"
), "sums" AS (
  SELECT
    "lead_id",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_1" + "interest_2" + "interest_3" + "interest_4" AS "interest_sum" /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM "rules"
), "sums_2" AS (
  SELECT
    "lead_id",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_sum",
    LEAST(GREATEST("interest_sum", 0), 10000) AS "interest_bounded" /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM "sums"
), "changes_and_standing" AS (
  SELECT
    "lead_id",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_bounded",
    "interest_bounded" - "interest_sum" AS "interest_bound", /* first.sla:11 score interest "Interest" from 0 to 100 */
    CASE
      WHEN COALESCE("interest_bounded" >= 6000, FALSE) /* first.sla:21 stage MQL "Marketing qualified lead" */
      THEN 'MQL'
      ELSE 'inquiry'
    END AS "stage" /* first.sla:20 stage inquiry "Inquiry" */
  FROM "sums_2"
)
SELECT
  "lead_id",
  CAST({{ as_of }} AS BIGINT) AS "as_of",
  CAST(CAST("interest_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest",
  "stage" AS "stage",
  CAST(NULL AS TEXT) AS "disqualified",
  CASE WHEN FALSE THEN NULL END AS "recycle",
  CAST(CASE WHEN FALSE THEN NULL END AS BIGINT) AS "recycle_until",
  CAST(NULL AS TEXT) AS "route",
  COALESCE(NULL, NULL) AS "routed_to",
  CAST(CAST("interest_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_1",
  CAST(CAST("interest_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_2",
  CAST(CAST("interest_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_3",
  CAST(CAST("interest_4" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_4",
  CAST(CAST("interest_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_bound"
FROM "changes_and_standing"
{% elif target.type in ['spark', 'databricks'] %}
WITH `record_values` AS (
  /* What is known of a lead */
  SELECT
    `l`.`id` AS `lead_id`,
    `l`.`title` AS `title`,
    CAST(`l`.`employees` AS BIGINT) AS `employees`
  FROM {{ source('leadpact', 'leads') }} AS `l`
), `record_texts` AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH(`title`) = CHAR_LENGTH(`title`) AND `title` = TRIM(BOTH ' \t\r\n ' FROM `title`)
      THEN LOWER(`title`)
      ELSE TRANSLATE(TRIM(BOTH ' \t\r\n ' FROM `title`), 'CEFHIPV', 'cefhipv')
    END AS `title_folded_bare`
  FROM `record_values`
), `record` AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE(`title_folded_bare`, ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS `title_words`
  FROM `record_texts`
), `rules_2` AS (
  SELECT
    `lead_id`,
    CAST(CASE WHEN (
      CONTAINS(`title_words`, ' chief ') OR CONTAINS(`title_words`, ' vp ')
    ) THEN 2000 ELSE 0 END AS BIGINT) AS `interest_3`, /* first.sla:14 +20 if title has one of the words "VP", "Chief" because "They sign." */
    CAST(CASE WHEN `employees` IS NULL THEN 0 WHEN `employees` < 50 THEN 0 WHEN `employees` >= 50 THEN 1500 ELSE 0 END AS BIGINT) AS `interest_4` /* first.sla:15 by employees */
  FROM `record`
), `log_2` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    (
      `a`.`activity` IN ('requested_demo', 'viewed_page') AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS BIGINT)
    )
    AND UNIX_MILLIS(`a`.`at`) > CASE
      WHEN `a`.`activity` = 'requested_demo'
      THEN CAST({{ as_of }} AS BIGINT) - CAST(2592000000 AS BIGINT)
      ELSE -1
    END
), `seen` AS (
  /* What is asked of activities */
  SELECT
    `r`.`lead_id`,
    `r`.`activity`,
    `r`.`at`
  FROM `log_2` AS `r`
), `counted` AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    `lead_id`,
    COUNT(
      CASE
        WHEN `activity` = 'requested_demo' AND `at` > CAST({{ as_of }} AS BIGINT) - CAST(2592000000 AS BIGINT)
        THEN 1
      END
    ) AS `count_requested_demo`,
    COUNT(CASE WHEN `activity` = 'viewed_page' THEN 1 END) AS `count_viewed_page`
  FROM `seen`
  GROUP BY
    `lead_id`
), `facts` AS (
  /* A lead with all that is told of its activities */
  SELECT
    `l`.`interest_3`,
    `l`.`interest_4`,
    `l`.`lead_id`,
    COALESCE(`s0`.`count_requested_demo`, 0) AS `count_requested_demo`,
    COALESCE(`s0`.`count_viewed_page`, 0) AS `count_viewed_page`
  FROM `rules_2` AS `l`
  LEFT JOIN `counted` AS `s0`
    ON `s0`.`lead_id` = `l`.`lead_id`
), `rules` AS (
  SELECT
    `lead_id`,
    `interest_3`,
    `interest_4`,
    CAST(CASE WHEN `count_requested_demo` > 0 THEN 5000 ELSE 0 END AS BIGINT) AS `interest_1`, /* first.sla:12 +50 if requested_demo in the last 30 days */
    LEAST(GREATEST(`count_viewed_page` * 100, -2000), 2000) AS `interest_2` /* first.sla:13 +1 for each viewed_page at most 20 points */
  FROM `facts`
), `sums` AS (
  SELECT
    `lead_id`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_1` + `interest_2` + `interest_3` + `interest_4` AS `interest_sum` /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM `rules`
), `sums_2` AS (
  SELECT
    `lead_id`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_sum`,
    LEAST(GREATEST(`interest_sum`, 0), 10000) AS `interest_bounded` /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM `sums`
), `changes_and_standing` AS (
  SELECT
    `lead_id`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_bounded`,
    `interest_bounded` - `interest_sum` AS `interest_bound`, /* first.sla:11 score interest "Interest" from 0 to 100 */
    CASE
      WHEN COALESCE(`interest_bounded` >= 6000, FALSE) /* first.sla:21 stage MQL "Marketing qualified lead" */
      THEN 'MQL'
      ELSE 'inquiry'
    END AS `stage` /* first.sla:20 stage inquiry "Inquiry" */
  FROM `sums_2`
)
SELECT
  `lead_id`,
  CAST({{ as_of }} AS BIGINT) AS `as_of`,
  CAST(CAST(`interest_bounded` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest`,
  `stage` AS `stage`,
  CAST(NULL AS STRING) AS `disqualified`,
  CASE WHEN FALSE THEN NULL END AS `recycle`,
  CAST(CASE WHEN FALSE THEN NULL END AS BIGINT) AS `recycle_until`,
  CAST(NULL AS STRING) AS `route`,
  COALESCE(NULL, NULL) AS `routed_to`,
  CAST(CAST(`interest_1` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_1`,
  CAST(CAST(`interest_2` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_2`,
  CAST(CAST(`interest_3` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_3`,
  CAST(CAST(`interest_4` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_4`,
  CAST(CAST(`interest_bound` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `interest_bound`
FROM `changes_and_standing`
{% elif target.type in ['postgres'] %}
WITH "record_values" AS NOT MATERIALIZED (
  /* What is known of a lead */
  SELECT
    "l"."id" AS "lead_id",
    "l"."title" AS "title",
    CAST("l"."employees" AS BIGINT) AS "employees"
  FROM {{ source('leadpact', 'leads') }} AS "l"
  OFFSET 0
), "record_texts" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("title") = CHAR_LENGTH("title")
      AND "title" = TRIM(BOTH ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) FROM "title")
      THEN LOWER("title" COLLATE "C")
      ELSE TRANSLATE(TRIM(BOTH ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) FROM "title"), 'CEFHIPV', 'cefhipv')
    END AS "title_folded_bare"
  FROM "record_values"
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
  FROM "record_texts"
  OFFSET 0
), "rules_2" AS (
  SELECT
    "lead_id",
    CAST(CASE WHEN (
      STRPOS("title_words", ' chief ') > 0 OR STRPOS("title_words", ' vp ') > 0
    ) THEN 2000 ELSE 0 END AS BIGINT) AS "interest_3", /* first.sla:14 +20 if title has one of the words "VP", "Chief" because "They sign." */
    CAST(CASE WHEN "employees" IS NULL THEN 0 WHEN "employees" < 50 THEN 0 WHEN "employees" >= 50 THEN 1500 ELSE 0 END AS BIGINT) AS "interest_4" /* first.sla:15 by employees */
  FROM "record"
  OFFSET 0
), "log_2" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    (
      "a"."activity" IN ('requested_demo', 'viewed_page')
      AND CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
    )
    AND CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) > CASE
      WHEN "a"."activity" = 'requested_demo'
      THEN CAST({{ as_of }} AS BIGINT) - CAST(2592000000 AS BIGINT)
      ELSE -1
    END
  OFFSET 0
), "seen" AS NOT MATERIALIZED (
  /* What is asked of activities */
  SELECT
    "r"."lead_id",
    "r"."activity",
    "r"."at"
  FROM "log_2" AS "r"
  OFFSET 0
), "counted" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "lead_id",
    COUNT(
      CASE
        WHEN "activity" = 'requested_demo' AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(2592000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_requested_demo",
    COUNT(CASE WHEN "activity" = 'viewed_page' THEN 1 END) AS "count_viewed_page"
  FROM "seen"
  GROUP BY
    "lead_id"
), "facts" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "l"."interest_3",
    "l"."interest_4",
    "l"."lead_id",
    COALESCE("s0"."count_requested_demo", 0) AS "count_requested_demo",
    COALESCE("s0"."count_viewed_page", 0) AS "count_viewed_page"
  FROM "rules_2" AS "l"
  LEFT JOIN "counted" AS "s0"
    ON "s0"."lead_id" = "l"."lead_id"
), "rules" AS (
  SELECT
    "lead_id",
    "interest_3",
    "interest_4",
    CAST(CASE WHEN "count_requested_demo" > 0 THEN 5000 ELSE 0 END AS BIGINT) AS "interest_1", /* first.sla:12 +50 if requested_demo in the last 30 days */
    LEAST(GREATEST("count_viewed_page" * 100, -2000), 2000) AS "interest_2" /* first.sla:13 +1 for each viewed_page at most 20 points */
  FROM "facts"
  OFFSET 0
), "sums" AS (
  SELECT
    "lead_id",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_1" + "interest_2" + "interest_3" + "interest_4" AS "interest_sum" /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM "rules"
  OFFSET 0
), "sums_2" AS (
  SELECT
    "lead_id",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_sum",
    LEAST(GREATEST("interest_sum", 0), 10000) AS "interest_bounded" /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM "sums"
  OFFSET 0
), "changes_and_standing" AS (
  SELECT
    "lead_id",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_bounded",
    "interest_bounded" - "interest_sum" AS "interest_bound", /* first.sla:11 score interest "Interest" from 0 to 100 */
    CASE
      WHEN COALESCE("interest_bounded" >= 6000, FALSE) /* first.sla:21 stage MQL "Marketing qualified lead" */
      THEN 'MQL'
      ELSE 'inquiry'
    END AS "stage" /* first.sla:20 stage inquiry "Inquiry" */
  FROM "sums_2"
  OFFSET 0
)
SELECT
  "lead_id",
  CAST({{ as_of }} AS BIGINT) AS "as_of",
  CAST(CAST("interest_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest",
  "stage" AS "stage",
  CAST(NULL AS TEXT) AS "disqualified",
  CASE WHEN FALSE THEN NULL END AS "recycle",
  CAST(CASE WHEN FALSE THEN NULL END AS BIGINT) AS "recycle_until",
  CAST(NULL AS TEXT) AS "route",
  COALESCE(NULL, NULL) AS "routed_to",
  CAST(CAST("interest_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_1",
  CAST(CAST("interest_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_2",
  CAST(CAST("interest_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_3",
  CAST(CAST("interest_4" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_4",
  CAST(CAST("interest_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_bound"
FROM "changes_and_standing"
{% elif target.type in ['snowflake'] %}
-- NOT TESTED here: read back by a parser, and run on other warehouses only.
WITH "RECORD_VALUES" AS (
  /* What is known of a lead */
  SELECT
    "L"."ID" AS "LEAD_ID",
    "L"."TITLE" AS "TITLE",
    CAST("L"."EMPLOYEES" AS BIGINT) AS "EMPLOYEES"
  FROM {{ source('leadpact', 'leads') }} AS "L"
), "RECORD_TEXTS" AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("TITLE") = CHAR_LENGTH("TITLE") AND "TITLE" = TRIM("TITLE", ' \t\r\n ')
      THEN LOWER("TITLE")
      ELSE TRANSLATE(TRIM("TITLE", ' \t\r\n '), 'CEFHIPV', 'cefhipv')
    END AS "TITLE_FOLDED_BARE"
  FROM "RECORD_VALUES"
), "RECORD" AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE("TITLE_FOLDED_BARE", ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS "TITLE_WORDS"
  FROM "RECORD_TEXTS"
), "RULES_2" AS (
  SELECT
    "LEAD_ID",
    CAST(CASE WHEN (
      CONTAINS("TITLE_WORDS", ' chief ') OR CONTAINS("TITLE_WORDS", ' vp ')
    ) THEN 2000 ELSE 0 END AS BIGINT) AS "INTEREST_3", /* first.sla:14 +20 if title has one of the words "VP", "Chief" because "They sign." */
    CAST(CASE WHEN "EMPLOYEES" IS NULL THEN 0 WHEN "EMPLOYEES" < 50 THEN 0 WHEN "EMPLOYEES" >= 50 THEN 1500 ELSE 0 END AS BIGINT) AS "INTEREST_4" /* first.sla:15 by employees */
  FROM "RECORD"
), "LOG_2" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "A"."LEAD_ID",
    "A"."ACTIVITY",
    CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) AS "AT"
  FROM {{ source('leadpact', 'activities') }} AS "A"
  WHERE
    (
      "A"."ACTIVITY" IN ('requested_demo', 'viewed_page')
      AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
    )
    AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) > CASE
      WHEN "A"."ACTIVITY" = 'requested_demo'
      THEN CAST({{ as_of }} AS BIGINT) - CAST(2592000000 AS BIGINT)
      ELSE -1
    END
), "SEEN" AS (
  /* What is asked of activities */
  SELECT
    "R"."LEAD_ID",
    "R"."ACTIVITY",
    "R"."AT"
  FROM "LOG_2" AS "R"
), "COUNTED" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "LEAD_ID",
    COUNT(
      CASE
        WHEN "ACTIVITY" = 'requested_demo' AND "AT" > CAST({{ as_of }} AS BIGINT) - CAST(2592000000 AS BIGINT)
        THEN 1
      END
    ) AS "COUNT_REQUESTED_DEMO",
    COUNT(CASE WHEN "ACTIVITY" = 'viewed_page' THEN 1 END) AS "COUNT_VIEWED_PAGE"
  FROM "SEEN"
  GROUP BY
    "LEAD_ID"
), "FACTS" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "L"."INTEREST_3",
    "L"."INTEREST_4",
    "L"."LEAD_ID",
    COALESCE("S0"."COUNT_REQUESTED_DEMO", 0) AS "COUNT_REQUESTED_DEMO",
    COALESCE("S0"."COUNT_VIEWED_PAGE", 0) AS "COUNT_VIEWED_PAGE"
  FROM "RULES_2" AS "L"
  LEFT JOIN "COUNTED" AS "S0"
    ON "S0"."LEAD_ID" = "L"."LEAD_ID"
), "RULES" AS (
  SELECT
    "LEAD_ID",
    "INTEREST_3",
    "INTEREST_4",
    CAST(CASE WHEN "COUNT_REQUESTED_DEMO" > 0 THEN 5000 ELSE 0 END AS BIGINT) AS "INTEREST_1", /* first.sla:12 +50 if requested_demo in the last 30 days */
    LEAST(GREATEST("COUNT_VIEWED_PAGE" * 100, -2000), 2000) AS "INTEREST_2" /* first.sla:13 +1 for each viewed_page at most 20 points */
  FROM "FACTS"
), "SUMS" AS (
  SELECT
    "LEAD_ID",
    "INTEREST_1",
    "INTEREST_2",
    "INTEREST_3",
    "INTEREST_4",
    "INTEREST_1" + "INTEREST_2" + "INTEREST_3" + "INTEREST_4" AS "INTEREST_SUM" /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM "RULES"
), "SUMS_2" AS (
  SELECT
    "LEAD_ID",
    "INTEREST_1",
    "INTEREST_2",
    "INTEREST_3",
    "INTEREST_4",
    "INTEREST_SUM",
    LEAST(GREATEST("INTEREST_SUM", 0), 10000) AS "INTEREST_BOUNDED" /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM "SUMS"
), "CHANGES_AND_STANDING" AS (
  SELECT
    "LEAD_ID",
    "INTEREST_1",
    "INTEREST_2",
    "INTEREST_3",
    "INTEREST_4",
    "INTEREST_BOUNDED",
    "INTEREST_BOUNDED" - "INTEREST_SUM" AS "INTEREST_BOUND", /* first.sla:11 score interest "Interest" from 0 to 100 */
    CASE
      WHEN COALESCE("INTEREST_BOUNDED" >= 6000, FALSE) /* first.sla:21 stage MQL "Marketing qualified lead" */
      THEN 'MQL'
      ELSE 'inquiry'
    END AS "STAGE" /* first.sla:20 stage inquiry "Inquiry" */
  FROM "SUMS_2"
)
SELECT
  "LEAD_ID",
  CAST({{ as_of }} AS BIGINT) AS "AS_OF",
  CAST(CAST("INTEREST_BOUNDED" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST",
  "STAGE" AS "STAGE",
  CAST(NULL AS VARCHAR) AS "DISQUALIFIED",
  CASE WHEN FALSE THEN NULL END AS "RECYCLE",
  CAST(CASE WHEN FALSE THEN NULL END AS BIGINT) AS "RECYCLE_UNTIL",
  CAST(NULL AS VARCHAR) AS "ROUTE",
  COALESCE(NULL, NULL) AS "ROUTED_TO",
  CAST(CAST("INTEREST_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_1",
  CAST(CAST("INTEREST_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_2",
  CAST(CAST("INTEREST_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_3",
  CAST(CAST("INTEREST_4" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_4",
  CAST(CAST("INTEREST_BOUND" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "INTEREST_BOUND"
FROM "CHANGES_AND_STANDING"
{% elif target.type in ['bigquery'] %}
-- NOT TESTED here: read back by a parser, and run on other warehouses only.
WITH `record_values` AS (
  /* What is known of a lead */
  SELECT
    `l`.`id` AS `lead_id`,
    `l`.`title` AS `title`,
    CAST(`l`.`employees` AS INT64) AS `employees`
  FROM {{ source('leadpact', 'leads') }} AS `l`
), `record_texts` AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN BYTE_LENGTH(`title`) = CHAR_LENGTH(`title`) AND `title` = TRIM(`title`, ' \t\r\n ')
      THEN LOWER(`title`)
      ELSE TRANSLATE(TRIM(`title`, ' \t\r\n '), 'CEFHIPV', 'cefhipv')
    END AS `title_folded_bare`
  FROM `record_values`
), `record` AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE(`title_folded_bare`, ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS `title_words`
  FROM `record_texts`
), `rules_2` AS (
  SELECT
    `lead_id`,
    CAST(CASE WHEN (
      STRPOS(`title_words`, ' chief ') > 0 OR STRPOS(`title_words`, ' vp ') > 0
    ) THEN 2000 ELSE 0 END AS INT64) AS `interest_3`, /* first.sla:14 +20 if title has one of the words "VP", "Chief" because "They sign." */
    CAST(CASE WHEN `employees` IS NULL THEN 0 WHEN `employees` < 50 THEN 0 WHEN `employees` >= 50 THEN 1500 ELSE 0 END AS INT64) AS `interest_4` /* first.sla:15 by employees */
  FROM `record`
), `log_2` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  WHERE
    (
      `a`.`activity` IN ('requested_demo', 'viewed_page') AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS INT64)
    )
    AND UNIX_MILLIS(`a`.`at`) > CASE
      WHEN `a`.`activity` = 'requested_demo'
      THEN CAST({{ as_of }} AS INT64) - CAST(2592000000 AS INT64)
      ELSE -1
    END
), `seen` AS (
  /* What is asked of activities */
  SELECT
    `r`.`lead_id`,
    `r`.`activity`,
    `r`.`at`
  FROM `log_2` AS `r`
), `counted` AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    `lead_id`,
    COUNT(
      CASE
        WHEN `activity` = 'requested_demo' AND `at` > CAST({{ as_of }} AS INT64) - CAST(2592000000 AS INT64)
        THEN 1
      END
    ) AS `count_requested_demo`,
    COUNT(CASE WHEN `activity` = 'viewed_page' THEN 1 END) AS `count_viewed_page`
  FROM `seen`
  GROUP BY
    `lead_id`
), `facts` AS (
  /* A lead with all that is told of its activities */
  SELECT
    `l`.`interest_3`,
    `l`.`interest_4`,
    `l`.`lead_id`,
    COALESCE(`s0`.`count_requested_demo`, 0) AS `count_requested_demo`,
    COALESCE(`s0`.`count_viewed_page`, 0) AS `count_viewed_page`
  FROM `rules_2` AS `l`
  LEFT JOIN `counted` AS `s0`
    ON `s0`.`lead_id` = `l`.`lead_id`
), `rules` AS (
  SELECT
    `lead_id`,
    `interest_3`,
    `interest_4`,
    CAST(CASE WHEN `count_requested_demo` > 0 THEN 5000 ELSE 0 END AS INT64) AS `interest_1`, /* first.sla:12 +50 if requested_demo in the last 30 days */
    LEAST(GREATEST(`count_viewed_page` * 100, -2000), 2000) AS `interest_2` /* first.sla:13 +1 for each viewed_page at most 20 points */
  FROM `facts`
), `sums` AS (
  SELECT
    `lead_id`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_1` + `interest_2` + `interest_3` + `interest_4` AS `interest_sum` /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM `rules`
), `sums_2` AS (
  SELECT
    `lead_id`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_sum`,
    LEAST(GREATEST(`interest_sum`, 0), 10000) AS `interest_bounded` /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM `sums`
), `changes_and_standing` AS (
  SELECT
    `lead_id`,
    `interest_1`,
    `interest_2`,
    `interest_3`,
    `interest_4`,
    `interest_bounded`,
    `interest_bounded` - `interest_sum` AS `interest_bound`, /* first.sla:11 score interest "Interest" from 0 to 100 */
    CASE
      WHEN COALESCE(`interest_bounded` >= 6000, FALSE) /* first.sla:21 stage MQL "Marketing qualified lead" */
      THEN 'MQL'
      ELSE 'inquiry'
    END AS `stage` /* first.sla:20 stage inquiry "Inquiry" */
  FROM `sums_2`
)
SELECT
  `lead_id`,
  CAST({{ as_of }} AS INT64) AS `as_of`,
  CAST(CAST(`interest_bounded` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest`,
  `stage` AS `stage`,
  CAST(NULL AS STRING) AS `disqualified`,
  CASE WHEN FALSE THEN NULL END AS `recycle`,
  CAST(CASE WHEN FALSE THEN NULL END AS INT64) AS `recycle_until`,
  CAST(NULL AS STRING) AS `route`,
  COALESCE(NULL, NULL) AS `routed_to`,
  CAST(CAST(`interest_1` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_1`,
  CAST(CAST(`interest_2` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_2`,
  CAST(CAST(`interest_3` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_3`,
  CAST(CAST(`interest_4` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_4`,
  CAST(CAST(`interest_bound` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `interest_bound`
FROM `changes_and_standing`
{% elif target.type in ['redshift'] %}
-- NOT TESTED here: read back by a parser, and run on other warehouses only.
WITH "record_values" AS (
  /* What is known of a lead */
  SELECT
    "l"."id" AS "lead_id",
    "l"."title" AS "title",
    CAST("l"."employees" AS BIGINT) AS "employees"
  FROM {{ source('leadpact', 'leads') }} AS "l"
), "record_texts" AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("title") = CHAR_LENGTH("title") AND "title" = BTRIM("title", ' \t\r\n ')
      THEN LOWER("title")
      ELSE TRANSLATE(BTRIM("title", ' \t\r\n '), 'CEFHIPV', 'cefhipv')
    END AS "title_folded_bare"
  FROM "record_values"
), "record" AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE("title_folded_bare", ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS "title_words"
  FROM "record_texts"
), "rules_2" AS (
  SELECT
    "lead_id",
    CAST(CASE WHEN (
      STRPOS("title_words", ' chief ') > 0 OR STRPOS("title_words", ' vp ') > 0
    ) THEN 2000 ELSE 0 END AS BIGINT) AS "interest_3", /* first.sla:14 +20 if title has one of the words "VP", "Chief" because "They sign." */
    CAST(CASE WHEN "employees" IS NULL THEN 0 WHEN "employees" < 50 THEN 0 WHEN "employees" >= 50 THEN 1500 ELSE 0 END AS BIGINT) AS "interest_4" /* first.sla:15 by employees */
  FROM "record"
), "log_2" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) AS "at"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  WHERE
    (
      "a"."activity" IN ('requested_demo', 'viewed_page')
      AND CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
    )
    AND CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) > CASE
      WHEN "a"."activity" = 'requested_demo'
      THEN CAST({{ as_of }} AS BIGINT) - CAST(2592000000 AS BIGINT)
      ELSE -1
    END
), "seen" AS (
  /* What is asked of activities */
  SELECT
    "r"."lead_id",
    "r"."activity",
    "r"."at"
  FROM "log_2" AS "r"
), "counted" AS (
  /* What is counted of a lead's activities, in one pass */
  SELECT
    "lead_id",
    COUNT(
      CASE
        WHEN "activity" = 'requested_demo' AND "at" > CAST({{ as_of }} AS BIGINT) - CAST(2592000000 AS BIGINT)
        THEN 1
      END
    ) AS "count_requested_demo",
    COUNT(CASE WHEN "activity" = 'viewed_page' THEN 1 END) AS "count_viewed_page"
  FROM "seen"
  GROUP BY
    "lead_id"
), "facts" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "l"."interest_3",
    "l"."interest_4",
    "l"."lead_id",
    COALESCE("s0"."count_requested_demo", 0) AS "count_requested_demo",
    COALESCE("s0"."count_viewed_page", 0) AS "count_viewed_page"
  FROM "rules_2" AS "l"
  LEFT JOIN "counted" AS "s0"
    ON "s0"."lead_id" = "l"."lead_id"
), "rules" AS (
  SELECT
    "lead_id",
    "interest_3",
    "interest_4",
    CAST(CASE WHEN "count_requested_demo" > 0 THEN 5000 ELSE 0 END AS BIGINT) AS "interest_1", /* first.sla:12 +50 if requested_demo in the last 30 days */
    LEAST(GREATEST("count_viewed_page" * 100, -2000), 2000) AS "interest_2" /* first.sla:13 +1 for each viewed_page at most 20 points */
  FROM "facts"
), "sums" AS (
  SELECT
    "lead_id",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_1" + "interest_2" + "interest_3" + "interest_4" AS "interest_sum" /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM "rules"
), "sums_2" AS (
  SELECT
    "lead_id",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_sum",
    LEAST(GREATEST("interest_sum", 0), 10000) AS "interest_bounded" /* first.sla:11 score interest "Interest" from 0 to 100 */
  FROM "sums"
), "changes_and_standing" AS (
  SELECT
    "lead_id",
    "interest_1",
    "interest_2",
    "interest_3",
    "interest_4",
    "interest_bounded",
    "interest_bounded" - "interest_sum" AS "interest_bound", /* first.sla:11 score interest "Interest" from 0 to 100 */
    CASE
      WHEN COALESCE("interest_bounded" >= 6000, FALSE) /* first.sla:21 stage MQL "Marketing qualified lead" */
      THEN 'MQL'
      ELSE 'inquiry'
    END AS "stage" /* first.sla:20 stage inquiry "Inquiry" */
  FROM "sums_2"
)
SELECT
  "lead_id",
  CAST({{ as_of }} AS BIGINT) AS "as_of",
  CAST(CAST("interest_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest",
  "stage" AS "stage",
  CAST(NULL AS VARCHAR(MAX)) AS "disqualified",
  CASE WHEN FALSE THEN NULL END AS "recycle",
  CAST(CASE WHEN FALSE THEN NULL END AS BIGINT) AS "recycle_until",
  CAST(NULL AS VARCHAR(MAX)) AS "route",
  COALESCE(NULL, NULL) AS "routed_to",
  CAST(CAST("interest_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_1",
  CAST(CAST("interest_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_2",
  CAST(CAST("interest_3" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_3",
  CAST(CAST("interest_4" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_4",
  CAST(CAST("interest_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "interest_bound"
FROM "changes_and_standing"
{% else %}
{{ exceptions.raise_compiler_error("leadpact has no statement for " ~ target.type) }}
{% endif %}
