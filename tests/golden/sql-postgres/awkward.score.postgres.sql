-- Awkward "names" \ {braces} { { x } } <b>bold</b> | `ticks` %s ''': scores, grade, stage, recycling and route of every lead
-- in one query, for PostgreSQL. Made by `leadpact compile`; a change belongs in the policy, not here.
-- The parameter :as_of is the instant decided at, in ms since 1970-01-01 UTC.
--
-- It reads two tables, and takes them as they are: what does not stand there as it is said here counts for
-- something else, without an error. docs/warehouses.md of leadpact shows how to get there.
--   leads(id text, class text, None bigint, self boolean, print decimal(17, 2), fields text, int decimal(19, 4))
--   activities(lead_id text, activity text, "at" timestamp, position bigint, values text, kind_2 bigint)
-- A name that the engine keeps for itself is quoted where the tables are made, as "at" is here.
-- A value that is not known is NULL. Of fields that are text, a blank one is taken for it, too; of choices, ids
-- and activities it is not. `id` and `lead_id` are the same letter for letter, without blanks at their ends; a
-- lead has one row. Times are instants (without a time zone: in UTC). `position` tells the order of activities at
-- one instant.
-- Choices stand there by their names, letter for letter; a label, or any other text, is none of them:
--   fields: True, def, lambda
-- Activities stand there by their names, never as a log spells them; others count for nothing:
--   import, yield
--
-- It gives a row for each lead, in no order:
--   lead_id text, as_of bigint (the parameter)
--   decimal(18, 2), points: sum
--   text, names of levels: min
--   text, names or NULL: stage, disqualified, recycle (the rule in force), route, routed_to (person or team)
--   recycle_until bigint: until when the rule is in force, in ms since 1970-01-01 UTC
--   and, from sum_1 to sum_bound, a decimal for each line of each score: the points that it gave
--   (lead_decisions.yml says which line each is).
-- Of what `leadpact score` writes it has no paid and reasons. Nothing is rejected.
--
-- Digest of the policy's meaning: sha256:70a1a85431082af4f14c7112ab5c02919fe5e76043db38720e9654b8a499cdc9
WITH "record_values" AS NOT MATERIALIZED (
  /* What is known of a lead */
  SELECT
    "l"."id" AS "lead_id",
    "l"."class" AS "class",
    "l"."fields" AS "fields",
    CAST(CAST("l"."int" AS DECIMAL(19, 4)) * 10000 AS BIGINT) AS "int",
    CAST("l"."none" AS BIGINT) AS "none",
    COALESCE("l"."self", FALSE) AS "self"
  FROM "leads" AS "l"
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
  FROM "activities" AS "a"
  INNER JOIN "lanes" AS "k"
    ON "k"."kind" = "a"."activity"
  WHERE
    "a"."activity" = 'import'
    AND CAST(FLOOR(EXTRACT(EPOCH FROM "a"."at") * 1000) AS BIGINT) <= CAST(:as_of AS BIGINT)
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
  CAST(:as_of AS BIGINT) AS "as_of",
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
