-- A decision for every lead. Made by `leadpact compile`; a change belongs in the policy, not here.
-- Digest of the policy's meaning: sha256:70a1a85431082af4f14c7112ab5c02919fe5e76043db38720e9654b8a499cdc9
-- It decides at the instant `as_of`, in ms since 1970-01-01 UTC (`dbt run --vars 'as_of: 1793638800000'`); without it,
-- at the start of the run. Tables are in the schema `leadpact_schema`; without it, in that of the target.
{{ config(materialized='table') }}
{% set as_of = (var('as_of', none) or (run_started_at.timestamp() * 1000)) | int %}
{% if target.type in ['duckdb'] %}
WITH "record_values" AS NOT MATERIALIZED (
  /* What is known of a lead */
  SELECT
    "l"."id" AS "lead_id",
    "l"."class" AS "class",
    "l"."fields" AS "fields",
    CAST(CAST("l"."int" AS DECIMAL(19, 4)) * 10000 AS BIGINT) AS "int",
    CAST("l"."None" AS BIGINT) AS "None",
    COALESCE("l"."self", FALSE) AS "self"
  FROM {{ source('leadpact', 'leads') }} AS "l"
), "record_texts" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN STRLEN("class") = LENGTH("class") AND "class" >= '!' AND ARRAY_EXTRACT("class", -1) >= '!'
      THEN LOWER("class")
      ELSE TRANSLATE(TRIM("class", ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160)), 'ABERSTXYſΑΣςẞ', 'aberstxysασσß')
    END AS "class_folded_bare"
  FROM "record_values"
), "record" AS NOT MATERIALIZED (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT REGEXP_FULL_MATCH("class", '(?i)[\t\n\r \x{a0}]*(?:)?[\t\n\r \x{a0}]*'), FALSE) AS "class_known"
  FROM "record_texts"
), "rules_and_texts" AS (
  SELECT
    "lead_id",
    "class_known",
    "None",
    "self",
    CASE WHEN "class_known" THEN "class" END AS "class_text",
    CAST(CASE
      WHEN "fields" IS NULL
      THEN 0
      WHEN "fields" = 'True'
      THEN 100
      WHEN "fields" IN ('def', 'lambda')
      THEN 225
      ELSE 0
    END AS BIGINT) AS "sum_2", /* awkward.sla:24 by _fields */
    CASE WHEN "int" IS NULL THEN 0 ELSE LEAST(GREATEST("int", -50000), 50000) END AS "sum_3", /* awkward.sla:28 adds int from -5 to 5, 0 when unknown */
    CAST(CASE
      WHEN (
        CONTAINS("class_folded_bare", 'a\b')
        OR CONTAINS("class_folded_bare", 'say "x"')
        OR CONTAINS("class_folded_bare", 'straße')
        OR CONTAINS("class_folded_bare", 'σασ')
      )
      THEN 300
      ELSE 0
    END AS BIGINT) AS "sum_4_1", /* awkward.sla:30 +3 if class contains one of "???", "Stra?e", "a\\b", "say \"x\"" */
    CAST(CASE
      WHEN (
        "None" >= (
          -5
        ) AND "None" <= 5
      )
      AND NOT (
        COALESCE(
          (
            CONTAINS("class_folded_bare", 'a\b')
            OR CONTAINS("class_folded_bare", 'say "x"')
            OR CONTAINS("class_folded_bare", 'straße')
            OR CONTAINS("class_folded_bare", 'σασ')
          ),
          FALSE
        )
      )
      THEN 100
      ELSE 0
    END AS BIGINT) AS "sum_4_2" /* awkward.sla:31 +1 if None is between -5 and 5 */
  FROM "record"
), "standing_2" AS (
  SELECT
    "lead_id",
    "None",
    "self",
    "class_text",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    CASE WHEN "class_known" AND NOT "class_text" IS NULL THEN 'all' WHEN TRUE THEN 'rest' END AS "route" /* awkward.sla:43 route all "all" to the person in class */
  FROM "rules_and_texts"
), "standing_3" AS (
  SELECT
    "lead_id",
    "None",
    "self",
    "route",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    CASE WHEN "route" = 'all' THEN "class_text" END AS "person",
    CASE WHEN "route" = 'rest' THEN 'for_' END AS "team"
  FROM "standing_2"
), "lanes" AS NOT MATERIALIZED (
  /* The ways in which activities of each kind count */
  SELECT
    *
  FROM (
    SELECT
      'import' AS "kind",
      CAST(0 AS BIGINT) AS "lane"
  ) AS "a"
), "log_2_1" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    EPOCH_US("a"."at") // 1000 AS "at",
    "a"."values" AS "values",
    "k"."lane"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  INNER JOIN "lanes" AS "k"
    ON "k"."kind" = "a"."activity"
  WHERE
    "a"."activity" = 'import' AND EPOCH_US("a"."at") // 1000 <= CAST({{ as_of }} AS BIGINT)
), "log_2_2" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    LOWER(REPLACE(REPLACE("values", 'ſ', 's'), 'İ', 'ı')) AS "values_folded_bare"
  FROM "log_2_1"
), "log_2_3" AS NOT MATERIALIZED (
  /* The words of those that words are looked for in */
  SELECT
    *,
    "values_folded_bare" AS "values_words"
  FROM "log_2_2"
), "log_2" AS NOT MATERIALIZED (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE
      WHEN "activity" = 'import'
      THEN REGEXP_MATCHES(
        "values_words",
        '(?:\A|[\t\n\r \x{a0}!-/:-@[-`{-~])(?:it[\t\n\r \x{a0}!-/:-@[-`{-~]+s)(?:[\t\n\r \x{a0}!-/:-@[-`{-~]|\z)'
      )
    END AS "is_import"
  FROM "log_2_3"
), "seen" AS NOT MATERIALIZED (
  /* What is asked of activities, and what the clocks of UTC read */
  SELECT
    "r"."lead_id",
    "r"."at",
    "r"."lane",
    "r"."is_import",
    "r"."at" AS "wall"
  FROM "log_2" AS "r"
), "hits" AS NOT MATERIALIZED (
  /* Where each activity counts, and what it adds there */
  SELECT
    "lead_id",
    "at",
    CASE WHEN "lane" = 0 AND "is_import" THEN (
      (
        "wall" + 259200000
      ) // 604800000
    ) * 2 + 1 ELSE "lane" END AS "place"
  FROM (
    SELECT
      *
    FROM "seen"
    WHERE
      CASE WHEN "lane" = 0 THEN "is_import" ELSE TRUE END
  ) AS "a"
), "by_place" AS (
  /* All that counts in one place */
  SELECT
    "lead_id",
    "place",
    MAX("at") AS "at"
  FROM (
    SELECT
      *
    FROM "hits"
  ) AS "a"
  GROUP BY
    "lead_id",
    "place"
), "places" AS NOT MATERIALIZED (
  /* Places of a lead, each with its lane */
  SELECT
    "lead_id",
    "at",
    "place" % 2 AS "lane"
  FROM "by_place"
), "by_lead" AS (
  /* All that counts of a lead */
  SELECT
    "lead_id",
    SUM(CASE WHEN "lane" = 1 THEN 1 END) AS "sums"
  FROM "places"
  GROUP BY
    "lead_id"
), "counted" AS NOT MATERIALIZED (
  /* What is counted of a lead's activities */
  SELECT
    "lead_id",
    CAST("sums" AS BIGINT) AS "weeks_import"
  FROM "by_lead"
), "facts" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "l"."None",
    "l"."lead_id",
    "l"."person",
    "l"."route",
    "l"."self",
    "l"."sum_2",
    "l"."sum_3",
    "l"."sum_4_1",
    "l"."sum_4_2",
    "l"."team",
    COALESCE("s0"."weeks_import", 0) AS "weeks_import"
  FROM "standing_3" AS "l"
  LEFT JOIN "counted" AS "s0"
    ON "s0"."lead_id" = "l"."lead_id"
), "rules" AS (
  SELECT
    "lead_id",
    "None",
    "self",
    "route",
    "person",
    "team",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "weeks_import" * 250 AS "sum_1" /* awkward.sla:22 +2.5 for each import once a week where values has the word "it's" */
  FROM "facts"
), "sums_2" AS (
  SELECT
    "lead_id",
    "None",
    "self",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_1" * 100 + "sum_2" * 100 + "sum_3" + "sum_4_1" * 100 + "sum_4_2" * 100 AS "sum_sum" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "rules"
), "sums_3" AS (
  SELECT
    "lead_id",
    "None",
    "self",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_sum",
    CASE WHEN "sum_sum" >= 0 THEN (
      "sum_sum" + 50
    ) // 100 ELSE -(
      (
        50 - "sum_sum"
      ) // 100
    ) END AS "sum_rounded" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "sums_2"
), "changes_and_sums" AS (
  SELECT
    "lead_id",
    "None",
    "self",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_rounded",
    "sum_rounded" * 100 - "sum_sum" AS "sum_rounding", /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    LEAST(GREATEST("sum_rounded", -1000), 5000) AS "sum_bounded" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "sums_3"
), "changes_and_grades" AS (
  SELECT
    "lead_id",
    "self",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_rounding",
    "sum_bounded",
    "sum_bounded" - "sum_rounded" AS "sum_bound", /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    CASE WHEN "sum_bounded" >= 500 THEN 'eval' WHEN "None" IS NULL THEN 'exec' ELSE 'pass' END AS "min" /* awkward.sla:33 grade min "min" */
  FROM "changes_and_sums"
), "standing" AS (
  SELECT
    "lead_id",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_rounding",
    "sum_bounded",
    "sum_bound",
    "min",
    CASE
      WHEN COALESCE((
        "self" = TRUE AND COALESCE("min" = 'eval', FALSE)
      ), FALSE) /* awkward.sla:40 stage global "Global" */
      THEN 'global'
      ELSE 'inquiry'
    END AS "stage" /* awkward.sla:38 stage inquiry "Inquiry" */
  FROM "changes_and_grades"
)
SELECT
  "lead_id",
  CAST({{ as_of }} AS BIGINT) AS "as_of",
  CAST(CAST("sum_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum",
  "min" AS "min",
  "stage" AS "stage",
  CAST(NULL AS TEXT) AS "disqualified",
  CASE WHEN FALSE THEN NULL END AS "recycle",
  CAST(CASE WHEN FALSE THEN NULL END AS BIGINT) AS "recycle_until",
  "route" AS "route",
  COALESCE("person", "team") AS "routed_to",
  CAST(CAST("sum_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_1",
  CAST(CAST("sum_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_2",
  CAST(CAST("sum_3" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "sum_3",
  CAST(CAST("sum_4_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_4_1",
  CAST(CAST("sum_4_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_4_2",
  CAST(CAST("sum_rounding" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "sum_rounding",
  CAST(CAST("sum_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_bound"
FROM "standing"
{% elif target.type in ['spark', 'databricks'] %}
WITH `record_values` AS (
  /* What is known of a lead */
  SELECT
    `l`.`id` AS `lead_id`,
    `l`.`class` AS `class`,
    `l`.`fields` AS `fields`,
    CAST(CAST(`l`.`int` AS DECIMAL(19, 4)) * 10000 AS BIGINT) AS `int`,
    CAST(`l`.`None` AS BIGINT) AS `None`,
    COALESCE(`l`.`self`, FALSE) AS `self`
  FROM {{ source('leadpact', 'leads') }} AS `l`
), `record_texts` AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH(`class`) = CHAR_LENGTH(`class`) AND `class` = TRIM(BOTH ' \t\r\n ' FROM `class`)
      THEN LOWER(`class`)
      ELSE TRANSLATE(TRIM(BOTH ' \t\r\n ' FROM `class`), 'ABERSTXYſΑΣςẞ', 'aberstxysασσß')
    END AS `class_folded_bare`
  FROM `record_values`
), `record` AS (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT `class_folded_bare` IN (''), FALSE) AS `class_known`
  FROM `record_texts`
), `rules_and_texts` AS (
  SELECT
    `lead_id`,
    `class_known`,
    `None`,
    `self`,
    CASE WHEN `class_known` THEN `class` END AS `class_text`,
    CAST(CASE
      WHEN `fields` IS NULL
      THEN 0
      WHEN `fields` = 'True'
      THEN 100
      WHEN `fields` IN ('def', 'lambda')
      THEN 225
      ELSE 0
    END AS BIGINT) AS `sum_2`, /* awkward.sla:24 by _fields */
    CASE WHEN `int` IS NULL THEN 0 ELSE LEAST(GREATEST(`int`, -50000), 50000) END AS `sum_3`, /* awkward.sla:28 adds int from -5 to 5, 0 when unknown */
    CAST(CASE
      WHEN (
        CONTAINS(`class_folded_bare`, 'a\\b')
        OR CONTAINS(`class_folded_bare`, 'say "x"')
        OR CONTAINS(`class_folded_bare`, 'straße')
        OR CONTAINS(`class_folded_bare`, 'σασ')
      )
      THEN 300
      ELSE 0
    END AS BIGINT) AS `sum_4_1`, /* awkward.sla:30 +3 if class contains one of "???", "Stra?e", "a\\b", "say \"x\"" */
    CAST(CASE
      WHEN (
        `None` >= (
          -5
        ) AND `None` <= 5
      )
      AND NOT (
        COALESCE(
          (
            CONTAINS(`class_folded_bare`, 'a\\b')
            OR CONTAINS(`class_folded_bare`, 'say "x"')
            OR CONTAINS(`class_folded_bare`, 'straße')
            OR CONTAINS(`class_folded_bare`, 'σασ')
          ),
          FALSE
        )
      )
      THEN 100
      ELSE 0
    END AS BIGINT) AS `sum_4_2` /* awkward.sla:31 +1 if None is between -5 and 5 */
  FROM `record`
), `standing_2` AS (
  SELECT
    `lead_id`,
    `None`,
    `self`,
    `class_text`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    CASE WHEN `class_known` AND NOT `class_text` IS NULL THEN 'all' WHEN TRUE THEN 'rest' END AS `route` /* awkward.sla:43 route all "all" to the person in class */
  FROM `rules_and_texts`
), `standing_3` AS (
  SELECT
    `lead_id`,
    `None`,
    `self`,
    `route`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    CASE WHEN `route` = 'all' THEN `class_text` END AS `person`,
    CASE WHEN `route` = 'rest' THEN 'for_' END AS `team`
  FROM `standing_2`
), `lanes` AS (
  /* The ways in which activities of each kind count */
  SELECT
    *
  FROM (
    SELECT
      'import' AS `kind`,
      CAST(0 AS BIGINT) AS `lane`
  ) AS `a`
), `log_2_1` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`,
    `a`.`values` AS `values`,
    `k`.`lane`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  INNER JOIN `lanes` AS `k`
    ON `k`.`kind` = `a`.`activity`
  WHERE
    `a`.`activity` = 'import' AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS BIGINT)
), `log_2_2` AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH(`values`) = CHAR_LENGTH(`values`) AND `values` = TRIM(BOTH ' \t\r\n ' FROM `values`)
      THEN LOWER(`values`)
      ELSE TRANSLATE(TRIM(BOTH ' \t\r\n ' FROM `values`), 'ISTſ', 'ists')
    END AS `values_folded_bare`
  FROM `log_2_1`
), `log_2_3` AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE(`values_folded_bare`, ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS `values_words`
  FROM `log_2_2`
), `log_2` AS (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE
      WHEN `activity` = 'import'
      THEN CONTAINS(REPLACE(REPLACE(REPLACE(`values_words`, ' ', '<>'), '><', ''), '<>', ' '), ' it s ')
    END AS `is_import`
  FROM `log_2_3`
), `seen` AS (
  /* What is asked of activities, and what the clocks of UTC read */
  SELECT
    `r`.`lead_id`,
    `r`.`at`,
    `r`.`lane`,
    `r`.`is_import`,
    `r`.`at` AS `wall`
  FROM `log_2` AS `r`
), `hits` AS (
  /* Where each activity counts, and what it adds there */
  SELECT
    `lead_id`,
    `at`,
    CASE WHEN `lane` = 0 AND `is_import` THEN (
      (
        `wall` + 259200000
      ) DIV 604800000
    ) * 2 + 1 ELSE `lane` END AS `place`
  FROM (
    SELECT
      *
    FROM `seen`
    WHERE
      CASE WHEN `lane` = 0 THEN `is_import` ELSE TRUE END
  ) AS `a`
), `by_place` AS (
  /* All that counts in one place */
  SELECT
    `lead_id`,
    `place`,
    MAX(`at`) AS `at`
  FROM (
    SELECT
      *
    FROM `hits`
  ) AS `a`
  GROUP BY
    `lead_id`,
    `place`
), `places` AS (
  /* Places of a lead, each with its lane */
  SELECT
    `lead_id`,
    `at`,
    `place` % 2 AS `lane`
  FROM `by_place`
), `by_lead` AS (
  /* All that counts of a lead */
  SELECT
    `lead_id`,
    SUM(CASE WHEN `lane` = 1 THEN 1 END) AS `sums`
  FROM `places`
  GROUP BY
    `lead_id`
), `counted` AS (
  /* What is counted of a lead's activities */
  SELECT
    `lead_id`,
    CAST(`sums` AS BIGINT) AS `weeks_import`
  FROM `by_lead`
), `facts` AS (
  /* A lead with all that is told of its activities */
  SELECT
    `l`.`None`,
    `l`.`lead_id`,
    `l`.`person`,
    `l`.`route`,
    `l`.`self`,
    `l`.`sum_2`,
    `l`.`sum_3`,
    `l`.`sum_4_1`,
    `l`.`sum_4_2`,
    `l`.`team`,
    COALESCE(`s0`.`weeks_import`, 0) AS `weeks_import`
  FROM `standing_3` AS `l`
  LEFT JOIN `counted` AS `s0`
    ON `s0`.`lead_id` = `l`.`lead_id`
), `rules` AS (
  SELECT
    `lead_id`,
    `None`,
    `self`,
    `route`,
    `person`,
    `team`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    `weeks_import` * 250 AS `sum_1` /* awkward.sla:22 +2.5 for each import once a week where values has the word "it's" */
  FROM `facts`
), `sums_2` AS (
  SELECT
    `lead_id`,
    `None`,
    `self`,
    `route`,
    `person`,
    `team`,
    `sum_1`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    `sum_1` * 100 + `sum_2` * 100 + `sum_3` + `sum_4_1` * 100 + `sum_4_2` * 100 AS `sum_sum` /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM `rules`
), `sums_3` AS (
  SELECT
    `lead_id`,
    `None`,
    `self`,
    `route`,
    `person`,
    `team`,
    `sum_1`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    `sum_sum`,
    CASE WHEN `sum_sum` >= 0 THEN (
      `sum_sum` + 50
    ) DIV 100 ELSE -(
      (
        50 - `sum_sum`
      ) DIV 100
    ) END AS `sum_rounded` /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM `sums_2`
), `changes_and_sums` AS (
  SELECT
    `lead_id`,
    `None`,
    `self`,
    `route`,
    `person`,
    `team`,
    `sum_1`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    `sum_rounded`,
    `sum_rounded` * 100 - `sum_sum` AS `sum_rounding`, /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    LEAST(GREATEST(`sum_rounded`, -1000), 5000) AS `sum_bounded` /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM `sums_3`
), `changes_and_grades` AS (
  SELECT
    `lead_id`,
    `self`,
    `route`,
    `person`,
    `team`,
    `sum_1`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    `sum_rounding`,
    `sum_bounded`,
    `sum_bounded` - `sum_rounded` AS `sum_bound`, /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    CASE WHEN `sum_bounded` >= 500 THEN 'eval' WHEN `None` IS NULL THEN 'exec' ELSE 'pass' END AS `min` /* awkward.sla:33 grade min "min" */
  FROM `changes_and_sums`
), `standing` AS (
  SELECT
    `lead_id`,
    `route`,
    `person`,
    `team`,
    `sum_1`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    `sum_rounding`,
    `sum_bounded`,
    `sum_bound`,
    `min`,
    CASE
      WHEN COALESCE((
        `self` = TRUE AND COALESCE(`min` = 'eval', FALSE)
      ), FALSE) /* awkward.sla:40 stage global "Global" */
      THEN 'global'
      ELSE 'inquiry'
    END AS `stage` /* awkward.sla:38 stage inquiry "Inquiry" */
  FROM `changes_and_grades`
)
SELECT
  `lead_id`,
  CAST({{ as_of }} AS BIGINT) AS `as_of`,
  CAST(CAST(`sum_bounded` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `sum`,
  `min` AS `min`,
  `stage` AS `stage`,
  CAST(NULL AS STRING) AS `disqualified`,
  CASE WHEN FALSE THEN NULL END AS `recycle`,
  CAST(CASE WHEN FALSE THEN NULL END AS BIGINT) AS `recycle_until`,
  `route` AS `route`,
  COALESCE(`person`, `team`) AS `routed_to`,
  CAST(CAST(`sum_1` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `sum_1`,
  CAST(CAST(`sum_2` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `sum_2`,
  CAST(CAST(`sum_3` AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS `sum_3`,
  CAST(CAST(`sum_4_1` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `sum_4_1`,
  CAST(CAST(`sum_4_2` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `sum_4_2`,
  CAST(CAST(`sum_rounding` AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS `sum_rounding`,
  CAST(CAST(`sum_bound` AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS `sum_bound`
FROM `standing`
{% elif target.type in ['postgres'] %}
WITH "record_values" AS NOT MATERIALIZED (
  /* What is known of a lead */
  SELECT
    "l"."id" AS "lead_id",
    "l"."class" AS "class",
    "l"."fields" AS "fields",
    CAST(CAST("l"."int" AS DECIMAL(19, 4)) * 10000 AS BIGINT) AS "int",
    CAST("l"."none" AS BIGINT) AS "none",
    COALESCE("l"."self", FALSE) AS "self"
  FROM {{ source('leadpact', 'leads') }} AS "l"
  OFFSET 0
), "record_texts" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("class") = CHAR_LENGTH("class")
      AND "class" = TRIM(BOTH ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) FROM "class")
      THEN LOWER("class" COLLATE "C")
      ELSE TRANSLATE(TRIM(BOTH ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) FROM "class"), 'ABERSTXYſΑΣςẞ', 'aberstxysασσß')
    END AS "class_folded_bare"
  FROM "record_values"
  OFFSET 0
), "record" AS NOT MATERIALIZED (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT "class_folded_bare" IN (''), FALSE) AS "class_known"
  FROM "record_texts"
  OFFSET 0
), "rules_and_texts" AS (
  SELECT
    "lead_id",
    "class_known",
    "none",
    "self",
    CASE WHEN "class_known" THEN "class" END AS "class_text",
    CAST(CASE
      WHEN "fields" IS NULL
      THEN 0
      WHEN "fields" = 'True'
      THEN 100
      WHEN "fields" IN ('def', 'lambda')
      THEN 225
      ELSE 0
    END AS BIGINT) AS "sum_2", /* awkward.sla:24 by _fields */
    CASE WHEN "int" IS NULL THEN 0 ELSE LEAST(GREATEST("int", -50000), 50000) END AS "sum_3", /* awkward.sla:28 adds int from -5 to 5, 0 when unknown */
    CAST(CASE
      WHEN (
        STRPOS("class_folded_bare", 'a\b') > 0
        OR STRPOS("class_folded_bare", 'say "x"') > 0
        OR STRPOS("class_folded_bare", 'straße') > 0
        OR STRPOS("class_folded_bare", 'σασ') > 0
      )
      THEN 300
      ELSE 0
    END AS BIGINT) AS "sum_4_1", /* awkward.sla:30 +3 if class contains one of "???", "Stra?e", "a\\b", "say \"x\"" */
    CAST(CASE
      WHEN (
        "none" >= (
          -5
        ) AND "none" <= 5
      )
      AND NOT (
        COALESCE(
          (
            STRPOS("class_folded_bare", 'a\b') > 0
            OR STRPOS("class_folded_bare", 'say "x"') > 0
            OR STRPOS("class_folded_bare", 'straße') > 0
            OR STRPOS("class_folded_bare", 'σασ') > 0
          ),
          FALSE
        )
      )
      THEN 100
      ELSE 0
    END AS BIGINT) AS "sum_4_2" /* awkward.sla:31 +1 if None is between -5 and 5 */
  FROM "record"
  OFFSET 0
), "standing_2" AS (
  SELECT
    "lead_id",
    "none",
    "self",
    "class_text",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    CASE WHEN "class_known" AND NOT "class_text" IS NULL THEN 'all' WHEN TRUE THEN 'rest' END AS "route" /* awkward.sla:43 route all "all" to the person in class */
  FROM "rules_and_texts"
  OFFSET 0
), "standing_3" AS (
  SELECT
    "lead_id",
    "none",
    "self",
    "route",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    CASE WHEN "route" = 'all' THEN "class_text" END AS "person",
    CASE WHEN "route" = 'rest' THEN 'for_' END AS "team"
  FROM "standing_2"
  OFFSET 0
), "lanes" AS NOT MATERIALIZED (
  /* The ways in which activities of each kind count */
  SELECT
    *
  FROM (
    SELECT
      'import' AS "kind",
      CAST(0 AS BIGINT) AS "lane"
  ) AS "a"
  OFFSET 0
), "log_2_1" AS NOT MATERIALIZED (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) AS "at",
    "a"."values" AS "values",
    "k"."lane"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  INNER JOIN "lanes" AS "k"
    ON "k"."kind" = "a"."activity"
  WHERE
    "a"."activity" = 'import'
    AND CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
), "log_2_2" AS NOT MATERIALIZED (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("values") = CHAR_LENGTH("values")
      AND "values" = TRIM(BOTH ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) FROM "values")
      THEN LOWER("values" COLLATE "C")
      ELSE TRANSLATE(TRIM(BOTH ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) FROM "values"), 'ISTſ', 'ists')
    END AS "values_folded_bare"
  FROM "log_2_1"
  OFFSET 0
), "log_2_3" AS NOT MATERIALIZED (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE(
      "values_folded_bare",
      ' ' || CHR(9) || CHR(13) || CHR(10) || CHR(160) || '!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~',
      '                                     '
    ) || ' ' AS "values_words"
  FROM "log_2_2"
  OFFSET 0
), "log_2" AS NOT MATERIALIZED (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE
      WHEN "activity" = 'import'
      THEN STRPOS(REPLACE(REPLACE(REPLACE("values_words", ' ', '<>'), '><', ''), '<>', ' '), ' it s ') > 0
    END AS "is_import"
  FROM "log_2_3"
  OFFSET 0
), "seen" AS NOT MATERIALIZED (
  /* What is asked of activities, and what the clocks of UTC read */
  SELECT
    "r"."lead_id",
    "r"."at",
    "r"."lane",
    "r"."is_import",
    "r"."at" AS "wall"
  FROM "log_2" AS "r"
  OFFSET 0
), "hits" AS NOT MATERIALIZED (
  /* Where each activity counts, and what it adds there */
  SELECT
    "lead_id",
    "at",
    CASE WHEN "lane" = 0 AND "is_import" THEN (
      (
        "wall" + 259200000
      ) / 604800000
    ) * 2 + 1 ELSE "lane" END AS "place"
  FROM (
    SELECT
      *
    FROM "seen"
    WHERE
      CASE WHEN "lane" = 0 THEN "is_import" ELSE TRUE END
  ) AS "a"
  OFFSET 0
), "by_place" AS (
  /* All that counts in one place */
  SELECT
    "lead_id",
    "place",
    MAX("at") AS "at"
  FROM (
    SELECT
      *
    FROM "hits"
  ) AS "a"
  GROUP BY
    "lead_id",
    "place"
), "places" AS NOT MATERIALIZED (
  /* Places of a lead, each with its lane */
  SELECT
    "lead_id",
    "at",
    "place" % 2 AS "lane"
  FROM "by_place"
  OFFSET 0
), "by_lead" AS (
  /* All that counts of a lead */
  SELECT
    "lead_id",
    SUM(CASE WHEN "lane" = 1 THEN 1 END) AS "sums"
  FROM "places"
  GROUP BY
    "lead_id"
), "counted" AS NOT MATERIALIZED (
  /* What is counted of a lead's activities */
  SELECT
    "lead_id",
    CAST("sums" AS BIGINT) AS "weeks_import"
  FROM "by_lead"
  OFFSET 0
), "facts" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "l"."none",
    "l"."lead_id",
    "l"."person",
    "l"."route",
    "l"."self",
    "l"."sum_2",
    "l"."sum_3",
    "l"."sum_4_1",
    "l"."sum_4_2",
    "l"."team",
    COALESCE("s0"."weeks_import", 0) AS "weeks_import"
  FROM "standing_3" AS "l"
  LEFT JOIN "counted" AS "s0"
    ON "s0"."lead_id" = "l"."lead_id"
), "rules" AS (
  SELECT
    "lead_id",
    "none",
    "self",
    "route",
    "person",
    "team",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "weeks_import" * 250 AS "sum_1" /* awkward.sla:22 +2.5 for each import once a week where values has the word "it's" */
  FROM "facts"
  OFFSET 0
), "sums_2" AS (
  SELECT
    "lead_id",
    "none",
    "self",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_1" * 100 + "sum_2" * 100 + "sum_3" + "sum_4_1" * 100 + "sum_4_2" * 100 AS "sum_sum" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "rules"
  OFFSET 0
), "sums_3" AS (
  SELECT
    "lead_id",
    "none",
    "self",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_sum",
    CASE WHEN "sum_sum" >= 0 THEN (
      "sum_sum" + 50
    ) / 100 ELSE -(
      (
        50 - "sum_sum"
      ) / 100
    ) END AS "sum_rounded" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "sums_2"
  OFFSET 0
), "changes_and_sums" AS (
  SELECT
    "lead_id",
    "none",
    "self",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_rounded",
    "sum_rounded" * 100 - "sum_sum" AS "sum_rounding", /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    LEAST(GREATEST("sum_rounded", -1000), 5000) AS "sum_bounded" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "sums_3"
  OFFSET 0
), "changes_and_grades" AS (
  SELECT
    "lead_id",
    "self",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_rounding",
    "sum_bounded",
    "sum_bounded" - "sum_rounded" AS "sum_bound", /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    CASE WHEN "sum_bounded" >= 500 THEN 'eval' WHEN "none" IS NULL THEN 'exec' ELSE 'pass' END AS "min" /* awkward.sla:33 grade min "min" */
  FROM "changes_and_sums"
  OFFSET 0
), "standing" AS (
  SELECT
    "lead_id",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_rounding",
    "sum_bounded",
    "sum_bound",
    "min",
    CASE
      WHEN COALESCE((
        "self" = TRUE AND COALESCE("min" = 'eval', FALSE)
      ), FALSE) /* awkward.sla:40 stage global "Global" */
      THEN 'global'
      ELSE 'inquiry'
    END AS "stage" /* awkward.sla:38 stage inquiry "Inquiry" */
  FROM "changes_and_grades"
  OFFSET 0
)
SELECT
  "lead_id",
  CAST({{ as_of }} AS BIGINT) AS "as_of",
  CAST(CAST("sum_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum",
  "min" AS "min",
  "stage" AS "stage",
  CAST(NULL AS TEXT) AS "disqualified",
  CASE WHEN FALSE THEN NULL END AS "recycle",
  CAST(CASE WHEN FALSE THEN NULL END AS BIGINT) AS "recycle_until",
  "route" AS "route",
  COALESCE("person", "team") AS "routed_to",
  CAST(CAST("sum_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_1",
  CAST(CAST("sum_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_2",
  CAST(CAST("sum_3" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "sum_3",
  CAST(CAST("sum_4_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_4_1",
  CAST(CAST("sum_4_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_4_2",
  CAST(CAST("sum_rounding" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "sum_rounding",
  CAST(CAST("sum_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_bound"
FROM "standing"
{% elif target.type in ['snowflake'] %}
-- NOT TESTED here: read back by a parser, and run on other warehouses only.
WITH "RECORD_VALUES" AS (
  /* What is known of a lead */
  SELECT
    "L"."ID" AS "LEAD_ID",
    "L"."CLASS" AS "CLASS",
    "L"."FIELDS" AS "FIELDS",
    CAST(CAST("L"."INT" AS DECIMAL(19, 4)) * 10000 AS BIGINT) AS "INT",
    CAST("L"."NONE" AS BIGINT) AS "NONE",
    COALESCE("L"."SELF", FALSE) AS "SELF"
  FROM {{ source('leadpact', 'leads') }} AS "L"
), "RECORD_TEXTS" AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("CLASS") = CHAR_LENGTH("CLASS") AND "CLASS" = TRIM("CLASS", ' \t\r\n ')
      THEN LOWER("CLASS")
      ELSE TRANSLATE(TRIM("CLASS", ' \t\r\n '), 'ABERSTXYſΑΣςẞ', 'aberstxysασσß')
    END AS "CLASS_FOLDED_BARE"
  FROM "RECORD_VALUES"
), "RECORD" AS (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT "CLASS_FOLDED_BARE" IN (''), FALSE) AS "CLASS_KNOWN"
  FROM "RECORD_TEXTS"
), "RULES_AND_TEXTS" AS (
  SELECT
    "LEAD_ID",
    "CLASS_KNOWN",
    "NONE",
    "SELF",
    CASE WHEN "CLASS_KNOWN" THEN "CLASS" END AS "CLASS_TEXT",
    CAST(CASE
      WHEN "FIELDS" IS NULL
      THEN 0
      WHEN "FIELDS" = 'True'
      THEN 100
      WHEN "FIELDS" IN ('def', 'lambda')
      THEN 225
      ELSE 0
    END AS BIGINT) AS "SUM_2", /* awkward.sla:24 by _fields */
    CASE WHEN "INT" IS NULL THEN 0 ELSE LEAST(GREATEST("INT", -50000), 50000) END AS "SUM_3", /* awkward.sla:28 adds int from -5 to 5, 0 when unknown */
    CAST(CASE
      WHEN (
        CONTAINS("CLASS_FOLDED_BARE", 'a\\b')
        OR CONTAINS("CLASS_FOLDED_BARE", 'say "x"')
        OR CONTAINS("CLASS_FOLDED_BARE", 'straße')
        OR CONTAINS("CLASS_FOLDED_BARE", 'σασ')
      )
      THEN 300
      ELSE 0
    END AS BIGINT) AS "SUM_4_1", /* awkward.sla:30 +3 if class contains one of "???", "Stra?e", "a\\b", "say \"x\"" */
    CAST(CASE
      WHEN (
        "NONE" >= (
          -5
        ) AND "NONE" <= 5
      )
      AND NOT (
        COALESCE(
          (
            CONTAINS("CLASS_FOLDED_BARE", 'a\\b')
            OR CONTAINS("CLASS_FOLDED_BARE", 'say "x"')
            OR CONTAINS("CLASS_FOLDED_BARE", 'straße')
            OR CONTAINS("CLASS_FOLDED_BARE", 'σασ')
          ),
          FALSE
        )
      )
      THEN 100
      ELSE 0
    END AS BIGINT) AS "SUM_4_2" /* awkward.sla:31 +1 if None is between -5 and 5 */
  FROM "RECORD"
), "STANDING_2" AS (
  SELECT
    "LEAD_ID",
    "NONE",
    "SELF",
    "CLASS_TEXT",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    CASE WHEN "CLASS_KNOWN" AND NOT "CLASS_TEXT" IS NULL THEN 'all' WHEN TRUE THEN 'rest' END AS "ROUTE" /* awkward.sla:43 route all "all" to the person in class */
  FROM "RULES_AND_TEXTS"
), "STANDING_3" AS (
  SELECT
    "LEAD_ID",
    "NONE",
    "SELF",
    "ROUTE",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    CASE WHEN "ROUTE" = 'all' THEN "CLASS_TEXT" END AS "PERSON",
    CASE WHEN "ROUTE" = 'rest' THEN 'for_' END AS "TEAM"
  FROM "STANDING_2"
), "LANES" AS (
  /* The ways in which activities of each kind count */
  SELECT
    *
  FROM (
    SELECT
      'import' AS "KIND",
      CAST(0 AS BIGINT) AS "LANE"
  ) AS "A"
), "LOG_2_1" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "A"."LEAD_ID",
    "A"."ACTIVITY",
    CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) AS "AT",
    "A"."VALUES" AS "VALUES",
    "K"."LANE"
  FROM {{ source('leadpact', 'activities') }} AS "A"
  INNER JOIN "LANES" AS "K"
    ON "K"."KIND" = "A"."ACTIVITY"
  WHERE
    "A"."ACTIVITY" = 'import'
    AND CAST(DATE_PART(EPOCH_MILLISECOND, "A"."AT") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
), "LOG_2_2" AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("VALUES") = CHAR_LENGTH("VALUES") AND "VALUES" = TRIM("VALUES", ' \t\r\n ')
      THEN LOWER("VALUES")
      ELSE TRANSLATE(TRIM("VALUES", ' \t\r\n '), 'ISTſ', 'ists')
    END AS "VALUES_FOLDED_BARE"
  FROM "LOG_2_1"
), "LOG_2_3" AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE("VALUES_FOLDED_BARE", ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS "VALUES_WORDS"
  FROM "LOG_2_2"
), "LOG_2" AS (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE
      WHEN "ACTIVITY" = 'import'
      THEN CONTAINS(REPLACE(REPLACE(REPLACE("VALUES_WORDS", ' ', '<>'), '><', ''), '<>', ' '), ' it s ')
    END AS "IS_IMPORT"
  FROM "LOG_2_3"
), "SEEN" AS (
  /* What is asked of activities, and what the clocks of UTC read */
  SELECT
    "R"."LEAD_ID",
    "R"."AT",
    "R"."LANE",
    "R"."IS_IMPORT",
    "R"."AT" AS "WALL"
  FROM "LOG_2" AS "R"
), "HITS" AS (
  /* Where each activity counts, and what it adds there */
  SELECT
    "LEAD_ID",
    "AT",
    CASE
      WHEN "LANE" = 0 AND "IS_IMPORT"
      THEN (
        CAST((
          (
            "WALL" + 259200000
          ) - (
            "WALL" + 259200000
          ) % 604800000
        ) / 604800000 AS BIGINT)
      ) * 2 + 1
      ELSE "LANE"
    END AS "PLACE"
  FROM (
    SELECT
      *
    FROM "SEEN"
    WHERE
      CASE WHEN "LANE" = 0 THEN "IS_IMPORT" ELSE TRUE END
  ) AS "A"
), "BY_PLACE" AS (
  /* All that counts in one place */
  SELECT
    "LEAD_ID",
    "PLACE",
    MAX("AT") AS "AT"
  FROM (
    SELECT
      *
    FROM "HITS"
  ) AS "A"
  GROUP BY
    "LEAD_ID",
    "PLACE"
), "PLACES" AS (
  /* Places of a lead, each with its lane */
  SELECT
    "LEAD_ID",
    "AT",
    "PLACE" % 2 AS "LANE"
  FROM "BY_PLACE"
), "BY_LEAD" AS (
  /* All that counts of a lead */
  SELECT
    "LEAD_ID",
    SUM(CASE WHEN "LANE" = 1 THEN 1 END) AS "SUMS"
  FROM "PLACES"
  GROUP BY
    "LEAD_ID"
), "COUNTED" AS (
  /* What is counted of a lead's activities */
  SELECT
    "LEAD_ID",
    CAST("SUMS" AS BIGINT) AS "WEEKS_IMPORT"
  FROM "BY_LEAD"
), "FACTS" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "L"."NONE",
    "L"."LEAD_ID",
    "L"."PERSON",
    "L"."ROUTE",
    "L"."SELF",
    "L"."SUM_2",
    "L"."SUM_3",
    "L"."SUM_4_1",
    "L"."SUM_4_2",
    "L"."TEAM",
    COALESCE("S0"."WEEKS_IMPORT", 0) AS "WEEKS_IMPORT"
  FROM "STANDING_3" AS "L"
  LEFT JOIN "COUNTED" AS "S0"
    ON "S0"."LEAD_ID" = "L"."LEAD_ID"
), "RULES" AS (
  SELECT
    "LEAD_ID",
    "NONE",
    "SELF",
    "ROUTE",
    "PERSON",
    "TEAM",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    "WEEKS_IMPORT" * 250 AS "SUM_1" /* awkward.sla:22 +2.5 for each import once a week where values has the word "it's" */
  FROM "FACTS"
), "SUMS_2" AS (
  SELECT
    "LEAD_ID",
    "NONE",
    "SELF",
    "ROUTE",
    "PERSON",
    "TEAM",
    "SUM_1",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    "SUM_1" * 100 + "SUM_2" * 100 + "SUM_3" + "SUM_4_1" * 100 + "SUM_4_2" * 100 AS "SUM_SUM" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "RULES"
), "SUMS_3" AS (
  SELECT
    "LEAD_ID",
    "NONE",
    "SELF",
    "ROUTE",
    "PERSON",
    "TEAM",
    "SUM_1",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    "SUM_SUM",
    CASE
      WHEN "SUM_SUM" >= 0
      THEN CAST((
        (
          "SUM_SUM" + 50
        ) - (
          "SUM_SUM" + 50
        ) % 100
      ) / 100 AS BIGINT)
      ELSE -(
        CAST((
          (
            50 - "SUM_SUM"
          ) - (
            50 - "SUM_SUM"
          ) % 100
        ) / 100 AS BIGINT)
      )
    END AS "SUM_ROUNDED" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "SUMS_2"
), "CHANGES_AND_SUMS" AS (
  SELECT
    "LEAD_ID",
    "NONE",
    "SELF",
    "ROUTE",
    "PERSON",
    "TEAM",
    "SUM_1",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    "SUM_ROUNDED",
    "SUM_ROUNDED" * 100 - "SUM_SUM" AS "SUM_ROUNDING", /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    LEAST(GREATEST("SUM_ROUNDED", -1000), 5000) AS "SUM_BOUNDED" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "SUMS_3"
), "CHANGES_AND_GRADES" AS (
  SELECT
    "LEAD_ID",
    "SELF",
    "ROUTE",
    "PERSON",
    "TEAM",
    "SUM_1",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    "SUM_ROUNDING",
    "SUM_BOUNDED",
    "SUM_BOUNDED" - "SUM_ROUNDED" AS "SUM_BOUND", /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    CASE WHEN "SUM_BOUNDED" >= 500 THEN 'eval' WHEN "NONE" IS NULL THEN 'exec' ELSE 'pass' END AS "MIN" /* awkward.sla:33 grade min "min" */
  FROM "CHANGES_AND_SUMS"
), "STANDING" AS (
  SELECT
    "LEAD_ID",
    "ROUTE",
    "PERSON",
    "TEAM",
    "SUM_1",
    "SUM_2",
    "SUM_3",
    "SUM_4_1",
    "SUM_4_2",
    "SUM_ROUNDING",
    "SUM_BOUNDED",
    "SUM_BOUND",
    "MIN",
    CASE
      WHEN COALESCE((
        "SELF" = TRUE AND COALESCE("MIN" = 'eval', FALSE)
      ), FALSE) /* awkward.sla:40 stage global "Global" */
      THEN 'global'
      ELSE 'inquiry'
    END AS "STAGE" /* awkward.sla:38 stage inquiry "Inquiry" */
  FROM "CHANGES_AND_GRADES"
)
SELECT
  "LEAD_ID",
  CAST({{ as_of }} AS BIGINT) AS "AS_OF",
  CAST(CAST("SUM_BOUNDED" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "SUM",
  "MIN" AS "MIN",
  "STAGE" AS "STAGE",
  CAST(NULL AS VARCHAR) AS "DISQUALIFIED",
  CASE WHEN FALSE THEN NULL END AS "RECYCLE",
  CAST(CASE WHEN FALSE THEN NULL END AS BIGINT) AS "RECYCLE_UNTIL",
  "ROUTE" AS "ROUTE",
  COALESCE("PERSON", "TEAM") AS "ROUTED_TO",
  CAST(CAST("SUM_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "SUM_1",
  CAST(CAST("SUM_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "SUM_2",
  CAST(CAST("SUM_3" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "SUM_3",
  CAST(CAST("SUM_4_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "SUM_4_1",
  CAST(CAST("SUM_4_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "SUM_4_2",
  CAST(CAST("SUM_ROUNDING" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "SUM_ROUNDING",
  CAST(CAST("SUM_BOUND" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "SUM_BOUND"
FROM "STANDING"
{% elif target.type in ['bigquery'] %}
-- NOT TESTED here: read back by a parser, and run on other warehouses only.
WITH `record_values` AS (
  /* What is known of a lead */
  SELECT
    `l`.`id` AS `lead_id`,
    `l`.`class` AS `class`,
    `l`.`fields` AS `fields`,
    CAST(CAST(`l`.`int` AS NUMERIC) * 10000 AS INT64) AS `int`,
    CAST(`l`.`None` AS INT64) AS `None`,
    COALESCE(`l`.`self`, FALSE) AS `self`
  FROM {{ source('leadpact', 'leads') }} AS `l`
), `record_texts` AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN BYTE_LENGTH(`class`) = CHAR_LENGTH(`class`) AND `class` = TRIM(`class`, ' \t\r\n ')
      THEN LOWER(`class`)
      ELSE TRANSLATE(TRIM(`class`, ' \t\r\n '), 'ABERSTXYſΑΣςẞ', 'aberstxysασσß')
    END AS `class_folded_bare`
  FROM `record_values`
), `record` AS (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT `class_folded_bare` IN (''), FALSE) AS `class_known`
  FROM `record_texts`
), `rules_and_texts` AS (
  SELECT
    `lead_id`,
    `class_known`,
    `None`,
    `self`,
    CASE WHEN `class_known` THEN `class` END AS `class_text`,
    CAST(CASE
      WHEN `fields` IS NULL
      THEN 0
      WHEN `fields` = 'True'
      THEN 100
      WHEN `fields` IN ('def', 'lambda')
      THEN 225
      ELSE 0
    END AS INT64) AS `sum_2`, /* awkward.sla:24 by _fields */
    CASE WHEN `int` IS NULL THEN 0 ELSE LEAST(GREATEST(`int`, -50000), 50000) END AS `sum_3`, /* awkward.sla:28 adds int from -5 to 5, 0 when unknown */
    CAST(CASE
      WHEN (
        STRPOS(`class_folded_bare`, 'a\\b') > 0
        OR STRPOS(`class_folded_bare`, 'say "x"') > 0
        OR STRPOS(`class_folded_bare`, 'straße') > 0
        OR STRPOS(`class_folded_bare`, 'σασ') > 0
      )
      THEN 300
      ELSE 0
    END AS INT64) AS `sum_4_1`, /* awkward.sla:30 +3 if class contains one of "???", "Stra?e", "a\\b", "say \"x\"" */
    CAST(CASE
      WHEN (
        `None` >= (
          -5
        ) AND `None` <= 5
      )
      AND NOT (
        COALESCE(
          (
            STRPOS(`class_folded_bare`, 'a\\b') > 0
            OR STRPOS(`class_folded_bare`, 'say "x"') > 0
            OR STRPOS(`class_folded_bare`, 'straße') > 0
            OR STRPOS(`class_folded_bare`, 'σασ') > 0
          ),
          FALSE
        )
      )
      THEN 100
      ELSE 0
    END AS INT64) AS `sum_4_2` /* awkward.sla:31 +1 if None is between -5 and 5 */
  FROM `record`
), `standing_2` AS (
  SELECT
    `lead_id`,
    `None`,
    `self`,
    `class_text`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    CASE WHEN `class_known` AND NOT `class_text` IS NULL THEN 'all' WHEN TRUE THEN 'rest' END AS `route` /* awkward.sla:43 route all "all" to the person in class */
  FROM `rules_and_texts`
), `standing_3` AS (
  SELECT
    `lead_id`,
    `None`,
    `self`,
    `route`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    CASE WHEN `route` = 'all' THEN `class_text` END AS `person`,
    CASE WHEN `route` = 'rest' THEN 'for_' END AS `team`
  FROM `standing_2`
), `lanes` AS (
  /* The ways in which activities of each kind count */
  SELECT
    *
  FROM (
    SELECT
      'import' AS `kind`,
      CAST(0 AS INT64) AS `lane`
  ) AS `a`
), `log_2_1` AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    `a`.`lead_id`,
    `a`.`activity`,
    UNIX_MILLIS(`a`.`at`) AS `at`,
    `a`.`values` AS `values`,
    `k`.`lane`
  FROM {{ source('leadpact', 'activities') }} AS `a`
  INNER JOIN `lanes` AS `k`
    ON `k`.`kind` = `a`.`activity`
  WHERE
    `a`.`activity` = 'import' AND UNIX_MILLIS(`a`.`at`) <= CAST({{ as_of }} AS INT64)
), `log_2_2` AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN BYTE_LENGTH(`values`) = CHAR_LENGTH(`values`) AND `values` = TRIM(`values`, ' \t\r\n ')
      THEN LOWER(`values`)
      ELSE TRANSLATE(TRIM(`values`, ' \t\r\n '), 'ISTſ', 'ists')
    END AS `values_folded_bare`
  FROM `log_2_1`
), `log_2_3` AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE(`values_folded_bare`, ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS `values_words`
  FROM `log_2_2`
), `log_2` AS (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE
      WHEN `activity` = 'import'
      THEN STRPOS(REPLACE(REPLACE(REPLACE(`values_words`, ' ', '<>'), '><', ''), '<>', ' '), ' it s ') > 0
    END AS `is_import`
  FROM `log_2_3`
), `seen` AS (
  /* What is asked of activities, and what the clocks of UTC read */
  SELECT
    `r`.`lead_id`,
    `r`.`at`,
    `r`.`lane`,
    `r`.`is_import`,
    `r`.`at` AS `wall`
  FROM `log_2` AS `r`
), `hits` AS (
  /* Where each activity counts, and what it adds there */
  SELECT
    `lead_id`,
    `at`,
    CASE
      WHEN `lane` = 0 AND `is_import`
      THEN (
        DIV((
          `wall` + 259200000
        ), 604800000)
      ) * 2 + 1
      ELSE `lane`
    END AS `place`
  FROM (
    SELECT
      *
    FROM `seen`
    WHERE
      CASE WHEN `lane` = 0 THEN `is_import` ELSE TRUE END
  ) AS `a`
), `by_place` AS (
  /* All that counts in one place */
  SELECT
    `lead_id`,
    `place`,
    MAX(`at`) AS `at`
  FROM (
    SELECT
      *
    FROM `hits`
  ) AS `a`
  GROUP BY
    `lead_id`,
    `place`
), `places` AS (
  /* Places of a lead, each with its lane */
  SELECT
    `lead_id`,
    `at`,
    MOD(`place`, 2) AS `lane`
  FROM `by_place`
), `by_lead` AS (
  /* All that counts of a lead */
  SELECT
    `lead_id`,
    SUM(CASE WHEN `lane` = 1 THEN 1 END) AS `sums`
  FROM `places`
  GROUP BY
    `lead_id`
), `counted` AS (
  /* What is counted of a lead's activities */
  SELECT
    `lead_id`,
    CAST(`sums` AS INT64) AS `weeks_import`
  FROM `by_lead`
), `facts` AS (
  /* A lead with all that is told of its activities */
  SELECT
    `l`.`None`,
    `l`.`lead_id`,
    `l`.`person`,
    `l`.`route`,
    `l`.`self`,
    `l`.`sum_2`,
    `l`.`sum_3`,
    `l`.`sum_4_1`,
    `l`.`sum_4_2`,
    `l`.`team`,
    COALESCE(`s0`.`weeks_import`, 0) AS `weeks_import`
  FROM `standing_3` AS `l`
  LEFT JOIN `counted` AS `s0`
    ON `s0`.`lead_id` = `l`.`lead_id`
), `rules` AS (
  SELECT
    `lead_id`,
    `None`,
    `self`,
    `route`,
    `person`,
    `team`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    `weeks_import` * 250 AS `sum_1` /* awkward.sla:22 +2.5 for each import once a week where values has the word "it's" */
  FROM `facts`
), `sums_2` AS (
  SELECT
    `lead_id`,
    `None`,
    `self`,
    `route`,
    `person`,
    `team`,
    `sum_1`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    `sum_1` * 100 + `sum_2` * 100 + `sum_3` + `sum_4_1` * 100 + `sum_4_2` * 100 AS `sum_sum` /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM `rules`
), `sums_3` AS (
  SELECT
    `lead_id`,
    `None`,
    `self`,
    `route`,
    `person`,
    `team`,
    `sum_1`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    `sum_sum`,
    CASE WHEN `sum_sum` >= 0 THEN DIV((
      `sum_sum` + 50
    ), 100) ELSE -(
      DIV((
        50 - `sum_sum`
      ), 100)
    ) END AS `sum_rounded` /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM `sums_2`
), `changes_and_sums` AS (
  SELECT
    `lead_id`,
    `None`,
    `self`,
    `route`,
    `person`,
    `team`,
    `sum_1`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    `sum_rounded`,
    `sum_rounded` * 100 - `sum_sum` AS `sum_rounding`, /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    LEAST(GREATEST(`sum_rounded`, -1000), 5000) AS `sum_bounded` /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM `sums_3`
), `changes_and_grades` AS (
  SELECT
    `lead_id`,
    `self`,
    `route`,
    `person`,
    `team`,
    `sum_1`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    `sum_rounding`,
    `sum_bounded`,
    `sum_bounded` - `sum_rounded` AS `sum_bound`, /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    CASE WHEN `sum_bounded` >= 500 THEN 'eval' WHEN `None` IS NULL THEN 'exec' ELSE 'pass' END AS `min` /* awkward.sla:33 grade min "min" */
  FROM `changes_and_sums`
), `standing` AS (
  SELECT
    `lead_id`,
    `route`,
    `person`,
    `team`,
    `sum_1`,
    `sum_2`,
    `sum_3`,
    `sum_4_1`,
    `sum_4_2`,
    `sum_rounding`,
    `sum_bounded`,
    `sum_bound`,
    `min`,
    CASE
      WHEN COALESCE((
        `self` = TRUE AND COALESCE(`min` = 'eval', FALSE)
      ), FALSE) /* awkward.sla:40 stage global "Global" */
      THEN 'global'
      ELSE 'inquiry'
    END AS `stage` /* awkward.sla:38 stage inquiry "Inquiry" */
  FROM `changes_and_grades`
)
SELECT
  `lead_id`,
  CAST({{ as_of }} AS INT64) AS `as_of`,
  CAST(CAST(`sum_bounded` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `sum`,
  `min` AS `min`,
  `stage` AS `stage`,
  CAST(NULL AS STRING) AS `disqualified`,
  CASE WHEN FALSE THEN NULL END AS `recycle`,
  CAST(CASE WHEN FALSE THEN NULL END AS INT64) AS `recycle_until`,
  `route` AS `route`,
  COALESCE(`person`, `team`) AS `routed_to`,
  CAST(CAST(`sum_1` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `sum_1`,
  CAST(CAST(`sum_2` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `sum_2`,
  CAST(CAST(`sum_3` AS NUMERIC) * CAST('0.0001' AS NUMERIC) AS NUMERIC) AS `sum_3`,
  CAST(CAST(`sum_4_1` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `sum_4_1`,
  CAST(CAST(`sum_4_2` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `sum_4_2`,
  CAST(CAST(`sum_rounding` AS NUMERIC) * CAST('0.0001' AS NUMERIC) AS NUMERIC) AS `sum_rounding`,
  CAST(CAST(`sum_bound` AS NUMERIC) * CAST('0.01' AS NUMERIC) AS NUMERIC) AS `sum_bound`
FROM `standing`
{% elif target.type in ['redshift'] %}
-- NOT TESTED here: read back by a parser, and run on other warehouses only.
WITH "record_values" AS (
  /* What is known of a lead */
  SELECT
    "l"."id" AS "lead_id",
    "l"."class" AS "class",
    "l"."fields" AS "fields",
    CAST(CAST("l"."int" AS DECIMAL(19, 4)) * 10000 AS BIGINT) AS "int",
    CAST("l"."none" AS BIGINT) AS "none",
    COALESCE("l"."self", FALSE) AS "self"
  FROM {{ source('leadpact', 'leads') }} AS "l"
), "record_texts" AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("class") = CHAR_LENGTH("class") AND "class" = BTRIM("class", ' \t\r\n ')
      THEN LOWER("class")
      ELSE TRANSLATE(BTRIM("class", ' \t\r\n '), 'ABERSTXYſΑΣςẞ', 'aberstxysασσß')
    END AS "class_folded_bare"
  FROM "record_values"
), "record" AS (
  /* Those that are known */
  SELECT
    *,
    COALESCE(NOT "class_folded_bare" IN (''), FALSE) AS "class_known"
  FROM "record_texts"
), "rules_and_texts" AS (
  SELECT
    "lead_id",
    "class_known",
    "none",
    "self",
    CASE WHEN "class_known" THEN "class" END AS "class_text",
    CAST(CASE
      WHEN "fields" IS NULL
      THEN 0
      WHEN "fields" = 'True'
      THEN 100
      WHEN "fields" IN ('def', 'lambda')
      THEN 225
      ELSE 0
    END AS BIGINT) AS "sum_2", /* awkward.sla:24 by _fields */
    CASE WHEN "int" IS NULL THEN 0 ELSE LEAST(GREATEST("int", -50000), 50000) END AS "sum_3", /* awkward.sla:28 adds int from -5 to 5, 0 when unknown */
    CAST(CASE
      WHEN (
        STRPOS("class_folded_bare", 'a\\b') > 0
        OR STRPOS("class_folded_bare", 'say "x"') > 0
        OR STRPOS("class_folded_bare", 'straße') > 0
        OR STRPOS("class_folded_bare", 'σασ') > 0
      )
      THEN 300
      ELSE 0
    END AS BIGINT) AS "sum_4_1", /* awkward.sla:30 +3 if class contains one of "???", "Stra?e", "a\\b", "say \"x\"" */
    CAST(CASE
      WHEN (
        "none" >= (
          -5
        ) AND "none" <= 5
      )
      AND NOT (
        COALESCE(
          (
            STRPOS("class_folded_bare", 'a\\b') > 0
            OR STRPOS("class_folded_bare", 'say "x"') > 0
            OR STRPOS("class_folded_bare", 'straße') > 0
            OR STRPOS("class_folded_bare", 'σασ') > 0
          ),
          FALSE
        )
      )
      THEN 100
      ELSE 0
    END AS BIGINT) AS "sum_4_2" /* awkward.sla:31 +1 if None is between -5 and 5 */
  FROM "record"
), "standing_2" AS (
  SELECT
    "lead_id",
    "none",
    "self",
    "class_text",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    CASE WHEN "class_known" AND NOT "class_text" IS NULL THEN 'all' WHEN TRUE THEN 'rest' END AS "route" /* awkward.sla:43 route all "all" to the person in class */
  FROM "rules_and_texts"
), "standing_3" AS (
  SELECT
    "lead_id",
    "none",
    "self",
    "route",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    CASE WHEN "route" = 'all' THEN "class_text" END AS "person",
    CASE WHEN "route" = 'rest' THEN 'for_' END AS "team"
  FROM "standing_2"
), "lanes" AS (
  /* The ways in which activities of each kind count */
  SELECT
    *
  FROM (
    SELECT
      'import' AS "kind",
      CAST(0 AS BIGINT) AS "lane"
  ) AS "a"
), "log_2_1" AS (
  /* The activities that count for anything, up to the instant of the decision */
  SELECT
    "a"."lead_id",
    "a"."activity",
    CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) AS "at",
    "a"."values" AS "values",
    "k"."lane"
  FROM {{ source('leadpact', 'activities') }} AS "a"
  INNER JOIN "lanes" AS "k"
    ON "k"."kind" = "a"."activity"
  WHERE
    "a"."activity" = 'import'
    AND CAST(DATEDIFF(MILLISECOND, CAST('1970-01-01 00:00:00' AS TIMESTAMP), "a"."at") AS BIGINT) <= CAST({{ as_of }} AS BIGINT)
), "log_2_2" AS (
  /* Texts as they are compared */
  SELECT
    *,
    CASE
      WHEN OCTET_LENGTH("values") = CHAR_LENGTH("values") AND "values" = BTRIM("values", ' \t\r\n ')
      THEN LOWER("values")
      ELSE TRANSLATE(BTRIM("values", ' \t\r\n '), 'ISTſ', 'ists')
    END AS "values_folded_bare"
  FROM "log_2_1"
), "log_2_3" AS (
  /* The words of those that words are looked for in */
  SELECT
    *,
    ' ' || TRANSLATE("values_folded_bare", ' \t\r\n !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', '                                     ') || ' ' AS "values_words"
  FROM "log_2_2"
), "log_2" AS (
  /* Which activities are such as a clause asks */
  SELECT
    *,
    CASE
      WHEN "activity" = 'import'
      THEN STRPOS(REPLACE(REPLACE(REPLACE("values_words", ' ', '<>'), '><', ''), '<>', ' '), ' it s ') > 0
    END AS "is_import"
  FROM "log_2_3"
), "seen" AS (
  /* What is asked of activities, and what the clocks of UTC read */
  SELECT
    "r"."lead_id",
    "r"."at",
    "r"."lane",
    "r"."is_import",
    "r"."at" AS "wall"
  FROM "log_2" AS "r"
), "hits" AS (
  /* Where each activity counts, and what it adds there */
  SELECT
    "lead_id",
    "at",
    CASE WHEN "lane" = 0 AND "is_import" THEN (
      (
        "wall" + 259200000
      ) / 604800000
    ) * 2 + 1 ELSE "lane" END AS "place"
  FROM (
    SELECT
      *
    FROM "seen"
    WHERE
      CASE WHEN "lane" = 0 THEN "is_import" ELSE TRUE END
  ) AS "a"
), "by_place" AS (
  /* All that counts in one place */
  SELECT
    "lead_id",
    "place",
    MAX("at") AS "at"
  FROM (
    SELECT
      *
    FROM "hits"
  ) AS "a"
  GROUP BY
    "lead_id",
    "place"
), "places" AS (
  /* Places of a lead, each with its lane */
  SELECT
    "lead_id",
    "at",
    "place" % 2 AS "lane"
  FROM "by_place"
), "by_lead" AS (
  /* All that counts of a lead */
  SELECT
    "lead_id",
    SUM(CASE WHEN "lane" = 1 THEN 1 END) AS "sums"
  FROM "places"
  GROUP BY
    "lead_id"
), "counted" AS (
  /* What is counted of a lead's activities */
  SELECT
    "lead_id",
    CAST("sums" AS BIGINT) AS "weeks_import"
  FROM "by_lead"
), "facts" AS (
  /* A lead with all that is told of its activities */
  SELECT
    "l"."none",
    "l"."lead_id",
    "l"."person",
    "l"."route",
    "l"."self",
    "l"."sum_2",
    "l"."sum_3",
    "l"."sum_4_1",
    "l"."sum_4_2",
    "l"."team",
    COALESCE("s0"."weeks_import", 0) AS "weeks_import"
  FROM "standing_3" AS "l"
  LEFT JOIN "counted" AS "s0"
    ON "s0"."lead_id" = "l"."lead_id"
), "rules" AS (
  SELECT
    "lead_id",
    "none",
    "self",
    "route",
    "person",
    "team",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "weeks_import" * 250 AS "sum_1" /* awkward.sla:22 +2.5 for each import once a week where values has the word "it's" */
  FROM "facts"
), "sums_2" AS (
  SELECT
    "lead_id",
    "none",
    "self",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_1" * 100 + "sum_2" * 100 + "sum_3" + "sum_4_1" * 100 + "sum_4_2" * 100 AS "sum_sum" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "rules"
), "sums_3" AS (
  SELECT
    "lead_id",
    "none",
    "self",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_sum",
    CASE WHEN "sum_sum" >= 0 THEN (
      "sum_sum" + 50
    ) / 100 ELSE -(
      (
        50 - "sum_sum"
      ) / 100
    ) END AS "sum_rounded" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "sums_2"
), "changes_and_sums" AS (
  SELECT
    "lead_id",
    "none",
    "self",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_rounded",
    "sum_rounded" * 100 - "sum_sum" AS "sum_rounding", /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    LEAST(GREATEST("sum_rounded", -1000), 5000) AS "sum_bounded" /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
  FROM "sums_3"
), "changes_and_grades" AS (
  SELECT
    "lead_id",
    "self",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_rounding",
    "sum_bounded",
    "sum_bounded" - "sum_rounded" AS "sum_bound", /* awkward.sla:21 score sum "*sum* _of_ [it](x)" from -10 to 50 */
    CASE WHEN "sum_bounded" >= 500 THEN 'eval' WHEN "none" IS NULL THEN 'exec' ELSE 'pass' END AS "min" /* awkward.sla:33 grade min "min" */
  FROM "changes_and_sums"
), "standing" AS (
  SELECT
    "lead_id",
    "route",
    "person",
    "team",
    "sum_1",
    "sum_2",
    "sum_3",
    "sum_4_1",
    "sum_4_2",
    "sum_rounding",
    "sum_bounded",
    "sum_bound",
    "min",
    CASE
      WHEN COALESCE((
        "self" = TRUE AND COALESCE("min" = 'eval', FALSE)
      ), FALSE) /* awkward.sla:40 stage global "Global" */
      THEN 'global'
      ELSE 'inquiry'
    END AS "stage" /* awkward.sla:38 stage inquiry "Inquiry" */
  FROM "changes_and_grades"
)
SELECT
  "lead_id",
  CAST({{ as_of }} AS BIGINT) AS "as_of",
  CAST(CAST("sum_bounded" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum",
  "min" AS "min",
  "stage" AS "stage",
  CAST(NULL AS VARCHAR(MAX)) AS "disqualified",
  CASE WHEN FALSE THEN NULL END AS "recycle",
  CAST(CASE WHEN FALSE THEN NULL END AS BIGINT) AS "recycle_until",
  "route" AS "route",
  COALESCE("person", "team") AS "routed_to",
  CAST(CAST("sum_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_1",
  CAST(CAST("sum_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_2",
  CAST(CAST("sum_3" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "sum_3",
  CAST(CAST("sum_4_1" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_4_1",
  CAST(CAST("sum_4_2" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_4_2",
  CAST(CAST("sum_rounding" AS DECIMAL(16, 0)) * CAST('0.0001' AS DECIMAL(4, 4)) AS DECIMAL(18, 4)) AS "sum_rounding",
  CAST(CAST("sum_bound" AS DECIMAL(16, 0)) * CAST('0.01' AS DECIMAL(2, 2)) AS DECIMAL(18, 2)) AS "sum_bound"
FROM "standing"
{% else %}
{{ exceptions.raise_compiler_error("leadpact has no statement for " ~ target.type) }}
{% endif %}
